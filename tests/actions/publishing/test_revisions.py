from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.publishing import adoption as adopting, revisions
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.revisions import Publication
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.reading import texts
from models.document import Document, Revision
from models.journal import JournalHead
from models.vocabulary import Audience, EventKind, Stage, SuggestionKind
from tests.support.cast import settle
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert, lines
from tests.support.submitted import newest_event

RECORD = Record(adopted_on=date(2017, 10, 2), place="Mechelen", method="acclamation")


def publish(session, cast, label="Rev. 1", *, by=None, **values):
    publication = Publication(label, **values)
    return revisions.publish(session, by or cast.marie, cast.document, publication, at=LATER)


@pytest.fixture
def changed(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    return cast


def test_a_revision_is_the_rolling_text_numbered_afresh(session, changed):
    accept(session, changed, insert(session, changed, "We will listen."))
    accept(
        session, changed, ask(session, changed, form=SuggestionKind.DELETE, paragraph="services")
    )

    revision = publish(session, changed, symbol="CM/2017/L.1/Rev.1", cover_note="Thank you.")

    printed = texts.revision(session, changed.document, revision)
    assert [(p.number, p.words) for p in printed.passages][3:5] == [
        ("1", FIRST),
        ("2", "We will listen."),
    ]
    assert (printed.label, printed.symbol, printed.cover_note) == (
        "Rev. 1",
        "CM/2017/L.1/Rev.1",
        "Thank you.",
    )
    assert (revision.ordinal, revision.slug) == (1, "rev-1")
    assert printed.content_hash == revision.content_hash
    assert lines(session, changed)[4] == ("2", "We will listen.")


def test_a_revision_keeps_the_title_under_which_it_was_printed(session, changed):
    revision = publish(session, changed)
    changed.document.title = "Another title"
    session.flush()

    assert texts.revision(session, changed.document, revision).title == "Declaration of Mayors"
    assert texts.rolling(session, changed.document).title == "Another title"
    assert texts.revision(session, changed.document, changed.zero).title == "Another title"  # older


def test_publishing_is_an_event_for_everybody_with_the_texts_hash(session, changed):
    revision = publish(session, changed)

    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.REVISION_PUBLISHED, Audience.EVERYBODY)
    assert revision.content_hash in event.payload
    assert "Rev" not in event.payload


def test_without_a_change_there_is_nothing_to_publish(session, cast):
    with pytest.raises(Invalid, match="text: unchanged"):
        publish(session, cast)


def test_a_text_changed_since_the_preview_is_not_published(session, changed):
    seen = session.scalar(sa.select(JournalHead.event_id))
    ask(session, changed, OTHER, by="luis")
    publish_able = Publication("Rev. 1", base_event_id=seen)

    accept(
        session, changed, ask(session, changed, form=SuggestionKind.DELETE, paragraph="services")
    )

    with pytest.raises(Stale) as refused:
        revisions.publish(session, changed.marie, changed.document, publish_able, at=LATER)
    assert refused.value.current.kind is EventKind.PARAGRAPH_DECIDED


def test_a_new_suggestion_since_the_preview_does_not_matter(session, changed):
    seen = session.scalar(sa.select(JournalHead.event_id))
    ask(session, changed, OTHER, by="luis")

    assert publish(session, changed, base_event_id=seen).ordinal == 1


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Rev. 2", "rev-2"),
        ("Final draft", "final-draft"),
        ("Révision finale", "revision-finale"),
        ("Zero draft", "zero-draft-2"),
        ("Rolling", "rolling-2"),
        ("مسودة", "revision"),
    ],
)
def test_a_label_gives_a_slug_of_its_own(session, changed, label, slug):
    assert publish(session, changed, label).slug == slug


@pytest.mark.parametrize(("label", "why"), [(" ", "missing"), ("x" * 81, "long")])
def test_a_label_is_needed_and_short(session, changed, label, why):
    with pytest.raises(Invalid, match=f"label: {why}"):
        publish(session, changed, label)


def test_the_zero_draft_is_published_in_preparation_by_the_secretariat(session):
    cast = settle(session, published=False, stage=Stage.PREPARATION)

    revision = publish(session, cast, "Zero draft", by=cast.noor)

    assert (revision.ordinal, revision.slug) == (0, "zero-draft")
    assert revision.symbol == "CM/2017/L.1"


def test_an_empty_text_is_not_published(session, cast):
    empty = Document(slug="empty", title="Empty", stage=Stage.PREPARATION, created_at=LATER)
    session.add(empty)
    session.flush()

    with pytest.raises(Invalid, match="text: missing"):
        revisions.publish(session, cast.noor, empty, Publication("Zero draft"), at=LATER)


