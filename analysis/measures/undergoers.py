"""Whom a verb acts on: its object, what it acts through, and what it shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.measures.understood import antecedent
from analysis.measures.verb_lexicon import acts_through
from analysis.text.words import TIME_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = ("dobj", "dative", "obj")
# "Watched it fail", "let him go", "calls him young": the object heads a small clause.
_SMALL_CLAUSE = frozenset(
    """watch see hear feel make let help have find call name label deem consider dub brand
    want keep view get term declare prove leave""".split()  # noqa: SIM905
)
_NO_OBJECTS = TIME_NOUNS | {"reason", "place", "fact", "point"}
_APART = 3  # words between two verbs that share an object: "buy and then sell it"


@dataclass(frozen=True)
class Undergoers:
    """Heads of the phrases that a verb acts on.

    Parameters
    ----------
    direct : tuple of Token
        Its objects.
    tied : tuple of Token
        What it acts on through a preposition.
    through : str
        That preposition, else empty.
    """

    direct: tuple[Token, ...] = ()
    tied: tuple[Token, ...] = ()
    through: str = ""


def find_undergoers(verb: Token, name: str) -> Undergoers:
    """Return whom an active verb acts on.

    Direct and indirect objects, the subject of a small clause, the noun that an object
    relative hangs on; and what stands after a preposition that the lexicon gives to the
    verb. Coordinated verbs share the object of the last.
    """
    direct = _direct(verb)
    tied, through = _through(verb, name)
    shared = _shared(verb) if not direct and not tied else None
    if shared is not None:
        return find_undergoers(shared, shared.lemma_.lower())
    return Undergoers(tuple(direct), tuple(tied), through)


def _direct(verb: Token) -> list[Token]:
    """Return the objects of a verb, or the noun whose relative clause it is in."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in _OBJECTS:
            found += [child, *[c for c in child.children if c.dep_ == "pobj"]]
        small = child.dep_ in ("ccomp", "xcomp") and verb.lemma_.lower() in _SMALL_CLAUSE
        if small and not any(c.dep_ in ("mark", "aux") for c in child.children):
            found += [c for c in child.children if c.dep_ == "nsubj"]
    nouns = [antecedent(one) for one in found if one.pos_ != "ADP"]
    return nouns or _relative(verb)


def _relative(verb: Token) -> list[Token]:
    """Return the noun of an object relative without a pronoun: "the lab he left"."""
    if verb.dep_ != "relcl" or verb.head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    own = [child for child in verb.children if child.dep_ == "nsubj"]
    missing = [child for child in own if child.tag_ not in ("WP", "WDT")]
    full = any(
        child.dep_ in ("ccomp", "xcomp", "prep", "prt", "attr", "acomp", "nsubjpass")
        or child.tag_ in ("WRB", "WP$")
        for child in verb.children
    )
    return (
        [verb.head]
        if missing and not full and verb.head.lemma_.lower() not in _NO_OBJECTS
        else []
    )


def _through(verb: Token, name: str) -> tuple[list[Token], str]:
    """Return what a verb acts on through a preposition of its own: "clash with"."""
    allowed = acts_through(name)
    for child in verb.children:
        if child.dep_ in ("prep", "dative", "prt") and child.lower_ in allowed:
            found = [antecedent(noun) for noun in child.children if noun.dep_ == "pobj"]
            if found:
                return found, child.lower_
    return [], ""


def _shared(verb: Token) -> Token | None:
    """Return the next of two coordinated verbs, whose object this one shares."""
    for child in verb.children:
        near = child.dep_ == "conj" and 0 < child.i - verb.i <= _APART
        if near and not any(c.dep_ == "nsubj" for c in child.children):
            return child
    return None
