"""What the committee's desk shows."""
