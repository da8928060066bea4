"""What LibreOffice reads in Word files: all changes accepted, all rejected, and comments."""

import json
import os
import signal
import subprocess
from pathlib import Path

from lxml import etree

from tests.formats.word import anchored
from tests.support.needs import program

READER = Path(__file__).with_name("libreoffice_reader.py")
NEEDS = "libreoffice", "python3-uno"
PATIENCE = 300  # seconds
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT = ODF % "office", ODF % "text"
NAME, DELETION = f"{OFFICE}name", f"{TEXT}deletion"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
RESOLVED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}resolved"


def read(files, folder):
    """Return of each file the paragraphs accepted and rejected, each as label and words."""
    options = ["--headless", "--norestore", f"--accept=pipe,name={folder.name};urp;"]
    office = subprocess.Popen(
        [program("libreoffice"), *options, f"-env:UserInstallation={folder.as_uri()}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it starts others, which have to end with it
    )
    try:
        command = ["/usr/bin/python3", READER, folder.name, *map(str, files)]
        answer = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    assert answer.returncode == 0, answer.stderr.decode()
    return json.loads(answer.stdout)


def converted(files, form, folder):
    """Convert files, "pdf" or "fodt"; return the paths of what came of them."""
    command = [program("libreoffice"), "--headless", f"-env:UserInstallation={folder.as_uri()}"]
    command += ["--convert-to", form, "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return [folder / f"{file.stem}.{form}" for file in files]


def comments(files, folder):
    """Return of each file its comments: author, words, whether done with, and on which words.

    No replies: this LibreOffice does not read whom a comment answers. The files are converted,
    because without a screen it cannot open them.
    """
    for path in converted(files, "fodt", folder):
        yield list(_comments(etree.parse(path).getroot()))


def _comments(document):
    words = anchored(_events(document))
    for comment in document.iter(f"{OFFICE}annotation"):
        lines = ("".join(line.itertext()) for line in comment.iter(f"{TEXT}p"))
        done = comment.get(RESOLVED) == "true"
        yield comment.findtext(CREATOR), "\n".join(lines), done, words[comment.get(NAME)]


def _events(document):
    """Yield what the words are made of in their order, once all is accepted."""
    regions, gone = document.iter(f"{TEXT}changed-region"), set()
    deletions = {each.get(f"{TEXT}id") for each in regions if each.find(DELETION) is not None}
    walker = etree.iterwalk(document.find(f".//{OFFICE}text"), events=("start", "end"))
    for event, element in walker:
        name, change = element.tag, element.get(f"{TEXT}change-id")
        if name in {f"{OFFICE}annotation", f"{TEXT}tracked-changes"} and event == "start":
            walker.skip_subtree()
            yield "start", element.get(NAME)
            continue
        if name == f"{OFFICE}annotation-end" and event == "start":
            yield "end", element.get(NAME)
        elif name == f"{TEXT}change-start":
            gone |= {change} & deletions
        elif name == f"{TEXT}change-end":
            gone -= {change}
        yield "words", "" if gone else (element.tail if event == "end" else element.text) or ""
