"""Packages: tabled from suggestions and from drafts, shown everywhere, decided as a whole."""

import csv
import re

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import decisions
from declaration.actions.deciding.verdicts import Ruling
from declaration.actions.suggesting import drafts, suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.amending import Package, PackageMember
from models.debate import Suggestion
from models.vocabulary import Outcome, Status, SuggestionKind
from tests.support.desk import LATER, accept, exclude, table, verdict
from tests.support.enter import post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

LIST = "/d/declaration/packages"
PACKAGE = f"{LIST}/1"
NEW = f"{LIST}/new"
DRAFTS = f"{LIST}/drafts"
NOTE = "Part of package 1, “Reception”, with suggestions 2, 3"
STAMP = re.compile(r'name="chosen"\s+value="([^"]+)"')


@pytest.fixture
def package(session, cast, grouped):
    row = table(session, cast, *grouped[:3], reason="One idea in three places.")
    session.commit()
    return row


def text(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))


def tabling(*chosen, **values):
    return {"title": "Reception", "language": "en", "chosen": list(chosen)} | values


def inside(session):
    session.rollback()
    query = (
        sa.select(Suggestion.number)
        .join(PackageMember, PackageMember.suggestion_id == Suggestion.id)
        .where(PackageMember.left_at.is_(None))
    )
    return list(session.scalars(query.order_by(Suggestion.number)))


def states(session):
    session.rollback()
    return list(session.scalars(sa.select(Suggestion.status).order_by(Suggestion.number)))


def decide(client, act="decision", outcome="accepted", reason="", only=None):
    stamps = STAMP.findall(valid(client.get(PACKAGE)))
    sent = {"chosen": stamps if only is None else only, "outcome": outcome, "reason": reason}
    return post(client, f"{PACKAGE}/{act}", sent, shown=PACKAGE)


def test_a_delegation_tables_a_package(session, amina, grouped):
    page = valid(amina.get(f"{NEW}?suggestion=1"))
    assert re.search(r'value="1"\s+checked', page)
    assert "Suggestion 4" not in page

    answer = post(amina, NEW, tabling("1", "3", reason="One idea."), shown=NEW)

    assert (answer.status_code, answer.location) == (303, PACKAGE)
    assert inside(session) == [1, 3]
    page = valid(amina.get(PACKAGE))
    assert "One idea." in page
    assert 'id="suggestion-1"' in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (tabling("1"), "Select at least two suggestions."),
        (tabling(), "Select at least one suggestion."),
        (tabling("1", "2", title=""), "Fill in this field."),
    ],
)
def test_what_is_no_package_comes_back(session, amina, grouped, sent, told):
    answer = post(amina, NEW, sent, shown=NEW)

    assert answer.status_code == 422
    assert told in answer.text
    assert inside(session) == []


def test_what_is_ticked_and_is_free_no_more_comes_back(session, amina, grouped):
    answer = post(amina, NEW, tabling("1", "2", "4"), shown=NEW)

    assert answer.status_code == 409
    assert "Something you selected has changed" in answer.text
    assert inside(session) == []


def test_drafts_are_submitted_together(session, cast, amina, grouped):
    for words in ("A contact.", "A home."):
        amendment = Amendment(SuggestionKind.REPLACE, cast.paragraphs["means"].id, words=words)
        row = drafts.save(session, cast.amina, cast.document, amendment, at=LATER)
        drafts.mark_ready(session, cast.amina, row, ready=True, at=LATER)
    session.commit()
    assert DRAFTS in valid(amina.get("/tray"))
    stamps = STAMP.findall(valid(amina.get(DRAFTS)))

    assert len(stamps) == 2
    assert post(amina, DRAFTS, tabling(*stamps), shown=DRAFTS).location == PACKAGE
    assert inside(session) == [5, 6]


