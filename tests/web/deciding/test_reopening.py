import re

import pytest
import sqlalchemy as sa

from declaration.actions.deciding import preparations, reopening
from declaration.actions.deciding.reopening import MOST, Reopening
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from models.journal import Event
from models.vocabulary import EventKind, Outcome, Status, SuggestionKind
from tests.support.committee import (
    DESK,
    chosen,
    fields,
    fill,
    gives,
    member,
    send as press,
    stamps,
    statements,
)
from tests.support.desk import (
    ARRIVAL as WORDS,
    BOTH,
    FIRST,
    LATER,
    OTHER,
    accept,
    ask,
    decide,
    decision,
    insert,
    lines,
    ruling,
    verdict,
    words,
)
from tests.support.enter import enter, post
from tests.support.valid import valid


@pytest.fixture
def taken(session, cast, client):
    """An accepted suggestion, and the chair before the desk."""
    suggestion = ask(session, cast, FIRST)
    accept(session, cast, suggestion)
    session.commit()
    enter(client, "marie")
    return suggestion


def path(suggestion):
    return f"/suggestions/{suggestion.number}/reopening"


def send(client, suggestion, **values):
    sent = {"reason": "Too fast.", "words": WORDS} | values
    return post(client, path(suggestion), sent, shown=path(suggestion))


def test_the_page_shows_what_reopening_does(client, taken):
    page = valid(client.get(path(taken)))

    assert "The decision was: Accepted." in page
    assert "<ins>" in page
    assert WORDS in page


def test_reopening_puts_it_back_on_the_desk(session, cast, client, taken):
    response = send(client, taken)

    assert response.location.endswith("/desk/p/arrival")
    session.rollback()
    assert (taken.status, words(session, cast)) == (Status.SUBMITTED, WORDS)


@pytest.mark.parametrize(
    "form", [SuggestionKind.DELETE, SuggestionKind.MOVE, SuggestionKind.INSERT, None]
)
def test_every_kind_of_decision_is_reopened(session, cast, client, form):
    before = lines(session, cast)
    if form is SuggestionKind.INSERT:
        suggestion = insert(session, cast, "We will listen.")
        accept(session, cast, suggestion)
    elif form is None:
        suggestion = ask(session, cast, FIRST)
        decide(session, cast, verdict(session, suggestion, Outcome.REJECTED))
    else:
        after = cast.paragraphs["means"].id if form is SuggestionKind.MOVE else None
        suggestion = ask(session, cast, form=form, after_id=after)
        accept(session, cast, suggestion)
    session.commit()
    enter(client, "marie")
    assert valid(client.get(path(suggestion)))

    assert send(client, suggestion).status_code == 303

    session.rollback()
    assert lines(session, cast) == before


def test_it_needs_a_reason_and_keeps_the_words(client, taken):
    page = valid(send(client, taken, reason=" ", words="Other words."), 422)

    assert "Other words." in page
    assert valid(send(client, taken, words=" "), 422)
    assert valid(send(client, taken, words="bell \x07"), 422)


def test_words_changed_since_are_told_and_the_own_ones_kept(session, cast, client, taken):
    accept(session, cast, ask(session, cast, BOTH, by="luis"))
    session.commit()

    page = valid(send(client, taken, base_version="1", words="My words."), 409)

    assert "Someone else made a change first" in page
    assert "My words." in page


def test_where_later_changes_touch_the_same_words_one_is_told(session, cast, client, taken):
    second = ask(session, cast, OTHER, by="luis")
    rewritten = FIRST.replace("every newcomer", "all newcomers and all guests")
    decide(session, cast, verdict(session, second, Outcome.ADAPTED), words=rewritten)
    session.commit()

    assert "cannot be merged automatically" in valid(client.get(path(taken)))


def test_after_a_revision_the_decision_stands(session, cast, client, taken):
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    session.commit()

    response = client.get(path(taken))

    assert response.status_code == 422
    assert "the decision stands" in response.text


def test_what_awaits_cannot_be_reopened_and_what_is_not_there_neither(session, cast, client, taken):
    open_one = ask(session, cast, OTHER, by="luis")
    session.commit()

    assert client.get(path(open_one)).status_code == 403
    assert client.get("/suggestions/999/reopening").status_code == 404
    assert client.post(path(taken), data={"reason": "No token."}).status_code == 400


def test_only_those_who_release_reopen(session, cast, client, taken):
    for name in ("amina", "noor"):
        enter(client, name)
        assert client.get(path(taken)).status_code == 404
        assert post(client, path(taken), {"reason": "Mine."}).status_code == 404
    member(session, cast, client)
    assert client.get(path(taken)).status_code == 403


def test_the_page_takes_few_statements(client, taken):
    assert statements(client, path(taken)) <= 12


def undo(client, page):
    """Press the button in the notice that says what was decided."""
    url = re.search(r'action="([^"]+/reopening)"', page)[1]
    return post(client, url, shown=f"{DESK}/p/arrival")


def test_a_decision_is_undone_at_once_and_both_are_in_the_journal(session, cast, client):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    third = ask(session, cast, FIRST.replace("newcomer", "guest"), by="paul")
    session.commit()
    enter(client, "marie")
    sent = fields(session, cast, first, second, third, words=BOTH)
    sent |= gives(first, second, outcome="accepted") | gives(
        third, outcome="rejected", reason="No."
    )
    page = valid(client.get(press(client, "decision", sent).location))
    assert "Decided: Paragraph 1." in page
    session.rollback()
    assert words(session, cast) == BOTH

    response = undo(client, page)

    assert response.location.endswith("/desk/p/arrival")
    assert "pending again" in client.get(response.location).text
    session.rollback()
    assert words(session, cast) == WORDS
    for suggestion in (first, second, third):
        assert suggestion.status is Status.SUBMITTED
        reopened = decision(session, suggestion)
        assert (reopened.outcome, reopened.reason) == (Outcome.REOPENED, "Undone at once")
    kinds = session.scalars(sa.select(Event.kind).order_by(Event.id.desc()).limit(4)).all()
    assert kinds == [EventKind.DECISION_REOPENED] * 3 + [EventKind.PARAGRAPH_DECIDED]


