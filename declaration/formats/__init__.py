"""Plug-ins: one file a format; values in, files out."""
