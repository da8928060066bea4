"""One conference from its foundation to its adoption: every kind of act once, by actions alone.

``python -m tests.histories.lifetime`` prints its database as statements of SQL that SQLite and
PostgreSQL take; ``schema_0006.sql`` was made so with the code of that schema, and tests upgrade it.
"""

import json
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app
from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.conference import conference, documents, stages
from declaration.actions.conference.conference import OPERATOR, ConferenceValues
from declaration.actions.conference.documents import DocumentValues
from declaration.actions.conference.stages import StageValues
from declaration.actions.deciding import amendments, decisions, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.deciding.verdicts import Ruling, Verdict
from declaration.actions.journal import redaction
from declaration.actions.people import offices, people
from declaration.actions.people.offices import Appointment
from declaration.actions.people.people import DelegationValues, Invitee
from declaration.actions.publishing import revisions
from declaration.actions.publishing.adoption import Record
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.writing import editing
from declaration.actions.writing.editing import EditedOn
from declaration.cli.base import migrations
from declaration.formats.reading import pieces
from declaration.rules import Actor
from models.base import Base
from models.db import db
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Paragraph, Place, Revision, Version
from models.negotiation import Agreement, AuthorAnswer, Position, Reservation
from models.people import Delegation, Membership, Person
from models.vocabulary import (
    Capacity,
    DelegationKind,
    Kind,
    Outcome,
    Post,
    Scheme,
    Stage,
    SuggestionKind,
    WorldRegion,
)
from tests.histories.after_adoption import adopt_again, after_adoption
from tests.histories.negotiation import agree, consult, enter, leave_open, stand
from tests.histories.signing import play as sign
from tests.support.databases import opened

FOLDER = Path(__file__).parent
BEGAN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TEXT = """# Declaration of Mayors

We, the mayors gathered in Mechelen, declare as follows.

## A first welcome

1. We will give every person who arrives a first point of contact.

2. We will open schools, health centres and libraries to all inhabitants.

3. We recognise in particular:

(a) the families who open their homes to newcomers;

(b) the ties that newcomers keep with the places they come from.

4. We call on States to give cities the means for these tasks.
"""
OTHER = "# Recommendations\n\n1. Cities meet every year.\n\n2. Cities report to each other."


@dataclass
class Lifetime:
    """The session in which it happens, and a clock that runs a minute an act."""

    session: sa.orm.Session
    at: datetime = BEGAN

    def later(self, **span):
        self.at += timedelta(**(span or {"minutes": 1}))
        return self.at

    def paragraph(self, begins):
        """The paragraph whose words begin so, in any version."""
        query = sa.select(Version.paragraph_id).where(Version.words.startswith(begins))
        return self.session.get_one(Paragraph, self.session.scalars(query.limit(1)).one())

    def newest(self, table, **values):
        query = sa.select(table).filter_by(**values).order_by(table.id.desc()).limit(1)
        return self.session.scalars(query).one()

    def on(self, paragraph):
        version, place = (
            self.newest(table, paragraph_id=paragraph.id).id for table in (Version, Place)
        )
        return EditedOn(version, place)


def live(session):
    """Let the conference happen; commits nothing. Returns the moment after the last act."""
    life = Lifetime(session)
    cast = found(life)
    text, other = write(life, cast)
    _suggest(life, cast, text)
    stand(life, cast, text)
    _discuss(life, cast, text)
    enter(life, cast, text)
    _decide(life, cast, text)
    _end(life, cast, text, other)
    session.flush()
    return life.later()


