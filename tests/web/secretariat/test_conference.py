import re

import pytest
import sqlalchemy as sa

from models.document import Conference, Document, Reference
from models.vocabulary import Procedure, Stage
from tests.support.enter import enter, post
from tests.support.submitted import submit
from tests.support.valid import valid

CONFERENCE = {
    "name": "Another conference",
    "short_name": "Another",
    "starts_on": "2017-11-16",
    "ends_on": "2017-11-17",
    "time_zone": "Africa/Dakar",
    "organisers": "UCLG\nIOM",
}
DOCUMENT = {"title": "Inputs", "slug": "inputs", "scheme": "declaration", "language": "en"}


def stored_conference(session):
    session.rollback()
    return session.get(Conference, 1)


def document(session, slug="declaration"):
    session.rollback()
    return session.scalars(sa.select(Document).where(Document.slug == slug)).first()


def test_the_conference_says_something_else_of_itself(client, session, cast):
    answer = post(enter(client, "noor"), "/admin/conference", CONFERENCE)

    assert answer.status_code == 303
    conference = stored_conference(session)
    assert (conference.name, conference.time_zone, conference.organisers) == (
        "Another conference",
        "Africa/Dakar",
        "UCLG\nIOM",
    )


def test_what_cannot_be_of_the_conference_is_said_and_kept(client, session, cast):
    typed = CONFERENCE | {"ends_on": "2017-11-01"}

    answer = post(enter(client, "noor"), "/admin/conference", typed)

    assert answer.status_code == 422
    assert "The end date is before the start date." in answer.text
    assert "Another conference" in answer.text
    assert stored_conference(session).name != "Another conference"


def test_usual_time_zones_are_listed_first_and_the_stored_one_among_all(client, session, cast):
    cast.conference.time_zone = "Etc/GMT-3"
    session.commit()

    page = enter(client, "noor").get("/admin/conference").text

    first, others = page.index("Often used"), page.index("All time zones")
    assert first < page.index(">Europe/Brussels<") < others < page.index(">Africa/Abidjan<")
    assert '<option selected value="Etc/GMT-3">' in page
    assert "Etc/GMT+3" not in page


def test_the_language_of_a_text_is_chosen_by_its_name(client, session, cast):
    cast.document.language = "pt-BR"
    session.commit()

    page = enter(client, "noor").get("/admin/documents/declaration?ui=es").text

    assert '<option selected value="pt-BR">' in page
    assert '<option value="sw">suajili</option>' in page


def test_it_is_said_how_many_suggestions_stay_hidden(client, session, cast):
    enter(client, "noor")
    assert "have been submitted" not in client.get("/admin/conference").text
    submit(session, cast)
    session.commit()

    closed = client.get("/admin/conference").text
    post(client, "/admin/conference/debate/opening")
    opened = client.get("/admin/conference").text

    assert "1 suggestion has been submitted so far. It will not become public" in closed
    assert "1 suggestion was submitted while the debate was closed" in opened


def test_the_debate_is_opened_and_closed(client, session, cast):
    enter(client, "noor")

    assert post(client, "/admin/conference/debate/opening").status_code == 303
    assert stored_conference(session).debate_open
    assert post(client, "/admin/conference/debate/opening").status_code == 422
    assert post(client, "/admin/conference/debate/closing").status_code == 303
    assert not stored_conference(session).debate_open


def test_the_room_works_as_it_is_switched(client, session, cast):
    fields = {"members_release": "y", "counted_kinds": ["network", "partner"]}

    answer = post(enter(client, "noor"), "/admin/conference/switches", fields)

    assert answer.status_code == 303
    assert stored_conference(session).members_release
    assert stored_conference(session).counted_kinds == ["network", "partner"]


def test_each_part_of_the_rules_stands_in_one_group_of_switches(client, cast):
    page = enter(client, "noor").get("/admin/procedure").text

    switches = re.findall(r'name="parts"[^>]*value="(\w+)"', page)

    assert sorted(switches) == sorted(part.value for part in Procedure)


def test_the_rules_of_procedure_are_switched_part_by_part(client, session, cast):
    before = enter(client, "noor").get("/admin/procedure")

    answer = post(client, "/admin/procedure", {"parts": ["on_behalf"]})

    assert "Rules of procedure" in client.get("/admin").text
    assert before.text.count(" checked") == 2
    assert answer.status_code == 303
    assert stored_conference(session).procedure == "on_behalf"
    assert client.get("/admin/procedure").text.count(" checked") == 1
    assert post(client, "/admin/procedure").status_code == 303
    assert stored_conference(session).procedure == ""


def test_a_part_that_there_is_not_is_refused(client, session, cast):
    answer = post(enter(client, "noor"), "/admin/procedure", {"parts": ["veto"]})

    assert answer.status_code == 422
    assert stored_conference(session).procedure == "positions on_behalf"


