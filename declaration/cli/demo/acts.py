"""What a line of the demo's script does: each act calls the action that the pages call, too."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions import comments
from declaration.actions.amending import exclusions, packages, subamendments
from declaration.actions.amending.packages import Tabling
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.comments import Remark
from declaration.actions.deciding import (
    amendments,
    asking,
    decisions,
    preparations,
    reopening,
    sharing,
)
from declaration.actions.deciding.asking import Asking
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.deciding.verdicts import Ruling, Verdict
from declaration.actions.negotiating import (
    agreement,
    answering,
    brackets,
    entries,
    positions,
    watching,
)
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.actions.negotiating.answering import AuthorReply
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.people import people
from declaration.actions.suggesting import drafts, suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.writing import paragraphs
from declaration.cli.demo import text_acts
from declaration.cli.demo.adopted import AFTER
from declaration.cli.demo.script import Act, Script, edited
from declaration.cli.demo.world import World, begin
from declaration.queries import newest
from declaration.rules import Actor
from models.db import writing
from models.debate import Wording
from models.document import Paragraph
from models.negotiation import AuthorQuestion, Entry
from models.vocabulary import (
    DelegationStatus,
    EntryAnswer,
    EntrySource,
    Kind,
    Outcome,
    Stand,
    SuggestionKind,
)


def replay(session: Session, script: Script, password_hash: str) -> World:
    """Make the whole demo, each act in a transaction of its own."""
    world = begin(session, script, password_hash)
    for act in script.acts:
        writing(session)
        by = world.actor(act.entry["by"], act.entry["office"])
        ACTS[act.entry["do"]](world, by, act)
        session.commit()
    return world


def suggest(world: World, by: Actor, act: Act) -> None:
    """Submit a suggestion; ``new_key`` names the paragraph that it asks to insert."""
    document, asked = world.documents[act.slug], _asked(world, act)
    suggestion = suggesting.submit(world.session, by, document, asked, at=act.at)
    world.suggestions[act.entry["key"]] = suggestion
    if "new_key" in act.entry:
        world.inserting[act.slug, act.entry["new_key"]] = suggestion


def draft(world: World, by: Actor, act: Act) -> None:
    """Keep a draft; a ready one goes into the tray."""
    document, asked = world.documents[act.slug], _asked(world, act)
    saved = drafts.save(world.session, by, document, asked, at=act.at)
    if act.entry["ready"]:
        drafts.mark_ready(world.session, by, saved, ready=True, at=act.at)


def revise(world: World, by: Actor, act: Act) -> None:
    """Reword a suggestion."""
    suggestion = world.suggestions[act.entry["suggestion"]]
    latest = world.session.scalars(newest.wording(Wording, suggestion.id)).one()
    asked = Amendment(
        suggestion.form,
        paragraph_id=suggestion.paragraph_id,
        words=edited(latest.words, act.entry["edits"]),
        reason=act.entry["reason"],
        language=act.entry.get("language", latest.language),
    )
    suggesting.revise(world.session, by, suggestion, asked, seen_wording_id=latest.id, at=act.at)


def withdraw(world: World, by: Actor, act: Act) -> None:
    """Take a suggestion back."""
    suggestion = world.suggestions[act.entry["suggestion"]]
    suggesting.withdraw(world.session, by, suggestion, at=act.at)


def comment(world: World, by: Actor, act: Act) -> None:
    """Comment on a paragraph, on a suggestion, on the whole, or in answer to another comment."""
    entry = act.entry
    remark = Remark(
        entry["words"],
        language=entry.get("language", "en"),
        paragraph_id=_paragraph(world, act, "paragraph"),
        suggestion_id=world.suggestions[entry["suggestion"]].id if "suggestion" in entry else None,
        parent_id=world.comments[entry["parent"]].id if "parent" in entry else None,
        quote=entry.get("quote", ""),
        internal=entry.get("internal", False),
    )
    document = world.documents[act.slug]
    comment = comments.comment(world.session, by, document, remark, at=act.at)
    world.comments[entry["key"]] = comment


def position(world: World, by: Actor, act: Act) -> None:
    """Take a position on a suggestion."""
    entry = act.entry
    stance = Stance(Stand(entry["stand"]), entry.get("reason", ""), entry.get("language", "en"))
    suggestion = world.suggestions[entry["suggestion"]]
    positions.take(world.session, by, suggestion, stance, at=act.at)


def subamend(world: World, by: Actor, act: Act) -> None:
    """Amend another delegation's suggestion, on the words that it has by then."""
    entry = act.entry
    suggestion = world.suggestions[entry["suggestion"]]
    latest = world.session.scalars(newest.wording(Wording, suggestion.id)).one()
    asked = Amending(
        edited(latest.words, entry["edits"]),
        reason=entry["reason"],
        language=entry.get("language", "en"),
    )
    subamendments.make(world.session, by, suggestion, asked, at=act.at)


