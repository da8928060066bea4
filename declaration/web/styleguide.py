"""Every component on one page, for those who build the pages; in debug mode only."""

from flask import Blueprint, render_template
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its stubs
from wtforms.validators import InputRequired

from declaration.rules import Verb
from declaration.web.acting import at, verb
from declaration.web.forms import Form, WordsField

blueprint = Blueprint("styleguide", __name__)


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
    return render_template("styleguide.html", form=form, refused=refused, moment=at())
