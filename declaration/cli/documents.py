"""``flask document``: outcome documents from files."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from declaration.actions.conference import documents
from declaration.actions.conference.conference import OPERATOR
from declaration.actions.conference.documents import DocumentValues
from declaration.actions.writing import editing
from declaration.cli.base import acting
from declaration.formats import reading
from declaration.text import plain
from models.base import now
from models.db import db
from models.document import Document
from models.vocabulary import Kind, Scheme

LONGEST = 300  # characters of a title

document_commands = AppGroup("document", help="Import and list outcome documents.")


@document_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--slug", required=True, help="Its name in web addresses: small letters and hyphens.")
@click.option("--title", default="", help="Its title; without it, the title found in the file.")
@click.option("--symbol", default="", help="Its symbol: CONF/2017/L.1")
@click.option(
    "--scheme",
    type=click.Choice([scheme.value for scheme in Scheme]),
    default=Scheme.DECLARATION.value,
    show_default=True,
    help="How it is numbered.",
)
@click.option("--language", default="en", show_default=True, help="The authentic language.")
def import_document(file: Path, **typed: Any) -> None:  # noqa: ANN401
    """Make a document in preparation out of FILE (Markdown or plain text, UTF-8).

    Kinds of paragraphs are guessed; correct them on the document's page before you publish the
    zero draft. A document of this name, unpublished, gets the new text in place of its own.
    """
    with acting() as session:
        scheme, slug = Scheme(typed["scheme"]), typed["slug"]
        pieces = reading.pieces(_read(file), scheme)
        document = session.scalars(sa.select(Document).where(Document.slug == slug)).first()
        if document is None:
            title = typed["title"] or _title(pieces)
            values = DocumentValues(**typed | {"title": title, "scheme": scheme})
            document = documents.create_document(session, OPERATOR, values, at=now())
        count = len(editing.import_text(session, OPERATOR, document, pieces, at=now()))
    click.echo(f"{count} paragraphs imported. Check them at /admin/documents/{slug}/text")


@document_commands.command("list")
def list_documents() -> None:
    """List the documents with their stages."""
    query = sa.select(Document).order_by(Document.position, Document.id)
    for document in db.session.scalars(query):
        due = f", until {document.deadline:%Y-%m-%d %H:%M} UTC" if document.deadline else ""
        click.echo(f"{document.slug}: {document.title} ({document.stage.value}{due})")


def _title(pieces: Sequence[reading.PastedPassage]) -> str:
    """Return the words of the title without their formats; of a text without one, the first."""
    titles = (piece.words for piece in pieces if piece.kind is Kind.TITLE)
    words = next(titles, pieces[0].words if pieces else "")
    return shorten(plain(words), LONGEST, placeholder="…")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8. Nothing has been changed.") from error
