"""Amending what others suggest: sub-amendments."""
