"""The acts of random histories: each returns the verb, the case and what is done, or None."""

from datetime import timedelta

import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.amending import exclusions, packages
from declaration.actions.amending.packages import Tabling
from declaration.actions.comments import Remark
from declaration.actions.conference import conference, stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.deciding import amendments, asking, decisions, preparations, reopening
from declaration.actions.deciding.asking import Asking, Pressed
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.deciding.verdicts import RivalAnswer, Ruling, Verdict
from declaration.actions.negotiating import answering
from declaration.actions.negotiating.answering import AuthorReply
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting import drafts, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.comments import is_own
from declaration.verbs import Verb
from models.amending import Package, PackageMember
from models.debate import Comment, Draft, Suggestion
from models.document import Conference, Revision
from models.negotiation import AuthorQuestion
from models.vocabulary import Kind, Outcome, Stage, Status, SuggestionKind
from tests.histories import amending
from tests.histories.negotiating_acts import NEGOTIATING


def suggest(history, by):
    passage = history.passage()
    form = history.chance.choice(list(SuggestionKind))
    makes = {"words": history.words(passage.words) if form.words else ""}
    if form.on_paragraph:
        makes["paragraph_id"] = passage.paragraph_id
    if form.places:
        makes["after_id"] = history.passage().paragraph_id
    if form is SuggestionKind.INSERT:
        makes |= {"kind": Kind.OPERATIVE, "words": history.words()}
    amendment = Amendment(form, reason="It is clearer.", **makes)
    document, at = history.document, history.life.at
    return (
        Verb.SUBMIT,
        history.case(by),
        lambda: suggestions.submit(history.session, by, document, amendment, at=at),
    )


def draft(history, by):
    passage = history.passage()
    words = history.words(passage.words)
    amendment = Amendment(SuggestionKind.REPLACE, passage.paragraph_id, words=words)
    kept = history.pick(Draft, Draft.delegation_id == (by.delegation_id or 0))
    if kept is not None and history.chance.random() < 0.5:
        return Verb.DRAFT, history.case(by), lambda: drafts.discard(history.session, by, kept)
    document, at = history.document, history.life.at
    return (
        Verb.DRAFT,
        history.case(by),
        lambda: drafts.save(history.session, by, document, amendment, at=at),
    )


def revise(history, by):
    suggestion = history.pick(Suggestion, Suggestion.form == SuggestionKind.REPLACE)
    if suggestion is None:
        return None
    wording = history.wording(suggestion)
    words = history.words(wording.words)
    amendment = Amendment(SuggestionKind.REPLACE, suggestion.paragraph_id, words=words)
    seen = {"seen_wording_id": wording.id, "at": history.life.at}
    return (
        Verb.REVISE,
        _on(history, by, suggestion),
        lambda: suggestions.revise(history.session, by, suggestion, amendment, **seen),
    )


def withdraw(history, by):
    suggestion = history.pick(Suggestion)
    if suggestion is None:
        return None
    at = history.life.at
    return (
        Verb.WITHDRAW,
        _on(history, by, suggestion),
        lambda: suggestions.withdraw(history.session, by, suggestion, at=at),
    )


def comment(history, by):
    on = history.chance.choice(("paragraph", "suggestion", "whole", "answer"))
    suggestion, parent = history.pick(Suggestion), history.pick(Comment)
    about = {"paragraph_id": history.passage().paragraph_id}
    if on == "suggestion" and suggestion is not None:
        about = {"suggestion_id": suggestion.id}
    elif on == "answer" and parent is not None and parent.document_id == history.document.id:
        about = {"parent_id": parent.id}
    remark = Remark(history.words(), **(about if on != "whole" else {}))
    document, at = history.document, history.life.at
    return (
        Verb.COMMENT,
        history.case(by),
        lambda: comments.comment(history.session, by, document, remark, at=at),
    )


def resolve(history, by):
    return _of_comment(history, by, Verb.RESOLVE_COMMENT, comments.resolve)


def take_back(history, by):
    return _of_comment(history, by, Verb.WITHDRAW_COMMENT, comments.withdraw)


