"""What readers share under the state of the conference: texts, lists, counts, parts of pages."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask, g, get_template_attribute, request
from markupsafe import Markup

from declaration.blocks import block
from declaration.errors import NotFound
from declaration.manuscript import Manuscript, Passage, numbered
from declaration.queries.amending.groups import with_groups
from declaration.queries.amending.subamendments import with_subamendments
from declaration.queries.negotiating import agreement as agreements, brackets
from declaration.queries.negotiating.agreement import Agreed, Share
from declaration.queries.negotiating.positions import with_support
from declaration.queries.publishing import accounted
from declaration.queries.publishing.account import AccountKind, TextAccount
from declaration.queries.publishing.disposition import Disposed, disposition
from declaration.queries.publishing.moment import NOW, published
from declaration.queries.reading import shelf as shelves, texts
from declaration.queries.reading.shelf import ROLLING, Shelf
from declaration.queries.suggesting import counts as counting, suggestions
from declaration.queries.suggesting.counts import Tally
from declaration.queries.suggesting.subamended import SubAmended, known, subamendments
from declaration.queries.suggesting.suggestions import Counts, Suggested
from declaration.queries.suggesting.support import PARTS
from declaration.rules import Case, require
from declaration.verbs import Verb
from declaration.web.cache.memory import Memory, memory
from declaration.web.frame import acting, language, layout
from models.debate import Suggestion
from models.document import Document
from models.vocabulary import Capacity, Procedure

T = TypeVar("T")

WHOLE = 400  # kB: a text of 150 paragraphs, as it is, as a page, or with all suggestions on it
SOME = 20  # kB: the suggestions on one paragraph, or a count for each
LATEST = 3  # suggestions beside a text while no paragraph is open: as many as a window is high


def init(app: Flask) -> None:
    """Give the application its memory, and templates what keeps the rows of their lists."""
    app.extensions["memory"] = Memory()
    app.jinja_env.globals["cached_row"] = cached_row
    app.jinja_env.globals["open_count"] = open_count


def shelf(slug: str) -> Shelf:
    """Return a document with its revisions, loaded once a request."""
    by_slug: dict[str, Shelf] = g.setdefault("shelves", {})
    if slug not in by_slug:
        by_slug[slug] = shelves.shelf(acting.session(), acting.actor(), slug)
    return by_slug[slug]


def text(slug: str, name: str) -> Manuscript:
    """Return a text, through what the reader may see; unchanged ones are in memory."""
    now = layout.state()
    if name == ROLLING:
        stage = next((t.stage for t in now.titles if t.slug == slug), None)
        require(acting.actor(), Verb.READ_ROLLING, Case(stage=stage))
    key = ("text", slug, name, now.text, now.documents, brackets_known())
    session, by = acting.session(), acting.actor()

    def load() -> Manuscript:
        return opened(shelves.text(session, by, shelf(slug), name))

    return memory().get_or_make(key, load, WHOLE)


def brackets_known() -> bool:
    """Whether this conference leaves places open in brackets."""
    return Procedure.BRACKETS in layout.parts()


def open_count(document: Document) -> int:
    """Return how many brackets are open in a document; 0 for those who may not know."""
    if not layout.may(Verb.READ_BRACKETS, stage=document.stage):
        return 0

    def load() -> Mapping[str, int]:
        return brackets.documents_open(acting.session())

    return debated("open", "", load, SOME).get(document.slug, 0)


def in_brackets(slug: str) -> frozenset[int]:
    """Return the numbers of the suggestions that are alternatives in open brackets."""
    if not (brackets_known() and layout.may(Verb.READ_BRACKETS, stage=shelf(slug).document.stage)):
        return frozenset()
    passages = text(slug, ROLLING).passages
    return frozenset().union(*(passage.in_brackets for passage in passages))


def opened(text: Manuscript) -> Manuscript:
    """Return a text with what is open in it; of a revision, what was, whatever is switched on."""
    if text.open_hash or (not text.revision_id and brackets_known()):
        return brackets.laid(acting.session(), text)
    return text


def newest(shelf: Shelf) -> Manuscript:
    """Return what the debate is shown against: the newest text that the reader may see."""
    slug = shelf.document.slug
    if layout.may(Verb.READ_ROLLING, stage=shelf.document.stage):
        return text(slug, ROLLING)
    if shelf.in_force is None:
        raise NotFound
    return text(slug, shelf.in_force.slug)


def present(document: Document) -> Manuscript:
    """Return the newest text that the reader may see, the rolling one as it is this moment.

    In an open debate the public reads along; drafts outlive a return to preparation.
    """
    if layout.may(Verb.READ_ROLLING, stage=document.stage):
        return texts.rolling(acting.session(), document)
    return newest(shelf(document.slug))


def listed(slug: str) -> tuple[Suggested, ...]:
    """Return all suggestions on a document that the reader may see, in text order.

    None to whom no text is shown yet: there is nothing that they could stand beside.
    """

    def load() -> tuple[Suggested, ...]:
        try:
            against = newest(shelf(slug))
        except NotFound:
            return ()
        document = shelf(slug).document
        listed = suggestions.listed(acting.session(), layout.reader(), document, against)
        return supported(listed, Suggestion.document_id == document.id)

    return debated("listed", slug, load, WHOLE)


def latest(slug: str) -> tuple[Suggested, ...]:
    """Return what was last suggested or decided on a document; none to whom it is closed.

    Its text is the same for all readers; what their delegation has to do with it is marked.
    """
    if not layout.may(Verb.READ_DEBATE):
        return ()

    def load() -> tuple[Suggested, ...]:
        document = shelf(slug).document
        rolling = text(slug, ROLLING)
        asked = supported(
            suggestions.latest(acting.session(), layout.reader(), document, rolling, LATEST)
        )
        return tuple(replace(suggestion, own=False) for suggestion in asked)

    return debated("latest", slug, load, SOME)


def disposed(slug: str) -> tuple[Disposed, ...]:
    """Return what became of all suggestions that the reader may see, in text order."""

    def load() -> tuple[Disposed, ...]:
        kept = shelf(slug)
        unprinted = bool(layout.may(Verb.READ_ROLLING, stage=kept.document.stage))
        return disposition(acting.session(), kept, listed(slug), unprinted=unprinted)

    return debated("disposed", slug, load, WHOLE)


def account(slug: str, name: str) -> TextAccount:
    """Return what happens to each row when a text is published: a revision, or what would be."""

    def load() -> TextAccount:
        kept, session = shelf(slug), acting.session()
        moment, read = NOW, shelves.text(session, acting.actor(), kept, name)
        if name == ROLLING:
            read = replace(read, passages=numbered(read.passages, read.scheme))
        else:
            moment = published(session, kept, kept.revision(name))
        kinds = _accounted_kinds(kept.document)
        return accounted.account(session, layout.reader(), layout.parts(), read, kinds, moment)

    return debated("account", (slug, name), load, WHOLE)


def _accounted_kinds(document: Document) -> set[AccountKind]:
    """Return what a reader may know of; each part while the conference has it."""
    parts, stage = layout.parts(), document.stage
    committee = acting.actor().capacity is Capacity.COMMITTEE
    known = {
        AccountKind.SUB_AMENDMENT: Procedure.SUBAMENDMENTS in parts,
        AccountKind.PACKAGE: layout.may(Verb.READ_PACKAGES),
        AccountKind.QUESTION: layout.may(Verb.READ_QUESTIONS, own=True),
        AccountKind.NOTE: committee and Procedure.NOTES in parts,
        AccountKind.POSITION: not parts.isdisjoint(PARTS),
        AccountKind.BRACKET: layout.may(Verb.READ_BRACKETS, stage=stage),
        AccountKind.AGREEMENT: layout.may(Verb.READ_AGREED),
        AccountKind.RESERVATION: layout.may(Verb.READ_AGREED),
    }
    return {kind for kind in AccountKind if known.get(kind, True)}


def on_paragraph(
    document: Document, rolling: Manuscript, passage: Passage
) -> tuple[Suggested, ...]:
    """Return what is asked about one paragraph of the newest text, or to stand after it."""
    id_, session, reader = passage.paragraph_id, acting.session(), layout.reader()

    def load() -> tuple[Suggested, ...]:
        return supported(suggestions.on_paragraph(session, reader, document, rolling, id_))

    return debated("asked", id_, load, SOME)


def alone(suggestion: Suggestion) -> tuple[Suggested, Manuscript]:
    """Return one suggestion as lists have it, and the text that it is about, as they are now."""
    document, rolling = suggestion.document, present(suggestion.document)
    only = Suggestion.id == suggestion.id
    listed = suggestions.listed(acting.session(), layout.reader(), document, rolling, only)
    (listed_alone,) = supported(listed)
    return listed_alone, rolling


def supported(listed: Sequence[Suggested], *only: sa.ColumnElement[bool]) -> tuple[Suggested, ...]:
    """Return suggestions with what others say to them, as far as that is switched on.

    Where delegations stand, how they amend the suggestion's own text, packages, what it excludes.
    """
    session, reader, parts = acting.session(), layout.reader(), layout.parts()
    stood = with_support(session, reader, parts, listed, *only)
    amended = with_subamendments(session, reader, parts, stood, *only)
    return with_groups(session, reader, parts, amended, *only)


def amending(suggestion: Suggestion) -> tuple[SubAmended, ...]:
    """Return the sub-amendments to one suggestion; none while that is switched off."""
    if not known(layout.parts()):
        return ()
    only = Suggestion.id == suggestion.id
    by_id = subamendments(acting.session(), layout.reader(), only)
    return by_id.get(suggestion.id, ())


def agreement(slug: str) -> Mapping[int, Agreed]:
    """Return what is agreed or was reopened, by paragraph of the newest text.

    Nothing where the conference knows no agreement, and to whom the debate is closed.
    """
    if not layout.may(Verb.READ_AGREED):
        return {}

    def load() -> Mapping[int, Agreed]:
        try:
            against = newest(shelf(slug))
        except NotFound:
            return {}
        document = shelf(slug).document
        return agreements.agreement(acting.session(), layout.reader(), document, against)

    return debated("agreement", slug, load, WHOLE)


def agreed_versions(slug: str, name: str) -> tuple[int, ...]:
    """Return the versions of a text that are agreed: now, or when it was published."""
    if name == ROLLING:
        agreed = agreement(slug).values()
        return tuple(sorted(newest_.version_id for newest_ in agreed if newest_.holds))
    if not layout.may(Verb.READ_AGREED):
        return ()

    def load() -> tuple[int, ...]:
        revision = shelf(slug).revision(name)
        return agreements.printed(acting.session(), layout.reader(), revision)

    return debated("agreed", (slug, name), load, SOME)


def shares() -> Mapping[str, Share]:
    """Return how much of each document is agreed, by slug; nothing where none knows agreement."""
    if not layout.may(Verb.READ_AGREED):
        return {}
    load = partial(agreements.shares, acting.session(), layout.reader())
    return debated("shares", "", load, SOME)


def reopens(slug: str, paragraph_id: int | None) -> bool:
    """Whether changing a paragraph can reopen what is agreed: itself, or items that go with it."""
    agreed = {id_ for id_, newest_ in agreement(slug).items() if newest_.holds}
    if not agreed or paragraph_id is None:
        return False
    going = block(newest(shelf(slug)).passages, paragraph_id)
    return not agreed.isdisjoint(passage.paragraph_id for passage in going)


def file(*about: Hashable, make: Callable[[], bytes]) -> bytes:
    """Return a file that tells of the debate, ``about`` which it is, in the reader's language."""
    key = ("file", about, language.code(), acting.actor().eyes, state_but_drafts())
    kept: bytes | None = memory().get(key)
    if kept is None:
        kept = make()
        memory().keep(key, kept, 1 + len(kept) // 1000)
    return kept


def counts(slug: str) -> Mapping[int, Counts] | None:
    """Return how much is said on each paragraph; None for readers who may not know."""
    if not layout.may(Verb.READ_DEBATE):
        return None

    def load() -> Mapping[int, Counts]:
        return suggestions.counts(acting.session(), layout.reader(), shelf(slug).document)

    return debated("counts", slug, load, SOME)


def tallies() -> Mapping[str, Tally] | None:
    """Return how many suggestions each document has, by slug; None to whom it is closed."""
    if not layout.may(Verb.READ_DEBATE):
        return None

    def load() -> Mapping[str, Tally]:
        return counting.tallies(acting.session(), layout.reader())

    return debated("tallies", "", load, SOME)


def tally(slug: str) -> Tally | None:
    """Return how many suggestions a document has; None to whom it is closed."""
    counted = tallies()
    return None if counted is None else counted.get(slug, counting.NOTHING)


def debated(name: str, about: Hashable, load: Callable[[], T], size: int) -> T:
    """Return what is said ``about`` something, for all who see the debate with the same eyes."""
    key = (name, about, acting.actor().eyes, state_but_drafts())
    return memory().get_or_make(key, load, size)


def page_part(*depends: Hashable, make: Callable[[], T]) -> T:
    """Return a part of this page, shared by all readers of one role, language and zone.

    It is kept under the path, the state of all texts and stages, and ``depends``: name there
    whatever else it shows, ``request.args`` included, and put nothing of one person into it.
    """
    now, role = layout.state(), replace(acting.actor(), person_id=0, delegation_id=None)
    state = (now.conference, now.text, now.documents)
    key = ("part", request.path, request.host_url, language.code(), _zones(), role, state)
    return memory().get_or_make((*key, *depends), make, WHOLE)


def cached_row(template: str, macro: str, *shows: Hashable) -> Markup:
    """Render one row of a list: a macro of what it ``shows``, under which it is kept.

    The macro is given no reader: whatever depends on one is among ``shows``.
    """
    key = ("row", template, macro, language.code(), _zones(), *shows)
    return memory().get_or_make(key, lambda: get_template_attribute(template, macro)(*shows))


def state_but_drafts() -> Hashable:
    """Return the state but for unsent work, which nobody else is shown."""
    return replace(layout.state(), unsent=(0, ""))


def _zones() -> tuple[str, str]:
    """Return the zones in which moments are told: the conference's, and the reader's own."""
    account, conference = acting.account(), layout.banner()
    return conference.time_zone if conference else "", account.time_zone if account else ""
