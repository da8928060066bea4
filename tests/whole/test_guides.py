"""The guides say the same in three languages, in the words of the pages, with pictures of today."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.screenshots.table import LANGUAGES, PICTURES

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/guide"
IMAGES = ROOT / "docs/img"
READERS = ("delegates", "committee", "secretariat")
PAPERS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
PICTURE = re.compile(r"!\[[^]]+\]\(([^)]+)\)")
LABEL = re.compile(r"(?<!\*)\*{1,2}([^*]+?)\*{1,2}(?!\*)", re.DOTALL)  # as it stands on a page


def guide(reader, language):
    return (GUIDE / f"{reader}.{language}.md").read_text(encoding="utf-8")


def test_every_guide_is_there_in_every_language_and_no_other():
    names = {path.name for path in GUIDE.iterdir()}

    assert names == {f"{reader}.{language}.md" for reader in READERS for language in LANGUAGES}


@pytest.mark.parametrize("reader", READERS)
def test_a_guide_has_the_same_tasks_with_the_same_pictures_in_every_language(reader):
    shapes = {}
    for language in LANGUAGES:
        lines = guide(reader, language).splitlines()
        marks = [line for line in lines if line.startswith(("#", "!["))]
        shapes[language] = [
            PICTURE.match(mark)[1].replace(f".{language}.png", "") if mark[0] == "!" else "task"
            for mark in marks
        ]

    assert shapes["es"] == shapes["fr"] == shapes["en"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", READERS)
def test_a_guide_calls_things_as_the_pages_do(reader, language):
    words = messages(language)

    labels = {" ".join(label.split()) for label in LABEL.findall(guide(reader, language))}
    unknown = [
        label
        for label in labels
        if not any(text == label or text.startswith(f"{label} ") for text in words)
    ]

    assert labels
    assert unknown == []


def messages(language):
    """Return what the pages say, in a language."""
    texts_of_pages = set()
    file = ROOT / f"declaration/locale/{'fr' if language == 'en' else language}/LC_MESSAGES"
    with (file / "messages.po").open("rb") as opened:
        for message in read_po(opened):
            texts = message.id if language == "en" else message.string
            texts_of_pages |= {texts} if isinstance(texts, str) else set(texts)
    return texts_of_pages


def test_every_picture_of_a_paper_is_there_and_in_the_language_of_the_paper():
    for paper in PAPERS:
        language = paper.suffixes[0][1:] if len(paper.suffixes) > 1 else "en"
        for picture in PICTURE.findall(paper.read_text(encoding="utf-8")):
            assert (paper.parent / picture).exists(), (paper.name, picture)
            assert picture.endswith(f".{language}.png"), (paper.name, picture)


def test_no_picture_is_unused_and_each_can_be_made_anew():
    used = {
        Path(picture).name
        for paper in PAPERS
        for picture in PICTURE.findall(paper.read_text(encoding="utf-8"))
    }
    listed = {file for picture in PICTURES for file in picture.files}

    assert {path.name for path in IMAGES.iterdir()} == used == listed
