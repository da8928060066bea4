"""The negotiation in a lifetime: positions, entries, brackets, agreement, authors asked."""

from datetime import timedelta

import sqlalchemy as sa

from declaration.actions.amending import exclusions, packages, subamendments
from declaration.actions.amending.packages import Tabling
from declaration.actions.amending.subamendments import Amending, AmendingAnswer
from declaration.actions.comments import Remark
from declaration.actions.conference import conference
from declaration.actions.deciding import amendments, asking, decisions
from declaration.actions.deciding.asking import Asking, Pressed
from declaration.actions.deciding.verdicts import RivalAnswer, Ruling, Verdict
from declaration.actions.journal import redaction
from declaration.actions.negotiating import agreement, answering, brackets, entries, positions
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.actions.negotiating.answering import AuthorReply
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.negotiating.entries import Origin
from declaration.actions.negotiating.positions import Stance
from declaration.actions.suggesting import suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Suggestion, Wording
from models.document import Conference
from models.negotiation import Entry
from models.people import Delegation
from models.vocabulary import (
    EntryAnswer,
    Kind,
    Outcome,
    Procedure,
    Stand,
    Status,
    SuggestionKind,
)


def stand(life, cast, text):
    """Switch every part on; support, object, join as co-sponsor, be refused, step back."""
    session, amina, luis = life.session, cast["amina"], cast["luis"]
    founded = session.get_one(Conference, 1)
    conference.set_procedure(session, cast["noor"], founded, Procedure, at=life.later())
    pending = (Suggestion.status == Status.SUBMITTED) & (Suggestion.document_id == text.id)
    query = sa.select(Suggestion).where(pending).order_by(Suggestion.number)
    of = {amina.delegation_id: [], luis.delegation_id: []}
    for suggestion in session.scalars(query):
        of[suggestion.delegation_id].append(suggestion)
    stances = (
        (amina, of[luis.delegation_id][0], Stance(Stand.OBJECT, "It says too little.")),
        (amina, of[luis.delegation_id][0], Stance(Stand.NONE)),
        (amina, of[luis.delegation_id][0], Stance(Stand.COSPONSOR)),
        (luis, of[amina.delegation_id][0], Stance(Stand.SUPPORT)),
    )
    for by, suggestion, stance in stances:
        positions.take(session, by, suggestion, stance, at=life.later())
    joined = of[luis.delegation_id][0]
    positions.refuse(session, luis, joined, amina.delegation_id, at=life.later())
    amend(session, cast, of[luis.delegation_id][-1], life.later)


def amend(session, cast, suggestion, later):
    """Amend a suggestion of Luis: taken by him, rejected, withdrawn."""
    amina, luis, marie = cast["amina"], cast["luis"], cast["marie"]
    rows = []
    for words in ("We will do it.", "We will do it soon.", "We shall do it.", "We do it."):
        asked = Amending(words, "It is clearer.")
        rows.append(subamendments.make(session, amina, suggestion, asked, at=later()))
    by_hand = AmendingAnswer(taken=True, words="We will do all of it.")
    subamendments.take(session, luis, rows[0], by_hand, at=later())
    no = AmendingAnswer(taken=False, reason="It says too little.")
    subamendments.decide(session, marie, rows[1], no, at=later())
    subamendments.withdraw(session, amina, rows[2], at=later())
    subamendments.decide(session, marie, rows[3], no, at=later())


def enter(life, cast, text):
    """Enter for delegations what was said on the floor; confirm, refuse, take back."""
    session, noor, marie, luis = life.session, cast["noor"], cast["marie"], cast["luis"]
    origin = Origin(luis.delegation_id)
    schools = life.paragraph("We will open schools")
    for words, by, answer in (
        ("We will open schools, and keep them open.", noor, EntryAnswer.CONFIRMED),
        ("We will open schools soon.", marie, EntryAnswer.REFUSED),
        ("We will open school.", noor, EntryAnswer.TAKEN_BACK),
        ("We will open more schools.", noor, None),
    ):
        asked = Amendment(SuggestionKind.REPLACE, schools.id, words=words)
        entries.enter_suggestion(session, by, text, asked, origin, at=life.later())
        if answer is not None:
            who = by if answer is EntryAnswer.TAKEN_BACK else luis
            entry = life.newest(Entry)
            entries.answer(session, who, entry, answer, at=life.later())
    asked = life.newest(Suggestion)
    for stand, answer in (
        (Stand.SUPPORT, EntryAnswer.CONFIRMED),
        (Stand.OBJECT, EntryAnswer.REFUSED),
        (Stand.OBJECT, None),
    ):
        enter_position(life, cast, asked, stand, answer)
    remark = Remark("From the floor: which schools?", paragraph_id=schools.id)
    entries.enter_comment(session, noor, text, remark, origin, at=life.later())
    entries.answer(session, luis, life.newest(Entry), EntryAnswer.REFUSED, at=life.later())


def enter_position(life, cast, asked, stand, answer):
    """Enter for Dakar where it stands on a suggestion of Lima, and answer."""
    session, noor, amina = life.session, cast["noor"], cast["amina"]
    origin, stance = Origin(amina.delegation_id), Stance(stand, "From the floor.")
    entries.enter_position(session, noor, asked, stance, origin, at=life.later())
    if answer is not None:
        entries.answer(session, amina, life.newest(Entry), answer, at=life.later())


