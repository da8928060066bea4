import pytest
import sqlalchemy as sa

from declaration.actions.publishing import revisions as publishing
from declaration.actions.publishing.revisions import Publication
from declaration.queries.publishing import revisions as published
from models.document import Adoption, Revision, Supersession
from models.vocabulary import Stage, SuggestionKind
from tests.support.committee import fill, statements
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, insert
from tests.support.enter import enter, post
from tests.support.valid import valid

PUBLISH = "/d/declaration/publish"
ADOPT = "/d/declaration/adoption"
WRONG = "/d/declaration/revisions/rev-1/supersession"
RECORD = {
    "revision": "rev-1",
    "adopted_on": "2017-10-02",
    "place": "Mechelen",
    "method": "acclamation",
}


@pytest.fixture
def changed(session, cast, client):
    """A text with a decision, an insertion and a deletion since the zero draft."""
    client.application.config["CLOCK"] = lambda: LATER
    accept(session, cast, ask(session, cast, FIRST))
    accept(session, cast, insert(session, cast, "We will listen."))
    accept(session, cast, ask(session, cast, form=SuggestionKind.DELETE, paragraph="services"))
    session.commit()
    return cast


@pytest.fixture
def printed(session, changed):
    publication = Publication("Rev. 1")
    revision = publishing.publish(session, changed.marie, changed.document, publication, at=LATER)
    session.commit()
    return revision


def revisions(session):
    session.rollback()
    return session.scalars(sa.select(Revision.label).order_by(Revision.ordinal)).all()


def test_the_preview_shows_what_changes_and_what_stays_open(session, changed, client):
    ask(session, changed, OTHER, by="luis")
    session.commit()
    enter(client, "marie")

    page = valid(client.get(PUBLISH))

    assert "1 pending suggestion carries over" in page
    assert "0 comments carry over" in page
    assert "We will listen." in page
    assert "Old and new numbers" in page
    assert 'value="Rev. 1"' in page


def test_publishing_asks_once_more_and_leads_to_the_revision(session, changed, client):
    enter(client, "marie")
    sent = {"label": "Rev. 1", "symbol": "L.1/Rev.1"}

    page = valid(post(client, PUBLISH, sent, shown=PUBLISH))
    assert "Publish Rev. 1?" in page
    assert "This cannot be undone." in page
    assert 'name="symbol" value="L.1/Rev.1"' in page
    assert revisions(session) == ["Zero draft"]
    response = post(client, PUBLISH, sent | {"confirmed": "yes"}, shown=PUBLISH)

    assert response.location.endswith("/d/declaration/revisions/rev-1")
    assert revisions(session) == ["Zero draft", "Rev. 1"]
    assert client.get(response.location).status_code == 200


def test_a_text_changed_since_the_preview_is_shown_again_with_what_was_typed(
    session, changed, client
):
    enter(client, "marie")
    sent = {"label": "Rev. 1", "cover_note": "Our thanks.", "seen": "1"}

    page = valid(post(client, PUBLISH, sent, shown=PUBLISH), 409)

    assert "The text has changed in the meantime" in page
    assert "Our thanks." in page
    assert revisions(session) == ["Zero draft"]


@pytest.mark.parametrize("label", ["", " ", "x" * 81, "bell \x07"])
def test_a_label_is_needed(session, changed, client, label):
    enter(client, "marie")

    assert valid(post(client, PUBLISH, {"label": label}, shown=PUBLISH), 422)
    assert revisions(session) == ["Zero draft"]


def test_without_a_change_there_is_nothing_to_publish(session, cast, client):
    enter(client, "marie")

    assert "There is nothing to publish" in valid(client.get(PUBLISH))
    assert valid(post(client, PUBLISH, {"label": "Rev. 1"}, shown=PUBLISH), 422)


def test_the_chair_publishes_and_nobody_else(session, changed, client):
    assert client.get(PUBLISH).status_code == 303
    for name in ("amina", "ole"):
        enter(client, name)
        assert client.get(PUBLISH).status_code == 404
        assert post(client, PUBLISH, {"label": "Rev. 1"}).status_code == 404
    enter(client, "noor")
    assert client.get(PUBLISH).status_code == 403
    enter(client, "marie")
    assert client.post(PUBLISH, data={"label": "Rev. 1"}).status_code == 400


def test_the_preview_takes_few_statements(session, cast, client):
    enter(client, "marie")
    by_name = fill(session, cast)
    accept(session, cast, by_name["first"])
    session.commit()
    client.get(PUBLISH)
    first = statements(client, PUBLISH)
    for _ in range(6):
        accept(session, cast, insert(session, cast, "We will listen."))
        ask(session, cast, OTHER)
    session.commit()

    assert statements(client, PUBLISH) <= max(first, 12)
    assert first <= 12


def test_renumbering_maps_the_old_numbers_to_the_new(session, changed, printed):
    renumbered = published.renumbering(session, changed.zero, printed)

    numbers = [(passage.old, passage.new) for passage in renumbered]
    assert numbers == [
        ("1", "1"),
        (None, "2"),
        ("3", "3"),
        ("3 (a)", "3 (a)"),
        ("3 (b)", "3 (b)"),
        ("4", "4"),
        ("2", None),
    ]


