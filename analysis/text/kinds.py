"""What a bare target is: a person or an organisation, and by which names it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.text.names import Names, find_names, first_name_before, gender_of_name
from analysis.text.words import TITLES

if TYPE_CHECKING:
    from analysis.corpus.cast import Entity, Pronouns
    from analysis.text.reading import Reading
    from analysis.text.spans import Mention

_PLACES = frozenset(["on", "at", "in", "via", "inside"])
_TITLE = 2.0
_ENOUGH = 2.0


def infer_kinds(
    entities: Iterable[Entity], names: Names, readings: Sequence[Reading]
) -> dict[str, Entity]:
    """Return the cast by name, with what its mentions show filled in.

    A target of kind "other" becomes a person or an organisation: a person's first name
    in an alias or in the text decides; else each mention votes, by the recogniser's
    label, a title before it, or a preposition of place. A target known by one word
    alone also goes by the full name that the texts use most.
    """
    known = {entity.name: entity for entity in entities}
    unknown = {e.name for e in known.values() if e.kind == "other" and e.target}
    bare = {e.name for e in known.values() if not any(" " in a for a in e.aliases)}
    votes: dict[str, list[float]] = {name: [] for name in known}
    firsts: dict[str, Counter[str]] = {name: Counter() for name in known}
    for reading in readings if unknown | bare else []:
        for found in find_names(reading, names, known, namesakes=True):
            votes[found.entity].append(_vote(found))
            first = first_name_before(found.span, known[found.entity])
            if first and found.entity in bare:
                firsts[found.entity][f"{first} {found.span.text}"] += 1
    return {
        name: _known(entity, votes[name], firsts[name], unknown=name in unknown)
        for name, entity in known.items()
    }


def _vote(found: Mention) -> float:
    """Return how much one mention speaks for a person: positive, or against: negative."""
    first = found.span[0]
    before = first.nbor(-1).lower_.strip(".") if first.i else ""
    if before in TITLES:
        return _TITLE
    if before in _PLACES:
        return -1.0
    label = found.head.ent_type_
    return 0.0 if not label else 1.0 if label == "PERSON" else -1.0


def _known(
    entity: Entity, votes: list[float], firsts: Counter[str], *, unknown: bool
) -> Entity:
    """Return an entity with names, kind and pronouns filled in."""
    person = entity.kind == "person" or (unknown and _mostly(votes))
    usual = [name for name in firsts if person or gender_of_name(name)]
    if usual and entity.kind != "organisation":
        full = min(usual, key=lambda name: (-firsts[name], name))
        entity = replace(entity, aliases=(*entity.aliases, full))
    genders = [gender_of_name(alias) for alias in entity.aliases if " " in alias]
    gender: Pronouns = next((one for one in genders if one), "")
    if unknown:
        person = person or bool(gender)
        entity = replace(entity, kind="person" if person else "organisation")
    if entity.pronouns:
        return entity
    if entity.kind == "person":
        return replace(entity, pronouns=gender)
    return replace(entity, pronouns="it")


def _mostly(votes: list[float]) -> bool:
    """Whether the votes for a person outweigh the others clearly."""
    return sum(votes) >= _ENOUGH and sum(votes) > len(votes) / 3
