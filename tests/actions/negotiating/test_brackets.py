import pytest
import sqlalchemy as sa

from declaration.actions.conference import conference
from declaration.actions.deciding import amendments, reopening
from declaration.actions.deciding.reopening import Reopening
from declaration.actions.journal import redaction
from declaration.actions.negotiating import brackets
from declaration.actions.negotiating.bracket_options import Option
from declaration.actions.negotiating.brackets import BracketOpening
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.journal.chain import check
from declaration.queries.journal.replay import replay
from declaration.queries.negotiating import brackets as queries
from declaration.queries.reading import texts
from models.debate import Suggestion
from models.journal import Event
from models.negotiation import BracketAlternative, BracketClosing, RevisionBracket
from models.vocabulary import EventKind, Outcome, Procedure, SuggestionKind
from tests.support.cast import LATER, name_history
from tests.support.desk import FIRST, OTHER, accept, ask, decide, things, verdict, version, wording

PERSON = "every person who arrives"


@pytest.fixture(autouse=True)
def switched(session, cast):
    cast.conference.procedure = Procedure.BRACKETS.value
    name_history(session)


def leave_open(session, cast, *words, quote=PERSON, on="arrival", by="marie", **values):
    options = tuple(option if isinstance(option, Option) else Option(option) for option in words)
    values = {"options": options, "quote": quote, "reason": "Not agreed."} | values
    opening = BracketOpening(cast.paragraphs[on].id, **values)
    return brackets.leave_open(session, cast.actors[by], cast.document, opening, at=LATER)


def publish(session, cast, label):
    publication = Publication(label)
    return revisions.publish(session, cast.marie, cast.document, publication, at=LATER)


def laid(session, cast, key="arrival"):
    text = queries.laid(session, texts.rolling(session, cast.document))
    passage = next(p for p in text.passages if p.paragraph_id == cast.paragraphs[key].id)
    return text, passage


def printed(session, cast, key="arrival"):
    text, passage = laid(session, cast, key)
    return text.bracketed(passage).words


def refused(field, why, act):
    with pytest.raises(Invalid) as refusal:
        act()
    assert (refusal.value.field, refusal.value.why) == (field, why)


def closings(session):
    return session.scalars(sa.select(BracketClosing)).all()


def test_words_are_left_open_with_what_stands_there_first(session, cast):
    owners = (cast.delegations["dakar"].id, cast.delegations["lima"].id)
    leave_open(session, cast, Option("every newcomer", owners), "everyone")

    words = printed(session, cast)

    assert words.startswith(
        r"We will give [every person who arrives / every newcomer (Dakar, Lima) / everyone] a"
    )
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert event.kind is EventKind.BRACKET_OPENED
    assert ("paragraph", cast.paragraphs["arrival"].id) in things(session, event)


def test_a_whole_paragraph_is_left_open_for_deletion(session, cast):
    [bracket] = leave_open(session, cast, "", quote="", on="welcome")

    assert (bracket.starts, bracket.ends) == (0, 0)
    assert printed(session, cast, "welcome") == r"[A first welcome / –]"


def test_suggestions_are_left_open_in_each_place_where_they_differ(session, cast):
    first, other = ask(session, cast, FIRST), ask(session, cast, OTHER, by="luis")

    opened = leave_open(session, cast, suggestions=(first.id, other.id), quote="")

    assert len(opened) == 2
    words = printed(session, cast)
    assert r"[person who arrives / newcomer (Dakar)]" in words
    assert r"(Lima)]" in words
    assert first.status.value == other.status.value == "submitted"


def test_suggestions_of_the_same_words_are_one_alternative_of_all(session, cast):
    first, same = ask(session, cast, FIRST), ask(session, cast, FIRST, by="luis")

    leave_open(session, cast, suggestions=(first.id, same.id), quote="")

    assert "[person who arrives / newcomer (Dakar, Lima)]" in printed(session, cast)
    _text, passage = laid(session, cast)
    assert passage.in_brackets == {first.number, same.number}
    assert queries.holds(session, same.id)


def test_a_suggestion_in_conflict_with_the_text_cannot_undo_it_in_brackets(session, cast):
    guest = ask(session, cast, FIRST.replace("newcomer", "guest"), by="luis")
    accept(session, cast, ask(session, cast, FIRST))

    refused(
        "suggestions",
        "conflict",
        lambda: leave_open(session, cast, suggestions=(guest.id,), quote=""),
    )


