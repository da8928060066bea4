"""The verbs: rooms that read, decide and change; arrows between them point one way."""
