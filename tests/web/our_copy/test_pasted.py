"""A whole text pasted into our copy: shown, chosen, drafted; then submitted by one confirmation."""

import re

import pytest

from declaration.actions.suggesting import drafts as drafting
from declaration.actions.suggesting.amendment import Amendment
from declaration.text import plain
from models.vocabulary import Stage, SuggestionKind
from tests.support.cast import NOON, PASSAGES
from tests.support.copies import LONG, PASTED, REASONS, WORDS, lengthen, sent, shown
from tests.support.desk import ask, decide, verdict
from tests.support.enter import enter, post
from tests.support.statements import counting
from tests.support.suggest_form import drafts, reword, suggestions
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

MAKE = f"{PASTED}/drafts"

NEW = "Cities will publish every year what they spent on housing, schools and health."


@pytest.fixture
def dakar(client, cast):
    return enter(client, "amina")


def text(changed=(), passages=PASSAGES):
    """Give the words of the cast's text as a word processor copies them."""
    new = dict(changed)
    lines = [(key, new.get(key, plain(words))) for key, _kind, _level, words in passages]
    return "\n".join(words for _key, words in lines if words)


def paste(client, pasted, source="rolling", path=PASTED):
    return post(client, path, {"pasted": pasted, "source": source})


def test_a_pasted_text_shows_what_became_of_each_paragraph(dakar, session):
    changed = text({"arrival": WORDS, "hosts": "", "services": f"{PASSAGES[4][3]}\n{NEW}"})

    page = valid(paste(dakar, changed))

    assert "8 paragraphs are unchanged." in page
    assert "Paragraph 1: new wording" in page
    assert "No match in the text (1)" in page
    assert NEW in page
    assert "Missing from what you pasted (1)" in page
    assert drafts(session) == []


def test_the_unchanged_text_asks_for_nothing(dakar):
    page = valid(paste(dakar, text()))

    assert "10 paragraphs are unchanged." in page
    assert "Your text contains no new changes." in page


def test_what_is_chosen_becomes_drafts_and_what_is_missing_is_not_chosen(dakar, cast, session):
    changed = text({"arrival": WORDS, "hosts": "", "services": f"{PASSAGES[4][3]}\n{NEW}"})
    shown_ = paste(dakar, changed)

    answer = post(dakar, MAKE, sent(shown_, MAKE))

    assert answer.location == REASONS
    assert [(draft.form, draft.words) for draft in drafts(session)] == [
        (SuggestionKind.REPLACE, WORDS),
        (SuggestionKind.INSERT, NEW),
    ]
    assert drafts(session)[1].after_id == cast.paragraphs["services"].id


def test_the_same_paste_again_says_that_its_drafts_are_there(dakar, session):
    changed = text({"arrival": WORDS})
    post(dakar, MAKE, sent(paste(dakar, changed), MAKE))

    page = valid(paste(dakar, changed))

    assert "1 change is already a draft of your delegation." in page
    assert len(drafts(session)) == 1


def test_a_text_made_from_an_earlier_revision_rests_on_its_words(dakar, cast, session):
    reword(session, cast, "means", "We call on States to act.")
    changed = text({"arrival": WORDS})

    on_zero = valid(paste(dakar, changed, "zero-draft"))
    on_rolling = valid(paste(dakar, changed))

    assert "Changed (1)" in on_zero
    assert "Changed (2)" in on_rolling


def test_nothing_chosen_is_said_and_nothing_is_lost(dakar, session):
    fields = sent(paste(dakar, text({"arrival": WORDS})), MAKE)
    fields.pop("take")

    answer = post(dakar, MAKE, fields)

    assert "Select at least one change." in valid(answer, 422)
    assert sent(answer, MAKE)["pasted"] == fields["pasted"]
    assert drafts(session) == []


def test_what_was_changed_since_it_was_shown_is_shown_again(dakar, cast, session):
    fields = sent(paste(dakar, text({"arrival": WORDS})), MAKE)
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words="Hers."
    )
    drafting.save(session, cast.actors["awa"], cast.document, asked, at=NOON)
    session.commit()

    answer = post(dakar, MAKE, fields)

    assert "Someone else made a change first" in valid(answer, 409)
    assert [draft.words for draft in drafts(session)] == ["Hers."]
    assert WORDS in sent(answer, MAKE)["pasted"]


