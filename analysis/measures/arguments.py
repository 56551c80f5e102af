"""Who and what stands beside a verb or noun: its doer, object, owner, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = 3  # words between a possessor and its noun
_MODIFYING = ("ADJ", "ADV", "NOUN", "NUM")


@dataclass(frozen=True)
class Wording:
    """A wording as it stands in a parse: its words, and its dictionary form."""

    words: tuple[Token, ...]
    lemma: str

    @property
    def head(self) -> Token:
        """The verb or noun that carries it."""
        return self.words[0]

    @property
    def children(self) -> list[Token]:
        """Words that hang on it and are no part of it: "walk away FROM"."""
        inside = {word.i for word in self.words}
        below = [child for word in self.words for child in word.children]
        return [child for child in below if child.i not in inside]


def owners(noun: Token) -> list[Token]:
    """Return whose a noun is: its possessor, else names that modify it.

    A possessor that is written before the noun decides, however it was parsed.
    """
    written = written_owner(noun)
    if written is not None:
        return [written]
    found = [c for c in noun.children if c.dep_ == "poss"]
    found += [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
    if noun.dep_ == "compound":
        found += [child for child in noun.head.children if child.dep_ == "poss"]
    return found


def complements(noun: Token, *prepositions: str) -> list[Token]:
    """Return what follows `of` or another preposition after a noun."""
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            found += [c for c in child.children if c.dep_ == "pobj"]
    words = after(noun, 3)
    if len(words) > 1 and words[0].lower_ in prepositions and words[-1].tag_ != "POS":
        found.append(words[1])
    return found


def written_owner(noun: Token) -> Token | None:
    """Return the possessor before a noun: "Smith's reported exit", "his exit"."""
    for back in range(1, _MODIFIERS + 2):
        if noun.i - back < 0:
            return None
        token = noun.nbor(-back)
        if token.tag_ == "PRP$":
            return token
        if token.tag_ == "POS" and token.i > 0:
            return token.nbor(-1)
        if token.pos_ not in _MODIFYING and token.tag_ not in ("VBD", "VBN", "VBG"):
            return None
    return None


def after(token: Token, most: int) -> list[Token]:
    """Return the words that follow, at most so many, up to a comma or full stop."""
    found: list[Token] = []
    for word in token.doc[token.i + 1 : token.i + 1 + most]:
        if word.is_punct and word.text != "-":
            break
        found.append(word)
    return found


def objects(verb: Wording) -> Iterator[Token]:
    """Yield whom a verb acts on: objects, passive subjects, "let somebody go".

    A past form without an object is a headline's passive: "Smith fired by the board".
    """
    found = [c for c in verb.children if c.dep_ in ("nsubjpass", "dative", "dobj")]
    for word in verb.words[1:]:
        found += [c for c in word.children if c.dep_ == "nsubj"]
    if found:
        yield from sorted(found, key=lambda c: c.dep_ not in ("nsubjpass", "dative"))
    elif is_passive(verb):
        yield from written_doers(verb)
        person = doer(verb)
        if person is not None:
            yield person


def is_passive(verb: Wording) -> bool:
    """Whether a verb is passive, or a past form without object, as in headlines."""
    if verb.lemma == "lose":
        return False
    children = [child.dep_ for child in verb.children]
    past = verb.head.tag_ in ("VBD", "VBN")
    return "auxpass" in children or (past and "dobj" not in children)


def written_doers(verb: Wording) -> list[Token]:
    """Return the words right before a verb, auxiliaries apart, joined by "and"."""
    found: list[Token] = []
    for token in reversed(list(verb.head.doc[max(0, verb.head.i - 6) : verb.head.i])):
        if token.pos_ in ("AUX", "ADV", "PART", "CCONJ", "PROPN", "PRON"):
            found.append(token)
        else:
            break
    return [token for token in found if token.pos_ in ("PROPN", "PRON")]


def places_left(word: Wording) -> list[Token]:
    """Return the direct object of a single verb, and what follows `from`."""
    found = [child for child in word.children if child.dep_ == "dobj"]
    found = [] if " " in word.lemma else found
    sources = {child.i: child for child in word.children if child.lower_ == "from"}
    sources |= {
        next_.i: next_ for next_ in after(word.words[-1], 1) if next_.lower_ == "from"
    }
    for source in sources.values():
        found += [child for child in source.children if child.dep_ == "pobj"]
    return found


def companions(word: Wording) -> list[Token]:
    """Return what follows "with": "cut ties with Smith"."""
    return _after_prepositions(word, "with")


def by_whom(word: Wording) -> list[Token]:
    """Return what follows "by": "sacked by the club"."""
    return _after_prepositions(word, "by")


def employers(word: Wording) -> list[Token]:
    """Return the names before a post that follows "as": "sacked as Derby coach"."""
    posts = _after_prepositions(word, "as")
    return [name for post in posts for name in post.children if name.dep_ == "compound"]


def places_out_of(word: Wording) -> list[Token]:
    """Return what follows "out of": "walked out of the room"."""
    last = word.words[-1]
    if last.lower_ != "out" or [w.lower_ for w in after(last, 1)] != ["of"]:
        return []
    return [child for child in last.nbor(1).children if child.dep_ == "pobj"]


def _after_prepositions(word: Wording, preposition: str) -> list[Token]:
    """Return what follows a preposition that hangs on a wording."""
    below = [child for child in word.children if child.lower_ == preposition]
    return [noun for one in below for noun in one.children if noun.dep_ == "pobj"]


def doer(wording: Wording) -> Token | None:
    """Return who does it: own subject, or that of the clause that controls the verb.

    An object that stands between controls it: "urged the team to leave".
    """
    verb = wording.head
    for _ in range(12):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                relative = child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
                return verb.head if relative else child
            if child.dep_ == "poss":
                return child
        if verb.dep_ == "ROOT":
            return None
        if verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG", "VBN", "VBD"):
            return verb.head
        urged = _urged(verb)
        if urged is not None:
            return urged
        verb = verb.head
    return None


def _urged(verb: Token) -> Token | None:
    """Return whom the governing verb asks: "urged HIM to quit", "called for HIM to quit"."""
    if verb.dep_ not in ("xcomp", "advcl"):
        return None
    for child in verb.head.children:
        controls = verb.dep_ == "xcomp" or child.pos_ in ("PROPN", "PRON")
        if child.dep_ == "dobj" and child.i < verb.i and controls:
            return child
        if child.dep_ == "prep" and child.lower_ == "for" and child.i < verb.i:
            names = [c for c in child.children if c.pos_ in ("PROPN", "PRON")]
            if names and any(c.lower_ == "to" for c in verb.lefts):
                return names[0]
    return None