def test_where_words_would_begin_with_a_comma_the_word_before_goes_along(session, cast):
    longer = version(session, cast.paragraphs["means"]).words.replace("States", "States, now,")
    asked = ask(session, cast, longer, paragraph="means")

    leave_open(session, cast, suggestions=(asked.id,), quote="", on="means")

    assert "[States / States, now, (Dakar)]" in printed(session, cast, "means")


def test_where_words_would_be_added_the_word_before_goes_along(session, cast):
    longer = version(session, cast.paragraphs["hosts"]).words.replace("homes", "homes and hearts")
    asked = ask(session, cast, longer, paragraph="hosts")

    leave_open(session, cast, suggestions=(asked.id,), quote="", on="hosts")

    assert r"[homes / homes and hearts (Dakar)]" in printed(session, cast, "hosts")


def test_a_suggestion_to_delete_leaves_the_whole_paragraph_open(session, cast):
    asked = ask(session, cast, form=SuggestionKind.DELETE, paragraph="services")

    leave_open(session, cast, suggestions=(asked.id,), quote="", on="services")

    assert printed(session, cast, "services").endswith(r" / – (Dakar)]")


def test_what_cannot_be_left_open_is_refused_with_a_reason(session, cast):
    refused("options", "missing", lambda: leave_open(session, cast))
    refused("options", "doubled", lambda: leave_open(session, cast, PERSON))
    refused("quote", "not_found", lambda: leave_open(session, cast, "x", quote="no such words"))
    refused("quote", "ambiguous", lambda: leave_open(session, cast, "x", quote="person"))
    refused("owners", "unknown", lambda: leave_open(session, cast, Option("x", (99,))))
    refused("quote", "markup", lambda: leave_open(session, cast, "](https://x.org/)"))
    other = ask(session, cast, "A warm welcome", paragraph="welcome")
    refused("suggestions", "elsewhere", lambda: leave_open(session, cast, suggestions=(other.id,)))
    leave_open(session, cast, "everyone")
    refused("quote", "bracketed", lambda: leave_open(session, cast, "x", quote="will give every"))
    seen = version(session, cast.paragraphs["arrival"]).id + 99
    with pytest.raises(Stale):
        leave_open(session, cast, "x", quote="contact", version_id=seen)


def test_the_chair_leaves_open_members_where_they_may_release_nobody_where_it_is_off(session, cast):
    with pytest.raises(NotAllowed):
        leave_open(session, cast, "x", by="paul_member")
    for name in ("amina", "noor"):
        with pytest.raises(NotFound):
            leave_open(session, cast, "x", by=name)
    cast.conference.members_release = True
    leave_open(session, cast, "x", by="paul_member")
    cast.conference.procedure = ""
    with pytest.raises(NotFound):
        leave_open(session, cast, "y", quote="contact")


def test_other_words_of_the_paragraph_can_change_around_a_bracket(session, cast):
    leave_open(session, cast, "everyone")

    accept(session, cast, ask(session, cast, OTHER))

    assert closings(session) == []
    assert rf"We will give [{PERSON} / everyone] a first" in printed(session, cast)


def test_a_decision_on_the_words_in_brackets_closes_them_by_its_own_event(session, cast):
    [bracket] = leave_open(session, cast, "everyone")

    event = accept(session, cast, ask(session, cast, FIRST))

    [closing] = closings(session)
    assert closing.bracket_id == bracket.id
    assert closing.version_id == version(session, cast.paragraphs["arrival"]).id
    assert ("bracket_closing", closing.id) in things(session, event)
    assert "[" not in printed(session, cast)


def test_a_deletion_closes_and_a_rejection_does_not(session, cast):
    leave_open(session, cast, "everyone")
    asked = ask(session, cast, FIRST)
    decide(session, cast, verdict(session, asked, Outcome.REJECTED))
    assert closings(session) == []

    accept(session, cast, ask(session, cast, form=SuggestionKind.DELETE))

    assert len(closings(session)) == 1


def test_an_amendment_of_the_committee_closes_what_it_decides(session, cast):
    leave_open(session, cast, "everyone")
    asked = Amendment(
        SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=FIRST, reason="Agreed."
    )

    amendments.amend(session, cast.marie, cast.document, asked, at=LATER)

    assert len(closings(session)) == 1


