"""Parts of pages that colleagues share, with slots for what is one person's alone.

A leaf shows what one delegation (or one official) may see and do; it is kept under that, under
the address, and under the state of everything that its readers may see. The session's token and
the name of the browser's keeping are cut out before it is kept, and put in for each reader.
"""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, NamedTuple, cast

from flask import current_app, request, session as browser
from markupsafe import Markup

from declaration.rules import Actor
from declaration.web import acting, keeping, language, tokens
from declaration.web.memory import Memory
from declaration.web.splicing import Shared, shared
from models.vocabulary import Capacity

LEAVES = 128  # in memory, of 200 kB each where they hold a whole text
TOKEN = "<!--own:token-->"  # noqa: S105 -- a slot; no words contain it, because they are escaped
READER = "<!--own:reader-->"
SLOT, END = "<!--own:", "-->"
EMPTY = shared(Markup())
KEEP = 'data-keep="{}:comment:'  # as the form of a comment names what the browser keeps


class Leaf(NamedTuple):
    """A part of a page: the slots stand in ``between`` alone; ``about`` is whatever goes along."""

    about: Any
    before: Shared
    between: str
    after: Shared

    @property
    def parts(self) -> tuple[Shared | Markup, ...]:
        """Return it for this reader."""
        between = self.between
        if SLOT in between:
            between = between.replace(TOKEN, tokens.csrf_token())
            between = between.replace(READER, str(acting.actor().person_id))
        return self.before, Markup(between), self.after  # noqa: S704 -- rendered by Jinja


def leaf(make: Callable[[], tuple[Any, str]]) -> Leaf:
    """Return a part of this page; ``make`` gives what goes along, and the HTML.

    Nothing is kept of the public, whose whole pages are kept, or just after something was sent:
    then the form says so, once.
    """
    if acting.account() is None or "sent" in browser:
        about, html = make()
        return Leaf(about, EMPTY, html, EMPTY)
    return leaves().made(_key(), lambda: _cut(*make()))


def leaves() -> Memory[Hashable, Leaf]:
    """Return what this application keeps of them."""
    found = current_app.extensions.setdefault("leaves", Memory[Hashable, Leaf](LEAVES))
    return cast("Memory[Hashable, Leaf]", found)


def _key() -> Hashable:
    account = acting.account()
    zone = account.time_zone if account else ""
    place = request.host_url, request.full_path
    return (*place, language.code(), zone, _eyes(acting.actor()), keeping.state())


def _eyes(by: Actor) -> Actor:
    """Return who looks: colleagues of a delegation have the same comments for their own."""
    return replace(by, person_id=0) if by.capacity is Capacity.DELEGATION else by


def _cut(about: Any, html: str) -> Leaf:  # noqa: ANN401
    """Take out what is this reader's, and divide around the slots."""
    html = html.replace(tokens.csrf_token(), TOKEN)
    html = html.replace(KEEP.format(acting.actor().person_id), KEEP.format(READER))
    start = html.find(SLOT) if SLOT in html else len(html)
    end = html.rfind(SLOT)
    end = html.index(END, end) + len(END) if end >= 0 else len(html)
    before, after = Markup(html[:start]), Markup(html[end:])  # noqa: S704 -- rendered by Jinja
    return Leaf(about, shared(before), html[start:end], shared(after))
