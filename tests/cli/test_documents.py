import sqlalchemy as sa

from models.document import Document
from models.vocabulary import Kind, Stage


def test_a_document_is_imported_from_a_file(run, session, cast, tmp_path):
    file = tmp_path / "inputs.md"
    file.write_text("# Inputs\n\n## One\n\n1. We ask States.\n\n(a) to act;\n", encoding="utf-8")

    answer = run("document", "import", str(file), "--slug", "inputs")

    assert answer.exit_code == 0, answer.output
    assert "4 paragraphs imported" in answer.output
    document = session.scalars(sa.select(Document).where(Document.slug == "inputs")).one()
    assert (document.title, document.stage) == ("Inputs", Stage.PREPARATION)


def test_kinds_of_an_imported_text_are_guessed(run, session, cast, tmp_path):
    file = tmp_path / "r.md"
    file.write_text("# R\n\nRecalling the Charter,\n\n1. Calls on States.", encoding="utf-8")

    run("document", "import", str(file), "--slug=r", "--scheme=resolution")

    kinds = session.scalars(sa.text("SELECT kind FROM place ORDER BY id DESC LIMIT 3")).all()
    assert kinds == [Kind.OPERATIVE, Kind.PREAMBULAR, Kind.TITLE]


def test_a_text_that_is_no_text_is_refused(run, cast, tmp_path):
    file = tmp_path / "inputs.md"
    file.write_bytes(b"\xff\xfe\x00")

    answer = run("document", "import", str(file), "--slug", "inputs")

    assert answer.exit_code == 1
    assert "not UTF-8" in answer.output


def test_a_published_document_is_not_imported_over(run, cast, tmp_path):
    file = tmp_path / "other.md"
    file.write_text("# Other", encoding="utf-8")

    answer = run("document", "import", str(file), "--slug", "declaration")

    assert answer.exit_code == 1
    assert "Nothing has been changed" in answer.output


def test_documents_are_listed(run, cast):
    assert "declaration: Declaration of Mayors (consultation, until 2017-10-12 12:00 UTC)" in run(
        "document", "list"
    ).output.replace("\n", " ")


def test_the_title_of_an_imported_document_is_its_title(run, session, cast, tmp_path):
    file = tmp_path / "charter.md"
    file.write_text("A note above.\n\nThe *Charter* of all\n====\n\nWe agree.", encoding="utf-8")

    run("document", "import", str(file), "--slug=charter")

    document = session.scalars(sa.select(Document).where(Document.slug == "charter")).one()
    assert document.title == "The Charter of all"