def found(life):
    """Found the conference; return its actors by name."""
    session = life.session
    values = ConferenceValues("Conference of Mayors", "Mayors 2026", place="Mechelen")
    founded = conference.found_conference(session, OPERATOR, values, at=life.at)
    officer = (Appointment(Capacity.SECRETARIAT, Post.OFFICER),)
    noor = people.invite(
        session, OPERATOR, Invitee("Noor", "noor@example.org"), officer, at=life.later()
    )
    cast = {"noor": Actor(person_id=noor.id, capacity=Capacity.SECRETARIAT, post=Post.OFFICER)}
    for name, country in (("Dakar", "SN"), ("Lima", "PE")):
        region = WorldRegion.AFRICA if country == "SN" else WorldRegion.LATIN_AMERICA
        sent = DelegationValues(name, DelegationKind.CITY, country, region)
        people.add_delegation(session, cast["noor"], sent, at=life.later())
    for name, capacity, post, city in (
        ("Amina", Capacity.DELEGATION, Post.HEAD, "Dakar"),
        ("Luis", Capacity.DELEGATION, Post.HEAD, "Lima"),
        ("Marie", Capacity.COMMITTEE, Post.CHAIR, None),
    ):
        home = session.scalars(sa.select(Delegation.id).where(Delegation.name == city)).first()
        office = Appointment(capacity, post, home)
        invitee = Invitee(name, f"{name.lower()}@example.org")
        person = people.invite(session, cast["noor"], invitee, (office,), at=life.later())
        cast[name.lower()] = Actor(
            person_id=person.id,
            capacity=capacity,
            post=post,
            delegation_id=home,
            may_submit=city is not None,
        )
    conference.switch_debate(session, cast["noor"], founded, opened=True, at=life.later())
    return cast


def write(life, cast):
    """Write two documents and publish their zero drafts; the second stays a rehearsal's size."""
    session, noor = life.session, cast["noor"]
    text, other = (
        documents.create_document(session, noor, DocumentValues(slug, title), at=life.later())
        for slug, title in (("declaration", "Declaration"), ("recommendations", "Recommendations"))
    )
    editing.import_text(session, noor, other, pieces(OTHER, Scheme.DECLARATION), at=life.later())
    values = DocumentValues("recommendations", "Recommendations", language="fr")
    documents.change_document(session, noor, other, values, at=life.later())
    documents.order_documents(session, noor, [other, text], at=life.later())
    passages = pieces(TEXT, Scheme.DECLARATION)
    editing.import_text(session, noor, text, passages[:2], at=life.later())
    editing.import_text(session, noor, text, passages, at=life.later())
    last = life.paragraph("We call on States")
    [piece] = pieces("5. We will meet again.", Scheme.DECLARATION)
    extra = editing.insert_paragraph(session, noor, text, piece, last, at=life.later())
    [piece] = pieces("5. We will meet again soon.", Scheme.DECLARATION)
    editing.edit_paragraph(session, noor, extra, piece, life.on(extra), at=life.later())
    first = life.paragraph("We will give every person")
    editing.move_paragraph(session, noor, extra, first, life.on(extra), at=life.later())
    editing.delete_paragraph(session, noor, extra, life.on(extra), at=life.later())
    for document in (text, other):
        publication = Publication("Zero draft", cover_note="For the debate.")
        revisions.publish(session, noor, document, publication, at=life.later())
    values = StageValues(Stage.CONSULTATION, life.at + timedelta(days=10))
    stages.set_stage(session, noor, text, values, at=life.later())
    return text, other


def _ask(life, by, text, words="", about=None, **asked):
    asked.setdefault("form", SuggestionKind.REPLACE)
    amendment = Amendment(
        words=words, reason="It is clearer.", paragraph_id=about.id if about else None, **asked
    )
    return suggestions.submit(life.session, by, text, amendment, at=life.later())


