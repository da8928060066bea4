"""Flask: a room for each thing that people do; the pages of all are listed here."""

from itertools import chain
from types import ModuleType

from flask import Flask
from jinja2 import StrictUndefined

from declaration.web import errors, journal
from declaration.web.amending import exclusions, packages, subamendments
from declaration.web.cache import adopted, shared
from declaration.web.deciding import (
    amendment,
    asking,
    decision,
    desk,
    package,
    projector,
    reopening,
    same_outcome,
    sections,
    uncontested,
)
from declaration.web.discussing import comments
from declaration.web.figures import pages as figures_pages
from declaration.web.frame import (
    acting,
    addresses,
    answers,
    assets,
    language,
    layout,
    limits,
    live,
    moments,
    security,
    sendings,
    settings,
    styleguide,
)
from declaration.web.negotiating import (
    agreed_text,
    agreement,
    brackets,
    entries,
    positions,
    questions,
    watching,
)
from declaration.web.our_copy import pages as our_copy_pages, pasted, reasons
from declaration.web.people import account, delegation, joining, participants, sign_ins, signing_in
from declaration.web.publishing import (
    account as account_of,
    adoption,
    corrections,
    explanations,
    record as adoption_record,
    revisions,
)
from declaration.web.reading import comparison, downloads, pages as reading_pages
from declaration.web.secretariat import (
    conference,
    delegations,
    documents,
    links,
    people,
    redaction,
    text,
)
from declaration.web.signing import register, signatures
from declaration.web.suggesting import drafts, lists, pages as suggesting_pages, suggestion
from declaration.web.welcome import guide, home, pages as welcome_pages

ROOMS: tuple[tuple[ModuleType, ...], ...] = (  # of each the modules with pages
    (assets, live),  # frame
    (signing_in, joining, account, sign_ins, delegation, participants),  # people
    (comments,),  # discussing
    (reading_pages, comparison, downloads),
    (suggesting_pages, suggestion, drafts, lists),
    (our_copy_pages, pasted, reasons),
    (positions, entries, brackets, agreement, agreed_text, questions, watching),  # negotiating
    (subamendments, packages, exclusions),  # amending
    (desk, sections, decision, asking, same_outcome, uncontested, amendment, reopening, projector),
    (package,),  # deciding, as a whole
    (revisions, adoption, adoption_record, corrections, explanations, account_of),  # publishing
    (figures_pages,),
    (journal,),
    (home, welcome_pages, guide),
    (conference, documents, text, delegations, people, links, redaction),  # secretariat
    (signatures, register),  # signing
)


def init(app: Flask) -> None:
    """Register everything that answers requests."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as babel.cfg: messages on one line
    for part in (acting, addresses, settings, limits, security, language, answers):
        part.init(app)
    for part in (assets, layout, shared, adopted, live, guide, moments, errors):
        part.init(app)
    for module in chain(*ROOMS):
        app.register_blueprint(module.blueprint)
    if app.debug:
        app.register_blueprint(styleguide.blueprint)
    sendings.init(app)
