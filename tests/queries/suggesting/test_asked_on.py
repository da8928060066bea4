"""What a suggestion was written on: the same for ever, with the numbers of then."""

from datetime import timedelta

import pytest

from declaration.actions.journal import redaction
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.suggesting.asked_on import asked_on
from models.debate import Suggestion
from models.vocabulary import Kind, SuggestionKind
from tests.support.cast import LATER, settle
from tests.support.desk import FIRST, OTHER, accept, ask, insert, version, wording

GENERAL = SuggestionKind.GENERAL


def on(session, cast, suggestion):
    texts = asked_on(session, cast.document, Suggestion.id == suggestion.id)
    return texts[wording(session, suggestion).id]


def publish(session, cast, label="Rev. 1"):
    publication = Publication(label)
    return revisions.publish(session, cast.marie, cast.document, publication, at=LATER)


def renumber(session, cast, label="Rev. 1"):
    """Put a paragraph before all others, move one, and print; all in the same moment."""
    accept(session, cast, insert(session, cast, f"We begin with {label}.", after="welcome"))
    moved = {"form": SuggestionKind.MOVE, "paragraph": "means"}
    after = {"Rev. 1": "chapeau", "Rev. 2": "title"}[label]
    accept(session, cast, ask(session, cast, **moved, after_id=cast.paragraphs[after].id))
    return publish(session, cast, label)


def asked_of_every_form(session, cast):
    return (
        ask(session, cast, FIRST),
        ask(session, cast, form=SuggestionKind.DELETE, paragraph="ties"),
        ask(
            session,
            cast,
            form=SuggestionKind.MOVE,
            paragraph="services",
            after_id=cast.paragraphs["means"].id,
        ),
        insert(session, cast, "We will listen.", after="services"),
        insert(session, cast, "Preface.", after=None),
        ask(session, cast, "Say «inhabitants».", paragraph=None, form=GENERAL),
    )


def test_it_names_the_revision_and_the_numbers_there(session, cast):
    replaced, deleted, moved, inserted, at_head, general = (
        on(session, cast, suggestion) for suggestion in asked_of_every_form(session, cast)
    )

    for each in (replaced, deleted, moved, inserted, at_head, general):
        assert (each.revision.label, each.revision.symbol) == ("Zero draft", "CM/2017/L.1")
        assert each.title == "Declaration of Mayors"
    assert (replaced.number, replaced.after) == ("1", None)
    assert deleted.number == "3 (b)"
    assert (moved.number, moved.after.number) == ("2", "4")
    assert (inserted.number, inserted.after.number) == ("", "2")
    assert (at_head.paragraph, at_head.after, general.paragraph) == (None, None, None)


def test_nothing_that_comes_later_changes_it(session, cast):
    asked = asked_of_every_form(session, cast)
    before = [on(session, cast, suggestion) for suggestion in asked]

    renumber(session, cast)
    renumber(session, cast, "Rev. 2")
    accept(session, cast, asked[0])
    accept(session, cast, asked[3])
    cast.document.title, cast.document.symbol = "Another title", "X/1"
    redaction.redact(session, cast.noor, version(session, cast.paragraphs["especially"]), at=LATER)
    session.flush()

    assert [on(session, cast, suggestion) for suggestion in asked] == before
    after = on(session, cast, ask(session, cast, OTHER, by="luis"))
    assert (after.since.label, after.revision) == ("Rev. 2", None)  # its words are of a decision
    assert after.number == "4"


@pytest.mark.parametrize("form", [SuggestionKind.MOVE, SuggestionKind.DELETE])
def test_what_stood_below_is_named_as_of_then(session, cast, form):
    after = {"after_id": cast.paragraphs["means"].id} if form is SuggestionKind.MOVE else {}
    chapeau = ask(session, cast, form=form, paragraph="especially", **after)
    before = on(session, cast, chapeau)
    assert [item.number for item in before.items] == ["3 (a)", "3 (b)"]

    accept(session, cast, ask(session, cast, form=SuggestionKind.DELETE, paragraph="hosts"))
    publish(session, cast)

    assert on(session, cast, chapeau) == before


