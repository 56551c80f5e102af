"""Who leaves, by grammar: the rules that tie a word for leaving to the one who leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.text.words import ORGANISATION_NOUNS, PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

Answer = Literal["yes", "no", "unsaid"]

# The one who leaves is what these verbs act on: somebody loses, fires or poaches them.
TAKING = frozenset(
    """lose loss oust ouster fire firing sack dismiss dismissal axe boot let lay force push
    drive edge squeeze kick throw show remove removal expel terminate poach lure hire
    eject purge drop part_with""".split()  # noqa: SIM905
)
_NOUNS = ("NOUN", "PROPN")
_PERSONS = PERSON_NOUNS | {"figure", "mind", "hire", "employee", "recruit", "guru"}
_PLACES = ORGANISATION_NOUNS | frozenset(
    """post job role position office helm board seat side fold place payroll ship
    stage tech academia industry""".split()  # noqa: SIM905
)
_OTHERS = frozenset(["another", "further", "other", "any", "each", "every", "no", "more"])
_EVENT_NOUN_ENDINGS = ("ure", "tion", "sal", "val", "ment", "ing", "out", "bye", "well")
_EVENT_NOUNS = frozenset(["exit", "loss", "ouster", "breakup", "send-off"])


@dataclass(frozen=True)
class Parties:
    """Who is meant where: character spans of a text, by what they refer to.

    Parameters
    ----------
    who : tuple of (start, end)
        Mentions of the one whose leaving is the event.
    left : tuple of (start, end)
        Mentions of what is left, and of its parts.
    others : tuple of (start, end)
        Mentions of anybody and anything else in the cast.
    """

    who: tuple[tuple[int, int], ...] = ()
    left: tuple[tuple[int, int], ...] = ()
    others: tuple[tuple[int, int], ...] = ()

    def role(self, token: Token, offset: int) -> Literal["who", "left", "other", ""]:
        """Return which party a word stands for; `offset` is where its text starts."""
        at = token.idx + offset
        for name, spans in (("who", self.who), ("left", self.left), ("other", self.others)):
            if any(start <= at < end for start, end in spans):
                return name
        return ""


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
        """Words that hang on its head and are no part of it."""
        inside = {word.i for word in self.words}
        return [child for child in self.head.children if child.i not in inside]


@dataclass(frozen=True)
class Grammar:
    """Answers whether a wording speaks of `who`, in one parsed text.

    Parameters
    ----------
    parties : Parties
        Who is meant where in the article.
    offset : int
        Where the parsed text starts in the article.
    """

    parties: Parties
    offset: int

    def is_theirs(self, wording: Wording) -> Answer:
        """Return yes or no where grammar names the one who leaves, else unsaid."""
        head = wording.head
        if head.pos_ in _NOUNS and head.tag_ != "VBG" and " " not in wording.lemma:
            return self._noun(wording)
        return self._verb(wording)

    def _noun(self, noun: Wording) -> Answer:
        """Decide for a noun: its possessor, its `of` or `by`, its modifier, its number."""
        if noun.lemma == "leave" or self._is_another_sense(noun):
            return "no"
        told = {self._person(owner) for owner in _owners(noun.head)} - {"left"}
        for answer in ("yes", "no"):
            if answer in told:
                return answer
        plural = noun.head.tag_ in ("NNS", "NNPS")
        quantified = any(child.lower_ in _OTHERS for child in noun.children)
        bound = plural or quantified or noun.head.dep_ == "compound"
        return "no" if bound or not _is_event_noun(noun.lemma) else "unsaid"

    def _verb(self, verb: Wording) -> Answer:
        """Decide for a verb: its subject, or for losing and firing its object."""
        if verb.head.dep_ == "amod":
            return "yes" if self._person(verb.head.head) == "yes" else "no"
        taking = verb.lemma.split()[0] in TAKING
        if not taking and self._is_another_sense(verb):
            return "no"
        person = next(_objects(verb), None) if taking else _doer(verb.head)
        if person is not None:
            answer = self._person(person)
            return "no" if answer == "left" else answer
        named = any(self._place(place) == "left" for place in _places_left(verb))
        return "unsaid" if named and not taking else "no"

    def _person(self, head: Token) -> Literal["yes", "no", "unsaid", "left"]:
        """Say whether a phrase is `who`; unsaid for one person whom the cast lacks."""
        joined = [head, *head.conjuncts]
        roles = [self.parties.role(token, self.offset) for token in joined]
        if "who" in roles:
            return "yes"
        if any(self._likened(token) for token in joined):
            return "yes"
        if roles[0] == "left":
            return "left"
        singular = head.tag_ == "NN" and head.lemma_.lower() in _PERSONS
        if not roles[0] and singular and not head.conjuncts:
            quantified = any(child.lower_ in _OTHERS for child in head.children)
            return "no" if quantified else "unsaid"
        return "no"

    def _likened(self, head: Token) -> bool:
        """Whether `who` is the example or the name of one person: "a star like LeCun"."""
        if head.tag_ not in ("NN", "NNP"):
            return False
        for child in head.children:
            if child.dep_ == "appos" and self.parties.role(child, self.offset) == "who":
                return True
            if child.dep_ == "prep" and child.lower_ in ("like", "as"):
                names = (self.parties.role(t, self.offset) for t in child.children)
                return "who" in names
        return False

    def _is_another_sense(self, word: Wording) -> bool:
        """Whether what is left is no place to leave: "leave room", "leave behind"."""
        children = word.children
        if any(c.dep_ in ("nsubjpass", "auxpass", "ccomp", "oprd") for c in children):
            return True
        if any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in children):
            return True
        if any(c.lower_ in ("behind", "alone", "open") for c in children):
            return True
        places = [self._place(place) for place in _places_left(word)]
        return "no" in places

    def _place(self, head: Token) -> Literal["left", "place", "no"]:
        """Say whether an object, or what follows `from`, is what was left."""
        role = self.parties.role(head, self.offset)
        if role == "left":
            return "left"
        if role or head.pos_ == "PROPN":
            return "no"
        return "place" if head.lemma_.lower() in _PLACES else "no"


def _is_event_noun(lemma: str) -> bool:
    """Whether a noun can name the event alone: departure, exit; not desert, bolt."""
    return lemma in _EVENT_NOUNS or lemma.endswith(_EVENT_NOUN_ENDINGS)


def _owners(noun: Token) -> Iterator[Token]:
    """Yield possessor, modifier and what follows `of` or `by`; for a modifier, its noun's."""
    for child in noun.children:
        if child.dep_ in ("poss", "compound", "nmod"):
            yield child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by"):
            yield from (c for c in child.children if c.dep_ == "pobj")
    if noun.dep_ == "compound":
        yield from (child for child in noun.head.children if child.dep_ == "poss")


