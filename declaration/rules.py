"""Who may do what, when: one table of role, verb and stage, read by pages, buttons and tests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from declaration.errors import NotAllowed, NotFound, SignInNeeded
from declaration.verbs import Reason, Role, Verb, Why
from models.vocabulary import Capacity, Post, Procedure, Stage, Status


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one capacity; without arguments, the public. ``seeing`` = reads only."""

    person_id: int = 0
    capacity: Capacity = Capacity.PUBLIC
    post: Post | None = None
    delegation_id: int | None = None
    may_submit: bool = False
    seeing: bool = False
    provisional: bool = False  # the delegation's credentials are not accepted yet

    @property
    def role(self) -> Role:
        """Return the role: the post, where the capacity has several."""
        if self.capacity in {Capacity.DELEGATION, Capacity.COMMITTEE} and self.post:
            return Role(self.post.value)
        return Role(self.capacity.value)

    @property
    def eyes(self) -> "Actor":
        """Return the actor without the person: all of one office see the same of the debate."""
        return replace(self, person_id=0, may_submit=False, provisional=False)


@dataclass(frozen=True, slots=True)
class Case:
    """What the verb is about; a default says that it does not matter.

    ``own``: of the actor's delegation (a comment: of its author's). ``debate_open``: the
    secretariat lets everybody read the debate. ``late``: after the deadline for suggestions.
    ``procedure``: what the conference has switched on.
    """

    stage: Stage | None = None
    own: bool = True
    state: Status | None = None
    late: bool = False
    debate_open: bool = False
    members_release: bool = False
    procedure: frozenset[Procedure] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, not now (with a reason), or never (neither)."""

    yes: bool
    why: Reason | None = None

    def __bool__(self) -> bool:
        return self.yes


PUBLIC = Actor()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: these roles, in these stages, on what is theirs, in these states."""

    who: frozenset[Role]
    stages: frozenset[Stage] = frozenset(Stage)
    own: bool = False
    states: frozenset[Status] = frozenset(Status)
    late: bool = True
    submit: bool = False  # needs the right to submit
    opened: bool = False  # only while the debate is open to everybody
    released: bool = False  # only where members may release
    reads: bool = False  # changes nothing that others see: allowed while seeing as another
    private: bool = False  # never while seeing as another: it is promised to these roles alone
    part: Procedure | None = None  # never where the conference has not switched this on
    accredited: bool = False  # needs accepted credentials, where the conference asks for them


R = Role
EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {R.PUBLIC}
DELEGATES = frozenset({R.HEAD, R.ALTERNATE, R.ADVISER})
COMMITTEE = frozenset({R.MEMBER, R.CHAIR})
HEAD = frozenset({R.HEAD})
CHAIR = frozenset({R.CHAIR})
MEMBER = frozenset({R.MEMBER})
SECRETARIAT = frozenset({R.SECRETARIAT})
SHARED = frozenset({Stage.CONSULTATION, Stage.CONSOLIDATION, Stage.ADOPTED})
DEBATED = frozenset({Stage.CONSULTATION, Stage.CONSOLIDATION})
CONSULTED = frozenset(stage for stage in Stage if stage.takes_suggestions)
PREPARED = frozenset({Stage.PREPARATION})
ADOPTED = frozenset({Stage.ADOPTED})
UNFROZEN = frozenset(stage for stage in Stage if not stage.final)
LIVE = frozenset({Status.SUBMITTED})
UNDECIDED = frozenset({Status.ENTERED, Status.SUBMITTED})
DECIDED = frozenset({Status.DECIDED})

