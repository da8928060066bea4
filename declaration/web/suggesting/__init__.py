"""Suggestions: the form, drafts, what is submitted, lists."""
