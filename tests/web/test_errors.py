"""Every refusal and every failure is a page: what happened, nothing lost, what to do next."""

import pytest
import sqlalchemy as sa
from sqlalchemy import event

import models.db
from declaration.errors import CannotSet, Invalid, NotAllowed, NotFound, Stale, TooLong
from declaration.verbs import Verb, Why
from declaration.web.frame.acting import verb, writing
from models.db import db
from models.people import LinkRequest
from tests.conftest import application
from tests.support.cast import NOON
from tests.support.enter import enter, post, token
from tests.support.needs import POSTGRES

WORDS = "We, the mayors <of> Dakar"
REFUSALS = {
    "not-found": (NotFound, 404),
    "not-allowed": (lambda: NotAllowed(Why.LATE), 403),
    "invalid": (lambda: Invalid("label", "missing"), 422),
    "too-long": (lambda: TooLong(30_000, 20_000, "characters"), 422),
    "one-letter": (lambda: CannotSet("城", "7 (a)"), 422),
    "letters": (lambda: CannotSet("\ue000" + "城" * 12, beginning="We, the"), 422),
    "no-letters": (CannotSet, 422),
    "stale": (Stale, 409),
    "bug": (lambda: ZeroDivisionError("a secret of the code"), 500),
    "data": (lambda: sa.exc.DataError("select", {}, Exception("out of range")), 400),
    "read-only": (
        lambda: sa.exc.InternalError(
            "insert", {}, Exception("cannot execute in a read-only transaction")
        ),
        503,
    ),
    "pool": (lambda: sa.exc.TimeoutError("QueuePool limit"), 503),
    "away": (lambda: sa.exc.OperationalError("select", {}, Exception("connection refused")), 503),
}


@pytest.fixture
def trying(url, tmp_path, cast):
    """The application, with routes that refuse; it answers as in earnest."""
    app = application(url, tmp_path, PROPAGATE_EXCEPTIONS=False)

    def refuse(name):
        refusal = REFUSALS[name][0]()
        raise refusal

    def count(number):
        return str(number)

    def stay(size):
        with writing() as opened:
            opened.add(LinkRequest(email="x" * size, asked_at=NOON))
        return "stored"

    app.add_url_rule("/refuse/<name>", "refuse", refuse, methods=["GET", "POST"])
    app.add_url_rule("/desk", "desk", verb(Verb.READ_DESK)(lambda: "the desk"))
    app.add_url_rule("/store/<int:size>", "store", stay, methods=["POST"])
    app.add_url_rule("/number/<int:number>", "number", count)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("name", "status"), [(name, status) for name, (_, status) in REFUSALS.items()]
)
def test_a_refusal_is_a_page(trying, name, status):
    answer = trying.test_client().get(f"/refuse/{name}")

    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert "<h1>" in answer.text
    assert "othing" in answer.text
    assert "secret of the code" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("one-letter", "The fonts do not include 城: see paragraph 7 (a)."),
        ("letters", f"The fonts do not include U+E000{', 城' * 11}…: see “We, the…”."),
        ("no-letters", "This text cannot be set as a PDF."),
    ],
)
def test_a_text_that_cannot_be_set_says_which_letters_and_where(trying, name, sentence):
    answer = trying.test_client().get(f"/refuse/{name}")

    assert sentence in answer.text
    assert "Go back and download the Word file instead." in answer.text


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_refusal_is_in_the_readers_language(trying, language):
    answer = trying.test_client().get(f"/no-such-page?ui={language}")

    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("name", [name for name in REFUSALS if name != "pool"])
def test_what_was_typed_is_still_there(trying, name):
    client = enter(trying.test_client(), "amina")

    answer = post(client, f"/refuse/{name}", {"words": WORDS})

    assert "We, the mayors &lt;of&gt; Dakar" in answer.text


def test_the_reason_is_said(trying):
    assert "The deadline has passed" in trying.test_client().get("/refuse/not-allowed").text


def test_how_much_too_long_is_said(trying):
    assert "30000 characters" in trying.test_client().get("/refuse/too-long").text


def test_a_wrong_address_is_no_page(trying, client, cast):
    for path in ("/no-such-page", "/%00", "/d/%ff", "/join/%00"):
        assert client.get(path).status_code == 404, path


@pytest.mark.parametrize("number", ["0", "2147483647"])
def test_an_id_that_can_be_is_looked_for(trying, number):
    assert trying.test_client().get(f"/number/{number}").text == number


