"""A conference's own accent colour: whether it can be read, and the style sheet that sets it."""

import re
from colorsys import hls_to_rgb, rgb_to_hls

LEAST = 4.5  # contrast of text, WCAG 2.2 AA
GROUND = "#f6f4ef"  # the page in the light, the darkest thing that a link stands on there
DARK_LIGHTNESS = 0.80  # of the twin in the dark
COLOUR = re.compile("#[0-9a-f]{6}")


def contrast(colour: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb), from 1 to 21. Source: WCAG 2.2."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(accent: str) -> bool:
    """Answer whether text in this colour can be read on the page."""
    return contrast(accent, GROUND) >= LEAST


def dark_twin(accent: str) -> str:
    """Return the colour of the same hue that takes its place in the dark."""
    hue, _, saturation = rgb_to_hls(*_channels(accent))
    twin = hls_to_rgb(hue, DARK_LIGHTNESS, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in twin)


def sheet(accent: str) -> str:
    """Return the rules that set the accent in both themes."""
    twin = dark_twin(accent)
    soft = ", ".join(
        f"color-mix(in oklab, {colour} 12%, var(--paper))" for colour in (accent, twin)
    )
    return (
        f"@layer tokens {{ :root {{ --blue: light-dark({accent}, {twin});"
        f" --blue-soft: light-dark({soft}) }} }}\n"
    )


def _luminance(colour: str) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
