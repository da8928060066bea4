"""What the panel of a paragraph says of agreement ad referendum, and what the reader may do."""

from dataclasses import dataclass

from declaration.manuscript import Manuscript, Passage
from declaration.queries.negotiating import agreement as agreements
from declaration.queries.negotiating.agreement import Agreed, Reserved, Share
from declaration.verbs import Verb
from declaration.web.cache import shared
from declaration.web.frame import layout
from models.document import Document


@dataclass(frozen=True, slots=True)
class AgreementPart:
    """What was said last of the paragraph, None for nothing; of a heading, the section's share.

    ``seen``: what a form sends of the text on the screen. ``agrees``, ``reopens``, ``reserves``:
    the reader may do it now. ``own``: the reservation of the reader's delegation.
    """

    newest: Agreed | None
    share: Share | None
    seen: str
    agrees: bool
    reopens: bool
    reserves: bool
    own: Reserved | None


def agreement_part(document: Document, text: Manuscript, passage: Passage) -> AgreementPart | None:
    """Return what stands in the panel; None where nothing does. Two statements at most."""
    if not layout.may(Verb.READ_AGREED) or not passage.live:
        return None
    agreed = shared.agreement(document.slug)
    newest = agreed.get(passage.paragraph_id)
    section = agreements.section(text, passage.paragraph_id)
    heads = passage.kind.heads
    held = [p for p in section if p.paragraph_id in agreed and agreed[p.paragraph_id].holds]
    decides = bool(section and layout.may(Verb.AGREE, stage=document.stage))
    if not (newest or decides or (heads and held)):
        return None
    reserved = newest.reservations if newest else ()
    own = next((reservation for reservation in reserved if reservation.own), None)
    submits = bool(layout.may(Verb.RESERVE, stage=document.stage))
    return AgreementPart(
        newest=newest,
        share=Share(len(held), len(section)) if heads else None,
        seen=agreements.seen(section),
        agrees=decides and len(held) < len(section),
        reopens=decides and bool(held),
        reserves=submits and bool(newest and newest.holds) and own is None,
        own=own if submits else None,
    )
