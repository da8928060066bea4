"""What runs here, in a few letters: whoever keeps something made by the code keys it by them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {"__pycache__", ".DS_Store"}


def release(*paths: Path) -> str:
    """Return a hash of all files at and below ``paths``: names and contents."""
    found = hashlib.sha256()
    for file in sorted(_files(paths)):
        found.update(str(file.relative_to(ROOT)).encode() + b"\0")
        found.update(file.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        for file in [path, *path.rglob("*")]:
            if file.is_file() and not MADE.intersection(file.parts):
                yield file


APPLICATION = release(
    ROOT / "app.py",
    *(ROOT / room for room in ("declaration", "models", "templates", "static")),
    ROOT / "requirements.lock",
)
"""What answers requests."""
