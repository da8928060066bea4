"""The text core over real texts, measured beside what others reach: see __main__."""
