"""Every page of the secretariat: works, not yours, no token, few statements."""

import pytest

from tests.support.enter import enter
from tests.support.secretariat import MOST_STATEMENTS
from tests.support.statements import statements

PAGES = [
    "/admin",
    "/admin/conference",
    "/admin/references",
    "/admin/documents",
    "/admin/documents/declaration",
    "/admin/documents/declaration/stage",
    "/admin/documents/declaration/text",
    "/admin/delegations",
    "/admin/delegations/dakar",
    "/admin/delegations/import",
    "/admin/people",
    "/admin/people/invitation",
    "/admin/people/1",
    "/admin/people/1/anonymity",
    "/admin/people/import",
    "/admin/links",
    "/admin/redaction",
    "/admin/redaction?in=paragraph&what=arrival",
    "/admin/redaction/version/1",
]
POSTS = [
    "/admin/conference",
    "/admin/conference/switches",
    "/admin/conference/debate/opening",
    "/admin/conference/debate/closing",
    "/admin/references",
    "/admin/references/1",
    "/admin/references/1/removal",
    "/admin/documents",
    "/admin/documents/order",
    "/admin/documents/declaration",
    "/admin/documents/declaration/stage",
    "/admin/documents/declaration/text/import",
    "/admin/documents/declaration/text/import/creation",
    "/admin/documents/declaration/text/insertion",
    "/admin/documents/declaration/text/p/arrival",
    "/admin/documents/declaration/text/p/arrival/place",
    "/admin/documents/declaration/text/p/arrival/removal",
    "/admin/delegations",
    "/admin/delegations/dakar",
    "/admin/delegations/import",
    "/admin/people/invitation",
    "/admin/people/1",
    "/admin/people/1/account/closing",
    "/admin/people/1/account/opening",
    "/admin/people/1/link",
    "/admin/people/1/offices",
    "/admin/people/1/anonymity",
    "/admin/people/import",
    "/admin/offices/1/ending",
    "/admin/offices/1/submit-right",
    "/admin/offices/1/submit-right/end",
    "/admin/links/mail-merge",
    "/admin/links/requests/1/dismissal",
    "/admin/redaction/version/1",
]
NOWHERE = [
    "/admin/references/99",
    "/admin/documents/none",
    "/admin/documents/none/text",
    "/admin/delegations/atlantis",
    "/admin/people/999",
    "/admin/redaction/person/1",
    "/admin/redaction/version/999",
    "/admin/people/99999999999999999999",
]


def test_the_pages_of_the_secretariat_work_in_few_statements(client, cast):
    enter(client, "noor")

    counted = {path: len(statements(client, path)) for path in PAGES}

    assert {path: n for path, n in counted.items() if n > MOST_STATEMENTS} == {}


@pytest.mark.parametrize("name", ["amina", "marie", "ole"])
def test_the_pages_of_the_secretariat_are_nobody_elses(client, cast, name):
    enter(client, name)

    assert {client.get(path).status_code for path in PAGES} == {404}


def test_signed_out_the_pages_of_the_secretariat_ask_to_sign_in(client, cast):
    assert {client.get(path).status_code for path in PAGES} == {303}


def test_the_forms_of_the_secretariat_need_their_token(client, cast):
    enter(client, "noor")

    answers = {path: client.post(path, data={"confirmed": "yes"}).status_code for path in POSTS}

    assert {path: code for path, code in answers.items() if code != 400} == {}


def test_the_first_page_leads_to_every_task(client, cast):
    page = enter(client, "noor").get("/admin").text

    for path in ("conference", "references", "documents", "delegations", "people", "links"):
        assert f'href="/admin/{path}"' in page
    assert '<option value="observer">' in page


def test_while_seeing_as_another_the_secretariat_has_no_pages(client, cast):
    enter(client, "noor", seeing="observer")

    assert client.get("/admin").status_code == 404


def test_what_is_not_there_is_not_found(client, cast):
    enter(client, "noor")

    assert {client.get(path).status_code for path in NOWHERE} == {404}
