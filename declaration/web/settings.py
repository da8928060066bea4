"""Configuration from ``DECLARATION_*`` environment variables; docs/operators.md names each."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MAX_BODY = 4 * 1024 * 1024  # bytes of a request; a longer one is a 413
MAX_WORDS = 20_000  # characters of one paragraph, comment or reason; a longer one is a 422


class SettingsError(Exception):
    """A setting is missing or cannot be read: the application refuses to start."""


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return Flask's configuration; keyword arguments of ``create_app`` go before it."""
    demo = flag(environ, "DECLARATION_DEMO")
    folder = Path(environ.get("DECLARATION_DATA", ROOT / "instance"))
    return {
        "DEMO": demo,
        "DATA": str(folder),
        "SECRET_KEY": environ.get("DECLARATION_SECRET_KEY")
        or (secrets.token_hex() if demo else None),
        "SQLALCHEMY_DATABASE_URI": environ.get(
            "DECLARATION_DATABASE", f"sqlite:///{folder / 'declaration.sqlite3'}"
        ),
        "BEHIND_PROXY": int(environ.get("DECLARATION_PROXIES", "0")),
        "TLS": flag(environ, "DECLARATION_TLS"),
        "MAX_CONTENT_LENGTH": MAX_BODY,
        "MAX_FORM_MEMORY_SIZE": MAX_BODY,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
    }


def flag(environ: Mapping[str, str], name: str) -> bool:
    """Read a switch (1, true, yes, on, or their opposites); anything else is refused."""
    value = environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise SettingsError(f"{name} is {value!r}; it takes 1 or 0")


def check(config: Mapping[str, Any]) -> None:
    """Refuse to start without a secret key."""
    if not config["SECRET_KEY"]:
        raise SettingsError(
            "DECLARATION_SECRET_KEY is not set. Make one with"
            " python3 -c 'import secrets; print(secrets.token_hex())' and keep it secret;"
            " DECLARATION_DEMO=1 starts the demo conference without one."
        )
