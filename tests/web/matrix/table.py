"""Reads what was written by hand: routes.txt, and what to expect; sent_twice.txt."""

from dataclasses import dataclass, field
from pathlib import Path

from declaration.rules import Case
from declaration.verbs import Role, Verb
from models.vocabulary import Status
from tests.rules.by_hand import by_hand

TABLE = Path(__file__).with_name("routes.txt")
LIST = Path(__file__).with_name("sent_twice.txt")
NATURES = {"makes", "state", "typing", "shows", "browser"}
RULES = by_hand()
NEVER, NOT_NOW, SIGN_IN = {404}, {403}, {"GET": {303}, "POST": {401}}
BY_AUTHOR = {Verb.RESOLVE_COMMENT, Verb.WITHDRAW_COMMENT}


@dataclass(frozen=True)
class Row:
    """One line of the table. ``thing``: which example; ``does``: the verb that decides."""

    method: str
    endpoint: str
    verb: Verb
    own: bool
    thing: str
    yes: frozenset[int]
    does: Verb
    behind: Verb | None = None
    only: frozenset[str] | None = None
    really: bool = False

    def __str__(self):
        return f"{self.method} {self.endpoint} {'own' if self.own else 'others'}/{self.thing}"


@dataclass
class Expected:
    """What a request must be answered with; ``signs_in``: it is a page that asks to sign in."""

    statuses: set = field(default_factory=set)
    signs_in: bool = False


def rows():
    """Read the file; a word that is not known is an error."""
    lines = (line.split("#")[0].split() for line in TABLE.read_text().splitlines())
    return [_row(*words[:5], words[5:]) for words in lines if words]


def _row(method, endpoint, verb, of, yes, notes):
    whose, _, thing = of.partition("/")
    if whose not in {"own", "others", "any"} or method not in SIGN_IN:
        raise ValueError(f"{endpoint}: {method} {of} means nothing")
    options = {"does": Verb(verb)}
    if notes and {*notes[::2]} <= {"does", "behind"}:
        options |= {name: Verb(named) for name, named in zip(notes[::2], notes[1::2], strict=True)}
    elif notes[:1] == ["only"]:
        options["only"] = frozenset(Role(name) for name in notes[1:] if name != "nobody")
    elif notes == ["really"]:
        options["really"] = True
    elif notes:
        raise ValueError(f"{endpoint}: {notes} means nothing")
    yes = frozenset(int(status) for status in yes.split("|"))
    return Row(method, endpoint, Verb(verb), whose != "others", thing, yes, **options)


def expected(row, reader, world):
    """Answer from both tables: what this reader must get for this row in this world."""
    actor = reader.self if row.really else reader.actor
    case = Case(
        stage=world.stage,
        own=row.own and (row.verb in BY_AUTHOR or actor.delegation_id is not None),
        state=_state(row),
        late=world.late,
        debate_open=world.opened,
        members_release=world.released,
        procedure=world.procedure,
    )
    answer = RULES.answer(actor, row.does, case)
    hidden = row.behind is not None and RULES.answer(actor, row.behind, case) == "never"
    if hidden or (row.only is not None and actor.role not in row.only):
        answer = "never"
    if answer == "yes":
        return Expected(set(row.yes))
    if answer != "never":
        return Expected(NOT_NOW)
    if actor.role is not Role.PUBLIC:
        return Expected(NEVER)
    if reader.actor.seeing:
        return Expected(NOT_NOW)  # signed in all the same: told what the public gets
    return Expected(SIGN_IN[row.method], signs_in=True)


def _state(row):
    if row.endpoint.partition(".")[0] not in {"suggestion", "reopening"}:
        return None
    return Status(row.thing) if row.thing else Status.SUBMITTED


def natures():
    """Return by endpoint what it is; a word that is not known is an error."""
    lines = [line.split("#")[0].split() for line in LIST.read_text().splitlines()]
    listed = {line[0]: set(line[1:]) for line in lines if line}
    if not all(named and named <= NATURES for named in listed.values()):
        raise ValueError("an endpoint is nothing that is known")
    return listed
