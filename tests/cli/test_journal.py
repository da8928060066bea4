"""The chain of the journal, checked from the command line."""


def test_the_journal_is_verified_by_command(run, session, cast):
    assert run("journal", "head").output.strip() == "0" * 64
    assert "holds" in run("journal", "verify").output
    broken = run("journal", "verify", "--head", "f" * 64)
    assert broken.exit_code == 1
    assert "broken" in broken.output
