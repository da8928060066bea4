import csv
import io
import re
import zipfile

import pytest
import sqlalchemy as sa
from babel.dates import format_date

from declaration.actions.people import accounts
from models.people import Delegation, Invitation, LinkRequest, Membership, Person
from models.vocabulary import DelegationStatus, Post, Procedure
from tests.support.cast import NOON
from tests.support.enter import enter, post
from tests.support.secretariat import carried_file, rows
from tests.support.valid import valid

BUSAN = {
    "name": "Busan",
    "kind": "city",
    "country": "kr",
    "world_region": "asia_pacific",
    "status": "accepted",
}


RANIA = {"name": "Rania", "email": "rania@example.org", "language": "", "post": "member"}


LINK = re.compile(r"http://localhost/join/([\w-]+)")


def number(session, name):
    [person] = rows(session, Person, Person.email == f"{name}@example.org")
    return person.id


def office(session, name):
    return rows(session, Membership, Membership.person_id == number(session, name))[0]


def test_a_delegation_is_added_and_changed(noor, session):
    assert post(noor, "/admin/delegations", BUSAN).status_code == 303
    changed = BUSAN | {"status": "provisional"}
    assert post(noor, "/admin/delegations/busan", changed).status_code == 303

    [busan] = rows(session, Delegation, Delegation.slug == "busan")
    assert (busan.country, busan.status) == ("KR", DelegationStatus.PROVISIONAL)


@pytest.mark.parametrize(
    "change", [{"name": "Dakar"}, {"name": ""}, {"kind": "planet"}, {"country": "K1"}]
)
def test_a_delegation_that_cannot_be_comes_back(noor, session, change):
    for path in ("/admin/delegations", "/admin/delegations/lima"):
        assert post(noor, path, BUSAN | change).status_code == 422
    assert len(rows(session, Delegation)) == 5


def test_only_the_initials_of_a_delegation_are_optional_and_its_country_is_listed_by_name(noor):
    page = noor.get("/admin/delegations").text

    assert page.count("(optional)") == 1
    assert '<option value="">None: several countries</option>' in page
    assert '<option value="FR">France</option>' in page
    assert '<option value="DE">Allemagne</option>' in noor.get("/admin/delegations?ui=fr").text


def test_a_person_is_invited_and_the_link_shown_once(noor, session):
    answer = post(noor, "/admin/people/invitation", RANIA | {"delegation": "0"})

    assert answer.status_code == 200
    [token] = LINK.findall(answer.text)
    assert noor.get(f"/join/{token}").status_code == 200
    page = noor.get(f"/admin/people/{number(session, 'rania')}").text
    assert token not in page
    assert office(session, "rania").post is Post.MEMBER


def test_a_person_is_invited_into_a_delegation(noor, session, cast):
    amman = cast.delegations["amman"].id
    fields = RANIA | {"post": "head", "delegation": str(amman)}

    assert post(noor, "/admin/people/invitation", fields).status_code == 200

    assert office(session, "rania").delegation_id == amman
    assert office(session, "rania").may_submit


@pytest.mark.parametrize(
    "change",
    [{"email": "nobody"}, {"email": "amina@example.org"}, {"post": "head"}, {"post": "king"}],
)
def test_an_invitation_that_cannot_be_comes_back(noor, session, change):
    answer = post(noor, "/admin/people/invitation", RANIA | {"delegation": "0"} | change)

    assert answer.status_code == 422
    assert 'value="Rania"' in answer.text


def test_a_name_and_an_address_are_corrected(noor, session, cast):
    path = f"/admin/people/{number(session, 'amina')}"

    answer = post(noor, path, {"name": "Amina N.", "email": "a.n@example.org", "language": "fr"})
    assert answer.status_code == 303
    assert "Amina N." in noor.get("/admin/people").text

    taken = {"name": "Amina", "email": "luis@example.org", "language": ""}
    assert post(noor, path, taken).status_code == 422