def test_a_revision_is_marked_as_published_in_error(session, printed, client):
    enter(client, "marie")
    assert "Zero draft" in valid(client.get(WRONG))
    sent = {"right": "zero-draft", "reason": "A paragraph is missing."}

    assert valid(post(client, WRONG, {"right": "zero-draft"}, shown=WRONG), 422)
    assert post(client, WRONG, sent, shown=WRONG).status_code == 303

    session.rollback()
    assert session.scalars(sa.select(Supersession.reason)).all() == ["A paragraph is missing."]
    assert client.get(WRONG).status_code == 422
    assert "A paragraph is missing." in client.get("/d/declaration/revisions/rev-1").text


def test_only_chair_and_secretariat_mark_a_revision(session, printed, client):
    assert client.get(WRONG).status_code == 303
    enter(client, "amina")
    assert client.get(WRONG).status_code == 404
    assert post(client, WRONG, {}).status_code == 404
    enter(client, "noor")
    assert client.get(WRONG).status_code == 200
    assert client.get(WRONG.replace("rev-1", "nowhere")).status_code == 404
    assert client.post(WRONG, data={"reason": "No token."}).status_code == 400
    assert valid(post(client, WRONG, {"right": "nowhere", "reason": "R."}, shown=WRONG), 422)
    assert statements(client, WRONG) <= 12


def test_adopting_asks_again_and_then_freezes(session, changed, printed, client):
    enter(client, "noor")
    assert valid(client.get(ADOPT))

    asked = valid(post(client, ADOPT, RECORD, shown=ADOPT))
    assert "Check before you confirm" in asked
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Adoption.id))) == 0
    response = post(client, ADOPT, RECORD | {"confirmed": "rev-1"}, shown=ADOPT)

    assert response.status_code == 303
    session.rollback()
    assert changed.document.stage is Stage.ADOPTED
    assert client.get(ADOPT).status_code == 403


def test_adopting_says_first_what_lapses_and_asks_again_if_that_has_changed(
    session, changed, printed, client
):
    open_ = ask(session, changed, OTHER, by="luis")
    session.commit()
    enter(client, "noor")

    page = valid(client.get(ADOPT))
    assert "1 suggestion is undecided" in page
    assert f'href="/suggestions/{open_.number}"' in page
    assert f'name="seen" type="hidden" value="{open_.number}"' in page

    asked = valid(post(client, ADOPT, RECORD | {"seen": open_.number}, shown=ADOPT))
    assert "Yes, adopt it; 1 suggestion lapses" in asked
    ask(session, changed, "We listen.", paragraph="means", by="luis")
    session.commit()
    confirmed = RECORD | {"confirmed": "rev-1"}
    again = valid(post(client, ADOPT, confirmed | {"seen": open_.number}, shown=ADOPT), 409)
    assert "Nothing has been adopted" in again
    assert "Yes, adopt it; 2 suggestions lapse" in again
    session.rollback()
    assert changed.document.stage is Stage.CONSULTATION


def test_what_lapsed_says_so_on_its_page_in_the_list_and_in_the_news(
    session, changed, printed, client
):
    open_ = ask(session, changed, OTHER, by="luis")
    session.commit()
    enter(client, "noor")
    confirmed = RECORD | {"confirmed": "rev-1", "seen": open_.number}
    assert post(client, ADOPT, confirmed, shown=ADOPT).status_code == 303

    page = valid(enter(client, "luis").get(f"/suggestions/{open_.number}"))

    assert "Lapsed" in page
    assert "No one had decided on it when the text was adopted." in page
    assert "The committee’s decision" not in page
    news = valid(client.get("/for-you"))
    assert "Rev. 1 was adopted" in news
    assert "Lapsed" in news
    listed = valid(client.get("/d/declaration/suggestions?state=lapsed"))
    assert "1 suggestion is shown, in the order of the text." in listed


def test_a_confirmation_is_of_the_revision_that_was_asked_about(session, printed, client):
    enter(client, "noor")

    page = valid(post(client, ADOPT, RECORD | {"confirmed": "zero-draft"}, shown=ADOPT))

    assert "Check before you confirm" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": ""},
        {"place": "M" * 201},
        {"adopted_on": "soon"},
        {"adopted_on": "2030-01-01"},
        {"method": "dice"},
        {"revision": "nowhere"},
    ],
)
def test_a_record_that_cannot_be_is_told(session, printed, client, wrong):
    enter(client, "noor")
    sent = RECORD | {"confirmed": "rev-1"} | wrong

    assert valid(post(client, ADOPT, sent, shown=ADOPT), 422)


def test_only_the_secretariat_adopts(session, printed, client):
    assert client.get(ADOPT).status_code == 303
    for name in ("amina", "marie"):
        enter(client, name)
        assert client.get(ADOPT).status_code == 404
        assert post(client, ADOPT, RECORD).status_code == 404
    enter(client, "noor")
    assert client.post(ADOPT, data=RECORD).status_code == 400
    assert statements(client, ADOPT) <= 12
