"""Flask: one blueprint a file; the only room that knows HTTP."""

from flask import Flask
from jinja2 import StrictUndefined

from declaration.web import (
    account,
    acting,
    adoption,
    amending,
    assets,
    comments,
    comparing,
    compression,
    converters,
    deciding,
    delegation,
    desk,
    drafts,
    errors,
    figures,
    filters,
    for_you,
    guide,
    joining,
    journal,
    keeping,
    language,
    layout,
    limits,
    lists,
    memory,
    news,
    our_copy,
    passwords,
    pasted_copy,
    projecting,
    publishing,
    reading,
    reason_list,
    reopening,
    secretariat,
    security,
    sharing,
    signing_in,
    styleguide,
    suggest,
    suggestion,
    taking,
    together,
    uncontested,
)

BLUEPRINTS = (
    assets.blueprint,
    signing_in.blueprint,
    account.blueprint,
    joining.blueprint,
    suggestion.blueprint,
    suggest.blueprint,
    for_you.blueprint,
    guide.blueprint,
    drafts.blueprint,
    our_copy.blueprint,
    pasted_copy.blueprint,
    reason_list.blueprint,
    delegation.blueprint,
    comments.blueprint,
    reading.blueprint,
    comparing.blueprint,
    lists.blueprint,
    figures.blueprint,
    taking.blueprint,
    journal.blueprint,
    news.blueprint,
    desk.blueprint,
    sharing.blueprint,
    together.blueprint,
    uncontested.blueprint,
    deciding.blueprint,
    projecting.blueprint,
    amending.blueprint,
    reopening.blueprint,
    publishing.blueprint,
    adoption.blueprint,
    *secretariat.BLUEPRINTS,
)


def init(app: Flask) -> None:
    """Register everything that answers requests."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as babel.cfg: messages on one line
    for part in (memory, acting, converters, passwords, limits, language, compression, security):
        part.init(app)
    for part in (assets, layout, keeping, news, guide, filters, errors):
        part.init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.debug:
        app.register_blueprint(styleguide.blueprint)
