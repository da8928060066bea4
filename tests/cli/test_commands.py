import re

import pytest
import sqlalchemy as sa

from declaration.queries.people.accounts import by_email
from models.document import Conference, Document
from models.people import Invitation, Membership, Person
from models.vocabulary import Capacity, Kind, Stage

SETUP = [
    "setup",
    "--name=Noor",
    "--email=noor@example.org",
    "--conference=Global Conference",
    "--zone=Europe/Brussels",
    "--url=https://declaration.example.org/",
]


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *words, **options: runner.invoke(args=list(words), **options)


def test_setup_makes_the_conference_and_prints_the_first_link(run, session):
    answer = run(*SETUP)

    assert answer.exit_code == 0, answer.output
    assert re.search(r"https://declaration\.example\.org/join/[\w-]{20,}", answer.output)
    assert session.get(Conference, 1).time_zone == "Europe/Brussels"
    [office] = session.scalars(sa.select(Membership))
    assert office.capacity is Capacity.SECRETARIAT


def test_setup_again_gives_a_new_link_and_nothing_else(run, session):
    run(*SETUP)
    answer = run(*SETUP)

    assert answer.exit_code == 0
    assert session.scalar(sa.select(sa.func.count(Person.id))) == 1
    assert session.scalar(sa.select(sa.func.count(Invitation.id))) == 2


def test_setup_says_what_it_cannot_take(run, session):
    answer = run(*SETUP[:-2], "--zone=Mars")

    assert answer.exit_code == 1
    assert "time_zone is not known. Nothing was changed." in answer.output
    assert session.get(Conference, 1) is None


def test_a_document_is_imported_from_a_file(run, session, cast, tmp_path):
    file = tmp_path / "inputs.md"
    file.write_text("# Inputs\n\n## One\n\n1. We ask States.\n\n(a) to act;\n", encoding="utf-8")

    answer = run("document", "import", str(file), "--slug", "inputs")

    assert answer.exit_code == 0, answer.output
    assert "4 paragraphs imported" in answer.output
    found = session.scalars(sa.select(Document).where(Document.slug == "inputs")).one()
    assert (found.title, found.stage) == ("Inputs", Stage.PREPARATION)


def test_a_text_that_is_no_text_is_refused(run, cast, tmp_path):
    file = tmp_path / "inputs.md"
    file.write_bytes(b"\xff\xfe\x00")

    answer = run("document", "import", str(file), "--slug", "inputs")

    assert answer.exit_code == 1
    assert "not UTF-8" in answer.output


def test_a_published_document_is_not_imported_over(run, cast, tmp_path):
    file = tmp_path / "other.md"
    file.write_text("# Other", encoding="utf-8")

    answer = run("document", "import", str(file), "--slug", "declaration")

    assert answer.exit_code == 1
    assert "Nothing was changed" in answer.output


def test_documents_are_listed(run, cast):
    assert "declaration: Declaration of Mayors (consultation, until 2017-10-12 12:00 UTC)" in run(
        "document", "list"
    ).output.replace("\n", " ")


def test_a_person_is_invited_into_a_delegation(run, session, cast):
    words = ("people", "invite", "rania@example.org", "--name=Rania", "--as=head")

    answer = run(*words, "--delegation=amman")

    assert answer.exit_code == 0, answer.output
    assert "/join/" in answer.output
    assert by_email(session, "rania@example.org").name == "Rania"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("x@example.org", "--name=X", "--as=head", "--delegation=Atlantis"), "is not known"),
        (("x@example.org", "--name=X", "--as=head", "--delegation=Dakar"), "one head"),
        (("amina@example.org", "--name=X", "--as=member"), "is in use already"),
        (("nobody", "--name=X", "--as=member"), "is no e-mail address"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_a_sentence(run, cast, words, said):
    answer = run("people", "invite", *words)

    assert answer.exit_code == 1
    assert said in answer.output


def test_a_password_is_set_by_command(run, app, session, cast):
    answer = run("people", "passwd", "amina@example.org", "--password=correct horse")

    assert answer.exit_code == 0, answer.output
    session.expire_all()
    amina = by_email(session, "amina@example.org")
    assert app.extensions["passwords"].right(amina.password_hash, "correct horse")
    assert run("people", "passwd", "x@y.org", "--password=correct horse").exit_code == 1
    assert "10 to 200" in run("people", "passwd", "amina@example.org", "--password=x").output


def test_people_are_listed_with_their_offices(run, cast):
    output = run("people", "list").output

    assert "Amina <amina@example.org>: head Dakar" in output
    assert "Paul <paul@example.org>: head Kampala, member" in output


def test_the_rules_are_printed_as_a_table(run):
    output = run("rules").output

    assert output.startswith("| verb | who |")
    assert "| submit | adviser, alternate, head | consultation |" in output.replace(
        "head, alternate, adviser", "adviser, alternate, head"
    )


def test_the_journal_is_verified_by_command(run, session, cast):
    assert run("journal", "head").output.strip() == "0" * 64
    assert "holds" in run("journal", "verify").output
    broken = run("journal", "verify", "--head", "f" * 64)
    assert broken.exit_code == 1
    assert "broken" in broken.output


def test_every_command_says_what_it_does(app):
    runner = app.test_cli_runner()
    for words in (["setup"], ["document", "import"], ["people", "invite"], ["demo", "run"]):
        answer = runner.invoke(args=[*words, "--help"])
        assert answer.exit_code == 0
        assert len(answer.output.splitlines()) > 5


def test_kinds_of_an_imported_text_are_guessed(run, session, cast, tmp_path):
    file = tmp_path / "r.md"
    file.write_text("# R\n\nRecalling the Charter,\n\n1. Calls on States.", encoding="utf-8")

    run("document", "import", str(file), "--slug=r", "--scheme=resolution")

    kinds = session.scalars(sa.text("SELECT kind FROM place ORDER BY id DESC LIMIT 3")).all()
    assert kinds == [Kind.OPERATIVE, Kind.PREAMBULAR, Kind.TITLE]