def answer_subamendment(world: World, by: Actor, act: Act) -> None:
    """Take a sub-amendment as the author, or decide on it as the committee."""
    entry = act.entry
    suggestion = world.suggestions[entry["suggestion"]]
    row = subamendments.subamendment(world.session, suggestion, entry["ordinal"])
    decides = subamendments.take if by.delegation_id else subamendments.decide
    answered = AmendingAnswer(entry["taken"], entry.get("reason", ""))
    decides(world.session, by, row, answered, at=act.at)


def enter(world: World, by: Actor, act: Act) -> None:
    """Enter a suggestion for a delegation, or with ``stand`` where it stands on one."""
    entry = act.entry
    origin = Origin(world.delegations[entry["delegation"]].id, EntrySource(entry["source"]))
    if "stand" in entry:
        stance = Stance(Stand(entry["stand"]), entry.get("reason", ""), entry.get("language", "en"))
        about = world.suggestions[entry["suggestion"]]
        entries.enter_position(world.session, by, about, stance, origin, at=act.at)
    else:
        document, asked = world.documents[act.slug], _asked(world, act)
        entered = entries.enter_suggestion(world.session, by, document, asked, origin, at=act.at)
        world.suggestions[entry["key"]] = entered


def confirm(world: World, by: Actor, act: Act) -> None:
    """Confirm what was entered last for one's own delegation."""
    mine = sa.select(Entry).where(Entry.delegation_id == by.delegation_id)
    entry = world.session.scalars(mine.order_by(Entry.id.desc()).limit(1)).one()
    entries.answer(world.session, by, entry, EntryAnswer.CONFIRMED, at=act.at)


def resolve(world: World, by: Actor, act: Act) -> None:
    """Mark a comment as dealt with."""
    comments.resolve(world.session, by, world.comments[act.entry["comment"]], at=act.at)


def watch(world: World, by: Actor, act: Act) -> None:
    """Watch a paragraph, a suggestion, or the whole text."""
    document, entry = world.documents[act.slug], act.entry
    suggestion = world.suggestions[entry["suggestion"]].id if "suggestion" in entry else None
    thing = (document.id, _paragraph(world, act, "paragraph"), suggestion)
    office = world.office(entry["by"], entry["office"])
    watching.watch(world.session, by, office.id, thing, at=act.at)


def decide(world: World, by: Actor, act: Act) -> None:
    """Decide on the suggestions to one paragraph, or on an insertion or a general one."""
    document, ruling = world.documents[act.slug], _ruling(world, act)
    decisions.decide(world.session, by, document, ruling, at=act.at)


def prepare(world: World, by: Actor, act: Act) -> None:
    """Prepare a decision, to be released by the chair."""
    document, ruling = world.documents[act.slug], _ruling(world, act)
    preparations.prepare(world.session, by, document, ruling, at=act.at)


def ask_author(world: World, by: Actor, act: Act) -> None:
    """Ask the authors before deciding; the date is counted from the day of loading."""
    entry, document = act.entry, world.documents[act.slug]
    until = world.script.calendar.moment(entry["answer_in_days"], "12:00").date()
    asked = Asking(until, entry.get("note", ""))
    asking.ask(world.session, by, document, _ruling(world, act), asked, at=act.at)


def answer(world: World, by: Actor, act: Act) -> None:
    """Answer what was asked last about a suggestion of one's own."""
    entry = act.entry
    on = AuthorQuestion.suggestion_id == world.suggestions[entry["suggestion"]].id
    query = sa.select(AuthorQuestion).where(on).order_by(AuthorQuestion.id.desc())
    asked = world.session.scalars(query.limit(1)).one()
    reply = AuthorReply(entry["agrees"], entry.get("sentence", ""), entry.get("language", "en"))
    answering.answer(world.session, by, asked, reply, at=act.at)


def share(world: World, by: Actor, act: Act) -> None:
    """Take a section of the text, to go through it."""
    document, heading_id = world.documents[act.slug], _paragraph(world, act, "section")
    heading = world.session.get_one(Paragraph, heading_id)
    sharing.assign(world.session, by, document, heading, by.person_id, at=act.at)


def meet(world: World, by: Actor, act: Act) -> None:
    """Say when the committee meets next, counted from the day of loading."""
    moment = world.script.calendar.moment(act.entry["in_days"], act.entry["at"])
    sharing.set_meeting(world.session, by, world.documents[act.slug], moment, at=act.at)


def amend(world: World, by: Actor, act: Act) -> None:
    """Make a change of the committee's own."""
    document, asked = world.documents[act.slug], _asked(world, act)
    amendments.amend(world.session, by, document, asked, at=act.at)


def reopen(world: World, by: Actor, act: Act) -> None:
    """Put a decided suggestion back on the desk."""
    suggestion = world.suggestions[act.entry["suggestion"]]
    reopening.reopen(world.session, by, suggestion, Reopening(act.entry["reason"]), at=act.at)


