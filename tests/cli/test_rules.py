"""The table that docs/rules.md ends with."""


def test_the_rules_are_printed_as_a_table(run):
    output = run("rules").output

    assert output.startswith("| verb | who |")
    assert "| submit | adviser, alternate, head | consultation |" in output.replace(
        "head, alternate, adviser", "adviser, alternate, head"
    )
