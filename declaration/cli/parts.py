"""The parts of the demo: each plays one kind of act through the action that pages call, too."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.conference import stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.deciding import amendments, decisions, preparations, reopening, sharing
from declaration.actions.deciding.decisions import Ruling, Verdict
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import drafts, suggestions
from declaration.actions.suggesting.asked import Asked
from declaration.cli.script import Act, Entry, edited
from declaration.cli.stage import Stage
from declaration.rules import Actor
from models.db import writing
from models.debate import Comment, Suggestion, Wording
from models.document import Paragraph, Version
from models.vocabulary import Kind, Outcome, Stage as DocumentStage, SuggestionKind

Part = Callable[[Stage, Actor, Act], object]


def play(stage: Stage, act: Act) -> None:
    """Play one act in a transaction of its own."""
    writing(stage.session)
    by = stage.actor(act.entry["by"], act.entry["office"])
    PARTS[act.do](stage, by, act)
    stage.session.commit()


def publish(stage: Stage, by: Actor, act: Act) -> None:
    """Publish a revision; from Rev. 1 on its symbol says so."""
    document = stage.document(act.slug)
    label = act.entry["label"]
    suffix = f"/{label.replace(' ', '')}" if label.startswith("Rev.") else ""
    publication = Publication(label, f"{document.symbol}{suffix}", act.entry["cover_note"])
    revisions.publish(stage.session, by, document, publication, at=act.at)


def set_stage(stage: Stage, by: Actor, act: Act) -> None:
    """Set the stage with its deadline, counted from the day of loading."""
    calendar, entry = stage.script.calendar, act.entry
    deadline = calendar.moment(entry["deadline_in_days"], entry["deadline_time"])
    values = StageValues(DocumentStage(entry["stage"]), deadline)
    stages.set_stage(stage.session, by, stage.document(act.slug), values, at=act.at)


def suggest(stage: Stage, by: Actor, act: Act) -> None:
    """Submit a suggestion."""
    document, asked = stage.document(act.slug), _asked(stage, act)
    suggestion = suggestions.submit(stage.session, by, document, asked, at=act.at)
    stage.suggestions[act.entry["key"]] = suggestion.id
    if "new_key" in act.entry:
        stage.newcomers[act.slug, act.entry["new_key"]] = suggestion.id


def draft(stage: Stage, by: Actor, act: Act) -> None:
    """Keep a draft; a ready one goes into the tray."""
    document, asked = stage.document(act.slug), _asked(stage, act)
    kept = drafts.save(stage.session, by, document, asked, at=act.at)
    if act.entry["ready"]:
        drafts.mark_ready(stage.session, by, kept, ready=True, at=act.at)


def revise(stage: Stage, by: Actor, act: Act) -> None:
    """Reword a suggestion."""
    suggestion = _suggestion(stage, act.entry)
    newest = _wording(stage, suggestion.id)
    asked = Asked(
        suggestion.form,
        paragraph_id=suggestion.paragraph_id,
        words=edited(newest.words, act.entry["edits"]),
        reason=act.entry["reason"],
        language=act.entry.get("language", newest.language),
    )
    suggestions.revise(stage.session, by, suggestion, asked, seen_wording_id=newest.id, at=act.at)


def withdraw(stage: Stage, by: Actor, act: Act) -> None:
    """Take a suggestion back."""
    suggestions.withdraw(stage.session, by, _suggestion(stage, act.entry), at=act.at)


def comment(stage: Stage, by: Actor, act: Act) -> None:
    """Say something: on a paragraph, on a suggestion, on the whole, or in answer."""
    entry = act.entry
    remark = Remark(
        entry["words"],
        language=entry.get("language", "en"),
        paragraph_id=_paragraph(stage, act, "paragraph"),
        suggestion_id=stage.suggestions.get(entry.get("suggestion", "")),
        parent_id=stage.comments.get(entry.get("parent", "")),
        quote=entry.get("quote", ""),
    )
    said = comments.comment(stage.session, by, stage.document(act.slug), remark, at=act.at)
    stage.comments[entry["key"]] = said.id


def resolve(stage: Stage, by: Actor, act: Act) -> None:
    """Mark a comment as dealt with."""
    found = stage.session.get_one(Comment, stage.comments[act.entry["comment"]])
    comments.resolve(stage.session, by, found, at=act.at)


def decide(stage: Stage, by: Actor, act: Act) -> None:
    """Decide on the suggestions to one paragraph, or on an insertion or a general one."""
    document, ruling = stage.document(act.slug), _ruling(stage, act)
    decisions.decide(stage.session, by, document, ruling, at=act.at)


def prepare(stage: Stage, by: Actor, act: Act) -> None:
    """Prepare a decision, to be released by the chair."""
    document, ruling = stage.document(act.slug), _ruling(stage, act)
    preparations.prepare(stage.session, by, document, ruling, at=act.at)


def share(stage: Stage, by: Actor, act: Act) -> None:
    """Take a section of the text, to go through it."""
    heading = stage.session.get_one(Paragraph, stage.paragraph(act.slug, act.entry["section"]))
    document = stage.document(act.slug)
    sharing.give(stage.session, by, document, heading, by.person_id, at=act.at)


def meet(stage: Stage, by: Actor, act: Act) -> None:
    """Say when the committee meets next, counted from the day of loading."""
    moment = stage.script.calendar.moment(act.entry["in_days"], act.entry["at"])
    sharing.set_meeting(stage.session, by, stage.document(act.slug), moment, at=act.at)


def amend(stage: Stage, by: Actor, act: Act) -> None:
    """Make a change of the committee's own."""
    paragraph_id = stage.paragraph(act.slug, act.entry["paragraph"])
    words = edited(_words(stage, paragraph_id), act.entry["edits"])
    asked = Asked(SuggestionKind.REPLACE, paragraph_id, words=words, reason=act.entry["reason"])
    amendments.amend(stage.session, by, stage.document(act.slug), asked, at=act.at)


