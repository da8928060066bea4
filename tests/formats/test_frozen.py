"""A page frozen: what is changed, what keeps its bytes, and how files are named."""

import pytest

from declaration.formats.frozen import HOST, file_name, frozen, links, relative

LEADS = {"/there": "there.html", "/assets/copy.1.js": "copy.js", "/sign-in": ""}


def freeze(html):
    return frozen(html, LEADS.get, lambda address: f"<{address}>")


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html>\n<p  class='a' hidden>caf\u00e9 &amp; &#39;&nbsp;</p><!-- x --><br>",
        '<a href="#here">a</a> <a href="https://example.org/x?a=1&amp;b=2">b</a>',
        '<svg><pattern patternUnits="x"><rect x="1%" /></pattern></svg>',
        '<a href="//example.org/">c</a> <img src="data:image/png;base64,AA==" alt="">',
    ],
)
def test_what_is_not_of_the_server_keeps_its_bytes(html):
    assert freeze(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<a class="b" href="/there">a</a>', '<a class="b" href="there.html">a</a>'),
        (f'<a href="{HOST}/there">a</a>', '<a href="there.html">a</a>'),
        ('<a class="b" href="/gone" rel="x"><b>a</b></a> c', '<span class="b"><b>a</b></span> c'),
        ('<a href="/gone">a</a><a href="#b">b</a>', '<span>a</span><a href="#b">b</a>'),
        ('x <a href="/sign-in"><b>Sign in</b></a>y', "x y"),
        ('<link rel="stylesheet" href="/gone">', ""),
        (
            '<a href="/there" title="&lt;&quot;">a</a>',
            '<a href="there.html" title="&lt;&quot;">a</a>',
        ),
        ("a<form><p>b<input></p></form>c", "ac"),
        ("a<div data-news><div>b</div><!--c--></div>d", "ad"),
        ('<script type="module" src="/assets/keep-words.1.js"></script>a', "a"),
        (
            '<script type="module" src="/assets/copy.1.js"></script>',
            '<script type="module" src="copy.js"></script>',
        ),
        (f"Paragraph 2, {HOST}/d/x/p/y</p>", "Paragraph 2, </d/x/p/y></p>"),
    ],
)
def test_what_leads_to_the_server_leads_to_a_file_or_goes(html, left):
    assert freeze(html) == left


def test_links_are_those_of_this_host_and_of_what_stays():
    html = (
        '<link href="/a.css"><script src="/assets/news.1.js"></script><a href="/b?x=1&amp;y=2#c">'
        f'</a><a href="#d"></a><a href="https://example.org/e"></a><a href="{HOST}/f"></a><a></a>'
    )

    assert list(links(html)) == ["/a.css", "/b?x=1&y=2", "/f"]


@pytest.mark.parametrize(
    ("address", "page", "file"),
    [
        ("/", True, "index.html"),
        ("/d/x", True, "d/x.html"),
        ("/d/x?since=rev-1", True, "d/x.since-rev-1.html"),
        (
            "/d/x/compare/a...b?show=changes&view=side",
            True,
            "d/x/compare/a...b.show-changes.view-side.html",
        ),
        ("/d/x?since=../../y", True, "d/x.since--y.html"),
        ("/d/x/take/rev-1.md", False, "d/x/take/rev-1.md"),
        ("/d/x/take/rev-1.pdf?lines=5", False, "d/x/take/rev-1.lines-5.pdf"),
    ],
)
def test_a_file_is_named_by_its_address(address, page, file):
    assert file_name(address, page=page) == file


def test_files_link_to_each_other_from_where_they_stand():
    assert relative("en/index.html", "en/d/x/p/y.html") == "../../../index.html"
    assert relative("en/d/x.html", "index.html") == "en/d/x.html"
