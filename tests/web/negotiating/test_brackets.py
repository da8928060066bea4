import io
import re
import zipfile

import pytest

from declaration.actions.negotiating import brackets
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.journal import Event
from models.negotiation import Bracket, BracketClosing
from models.vocabulary import EventKind, Procedure, Stage
from tests.support.cast import LATER
from tests.support.desk import FIRST, accept, ask, version
from tests.support.enter import enter, post
from tests.support.statements import statements
from tests.support.valid import valid

TEXT = "/d/declaration"
ROLLING, LIST, FORM = f"{TEXT}/rolling", f"{TEXT}/brackets", f"{TEXT}/p/arrival/bracket"
PERSON = "every person who arrives"
TAGS = re.compile(r"<[^>]*>")


@pytest.fixture(autouse=True)
def switched(session, cast):
    cast.conference.procedure = Procedure.BRACKETS.value
    session.commit()


def leave_open(session, cast, words="everyone", quote=PERSON, **values):
    option = Option(words, (cast.delegations["lima"].id,))
    opening = BracketOpening(
        cast.paragraphs["arrival"].id, quote=quote, options=(option,), reason="Costs.", **values
    )
    [row] = brackets.leave_open(session, cast.marie, cast.document, opening, at=LATER)
    session.commit()
    return row.id


def read(page):
    return " ".join(TAGS.sub("", page).split())


def fields(session, cast, **values):
    sent = {"version": version(session, cast.paragraphs["arrival"]).id, "exact": PERSON}
    sent |= {"options-0-words": "everyone", "options-0-owners": "lima; Dakar", "reason": "Costs."}
    session.rollback()
    return sent | values


def test_the_form_leaves_words_open_and_the_text_shows_them_in_brackets(session, cast, client):
    enter(client, "marie")

    answer = post(client, FORM, fields(session, cast), shown=FORM)

    assert answer.status_code == 303
    assert answer.location.endswith(LIST)
    page = valid(client.get(ROLLING))
    assert "[left open; current text: every person who arrives / alternative: everyone Lima" in (
        read(page)
    )
    assert session.query(Event).filter_by(kind=EventKind.BRACKET_OPENED).count() == 1


def test_suggestions_are_ticked_where_one_comes_from_them_and_left_open(session, cast, client):
    asked = ask(session, cast, FIRST)
    session.commit()
    enter(client, "marie")
    page = valid(client.get(f"{FORM}?suggestion={asked.number}"))
    assert re.search(rf'value="{asked.id}" checked', page)
    sent = {"version": version(session, cast.paragraphs["arrival"]).id, "suggestions": asked.id}
    session.rollback()

    assert post(client, FORM, sent, shown=FORM).status_code == 303

    assert "person who arrives / alternative: newcomer Dakar" in read(client.get(ROLLING).text)
    for page in (f"/suggestions/{asked.number}", f"{TEXT}/suggestions", f"{ROLLING}?open=arrival"):
        assert "Left in brackets" in valid(client.get(page)), page
    assert not re.search("checked", client.get(f"{FORM}?suggestion={asked.number}").text)


def test_what_is_refused_comes_back_with_all_that_was_typed(session, cast, client):
    enter(client, "marie")
    asked = ask(session, cast, FIRST)
    session.commit()
    for wrong, sentence in (
        ({"exact": "no such words"}, "These words are not in the current paragraph."),
        ({"options-0-owners": "Atlantis"}, "No delegation is called “Atlantis”."),
        ({"options-0-words": ""}, "Enter the text, or select that the words are deleted."),
        ({"suggestions": asked.id}, "Select suggestions or enter alternatives, not both."),
    ):
        answer = post(client, FORM, fields(session, cast, **wrong), shown=FORM)

        page = valid(answer, 422)
        assert sentence in page
        assert "Costs." in page


def test_a_form_on_earlier_words_comes_back_with_what_was_typed(session, cast, client):
    sent = fields(session, cast)
    accept(session, cast, ask(session, cast, FIRST))
    session.commit()
    enter(client, "marie")

    answer = post(client, FORM, sent, shown=FORM)

    assert answer.status_code == 409
    assert "Someone else made a change first" in answer.text
    assert "everyone" in answer.text
    assert session.query(Bracket).count() == 0


