"""A valid request for every row of the table: the values of its address, and what its form sends.

An address or a body is a function of the Ask: the world, the reader, and the row.
"""

from dataclasses import dataclass

from tests.web.matrix import bodies
from tests.web.matrix.readers import Reader
from tests.web.matrix.table import Row
from tests.web.matrix.world import LOGO, World


@dataclass(frozen=True)
class Ask:
    world: World
    reader: Reader
    row: Row

    @property
    def thing(self):
        """The example of the row: own, others, decided, withdrawn, alone."""
        if self.row.thing in {"", "submitted", "typed"}:
            return "own" if self.row.own else "others"
        return self.row.thing

    @property
    def suggestion(self):
        """Number and newest wording."""
        return self.world.suggestions[self.thing]

    @property
    def draft(self):
        """Id, and when it was saved."""
        return self.world.drafts[self.thing]

    @property
    def comment(self):
        return self.world.comments[self.reader.comment if self.row.own else "luis"]


ALWAYS = {"slug": "declaration", "uid": "arrival", "name": "zero-draft", "format_": "md"}


def _suggestion(ask):
    return {"number": ask.suggestion[0]}


def _amended(own, others):
    """Of whose hand it is: Dakar's suggestion, or its sub-amendment to another."""
    return lambda ask: {
        "number": ask.world.suggestions[own if ask.row.own else others][0],
        "ordinal": 1,
    }


def _person(name):
    return lambda ask: {"number": ask.world.people[name]}


def _office(name):
    return lambda ask: {"number": ask.world.offices[name]}


def _submit_right(ask):
    given = ask.row.thing == "given"
    return {"number": ask.world.offices["vera" if given else "luis"], "given": given}


def _account(ask):
    person = "vera" if ask.row.thing == "closing" else "omar"
    return {"number": ask.world.people[person], "step": ask.row.thing}


def _sign_in(ask):
    return {"number": ask.world.sign_ins.get(ask.reader.person, 0)}


def _reference(ask):
    return {"number": ask.world.reference}


def _pieces(_ask):
    return {"slug": "blank"}  # only a text of which nothing is printed can be imported


def _part(name):
    return lambda ask: {"part": name} if ask.row.thing == "typed" else {}


def _draft(ask):
    return {"draft_id": ask.world.drafts["own" if ask.row.own else "others"][0]}


def _rolling(name):
    return lambda ask: {name: "rolling"} if ask.row.thing else {}


def _stop(ask):
    if ask.row.thing == "alone":
        return {"uid": None, "number": ask.world.suggestions["alone"][0]}
    return {}


def _package(ask):
    city, number = ("lima", 2) if ask.thing == "others" else ("dakar", 1)
    return {"number": number, "suggestion": ask.world.suggestions[f"{city} 1"][0]}


