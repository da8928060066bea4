"""What a revision changes, and the outcome of every suggestion."""