def test_a_draft_that_has_changed_since_is_not_submitted(session, amina, grouped):
    answer = post(amina, DRAFTS, tabling("9@2017-10-02T12:00:00+00:00"), shown=DRAFTS)

    assert answer.status_code == 409
    assert inside(session) == []


def test_everywhere_the_suggestion_says_its_package(marie, package):
    for path in (
        "/suggestions/1",
        "/d/declaration/suggestions",
        "/d/declaration/rolling?open=arrival",
        "/d/declaration/desk",
        "/d/declaration/desk/p/arrival",
        "/d/declaration/p/arrival/plenary?suggestion=1",
    ):
        assert NOTE in text(valid(marie.get(path))), path
    assert 'href="/d/declaration/packages/1"' in marie.get("/suggestions/1").text
    assert "One idea in three places." in valid(marie.get(LIST))


def test_lists_are_filtered_by_package_and_have_its_column(marie, package):
    page = valid(marie.get("/d/declaration/suggestions?package=1"))
    assert 'id="suggestion-3"' in page
    assert 'id="suggestion-4"' not in page

    for name in ("disposition", "suggestions"):
        table_ = marie.get(f"/d/declaration/{name}.csv").text.lstrip("\ufeff").splitlines()
        assert [row["Package"] for row in csv.DictReader(table_)].count("1") == 3
    assert 'data-label="Package"' in valid(marie.get("/d/declaration/disposition"))


def test_where_packages_are_off_nothing_is_seen_of_them(session, cast, marie, amina, package):
    cast.conference.procedure = ""
    session.commit()

    for path in (LIST, PACKAGE, NEW, DRAFTS):
        assert amina.get(path).status_code == 404
    for path in ("/suggestions/1", "/d/declaration/suggestions", "/d/declaration/disposition.csv"):
        assert "ackage" not in marie.get(path).text
    assert post(marie, f"{PACKAGE}/decision", {}, shown="/").status_code == 404


def test_what_is_not_ones_own_or_not_now(session, cast, amina, luis, awa, package):
    for path in (f"{PACKAGE}/dissolution", f"{PACKAGE}/suggestions/1/removal"):
        assert post(luis, path, {}, shown=PACKAGE).status_code == 404
        assert post(awa, path, {}, shown=PACKAGE).status_code == 403
    accept(session, cast, session.get_one(Suggestion, 1))
    session.commit()
    for path in (f"{PACKAGE}/dissolution", f"{PACKAGE}/suggestions/1/removal"):
        assert post(amina, path, {}, shown=PACKAGE).status_code == 403
    assert "Dissolve the package" not in amina.get(PACKAGE).text


def test_suggestions_join_leave_and_the_package_is_dissolved(session, amina, grouped, cast):
    table(session, cast, *grouped[:2])
    session.commit()
    page = valid(amina.get(PACKAGE))
    assert re.search(r'name="chosen"\s+value="3"', page)

    sent = {"chosen": "3"}
    assert post(amina, f"{PACKAGE}/suggestions", sent, shown=PACKAGE).status_code == 303
    assert inside(session) == [1, 2, 3]
    assert post(amina, f"{PACKAGE}/suggestions", {}, shown=PACKAGE).status_code == 422
    gone = f"{PACKAGE}/suggestions/2/removal"
    assert post(amina, gone, {}, shown=PACKAGE).status_code == 303
    assert post(amina, gone, {}, shown=PACKAGE).status_code == 409
    assert post(amina, f"{PACKAGE}/dissolution", {}, shown=PACKAGE).status_code == 303
    assert inside(session) == []
    assert "Dissolved" in valid(amina.get(PACKAGE))


def test_all_is_accepted_as_proposed(session, marie, package):
    answer = decide(marie, reason="Agreed with Dakar.")

    assert (answer.status_code, answer.location) == (303, PACKAGE)
    assert states(session) == [Status.DECIDED] * 3 + [Status.SUBMITTED]
    assert "Agreed with Dakar." in valid(marie.get(PACKAGE))


