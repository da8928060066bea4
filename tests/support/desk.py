"""What the committee's tests share: suggestions handed in, and rulings on them."""

import json
from datetime import date, timedelta

import sqlalchemy as sa

from declaration.actions.amending import exclusions, packages
from declaration.actions.amending.packages import Tabling
from declaration.actions.deciding import asking, decisions
from declaration.actions.deciding.asking import Asking, Pressed
from declaration.actions.deciding.verdicts import Ruling, Verdict
from declaration.actions.negotiating import agreement, answering
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.actions.negotiating.answering import AuthorReply
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries import sight
from declaration.queries.negotiating.agreement import section
from declaration.queries.reading import texts
from models.debate import Decision, Wording
from models.document import Place, Version
from models.journal import Event
from models.vocabulary import Kind, Outcome, Procedure, SuggestionKind
from tests.support.cast import LATER, print_revision, reading

ARRIVAL = (
    "We will give every person who arrives a first point of contact in a language that the person"
    " understands."
)
FIRST = ARRIVAL.replace("every person who arrives", "every newcomer")
OTHER = ARRIVAL.replace("a language that the person understands", "an understandable language")
BOTH = FIRST.replace("a language that the person understands", "an understandable language")
UNTIL = date(2017, 10, 6)
LESS = "We will give every newcomer a first point of contact."
SERVICES = "We will open schools and libraries to all inhabitants."


def ask(session, cast, words="", *, by="amina", paragraph="arrival", at=LATER, **asked):
    """Submit: by default a replacement of the words on «arrival»."""
    asked.setdefault("form", SuggestionKind.REPLACE)
    asked.setdefault("paragraph_id", cast.paragraphs[paragraph].id if paragraph else None)
    return suggestions.submit(
        session,
        cast.actors[by],
        cast.document,
        Amendment(words=words, **asked),
        at=at,
    )


def insert(session, cast, words, after="arrival", **asked):
    asked = {"kind": Kind.OPERATIVE, "form": SuggestionKind.INSERT} | asked
    after_id = cast.paragraphs[after].id if isinstance(after, str) else after
    return ask(session, cast, words, paragraph=None, after_id=after_id, **asked)


def orphan(session, cast):
    """A suggestion to a paragraph that was inserted, never printed, and is gone again."""
    new = insert(session, cast, "We will listen.")
    accept(session, cast, new)
    inserted = {"paragraph": None, "paragraph_id": new.paragraph_id}
    late = ask(session, cast, "We will listen well.", by="luis", **inserted)
    gone = ask(session, cast, form=SuggestionKind.DELETE, by="paul", **inserted)
    deletion = Ruling([verdict(session, gone)], paragraph_id=new.paragraph_id)
    decisions.decide(session, cast.marie, cast.document, deletion, at=LATER)
    return late


def verdict(
    session, suggestion, outcome=Outcome.ACCEPTED, reason="", covered_by=None, changes=None
):
    return Verdict(
        suggestion_id=suggestion.id,
        wording_id=wording(session, suggestion).id,
        outcome=outcome,
        reason=reason or ("Because." if outcome in {Outcome.REJECTED, Outcome.ADAPTED} else ""),
        covered_by_id=covered_by.id if covered_by else None,
        changes=changes,
    )


def ruling(session, *verdicts, on="arrival", cast=None, **values):
    """A ruling on a paragraph of the cast; ``on=None`` for insertions and general ones."""
    paragraph_id = cast.paragraphs[on].id if on else None
    return Ruling(verdicts=verdicts, paragraph_id=paragraph_id, **values)


def decide(session, cast, *verdicts, on="arrival", by=None, at=LATER, **values):
    decided = ruling(session, *verdicts, on=on, cast=cast, **values)
    return decisions.decide(session, by or cast.marie, cast.document, decided, at=at)


def accept(session, cast, suggestion, **values):
    """Accept a suggestion alone, where it stands."""
    on = next(
        (key for key, row in cast.paragraphs.items() if row.id == suggestion.paragraph_id), None
    )
    return decide(session, cast, verdict(session, suggestion), on=on, **values)


def print_first(session, cast):
    """Accept what Dakar asks first, and print it as Rev. 1 a day later. Commits."""
    accept(session, cast, ask(session, cast, FIRST))
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()


def wording(session, suggestion):
    query = sa.select(Wording).where(Wording.suggestion_id == suggestion.id)
    return session.scalars(query.order_by(Wording.id.desc()).limit(1)).one()


def decision(session, suggestion):
    query = sa.select(Decision).where(Decision.suggestion_id == suggestion.id)
    return session.scalars(query.order_by(Decision.id.desc()).limit(1)).one()


def version(session, paragraph):
    query = sa.select(Version).where(Version.paragraph_id == paragraph.id)
    return session.scalars(query.order_by(Version.id.desc()).limit(1)).one()


