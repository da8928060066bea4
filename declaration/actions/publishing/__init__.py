"""Revisions and adoption."""