@pytest.mark.parametrize("number", ["2147483648", "9" * 30, "-1", "x", "1.5"])
def test_an_id_that_cannot_be_is_no_page(trying, number):
    assert trying.test_client().get(f"/number/{number}").status_code == 404


def test_a_page_cannot_be_sent_where_it_is_only_read(client, cast):
    answer = client.post("/link-request/sent")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_more_than_four_megabytes_cannot_be_given_back_and_the_page_says_so(client, cast):
    enter(client, "amina")

    answer = client.post("/account", data={"words": "x" * (4 * 1024 * 1024 + 1)})

    assert answer.status_code == 413
    assert "cannot be shown here" in answer.text


@pytest.mark.parametrize("body", [b"words=\xff\xfe", b"words=%ff", b"words=%ED%A0%80"])
def test_bytes_that_are_no_text_are_refused(client, cast, body):
    enter(client, "amina")

    answer = client.post("/account", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400


@pytest.mark.parametrize("odd", ["%00", "%ff", "%ED%A0%80", "%E2%80%AE", "%3Cscript%3E"])
@pytest.mark.parametrize("name", ["ui", "lang", "next", "x"])
def test_no_query_string_breaks_a_page(client, cast, odd, name):
    answer = client.get(f"/sign-in?{name}={odd}")

    assert answer.status_code in {200, 400}
    assert "<script>" not in answer.text


def test_another_office_that_could_is_offered(trying):
    client = enter(trying.test_client(), "paul")

    answer = client.get("/desk")

    assert answer.status_code == 404
    assert "Member of the drafting committee" in answer.text
    assert 'action="/office?next=/desk"' in answer.text


def test_nothing_is_offered_to_those_who_hold_one_office(trying):
    client = enter(trying.test_client(), "amina")

    assert 'action="/office' not in client.get("/desk").text


def test_signed_out_the_answer_is_the_sign_in_page(trying):
    answer = trying.test_client().get("/desk")

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/desk")


def failing(app, statement):
    """Let every new connection of the application begin with a statement."""

    def switch(connection, _record):
        connection.execute(statement)
        connection.commit()

    with app.app_context():
        event.listen(db.engine, "connect", switch)
        db.engine.dispose()


@pytest.mark.needs("sqlite")  # whose own switches these are
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("PRAGMA max_page_count=1", "server’s disk is full"),
        ("PRAGMA query_only=ON", "is read-only"),
    ],
)
def test_a_database_that_cannot_store_says_so_and_gives_the_words_back(trying, statement, sentence):
    client = enter(trying.test_client(), "amina")
    csrf = token(client, "/account")
    failing(trying, statement)

    answer = client.post("/store/50000", data={"csrf_token": csrf, "words": WORDS * 500})

    assert answer.status_code == 503
    assert sentence in answer.text
    assert "the mayors &lt;of&gt; Dakar" in answer.text


def test_a_locked_database_says_so_and_gives_the_words_back(trying, session):
    client = enter(trying.test_client(), "amina")
    csrf = token(client, "/account")
    failing(trying, "SET lock_timeout = 50" if POSTGRES else "PRAGMA busy_timeout=50")
    models.db.writing(session)

    answer = client.post("/store/50", data={"csrf_token": csrf, "words": WORDS})
    session.rollback()
    later = client.post("/store/50", data={"csrf_token": csrf, "words": WORDS})

    assert answer.status_code == 503
    assert "We, the mayors" in answer.text
    assert later.text == "stored"


def test_nobody_waits_longer_than_five_seconds_for_whoever_writes(trying, session):
    asked = "SHOW lock_timeout" if POSTGRES else "PRAGMA busy_timeout"

    with trying.app_context():
        patience = db.session.scalar(sa.text(asked))

    assert patience == ("5s" if POSTGRES else 5000)


def test_a_database_that_is_away_leaves_a_page_in_the_readers_language(tmp_path):
    away = f"sqlite:///{tmp_path}/nowhere/at/all.sqlite3"
    client = application(away, tmp_path, PROPAGATE_EXCEPTIONS=False).test_client()

    answer = client.get("/sign-in", headers={"Accept-Language": "fr"})

    assert answer.status_code in {200, 503}
    assert '<html lang="fr"' in answer.text
    with client.session_transaction() as session:
        session["_user_id"] = "1:amina"
    assert client.get("/account").status_code == 503


def test_before_the_conference_is_set_up_the_pages_stand(client):
    assert client.get("/sign-in").status_code == 200
    assert client.get("/no-such-page").status_code == 404


def test_it_is_said_when_to_try_again(trying):
    assert trying.test_client().get("/refuse/away").headers["Retry-After"] == "5"
