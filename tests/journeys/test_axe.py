"""Axe sees each look of a page once, and none less."""

import pytest

from tests.support.browser import AXE, look

PUT = """(main, [ground, style]) => {
  const [div, p] = ["div", "p"].map((name) => document.createElement(name));
  p.textContent = "Who reads this?";
  [div.style.cssText, p.style.cssText] = [ground, style];
  div.append(p);
  main.append(div);
}"""
LIGHT, DARK = "background: #ffffff", "background: #16181d"
PALE = "color: #dddddd"


@pytest.fixture
def main(chromium, demo):
    page = chromium.new_page(base_url=demo.config["ADDRESS"], locale="en")
    page.goto("/")
    yield page.get_by_role("main")
    page.context.close()


def seen(main):
    return [finding.split()[0] for finding in look(main.page, AXE)]


def test_what_looks_the_same_is_seen_once(main):
    main.evaluate(PUT, [LIGHT, PALE])
    assert seen(main) == ["color-contrast"]

    main.evaluate(PUT, [LIGHT, PALE])

    assert seen(main) == []


@pytest.mark.parametrize(
    ("ground", "style"), [(LIGHT, PALE), (DARK, f"{PALE}; opacity: .4"), (DARK, "color: #333333")]
)
def test_what_differs_in_ground_or_style_alone_is_seen(main, ground, style):
    main.evaluate(PUT, [DARK, PALE])
    assert seen(main) == []

    main.evaluate(PUT, [ground, style])

    assert seen(main) == ["color-contrast"]
