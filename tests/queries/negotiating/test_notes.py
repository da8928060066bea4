"""Who reads the committee's notes: the committee, while the conference has them."""

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.errors import NotFound
from declaration.queries import comments as discussion
from declaration.queries.deciding import queue, uncontested
from declaration.queries.journal.activity import acts
from declaration.queries.journal.freshness import freshness
from declaration.queries.reading import texts
from declaration.queries.suggesting import suggestions
from declaration.queries.welcome.news import happenings
from models.vocabulary import Procedure
from tests.support.cast import NOON, reading
from tests.support.desk import FIRST, LATER, ask

OTHERS = ("amina", "luis", "paul", "noor", "ole")


@pytest.fixture
def noted(session, cast):
    """A suggestion with a note and a comment on it, and a note on its paragraph."""
    cast.conference.procedure = Procedure.NOTES
    cast.suggestion = ask(session, cast, FIRST)
    cast.before = {name: state(session, actor) for name, actor in cast.actors.items()}
    place = {"suggestion_id": cast.suggestion.id}
    cast.note = say(session, cast.marie, cast, internal=True, **place)
    say(session, cast.marie, cast, internal=True, paragraph_id=cast.paragraphs["arrival"].id)
    return cast


def say(session, by, cast, **remark):
    return comments.comment(session, by, cast.document, Remark("Hm.", **remark), at=LATER)


def state(session, actor):
    return freshness(session, actor, NOON).events


def switch_off(session, cast):
    cast.conference.procedure = ""
    session.flush()


def everything(session, cast, reader):
    """All that a reader is shown that a note could show in."""
    passages = texts.rolling(session, cast.document).passages
    now = next(p for p in passages if p.uid == "arrival")
    counts = suggestions.counts(session, reader, cast.document)
    return {
        "paragraph": len(discussion.on_paragraph(session, reader, now)),
        "suggestion": len(discussion.on_suggestion(session, reader, cast.suggestion.id)),
        "several": len(discussion.on_suggestions(session, reader, [cast.suggestion.id])),
        "document": len(discussion.everywhere(session, reader, cast.document, {})),
        "notes": len(discussion.notes(session, reader, now, [cast.suggestion.id])),
        "counts": sum(count.comments for count in counts.values()),
        "open": list(discussion.open_counts(session, reader, cast.document).values()),
        "news": [h for h in happenings(session, reader, 0) if h.event.kind == "comment_made"],
    }


def test_members_and_chair_read_them(session, noted):
    for name in ("marie", "paul_member"):
        shown = everything(session, noted, reading(noted.actors[name]))
        assert shown["paragraph"] == shown["suggestion"] == 1
        assert shown["notes"] == 2
        assert shown["open"] == [(0, 1)]


@pytest.mark.parametrize("name", OTHERS)
def test_for_all_others_nothing_shows_that_there_are_any(session, noted, name):
    shown = everything(session, noted, reading(noted.actors[name]))

    assert not any(shown.values())
    assert state(session, noted.actors[name]) == noted.before[name]
    with pytest.raises(NotFound):
        discussion.comment(session, reading(noted.actors[name]), noted.note.id)


def test_once_they_are_switched_off_the_committee_does_not_see_them_either(session, noted):
    switch_off(session, noted)
    off = everything(session, noted, reading(noted.marie))
    noted.conference.procedure = Procedure.NOTES
    session.flush()

    assert not any(off.values())
    assert everything(session, noted, reading(noted.marie))["notes"] == 2


def test_they_are_counted_apart_and_answer_nobody(session, noted):
    remark = say(session, noted.luis, noted, suggestion_id=noted.suggestion.id)
    say(session, noted.marie, noted, internal=True, parent_id=remark.id)
    reader, document = reading(noted.marie), noted.document
    rolling = texts.rolling(session, document)
    listed = suggestions.listed(session, reader, document, rolling)

    queued = queue.queue(session, reader, document, (rolling, listed), queue.QueueFilter())
    kinds = [act.kind for act in acts(session, reader, document)]

    (group,) = (group for section in queued.shown for group in section.groups)
    assert (group.remarks, group.notes) == ((1,), (1,))
    assert kinds.count("commented") == 1
    kept_off = uncontested.uncontested(session, reader, document, rolling).discussed
    assert noted.suggestion.id in {item.id for line in kept_off for item in line}
