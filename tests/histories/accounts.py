"""Whether an account has every row that is stored, each exactly once, before and after."""

from dataclasses import replace

import sqlalchemy as sa

from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.errors import DeclarationError
from declaration.manuscript import numbered
from declaration.queries.publishing.account import AccountKind
from declaration.queries.publishing.accounted import account
from declaration.queries.publishing.moment import NOW, published
from declaration.queries.reading import shelf as shelves, texts
from models.amending import Package, SubAmendment
from models.debate import Comment, Suggestion
from models.negotiation import Agreement, AuthorQuestion, Bracket, Position, Reservation
from models.vocabulary import Audience, Capacity, Procedure, Stage
from tests.support.cast import reading

ALL = frozenset(Procedure)
TABLES = {
    AccountKind.SUGGESTION: Suggestion,
    AccountKind.SUB_AMENDMENT: SubAmendment,
    AccountKind.PACKAGE: Package,
    AccountKind.QUESTION: AuthorQuestion,
    AccountKind.COMMENT: Comment,
    AccountKind.NOTE: Comment,
    AccountKind.POSITION: Position,
    AccountKind.BRACKET: Bracket,
    AccountKind.AGREEMENT: Agreement,
    AccountKind.RESERVATION: Reservation,
}
NOTES = {  # of the comments
    AccountKind.COMMENT: Comment.audience != Audience.COMMITTEE,
    AccountKind.NOTE: Comment.audience == Audience.COMMITTEE,
}


def account_now(session, actor, document, parts=ALL, **debate):
    """What would happen if the text were published now."""
    rolling = texts.rolling(session, document)
    text = replace(rolling, passages=numbered(rolling.passages, document.scheme))
    return account(session, reading(actor, **debate), parts, text, AccountKind, NOW)


def account_of(session, actor, document, revision, parts=ALL, **debate):
    """What happened when a revision was published."""
    shelf = shelves.shelf(session, actor, document.slug)
    moment = published(session, shelf, revision)
    text = texts.revision(session, document, revision)
    return account(session, reading(actor, **debate), parts, text, AccountKind, moment)


def stored(session, document, kind, *limits):
    """The ids of all rows of a kind on a document."""
    table = TABLES[kind]
    query = sa.select(table.id)
    if table in {Position, SubAmendment, AuthorQuestion}:
        query = query.join(Suggestion, Suggestion.id == table.suggestion_id)
        limits = (Suggestion.document_id == document.id, *limits)
    else:
        limits = (table.document_id == document.id, NOTES.get(kind, sa.true()), *limits)
    return set(session.scalars(query.where(*limits)))


def check_account(session, document, actors):
    """Every row is in somebody's account, none twice; the secretariat has all but others' own."""
    seen = {kind: set() for kind in AccountKind}
    for actor in actors:
        held = account_now(session, actor, document)
        for kind, table in TABLES.items():
            ids = [line.id for line in held.of(kind)]
            assert len(ids) == len(set(ids)), (actor.role, kind)
            assert sum(held.sums[kind].values()) == len(ids)
            seen[kind] |= set(ids)
            if actor.capacity is Capacity.SECRETARIAT:
                shared = Comment.audience.not_in((Audience.DELEGATION, Audience.COMMITTEE))
                limits = (shared,) if table is Comment else ()
                assert set(ids) == stored(session, document, kind, *limits), kind
    for kind in AccountKind:
        assert seen[kind] == stored(session, document, kind), kind


def publish_with_account(history):
    """Publish; return the revision with its account just before, None where nothing is new."""
    session, document, at = history.session, history.document, history.life.later()
    held = account_now(session, history.actors["noor"], document)
    try:
        by = history.actors["noor" if document.stage is Stage.PREPARATION else "marie"]
        revision = revisions.publish(session, by, document, Publication("Rev."), at=at)
    except DeclarationError:
        session.rollback()
        return None
    session.commit()
    return revision, held
