"""Suggestions among themselves: tabled together, excluding each other, amending each other."""
