import re

import pytest

from declaration.formats.pasted import folded
from declaration.web.secretariat import columns
from models.people import Delegation, Membership, Person
from models.vocabulary import DelegationKind, DelegationStatus, Post, WorldRegion
from tests.support.enter import post
from tests.support.secretariat import rows


def post_of(session, name):
    [person] = rows(session, Person, Person.name == name)
    return rows(session, Membership, Membership.person_id == person.id)[0].post


def test_a_table_of_delegations_is_shown_line_by_line_then_added(noor, session):
    pasted = "name;kind;country;region\nBusan;city;KR;Asia and the Pacific\nDakar;city;SN;africa\n"

    page = post(noor, "/admin/delegations/import", {"pasted": pasted})
    assert page.status_code == 200
    assert "“Dakar” already exists." in page.text
    assert "1 line cannot be imported" in page.text
    assert len(rows(session, Delegation)) == 5

    done = post(noor, "/admin/delegations/import", {"pasted": pasted, "confirmed": "yes"})
    assert done.status_code == 303
    assert [delegation.name for delegation in rows(session, Delegation)][-1] == "Busan"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("\tcity\tKR\teurope", "“Name” is missing."),
        ("Busan\tplanet\tKR\teurope", "“planet” is not recognised."),
        ("Busan\tcity\tKorea\teurope", "two capital letters"),
        ("Busan\tcity\tKR\tMars", "“Mars” is not recognised."),
        ("x" * 201 + "\tcity\tKR\teurope", "This is too long."),
    ],
)
def test_each_line_says_what_is_wrong_with_it(noor, line, problem):
    page = post(noor, "/admin/delegations/import", {"pasted": line})

    assert page.status_code == 200
    assert problem in page.text


@pytest.mark.parametrize(
    ("heads", "line"),
    [
        ("name;kind;country;world_region;status", "Busan;city;KR;asia_pacific;accepted"),
        (
            "Name;Kind;Country;World region;Credentials",
            "Busan;City;KR;Asia and the Pacific;Credentials accepted",
        ),
        (
            "Nombre;Tipo;País;Región del mundo;Credenciales",
            "Busan;Ciudad;KR;Asia y el Pacífico;Credenciales aceptadas",
        ),
        (
            "Name;Type;Country;Region of the world;Credentials",
            "Busan;City;KR;Asia and the Pacific;Accepted credentials",
        ),
        ("NOMBRE;TIPO;PAIS;REGION;ESTADO", "Busan;CIUDAD;KR;ASIA Y EL PACIFICO;ACEPTADAS"),
        (
            "Nom;Type;Pays;Région du monde;Pouvoirs",
            "Busan;Ville;KR;Asie et Pacifique;Pouvoirs acceptés",
        ),
        ("Pouvoirs;Région;Pays;Type;Délégation", "acceptés;asie et pacifique;kr;ville;Busan"),
    ],
)
@pytest.mark.parametrize("reader", ["en", "es", "fr"])
def test_a_table_of_delegations_is_read_in_every_language(noor, session, reader, heads, line):
    noor.get(f"/admin?ui={reader}")

    post(noor, "/admin/delegations/import", {"pasted": f"{heads}\n{line}", "confirmed": "yes"})

    [busan] = rows(session, Delegation, Delegation.name == "Busan")
    assert busan.kind is DelegationKind.CITY
    assert busan.world_region is WorldRegion.ASIA_PACIFIC
    assert busan.status is DelegationStatus.ACCEPTED


