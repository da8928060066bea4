import re

import sqlalchemy as sa

from models.document import Conference
from models.people import Invitation, Membership, Person
from models.vocabulary import Capacity

SETUP = [
    "setup",
    "--name=Noor",
    "--email=noor@example.org",
    "--conference=Global Conference",
    "--zone=Europe/Brussels",
    "--url=https://declaration.example.org/",
]


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
    assert "time_zone is not known. Nothing has been changed." in answer.output
    assert session.get(Conference, 1) is None


def test_setup_asks_for_the_time_zone(app):
    answers = [answer for answer in SETUP if not answer.startswith("--zone")]

    asked = app.test_cli_runner().invoke(args=answers, input="Africa/Dakar\n")

    assert asked.exit_code == 0, asked.output
    assert "Its time zone, as Europe/Brussels [UTC]" in asked.output
