from declaration.actions.suggesting import drafts, suggestions as suggesting
from declaration.actions.suggesting.amendment import Amendment
from declaration.queries.reading import texts
from declaration.queries.suggesting import delegation, suggestions
from declaration.queries.suggesting.alike import (
    alike,
    asked_already,
    drafted_content,
    judged,
    same,
    touching,
)
from declaration.queries.suggesting.standing import by_paragraph
from models.vocabulary import Kind, SuggestionKind
from tests.support.cast import NOON, reading
from tests.support.submitted import better, submit
from tests.support.suggest_form import reword

ADDED = "We ask for peace."


def groups(session, cast):
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    return [[suggestion.number for suggestion in group] for group in alike(listed)]


def insertion(cast, after, words=ADDED, kind=Kind.OPERATIVE):
    return Amendment(
        SuggestionKind.INSERT, after_id=cast.paragraphs[after].id, words=words, kind=kind
    )


def test_equal_words_for_one_paragraph_are_one_group(session, cast):
    first = submit(session, cast, cast.amina)
    other = submit(session, cast, cast.paul, better(cast, "We will greet everybody."))
    again = submit(session, cast, cast.luis, better(cast, reason="For another reason."))

    assert groups(session, cast) == [[first.number, again.number], [other.number]]


def test_insertions_are_alike_in_place_kind_and_words(session, cast):
    first = submit(session, cast, cast.amina, insertion(cast, "arrival"))
    again = submit(session, cast, cast.luis, insertion(cast, "arrival"))
    plain = submit(session, cast, cast.paul, insertion(cast, "arrival", kind=Kind.PLAIN))
    elsewhere = submit(session, cast, cast.paul, insertion(cast, "services"))

    assert groups(session, cast) == [
        [first.number, again.number],
        [plain.number],
        [elsewhere.number],
    ]


def test_deletions_and_replacements_are_never_alike(session, cast):
    place = cast.paragraphs["arrival"].id
    gone = submit(session, cast, cast.amina, Amendment(SuggestionKind.DELETE, paragraph_id=place))
    again = submit(session, cast, cast.luis, Amendment(SuggestionKind.DELETE, paragraph_id=place))
    deletion = submit(session, cast, cast.paul)

    assert groups(session, cast) == [[gone.number, again.number], [deletion.number]]


def current(session, cast):
    rolling = texts.rolling(session, cast.document)
    return next(passage.words for passage in rolling.passages if passage.uid == "arrival")


def near(session, cast, words):
    rolling = texts.rolling(session, cast.document)
    listed = suggestions.listed(session, reading(cast.marie), cast.document, rolling)
    base = current(session, cast)
    return [suggestion.number for suggestion in touching(base, words(base), listed)]


def test_those_who_change_the_same_words_touch_each_other(session, cast):
    base = current(session, cast)
    same = submit(session, cast, cast.amina, better(cast, base.replace("person", "newcomer")))
    apart = submit(session, cast, cast.luis, better(cast, base.replace("give", "offer")))

    assert near(session, cast, lambda words: words.replace("person", "human being")) == [
        same.number
    ]
    assert near(session, cast, lambda words: words.replace("give", "grant")) == [apart.number]
    assert near(session, cast, lambda words: words) == []


def test_who_deletes_the_paragraph_touches_every_word_and_who_adds_another_none(session, cast):
    place = cast.paragraphs["arrival"].id
    gone = submit(session, cast, cast.amina, Amendment(SuggestionKind.DELETE, paragraph_id=place))
    submit(session, cast, cast.luis, insertion(cast, "arrival"))

    assert near(session, cast, lambda words: words.replace("person", "newcomer")) == [gone.number]


def test_what_was_written_on_earlier_words_touches_by_what_it_makes_of_these(session, cast):
    base = current(session, cast)
    fits = submit(session, cast, cast.amina, better(cast, base.replace("person", "newcomer")))
    clash = submit(session, cast, cast.luis, better(cast, base.replace("give", "offer")))
    reword(session, cast, "arrival", base.replace("give", "grant"))

    assert near(session, cast, lambda words: f"{words} Always.") == [clash.number]
    assert near(session, cast, lambda words: words.replace("person", "human")) == [
        fits.number,
        clash.number,
    ]


def already(session, cast, name="amina"):
    askers = asked_already(session, reading(cast.actors[name]))
    return {draft: [number for number, _ in who] for draft, who in askers.items()}


def test_a_draft_equal_to_what_is_submitted_is_known(session, cast):
    same = submit(session, cast, cast.luis)
    submit(session, cast, cast.paul, better(cast, "We will greet everybody."))
    draft = drafts.save(session, cast.amina, cast.document, better(cast), at=NOON)
    place = cast.paragraphs["arrival"].id
    gone = Amendment(SuggestionKind.DELETE, paragraph_id=place)
    drafts.save(session, cast.amina, cast.document, gone, at=NOON)

    assert already(session, cast) == {draft.id: [same.number]}
    assert already(session, cast, "luis") == {}


def test_insertions_equal_a_draft_in_place_and_kind_only(session, cast):
    draft = drafts.save(session, cast.amina, cast.document, insertion(cast, "arrival"), at=NOON)
    same = submit(session, cast, cast.luis, insertion(cast, "arrival"))
    submit(session, cast, cast.luis, insertion(cast, "services"))
    submit(session, cast, cast.luis, insertion(cast, "arrival", kind=Kind.PLAIN))

    assert already(session, cast) == {draft.id: [same.number]}


def drafted_as(session, cast, asked):
    rolling = texts.rolling(session, cast.document)
    drafts.save(session, cast.paul, cast.document, asked, at=NOON)
    [draft] = delegation.drafts(session, cast.paul)
    listed = suggestions.listed(session, reading(cast.paul), cast.document, rolling)
    judgement = judged(draft, by_paragraph(rolling.passages))
    return [suggestion.number for suggestion in same(drafted_content(draft, judgement), listed)]


def test_a_draft_knows_who_asks_for_exactly_its_words(session, cast):
    first = submit(session, cast, cast.amina)
    submit(session, cast, cast.luis, better(cast, "We will greet everybody."))

    assert drafted_as(session, cast, better(cast, reason="Mine.")) == [first.number]


def test_a_drafted_insertion_knows_its_like(session, cast):
    first = submit(session, cast, cast.amina, insertion(cast, "arrival"))

    assert drafted_as(session, cast, insertion(cast, "arrival")) == [first.number]


def test_what_was_withdrawn_is_like_nothing(session, cast):
    suggesting.withdraw(session, cast.amina, submit(session, cast), at=NOON)

    assert drafted_as(session, cast, better(cast)) == []
