"""Whether a text gives a description to somebody else: "the deputy mayor, Ann Cole"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.text.words import OTHER_THAN_THE_TOPIC

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.corpus.cast import Entity

_OTHER_RANKS = frozenset(
    """deputy vice previous assistant acting interim caretaker shadow visiting neighbouring
    neighboring ex then-""".split()  # noqa: SIM905
)
_PARTIES = frozenset(
    """democratic republican conservative liberal socialist tory green communist
    democrat""".split()  # noqa: SIM905
)
_PLACES = ("GPE", "LOC", "NORP")


def words_of_names(entities: Iterable[Entity]) -> frozenset[str]:
    """Return the words of all names and descriptions of a cast, in small letters."""
    parts = (part for one in entities for part in (*one.aliases, *one.nominals))
    return frozenset(word.casefold() for part in parts for word in part.split())


def is_anothers(span: Span, start: int, taken: set[int], known: frozenset[str]) -> bool:
    """Whether a description is set apart from the member of the cast that bears it.

    Parameters
    ----------
    span : Span
        The cast's phrase as it stands in the text: "mayor".
    start : int
        The token at which the whole description opens: "the" in "the deputy mayor".
    taken : set of int
        Tokens of the names of the cast.
    known : frozenset of str
        Words of the names of the cast.
    """

    def is_new(token: Token) -> bool:
        return token.i not in taken and token.lower_ not in known

    if any(_sets_apart(word) and is_new(word) for word in span.doc[start : span.start]):
        return True
    beside = _names_beside(span)
    if beside:
        return all(is_new(name) for name in beside)
    return any(is_new(name) for name in _places_after(span))


def _sets_apart(word: Token) -> bool:
    """Whether a word before a noun makes it another's: "deputy", "Derby", "Spanish"."""
    if word.lower_ in OTHER_THAN_THE_TOPIC | _OTHER_RANKS:
        return True
    place = word.ent_type_ in _PLACES and word.text[:1].isupper()
    return (place and word.lower_ not in _PARTIES) or word.ent_type_ == "ORG"


def _names_beside(span: Span) -> list[Token]:
    """Return the names that a description stands beside: "the mayor, Ann Cole"."""
    head = span.root
    found = [c for c in head.children if c.dep_ == "appos" and c.i >= span.end]
    if (
        head.dep_ in ("compound", "nmod")
        and head.head.i >= span.end
        and head.head.ent_type_
    ):
        found.append(head.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        attributes = (c for c in head.head.children if c.dep_ == "attr")
        found += [c for c in attributes if c.ent_type_ in ("PERSON", "ORG")]
    return [
        name
        for name in found
        if name.pos_ == "PROPN" and not any(c.dep_ == "conj" for c in name.children)
    ]


def _places_after(span: Span) -> list[Token]:
    """Return the names after "of": "the mayor of Leeds"."""
    after = [c for c in span.root.children if c.lower_ == "of" and c.i >= span.end]
    found = [name for of in after for name in of.children if name.dep_ == "pobj"]
    return [name for name in found if name.pos_ == "PROPN"]
