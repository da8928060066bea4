"""Who stands behind what, what stays open, what was agreed: as values."""
