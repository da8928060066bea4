"""The text core: strings in, values out."""
