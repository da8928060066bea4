"""Suggestions: drafted, submitted, edited, withdrawn; one by one or as a copy of the text."""
