"""How far the secretariat has come with setting up, and what comes next."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _, ngettext

from declaration.queries.people import set_up as queries
from declaration.queries.people.set_up import SetUp
from declaration.web.frame.acting import at, session
from declaration.web.frame.moments import day, when


class SetUpStep(NamedTuple):
    """One of the steps: how far it is, where it is done, and what the button says that leads there.

    ``is_next``: all steps before it are done.
    """

    title: str
    detail: str
    url: str
    button: str
    done: bool
    is_next: bool = False


def steps() -> list[SetUpStep]:
    """Return the steps; none once a revision after the zero draft is out. One statement."""
    so_far = queries.set_up(session(), at())
    if so_far.under_way:
        return []
    text, *openings = _texts(so_far)
    listed = [_conference(so_far), text, *_people(so_far), *openings]
    first = next((step for step in listed if not step.done), None)
    return [step._replace(is_next=step is first) for step in listed]


def _conference(so_far: SetUp) -> SetUpStep:
    known = [
        so_far.place or _("No place yet"),
        day(so_far.starts_on) if so_far.starts_on else _("No dates yet"),
        so_far.time_zone if _zoned(so_far) else _("No time zone yet"),
    ]
    return SetUpStep(
        _("Conference"),
        " · ".join(known),
        url_for("admin.conference"),
        _("Describe the conference"),
        done=bool(so_far.place and so_far.starts_on),
    )


def _zoned(so_far: SetUp) -> bool:
    """Whether somebody chose the zone: UTC is chosen by whoever saved it with place or dates."""
    return so_far.time_zone != "UTC" or bool(so_far.place or so_far.starts_on)


def _people(so_far: SetUp) -> list[SetUpStep]:
    links = ngettext(
        "%(num)d person has no link yet.", "%(num)d people have no link yet.", so_far.linkless
    )
    return [
        SetUpStep(
            _("Delegations"),
            ngettext("%(num)d delegation", "%(num)d delegations", so_far.delegations),
            url_for("admin_delegations.delegations"),
            _("Add delegations"),
            done=so_far.delegations > 0,
        ),
        SetUpStep(
            _("People"),
            _("Members of delegations: %(members)s. Chair of the drafting committee: %(chairs)s.")
            % {"members": so_far.delegates, "chairs": so_far.chairs},
            url_for("admin_people.people_list"),
            _("Invite people"),
            done=so_far.delegates > 0 and so_far.chairs > 0,
        ),
        SetUpStep(
            _("Links"),
            links if so_far.linkless else _("Each link works once, for one person."),
            url_for("admin_links.links"),
            _("Make links"),
            done=so_far.delegates > 0 and not so_far.linkless,
        ),
    ]


def _texts(so_far: SetUp) -> list[SetUpStep]:
    slug = so_far.slug
    documents = url_for("admin_documents.documents")
    stage = url_for("admin_documents.stage", slug=slug) if slug else documents
    return [
        SetUpStep(
            _("Text"),
            so_far.title or _("No document yet."),
            url_for("admin_text.text", slug=slug) if slug else documents,
            _("Paste the text") if slug else _("Add the first document"),
            done=so_far.text,
        ),
        SetUpStep(
            _("Zero draft"),
            _("Once it is published, everyone can read it."),
            url_for("publishing.publish", slug=slug) if slug else documents,
            _("Publish the zero draft"),
            done=so_far.published,
        ),
        SetUpStep(
            _("Deadline"),
            when(so_far.deadline) if so_far.deadline else _("No deadline for suggestions yet."),
            stage,
            _("Set the deadline"),
            done=so_far.deadline is not None,
        ),
        SetUpStep(
            _("Open for suggestions"),
            _("Until then the text can be read, not changed."),
            stage,
            _("Open for suggestions"),
            done=so_far.stage is not None and so_far.stage.begun,
        ),
    ]
