"""The pages of signatures: of the public, and of the secretariat."""
