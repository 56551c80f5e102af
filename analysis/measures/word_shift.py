"""Which words make two outlets differ in a mean: values, sentences -> word_shift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.measures.measure import VALUES
from analysis.measures.terms import FUNCTION_WORDS, split_words
from analysis.tables import check, empty, require_columns

NO_WORD = "(no word)"  # a sentence of grammar, names and numbers alone


def shift_words(
    values: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    measure: str,
    names: Iterable[str] = (),
    pairs: Iterable[tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """Part the difference of two outlets' means among the words of their sentences.

    Every sentence hands its value on to its words, in equal parts. So a word has on each
    side a share p (of the sentences' weight that it carries; all words together 1) and a
    score s (the mean value of the sentences that it stands in), and sum(p x s) is the
    outlet's mean: over its sentences within an article, over its articles on an event,
    and over the events that both tell, as in `comparisons`. The contribution of a word to
    left minus right is

        (p_left - p_right) x ((s_left + s_right) / 2 - r)      by use
        + (p_left + p_right) / 2 x (s_left - s_right)          by score

    with the reference r halfway between the two means. Contributions add up to the
    difference, and swapping the outlets negates each. A word that one side lacks takes
    the other side's score: all of its contribution is by use.

    Parameters
    ----------
    values : DataFrame
        A values frame: article_id, sentence, target, value (of sentiment, of a frame),
        and optionally weight.
    sentences, articles : DataFrame
        The tables of these names.
    measure : str
        Name of the measure that the values are of.
    names : iterable of str
        Names and aliases whose words are left out: the target's own name stands in every
        sentence, whatever is said.
    pairs : iterable of (left, right), optional
        Outlets to compare; all pairs in alphabetical order otherwise.

    Returns
    -------
    DataFrame
        Table `word_shift`, key measure, target, left, right, term.

    Notes
    -----
    Does not show that a word causes the value: it shares it with its whole sentence. It
    does not show that a difference is firm either; see `comparisons`.

    Source: generalised word shift, Gallagher et al. 2021, EPJ Data Science 10:4, eq. 8,
    with scores per side; there a word's score comes from a lexicon.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": ["1", "2"], "sentence": 0,
    ...     "text": ["A fine start.", "A poor start."]})
    >>> articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["A", "B"],
    ...     "event": ""})
    >>> values = pd.DataFrame({"article_id": ["1", "2"], "sentence": 0, "target": "Meta",
    ...     "paragraph": 0, "value": [1.0, -1.0]})
    >>> shift = shift_words(values, sentences, articles, measure="sentiment")
    >>> shift.set_index("term")["contribution"].to_dict()
    {'fine': 0.5, 'poor': 0.5, 'start': 1.0}
    """
    require_columns(values, [c for c in VALUES if c != "paragraph"], "values")
    needed = ["article_id", "sentence", "text"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    require_columns(articles, ["article_id", "outlet", "event"], "articles")
    dropped = FUNCTION_WORDS | {word for name in names for word in split_words(name)}
    scored = values[["article_id", "sentence", "target", "value"]].assign(
        weight=values.get("weight", 1.0)
    )
    identity = articles[["article_id", "outlet", "event"]]
    placed = scored.merge(sentences[needed], on=["article_id", "sentence"]).merge(
        identity, on="article_id"
    )
    placed = placed[placed["weight"] > 0]
    wanted = list(combinations(sorted(set(articles["outlet"])), 2))
    wanted = wanted if pairs is None else list(pairs)
    parts = []
    for target, rows in placed.groupby("target", sort=True):
        told = dict(list(rows.groupby("outlet")))
        for left, right in wanted:
            sides = _on_common_events(told.get(left), told.get(right))
            if sides is None:
                continue
            shift = shift_between(*(_side(side, dropped) for side in sides))
            parts.append(shift.assign(target=target, left=left, right=right))
    if not parts:
        return empty("word_shift")
    return check(pd.concat(parts).assign(measure=measure), "word_shift")


def _on_common_events(
    left: pd.DataFrame | None, right: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return what both outlets say on the events that both tell; None without any."""
    if left is None or right is None:
        return None
    common = set(left["event"]) & set(right["event"])
    if not common:
        return None
    return left[left["event"].isin(common)], right[right["event"].isin(common)]


@dataclass(frozen=True)
class Side:
    """The words of one outlet toward one target.

    `share` and `score` by word: the part of the weight that a word carries, and the mean
    value of the sentences it stands in. `count` is how often it stands there.
    """

    share: pd.Series
    score: pd.Series
    count: pd.Series

    @property
    def mean(self) -> float:
        """The outlet's mean: the sum of share x score."""
        return float((self.share * self.score).sum())


def _side(rows: pd.DataFrame, dropped: frozenset[str]) -> Side:
    """Hand the values of an outlet's sentences on to their words."""
    in_article = rows.groupby("article_id")["weight"].transform("sum")
    in_event = rows.groupby("event")["article_id"].transform("nunique")
    weights = rows["weight"] / (in_article * in_event * rows["event"].nunique())
    share: Counter[str] = Counter()
    scored: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for text, value, weight in zip(rows["text"], rows["value"], weights, strict=True):
        words = _words(text, dropped)
        for word in words:
            share[word] += weight / len(words)
            scored[word] += weight / len(words) * value
            counts[word] += 1
    terms = sorted(share)
    shares = pd.Series([share[t] for t in terms], index=terms, dtype="float64")
    scores = pd.Series([scored[t] / share[t] for t in terms], index=terms, dtype="float64")
    return Side(shares, scores, pd.Series([counts[t] for t in terms], index=terms))


def _words(text: str, dropped: frozenset[str]) -> list[str]:
    """Return the words of a sentence that say something, or the mark that none does."""
    said = [word for word in split_words(text) if word not in dropped and len(word) > 1]
    return said or [NO_WORD]


def shift_between(left: Side, right: Side) -> pd.DataFrame:
    """Return the contribution of every word to left minus right.

    Returns
    -------
    DataFrame
        term, contribution, by_use, by_score, p_left, p_right, score_left, score_right,
        n_left, n_right.
    """
    terms = sorted({*left.share.index, *right.share.index})
    p = [side.share.reindex(terms, fill_value=0.0).to_numpy() for side in (left, right)]
    s = [side.score.reindex(terms) for side in (left, right)]
    own = [s[0].fillna(s[1]).to_numpy(), s[1].fillna(s[0]).to_numpy()]
    reference = (left.mean + right.mean) / 2
    by_use = (p[0] - p[1]) * ((own[0] + own[1]) / 2 - reference)
    by_score = (p[0] + p[1]) / 2 * (own[0] - own[1])
    total = float(np.sum(by_use + by_score))
    if abs(total - (left.mean - right.mean)) > 1e-9:
        raise AssertionError(f"contributions add up to {total}, not to the difference")
    counts = [side.count.reindex(terms, fill_value=0) for side in (left, right)]
    return pd.DataFrame(
        {
            "term": terms,
            "contribution": by_use + by_score,
            "by_use": by_use,
            "by_score": by_score,
            "p_left": p[0],
            "p_right": p[1],
            "score_left": s[0].to_numpy(),
            "score_right": s[1].to_numpy(),
            "n_left": counts[0].to_numpy(),
            "n_right": counts[1].to_numpy(),
        }
    )
