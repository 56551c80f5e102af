"""Which member of the cast a word of a parse stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.text.words import ANY_COMPANY

if TYPE_CHECKING:
    from spacy.tokens import Token

JOIN = "; "
_LIKENED = 6  # words after a noun in which "like" or "of ...'s stature" is looked for
_RANKS = frozenset(
    """stature calibre caliber standing rank kind renown reputation fame seniority
    prominence experience""".split()  # noqa: SIM905
)
_GENERIC = (ANY_COMPANY | {"startup", "start-up", "lab", "giant"}) - {"business"}
_NAMED_BY = ("compound", "nmod", "appos", "amod", "nummod")
_NOT_NOUNS = ("DET", "PUNCT", "PART", "ADP", "ADV")
_COMMA, _LAST = re.compile(r"\s*,\s*"), re.compile(r"\s*,?\s*(?:and|or|&)\s+")
Place = tuple[int, int, str]


def find_lists(
    mentions: Sequence[Place], body: str, start: int
) -> tuple[tuple[Place, ...], ...]:
    """Return the lists of three or more mentions, by what stands between them.

    Parameters
    ----------
    mentions : sequence of (start, end, entity)
        In order.
    body : str
        The text that they stand in.
    start : int
        Where it begins in the article.

    >>> find_lists([(0, 1, "A"), (3, 4, "B"), (9, 10, "C")], "A, B and C left", 0)
    (((0, 1, 'A'), (3, 4, 'B'), (9, 10, 'C')),)
    """
    lists: list[tuple[Place, ...]] = []
    run: list[Place] = []
    for one in mentions:
        between = body[run[-1][1] - start : one[0] - start] if run else ""
        if run and _LAST.fullmatch(between) and len(run) > 1:
            lists.append((*run, one))
            run = []
        elif run and _COMMA.fullmatch(between):
            run.append(one)
        else:
            run = [one]
    return tuple(lists)


@dataclass(frozen=True)
class Members:
    """Where the cast is mentioned in one parsed text.

    Parameters
    ----------
    mentions : tuple of (start, end, entity)
        In the article, in characters of `body`.
    offset : int
        Where the parsed text starts in it.
    organisations : frozenset of str
        Names of the cast that are no persons.
    lists : tuple of tuples of mentions
        Mentions that stand in a list: "A, B and C".
    """

    mentions: tuple[tuple[int, int, str], ...]
    offset: int
    organisations: frozenset[str] = frozenset()
    lists: tuple[tuple[tuple[int, int, str], ...], ...] = ()

    def at(self, token: Token) -> str:
        """Return whom the shortest mention around a word stands for, else nothing."""
        at = token.idx + self.offset
        around = [one for one in self.mentions if one[0] <= at < one[1]]
        return min(around, key=lambda one: one[1] - one[0], default=(0, 0, ""))[2]

    def who(self, token: Token) -> str:
        """Return the member that a phrase stands for, by its head word.

        "Its founder, Smith" is Smith; "the Acme company" is Acme; "a star like Smith"
        is Smith, but "stars like Smith" are others too, and "Acme's lab" is not Acme.
        """
        own = self.at(token)
        if own or token.pos_ in ("VERB", "AUX"):
            return own
        if token.dep_ == "appos" and self.at(token.head):
            return self.at(token.head)
        named = [self.at(c) for c in token.children if c.dep_ == "appos" and c.i > token.i]
        named += self._as_company(token) + self._likened(token)
        return next((one for one in named if one), "")

    def _as_company(self, head: Token) -> list[str]:
        """Return the organisation that is named before a word like company."""
        if head.lemma_.lower() not in _GENERIC or head.tag_ == "NNS":
            return []
        before = [self.at(c) for c in head.children if c.dep_ in _NAMED_BY]
        return [one for one in before if one in self.organisations]

    def _likened(self, head: Token) -> list[str]:
        """Return who is the example or the measure of one person."""
        if head.tag_ not in ("NN", "NNP"):
            return []
        words = []
        for word in head.doc[head.i + 1 : head.i + 1 + _LIKENED]:
            if word.is_punct:
                break
            words.append(word)
        opening = [word.lower_ for word in words[:2]]
        if opening == ["such", "as"] or opening[:1] == ["like"]:
            return [self.at(word) for word in words[1:4]]
        if opening[:1] == ["of"] and any(word.lower_ in _RANKS for word in words):
            return [self.at(word) for word in words[1:3]]
        return []

    def names(self, tokens: Iterable[Token]) -> str:
        """Return the members that phrases and those coordinated with them stand for."""
        found = []
        for token in tokens:
            found += (
                self._listed(token)
                or self._included(token)
                or [self.who(one) for one in (token, *token.conjuncts)]
            )
        return JOIN.join(dict.fromkeys(one for one in found if one))

    def _included(self, token: Token) -> list[str]:
        """Return who is named as among many: "rivals including Acme and Halden"."""
        if token.tag_ != "NNS" or self.at(token):
            return []
        words = [w for w in token.doc[token.i + 1 : token.i + 5] if not w.is_punct]
        opening = [word.lower_ for word in words[:2]]
        if opening[:1] == ["including"]:
            first = words[1:2]
        elif opening == ["such", "as"]:
            first = words[2:3]
        else:
            return []
        return [who for one in first for who in self._with_compound(one)]

    def _with_compound(self, token: Token) -> list[str]:
        """Return the member at a word and those coordinated with the name it belongs to."""
        head = token
        while head.dep_ in _NAMED_BY and self.at(head.head) == self.at(token):
            head = head.head
        return self._listed(head) or [self.who(one) for one in (head, *head.conjuncts)]

    def _listed(self, token: Token) -> list[str]:
        """Return all of a list of three or more names, which the parser often splits."""
        at = token.idx + self.offset
        for several in self.lists:
            if any(start <= at < end for start, end, _ in several):
                return [entity for _, _, entity in several]
        return []


def words_of(token: Token) -> str:
    """Return the head word of a phrase with the nouns before it: "product officer"."""
    before = [c for c in token.lefts if c.dep_ == "compound" and c.pos_ not in _NOT_NOUNS]
    return " ".join(one.text for one in (*before, token))
