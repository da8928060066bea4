"""How a text, or a paragraph of it, is cited: what it is called, of which day, and its address."""

from flask_babel import gettext as _

from declaration.queries.reading import paragraph as stories
from declaration.queries.reading.shelf import Shelf
from declaration.web.discussing import places
from declaration.web.frame import addresses, moments
from declaration.web.frame.labels import revision_label
from models.document import Revision


def address(shelf: Shelf, revision: Revision | None) -> str:
    """Return the one address of a text, whole: of what holds now, the document's own."""
    slug = shelf.document.slug
    if revision is None:
        return addresses.handed_out("reading.rolling", slug=slug)
    if revision == shelf.in_force:
        return addresses.handed_out("reading.text", slug=slug)
    return addresses.handed_out("reading.revision", slug=slug, name=revision.slug)


def of_adopted(shelf: Shelf) -> str:
    """Say title, symbol, place and day of the adoption, and where the text is to be read.

    Empty where no text has been adopted.
    """
    if shelf.adoption is None or shelf.adopted is None:
        return ""
    values = {
        "title": " ".join(filter(None, (shelf.document.title, _symbol(shelf.adopted)))),
        "place": shelf.adoption.place,
        "date": moments.day(shelf.adoption.adopted_on),
        "address": address(shelf, shelf.in_force),
    }
    if shelf.corrected:
        values["revision"] = shelf.corrected[-1].label
        return _(
            "%(title)s, adopted in %(place)s on %(date)s, as corrected by %(revision)s, "
            "%(address)s",
            **values,
        )
    return _("%(title)s, adopted in %(place)s on %(date)s, %(address)s", **values)


def _symbol(revision: Revision) -> str:
    return f"({revision.symbol})" if revision.symbol else ""


def of_paragraph(shelf: Shelf, story: stories.Story) -> str:
    """Say title, number, revision or adoption with its date, and the permanent address."""
    if not story.prints:
        return ""
    in_force = [printed for printed in story.prints if printed.revision == shelf.in_force]
    cited = (in_force or story.prints)[-1]
    adopted = shelf.adoption if in_force else None
    values = {
        "title": shelf.document.title,
        "number": cited.passage.number,
        "revision": revision_label(cited.revision.called),
        "date": moments.day(adopted.adopted_on if adopted else cited.revision.published_at),
        "address": addresses.handed_out(
            "reading.paragraph", slug=shelf.document.slug, uid=story.paragraph.uid
        ),
    }
    if adopted and (corrected := _corrected(shelf, story)):
        place = places.name(cited.passage)
        values |= {"place": place, "revision": corrected}
        return _(
            "%(title)s, %(place)s, adopted on %(date)s, as corrected by %(revision)s, %(address)s",
            **values,
        )
    if adopted and cited.passage.number:
        return _("%(title)s, paragraph %(number)s, adopted on %(date)s, %(address)s", **values)
    if adopted:
        return _("%(title)s, adopted on %(date)s, %(address)s", **values)
    if cited.passage.number:
        return _("%(title)s, paragraph %(number)s, %(revision)s, %(date)s, %(address)s", **values)
    return _("%(title)s, %(revision)s, %(date)s, %(address)s", **values)


def _corrected(shelf: Shelf, story: stories.Story) -> str:
    """Return the label of the last correction of a paragraph; empty where there is none."""
    paragraph_id = story.paragraph.id
    labels = [
        revision.label
        for revision in shelf.corrected
        if shelf.corrections[revision.id].paragraph_id == paragraph_id
    ]
    return labels[-1] if labels else ""
