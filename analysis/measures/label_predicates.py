"""Labels that a clause gives: "is a pioneer", "serves as", "hailed as", "calling her"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.measures.label_phrases import noun_phrase
from analysis.measures.label_relations import is_compared

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.measures.label_phrases import Stretch

Found = tuple[str, "Token", "Stretch"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COPULAS = _words("be become remain")
_ROLES = _words("serve act work function double pose emerge")
_NAMING = _words(
    """call label brand dub name consider deem term declare pronounce make render find
    think elect appoint crown"""
)
_SEEING = _words(
    """hail describe see regard know view portray depict cast paint position praise
    denounce dismiss brand characterize characterise establish cement recognize recognise
    tout treat bill identify hire appoint"""
)
# What somebody is for a while, or feels about a thing, is no label.
_STATES = _words(
    """able unable likely unlikely ready alone aware sure available willing due set here
    there clear same right wrong next first last true such more less optimistic
    pessimistic confident concerned worried skeptical sceptical happy sad glad sorry proud
    angry critical vocal frustrated involved interested eager hopeful afraid surprised
    pleased disappointed convinced committed present absent late early busy back up down
    out free open"""
)
_OBJECTS = ("dobj", "obj", "dative")
_SUBJECTS = ("nsubj", "nsubjpass")


def find_predicates(head: Token, named: set[int]) -> Iterator[Found]:
    """Yield kind, head and extent of what clauses say that a mention is."""
    if is_compared(head):
        return
    for verb in _clauses_about(head):
        if not _is_denied(verb):
            yield from _said_of_subject(verb, named)
    verb = head.head
    if head.dep_ in ("dobj", "obj") and verb.lemma_ in _SEEING and not _is_denied(verb):
        yield from _as_nouns(verb, named)
    if head.dep_ in _OBJECTS and verb.lemma_ in _NAMING:
        yield from _complements(verb, ("oprd", "attr", "acomp", "xcomp"), named)
    if head.dep_ in _OBJECTS:
        for made in (c for c in verb.children if c.dep_ == "xcomp" and c.i > head.i):
            if made.lemma_ in _COPULAS and not _has_subject(made):
                yield from _said_of_subject(made, named)
    if head.dep_ in _SUBJECTS and verb.head.lemma_ in _NAMING and verb.i > head.i:
        small_clause = verb.pos_ in ("NOUN", "ADJ")  # "calling Wang inexperienced"
        if small_clause and verb.dep_ in ("ccomp", "xcomp", "oprd"):
            yield from _describing(verb, named)


def _clauses_about(head: Token) -> Iterator[Token]:
    """Yield the verbs whose subject a mention is, also over "who" and a participle."""
    if head.dep_ in _SUBJECTS:
        verb = head.head
        yield verb
        yield from (c for c in verb.conjuncts if c.i > verb.i and not _has_subject(c))
        yield from (c for c in verb.children if _shares_subject(c, verb))
    for child in head.children:
        if child.dep_ == "relcl" and any(
            c.dep_ in _SUBJECTS and c.lower_ in ("who", "which", "that")
            for c in child.children
        ):
            yield child
            yield from (c for c in child.conjuncts if c.i > child.i)
        elif child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            yield child


def _shares_subject(child: Token, verb: Token) -> bool:
    """Whether an open clause has the subject of its verb: "went on to become"."""
    if child.dep_ == "xcomp" and any(c.dep_ in _OBJECTS for c in verb.children):
        return False
    opens = child.dep_ in ("xcomp", "advcl") and child.i > verb.i
    return opens and not _has_subject(child) and child.tag_ in ("VB", "VBG", "VBN")


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in verb.children)


def _is_denied(verb: Token) -> bool:
    """Whether a clause denies what it says."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "hardly") for c in verb.children)


def _said_of_subject(verb: Token, named: set[int]) -> Iterator[Found]:
    """Yield what a verb says that its subject is."""
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in verb.children)
    if verb.lemma_ in _COPULAS:
        yield from _complements(verb, ("attr", "acomp"), named)
    elif verb.lemma_ in _ROLES or (verb.lemma_ in _SEEING and passive):
        yield from _as_nouns(verb, named)
    if verb.lemma_ in _NAMING and passive:
        yield from _complements(verb, ("oprd", "attr", "acomp"), named)


def _as_nouns(verb: Token, named: set[int]) -> Iterator[Found]:
    """Yield the nouns after "as": "serves as a professor"."""
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.lower_ == "as":
            for noun in preposition.children:
                if noun.dep_ in ("pobj", "pcomp", "amod"):
                    yield from _describing(noun, named)


def _complements(verb: Token, kinds: tuple[str, ...], named: set[int]) -> Iterator[Found]:
    """Yield the complements of a verb and what is joined to them."""
    for child in verb.children:
        if child.dep_ in kinds and child.i > verb.i:
            yield from _describing(child, named)


def _describing(word: Token, named: set[int]) -> Iterator[Found]:
    """Yield a noun, or an adjective that stands alone, with what is joined to it."""
    if word.i in named:
        return
    if word.pos_ in ("NOUN", "PROPN") or (word.pos_ == "NUM" and word.lower_ == "one"):
        for noun in (word, *(c for c in word.conjuncts if c.i > word.i)):
            if noun.pos_ in ("NOUN", "PROPN", "NUM") and noun.i not in named:
                yield "predicate", noun, noun_phrase(noun)
    elif _characterises(word):
        joined = [c for c in word.conjuncts if c.i > word.i and c.pos_ == "ADJ"]
        last = max([word.i, *(c.i for c in joined)])
        first = min([word.i, *(c.i for c in word.lefts if c.dep_ == "advmod")])
        if not any(_is_completed(c) for c in joined):
            yield "predicate", word, (first, last)


def _characterises(word: Token) -> bool:
    """Whether an adjective says how somebody is, not what state he is in."""
    hyphens = any(t.text == "-" for t in word.doc[max(word.i - 1, 0) : word.i + 2])
    known = word.pos_ == "ADJ" and word.is_alpha and not hyphens
    return known and word.lower_ not in _STATES and not _is_completed(word)


def _is_completed(adjective: Token) -> bool:
    """Whether an adjective has an object or a clause: "hungry to", "critical of"."""
    return any(
        c.dep_ in ("prep", "xcomp", "ccomp", "advcl") and c.i > adjective.i
        for c in adjective.children
    )
