"""All drafts on one document, a reason for each; what is chosen goes out by one confirmation."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from declaration.actions.suggesting import drafts as drafting, suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Wording
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.support.cast import LATER, NOON
from tests.support.copies import REASONS, WORDS, begin, sent, shown
from tests.support.enter import enter, post
from tests.support.statements import statements
from tests.support.suggest_form import drafts, reword, suggestions
from tests.support.valid import valid

pytestmark = pytest.mark.usefixtures("clock")

SUBMIT, TRAY = f"{REASONS}/submission", f"{REASONS}/tray"


@pytest.fixture
def dakar(client, cast):
    return enter(client, "amina")


def three(session, cast):
    """Draft out of the text's order."""
    new = {"after_id": cast.paragraphs["services"].id, "kind": Kind.OPERATIVE}
    return (
        begin(session, cast, words="We ask States to act.", key="means", reason="Duty."),
        begin(session, cast, SuggestionKind.INSERT, "We will spend.", "services", **new),
        begin(session, cast),
    )


def say(client, path, **more):
    return post(client, path, shown(client, REASONS) | more)


def reasons(session):
    return [draft.reason for draft in drafts(session)]


def test_drafts_stand_in_text_order_each_with_its_reason(dakar, cast, session):
    means, services, arrival = three(session, cast)

    page = valid(dakar.get(REASONS))

    assert re.findall(r'name="reason-(\d+)"', page) == [str(arrival), str(services), str(means)]
    assert "Duty." in page
    assert "3 drafts of your delegation" in page


def test_reasons_are_saved_and_an_untouched_one_keeps_its_language(dakar, cast, session):
    means, _services, arrival = three(session, cast)

    answer = say(dakar, REASONS, **{f"reason-{arrival}": "Plus court.", "language": "fr"})

    assert answer.location == REASONS
    saved = {draft.id: (draft.reason, draft.language) for draft in drafts(session)}
    assert saved[arrival] == ("Plus court.", "fr")
    assert saved[means] == ("Duty.", "en")


def test_the_same_reason_goes_to_those_chosen_that_have_none(dakar, cast, session):
    means, services, arrival = three(session, cast)

    say(dakar, REASONS, same="For all.", take=[str(means), str(arrival)])

    saved = {draft.id: draft.reason for draft in drafts(session)}
    assert saved == {means: "Duty.", services: "", arrival: "For all."}


def test_one_confirmation_submits_all_that_is_chosen_in_text_order(dakar, cast, session):
    means, services, arrival = three(session, cast)

    answer = say(dakar, SUBMIT, take=[str(means), str(arrival)], same="For all.")

    assert answer.location == "/delegation"
    assert "2 suggestions submitted." in dakar.get("/delegation").text
    assert [suggestion.paragraph_id for suggestion in suggestions(session)] == [
        cast.paragraphs["arrival"].id,
        cast.paragraphs["means"].id,
    ]
    words = session.scalars(sa.select(Wording.reason).order_by(Wording.id)).all()
    assert words == ["For all.", "Duty."]
    assert [draft.id for draft in drafts(session)] == [services]


def test_ones_own_drafts_are_chosen_and_those_that_are_ready(dakar, cast, session):
    own = begin(session, cast)
    begin(session, cast, words="We ask States to act.", key="means", by="awa")
    ready = begin(session, cast, words="the ties.", key="ties", by="awa")
    drafting.mark_ready(session, cast.actors["awa"], drafts(session)[2], ready=True, at=NOON)
    session.commit()

    assert shown(dakar, REASONS)["take"] == [str(own), str(ready)]


def test_an_adviser_puts_what_is_chosen_into_the_tray(client, cast, session):
    begin(session, cast, by="awa")
    enter(client, "awa")
    assert "Submit selected" not in valid(client.get(REASONS))

    answer = say(client, TRAY, same="For all.")

    assert answer.location == "/tray"
    assert [(draft.ready, draft.reason) for draft in drafts(session)] == [(True, "For all.")]


def test_an_adviser_submits_nothing_and_the_reasons_come_back(client, cast, session):
    draft_id = begin(session, cast, by="awa")
    enter(client, "awa")

    answer = say(client, SUBMIT, **{f"reason-{draft_id}": "Because it is short."})

    page = valid(answer, 403)
    assert "You do not have the right to submit" in page
    assert "Because it is short." in page
    assert suggestions(session) == []


@pytest.mark.parametrize("stage", [Stage.CONSOLIDATION, Stage.ADOPTED, Stage.PREPARATION])
def test_in_other_stages_nothing_is_submitted_and_the_reasons_come_back(
    dakar, cast, session, stage
):
    draft_id = begin(session, cast)
    fields = shown(dakar, REASONS) | {f"reason-{draft_id}": "Because of this."}
    cast.document.stage = stage
    session.commit()

    answer = post(dakar, SUBMIT, fields)

    assert "Because of this." in valid(answer, 403)
    assert suggestions(session) == []
    assert valid(dakar.get(REASONS))