WRITING = {"open": "arrival", "write": "replace"}
ADDRESSES = {
    "comparing.choose": lambda _ask: {"a": "zero-draft", "b": "rev-1"},
    "comparing.compare": lambda ask: {"old": "zero-draft", "new": "rev-1"} | _rolling("new")(ask),
    "taking.text": lambda ask: {"": {}, "in_force": {"name": ""}, "rolling": {"name": "rolling"}}[
        ask.row.thing
    ],
    "taking.redline": lambda ask: (
        {"old": "zero-draft", "new": "rev-1", "format_": "docx"} | _rolling("new")(ask)
    ),
    "figures.table": lambda _ask: {"name": "activity", "format_": "csv"},
    "lists.disposition_file": lambda _ask: {"format_": "pdf"},
    "lists.suggestions_file": lambda _ask: {"format_": "csv"},
    "lists.commenting_template_file": lambda _ask: {"format_": "docx"},
    "comments.table": lambda _ask: {"format_": "csv"},
    "journal.table": lambda ask: {"format_": "xlsx"} | ({"slug": ""} if ask.row.thing else {}),
    "assets.show": lambda _ask: {"name": None},  # hashed: the test asks the application
    "assets.accent_sheet": lambda _ask: {"colour": "2446b8"},
    "assets.logo": lambda _ask: {"digest": LOGO},
    "static": lambda _ask: {"filename": "img/mark.svg"},
    "reading.rolling": lambda ask: WRITING if ask.row.thing else {},
    "suggest.write": lambda _ask: WRITING,
    "suggest.ask": lambda _ask: {"form": "replace", "paragraph": "arrival"},
    "entries.answer": lambda ask: {"number": ask.world.entries[ask.thing]},
    "entries.take_back": lambda ask: {"number": ask.world.entries["own"]},
    "questions": lambda ask: {"number": ask.world.questions["own" if ask.row.own else "others"]},
    "delegation.give": lambda ask: {
        "membership_id": ask.world.offices["awa" if ask.row.own else "eleni"]
    },
    "admin_delegations": lambda _ask: {"slug": "athens"},
    "admin_people.give_office": _person("ole"),
    "admin_people.end_office": _office("vera"),
    "admin_people.let_submit": _submit_right,
    "admin_people": _person("vera"),
    "admin_people.switch_account": _account,
    "sign_ins.end": _sign_in,
    "admin_links.dismiss": lambda ask: {"number": ask.world.request},
    "admin_redaction": lambda ask: {"kind": "comment", "number": ask.world.comments["luis"]},
    "admin.switch_debate": lambda ask: {"step": ask.row.thing},
    "admin.reference": _reference,
    "admin.change_reference": _reference,
    "admin.remove_reference": _reference,
    "admin_text.paste": _pieces,
    "admin_text.create": _pieces,
    "joining": lambda ask: {"token": ask.world.token},
    "suggest.preview": _part("redline"),
    "suggest.save": _part("saved"),
    "drafts": _draft,
    "drafts.save": lambda ask: _draft(ask) | _part("saved")(ask),
    "comments.on_suggestion": lambda ask: {"number": ask.world.suggestions["others"][0]},
    "brackets.file": lambda _ask: {"format_": "csv"},
    "brackets.add": lambda ask: {"number": ask.world.bracket},
    "brackets.close": lambda ask: {"number": ask.world.bracket},
    "comments": lambda ask: {"comment_id": ask.comment},
    "suggestion": _suggestion,
    "suggestion.file": lambda ask: _suggestion(ask) | {"format_": "pdf"},
    "suggestion.receipt_file": lambda ask: _suggestion(ask) | {"format_": "pdf"},
    "positions": _suggestion,
    "subamendments": _amended("amended", "amending"),
    "subamendments.make": _amended("amending", "amending"),
    "subamendments.withdraw": _amended("amending", "amended"),
    "positions.refuse": lambda ask: _suggestion(ask) | {"slug": "lima"},
    "account_of.before_table": lambda _ask: {"format_": "csv"},
    "account_of.after_table": lambda _ask: {"format_": "csv"},
    "adoption_record.file": lambda _ask: {"format_": "pdf"},
    "participants.table": lambda _ask: {"format_": "csv"},
    "signatures.table": lambda _ask: {"format_": "json"},
    "admin_signatures": lambda _ask: {"number": 2},
    "admin_signatures.withdraw": lambda _ask: {"number": 1},
    "agreed_text.table": lambda _ask: {"format_": "csv"},
    "agreement": lambda _ask: {"uid": "hosts"},
    "agreement.agree": lambda _ask: {"uid": "means"},
    "agreement.lift": lambda ask: {"reservation_id": ask.world.reservations[ask.thing]},
    "corrections": lambda _ask: {"uid": "means"},
    "explanations.withdraw": lambda ask: {"number": ask.world.explanations[ask.thing]},
    "reopening": _suggestion,
    "reopening.undo": lambda ask: dict.fromkeys(("first_id", "last_id"), ask.world.decision),
    "watching.suggestion": _suggestion,
    "decision": _stop,
    "packages": _package,
    "package_decision": _package,
    "exclusions": lambda ask: {"number": 1, "suggestion": ask.world.suggestions["lima 1"][0]},
}

FIRST = {  # what has to be so for the request to make sense: done by row
    ("admin.switch_debate", "closing"): "UPDATE conference SET debate_open = true",
    ("admin.switch_debate", "opening"): "UPDATE conference SET debate_open = false",
}


def values(ask):
    """Return what the address of a row is built of; what a rule does not take is left out."""
    endpoint = ask.row.endpoint
    example = ADDRESSES.get(endpoint) or ADDRESSES.get(endpoint.partition(".")[0])
    given = ALWAYS | (example(ask) if example else {})
    return {name: value for name, value in given.items() if value is not None}


def address(app, ask):
    """Return the path; what the rule does not take goes into the query."""
    given = values(ask)
    if ask.row.endpoint == "assets.show":
        given["name"] = app.extensions["assets"]["css/order.css"].name
    rules = app.url_map.iter_rules(ask.row.endpoint)
    rule = next(
        rule for rule in rules if ask.row.method in rule.methods and rule.arguments <= {*given}
    )
    taken = {name: given[name] for name in given if name in rule.arguments or name not in ALWAYS}
    return app.url_map.bind("localhost").build(ask.row.endpoint, taken, ask.row.method)


def body(ask):
    """Return what the form of a row sends, without its token."""
    fields = bodies.BODIES.get(ask.row.endpoint)
    return fields(ask) if fields else {}