def leave_open(world: World, by: Actor, act: Act) -> None:
    """Leave suggestions, or words with alternatives, open in brackets."""
    entry = act.entry
    options = tuple(
        Option(option["words"], tuple(world.delegations[key].id for key in option["owners"]))
        for option in entry.get("alternatives", ())
    )
    opening = BracketOpening(
        _paragraph(world, act, "paragraph") or 0,
        quote=entry.get("quote", ""),
        options=options,
        suggestions=tuple(world.suggestions[key].id for key in entry.get("suggestions", ())),
        reason=entry["reason"],
    )
    brackets.leave_open(world.session, by, world.documents[act.slug], opening, at=act.at)


def agree(world: World, by: Actor, act: Act) -> None:
    """Agree ad referendum on paragraphs, as they stand."""
    document = world.documents[act.slug]
    for key in act.entry["paragraphs"]:
        spot = paragraphs.current(world.session, document, world.paragraph(act.slug, key) or 0)
        seen = frozenset({(spot.version.id, spot.place.id)})
        agreeing = Agreeing(spot.paragraph.id, seen)
        agreement.agree(world.session, by, document, agreeing, at=act.at)


def reserve(world: World, by: Actor, act: Act) -> None:
    """Reserve the position of a delegation on what is agreed."""
    document, entry = world.documents[act.slug], act.entry
    spot = paragraphs.current(world.session, document, _paragraph(world, act, "paragraph") or 0)
    reserving = Reserving(
        spot.paragraph.id, spot.version.id, entry.get("words", ""), entry.get("language", "en")
    )
    agreement.reserve(world.session, by, document, reserving, at=act.at)


def package(world: World, by: Actor, act: Act) -> None:
    """Table suggestions of a delegation together."""
    entry = act.entry
    tabling = Tabling(entry["title"], entry["reason"], entry.get("language", "en"))
    ids = [world.suggestions[key].id for key in entry["suggestions"]]
    packages.table(world.session, by, world.documents[act.slug], ids, tabling, at=act.at)


def exclude(world: World, by: Actor, act: Act) -> None:
    """Say that suggestions exclude each other."""
    ids = [world.suggestions[key].id for key in act.entry["suggestions"]]
    document, reason = world.documents[act.slug], act.entry["reason"]
    exclusions.exclude(world.session, by, document, ids, reason, at=act.at)


def accredit(world: World, by: Actor, act: Act) -> None:
    """Accept the credentials of delegations."""
    delegations = [world.delegations[key] for key in act.entry["delegations"]]
    people.set_credentials(world.session, by, delegations, DelegationStatus.ACCEPTED, at=act.at)


ACTS: Mapping[str, Callable[[World, Actor, Act], None]] = {
    **AFTER,
    "accredit": accredit,
    "publish": text_acts.publish,
    "stage": text_acts.set_stage,
    "suggest": suggest,
    "draft": draft,
    "revise": revise,
    "withdraw": withdraw,
    "comment": comment,
    "position": position,
    "enter": enter,
    "confirm": confirm,
    "resolve": resolve,
    "watch": watch,
    "decide": decide,
    "prepare": prepare,
    "ask_author": ask_author,
    "answer": answer,
    "share": share,
    "meet": meet,
    "amend": amend,
    "reopen": reopen,
    "leave_open": leave_open,
    "agree": agree,
    "reserve": reserve,
    "subamend": subamend,
    "answer_subamendment": answer_subamendment,
    "package": package,
    "exclude": exclude,
}


def _asked(world: World, act: Act) -> Amendment:
    entry = act.entry
    return Amendment(
        SuggestionKind(entry["form"]),
        paragraph_id=_paragraph(world, act, "paragraph"),
        after_id=_paragraph(world, act, "after"),
        kind=Kind(entry["kind"]) if "kind" in entry else None,
        level=entry.get("level", 0),
        words=_words(world, act) or "",
        reason=entry["reason"],
        language=entry.get("language", "en"),
    )


def _ruling(world: World, act: Act) -> Ruling:
    outcomes = act.entry["outcomes"]
    suggestions = [world.suggestions[outcome["suggestion"]] for outcome in outcomes]
    verdicts = [
        Verdict(
            suggestion.id,
            world.session.scalars(newest.wording(Wording.id, suggestion.id)).one(),
            Outcome(outcome["outcome"]),
            outcome.get("reason", ""),
            world.suggestions[outcome["covered_by"]].id if "covered_by" in outcome else None,
        )
        for suggestion, outcome in zip(suggestions, outcomes, strict=True)
    ]
    paragraph_id = _paragraph(world, act, "paragraph")
    why = act.entry.get("reopening", "")
    return Ruling(verdicts, paragraph_id, _words(world, act), confirmed=True, reopening=why)


def _paragraph(world: World, act: Act, name: str) -> int | None:
    return world.paragraph(act.slug, act.entry[name]) if name in act.entry else None


def _words(world: World, act: Act) -> str | None:
    """Return the words of an act; ``edits`` change those that the paragraph has now."""
    paragraph_id = _paragraph(world, act, "paragraph")
    if "edits" not in act.entry or paragraph_id is None:
        return act.entry.get("words")
    spot = paragraphs.current(world.session, world.documents[act.slug], paragraph_id)
    return edited(spot.version.words, act.entry["edits"])
