"""What awaits the reader: a list of things to do, each with a link to where it is done."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from flask import url_for
from flask_babel import gettext as _, ngettext

from declaration.queries import secretariat
from declaration.queries.deciding.queue import Show
from declaration.queries.negotiating import asking as queries, entries
from declaration.queries.negotiating.asking import AskedRound
from declaration.queries.negotiating.entries import WaitingEntry
from declaration.queries.negotiating.positions import OwnPosition, new_objections, own_positions
from declaration.queries.reading.shelf import Title
from declaration.queries.signing.requests import numbers_waiting
from declaration.queries.suggesting.delegation import Drafted, OwnSuggestion
from declaration.queries.suggesting.subamended import (
    SubAmended,
    known,
    pending,
    subamendments,
)
from declaration.queries.welcome import tasks as welcome_tasks
from declaration.rules import Actor
from declaration.verbs import Verb
from declaration.web.discussing import asking, sentences
from declaration.web.frame import layout, moments
from declaration.web.frame.acting import actor, session
from declaration.web.people import set_up
from declaration.web.welcome.news import PageLink
from models.debate import Suggestion
from models.vocabulary import Capacity, Consent, Procedure, Status

T = TypeVar("T")

LIVE = Suggestion.status == Status.SUBMITTED
MOST = 5  # of one kind; the rest is counted


class Task(NamedTuple):
    """Something to do; ``parts`` lead to pieces of it, ``note`` says more."""

    message: str
    url: str
    note: str = ""
    parts: tuple[PageLink, ...] = ()


def awaiting(
    capacity: Capacity, drafts: Sequence[Drafted], fates: Sequence[OwnSuggestion], until: int
) -> list[Task] | None:
    """Return what awaits the reader; None for observers, whom nothing awaits.

    ``until``: the newest event of the last visit, 0 without one. No statement for a delegation,
    one while it can co-sponsor; one for the committee, two for the secretariat, and a third while
    it sets up; for both one more while positions are taken, and one while entries are made. One
    more while authors can be asked, and one while suggestions are amended; for the secretariat one
    more once a text is adopted.
    """
    if capacity is Capacity.DELEGATION:
        return list(_of_delegation(drafts, fates))
    if capacity is Capacity.COMMITTEE:
        piles = welcome_tasks.piles(session())
        desks = [_desk(pile) for pile in piles if pile.awaiting or pile.prepared or _prints(pile)]
        ready = [*_agreed(), *desks, *_to_decide_first()]
        return [*ready, *_objections(until), *_unconfirmed()]
    if capacity is Capacity.SECRETARIAT:
        return [*_of_secretariat(), *_signing(), *_objections(until), *_unconfirmed()]
    return None


def entered_for(by: Actor) -> tuple[WaitingEntry, ...]:
    """Return what was entered for the reader's delegation and awaits its word.

    One statement where the conference lets officials enter something, else none.
    """
    if Procedure.ON_BEHALF not in layout.parts():
        return ()
    only = entries.of_delegation(by.delegation_id)
    return entries.waiting(session(), layout.reader(), layout.parts(), only)


def _of_delegation(drafts: Sequence[Drafted], fates: Sequence[OwnSuggestion]) -> Iterator[Task]:
    asked = asking.asked(queries.of_delegation(actor().delegation_id))
    yield from (_question(each) for each in asked if each.newest and each.awaits)
    ready = [drafted for drafted in drafts if drafted.draft.ready]
    if ready:
        yield _tray(len(ready))
    url = url_for("delegation.show")
    yield from _first([fate for fate in fates if fate.older], _reworded, url)
    held = own_positions(session(), layout.reader(), layout.parts() & {Procedure.COSPONSORS})
    yield from _first([position for position in held if position.asked_again], _asked_again, url)
    yield from _first(_to_answer(), _amends_ours, url)
    commented = [fate for fate in fates if fate.comments and fate.status is Status.SUBMITTED]
    yield from _first(commented, _commented, url)
    unfinished = [drafted for drafted in drafts if not drafted.draft.ready]
    yield from _first(unfinished, _unfinished, url_for("drafts.tray"))


def _of_secretariat() -> Iterator[Task]:
    office = welcome_tasks.office(session())
    yield from _requests(office.requests)
    if not office.newest:
        yield from _set_up()
    for due in layout.state().documents:
        if due.passed and due.title.stage.takes_suggestions:
            yield _passed(due.title)
    documents = secretariat.documents(session())
    yield from _texts(documents if office.newest else _further(documents))
    yield from _hidden(office.hidden)


def _signing() -> Iterator[Task]:
    """Yield, a text at a time, how many ask to sign. One statement once a text is adopted."""
    if not any(title.stage.final for title in layout.titles()):
        return
    for slug, title, count in numbers_waiting(session()):
        message = ngettext("%(num)d request to sign", "%(num)d requests to sign", count)
        yield Task(message, url_for("admin_signatures.show", slug=slug), title)


def _objections(until: int) -> Iterator[Task]:
    """Yield, a text at a time, how many objections are new since the last visit.

    One statement after a first visit, while positions are taken.
    """
    if not until:
        return
    for document, count in new_objections(session(), layout.reader(), layout.parts(), until):
        message = ngettext("%(num)d new objection", "%(num)d new objections", count)
        url = url_for("lists.suggestions", slug=document.slug, contested=1)
        yield Task(message, url, document.title)


def _unconfirmed() -> Iterator[Task]:
    """Yield, a text at a time, what waits for which delegation's word.

    One statement where the reader may enter something for a delegation, else none.
    """
    if not layout.may(Verb.ENTER_FOR):
        return
    waiting = entries.waiting(session(), layout.reader(), layout.parts())
    by_text: dict[tuple[str, str], Counter[str]] = {}
    for entry in waiting:
        text = entry.document.slug, entry.document.title
        by_text.setdefault(text, Counter())[entry.delegation] += 1
    for (slug, title), counts in by_text.items():
        many = counts.total()
        message = ngettext(
            "%(num)d entry waits to be confirmed", "%(num)d entries wait to be confirmed", many
        )
        whom = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
        yield Task(message, url_for("entries.show", slug=slug), f"{title}: {whom}")


def _to_answer() -> Sequence[SubAmended]:
    """Return what others would change in the delegation's own suggestions.

    One statement where the conference knows sub-amendments, else none.
    """
    if not known(layout.parts()):
        return ()
    ours = Suggestion.delegation_id == actor().delegation_id
    by_id = subamendments(session(), layout.reader(), ours, LIVE, pending())
    return [each for several in by_id.values() for each in several]


def _amends_ours(row: SubAmended) -> Task:
    names = {"delegation": row.delegation, "number": row.number}
    message = _("%(delegation)s would amend your suggestion %(number)s", **names)
    url = url_for("subamendments.show", number=row.number, ordinal=row.ordinal)
    return Task(message, url, _("You can accept it, or leave it to the committee."))


def _to_decide_first() -> Iterator[Task]:
    """Yield how much has to be decided before suggestions. One statement, or none."""
    if not known(layout.parts()):
        return
    by_id = subamendments(session(), layout.reader(), LIVE, pending())
    all_ = [each for several in by_id.values() for each in several]
    parts = tuple(
        PageLink(each.name, url_for("subamendments.show", number=each.number, ordinal=each.ordinal))
        for each in all_[:MOST]
    )
    if all_:
        message = ngettext(
            "%(num)d sub-amendment is pending", "%(num)d sub-amendments are pending", len(all_)
        )
        note = _("Decide on them before the suggestions that they amend.")
        yield Task(message, parts[0].url, note, parts)


def _question(asked: AskedRound) -> Task:
    message = _(
        "The committee asks about suggestion %(number)s before it decides", number=asked.number
    )
    day = moments.day(asked.question.answer_by)
    if asked.state is Consent.OVERDUE:
        note = _("Not answered by %(day)s. You can still answer.", day=day)
    else:
        note = _("Answer by %(day)s.", day=day)
    if not actor().may_submit:
        note = f"{note} {_('Someone with the right to submit can do this.')}"
    return Task(message, url_for("questions.show", number=asked.question.id), note)


def _agreed() -> Iterator[Task]:
    """Yield, a text at a time, how much the authors have agreed to and can be decided."""
    if not layout.may(Verb.READ_QUESTIONS, own=False):
        return
    presses = queries.presses(asking.asked(queries.everywhere()))
    titles = {press[0].document.slug: press[0].document.title for press in presses}
    counts = Counter(press[0].document.slug for press in presses if queries.agreed(press))
    for slug, many in counts.items():
        message = ngettext(
            "%(num)d decision has been agreed with the author",
            "%(num)d decisions have been agreed with their authors",
            many,
        )
        yield Task(message, url_for("asking.show", slug=slug), titles[slug])


def _first(things: Sequence[T], task: Callable[[T], Task], url: str) -> Iterator[Task]:
    """Yield a task for each of the first MOST, and one for all others together."""
    yield from (task(thing) for thing in things[:MOST])
    others = len(things) - MOST
    if others > 0:
        yield Task(ngettext("%(num)d similar item", "%(num)d similar items", others), url)


def _tray(ready: int) -> Task:
    message = ngettext(
        "%(num)d draft is ready to submit", "%(num)d drafts are ready to submit", ready
    )
    note = "" if actor().may_submit else _("Someone with the right to submit can do this.")
    return Task(message, url_for("drafts.tray"), note)


def _reworded(fate: OwnSuggestion) -> Task:
    message = _("Suggestion %(number)s is based on an earlier version", number=fate.number)
    passed = {due.title.slug for due in layout.state().documents if due.passed}
    late = fate.document.slug in passed
    may = layout.may(Verb.REVISE, stage=fate.document.stage, state=fate.status, late=late)
    url = url_for("suggestion.reword" if may else "suggestion.show", number=fate.number)
    return Task(message, url, sentences.placed(fate))


def _asked_again(position: OwnPosition) -> Task:
    message = _(
        "Suggestion %(number)s, which you co-sponsor, has been edited: join again?",
        number=position.number,
    )
    url = url_for("suggestion.show", number=position.number, _anchor="positions")
    return Task(message, url, sentences.placed(position))


def _commented(fate: OwnSuggestion) -> Task:
    message = ngettext(
        "%(num)d open comment on suggestion %(number)s",
        "%(num)d open comments on suggestion %(number)s",
        fate.comments,
        number=fate.number,
    )
    return Task(message, url_for("suggestion.show", number=fate.number), sentences.placed(fate))


def _unfinished(drafted: Drafted) -> Task:
    message = _("Draft – %(asked)s", asked=sentences.placed(drafted))
    return Task(message, url_for("drafts.edit", draft_id=drafted.draft.id), drafted.author)


def _desk(pile: welcome_tasks.DeskTasks) -> Task:
    slug = pile.document.slug
    parts = (
        (
            pile.awaiting,
            Show.AWAITING,
            ngettext("%(num)d pending", "%(num)d pending", pile.awaiting),
        ),
        (pile.older, Show.STALE, _("%(num)d based on an earlier version", num=pile.older)),
        (
            pile.prepared,
            Show.PREPARED,
            ngettext("%(num)d decision prepared", "%(num)d decisions prepared", pile.prepared),
        ),
    )
    links = [
        PageLink(label, url_for("desk.show", slug=slug, show=show.value))
        for count, show, label in parts
        if count
    ]
    if pile.awaiting:
        links.insert(0, PageLink(_("Next pending item"), url_for("desk.begin", slug=slug)))
    if _prints(pile):
        links.append(PageLink(_("Publish a revision"), url_for("publishing.publish", slug=slug)))
    note = _(
        "%(decided)s of %(asked)s suggestions decided.", decided=pile.decided, asked=pile.asked
    )
    return Task(pile.document.title, url_for("desk.show", slug=slug), note, tuple(links))


def _prints(pile: welcome_tasks.DeskTasks) -> bool:
    """Whether there is something to publish for the reader."""
    may = layout.may(Verb.PUBLISH, stage=pile.document.stage)
    return pile.unpublished > 0 and bool(may)


def _requests(many: int) -> Iterator[Task]:
    if many:
        message = ngettext(
            "%(num)d person has requested a new link",
            "%(num)d people have requested a new link",
            many,
        )
        yield Task(message, url_for("admin_links.links"))


def _further(
    documents: Sequence[secretariat.ListedDocument],
) -> Sequence[secretariat.ListedDocument]:
    """Leave out the first document, of which the steps of setting up tell."""
    first = next((each for each in documents if not each.document.rehearsal), None)
    return [each for each in documents if each is not first]


def _set_up() -> Iterator[Task]:
    """Yield the next step of setting up; once all are done, nothing."""
    steps = set_up.steps()
    step = next((step for step in steps if step.is_next), None)
    if step is not None:
        done = sum(step.done for step in steps)
        note = _("Set-up: %(done)s of %(all)s steps done", done=done, all=len(steps))
        yield Task(step.button, step.url, note, (PageLink(_("All steps"), url_for("admin.index")),))


def _passed(title: Title) -> Task:
    message = _("The deadline for “%(title)s” has passed, but it is still open", title=title.title)
    note = _(
        "Suggestions can still be submitted and are marked as late. Close the consultation "
        "when you are ready."
    )
    return Task(message, url_for("admin_documents.stage", slug=title.slug), note)


def _texts(documents: Sequence[secretariat.ListedDocument]) -> Iterator[Task]:
    for shelved in documents:
        title, slug = shelved.document.title, shelved.document.slug
        if not shelved.text:
            message = _("“%(title)s” has no text yet", title=title)
            yield Task(message, url_for("admin_text.text", slug=slug), _("Paste the draft."))
        elif not shelved.revision:
            message = _("“%(title)s” has not been published yet", title=title)
            yield Task(
                message, url_for("publishing.publish", slug=slug), _("Publish the zero draft.")
            )


def _hidden(many: int) -> Iterator[Task]:
    conference = layout.banner()
    if many and conference is not None and conference.debate_open:
        message = ngettext(
            "%(num)d suggestion is not visible to the public",
            "%(num)d suggestions are not visible to the public",
            many,
        )
        note = _(
            "They were submitted while the debate was closed to the public, and they stay "
            "closed as promised."
        )
        yield Task(message, url_for("admin.conference", _anchor="debate"), note)
