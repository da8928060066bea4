"""Further alternatives of an open bracket, and co-sponsors among those who want one."""

import pytest

from declaration.actions.negotiating import brackets, positions
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.positions import Stance
from declaration.errors import Invalid, NotAllowed, Stale
from declaration.queries.journal.chain import check
from declaration.queries.journal.replay import replay
from declaration.queries.negotiating import brackets as queries
from declaration.queries.reading import texts
from models.negotiation import BracketAlternative
from models.vocabulary import Procedure, Stage, Stand
from tests.actions.negotiating.test_brackets import (
    PERSON,
    closings,
    laid,
    leave_open,
    printed,
    publish,
    refused,
    switched,
)
from tests.support.cast import LATER
from tests.support.desk import FIRST, ask

__all__ = ["switched"]  # switches brackets on, for every test


def add(session, cast, bracket, *options, by="marie"):
    options = [option if isinstance(option, Option) else Option(option) for option in options]
    return brackets.add_alternatives(session, cast.actors[by], bracket, options, at=LATER)


def test_an_alternative_stands_behind_the_others_in_the_same_place(session, cast):
    [bracket] = leave_open(session, cast, Option("newcomers", (cast.delegations["lima"].id,)))

    opened = add(session, cast, bracket, Option("everyone", (cast.delegations["dakar"].id,)))

    assert f"[{PERSON} / newcomers (Lima) / everyone (Dakar)]" in printed(session, cast)
    assert opened.reason == bracket.reason
    assert [row.bracket_id for row in closings(session)] == [bracket.id]


def test_what_a_revision_printed_keeps_its_alternatives(session, cast):
    [bracket] = leave_open(session, cast, "newcomers")
    revision = publish(session, cast, "Rev. 1")
    add(session, cast, bracket, "everyone")

    text = queries.laid(session, texts.revision(session, cast.document, revision))

    assert "everyone" not in " ".join(text.bracketed(p).words for p in text.passages)
    assert text.open_hash == revision.open_hash


@pytest.mark.parametrize(
    ("options", "field", "why"),
    [
        ((), "options", "missing"),
        ((Option("newcomers"),), "options", "doubled"),
        ((Option("everyone", (9_999,)),), "owners", "unknown"),
    ],
)
def test_what_cannot_be_added_is_refused(session, cast, options, field, why):
    [bracket] = leave_open(session, cast, "newcomers")

    refused(field, why, lambda: add(session, cast, bracket, *options))


def test_nothing_is_added_to_what_is_closed_or_adopted(session, cast):
    [bracket] = leave_open(session, cast, "newcomers")
    brackets.close(session, cast.marie, bracket, "No one insists.", at=LATER)
    with pytest.raises(Stale):
        add(session, cast, bracket, "everyone")
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed):
        add(session, cast, bracket, "everyone")


def test_a_redacted_alternative_is_not_taken_along(session, cast):
    [bracket] = leave_open(session, cast, "newcomers")
    _text, passage = laid(session, cast)
    assert passage.open
    for row in session.query(BracketAlternative):
        row.redact()
    session.flush()

    with pytest.raises(Invalid):
        add(session, cast, bracket, "everyone")


def test_co_sponsors_are_among_those_who_want_an_alternative(session, cast):
    cast.conference.procedure = f"{Procedure.BRACKETS} {Procedure.COSPONSORS}"
    asked = ask(session, cast, FIRST)
    positions.take(session, cast.luis, asked, Stance(Stand.COSPONSOR), at=LATER)

    leave_open(session, cast, suggestions=(asked.id,), quote="")

    assert "newcomer (Dakar, Lima)]" in printed(session, cast)


def test_adding_verifies_and_replays(session, cast):
    [bracket] = leave_open(session, cast, "newcomers")
    add(session, cast, bracket, "everyone")

    assert not [line for line in replay(session).differences if "bracket" in line]
    assert check(session).broken is None
