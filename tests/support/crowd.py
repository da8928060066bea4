"""Twenty suggestions on one paragraph of 120 words: some alike, with reasons and objections."""

from datetime import timedelta

from declaration.actions import comments
from declaration.actions.comments import Remark
from declaration.actions.deciding import amendments
from declaration.actions.suggesting import suggestions
from declaration.actions.suggesting.amendment import Amendment
from models.vocabulary import SuggestionKind

WORDS = (
    "We will give every person who arrives a first point of contact in a language that the person"
    " understands. There they will learn where to find shelter, a doctor, a school for their"
    " children and somebody who knows the law, and they will be told what the city can do for them"
    " and what it cannot. We will keep these places open at hours at which people who work can"
    " come, we will train those who receive them, and we will ask newcomers themselves once a year"
    " what has helped and what has not. We call on States to carry half of the costs of these"
    " places, to let cities spend the money without further conditions, and to make public what"
    " the cities report about them every second year from now on."
)
REASON = "Our services have found in three years of work that this is what newcomers ask for first."
OBJECTION = "We could not live with this: our council has decided otherwise, and on good grounds."
CHANGES = (  # at least one each; 3 and 4 ask for the same, 20 for much
    (("every person who arrives", "every newcomer"),),
    (("a first point of contact", "a place to go first"), ("a doctor", "health care")),
    (("half of the costs", "most of the costs"),),
    (("half of the costs", "most of the costs"),),
    (("once a year", "twice a year"), ("every second year", "every year")),
    (("without further conditions", "under few and simple conditions"),),
    (("what it cannot", "what it cannot do"),),
    (("shelter", "a home"), ("children", "daughters and sons"), ("the law", "their rights")),
    (("at hours at which people who work can come", "in the evening and on Saturdays"),),
    (("train those who receive them", "train and pay well those who receive them"),),
    (("We call on States", "We urge States"),),
    (("half of the costs", "a fair share of the costs"),),
    (("every person who arrives", "every migrant and every refugee"),),
    (("a language that the person understands", "their own language"),),
    (("newcomers themselves", "newcomers and their neighbours"),),
    (("to make public", "to publish within three months"),),
    (("from now on", "from 2019 on"),),
    (("every person who arrives", "everybody"),),
    (("the money", "these means"), ("the cities report", "we report")),
    (("We will keep", "We shall keep"), ("we will train", "we shall train"), ("open", "wide open")),
)


def crowd(session, cast, *, paragraph="arrival", at):
    """Lengthen the paragraph, and let three delegations ask; every second one is commented on."""
    about = {"form": SuggestionKind.REPLACE, "paragraph_id": cast.paragraphs[paragraph].id}
    longer = Amendment(words=WORDS, reason="Longer.", **about)
    amendments.amend(session, cast.marie, cast.document, longer, at=at)
    people = (cast.amina, cast.luis, cast.paul)
    asked = []
    for number, changes in enumerate(CHANGES):
        words = WORDS
        for old, new in changes:
            words = words.replace(old, new)
        wish = Amendment(words=words, reason=REASON, **about)
        then = at + timedelta(minutes=number + 1)
        by = people[number % 3]
        asked.append(suggestions.submit(session, by, cast.document, wish, at=then))
        if number % 2:
            objection = Remark(OBJECTION, suggestion_id=asked[-1].id)
            comments.comment(session, people[(number + 1) % 3], cast.document, objection, at=then)
    return asked
