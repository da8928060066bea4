from declaration.actions.asking import Asked
from declaration.queries import debate, texts
from declaration.queries.alike import alike
from models.vocabulary import Form, Kind
from tests.submitting import better, submit

ADDED = "We ask for peace."


def groups(session, cast):
    rolling = texts.rolling(session, cast.document)
    listed = debate.listed(session, cast.marie, cast.document, rolling, debate_open=False)
    return [[one.number for one in group] for group in alike(listed)]


def insertion(cast, after, words=ADDED, kind=Kind.OPERATIVE):
    return Asked(Form.INSERT, after_id=cast.paragraphs[after].id, words=words, kind=kind)


def test_equal_words_for_one_paragraph_are_one_group(session, cast):
    first = submit(session, cast, cast.amina)
    other = submit(session, cast, cast.paul, better(cast, "We will greet everybody."))
    same = submit(session, cast, cast.luis, better(cast, reason="For another reason."))

    assert groups(session, cast) == [[first.number, same.number], [other.number]]


def test_insertions_are_alike_in_place_kind_and_words(session, cast):
    first = submit(session, cast, cast.amina, insertion(cast, "arrival"))
    same = submit(session, cast, cast.luis, insertion(cast, "arrival"))
    plain = submit(session, cast, cast.paul, insertion(cast, "arrival", kind=Kind.PLAIN))
    elsewhere = submit(session, cast, cast.paul, insertion(cast, "services"))

    assert groups(session, cast) == [
        [first.number, same.number],
        [plain.number],
        [elsewhere.number],
    ]


def test_deletions_and_replacements_are_never_alike(session, cast):
    place = cast.paragraphs["arrival"].id
    gone = submit(session, cast, cast.amina, Asked(Form.DELETE, paragraph_id=place))
    same = submit(session, cast, cast.luis, Asked(Form.DELETE, paragraph_id=place))
    kept = submit(session, cast, cast.paul)

    assert groups(session, cast) == [[gone.number, same.number], [kept.number]]
