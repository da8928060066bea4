"""Redact words, or anonymise a person; the hashes of the journal stay valid."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from declaration.actions.journal import events
from declaration.errors import Invalid
from declaration.queries.negotiating.asking import PRESS
from declaration.rules import Actor, require
from declaration.verbs import Verb
from models.amending import Exclusion, Package, SubAmendment, SubAmendmentDecision
from models.debate import Comment, Decision, Suggestion, Wording
from models.document import Adoption, Correction, Paragraph, Version
from models.journal import Event
from models.negotiation import (
    Agreement,
    AuthorAnswer,
    AuthorQuestion,
    Bracket,
    BracketAlternative,
    BracketClosing,
    Explanation,
    Position,
    Reservation,
    Watching,
)
from models.people import Invitation, LinkRequest, Membership, Person, SignIn, Visit
from models.signing import Signature, SignatureRequest
from models.vocabulary import Audience, Capacity, EventKind

Bracketed = Bracket | BracketAlternative | BracketClosing
Agreed = Agreement | Reservation
Amended = SubAmendment | SubAmendmentDecision
Asked = AuthorQuestion | AuthorAnswer
Copy = BracketAlternative | AuthorQuestion | SubAmendment
Grouped = Package | Exclusion
Debated = Version | Wording | Decision | Comment | Position
Adopted = Correction | Explanation | Signature
Redactable = Debated | Bracketed | Agreed | Amended | Asked | Grouped | Adopted


def redact(session: Session, by: Actor, row: Redactable, *, at: datetime) -> Event:
    """Empty the words of a row, wherever they were printed; its hash stays as a tombstone."""
    require(by, Verb.REDACT)
    if row.redacted:
        raise Invalid("words", "redacted")
    document_id, audience = _whereabouts(session, row)
    copies = _copies(session, row)
    row.redact()
    for copy in copies:
        copy.redact()
    if isinstance(row, Version):
        for comment in session.scalars(sa.select(Comment).where(Comment.version_id == row.id)):
            comment.forget(Comment.QUOTE)
    return events.record(
        session,
        by,
        EventKind.WORDS_REDACTED,
        [row, *copies],
        at=at,
        audience=audience,
        document_id=document_id,
    )


def anonymise(session: Session, by: Actor, person: Person, *, at: datetime) -> Event:
    """Remove a person's name and address for good; what the person did stays, nameless."""
    require(by, Verb.REDACT)
    if person.id == by.person_id:
        raise Invalid("person", "itself")
    if person.anonymised_at is not None:
        raise Invalid("person", "anonymous")
    for signature in session.scalars(_signed_by(person)):
        redact(session, by, signature, at=at)
    requests = (LinkRequest.person_id == person.id) | (LinkRequest.email == (person.email or ""))
    session.execute(sa.delete(LinkRequest).where(requests))
    if person.email:
        asked = sa.func.lower(SignatureRequest.email) == person.email.lower()
        session.execute(sa.delete(SignatureRequest).where(asked))
    for table in (Invitation, SignIn):
        session.execute(sa.delete(table).where(table.person_id == person.id))
    held = Membership.person_id == person.id
    offices = sa.select(Membership.id).where(held)
    for read in (Visit, Watching):
        session.execute(sa.delete(read).where(read.membership_id.in_(offices)))
    person.name, person.email, person.password_hash = "", None, ""
    person.language, person.time_zone = "", ""
    person.active = False
    person.anonymised_at = at
    for membership in session.scalars(
        sa.select(Membership).where(held, Membership.ended_at.is_(None))
    ):
        membership.ended_at = at
    return events.record(
        session,
        by,
        EventKind.PERSON_ANONYMISED,
        [person],
        at=at,
        audience=Audience.SECRETARIAT,
    )


def _signed_by(person: Person) -> sa.Select[Signature]:
    """Select the signatures that a head gave for a delegation, in the person's own name."""
    return sa.select(Signature).where(
        Signature.person_id == person.id,
        Signature.capacity == Capacity.DELEGATION,
        Signature.redacted.is_(False),
    )


