"""The columns of the tables to take away, and their rows, in the reader's language."""

from flask_babel import lazy_gettext as _l

from declaration.queries.publishing.disposition import Disposed
from declaration.queries.suggesting.suggestions import Listed
from declaration.web import naming
from declaration.web.wording import label

SUGGESTIONS = (
    _l("Number"),
    _l("Paragraph"),
    _l("Form"),
    _l("Delegation"),
    _l("State"),
    _l("Words"),
    _l("Reason"),
    _l("Submitted (UTC)"),
    _l("Late by (seconds)"),
)
DISPOSITION = (
    _l("Number"),
    _l("Old number"),
    _l("New number"),
    _l("What is asked"),
    _l("Delegation"),
    _l("Outcome"),
    _l("Reason"),
    _l("Revision"),
)


def suggestion_row(one: Listed) -> list[str]:
    """Return a suggestion's cells."""
    passage = one.paragraph or one.after
    return [
        str(one.number),
        passage.number if passage else "",
        label(one.form),
        naming.author(one),
        naming.state(one)[0],
        one.words,
        one.reason,
        one.submitted_at.isoformat(timespec="seconds"),
        str(one.late_seconds or ""),
    ]


def disposition_row(row: Disposed) -> list[str]:
    """Return what became of a suggestion, as cells."""
    one = row.suggestion
    return [
        str(one.number),
        row.old_number,
        row.new_number,
        naming.asked(one),
        naming.author(one),
        naming.outcome(one) or naming.state(one)[0],
        one.ruling.reason if one.ruling else "",
        one.ruling.revision_label if one.ruling else "",
    ]
