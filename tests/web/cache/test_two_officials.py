"""Two officials of one post share what is kept of a page, and nothing that differs between them."""

import gzip
import re

import pytest

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import preparations, sharing
from declaration.actions.suggesting import drafts
from declaration.actions.suggesting.amendment import Amendment
from declaration.rules import Actor
from declaration.web.frame import forms
from models.people import Membership, Person
from models.vocabulary import Outcome, SuggestionKind
from tests.support.cast import NOON
from tests.support.desk import FIRST, OTHER, ask, decide, ruling, verdict
from tests.support.enter import TOKEN, enter

MARKED = re.compile(r'name="once" value="([^"]+)"')
PAIRS = (("amina", "adama"), ("mona", "mats"))  # heads of one delegation, members of the committee
READERS = tuple(name for pair in PAIRS for name in pair)
OPEN = "/d/declaration/rolling?open=means"
PAGES = (  # that answer 304
    "/",
    "/guide",
    "/journal",
    "/d/declaration",
    "/d/declaration/journal",
    "/d/declaration/revisions",
    "/d/declaration/revisions/zero-draft",
    "/d/declaration/rolling",
    "/d/declaration/rolling?view=compilation",
    "/d/declaration/compare",
    "/d/declaration/compare/zero-draft...rolling",
    "/d/declaration/disposition",
    "/d/declaration/figures",
    "/d/declaration/p/arrival",
    "/d/declaration/p/means",
    "/d/declaration/suggestions",
    "/d/declaration/suggestions?mine=1",
    OPEN,
)
DESK = "/d/declaration/desk?show=all"
KEEPING = (
    *PAGES,
    DESK,
    "/tray",
    "/delegation",
    "/d/declaration/rolling/editor?open=means&write=replace",
)


@pytest.fixture
def debated(session, cast):
    """A debate in which one of each pair has said or begun what is theirs."""
    by = {name: cast.actors[name] for name in ("amina",)}
    for name in ("adama", "mona", "mats"):
        by[name] = seated(session, cast, name)
    for name, words in (("mona", "As Mona sees it."), ("amina", "We need them.")):
        remark = Remark(words, paragraph_id=cast.paragraphs["means"].id)
        comments.comment(session, by[name], cast.document, remark, at=NOON)
    decided = ask(session, cast, FIRST, by="luis")
    ask(session, cast, OTHER)
    asked = ask(session, cast, "We ask for means.", by="luis", paragraph="means")
    decide(session, cast, verdict(session, decided, Outcome.REJECTED, "Not here."))
    preparations.prepare(
        session,
        by["mona"],
        cast.document,
        ruling(session, verdict(session, asked), on="means", cast=cast),
        at=NOON,
    )
    mona, section = by["mona"], cast.paragraphs["states"]
    sharing.assign(session, mona, cast.document, section, mona.person_id, at=NOON)
    draft = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["means"].id, words="Begun by one."
    )
    drafts.save(session, by["amina"], cast.document, draft, at=NOON)
    session.commit()
    return by


def seated(session, cast, name):
    """Seat somebody beside a person of the cast, in the same post."""
    person = Person(name=name.title(), email=f"{name}@example.org", created_at=NOON)
    session.add(person)
    session.flush()
    of = cast.amina if name == "adama" else cast.actors["paul_member"]
    office = {
        "capacity": of.capacity,
        "post": of.post,
        "delegation_id": of.delegation_id,
        "may_submit": of.may_submit,
    }
    session.add(Membership(person_id=person.id, created_at=NOON, **office))
    session.flush()
    return Actor(person_id=person.id, **office)


@pytest.fixture
def readers(app, debated):
    """Each in a browser of their own, with the token of their session."""
    app.config["CLOCK"] = lambda: NOON
    clients = {name: enter(app.test_client(), name) for name in READERS}
    for client in clients.values():
        client.get("/account")
    return clients


def page(client, path):
    """Return a page as lines, without the tokens of this browser and the marks of its forms."""
    answer = client.get(path)
    if answer.status_code in {403, 404}:
        return answer.status_code
    assert answer.status_code == 200, path
    for token in set(TOKEN.findall(answer.text)):
        assert whose(client, token), path
    return MARKED.sub("mark", TOKEN.sub("token", answer.text)).splitlines()


def whose(client, token):
    """Whether a token is of this browser's session."""
    with client.application.test_request_context():
        person_id = forms.whose(token)
    with client.session_transaction() as session:
        return session["csrf_token"].startswith(f"{person_id}.")


def test_whoever_read_it_before_everybody_gets_their_own_page(app, readers):
    alone = {}
    for name, client in readers.items():
        for path in KEEPING:
            app.extensions["memory"].clear()
            alone[name, path] = page(client, path)

    for order in (1, -1):
        app.extensions["memory"].clear()
        for name, client in [*readers.items()][::order]:
            for path in KEEPING:
                assert page(client, path) == alone[name, path], (name, path)


@pytest.mark.parametrize("pair", PAIRS)
def test_an_etag_of_one_is_no_answer_to_the_other(readers, pair):
    first, other = (readers[name] for name in pair)
    for path in PAGES:
        tag = first.get(path).headers["ETag"]

        assert first.get(path, headers={"If-None-Match": tag}).status_code == 304, path
        assert other.get(path, headers={"If-None-Match": tag}).status_code == 200, path


def test_what_differs_between_two_of_one_post_is_there_to_be_seen(readers):
    take_back = re.compile(r"/comments/\d+/withdrawal")
    mona, mats = (readers[name].get(OPEN).text for name in ("mona", "mats"))
    assert (len(take_back.findall(mona)), len(take_back.findall(mats))) == (1, 0)

    mona, mats = (readers[name].get(DESK).text for name in ("mona", "mats"))
    assert "Unassign" in mona
    assert "Unassign" not in mats
    assert "Mona is working here" in mats
    assert "Mona is working here" not in mona


def test_what_is_kept_holds_no_token_and_names_no_reader(app, readers, debated):
    secrets = []
    for client in readers.values():
        for path in KEEPING:
            page = client.get(path).text
            secrets += TOKEN.findall(page) + MARKED.findall(page)
        with client.session_transaction() as session:
            secrets.append(session["csrf_token"])
    public = app.test_client()
    for path in PAGES:
        public.get(path)

    values = [value for value, _size in app.extensions["memory"].entries.values()]
    memory = "\n".join(
        gzip.decompress(value).decode() if isinstance(value, bytes) else repr(value)
        for value in values
    )

    assert "We ask for means." in memory
    assert [secret for secret in secrets if secret in memory] == []
    assert "csrf_token" not in memory
    assert 'name="once"' not in memory
    assert [name for name in ("Adama", "Mats") if name in memory] == []
    assert [name for name, by in debated.items() if f'"{by.person_id}:comment:' in memory] == []


def test_what_the_public_is_shown_is_kept_whole_unless_it_has_a_form(app, cast):
    public = app.test_client()
    first, again = (public.get("/d/declaration").data for _ in range(2))
    assert first == again
    entries = app.extensions["memory"].entries.values()
    pages = [value for value, _size in entries if isinstance(value, bytes)]
    assert [gzip.decompress(page) for page in pages] == [first]
    assert "Set-Cookie" not in public.get("/d/declaration").headers
