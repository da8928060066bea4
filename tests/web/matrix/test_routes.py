"""Every route names its verb, and stands in the table by hand; the table names no other."""

from declaration.verbs import Verb
from tests.web.matrix.examples import Ask, address
from tests.web.matrix.readers import reader
from tests.web.matrix.table import rows

OURS = {"GET", "POST"}


def test_every_route_of_the_application_names_its_verb(app):
    views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}

    unnamed = [name for name, view in views.items() if not isinstance(view_verb(view), Verb)]

    assert unnamed == []


def test_every_route_names_the_verb_that_the_table_names(app):
    named = {(row.endpoint, view_verb(app.view_functions.get(row.endpoint))) for row in rows()}

    assert named == {(row.endpoint, row.verb) for row in rows()}


def test_the_table_has_a_row_for_every_address_and_method(app, built):
    world = built("consultation")[1]
    head, urls = reader("head", world), app.url_map.bind("localhost")
    asked = set()
    for row in rows():
        path = address(app, Ask(world, head, row)).partition("?")[0]
        asked.add((row.method, urls.match(path, row.method, return_rule=True)[0].rule))

    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if not rule.redirect_to  # an earlier address of another row
        for method in rule.methods & OURS
    }
    assert asked == routes


def view_verb(view):
    return getattr(view, "verb", None)
