import re

import sqlalchemy as sa

from declaration.actions.deciding import sharing
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.debate import Decision, Preparation
from models.vocabulary import Outcome, Status, SuggestionKind
from tests.support.committee import ARRIVAL, DESK, fields, gives, member, send, stale
from tests.support.desk import (
    ARRIVAL as WORDS,
    BOTH,
    FIRST,
    LATER,
    OTHER,
    decide,
    decision,
    verdict,
    words,
)
from tests.support.enter import enter
from tests.support.valid import valid


def test_accepting_one_takes_its_words_and_goes_on_to_the_next(session, cast, client, desk):
    first = desk["first"]
    sent = fields(session, cast, first, words=WORDS) | gives(first, outcome="accepted")

    response = send(client, "decision", sent)

    assert response.status_code == 303
    assert response.location.endswith(f"/desk/s/{desk['insert'].number}")
    session.rollback()
    assert words(session, cast) == FIRST
    assert first.status is Status.DECIDED


def test_several_accepted_are_put_together_and_looked_at_first(session, cast, client, desk):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, first, second, words=WORDS)
    sent |= gives(first, second, outcome="accepted")

    page = valid(send(client, "decision", sent))

    assert "Check the resulting text" in page
    assert BOTH in page
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 1
    assert send(client, "decision", sent | {"words": BOTH}).status_code == 303
    session.rollback()
    assert words(session, cast) == BOTH


def test_a_stale_one_is_merged_before_the_eyes_and_never_silently(session, cast, client, desk):
    stale(session, cast, desk)
    second = desk["second"]
    sent = fields(session, cast, second, words=FIRST) | gives(second, outcome="accepted")

    page = valid(send(client, "decision", sent))

    assert BOTH in page
    session.rollback()
    assert second.status is Status.SUBMITTED


def test_what_does_not_go_together_is_left_to_the_committee(session, cast, client, desk):
    first, other = desk["first"], desk["conflict"]
    sent = fields(session, cast, first, other, words=WORDS)
    sent |= gives(first, other, outcome="accepted")

    page = valid(send(client, "decision", sent))

    assert "cannot be merged automatically" in page


def test_the_words_of_a_suggestion_are_taken_by_a_button(session, cast, client, desk):
    second = desk["second"]
    reason = gives(second, reason="As in paragraph 9.")
    sent = fields(session, cast, second, words="Typed.") | reason

    page = valid(send(client, "words", sent | {"take": str(second.number)}))

    assert OTHER in page
    assert "As in paragraph 9." in page
    assert WORDS in valid(send(client, "words", sent | {"take": "current"}))
    assert "Typed." in valid(send(client, "words", sent | {"take": "typed"}))


def test_the_result_follows_the_outcomes_as_they_are_chosen(session, cast, client, desk):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, first, second, words="Now: " + WORDS, part="result")
    sent |= gives(first, second, outcome="accepted")

    def followed(*chosen, **values):
        answer = send(client, "words", sent | values | {"chosen": [each.number for each in chosen]})
        assert answer.status_code == 200
        assert "<html" not in answer.text
        return answer.text

    both = followed(first, second)
    assert f"Now: {BOTH}</textarea>" in both
    assert f'data-taken="{first.number}:1 {second.number}:1"' in both
    out = gives(second, outcome="rejected") | {"words": f"Now: {BOTH}"}
    assert f"Now: {FIRST}</textarea>" in followed(second, **out)
    out = gives(first, outcome="") | {"words": f"Now: {FIRST}"}
    assert f"Now: {OTHER}</textarea>" in followed(first, **out)


def test_where_accepted_ones_do_not_go_together_is_said(session, cast, client, desk):
    first, other = desk["first"], desk["conflict"]
    sent = fields(session, cast, first, other, words=FIRST)
    sent |= gives(first, other, outcome="accepted") | {"chosen": other.number}

    page = valid(send(client, "words", sent))

    assert FIRST in page
    assert re.search(r"<del[^>]*>[^<]*newcomer</del>\s*<ins[^>]*>[^<]*guest</ins>", page)
    assert f'<a href="#s{other.number}">Suggestion {other.number}</a>' in page


def test_a_paragraph_whose_deletion_is_accepted_is_struck_out(session, cast, client, desk):
    at = f"{DESK}/p/services"
    sent = fields(session, cast, desk["delete"], on="services", words="We will open them.")
    sent |= gives(desk["delete"], outcome="accepted")

    answer = send(client, "preview", sent, at=at)

    assert "<del" in answer.text
    assert "<ins" not in answer.text


def test_where_an_accepted_move_puts_the_paragraph_is_said(session, cast, client, desk):
    at, move = f"{DESK}/p/means", desk["move"]
    sent = fields(session, cast, move, on="means", words="We call on States.")

    def result(**outcome):
        return send(client, "preview", sent | gives(move, **outcome), at=at).text

    assert "Paragraph 4 will stand after paragraph 3 (b)." in result(outcome="accepted")
    assert "will stand" not in result(outcome="rejected")


