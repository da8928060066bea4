"""The forms in which something is entered for a delegation: as a suggestion, or as a comment."""

from collections.abc import Sequence

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs

from declaration.actions.negotiating.entries import Origin
from declaration.errors import Invalid
from declaration.queries.negotiating.entries import RepresentedDelegation
from declaration.web.discussing.comment_form import RemarkForm
from declaration.web.frame.addresses import numeral
from declaration.web.frame.labels import label
from declaration.web.suggesting.suggestion_form import AskForm
from models.vocabulary import EntrySource


class OriginFields:
    """For whom, and where it comes from: the fields that both forms have beside their own."""

    delegation = SelectField(_l("Delegation"), validate_choice=False)
    source = SelectField(_l("Received"), validate_choice=False)

    def offer(self, delegations: Sequence[RepresentedDelegation]) -> None:
        """Let the reader choose one of these delegations."""
        named = [SelectChoice(str(each.id), _called(each)) for each in delegations]
        self.delegation.choices = [SelectChoice("", _("Choose a delegation")), *named]
        self.source.choices = [SelectChoice(each.value, label(each)) for each in EntrySource]

    @property
    def origin(self) -> Origin:
        """Return what was chosen. Raises Invalid."""
        delegation_id, source = numeral(self.delegation.data), self.source.data
        if delegation_id is None:
            raise Invalid("delegation", "missing")
        if source not in set(EntrySource):
            raise Invalid("source", "unknown")
        return Origin(delegation_id, EntrySource(source))


class SuggestionEntryForm(OriginFields, AskForm):
    """A suggestion that is entered for a delegation."""


class CommentEntryForm(OriginFields, RemarkForm):
    """A comment that is entered for a delegation."""


def _called(delegation: RepresentedDelegation) -> str:
    if delegation.heard:
        return delegation.name
    return _("%(delegation)s – no one there can confirm yet", delegation=delegation.name)
