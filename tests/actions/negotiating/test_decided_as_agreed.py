from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import asking, preparations
from declaration.actions.journal import redaction
from declaration.errors import Invalid, NotAllowed
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from models.debate import Preparation
from models.vocabulary import (
    Audience,
    EventKind,
    Outcome,
    Procedure,
    SuggestionKind,
)
from tests.support.cast import LATER, name_history
from tests.support.desk import (
    FIRST,
    LESS,
    OTHER,
    UNTIL,
    agree,
    answer,
    ask,
    decide_agreed,
    decision,
    insert,
    newest_event,
    question,
    ruling,
    verdict,
    version,
    wording,
    words,
)

LATEST = LATER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def switched_on(session, cast):
    cast.conference.procedure = " ".join(Procedure)
    session.flush()


@pytest.fixture
def suggestion(session, cast):
    return ask(session, cast, FIRST)


def test_a_new_paragraph_is_agreed_and_inserted(session, cast):
    new = insert(session, cast, "We will listen.")
    [asked] = question(session, cast, new, on=None, words="We will listen well.")
    answer(session, cast.amina, asked)

    decide_agreed(session, cast, asked)

    assert new.paragraph_id is not None
    assert decision(session, new).version_id is not None


def test_a_deletion_is_agreed_and_done(session, cast):
    gone = ask(session, cast, form=SuggestionKind.DELETE)
    meant = ruling(session, verdict(session, gone), cast=cast)
    [asked] = asking.ask(session, cast.marie, cast.document, meant, asking.Asking(UNTIL), at=LATER)
    answer(session, cast.amina, asked)

    decide_agreed(session, cast, asked)

    assert asked.words == ""
    assert decision(session, gone).place_id is not None


def test_what_is_prepared_for_others_stays_prepared(session, cast, suggestion):
    other = ask(session, cast, OTHER, by="luis")
    meant = ruling(session, verdict(session, other, Outcome.REJECTED), cast=cast)
    preparations.prepare(session, cast.marie, cast.document, meant, at=LATER)
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)

    decide_agreed(session, cast, asked)

    assert session.scalars(sa.select(Preparation)).one().outcomes[0]["suggestion"] == other.id


def test_agreed_text_is_reopened_with_a_reason(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)
    agree(session, cast, "arrival", confirmed=True)

    with pytest.raises(Invalid) as refusal:
        decide_agreed(session, cast, asked)
    decide_agreed(session, cast, asked, reopening="The author agrees.")

    assert refusal.value.field == "reopening"
    assert words(session, cast) == LESS


def test_several_are_decided_and_what_cannot_be_is_left(session, cast, suggestion):
    new = insert(session, cast, "We will listen.")
    [asked] = question(session, cast, suggestion)
    [other] = question(session, cast, new, on=None, words="We will listen well.")
    answer(session, cast.amina, asked)

    several = asking.decide_all_agreed(
        session, cast.marie, cast.document, [asked.press, other.press], at=LATEST
    )

    assert [ruling.ids for ruling in several.done] == [(suggestion.id,)]
    assert len(several.left) == 1


def test_a_member_does_not_decide_what_the_chair_has_to(session, cast, suggestion):
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)

    with pytest.raises(NotAllowed):
        decide_agreed(session, cast, asked, by=cast.actors["paul_member"])


def test_redacting_a_paragraph_reaches_what_was_asked_on_it(session, cast):
    name_history(session)
    suggestion = ask(session, cast, FIRST)
    [asked] = question(session, cast, suggestion, note="As discussed.")
    row = answer(session, cast.amina, asked, sentence="With pleasure.")
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["arrival"]), at=LATEST)
    redaction.redact(session, cast.noor, row, at=LATEST)

    assert (asked.words, asked.note, asked.reason, row.sentence) == ("", "", "", "")
    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.WORDS_REDACTED, Audience.AUTHOR)
    assert chain.check(session).broken is None


@pytest.mark.parametrize("of", ["wording", "version"])
def test_words_are_redacted_wherever_they_were_asked_about(session, cast, suggestion, of):
    [asked] = question(session, cast, suggestion)
    answer(session, cast.amina, asked)
    decide_agreed(session, cast, asked)
    rows = {
        "wording": wording(session, suggestion),
        "version": version(session, cast.paragraphs["arrival"]),
    }

    redaction.redact(session, cast.noor, rows[of], at=LATEST)

    assert asked.redacted


def test_the_journal_tells_all_of_it_again(session, cast):
    name_history(session)
    suggestion = ask(session, cast, FIRST)
    [first] = question(session, cast, suggestion)
    answer(session, cast.amina, first, agrees=False, sentence="It is too weak.")
    [second] = question(session, cast, suggestion, words=FIRST)
    answer(session, cast.amina, second)
    decide_agreed(session, cast, second)

    assert replay(session).differences == ()
    assert chain.check(session).broken is None
