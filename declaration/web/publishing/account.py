"""What happens to all that was said when a text is published: before, and of each revision."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from declaration.errors import NotFound
from declaration.queries.publishing.account import (
    AccountKind,
    AccountLine,
    Consequence,
    TextAccount,
)
from declaration.queries.reading.shelf import ROLLING
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.files import table_links
from declaration.web.cache.pages import conditional
from declaration.web.cache.redlines import plain_words
from declaration.web.discussing import places, sentences
from declaration.web.discussing.entered_for import entered_as
from declaration.web.frame import answers
from declaration.web.frame.acting import actor, verb
from declaration.web.frame.addresses import paged
from declaration.web.frame.labels import label
from declaration.web.frame.moments import day
from declaration.web.publishing.account_words import CONSEQUENCES, KINDS, SEEN
from models.vocabulary import Capacity

PAGE = 100  # lines
EXCERPT = 160  # characters of what a row says, enough to know it by
FILTERS = ("kind", "happens")  # in the address
HEADS = (
    _l("Type"),
    _l("Suggestion"),
    _l("By"),
    _l("Number before"),
    _l("Number in this text"),
    _l("Place"),
    _l("Text"),
    _l("What happens"),
    _l("Detail"),
    _l("Earlier text, where its place is gone"),
    _l("Made (UTC)"),
)

blueprint = Blueprint("account_of", __name__)


@dataclass(frozen=True, slots=True)
class KindSums:
    """A kind of rows with all of them, and how often what happens, each with its address."""

    name: str
    url: str
    count: int
    current: bool
    sums: tuple[tuple[str, int, str], ...]


@blueprint.get("/d/<slug>/account")
@verb(Verb.READ_ACCOUNT)
@conditional
def before(slug: str) -> ResponseReturnValue:
    """Show what happens to each row if the text is published now."""
    return _page(slug, ROLLING)


@blueprint.get("/d/<slug>/account.<format_>")
@verb(Verb.READ_ACCOUNT)
def before_table(slug: str, format_: str) -> ResponseReturnValue:
    """Send the same as a table, but for the committee's notes: they are in no file."""
    return _table(slug, ROLLING, format_)


@blueprint.get("/d/<slug>/revisions/<name>/account")
@verb(Verb.READ_ACCOUNT)
@conditional
def after(slug: str, name: str) -> ResponseReturnValue:
    """Show what happened to each row when a revision was published."""
    return _page(slug, _published(name))


@blueprint.get("/d/<slug>/revisions/<name>/account.<format_>")
@verb(Verb.READ_ACCOUNT)
def after_table(slug: str, name: str, format_: str) -> ResponseReturnValue:
    """Send the same as a table."""
    return _table(slug, _published(name), format_)


@blueprint.app_template_global()
def account_name(line: AccountLine) -> str:
    """Name the suggestion, sub-amendment or package that a row is, or is about."""
    if line.package:
        return _("Package %(number)s", number=line.package)
    if line.ordinal:
        return f"{line.number}.{line.ordinal}"
    return str(line.number or "")


@blueprint.app_template_global()
def account_author(line: AccountLine) -> str:
    """Name in whose name a row stands."""
    return line.delegation or label(line.capacity)


@blueprint.app_template_global()
def account_place(line: AccountLine) -> str:
    """Name where a row stands in the text, or that its paragraph is gone."""
    if line.passage is None:
        return places.name(None) if line.old or line.before else ""
    if line.after:
        return _("After %(place)s", place=places.within(line.passage))
    return places.name(line.passage)


@blueprint.app_template_global()
def account_happens(line: AccountLine) -> str:
    """Say what happens to a row."""
    if line.covered_by:
        return _("Covered by suggestion %(number)s", number=line.covered_by)
    return str(CONSEQUENCES[line.consequence])


@blueprint.app_template_global()
def account_detail(line: AccountLine) -> str:
    """Say of what a row is: what is asked, where one stands; and whether its words still stand."""
    kept = {True: _("The text reads as decided."), False: _("The text has changed since.")}
    parts = (
        label(line.form) if line.form else "",
        label(line.stand) if line.stand else "",
        entered_as(line.entered, line.delegation, still_open=line.waits),
        *_question(line),
        "; ".join(_member(number, happens) for number, happens in line.members),
        kept[line.as_made] if line.as_made is not None else "",
        _("Resolved") if line.resolved and line.consequence is not Consequence.RESOLVED else "",
    )
    return " · ".join(filter(None, parts))


@blueprint.app_template_global()
def account_words(line: AccountLine) -> str:
    """Return what a row says, or that it was redacted."""
    return sentences.redacted() if line.redacted and not line.words else line.words


