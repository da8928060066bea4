"""The debate in figures: the numbers are those of the lists, and nobody learns what is hidden."""

import csv
import io
from datetime import timedelta

import pytest
from flask_babel import force_locale

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.suggesting import suggestions
from declaration.queries.reading.places import PrintedPlace
from declaration.web.figures import places, regions, words as figures_words
from models.document import Document
from models.vocabulary import Kind, Outcome, Stage, SuggestionKind
from tests.support.cast import NOON, adopt, print_revision
from tests.support.desk import FIRST, LATER, OTHER, accept, ask, decide, insert, verdict
from tests.support.enter import enter
from tests.support.valid import valid

FIGURES = "/d/declaration/figures"
NAMES = ("suggestions", "activity", "regions", "words")


@pytest.fixture
def client(app):
    app.config["CLOCK"] = lambda: NOON + timedelta(days=3)
    return app.test_client()


@pytest.fixture
def debate(session, cast):
    """Seven suggestions in every state, a comment, and a revision."""
    accept(session, cast, ask(session, cast, FIRST))
    refused = ask(session, cast, "No.", by="luis", paragraph="services")
    decide(session, cast, verdict(session, refused, Outcome.REJECTED), on="services")
    gone = ask(session, cast, "No changes.", by="paul", paragraph="services")
    suggestions.withdraw(session, cast.paul, gone, at=LATER)
    ask(session, cast, OTHER, by="luis", at=LATER + timedelta(days=1))
    ask(session, cast, "Also.", by="paul", paragraph="services")
    insert(session, cast, "We will count.", after="services")
    ask(session, cast, "All of it.", paragraph=None, form=SuggestionKind.GENERAL)
    remark = Remark("Well said.", paragraph_id=cast.paragraphs["means"].id)
    comments.comment(session, cast.luis, cast.document, remark, at=LATER)
    print_revision(session, cast.document, "Rev. 1", "rev-1", 1, at=LATER + timedelta(days=1))
    session.commit()
    return cast


