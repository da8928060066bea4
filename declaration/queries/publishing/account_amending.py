"""What happens to sub-amendments and packages when a text is published."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from declaration.queries import sight
from declaration.queries.publishing.account import AccountKind, AccountLine, Consequence, Lines
from declaration.queries.publishing.account_basis import AccountBasis, AskedThen, by
from declaration.queries.publishing.account_debate import becomes
from declaration.queries.suggesting.standing import merge_of
from models.amending import Package, PackageMember, SubAmendment, SubAmendmentDecision
from models.debate import Suggestion, Wording
from models.people import Delegation
from models.vocabulary import Status, SubjectKind

Members = Sequence[AskedThen]


def subamendment_rows(basis: AccountBasis) -> Lines:
    """Yield the sub-amendments. One statement."""
    moment = basis.moment
    query = (
        sa.select(SubAmendment, Wording.words, Delegation, SubAmendmentDecision)
        .join(Suggestion, Suggestion.id == SubAmendment.suggestion_id)
        .join(Wording, Wording.id == SubAmendment.wording_id)
        .join(Delegation, Delegation.id == SubAmendment.delegation_id)
        .outerjoin(SubAmendmentDecision, SubAmendmentDecision.sub_amendment_id == SubAmendment.id)
        .where(
            Suggestion.document_id == basis.text.document_id,
            SubAmendment.audience.in_(sight.audiences(basis.reader)),
        )
        .order_by(SubAmendment.id)
    )
    for row, base, delegation, decision in basis.session.execute(query):
        asked = basis.asked.get(row.suggestion_id)
        made = moment.there(SubjectKind.SUB_AMENDMENT, row.id, row.created_at)
        if asked is None or not made:
            continue
        answered = decision is not None and moment.there(
            SubjectKind.SUB_AMENDMENT_DECISION, decision.id, decision.created_at
        )
        pending = _pending(row, base, asked.wording)
        yield AccountLine(
            kind=AccountKind.SUB_AMENDMENT,
            id=row.id,
            consequence=Consequence(decision.outcome.value) if answered else pending,
            at=row.created_at,
            capacity=row.capacity,
            **by(delegation),
            number=asked.suggestion.number,
            ordinal=row.ordinal,
            **basis.place(asked.stands_at),
            after=asked.after,
            words=row.words,
            language=basis.text.language,
            redacted=row.redacted,
        )


def _pending(row: SubAmendment, base: str, wording: Wording) -> Consequence:
    """Return how it stands to the words that the suggestion has."""
    if row.wording_id == wording.id or base == wording.words:
        return Consequence.PENDING
    if merge_of(base, wording.words, row.words).clean:
        return Consequence.PENDING_EARLIER
    return Consequence.PENDING_CONFLICT


def package_rows(basis: AccountBasis) -> Lines:
    """Yield the packages, each with its suggestions. One statement."""
    moment = basis.moment
    query = (
        sa.select(Package, PackageMember, Delegation)
        .join(PackageMember, PackageMember.package_id == Package.id)
        .join(Delegation, Delegation.id == Package.delegation_id)
        .where(
            Package.document_id == basis.text.document_id,
            Package.audience.in_(sight.audiences(basis.reader)),
        )
        .order_by(Package.id, PackageMember.id)
    )
    packages: dict[int, tuple[Package, Delegation]] = {}
    members: defaultdict[int, list[AskedThen]] = defaultdict(list)
    for package, member, delegation in basis.session.execute(query):
        if not moment.there(SubjectKind.PACKAGE, package.id, package.created_at):
            continue
        packages[package.id] = package, delegation
        asked = basis.asked.get(member.suggestion_id)
        if asked is not None and _inside(basis, package, member):
            members[package.id].append(asked)
    for package, delegation in packages.values():
        inside = sorted(members[package.id], key=lambda asked: asked.suggestion.number)
        ended = moment.dissolved(package)
        yield AccountLine(
            kind=AccountKind.PACKAGE,
            id=package.id,
            consequence=Consequence.DISSOLVED if ended else _together(inside),
            at=package.created_at,
            capacity=package.capacity,
            **by(delegation),
            package=package.number,
            words=package.title,
            language=package.language,
            redacted=package.redacted,
            members=tuple((asked.suggestion.number, becomes(asked, basis)) for asked in inside),
        )


def _inside(basis: AccountBasis, package: Package, member: PackageMember) -> bool:
    """Whether a suggestion is part of a package, or was when the package was dissolved."""
    moment = basis.moment
    if not moment.there(SubjectKind.PACKAGE_MEMBER, member.id, member.created_at):
        return False
    if not moment.left(member):
        return True
    return moment.dissolved(package) and member.left_at == package.dissolved_at


def _together(inside: Members) -> Consequence:
    """Return what happens to what was tabled together; what was withdrawn holds nothing up."""
    held = [asked for asked in inside if asked.status is not Status.WITHDRAWN]
    pending = sum(asked.pending for asked in held)
    if inside and not held:
        return Consequence.WITHDRAWN
    if pending == len(held):
        return Consequence.PENDING
    return Consequence.PARTLY if pending else Consequence.DECIDED
