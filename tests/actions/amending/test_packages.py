import pytest
import sqlalchemy as sa

from declaration.actions.amending import packages
from declaration.actions.amending.packages import Tabling
from declaration.actions.journal import redaction
from declaration.actions.suggesting import drafts, suggestions
from declaration.actions.suggesting.amendment import Amendment
from declaration.errors import Invalid, NotAllowed, NotFound, Stale
from declaration.queries.journal import chain
from declaration.queries.journal.replay import replay
from models.amending import Package, PackageMember
from models.debate import Draft, Suggestion
from models.journal import Event
from models.vocabulary import Audience, EventKind, Stage, Status, SuggestionKind
from tests.support.cast import name_history
from tests.support.desk import LATER, accept, ask, switch_all_on, table, three, told
from tests.support.submitted import newest_event


@pytest.fixture
def asked(session, cast):
    switch_all_on(session, cast)
    return three(session, cast)


def inside(session, package):
    query = sa.select(PackageMember.suggestion_id).where(
        PackageMember.package_id == package.id, PackageMember.left_at.is_(None)
    )
    return list(session.scalars(query.order_by(PackageMember.id)))


def draft(session, cast, words, by="amina", *, ready=True):
    amendment = Amendment(SuggestionKind.REPLACE, cast.paragraphs["arrival"].id, words=words)
    row = drafts.save(session, cast.actors[by], cast.document, amendment, at=LATER)
    drafts.mark_ready(session, cast.actors[by], row, ready=ready, at=LATER)
    return row


def test_a_delegation_tables_its_suggestions_together(session, cast, asked):
    package = table(session, cast, *asked[:3], title=" Reception  first ", reason=" One idea. ")

    assert (package.number, package.title, package.reason) == (1, "Reception first", "One idea.")
    assert package.delegation_id == cast.amina.delegation_id
    assert package.audience is Audience.PARTICIPANTS
    assert inside(session, package) == [suggestion.id for suggestion in asked[:3]]
    event = newest_event(session)
    assert (event.kind, event.audience) == (EventKind.PACKAGE_TABLED, Audience.PARTICIPANTS)
    assert told(event)[0] == {"package": 1}


def test_packages_are_numbered_in_their_document(session, cast, asked):
    more = [ask(session, cast, f"A welcome, {n}", paragraph="welcome") for n in range(2)]

    numbers = [table(session, cast, *asked[:2]).number, table(session, cast, *more).number]

    assert numbers == [1, 2]


def test_drafts_are_submitted_together_in_one_act(session, cast, asked):
    rows = [draft(session, cast, f"A contact in {city}.") for city in ("Dakar", "Lima")]

    package = packages.submit(
        session, cast.amina, cast.document, rows, Tabling("Contacts"), at=LATER
    )

    kinds = list(session.scalars(sa.select(Event.kind).order_by(Event.id.desc()).limit(3)))
    assert kinds == [EventKind.PACKAGE_TABLED, *[EventKind.SUGGESTION_SUBMITTED] * 2]
    assert len(inside(session, package)) == 2
    assert session.scalars(sa.select(Draft)).all() == []


def test_a_draft_that_is_not_ready_is_not_submitted(session, cast, asked):
    rows = [draft(session, cast, "A contact."), draft(session, cast, "A home.", ready=False)]

    with pytest.raises(Invalid, match="drafts: not_ready"):
        packages.submit(session, cast.amina, cast.document, rows, Tabling("Both"), at=LATER)


@pytest.mark.parametrize(
    ("title", "which", "refusal"),
    [
        (" ", (0, 1), "title: missing"),
        ("x" * 201, (0, 1), "title: long"),
        ("One", (0,), "suggestions: few"),
        ("None", (), "suggestions: none"),
        ("Twice", (0, 0), "suggestions: few"),
    ],
)
def test_what_is_no_package_is_refused(session, cast, asked, title, which, refusal):
    with pytest.raises(Invalid, match=refusal):
        table(session, cast, *(asked[at] for at in which), title=title)


def test_a_suggestion_is_part_of_one_package_at_a_time(session, cast, asked):
    package = table(session, cast, *asked[:2])

    with pytest.raises(Invalid, match="suggestions: packaged"):
        table(session, cast, *asked[1:3])

    packages.dissolve(session, cast.amina, package, at=LATER)
    assert table(session, cast, *asked[1:3]).number == 2