@pytest.mark.parametrize(
    ("office", "names"),
    [
        (Post.HEAD, ["head", "Head of delegation", "jefa", "Chef/cheffe de délégation"]),
        (Post.HEAD, ["Jefatura", "Chef de délégation"]),
        (Post.ALTERNATE, ["alternate", "Suplente", "suppleante", "Suppléant/e"]),
        (Post.ADVISER, ["", "advisor", "Asesora", "asesor/a", "conseiller", "Conseillère"]),
        (Post.CHAIR, ["chair", "Presidencia", "PRÉSIDENTE", "Présidence du comité de rédaction"]),
        (Post.MEMBER, ["member", "Integrante", "membre"]),
        (Post.OFFICER, ["officer", "Secretariat", "secretaria", "secrétariat", "Responsable"]),
        (Post.OFFICER, ["Responsable de la secretaría", "Responsable du secrétariat"]),
        (Post.OFFICER, ["Integrante de la secretaría", "Membre du secrétariat"]),
        (Post.OBSERVER, ["observer", "Accredited observer", "observadora", "Observateur"]),
    ],
)
def test_an_office_is_known_by_its_names_in_every_language(noor, session, office, names):
    rooms = [f"A{n}" for n, _name in enumerate(names)]
    table = "\n".join(["name;region", *(f"{room};africa" for room in rooms)])
    post(noor, "/admin/delegations/import", {"pasted": table, "confirmed": "yes"})
    lines = zip(rooms, names, strict=True)
    people = "\n".join(f"P{room};{room}@example.org;{room};{name}" for room, name in lines)

    post(noor, "/admin/people/import", {"pasted": people, "confirmed": "yes"})

    assert [post_of(session, f"P{room}") for room in rooms] == [office] * len(names)


@pytest.mark.parametrize(
    ("heads", "wish"),
    [
        ("Name;E-mail address;Delegation;Office;Language", "French"),
        ("Nombre;Correo electrónico;Delegación;Cargo;Idioma", "francés"),
        ("nom;courriel;delegation;fonction;langue des pages", "Français"),
        ("name;email;delegation;office;language", "fr"),
        ("Name;Email address;Delegation;Role;Display language", "French"),
        ("Name;E-mail address;Delegation;Office;Language of the pages", "French"),
        ("Nombre;Correo electrónico;Delegación;Cargo;Idioma de las páginas", "francés"),
    ],
)
def test_a_table_of_people_is_read_in_every_language(noor, session, heads, wish):
    pasted = f"{heads}\nRania;rania@example.org;Amman;head;{wish}"

    post(noor, "/admin/people/import", {"pasted": pasted, "confirmed": "yes"})

    assert post_of(session, "Rania") is Post.HEAD
    assert rows(session, Person, Person.name == "Rania")[0].language == "fr"


@pytest.mark.parametrize(
    ("reader", "kind", "heads", "missing"),
    [
        ("en", "delegations", ["Name", "Type", "Country"], "“Name” is missing."),
        ("es", "delegations", ["Nombre", "Tipo", "País"], "Falta el valor de «Nombre»."),
        ("fr", "delegations", ["Nom", "Type", "Pays"], "Aucune valeur pour « Nom »."),
        ("es", "people", ["Nombre", "Correo electrónico", "Cargo"], "Falta el valor de «Nombre»."),
        ("fr", "people", ["Nom", "Adresse électronique"], "Aucune valeur pour « Nom »."),
    ],
)
def test_what_was_read_is_shown_in_the_reader_s_language(noor, reader, kind, heads, missing):
    noor.get(f"/admin?ui={reader}")

    page = post(noor, f"/admin/{kind}/import", {"pasted": "\tx\tKR"}).text

    named = [" ".join(head.split()) for head in re.findall(r"<th[^>]*>([^<]*)</th>", page)]
    assert set(heads) <= set(named)
    assert missing.replace(" »", "\xa0»").replace("« ", "«\xa0") in page or missing in page


@pytest.mark.parametrize("listed", [columns.DELEGATIONS, columns.PEOPLE])
def test_no_head_stands_for_two_columns(app, listed):
    with app.test_request_context("/"):
        heads = [head for _key, *heads in columns.names(listed) for head in heads]

    assert sorted(set(heads)) == sorted(heads)