def leave_open(life, cast, text):
    """Leave two places open, close one of them."""
    session, marie = life.session, cast["marie"]
    open_two(session, marie, text, life.paragraph, life.later)


def open_two(session, marie, text, paragraph, later):
    """Leave words of two items open, close one; ``paragraph`` finds an item by its first words."""
    dakar = session.scalars(sa.select(Delegation.id).where(Delegation.name == "Dakar")).one()
    families = BracketOpening(
        paragraph("the families who").id,
        quote="newcomers",
        options=(Option("new neighbours", (dakar,)), Option("people who arrive")),
        reason="Two views.",
    )
    brackets.leave_open(session, marie, text, families, at=later())
    ties = BracketOpening(paragraph("the ties that").id, options=(Option(""),))
    [row] = brackets.leave_open(session, marie, text, ties, at=later())
    brackets.close(session, marie, row, "No one insists.", at=later())


def group(life, cast, text):
    """Table a package, change it and table another; say what excludes what, and accept one."""
    session, amina, marie = life.session, cast["amina"], cast["marie"]
    states = life.paragraph("We call on States")
    ids = [
        suggesting.submit(
            session,
            amina,
            text,
            Amendment(
                SuggestionKind.INSERT,
                after_id=states.id,
                kind=Kind.OPERATIVE,
                words=f"We will report on this, {n}.",
            ),
            at=life.later(),
        ).id
        for n in range(4)
    ]
    tabling = Tabling("Reports", "One idea of our council.")
    package = packages.table(session, amina, text, ids[:2], tabling, at=life.later())
    packages.join(session, amina, package, ids[2:], at=life.later())
    fourth = session.get_one(Suggestion, ids[3])
    packages.take_out(session, amina, package, fourth, at=life.later())
    packages.dissolve(session, amina, package, at=life.later())
    packages.table(session, amina, text, ids[:3], Tabling("Three reports"), at=life.later())
    excluding = exclusions.exclude(session, marie, text, ids[:3], "One is enough.", at=life.later())
    exclusions.add(session, marie, excluding, ids[3:], at=life.later())
    exclusions.take_out(session, marie, excluding, fourth, at=life.later())
    made = session.scalars(sa.select(Wording).where(Wording.suggestion_id.in_(ids)))
    wordings = {row.suggestion_id: row.id for row in made}
    rivals = (
        RivalAnswer(ids[1], wordings[ids[1]], Outcome.COVERED, "One is enough."),
        RivalAnswer(ids[2], wordings[ids[2]]),
    )
    ruling = Ruling([Verdict(ids[0], wordings[ids[0]], Outcome.ACCEPTED)], rivals=rivals)
    decisions.settle(session, marie, text, ruling, at=life.later())
    exclusions.lift(session, marie, excluding, at=life.later())
    for row in (package, excluding):
        redaction.redact(session, cast["noor"], row, at=life.later())


def agree(life, cast, text):
    """Table and exclude; then agree ad referendum, reserve, lift, reopen, change the text."""
    group(life, cast, text)
    session, marie = life.session, cast["marie"]
    means = life.paragraph("We call on States")
    on = life.on(means)
    agreeing = Agreeing(means.id, frozenset({(on.version_id, on.place_id)}))
    agreement.agree(session, marie, text, agreeing, at=life.later())
    reserving = Reserving(means.id, on.version_id, "Our council has to see it.")
    agreement.reserve(session, cast["amina"], text, reserving, at=life.later())
    second = agreement.reserve(
        session, cast["luis"], text, Reserving(means.id, on.version_id), at=life.later()
    )
    agreement.lift(session, cast["luis"], second, at=life.later())
    agreement.reopen(session, marie, text, agreeing, "Lima asks for it.", at=life.later())
    agreement.agree(session, marie, text, agreeing, at=life.later())
    clearer = Amendment(
        form=SuggestionKind.REPLACE,
        paragraph_id=means.id,
        words="We call on States to give cities all means for these tasks.",
        reason="It is clearer.",
    )
    amendments.amend(session, marie, text, clearer, at=life.later(), reopening="A word is missing.")


def consult(life, cast, text, *verdicts, words):
    """Ask the authors of suggestions, be refused, ask again; decide once all of them agree."""
    session, marie, by = life.session, cast["marie"], (cast["luis"], cast["amina"])
    paragraph_id = session.get_one(Suggestion, verdicts[0].suggestion_id).paragraph_id
    asked = Asking((life.at + timedelta(days=3)).date(), "Can you live with this?")
    for meant in (verdicts[:1], verdicts):
        ruling = Ruling(meant, paragraph_id=paragraph_id, words=words, confirmed=True)
        questions = asking.ask(session, marie, text, ruling, asked, at=life.later())
        for author, question in zip(by, questions, strict=False):
            reply = AuthorReply(len(questions) > 1, "So we say.")
            answering.answer(session, author, question, reply, at=life.later())
    pressed = Pressed(questions[0].press)
    asking.decide_agreed(session, marie, text, pressed, at=life.later())
