"""Reads table.txt, the rules as they were written by hand, and answers from it."""

from dataclasses import dataclass, field
from pathlib import Path

from declaration.verbs import Role, Verb, Why
from models.vocabulary import Procedure, Stage, Status

TABLE = Path(__file__).with_name("table.txt")
REASONS = {reason.value: reason for reason in (*Stage, *Status, *Why)}
SIGNS = {"y", "n", "-", "o", "m"}


@dataclass
class ByHand:
    """``cells``: (verb, own, role, stage) -> sign. ``obstacles``: verb -> (circumstance, why)s."""

    cells: dict = field(default_factory=dict)
    obstacles: dict = field(default_factory=dict)
    seeing: set = field(default_factory=set)
    private: set = field(default_factory=set)
    parts: dict = field(default_factory=dict)

    def answer(self, actor, verb, case):
        """Return "yes", "never", or the reason of «not now»."""
        sign = self.cells[verb, case.own, actor.role, case.stage]
        closed = sign == "-" or (sign == "o" and not case.debate_open)
        off = verb in self.parts and self.parts[verb] not in case.procedure
        if closed or off or (actor.seeing and verb in self.private):
            return "never"
        if actor.seeing and verb not in self.seeing:
            return Why.READS_ONLY
        if sign == "n":
            return case.stage
        if sign == "m" and not case.members_release:
            return Why.CHAIR_RELEASES
        return next(self._in_the_way(actor, verb, case), "yes")

    def _in_the_way(self, actor, verb, case):
        circumstances = {
            case.state and case.state.value,
            case.late and "late",
            not actor.may_submit and "unentitled",
            actor.provisional and Procedure.CREDENTIALS in case.procedure and "provisional",
        }
        return (why for name, why in self.obstacles.get(verb, ()) if name in circumstances)


def by_hand():
    """Read the file; a word that is not known is an error."""
    table = ByHand()
    roles = []
    for line in TABLE.read_text().splitlines():
        text = line.split("#")[0].strip()
        if text.startswith("verb "):
            roles = [Role(name) for name in text.split()[2:]]
        elif text.startswith("switched by "):
            part, _, verbs = text.removeprefix("switched by ").partition(":")
            table.parts |= {Verb(verb): Procedure(part) for verb in verbs.split()}
        elif "->" in text:
            verb, circumstance, _, why = text.split()
            table.obstacles.setdefault(Verb(verb), []).append((circumstance, REASONS[why]))
        elif ":" in text:
            name, _, verbs = text.partition(":")
            getattr(table, name).update(Verb(verb) for verb in verbs.split())
        elif text:
            _read_row(table, roles, text.replace("of others", "others"))
    return table


def _read_row(table, roles, text):
    verb, whose, *cells = text.split()
    for own in {"own": [True], "others": [False], "any": [True, False]}[whose]:
        for role, signs in zip(roles, cells, strict=True):
            for stage, sign in zip(Stage, signs, strict=True):
                if sign not in SIGNS:
                    raise ValueError(f"{verb}, {role}: {sign} means nothing")
                if (Verb(verb), own, role, stage) in table.cells:
                    raise ValueError(f"{verb}, {whose}: two rows")
                table.cells[Verb(verb), own, role, stage] = sign