@pytest.mark.parametrize("vocabulary", [DelegationKind, DelegationStatus, WorldRegion, Post])
def test_no_name_stands_for_two_members(app, vocabulary):
    called = {}
    with app.test_request_context("/"):
        for member, name in columns.name_members(vocabulary):
            called.setdefault(folded(name), set()).add(member)

    assert set(vocabulary) == set.union(*called.values())
    assert all(len(members) == 1 for members in called.values())


@pytest.mark.parametrize("path", ["/admin/delegations/import", "/admin/people/import"])
@pytest.mark.parametrize("pasted", ["", "a\x00b", "a\n" * 1_001])
def test_a_table_that_is_no_table_is_refused(noor, path, pasted):
    assert post(noor, path, {"pasted": pasted}).status_code == 422


def test_a_table_of_people_is_shown_line_by_line_then_invited(noor, session):
    pasted = (
        "email,name,delegation,office\n"
        "rania@example.org,Rania,Amman,head\n"
        "omar@example.org,Omar,Amman,head\n"
        "awa@example.org,Awa,Dakar,adviser\n"
        "li@example.org,Li,Atlantis,head\n"
        "obs@example.org,Obs,,observer\n"
    )

    page = post(noor, "/admin/people/import", {"pasted": pasted}).text
    assert "This delegation already has a head" in page
    assert "“awa@example.org” already exists." in page
    assert "No delegation is called “Atlantis”." in page
    assert "3 lines cannot be imported" in page
    before = len(rows(session, Person))

    done = post(noor, "/admin/people/import", {"pasted": pasted, "confirmed": "yes"})
    assert done.location == "/admin/links"
    assert len(rows(session, Person)) == before + 2


@pytest.mark.parametrize("kind", ["delegations", "people"])
def test_a_table_of_too_many_lines_says_how_many(noor, kind):
    answer = post(noor, f"/admin/{kind}/import", {"pasted": "a\n" * 1_001})

    assert "This has 1001 lines; the maximum is 1000." in answer.text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Lyon\tTown\tFrance\tEurope", "FR"),
        ("Lyon\tVille\tFrancia\tEuropa", "FR"),
        ("Lyon\tmunicipality\tfrance\tEurope", "FR"),
        ("Cebu\tcity\tFilipinas\tAsia", "PH"),
        ("Busan\tcity\tCorée du Sud\tAsie", "KR"),
    ],
)
def test_names_that_people_use_are_understood(noor, session, line, shown):
    post(noor, "/admin/delegations/import", {"pasted": line, "confirmed": "yes"})

    added = rows(session, Delegation)[-1]
    assert (added.name, added.country) == (line.split("\t")[0], shown)


@pytest.mark.parametrize(
    ("line", "nearest"),
    [("Lyon\tCitty\tFR\tEurope", "city"), ("Lyon\tcity\tFrnace\tEurope", "france")],
)
def test_what_is_not_known_names_the_nearest(noor, line, nearest):
    page = post(noor, "/admin/delegations/import", {"pasted": line}).text

    assert f"Did you mean “{nearest}”?" in page


OFFER = re.compile(r'<select name="([^"]+)"\s+form="taken".*?</select>', re.DOTALL)
OPTION = re.compile(r"<option>([^<]*)</option>")


def offers(page):
    """Return what each cell that is not known may say instead, by the name of its field."""
    return {match[1]: OPTION.findall(match[0]) for match in OFFER.finditer(page.text)}


@pytest.mark.parametrize(
    ("line", "field", "nearest"),
    [
        ("Lyon\tCitty\tFR\tEurope", "choice-1-kind", "City"),
        ("Lyon\tcity\tFrnace\tEurope", "choice-1-country", "France"),
        ("Lyon\tcity\tFR\tEuropean", "choice-1-world_region", "Europe"),
    ],
)
def test_a_known_value_can_be_chosen_for_one_that_is_not_the_nearest_first(
    noor, session, line, field, nearest
):
    path = "/admin/delegations/import"
    shown = post(noor, path, {"pasted": line})
    assert offers(shown)[field][0] == nearest
    assert 'value="" selected' in shown.text, "nothing is taken that nobody chose"

    again = post(noor, path, {"pasted": line, field: nearest})
    assert "Will be imported" in again.text
    assert f'name="{field}"' in again.text, "the choice goes along"
    done = post(noor, path, {"pasted": line, field: nearest, "confirmed": "yes"})

    assert done.status_code == 303
    [lyon] = rows(session, Delegation, Delegation.name == "Lyon")
    assert (lyon.kind, lyon.country, lyon.world_region) == ("city", "FR", "europe")


