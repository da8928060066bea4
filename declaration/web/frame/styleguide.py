"""Every token and component on one page, for those who build the pages; in debug mode only."""

import re
from pathlib import Path

from flask import Blueprint, current_app, render_template
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired

from declaration.verbs import Verb
from declaration.web.frame.acting import at, verb
from declaration.web.frame.forms import Form, WordsField
from models.discs import HUES, Disc
from models.vocabulary import DelegationKind

blueprint = Blueprint("styleguide", __name__)

TOKEN = re.compile(r"^  --([a-z]+)(?:-([\w-]+))?: ([^;]+);", re.MULTILINE)
SCALES = ("font", "size", "space", "color")
OUTCOMES = [SelectChoice("accepted", "Accepted"), SelectChoice("rejected", "Rejected")]


class Example(Form):
    """One field of each sort."""

    line = StringField("Line", [InputRequired()])
    words = WordsField("Words")
    outcome = RadioField("Outcome", choices=OUTCOMES)
    agree = BooleanField("Agreed")


@blueprint.get("/styleguide")
@verb(Verb.ENTER)
def show() -> str:
    """Show them all."""
    refused = Example(formdata=None, prefix="refused-")
    refused.validate()
    form = Example(formdata=None)
    return render_template(
        "layouts/styleguide.html",
        form=form,
        refused=refused,
        moment=at(),
        tokens=tokens(),
        faces=[Disc(f"D{n}", n, DelegationKind.CITY) for n in range(1, 2 * HUES + 1)],
    )


def tokens() -> dict[str, list[tuple[str, str]]]:
    """Return name and value of each token, by its scale; raw are the colours that others name."""
    folder = Path(current_app.static_folder or "")
    scales: dict[str, list[tuple[str, str]]] = {name: [] for name in ("raw", *SCALES)}
    for scale, step, value in TOKEN.findall((folder / "css/tokens.css").read_text()):
        name = f"--{scale}-{step}" if step else f"--{scale}"
        if value.startswith("light-dark("):
            scales["raw"].append((name, value))
        elif scale in scales:
            scales[scale].append((name, value))
    return scales