def table(client, name):
    answer = client.get(f"{FIGURES}/{name}.csv")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    return head, {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("reader", ["amina", "marie", "noor", "ole"])
def test_the_page_is_valid_and_holds_four_figures(debate, client, reader, language):
    page = valid(enter(client, reader).get(f"{FIGURES}?ui={language}"))

    assert [name for name in NAMES if f'id="{name}"' in page] == list(NAMES)
    assert "style=" not in page


def test_suggestions_are_counted_by_paragraph_in_the_order_of_the_text(debate, client):
    page = enter(client, "ole").get(FIGURES).text
    head, rows = table(client, "suggestions")

    assert head[1:] == [
        "Pending",
        "Accepted, with or without changes, or covered",
        "Not accepted",
        "Total",
    ]
    assert list(rows.items()) == [
        ("1", ["1", "1", "0", "2"]),
        ("2", ["2", "0", "1", "3"]),
        ("On the text as a whole", ["1", "0", "0", "1"]),
    ]
    assert "Paragraph 2 has the most suggestions: 3, of which 2 are pending." in page


def test_days_hold_what_was_done_and_what_was_published(debate, client):
    page = enter(client, "ole").get(FIGURES).text
    _head, rows = table(client, "activity")

    assert rows == {
        "2 October 2017": ["6", "1", "2", "Zero draft"],
        "3 October 2017": ["1", "0", "0", "Rev. 1"],
        "12 October 2017": ["0", "0", "0", "Deadline for suggestions"],
    }
    assert "Busiest day: 2 October 2017 (6 suggestions, 1 comment, 2 decisions)." in page


def test_regions_hold_who_has_spoken(debate, client):
    page = enter(client, "ole").get(FIGURES).text
    _head, rows = table(client, "regions")

    assert rows == {
        "Africa": ["2", "2"],
        "Europe": ["1", "0"],
        "Latin America and the Caribbean": ["1", "1"],
        "Middle East and West Asia": ["1", "0"],
    }
    assert "3 of 5 delegations have submitted suggestions or comments." in page
    assert "2 regions have not taken part yet." in page


def test_words_are_credited_and_sum_to_the_text(debate, client):
    enter(client, "ole")
    _head, rows = table(client, "words")

    assert list(rows) == ["Zero draft", "Dakar"]
    assert rows["Dakar"] == ["1", "1%"]


def test_what_is_drawn_is_what_the_table_holds(app, debate, client):
    enter(client, "ole")
    lists = client.get("/d/declaration/suggestions.csv").data.decode("utf-8-sig")
    listed = list(csv.reader(io.StringIO(lists)))[1:]
    _head, rows = table(client, "suggestions")

    withdrawn = [line for line in listed if line[5] == "Withdrawn"]
    assert sum(int(cells[-1]) for cells in rows.values()) == len(listed) - len(withdrawn)
    assert all(sum(map(int, cells[:-1])) == int(cells[-1]) for cells in rows.values())


def test_the_public_is_asked_to_sign_in_while_the_debate_is_closed(debate, client):
    assert client.get(FIGURES).status_code == 303
    assert client.get(f"{FIGURES}/words.csv").status_code == 303


def test_an_open_debate_counts_for_the_public_only_what_it_may_see(session, debate, client):
    debate.conference.debate_open = True
    session.commit()
    assert "No activity yet." in valid(client.get(FIGURES))
    assert client.get(f"{FIGURES}/words.csv").status_code == 404

    ask(session, debate, "Shown to all.", paragraph="means", at=NOON + timedelta(days=2))
    session.commit()

    assert table(client, "suggestions")[1] == {"4": ["1", "0", "0", "1"]}
    assert table(client, "activity")[1]["4 October 2017"] == ["1", "0", "0", ""]
    words = table(client, "words")[1]
    assert list(words) == ["Zero draft", "An earlier version"]
    assert "Dakar" not in valid(client.get(FIGURES))


def test_drafts_preparations_and_rehearsals_show_nothing(session, cast, client):
    for values in ({"stage": Stage.PREPARATION}, {"rehearsal": True}):
        slug = f"d{len(values)}{next(iter(values))}"
        session.add(Document(slug=slug, title="Another", created_at=NOON, **values))
    session.commit()

    assert client.get("/d/d1rehearsal/figures").status_code == 303
    enter(client, "ole")
    assert "No activity yet." in valid(client.get("/d/d1stage/figures"))
    assert "No activity yet." in valid(client.get(FIGURES))


def test_comments_alone_are_figures_too(session, cast, client):
    remark = Remark("Well said.", paragraph_id=cast.paragraphs["means"].id)
    comments.comment(session, cast.luis, cast.document, remark, at=LATER)
    session.commit()

    page = valid(enter(client, "ole").get(FIGURES))

    assert [name for name in NAMES if f'id="{name}"' in page] == list(NAMES[1:])
    assert "0 suggestions, 1 comment, 0 decisions" in page
    assert client.get(f"{FIGURES}/nothing.csv").status_code == 404


def test_of_an_adopted_text_the_adopted_words_are_counted(session, debate, client):
    debate.document.stage = Stage.ADOPTED
    adopt(session, debate)
    session.commit()

    page = valid(enter(client, "ole").get(FIGURES))

    assert "Authorship: Adopted text" in page
    assert list(table(client, "words")[1]) == ["Adopted text"]


def test_the_lists_lead_there(debate, client):
    enter(client, "ole")

    for path in ("/d/declaration/suggestions", "/d/declaration/disposition", "/d/declaration"):
        assert f'href="{FIGURES}"' in client.get(path).text, path


def spot(name, *, passage=True, **counts):
    counts = dict.fromkeys(places.LOOKS, 0) | counts
    place = PrintedPlace(name, Kind.OPERATIVE, "") if passage else None
    return places.SuggestedPlace(name, None, place, counts)


@pytest.mark.parametrize(
    ("spots", "sentence"),
    [
        ([spot("1", solid=1), spot("2", hollow=1, solid=1)], "of which 1 is pending."),
        ([spot("1", solid=2)], "Paragraph 1 has the most suggestions: 2, none of them pending."),
        ([spot("1", solid=1), spot("2", hollow=1)], "No paragraph has more than 1 suggestion."),
        ([spot("1", solid=2), spot("2", hollow=2)], "No paragraph has more than 2 suggestions."),
        ([spot("all", passage=False, solid=2)], "No suggestion concerns a single paragraph."),
    ],
)
def test_the_sentence_says_where_most_is_asked(app, spots, sentence):
    with app.test_request_context(), force_locale("en"):
        assert places.finding(spots).endswith(sentence)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (
            [(3, 1), (2, 0)],
            "1 of 5 delegations has submitted suggestions or comments. 1 region has not",
        ),
        (
            [(3, 1), (2, 2)],
            "3 of 5 delegations have submitted suggestions or comments. Every region has",
        ),
    ],
)
def test_the_sentence_says_who_takes_part(app, counts, sentence):
    with app.test_request_context(), force_locale("en"):
        assert regions.finding(counts).startswith(sentence)


def test_a_little_is_never_nothing(app):
    with app.test_request_context(), force_locale("fr"):
        assert figures_words.share(1, 1000) == "moins de 1\N{NO-BREAK SPACE}%"
        assert figures_words.share(0, 1000) == "0\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(("later", "shown"), [(60, True), (400, False)])
def test_a_deadline_far_ahead_does_not_squeeze_the_days(session, debate, client, later, shown):
    debate.document.deadline = NOON + timedelta(days=later)
    session.commit()

    enter(client, "ole")
    rows = table(client, "activity")[1]

    assert any("Deadline" in cells[-1] for cells in rows.values()) is shown
