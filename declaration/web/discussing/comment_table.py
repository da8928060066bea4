"""All comments on a document as the rows of a table, in the order of the text."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

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


class PlacedThread(NamedTuple):
    """A comment with its answers; ``asked``: the suggestion that it is on."""

    paragraph_id: int | None
    about: str
    asked: Suggested | None
    thread: Thread

    @property
    def comments(self) -> tuple[AnchoredComment, ...]:
        """Return the comment and its answers."""
        return self.thread.comment, *self.thread.answers


def threads(slug: str) -> tuple[PlacedThread, ...]:
    """Return all that is said, in the order of the text.

    What is on the text as a whole comes first, what no text shows any more last. Two statements,
    besides text and suggestions.
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
        about = asked.paragraph_id or asked.after_id if asked else thread.comment.paragraph_id
        placed.append(PlacedThread(about, _about(about, passages), asked, thread))
    last = len(order)
    return tuple(
        sorted(
            placed,
            key=lambda each: (
                -1 if each.paragraph_id is None else order.get(each.paragraph_id, last)
            ),
        )
    )


def _about(paragraph_id: int | None, passages: Mapping[int, Passage]) -> str:
    if paragraph_id is None:
        return _("Text as a whole")
    return places.name(passages.get(paragraph_id))


def rows(slug: str) -> Iterator[list[str]]:
    """Yield each comment, and below it its answers; the committee's notes leave in no file."""
    for placed in threads(slug):
        first, number = placed.thread.comment, str(placed.asked.number) if placed.asked else ""
        for comment in (each for each in placed.comments if not each.note):
            above = "" if comment is first else str(first.id)
            yield [str(comment.id), above, number, placed.about, *_cells(comment)]


def _cells(comment: AnchoredComment) -> list[str]:
    gone = comment.withdrawn or comment.redacted
    return [
        sentences.author(comment),
        "" if gone else comment.quote,
        words(comment),
        "" if gone else _standing(comment),
        comment.created_at.isoformat(timespec="seconds"),
    ]


def _standing(comment: AnchoredComment) -> str:
    """Say how a comment stands; that it is the delegation's own affair, in any case."""
    standing, internal = sentences.standing_of(comment)[0] or "", _("Internal")
    named = [internal] if comment.internal and standing != internal else []
    return " · ".join(filter(None, (*named, standing)))


def words(comment: AnchoredComment) -> str:
    """Return the words of a comment, or why there are none."""
    if comment.withdrawn:
        return _("This comment was withdrawn.")
    return sentences.redacted() if comment.redacted else comment.words
