"""All pages of the secretariat, in one list."""

from declaration.web import (
    admin_conference,
    admin_delegations,
    admin_documents,
    admin_links,
    admin_offices,
    admin_people,
    admin_redaction,
    admin_text,
)

BLUEPRINTS = (
    admin_conference.blueprint,
    admin_documents.blueprint,
    admin_text.blueprint,
    admin_delegations.blueprint,
    admin_people.blueprint,
    admin_offices.blueprint,
    admin_links.blueprint,
    admin_redaction.blueprint,
)