@blueprint.app_template_global()
def account_excerpt(words: str) -> str:
    """Return the first words of what a row says: the page it leads to has them all."""
    return shorten(plain_words(words), EXCERPT, placeholder=" …")


def _question(line: AccountLine) -> Iterator[str]:
    """Say what was put to whom, until when, and what was answered."""
    asked = line.question
    if asked is None:
        return
    yield _("Author: %(delegation)s", delegation=asked.author)
    yield _("Intended: %(outcome)s", outcome=label(asked.outcome))
    if line.consequence is Consequence.WAITING:
        yield _("Answer by %(day)s.", day=day(asked.answer_by))
    answered = Consequence.AGREES if asked.agrees else Consequence.DISAGREES
    if asked.agrees is not None and line.consequence is not answered:
        yield str(CONSEQUENCES[answered])


def _member(number: int, happens: Consequence) -> str:
    """Say what happens to a suggestion of a package."""
    words = str(CONSEQUENCES[happens])
    return _("Suggestion %(number)s: %(happens)s", number=number, happens=words)


def _published(name: str) -> str:
    if name == ROLLING:
        raise NotFound
    return name


def _page(slug: str, name: str) -> ResponseReturnValue:
    shelf, account = shared.shelf(slug), shared.account(slug, name)
    kind, happens = _asked(account)
    lines = _chosen(account.of(kind), happens)
    return render_template(
        "publishing/account.html",
        document=shelf.document,
        revision=None if name == ROLLING else shelf.revision(name),
        text_url=_text_url(slug, name),
        sums=tuple(_sums(account, kind, _address(slug, name))),
        kind=str(KINDS[kind]),
        happens=str(CONSEQUENCES[happens]) if happens else "",
        whole_url=_address(slug, name)(kind=kind.value),
        page=paged(lines, PAGE),
        count=len(lines),
        seen=_seen(),
        files=_files(slug, name),
    )


def _table(slug: str, name: str, format_: str) -> ResponseReturnValue:
    account = shared.account(slug, name)
    lines = [line for line in account.lines if line.kind is not AccountKind.NOTE]
    if any(request.args.get(key) for key in FILTERS):
        kind, happens = _asked(account)
        lines = _chosen([line for line in lines if line.kind is kind], happens)
    stem = f"{slug}-account" if name == ROLLING else f"{slug}-{name}-account"
    return answers.table(stem, format_, HEADS, map(_row, lines))


def _asked(account: TextAccount) -> tuple[AccountKind, Consequence | None]:
    """Return which kind the address asks for, and what happens; else the first kind, whole."""
    asked, happens = (request.args.get(key, "") for key in FILTERS)
    kind = next((each for each in account.kinds if each == asked), account.kinds[0])
    return kind, next((each for each in Consequence if each == happens), None)


def _chosen(lines: Sequence[AccountLine], happens: Consequence | None) -> list[AccountLine]:
    return [line for line in lines if happens in {None, line.consequence}]


def _sums(
    account: TextAccount, current: AccountKind, address: Callable[..., str]
) -> Iterator[KindSums]:
    for kind, counts in account.sums.items():
        sums = tuple(
            (str(CONSEQUENCES[each]), count, address(kind=kind.value, happens=each.value))
            for each, count in counts.items()
        )
        count = sum(counts.values())
        yield KindSums(str(KINDS[kind]), address(kind=kind.value), count, kind is current, sums)


def _address(slug: str, name: str) -> Callable[..., str]:
    """Return what makes addresses of the page, with what they ask for."""

    def address(**asked: Any) -> str:  # noqa: ANN401 -- as url_for
        if name == ROLLING:
            return url_for("account_of.before", slug=slug, **asked, _anchor="lines")
        return url_for("account_of.after", slug=slug, name=name, **asked, _anchor="lines")

    return address


def _text_url(slug: str, name: str) -> str:
    if name == ROLLING:
        return url_for("reading.rolling", slug=slug)
    return url_for("reading.revision", slug=slug, name=name)


def _files(slug: str, name: str) -> list[dict[str, str]]:
    if name == ROLLING:
        return table_links("account_of.before_table", _("Account of the debate"), slug=slug)
    return table_links("account_of.after_table", _("Account of the debate"), slug=slug, name=name)


def _seen() -> str:
    """Say for whom the numbers are."""
    return str(SEEN.get(actor().capacity, SEEN[Capacity.PUBLIC]))


def _row(line: AccountLine) -> list[str]:
    return [
        str(KINDS[line.kind]),
        account_name(line),
        account_author(line),
        line.before,
        line.place,
        account_place(line),
        account_words(line),
        account_happens(line),
        account_detail(line),
        line.old,
        line.at.isoformat(timespec="seconds"),
    ]
