"""Who takes part: delegations by region and kind, with what each did; the same as a table."""

from collections import Counter
from collections.abc import Iterator

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l, lazy_pgettext

from declaration.formats import TABLES
from declaration.queries.negotiating import participants as queries
from declaration.queries.negotiating.participants import (
    Deed,
    Participant,
    RegionParticipants,
    counted,
    total,
)
from declaration.verbs import Verb
from declaration.web.frame import answers, layout
from declaration.web.frame.acting import session, verb
from declaration.web.frame.addresses import file_link
from declaration.web.frame.labels import label
from models.vocabulary import DelegationKind, Procedure

HEADS = {  # of columns; whoever adds a deed names it here
    Deed.SUGGESTIONS: _l("Suggestions"),
    Deed.PENDING: lazy_pgettext("several suggestions", "Pending"),
    Deed.ACCEPTED: lazy_pgettext("several suggestions", "Accepted"),
    Deed.NOT_ACCEPTED: _l("Not accepted"),
    Deed.WITHDRAWN: lazy_pgettext("several suggestions", "Withdrawn"),
    Deed.ENTERED: lazy_pgettext("several suggestions", "Not confirmed"),
    Deed.SUBAMENDMENTS: _l("Sub-amendments"),
    Deed.COMMENTS: _l("Comments"),
    Deed.SUPPORT: _l("Support"),
    Deed.OBJECT: _l("Objections"),
    Deed.COSPONSOR: _l("As co-sponsor"),
    Deed.RESERVATIONS: _l("Reservations"),
}

blueprint = Blueprint("participants", __name__)


@blueprint.get("/participants")
@verb(Verb.READ_PARTICIPANTS)
def show() -> ResponseReturnValue:
    """Show the delegations by region and kind, with what each did."""
    regions = _regions()
    everybody = [each for region in regions for each in region.participants]
    kinds = Counter(each.kind for each in everybody)
    return render_template(
        "people/participants.html",
        regions=regions,
        columns=[(deed, HEADS[deed]) for deed in counted(layout.parts())],
        kinds=[(label(kind), kinds[kind]) for kind in DelegationKind if kinds[kind]],
        count=len(everybody),
        total=total(everybody),
        files=[file_link("participants.table", _("Participants"), format_) for format_ in TABLES],
    )


@blueprint.get("/participants.<format_>")
@verb(Verb.READ_PARTICIPANTS)
def table(format_: str) -> ResponseReturnValue:
    """Send the same as a table."""
    deeds = counted(layout.parts())
    asked = Procedure.CREDENTIALS in layout.parts()
    heads = (
        _("World region"),
        _("Type of delegation"),
        _("Delegation"),
        _("Country"),
        *([_("Credentials")] * asked),
        _("Members"),
        *(HEADS[deed] for deed in deeds),
    )
    rows = (_row(each, deeds, asked=asked) for region in _regions() for each in region.participants)
    return answers.table("participants", format_, heads, rows)


@blueprint.app_template_global()
def seats(participant: Participant) -> str:
    """Name the people of a delegation with their posts; the posts alone where no name is told."""
    named = [f"{each.name} ({label(each.post)})" for each in participant.seated if each.name]
    posts = Counter(each.post for each in participant.seated if not each.name)
    bare = [
        label(post) if count == 1 else f"{label(post)} × {count}" for post, count in posts.items()
    ]
    return ", ".join((*named, *bare))


def _regions() -> tuple[RegionParticipants, ...]:
    return queries.participants(session(), layout.reader(), layout.parts())


def _row(participant: Participant, deeds: tuple[Deed, ...], *, asked: bool) -> list[str]:
    return [
        label(participant.region),
        label(participant.kind),
        participant.name,
        participant.country,
        *_credentials(participant, asked=asked),
        seats(participant),
        *(str(participant.deeds.get(deed, 0)) for deed in deeds),
    ]


def _credentials(participant: Participant, *, asked: bool) -> Iterator[str]:
    if asked:
        yield label(participant.credentials) if participant.credentials else ""
