"""A passage is set in the direction of its language, whatever letter it begins with."""

import re

import pytest

from models.document import Version
from tests.support.cast import NOON
from tests.support.enter import enter

WORDS = "UNHCR والمدن تلتزم معا بحماية اللاجئين في كل المناطق."


@pytest.fixture
def arabic(session, cast):
    cast.document.language = "ar"
    for paragraph in cast.paragraphs.values():
        values = {"paragraph_id": paragraph.id, "created_at": NOON}
        session.add(Version(words=WORDS, language="ar", **values))
    session.commit()


@pytest.mark.parametrize(
    "path",
    ["rolling", "our-copy", "rolling?open=arrival", "suggest?open=arrival&write=replace"],
)
def test_words_of_an_arabic_text_run_from_right_to_left(arabic, client, path):
    page = enter(client, "amina").get(f"/d/declaration/{path}").text

    elements = re.findall(r'<[^>]*lang="ar"[^>]*>', page)
    assert elements
    assert [element for element in elements if 'dir="rtl"' not in element] == []