def _suggest(life, cast, text):
    """Suggest, reword, withdraw; in time and late."""
    session, amina, luis = life.session, cast["amina"], cast["luis"]
    first = life.paragraph("We will give every person")
    schools = life.paragraph("We will open schools")
    means = life.paragraph("We call on States")
    shorter = _ask(life, amina, text, "We will give everybody a first point of contact.", first)
    wording = life.newest(Wording, suggestion_id=shorter.id)
    better = Amendment(
        form=SuggestionKind.REPLACE,
        paragraph_id=first.id,
        words="We will give everybody who arrives a first point of contact.",
        reason="It is shorter.",
    )
    suggestions.revise(session, amina, shorter, better, seen_wording_id=wording.id, at=life.later())
    _ask(life, luis, text, "We will give all persons a point of contact.", first)
    _ask(
        life,
        luis,
        text,
        "We will listen.",
        form=SuggestionKind.INSERT,
        after_id=first.id,
        kind=Kind.OPERATIVE,
    )
    _ask(life, amina, text, about=means, form=SuggestionKind.DELETE)
    moving = _ask(life, luis, text, about=schools, form=SuggestionKind.MOVE, after_id=means.id)
    _ask(life, amina, text, "The text is long.", form=SuggestionKind.GENERAL)
    suggestions.withdraw(session, luis, moving, at=life.later())
    _ask(life, luis, text, "We will open schools to all inhabitants.", schools)
    life.later(days=11)
    _ask(life, amina, text, "We will open all schools and libraries.", schools)


def _discuss(life, cast, text):
    """Comment, answer, resolve, withdraw."""
    session, amina, luis = life.session, cast["amina"], cast["luis"]
    first = life.paragraph("We will give every person")
    schools = life.paragraph("We will open schools")
    shorter = life.newest(Suggestion, number=1)
    quoted = Remark("Which schools?", paragraph_id=schools.id, quote="schools")
    question = comments.comment(session, amina, text, quoted, at=life.later())
    comments.comment(
        session, luis, text, Remark("All of them.", parent_id=question.id), at=life.later()
    )
    comments.resolve(session, amina, question, at=life.later())
    comments.reopen(session, amina, question, at=life.later())
    comments.resolve(session, amina, question, at=life.later())
    remark = Remark("We agree.", suggestion_id=shorter.id)
    agreed = comments.comment(session, luis, text, remark, at=life.later())
    comments.withdraw(session, luis, agreed, at=life.later())
    libraries = Remark("And museums?", paragraph_id=schools.id, quote="libraries")
    comments.comment(session, luis, text, libraries, at=life.later())
    ours = Remark("What do we want here?", paragraph_id=first.id, quote="contact", internal=True)
    comments.comment(session, amina, text, ours, at=life.later())
    comments.comment(session, luis, text, Remark("A good text."), at=life.later())


def _verdict(life, number, outcome=Outcome.ACCEPTED, covered_by=None):
    suggestion = life.newest(Suggestion, number=number)
    return Verdict(
        suggestion.id,
        life.newest(Wording, suggestion_id=suggestion.id).id,
        outcome,
        "Because." if outcome.needs_reason else "",
        None if covered_by is None else life.newest(Suggestion, number=covered_by).id,
    )


def _rule(life, cast, text, *verdicts, **values):
    about = life.session.get_one(Suggestion, verdicts[0].suggestion_id).paragraph_id
    ruling = Ruling(verdicts, paragraph_id=about, confirmed=True, **values)
    decisions.decide(life.session, cast["marie"], text, ruling, at=life.later())


def _decide(life, cast, text):
    """Decide in every way, reopen, amend; publish, publish in error, mark that."""
    session, marie = life.session, cast["marie"]
    covered = _verdict(life, 2, Outcome.COVERED, covered_by=1)
    _rule(life, cast, text, _verdict(life, 1), covered)
    inserted = life.newest(Suggestion, number=3)
    _rule(life, cast, text, _verdict(life, 3))
    back = Reopening("Once more.")
    reopening.reopen(session, marie, inserted, back, at=life.later())
    _rule(life, cast, text, _verdict(life, 3))
    _rule(life, cast, text, _verdict(life, 4, Outcome.REJECTED))
    amended = Amendment(
        form=SuggestionKind.REPLACE,
        paragraph_id=life.paragraph("We recognise").id,
        words="We recognise above all:",
        reason="It is stronger.",
    )
    amendments.amend(session, marie, text, amended, at=life.later())
    leave_open(life, cast, text)
    publication = Publication("Rev. 1", cover_note="After the first reading.")
    wrong = revisions.publish(session, marie, text, publication, at=life.later())
    meant = _verdict(life, 7, Outcome.ADAPTED), _verdict(life, 8, Outcome.OVERTAKEN)
    consult(life, cast, text, *meant, words="We will open schools and libraries to all.")
    agree(life, cast, text)
    right = revisions.publish(session, marie, text, Publication("Rev. 2"), at=life.later())
    revisions.supersede(session, marie, wrong, right, "A slip.", at=life.later())


