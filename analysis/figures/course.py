"""Figure of the course of sentiment through each article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    signed,
    small_n_note,
    with_display,
)
from analysis.figures.tracing import Asked, Trace
from analysis.tables import lowest_row, rows_of

_WINDOW = 5
_COLUMNS = [
    "target",
    "display",
    "outlet",
    "article_id",
    "sentence",
    "position",
    "score",
    "running",
    "quoted",
]


def prepare_course(tables: Tables) -> Drawing:
    """Sentiment along the reading of each article."""
    from analysis.measures.values import value_sentiment
    from analysis.plots.trajectory import draw_trajectories

    articles, sentences = tables["articles"], tables["sentences"]
    values = value_sentiment(sentences, tables["sentiment"])
    if values.empty:
        raise CannotDraw("no sentence refers to a target: give a cast or a --target")
    length = articles.set_index("article_id")["body"].str.len()
    rows = with_display(
        values.merge(sentences[["article_id", "sentence", "start"]]), articles
    ).rename(columns={"value": "score"})
    rows["position"] = (rows["start"] / rows["article_id"].map(length)).round(4)
    rows["score"] = rows["score"].round(2)
    told = tables["sentiment"].rename(columns={"entity": "target"})
    rows = rows.merge(told[["article_id", "sentence", "target", "voice"]])
    rows["quoted"] = ~rows["voice"].isin(["", "outlet"])
    order = ["target", "display", "article_id", "position"]
    rows = rows.sort_values(order, ignore_index=True)
    running = rows.groupby(["target", "article_id"])["score"].transform(
        lambda scores: scores.rolling(_WINDOW, center=True, min_periods=_WINDOW).mean()
    )
    rows["running"] = running.round(3)
    by = "running" if running.notna().any() else "score"
    lowest = lowest_row(rows, by)
    meant = f"mean of {_WINDOW} sentences " if by == "running" else ""
    return Drawing(
        rows[_COLUMNS],
        draw_trajectories,
        f"The lowest stretch: {lowest.outlet} toward {lowest.target}, at "
        f"{100 * lowest.position:.0f}% of {_which(lowest, articles)} "
        f"({meant}{signed(lowest[by])}; n = {count_of(len(rows), 'score')})",
        "score of each sentence that refers to the target (points"
        + (", hollow where quoted" if rows["quoted"].any() else "")
        + f") and the running mean of {_WINDOW} such sentences of an article (line), by place "
        "in it",
        small_n_note(articles),
        f"A row per target, a column per outlet. Points are sentences between -1 and 1; the "
        f"line is their running mean, lowest for {lowest.display} toward {lowest.target}.",
    )


def _which(lowest: Any, articles: pd.DataFrame) -> str:  # noqa: ANN401
    """Return which text is meant, by its id where the outlet has several."""
    several = (articles["outlet"] == lowest.outlet).sum() > 1
    return f"its article {lowest.article_id}" if several else "the text"


def trace_course(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a point to its sentence, and from the line to the sentences of its mean."""
    numbered = rows.reset_index(drop=True)
    for (target, outlet), own in numbered.groupby(["target", "outlet"]):
        asked = (Asked("sentiment", str(target), str(outlet)),)
        for article_id, course in own.groupby("article_id"):
            places = course["sentence"].tolist()
            for at, row in enumerate(rows_of(course.reset_index())):
                point = {"article_id": (article_id,), "sentence": (row.sentence,)}
                yield Trace((row.index,), "score", row.score, asked, "mean", point)
                if pd.notna(row.running):
                    half = _WINDOW // 2
                    window = tuple(places[at - half : at + half + 1])
                    around = point | {"sentence": window}
                    yield Trace((row.index,), "running", row.running, asked, "mean", around)
