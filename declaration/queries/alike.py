"""Suggestions that ask for exactly the same: one row on the desk, one hint before sending."""

from collections.abc import Iterable
from dataclasses import dataclass

from declaration.queries.debate import Listed
from models.vocabulary import Form, Kind


@dataclass(frozen=True, slots=True)
class Wished:
    """What is asked for, without who asks and why: equal values ask for exactly the same.

    ``about``: the id of the paragraph, 0 for none; ``after``: of the paragraph before the new
    place, 0 for the head of the text; ``words``: what the paragraph would read now, that is
    merged where the paragraph has changed and the words still fit.
    """

    form: Form
    about: int
    after: int
    kind: Kind | None
    level: int
    words: str


def wished(one: Listed) -> Wished:
    """Return what a listed suggestion asks for."""
    placed = one.form in {Form.INSERT, Form.MOVE}
    inserts = one.form is Form.INSERT
    return Wished(
        form=one.form,
        about=one.paragraph_id or 0,
        after=one.after.paragraph_id if placed and one.after else 0,
        kind=one.kind if inserts else None,
        level=one.level if inserts else 0,
        words="" if one.form in {Form.DELETE, Form.MOVE} else one.merged or one.words,
    )


def alike(items: Iterable[Listed]) -> tuple[tuple[Listed, ...], ...]:
    """Join those that ask for exactly the same; groups and their members keep their order.

    What was redacted stands alone: nobody can know any more what it asked for.
    """
    groups: dict[Wished | int, list[Listed]] = {}
    for item in items:
        groups.setdefault(item.id if item.redacted else wished(item), []).append(item)
    return tuple(tuple(group) for group in groups.values())