def test_an_account_is_switched_off_and_on(noor, session):
    path = f"/admin/people/{number(session, 'amina')}/account"

    assert post(noor, f"{path}/closing").status_code == 303
    assert not rows(session, Person, Person.name == "Amina")[0].active
    assert post(noor, f"{path}/closing").status_code == 422
    assert post(noor, f"{path}/opening").status_code == 303
    assert rows(session, Person, Person.name == "Amina")[0].active


def test_the_last_secretary_stays(noor, session):
    path = f"/admin/people/{number(session, 'noor')}/account/closing"

    answer = post(noor, path)

    assert answer.status_code == 422
    assert "the last active secretariat account" in answer.text


def test_offices_are_given_and_ended(noor, session, cast):
    lima = cast.delegations["lima"].id
    path = f"/admin/people/{number(session, 'ole')}/offices"

    assert post(noor, path, {"post": "head", "delegation": lima}).status_code == 303
    given = rows(session, Membership, Membership.delegation_id == lima)[-1]
    assert given.post is Post.HEAD
    assert post(noor, path, {"post": "head", "delegation": lima}).status_code == 422
    assert post(noor, f"/admin/offices/{given.id}/ending").status_code == 303
    assert post(noor, f"/admin/offices/{given.id}/ending").status_code == 404


def test_an_office_that_does_not_exist_is_not_given(noor, session):
    path = f"/admin/people/{number(session, 'ole')}/offices"

    assert post(noor, path, {"post": "king", "delegation": "0"}).status_code == 422
    assert post(noor, path, {"post": "head", "delegation": "x"}).status_code == 422


def test_the_right_to_submit_is_given_and_taken(noor, session):
    path = f"/admin/offices/{office(session, 'eleni').id}/submit-right"

    assert post(noor, path).status_code == 303
    assert office(session, "eleni").may_submit
    assert post(noor, f"{path}/end").status_code == 303
    assert not office(session, "eleni").may_submit


def test_a_new_link_replaces_the_earlier_one(noor, session):
    path = f"/admin/people/{number(session, 'amina')}/link"

    first = LINK.search(post(noor, path).text)[1]
    asked = valid(post(noor, path))
    assert "Replace 1 link?" in asked
    assert LINK.search(asked) is None
    assert [row.replaced_at for row in rows(session, Invitation)] == [None]
    second = LINK.search(post(noor, path, {"confirmed": "yes"}).text)[1]

    assert first != second
    assert [row.replaced_at is None for row in rows(session, Invitation)] == [False, True]


def test_links_for_a_mail_merge_are_a_table(noor, session):
    chosen = {"person": [number(session, "amina"), number(session, "marie")]}

    answer = post(noor, "/admin/links/mail-merge", chosen)

    assert "2 links made at" in answer.text
    name, media_type, content = carried_file(answer.text)
    assert (name, media_type) == ("links.csv", "text/csv")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["name"] for row in table] == ["Amina", "Marie"]
    assert table[0]["delegation"] == "Dakar"
    assert table[0]["office"] == "Head of delegation"
    assert LINK.fullmatch(table[0]["link"])
    assert post(noor, "/admin/links/mail-merge", {}).status_code == 422


def test_it_is_asked_before_a_link_is_replaced(noor, session):
    chosen = {"person": [number(session, "amina"), number(session, "marie")]}
    post(noor, "/admin/links/mail-merge", {"person": chosen["person"][:1]})

    asked = valid(post(noor, "/admin/links/mail-merge", chosen))

    assert "Replace 1 link?" in asked
    assert "Make 2 links" in asked
    assert len(rows(session, Invitation)) == 1
    made = valid(post(noor, "/admin/links/mail-merge", chosen | {"confirmed": "yes"}))
    assert "2 links made at" in made
    assert "Amina, Marie" in made
    assert [row.replaced_at is None for row in rows(session, Invitation)] == [False, True, True]


