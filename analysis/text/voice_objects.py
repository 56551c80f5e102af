"""Speech that is no clause of its own: objects, nouns, adjectives, "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.attributions import Source, Speech, Stretch, make_speech
from analysis.text.voice_sources import can_speak, source_of_noun, source_of_verb
from analysis.text.voice_words import (
    ABOUT,
    APPEAL_VERBS,
    JUDGING_VERBS,
    MIND_ADJECTIVES,
    NAMING_VERBS,
    PROMISE_VERBS,
    SPEECH_NOUNS,
    VIEW_NOUNS,
    VIEWING_VERBS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

_NAMED = ("oprd", "ccomp", "xcomp", "dobj")
_JUDGED_FOR = ("for", "as", "of")


def find_object(verb: Token) -> Speech | None:
    """Return what is promised, asked for, named, spoken of or judged.

    "vowed to leave", "urged it to stop", "called it a dead end", "warned of layoffs",
    "criticised the plan".
    """
    lemma = verb.lemma_.lower()
    parts = _parts(lemma, [c for c in verb.children if c.i > verb.i])
    if not parts:
        return None
    source = source_of_verb(verb)
    return None if source.head is None else _joined(parts, verb, source)


def _parts(lemma: str, after: list[Token]) -> list[Token]:
    """Return the phrases behind a verb that are what is said."""
    clauses = [c for c in after if c.dep_ == "xcomp"]
    if lemma in PROMISE_VERBS and clauses:
        return clauses[:1]
    asked = [c for c in after if c.dep_ in ("xcomp", "ccomp")]
    if lemma in APPEAL_VERBS and asked and any(c.dep_ == "dobj" for c in after):
        return asked[:1]
    if lemma in NAMING_VERBS:
        return [c for c in after if c.dep_ in _NAMED or c.lower_ == "as"]
    viewed = [c for c in after if c.dep_ == "oprd" or c.lower_ == "as"]
    if lemma in VIEWING_VERBS and viewed:
        return viewed + [c for c in after if c.dep_ == "dobj"]
    about = [c for c in after if c.dep_ == "prep" and c.lower_ in ABOUT.get(lemma, ())]
    told = [t for c in about for t in c.children if t.dep_ in ("pobj", "pcomp")]
    judged = [c for c in after if c.dep_ == "dobj"]
    if told or lemma not in JUDGING_VERBS or not judged:
        return told[:1]
    return judged + [c for c in after if c.dep_ == "prep" and c.lower_ in _JUDGED_FOR]


def find_state_of_mind(verb: Token) -> Speech | None:
    """Return what someone is sure or afraid of, or what "his view is that" brings."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    for child in verb.children:
        own = [c for c in child.children if c.dep_ == "ccomp"] + clauses
        if child.dep_ == "acomp" and child.lemma_.lower() in MIND_ADJECTIVES and own:
            source = source_of_verb(verb)
        elif child.dep_ == "nsubj" and child.lemma_.lower() in SPEECH_NOUNS and clauses:
            source = source_of_noun(child)
        else:
            continue
        if source.head is not None and can_speak(source.head) and own[0].i > child.i:
            return _joined(own[:1], child, source)
    return None


def find_noun_clause(noun: Token) -> Speech | None:
    """Return what a noun of speech introduces: "the claim that"."""
    for clause in noun.children:
        marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
        if clause.dep_ in ("acl", "ccomp") and "that" in marks and clause.i > noun.i:
            return _joined([clause], noun, source_of_noun(noun))
    return None


def _joined(parts: Sequence[Token], cue: Token, source: Source) -> Speech | None:
    """Return the speech from the first of some phrases to the last."""
    first = min(part.left_edge.i for part in parts)
    last = max(part.right_edge.i for part in parts)
    return make_speech([(first, last)], (cue,), source)


def find_according(token: Token, sentence: Stretch) -> Speech | None:
    """Return what stands in the sentence around "according to X" or "in his view"."""
    cue, source = _as_told_by(token)
    if source.head is None:
        return None
    first, last = sentence
    end = min(max(source.head.right_edge.i, token.right_edge.i), last)
    if token.i <= first + 1:
        inner = range(source.head.i + 1, end + 1)
        end = next((i for i in inner if token.doc[i].text == ","), end)
    return make_speech([(first, token.i - 1), (end + 1, last)], cue, source)


def _as_told_by(token: Token) -> tuple[tuple[Token, ...], Source]:
    """Return the words of such a cue, and whom it names."""
    if token.lower_ == "according":
        to = [c for c in token.children if c.lower_ == "to"]
        told = [t for c in to for t in c.subtree if t.dep_ in ("pobj", "dobj")]
        source = Source(told[0], told[0]) if told else Source()
        return (token, *to[:1]), source
    nouns = [c for c in token.children if c.dep_ == "pobj" and c.lemma_ in VIEW_NOUNS]
    if token.lower_ != "in" or not nouns:
        return (token,), Source()
    return (token,), source_of_noun(nouns[0])
