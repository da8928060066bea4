"""Home, what is new for a reader, what to do next, how this works."""