def reopen(stage: Stage, by: Actor, act: Act) -> None:
    """Put a decided suggestion back on the desk."""
    suggestion, why = _suggestion(stage, act.entry), Reopening(act.entry["reason"])
    reopening.reopen(stage.session, by, suggestion, why, at=act.at)


PARTS: Mapping[str, Part] = {
    "publish": publish,
    "stage": set_stage,
    "suggest": suggest,
    "draft": draft,
    "revise": revise,
    "withdraw": withdraw,
    "comment": comment,
    "resolve": resolve,
    "decide": decide,
    "prepare": prepare,
    "share": share,
    "meet": meet,
    "amend": amend,
    "reopen": reopen,
}


def _asked(stage: Stage, act: Act) -> Asked:
    entry = act.entry
    paragraph_id = _paragraph(stage, act, "paragraph")
    words = entry.get("words", "")
    if "edits" in entry and paragraph_id is not None:
        words = edited(_words(stage, paragraph_id), entry["edits"])
    return Asked(
        SuggestionKind(entry["form"]),
        paragraph_id=paragraph_id,
        after_id=_paragraph(stage, act, "after"),
        kind=Kind(entry["kind"]) if "kind" in entry else None,
        level=entry.get("level", 0),
        words=words,
        reason=entry["reason"],
        language=entry.get("language", "en"),
    )


def _ruling(stage: Stage, act: Act) -> Ruling:
    entry = act.entry
    paragraph_id = _paragraph(stage, act, "paragraph")
    words = entry.get("words")
    if "edits" in entry and paragraph_id is not None:
        words = edited(_words(stage, paragraph_id), entry["edits"])
    verdicts = [_verdict(stage, outcome) for outcome in entry["outcomes"]]
    return Ruling(verdicts, paragraph_id, words, confirmed=True)


def _verdict(stage: Stage, outcome: Entry) -> Verdict:
    suggestion_id = stage.suggestions[outcome["suggestion"]]
    return Verdict(
        suggestion_id,
        _wording(stage, suggestion_id).id,
        Outcome(outcome["outcome"]),
        outcome.get("reason", ""),
        stage.suggestions.get(outcome.get("covered_by", "")),
    )


def _paragraph(stage: Stage, act: Act, name: str) -> int | None:
    return stage.paragraph(act.slug, act.entry[name]) if name in act.entry else None


def _suggestion(stage: Stage, entry: Entry) -> Suggestion:
    return stage.session.get_one(Suggestion, stage.suggestions[entry["suggestion"]])


def _wording(stage: Stage, suggestion_id: int) -> Wording:
    mine = sa.select(Wording).where(Wording.suggestion_id == suggestion_id)
    return stage.session.scalars(mine.order_by(Wording.id.desc()).limit(1)).one()


def _words(stage: Stage, paragraph_id: int) -> str:
    mine = sa.select(Version.words).where(Version.paragraph_id == paragraph_id)
    return stage.session.scalars(mine.order_by(Version.id.desc()).limit(1)).one()
