from datetime import timedelta

import pytest

from declaration.actions.journal.events import record
from declaration.queries.journal.freshness import freshness
from declaration.rules import PUBLIC
from models.debate import Draft, Preparation
from models.document import Document, Version
from models.vocabulary import Audience, EventKind, SuggestionKind
from tests.support.cast import NOON


def act(session, cast, audience, kind=EventKind.COMMENT_MADE):
    return record(session, cast.amina, kind, (), at=NOON, audience=audience).id


def fresh(session, reader, at=NOON):
    return freshness(session, reader, at)


def test_only_events_that_the_reader_may_see_matter(session, cast):
    seen = act(session, cast, Audience.EVERYBODY)
    act(session, cast, Audience.PARTICIPANTS)
    own = act(session, cast, Audience.DELEGATION)

    assert fresh(session, PUBLIC).events[0] == seen
    assert fresh(session, cast.luis).events[0] == own - 1
    assert fresh(session, cast.amina).events[0] == own


@pytest.mark.parametrize("kind", [EventKind.WORDS_REDACTED, EventKind.DELEGATION_CHANGED])
def test_a_redaction_and_another_name_matter_to_everybody(session, cast, kind):
    redacted = act(session, cast, Audience.SECRETARIAT, kind)

    assert fresh(session, PUBLIC).events == (0, 0, redacted)


def test_a_deadline_that_passes_matters(session, cast):
    before, after = (
        fresh(session, PUBLIC, cast.document.deadline + timedelta(seconds=by)) for by in (0, 1)
    )

    assert [due.passed for due in before.documents] == [False]
    assert [due.passed for due in after.documents] == [True]


def test_unsent_work_matters_to_those_whose_it_is(session, cast):
    draft = {"document_id": cast.document.id, "form": SuggestionKind.GENERAL, "updated_at": NOON}
    dakar = cast.amina.delegation_id
    session.add(Draft(delegation_id=dakar, person_id=cast.amina.person_id, **draft))
    session.add(
        Preparation(document_id=cast.document.id, person_id=cast.marie.person_id, updated_at=NOON)
    )
    session.flush()

    assert fresh(session, cast.amina).unsent[0] == 1
    assert fresh(session, cast.marie).unsent[0] == 1
    assert fresh(session, cast.luis).unsent == (0, "")
    assert fresh(session, PUBLIC).unsent == (0, "")


def test_an_empty_installation_still_has_its_events(session):
    assert fresh(session, PUBLIC).documents == ()
    assert fresh(session, PUBLIC).events == (0, 0, 0)
    assert fresh(session, PUBLIC).conference is None


def test_rehearsals_are_no_titles_of_the_public(session, cast):
    session.add(Document(slug="try", title="Try", rehearsal=True, created_at=NOON))
    session.flush()

    assert [title.slug for title in fresh(session, PUBLIC).titles] == ["declaration"]
    assert len(fresh(session, cast.amina).titles) == 2


def test_an_opened_debate_matters_to_the_public(session, cast):
    event_id = act(session, cast, Audience.OPENED)

    assert fresh(session, PUBLIC).events == (0, 0, 0)

    cast.conference.debate_open = True
    session.flush()
    assert fresh(session, PUBLIC).events == (0, event_id, 0)


def test_every_new_row_of_a_text_changes_its_state(session, cast):
    before = fresh(session, PUBLIC).text
    means = cast.paragraphs["means"].id
    session.add(Version(paragraph_id=means, language="en", words="New words.", created_at=NOON))
    session.flush()

    assert fresh(session, PUBLIC).text != before
