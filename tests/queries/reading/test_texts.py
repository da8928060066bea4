from declaration.queries.reading import texts


def test_the_rolling_text_carries_the_numbers_of_the_newest_revision(session, cast):
    rolling = texts.rolling(session, cast.document)

    numbers = [passage.number for passage in rolling.passages]
    assert numbers == ["", "", "", "1", "2", "3", "3 (a)", "3 (b)", "", "4"]


def test_a_revision_reads_as_the_rolling_text_of_its_day(session, cast):
    printed = texts.revision(session, cast.document, cast.zero)

    assert printed.passages == texts.rolling(session, cast.document).passages
    assert printed.label == "Zero draft"
