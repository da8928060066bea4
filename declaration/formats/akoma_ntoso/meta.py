"""What an Akoma Ntoso file says of itself: names, dates, versions, references, changes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from declaration.formats.akoma_ntoso.addresses import ACTOR, FORMAT, NamedVersion, Naming
from declaration.formats.akoma_ntoso.xml import Element, add
from declaration.text import sayable

SECRETARIAT = "secretariat"
SOURCE = f"#{SECRETARIAT}"  # whose word all of this is
ORGANIZATIONS = {ACTOR: "Conference", SECRETARIAT: "Secretariat"}


class Modification(NamedTuple):
    """A change of a paragraph: Akoma Ntoso's type, the eId, and its old one ("" without one)."""

    type: str
    destination: str
    previous: str = ""


def identification(meta: Element, naming: Naming, component: str) -> None:
    """Say which work, version and file it is; ``component`` is "/!main", or "/!annex_1"."""
    parent = add(meta, "identification", source=SOURCE)
    text, since = naming.text, naming.since
    work = _level(parent, "FRBRWork", naming.work + component, naming.work)
    _dated(work, naming.began, "firstVersion", ACTOR)
    add(work, "FRBRcountry", value="un")
    add(work, "FRBRsubtype", value=text.scheme.value)
    add(work, "FRBRnumber", value=naming.number)
    add(work, "FRBRname", value=text.title)
    version = _level(parent, "FRBRExpression", naming.expression + component, naming.expression)
    for name, value in (("symbol", text.symbol), ("sha-256", text.content_hash)):
        if value:
            add(version, "FRBRalias", name=name, value=value)
    _dated(version, naming.latest, "version" if naming.date else "latestVersion", ACTOR)
    if text.ordinal >= 0:
        add(version, "FRBRversionNumber", value=str(text.ordinal))
    if since:
        label = since.versions[-1].label
        add(version, "FRBRmasterExpression", href=since.expression, showAs=label)
    add(version, "FRBRlanguage", language=naming.language)
    file = _level(parent, "FRBRManifestation", naming.file(component), naming.file())
    _dated(file, naming.latest, "export", SECRETARIAT)
    add(file, "FRBRformat", value=FORMAT)


def rest(meta: Element, naming: Naming, changes: Sequence[Modification], note: str) -> None:
    """Say how the text came about, what ``changes`` it has, and what it points to."""
    versions = {f"ro_{place}": version for place, version in enumerate(naming.versions, 1)}
    _lifecycle(meta, versions)
    if changes:
        _analysis(meta, naming, changes, source=f"#{list(versions)[-1]}")
    references = add(meta, "references", source=SOURCE)
    for eid, version in versions.items():
        name = "passiveRef" if len(references) else "original"
        add(references, name, eId=eid, href=version.address, showAs=version.label)
    for eid, name in ORGANIZATIONS.items():
        href = f"/akn/ontology/organization/un/{eid}"
        add(references, "TLCOrganization", eId=eid, href=href, showAs=name)
    if note:
        notes = add(meta, "notes", source=SOURCE)
        add(add(notes, "note", eId="note_1"), "p").text = sayable(note)


def _lifecycle(meta: Element, versions: Mapping[str, NamedVersion]) -> None:
    dated = {eid: version.date for eid, version in versions.items() if version.date}
    if not dated:
        return
    lifecycle = add(meta, "lifecycle", source=SOURCE)
    for place, (eid, date) in enumerate(dated.items(), 1):
        kind = "amendment" if place > 1 else "generation"
        add(lifecycle, "eventRef", eId=f"eref_{place}", date=date, source=f"#{eid}", type=kind)


def _analysis(
    meta: Element, naming: Naming, changes: Sequence[Modification], *, source: str
) -> None:
    modifications = add(add(meta, "analysis", source=SOURCE), "passiveModifications")
    for place, change in enumerate(changes, 1):
        modified = add(modifications, "textualMod", type=change.type, eId=f"pmod_{place}")
        add(modified, "source", href=source)
        add(modified, "destination", href=f"#{change.destination}")
        if change.previous and naming.since:
            add(modified, "previous", href=f"{naming.since.expression}/!main~{change.previous}")


def _level(parent: Element, name: str, this: str, uri: str) -> Element:
    level = add(parent, name)
    add(level, "FRBRthis", value=this)
    add(level, "FRBRuri", value=uri)
    return level


def _dated(level: Element, date: str, name: str, author: str) -> None:
    add(level, "FRBRdate", date=date, name=name)
    add(level, "FRBRauthor", href=f"#{author}")
