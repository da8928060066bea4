"""The journal: entries, the chain of hashes, and what is new."""