def test_the_list_tells_alternatives_owners_reason_and_lets_the_chair_close(session, cast, client):
    number = leave_open(session, cast)
    enter(client, "amina")
    page = valid(client.get(LIST))
    for told in ("Paragraph 1", "everyone", "Lima", "Costs.", "Open since"):
        assert told in page
    assert "Keep the current text" not in page

    enter(client, "marie")
    assert "Keep the current text" in client.get(LIST).text
    closing = f"{LIST}/{number}/closing"
    assert valid(client.get(closing))
    assert post(client, closing, {"reason": ""}, shown=closing).status_code == 422
    answer = post(client, closing, {"reason": "No one insists."}, shown=closing)

    session.rollback()
    assert answer.status_code == 303
    assert session.query(BracketClosing).count() == 1
    assert "Nothing is open." in client.get(LIST).text
    assert client.get(closing).status_code == 404


def test_everyone_reads_in_a_revision_what_was_open_and_nobody_the_list_signed_out(
    session, cast, client
):
    leave_open(session, cast)
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()

    page = valid(client.get(f"{TEXT}/revisions/rev-1"))

    assert "everyone Lima" in read(page)
    assert "Fingerprint (hash) of what is left open" in page
    assert client.get(LIST).status_code == 303
    cast.conference.procedure = ""
    session.commit()
    assert "everyone Lima" in read(client.get(f"{TEXT}/revisions/rev-1").text)


@pytest.mark.parametrize("format_", ["txt", "md", "html", "csv", "xml"])
def test_every_file_of_a_text_has_its_brackets(session, cast, client, format_):
    leave_open(session, cast)
    enter(client, "amina")

    words = client.get(f"{ROLLING}.{format_}").get_data(as_text=True)

    assert f"[{PERSON} / everyone (Lima)]" in words


@pytest.mark.parametrize("format_", ["docx", "pdf", "xlsx", "csv"])
def test_the_list_is_a_file(session, cast, client, format_):
    leave_open(session, cast)
    enter(client, "amina")

    answer = client.get(f"{LIST}.{format_}")

    assert answer.status_code == 200
    assert len(answer.data) > 100


def test_where_brackets_are_off_nothing_is_shown_and_no_statement_is_run(session, cast, client):
    leave_open(session, cast)
    enter(client, "marie")
    on = len(statements(client, ROLLING))
    session.rollback()
    cast.conference.procedure = ""
    session.commit()

    page = client.get(ROLLING).text

    assert "everyone" not in page
    assert "Open brackets" not in page
    assert len(statements(client, ROLLING)) == on - 1
    assert client.get(LIST).status_code == client.get(FORM).status_code == 404


def test_the_compilation_sets_what_is_open_apart_from_what_is_suggested(session, cast, client):
    leave_open(session, cast)
    ask(session, cast, FIRST)
    session.commit()
    enter(client, "amina")

    page = valid(client.get(f"{ROLLING}?view=compilation"))

    assert "data-open" in page
    assert "data-wanted" in page
    assert "Left open:" in page


def test_a_final_draft_with_open_brackets_asks_for_a_reason(session, cast, client):
    leave_open(session, cast)
    enter(client, "marie")
    path = f"{TEXT}/publish"
    sent = {"label": "borrador final", "symbol": "", "cover_note": "", "confirmed": "yes"}
    seen = re.search(r'name="seen" type="hidden" value="(\d+)"', client.get(path).text)[1]

    refused = post(client, path, sent | {"seen": seen}, shown=path)
    assert "Close the brackets first, or give a reason." in valid(refused, 422)
    sent["open_reason"] = "To be settled in plenary."
    answer = post(client, path, sent | {"seen": seen}, shown=path)

    assert answer.status_code == 303
    assert "To be settled in plenary." in client.get(answer.location).text


def test_an_adoption_with_open_brackets_asks_for_a_reason_and_tells_it(session, cast, client):
    leave_open(session, cast)
    enter(client, "noor")
    path = f"{TEXT}/adoption"
    sent = {"revision": "zero-draft", "adopted_on": "2017-10-03", "place": "Mechelen"}
    sent |= {"method": "consensus", "confirmed": "zero-draft"}

    refused = post(client, path, sent, shown=path)
    assert refused.status_code == 422
    assert cast.document.stage is Stage.CONSULTATION
    answer = post(client, path, sent | {"open_reason": "Agreed to differ."}, shown=path)

    assert answer.status_code == 303
    assert "Adopted with open brackets: Agreed to differ." in client.get(TEXT).text