def test_undoing_is_refused_once_something_else_has_happened_there(session, cast, client):
    first, second = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")
    session.commit()
    enter(client, "marie")
    sent = fields(session, cast, first, words=WORDS) | gives(first, outcome="accepted")
    page = client.get(press(client, "decision", sent).location).text
    session.rollback()
    decide(session, cast, verdict(session, second, Outcome.REJECTED))
    session.commit()

    refusal = valid(undo(client, page), 409)

    assert f"Something else has happened to suggestion {first.number} since" in refusal
    session.rollback()
    assert first.status is Status.DECIDED
    assert words(session, cast) == FIRST


def test_what_is_no_decision_of_this_text_is_not_undone(session, cast, client, taken):
    for event in (1, 10**6, 10**30):
        path = f"{DESK}/decisions/{event}-{event}/reopening"
        assert post(client, path, shown=f"{DESK}/p/arrival").status_code == 404


@pytest.fixture
def rejected(session, cast, client):
    """The chair has rejected five suggestions on four places; returns them and the page then."""
    by_name = fill(session, cast)
    names = ("first", "second", "delete", "insert", "general")
    enter(client, "marie")
    numbers = " ".join(str(by_name[name].number) for name in names)
    together = f"{DESK}/together"
    page = post(client, together, {"chosen": [numbers]}, shown=DESK).text
    sent = {"outcome": "rejected", "reason": "Later.", "chosen": chosen(page)}
    response = post(client, f"{together}/decision", sent, shown=DESK)
    session.rollback()
    return [by_name[name] for name in names], valid(client.get(response.location))


def test_one_outcome_for_several_is_undone_at_once(session, client, rejected):
    suggestions, page = rejected
    assert "5 suggestions decided." in page

    response = undo(client, page)

    assert response.location.endswith("/desk")
    assert "pending again" in client.get(response.location).text
    session.rollback()
    assert {suggestion.status for suggestion in suggestions} == {Status.SUBMITTED}
    kinds = session.scalars(sa.select(Event.kind).order_by(Event.id.desc()).limit(6)).all()
    assert kinds == [EventKind.DECISION_REOPENED] * 5 + [EventKind.PARAGRAPH_DECIDED]


def test_of_several_none_is_undone_once_something_has_happened_to_some(
    session, cast, client, rejected
):
    (first, second, *others), page = rejected
    reopening.reopen(session, cast.marie, second, Reopening("Too fast."), at=LATER)
    session.commit()

    refusal = valid(undo(client, page), 409)

    assert f"happened to suggestions {first.number}, {second.number} since" in refusal
    session.rollback()
    assert {suggestion.status for suggestion in (first, *others)} == {Status.DECIDED}


def test_what_was_accepted_together_leaves_the_text_as_it_was(session, cast, client):
    by_name = fill(session, cast)
    before = lines(session, cast)
    enter(client, "marie")
    together = f"{DESK}/uncontested"
    page = client.get(together).text
    sent = {"chosen": list(stamps(page))}
    response = post(client, f"{together}/decision", sent, shown=together)
    session.rollback()
    assert lines(session, cast) != before

    assert undo(client, valid(client.get(response.location))).status_code == 303

    session.rollback()
    assert lines(session, cast) == before
    assert by_name["move"].status is by_name["delete"].status is Status.SUBMITTED


def test_what_was_released_together_is_undone_together(session, cast, client):
    first, delete = (
        ask(session, cast, FIRST),
        ask(session, cast, form=SuggestionKind.DELETE, paragraph="services"),
    )
    before = lines(session, cast)
    for suggestion, on, result in ((first, "arrival", FIRST), (delete, "services", None)):
        rule = ruling(session, verdict(session, suggestion), on=on, cast=cast, words=result)
        preparations.prepare(session, cast.marie, cast.document, rule, at=LATER)
    session.commit()
    enter(client, "marie")
    page = client.get(f"{DESK}/release").text
    response = post(client, f"{DESK}/release", {"chosen": chosen(page)}, shown=f"{DESK}/release")
    session.rollback()
    assert lines(session, cast) != before

    undo(client, valid(client.get(response.location)))

    session.rollback()
    assert lines(session, cast) == before


def test_too_many_to_undo_together_are_told_so(session, cast, client):
    asked = [
        ask(session, cast, f"Wish {n}.", paragraph=None, form=SuggestionKind.GENERAL)
        for n in range(MOST + 1)
    ]
    session.commit()
    numbers = " ".join(str(suggestion.number) for suggestion in asked)
    enter(client, "marie")
    page = post(client, f"{DESK}/together", {"chosen": [numbers]}, shown=DESK).text
    sent = {"outcome": "rejected", "reason": "Later.", "chosen": chosen(page)}

    response = post(client, f"{DESK}/together/decision", sent, shown=DESK)

    page = valid(client.get(response.location))
    assert f"{MOST + 1} suggestions decided." in page
    assert "too many to undo at once" in page
    assert "data-undo" not in page


def test_more_than_can_be_undone_together_is_refused(client, rejected):
    first = int(re.search(r"decisions/(\d+)-", rejected[1])[1])

    for last, status in ((first + 200, 422), (first + 40, 404), (first - 1, 404)):
        url = f"{DESK}/decisions/{first}-{last}/reopening"
        assert post(client, url, shown=DESK).status_code == status
