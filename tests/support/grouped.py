"""Suggestions of the cast that are tabled together, or that exclude each other."""

from declaration.actions.amending import exclusions, packages
from declaration.actions.amending.packages import Tabling
from models.vocabulary import Procedure
from tests.support.desk import FIRST, LATER, OTHER, ask, insert

SERVICES = "We will open schools and libraries to all inhabitants."


def switch_on(session, cast):
    """Switch on every part. Commits."""
    cast.conference.procedure = " ".join(Procedure)
    session.commit()


def table(session, cast, *suggestions, by="amina", title="Reception", reason="", at=LATER):
    """Table suggestions as a package of their delegation."""
    ids = [suggestion.id for suggestion in suggestions]
    tabling = Tabling(title, reason)
    return packages.table(session, cast.actors[by], cast.document, ids, tabling, at=at)


def exclude(session, cast, *suggestions, reason="", at=LATER):
    """Let the chair say that suggestions exclude each other."""
    ids = [suggestion.id for suggestion in suggestions]
    return exclusions.exclude(session, cast.marie, cast.document, ids, reason, at=at)


def three(session, cast):
    """Three of Dakar: on «arrival», on «services», after «arrival»; one of Lima on «arrival»."""
    return (
        ask(session, cast, FIRST),
        ask(session, cast, SERVICES, paragraph="services"),
        insert(session, cast, "We will listen."),
        ask(session, cast, OTHER, by="luis"),
    )
