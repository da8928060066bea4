"""What hangs beside a paragraph: who asks for what, who says what, and what the reader may do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from flask import request
from markupsafe import Markup

from declaration.actions.journal import audience as audiences
from declaration.manuscript import Manuscript, Passage
from declaration.queries import comments as discussion
from declaration.queries.negotiating import asking as queries
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.suggesting.suggestions import Suggested
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.cache.memory import memory
from declaration.web.cache.redlines import piece_html, snippet_html
from declaration.web.cache.watching import may_watch, watches
from declaration.web.discussing import asking, sentences
from declaration.web.discussing.agreement import AgreementPart, agreement_part
from declaration.web.discussing.comment_form import RemarkForm, quoted
from declaration.web.frame import language, layout
from declaration.web.frame.acting import session
from models.document import Document
from models.vocabulary import Stage, Status


@dataclass(frozen=True, slots=True)
class Card:
    """A suggestion in words: ``asked`` in one line, how it stands, a snippet of its redline.

    ``bracketed``: it is an alternative in an open bracket.
    """

    suggestion: Suggested
    snippet: Markup
    asked: str
    author: str
    note: str | None
    standing: str
    tone: str
    outcome: str | None
    language: str
    bracketed: bool = False

    @property
    def html(self) -> Markup:
        """Render the whole redline."""
        return piece_html(sentences.piece(self.suggestion))


class OpenStands(NamedTuple):
    """What the reader may do with the suggestions of others: take a position, join as author."""

    takes: bool
    joins: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """All that ``discussing/_panel.html`` needs.

    ``live``: suggestions that await a decision; ``entered``: those that await their delegation's
    word before; ``form`` is None for readers who may not comment; ``suggests``: the reader may
    draft or submit; ``brackets``: leave words open; ``promise``: who reads a position that is
    taken here; ``agreement``: where the conference knows it; ``watched``: they watch the
    paragraph, None where they may not; ``questions``: what their delegation is asked, by the
    number of its suggestion. Beside a text: ``opening`` is the page with this panel,
    ``in_text`` where each suggestion stands in the text, ``opened`` the one that does now.
    """

    document: Document
    passage: Passage
    entered: tuple[Card, ...]
    live: tuple[Card, ...]
    settled: tuple[Card, ...]
    threads: tuple[discussion.Thread, ...]
    form: RemarkForm | None
    audience: str
    suggests: bool
    acts: OpenStands
    promise: str
    brackets: bool
    agreement: AgreementPart | None
    watched: bool | None
    questions: Mapping[int, AskedRound]
    opening: str = ""
    in_text: Mapping[int, str] = field(default_factory=dict)
    opened: int = 0


def panel(
    document: Document, rolling: Manuscript, passage: Passage, *, remarks: bool = True
) -> Panel:
    """Load what is said on one paragraph of the rolling text. Three statements at most.

    Without ``remarks`` there is no form to comment: another form stands on the page.
    """
    by = layout.reader()
    audience = audiences.of(opened=by.debate_open and not document.rehearsal)
    form = None
    if remarks and comments(document.stage):
        values = quoted(request.args)
        form = RemarkForm.on(passage.version_id, promise=audience.value, **values)
    suggestions = cards(shared.on_paragraph(document, rolling, passage), passage.in_brackets)
    return Panel(
        document=document,
        passage=passage,
        entered=tuple(card for card in suggestions if card.suggestion.status is Status.ENTERED),
        live=tuple(card for card in suggestions if card.suggestion.live),
        settled=tuple(card for card in suggestions if not card.suggestion.open),
        threads=discussion.on_paragraph(session(), by, passage),
        form=form,
        audience=sentences.readers(audience),
        acts=acts(document.stage),
        promise=audience.value,
        suggests=bool(layout.may(Verb.DRAFT, stage=document.stage)),
        brackets=bool(layout.may(Verb.BRACKET, stage=document.stage)) and passage.live,
        agreement=agreement_part(document, rolling, passage),
        watched=watches(document.id, passage.paragraph_id) if may_watch() else None,
        questions=_questions(card.suggestion for card in suggestions),
    )


def _questions(listed: Iterable[Suggested]) -> dict[int, AskedRound]:
    """Return what the reader's delegation has to answer about these. One statement at most."""
    own = [item.number for item in listed if item.own and item.live]
    if not own:
        return {}
    asked = asking.asked(queries.on_suggestions(own))
    return {each.number: each for each in asked if each.newest and each.awaits}


def acts(stage: Stage) -> OpenStands:
    """Return what the reader may do in this stage with pending suggestions of others."""
    verbs = (Verb.TAKE_POSITION, Verb.COSPONSOR)
    return OpenStands(*(bool(layout.may(verb, stage=stage)) for verb in verbs))


def cards(listed: Iterable[Suggested], bracketed: Collection[int] = ()) -> tuple[Card, ...]:
    """Put suggestions into words, in their order; ``bracketed``: numbers, as Card says."""
    memory_, code = memory(), language.code()
    made = [memory_.get_or_make(("card", code, item), partial(_card, item)) for item in listed]
    return tuple(
        replace(card, bracketed=True) if card.suggestion.number in bracketed else card
        for card in made
    )


def comments(stage: Stage) -> bool:
    """Whether the reader may comment in this stage."""
    return bool(layout.may(Verb.COMMENT, stage=stage))


def _card(suggestion: Suggested) -> Card:
    standing, tone = sentences.badge(suggestion)
    return Card(
        suggestion=suggestion,
        snippet=snippet_html(sentences.piece(suggestion)),
        asked=sentences.asked(suggestion),
        author=sentences.author(suggestion),
        note=sentences.note(suggestion),
        standing=standing,
        tone=tone,
        outcome=sentences.outcome(suggestion),
        language=sentences.language(suggestion),
    )
