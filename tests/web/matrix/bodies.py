"""What the forms send: for every POST that takes more than its button, a body that is valid."""

import hashlib

from declaration.actions.suggesting.amendment import Amendment
from declaration.actions.suggesting.our_copy import DraftEdit, digest
from declaration.actions.suggesting.pasted_copy import Match
from declaration.manuscript import Passage
from models.vocabulary import Kind, Stage, SuggestionKind
from tests.web.matrix.world import PASSWORD

WORDS = "We will give every newcomer a first point of contact."
MEANS = "We call on States to act now."
PERSON = {"name": "Nora Newcomer", "email": "nora@example.org", "language": "en"}
CITY = {"name": "Bamako", "kind": "city", "country": "ML", "world_region": "africa"}
SIGNING = {
    "authority": "León",
    "kind": "city",
    "country": "MX",
    "world_region": "latin_america",
    "signatory": "Paz Ortiz",
    "office": "Mayor",
}
COVER = {"title": "Declaration of Mayors", "symbol": "L.1", "scheme": "declaration"}
NEXT = {
    Stage.PREPARATION: Stage.CONSULTATION,
    Stage.CONSULTATION: Stage.CONSOLIDATION,
    Stage.CONSOLIDATION: Stage.CONSULTATION,
    Stage.ADOPTED: Stage.CONSULTATION,
}


def asked(ask, paragraph="arrival", **more):
    """The form in which a change is asked for."""
    version, place, _words = ask.world.passages[paragraph]
    sent = {"form": "replace", "paragraph": paragraph, "base_version": version}
    sent |= {"base_place": place, "words": WORDS, "reason": "Shorter.", "language": "en"}
    return sent | more


def reworded(ask):
    if ask.row.thing in {"decided", "withdrawn"}:
        on = {"decided": "welcome", "withdrawn": "hosts"}[ask.row.thing]
        form = {"decided": "replace", "withdrawn": "delete"}[ask.row.thing]
        return asked(ask, on, form=form, seen=ask.suggestion[1])
    return asked(ask, seen=ask.suggestion[1])


def corrected(ask):
    """The correction of a paragraph, and that these are the words that were asked about."""
    sent = [str(ask.world.passages["means"][0]), MEANS, "A misprint."]
    seal = hashlib.sha256("\0".join(sent).encode()).hexdigest()[:16]
    return dict(zip(("version", "words", "reason"), sent, strict=True)) | {"confirmed": seal}


def explained(ask):
    """A reservation: of Dakar, where the secretariat enters it."""
    sent = {"kind": "reservation", "words": "Not by law.", "language": "en", "paragraph": "means"}
    return sent | {"delegation": str(ask.world.delegations["dakar"])}


def entered(ask):
    """A remark on the whole, entered for Dakar."""
    sent = {"form": "general", "words": WORDS, "language": "en", "source": "floor"}
    return sent | {"delegation": str(ask.world.delegations["dakar"])}


def redrafted(ask):
    return asked(ask, seen=ask.draft[1].isoformat())


def comment(_ask):
    return {"words": "Which of the two?", "language": "en"}


def verdict(ask):
    """The form of a decision: one suggestion is rejected, nothing changes in the words."""
    name = "alone" if ask.row.thing == "alone" else "own"
    number, wording = ask.world.suggestions[name]
    version, place, words = ask.world.passages["arrival"]
    fields = {"wording": wording, "outcome": "rejected", "reason": "It is said above."}
    sent = {f"suggestions-{number}-{name}": value for name, value in fields.items()}
    sent["take"] = "typed"
    if name == "alone":
        return sent | {"words": "We will listen."}
    return sent | {"base_version": version, "base_place": place, "words": words}


def reopened(ask):
    version, _place, _words = ask.world.passages["welcome"]
    return {"reason": "New facts.", "words": "A first welcome", "base_version": version}