def test_late_ones_are_marked_as_late(app, dakar, cast, session):
    begin(session, cast)
    app.config["CLOCK"] = lambda: NOON + timedelta(days=11)

    assert "will be marked as late" in valid(dakar.get(REASONS))
    say(dakar, SUBMIT)

    [suggestion] = suggestions(session)
    assert suggestion.late_seconds > 0


def test_who_asks_for_exactly_these_words_is_said_before_sending(dakar, cast, session):
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words=WORDS
    )
    suggesting.submit(session, cast.luis, cast.document, asked, at=NOON)
    suggesting.submit(session, cast.amina, cast.document, asked, at=NOON)
    begin(session, cast)

    page = valid(dakar.get(REASONS))

    assert re.search(r"Lima has already suggested exactly this: <a [^>]+>suggestion 1</a>", page)
    assert "Your delegation has already suggested exactly this" in page


def test_a_draft_on_older_words_says_so(dakar, cast, session):
    begin(session, cast)
    reword(session, cast, "arrival", "We greet everybody.")

    assert "Conflicts with the current text" in valid(dakar.get(REASONS))


def test_what_a_colleague_saved_meanwhile_is_not_sent_unseen(dakar, cast, session):
    draft_id = begin(session, cast)
    fields = shown(dakar, REASONS) | {f"reason-{draft_id}": "My reason."}
    asked = Amendment(
        SuggestionKind.REPLACE, paragraph_id=cast.paragraphs["arrival"].id, words="Hers."
    )
    [draft] = drafts(session)
    drafting.save(session, cast.actors["awa"], cast.document, asked, draft=draft, at=LATER)
    session.commit()

    answer = post(dakar, SUBMIT, fields)

    page = valid(answer, 409)
    assert "My reason." in page
    assert "Hers" in page
    assert suggestions(session) == []
    post(dakar, SUBMIT, sent(answer, REASONS))
    assert len(suggestions(session)) == 1


def test_a_colleagues_reason_is_not_overwritten(dakar, cast, session):
    draft_id = begin(session, cast)
    fields = shown(dakar, REASONS) | {f"reason-{draft_id}": "Mine."}
    untouched = shown(dakar, REASONS)
    [draft] = drafts(session)
    draft.reason = "Hers."
    session.commit()

    assert post(dakar, REASONS, fields).status_code == 409
    assert post(dakar, REASONS, untouched).status_code == 303
    assert reasons(session) == ["Hers."]


def test_nothing_chosen_is_said(dakar, cast, session):
    begin(session, cast)
    fields = shown(dakar, REASONS)
    fields.pop("take")

    assert "Select at least one draft." in valid(post(dakar, SUBMIT, fields), 422)


def test_an_unfinished_draft_cannot_be_chosen(dakar, cast, session):
    draft_id = begin(session, cast, words="")

    page = valid(dakar.get(REASONS))

    assert "Draft" in page
    assert f'id="take-{draft_id}"' not in page
    assert say(dakar, SUBMIT, take=[str(draft_id)]).status_code == 422


@pytest.mark.parametrize("reason", ["We \u202e ask.", "x" * 20_001])
def test_a_reason_that_cannot_be_taken_comes_back(dakar, cast, session, reason):
    draft_id = begin(session, cast)

    assert valid(say(dakar, SUBMIT, **{f"reason-{draft_id}": reason}), 422)
    assert suggestions(session) == []


def test_the_drafts_of_others_are_not_in_it(client, cast, session):
    draft_id = begin(session, cast)
    enter(client, "luis")

    assert WORDS not in valid(client.get(REASONS))
    theirs = {f"seen-{draft_id}": f"{NOON.isoformat()} x", "take": str(draft_id)}
    answer = post(client, SUBMIT, theirs | {"language": "en"})
    assert answer.status_code == 422
    assert suggestions(session) == []


@pytest.mark.parametrize("name", ["marie", "noor", "ole"])
def test_only_delegates_have_drafts(client, cast, name):
    enter(client, name)

    assert client.get(REASONS).status_code == 404
    for path in (REASONS, TRAY, SUBMIT):
        assert post(client, path, {}).status_code == 404


def test_nothing_without_a_token(dakar):
    for path in (REASONS, TRAY, SUBMIT):
        assert dakar.post(path, data={}).status_code == 400


def test_the_statements_do_not_grow_with_the_drafts(dakar, cast, session):
    begin(session, cast)
    few = len(statements(dakar, REASONS))
    for key in ("services", "especially", "hosts", "ties", "states", "means"):
        begin(session, cast, key=key)

    assert len(statements(dakar, REASONS)) <= few <= 12


def test_a_browser_keeps_each_persons_reasons_apart_until_they_are_sent(dakar, session, cast):
    begin(session, cast)
    key = f"{cast.amina.person_id}:reasons:declaration"
    assert f'data-keep="{key}"' in dakar.get(REASONS).text

    answer = say(dakar, SUBMIT)

    assert f'data-sent="{key}"' in dakar.get(answer.location).text
