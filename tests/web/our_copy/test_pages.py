"""Our copy: every paragraph in a box; what is changed becomes drafts, and nothing typed is lost."""

import pytest
import sqlalchemy as sa

from declaration.actions.journal import redaction
from models.document import Document, Version
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.support.cast import NOON, write
from tests.support.copies import COPY, WORDS, asked, begin, shown
from tests.support.enter import enter, post
from tests.support.statements import counting, statements
from tests.support.suggest_form import base, drafts, early
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

NEW = "We will publish what we spend."


@pytest.fixture
def dakar(client, cast):
    return enter(client, "awa")


def test_every_paragraph_stands_in_a_box_with_its_words(dakar, cast, session):
    boxes = shown(dakar)

    assert [name for name in boxes if name.startswith("words-")] == [
        f"words-{key}" for key in cast.paragraphs
    ]
    assert boxes["words-arrival"] == base(session, cast, "arrival")
    assert valid(dakar.get(COPY))


def test_an_untouched_copy_makes_no_draft(dakar, session):
    answer = post(dakar, COPY, shown(dakar))

    assert answer.location == COPY
    assert "Your copy has not changed" in dakar.get(COPY).text
    assert drafts(session) == []


def test_what_was_changed_added_and_ticked_becomes_drafts(dakar, cast, session):
    changed = {"words-arrival": WORDS, "new-services": f"2 bis. {NEW}", "gone-ties": "1"}

    answer = post(dakar, COPY, shown(dakar) | changed)

    assert answer.status_code == 303
    assert asked(session) == [
        (SuggestionKind.REPLACE, WORDS),
        (SuggestionKind.INSERT, NEW),
        (SuggestionKind.DELETE, ""),
    ]
    insertion = drafts(session)[1]
    assert (insertion.after_id, insertion.kind) == (cast.paragraphs["services"].id, Kind.OPERATIVE)
    assert "3 drafts saved." in valid(dakar.get(COPY))


def test_the_drafts_of_a_copy_lead_to_their_reasons(dakar, session):
    address = f"{COPY}/drafts"
    assert f'formaction="{address}"' in dakar.get(COPY).text

    answer = post(dakar, address, shown(dakar) | {"words-arrival": WORDS})

    assert answer.location == f"{COPY}/reasons"
    assert asked(session) == [(SuggestionKind.REPLACE, WORDS)]


def test_drafts_stand_in_their_boxes_with_their_redline(dakar, cast, session):
    draft_id = begin(session, cast)
    begin(
        session,
        cast,
        SuggestionKind.INSERT,
        NEW,
        after_id=cast.paragraphs["services"].id,
        kind=Kind.PLAIN,
    )
    begin(session, cast, SuggestionKind.DELETE, "", "ties")

    page = valid(dakar.get(COPY))
    boxes = shown(dakar)

    assert boxes["words-arrival"] == WORDS
    assert boxes[f"words-draft-{draft_id + 1}"] == NEW
    assert boxes["gone-ties"] == "1"
    assert "<del" in page
    assert f'href="/drafts/{draft_id}"' in page


def test_a_draft_is_reworded_in_its_box_and_keeps_its_reason(dakar, cast, session):
    draft_id = begin(session, cast, reason="Shorter.")

    post(dakar, COPY, shown(dakar) | {"words-arrival": "We will greet everybody."})

    [draft] = drafts(session)
    assert (draft.id, draft.words, draft.reason) == (
        draft_id,
        "We will greet everybody.",
        "Shorter.",
    )


def test_words_set_back_drop_the_draft_and_the_page_says_so(dakar, cast, session):
    begin(session, cast)
    begin(session, cast, SuggestionKind.DELETE, "", "ties")
    boxes = shown(dakar) | {"words-arrival": base(session, cast, "arrival")}
    boxes.pop("gone-ties")

    post(dakar, COPY, boxes)

    assert drafts(session) == []
    assert "2 drafts discarded" in dakar.get(COPY).text


@pytest.mark.parametrize("words", ["We \u202e ask.", "x" * 20_001])
def test_what_cannot_be_taken_is_said_at_its_box_and_nothing_is_saved(dakar, session, words):
    boxes = shown(dakar) | {"words-arrival": WORDS, "words-means": words}

    page = valid(post(dakar, COPY, boxes), 422)

    assert 'aria-describedby="problem-means"' in page
    assert WORDS in page
    assert drafts(session) == []


@pytest.mark.parametrize("stamp", ["", "1 2 3", "1 2 3 4 x abc", "9 8 9 0 0 abc"])
def test_a_box_that_never_was_is_refused_with_the_words(dakar, session, stamp):
    boxes = {"words-arrival": "Words that I typed.", "seen-arrival": stamp}

    answer = post(dakar, COPY, boxes)

    assert answer.status_code == 422
    assert "Words that I typed." in answer.text
    assert drafts(session) == []


