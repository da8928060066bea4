"""A test whose needs are not met is skipped and says why; a build server lets it fail."""

import pytest

from tests.support.needs import DATABASES

pytest_plugins = ["pytester"]
TESTS = """
import pytest

@pytest.mark.needs({need!r})
def test_with_a_need():
    pass

def test_without():
    pass
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Run two tests, one of which has a need, with nothing installed but Python."""
    pytester.makeconftest("from tests.support.needs import pytest_runtest_setup")
    pytester.makeini("[pytest]\nmarkers =\n    needs: what a test needs")
    monkeypatch.setenv("PATH", "")

    def run(need, *, ci):
        monkeypatch.setenv("CI", "true" if ci else "")
        pytester.makepyfile(TESTS.format(need=need))
        return pytester.runpytest("-p", "no:cacheprovider", "-rs")

    return run


@pytest.mark.parametrize("program", ["git", "chromium"])
def test_without_a_program_a_test_is_skipped_and_says_so(run, program):
    result = run(program, ci=False)

    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines([f"*{program} is not installed"])


@pytest.mark.parametrize("program", ["git", "chromium"])
def test_a_build_server_must_have_every_program(run, program):
    result = run(program, ci=True)

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*{program} is not installed"])


def test_with_the_program_the_test_runs(run, pytester, monkeypatch):
    git = pytester.path / "git"
    git.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(pytester.path))

    run("git", ci=False).assert_outcomes(passed=2)


@pytest.mark.parametrize("ci", [True, False])
def test_what_needs_the_other_database_is_skipped_everywhere(run, ci):
    other = next(name for name, used in DATABASES.items() if not used)

    run(other, ci=ci).assert_outcomes(passed=1, skipped=1)


def test_an_unknown_need_is_a_mistake_of_the_test(run):
    result = run("abacus", ci=False)

    result.assert_outcomes(passed=1, errors=1)