def test_the_preview_is_a_redline_alone(session, cast, client, desk):
    response = send(client, "preview", fields(session, cast, words=FIRST))

    assert response.status_code == 200
    assert response.text.count("<ins>") == 1
    assert "<html" not in response.text
    assert f'data-taken="{desk["first"].number}:1"' in response.text
    assert send(client, "preview", {"words": "x" * 20_001}).status_code == 422


def test_a_rejection_needs_a_reason_its_own_the_shared_or_a_usual_one(session, cast, client, desk):
    sharing.set_phrases(session, cast.marie, ["Agreed language."], "en")
    session.commit()
    first, second, third = desk["first"], desk["second"], desk["conflict"]
    sent = fields(session, cast, first, second, third, words=WORDS)
    sent |= gives(first, second, third, outcome="rejected")

    page = valid(send(client, "decision", sent), 422)
    for number, city in ((first.number, "Dakar"), (second.number, "Lima")):
        name = f"{city}, suggestion {number}"
        assert f'<a href="#suggestions-{number}-reason">{name}</a>: Give a reason.' in page
    assert page.count('aria-invalid="true"') == 3
    assert re.search(r'role="alert"\s+tabindex="-1"\s+autofocus', page)
    sent |= gives(first, reason="Own.") | gives(second, standard_reason="Agreed language.")
    sent["default_reason"] = "Shared."
    assert send(client, "decision", sent).status_code == 303

    session.rollback()
    reasons = [decision(session, suggestion).reason for suggestion in (first, second, third)]
    assert reasons == ["Own.", "Agreed language.", "Shared."]


def test_covered_is_said_by_number(session, cast, client, desk):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, second, words=WORDS) | gives(second, outcome="covered")

    assert "Enter the number of the suggestion that covers it" in valid(
        send(client, "decision", sent), 422
    )
    sent |= gives(second, covered=first.number)
    assert send(client, "decision", sent).status_code == 303

    session.rollback()
    assert decision(session, second).covered_by_id == first.id


def test_a_result_that_belies_its_outcomes_is_asked_about_and_confirmed(
    session, cast, client, desk
):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, first, second, words=FIRST)
    sent |= gives(first, second, outcome="accepted")

    page = valid(send(client, "decision", sent), 422)

    assert "Is this what you intended?" in page
    assert (
        f"Suggestion {second.number} is accepted, but this text is missing from the result" in page
    )
    assert FIRST in page
    assert send(client, "decision", sent | {"confirmed": "yes"}).status_code == 303
    session.rollback()
    assert words(session, cast) == FIRST


def test_words_changed_since_are_shown_and_the_own_ones_kept(session, cast, client, desk):
    second = desk["second"]
    sent = fields(session, cast, second, words=OTHER + " Mine.")
    sent |= gives(second, outcome="adapted", reason="My reason.")
    stale(session, cast, desk)

    response = send(client, "decision", sent)
    page = valid(response, 409)

    assert "Someone else made a change first" in page
    assert OTHER + " Mine." in page
    assert "My reason." in page
    assert "newcomer</ins>" in page or "every newcomer" in page
    session.rollback()
    assert second.status is Status.SUBMITTED
    fresh = fields(session, cast, second)
    assert f'value="{fresh["base_version"]}"' in page


def test_a_wording_changed_or_withdrawn_since_is_named(session, cast, client, desk):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, first, second, words=WORDS)
    sent |= gives(first, second, outcome="overtaken")
    newer = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=BOTH)
    seen = sent[f"suggestions-{first.number}-wording"]
    suggestions.revise(session, cast.amina, first, newer, seen_wording_id=seen, at=LATER)
    suggestions.withdraw(session, cast.luis, second, at=LATER)
    session.commit()

    page = valid(send(client, "decision", sent), 409)

    for suggestion in (first, second):
        assert f"Suggestion {suggestion.number} has been edited, decided or withdrawn." in page


def test_nothing_chosen_and_bad_input_are_told_and_kept(session, cast, client, desk):
    first = desk["first"]
    sent = fields(session, cast, first, words=FIRST)

    assert "at least one suggestion" in valid(send(client, "decision", sent), 422)
    chosen = sent | gives(first, outcome="accepted")
    for bad in (
        gives(first, outcome="nonsense"),
        {"words": "bell \x07"},
        {"words": "x" * 20_001},
        gives(first, covered="many"),
    ):
        page = valid(send(client, "decision", chosen | bad), 422)
        name = next(iter(bad))
        assert f'<a href="#{name}"' in page
    unasked = chosen | gives(first, outcome="overtaken")
    assert "No suggestion asks for this text" in valid(send(client, "decision", unasked), 422)


def test_forged_ids_are_stale_and_change_nothing(session, cast, client, desk):
    first = desk["first"]
    sent = fields(session, cast, first, words=FIRST) | gives(first, outcome="accepted")

    for forged in (
        gives(first, wording="999"),
        gives(first, wording="no number"),
        {"base_version": "9" * 40},
        {"base_place": "-1"},
        {"suggestions-999-outcome": "accepted"},
    ):
        assert valid(send(client, "decision", sent | forged), 409)
    assert words(session, cast) == WORDS


