"""Figures of topics: the map, the shares by outlet, how stable they are."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_firm,
    count_of,
    have_several,
    join_said,
    listed,
    signed,
    small_n_note,
    with_display,
)
from analysis.figures.resampling import say_resampled
from analysis.tables import highest_row, rows_of

_BAR = 0.85


def prepare_topic_map(tables: Tables) -> Drawing:
    """Every sentence near those that speak of the same."""
    from analysis.plots.topic_map import plot_topic_map

    topics = tables["topics"]
    placed = tables["topic_map"].merge(tables["sentence_topics"]).merge(topics, on="topic")
    if len(topics) < 2:
        raise CannotDraw("there are too few sentences to tell topics apart")
    rows = with_display(placed, tables["articles"])
    rows = rows.assign(x=rows["x"].round(3), y=rows["y"].round(3))
    largest = topics.iloc[0]
    return Drawing(
        rows[["article_id", "sentence", "display", "outlet", "topic", "label", "x", "y"]],
        plot_topic_map,
        f"{count_of(len(rows), 'sentence')} fall into {count_of(len(topics), 'topic')}; the "
        f"largest, “{largest.label}”, holds {100 * largest['size'] / len(rows):.0f}%",
        "each mark a sentence; the most typical of a topic stand in the middle of its disc, and "
        "discs of related topics stand near each other (sentence embeddings); headings included",
        small_n_note(tables["articles"]),
        "A scatter of sentences in groups: "
        + listed([f"{row.label} ({row.size})" for row in rows_of(topics)])
        + ".",
    )


def prepare_topic_shares(tables: Tables) -> Drawing:
    """Share of each outlet's sentences by topic, with intervals."""
    from analysis.plots.means import draw_means

    intervals, articles = tables["intervals"], tables["articles"]
    rows = add_display(intervals[intervals["measure"] == "topic share"])
    if rows.empty or rows["target"].nunique() < 2:
        raise CannotDraw("there are too few sentences to tell topics apart")
    order = {label: i for i, label in enumerate(tables["topics"]["label"])}
    rows = rows.assign(**{name: rows[name].round(4) for name in ("value", "low", "high")})
    rows = rows.sort_values(
        ["target", "display"],
        key=lambda column: column.map(order) if column.name == "target" else column,
        ignore_index=True,
    )
    top = highest_row(rows, "value")
    pairs = tables["comparisons"]
    family = pairs[pairs["measure"] == "topic share"]
    return Drawing(
        rows[["target", "display", "outlet", "value", "low", "high", "n", "resampled"]],
        partial(
            draw_means, columns=2, zero=False, percent=True, xlabel="share of sentences (%)"
        ),
        join_said(_gives_most(top, articles), count_firm(family, "between texts")),
        f"share of each {'outlet' if have_several(articles) else 'article'}'s sentences by "
        f"topic{', mean over its articles' if have_several(articles) else ''}, with 95% "
        "intervals; headings left out; firm: q below .05",
        f"{say_resampled(rows)}{small_n_note(tables['articles'])}".strip(),
        "A panel per topic, a row per outlet: "
        + listed([f"{r.display} {100 * r.value:.0f}% {r.target}" for r in rows_of(rows)])
        + ".",
    )


def _gives_most(top: Any, articles: pd.DataFrame) -> str:  # noqa: ANN401
    """Say which outlet gives most to which topic; of several articles it is their mean."""
    share, own = f"{100 * top.value:.0f}%", int((articles["outlet"] == top.outlet).sum())
    if own < 2:
        return f"{top.outlet} gives {share} of its {top.n} sentences to “{top.target}”"
    return (
        f"{top.outlet} gives {share} (mean of its {own} articles, n = {top.n} sentences) to "
        f"“{top.target}”"
    )


def prepare_topic_stability(tables: Tables) -> Drawing:
    """Stability and coherence by number of topics and method."""
    from analysis.measures.topic_stability import MOST_MEASURED
    from analysis.plots.stability import draw_stability

    stability, chosen = tables["topic_stability"], len(tables["topics"])
    if stability.empty:
        raise CannotDraw("the stability of topics was not measured on this story")
    means = stability.groupby(["method", "n_topics"])[["ari", "npmi"]].mean().round(3)
    ours = "consensus"
    rows = means.reset_index().rename(columns={"n_topics": "topics"})
    rows = rows.sort_values(
        ["method", "topics"],
        key=lambda column: column.ne(ours) if column.name == "method" else column,
        kind="stable",
        ignore_index=True,
    )
    here = rows[(rows["method"] == ours) & (rows["topics"] == chosen)].iloc[0]
    own = stability[(stability["method"] == ours) & (stability["n_topics"] == chosen)]
    runs, worst = int(own["runs"].min()), own["ari"].min()
    many = tables["topics"]["size"].sum() > MOST_MEASURED
    sampled = (
        f" Measured on {MOST_MEASURED} sentences at most, taken evenly." if many else ""
    )
    rivals = rows[(rows["topics"] == chosen) & (rows["npmi"] > here.npmi)][
        "method"
    ].tolist()
    return Drawing(
        rows,
        partial(draw_stability, chosen=chosen, bar=_BAR),
        f"{chosen} topics: runs agree at {here.ari:.2f}, at worst {worst:.2f} (adjusted Rand "
        f"index, n = {runs} runs of each change)",
        "mean over what could change: other seeds, articles in another order, a tenth of the "
        "sentences left out; grey band: the number shown",
        f"Coherence of our topics is {signed(here.npmi)}"
        + (f", below that of {listed(rivals)} with as many topics." if rivals else ".")
        + _fewer_runs(stability, runs)
        + sampled,
        "Two panels of lines against the number of topics, by method: "
        + listed(
            [
                f"{r.method} with {r.topics}: {r.ari:.2f} and {r.npmi:.2f}"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def _fewer_runs(stability: pd.DataFrame, runs: int) -> str:
    """Say which methods were run less often.

    >>> _fewer_runs(pd.DataFrame({"method": ["NMF", "LDA"], "runs": [20, 3]}), 20)
    ' LDA: n = 3 runs of each change.'
    """
    fewest = stability.groupby("method")["runs"].min()
    told = [f"{name}: n = {count}" for name, count in fewest[fewest < runs].items()]
    return f" {listed(told)} runs of each change." if told else ""
