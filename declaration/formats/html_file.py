"""A text as one HTML file that needs nothing else: to print, to keep, to send.

Its own policy lets nothing in but its style, wherever it is opened.
"""

from html import escape

from declaration.manuscript import Manuscript, Passage, TextAnnex, direction
from declaration.text import html, plain
from models.vocabulary import Kind

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light dark }
body { max-width: 42rem; margin: 3rem auto; padding-inline: 4.5rem 1rem;
  font: 1.1rem/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, serif }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; break-after: avoid }
p { margin: 0 0 1em; orphans: 3; widows: 3 }
.n { float: inline-start; margin-inline-start: -4rem; width: 3.5rem; text-align: end; opacity: .7 }
.i1 { margin-inline-start: 2.5rem } .i2 { margin-inline-start: 5rem }
.about, footer { font: .8rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none; font-size: 11pt } @page { margin: 2.5cm 2cm } }
""".strip()


def write(manuscript: Manuscript) -> bytes:
    """Return UTF-8; of a deleted paragraph its number stays, where the text says so."""
    own = manuscript.own_title
    title = own.words if own else manuscript.title
    body = "\n".join(_block(passage) for passage in manuscript.shown if passage != own)
    language = escape(manuscript.language)
    return f"""<!DOCTYPE html>
<html lang="{language}" dir="{direction(manuscript.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(plain(title))}</title>
<style>
{STYLE}
</style>
</head>
<body>
<header>
<p class="about">{_about(manuscript)}</p>
<h1>{html(title)}</h1>
</header>
<main>
{body}
</main>
<footer><p>{manuscript.seal}</p></footer>{_annex(manuscript.annex)}
</body>
</html>
""".encode()


def _about(manuscript: Manuscript) -> str:
    parts = [escape(part) for part in (manuscript.symbol, manuscript.label) if part]
    if manuscript.date:
        day = manuscript.date.date().isoformat()
        parts.append(f'<time datetime="{day}">{day}</time>')
    if manuscript.notice:
        parts.append(escape(manuscript.notice))
    return " · ".join(parts)


def _annex(annex: TextAnnex | None) -> str:
    """Return what stands beside the text, after it; each note in its own language."""
    if annex is None:
        return ""
    notes = "\n".join(
        f"<h3>{escape(note.head)}</h3>\n{_paragraphs(note.words, note.language)}"
        for note in annex.notes
    )
    language = escape(annex.language)
    head = f'<aside lang="{language}" dir="{direction(annex.language)}">'
    return f"\n{head}\n<h2>{escape(annex.title)}</h2>\n{notes}\n</aside>"


def _paragraphs(words: str, language: str) -> str:
    spoken = f'lang="{escape(language)}" dir="{direction(language)}"'
    return "\n".join(f"<p {spoken}>{escape(line)}</p>" for line in words.splitlines() if line)


def _block(passage: Passage) -> str:
    words = html(passage.words)
    if passage.kind in {Kind.TITLE, Kind.ANNEX}:
        return f"<h2>{words}</h2>"
    if passage.kind is Kind.HEADING:
        return f"<h{passage.level + 1}>{words}</h{passage.level + 1}>"
    # The blank that does not break goes along when the page is copied.
    number = f'<span class="n">{escape(passage.printed)}&nbsp;</span>' if passage.printed else ""
    indent = f' class="i{passage.level}"' if passage.kind is Kind.ITEM else ""
    return f'<p{indent} id="{escape(passage.uid)}">{number}{words}</p>'
