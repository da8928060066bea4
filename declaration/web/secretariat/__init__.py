"""The conference, documents, delegations, people, redaction."""
