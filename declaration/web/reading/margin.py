"""What is said on a text, as it stands in the margin of its files."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _

from declaration.comparison import Annotation, Hand, Reply
from declaration.manuscript import Manuscript, Passage
from declaration.queries import comments
from declaration.queries.comments import AnchoredComment, Thread
from declaration.queries.suggesting.standing import by_paragraph
from declaration.verbs import Verb
from declaration.web.discussing import sentences
from declaration.web.frame import layout
from declaration.web.frame.acting import session
from models.document import Document


def annotations(document: Document, text: Manuscript) -> tuple[Annotation, ...]:
    """Return the comments on a text and its paragraphs, against its words.

    None to whom the debate is closed; nothing that is internal, withdrawn or redacted leaves in a
    file. What is said on a suggestion stands beside that. One statement.
    """
    if not layout.may(Verb.READ_DEBATE):
        return ()
    passages = {key: p for key, p in by_paragraph(text.passages).items() if p.live}
    threads = comments.everywhere(session(), layout.reader(), document, passages)
    on_text = (thread for thread in threads if thread.comment.suggestion_id is None)
    return tuple(made for thread in on_text for made in _made(thread, passages))


def _made(thread: Thread, passages: Mapping[int, Passage]) -> Iterator[Annotation]:
    """Yield a comment with its answers; once it is gone the first of these stands for it."""
    remarks = [made for made in (thread.comment, *thread.answers) if made.words]
    shown = [made for made in remarks if not made.internal]
    if not shown:
        return
    first, *answers = shown
    yield Annotation(
        paragraph_id=first.paragraph_id,
        hand=_hand(first),
        words="\n".join(filter(None, (_lost(first, passages), first.words))),
        start=first.start,
        end=first.end,
        resolved=thread.comment.resolved,
        answers=tuple(Reply(_hand(made), made.words, made.language) for made in answers),
        language=first.language,
    )


def _lost(remark: AnchoredComment, passages: Mapping[int, Passage]) -> str:
    """Say what a comment is about where that is not in the text."""
    if remark.quote and not remark.end:
        return _("Not in this text: “%(words)s”", words=remark.quote)
    if remark.paragraph_id is not None and remark.paragraph_id not in passages:
        return _("The paragraph is not in this text.")
    return ""


def _hand(remark: AnchoredComment) -> Hand:
    return Hand(sentences.author(remark), remark.created_at)