def table_package(history, by):
    """Two pending suggestions of one delegation, which may be another's."""
    first, second = _two_pending(history, of_one=True)
    if second is None:
        return None
    document, at, ids = history.document, history.life.at, [first.id, second.id]
    return (
        Verb.TABLE_PACKAGE,
        _on(history, by, first),
        lambda: packages.table(history.session, by, document, ids, Tabling("Two"), at=at),
    )


def take_out(history, by):
    member = history.pick(PackageMember, PackageMember.left_at.is_(None))
    if member is None:
        return None
    package = history.session.get_one(Package, member.package_id)
    suggestion, at = history.session.get_one(Suggestion, member.suggestion_id), history.life.at
    return (
        Verb.TABLE_PACKAGE,
        _on(history, by, suggestion),
        lambda: packages.take_out(history.session, by, package, suggestion, at=at),
    )


def exclude(history, by):
    first, second = _two_pending(history, of_one=False)
    if second is None:
        return None
    document, at, ids = history.document, history.life.at, [first.id, second.id]
    return (
        Verb.EXCLUDE,
        history.case(by, state=first.status),
        lambda: exclusions.exclude(history.session, by, document, ids, "Either or.", at=at),
    )


def decide(history, by):
    ruling = _ruling(history)
    document, at = history.document, history.life.at
    return ruling and (
        Verb.RELEASE,
        history.case(by),
        lambda: decisions.decide(history.session, by, document, ruling, at=at),
    )


def prepare(history, by):
    ruling = _ruling(history)
    document, at = history.document, history.life.at
    return ruling and (
        Verb.PREPARE,
        history.case(by),
        lambda: preparations.prepare(history.session, by, document, ruling, at=at),
    )


def ask_author(history, by):
    """Ask all whose suggestions are pending at one place, or some of them anew."""
    ruling = _ruling(history)
    document, at = history.document, history.life.at
    until = Asking((at + timedelta(days=history.chance.randint(0, 5))).date(), "Agreed?")
    return ruling and (
        Verb.ASK_AUTHOR,
        history.case(by),
        lambda: asking.ask(history.session, by, document, ruling, until, at=at),
    )


def answer(history, by):
    question = _question(history)
    if question is None:
        return None
    suggestion = history.session.get_one(Suggestion, question.suggestion_id)
    reply, at = AuthorReply(history.chance.random() < 0.8, "So we say."), history.life.at
    return (
        Verb.ANSWER_QUESTION,
        _on(history, by, suggestion),
        lambda: answering.answer(history.session, by, question, reply, at=at),
    )


def decide_agreed(history, by):
    question = _question(history)
    document, at = history.document, history.life.at
    return question and (
        Verb.ASK_AUTHOR,
        history.case(by),
        lambda: asking.decide_agreed(history.session, by, document, Pressed(question.press), at=at),
    )


def amend(history, by):
    passage = history.passage()
    asked = Amendment(
        SuggestionKind.REPLACE,
        passage.paragraph_id,
        words=history.words(passage.words),
        reason="The committee’s own.",
    )
    document, why = history.document, {"at": history.life.at, "reopening": history.again()}
    return (
        Verb.AMEND,
        history.case(by),
        lambda: amendments.amend(history.session, by, document, asked, **why),
    )


def reopen(history, by):
    suggestion = history.pick(Suggestion, Suggestion.status == Status.DECIDED)
    if suggestion is None:
        return None
    again, at = Reopening("Once more.", reopening=history.again()), history.life.at
    return (
        Verb.REOPEN,
        history.case(by, state=suggestion.status),
        lambda: reopening.reopen(history.session, by, suggestion, again, at=at),
    )


def publish(history, by):
    count = history.session.scalar(sa.select(sa.func.count()).select_from(Revision))
    publication = Publication(f"Rev. {count}")
    document, at = history.document, history.life.at
    return (
        Verb.PUBLISH,
        history.case(by),
        lambda: revisions.publish(history.session, by, document, publication, at=at),
    )


def set_stage(history, by):
    stage = history.chance.choice((Stage.CONSULTATION, Stage.CONSULTATION, Stage.CONSOLIDATION))
    values = StageValues(stage, history.life.at + timedelta(days=history.chance.randint(1, 20)))
    document, at = history.document, history.life.at
    return (
        Verb.SET_STAGE,
        history.case(by),
        lambda: stages.set_stage(history.session, by, document, values, at=at),
    )


