"""What every answer and every POST goes through: headers, cookies, tokens."""

from urllib.parse import unquote_to_bytes

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from declaration.errors import NotFound
from declaration.web.frame import forms, unsent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
DAY = 24 * 3600  # seconds
YEAR = 365 * 24 * 3600  # seconds

protect = CSRFProtect()


def init(app: Flask) -> None:
    """Set cookies, headers and the check of tokens."""
    app.config.update(
        SESSION_REFRESH_EACH_REQUEST=False,  # a cookie a page would defeat every cache
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["TLS"],
        SEND_FILE_MAX_AGE_DEFAULT=DAY,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,  # the token suffices; some browsers send no referrer
    )
    hops = app.config["BEHIND_PROXY"]
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_port=hops
        )
    protect.init_app(app)
    app.context_processor(lambda: {forms.TOKEN: forms.csrf_token})
    app.jinja_env.globals[forms.TOKEN] = forms.csrf_token  # for macros, which have no context
    app.before_request(check)
    app.after_request(guard)


def check() -> ResponseReturnValue | None:
    """Refuse a POST whose token is missing or forged; carry one whose session has ended."""
    if "\0" in request.path:
        raise NotFound
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.endpoint is None:
        return None
    readable()
    if unsent.returns():
        return unsent.take_back()
    try:
        protect.protect()
    except CSRFError:
        unsent.after_the_session()
    return None


def readable() -> None:
    """Refuse a form whose bytes are no UTF-8; Werkzeug would guess."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    body = request.get_data(cache=True, parse_form_data=False)
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError as error:
        raise BadRequest from error


def guard(response: Response) -> Response:
    """Add the headers that every answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["TLS"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if not response.cache_control:
        response.cache_control.private = True
        response.cache_control.no_cache = True
    return response
