"""Indirect speech: every word of a text that may introduce some, and what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.text.voice_clauses import find_clause
from analysis.text.voice_objects import (
    find_according,
    find_noun_clause,
    find_object,
    find_state_of_mind,
)
from analysis.text.voice_words import CLAUSE_VERBS, FIRST_PERSON, SPEECH_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.attributions import Speech, Stretch
    from analysis.text.reading import Reading

_STATES = ("be", "feel", "seem", "remain")


def find_reported(reading: Reading, quoted: set[int]) -> Iterator[Speech]:
    """Yield what is reported of someone, outside the tokens that are quoted.

    What the writer says of himself ("I think", "we have learned") is the outlet's own.
    """
    sentences = _sentences(reading)
    for token in reading.doc:
        if token.i in quoted or token.is_space or _describes(token):
            continue
        found = _introduced(token, sentences[reading.sentence_of[token.i]])
        stands = None if found is None else found.source.stands
        if found is not None and (stands is None or stands.lower_ not in FIRST_PERSON):
            yield found


def _sentences(reading: Reading) -> dict[int, Stretch]:
    """Return the first and last token of each sentence."""
    found: dict[int, Stretch] = {}
    for i, number in enumerate(reading.sentence_of):
        found[number] = (found[number][0] if number in found else i, i)
    return found


def _describes(token: Token) -> bool:
    """Whether a participle describes a noun: "his reported departure"."""
    if token.tag_ not in ("VBN", "VBD") or not token.i:
        return False
    before = token.nbor(-1).tag_
    subjects = any(c.dep_ == "nsubj" for c in token.children)
    return (
        token.dep_ == "amod"
        or before in ("POS", "PRP$", "JJ")
        or (before == "DT" and not subjects)
    )


def _introduced(token: Token, sentence: Stretch) -> Speech | None:
    """Return what one word introduces."""
    if token.lower_ in ("according", "in"):
        return find_according(token, sentence)
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        return find_noun_clause(token) if lemma in SPEECH_NOUNS else None
    if token.pos_ not in ("VERB", "AUX"):
        return None
    found = find_clause(token, sentence) if lemma in CLAUSE_VERBS else None
    if found is None and lemma in _STATES:
        found = find_state_of_mind(token)
    return found or find_object(token)
