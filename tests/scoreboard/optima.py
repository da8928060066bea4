"""The cheapest diffs, kept from run to run: searching for them takes minutes."""

import hashlib
import json

from tests.scoreboard.yardstick import Cost, cheapest


class Optima:
    """Cheapest costs by what the two sides are; kept in a file that git ignores."""

    def __init__(self, path):
        self.path = path
        self.costs = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.new = 0

    def of(self, old, new):
        """Return the cheapest cost of two token sequences: blanks charged, and blanks free."""
        text = "\x1e".join("\x1f".join(side) for side in (old, new))
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if key not in self.costs:
            charged, free = cheapest(old, new), cheapest(old, new, free=True)
            self.costs[key] = [charged.marked, charged.regions, free.marked, free.regions]
            self.new += 1
        marked, regions, free_marked, free_regions = self.costs[key]
        return Cost(marked, regions), Cost(free_marked, free_regions)

    def keep(self):
        """Write what is new."""
        if self.new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.costs), encoding="utf-8")
