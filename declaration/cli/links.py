"""One-time links, as commands print them."""


def address(url: str, token: str) -> str:
    """Return the address where a one-time link leads; ``url`` is that of the installation."""
    return f"{url.rstrip('/')}/join/{token}"
