"""The language of the pages: asked for, remembered, the account's, or the browser's."""

from pathlib import Path

from flask import Flask, has_request_context, request, session as browser
from flask_babel import Babel, get_locale

from declaration.web.frame import acting

LANGUAGES = {"en": "English", "es": "Español", "fr": "Français"}
CATALOGUES = Path(__file__).resolve().parents[2] / "locale"
DEFAULT = "en"

babel = Babel()


def init(app: Flask) -> None:
    """Let every page be worded in its reader's language."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    babel.init_app(app, locale_selector=chosen)
    app.before_request(remember)


def remember() -> None:
    """Keep the language that ``?ui=`` asks for; unknown ones are passed over."""
    asked = request.args.get("ui")
    if asked in LANGUAGES and browser.get("ui") != asked:
        browser["ui"] = asked


def chosen() -> str:
    """Return the code of the language of this page."""
    if not has_request_context():
        return DEFAULT
    if browser.get("ui") in LANGUAGES:
        return str(browser["ui"])
    account = acting.account()
    if account is not None and account.language in LANGUAGES:
        return account.language
    wished = (name.partition("-")[0].lower() for name in request.accept_languages.values())
    return next((name for name in wished if name in LANGUAGES), DEFAULT)


def code() -> str:
    """Return "en", "es" or "fr"."""
    locale = get_locale()
    return DEFAULT if locale is None else str(locale.language)


def direction() -> str:
    """Return "ltr" or "rtl"."""
    locale = get_locale()
    return "ltr" if locale is None else str(locale.text_direction)
