"""All comments on a document as the rows of a table, in the order of the text."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _, lazy_gettext as _l

from declaration.errors import NotFound
from declaration.manuscript import Passage
from declaration.queries import comments
from declaration.queries.comments import AnchoredComment, Thread
from declaration.queries.suggesting.standing import by_paragraph
from declaration.queries.suggesting.suggestions import Suggested
from declaration.web.cache import shared
from declaration.web.discussing import places, sentences
from declaration.web.frame import layout
from declaration.web.frame.acting import session

HEADS = (
    _l("Comment no."),
    _l("Reply to"),
    _l("Suggestion"),
    _l("About"),
    _l("Delegation"),
    _l("Quoted text"),
    _l("Comment"),
    _l("Status"),
    _l("Made (UTC)"),
)


def threads(slug: str) -> tuple[tuple[str, Suggested | None, Thread], ...]:
    """Return each comment with its answers, after the name of its place and its suggestion.

    In the order of the text; what is on the text as a whole comes first, what no text shows any
    more last. Two statements, besides text and suggestions.
    """
    shelf = shared.shelf(slug)
    try:
        passages = by_paragraph(shared.newest(shelf).passages)
    except NotFound:  # nobody is shown a debate on a text that nobody is shown
        return ()
    suggestions = {suggestion.id: suggestion for suggestion in shared.listed(slug)}
    order = {paragraph_id: place for place, paragraph_id in enumerate(passages)}
    placed = []
    for thread in comments.everywhere(session(), layout.reader(), shelf.document, passages):
        asked = suggestions.get(thread.comment.suggestion_id or 0)
        paragraph_id = (
            asked.paragraph_id or asked.after_id if asked else thread.comment.paragraph_id
        )
        place = -1 if paragraph_id is None else order.get(paragraph_id, len(order))
        placed.append((place, _about(paragraph_id, passages), asked, thread))
    return tuple(line[1:] for line in sorted(placed, key=lambda line: line[0]))


def _about(paragraph_id: int | None, passages: Mapping[int, Passage]) -> str:
    if paragraph_id is None:
        return _("Text as a whole")
    return places.name(passages.get(paragraph_id))


def rows(slug: str) -> Iterator[list[str]]:
    """Yield each comment, and below it its answers."""
    for about, asked, thread in threads(slug):
        number = str(asked.number) if asked else ""
        for comment in (thread.comment, *thread.answers):
            above = "" if comment is thread.comment else str(thread.comment.id)
            yield [str(comment.id), above, number, about, *_cells(comment)]


def _cells(comment: AnchoredComment) -> list[str]:
    gone = comment.withdrawn or comment.redacted
    return [
        sentences.author(comment),
        "" if gone else comment.quote,
        words(comment),
        "" if gone else sentences.standing_of(comment)[0] or "",
        comment.created_at.isoformat(timespec="seconds"),
    ]


def words(comment: AnchoredComment) -> str:
    """Return the words of a comment, or why there are none."""
    if comment.withdrawn:
        return _("This comment was withdrawn.")
    return _("The secretariat has redacted this content.") if comment.redacted else comment.words
