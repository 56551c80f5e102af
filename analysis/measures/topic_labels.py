"""Labels of topics: the few terms, of those that weigh most, that tell a reader most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LABEL_TERMS = 3  # terms in a label, at most
PHRASE_BONUS = 1.25  # a phrase says more to a reader than a word of the same weight
_INSIDE = 0.5  # a word is dropped for the phrase that holds this share of its uses


def prefer_phrases(weighted: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Rank terms by weight, that of phrases times `PHRASE_BONUS`.

    >>> prefer_phrases([("model", 1.0), ("world_model", 0.9), ("meta", 0.5)])
    [('world_model', 1.125), ('model', 1.0), ('meta', 0.5)]
    """
    scored = [
        (term, round(weight * (PHRASE_BONUS if "_" in term else 1.0), 6))
        for term, weight in weighted
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))


def own_terms_first(ranked: Sequence[Sequence[tuple[str, float]]]) -> list[list[str]]:
    """Put each topic's terms that weigh more in it than in any other topic first.

    >>> own_terms_first([[("ai", 0.5), ("lab", 0.4)], [("ai", 0.6), ("lab", 0.1)]])
    [['lab', 'ai'], ['ai', 'lab']]
    """
    heaviest: dict[str, float] = {}
    for topic in ranked:
        for term, weight in topic:
            heaviest[term] = max(weight, heaviest.get(term, 0.0))
    return [
        [
            term
            for term, weight in sorted(topic, key=lambda pair: pair[1] < heaviest[pair[0]])
        ]
        for topic in ranked
    ]


def pick_terms(ranked: Sequence[str], uses: Mapping[str, int], *, n: int) -> list[str]:
    """Take the best terms that say something new.

    A term with one use comes after all others; a word is left out where a longer term
    holds most of its uses; and no two terms taken share a word.

    Parameters
    ----------
    ranked : sequence of str
        Terms, best first.
    uses : mapping of str to int
        How often the topic's sentences use each term.

    Examples
    --------
    >>> pick_terms(["freedom", "academic_freedom", "paper", "freedom_fighter"],
    ...     {"freedom": 3, "academic_freedom": 2, "paper": 1, "freedom_fighter": 1}, n=3)
    ['academic_freedom', 'paper']
    """
    taken: list[str] = []
    for term in sorted(ranked, key=lambda term: uses.get(term, 0) < 2):
        words = set(term.split("_"))
        known = {word for other in taken for word in other.split("_")}
        if not words & known and not _is_part(term, uses):
            taken.append(term)
    return taken[:n]


def label_topics(terms: Sequence[Sequence[str]]) -> list[str]:
    """Return one label a topic: its first terms that no earlier topic is called by.

    >>> label_topics([["a", "b", "c", "d"], ["a", "e"], ["a"], []])
    ['a, b, c', 'e', 'a (topic 2)', 'no common term']
    """
    labels: list[str] = []
    known: set[str] = set()
    for number, topic in enumerate(terms):
        fresh = [term for term in topic if term not in known][:LABEL_TERMS]
        again = f"{topic[0]} (topic {number})" if topic else "no common term"
        label = ", ".join(fresh) or again
        labels.append(label if label not in labels else f"{label} (topic {number})")
        known.update(fresh)
    return labels


def _is_part(term: str, uses: Mapping[str, int]) -> bool:
    """Whether a longer term of the topic holds most of the term's uses."""
    inner, own = f"_{term}_", uses.get(term, 0)
    return any(
        count >= max(2, _INSIDE * own) and inner in f"_{longer}_" and longer != term
        for longer, count in uses.items()
    )
