"""What was sent twice is one: a form carries a mark, which is stored with what came of it.

The mark is stored in the act's own transaction. The same form again leads to where the first
answer led, also if both come at once: writers follow one another, so the second finds the first.
A spent mark with other content stores nothing: the form comes back filled, with a fresh mark, as
one does that outlived its session (``unsent``). Without a mark a form is taken as it comes.
"""

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, request, session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

import models.db
from declaration.actions.people import sendings
from declaration.errors import DeclarationError
from declaration.queries.people.sendings import sending
from declaration.web.frame import acting, answers, forms, unsent
from declaration.web.frame.acting import SentBeforeError, at
from models.people import Sending

SENT = "sent"  # of the session: by which name the browser keeps the words that were taken
ACTED = "acted"  # of the session: pages shown before the last act hold its spent mark
CONFLICT = 409

View = Callable[..., Any]  # a view, as Flask keeps it


@dataclass
class Sent:
    """The form of this request, by its mark; ``acted``: its act waits to be committed."""

    person_id: int
    mark: str
    digest: str
    acted: bool = False

    @contextmanager
    def acting(self, transaction: Session) -> Iterator[None]:
        """Let the form be acted upon once. Raises SentBeforeError where it has been.

        Where a view writes twice, that is one act: both parts are committed, or none.
        """
        if not self.acted:
            models.db.writing(transaction)
            if self.before(transaction) is not None:
                raise SentBeforeError
        self.acted = False
        yield
        transaction.flush()
        self.acted = True

    def before(self, session: Session) -> Sending | None:
        """Return what came of it when it was sent before."""
        return sending(session, self.person_id, self.mark, at())

    def commit(self, session: Session, response: Response) -> None:
        """Commit the act, with where its answer leads; what was refused may be sent again."""
        led_to = g.get("led_to") or response.location
        if led_to:
            kept = Sending(
                person_id=self.person_id,
                mark=self.mark,
                digest=self.digest,
                led_to=led_to,
                thing=browser.get(SENT, ""),
                created_at=at(),
            )
            sendings.keep(session, kept, at=at())
            browser[ACTED] = self.mark
        session.commit()


def init(app: Flask) -> None:
    """Stand before every view that takes forms."""
    taking = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    for endpoint in taking:
        app.view_functions[endpoint] = once(app.view_functions[endpoint])


def once(view: View) -> View:
    """Let a form with a mark be acted upon once."""

    @wraps(view)
    def answered(**values: Any) -> ResponseReturnValue:  # noqa: ANN401
        sent = _sent()
        if sent is None:
            return view(**values)
        session = acting.session()
        before = sent.before(session)
        if before is None:
            g.sent = sent
            outcome = _outcome(view, values)
            if sent.acted and isinstance(outcome, Response):
                sent.commit(session, outcome)
                return outcome
            session.rollback()  # from here on it is seen what others have committed meanwhile
            before = sent.before(session)
            if before is None:
                return _given(outcome)
        return _again(before) if before.digest == sent.digest else _returned(view, values)

    return answered


def _sent() -> Sent | None:
    """Read the mark; None where nothing is to be done once: a script saves what is being typed."""
    if request.method != "POST" or g.get("carried") or "part" in request.args:
        return None
    mark, person_id = request.form.get(forms.ONCE, ""), acting.own_actor().person_id
    if not person_id or not forms.MARK.fullmatch(mark):
        return None
    return Sent(person_id, mark, _digest())


def _digest() -> str:
    """Return a keyed hash of where the form goes and what it says."""
    fields = [
        field for field in request.form.items(multi=True) if field[0] not in unsent.OF_THE_FORM
    ]
    content = json.dumps([request.full_path, fields]).encode()
    return hmac.digest(str(current_app.secret_key).encode(), content, "sha256").hex()


def _outcome(view: View, values: dict[str, Any]) -> Response | Exception:
    """Return what the view answers, or how it refuses: it may be that the first sending is why."""
    try:
        return make_response(view(**values))
    except (DeclarationError, SentBeforeError) as refusal:
        return refusal


def _given(outcome: Response | Exception) -> Response:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _again(before: Sending) -> Response:
    """Lead to where the first answer led; the browser need not keep the words any longer."""
    if before.thing:
        browser[SENT] = before.thing
    return answers.see_other(
        before.led_to,
        _("This form was sent twice and has been carried out once. Here is the result."),
        "info",
    )


def _returned(view: View, values: dict[str, Any]) -> Response:
    """Show the form filled, with a fresh mark and a sentence that the layout says."""
    g.carried = g.sent_before = True
    g.sent = None
    response = make_response(view(**values))
    response.status_code = CONFLICT
    return response
