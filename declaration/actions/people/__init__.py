"""People: accounts, roles, passwords, visits."""
