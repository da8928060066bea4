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

BLUEPRINTS = (
    conference.blueprint,
    documents.blueprint,
    text.blueprint,
    delegations.blueprint,
    people.blueprint,
    links.blueprint,
    redaction.blueprint,
)
