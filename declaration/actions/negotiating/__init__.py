"""Who stands behind what, what stays open, what was agreed: each act is one event."""
