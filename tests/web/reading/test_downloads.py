"""Texts and comparisons that are taken away: what a file says, and to whom."""

from datetime import date, timedelta

import pytest

from declaration.actions.journal.redaction import redact
from models.document import Supersession
from models.vocabulary import Kind, Outcome, Stage, SuggestionKind
from tests.formats import akoma_ntoso, pdf, word
from tests.support.cast import NOON, adopt, print_revision
from tests.support.desk import (
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    insert,
    print_first,
    verdict,
    version,
)
from tests.support.enter import enter

REDLINE = "/d/declaration/compare/zero-draft...rev-1.docx"


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=3)
    return app.test_client()


@pytest.fixture
def printed(session, cast):
    """A suggestion of Dakar that was accepted, and printed."""
    print_first(session, cast)
    return cast


def hands(file):
    return {hand for _element, hand, _date, _words in word.changes(file)}


def test_a_redline_names_the_delegation_to_whom_the_debate_is_open(printed, client):
    assert hands(client.get(REDLINE).data) == {"Rev. 1"}
    assert hands(enter(client, "luis").get(REDLINE).data) == {"Dakar"}


def test_who_asked_for_a_deletion_or_a_move_is_named_and_so_is_the_committee(session, cast, client):
    gone = ask(session, cast, form=SuggestionKind.DELETE, paragraph="hosts", by="luis")
    to = {"paragraph": "means", "after_id": cast.paragraphs["welcome"].id, "by": "paul"}
    moved = ask(session, cast, form=SuggestionKind.MOVE, **to)
    adapted = ask(session, cast, FIRST)
    for suggestion in (gone, moved):
        accept(session, cast, suggestion)
    words = OTHER.replace("first ", "")
    decide(session, cast, verdict(session, adapted, Outcome.ADAPTED), words=words)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()

    file = enter(client, "luis").get(REDLINE).data

    named = {(name, hand) for name, hand, _date, _words in word.changes(file)}
    assert ("del", "Lima") in named
    assert ("moveFrom", "Kampala") in named
    assert ("del", "Dakar, changed by the committee") in named
    assert {hand for _name, hand in named} == {"Lima", "Kampala", "Dakar, changed by the committee"}


def test_closing_the_debate_takes_the_names_out_again(session, cast, client):
    cast.conference.debate_open = True
    print_first(session, cast)
    assert hands(client.get(REDLINE).data) == {"Dakar"}

    cast.conference.debate_open = False
    session.commit()

    assert hands(client.get(REDLINE).data) == {"Rev. 1"}


@pytest.mark.parametrize("format_", ["docx", "pdf", "xml"])
def test_a_comparison_is_a_file_with_its_own_mark(printed, client, format_):
    address = REDLINE.replace("docx", format_)

    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="declaration-zero-draft-rev-1.{format_}"'
    )
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/d/declaration/revisions/rev-1.pdf", "declaration-rev-1"),
        (REDLINE.replace("docx", "pdf"), "declaration-zero-draft-rev-1"),
    ],
)
def test_lines_are_numbered_if_one_asks_for_it(printed, client, address, name):
    plain, numbered = client.get(address), client.get(f"{address}?lines=5")

    assert numbered.headers["Content-Disposition"] == f'attachment; filename="{name}-lines.pdf"'
    lines = [pdf.read(file.data).pages[0].extract_text().splitlines() for file in (plain, numbered)]
    assert ["5" in each for each in lines] == [False, True]


@pytest.mark.parametrize("asked", ["rev-1.pdf?lines=", "rev-1.pdf?lines=1", "rev-1.md?lines=5"])
def test_other_numbers_of_lines_are_not_found(printed, client, asked):
    assert client.get(f"/d/declaration/revisions/{asked}").status_code == 404


def test_the_page_of_a_text_offers_the_file_with_line_numbers(printed, client):
    page = client.get("/d/declaration").text

    assert 'href="/d/declaration/revisions/rev-1.pdf?lines=5"' in page
    assert "PDF, with line numbers" in page


WORK = "/akn/un/statement/declaration/conf/2017-10-02/declaration"


def versions(file):
    """Return address and label of the versions that a file of Akoma Ntoso names."""
    references = akoma_ntoso.root(file).find(f".//{akoma_ntoso.A}references")
    names = (f"{akoma_ntoso.A}original", f"{akoma_ntoso.A}passiveRef")
    return [(each.get("href"), each.get("showAs")) for each in references.iterchildren(*names)]


def test_a_file_of_akoma_ntoso_names_what_was_published_before(printed, client):
    zero, rev_1 = f"{WORK}/eng@2017-10-02", f"{WORK}/eng@2017-10-03"

    first = client.get("/d/declaration/revisions/zero-draft.xml")
    second = client.get("/d/declaration/revisions/rev-1.xml")

    assert first.headers["Content-Type"] == "application/akn+xml"
    assert versions(first.data) == [(zero, "Zero draft")]
    assert versions(second.data) == [(zero, "Zero draft"), (rev_1, "Rev. 1")]
    assert versions(client.get(REDLINE.replace("docx", "xml")).data) == versions(second.data)


@pytest.mark.parametrize("name", ["zero-draft...rev-1.exe", "zero-draft...rev-9.docx"])
def test_what_is_not_there_is_not_found(printed, client, name):
    assert client.get(f"/d/declaration/compare/{name}").status_code == 404


def test_the_page_of_a_comparison_offers_its_files(printed, client):
    page = client.get(REDLINE.removesuffix(".docx")).text

    assert f'href="{REDLINE}"' in page
    assert f'href="{REDLINE.replace("docx", "pdf")}"' in page


