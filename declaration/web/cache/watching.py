"""What the reader watches, asked once a request, and only where the conference has that."""

from typing import cast

from flask import g

from declaration.queries.negotiating import watching
from declaration.queries.negotiating.watching import Thing
from declaration.verbs import Verb
from declaration.web.frame import acting, layout


def may_watch() -> bool:
    """Whether the reader may watch anything: never as somebody else, nor in a file."""
    return bool(layout.may(Verb.WATCH)) and not layout.frozen()


def watching_office() -> int | None:
    """Return the office in which the reader watches; None for those who may not."""
    account = acting.account()
    return account.office.id if account is not None and may_watch() else None


def watched_things() -> frozenset[Thing]:
    """Return what the reader watches; nothing for those who may not. One statement a request."""
    office = watching_office()
    if office is None:
        return frozenset()
    if "watched" not in g:
        g.watched = watching.things(acting.session(), office)
    return cast("frozenset[Thing]", g.watched)


def watches(
    document_id: int, paragraph_id: int | None = None, suggestion_id: int | None = None
) -> bool:
    """Whether the reader watches this."""
    return (document_id, paragraph_id, suggestion_id) in watched_things()