def test_the_desk_home_text_and_outline_count_what_is_open(session, cast, client):
    leave_open(session, cast)
    enter(client, "marie")

    for page in (f"{TEXT}/desk", "/", ROLLING):
        assert "<b>1</b> open bracket" in valid(client.get(page)), page
    assert "1 open bracket</span>" in client.get(ROLLING).text


def test_pages_that_decide_say_that_brackets_close(session, cast, client):
    leave_open(session, cast)
    asked = ask(session, cast, FIRST)
    session.commit()
    enter(client, "marie")

    page = valid(client.get(f"{TEXT}/desk/p/arrival"))

    assert "Brackets close when their text is changed." in page
    assert f"/p/arrival/bracket?suggestion={asked.number}" in page
    amending = valid(client.get(f"{TEXT}/amend?form=replace&paragraph=arrival"))
    assert "Brackets close when their text is changed." in amending


def test_the_compilation_as_a_file_has_both_apart(session, cast, client):
    leave_open(session, cast)
    ask(session, cast, FIRST)
    session.commit()
    enter(client, "amina")

    with zipfile.ZipFile(io.BytesIO(client.get(f"{ROLLING}.docx?view=compilation").data)) as file:
        words = TAGS.sub("", file.read("word/document.xml").decode())

    assert f"Left open:[{PERSON} / everyone (Lima)]" in words
    assert "We will give every [person who arrives] [Dakar (1): newcomer] a first" in words


def test_an_alternative_is_added_to_what_is_open(session, cast, client):
    number = leave_open(session, cast)
    form = f"{LIST}/{number}/alternative"
    enter(client, "marie")
    page = valid(client.get(form))
    sent = {"option-words": "newcomers", "option-owners": "Dakar"}

    answer = post(client, form, sent)

    assert "everyone" in page
    assert answer.status_code == 303
    assert "alternative: everyone Lima / alternative: newcomers Dakar" in read(
        client.get(LIST).text
    )
    assert post(client, form, sent).status_code == 404


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Enter at least one alternative"),
        ({"option-words": "everyone"}, "Two alternatives are the same"),
        ({"option-words": "all", "option-owners": "Nowhere"}, "No delegation is called"),
    ],
)
def test_an_alternative_that_cannot_be_added_comes_back(session, cast, client, sent, message):
    form = f"{LIST}/{leave_open(session, cast)}/alternative"
    enter(client, "marie")

    answer = post(client, form, sent)

    assert answer.status_code == 422
    assert message in answer.text


def test_the_wall_and_the_paragraphs_page_show_what_is_open(session, cast, client):
    plain = enter(client, "marie").get(f"{TEXT}/p/arrival/plenary").text
    leave_open(session, cast)

    wall = valid(client.get(f"{TEXT}/p/arrival/plenary"))
    own = valid(client.get(f"{TEXT}/p/arrival"))

    assert "alternative: everyone Lima" in read(wall)
    assert "alternative: everyone Lima" in read(own)
    assert re.search(r'data-plenary="([^"]*)"', wall)[1] not in plain


def test_a_redline_names_the_paragraphs_with_open_brackets(session, cast, client):
    leave_open(session, cast)
    enter(client, "marie")

    answer = client.get(f"{TEXT}/compare/zero-draft...rolling.docx")

    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        assert "Left open in brackets: Paragraph" in package.read("word/document.xml").decode()


def test_the_disposition_says_what_is_left_in_brackets(session, cast, client):
    asked = ask(session, cast, FIRST)
    opening = BracketOpening(cast.paragraphs["arrival"].id, suggestions=(asked.id,))
    brackets.leave_open(session, cast.marie, cast.document, opening, at=LATER)
    session.commit()
    enter(client, "marie")

    assert "Left in brackets" in valid(client.get(f"{TEXT}/disposition"))
    assert "Left in brackets" in client.get(f"{TEXT}/disposition.csv").text
