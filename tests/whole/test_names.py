"""A variable is named by the thing that it holds, and a public class has a name of its own."""

import ast
from collections import Counter

import pytest

from tests.whole.test_taste import PYTHON, files, name, tree

VAGUE = {"one", "found", "here", "said", "there"}


def bound(module):
    """Yield every name that a module gives to a value, with its line."""
    for node in ast.walk(module):
        match node:
            case ast.Name(id=given, ctx=ast.Store()) | ast.Attribute(attr=given, ctx=ast.Store()):
                yield node.lineno, given
            case ast.arg(arg=given) | ast.alias(asname=str(given)):
                yield node.lineno, given
            case ast.ExceptHandler(name=str(given)) | ast.MatchMapping(rest=str(given)):
                yield node.lineno, given
            case ast.MatchAs(name=str(given)) | ast.MatchStar(name=str(given)):
                yield node.lineno, given


@pytest.mark.parametrize(
    "code",
    [
        "one = 1",
        "one: int = 1",
        "one += 1",
        "(first, *one) = []",
        "self.one = 1",
        "def act(one): ...",
        "def act(*, one=1): ...",
        "def act(**one): ...",
        "lambda one: 1",
        "for one in []: ...",
        "[1 for one in []]",
        "with act() as one: ...",
        "try: ...\nexcept ValueError as one: ...",
        "import act as one",
        "(one := 1)",
        "match 1:\n  case [*one]: ...",
        "match 1:\n  case {**one}: ...",
        "match 1:\n  case one: ...",
    ],
)
def test_every_way_of_giving_a_name_is_seen(code):
    assert "one" in {given for _, given in bound(ast.parse(code))}


@pytest.mark.parametrize("code", ["one()", "query.one()", "act(one=1)", "print(self.one)"])
def test_using_a_name_gives_none(code):
    assert list(bound(ast.parse(code))) == []


def test_a_variable_is_named_by_the_thing():
    vague = [
        f"{name(path)}:{line}: {given}"
        for path in PYTHON
        for line, given in bound(tree(path))
        if given in VAGUE
    ]

    assert vague == []


def test_no_two_public_classes_have_the_same_name():
    classes = Counter(
        node.name
        for path in files("declaration", ending=".py")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert {each for each, count in classes.items() if count > 1} == set()
