import gzip

import pytest
from markupsafe import Markup

from declaration.web.splicing import shared, spliced
from tests.web.entering import enter


@pytest.mark.parametrize("before", [b"", b"<p>before</p>"])
@pytest.mark.parametrize("part", ["", "<p>words</p>" * 5_000])
@pytest.mark.parametrize("after", [b"", b"<p>after</p>"])
def test_three_parts_unpack_to_one_page(before, part, after):
    made = shared(Markup(part))  # noqa: S704 -- an example

    zipped = spliced(before, made, after)

    assert gzip.decompress(zipped) == before + part.encode() + after


def test_the_same_parts_give_the_same_bytes():
    part = shared(Markup("<p>wörds</p>"))

    assert spliced(b"a", part, b"b") == spliced(b"a", part, b"b")


@pytest.mark.parametrize("path", ["/d/declaration/rolling", "/d/declaration/rolling?open=means"])
def test_a_page_is_the_same_compressed_or_not(cast, client, path):
    enter(client, "amina")
    client.get(path)

    zipped = client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = client.get(path)

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
