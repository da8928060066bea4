"""Who may do what, when."""