def test_who_never_used_a_link_is_listed_for_a_reminder(noor, session):
    session.execute(sa.update(Person).values(password_hash=""))
    session.get_one(Person, number(session, "luis")).password_hash = "x"
    session.commit()
    names = ("amina", "luis")
    post(noor, "/admin/links/mail-merge", {"person": [number(session, name) for name in names]})

    page = valid(noor.get("/admin/people?show=unused"))
    table = noor.get("/admin/people/table?show=unused")

    assert ("amina@example.org" in page, "luis@example.org" in page) == (True, False)
    assert "marie@example.org" not in page
    assert table.mimetype == "text/csv"
    [amina] = csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")))
    assert (amina["Name"], amina["Delegation"]) == ("Amina", "Dakar")
    assert "marie@example.org" in noor.get("/admin/people/table").text


def test_who_reads_in_another_language_gets_a_file_in_it(noor, session, clock):
    for name, language in (("amina", "fr"), ("luis", "es"), ("marie", "")):
        session.get_one(Person, number(session, name)).language = language
        session.commit()
    names = ("amina", "luis", "marie")

    answer = post(
        noor, "/admin/links/mail-merge", {"person": [number(session, name) for name in names]}
    )

    name, media_type, content = carried_file(answer.text)
    assert (name, media_type) == ("links.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    heads = {name: text.splitlines()[0] for name, text in files.items()}
    assert heads == {
        "links-en.csv": "name,email,delegation,office,language,link,expires,expires_on",
        "links-es.csv": "nombre;correo;delegación;cargo;idioma;enlace;caduca;caduca_el",
        "links-fr.csv": "nom;courriel;délégation;fonction;langue;lien;expire;expire_le",
    }
    (french,) = csv.DictReader(io.StringIO(files["links-fr.csv"]), delimiter=";")
    assert french["fonction"] == "Chef/cheffe de délégation"
    date = (clock.now + accounts.LIFETIME).date()
    assert french["expire_le"] == date.isoformat()
    assert french["expire"].startswith(format_date(date, "long", locale="fr"))


def test_the_secretariat_sees_who_asks_for_a_link_and_answers(noor, session):
    accounts.request_link(session, "amina@example.org", at=NOON)
    unknown = accounts.request_link(session, "nobody@example.org", at=NOON).id
    session.commit()
    page = noor.get("/admin/links").text
    assert "amina@example.org" in page
    assert "nobody@example.org" in page

    post(noor, f"/admin/people/{number(session, 'amina')}/link")
    assert post(noor, f"/admin/links/requests/{unknown}/dismissal").status_code == 303

    assert all(row.answered_at for row in rows(session, LinkRequest))
    assert "No requests." in noor.get("/admin/links").text


def test_making_somebody_anonymous_is_said_first_then_done(noor, session):
    path = f"/admin/people/{number(session, 'amina')}/anonymity"

    assert "This cannot be undone." in noor.get(path).text
    assert post(noor, path).status_code == 303

    page = noor.get("/admin/people").text
    assert "Amina" not in page
    gone = rows(session, Person, Person.anonymised_at.is_not(None))
    assert [person.email for person in gone] == [None]
    assert noor.get(f"/admin/people/{gone[0].id}").status_code == 200


def test_capacities_of_people_are_named(noor):
    page = noor.get("/admin/people").text

    assert "Chair of the drafting committee" in page
    assert "Head of delegation, Dakar" in page


def test_credentials_are_accepted_in_the_list_where_they_matter(client, session, cast):
    for slug in ("dakar", "lima"):
        cast.delegations[slug].status = DelegationStatus.PROVISIONAL
    session.commit()
    enter(client, "noor")
    address = "/admin/delegations/credentials"
    assert address not in client.get("/admin/delegations").text
    cast.conference.procedure = Procedure.CREDENTIALS
    session.commit()
    page = client.get("/admin/delegations").text
    assert "Accept all provisional credentials" in page

    chosen = {"delegation": ["dakar", "lima"], "status": "accepted"}
    assert post(client, address, chosen).status_code == 303
    assert "Accept all" not in client.get("/admin/delegations").text
    for slug, status, answered in (("dakar", "royal", 422), ("atlantis", "accepted", 404)):
        answer = post(client, address, {"delegation": slug, "status": status})
        assert answer.status_code == answered
    session.expire_all()
    assert cast.delegations["dakar"].status is DelegationStatus.ACCEPTED
