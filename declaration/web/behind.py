"""A decision's form that others were faster than: what they did, and what its writer had typed."""

from dataclasses import dataclass

from flask import request
from markupsafe import Markup
from sqlalchemy.orm import Session

from declaration.errors import Stale
from declaration.queries.deciding import preparations
from declaration.web import bench, fragments
from declaration.web.bench import Work
from models.document import Version


@dataclass(frozen=True, slots=True)
class Behind:
    """``words``: how the paragraph's have changed; ``numbers``: of suggestions that were changed.

    ``prepared``: the words that the committee has prepared meanwhile, against the current ones.
    ``lost``: what was typed in fields that the page has no more.
    """

    words: Markup | None
    numbers: tuple[int, ...]
    prepared: Markup | None
    lost: tuple[str, ...]


def check(session: Session, of: Work) -> None:
    """Raise Stale if somebody has prepared the same meanwhile: it would be lost unseen."""
    passage = of.bench.passage
    now = (
        preparations.moment(session, paragraph_id=passage.paragraph_id)
        if passage
        else preparations.moment(session, suggestion_id=of.bench.items[0].id)
    )
    if request.form.get("prepared", bench.mark(now)) != bench.mark(now):
        raise Stale


def behind(session: Session, fresh: Work) -> Behind:
    """Return what the page says, with ``fresh`` as it is now."""
    passage = fresh.bench.passage
    seen = session.get(Version, bench.number(request.form.get("base_version")))
    return Behind(
        words=fragments.redline_html(seen.words, fresh.bench.words)
        if passage and seen and seen.paragraph_id == passage.paragraph_id
        else None,
        numbers=_changed(fresh),
        prepared=_prepared(fresh),
        lost=_lost(fresh),
    )


def catch_up(of: Work) -> None:
    """Let the form stand on what is there now: whoever sends it again has seen it."""
    fresh = bench.start(of.bench, sent=True)
    for name, value in fresh.items():
        if name.startswith(("wording_", "base_", "prepared")):
            of.form[name].data = value
            of.form[name].raw_data = None


def _changed(of: Work) -> tuple[int, ...]:
    """Return the numbers of suggestions that were reworded, decided or withdrawn meanwhile."""
    live = {str(item.number): str(item.wording_id) for item in of.bench.live}
    seen = {
        name.removeprefix("wording_"): value
        for name, value in request.form.items()
        if name.startswith("wording_")
    }
    known = {str(one) for one in of.bench.numbers.values()}
    return tuple(sorted(int(one) for one in seen if one in known and live.get(one) != seen[one]))


def _prepared(of: Work) -> Markup | None:
    found = of.bench.preparation
    known = bench.mark(found.updated_at if found else None)
    if found is None or request.form.get("prepared", known) == known:
        return None
    return fragments.redline_html(of.bench.words, found.words or of.bench.words)


def _lost(of: Work) -> tuple[str, ...]:
    """Return reasons of suggestions that await no more, and the words where nothing does."""
    kept = {f"reason_{item.number}" for item in of.bench.live}
    if of.bench.live:
        kept |= {"words", "shared_reason"}
    typed = (
        value.strip()
        for name, value in request.form.items()
        if name not in kept and (name in {"words", "shared_reason"} or name.startswith("reason_"))
    )
    return tuple(dict.fromkeys(words for words in typed if words))
