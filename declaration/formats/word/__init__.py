"""Word files: the text alone, and what became of one text in another as tracked changes.

python-docx keeps the package, its styles and properties; tracked changes and numbers, which it
does not know, are written here. The same values give the same bytes.
"""
