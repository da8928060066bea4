"""What excludes each other: marked from the desk, shown, grouped about before one is accepted."""

import csv
import io
import re
import zipfile

import pytest
import sqlalchemy as sa

from models.amending import ExclusionMember
from models.debate import Suggestion
from models.document import Conference
from models.vocabulary import Outcome, Status
from tests.support.committee import ARRIVAL, decided, fields, gives, member, send, stamps
from tests.support.desk import SERVICES, decision, exclude
from tests.support.enter import post
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

LIST = "/d/declaration/exclusions"
DESK = "/d/declaration/desk"


@pytest.fixture
def group(session, cast, grouped):
    row = exclude(session, cast, grouped[0], grouped[1], grouped[3], reason="Either or.")
    session.commit()
    return row


def text(page):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))


def inside(session):
    session.rollback()
    query = (
        sa.select(Suggestion.number)
        .join(ExclusionMember, ExclusionMember.suggestion_id == Suggestion.id)
        .where(ExclusionMember.left_at.is_(None))
    )
    return list(session.scalars(query.order_by(Suggestion.number)))


def accepting(session, cast, suggestion, **values):
    sent = fields(session, cast, suggestion, words="We will give every newcomer a contact.")
    return sent | gives(suggestion, outcome="adapted", reason="Shorter.") | values


def answers(page):
    """What the question offers, as it would be sent: the wordings, and what is chosen."""
    hidden = re.findall(r'name="(rival-\d+-wording)"\s+value="(\d+)"', page)
    chosen = re.findall(r'name="(rival-\d+-outcome)"\s+value="(\w+)"\s+checked', page)
    return dict(hidden + chosen)


def test_the_desk_leads_what_is_ticked_to_the_form(session, marie, grouped):
    assert "Mark as excluding each other" in valid(marie.get(DESK))

    answer = post(marie, f"{DESK}/exclusions", {"chosen": ["1", "4"]}, shown=DESK)

    assert answer.location == f"{LIST}?suggestion=1&suggestion=4#new"
    page = valid(marie.get(answer.location))
    assert 'value="1, 4"' in page
    assert post(marie, f"{DESK}/exclusions", {}, shown=DESK).location == DESK
    sent = {"numbers": "1, 4", "reason": "Either or."}
    assert post(marie, LIST, sent, shown=LIST).status_code == 303
    assert inside(session) == [1, 4]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("1", "Select at least two suggestions."),
        ("", "Enter the number of at least one suggestion."),
        ("1, 99", "There is no such suggestion on this text."),
    ],
)
def test_what_excludes_nothing_comes_back(session, marie, grouped, numbers, told):
    answer = post(marie, LIST, {"numbers": numbers}, shown=LIST)

    assert answer.status_code == 422
    assert told in answer.text
    assert inside(session) == []


def test_it_is_shown_wherever_the_suggestion_is(marie, luis, group):
    for path in (
        "/suggestions/1",
        "/d/declaration/suggestions",
        "/d/declaration/rolling?open=arrival",
        DESK,
        ARRIVAL,
        "/d/declaration/p/arrival/plenary?suggestion=1",
    ):
        assert "Excludes suggestions 2, 4" in text(valid(marie.get(path))), path
    page = valid(luis.get(LIST))
    assert "Either or." in page
    assert "Mark suggestions" not in page


def test_who_may_not_mark(session, cast, client, amina, luis, group):
    sent = {"numbers": "1, 4"}
    for path in (LIST, f"{LIST}/1/suggestions", f"{LIST}/1/lifting", f"{DESK}/exclusions"):
        assert post(amina, path, sent, shown=LIST).status_code == 404
    member(session, cast, client)
    assert post(client, LIST, sent, shown=LIST).status_code == 403
    assert "Only the chair can release" in client.get(LIST).text


def test_suggestions_are_added_taken_out_and_it_is_lifted(session, marie, group):
    assert post(marie, f"{LIST}/1/suggestions", {"numbers": "3"}, shown=LIST).status_code == 303
    assert inside(session) == [1, 2, 3, 4]
    assert post(marie, f"{LIST}/1/suggestions", {"numbers": "3"}, shown=LIST).status_code == 422
    gone = f"{LIST}/1/suggestions/2/removal"
    assert post(marie, gone, {}, shown=LIST).status_code == 303
    assert post(marie, gone, {}, shown=LIST).status_code == 409
    assert post(marie, f"{LIST}/1/lifting", {}, shown=LIST).status_code == 303
    assert inside(session) == []
    assert post(marie, f"{LIST}/1/lifting", {}, shown=LIST).status_code == 409


def test_what_cannot_be_added_comes_back_where_it_was_typed(marie, group):
    page = valid(post(marie, f"{LIST}/1/suggestions", {"numbers": "1, 77"}, shown=LIST), 422)

    told = page.index("There is no such suggestion on this text.")
    assert page.count("There is no such suggestion on this text.") == 1
    assert told < page.index('value="1, 77"') < page.index("Mark suggestions")


