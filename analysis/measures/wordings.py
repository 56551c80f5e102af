"""Where the codebook's wordings stand in a parse, in any inflection, whoever they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.corpus.codebook import EventWord
from analysis.measures.arguments import Wording

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWN = frozenset(["his", "her", "their", "its", "my", "your", "our", "one"])
_FARTHEST = 3  # words that may stand inside a wording: "pushed the scientist out"


def index_words(
    words: tuple[EventWord, ...],
) -> dict[str, list[tuple[list[str], EventWord]]]:
    """Return the wordings by their first word, longest first."""
    index: dict[str, list[tuple[list[str], EventWord]]] = {}
    for word in words:
        parts = word.lemma.lower().replace("-", " - ").split()
        index.setdefault(parts[0], []).append((parts[1:], word))
    for several in index.values():
        several.sort(key=lambda entry: -len(entry[0]))
    return index


def find_wordings(
    doc: Doc, index: dict[str, list[tuple[list[str], EventWord]]]
) -> Iterator[tuple[Wording, EventWord]]:
    """Yield every place where a wording stands, whoever it speaks of."""
    taken = -1
    for token in doc:
        if token.i <= taken:
            continue
        for rest, word in _wordings_of(token, index):
            words = _rest_of(token, rest)
            if words is not None:
                yield Wording((token, *words), word.lemma), word
                taken = words[-1].i if words else token.i
                break


def _wordings_of(
    token: Token, index: dict[str, list[tuple[list[str], EventWord]]]
) -> list[tuple[list[str], EventWord]]:
    """Return the wordings that begin with a word, also where its lemma is spelt otherwise.

    The tagger reduces "axed" to "ax"; a regular past or present gives "axe" back.
    """
    found = index.get(token.lemma_.lower()) or index.get(token.lower_)
    if found or token.pos_ != "VERB":
        return found or []
    form = token.lower_
    stems = {form[: -len(end)] + e for end in ("ed", "ing", "es") for e in ("", "e")
             if form.endswith(end)}  # fmt: skip
    return next((index[stem] for stem in sorted(stems) if stem in index), [])


def _rest_of(first: Token, rest: list[str]) -> list[Token] | None:
    """Return the words that complete a wording, not far behind and in one clause."""
    found: list[Token] = []
    at = first.i + 1
    for part in rest:
        for token in first.doc[at : at + _FARTHEST + 1]:
            if token.is_punct and part != "-":
                return None
            if part in (token.lower_, token.lemma_.lower()) or (
                part == "one's" and token.lower_ in _OWN
            ):
                found.append(token)
                at = token.i + 1
                break
        else:
            return None
    return found
