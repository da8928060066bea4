"""What every request and every answer goes through: hosts, sizes, tokens, cookies, headers."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

from declaration.errors import NotFound
from declaration.web.frame import acting, addresses, forms, unsent

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
MAX_FIELDS = 10_000  # of a form; a text to import may have 2,000 paragraphs of four fields
MOST_UNKNOWN = 2_000  # fields from somebody signed out
MAX_UNKNOWN = 64 * 1024  # bytes of a form from somebody signed out, but see ``unsent.speaks_for``
STRANGE_HOST = "declaration.strange_host"  # in the environment of a request
SAFE = {"GET", "HEAD", "OPTIONS"}

protect = CSRFProtect()


class RefusedError(BadRequest):
    """A request that is refused for what its headers say; ``happened`` is shown."""

    def __init__(self, happened: Any) -> None:  # noqa: ANN401 -- a sentence, still to be translated
        super().__init__()
        self.happened = happened


class Hosts:
    """Marks requests for a host that is none of ours, and gives them one that can be answered.

    What no host can be called is never ours; without names everything else is.
    """

    def __init__(self, answer: Any, names: Iterable[str]) -> None:  # noqa: ANN401 -- WSGI
        self.answer = answer
        self.names = {addresses.host_name(name): name for name in names}

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:  # noqa: ANN401 -- WSGI
        """Look at the host before anything is made of it."""
        name = addresses.host_name(environ.get("HTTP_HOST") or environ["SERVER_NAME"])
        if addresses.FREEZING not in environ and (
            not name or (self.names and name not in self.names)
        ):
            environ[STRANGE_HOST] = True
            environ["HTTP_HOST"] = next(iter(self.names.values()), "localhost")
        return self.answer(environ, start)


def init(app: Flask) -> None:
    """Set cookies, headers and the check of tokens."""
    app.config.update(
        SESSION_REFRESH_EACH_REQUEST=False,  # a cookie a page would defeat every cache
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["TLS"],
        SEND_FILE_MAX_AGE_DEFAULT=DAY,
        MAX_FORM_PARTS=MAX_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,  # the token suffices; some browsers send no referrer
    )
    app.wsgi_app = Hosts(app.wsgi_app, app.config["HOSTS"])  # type: ignore[method-assign, assignment]
    hops = app.config["BEHIND_PROXY"]
    if hops:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_port=hops
        )
    protect.init_app(app)
    app.context_processor(lambda: {forms.TOKEN: forms.csrf_token})
    # for macros, which have no context
    app.jinja_env.globals.update(
        {forms.TOKEN: forms.csrf_token, "token_and_mark": forms.token_and_mark}
    )
    app.before_request(check)
    app.after_request(guard)


def check() -> ResponseReturnValue | None:
    """Refuse a POST whose token is missing or forged; carry one whose session has ended."""
    if request.environ.get(STRANGE_HOST):
        raise RefusedError(_l("This site does not respond to the name in the web address."))
    if "\0" in request.path:
        raise NotFound
    if request.method in SAFE or request.endpoint is None:
        return None
    if foreign():
        raise RefusedError(_l("The form was sent from another site."))
    small()
    readable()
    if unsent.returns():
        return unsent.take_back()
    try:
        protect.protect()
    except CSRFError:
        unsent.after_the_session()
    return None


def foreign() -> bool:
    """Answer whether the browser says that a page of another site sends this form.

    It comes without the session's cookie then, and whatever answered it with a new session would
    end the reader's own. Browsers too old to say so are stopped by the token alone.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = (request.host, *current_app.config["HOSTS"])  # a proxy may give the request another host
    return addresses.host_name(origin.partition("://")[2]) not in map(addresses.host_name, ours)


def small() -> None:
    """Refuse what takes long to read: too many fields, or too much from somebody signed out."""
    body = request.get_data(cache=True, parse_form_data=False)
    fields = body.count(b"&") + 1
    if fields > MAX_FIELDS:
        raise RequestEntityTooLarge
    much = fields > MOST_UNKNOWN or len(body) > MAX_UNKNOWN
    if much and acting.account() is None and not unsent.speaks_for(body):
        raise RequestEntityTooLarge


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
