"""What is done to a whole text of the demo: it is published and opened."""

from declaration.actions.conference import stages
from declaration.actions.conference.stages import StageValues
from declaration.actions.publishing import revisions
from declaration.actions.publishing.revisions import Publication
from declaration.cli.demo.script import Act
from declaration.cli.demo.world import World
from declaration.rules import Actor
from models.vocabulary import Stage


def publish(world: World, by: Actor, act: Act) -> None:
    """Publish a revision; from Rev. 1 on its symbol says so."""
    document, label = world.documents[act.slug], act.entry["label"]
    suffix = f"/{label.replace(' ', '')}" if label.startswith("Rev.") else ""
    publication = Publication(label, f"{document.symbol}{suffix}", act.entry["cover_note"])
    revisions.publish(world.session, by, document, publication, at=act.at)


def set_stage(world: World, by: Actor, act: Act) -> None:
    """Set a document's stage with its deadline, counted from the day of loading."""
    calendar, entry = world.script.calendar, act.entry
    deadline = calendar.moment(entry["deadline_in_days"], entry["deadline_time"])
    values = StageValues(Stage(entry["stage"]), deadline)
    stages.set_stage(world.session, by, world.documents[act.slug], values, at=act.at)
