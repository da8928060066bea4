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


NOTHING_CHANGES = _l("The document has been adopted: nothing in it can be changed any more.")

STAGES: Mapping[Stage, StageWords] = {
    Stage.PREPARATION: StageWords(
        _l("In preparation"),
        _l("The text is still in preparation: the secretariat has not opened it yet."),
        _l("The secretariat edits the text. Delegations neither suggest nor comment."),
        _l("The secretariat works on the text. The zero draft will stand here."),
    ),
    Stage.CONSULTATION: StageWords(
        _l("Open for suggestions"),
        _l("The text is open for suggestions: this belongs to another stage."),
        _l("Delegations suggest changes and comment, the committee decides, the chair publishes."),
        _l("Delegations suggest changes; everybody can read the text and compare its revisions."),
    ),
    Stage.CONSOLIDATION: StageWords(
        _l("With the drafting committee"),
        _l("The drafting committee is at work: suggestions can no longer be sent."),
        _l(
            "Delegations comment and write drafts, but send no suggestions. "
            "Only the committee and its chair change the text."
        ),
        _l("The drafting committee finishes the text. Suggestions can no longer be handed in."),
    ),
    Stage.ADOPTED: StageWords(_l("Adopted"), NOTHING_CHANGES, NOTHING_CHANGES, NOTHING_CHANGES),
}
