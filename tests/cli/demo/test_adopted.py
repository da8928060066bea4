"""What the demo's script could do on a text once it is adopted."""

from declaration.cli.demo.adopted import AFTER
from declaration.cli.demo.script import Act
from declaration.cli.demo.world import World
from declaration.queries.publishing import corrections, explanations
from declaration.queries.reading import texts
from tests.support.cast import LATER

ACTS = (
    ("noor", {"do": "adopt", "place": "Mechelen", "method": "acclamation"}),
    (
        "noor",
        {
            "do": "correct",
            "paragraph": "means",
            "edits": [["these tasks", "their tasks"]],
            "reason": "A misprint.",
        },
    ),
    ("amina", {"do": "explain", "kind": "explanation", "words": "We shall."}),
    (
        "noor",
        {
            "do": "explain",
            "kind": "reservation",
            "words": "Según nuestra ley.",
            "language": "es",
            "delegation": "lima",
            "paragraph": "means",
        },
    ),
)


def test_a_document_is_adopted_corrected_and_explained(session, cast):
    world = World(
        session,
        script=None,
        delegations=cast.delegations,
        documents={"declaration": cast.document},
        paragraphs={("declaration", key): row.id for key, row in cast.paragraphs.items()},
    )
    for by, entry in ACTS:
        AFTER[entry["do"]](world, cast.actors[by], Act("declaration", entry, LATER))

    revision = corrections.in_force(session, cast.document.id)
    words = [each.words for each in texts.revision(session, cast.document, revision).passages]
    assert revision.label == "Corr. 1"
    assert words[-1] == "We call on States to give cities the means for their tasks."
    made = explanations.explanations(session, cast.document.id)
    assert [(each.delegation, each.entered) for each in made] == [("Dakar", False), ("Lima", True)]
