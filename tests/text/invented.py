"""Texts that Hypothesis invents: many scripts, much repetition, Markdown, and blanks."""

import unicodedata

from hypothesis import strategies as st

WORDS = (
    *("the", "city", "cities", "of", "and", "right", "peace", "l’eau", "don’t", "2025", "1,000"),
    *("Bürger", "ciudad", "año", "świat", "город", "δήμος", "שלום", "مدينة", "می\u200cخواهم"),
    *("नगर", "क्षि", "城", "市", "都市", "カー", "กรุง", "ສະ", "ភាសា", "မြို့", "한국", "o\u0323\u0302"),
    *("👩\u200d👩\u200d👧", "🇰🇪", "1\ufe0f\u20e3", "e\u0301"),
)
BLANKS = (" ", " ", " ", "  ", "\n", "  \n", "\\\n", "\u00a0")
MARKS = (".", ",", ";", "!", "[", "]", "(", ")", "“", "»", "—", "&", "<b>", "؟", "。", "%")
MARKUP = ("*", "**", "_", "](https://a.org/b)", "](javascript:x)", "\\*", "\\", "`", "![", "&amp;")


def normal(text):
    return unicodedata.normalize("NFC", text)


def some(*kinds, most=14):
    pieces = st.lists(st.sampled_from([piece for kind in kinds for piece in kind]), max_size=most)
    return pieces.map("".join).map(normal)


prose = some(WORDS[:9], BLANKS[:3], BLANKS[:3], MARKS[:3])
anything = st.one_of(some(WORDS, BLANKS, MARKS), st.text(max_size=20).map(normal))
markdown = st.one_of(some(WORDS[:6], BLANKS, MARKUP, MARKUP), anything)
typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def edited(draw, texts=prose):
    """A text, and the same with some words changed."""
    text = draw(texts)
    pieces = text.split(" ")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(pieces)))
        pieces[at : at + draw(st.integers(0, 2))] = [draw(texts)[:8]]
    return text, normal(" ".join(pieces))


@st.composite
def edited_twice(draw, texts=prose):
    """A base, and two texts made of it."""
    base = draw(texts)
    sides = []
    for _ in range(2):
        pieces = base.split(" ")
        for _ in range(draw(st.integers(0, 2))):
            at = draw(st.integers(0, len(pieces)))
            pieces[at : at + draw(st.integers(0, 2))] = [draw(texts)[:6]]
        sides.append(normal(" ".join(pieces)))
    return base, *sides
