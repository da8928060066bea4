"""What is new for a reader, and what to do next."""