def test_keeping_the_text_closes_with_a_reason_and_once(session, cast):
    [bracket] = leave_open(session, cast, "everyone")
    refused(
        "reason", "missing", lambda: brackets.close(session, cast.marie, bracket, " ", at=LATER)
    )

    brackets.close(session, cast.marie, bracket, "Nobody insists.", at=LATER)

    assert [closing.reason for closing in closings(session)] == ["Nobody insists."]
    assert queries.number_open(session, cast.document.id) == 0
    with pytest.raises(Stale):
        brackets.close(session, cast.marie, bracket, "Again.", at=LATER)


def test_bracketed_words_that_are_gone_are_shown_as_lost_and_stay_listed(session, cast):
    accept(session, cast, ask(session, cast, FIRST))
    leave_open(session, cast, "everyone", quote="every newcomer")
    decided = session.scalars(sa.select(Suggestion)).one()
    reopening.reopen(session, cast.marie, decided, Reopening("New facts."), at=LATER)

    [place] = queries.places(session, texts.rolling(session, cast.document))

    assert place.bracket.lost
    assert printed(session, cast).endswith(r"understands. [every newcomer / everyone]")


def test_a_revision_keeps_what_was_open_when_it_was_published(session, cast):
    [bracket] = leave_open(session, cast, "everyone")
    revision = revisions.publish(
        session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER
    )
    refused(
        "text",
        "unchanged",
        lambda: revisions.publish(
            session, cast.marie, cast.document, Publication("Rev. 2"), at=LATER
        ),
    )
    brackets.close(session, cast.marie, bracket, "Agreed.", at=LATER)
    newer = publish(session, cast, "Rev. 2")

    text = queries.laid(session, texts.revision(session, cast.document, revision))

    assert len(revision.open_hash) == 64
    assert newer.open_hash == ""
    assert newer.content_hash == revision.content_hash == text.content_hash
    [passage] = [passage for passage in text.passages if passage.open]
    assert rf"[{PERSON} / everyone]" in text.bracketed(passage).words
    clean = queries.laid(session, texts.revision(session, cast.document, newer))
    assert not any(passage.open for passage in clean.passages)


def test_a_revision_without_brackets_has_no_hash_of_them(session, cast):
    accept(session, cast, ask(session, cast, FIRST))

    revision = revisions.publish(
        session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER
    )

    assert revision.open_hash == ""
    assert session.scalars(sa.select(RevisionBracket)).all() == []


def test_a_final_draft_with_open_brackets_needs_a_reason(session, cast):
    leave_open(session, cast, "everyone")
    final = Publication("Final draft", final=True)
    refused(
        "open_reason",
        "missing",
        lambda: revisions.publish(session, cast.marie, cast.document, final, at=LATER),
    )

    reasoned = Publication("Final draft", final=True, open_reason="To be settled in plenary.")
    revision = revisions.publish(session, cast.marie, cast.document, reasoned, at=LATER)

    assert revision.open_reason == "To be settled in plenary."


def test_brackets_verify_and_replay(session, cast):
    asked = ask(session, cast, OTHER)
    leave_open(session, cast, Option("everyone", (cast.delegations["lima"].id,)))
    leave_open(session, cast, suggestions=(asked.id,), quote="")
    [last] = leave_open(session, cast, "", quote="", on="services")
    revisions.publish(session, cast.marie, cast.document, Publication("Rev. 1"), at=LATER)
    brackets.close(session, cast.marie, last, "Kept.", at=LATER)
    accept(session, cast, asked)
    session.commit()

    assert check(session).broken is None
    assert replay(session).differences == ()


def test_redacting_a_suggestion_redacts_the_alternative_made_of_it(session, cast):
    asked = ask(session, cast, FIRST)
    leave_open(session, cast, suggestions=(asked.id,), quote="")

    redaction.redact(session, cast.noor, wording(session, asked), at=LATER)
    session.commit()

    [alternative] = session.scalars(sa.select(BracketAlternative))
    assert (alternative.words, alternative.redacted) == ("", True)
    _text, passage = laid(session, cast)
    assert passage.open[0].alternatives[0].redacted
    assert replay(session).differences == ()


def test_what_a_rule_switches_off_is_hidden_and_decides_nothing(session, cast):
    leave_open(session, cast, "everyone")
    conference.set_procedure(session, cast.noor, cast.conference, frozenset(), at=LATER)

    accept(session, cast, ask(session, cast, FIRST))

    assert closings(session) == []
