import pytest

from declaration.queries.people.accounts import by_email


def test_a_person_is_invited_into_a_delegation(run, session, cast):
    words = ("people", "invite", "rania@example.org", "--name=Rania", "--as=head")

    answer = run(*words, "--delegation=amman")

    assert answer.exit_code == 0, answer.output
    assert "/join/" in answer.output
    assert by_email(session, "rania@example.org").name == "Rania"


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("x@example.org", "--name=X", "--as=head", "--delegation=Atlantis"), "is not known"),
        (("x@example.org", "--name=X", "--as=head", "--delegation=Dakar"), "one head"),
        (("amina@example.org", "--name=X", "--as=member"), "is in use already"),
        (("nobody", "--name=X", "--as=member"), "is not an email address"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_in_a_sentence(run, cast, words, refusal):
    answer = run("people", "invite", *words)

    assert answer.exit_code == 1
    assert refusal in answer.output


def test_a_password_is_set_by_command(run, app, session, cast):
    answer = run("people", "passwd", "amina@example.org", "--password=correct horse")

    assert answer.exit_code == 0, answer.output
    session.expire_all()
    amina = by_email(session, "amina@example.org")
    assert app.extensions["passwords"].matches(amina.password_hash, "correct horse")
    assert run("people", "passwd", "x@y.org", "--password=correct horse").exit_code == 1
    assert "10 to 200" in run("people", "passwd", "amina@example.org", "--password=x").output


def test_people_are_listed_with_their_offices(run, cast):
    output = run("people", "list").output

    assert "Amina <amina@example.org>: head Dakar" in output
    assert "Paul <paul@example.org>: head Kampala, member" in output
