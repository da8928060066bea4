"""What stands beside an adopted text, kept for all readers: signatures, explanations."""

from dataclasses import replace
from functools import partial

from flask import Flask

from declaration.queries.publishing import explanations as explaining
from declaration.queries.publishing.explanations import Explained
from declaration.queries.signing import signatures
from declaration.queries.signing.signatures import Signed
from declaration.web.cache import shared
from declaration.web.frame import acting, layout


def init(app: Flask) -> None:
    """Let templates say how many have signed."""
    app.jinja_env.globals["signed_numbers"] = signed


def signed(slug: str) -> Signed | None:
    """Return how many signed an adopted text; None where no register was opened.

    A page that becomes a file takes no requests.
    """
    if not any(title.stage.final for title in layout.state().titles):
        return None
    load = partial(signatures.signed, acting.session())
    numbers = shared.debated("signed", "", load, shared.SOME).get(slug)
    return replace(numbers, takes=False) if numbers and layout.frozen() else numbers


def explanations(slug: str) -> tuple[Explained, ...]:
    """Return what stands on record beside an adopted text, in its order; of others nothing.

    What is on the whole text comes first.
    """
    stage = next((title.stage for title in layout.state().titles if title.slug == slug), None)
    if stage is None or not stage.final:
        return ()

    def load() -> tuple[Explained, ...]:
        kept = shared.shelf(slug)
        made = explaining.explanations(acting.session(), kept.document.id)
        if not made or kept.in_force is None:
            return made
        passages = shared.text(slug, kept.in_force.slug).passages
        order = {passage.paragraph_id: at for at, passage in enumerate(passages)}
        return tuple(sorted(made, key=lambda each: order.get(each.paragraph_id or 0, -1)))

    return shared.debated("explanations", slug, load, shared.SOME)