def test_only_ones_own_pending_suggestions_are_tabled(session, cast, asked):
    with pytest.raises(NotFound):
        table(session, cast, asked[0], asked[3])
    with pytest.raises(NotFound):
        table(session, cast, asked[0], asked[1], by="luis")
    with pytest.raises(NotAllowed, match="no_right_to_submit"):
        table(session, cast, asked[0], asked[1], by="awa")
    suggestions.withdraw(session, cast.amina, asked[1], at=LATER)
    with pytest.raises(NotAllowed, match="withdrawn"):
        table(session, cast, asked[0], asked[1])
    cast.document.stage = Stage.ADOPTED
    with pytest.raises(NotAllowed, match="adopted"):
        table(session, cast, asked[0], asked[2])


def test_where_packages_are_switched_off_there_are_none(session, cast, asked):
    cast.conference.procedure = ""

    with pytest.raises(NotFound):
        table(session, cast, *asked[:2])


def test_suggestions_join_and_are_taken_out(session, cast, asked):
    package = table(session, cast, *asked[:2])

    packages.join(session, cast.amina, package, [asked[2].id], at=LATER)
    assert len(inside(session, package)) == 3

    packages.take_out(session, cast.amina, package, asked[0], at=LATER)
    assert inside(session, package) == [asked[1].id, asked[2].id]
    assert newest_event(session).kind is EventKind.PACKAGE_CHANGED
    with pytest.raises(Stale):
        packages.take_out(session, cast.amina, package, asked[0], at=LATER)


def test_where_one_alone_would_stay_the_package_is_dissolved(session, cast, asked):
    package = table(session, cast, *asked[:2])

    packages.take_out(session, cast.amina, package, asked[0], at=LATER)

    assert package.dissolved_at == LATER
    assert inside(session, package) == []
    assert newest_event(session).kind is EventKind.PACKAGE_DISSOLVED
    with pytest.raises(Stale):
        packages.join(session, cast.amina, package, [asked[2].id], at=LATER)


def test_others_neither_join_nor_take_out_nor_dissolve(session, cast, asked):
    package = table(session, cast, *asked[:2])

    for act in (
        lambda: packages.join(session, cast.luis, package, [asked[3].id], at=LATER),
        lambda: packages.take_out(session, cast.luis, package, asked[0], at=LATER),
        lambda: packages.dissolve(session, cast.luis, package, at=LATER),
        lambda: packages.dissolve(session, cast.marie, package, at=LATER),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_has_been_decided_stays_in_the_package(session, cast, asked):
    package = table(session, cast, *asked[:3])
    accept(session, cast, asked[0])

    with pytest.raises(NotAllowed, match="decided"):
        packages.take_out(session, cast.amina, package, asked[0], at=LATER)
    with pytest.raises(NotAllowed, match="decided"):
        packages.dissolve(session, cast.amina, package, at=LATER)
    packages.take_out(session, cast.amina, package, asked[1], at=LATER)
    assert len(inside(session, package)) == 2


def test_a_package_of_which_one_was_withdrawn_can_be_dissolved(session, cast, asked):
    package = table(session, cast, *asked[:3])
    suggestions.withdraw(session, cast.amina, asked[0], at=LATER)

    packages.dissolve(session, cast.amina, package, at=LATER)

    assert session.get_one(Suggestion, asked[1].id).status is Status.SUBMITTED


def test_packages_verify_replay_and_can_be_redacted(session, cast):
    switch_all_on(session, cast)
    name_history(session)
    asked = three(session, cast)
    package = table(session, cast, *asked[:3], title="A secret", reason="Of our city.")
    packages.take_out(session, cast.amina, package, asked[0], at=LATER)
    redaction.redact(session, cast.noor, package, at=LATER)
    packages.dissolve(session, cast.amina, package, at=LATER)
    session.commit()

    row = session.get_one(Package, package.id)
    assert (row.title, row.reason, row.redacted) == ("", "", True)
    assert chain.check(session).broken is None
    assert replay(session).differences == ()
