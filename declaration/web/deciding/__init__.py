"""The drafting committee: desk, decisions on a paragraph or on several, projector."""