def _objects(verb: Wording) -> Iterator[Token]:
    """Yield whom a verb acts on: objects, passive subjects, "let somebody go"."""
    head = verb.head
    found = [c for c in verb.children if c.dep_ in ("nsubjpass", "dative", "dobj")]
    for word in verb.words[1:]:
        found += [c for c in word.children if c.dep_ == "nsubj"]
    yield from sorted(found, key=lambda c: ("nsubjpass", "dative").count(c.dep_) == 0)
    if not found and head.tag_ == "VBN" and head.dep_ in ("acl", "relcl"):
        yield head.head
    if not found and head.tag_ == "VBN" and head.dep_ in ("conj", "xcomp", "advcl"):
        yield from (c for c in head.head.children if c.dep_ in ("nsubjpass", "nsubj"))


def _places_left(word: Wording) -> Iterator[Token]:
    """Yield the direct object of a wording, and what follows `from` after it."""
    for child in word.children:
        if child.dep_ == "dobj":
            yield child
        if child.dep_ == "prep" and child.lower_ == "from":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _doer(verb: Token) -> Token | None:
    """Return who does it: own subject, or that of the clause that controls the verb.

    An object that stands between controls it: "urged the team to leave".
    """
    start = verb
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
        if verb.dep_ == "xcomp":
            urged = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < start.i]
            if urged:
                return urged[0]
        verb = verb.head
    return None