def test_a_delegation_and_an_office_are_chosen_one_after_the_other(noor, session):
    path, sent = "/admin/people/import", {"pasted": "Li\tli@example.org\tDakkar\tAdviserr"}
    assert offers(post(noor, path, sent))["choice-1-office"][0] == "Adviser"

    sent |= {"choice-1-office": "Adviser", "confirmed": "yes"}
    asked = post(noor, path, sent)
    assert asked.status_code == 200, "the delegation was not asked for yet"
    assert offers(asked)["choice-1-delegation"][0] == "Dakar"

    done = post(noor, path, sent | {"choice-1-delegation": "Dakar"})
    assert done.status_code == 303
    assert post_of(session, "Li") is Post.ADVISER


def test_a_line_for_which_nothing_is_chosen_is_left_out(noor, session):
    before = len(rows(session, Person))
    pasted = "Li\tli@example.org\tDakkar\tadviser\nBo\tbo@example.org\tDakar\tadviser"
    sent = {"pasted": pasted, "choice-1-delegation": "", "confirmed": "yes"}

    assert post(noor, "/admin/people/import", sent).status_code == 303
    assert [person.name for person in rows(session, Person)[before:]] == ["Bo"]


def test_a_choice_that_leads_to_another_problem_is_shown_and_then_left_out(noor, session):
    before = len(rows(session, Person))
    pasted = "Li\tli@example.org\tDakar\theadd\nBo\tbo@example.org\tDakar\tadviser"
    sent = {"pasted": pasted, "choice-1-office": "Head of delegation", "confirmed": "yes"}

    shown = post(noor, "/admin/people/import", sent)
    assert "already has a head" in shown.text
    assert len(rows(session, Person)) == before

    kept = dict(re.findall(r'name="(choice-[^"]*)"\s+value="([^"]*)"', shown.text))
    assert post(noor, "/admin/people/import", sent | kept).status_code == 303
    assert [person.name for person in rows(session, Person)[before:]] == ["Bo"]


@pytest.mark.parametrize("value", ["Atlantis", "<b>", "x" * 300, "a\x00b"])
def test_a_choice_that_nobody_offered_is_no_value(noor, session, value):
    sent = {"pasted": "Lyon\tCitty\tFR\tEurope", "choice-1-kind": value, "choice-9-kind": "city"}
    before = len(rows(session, Delegation))

    assert post(noor, "/admin/delegations/import", sent | {"confirmed": "yes"}).status_code == 303
    assert len(rows(session, Delegation)) == before


def test_a_person_who_stands_twice_in_a_list_gets_both_offices(noor, session):
    before = len(rows(session, Person))
    pasted = (
        "email,name,delegation,office\n"
        "mailto:Li@example.org,Li,Atlantis,adviser\n"
        "mailto:Li@example.org,Li,Amman,adviser\n"
        "Li <li@example.org>,Li,Dakar,adviser\n"
        "li@example.org,Li,Dakar,adviser\n"
    )

    page = post(noor, "/admin/people/import", {"pasted": pasted}).text
    assert "2 lines cannot be imported" in page
    post(noor, "/admin/people/import", {"pasted": pasted, "confirmed": "yes"})

    people = rows(session, Person)
    assert len(people) == before + 1
    assert people[-1].email == "li@example.org"
    offices = [held for held in rows(session, Membership) if held.person_id == people[-1].id]
    assert len(offices) == 2
