"""How far a label reaches: from the word that it is about to its modifiers and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.words import BEFORE_A_NAME

if TYPE_CHECKING:
    from spacy.tokens import Token

Stretch = tuple[int, int]

_BEFORE = ("amod", "compound", "nummod", "nmod", "npadvmod", "quantmod", "advmod", "punct")
_OPENING = frozenset(["own", "so", "-called", "“", "”", '"', "'", "‘", "’", "(", "—", "–"])
_INSIDE = ("of", "in", "for", "at", "to", "on", "against", "from", "behind")
_HYPHENS = ("-", "‐", "‑")
_STOPS = frozenset([",", ";", ":", "-", "–", "—", "(", "“", "”", '"', "."])


def noun_phrase(noun: Token) -> Stretch:
    """Return the first and last token of a noun with its modifiers and its objects.

    Articles and owners stay outside, and so do relative clauses and what commas set
    off.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["He is a very gifted professor at NYU, which he joined."])
    >>> first, last = noun_phrase(doc[5])
    >>> doc[first : last + 1].text
    'very gifted professor at NYU'
    """
    return before_noun(noun), after_noun(noun)


def said_of_one(head: Token) -> Token:
    """Return the noun that says what somebody is: of "one of the ablest managers", managers.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["He is one of the ablest managers in the valley."])
    >>> said_of_one(doc[2]).text, said_of_one(doc[6]).text
    ('managers', 'managers')
    """
    if head.lower_ != "one":
        return head
    whole = [
        inner
        for child in head.children
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    return whole[0] if whole else head


def before_noun(noun: Token) -> int:
    """Return the first token of what qualifies a noun, without articles and owners."""
    left = [c for c in noun.children if c.i < noun.i]
    outside = [c.i for c in left if c.dep_ not in _BEFORE or c.dep_ == "punct"]
    hyphens = [i for i in outside if noun.doc[i].text in _HYPHENS]
    bound = max((i for i in outside if i not in hyphens), default=-1)
    inside = [c for c in left if c.dep_ in _BEFORE and c.dep_ != "punct" and c.i > bound]
    first = min([max(c.left_edge.i, bound + 1) for c in inside] + [noun.i])
    while first < noun.i and _opens(noun.doc[first]):
        first += 1
    return first


def after_noun(noun: Token) -> int:
    """Return the last token of the prepositional phrases that complete a noun."""
    last = noun.i
    for child in sorted(noun.children, key=lambda c: c.i):
        follows = child.i == last + 1
        if child.dep_ == "prep" and follows and child.lower_ in _INSIDE:
            last = _until_a_stop(child)
    return last


def _until_a_stop(preposition: Token) -> int:
    """Return the last token of a prepositional phrase before what a comma sets off."""
    last = preposition.i
    clauses = {
        token.i
        for inner in preposition.subtree
        if inner.dep_ in ("relcl", "acl", "advcl", "appos")
        for token in inner.subtree
    }
    for token in preposition.doc[preposition.i + 1 : preposition.right_edge.i + 1]:
        hyphen = token.text == "-" and not token.nbor(-1).whitespace_
        if (token.text in _STOPS and not hyphen) or token.i in clauses:
            break
        last = token.i
    return last


def _opens(token: Token) -> bool:
    """Whether a word stands before a label and is no part of it."""
    plain = token.lower_.strip(".")
    return token.lower_ in _OPENING or token.is_punct or plain in BEFORE_A_NAME
