"""What the tests of the frozen site share: a history to freeze, and what stands in the files."""

from datetime import timedelta
from html.parser import HTMLParser

from declaration.actions.comments import Remark, comment
from models.document import Document, Version
from models.vocabulary import Stage
from tests.cast import NOON, print_revision
from tests.desk import accept, ask

SECRETS = ("A trial run", "Nobody but the committee", "Among us alone.")  # in every history


class Page(HTMLParser):
    """What a frozen page links to, holds and is anchored by."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.ids, self.links, self.values = [], set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.values += [value for _, value in attrs if value]
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            if name in {"href", "src", "action"}:
                self.links.append(value)


def history(session, cast):
    """Three revisions; a suggestion decided, one not; comments; a rehearsal; an empty document."""
    done = ask(session, cast, "We will greet every person who arrives.")
    ask(session, cast, "We will open schools to all.", by="luis", paragraph="services")
    say(session, cast, "Libraries matter.")
    say(session, cast, "Among us alone.", internal=True)
    accept(session, cast, done)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, NOON + timedelta(days=1))
    add(session, cast.paragraphs["means"], "We call on States, and on all others.", days=2)
    print_revision(session, cast.document, "Rev. 2", "rev-2", 2, NOON + timedelta(days=3))
    add(session, cast.paragraphs["means"], "Nobody but the committee reads this.", days=4)
    common = {"symbol": "", "created_at": NOON}
    session.add_all(
        [
            Document(slug="inputs", title="Inputs", stage=Stage.PREPARATION, **common),
            Document(slug="trial", title="A trial run", rehearsal=True, **common),
        ]
    )
    session.commit()
    return cast


def say(session, cast, words, **values):
    services = cast.paragraphs["services"].id
    remark = Remark(words, language="en", paragraph_id=services, **values)
    return comment(session, cast.amina, cast.document, remark, at=NOON)


def add(session, paragraph, words, days):
    moment = NOON + timedelta(days=days)
    session.add(Version(paragraph_id=paragraph.id, language="en", words=words, created_at=moment))
    session.flush()


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


def pages(folder):
    """Yield the pages; texts to take away are files of their own."""
    for name, path in sorted(files(folder).items()):
        if name.endswith(".html") and "/take/" not in name:
            yield name, Page(path)


def words(folder, kinds=(".html", ".md", ".csv")):
    return "\n".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in kinds
    )
