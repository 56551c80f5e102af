"""What a stretch of speech is: its tokens, the words that tell of it, its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

Kind = Literal["direct", "indirect"]
Stretch = tuple[int, int]

_TRIM = frozenset([",", ".", ";", ":", "—", "–", "--", "-", " ", "…"])
_LINKS = ("ADV", "CCONJ", "SCONJ")
_NOT_IN_A_NAME = ("punct", "relcl", "acl", "appos", "advcl", "parataxis")


@dataclass(frozen=True)
class Source:
    """Who speaks.

    Parameters
    ----------
    head : Token, optional
        Head of the phrase that names the speaker; None where nobody is named.
    stands : Token, optional
        The word that stands for the source in the clause of the cue: "who" in "the
        founder, who says so"; else the head itself.
    opens : int
        The first token that the phrase may have, where a parse goes wrong before it.
    """

    head: Token | None = None
    stands: Token | None = None
    opens: int = 0


@dataclass(frozen=True)
class Speech:
    """What someone says, thinks or writes, with the words that tell so.

    Parameters
    ----------
    stretches : tuple of (int, int)
        First and last token of each stretch in the reading; two where the words that
        name the speaker stand in between.
    cue : tuple of Token
        The words that introduce it, in order; empty where nothing does.
    source : Source
        Who speaks.
    kind : str
        direct or indirect.
    """

    stretches: tuple[Stretch, ...]
    cue: tuple[Token, ...]
    source: Source
    kind: Kind = "indirect"

    @property
    def tokens(self) -> set[int]:
        """All tokens of the stretches."""
        return {i for first, last in self.stretches for i in range(first, last + 1)}

    @property
    def end(self) -> int:
        """The last token of the speech and its cue."""
        return max([last for _, last in self.stretches] + [t.i for t in self.cue])


def make_speech(
    spans: Iterable[Stretch], cue: tuple[Token, ...], source: Source
) -> Speech | None:
    """Return the speech of the spans that hold a word, trimmed; None if none does."""
    doc = cue[0].doc
    trimmed = [_trim(doc, first, last) for first, last in spans]
    kept = tuple(one for one in trimmed if one is not None)
    particles = [c for c in cue[-1].children if c.dep_ == "prt" and c.i == cue[-1].i + 1]
    return Speech(kept, (*cue, *particles), source) if kept else None


def _trim(doc: Doc, first: int, last: int) -> Stretch | None:
    """Return a span without commas, stops and spaces at its ends, or None if empty."""
    while first <= last and (doc[first].is_space or doc[first].text in _TRIM):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in _TRIM):
        last -= 1
    words = any(_has_content(doc[i]) for i in range(first, last + 1))
    return (first, last) if words else None


def _has_content(token: Token) -> bool:
    """Whether a word is more than "still" or "but", which are the writer's own links."""
    return (token.is_alpha or token.like_num) and token.pos_ not in _LINKS


def text_at(doc: Doc, i: int) -> str:
    """Return the token at a place, or nothing outside the text."""
    return doc[i].text if 0 <= i < len(doc) else ""


def phrase_of(head: Token) -> Stretch:
    """Return the first and last token of the phrase that names a source.

    What follows in apposition or in a relative clause is left out, and a coordination
    of anything but names and nouns.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["Phil Smith, a spokesman for the union, said he left."])
    >>> first, last = phrase_of(doc[1])
    >>> doc[first : last + 1].text
    'Phil Smith'
    """
    first = last = head.i
    for child in head.children:
        if child.dep_ in _NOT_IN_A_NAME:
            continue
        if child.i < head.i:
            first = min(first, child.left_edge.i)
        elif child.dep_ in ("prep", "pobj", "flat", "nmod", "case") or (
            child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN")
        ):
            last = max(last, phrase_of(child)[1])
    return first, last
