"""How often somebody may try: failures by account and address together, and much by address.

A whole conference signs in behind one address, and nobody can lock out another: a browser from
which an account has signed in before has failures of its own, whatever others do.
"""

import hashlib
import secrets

from flask import Flask, Response, after_this_request, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from itsdangerous import BadData, URLSafeSerializer
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

FAILURES = parse("10 per 5 minutes")  # wrong passwords for one account from one address
ATTEMPTS = parse("1500 per 5 minutes")  # of everybody behind one address: 300 people, five each
REQUESTS = parse("5 per hour")  # for a new link, for one account from one address
REQUESTS_OF_ALL = parse("200 per hour")  # for new links, of everybody behind one address
SIGNINGS = parse("200 per hour")  # requests to sign an adopted text, of everybody at one address
COOKIE = "known"
YEAR = 365 * 24 * 3600  # seconds

limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="fixed-window")


def init(app: Flask) -> None:
    """Begin to count."""
    limiter.init_app(app)


def before_password(email: str) -> None:
    """Count an attempt as a failure, before it costs a hash; 429 after too many of them."""
    _count(ATTEMPTS, "attempts", get_remote_address())
    _count(FAILURES, "failures", *_who(email))


def password_was_right(email: str) -> None:
    """Count one failure less: the attempt was none."""
    limiter.limiter.hit(FAILURES, "failures", *_who(email), cost=-1)


def before_join() -> None:
    """Count an attempt to set a first password: it costs as much as a sign-in."""
    _count(ATTEMPTS, "attempts", get_remote_address())


def before_request_for_link(email: str) -> None:
    """Refuse with 429 after too many requests."""
    _count(REQUESTS_OF_ALL, "links", get_remote_address())
    _count(REQUESTS, "links", _bare(email), get_remote_address())


def before_signing() -> None:
    """Refuse with 429 after too many requests to sign."""
    _count(SIGNINGS, "signings", get_remote_address())


def remember_browser(email: str) -> None:
    """Let this browser be known for the account, beyond the end of the session."""
    value = _signer().dumps([_digest(email), secrets.token_hex(8)])

    @after_this_request
    def keep(response: Response) -> Response:
        secure = bool(current_app.config["TLS"])
        response.set_cookie(
            COOKIE, value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure
        )
        return response


def _count(item: RateLimitItem, *about: str) -> None:
    if not limiter.limiter.hit(item, *about):
        raise TooManyRequests


def _who(email: str) -> tuple[str, str]:
    """Return what failures are counted by: the account with its known browser or the address."""
    return _bare(email), _known_browser(email) or get_remote_address()


def _known_browser(email: str) -> str | None:
    """Return the browser's own mark, if the account has signed in here before."""
    try:
        digest, mark = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadData, ValueError):
        return None
    return str(mark) if digest == _digest(email) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known-browser")


def _digest(email: str) -> str:
    return hashlib.sha256(_bare(email).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _bare(email: str) -> str:
    return email.strip().lower()[:254]
