"""Which words came from whom, and what a reader may not know of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from declaration.actions.deciding import amendments, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.journal import redaction
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.reading.paragraph import (
    COMMITTEE,
    EARLIER,
    Bringer,
    Source,
    chain,
    sources,
)
from declaration.rules import PUBLIC
from declaration.text import provenance
from models.debate import Suggestion
from models.document import Version
from models.vocabulary import Audience, Outcome, SuggestionKind
from tests.support.cast import NOON, print_revision, reading
from tests.support.desk import (
    ARRIVAL,
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    verdict,
)

ZERO = Source(Bringer.DRAFT, revision="Zero draft")


def dakar(*numbers):
    return Source(Bringer.SUGGESTIONS, suggestions=tuple((n, "Dakar") for n in numbers))


def brought(session, cast, by=None, key="arrival", text=None, *, debate_open=False):
    """The spans of a paragraph: who, what."""
    text = text or texts.rolling(session, cast.document)
    chains = sources(
        session, reading(by or cast.luis, debate_open=debate_open), text, text.passages
    )
    spans = provenance(chains[cast.paragraphs[key].id])
    return [(span.author, span.text) for span in spans]


def test_an_untouched_paragraph_is_the_zero_draft_s(session, cast):
    assert brought(session, cast) == [(ZERO, ARRIVAL)]


def test_words_of_an_accepted_suggestion_are_its_delegation_s(session, cast):
    accept(session, cast, ask(session, cast, FIRST))

    spans = brought(session, cast)

    assert [who for who, _ in spans] == [ZERO, dakar(1), ZERO]
    assert spans[1][1].strip() == "newcomer"
    assert spans[1][0].delegations == ("Dakar",)


def test_what_one_decision_took_from_two_is_both_s(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    rejected = ask(session, cast, "No.", by="paul")
    taken = [verdict(session, item, Outcome.ADAPTED) for item in (first, other)]
    decide(session, cast, *taken, verdict(session, rejected, Outcome.REJECTED), words=BOTH)

    whose = {who for who, _ in brought(session, cast)}

    assert whose == {ZERO, Source(Bringer.SUGGESTIONS, suggestions=((1, "Dakar"), (2, "Lima")))}


def test_an_inserted_paragraph_is_its_delegation_s_alone(session, cast):
    asked = insert(session, cast, "We will count all.")
    decide(session, cast, verdict(session, asked), on=None)
    text = texts.rolling(session, cast.document)
    passage = next(passage for passage in text.passages if passage.words == "We will count all.")

    steps = sources(session, reading(cast.luis), text, [passage])

    assert steps == {passage.paragraph_id: ((dakar(1), "We will count all."),)}


def test_the_committee_s_own_change_is_the_committee_s(session, cast):
    asked = Amendment(
        SuggestionKind.REPLACE,
        paragraph_id=cast.paragraphs["arrival"].id,
        words=FIRST,
        reason="Shorter.",
    )
    amendments.amend(session, cast.marie, cast.document, asked, at=LATER)

    assert COMMITTEE in {who for who, _ in brought(session, cast)}


def test_a_decision_taken_back_leaves_the_words_to_whom_they_were(session, cast):
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    reopening.reopen(session, cast.marie, suggestion, Reopening("Not yet."), at=LATER)

    assert brought(session, cast) == [(ZERO, ARRIVAL)]


def test_a_suggestion_that_the_reader_may_not_see_is_an_earlier_version(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(hours=1))
    shelf = shelves.shelf(session, PUBLIC, "declaration")
    text = texts.revision(session, cast.document, shelf.in_force)

    hidden = brought(session, cast, PUBLIC, text=text, debate_open=True)
    session.execute(update(Suggestion).values(audience=Audience.OPENED))
    opened = brought(session, cast, PUBLIC, text=text, debate_open=True)

    assert [who for who, _ in hidden] == [ZERO, EARLIER, ZERO]
    assert [who for who, _ in opened] == [ZERO, dakar(1), ZERO]


def test_later_versions_than_the_text_s_are_left_out(session, cast):
    printed = texts.revision(session, cast.document, cast.zero)
    accept(session, cast, ask(session, cast, FIRST))

    assert brought(session, cast, text=printed) == [(ZERO, ARRIVAL)]


def test_a_draft_reworked_after_a_revision_names_the_revision_that_printed_it(session, cast):
    words = ARRIVAL.replace("first ", "")
    arrival = cast.paragraphs["arrival"].id
    session.add(Version(paragraph_id=arrival, language="en", words=words, created_at=NOON))
    session.flush()
    assert {who.revision for who, _ in brought(session, cast)} == {"Zero draft"}  # one taken out

    session.add(
        Version(paragraph_id=arrival, language="en", words=f"{words} Always.", created_at=NOON)
    )
    session.flush()
    assert brought(session, cast)[-1] == (Source(Bringer.DRAFT), " Always.")

    print_revision(session, cast.document, "Rev. 1", "rev-1", 1)
    assert brought(session, cast)[-1] == (Source(Bringer.DRAFT, revision="Rev. 1"), " Always.")


def test_what_followed_redacted_words_is_credited_to_nobody(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    first = session.query(Version).filter_by(paragraph_id=cast.paragraphs["arrival"].id).first()
    redaction.redact(session, cast.noor, first, at=LATER)

    assert brought(session, cast) == [(EARLIER, FIRST)]


def test_redacted_words_have_no_origin(session, cast):
    [version] = session.query(Version).filter_by(paragraph_id=cast.paragraphs["arrival"].id)
    redaction.redact(session, cast.noor, version, at=LATER)
    text = texts.rolling(session, cast.document)

    chains = sources(session, reading(cast.luis), text, text.passages)

    assert cast.paragraphs["arrival"].id not in chains


@pytest.mark.parametrize(
    ("versions", "left"),
    [
        ("ab", "ab"),
        ("aba", "a"),
        ("abcb", "ab"),
        ("aa", "a"),
        ("abcad", "ad"),
    ],
)
def test_going_back_to_earlier_words_undoes_what_came_between(versions, left):
    steps = chain(
        (Source(Bringer.DRAFT, revision=str(n)), Version(words=words, redacted=False))
        for n, words in enumerate(versions)
    )

    assert "".join(words for _, words in steps) == left
