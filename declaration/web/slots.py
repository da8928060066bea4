"""What is one person's in a page that several read: slots while it is made to be kept.

The account's menu, the name of what the browser keeps, the session's token. Words cannot contain
a slot, because they are escaped.
"""

from collections.abc import Hashable
from typing import Any, cast

from flask import Flask, current_app, g
from markupsafe import Markup

from declaration.web import acting, language, layout, tokens
from declaration.web.memory import Memory

BEGIN, END = "<!--own:", "-->"
MENU = Markup("<!--own:menu-->")
READER = Markup("<!--own:reader-->")
TOKEN = Markup("<!--own:token-->")
MENUS = 512  # in memory, of 1 kB, one for each reader


def init(app: Flask) -> None:
    """Give templates what is one person's."""
    app.jinja_env.globals.update(own_menu=own_menu, reader_key=reader_key)


def own_menu() -> Markup:
    """Return the account's menu; empty when signed out."""
    return MENU if g.get("keeps") else Markup(filled(_menu()))  # noqa: S704 -- rendered by Jinja


def reader_key() -> Markup | str:
    """Return whose the words are that a browser keeps of a form."""
    return READER if g.get("keeps") else str(acting.actor().person_id)


def emptied(html: str) -> str:
    """Take the token out of a page that was made with slots; every form holds it."""
    return html.replace(tokens.csrf_token(), TOKEN) if tokens.TOKEN in html else html


def filled(html: str) -> str:
    """Put in what is this reader's."""
    if MENU in html:
        html = html.replace(MENU, _menu())
    if TOKEN in html:
        html = html.replace(TOKEN, tokens.csrf_token())
    if READER in html:
        html = html.replace(READER, str(acting.actor().person_id))
    return html


def _menu() -> str:
    """Return the menu with a slot for the token."""
    account = acting.account()
    if account is None:
        return ""
    kept = current_app.extensions.setdefault("menus", Memory[Hashable, str](MENUS))
    key = (account.name, account.offices, account.office, language.code(), acting.actor())
    return cast("Memory[Hashable, str]", kept).made(key, lambda: _rendered(account))


def _rendered(account: acting.Account) -> str:
    template: Any = current_app.jinja_env.get_template("layouts/_account.html")
    return emptied(str(template.module.account_menu(layout.menu(account))))
