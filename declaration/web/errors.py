"""Refusals and failures as pages: what happened, that nothing was lost, what to do next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DataError, InternalError, OperationalError, SQLAlchemyError, TimeoutError  # noqa: A004
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from declaration.errors import (
    CannotSet,
    Invalid,
    NotAllowed,
    NotFound,
    SignInNeeded,
    Stale,
    TooLong,
)
from declaration.queries.people.accounts import Office
from declaration.web.frame import acting, refusals, unsent
from declaration.web.frame.acting import CarriedError
from declaration.web.people import signing_in


@dataclass(frozen=True)
class Message:
    """The sentences of one error page."""

    title: Any
    happened: Any
    lost: Any
    following: Any


BAD_REQUEST = 400
OURS = 500  # from here on the fault is the application's
AGAIN = {429: 300, 503: 5}  # seconds until it is worth trying again
KEPT = _l("Nothing has been changed.")
WORDS_KEPT = _l("Nothing has been changed. Anything you typed is still here.")

MESSAGES = {
    400: Message(
        _l("The request could not be read"),
        _l("The page you sent it from may be out of date, or part of it could not be read."),
        WORDS_KEPT,
        _l("Reload the page and try again."),
    ),
    403: Message(
        _l("Not possible now"),
        _l("This is not possible at the moment."),
        WORDS_KEPT,
        _l("Go back."),
    ),
    404: Message(
        _l("Page not found"),
        _l("The address is wrong, or you do not have access to this page."),
        KEPT,
        _l("Check the address or go to the home page."),
    ),
    405: Message(
        _l("This page does not allow that"),
        _l("The page cannot be opened or sent in this way."),
        KEPT,
        _l("Go to the home page."),
    ),
    409: Message(
        _l("Someone else made a change first"),
        _l("This has changed since you opened the page."),
        WORDS_KEPT,
        _l("Copy your text, then reload the page to see the change."),
    ),
    413: Message(
        _l("The request was too large"),
        _l(
            "The limit is 4 MB and 10,000 fields, or 64 kB and 2,000 fields when signed out. "
            "This request was larger and has not been read."
        ),
        _l("Nothing has been changed. Your text could not be read, so it cannot be shown here."),
        _l("Go back: most browsers keep what you typed. Then send it in smaller parts."),
    ),
    422: Message(
        _l("Part of it could not be accepted"),
        _l("One of the values is not valid."),
        WORDS_KEPT,
        _l("Go back, check it and send it again."),
    ),
    429: Message(
        _l("Too many attempts"),
        _l("There have been too many attempts in a short time."),
        KEPT,
        _l("Wait five minutes, then try again."),
    ),
    500: Message(
        _l("Something went wrong"),
        _l("This is a fault in the service, not something you did."),
        _l("What you sent has not been saved, and nothing else has been changed."),
        _l("Go back and try again. If it happens again, contact the secretariat."),
    ),
    503: Message(
        _l("The service is busy"),
        _l("The database did not respond in time."),
        _l("What you sent has not been saved, and nothing else has been changed."),
        _l("Wait a moment, go back and try again."),
    ),
}
NO_PDF = Message(
    _l("The PDF cannot be created"),
    _l("This text cannot be set as a PDF."),
    KEPT,
    _l("Go back and download the Word file instead."),
)
FULL = _l("The server’s disk is full. Nothing can be saved until space is freed.")
SIGN_IN_HERE = _l("Someone who is signed out would be asked to sign in here.")
CLOSED = _l("The database cannot be opened: its folder is missing, closed or read-only.")
READ_ONLY = _l("Nothing can be saved at the moment: the database is read-only.")


def init(app: Flask) -> None:
    """Answer every refusal and every failure with a page."""
    handlers: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
        HTTPException: refused,
        NotFound: lambda _error: page(404, office=acting.could()),
        NotAllowed: lambda error: page(403, refusals.why(error.reason), acting.could(error.reason)),
        Invalid: lambda error: page(422, refusals.invalid(error)),
        CannotSet: lambda error: page(422, refusals.cannot_set(error), message=NO_PDF),
        TooLong: lambda error: page(422, refusals.too_long(error.length, error.limit)),
        Stale: lambda _error: page(409),
        SignInNeeded: sign_in_needed,
        CarriedError: carried,
        OperationalError: unavailable,
        InternalError: unavailable,
        TimeoutError: unavailable,
        DataError: lambda _error: page(400),
    }
    for error, handler in handlers.items():
        app.register_error_handler(error, handler)


def page(
    code: int,
    happened: object = None,
    office: Office | None = None,
    message: Message | None = None,
) -> ResponseReturnValue:
    """Render the page of an error; from 500 on without asking the database anything.

    ``office``: another one of the reader, in whose name it would work. ``message``: instead of
    what is said of this code.
    """
    g.quiet = g.get("quiet", False) or code >= OURS
    body = render_template(
        "errors/error.html",
        message=message or MESSAGES[code],
        happened=happened,
        code=code,
        office=office,
        words=unsent.typed(),
    )
    return body, code, {"Retry-After": str(AGAIN[code])} if code in AGAIN else {}


def refused(error: HTTPException) -> ResponseReturnValue:
    """Word what Flask and Werkzeug refuse; redirects pass."""
    code = error.code or OURS
    if code < BAD_REQUEST:
        return error.get_response()
    if code not in MESSAGES:
        code = OURS if code >= OURS else BAD_REQUEST
    response = make_response(page(code, getattr(error, "happened", None)))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def sign_in_needed(_error: SignInNeeded) -> ResponseReturnValue:
    """Ask to sign in; whoever is signed in and sees as the public learns what the public gets."""
    return signing_in.ask() if acting.account() is None else page(403, SIGN_IN_HERE)


def carried(_error: CarriedError) -> ResponseReturnValue:
    """Offer to send a form again that has no page of its own to come back on."""
    page = render_template(
        "errors/again.html",
        fields=unsent.fields(),
        words=unsent.typed(),
        url=request.full_path.removesuffix("?"),
    )
    return page, 409 if g.get("sent_before") else 200


def unavailable(error: SQLAlchemyError) -> ResponseReturnValue:
    """Say why the database cannot: it is full, read-only, locked, or away."""
    current_app.logger.error("database: %s", error)
    g.quiet = True
    cause = str(error).lower()
    if "full" in cause or "no space" in cause:
        return page(503, FULL)
    if "unable to open" in cause:
        return page(503, CLOSED)
    return page(503, READ_ONLY if "readonly" in cause or "read-only" in cause else None)
