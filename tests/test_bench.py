from tests.bench.__main__ import PAGES, run
from tests.bench.conference import Numbers


def test_the_bench_measures_every_page(tmp_path, capsys):
    run(tmp_path, 2, Numbers(paragraphs=16, people=6, suggestions=4, comments=4))

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith(("a comment", "a suggestion"))]
    for name, _path, _signed in PAGES:
        (line,) = [line for line in lines if line.startswith(f"{name} ")]
        assert " 200 " in line
