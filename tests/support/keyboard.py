"""Working at pages by keyboard alone, or by mouse or finger, in the same words.

By keyboard: Tab until it is reached, then Enter, Space or arrows. Every stop on the way must show
that it has the focus, and let go of it at the next Tab.
"""

from playwright.sync_api import expect

MANY = 250  # stops; no page has as many before what one looks for
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null; // between the last stop and the first
  window.stops ??= new WeakMap();
  if (!window.stops.has(here)) window.stops.set(here, (window.counted = (window.counted ?? 0) + 1));
  const style = getComputedStyle(here);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const boxes = [...here.getClientRects()];
  const inside = boxes.some((box) =>  // some of it is neither outside of the window nor covered
    [0.1, 0.5, 0.9].some((part) => {
      const at = document.elementFromPoint(
        box.left + part * box.width, box.top + part * box.height);
      return at && (here.contains(at) || at.contains(here) || here.labels?.[0]?.contains(at));
    }));
  return {
    stop: window.stops.get(here),
    seen: inside && (ring || style.boxShadow !== "none"),
    parts: here.type?.startsWith("date") ?? false, // day, month, year: the browser's own
    what: here.outerHTML.slice(0, 120),
  };
}"""
HELD = "(found) => found.includes(document.activeElement)"
SAME_GROUP = """(found) => found.some((one) =>
  one.type === "radio" && document.activeElement.type === "radio" &&
  one.form === document.activeElement.form && one.name === document.activeElement.name)"""


class Keys:
    """Somebody at a page with a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page
        page.emulate_media(reduced_motion="reduce")  # nothing is on its way when it is looked at

    def reach(self, target):
        """Move the focus to the target, from wherever it is."""
        expect(target.first).to_be_visible()
        last = None
        for _ in range(MANY):
            if target.evaluate_all(HELD):
                return
            arrow = target.evaluate_all(SAME_GROUP)
            self.page.keyboard.press("ArrowDown" if arrow else "Tab")
            stop = self.page.evaluate(STOP)
            within = stop and stop["parts"] and stop["stop"] == last
            if stop and not within:
                assert stop["seen"], f"no visible focus: {stop['what']}"
                assert stop["stop"] != last, f"a trap: {stop['what']}"
            last = stop and stop["stop"]
        raise AssertionError(f"not reached by keyboard: {target}")

    def press(self, target, key="Enter"):
        """Follow a link, press a button."""
        self.reach(target)
        self.page.keyboard.press(key)

    def go(self, target):
        """Press what leads to another page, and wait for it."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, target):
        """Tick a box, or choose one of several."""
        self.reach(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, target, words):
        """Replace what a field holds."""
        self.reach(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def pick(self, target, value):
        """Choose in a list by arrows."""
        self.reach(target)
        self.page.keyboard.press("Home")
        for _ in range(MANY):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not in the list: {value}")


class Hand:
    """Somebody at a page with a mouse, or with a finger."""

    def __init__(self, page, *, touch=False):
        self.page, self.touch = page, touch

    def press(self, target):
        """Follow a link, press a button."""
        if self.touch:
            target.tap()
        else:
            target.click()

    def go(self, target):
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.press(target)

    def choose(self, target):
        """Tick a box, or choose one of several."""
        if not target.is_checked():
            self.press(target)
        expect(target).to_be_checked()

    def write(self, target, words):
        """Replace what a field holds."""
        target.fill(words)

    def pick(self, target, value):
        """Choose in a list."""
        target.select_option(value)
