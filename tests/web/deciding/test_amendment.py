import pytest
import sqlalchemy as sa

from models.debate import Suggestion
from models.vocabulary import Stage
from tests.support.committee import member, statements
from tests.support.desk import ARRIVAL as WORDS, FIRST, OTHER, accept, ask, lines, version, words
from tests.support.enter import enter, post
from tests.support.valid import valid

AMEND = "/d/declaration/amend"
PLACES = f"{AMEND}/places"
ON_ARRIVAL = f"{AMEND}?form=replace&paragraph=arrival"


def send(client, act="amend", **values):
    sent = {
        "form": "replace",
        "paragraph": "arrival",
        "words": FIRST,
        "reason": "A slip.",
        "language": "en",
        "act": act,
    }
    return post(client, AMEND, sent | values, shown=ON_ARRIVAL)


def test_the_committee_chooses_what_to_change(chair):
    page = valid(chair.get(PLACES))

    assert "paragraph=arrival" in page
    assert "after=means" in page


@pytest.mark.parametrize(
    "asked",
    [
        "form=replace&paragraph=arrival",
        "form=delete&paragraph=hosts",
        "form=move&paragraph=means",
        "form=insert&after=arrival",
        "form=insert",
        "paragraph=title",
    ],
)
def test_there_is_a_form_for_every_kind_of_change(chair, asked):
    assert valid(chair.get(f"{AMEND}?{asked}"))


def test_a_change_is_made_in_one_act_with_its_reason(session, cast, chair):
    response = send(chair)

    assert response.status_code == 303
    session.rollback()
    assert words(session, cast) == FIRST
    assert "The change is recorded as suggestion 1." in chair.get(response.location).text


def test_a_paragraph_is_inserted_deleted_and_moved(session, cast, chair):
    place = {"paragraph": "", "after": "means", "shape": "operative"}
    assert send(chair, form="insert", words="We thank Mechelen.", **place).status_code == 303
    assert send(chair, form="delete", paragraph="services").status_code == 303
    assert send(chair, form="move", after="means").status_code == 303

    session.rollback()
    assert lines(session, cast)[-2:] == [("4 bis", "We thank Mechelen."), ("1", WORDS)]


def test_the_change_is_shown_before_it_is_made(session, cast, chair):
    page = valid(send(chair, act="preview"))

    assert "<ins>" in page
    session.rollback()
    assert words(session, cast) == WORDS
    preview = post(chair, f"{AMEND}/preview", {"paragraph": "arrival", "words": FIRST})
    assert preview.text.count("<ins>") == 1
    long = {"paragraph": "arrival", "words": "x" * 20_001}
    assert post(chair, f"{AMEND}/preview", long).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": " "},
        {"words": ""},
        {"words": WORDS},
        {"words": "x" * 20_001},
        {"words": "bell \x07"},
        {"language": "klingon!"},
    ],
)
def test_what_cannot_be_taken_comes_back(session, cast, chair, wrong):
    page = valid(send(chair, **wrong), 422)

    assert "your text is still here" in page
    session.rollback()
    assert words(session, cast) == WORDS


def test_what_has_changed_since_is_shown_and_the_own_words_kept(session, cast, chair):
    old = version(session, cast.paragraphs["arrival"]).id
    accept(session, cast, ask(session, cast, OTHER))
    session.commit()

    page = valid(send(chair, base_version=str(old)), 409)

    assert "Someone else made a change first" in page
    assert FIRST in page
    assert f'value="{version(session, cast.paragraphs["arrival"]).id}"' in page


@pytest.mark.parametrize("promise", ["participants", "opened"])
def test_who_was_named_reads_the_change_though_the_debate_was_opened(session, cast, chair, promise):
    page = chair.get("/d/declaration/amend?form=replace&paragraph=arrival").text
    assert 'name="promise" type="hidden" value="participants"' in page
    cast.conference.debate_open = True
    session.commit()

    send(chair, promise=promise)

    assert session.scalars(sa.select(Suggestion.audience)).all() == [promise]


def test_what_is_not_there_is_not_found(chair):
    for asked in ("form=replace&paragraph=nowhere", "form=nonsense", "form=insert&after=nowhere"):
        assert chair.get(f"{AMEND}?{asked}").status_code == 404
    assert chair.get(f"{AMEND}?form=general").status_code == 422


@pytest.mark.parametrize("path", [PLACES, ON_ARRIVAL])
def test_only_those_who_release_change_the_text(session, cast, client, path):
    assert client.get(path).status_code == 303
    for name in ("amina", "noor", "ole"):
        enter(client, name)
        assert client.get(path).status_code == 404
        assert post(client, AMEND, {"paragraph": "arrival"}).status_code == 404


def test_members_and_adopted_documents_are_told_why_not(session, cast, client):
    member(session, cast, client)
    assert client.get(ON_ARRIVAL).status_code == 403
    session.commit()  # its reading is over before the other session writes
    enter(client, "marie")
    with client.session_transaction() as browser:
        browser.pop("office")
    cast.document.stage = Stage.ADOPTED
    session.commit()

    assert client.get(ON_ARRIVAL).status_code == 403


def test_changing_needs_a_token(chair):
    assert chair.post(AMEND, data={"paragraph": "arrival"}).status_code == 400


@pytest.mark.parametrize("path", [PLACES, ON_ARRIVAL])
def test_the_pages_take_few_statements(chair, path):
    assert statements(chair, path) <= 12


def test_a_browser_keeps_the_words_of_each_member_apart(cast, chair):
    assert f'data-keep="{cast.marie.person_id}:amend:' in chair.get(ON_ARRIVAL).text
