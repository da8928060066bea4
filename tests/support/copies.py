"""What a browser sends of our copy: the boxes as the page shows them, and some of them changed."""

import html5lib
import sqlalchemy as sa

from declaration.actions.suggesting import drafts as drafting
from declaration.actions.suggesting.amendment import Amendment
from models.document import Document, Place
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.support.cast import NOON, write
from tests.support.suggest_form import WORDS, drafts
from tests.web.matrix.crawling import fields

COPY = "/d/declaration/our-copy"
PASTED = f"{COPY}/pasted"
REASONS = f"{COPY}/reasons"


def shown(client, path=COPY, action=None):
    """Return the fields of the form that goes to ``action``, as an untouched page sends them."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:2000]
    return sent(answer, action or path)


def sent(answer, action):
    """Return the fields of a form in an answer."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    page = parser.parse(answer.text)
    [form] = [each for each in page.iter("form") if each.get("action") == action]
    body = {name: values[0] for name, values in fields(form).items() if name != "take"}
    taken = fields(form).get("take", [])
    body.pop("csrf_token")
    return body | ({"take": taken} if taken else {})


def begin(
    session, cast, form=SuggestionKind.REPLACE, words=WORDS, key="arrival", by="amina", **more
):
    """Let somebody draft; return the draft's id."""
    asked = Amendment(form, paragraph_id=cast.paragraphs[key].id, words=words, **more)
    draft = drafting.save(session, cast.actors[by], cast.document, asked, at=NOON)
    session.commit()
    return draft.id


def bury(session, cast, key):
    """Let the committee delete a paragraph."""
    mine = sa.select(Place).where(Place.paragraph_id == cast.paragraphs[key].id)
    old = session.scalars(mine).one()
    session.add(
        Place(
            paragraph_id=old.paragraph_id,
            rank=old.rank,
            kind=old.kind,
            level=old.level,
            live=False,
            created_at=NOON,
        )
    )
    session.commit()


def asked(session):
    """List what the drafts ask for, in the order in which they were made."""
    return [(draft.form, draft.words) for draft in drafts(session)]


THINGS = ("schools", "libraries", "clinics", "markets", "parks", "courts", "ports", "theatres")
LONG = [
    (
        f"long{n}",
        Kind.OPERATIVE,
        0,
        (
            f"The {THINGS[n % 8]} of city {n + 100} are kept open for all who live there, whatever"
            f" their status, and by the year {n + 2100} the {THINGS[(n * 5 + 1) % 8]} of city"
            f" {n + 400} shall follow, so that nobody who arrives is turned away at an open door."
        ),
    )
    for n in range(150)
]


def lengthen(session):
    """Make a text of 150 paragraphs; return the address of our copy of it."""
    document = Document(slug="long", title="Long", stage=Stage.CONSULTATION, created_at=NOON)
    session.add(document)
    session.flush()
    write(session, document, LONG)
    session.commit()
    return COPY.replace("declaration", "long")
