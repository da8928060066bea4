"""What the tray shows of drafts, and which of them were seen on it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy.orm import Session

from declaration.actions.journal import audience
from declaration.queries.suggesting import alike, delegation
from declaration.queries.suggesting.delegation import Drafted
from declaration.rules import Actor, Verb
from declaration.web import naming
from declaration.web.acting import session
from declaration.web.fragments import rendered
from declaration.web.layout import may, reader
from declaration.web.others import Rival
from declaration.web.wording import label
from models.vocabulary import Capacity


def shown(drafts: Sequence[Drafted]) -> dict[str, Any]:
    """Return the template's values: pairs of draft and redline, the ready ones apart.

    ``sendable``: what can be handed in now; ``hindrance``: why not the rest, or None;
    ``promise``: who will read what is handed in; ``same``: who asks for exactly what a draft
    asks, by its id; ``documents``: the titles of those they are on.
    """
    now = audience.here(session())
    pairs = list(zip(drafts, rendered([naming.piece(one) for one in drafts]), strict=True))
    ready = [one for one in drafts if one.draft.ready]
    answers = [may(Verb.SUBMIT, stage=one.document.stage) for one in ready]
    return {
        "ready": [(one, html) for one, html in pairs if one.draft.ready],
        "sendable": [one for one, answer in zip(ready, answers, strict=True) if answer],
        "hindrance": next((answer.why for answer in answers if answer.why), None),
        "drafts": [(one, html) for one, html in pairs if not one.draft.ready],
        "stamp": stamp,
        "documents": {one.document.slug: one.document.title for one in drafts},
        "promise": now.value,
        "promised": naming.promised(now),
        "same": _same(),
    }


def _same() -> dict[int, list[Rival]]:
    found = alike.asked_already(session(), reader())
    committee = label(Capacity.COMMITTEE)
    return {
        draft_id: [Rival(number, name or committee) for number, name in who]
        for draft_id, who in found.items()
    }


def stamp(one: Drafted) -> str:
    """Name a draft as it was seen: saved again, it has another name."""
    return f"{one.draft.id}@{one.draft.updated_at.isoformat()}"


def chosen(here: Session, reader: Actor, seen: Collection[str]) -> list[Drafted]:
    """Return what lies in the tray as it was seen, oldest first."""
    drafts = delegation.drafts(here, reader)
    found = [one for one in drafts if one.draft.ready and stamp(one) in seen]
    return sorted(found, key=lambda one: one.draft.id)
