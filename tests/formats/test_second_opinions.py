"""What other programs read in our Word files: all accepted, all rejected, comments, reports."""

import json
import re

import pypandoc
import pytest
from hypothesis import Phase, assume, given, settings
from lxml import etree

from declaration.comparison import Redline
from declaration.formats import REDLINES, REPORTS
from tests.formats import libreoffice, word
from tests.formats.drawn import REV_1
from tests.formats.test_word import commented as commented_texts, expected, told
from tests.formats.test_word_report import REPORT, all_words

MANY = 24
HEADS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-header-rows"
many = settings(max_examples=MANY, phases=[Phase.generate], derandomize=True, deadline=None)


@pytest.fixture(scope="module")
def commented(tmp_path_factory):
    """Invented texts, each pair with comments and with its redline as a file."""
    folder, made = tmp_path_factory.mktemp("word"), []

    @given(commented_texts())
    @many
    def invent(texts):
        old, new, _notes = texts
        assume(all(words(text) and all(words(text)) for text in (old, new)))
        # LibreOffice takes an added paragraph that says what a moved one says for where it went.
        assume(all(len(set(words(text))) == len(words(text)) for text in (old, new)))
        made.append(texts)

    invent()
    assert sum(old.content_hash != new.content_hash for old, new, _notes in made) > MANY / 2
    return [(folder / f"{number}.docx", *texts) for number, texts in enumerate(made)]


@pytest.fixture
def pairs(commented):
    """The same without comments."""
    for path, old, new, _notes in commented:
        path.write_bytes(REDLINES["docx"].write(Redline(old, new, REV_1, "Changes")))
    return [(path, old, new) for path, old, new, _notes in commented]


@pytest.fixture
def noted(commented):
    """The same with comments: what is to be read of them in each file."""
    for path, old, new, notes in commented:
        path.write_bytes(REDLINES["docx"].write(Redline(old, new, REV_1, "Changes", {}, notes)))
    expected = {
        path: told(old, new, notes, f"Changes {new.seal}") for path, old, new, notes in commented
    }
    assert sum(bool(notes) for _path, _old, _new, notes in commented) > MANY / 3
    return {
        path: [(r.author, bare(r.words), r.done, bare(r.anchored)) for r in remarks]
        for path, remarks in expected.items()
    }


def lines(manuscript):
    """Return label and words of every paragraph of a text, line breaks as line ends."""
    return [
        [label, "".join(letter for letter, _ in letters).replace("\u2028", "\n")]
        for label, letters in expected(manuscript)
    ]


@pytest.mark.needs(*libreoffice.NEEDS)
def test_libreoffice_accepts_and_rejects_all(pairs, tmp_path):
    readings = libreoffice.read([path for path, _old, _new in pairs], tmp_path)

    for (path, old, new), (accepted, rejected) in zip(pairs, readings, strict=True):
        assert accepted[:-1] == lines(new), path
        assert rejected[:-1] == lines(old), path


def test_pandoc_accepts_and_rejects_all(pairs):
    for path, old, new in pairs:
        assert by_pandoc(path, "accept") == words(new)
        assert by_pandoc(path, "reject") == words(old)


@pytest.mark.needs("libreoffice")
def test_libreoffice_reads_comments_on_their_words(noted, tmp_path):
    for path, read in zip(noted, libreoffice.comments(list(noted), tmp_path), strict=True):
        seen = [(author, bare(words), done, bare(on)) for author, words, done, on in read]
        assert sorted(seen) == sorted(noted[path]), path


def test_pandoc_reads_comments_on_their_words(noted):
    for path, remarks in noted.items():
        seen = sorted((author, words, on) for author, words, _done, on in remarks)
        assert sorted(pandoc_comments(path)) == seen, path


def test_comments_change_nothing_that_pandoc_accepts_and_rejects(commented, noted):
    for path, old, new, _notes in commented:
        assert by_pandoc(path, "accept") == words(new)
        assert by_pandoc(path, "reject") == words(old)


@pytest.fixture
def report(tmp_path):
    """A report of every kind of block as a file; its lines without blanks."""
    path = tmp_path / "report.docx"
    path.write_bytes(REPORTS["docx"].write(REPORT))
    return path, [bare(line) for block in REPORT.blocks for line in all_words(block)]


@pytest.mark.needs("libreoffice")
def test_libreoffice_reads_a_report_and_repeats_its_heads(report, tmp_path):
    path, told = report
    (converted,) = libreoffice.converted([path], "fodt", tmp_path)
    document = etree.parse(converted).getroot()

    heads = [bare("".join(row.itertext())) for row in document.iter(HEADS)]
    assert heads == ["ParagraphPresenttextSuggestionAuthorReason"]
    read = bare("".join(document.itertext()))
    assert [line for line in told if line not in read] == []


def test_pandoc_reads_a_report(report):
    path, told = report
    tree = json.loads(pypandoc.convert_file(str(path), "json", extra_args=["--sandbox"]))

    read = block_words(tree["blocks"])
    assert [line for line in told if line not in bare(read)] == []
    assert [block["t"] for block in tree["blocks"]].count("Table") == 4


def pandoc_comments(path):
    """Return author, words, and the words that a comment is about, without blanks."""
    options = ["--track-changes=all", "--sandbox"]
    document = json.loads(pypandoc.convert_file(str(path), "json", extra_args=options))
    comments = {}
    words = word.anchored(pandoc_events([document["meta"], document["blocks"]], comments))
    return [(*comments[key], bare(words[key])) for key in comments]


def pandoc_events(node, comments):
    """Yield what the words are made of, once all is accepted; put author and words of comments."""
    if isinstance(node, dict) and node.get("t") == "Str":
        yield "words", node["c"]
    elif isinstance(node, dict) and node.get("t") == "Span" and node["c"][0][1]:
        (_id, (kind, *_), values), inner = node["c"]
        about = dict(values)
        if kind == "comment-start":
            comments[about["id"]] = about["author"], bare(block_words(inner))
            yield "start", about["id"]
            return
        if kind == "comment-end":
            yield "end", about["id"]
        if kind != "deletion":
            yield from pandoc_events(inner, comments)
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from pandoc_events(part, comments)


def bare(text):
    return re.sub(r"\s", "", text)


def by_pandoc(path, how):
    """Return the words that pandoc reads, without blanks and the last line; it keeps no labels."""
    options = [f"--track-changes={how}", "--sandbox", "--wrap=none"]
    read = pypandoc.convert_file(str(path), "json", extra_args=options)
    document = json.loads(read)
    texts = map(block_words, [document["meta"], *document["blocks"]])  # it takes the title out
    return [text for text in map(bare, texts) if text][:-1]


def block_words(block):
    """Return all words in a block of pandoc's tree, without blanks."""
    if isinstance(block, dict):
        if "title" in block:
            return block_words(block["title"])
        own = block["c"] if block.get("t") in {"Str", "Code"} else ""
        own = own if isinstance(own, str) else own[-1]
        return own or block_words(block.get("c"))
    return "".join(map(block_words, block)) if isinstance(block, list) else ""


def words(manuscript):
    return [bare(line) for _label, line in lines(manuscript)]
