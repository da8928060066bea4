"""Suggestions as a reader may see them, and how they stand to the text."""
