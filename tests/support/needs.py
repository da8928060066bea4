"""What a test needs beyond Python, by name: ``@pytest.mark.needs("git")``.

Where a program is missing, the test is skipped and says so; on a build server, which sets CI and
has all of them, it fails. The suite runs on one database at a time: what needs the other is skipped
everywhere, and CI runs it on both.
"""

import os
import shutil
from pathlib import Path

import pytest

POSTGRES = os.environ.get("DECLARATION_TEST_POSTGRES", "")  # postgresql+psycopg://.../postgres
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser"),
    "fonts-noto-core": ("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",),
    "git": ("git",),
    "libreoffice": ("soffice",),
    "python3-uno": ("/usr/lib/python3/dist-packages/uno.py",),  # for the system's own Python
    "setpriv": ("setpriv",),
}
DATABASES = {"sqlite": not POSTGRES, "postgresql": bool(POSTGRES)}


def program(name):
    """Return the path of a program, or of a module; None where it is not installed."""
    return next(filter(None, map(_path, PROGRAMS[name])), None)


def _path(name):
    return name if Path(name).is_file() else shutil.which(name)


def pytest_runtest_setup(item):
    """Skip or fail a test before its fixtures are made, if what it needs is not there."""
    for need in (name for mark in item.iter_markers("needs") for name in mark.args):
        if need in DATABASES:
            if not DATABASES[need]:
                pytest.skip(f"only on {need}")
        elif program(need) is None:
            missing = pytest.fail if os.environ.get("CI") else pytest.skip
            missing(f"{need} is not installed")
