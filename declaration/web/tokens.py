"""The token of a session: signed, naming the person, the same bytes while the session lives."""

import secrets

from flask import current_app, g, session as browser
from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from declaration.web import acting

TOKEN = "csrf_token"  # noqa: S105 (the name of the field, and of the session's key)


class StillSigner(TimestampSigner):
    """Signs without looking at the clock: the same session gives the same bytes."""

    def get_timestamp(self) -> int:
        """Return a moment that never passes: tokens live as long as their session."""
        return 1


def csrf_token() -> str:
    """Return the session's token: signed, naming the person, the same bytes every time.

    Flask-WTF's own differs every second, which no ETag would survive; it validates this one.
    """
    if TOKEN not in g:
        account = acting.account()
        person = 0 if account is None else account.office.person_id
        if not str(browser.get(TOKEN, "")).startswith(f"{person}."):
            browser[TOKEN] = f"{person}.{secrets.token_hex(16)}"
        setattr(g, TOKEN, _signer().dumps(browser[TOKEN]))
    return str(g.get(TOKEN))


def whose(token: str | None) -> int | None:
    """Return the id of the person to whom a form with this token was shown.

    0: to somebody signed out; None: the token is not ours. It may be of a session that has ended:
    it says who typed, it allows nothing.
    """
    try:
        return int(str(_signer().loads(token or "")).partition(".")[0])
    except (BadData, ValueError):
        return None


def _signer() -> URLSafeTimedSerializer:
    key = str(current_app.secret_key)
    return URLSafeTimedSerializer(key, salt="wtf-csrf-token", signer=StillSigner)


def renew() -> None:
    """Begin a new session that keeps nothing of the old one but the language."""
    kept = {name: browser[name] for name in ("ui",) if name in browser}
    browser.clear()
    browser.update(kept)
    g.pop(TOKEN, None)
    g.pop("actor", None)