def agreed(ask, paragraph="hosts", **more):
    """What the panel of a paragraph sends of the text on the screen."""
    version, place, _words = ask.world.passages[paragraph]
    return {"seen": f"{version}.{place}"} | more


def published(ask):
    sent = {
        "label": "Rev. 2",
        "symbol": "CM/2017/L.1/Rev.2",
        "cover_note": "Read it.",
        "confirmed": "yes",
    }
    return sent | {"seen": ask.world.event}


def staged(ask):
    stage = NEXT[ask.world.stage]
    deadline = "2017-11-10T18:00" if stage is Stage.CONSULTATION else ""
    return {"stage": stage.value, "deadline": deadline, "confirmed": "yes"}


def piece(ask, **more):
    version, place, _words = ask.world.passages["arrival"]
    sent = {"shape": "operative-0", "words": WORDS, "version": version, "place": place}
    return sent | more


def conference(_ask):
    dates = {"starts_on": "2017-11-16", "ends_on": "2017-11-17", "time_zone": "Europe/Brussels"}
    return {"name": "Conference of Mayors", "short_name": "Mayors", "place": "Ghent"} | dates


def reference(_ask):
    return {"title": "Global Compact", "url": "https://example.org/", "position": "2"}


def first_of_tray(ask):
    draft, saved = ask.world.drafts["ready"]
    return {"draft": f"{draft}@{saved.isoformat()}"}


def copied(_ask):
    """A new paragraph in a box of our copy."""
    return {"seen-head": "0 0 0 0 0 empty", "words-head": WORDS}


def whole(ask, **more):
    """The text with other words in its last paragraph, as a word processor copies it."""
    words = {uid: words for uid, (_version, _place, words) in ask.world.passages.items()}
    return {"source": "rolling", "pasted": "\n".join((words | {"means": MEANS}).values())} | more


def taken(ask):
    version, place, words = ask.world.passages["means"]
    passage = Passage(0, "means", Kind.OPERATIVE, 0, words, version, place, "en")
    wish = DraftEdit(Amendment(SuggestionKind.REPLACE))
    return whole(ask, take=Match("changed", (passage,), (MEANS,), (wish,)).key)


def reasoned(ask):
    draft, saved = ask.draft
    sent = {f"seen-{draft}": f"{saved.isoformat()} {digest('')}", f"reason-{draft}": "Shorter."}
    return sent | {"take": str(draft), "language": "en"}


def pasted(heads, *cells):
    table = "\n".join("\t".join(line) for line in (heads, cells))
    return always(pasted=table, confirmed="yes")


def pressed(stand):
    return lambda ask: {"stand": f"{stand} {ask.suggestion[1]} participants"}


def amending(ask):
    """Other words for a suggestion of Lima."""
    return {"seen": ask.world.suggestions["amending"][1], "words": WORDS, "language": "en"}


def deciding_amendment(ask):
    return {"seen": ask.world.suggestions["amended"][1], "outcome": "accepted"}


def always(**fields):
    return lambda _ask: fields


def bracketed(ask):
    """Words of a paragraph, with another alternative that one delegation wants."""
    sent = {"version": ask.world.passages["arrival"][0], "exact": "first point of contact"}
    sent |= {"options-0-words": "welcome", "options-0-owners": "Lima", "reason": "Not agreed."}
    return sent


def chosen(ask):
    """A suggestion among others, as the pages of the desk name it, with one outcome for all."""
    number, wording = ask.world.suggestions["alone"]
    _version, place, _words = ask.world.passages["arrival"]
    sent = {"chosen": f"{number}.{wording}@{place}", "outcome": "rejected"}
    return sent | {"reason": "It is said above."}


def tabled(*names):
    """Suggestions by number, tabled together."""
    return lambda ask: {
        "title": "Two of ours",
        "language": "en",
        "chosen": [str(ask.world.suggestions[name][0]) for name in names],
    }


