"""The clause that a verb of speech introduces: behind it, before it, or around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.attributions import Source, Speech, Stretch, make_speech, text_at
from analysis.text.voice_sources import source_of_verb
from analysis.text.voice_words import (
    ASKING_VERBS,
    CLAUSE_VERBS,
    INTERROGATIVES,
    JUDGING_VERBS,
    NAMING_VERBS,
    SAYING_VERBS,
    TOLD_VERBS,
    UNNAMED_VERBS,
)
from analysis.text.words import REFLEXIVES

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COMMAS = frozenset([",", "—", "–", "-", "--", ";", "…", "..."])
_BEFORE_THE_VERB = ("nsubj", "aux", "neg", "mark", "auxpass", "nsubjpass")
_BEHIND_THE_VERB = ("prep", "npadvmod", "dobj", "dative", "advmod", "prt", "agent", "advcl")
_GOES_ON = ("advcl", "prep", "dep", "npadvmod")
_FAR = 12  # tokens: a subject further from its verb is parted from it by a clause
_SPEECH = CLAUSE_VERBS | JUDGING_VERBS | NAMING_VERBS


def find_clause(verb: Token, sentence: Stretch) -> Speech | None:
    """Return the clause that a verb of speech introduces.

    "X said that ...": from the clause to where another verb of speech begins. "...,
    X said" and "..., X said, ...": what stands in the sentence around "X said".
    """
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and not _is_apart(verb, c)]
    source = source_of_verb(verb)
    if source.head is None and not _is_impersonal(verb):
        return None
    if _is_beside(verb, clauses):
        return _around(verb, verb.head, source, sentence)
    if verb.lemma_ == "put" or not clauses or _asks_or_turns(verb, clauses[0]):
        return None
    main = clauses[0]
    if main.left_edge.i < verb.i and text_at(verb.doc, _group(verb)[0] - 1) == ":":
        return make_speech([(verb.i + 1, sentence[1])], (verb,), source)
    if main.left_edge.i < verb.i or _interrupts(verb, main):
        return _around(verb, main, source, sentence)
    return make_speech([(main.left_edge.i, _end(verb, main))], (verb,), source)


def _is_impersonal(verb: Token) -> bool:
    """Whether nobody is named who says it: "it is alleged that", "she was told that"."""
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    told = any(c.dep_ == "nsubjpass" and c.lower_ != "it" for c in verb.children)
    lemma = verb.lemma_.lower()
    return passive and lemma in (TOLD_VERBS if told else UNNAMED_VERBS)


def _is_apart(verb: Token, clause: Token) -> bool:
    """Whether a semicolon parts a clause from "X said" behind it: it is not X's."""
    return clause.i < verb.i and text_at(verb.doc, _group(verb)[0] - 1) == ";"


def _is_beside(verb: Token, clauses: list[Token]) -> bool:
    """Whether a verb stands beside what is said: "as Bloomberg first reported"."""
    if verb.dep_ == "parataxis":
        return not any(c.i > verb.i for c in clauses)
    marks = [c for c in verb.children if c.lower_ == "as" and c.i < verb.i]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") and c.lower_ != "it"]
    return verb.dep_ == "advcl" and bool(marks) and not objects


def _asks_or_turns(verb: Token, main: Token) -> bool:
    """Whether a clause is no statement: "knows what it is", "found himself alone"."""
    opens = main.left_edge
    turned = any(c.dep_ == "nsubj" and c.lower_ in REFLEXIVES for c in main.children)
    asked = opens.lower_ in INTERROGATIVES and verb.lemma_.lower() not in ASKING_VERBS
    return turned or (asked and opens.i > verb.i)


def _interrupts(verb: Token, main: Token) -> bool:
    """Whether "he said" stands between commas inside what is said."""
    marked = any(c.dep_ == "mark" for c in main.children)
    first = _group(verb)[0]
    edges = (text_at(verb.doc, first - 1), text_at(verb.doc, verb.i + 1))
    return not marked and all(edge in _COMMAS for edge in edges)


def _group(verb: Token) -> Stretch:
    """Return the first and last token of "he said on Monday"."""
    first = last = verb.i
    for child in verb.children:
        beside = child.dep_ == "advmod" and abs(child.i - verb.i) == 1
        behind = child.i > verb.i and child.dep_ in _BEHIND_THE_VERB
        if child.dep_ in _BEFORE_THE_VERB or beside:
            first = min(first, child.left_edge.i)
        if child.dep_ in _BEFORE_THE_VERB or beside or behind:
            last = max(last, child.right_edge.i)
    return first, last


def _around(verb: Token, main: Token, source: Source, sentence: Stretch) -> Speech | None:
    """Return what stands in a sentence before "he said", and after it between commas."""
    first, last = _group(verb)
    stands = source.stands
    if stands is not None and sentence[0] <= stands.i < first and verb.i - stands.i < _FAR:
        first = max(stands.left_edge.i, sentence[0])
    spans = [(sentence[0], first - 1)]
    inner = min(main.right_edge.i, sentence[1])
    if verb.dep_ == "parataxis" and text_at(verb.doc, first - 1) in _COMMAS:
        inner = sentence[1]
    if inner > last:
        commas = (i for i in range(verb.i + 1, inner + 1) if verb.doc[i].text in _COMMAS)
        start = max(last, next(commas, last)) + 1
        if main.left_edge.i > verb.i:
            start = min(start, main.left_edge.i)
        spans.append((start, inner))
    return make_speech(spans, (verb,), source)


def _end(verb: Token, main: Token) -> int:
    """Return where the clause behind a verb ends, before another verb of speech.

    The parser often hangs the end of a clause on the verb of saying. In "he said it is
    late, though she admitted it works" and "..., adding that it works" the second
    clause is not a part of the first.
    """
    last = main.right_edge.i
    further = _GOES_ON if verb.lemma_.lower() in SAYING_VERBS else ()
    more = (c for c in verb.children if c.i > main.i and c.dep_ in ("ccomp", *further))
    last = max([last, *(c.right_edge.i for c in more if not _tells(c))])
    for child in (*main.children, *verb.children):
        comma = text_at(verb.doc, child.left_edge.i - 1) in _COMMAS
        if comma and child.i > main.i and _tells(child):
            last = min(last, child.left_edge.i - 1)
    marks = (i for i in range(main.left_edge.i, last) if verb.doc[i].text == ";")
    return next((i - 1 for i in marks if _speaks_anew(verb.doc[i + 1 : last + 1])), last)


def _speaks_anew(behind: Span) -> bool:
    """Whether somebody else speaks behind a semicolon: "; engineers disagree"."""
    return any(
        token.lemma_.lower() in _SPEECH
        and child.dep_ == "nsubj"
        and child.i >= behind.start
        for token in behind
        for child in token.children
    )


def _tells(child: Token) -> bool:
    """Whether a clause tells of another speech."""
    speaks = child.dep_ in ("advcl", "conj") and child.lemma_.lower() in _SPEECH
    inside = [c.dep_ for c in child.children]
    told = any(dep in ("ccomp", "xcomp", "dobj", "oprd", "prep") for dep in inside)
    return speaks and told and (child.tag_ == "VBG" or "nsubj" in inside)
