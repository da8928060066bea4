"""All pages of the secretariat, in one list."""

from declaration.web.secretariat import (
    conference,
    delegations,
    documents,
    links,
    people,
    redaction,
    text,
)

BLUEPRINTS = tuple(
    pages.blueprint
    for pages in (conference, documents, text, delegations, people, links, redaction)
)