def test_a_box_of_another_document_is_refused(dakar, cast, session):
    other = Document(slug="other", title="Other", stage=Stage.CONSULTATION, created_at=NOON)
    session.add(other)
    session.flush()
    write(session, other, [("foreign", Kind.PLAIN, 0, "Foreign words.")])
    session.commit()
    boxes = shown(dakar, "/d/other/our-copy") | {"words-foreign": "Other words."}

    assert post(dakar, COPY, boxes).status_code == 422
    assert drafts(session) == []


def test_a_box_that_came_without_its_words_asks_for_nothing(dakar, session):
    boxes = shown(dakar)
    boxes.pop("words-means")

    assert post(dakar, COPY, boxes).status_code == 303
    assert drafts(session) == []


def test_removed_words_have_no_box_and_a_draft_of_them_stays(dakar, cast, session):
    begin(session, cast)
    version = session.scalars(sa.select(Version).order_by(Version.id)).all()[3]
    redaction.redact(session, cast.noor, version, at=NOON)
    session.commit()

    page = valid(dakar.get(COPY))
    post(dakar, COPY, shown(dakar) | {"new-arrival": NEW})

    assert "The secretariat has redacted this content." in page
    assert asked(session) == [(SuggestionKind.REPLACE, WORDS), (SuggestionKind.INSERT, NEW)]


def test_the_redline_of_one_box_as_one_types(dakar, session):
    boxes = shown(dakar)
    box = {"seen-arrival": boxes["seen-arrival"]}

    changed = post(dakar, f"{COPY}/preview", box | {"words-arrival": WORDS})
    same = post(dakar, f"{COPY}/preview", box | {"words-arrival": boxes["words-arrival"]})

    assert "<del" in changed.text
    assert same.text == ""
    assert post(dakar, f"{COPY}/preview", {}).status_code == 422


def test_words_come_back_without_their_stamps_where_the_time_is_over(dakar, cast, session):
    boxes = shown(dakar) | {"words-arrival": WORDS}
    cast.document.stage = Stage.ADOPTED
    session.commit()

    answer = post(dakar, COPY, boxes)

    page = valid(answer, 403)
    assert WORDS in page
    assert boxes["seen-means"] not in page


def test_words_from_before_the_zero_draft_are_nobodys_business(dakar, cast, session):
    paragraph, _version, *rest = shown(dakar)["seen-arrival"].split()
    secret = early(session, cast)
    box = {"seen-arrival": " ".join((paragraph, str(secret), *rest)), "words-arrival": WORDS}

    for address in (COPY, f"{COPY}/preview"):
        assert "secret" not in post(dakar, address, box).text

    assert drafts(session) == []


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_only_delegates_have_a_copy(client, cast, session, name):
    enter(client, name)

    assert client.get(COPY).status_code == 404
    assert post(client, COPY, {}).status_code == 404


def test_the_drafts_of_others_are_not_in_it(client, cast, session):
    begin(session, cast)

    assert shown(enter(client, "luis"))["words-arrival"] == base(session, cast, "arrival")


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
def test_not_now_says_why_and_gives_the_words_back(dakar, cast, session, stage):
    boxes = shown(dakar) | {"words-arrival": WORDS}
    cast.document.stage = stage
    session.commit()

    assert dakar.get(COPY).status_code == 403
    answer = post(dakar, COPY, boxes)
    assert answer.status_code == 403
    assert WORDS in answer.text
    assert drafts(session) == []


def test_in_consolidation_a_copy_is_kept(dakar, cast, session):
    cast.document.stage = Stage.CONSOLIDATION
    session.commit()

    post(dakar, COPY, shown(dakar) | {"words-arrival": WORDS})

    assert asked(session) == [(SuggestionKind.REPLACE, WORDS)]


def test_no_copy_without_a_token(dakar, session):
    assert dakar.post(COPY, data={}).status_code == 400


LONG = [
    (
        f"long{n}",
        Kind.OPERATIVE,
        0,
        f"Paragraph {n} of a long text says what cities do. " + "They keep their word. " * 25,
    )
    for n in range(150)
]


def test_a_text_of_150_paragraphs_opens_and_is_saved_in_few_statements(dakar, cast, session):
    few = len(statements(dakar, COPY))
    write(session, cast.document, LONG)
    session.commit()
    boxes = shown(dakar)
    many = len(statements(dakar, COPY))
    changed = {f"words-long{n}": f"Changed words of paragraph {n}." for n in range(3)}

    with counting(dakar.application) as seen:
        answer = post(dakar, COPY, boxes | changed)

    assert many <= few <= 12
    assert answer.status_code == 303
    assert len(drafts(session)) == 3
    assert len(seen) <= 25 + 3 * 5


def test_the_drafts_in_it_do_not_add_statements(dakar, cast, session):
    begin(session, cast)
    few = len(statements(dakar, COPY))
    for key in ("services", "especially", "hosts", "ties", "states", "means"):
        begin(session, cast, key=key)

    assert len(statements(dakar, COPY)) <= few
