"""Accounts, people, delegations."""
