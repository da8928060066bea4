"""The text itself: paragraphs, their versions and places."""
