"""A receipt is what was handed in: the same bytes, whatever becomes of the text."""

import re
from datetime import timedelta

import pytest

from declaration.actions.conference import documents
from declaration.actions.journal import redaction
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import SuggestionKind
from tests.support.cast import LATER
from tests.support.desk import FIRST, OTHER, accept, ask, insert, version, wording
from tests.support.enter import enter
from tests.support.statements import statements
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

MOVE, GENERAL = SuggestionKind.MOVE, SuggestionKind.GENERAL


@pytest.fixture
def asked(session, cast):
    """One suggestion of every form, and one to what stands in the draft alone."""
    new = insert(session, cast, "We will listen.", by="luis")
    accept(session, cast, new)
    on_means = cast.paragraphs["means"].id
    asked = [
        ask(session, cast, FIRST),
        ask(session, cast, "Arriving", paragraph="welcome"),
        ask(session, cast, form=SuggestionKind.DELETE, paragraph="ties"),
        ask(session, cast, form=MOVE, paragraph="services", after_id=on_means),
        insert(session, cast, "We will learn.", after="services"),
        ask(session, cast, "We hear.", paragraph=None, paragraph_id=new.paragraph_id),
        ask(session, cast, "Say «inhabitants».", paragraph=None, form=GENERAL),
    ]
    session.commit()
    return asked


def receipt(client, suggestion):
    page = valid(enter(client, "amina").get(f"/suggestions/{suggestion.number}/receipt"))
    return re.search(r"<main.*</main>", page, re.DOTALL).group()


def publish(session, cast, label, hours):
    at = LATER + timedelta(hours=hours)
    revisions.publish(session, cast.marie, cast.document, Publication(label), at=at)


def test_it_names_the_text_with_its_hash_and_the_numbers_of_then(session, cast, asked, client):
    replaced, heading, deleted, moved, inserted, on_draft, general = (
        receipt(client, suggestion) for suggestion in asked
    )

    assert "CM/2017/L.1 · Zero draft" in replaced
    assert "Paragraph 1: new wording" in replaced
    assert "Heading “A first welcome”: new wording" in heading
    assert "Paragraph 3 (b): delete" in deleted
    assert "Paragraph 2: move after paragraph 4" in moved
    assert "New paragraph after paragraph 2" in inserted
    assert "Paragraph 1 bis: new wording" in on_draft
    draft = "The draft as of 2 October 2017, 15:00, with the numbers since CM/2017/L.1 · Zero draft"
    assert draft in on_draft
    assert draft in general


def test_its_bytes_are_equal_after_all_that_can_happen(session, cast, asked, client):
    before = [receipt(client, suggestion) for suggestion in asked]

    session.rollback()
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    to_head = {"form": MOVE, "paragraph": "means", "after_id": cast.paragraphs["chapeau"].id}
    accept(session, cast, ask(session, cast, **to_head, by="luis"))
    publish(session, cast, "Rev. 1", 1)
    accept(session, cast, asked[0])
    accept(session, cast, asked[3])
    accept(session, cast, insert(session, cast, "And again.", after="title"))
    gone = {"form": SuggestionKind.DELETE, "paragraph": "hosts"}
    accept(session, cast, ask(session, cast, **gone, by="luis"))
    publish(session, cast, "Rev. 2", 2)
    accept(session, cast, asked[4])
    renamed = documents.DocumentValues("declaration", "Another title", "X/2")
    documents.change_document(session, cast.noor, cast.document, renamed, at=LATER)
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["especially"]), at=LATER)
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["means"]), at=LATER)
    session.commit()

    assert [receipt(client, suggestion) for suggestion in asked] == before


def test_a_later_wording_leaves_the_earlier_one_as_it_was(session, cast, asked, client):
    suggestion = asked[0]
    section = re.compile(r'<section class="receipt".*?</section>', re.DOTALL)
    (before,) = section.findall(receipt(client, suggestion))

    session.rollback()
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    publish(session, cast, "Rev. 1", 1)
    again = Amendment(SuggestionKind.REPLACE, paragraph_id=suggestion.paragraph_id, words=OTHER)
    seen = wording(session, suggestion).id
    suggestions.revise(session, cast.amina, suggestion, again, seen_wording_id=seen, at=LATER)
    session.commit()

    newest, first = section.findall(receipt(client, suggestion))
    assert first == before
    assert "Paragraph 2: new wording" in newest


def test_the_redaction_of_its_own_words_shows(session, cast, asked, client):
    redaction.redact(session, cast.noor, wording(session, asked[0]), at=LATER)
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["ties"]), at=LATER)
    session.commit()

    for suggestion in (asked[0], asked[2]):
        page = receipt(client, suggestion)
        assert "The secretariat has redacted this content." in page
        assert "newcomer" not in page


def test_it_asks_the_same_number_of_statements_however_long_the_debate(
    session, cast, asked, client
):
    enter(client, "amina")
    path = f"/suggestions/{asked[0].number}/receipt"
    few = len(statements(client, path))
    session.rollback()
    for number in range(3):
        accept(session, cast, insert(session, cast, f"And {number}.", after="welcome"))
    publish(session, cast, "Rev. 1", 1)
    session.commit()

    assert len(statements(client, path)) == few
