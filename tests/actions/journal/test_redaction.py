import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.journal import redaction
from declaration.errors import Invalid, NotFound
from declaration.queries.reading import texts
from models.people import Membership
from models.vocabulary import Audience, EventKind
from tests.support.desk import FIRST, LATER, ask, version, wording
from tests.support.submitted import newest_event


def test_redacted_words_are_gone_from_a_published_text_too(session, cast):
    printed = version(session, cast.paragraphs["arrival"])

    redaction.redact(session, cast.noor, printed, at=LATER)
    session.commit()

    passage = texts.revision(session, cast.document, cast.zero).passages[3]
    assert (passage.words, passage.redacted) == ("", True)
    assert newest_event(session).kind is EventKind.WORDS_REDACTED


def test_quotes_of_redacted_words_go_with_them(session, cast):
    remark = comments.Remark(
        paragraph_id=cast.paragraphs["arrival"].id, words="Which one?", quote="first point"
    )
    comment = comments.comment(session, cast.luis, cast.document, remark, at=LATER)

    redaction.redact(session, cast.noor, version(session, cast.paragraphs["arrival"]), at=LATER)

    assert (comment.quote, comment.words) == ("", "Which one?")


def test_a_redaction_reaches_those_who_could_read_the_words(session, cast):
    suggested = wording(session, ask(session, cast, FIRST))

    event = redaction.redact(session, cast.noor, suggested, at=LATER)

    assert event.audience is Audience.PARTICIPANTS
    assert suggested.words == suggested.reason == suggested.salt == ""
    with pytest.raises(Invalid, match="words: redacted"):
        redaction.redact(session, cast.noor, suggested, at=LATER)


def test_a_person_made_anonymous_keeps_no_name_address_or_office(session, cast):
    amina = cast.people["amina"]

    redaction.anonymise(session, cast.noor, amina, at=LATER)

    assert (amina.name, amina.email, amina.active) == ("", None, False)
    offices = sa.select(Membership.ended_at).where(Membership.person_id == amina.id)
    assert all(session.scalars(offices))
    assert newest_event(session).audience is Audience.SECRETARIAT
    with pytest.raises(Invalid, match="person: anonymous"):
        redaction.anonymise(session, cast.noor, amina, at=LATER)
    with pytest.raises(Invalid, match="person: itself"):
        redaction.anonymise(session, cast.noor, cast.people["noor"], at=LATER)


def test_only_the_secretariat_redacts(session, cast):
    for by in (cast.marie, cast.amina):
        with pytest.raises(NotFound):
            redaction.redact(session, by, version(session, cast.paragraphs["arrival"]), at=LATER)
        with pytest.raises(NotFound):
            redaction.anonymise(session, by, cast.people["luis"], at=LATER)
