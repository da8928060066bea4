from tests.bench import visit
from tests.bench.__main__ import PAGES, built, run
from tests.bench.conference import Numbers


def test_the_bench_measures_every_page(tmp_path, capsys):
    with built(tmp_path, Numbers(paragraphs=16, people=6, suggestions=4, comments=4)) as small:
        run(small, 2)

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith(("a comment", "a suggestion"))]
    for name, _path, _reader in PAGES:
        (line,) = [line for line in lines if line.startswith(f"{name} ")]
        assert " 200 " in line


def test_without_a_browser_the_bench_says_that_nothing_was_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(visit, "CHROMIUM", None)

    assert list(visit.measure_visits(None, tmp_path, "")) == [visit.SKIPPED]