def _copies(session: Session, row: Redactable) -> Sequence[Copy]:
    """Return what was made of these words: alternatives, sub-amendments, questions to authors."""
    asked = sa.select(AuthorQuestion).where(AuthorQuestion.redacted.is_(False))
    if isinstance(row, Version):
        on = sa.select(Suggestion.id).where(Suggestion.paragraph_id == row.paragraph_id)
        same = AuthorQuestion.suggestion_id.in_(on) & (AuthorQuestion.words == row.words)
        return session.scalars(asked.where((AuthorQuestion.version_id == row.id) | same)).all()
    if isinstance(row, Decision):
        own = AuthorQuestion.suggestion_id == row.suggestion_id
        reasons = asked.where(own, AuthorQuestion.reason == row.reason)
        return session.scalars(reasons).all() if row.reason else ()
    if not isinstance(row, Wording):
        return ()
    made = BracketAlternative.suggestion_id == row.suggestion_id
    query = sa.select(BracketAlternative).where(made, BracketAlternative.redacted.is_(False))
    amending = sa.select(SubAmendment).where(
        SubAmendment.wording_id == row.id, SubAmendment.redacted.is_(False)
    )
    return [
        *session.scalars(query),
        *session.scalars(amending),
        *session.scalars(asked.where(AuthorQuestion.id.in_(_asked_with(row.suggestion_id)))),
    ]


def _asked_with(suggestion_id: int) -> sa.Select[int]:
    """Select the questions on a suggestion, and those on others asked by the same press.

    All of a press have the words that would result from all of them.
    """
    own = sa.select(PRESS).where(AuthorQuestion.suggestion_id == suggestion_id)
    return sa.select(AuthorQuestion.id).where(PRESS.in_(own))


def _whereabouts(session: Session, row: Redactable) -> tuple[int, Audience]:
    """Return the document, and who could read the words."""
    if isinstance(row, Bracketed):
        return _of_bracket(session, row)
    if isinstance(row, Amended):
        return _of_subamendment(session, row)
    if isinstance(row, Comment | Agreed | Grouped):
        return row.document_id, row.audience
    if isinstance(row, Version | Adopted):
        return _of_text(session, row), Audience.EVERYBODY
    if isinstance(row, Asked):
        return _of_question(session, row)
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    audience = row.audience if isinstance(row, Position) else suggestion.audience
    return suggestion.document_id, audience


def _of_text(session: Session, row: Version | Adopted) -> int:
    """Return the document of what everybody could read: words of a text, or beside it."""
    if isinstance(row, Explanation):
        return row.document_id
    if isinstance(row, Signature):
        return session.get_one(Adoption, row.adoption_id).document_id
    return session.get_one(Paragraph, row.paragraph_id).document_id


def _of_bracket(session: Session, row: Bracketed) -> tuple[int, Audience]:
    """Return the same of what stands in open brackets, which a revision may have shown to all."""
    bracket = row if isinstance(row, Bracket) else session.get_one(Bracket, row.bracket_id)
    return bracket.document_id, Audience.EVERYBODY


def _of_subamendment(session: Session, row: Amended) -> tuple[int, Audience]:
    """Return the same of a sub-amendment, or of the answer to it."""
    if isinstance(row, SubAmendmentDecision):
        row = session.get_one(SubAmendment, row.sub_amendment_id)
    suggestion = session.get_one(Suggestion, row.suggestion_id)
    return suggestion.document_id, row.audience


def _of_question(session: Session, row: Asked) -> tuple[int, Audience]:
    """Return the same of a question to an author, or of the answer: nobody else could read it."""
    question_id = row.question_id if isinstance(row, AuthorAnswer) else row.id
    asked = session.get_one(AuthorQuestion, question_id)
    return session.get_one(Suggestion, asked.suggestion_id).document_id, Audience.AUTHOR
