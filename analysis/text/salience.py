"""How likely a mention is the antecedent of a pronoun or a nominal: a weighted sum.

The cues are those of the literature on pronouns (Lappin & Leass 1994, Computational
Linguistics 20(4): recency, subject before object, parallel roles; Hobbs 1978, Lingua 44:
distance in the tree). The weights were set by hand, mainly from a logistic regression on
the even rows of GAP development, rounded to quarters; two of the cues and the rules of
grammar were kept with all rows in view. `benchmarks/gap.py` reports the odd rows apart:
they are not wholly unseen, so their figure is kinder than new text would be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from analysis.text.syntax import governing_subjects, may_corefer, role, top, tree_distance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading
    from analysis.text.spans import Mention

_FARTHEST_IN_TREE = 12


@dataclass(frozen=True)
class Pair:
    """A word to resolve and one mention that may be its antecedent."""

    word: Token
    mention: Mention
    reading: Reading
    mentions_so_far: int

    @property
    def head(self) -> Token:
        """Head of the antecedent."""
        return self.mention.head

    @property
    def apart(self) -> int:
        """Sentences between the two, as `Reading.apart` counts them."""
        return self.reading.apart(self.head, self.word)

    @property
    def follows(self) -> bool:
        """Whether the mention stands after the word."""
        return self.head.i > self.word.i


def _earlier_subject_beside(pair: Pair) -> bool:
    """Whether the mention is a subject before the word in its own sentence."""
    return pair.apart == 0 and not pair.follows and role(pair.head) == "subject"


def _follows_as_subject(pair: Pair) -> bool:
    """Whether the mention follows as the subject of a clause around the word."""
    head = top(pair.head)
    around = governing_subjects(pair.word)
    return pair.follows and any(found.i == head.i for found in around)


def _owner(pair: Pair) -> bool:
    """Whether the word is a possessive and the mention its clause's subject."""
    nearest = next(governing_subjects(pair.word), None)
    if nearest is None or role(pair.word) != "possessor":
        return False
    return nearest.i == top(pair.head).i


def _in_brackets(pair: Pair) -> bool:
    """Whether the mention opens an aside in brackets."""
    start = pair.mention.span.start
    return start > 0 and pair.head.doc[start - 1].text == "("


CUES: dict[str, tuple[float, Callable[[Pair], float]]] = {
    "sentences between": (-0.75, lambda pair: pair.apart),
    "tokens between, log": (-0.5, lambda pair: log(1 + abs(pair.head.i - pair.word.i))),
    "arcs between": (
        -0.25,
        lambda pair: min(tree_distance(pair.word, pair.head), _FARTHEST_IN_TREE),
    ),
    "follows": (-1.5, lambda pair: pair.follows),
    "subject": (1.0, lambda pair: role(pair.head) == "subject"),
    "subject before it in its sentence": (-1.0, _earlier_subject_beside),
    "same role": (1.0, lambda pair: role(pair.head) == role(pair.word)),
    "follows as subject": (1.0, _follows_as_subject),
    "subject of what is its own": (1.0, _owner),
    "oblique": (-0.5, lambda pair: role(pair.head) == "oblique"),
    "in brackets": (-0.5, _in_brackets),
    "mentions so far, log": (0.5, lambda pair: log(max(pair.mentions_so_far, 1))),
}
FORBIDDEN = -2.0  # grammar parts the word from any mention of a key in its sentence


def salience(pair: Pair) -> float:
    """Return the weighted sum of the cues; higher is likelier, no unit."""
    return sum(weight * float(cue(pair)) for weight, cue in CUES.values())


def best_scores(
    word: Token, mentions: Sequence[Mention], reading: Reading
) -> dict[str, float]:
    """Return for each key the score of its likeliest mention."""
    counts: dict[str, int] = {}
    for mention in mentions:
        if mention.kind != "pronoun":
            counts[mention.key] = counts.get(mention.key, 0) + 1
    scores: dict[str, float] = {}
    forbidden: set[str] = set()
    for mention in mentions:
        pair = Pair(word, mention, reading, counts.get(mention.key, 1))
        score = salience(pair)
        scores[mention.key] = max(score, scores.get(mention.key, score))
        if not may_corefer(word, mention.head):
            forbidden.add(mention.key)
    return {key: score + FORBIDDEN * (key in forbidden) for key, score in scores.items()}
