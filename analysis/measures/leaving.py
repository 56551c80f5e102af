"""Who leaves, by grammar: the rules that tie a word for leaving to the one who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.measures.arguments import (
    Wording,
    after,
    by_whom,
    companions,
    complements,
    doer,
    employers,
    is_passive,
    objects,
    owners,
    places_left,
    places_out_of,
    written_doers,
)
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
_WITHOUT_OBJECT = frozenset(["split", "resign", "retire", "bolt", "defect", "depart"])
_TWO_SIDED = frozenset(
    ["part ways", "part company", "cut ties", "sever ties", "break ties", "break with"]
)
_POINTING = frozenset(["the", "this", "that", "such", "his", "her", "their"])
_RANKS = frozenset(
    """stature calibre caliber standing rank kind renown reputation fame seniority
    prominence experience""".split()  # noqa: SIM905
)
_OTHERS = frozenset(["another", "further", "other", "any", "each", "every", "no", "more"])
_EVENT_NOUN_ENDINGS = ("ure", "tion", "sal", "val", "ment", "ing", "out", "bye", "well")
_EVENT_NOUNS = frozenset(["exit", "ouster", "breakup", "send-off"])


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
        if any(start <= at < end for start, end in self.who):
            return "who"
        if any(start <= at < end for start, end in self.left):
            return "left"
        return "other" if any(start <= at < end for start, end in self.others) else ""


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
        verbal = head.pos_ in ("VERB", "AUX") or head.tag_ == "VBG" or " " in wording.lemma
        verbal = verbal or wording.lemma == "outgoing"
        if not verbal and (head.pos_ in _NOUNS or _names_event(wording.lemma)):
            return self._noun(wording)
        return self._verb(wording)

    def _noun(self, noun: Wording) -> Answer:
        """Decide for a noun: its possessor, its `of` or `by`, its modifier, its number."""
        if noun.lemma == "leave" or self._is_another_sense(noun):
            return "no"
        taken = complements(noun.head, "of") if noun.lemma in TAKING else []
        leavers = taken or [*owners(noun.head), *complements(noun.head, "of", "by")]
        if noun.lemma == "loss":  # "Smith's loss" is what befell Smith
            leavers = taken
        told = {self._person(leaver) for leaver in leavers} - {"left"}
        if told:
            return "yes" if "yes" in told else "no" if "no" in told else "unsaid"
        return "unsaid" if self._may_stand_alone(noun) else "no"

    def _may_stand_alone(self, noun: Wording) -> bool:
        """Whether a noun without a leaver may name the event: "the departure"."""
        quantified = any(child.lower_ in _OTHERS for child in noun.children)
        if quantified or noun.head.tag_ in ("NNS", "NNPS") or not _names_event(noun.lemma):
            return False
        if noun.head.dep_ == "compound":
            return noun.head.i > 0 and noun.head.nbor(-1).lower_ in ("this", "that")
        determined = any(child.dep_ == "det" for child in noun.children)
        return determined or not noun.lemma.endswith("ing")

    def _verb(self, verb: Wording) -> Answer:
        """Decide for a verb: its subject, or for losing and firing its object."""
        taking = verb.lemma.split()[0] in TAKING
        if verb.head.dep_ == "amod" and verb.head.head not in verb.words:
            answer = self._person(verb.head.head)
            if verb.head.tag_ == "VBN" and not taking:  # "a retired judge" is a state
                return "no"
            return "no" if answer == "left" else answer
        if self._leaves_elsewhere(verb):
            return "no"
        if not taking and self._is_another_sense(verb):
            return "no"
        if verb.lemma in _TWO_SIDED and self._parted_with(verb):
            return "yes"
        person = next(objects(verb), None) if taking else doer(verb)
        if any(self._is_who(token) for token in written_doers(verb)):
            return "yes" if not taking or is_passive(verb) else "no"
        if person is not None:
            answer = self._person(person)
            acted_on = not taking or person.dep_ in ("nsubjpass", "dobj", "dative")
            if answer == "yes":
                return "yes"
            return "unsaid" if answer == "unsaid" and acted_on else "no"
        named = any(self._place(place) == "left" for place in places_left(verb))
        return "unsaid" if named and not taking else "no"

    def _parted_with(self, verb: Wording) -> bool:
        """Whether the organisation parts from `who`: "cut ties with Smith"."""
        subject = doer(verb)
        if subject is None or self._place(subject) not in ("left", "place"):
            return False
        return any(self._is_who(one) for one in companions(verb))

    def _leaves_elsewhere(self, verb: Wording) -> bool:
        """Whether what follows "out of", "by" or "as" is another place or employer."""
        named = any(self._place(place) == "left" for place in places_left(verb))
        outs = [self._place(place) for place in places_out_of(verb)]
        if named or "left" in outs or "no" in outs:
            return not named and "left" not in outs
        rivals = [*by_whom(verb), *employers(verb)]
        return any(self._is_elsewhere(rival) for rival in rivals)

    def _is_elsewhere(self, name: Token) -> bool:
        """Whether a name is of an organisation or place that is not what was left."""
        if self.parties.role(name, self.offset) == "left":
            return False
        return name.pos_ == "PROPN" and name.ent_type_ in ("ORG", "GPE", "FAC")

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
        pointed = any(child.lower_ in _POINTING for child in head.children)
        return "unsaid" if singular and pointed and not head.conjuncts else "no"

    def _likened(self, head: Token) -> bool:
        """Whether `who` is the example or the measure of one person.

        "A star like LeCun" and "a researcher of LeCun's stature" are LeCun.
        """
        if head.tag_ in ("NNS", "NNPS"):
            return False
        if any(c.dep_ == "appos" and self._is_who(c) for c in head.children):
            return True
        words = after(head, 5)
        if [w.lower_ for w in words[:2]] == ["such", "as"]:
            return any(self._is_who(word) for word in words[2:4])
        if words and words[0].lower_ == "like":
            return any(self._is_who(word) for word in words[1:3])
        if words and words[0].lower_ == "of":
            rank = any(word.lower_ in _RANKS for word in words)
            return rank and any(self._is_who(word) for word in words[1:3])
        return False

    def _is_who(self, token: Token) -> bool:
        """Whether a word stands for the one whose leaving is the event."""
        return self.parties.role(token, self.offset) == "who"

    def _is_another_sense(self, word: Wording) -> bool:
        """Whether what is left is no place to leave: "leave room", "leave behind"."""
        children = word.children
        if any(c.dep_ in ("nsubjpass", "auxpass", "ccomp", "oprd") for c in children):
            return True
        if word.lemma in _WITHOUT_OBJECT and any(c.dep_ == "dobj" for c in children):
            return True
        if any(c.dep_ == "xcomp" and c.tag_ == "VBG" for c in children):
            return True
        if any(c.lower_ in ("behind", "alone", "open") for c in children):
            return True
        places = [self._place(place) for place in places_left(word)]
        return "no" in places

    def _place(self, head: Token) -> Literal["left", "place", "no"]:
        """Say whether an object, or what follows `from`, is what was left."""
        if head.lower_ in ("one", "some") and not self.parties.role(head, self.offset):
            head = next((w for w in head.subtree if w.dep_ == "pobj"), head)
        role = self.parties.role(head, self.offset)
        if role == "left" or self._opens_with_left(head):
            return "left"
        if role or head.pos_ == "PROPN":
            return "no"
        return "place" if head.lemma_.lower() in _PLACES else "no"

    def _opens_with_left(self, head: Token) -> bool:
        """Whether an object begins with its name, though parsed with what follows."""
        words = after(head.doc[head.left_edge.i - 1], 2) if head.left_edge.i else []
        named = bool(words) and self.parties.role(words[0], self.offset) == "left"
        return named and words[-1].tag_ != "POS"


def _names_event(lemma: str) -> bool:
    """Whether a noun can name the event alone: departure, exit; not desert, bolt."""
    return lemma in _EVENT_NOUNS or lemma.endswith(_EVENT_NOUN_ENDINGS)
