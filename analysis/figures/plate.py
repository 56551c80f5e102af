"""The one-page plate: the story's main comparisons together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from analysis.figures.drawing import CannotDraw, Drawing, Tables, count_of, small_n_note
from analysis.figures.sentiment import prepare_sentiment, trace_sentiment, trust_note
from analysis.figures.topics import prepare_topic_shares
from analysis.figures.tracing import Asked, Trace, trace_means
from analysis.figures.words import prepare_wordings, prepare_words
from analysis.tables import rows_of

_WORDS = 5
_WORDINGS = 4
_MOST_TARGETS = 2


def prepare_plate(tables: Tables) -> Drawing:
    """Sentiment, topics, words and wordings of every outlet on one page."""
    from analysis.plots.plate import draw_plate

    panels = {
        "sentiment": (prepare_sentiment, _sentiment_rows),
        "topics": (prepare_topic_shares, _topic_rows),
        "words": (prepare_words, _word_rows),
        "wordings": (prepare_wordings, _wording_rows),
    }
    drawn, titles = [], {}
    for panel, (prepare, choose) in panels.items():
        try:
            drawing = prepare(tables)
        except CannotDraw:
            continue
        titles[panel] = drawing.title
        drawn.append(choose(drawing.rows).assign(panel=panel))
    if not drawn:
        raise CannotDraw("none of its panels can be drawn")
    articles = tables["articles"]
    rows = pd.concat(drawn, ignore_index=True).reindex(
        columns=[
            "panel",
            "target",
            "display",
            "outlet",
            "value",
            "low",
            "high",
            "n",
            "coded",
            "text",
        ]
    )
    outlets = articles["outlet"].nunique()
    return Drawing(
        rows,
        draw_plate,
        titles.get("wordings") or next(iter(titles.values())),
        f"{count_of(len(articles), 'article')} from {count_of(outlets, 'outlet')}, "
        f"{articles['words'].sum():,} words; bars are 95% intervals"
        + ("; crosses are means of the hand codes" if rows["coded"].notna().any() else ""),
        f"{small_n_note(articles)} {trust_note(rows)}".strip(),
        "Four panels: " + "; ".join(titles.values()) + ".",
    )


def _sentiment_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the targets most spoken of."""
    most = rows.groupby("target")["n"].sum().sort_values(ascending=False, kind="stable")
    kept = rows[rows["target"].isin(most.index[:_MOST_TARGETS])]
    return kept.assign(text="")


def _topic_rows(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(text="")


def _word_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Join each outlet's most over-used words."""
    best = rows.groupby(["display", "outlet"], sort=True).head(_WORDS)
    return _joined(best.assign(piece=best["term"]), ", ")


def _wording_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Join each outlet's wordings of the event, the most frequent first."""
    ranked = rows.sort_values(
        ["display", "times", "lemma"], ascending=[True, False, True], kind="stable"
    )
    best = ranked.groupby(["display", "outlet"], sort=True).head(_WORDINGS)
    pieces = [f"{row.lemma} ({row.times})" for row in rows_of(best)]
    return _joined(best.assign(piece=pieces), ", ")


def _joined(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    joined = rows.groupby(["display", "outlet"])["piece"].agg(by.join)
    return joined.rename("text").reset_index()


def trace_plate(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from every number of a panel to its sentences, as its own figure does."""
    tracers = {
        "sentiment": trace_sentiment,
        "topics": trace_means("topic share"),
        "words": _trace_words,
        "wordings": _trace_wordings,
    }
    numbered = rows.reset_index(drop=True)
    for panel, own in numbered.groupby("panel", sort=False):
        for trace in tracers[str(panel)](own, tables):
            yield replace(trace, rows=tuple(own.index[at] for at in trace.rows))


def _trace_words(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    for place, row in enumerate(rows_of(rows)):
        counts = tables["keyness"].query("left == @row.outlet").set_index("term")["n_left"]
        for term in row.text.split(", "):
            asked = (Asked("keyness", term, row.outlet),)
            yield Trace((place,), "text", counts[term], asked, "count")


def _trace_wordings(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    for place, row in enumerate(rows_of(rows)):
        for lemma, times in re.findall(r"(.+?) \((\d+)\)(?:, |$)", row.text):
            asked = (Asked("naming", lemma, row.outlet),)
            yield Trace((place,), "text", int(times), asked, "count")