TABLE: Mapping[Verb, tuple[Rule, ...]] = {
    Verb.READ_PUBLISHED: (Rule(EVERYBODY, reads=True),),
    Verb.READ_ROLLING: (
        Rule(COMMITTEE | SECRETARIAT, reads=True),
        Rule(DELEGATES | {R.OBSERVER}, SHARED, reads=True),
    ),
    Verb.READ_DEBATE: (
        Rule(SIGNED_IN, reads=True),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True),
    ),
    Verb.READ_JOURNAL: (Rule(EVERYBODY, reads=True),),
    Verb.READ_FOR_YOU: (Rule(SIGNED_IN, reads=True),),
    Verb.READ_DRAFTS: (Rule(DELEGATES, own=True, reads=True, private=True),),
    Verb.READ_DESK: (Rule(COMMITTEE, reads=True),),
    Verb.READ_DELEGATION: (Rule(SECRETARIAT, reads=True), Rule(DELEGATES, own=True, reads=True)),
    Verb.DRAFT: (Rule(DELEGATES, DEBATED, own=True),),
    Verb.SUBMIT: (Rule(DELEGATES, CONSULTED, own=True, submit=True, accredited=True),),
    Verb.REVISE: (
        Rule(
            DELEGATES,
            CONSULTED,
            own=True,
            states=LIVE,
            late=False,
            submit=True,
            accredited=True,
        ),
    ),
    Verb.WITHDRAW: (Rule(DELEGATES, DEBATED, own=True, states=LIVE, submit=True),),
    Verb.TAKE_POSITION: (
        Rule(
            DELEGATES,
            DEBATED,
            states=LIVE,
            submit=True,
            part=Procedure.POSITIONS,
            accredited=True,
        ),
    ),
    Verb.COSPONSOR: (
        Rule(
            DELEGATES,
            DEBATED,
            states=LIVE,
            submit=True,
            part=Procedure.COSPONSORS,
            accredited=True,
        ),
    ),
    Verb.REFUSE_COSPONSOR: (
        Rule(DELEGATES, DEBATED, own=True, states=LIVE, submit=True, part=Procedure.COSPONSORS),
    ),
    Verb.COMMENT: (Rule(DELEGATES | COMMITTEE | SECRETARIAT, DEBATED),),
    Verb.RESOLVE_COMMENT: (
        Rule(COMMITTEE | SECRETARIAT, DEBATED),
        Rule(DELEGATES, DEBATED, own=True),
    ),
    Verb.WITHDRAW_COMMENT: (Rule(DELEGATES | COMMITTEE | SECRETARIAT, DEBATED, own=True),),
    Verb.PREPARE: (Rule(COMMITTEE, DEBATED),),
    Verb.RELEASE: (Rule(CHAIR, DEBATED), Rule(MEMBER, DEBATED, released=True)),
    Verb.REOPEN: (
        Rule(CHAIR, DEBATED, states=DECIDED),
        Rule(MEMBER, DEBATED, states=DECIDED, released=True),
    ),
    Verb.AMEND: (Rule(CHAIR, DEBATED), Rule(MEMBER, DEBATED, released=True)),
    Verb.BRACKET: (
        Rule(CHAIR, DEBATED, part=Procedure.BRACKETS),
        Rule(MEMBER, DEBATED, released=True, part=Procedure.BRACKETS),
    ),
    Verb.READ_BRACKETS: (
        Rule(COMMITTEE | SECRETARIAT, reads=True, part=Procedure.BRACKETS),
        Rule(DELEGATES | {R.OBSERVER}, SHARED, reads=True, part=Procedure.BRACKETS),
    ),
    Verb.READ_AGREED: (
        Rule(SIGNED_IN, reads=True, part=Procedure.AGREEMENT),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True, part=Procedure.AGREEMENT),
    ),
    Verb.AGREE: (
        Rule(CHAIR, DEBATED, part=Procedure.AGREEMENT),
        Rule(MEMBER, DEBATED, released=True, part=Procedure.AGREEMENT),
    ),
    Verb.RESERVE: (
        Rule(
            DELEGATES,
            DEBATED,
            own=True,
            submit=True,
            part=Procedure.AGREEMENT,
            accredited=True,
        ),
    ),
    Verb.ASK_AUTHOR: (
        Rule(CHAIR, DEBATED, part=Procedure.ASKING),
        Rule(MEMBER, DEBATED, released=True, part=Procedure.ASKING),
    ),
    Verb.READ_QUESTIONS: (
        Rule(COMMITTEE | SECRETARIAT, reads=True, part=Procedure.ASKING),
        Rule(DELEGATES, own=True, reads=True, part=Procedure.ASKING),
    ),
    Verb.ANSWER_QUESTION: (
        Rule(
            DELEGATES,
            DEBATED,
            own=True,
            states=LIVE,
            submit=True,
            part=Procedure.ASKING,
            accredited=True,
        ),
    ),
    Verb.PUBLISH: (Rule(CHAIR, DEBATED), Rule(SECRETARIAT, PREPARED)),
    Verb.SUPERSEDE: (Rule(CHAIR | SECRETARIAT, UNFROZEN),),
    Verb.EDIT_TEXT: (Rule(SECRETARIAT, PREPARED),),
    Verb.SET_STAGE: (Rule(SECRETARIAT, UNFROZEN),),
    Verb.ADOPT: (Rule(SECRETARIAT, DEBATED),),
    Verb.READ_ADOPTION: (Rule(EVERYBODY, ADOPTED, reads=True),),
    Verb.UNDO_ADOPTION: (Rule(SECRETARIAT, ADOPTED),),
    Verb.CORRECT: (Rule(SECRETARIAT, ADOPTED),),
    Verb.EXPLAIN: (
        Rule(HEAD, ADOPTED, own=True, accredited=True),
        Rule(SECRETARIAT, ADOPTED, accredited=True),
    ),
    Verb.WITHDRAW_EXPLANATION: (Rule(HEAD, ADOPTED, own=True), Rule(SECRETARIAT, ADOPTED)),
    Verb.EDIT_CONFERENCE: (Rule(SECRETARIAT),),
    Verb.MANAGE_PEOPLE: (Rule(SECRETARIAT),),
    Verb.GIVE_SUBMIT_RIGHT: (Rule(SECRETARIAT), Rule(HEAD, own=True)),
    Verb.REDACT: (Rule(SECRETARIAT),),
    Verb.SEE_AS: (Rule(SECRETARIAT),),
    Verb.KEEP_ACCOUNT: (Rule(SIGNED_IN, reads=True),),
    Verb.ENTER: (Rule(EVERYBODY, reads=True),),
    Verb.NOTE: (Rule(COMMITTEE, DEBATED, part=Procedure.NOTES),),
    Verb.WATCH: (Rule(SIGNED_IN, part=Procedure.WATCHING),),
    Verb.ENTER_FOR: (
        Rule(CHAIR | SECRETARIAT, DEBATED, states=UNDECIDED, part=Procedure.ON_BEHALF),
    ),
    Verb.ANSWER_ENTRY: (
        Rule(
            DELEGATES,
            DEBATED,
            own=True,
            states=UNDECIDED,
            submit=True,
            part=Procedure.ON_BEHALF,
            accredited=True,
        ),
    ),
    Verb.READ_PARTICIPANTS: (
        Rule(SIGNED_IN, reads=True, part=Procedure.PARTICIPANTS),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True, part=Procedure.PARTICIPANTS),
    ),
    Verb.READ_ACCOUNT: (
        Rule(SIGNED_IN, reads=True, part=Procedure.ACCOUNT),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True, part=Procedure.ACCOUNT),
    ),
    Verb.SUB_AMEND: (
        Rule(
            DELEGATES,
            CONSULTED,
            states=LIVE,
            submit=True,
            part=Procedure.SUBAMENDMENTS,
            accredited=True,
        ),
    ),
    Verb.TAKE_SUB_AMENDMENT: (
        Rule(
            DELEGATES,
            DEBATED,
            own=True,
            states=LIVE,
            submit=True,
            part=Procedure.SUBAMENDMENTS,
            accredited=True,
        ),
    ),
    Verb.DECIDE_SUB_AMENDMENT: (
        Rule(CHAIR, DEBATED, states=LIVE, part=Procedure.SUBAMENDMENTS),
        Rule(MEMBER, DEBATED, states=LIVE, released=True, part=Procedure.SUBAMENDMENTS),
    ),
    Verb.WITHDRAW_SUB_AMENDMENT: (
        Rule(DELEGATES, DEBATED, own=True, states=LIVE, submit=True, part=Procedure.SUBAMENDMENTS),
    ),
    Verb.READ_PACKAGES: (
        Rule(SIGNED_IN, reads=True, part=Procedure.PACKAGES),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True, part=Procedure.PACKAGES),
    ),
    Verb.TABLE_PACKAGE: (
        Rule(
            DELEGATES,
            DEBATED,
            own=True,
            states=LIVE,
            submit=True,
            part=Procedure.PACKAGES,
            accredited=True,
        ),
    ),
    Verb.READ_EXCLUSIONS: (
        Rule(SIGNED_IN, reads=True, part=Procedure.EXCLUSIONS),
        Rule(frozenset({R.PUBLIC}), opened=True, reads=True, part=Procedure.EXCLUSIONS),
    ),
    Verb.EXCLUDE: (
        Rule(CHAIR, DEBATED, states=LIVE, part=Procedure.EXCLUSIONS),
        Rule(MEMBER, DEBATED, states=LIVE, released=True, part=Procedure.EXCLUSIONS),
    ),
    Verb.READ_SIGNATURES: (Rule(EVERYBODY, reads=True),),
    Verb.SIGN: (Rule(EVERYBODY, ADOPTED),),
    Verb.SIGN_FOR_DELEGATION: (Rule(frozenset({R.HEAD}), ADOPTED, own=True, accredited=True),),
    Verb.VERIFY_SIGNATURES: (Rule(SECRETARIAT, ADOPTED),),
}

