"""Ranks: keys that sort bytewise and always leave room for another between two."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def ranks(count: int) -> list[str]:
    """Return ``count`` ranks in order, of equal length, with room before, between and after."""
    width = 1
    while len(DIGITS) ** width < 2 * (count + 1):
        width += 1
    step = len(DIGITS) ** width // (count + 1)
    return [_digits(step * (n + 1), width).rstrip("0") for n in range(count)]


def rank_between(low: str, high: str) -> str:
    """Return a rank after ``low`` and before ``high``; an empty ``high`` is the end.

    Read as fractions in base 36, no rank ends in 0: so one always fits in between.
    """
    if high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    shared = 0
    while high and (low[shared : shared + 1] or "0") == high[shared]:
        shared += 1
    prefix, low, high = high[:shared], low[shared:], high[shared:]
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high else len(DIGITS)
    if last - first > 1:
        return prefix + DIGITS[(first + last) // 2]
    if len(high) > 1:
        return prefix + high[0]
    return prefix + DIGITS[first] + rank_between(low[1:], "")


def _digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, rest = divmod(number, len(DIGITS))
        text = DIGITS[rest] + text
    return text