@pytest.mark.parametrize("pasted", ["", "We \u202e ask.", "x. " * 30_000])
def test_what_cannot_be_read_comes_back_with_the_reason(dakar, session, pasted):
    answer = paste(dakar, pasted)

    page = valid(answer, 422)
    assert sent(answer, PASTED)["pasted"].strip() == pasted.strip()
    assert "There is a problem. Check the following:" in page


def test_a_source_that_is_none_is_refused(dakar):
    assert paste(dakar, text(), "rev-9").status_code == 422


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_only_delegates_paste(client, cast, name):
    enter(client, name)

    assert paste(client, text()).status_code == 404
    assert post(client, MAKE, {"pasted": text(), "source": "rolling"}).status_code == 404


def test_not_now_gives_the_words_back(dakar, cast, session):
    fields = sent(paste(dakar, text({"arrival": WORDS})), MAKE)
    cast.document.stage = Stage.ADOPTED
    session.commit()

    answer = post(dakar, MAKE, fields)

    assert answer.status_code == 403
    assert WORDS in answer.text


@pytest.fixture
def long(session, cast):
    """The address of our copy of a text of 150 paragraphs."""
    return lengthen(session)


def test_25_amendments_by_paste_and_one_confirmation(dakar, session, long):
    new = {f"long{n}": LONG[n][3].replace("are kept", "must be kept") for n in range(0, 150, 6)}
    with counting(dakar.application) as previewing:
        preview = paste(dakar, text(new, LONG), path=f"{long}/pasted")
    fields = sent(preview, f"{long}/pasted/drafts")

    with counting(dakar.application) as making:
        compared = post(dakar, f"{long}/pasted/drafts", fields)
    lines = shown(dakar, compared.location) | {"same": "Duties, not hopes."}
    submitted = post(dakar, f"{compared.location}/submission", lines)

    assert "125 paragraphs are unchanged." in preview.text
    assert submitted.location == "/delegation"
    assert "25 suggestions submitted." in dakar.get("/delegation").text
    assert len(suggestions(session)) == 25
    assert drafts(session) == []
    assert len(previewing) <= 12
    assert len(making) <= 16 + 4 * 25  # four of them for the form's mark


def test_the_words_of_the_preview_are_in_text_order(dakar):
    page = valid(paste(dakar, text({"arrival": WORDS, "means": "We call on States to act now."})))

    assert re.findall(r"Paragraph (\d+): new wording", page) == ["1", "4"]


def test_our_own_file_pasted_back_asks_for_nothing(dakar):
    file = dakar.get("/d/declaration/revisions/zero-draft.md").get_data(as_text=True)

    page = valid(paste(dakar, file, "zero-draft"))

    assert "10 paragraphs are unchanged." in page
    assert "Your text contains no new changes." in page


def test_a_number_whose_paragraph_was_deleted_asks_for_nothing(dakar, session, cast):
    gone = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    decide(session, cast, verdict(session, gone), on="services")
    session.commit()
    file = dakar.get("/d/declaration/rolling.txt").get_data(as_text=True)

    page = valid(paste(dakar, file))

    assert "2. (deleted)" in file
    assert "Your text contains no new changes." in page


def test_a_file_in_another_language_of_the_pages_asks_for_nothing(dakar, session, cast):
    gone = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")
    decide(session, cast, verdict(session, gone), on="services")
    session.commit()
    french = {"Accept-Language": "fr"}
    file = dakar.get("/d/declaration/rolling.txt?ui=fr", headers=french).get_data(as_text=True)
    dakar.get("/d/declaration?ui=en")

    page = valid(paste(dakar, file))

    assert "2. (supprimé)" in file
    assert "Your text contains no new changes." in page
    assert "No match in the text" not in page


def test_another_level_of_a_heading_is_said(dakar):
    file = dakar.get("/d/declaration/revisions/zero-draft.md").get_data(as_text=True)

    page = valid(paste(dakar, file.replace("\n## ", "\n### ", 1), "zero-draft"))

    assert "Different type or level (1)" in page
    assert "In the text: Heading 1. As pasted: Heading 2." in page
    assert "9 paragraphs are unchanged." in page


def test_what_became_of_a_number_at_the_beginning_is_said(dakar):
    lines = text({"services": "12. June is when we open schools, health centres and libraries."})
    page = valid(paste(dakar, f"{lines}\n7. {NEW}\n8. {WORDS} And more than that."))

    assert "“7.” was detected as a number" in page
    assert "“12.” may be a number and has been kept" in page
    assert "has been removed" not in valid(paste(dakar, text({"arrival": WORDS})))