NEXT_STAGES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.PREPARATION: (Stage.PREPARATION, Stage.CONSULTATION),
    Stage.CONSULTATION: (Stage.CONSULTATION, Stage.CONSOLIDATION, Stage.PREPARATION),
    Stage.CONSOLIDATION: (Stage.CONSOLIDATION, Stage.CONSULTATION),
    Stage.ADOPTED: (),
}
"""Where a document may go from each stage; only adopting leads to the last."""


def may(actor: Actor, verb: Verb, case: Case = Case()) -> Answer:
    """Answer whether ``actor`` may do ``verb`` in this case."""
    rule = next((rule for rule in TABLE[verb] if actor.role in rule.who), None)
    if rule is None or _closed(actor, rule, case):
        return Answer(yes=False)
    why = next(_hindrances(actor, rule, case), None)
    return Answer(yes=why is None, why=why)


def require(actor: Actor, verb: Verb, case: Case = Case()) -> None:
    """Raise NotAllowed (not now), NotFound (never) or SignInNeeded (signed out)."""
    answer = may(actor, verb, case)
    if answer.why is not None:
        raise NotAllowed(answer.why)
    if not answer:
        raise SignInNeeded if actor.role is Role.PUBLIC else NotFound


def _closed(actor: Actor, rule: Rule, case: Case) -> bool:
    return (
        (rule.own and not case.own)
        or (rule.opened and not case.debate_open)
        or (rule.private and actor.seeing)
        or (rule.part is not None and rule.part not in case.procedure)
    )


def _hindrances(actor: Actor, rule: Rule, case: Case) -> Iterator[Reason]:
    if actor.seeing and not rule.reads:
        yield Why.READS_ONLY
    if case.stage is not None and case.stage not in rule.stages:
        yield case.stage
    if rule.released and not case.members_release:
        yield Why.CHAIR_RELEASES
    if case.state is not None and case.state not in rule.states:
        yield case.state
    if case.late and not rule.late:
        yield Why.LATE
    if rule.submit and not actor.may_submit:
        yield Why.NO_RIGHT_TO_SUBMIT
    if rule.accredited and actor.provisional and Procedure.CREDENTIALS in case.procedure:
        yield Why.PROVISIONAL
