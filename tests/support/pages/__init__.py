"""What every page of the demo answers, and what differs between two versions."""
