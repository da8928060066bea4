"""What happens beside an adopted text, in one lifetime of a conference."""

from declaration.actions.journal import redaction
from declaration.actions.publishing import corrections, explanations
from declaration.actions.publishing.corrections import Correcting
from declaration.actions.publishing.explanations import Explaining
from models.document import Version
from models.vocabulary import ExplanationKind


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
