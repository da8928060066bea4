"""The whole text as a delegation would have it: written, pasted, given reasons, submitted."""
