"""What the tests of agreement ad referendum share: paragraphs agreed, as they stand."""

from declaration.actions.negotiating import agreement
from declaration.actions.negotiating.agreement import Agreeing, Reserving
from declaration.queries.negotiating.agreement import section
from declaration.queries.reading import texts
from models.vocabulary import Procedure
from tests.support.desk import LATER, version


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