def _end(life, cast, text, other):
    """Redact words of each kind, make a person anonymous, adopt the text."""
    session, noor = life.session, cast["noor"]
    question = life.newest(Comment, words="Which schools?")
    quoted = session.get_one(Version, question.version_id)
    rows = [
        life.newest(Comment, words="We agree."),
        life.newest(Position, reason="It says too little."),
        life.newest(Comment, words="What do we want here?"),
        quoted,
        life.newest(Wording, suggestion_id=life.newest(Suggestion, number=2).id),
        life.newest(Decision, outcome=Outcome.REJECTED),
        life.newest(Agreement, agreed=False),
        life.newest(Reservation, words="Our council has to see it."),
        life.newest(AuthorAnswer),
    ]
    for row in rows:
        redaction.redact(session, noor, row, at=life.later())
    luis = life.newest(Person, name="Luis")
    office = life.newest(Membership, person_id=luis.id)
    offices.end_office(session, noor, office, at=life.later())
    redaction.anonymise(session, noor, luis, at=life.later())
    founded = session.get_one(conference.Conference, 1)
    conference.set_switches(session, noor, founded, conference.Switches(True), at=life.later())  # noqa: FBT003
    conference.switch_debate(session, noor, founded, opened=False, at=life.later())
    stages.set_stage(session, noor, text, StageValues(Stage.CONSOLIDATION), at=life.later())
    values = StageValues(Stage.CONSULTATION, life.at + timedelta(days=20))
    stages.set_stage(session, noor, other, values, at=life.later())
    comments.comment(session, cast["amina"], other, Remark("In French?"), at=life.later())
    right = life.newest(Revision, label="Rev. 2")
    record = Record(date(2026, 11, 18), "Mechelen", "acclamation", open_reason="Two views stay.")
    adopt_again(life, noor, right, record)
    sign(session, noor, text, life.later)
    after_adoption(life, cast, text)


def before(app, schema=None):
    """Make the tables in an empty database; with what an earlier one left, upgraded."""
    with app.app_context():
        migrations(app)
        if schema is not None:
            upgrade(revision=schema)
            with db.engine.begin() as connection:
                restore(connection, schema)
        upgrade()
        db.engine.dispose()


def restore(connection, schema):
    """Execute what ``dump`` has written; ids go on after the last."""
    connection.exec_driver_sql("DELETE FROM journal_head")
    script = (FOLDER / f"schema_{schema}.sql").read_text().rstrip()
    for statement in script.removesuffix(";").split(";\n"):
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        for table in set(re.findall(r'INTO "(\w+)"', script)) - {"event"}:
            last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"  # noqa: S608
            connection.exec_driver_sql(last)


def dump(session):
    """Yield the rows of every table as statements, in an order in which they can be inserted."""
    for table in Base.metadata.sorted_tables:
        for row in session.execute(sa.select(table).order_by(*table.primary_key)):
            columns = ", ".join(f'"{name}"' for name in row._fields)
            values = ", ".join(map(literal, row))
            yield f'INSERT INTO "{table.name}" ({columns}) VALUES ({values});'  # noqa: S608


def literal(value):
    """Write a value as both databases read it."""
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    elif isinstance(value, list):
        value = json.dumps(value)
    return "'{}'".format(str(value).replace("'", "''"))


def main():
    """Print such a database."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/lifetime.sqlite3"
        app = create_app(SECRET_KEY="x" * 32, DATA=folder, SQLALCHEMY_DATABASE_URI=url)
        before(app)
        with opened(url) as session:
            live(session)
            session.commit()
            sys.stdout.writelines(f"{statement}\n" for statement in dump(session))


if __name__ == "__main__":
    main()
