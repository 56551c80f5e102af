"""Whether a sentence says otherwise than a statement that it shares its words with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.measures.contradictions import NEAR_NUMBER, find_counts, read_number
from analysis.measures.deeds import find_verbs
from analysis.measures.negations import is_negated
from analysis.text.parses import parse_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

# What stands by these is no negation of what happened, but of what is claimed of it.
_TAKING_BACK = frozenset(
    """doubt dispute abandon scrap drop shelve reject cancel debunk refute deny""".split()  # noqa: SIM905
)
_CLEARING = frozenset(["clear", "acquit"])
_UNTRUE = frozenset(["false", "untrue", "wrong", "incorrect", "baseless", "unfounded"])
_BEHIND_IS = ("acomp", "attr", "prep")
_UP = ("ccomp", "xcomp", "pcomp", "acl", "dobj", "pobj", "prep", "csubj", "nsubj")
_LIGHT = frozenset(["do", "have", "make", "get", "take", "give"])
_STEPS = 6


def find_opposed(
    statements: Sequence[str], texts: Sequence[str], chosen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which of the chosen pairs speak against each other.

    They do where the statement's verb or predicate stands in the sentence and everywhere
    there is denied ("denied bribing", "is not safe", "reports that ... are false") while
    the statement affirms it, or the other way round; where what the statement counts is
    counted there, and only otherwise; or where who acts there is whom the statement
    acts on.

    Parameters
    ----------
    statements, texts : sequence of str
        Statements and sentences, with one name for each member of the cast.
    chosen : ndarray of bool, shape (statements, sentences)
        Pairs to look at; the others are False.

    Returns
    -------
    ndarray of bool, shape (statements, sentences)

    Notes
    -----
    Does not show an opposite in other words ("unsafe" for "safe", "dismissed" for "did
    not sack"): both are other words, not a denial.
    """
    opposed = np.zeros_like(chosen)
    rows, columns = np.flatnonzero(chosen.any(axis=1)), np.flatnonzero(chosen.any(axis=0))
    told = dict(zip(rows, parse_lines(statements[int(i)] for i in rows), strict=True))
    read = dict(zip(columns, parse_lines(texts[int(j)] for j in columns), strict=True))
    for i, j in np.argwhere(chosen):
        opposed[i, j] = _says_otherwise(told[i], read[j])
    return opposed


def _says_otherwise(statement: Doc, sentence: Doc) -> bool:
    """Whether a sentence denies, counts otherwise or turns round what a statement says."""
    return (
        _denies(statement, sentence)
        or _counts_otherwise(statement, sentence)
        or _turns_round(statement, sentence)
    )


def _denies(statement: Doc, sentence: Doc) -> bool:
    """Whether only one of the two denies the statement's predicate.

    >>> lines = ["Ann bribed him.", "He says Ann bribed him.", "Ann denied bribing him."]
    >>> told, yes, no = parse_lines(lines)
    >>> _denies(told, yes), _denies(told, no)
    (False, True)
    """
    for predicate in _predicates(statement):
        same = [token for token in sentence if _lemma(token) == _lemma(predicate)]
        if same:
            stated = _is_denied(predicate)
            return all(_is_denied(token) is not stated for token in same)
    return False


def _predicates(doc: Doc) -> Iterator[Token]:
    """Yield what a statement says of its subject: its verb, or the word behind "is"."""
    for token in doc:
        if token.dep_ == "ROOT" and token.lemma_ == "be":
            yield from (child for child in token.children if child.dep_ in _BEHIND_IS)
        elif token.dep_ == "ROOT" and _lemma(token) not in _LIGHT:
            yield token


def _lemma(token: Token) -> str:
    """Return a word's dictionary form in small letters."""
    return token.lemma_.lower()


def _is_denied(word: Token) -> bool:
    """Whether a word, or the "is" before it, is negated or taken back."""
    verb = word.head if word.dep_ in _BEHIND_IS and word.head.i != word.i else word
    return is_negated(verb) or _is_taken_back(verb)


def _is_taken_back(verb: Token) -> bool:
    """Whether a verb hangs on words that do not stand by it: "doubt that", "cleared of"."""
    token = verb
    for _ in range(_STEPS):
        above, lemma = token.head, _lemma(token.head)
        if token.dep_ not in _UP or above.i == token.i:
            return False
        if _is_called_untrue(above) or (lemma in _CLEARING and token.lower_ == "of"):
            return True
        if token.dep_ == "nsubj":
            return False
        if lemma in _TAKING_BACK:
            return True
        token = above
    return False


def _is_called_untrue(verb: Token) -> bool:
    """Whether a clause says that something is false."""
    return any(c.dep_ == "acomp" and _lemma(c) in _UNTRUE for c in verb.children)


def _counts_otherwise(statement: Doc, sentence: Doc) -> bool:
    """Whether what the statement counts is counted otherwise, its number nowhere."""
    for noun, number in find_counts(statement):
        counted = any(same == noun for same, _ in find_counts(sentence))
        values = [value for value in map(read_number, sentence) if value is not None]
        near = (abs(number - value) <= NEAR_NUMBER * max(number, value) for value in values)
        if counted and not any(near):
            return True
    return False


def _turns_round(statement: Doc, sentence: Doc) -> bool:
    """Whether whom the statement acts on is who acts, by the same verb."""
    for deed in find_verbs(statement):
        doers = {token.lower_ for token in deed.agents}
        others = {token.lower_ for token in deed.acted_on.direct}
        same = [one for one in find_verbs(sentence) if one.verb == deed.verb]
        acting = [{token.lower_ for token in one.agents} for one in same]
        if doers and others and acting:
            return all(who & others and not who & doers for who in acting)
    return False
