"""Reads sent_twice.txt, the list of POST endpoints as it was written by hand."""

from pathlib import Path

LIST = Path(__file__).with_name("sent_twice.txt")
NATURES = {"makes", "state", "typing", "shows", "browser"}


def natures():
    """Return by endpoint what it is; a word that is not known is an error."""
    lines = [line.split("#")[0].split() for line in LIST.read_text().splitlines()]
    listed = {line[0]: set(line[1:]) for line in lines if line}
    if not all(named and named <= NATURES for named in listed.values()):
        raise ValueError("an endpoint is nothing that is known")
    return listed
