"""Sentences with a marked target -> token numbers, the same in training and in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PADDING, UNKNOWN, OPENING, CLOSING, LEFT_MARK, RIGHT_MARK = range(6)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "<target>", "</target>")
MOST_TOKENS = 160  # of the sentence and its marks; a longer one is cut around the target
MOST_BEFORE = 48  # of the sentence before: its last ones
_CLITIC = re.compile(r"['’]\s?s?$")


class Marked(NamedTuple):
    """Token numbers, and the places of the marks before and after the target."""

    tokens: list[int]
    left: int
    right: int


@dataclass(frozen=True)
class Marker:
    """Marks targets: [CLS] sentence before [SEP] left <target> name </target> right [SEP].

    Parameters
    ----------
    tokenizer : Tokenizer
        Word pieces, lower-cased; from `make_tokenizer`.
    """

    tokenizer: Tokenizer

    def mark(
        self,
        texts: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        before: Sequence[str] | None = None,
    ) -> list[Marked]:
        """Return the token numbers of each text with its target marked.

        Parameters
        ----------
        texts : sequence of str
            Sentences.
        starts, ends : sequence of int
            Offsets of the target in its text, end exclusive. A possessive ending stands
            outside the marks.
        before : sequence of str, optional
            The sentence before each, or an empty string.
        """
        ends = [
            start + len(_CLITIC.sub("", text[start:end]) or text[start:end])
            for text, start, end in zip(texts, starts, ends, strict=True)
        ]
        spans = zip(texts, starts, ends, strict=True)
        parts = [part for text, i, j in spans for part in (text[:i], text[i:j], text[j:])]
        pieces = self._number(parts)
        context = self._number(list(before)) if before is not None else [[]] * len(texts)
        thirds = zip(pieces[::3], pieces[1::3], pieces[2::3], context, strict=True)
        return [_join(*each) for each in thirds]

    def _number(self, texts: list[str]) -> list[list[int]]:
        """Return the numbers of the word pieces of each text."""
        encoded = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return [each.ids for each in encoded]


def _join(left: list[int], name: list[int], right: list[int], before: list[int]) -> Marked:
    """Put the parts of one marked sentence together, cut to what is allowed."""
    name = name[: MOST_TOKENS // 2]
    room = MOST_TOKENS - len(name) - 4
    keep = max(room // 2, room - len(right))
    left = left[max(0, len(left) - keep) :]
    right = right[: room - len(left)]
    context = [*before[-MOST_BEFORE:], CLOSING] if before else []
    head = [OPENING, *context, *left]
    tokens = [*head, LEFT_MARK, *name, RIGHT_MARK, *right, CLOSING]
    return Marked(tokens, len(head), len(head) + 1 + len(name))


def make_tokenizer(pieces: Sequence[str]) -> Tokenizer:
    """Return a lower-casing word-piece tokenizer of these pieces (Wu et al. 2016).

    >>> tokenizer = make_tokenizer([*SPECIAL, "star", "##tup", "s"])
    >>> tokenizer.encode("Startup", add_special_tokens=False).tokens
    ['star', '##tup']
    """
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    numbers = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token=SPECIAL[UNKNOWN]))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