def place(session, paragraph):
    query = sa.select(Place).where(Place.paragraph_id == paragraph.id)
    return session.scalars(query.order_by(Place.id.desc()).limit(1)).one()


def lines(session, cast):
    """The rolling text as (number, words), dead paragraphs left out."""
    passages = texts.rolling(session, cast.document).passages
    return [(passage.number, passage.words) for passage in passages if passage.live]


def words(session, cast, key="arrival"):
    return version(session, cast.paragraphs[key]).words


def snapshot(session):
    """How many rows there are of what an act makes: nothing may be written by a refused one."""
    from models.debate import Suggestion
    from models.document import Paragraph
    from models.journal import Event

    tables = (Suggestion, Wording, Decision, Version, Place, Paragraph, Event)
    return [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


def things(session, event):
    """What an event names as touched, by kind and id."""
    from models.journal import Subject

    subjects = session.scalars(sa.select(Subject).where(Subject.event_id == event.id))
    return {(subject.kind.value, subject.thing_id) for subject in subjects}


def told(event):
    """What an event says of its act, and by table what it says of the rows that it names."""
    payload = json.loads(event.payload)
    return payload, payload.pop("rows", {})


def switch_on(session, cast):
    """Let the conference know agreement; commits."""
    cast.conference.procedure = Procedure.AGREEMENT
    session.commit()


def agreeing(session, cast, key, **values):
    """A paragraph of the cast, or the section under a heading, as it stands now."""
    paragraph_id = cast.paragraphs[key].id
    passages = section(texts.rolling(session, cast.document), paragraph_id)
    seen = frozenset((passage.version_id, passage.place_id) for passage in passages)
    return Agreeing(paragraph_id, seen, **values)


def agree(session, cast, *keys, at=LATER, **values):
    """Let the chair agree on paragraphs of the cast."""
    for key in keys:
        seen = agreeing(session, cast, key, **values)
        agreement.agree(session, cast.marie, cast.document, seen, at=at)
    session.flush()


def reserve(session, cast, key, by="amina", words="", at=LATER):
    """Let a delegation reserve its position on a paragraph that is agreed."""
    on = Reserving(cast.paragraphs[key].id, version(session, cast.paragraphs[key]).id, words)
    return agreement.reserve(session, cast.actors[by], cast.document, on, at=at)


def question(session, cast, *suggestions, by=None, at=LATER, on="arrival", **values):
    """Ask whether what the suggestions ask for can be accepted with these words."""
    outcome = values.pop("outcome", Outcome.ADAPTED)
    note, until = values.pop("note", ""), values.pop("until", UNTIL)
    verdicts = [verdict(session, suggestion, outcome) for suggestion in suggestions]
    if outcome.taken:
        values.setdefault("words", LESS)
    meant = ruling(session, *verdicts, on=on, cast=cast, confirmed=True, **values)
    asked = Asking(until, note)
    by = by or cast.marie
    return asking.ask(session, by, cast.document, meant, asked, at=at)


def answer(session, by, asked, *, agrees=True, sentence="", at=LATER):
    """Answer one question for the delegation of ``by``."""
    return answering.answer(session, by, asked, AuthorReply(agrees, sentence), at=at)


def switch_all_on(session, cast):
    """Switch on every part of the rules of procedure. Commits."""
    cast.conference.procedure = " ".join(Procedure)
    session.commit()


def table(session, cast, *suggestions, by="amina", title="Reception", reason="", at=LATER):
    """Table suggestions as a package of their delegation."""
    ids = [suggestion.id for suggestion in suggestions]
    tabling = Tabling(title, reason)
    return packages.table(session, cast.actors[by], cast.document, ids, tabling, at=at)


def exclude(session, cast, *suggestions, reason="", at=LATER):
    """Let the chair say that suggestions exclude each other."""
    ids = [suggestion.id for suggestion in suggestions]
    return exclusions.exclude(session, cast.marie, cast.document, ids, reason, at=at)


def three(session, cast):
    """Three of Dakar: on «arrival», on «services», after «arrival»; one of Lima on «arrival»."""
    return (
        ask(session, cast, FIRST),
        ask(session, cast, SERVICES, paragraph="services"),
        insert(session, cast, "We will listen."),
        ask(session, cast, OTHER, by="luis"),
    )


def decide_agreed(session, cast, asked, *, by=None, at=LATER + timedelta(hours=1), **values):
    """Decide as the authors of what was asked have agreed."""
    by = by or cast.marie
    return asking.decide_agreed(session, by, cast.document, Pressed(asked.press, **values), at=at)


def newest_event(session):
    """The event that came last."""
    return session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()


def may_see(session, actor, event):
    """Whether the journal shows an event to somebody."""
    query = sa.select(Event.id).where(sight.events(reading(actor)), Event.id == event.id)
    return session.scalar(query) is not None
