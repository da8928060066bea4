"""A form whose session has ended: carried through the sign-in, shown filled, never executed."""

import re
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote_plus

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from declaration.errors import SignInNeeded
from declaration.web.frame import acting, forms
from declaration.web.frame.forms import showable

MARK = "_carried"  # the body comes back from the sign-in page
PROOF = "_token"  # the token that the form was shown with: it says to whom
OF_THE_FORM = {forms.TOKEN, forms.ONCE, MARK, PROOF}  # fields that nobody typed
STAMP = re.compile(r"seen\b")  # fields that say what the page showed, not what was typed
SIGN_IN = "sign-in-"  # the prefix of the sign-in form's own fields
TOKENS = re.compile(
    rf"(?:^|&)(?:{SIGN_IN}{forms.TOKEN}|{forms.TOKEN}|{PROOF})=([^&]{{1,400}})".encode()
)
MOST_TOKENS = 3  # that a form of ours brings


def speaks_for(body: bytes) -> bool:
    """Answer whether a form, not read yet, was shown to a person: its words must come back."""
    tokens = (match[1].decode("ascii", "replace") for match in TOKENS.finditer(body))
    return any(forms.whose(unquote_plus(token)) for token in islice(tokens, MOST_TOKENS))


def returns() -> bool:
    """Answer whether this POST brings carried words to where they were going."""
    return MARK in request.form and request.endpoint != "signing_in.enter"


def take_back() -> ResponseReturnValue | None:
    """Let the page show the carried words to the person who typed them, to nobody else as a form.

    ``writing`` refuses for the rest of the request, and forms do not count as submitted.
    """
    if forms.whose(request.form.get(PROOF)) != acting.own_actor().person_id:
        return render_template("errors/unsent.html", words=typed()), 403
    g.carried = True
    return None


def after_the_session() -> None:
    """Judge a POST whose token this session does not know.

    The page was shown to the same reader in an earlier session: the form is shown again, filled.
    It was shown to somebody, and nobody is signed in: the sign-in page comes first.
    Else the token is missing, forged or another person's: CSRFError.
    """
    token = request.form.get(forms.TOKEN) or request.form.get(SIGN_IN + forms.TOKEN)
    shown_to = forms.whose(token)
    if shown_to is None:
        raise CSRFError
    if shown_to == acting.own_actor().person_id:
        g.carried = True
        return
    raise SignInNeeded if acting.account() is None else CSRFError


class Luggage(NamedTuple):
    """What goes along through the sign-in: the fields, and the token that says who typed them."""

    fields: list[tuple[str, str]]
    proof: str


def luggage() -> Luggage | None:
    """Return what this POST brings to carry; None for a sign-in that carries nothing."""
    if request.method != "POST":
        return None
    if request.endpoint != "signing_in.enter":
        return Luggage(fields(), request.form.get(forms.TOKEN, ""))
    if MARK in request.form:
        return Luggage(fields(), request.form.get(PROOF, ""))
    return None


def fields() -> list[tuple[str, str]]:
    """Return the names and values to carry: neither tokens nor passwords nor sign-in's own."""
    return [
        (showable(name), showable(value))
        for name, value in request.form.items(multi=True)
        if name not in {forms.TOKEN, MARK, PROOF}
        and not name.startswith(SIGN_IN)
        and "password" not in name
    ]


def typed() -> list[str]:
    """Return what somebody may have written in their own words, longest first.

    Nothing where the body was not read: it was too large, or no form.
    """
    if "form" not in vars(request):
        return []
    return sorted(
        {showable(value) for name, value in fields() if _words(value) and not STAMP.match(name)},
        key=len,
        reverse=True,
    )


def _words(value: str) -> bool:
    """Tell words from names, numbers and dates: they have blanks, or letters beyond ASCII."""
    return not value.isascii() or len(value.split()) > 1
