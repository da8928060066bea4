"""Reads: what a page needs, through what the reader may see."""