def test_reference_documents_are_added_changed_and_taken_off(client, session, cast):
    enter(client, "noor")
    fields = {"title": "Programme", "url": "https://example.org/p", "position": "1"}

    assert post(client, "/admin/references", fields).status_code == 303
    assert "Programme" in client.get("/admin/references").text
    [row] = session.scalars(sa.select(Reference))
    changed = fields | {"title": "Agenda"}
    assert post(client, f"/admin/references/{row.id}", changed).status_code == 303
    assert "Agenda" in client.get(f"/admin/references/{row.id}").text
    assert post(client, f"/admin/references/{row.id}/removal").status_code == 303
    session.rollback()
    assert session.scalars(sa.select(Reference)).all() == []


def test_an_address_that_is_a_script_is_refused(client, cast):
    fields = {"title": "Programme", "url": "javascript:alert(1)"}

    answer = post(enter(client, "noor"), "/admin/references", fields)

    assert answer.status_code == 422
    assert "This is not a valid address." in answer.text


def test_a_document_is_created_and_asks_for_its_text(client, session, cast):
    answer = post(enter(client, "noor"), "/admin/documents", DOCUMENT)

    assert answer.location == "/admin/documents/inputs/text/import"
    assert document(session, "inputs").stage is Stage.PREPARATION


def test_a_name_in_addresses_is_given_once(client, cast):
    answer = post(enter(client, "noor"), "/admin/documents", DOCUMENT | {"slug": "declaration"})

    assert answer.status_code == 422
    assert "This is already in use" in answer.text


def test_documents_are_put_in_order(client, session, cast):
    enter(client, "noor")
    post(client, "/admin/documents", DOCUMENT)

    order = {"position-declaration": "2", "position-inputs": "1"}
    assert post(client, "/admin/documents/order", order).status_code == 303

    assert document(session, "inputs").position == 1
    assert post(client, "/admin/documents/order", {"position-inputs": "1"}).status_code == 422


def test_a_cover_changes_but_not_what_is_printed(client, session, cast):
    enter(client, "noor")
    cover = DOCUMENT | {"slug": "declaration", "title": "The Declaration", "symbol": "CM/9"}

    assert post(client, "/admin/documents/declaration", cover).status_code == 303
    assert document(session).symbol == "CM/9"

    answer = post(client, "/admin/documents/declaration", cover | {"language": "fr"})
    assert answer.status_code == 422
    assert "printed copies may exist" in answer.text


def test_an_adopted_document_is_left_alone(client, session, cast):
    document(session).stage = Stage.ADOPTED
    session.commit()
    enter(client, "noor")
    cover = DOCUMENT | {"slug": "declaration"}

    assert post(client, "/admin/documents/declaration", cover).status_code == 403
    assert client.get("/admin/documents/declaration/stage").status_code == 403
    stage = {"stage": "consolidation"}
    assert post(client, "/admin/documents/declaration/stage", stage).status_code == 403


def test_a_stage_says_what_it_means_before_it_is_set(client, session, cast):
    enter(client, "noor")
    url, fields = "/admin/documents/declaration/stage", {"stage": "consolidation", "deadline": ""}

    asked = post(client, url, fields)
    assert asked.status_code == 200
    assert "Only the committee and its chair change the text." in asked.text
    assert document(session).stage is Stage.CONSULTATION

    assert post(client, url, fields | {"confirmed": "yes"}).status_code == 303
    assert document(session).stage is Stage.CONSOLIDATION


def test_a_deadline_is_typed_in_the_time_of_the_conference(client, session, cast):
    enter(client, "noor")
    url = "/admin/documents/declaration/stage"
    fields = {"stage": "consultation", "deadline": "2099-07-01T18:00", "confirmed": "yes"}

    assert post(client, url, fields).status_code == 303

    assert document(session).deadline.isoformat() == "2099-07-01T16:00:00+00:00"
    assert 'value="2099-07-01T18:00"' in client.get(url).text


@pytest.mark.parametrize(
    ("typed", "next_one"),
    [
        ("2099-03-29T02:30", "29 March 2099, 03:30"),
        ("2099-03-29T02:00", "29 March 2099, 03:00"),
        ("2099-03-29T02:59", "29 March 2099, 03:59"),
    ],
)
@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "yes"}])
def test_an_hour_that_the_clocks_skip_is_refused_with_the_next_one(
    client, cast, typed, next_one, confirmed
):
    fields = {"stage": "consultation", "deadline": typed} | confirmed

    answer = post(enter(client, "noor"), "/admin/documents/declaration/stage", fields)

    assert f"The next one is {next_one}." in valid(answer, 422)


@pytest.mark.parametrize("typed", ["2099-03-29T01:59", "2099-03-29T03:00", "2099-10-25T02:30"])
def test_an_hour_that_clocks_show_is_taken(client, cast, typed):
    fields = {"stage": "consultation", "deadline": typed}

    answer = post(enter(client, "noor"), "/admin/documents/declaration/stage", fields)

    assert answer.status_code == 200


def test_a_deadline_that_has_passed_is_refused(client, cast):
    fields = {"stage": "consultation", "deadline": "2001-01-01T18:00"}

    answer = post(enter(client, "noor"), "/admin/documents/declaration/stage", fields)

    assert answer.status_code == 422
    assert "This date and time have already passed." in answer.text


def test_adoption_is_no_stage_to_be_set(client, cast):
    answer = post(enter(client, "noor"), "/admin/documents/declaration/stage", {"stage": "adopted"})

    assert answer.status_code == 422
