import pytest
import sqlalchemy as sa

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, TooLong
from models.debate import Wording
from models.journal import Event
from models.vocabulary import Audience, EventKind, Stage, SuggestionKind
from tests.support.cast import LATER, NOON


def say(session, cast, by=None, words="Could this be shorter?", on="arrival", **values):
    paragraph = cast.paragraphs[on].id if on else None
    remark = Remark(words, paragraph_id=paragraph, **values)
    return comments.comment(session, by or cast.amina, cast.document, remark, at=NOON)


def kinds(session):
    return list(session.scalars(sa.select(Event.kind).order_by(Event.id)))


def test_a_comment_keeps_the_words_it_was_made_on(session, cast):
    comment = say(session, cast)

    assert comment.version_id is not None
    assert comment.audience is Audience.PARTICIPANTS
    assert kinds(session) == [EventKind.COMMENT_MADE]


def test_quoted_words_are_found_without_offsets(session, cast):
    comment = say(session, cast, quote=" first point of contact ")

    assert comment.quote == "first point of contact"
    assert (comment.quote_start, comment.quote_end) == (40, 62)
    assert comment.quote_prefix.endswith("who arrives a ")
    assert comment.quote_suffix.startswith(" in a language")


def test_offsets_choose_among_equal_words(session, cast):
    comment = say(session, cast, quote="person", start=86, end=92)

    assert (comment.quote_start, comment.quote_end) == (86, 92)


@pytest.mark.parametrize(
    ("quote", "why"), [("person", "ambiguous"), ("last point of contact", "not_found")]
)
def test_a_quote_must_stand_there_exactly_once(session, cast, quote, why):
    with pytest.raises(Invalid) as refusal:
        say(session, cast, quote=quote)

    assert (refusal.value.field, refusal.value.why) == ("quote", why)


def test_the_whole_has_no_words_to_quote(session, cast):
    with pytest.raises(Invalid):
        say(session, cast, on=None, quote="We")


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_empty_comment_is_refused(session, cast, words):
    with pytest.raises(Invalid):
        say(session, cast, words=words)


def test_a_long_comment_is_refused(session, cast):
    with pytest.raises(TooLong):
        say(session, cast, words="a" * 20_001)


@pytest.mark.parametrize(("by", "on"), [("ole", "arrival"), ("ole", None)])
def test_observers_read_and_do_not_comment(session, cast, by, on):
    with pytest.raises(NotFound):
        say(session, cast, cast.actors[by], on=on)


@pytest.mark.parametrize("stage", [Stage.PREPARATION, Stage.ADOPTED])
def test_comments_belong_to_the_debate(session, cast, stage):
    cast.document.stage = stage

    with pytest.raises(NotAllowed):
        say(session, cast)


def test_an_answer_stands_on_what_its_comment_stands_on(session, cast):
    first = say(session, cast)
    answer = say(session, cast, cast.luis, on=None, parent_id=first.id)
    further = say(session, cast, cast.paul, on=None, parent_id=answer.id)

    assert (answer.parent_id, answer.paragraph_id) == (first.id, first.paragraph_id)
    assert (further.parent_id, further.version_id) == (first.id, first.version_id)


def test_an_internal_comment_and_its_answers_stay_in_the_delegation(session, cast):
    comment = say(session, cast, internal=True)
    answer = say(session, cast, cast.actors["awa"], on=None, parent_id=comment.id)

    assert {comment.audience, answer.audience} == {Audience.DELEGATION}
    with pytest.raises(NotFound):
        say(session, cast, cast.luis, on=None, parent_id=comment.id)


def test_opening_the_debate_does_not_open_older_threads(session, cast):
    first = say(session, cast)
    cast.conference.debate_open = True
    session.flush()

    assert say(session, cast).audience is Audience.OPENED
    assert say(session, cast, on=None, parent_id=first.id).audience is Audience.PARTICIPANTS


def test_a_comment_on_a_suggestion_names_the_wording_it_saw(session, cast):
    asked = Amendment(SuggestionKind.GENERAL, words="Shorter throughout.")
    suggestion = suggestions.submit(session, cast.luis, cast.document, asked, at=NOON)

    comment = say(session, cast, on=None, suggestion_id=suggestion.id)

    assert comment.wording_id == session.scalars(sa.select(Wording.id)).one()


@pytest.mark.parametrize("values", [{"suggestion_id": 99}, {"parent_id": 99}])
def test_there_is_nothing_to_say_on_what_is_not_there(session, cast, values):
    with pytest.raises(NotFound):
        say(session, cast, on=None, **values)


def test_resolving_and_reopening_are_events(session, cast):
    comment = say(session, cast)

    comments.resolve(session, cast.marie, comment, at=LATER)
    comments.resolve(session, cast.marie, comment, at=LATER)
    assert comment.resolved_at == LATER
    comments.reopen(session, cast.amina, comment, at=LATER)

    assert comment.resolved_at is None
    assert kinds(session)[1:] == [EventKind.COMMENT_RESOLVED, EventKind.COMMENT_REOPENED]


def test_other_delegations_neither_resolve_nor_withdraw(session, cast):
    comment = say(session, cast)

    with pytest.raises(NotFound):
        comments.resolve(session, cast.luis, comment, at=LATER)
    with pytest.raises(NotFound):
        comments.withdraw(session, cast.luis, comment, at=LATER)


def test_a_withdrawn_comment_leaves_its_row(session, cast):
    comment = say(session, cast, cast.marie)

    comments.withdraw(session, cast.marie, comment, at=LATER)

    assert comment.withdrawn_at == LATER
    assert kinds(session)[-1] is EventKind.COMMENT_WITHDRAWN


def test_officials_take_back_their_own_alone(session, cast):
    comment = say(session, cast, cast.marie)

    with pytest.raises(NotFound):
        comments.withdraw(session, cast.actors["paul_member"], comment, at=LATER)