def test_deciding_needs_a_token(client, desk):
    for act in ("decision", "preparation", "words", "preview"):
        assert client.post(f"{ARRIVAL}/{act}", data={"words": "x"}).status_code == 400


def test_an_insertion_is_accepted_and_a_general_one_answered(session, cast, client, desk):
    inserted, general = desk["insert"], desk["general"]
    at = f"{DESK}/s/{inserted.number}"
    sent = fields(session, cast, inserted, on=None, words="We will listen.")
    assert send(client, "decision", sent | gives(inserted, outcome="accepted"), at=at)
    at = f"{DESK}/s/{general.number}"
    sent = fields(session, cast, general, on=None) | gives(general, outcome="overtaken")

    assert send(client, "decision", sent, at=at).status_code == 303

    session.rollback()
    assert inserted.paragraph_id is not None
    assert general.status is Status.DECIDED


def test_a_member_prepares_and_the_chair_finds_it_filled_in(session, cast, client, desk):
    member(session, cast, client)
    second = desk["second"]
    sent = fields(session, cast, second, words=OTHER + " Always.")
    sent |= gives(second, outcome="adapted", reason="Shorter.")
    assert "Only the chair can release decisions" in valid(client.get(ARRIVAL))
    assert send(client, "decision", sent).status_code == 403

    assert send(client, "preparation", sent).status_code == 303

    session.rollback()
    assert session.scalar(sa.select(sa.func.count(Preparation.id))) == 1
    enter(client, "marie")
    with client.session_transaction() as browser:
        browser.pop("office", None)
    page = valid(client.get(ARRIVAL))
    assert OTHER + " Always." in page
    assert "Shorter." in page


def test_who_prepared_it_stands_on_top_and_it_is_decided_as_prepared(session, cast, client, desk):
    first, second = desk["first"], desk["second"]
    sent = fields(session, cast, first, second, words=OTHER + " Always.", prepared="")
    sent |= gives(second, outcome="adapted", reason="Shorter.")
    assert send(client, "preparation", sent).status_code == 303
    page = valid(client.get(ARRIVAL))
    assert "Prepared by Marie" in page
    typed = sent | {"words": WORDS, "as_prepared": "yes", "prepared": in_form(page, "prepared")}
    typed |= gives(first, outcome="rejected", reason="Changed my mind.")

    stale_mark = typed | {"prepared": ""}
    assert send(client, "decision", stale_mark).status_code == 409
    assert send(client, "decision", typed).status_code == 303

    session.rollback()
    assert words(session, cast) == OTHER + " Always."
    assert decision(session, second).reason == "Shorter."
    assert first.status is Status.SUBMITTED


def test_what_another_has_prepared_meanwhile_is_shown_before_it_is_lost(
    session, cast, client, desk
):
    second = desk["second"]
    sent = fields(session, cast, second, words=OTHER, prepared="")
    sent |= gives(second, outcome="adapted", reason="Shorter.")
    assert send(client, "preparation", sent | {"words": OTHER + " Theirs."}).status_code == 303

    for act in ("preparation", "decision"):
        page = valid(send(client, act, sent | {"words": OTHER + " Mine."}), 409)
        assert "has prepared this in the meantime" in page
        assert "Theirs" in page
        assert OTHER + " Mine." in page
    again = sent | {"words": OTHER + " Mine.", "prepared": in_form(page, "prepared")}
    assert send(client, "preparation", again).status_code == 303

    session.rollback()
    assert session.scalars(sa.select(Preparation.words)).one() == OTHER + " Mine."


def test_what_was_typed_comes_back_even_if_nothing_awaits_any_more(session, cast, client, desk):
    every = [desk[name] for name in ("first", "second", "conflict")]
    sent = fields(session, cast, *every, words=OTHER + " Mine.", default_reason="For all.")
    sent |= gives(*every, outcome="rejected")
    sent |= gives(desk["second"], reason="My own reason.")
    decide(
        session, cast, *(verdict(session, suggestion, Outcome.OVERTAKEN) for suggestion in every)
    )
    session.commit()

    page = valid(send(client, "decision", sent), 409)

    for typed in (OTHER + " Mine.", "For all.", "My own reason."):
        assert typed in page


def test_what_was_typed_in_a_session_that_ended_comes_back_to_its_fields(
    session, cast, client, desk
):
    second = desk["second"]
    sent = fields(session, cast, second, words=OTHER + " Mine.")
    sent |= gives(second, outcome="adapted", reason="My reason.")
    sent["csrf_token"] = in_form(client.get(ARRIVAL).text, "csrf_token")
    client.delete_cookie("session")
    enter(client, "marie")

    page = valid(client.post(f"{ARRIVAL}/decision", data=sent), 422)

    row = page.split(f'data-row="{second.number}"')[1].split("</fieldset>")[0]
    assert "My reason." in row
    assert re.search(r"checked[^>]*value=\"adapted\"", row)
    assert OTHER + " Mine." in page
    assert second.status is Status.SUBMITTED


def in_form(page, name):
    """What a hidden field says."""
    return re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page)[1]
