"""Questions about a parse: the role of a word, its clause, who may be bound to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.words import REFLEXIVES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "agent")
_CARRIED = ("conj", "appos", "nmod", "compound", "nummod")
_PREDICATES = ("VERB", "AUX")


def role(token: Token) -> str:
    """Return subject, object, possessor, oblique, attribute or other.

    A coordinated word or an apposition has the role of the word it is attached to.
    """
    while token.dep_ in _CARRIED and token.head.i != token.i:
        if token.dep_ == "compound":
            return "other"
        token = token.head
    if token.dep_ in _SUBJECTS[:4]:
        return "subject"
    if token.dep_ in ("dobj", "dative", "obj"):
        return "object"
    if token.dep_ == "poss":
        return "possessor"
    if token.dep_ in ("pobj", "agent", "pcomp"):
        return "oblique"
    if token.dep_ in ("attr", "oprd", "acomp"):
        return "attribute"
    return "other"


def top(token: Token) -> Token:
    """Climb from a coordinated word or an apposition to the word it is attached to."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ not in _PREDICATES:
        token = token.head
    return token


def predicate(token: Token) -> Token:
    """Return the verb whose clause the token stands in, or the root of its tree."""
    word = token
    while word.head.i != word.i:
        word = word.head
        if word.pos_ in _PREDICATES:
            return word
    return word


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, shared over coordinated and controlled verbs."""
    seen = 0
    while seen < 20:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return _meant(child, verb)
        shares = verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "aux", "auxpass", "prep")
        if not shares or verb.head.i == verb.i:
            return None
        verb = verb.head
        seen += 1
    return None


def _meant(found: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    relative = found.lower_ in ("who", "which", "that") and verb.dep_ == "relcl"
    return verb.head if relative else found


def governing_subjects(token: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses around a token, the nearest first."""
    verb = predicate(token)
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        found = subject(verb)
        if found is not None:
            yield found
        verb = predicate(verb)


def tree_distance(one: Token, other: Token) -> int:
    """Return the number of arcs between two words; between trees, over their roots."""
    above = [one, *one.ancestors]
    below = [other, *other.ancestors]
    steps = {token.i: n for n, token in enumerate(above)}
    for n, token in enumerate(below):
        if token.i in steps:
            return n + steps[token.i]
    return len(above) + len(below)


def may_corefer(pronoun: Token, other: Token) -> bool:
    """Whether grammar lets a pronoun stand for another word of the text.

    A pronoun that is no reflexive and no possessive is not an argument of the same
    verb as its antecedent; coordinated words differ; and a name that follows a pronoun
    does not stand inside the clause whose subject the pronoun is.
    """
    possessive = pronoun.dep_ == "poss" or pronoun.tag_ == "PRP$"
    mine, theirs = top(pronoun), top(other)
    if pronoun.lower_ in REFLEXIVES:
        return any(theirs.i == found.i for found in governing_subjects(pronoun))
    if mine.i == theirs.i and pronoun.i != other.i:
        return False
    if other.i in {token.i for token in pronoun.subtree} or pronoun.head.i == other.i:
        return False
    if _heads_clause_of(pronoun, theirs) or _is_wanted_by(pronoun, theirs):
        return False
    if possessive and _is_told_of(pronoun, theirs):
        return False
    if possessive:
        owned = top(pronoun.head)
        return owned.i != theirs.i and pronoun.head.i not in _chain(other)
    if other.i > pronoun.i and role(pronoun) == "subject":
        return predicate(mine).i not in {token.i for token in other.ancestors}
    return not _same_clause(mine, theirs)


def _heads_clause_of(pronoun: Token, other: Token) -> bool:
    """Whether a noun is what a relative clause is about whose subject is the pronoun.

    In "Abe, whom he visited" and "the director he fired" the noun is not "he".
    """
    verb = pronoun.head
    owns = pronoun.dep_ in ("nsubj", "nsubjpass") and verb.dep_ == "relcl"
    return owns and top(verb.head).i == other.i


def _is_wanted_by(pronoun: Token, other: Token) -> bool:
    """Whether a noun is the subject over an object's clause: "Japan wants them gone"."""
    verb = predicate(pronoun)
    if pronoun.lower_ not in ("him", "them") or verb.dep_ not in ("ccomp", "xcomp"):
        return False
    found = subject(verb.head)
    own = pronoun.dep_ == "nsubj" and pronoun.head.i == verb.i
    return own and found is not None and found.i == other.i


def _is_told_of(pronoun: Token, other: Token) -> bool:
    """Whether a possessive stands in what a noun is said to be.

    In "Sessions is one of his partners" the owner is not Sessions.
    """
    for token in (pronoun, *pronoun.ancestors):
        if token.dep_ == "attr":
            found = subject(token.head)
            return found is not None and found.i == other.i
        if token.pos_ in _PREDICATES:
            return False
    return False


def _chain(token: Token) -> set[int]:
    """Return the word and those it modifies inside one phrase."""
    found = {token.i}
    while token.dep_ in ("compound", "appos", "conj", "nmod") and token.head.i != token.i:
        token = token.head
        found.add(token.i)
    return found


def _same_clause(one: Token, other: Token) -> bool:
    """Whether two words are arguments of one verb, or of a verb and its subject."""
    if predicate(one).i != predicate(other).i and not _shared_subject(one, other):
        return False
    return _is_argument(one) and _is_argument(other)


def _shared_subject(one: Token, other: Token) -> bool:
    """Whether one is the subject that the other's verb shares."""
    for a, b in ((one, other), (other, one)):
        found = subject(predicate(a))
        if found is not None and found.i == b.i and a.i != b.i:
            return predicate(a).dep_ in ("conj", "xcomp")
    return False


def _is_argument(token: Token) -> bool:
    """Whether a word is an argument of its verb itself, not of a noun below it."""
    if role(token) in ("subject", "object", "attribute"):
        return True
    preposition = token.head
    return role(token) == "oblique" and preposition.head.pos_ in _PREDICATES
