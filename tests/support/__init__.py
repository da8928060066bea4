"""What the tests share: the people and texts they work on, and what they need to run."""