def test_members_delegates_and_later_the_secretariat_do_not_publish(session, changed):
    for name in ("paul_member", "amina"):
        with pytest.raises(NotFound):
            publish(session, changed, by=changed.actors[name])
    with pytest.raises(NotAllowed, match=Stage.CONSULTATION):
        publish(session, changed, by=changed.noor)


def test_a_superseded_revision_stays_and_points_to_the_right_one(session, changed):
    wrong = publish(session, changed)
    accept(
        session, changed, ask(session, changed, form=SuggestionKind.DELETE, paragraph="services")
    )
    right = publish(session, changed, "Rev. 1 (corrected)")

    supersession = revisions.supersede(
        session, changed.marie, wrong, right, "A paragraph was missing.", at=LATER
    )

    assert (supersession.revision_id, supersession.right_revision_id) == (wrong.id, right.id)
    assert newest_event(session).kind is EventKind.REVISION_SUPERSEDED
    assert session.get(Revision, wrong.id) is wrong
    with pytest.raises(Invalid, match="revision: superseded"):
        revisions.supersede(session, changed.marie, wrong, right, "Again.", at=LATER)
    with pytest.raises(Invalid, match="right: superseded"):
        revisions.supersede(session, changed.marie, right, wrong, "Back.", at=LATER)


def test_superseding_needs_a_reason_and_another_revision_of_the_document(session, changed):
    wrong = publish(session, changed)
    other = Document(slug="other", title="Other", stage=Stage.CONSULTATION, created_at=LATER)
    session.add(other)
    session.flush()
    alien = Revision(
        document_id=other.id,
        ordinal=0,
        slug="zero",
        label="Zero",
        language="en",
        content_hash="",
        published_at=LATER,
    )
    session.add(alien)
    session.flush()

    with pytest.raises(Invalid, match="reason: missing"):
        revisions.supersede(session, changed.marie, wrong, changed.zero, " ", at=LATER)
    with pytest.raises(Invalid, match="right: superseded"):
        revisions.supersede(session, changed.marie, wrong, wrong, "Itself.", at=LATER)
    with pytest.raises(NotFound):
        revisions.supersede(session, changed.marie, wrong, alien, "Elsewhere.", at=LATER)
    with pytest.raises(NotFound):
        revisions.supersede(session, changed.amina, wrong, changed.zero, "Mine.", at=LATER)


def test_adopting_records_how_and_freezes_the_document(session, changed):
    revision = publish(session, changed)

    adoption = adopting.adopt(session, changed.noor, revision, RECORD, at=LATER)

    assert changed.document.stage is Stage.ADOPTED
    assert (adoption.revision_id, adoption.method) == (revision.id, "acclamation")
    event = newest_event(session)
    assert event.kind is EventKind.DOCUMENT_ADOPTED
    assert revision.content_hash in event.payload
    with pytest.raises(NotAllowed, match=Stage.ADOPTED):
        ask(session, changed, OTHER)
    with pytest.raises(NotAllowed, match=Stage.ADOPTED):
        adopting.adopt(session, changed.noor, revision, RECORD, at=LATER)


def test_a_superseded_revision_cannot_be_adopted(session, changed):
    wrong = publish(session, changed)
    revisions.supersede(session, changed.noor, wrong, changed.zero, "Wrong.", at=LATER)

    with pytest.raises(Invalid, match="revision: superseded"):
        adopting.adopt(session, changed.noor, wrong, RECORD, at=LATER)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (Record(RECORD.adopted_on, " ", "vote"), "place: missing"),
        (Record(RECORD.adopted_on, "Mechelen", ""), "method: missing"),
        (Record(RECORD.adopted_on, "M" * 201, "vote"), "place: long"),
        (
            Record(RECORD.adopted_on + timedelta(days=3), "Mechelen", "consensus"),
            "adopted_on: future",
        ),
    ],
)
def test_an_adoption_has_a_date_a_place_and_a_method(session, changed, record, message):
    revision = publish(session, changed)

    with pytest.raises(Invalid, match=message):
        adopting.adopt(session, changed.noor, revision, record, at=LATER)


def test_only_the_secretariat_adopts(session, changed):
    revision = publish(session, changed)

    for by in (changed.marie, changed.amina):
        with pytest.raises(NotFound):
            adopting.adopt(session, by, revision, RECORD, at=LATER)
