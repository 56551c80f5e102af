"""Whom a verb is about where its own clause does not say: shared and controlled subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.measures.arguments import owners
from analysis.text.control_words import (
    FROM_DOING,
    HAVING,
    OBJECT_CONTROL,
    SUBJECT_CONTROL,
)
from analysis.text.words import PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = ("who", "whom", "which", "that", "whose")
_VERBS = ("VERB", "AUX")
_FINITE = ("VBD", "VBZ", "VBP")
_MOST_STEPS = 12
_QUOTES = frozenset('“”‘"')
_HOLDING = ("dobj", "attr", "pobj", "dative")


def understood_subject(verb: Token, steps: int = 0) -> list[Token]:
    """Return who or what a verb is about, its own subject or another clause's.

    Coordinated verbs share a subject; a relative clause has the noun that it hangs on;
    "plans to leave", "after leaving" and "leaving, he ..." have that of the clause
    above, "told him to leave" its object, "Smith's decision to leave" the possessor.
    """
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if own:
        return [
            antecedent(max(own, key=lambda child: child.dep_ == "nsubjpass" or child.i))
        ]
    if steps > _MOST_STEPS or verb.head.i == verb.i:
        return []
    possessor = [child for child in verb.children if child.dep_ == "poss"]
    if possessor and verb.tag_ == "VBG":
        return [antecedent(possessor[0])]
    return _above(verb, steps + 1)


def _above(verb: Token, steps: int) -> list[Token]:
    """Return the subject that a verb takes from what it hangs on."""
    head = verb.head
    if _leaves_quotation(verb, head) or _asks_readers(verb, head):
        return []
    if verb.dep_ == "conj":
        return _coordinated(verb, head, steps)
    if verb.dep_ in ("acl", "relcl"):
        return _of_noun(verb, head, steps)
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "acomp", "oprd", "dep", "conj"):
        return _of_clause(verb, head, steps)
    if verb.dep_ == "pcomp":
        return _after_preposition(verb, head, steps)
    return []


def _asks_readers(verb: Token, head: Token) -> bool:
    """Whether a colon ends what readers are asked: "Think of it this way: Acme pays"."""
    between = verb.doc[verb.i : max(head.i, verb.i)]
    return verb.tag_ == "VB" and any(word.text == ":" for word in between)


def _leaves_quotation(verb: Token, head: Token) -> bool:
    """Whether one of two words is quoted and the other is not."""
    first, last = sorted((verb.i, head.i))
    return sum(token.text in _QUOTES for token in verb.doc[first:last]) % 2 == 1


def _coordinated(verb: Token, head: Token, steps: int) -> list[Token]:
    """Return the subject of the verb that one is coordinated with.

    A finite verb goes with a finite one: in "agreed to pay but left" who agreed left.
    """
    if verb.tag_ in _FINITE:
        above = [head, *head.ancestors]
        finite = [one for one in above if one.pos_ in _VERBS and _is_finite(one)]
        head = finite[0] if finite else head
    return understood_subject(head, steps) if head.pos_ in _VERBS else []


def _is_finite(verb: Token) -> bool:
    """Whether a verb or one of its auxiliaries is finite."""
    parts = [verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass"))]
    return any(part.tag_ in (*_FINITE, "MD") for part in parts)


def _of_clause(verb: Token, head: Token, steps: int) -> list[Token]:
    """Return the subject of a verb that depends on a verb or an adjective."""
    if head.pos_ == "ADJ" or head.dep_ in ("acomp", "attr"):
        return (
            understood_subject(head.head, steps) if head.dep_ in ("acomp", "attr") else []
        )
    if head.pos_ not in _VERBS:
        return []
    acted_on = _controlled_object(verb, head) or _whose_task(verb, head)
    return [acted_on] if acted_on is not None else understood_subject(head, steps)


def _whose_task(verb: Token, head: Token) -> Token | None:
    """Return who is to do it: "for Acme, the task is to rebuild", "the task for Acme is"."""
    if head.lemma_ != "be" or not _is_infinitive(verb):
        return None
    subjects = [child for child in head.children if child.dep_ in _SUBJECTS]
    for token in (head, *subjects):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "for" and child.i < verb.i:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb stands after "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _controlled_object(verb: Token, head: Token) -> Token | None:
    """Return the object of the governing verb where it is the subject of this one."""
    before = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i]
    lemma = head.lemma_.lower()
    if not before or lemma in SUBJECT_CONTROL:
        return None
    infinitive = _is_infinitive(verb)
    if verb.dep_ == "advcl" and not (infinitive and lemma in OBJECT_CONTROL):
        return None
    named = before[-1].pos_ in ("PROPN", "PRON")
    if verb.dep_ == "xcomp" and infinitive and not named and lemma not in OBJECT_CONTROL:
        return None
    return antecedent(before[-1])


def _of_noun(verb: Token, noun: Token, steps: int) -> list[Token]:
    """Return the subject of a clause that hangs on a noun.

    "A lab led by", "researchers who left": the noun. "The decision to leave": whose it
    is, else who makes it.
    """
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
    if not infinitive or noun.lemma_.lower() in PERSON_NOUNS:
        return [antecedent(noun)]
    return _whose(noun, steps)


def _whose(noun: Token, steps: int, *, shared: bool = True) -> list[Token]:
    """Return whose plan, role or right a noun is: its possessor, else who has it.

    Parameters
    ----------
    shared : bool
        Whether it may be of the subject of the verb around it: "played a role in", but
        not "stressed the importance of".
    """
    possessors = [owner for owner in owners(noun) if owner.dep_ != "compound"]
    by = [c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ == "by"]
    possessors += [c for one in by for c in one.children if c.dep_ == "pobj"]
    if possessors:
        return [antecedent(possessors[0])]
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = noun.head.head
    if shared and noun.dep_ in _HOLDING and verb.lemma_.lower() in HAVING:
        return understood_subject(verb, steps)
    return []


def _after_preposition(verb: Token, preposition: Token, steps: int) -> list[Token]:
    """Return the subject of a gerund: "after leaving", "accused him of lying"."""
    above = preposition.head
    while above.dep_ in ("prep", "pcomp") and above.pos_ in ("ADP", "SCONJ"):
        above = above.head
    if above.pos_ in _VERBS:
        told = [c for c in above.children if c.dep_ == "dobj" and c.i < verb.i]
        person = told and preposition.lower_ == "for" and told[-1].pos_ in ("PROPN", "PRON")
        made = told and preposition.lower_ == "into"  # "tricked the body into producing"
        if person or made or (told and above.lemma_.lower() in FROM_DOING):
            return [antecedent(told[-1])]
        return understood_subject(above, steps)
    if above.pos_ == "ADJ" and above.dep_ in ("acomp", "attr"):
        return understood_subject(above.head, steps)
    if above.pos_ in ("NOUN", "PROPN"):
        return _whose(above, steps, shared=preposition.lower_ != "of")
    return []


def antecedent(word: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    argues = word.dep_ in (*_SUBJECTS, "dobj", "pobj") and word.pos_ != "DET"
    relative = word.tag_ in ("WP", "WDT", "WP$") or (word.lower_ == "that" and argues)
    if not relative or word.lower_ not in _RELATIVE:
        return word
    for above in word.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return word