def test_accepting_one_asks_and_writes_nothing_until_it_is_answered(
    session, cast, marie, grouped, group
):
    sent = accepting(session, cast, grouped[0])
    answer = send(marie, "decision", sent)

    assert answer.status_code == 422
    page = answer.text
    assert "What becomes of them?" in page
    assert "Covered by suggestion 1" in page
    assert decided(session) == 0

    chosen = answers(page)
    assert chosen["rival-2-outcome"] == chosen["rival-4-outcome"] == "covered"
    chosen |= {"rival-2-outcome": "overtaken", "rival_reason": "Only one of them."}
    assert send(marie, "decision", sent | chosen | {"answered": "yes"}).status_code == 303

    session.rollback()
    assert decision(session, grouped[1]).outcome is Outcome.OVERTAKEN
    covered = decision(session, grouped[3])
    assert (covered.outcome, covered.reason) == (Outcome.COVERED, "Only one of them.")


def test_what_is_left_pending_stays_pending(session, cast, marie, grouped, group):
    sent = accepting(session, cast, grouped[0])
    chosen = answers(send(marie, "decision", sent).text)
    chosen |= {"rival-2-outcome": "pending", "rival-4-outcome": "pending"}

    assert send(marie, "decision", sent | chosen | {"answered": "yes"}).status_code == 303
    session.rollback()
    assert decided(session) == 1
    assert session.get_one(Suggestion, grouped[1].id).status is Status.SUBMITTED


def test_an_answer_that_is_none_is_refused(session, cast, marie, grouped, group):
    sent = accepting(session, cast, grouped[0])
    chosen = answers(send(marie, "decision", sent).text) | {"rival-2-outcome": "rejected"}

    assert send(marie, "decision", sent | chosen).status_code == 422
    assert decided(session) == 0


def test_an_answer_about_words_that_changed_is_stale(session, cast, marie, grouped, group):
    sent = accepting(session, cast, grouped[0])
    chosen = answers(send(marie, "decision", sent).text) | {"rival-2-wording": "999"}

    answer = send(marie, "decision", sent | chosen)

    assert answer.status_code == 409
    assert "rival-2-wording" in answer.text
    assert decided(session) == 0


def test_all_of_one_press_is_undone_by_one(session, cast, marie, grouped, group):
    sent = accepting(session, cast, grouped[0])
    chosen = answers(send(marie, "decision", sent).text)
    answer = send(marie, "decision", sent | chosen | {"answered": "yes"})

    undo = re.search(r'action="([^"]+/reopening)"', valid(marie.get(answer.location)))[1]
    assert post(marie, undo, {}, shown=ARRIVAL).status_code == 303
    session.rollback()
    assert set(session.scalars(sa.select(Suggestion.status))) == {Status.SUBMITTED}


def test_accepting_another_after_one_has_to_be_confirmed(session, cast, marie, grouped, group):
    sent = accepting(session, cast, grouped[0])
    chosen = answers(send(marie, "decision", sent).text)
    chosen |= {"rival-2-outcome": "pending", "rival-4-outcome": "pending"}
    assert send(marie, "decision", sent | chosen | {"answered": "yes"}).status_code == 303
    services = f"{DESK}/p/services"
    sent = fields(session, cast, grouped[1], on="services", words=SERVICES)
    sent |= gives(grouped[1], outcome="accepted")

    answer = send(marie, "decision", sent, at=services)

    assert answer.status_code == 422
    assert "Suggestion 2 is accepted, but it excludes suggestion 1" in answer.text
    chosen = answers(answer.text) | {"rival-4-outcome": "pending"}
    for confirmed, status in (("yes", 422), ("excluding", 303)):  # any other doubt is no leave
        again = sent | chosen | {"confirmed": confirmed}
        assert send(marie, "decision", again, at=services).status_code == status


def test_it_is_not_uncontested(marie, group):
    page = valid(marie.get(f"{DESK}/uncontested"))

    assert "Not on this list because other suggestions exclude them:" in page
    assert not any(stamp.startswith("2.") for stamp in stamps(page))
    assert any(stamp.startswith("3.") for stamp in stamps(page))


def test_where_it_is_off_nothing_is_seen_of_it(session, cast, marie, grouped, group):
    cast.conference.procedure = ""
    session.commit()

    assert marie.get(LIST).status_code == 404
    for path in ("/suggestions/1", DESK, ARRIVAL, "/d/declaration/suggestions"):
        assert "xcludes sugg" not in marie.get(path).text
    assert send(marie, "decision", accepting(session, cast, grouped[0])).status_code == 303


def test_its_reason_can_be_redacted(session, noor, marie, group):
    address = f"/admin/redaction/exclusion/{group.id}"
    assert "Either or." in valid(noor.get("/admin/redaction?in=suggestion&what=1"))
    assert post(noor, address, {}, shown=address).status_code == 303

    page = valid(marie.get(LIST))
    assert "Either or." not in page
    assert "The secretariat has redacted this content." in page


def test_lists_and_files_say_what_a_suggestion_excludes(session, cast, marie, group):
    for name in ("disposition", "suggestions"):
        table = marie.get(f"/d/declaration/{name}.csv").text.lstrip("\ufeff").splitlines()
        excluded = [row["Excludes"] for row in csv.DictReader(table)]
        assert sorted(filter(None, excluded)) == ["1, 2", "1, 4", "2, 4"]
    assert 'data-label="Excludes"' in valid(marie.get("/d/declaration/disposition"))
    for name in ("disposition", "suggestions"):
        file = zipfile.ZipFile(io.BytesIO(marie.get(f"/d/declaration/{name}.docx").data))
        assert "Excludes" in file.read("word/document.xml").decode()
    session.execute(sa.update(Conference).values(procedure=""))
    session.commit()
    assert "Excludes" not in marie.get("/d/declaration/disposition.csv").text
