"""What happens at the adoption of a text and beside it, in one lifetime of a conference."""

from declaration.actions.journal import redaction
from declaration.actions.publishing import adoption, corrections, explanations
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.publishing.explanations import Explaining
from models.document import Version
from models.negotiation import ExplanationKind


def adopt_again(life, by, revision, record):
    """Adopt a text, undo that, and adopt it for good."""
    entered = adoption.adopt(life.session, by, revision, record, at=life.later(days=5))
    adoption.undo(life.session, by, entered, "A slip.", at=life.later())
    adoption.adopt(life.session, by, revision, record, at=life.later())


def after_adoption(life, cast, text):
    """Correct a misprint in the adopted text; explain, reserve, withdraw."""
    about = life.paragraph("We call on States")
    version = life.newest(Version, paragraph_id=about.id)
    values = Correcting(about.id, version.id, f"{version.words} Now.", "A word was lost.")
    corrections.correct(life.session, cast["noor"], text, values, at=life.later())
    kinds = ExplanationKind
    note = Explaining(cast["amina"].delegation_id, kinds.RESERVATION, "Not by law.", "en", about.id)
    reserved = explanations.explain(life.session, cast["amina"], text, note, at=life.later())
    explanations.withdraw(life.session, cast["amina"], reserved, at=life.later())
    note = Explaining(cast["luis"].delegation_id, kinds.EXPLANATION, "We shall.", "en")
    entered = explanations.explain(life.session, cast["noor"], text, note, at=life.later())
    redaction.redact(life.session, cast["noor"], entered, at=life.later())
