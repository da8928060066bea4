"""A text as a Word file that a secretariat can go on working in: real headings, real numbers."""

from declaration.formats.word import package as packages, paragraphs, runs
from declaration.formats.word.runs import TrackedPiece
from declaration.manuscript import Manuscript
from declaration.text import diff, plain, tracked


def write(manuscript: Manuscript) -> bytes:
    """Return a DOCX; deleted paragraphs are left out."""
    titled = paragraphs.title(manuscript)
    name = plain(titled.words) if titled else manuscript.title
    package = packages.begin(manuscript.language, name, manuscript.about, manuscript.date)
    if titled is None:
        package.add("Title").text = packages.sayable(manuscript.title)
    for passage in manuscript.passages:
        if not passage.live:
            continue
        paragraph = package.add(paragraphs.style(passage))
        if passage.printed:
            paragraphs.label(paragraph, package.labels.counted(passage))
        words = passage.words
        for seen in tracked(words, words, diff(words, words)):
            pieces = (TrackedPiece(run.text, run.formats) for run in seen)
            runs.write(paragraph, package, pieces)
    paragraphs.end(package, manuscript.seal)
    return package.bytes()
