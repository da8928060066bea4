"""The language of the pages, and times in words."""

from datetime import UTC, date, datetime

import pytest

from declaration.web.frame import moments
from declaration.web.frame.language import chosen
from models.people import Person
from tests.support.enter import enter, post

EVENING = datetime(2017, 11, 10, 17, 0, tzinfo=UTC)  # 18:00 in Mechelen


def language(client, path="/sign-in", **options):
    page = client.get(path, **options).text
    return page.split('<html lang="')[1][:2]


def test_without_a_wish_the_pages_are_english(client, cast):
    assert language(client) == "en"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("fr-CA, en;q=0.5", "fr"), ("es", "es"), ("de, nl", "en"), ("", "en"), ("\x7f;q=x", "en")],
)
def test_the_browser_is_listened_to(client, cast, accepted, expected):
    assert language(client, headers={"Accept-Language": accepted}) == expected


def test_a_wish_in_the_address_is_remembered(client, cast):
    assert language(client, "/sign-in?ui=es") == "es"
    assert language(client, headers={"Accept-Language": "fr"}) == "es"


@pytest.mark.parametrize("wish", ["de", "", "EN", "es' --", "%00"])
def test_a_wish_for_an_unknown_language_is_passed_over(client, cast, wish):
    assert language(client, f"/sign-in?ui={wish}", headers={"Accept-Language": "fr"}) == "fr"


def test_the_accounts_language_comes_before_the_browsers(client, session, cast):
    cast.people["amina"].language = "fr"
    session.commit()
    enter(client, "amina")

    assert language(client, "/account", headers={"Accept-Language": "es"}) == "fr"
    assert language(client, "/account?ui=en") == "en"


def test_the_texts_language_does_not_touch_the_pages(client, cast):
    assert language(client, "/sign-in?lang=es") == "en"


def test_each_language_is_a_link_to_the_same_page(client, cast):
    page = client.get("/sign-in?next=/account&ui=en&lang=fr").text

    assert 'href="/sign-in?next=%2Faccount&amp;lang=fr&amp;ui=es"' in page


def test_after_a_form_that_came_back_the_links_lead_to_its_page(client, cast):
    enter(client, "amina")

    page = post(client, "/account/password", {"password": ""}).text

    assert 'href="/?ui=es"' in page


def test_outside_of_a_request_there_is_english(app):
    with app.app_context():
        assert chosen() == "en"


def test_addresses_do_not_carry_the_language(client, cast):
    page = client.get("/sign-in?ui=es").text

    assert "ui=" not in page.split("<main")[1]


@pytest.fixture
def seen(own_app, cast):
    """Show a moment to somebody: ``seen("amina", "fr")``."""

    def show(moment=EVENING):
        return f"{moments.when(moment)}|{moments.day(moment)}"

    own_app.add_url_rule("/when", "when", show)

    def look(name=None, ui="en"):
        client = own_app.test_client()
        if name:
            enter(client, name)
        return client.get(f"/when?ui={ui}").text.split("|")

    return look


@pytest.mark.parametrize(
    ("ui", "expected"),
    [
        ("en", "10 November 2017"),
        ("es", "10 de noviembre de 2017"),
        ("fr", "10 novembre 2017"),
    ],
)
def test_a_moment_is_said_in_the_conferences_time(seen, ui, expected):
    moment, day = seen(ui=ui)

    assert day == expected
    assert moment.startswith(expected)
    assert moment.endswith("18:00")


def put_into(session, cast, zone):
    session.get(Person, cast.people["amina"].id).time_zone = zone
    session.commit()


def test_the_accounts_time_stands_beside(session, cast, seen):
    put_into(session, cast, "Africa/Dakar")

    assert seen("amina")[0] == "10 November 2017, 18:00 (17:00 your time)"


def test_another_day_is_said_whole(session, cast, seen):
    put_into(session, cast, "Pacific/Auckland")

    assert seen("amina")[0] == "10 November 2017, 18:00 (11 November 2017, 06:00 your time)"


def test_the_same_time_is_said_once(session, cast, seen):
    put_into(session, cast, "Europe/Paris")

    assert seen("amina")[0] == "10 November 2017, 18:00"


def test_a_zone_that_is_none_reads_as_utc(session, cast, seen):
    cast.conference.time_zone = "Nowhere/At all"
    session.commit()

    assert seen()[0] == "10 November 2017, 17:00"


def test_a_moments_day_is_that_of_the_conference(session, cast, app):
    with app.test_request_context():
        assert moments.day(datetime(2017, 11, 10, 23, 30, tzinfo=UTC)) == "11 November 2017"
        assert moments.day(date(2017, 11, 16)) == "16 November 2017"


def test_the_script_sets_the_browsers_time_where_the_account_has_none(client, session, cast):
    enter(client, "amina")
    assert 'data-zone="Europe/Brussels"' in client.get("/account").text

    put_into(session, cast, "Africa/Dakar")

    assert 'data-zone=""' in client.get("/account").text


def test_days_of_one_month_name_it_once(app, cast):
    with app.test_request_context():
        assert moments.period(date(2017, 11, 16), date(2017, 11, 17)) == "16–17 November 2017"
        period = moments.period(date(2017, 11, 30), date(2017, 12, 1))
        assert period == "30 November 2017 – 1 December 2017"