def tabled_drafts(ask):
    drafts = (ask.world.drafts[name] for name in ("ready", "second"))
    stamps = [f"{draft}@{saved.isoformat()}" for draft, saved in drafts]
    return {"title": "Two of ours", "language": "en", "chosen": stamps}


def packaged(ask):
    """All of Dakar's package, as its page names it, with one outcome."""
    _version, place, _words = ask.world.passages["means"]
    named = (ask.world.suggestions[f"dakar {n}"] for n in (1, 2, 3))
    stamps = [f"{number}.{wording}@{place}" for number, wording in named]
    return {"chosen": stamps, "outcome": "rejected", "reason": "It is said above."}


def numbered(*names):
    return lambda ask: {
        "numbers": ", ".join(str(ask.world.suggestions[name][0]) for name in names),
        "chosen": [str(ask.world.suggestions[name][0]) for name in names],
    }


BODIES = {
    "packages.table": tabled("own", "alone"),
    "packages.submit": tabled_drafts,
    "packages.join": tabled("own"),
    "package_decision.prepare": packaged,
    "package_decision.release": packaged,
    "exclusions.exclude": numbered("own", "others"),
    "exclusions.choose": numbered("own", "others"),
    "exclusions.add": numbered("own"),
    "suggest.preview": asked,
    "suggest.save": asked,
    "suggest.ready": asked,
    "suggest.submit": asked,
    "drafts.preview": redrafted,
    "drafts.save": redrafted,
    "drafts.ready": redrafted,
    "drafts.submit": redrafted,
    "drafts.move": always(ready="1"),
    "drafts.submit_all": first_of_tray,
    "our_copy.save": copied,
    "our_copy.drafts": copied,
    "our_copy.preview": copied,
    "pasted_copy.compare": whole,
    "pasted_copy.make": taken,
    "reason_list.save": reasoned,
    "reason_list.ready": reasoned,
    "reason_list.submit": reasoned,
    "suggestion.preview": reworded,
    "suggestion.submit": reworded,
    "suggestion.withdraw": lambda ask: {"seen": ask.suggestion[1]},
    "for_you.see": lambda ask: {"until": str(ask.world.event)},
    "delegation.give": always(given="1"),
    "brackets.leave_open": bracketed,
    "brackets.add": always(**{"option-words": "everybody"}),
    "brackets.close": always(reason="No one insists."),
    "comments.comment": comment,
    "comments.on_paragraph": comment,
    "comments.on_suggestion": comment,
    "comments.answer": comment,
    "comments.resolve": always(resolved="1"),
    "positions.take": pressed("support"),
    "subamendments.make": amending,
    "subamendments.take": lambda ask: {"seen": ask.world.suggestions["amended"][1]},
    "subamendments.decide": deciding_amendment,
    "positions.objection": lambda ask: {"seen": ask.suggestion[1], "language": "en"},
    "positions.cosponsor": pressed("cosponsor"),
    "uncontested.prepare": chosen,
    "uncontested.release": chosen,
    "same_outcome.choose": chosen,
    "same_outcome.prepare": chosen,
    "same_outcome.release": chosen,
    "sections.take": always(take="welcome"),
    "sections.share": always(person_welcome="", was_welcome="1"),
    "sections.meeting": always(meeting="2017-10-20T10:00"),
    "desk.release": lambda ask: {"chosen": ask.world.prepared},
    "desk.standard_reasons": always(phrases="It is said above.\nIt is for States."),
    "decision.release": verdict,
    "decision.prepare": verdict,
    "decision.ask": lambda ask: verdict(ask) | {"answer_by": "2017-10-20"},
    "decision.decide_agreed": lambda ask: {"press": ask.world.questions[ask.row.thing or "third"]},
    "asking.decide": lambda ask: {"chosen": ask.world.questions["alone"]},
    "questions.answer": always(agrees="yes"),
    "decision.preview": verdict,
    "decision.words": verdict,
    "amendment.amend": lambda ask: asked(
        ask, "ties", words="the ties that newcomers keep.", act="amend"
    ),
    "amendment.preview": asked,
    "agreement.agree": lambda ask: agreed(ask, "means"),
    "agreement.reopen": lambda ask: agreed(ask, reopening="A word is missing."),
    "agreement.reserve": lambda ask: {
        "version": ask.world.passages["hosts"][0],
        "words": "Our council has to see it.",
    },
    "entries.enter": entered,
    "entries.answer": always(answer="confirmed"),
    "reopening.reopen": reopened,
    "reopening.undo": always(),
    "publishing.publish": published,
    "publishing.supersede": always(right="rev-1", reason="The wrong file."),
    "adoption.adopt": always(
        revision="rev-1",
        adopted_on="2017-10-03",
        place="Mechelen",
        method="consensus",
        confirmed="rev-1",
        open_reason="To be settled in plenary.",
    ),
    "adoption_record.undo": always(adoption="1", reason="Recorded too early."),
    "corrections.correct": corrected,
    "explanations.explain": explained,
    "admin.change_look": always(welcome="Welcome.", accent="#2446b8"),
    "admin.conference": conference,
    "admin.switch": always(members_release="y", counted_kinds="city"),
    "admin.procedure": always(parts="positions"),
    "admin.references": reference,
    "admin.change_reference": reference,
    "admin_delegations.delegations": always(**CITY, status="accepted"),
    "admin_delegations.credentials": always(status="provisional", delegation="lima"),
    "admin_delegations.change": always(**CITY, status="accepted"),
    "admin_delegations.enrol": pasted(
        ("name", "kind", "country", "region"), "Bamako", "city", "ML", "africa"
    ),
    "admin_documents.documents": always(**COVER, slug="recommendations", language="en"),
    "admin_documents.change": always(**COVER, slug="declaration", language="en"),
    "admin_documents.order": lambda _ask: {"position-declaration": "2", "position-blank": "1"},
    "admin_documents.set_stage": staged,
    "admin_text.paste": always(pasted="# Inputs\n\n1. We will build.\n\n2. We will house."),
    "admin_text.create": always(order="1", shape="operative-0", words="We will build.", kept="1"),
    "admin_text.insert": piece,
    "admin_text.edit": piece,
    "admin_text.move": lambda ask: piece(ask, after="services"),
    "admin_text.delete": piece,
    "admin_links.mail_merge": lambda ask: {
        "person": ask.world.people["vera"],
        "confirmed": "yes",
    },
    "admin_people.give_office": always(post="member", delegation="0"),
    "admin_people.change": always(**PERSON),
    "admin_people.link": always(confirmed="yes"),
    "admin_people.invite": always(**PERSON, post="member", delegation="0"),
    "admin_people.enrol": pasted(
        ("name", "email", "delegation", "office"), "Nora", "nora@example.org", "Amman", "head"
    ),
    "account.show": always(language="fr", time_zone="America/Lima"),
    "account.change_password": always(
        present_password=PASSWORD, password="another, longer password"
    ),
    "account.act_as": lambda ask: {"office": ask.world.offices.get(ask.reader.person, 0)},
    "account.see_as": always(**{"as": "observer"}),
    "signatures.sign": always(**SIGNING, email="p@leon.example", language="es", consent="y"),
    "signatures.sign_for_delegation": always(office="Mayor"),
    "admin_signatures.show": always(**SIGNING, way="letter", signed_on="2017-10-03"),
    "admin_signatures.switch": always(open="0"),
    "admin_signatures.enrol": pasted(
        ("authority", "kind", "country", "region", "signatory", "office"),
        *("Bamako", "city", "ML", "africa", "Awa Traoré", "Mayor"),
    ),
    "admin_signatures.refuse": always(reason="Nobody answers."),
    "signing_in.enter": lambda _ask: {
        "sign-in-email": "luis@example.org",
        "sign-in-password": PASSWORD,
    },
    "joining.join": always(password="a first password"),
    "joining.ask": always(email="vera@example.org"),
}
