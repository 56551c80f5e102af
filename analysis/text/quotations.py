"""Stretches in quotation marks, and whose words they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.text.syntax import subject
from analysis.text.voice_quotations import find_quotes
from analysis.text.words import SPEECH_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading

_FEWEST_WORDS = 4  # a shorter stretch is a phrase picked out, not speech


@dataclass(frozen=True)
class Quotation:
    """Tokens first:last+1 of a reading stand in quotation marks; `speaker` says them."""

    first: int
    last: int
    speaker: Token | None


def find_quotations(reading: Reading) -> list[Quotation]:
    """Find the quotations of an article with their speakers.

    The speaker is the subject of a verb of saying in the sentence where the
    quotation begins or ends, or stands after "according to".
    """
    found = [one for one in find_quotes(reading) if one.last - one.first > _FEWEST_WORDS]
    spans = [(one.first + 1, one.last - one.closed) for one in found]
    inside = {i for first, last in spans for i in range(first, last + 1)}
    saying: dict[int, list[Token]] = {}  # by sentence, verbs outside quotations
    for token in reading.doc:
        if token.i not in inside and _says(token):
            saying.setdefault(reading.sentence(token), []).append(token)
    return [
        Quotation(first, last, _speaker(reading, first, last, inside, saying))
        for first, last in spans
    ]


def _speaker(
    reading: Reading,
    first: int,
    last: int,
    inside: set[int],
    saying: Mapping[int, list[Token]],
) -> Token | None:
    """Return the token that names who says the words first to last."""
    touched = sorted({reading.sentence_of[first], reading.sentence_of[last]})
    verbs = [verb for sentence in touched for verb in saying.get(sentence, ())]
    for verb in sorted(verbs, key=lambda t: min(abs(t.i - first), abs(t.i - last))):
        who = _who_says(verb, inside)
        if who is not None:
            return who
    return None


def _says(token: Token) -> bool:
    """Whether a token is a verb of saying, or "according"."""
    return token.lower_ == "according" or (
        token.pos_ == "VERB" and token.lemma_ in SPEECH_VERBS
    )


def _who_says(verb: Token, inside: set[int]) -> Token | None:
    """Return the subject of a verb of saying, or what follows "according to"."""
    if verb.lower_ == "according":
        told = [t for to in verb.children for t in to.children if t.dep_ == "pobj"]
        return told[0] if told else None
    who = subject(verb)
    if who is None or who.i in inside or who.lower_ in ("it", "that", "which", "this"):
        return None
    return who