def test_all_is_rejected_with_one_reason(session, marie, package):
    assert decide(marie, outcome="rejected").status_code == 422
    assert decide(marie, outcome="rejected", reason="Not now.").status_code == 303
    assert states(session)[:3] == [Status.DECIDED] * 3


def test_all_is_prepared_by_who_cannot_release(session, cast, marie, package):
    assert decide(marie, act="preparation").status_code == 303
    assert states(session)[:3] == [Status.SUBMITTED] * 3
    assert "Prepared" in valid(marie.get("/d/declaration/desk"))


def test_what_cannot_be_decided_with_the_others_is_listed_with_why(
    session, cast, marie, amina, package, grouped
):
    exclude(session, cast, grouped[0], grouped[3])
    session.commit()
    stamps = STAMP.findall(marie.get(PACKAGE).text)
    suggestions.withdraw(session, cast.amina, grouped[1], at=LATER)
    session.commit()

    answer = decide(marie, only=stamps)

    assert answer.status_code == 409
    page = text(answer.text)
    assert "Suggestion 1: It excludes another suggestion." in page
    assert "Suggestion 2: It has changed since you saw it" in page
    assert states(session)[2] is Status.DECIDED


def test_two_changes_to_one_paragraph_are_put_together(session, cast, marie, grouped):
    again = suggestions.submit(
        session,
        cast.amina,
        cast.document,
        Amendment(
            SuggestionKind.REPLACE,
            cast.paragraphs["arrival"].id,
            words=(
                "We will give every person who arrives a first point of contact in a language that"
                " he or she understands."
            ),
        ),
        at=LATER,
    )
    table(session, cast, grouped[0], again)
    session.commit()

    assert decide(marie).status_code == 303
    page = text(marie.get("/d/declaration/rolling").text)
    assert "every newcomer a first point of contact in a language that he or she" in page


def test_the_author_is_told_what_was_decided_apart(session, cast, amina, luis, package, grouped):
    told = "decided apart from your package 1"
    accept(session, cast, grouped[0])
    session.commit()
    assert told in valid(amina.get("/for-you"))
    assert told not in luis.get("/for-you").text


def test_what_is_decided_together_is_not_told_as_apart(session, cast, amina, marie, package):
    assert decide(marie).status_code == 303

    assert "decided apart" not in amina.get("/for-you").text


def test_readers_see_no_forms(luis, package):
    page = valid(luis.get(PACKAGE))

    for words in ("Decide together", "Take out of the package", "Dissolve"):
        assert words not in page


def test_a_redacted_package_says_so(session, cast, noor, marie, package):
    address = f"/admin/redaction/package/{package.id}"
    assert "Reception" in valid(noor.get("/admin/redaction?in=suggestion&what=1"))
    assert post(noor, address, {}, shown=address).status_code == 303

    page = text(valid(marie.get(PACKAGE)))
    assert "Reception" not in page
    assert "The secretariat has redacted this content." in page
    assert "Part of package 1, with suggestions 2, 3" in text(marie.get("/suggestions/1").text)


def test_the_journal_names_what_was_done(marie, package):
    assert "Package tabled" in valid(marie.get("/journal"))


def test_a_public_reader_sees_packages_while_the_debate_is_open(client, session, cast, grouped):
    cast.conference.debate_open = True
    table(session, cast, *grouped[:2])
    session.commit()
    assert session.scalar(sa.select(Package.number)) == 1
    assert client.get(PACKAGE).status_code == 404  # the suggestions were made in a closed debate
    assert client.get(LIST).status_code == 200


def test_one_decided_earlier_counts_as_apart(session, cast, amina, package, grouped):
    ruled = Ruling([verdict(session, grouped[2], Outcome.REJECTED)])
    decisions.decide(session, cast.marie, cast.document, ruled, at=LATER)
    session.commit()

    assert "decided apart from your package 1" in amina.get("/for-you").text
