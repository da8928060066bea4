"""Signing in, invitations, accounts, one's own delegation."""
