"""Which words are read as a name: pronouns, other names, "the company"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.text.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

Renamed = dict[int, str]  # token number -> what is read in its place

AUXILIARY = ("aux", "auxpass")
_ANY_FIRM = frozenset(["company", "firm", "giant", "group", "organisation", "organization"])
_THIRD_PERSON = {
    "am": "is",
    "'m": "is",
    "’m": "is",
    "have": "has",
    "'ve": "has",
    "’ve": "has",
}


def read_names(reading: Reading, mentions: pd.DataFrame) -> Renamed:
    """Return which tokens are read as a name: other names, pronouns, "the company"."""
    renamed: Renamed = {}
    for start, end, entity, surface, kind in zip(
        *(mentions[name] for name in ("start", "end", "entity", "surface", "kind")),
        strict=True,
    ):
        tokens = list(reading.span(int(start), int(end)))
        generic = kind == "nominal" and surface.lower().startswith("the ")
        generic = generic and tokens[-1].lower_ in _ANY_FIRM
        told = kind == "name" or (kind == "pronoun" and len(tokens) == 1)
        if not (told or generic) or any(token.i in renamed for token in tokens):
            continue
        owner = tokens[0].tag_ == "PRP$"
        renamed[tokens[0].i] = f"{entity}'s" if owner else str(entity)
        renamed.update({token.i: "" for token in tokens[1:]})
        if tokens[0].lower_ == "i":
            renamed |= _in_third_person(tokens[0], str(entity))
    return renamed


def _in_third_person(first: Token, name: str) -> Renamed:
    """Return how "I" and its auxiliary are read: "I'm" as "Stone is"."""
    verb = first.head
    forms = [verb, *(child for child in verb.children if child.dep_ in AUXILIARY)]
    third = {t.i: _THIRD_PERSON[t.lower_] for t in forms if t.lower_ in _THIRD_PERSON}
    return {first.i: name if first.whitespace_ else f"{name} ", **third}
