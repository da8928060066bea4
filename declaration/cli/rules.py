"""``flask rules``: the table of who may do what, as documentation shows it."""

from collections.abc import Iterator

import click

from declaration.rules import EVERYBODY, TABLE, Rule
from declaration.verbs import Role
from models.vocabulary import Stage, Status


@click.command()
def rules() -> None:
    """Print who may do what, and when, as a Markdown table."""
    for line in table():
        click.echo(line)


def table() -> Iterator[str]:
    """Yield the lines of the table."""
    yield "| verb | who | in which stage | on condition that |"
    yield "|---|---|---|---|"
    for verb, lines in TABLE.items():
        for rule in lines:
            yield f"| {verb.value} | {_who(rule)} | {_stages(rule)} | {_conditions(rule)} |"


def _who(rule: Rule) -> str:
    if rule.who == EVERYBODY:
        return "everyone"
    if rule.who == EVERYBODY - {Role.PUBLIC}:
        return "everyone signed in"
    return ", ".join(role.value for role in Role if role in rule.who)


def _stages(rule: Rule) -> str:
    if rule.stages == frozenset(Stage):
        return "any"
    return ", ".join(stage.value for stage in Stage if stage in rule.stages)


def _conditions(rule: Rule) -> str:
    states = ", ".join(state.value for state in Status if state in rule.states)
    conditions = {
        "it is their own": rule.own,
        f"it is {states}": rule.states != frozenset(Status),
        "the deadline has not passed": not rule.late,
        "they have the right to submit": rule.submit,
        "where «credentials» is switched on, those of their delegation are accepted": (
            rule.accredited
        ),
        "the secretariat has opened the debate": rule.opened,
        "the secretariat lets members release": rule.released,
        f"«{rule.part}» is switched on": rule.part is not None,
    }
    return "; ".join(words for words, holds in conditions.items() if holds)