def test_a_revision_that_was_published_since_but_reads_alike_is_not_named(session, cast):
    asked = ask(session, cast, FIRST)
    renumber(session, cast)

    assert on(session, cast, asked).revision.label == "Zero draft"


def test_what_stood_in_the_draft_alone_is_asked_on_the_draft(session, cast):
    new = insert(session, cast, "We will listen.")
    accept(session, cast, new)
    accept(session, cast, ask(session, cast, FIRST))

    on_new = on(
        session, cast, ask(session, cast, "We hear.", paragraph=None, paragraph_id=new.paragraph_id)
    )
    on_changed = on(session, cast, ask(session, cast, OTHER, by="luis"))
    on_same = on(session, cast, ask(session, cast, "Means.", paragraph="means"))
    after_new = on(session, cast, insert(session, cast, "More.", after=new.paragraph_id))
    general = on(session, cast, ask(session, cast, "Hm.", paragraph=None, form=GENERAL))

    for draft in (on_new, on_changed, after_new, general):
        assert (draft.revision, draft.since.label) == (None, "Zero draft")
    assert (on_new.number, on_changed.number) == ("1 bis", "1")
    assert on_changed.paragraph.words == FIRST
    assert after_new.after.number == "1 bis"
    assert on_same.revision.label == "Zero draft"


def test_who_still_stands_on_older_words_is_on_the_older_revision(session, cast):
    older = version(session, cast.paragraphs["arrival"]).id
    accept(session, cast, ask(session, cast, FIRST))
    renumber(session, cast)

    asked = on(session, cast, ask(session, cast, OTHER, by="luis", base_version_id=older))

    assert (asked.revision.label, asked.since.label, asked.number) == ("Zero draft", "Rev. 1", "1")


def test_every_wording_has_its_own(session, cast):
    asked = ask(session, cast, FIRST)
    first = wording(session, asked)
    accept(session, cast, insert(session, cast, "We begin.", after="welcome"))
    publish(session, cast)
    again = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=OTHER
    )
    second = suggestions.revise(
        session, cast.amina, asked, again, seen_wording_id=first.id, at=LATER
    )

    texts = asked_on(session, cast.document)

    assert (texts[first.id].revision.label, texts[first.id].number) == ("Zero draft", "1")
    assert (texts[second.id].revision.label, texts[second.id].number) == ("Rev. 1", "2")


def test_what_was_decided_later_with_an_earlier_clock_was_not_there(session, cast):
    asked = ask(session, cast, FIRST, at=LATER)
    accept(session, cast, ask(session, cast, OTHER, by="luis", at=LATER), at=LATER)
    accept(session, cast, insert(session, cast, "Early.", after="welcome"), at=LATER - timedelta(1))

    assert on(session, cast, asked).revision.label == "Zero draft"


def test_before_the_first_revision_it_is_the_draft_with_its_own_numbers(session):
    cast = settle(session, published=False)

    asked = on(session, cast, ask(session, cast, "Means.", paragraph="means"))

    assert (asked.revision, asked.since, asked.number) == (None, None, "4")
    assert asked.title == "Declaration of Mayors"


@pytest.mark.parametrize("form", [SuggestionKind.REPLACE, SuggestionKind.DELETE])
def test_a_paragraph_without_a_number_is_known_by_its_words_of_then(session, cast, form):
    words = {"words": "A warm welcome"} if form is SuggestionKind.REPLACE else {}
    asked = ask(session, cast, form=form, paragraph="welcome", **words)
    accept(session, cast, ask(session, cast, "Arriving", paragraph="welcome", by="luis"))

    text = on(session, cast, asked)

    assert (text.number, text.paragraph.words) == ("", "A first welcome")
    assert text.paragraph.kind is Kind.HEADING