def switch_release(history, by):
    founded, at = history.session.get_one(Conference, 1), history.life.at
    switches = conference.Switches(members_release=not founded.members_release)
    return (
        Verb.EDIT_CONFERENCE,
        history.case(by),
        lambda: conference.set_switches(history.session, by, founded, switches, at=at),
    )


def _question(history):
    """A question to an author, the newest ones more often."""
    newest = sa.select(AuthorQuestion.id).order_by(AuthorQuestion.id.desc()).limit(4)
    return history.pick(AuthorQuestion, AuthorQuestion.id.in_(newest))


def _two_pending(history, *, of_one):
    """Two pending suggestions on the document; the second is None where there are no two."""
    pending = (Suggestion.document_id == history.document.id) & (
        Suggestion.status == Status.SUBMITTED
    )
    first = history.pick(Suggestion, pending)
    if first is None:
        return None, None
    same = Suggestion.delegation_id == first.delegation_id if of_one else sa.true()
    return first, history.pick(Suggestion, pending, same, Suggestion.id != first.id)


def _rivals(history, together):
    """What becomes of whatever else is pending, should it exclude what is accepted."""
    ids = [each.id for each in together]
    pending = sa.select(Suggestion).where(
        Suggestion.status == Status.SUBMITTED,
        Suggestion.document_id == history.document.id,
        Suggestion.id.not_in(ids),
    )
    outcomes = (Outcome.COVERED, Outcome.OVERTAKEN, None)
    return tuple(
        RivalAnswer(each.id, history.wording(each).id, history.chance.choice(outcomes))
        for each in history.session.scalars(pending.order_by(Suggestion.id))
    )


def _on(history, by, suggestion):
    return history.case(by, state=suggestion.status, author=suggestion.delegation_id or 0)


def _of_comment(history, by, verb, do):
    written = history.pick(Comment)
    if written is None:
        return None
    at, own = history.life.at, is_own(by, written)
    case = history.case(by, own=own)
    return verb, case, lambda: do(history.session, by, written, at=at)


def _ruling(history):
    """A ruling on all that is pending at one place: one is accepted, the others are not."""
    first = history.pick(
        Suggestion,
        Suggestion.status == Status.SUBMITTED,
        Suggestion.document_id == history.document.id,
    )
    if first is None:
        return None
    together = [first]
    if first.form.on_paragraph:
        mine = (Suggestion.paragraph_id == first.paragraph_id) & (Suggestion.id != first.id)
        live = sa.select(Suggestion).where(mine, Suggestion.status == Status.SUBMITTED)
        others = history.session.scalars(live.order_by(Suggestion.id)).all()
        together += [other for other in others if other.form.on_paragraph]
    outcomes = [history.chance.choice((Outcome.ACCEPTED, Outcome.REJECTED, Outcome.OVERTAKEN))]
    outcomes += [Outcome.REJECTED for _other in together[1:]]
    verdicts = [
        Verdict(each.id, history.wording(each).id, outcome, "Because.")
        for each, outcome in zip(together, outcomes, strict=True)
    ]
    paragraph_id = first.paragraph_id if first.form.on_paragraph else None
    answered = history.chance.random() < 0.7
    rivals = _rivals(history, together) if answered else ()
    given = {"reopening": history.again(), "rivals": rivals, "excluding": answered}
    return Ruling(verdicts, paragraph_id=paragraph_id, confirmed=True, **given)


ACTS = (
    NEGOTIATING
    | amending.ACTS
    | {  # with how often each comes beside the others
        suggest: 6,
        draft: 2,
        revise: 2,
        withdraw: 1,
        comment: 3,
        resolve: 1,
        take_back: 1,
        table_package: 2,
        take_out: 1,
        exclude: 2,
        decide: 6,
        prepare: 2,
        ask_author: 3,
        answer: 4,
        decide_agreed: 2,
        amend: 1,
        reopen: 1,
        publish: 1,
        set_stage: 1,
        switch_release: 1,
    }
)