def test_every_file_of_the_adopted_text_says_so(session, printed, client):
    adopt(session, printed, adopted_on=date(2017, 11, 17))
    printed.document.stage = Stage.ADOPTED
    session.commit()

    for format_ in ("md", "txt", "html", "xml"):
        file = client.get(f"/d/declaration/revisions/zero-draft.{format_}").text
        assert "Adopted in Mechelen on 17 November 2017. By consensus." in file
        assert "Adopted in" not in client.get(f"/d/declaration/revisions/rev-1.{format_}").text
    header = word.part(client.get("/d/declaration/revisions/zero-draft.docx").data, "header1")
    assert "Adopted in Mechelen" in "".join(header.itertext())


def test_every_file_of_a_rehearsal_says_so(session, printed, client):
    printed.document.rehearsal = True
    session.commit()

    enter(client, "luis")

    assert "This is a rehearsal" in client.get("/d/declaration/rolling.md").text
    header = word.part(client.get(REDLINE).data, "header1")
    assert "This is a rehearsal" in "".join(header.itertext())


def test_a_revision_published_in_error_says_so(session, printed, client):
    session.add(
        Supersession(
            revision_id=printed.zero.id,
            right_revision_id=printed.zero.id + 1,
            reason="The wrong annex.",
            created_at=NOON,
        )
    )
    session.commit()

    file = client.get("/d/declaration/revisions/zero-draft.md").text

    assert "Published in error. The correct revision is Rev. 1." in file
    assert "in error" not in client.get("/d/declaration/revisions/rev-1.md").text


def test_the_rolling_text_says_that_it_is_not_published(printed, client):
    file = enter(client, "luis").get("/d/declaration/rolling.md").text

    assert "Not published." in file


def test_files_made_of_the_rolling_text_say_so_too(session, printed, client):
    ask(session, printed, OTHER, by="paul", paragraph="hosts")
    session.commit()
    enter(client, "luis")

    for address in ("rolling.docx?view=compilation", "suggestions.docx?layout=text"):
        assert "Not published." in word.header(client.get(f"/d/declaration/{address}").data)


def test_redacted_words_say_that_they_were_redacted(session, printed, client):
    redact(session, printed.noor, version(session, printed.paragraphs["hosts"]), at=LATER)
    session.commit()
    enter(client, "luis")

    told = "The secretariat has redacted this content."
    for address in ("rolling.txt", "rolling.html", "rolling.xml"):
        assert told in client.get(f"/d/declaration/{address}").text
    for address in ("rolling.docx", "rolling.docx?view=compilation"):
        assert told in word.lines(client.get(f"/d/declaration/{address}").data)


def test_the_compilation_has_every_title_of_the_text(session, cast, client):
    added = insert(session, cast, "Part Two", after="means", kind=Kind.TITLE)
    accept(session, cast, added)
    session.commit()

    file = enter(client, "luis").get("/d/declaration/rolling.docx?view=compilation").data

    told = word.lines(file)
    assert told.count("Declaration of Mayors") == 1
    assert "Part Two" in told


@pytest.mark.parametrize("asked", ["endpoint=x", "_method=POST", "_external=1", "mine=1"])
@pytest.mark.parametrize("page", ["suggestions", "disposition"])
def test_what_is_asked_of_a_list_leads_no_link_astray(printed, client, page, asked):
    answer = enter(client, "luis").get(f"/d/declaration/{page}?{asked}")

    assert answer.status_code == 200
    assert f'href="/d/declaration/{page}.xlsx' in answer.text


def test_letters_that_cannot_be_set_are_named(session, cast, client):
    accept(session, cast, ask(session, cast, "We welcome 城 and all."))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()

    refused = client.get("/d/declaration/revisions/rev-1.pdf")

    assert refused.status_code == 422
    assert "The fonts do not include 城: see paragraph 1." in refused.text


@pytest.mark.parametrize("format_", ["md", "html", "csv"])
def test_a_text_is_taken_away_as_a_file(printed, client, format_):
    response = client.get(f"/d/declaration/revisions/rev-1.{format_}")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="declaration-rev-1.{format_}"'
    )
    assert response.data == client.get(f"/d/declaration/revisions/rev-1.{format_}").data
    assert client.get(f"/d/declaration/rolling.{format_}").status_code in {302, 303, 401}


def test_the_address_without_a_revision_gives_the_text_in_force(printed, client):
    newest = client.get("/d/declaration/revisions/rev-1.md")

    assert client.get("/d/declaration.md").data == newest.data
    assert client.get("/d/inputs.md").status_code == 404


@pytest.mark.parametrize("name", ["revisions/rev-1", "rolling"])
def test_an_earlier_address_of_a_file_leads_to_it(printed, client, name):
    earlier = f"/d/declaration/take/{name.removeprefix('revisions/')}.md"

    assert client.get(earlier, follow_redirects=True).request.path in {
        f"/d/declaration/{name}.md",
        "/sign-in",
    }


def test_the_compilation_is_a_file_with_brackets_and_owners(session, cast, client):
    ask(session, cast, FIRST)
    insert(session, cast, "We will listen.", by="luis")
    ask(session, cast, "Shorter!", paragraph=None, form=SuggestionKind.GENERAL)
    session.commit()

    file = enter(client, "amina").get("/d/declaration/rolling.docx?view=compilation").data

    told = word.lines(file)
    assert told[0] == "Declaration of Mayors"
    assert any("every [person who arrives] [Dakar (1): newcomer] a first" in line for line in told)
    assert told[told.index("New paragraph:") + 1] == "[Lima (2): We will listen.]"
    apart = told.index("Suggestions that have no place in the current text")
    assert "Shorter!" in told[apart:]
