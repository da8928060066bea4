import json
import re

import pytest

from declaration.cli.demo import script
from declaration.cli.demo.script import edited


def test_an_edit_stands_exactly_once_or_not_at_all():
    assert edited("one two", [["two", "three"]]) == "one three"
    with pytest.raises(ValueError, match="not exactly once"):
        edited("one one", [["one", "two"]])


def test_the_data_of_the_demo_names_only_example_addresses(moment):
    conference = json.dumps(script.read(moment).conference, default=str)

    assert conference.count("@") == len(re.findall(r"@(?:[\w.-]+\.)?example\.org", conference))
