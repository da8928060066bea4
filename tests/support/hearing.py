"""The accessibility tree of a page, as lines that a person can read: what a screen reader says.

A line is a role and a name, indented by what it stands in; words stand in quotes alone. What only
groups (a paragraph's box, a list's marker) is left out, and so are words that are a name already.
"""

SILENT = {"generic", "none", "RootWebArea", "sectionheader", "sectionfooter", "form"}
UNHEARD = {"InlineTextBox", "ListMarker", "LineBreak", "LabelText", "MenuListPopup"}  # nor inside
CALLED = {
    "DisclosureTriangle": "summary",
    "DisclosureTriangleGrouped": "summary",
    "DescriptionList": "definitions",
    "StaticText": "",
}
STATES = ("level", "expanded", "checked", "disabled", "required", "invalid", "live")
MARKS = ("lang", "aria-current")


def heard(page):
    """Return the lines of a page, from the top."""
    wire = page.context.new_cdp_session(page)
    wire.send("DOM.enable")
    elements = wire.send("DOM.getFlattenedDocument", {"depth": -1})["nodes"]
    nodes = wire.send("Accessibility.getFullAXTree")["nodes"]
    attributes = {element["backendNodeId"]: element.get("attributes", []) for element in elements}
    for node in nodes:
        pairs = iter(attributes.get(node.get("backendDOMNodeId"), ()))
        node["marks"] = dict(zip(pairs, pairs, strict=True))
    return list(_lines({node["nodeId"]: node for node in nodes}, nodes[0], 0, ""))


def _lines(nodes, node, depth, title):
    """Yield a node and what stands in it; ``title``: the name of what it stands in itself."""
    role, name = _value(node, "role"), " ".join(_value(node, "name").split())
    speaks = not node.get("ignored") and (role not in SILENT or (name and role == "form"))
    if role in UNHEARD:
        return
    if speaks and role in CALLED and not CALLED[role]:
        if name and name not in title:
            yield f"{'  ' * depth}“{name}”"
        return
    if speaks:
        words = [CALLED.get(role, role), *([f"“{name}”"] if name else []), *_states(node)]
        yield "  " * depth + " ".join(words)
        depth, title = depth + 1, name or title
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _lines(nodes, nodes[child], depth, title)


def _states(node):
    """Yield value, states and description, as far as there are any."""
    if _value(node, "value"):
        yield f"= “{_value(node, 'value')}”"
    states = {state["name"]: state["value"].get("value") for state in node.get("properties", ())}
    states |= {name: node["marks"].get(name) for name in MARKS}
    for state in (*STATES, *MARKS):
        if states.get(state) not in (None, False, "false", "off"):
            yield f"[{state} {states[state]}]".replace(" True]", "]").replace(" true]", "]")
    if _value(node, "description"):
        yield f"({_value(node, 'description')})"


def _value(node, key):
    return str(node.get(key, {}).get("value", ""))
