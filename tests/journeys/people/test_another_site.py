"""A page of another site sends forms here: nobody is signed out by it, and nothing is done."""

import pytest
import sqlalchemy as sa

from models.people import Person
from tests.support.browser import served
from tests.support.enter import token
from tests.support.visitors import sign_in

pytestmark = pytest.mark.usefixtures("passwords")
PAGE = """<!DOCTYPE html><title>Another site</title>
<form method="post" action="{url}{path}">
  <input name="csrf_token" value="{token}"><input name="language" value="fr">
  <input name="time_zone" value=""><button>Win</button>
</form>"""


class OtherSite:
    """What answers at the other address: a page with one form, whatever is asked for."""

    page = ""

    def __call__(self, _environ, start):
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [self.page.encode()]


@pytest.fixture
def other_site(app, site):
    """The address of another site, on another port; it sends to a path of ours that is put in.

    Its form brings a token that is good for whoever is signed out, as anybody can fetch it.
    """
    other = OtherSite()

    def sending_to(path):
        other.page = PAGE.format(url=site, path=path, token=token(app.test_client()))
        return url

    with served(other) as url:
        yield sending_to


@pytest.fixture
def amina(visit):
    page = visit()
    sign_in(page, "amina")
    return page


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])  # same-site, and cross-site
@pytest.mark.parametrize("path", ["/sign-out", "/account"])
def test_another_site_signs_nobody_out_and_changes_nothing(amina, session, other_site, name, path):
    amina.goto(other_site(path).replace("127.0.0.1", name))
    with amina.expect_response(lambda answer: answer.request.method == "POST") as answered:
        amina.get_by_role("button", name="Win").click()

    assert answered.value.status == 400
    assert "set-cookie" not in answered.value.headers
    amina.goto("/account")
    assert amina.url.endswith("/account"), "still signed in"
    session.rollback()
    languages = session.scalars(sa.select(Person.language)).all()
    assert set(languages) == {""}


def test_our_own_page_signs_out(amina, site):
    amina.goto("/account")

    amina.locator("form[action='/sign-out']").evaluate("form => form.requestSubmit()")
    amina.wait_for_url(f"{site}/")
    amina.goto("/account")

    assert "/sign-in" in amina.url
