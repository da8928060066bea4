"""Commands, one file a topic."""
