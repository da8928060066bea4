"""What each stage of a document means on a page: the one place where the web words it.

What may be done in a stage, and what follows it, ``declaration.rules`` says; whether suggestions
are taken and whether it is the last, the enumeration itself. A new stage needs its words here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext as _l

from models.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class StageWords:
    """The name of a stage, and sentences for those who meet it.

    ``refusal``: why something that belongs to another stage cannot be done now.
    ``consequence``: what will hold for everybody; the secretariat reads it first.
    ``state``: what holds now, on the front page.
    """

    label: LazyString
    refusal: LazyString
    consequence: LazyString
    state: LazyString


NOTHING_CHANGES = _l("The document has been adopted. It can no longer be changed.")

STAGES: Mapping[Stage, StageWords] = {
    Stage.PREPARATION: StageWords(
        _l("In preparation"),
        _l("The text is still being prepared. The secretariat has not opened it yet."),
        _l("The secretariat edits the text. Delegations cannot suggest changes or comment yet."),
        _l("The secretariat is preparing the text. The zero draft will be published here."),
    ),
    Stage.CONSULTATION: StageWords(
        _l("Open for suggestions"),
        _l("This is not possible while the text is open for suggestions."),
        _l("Delegations suggest changes and comment, the committee decides, the chair publishes."),
        _l("Delegations suggest changes; anyone can read the text and compare its revisions."),
    ),
    Stage.CONSOLIDATION: StageWords(
        _l("With the drafting committee"),
        _l("The text is with the drafting committee. Suggestions can no longer be submitted."),
        _l(
            "Delegations can comment and write drafts, but cannot submit suggestions. Only the "
            "committee and its chair change the text."
        ),
        _l(
            "The drafting committee is finalising the text. Suggestions can no longer be submitted."
        ),
    ),
    Stage.ADOPTED: StageWords(_l("Adopted"), NOTHING_CHANGES, NOTHING_CHANGES, NOTHING_CHANGES),
}
