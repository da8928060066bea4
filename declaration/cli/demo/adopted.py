"""Acts of the demo's script on a text that is adopted, and on it afterwards."""

from collections.abc import Callable, Mapping

from declaration.actions.publishing import adoption, corrections, explanations
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.publishing.explanations import Explaining
from declaration.cli.demo.script import Act, edited
from declaration.cli.demo.world import World
from declaration.queries.publishing.corrections import in_force
from declaration.queries.reading import texts
from declaration.rules import Actor
from models.negotiation import ExplanationKind


def adopt(world: World, by: Actor, act: Act) -> None:
    """Adopt the newest revision on the day of the act."""
    document, entry = world.documents[act.slug], act.entry
    revision = texts.newest_revision(world.session, document.id)
    record = Record(
        act.at.date(),
        entry["place"],
        entry["method"],
        open_reason=entry.get("reason", ""),
        presided=entry.get("presided", ""),
    )
    if revision is not None:
        adoption.adopt(world.session, by, revision, record, at=act.at)


def correct(world: World, by: Actor, act: Act) -> None:
    """Correct a misprint; ``edits`` change the words that the adopted text has now."""
    document, entry = world.documents[act.slug], act.entry
    paragraph_id = world.paragraph(act.slug, entry["paragraph"])
    text = texts.revision(world.session, document, in_force(world.session, document.id))
    passage = next(each for each in text.passages if each.paragraph_id == paragraph_id)
    words = edited(passage.words, entry["edits"])
    correcting = Correcting(
        passage.paragraph_id, passage.version_id, words, entry["reason"], confirmed=True
    )
    corrections.correct(world.session, by, document, correcting, at=act.at)


def explain(world: World, by: Actor, act: Act) -> None:
    """Put an explanation or a reservation on record; by an official, for ``delegation``."""
    entry = act.entry
    delegation_id = by.delegation_id or world.delegations[entry["delegation"]].id
    paragraph_id = world.paragraph(act.slug, entry["paragraph"]) if "paragraph" in entry else None
    explaining = Explaining(
        delegation_id,
        ExplanationKind(entry["kind"]),
        entry["words"],
        entry.get("language", "en"),
        paragraph_id,
    )
    explanations.explain(world.session, by, world.documents[act.slug], explaining, at=act.at)


AFTER: Mapping[str, Callable[[World, Actor, Act], None]] = {
    "adopt": adopt,
    "correct": correct,
    "explain": explain,
}
