"""Figures of sentiment: means, course through the text, differences, headlines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_firm,
    count_of,
    listed,
    signed,
    small_n_note,
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace, join_traces, trace_means
from analysis.tables import highest_row, lowest_row, rows_of

_MEANS = ["target", "display", "outlet", "value", "low", "high", "n"]
_PAIR = ["target", "pair", "left", "right"]
_ABOUT_HEADLINES = {
    False: "sentiment of the one headline (hollow) and mean of the body (filled, 95% "
    "interval); a single sentence has no interval, so headlines are shown, not tested",
    True: "mean sentiment of an outlet's headlines that refer to the target (hollow) and of "
    "its articles' bodies (filled, 95% interval); headlines are shown, not tested",
}
_UNIT = "mean of positive minus negative per sentence that refers to the target, -1 to +1"


def prepare_sentiment(tables: Tables) -> Drawing:
    """Mean sentiment toward each target by outlet, with intervals."""
    from analysis.plots.means import draw_means

    rows = add_codes(_means(tables, "sentiment"), tables)
    pairs, small = _family(tables, "sentiment"), small_n_note(tables["articles"])
    return Drawing(
        rows[[*_MEANS, "coded", "resampled"]],
        partial(draw_means, xlabel="← negative          positive →"),
        _extremes(rows, pairs) + _signs(rows),
        f"{_UNIT}; bars: 95% intervals; n: sentences; headings left out"
        + ("; cross: mean of the hand codes" if rows["coded"].notna().any() else ""),
        say_resampled(rows) + " ".join(filter(None, (small, trust_note(rows)))),
        "A panel per target, a row per outlet: "
        + listed(
            [f"{r.display} toward {r.target} {signed(r.value)}" for r in rows_of(rows)]
        )
        + ".",
    )


def prepare_differences(tables: Tables) -> Drawing:
    """Every pair's difference in sentiment, with interval and q."""
    from analysis.plots.differences import draw_differences

    pairs = _family(tables, "sentiment")
    if pairs["difference"].isna().all():
        raise CannotDraw("no two outlets have sentences that refer to the same target")
    rows = pairs.assign(
        pair=[f"{row.left} − {row.right}" for row in rows_of(pairs)],
        **{name: pairs[name].round(4) for name in ("difference", "low", "high", "q")},
    ).sort_values(["target", "difference", "pair"], ignore_index=True)
    counted = count_firm(rows, "in sentiment")
    title = counted[:1].upper() + counted[1:]
    return Drawing(
        rows[[*_PAIR, "difference", "low", "high", "p", "q", "resampled", "reason"]],
        partial(draw_differences, xlabel="difference in mean sentiment (left − right)"),
        title,
        "difference of means, with 95% interval; dark: q below .05 (Benjamini-Hochberg over "
        "all pairs and targets); cross: refused, with the reason in the table",
        f"{say_resampled(rows)}{small_n_note(tables['articles'])}",
        "A panel per target, a row per pair: "
        + listed(
            [
                f"{r.pair} {signed(r.difference)} ({r.target})"
                for r in rows_of(rows[rows["difference"].notna()])
            ]
        )
        + ".",
    )


def prepare_headlines(tables: Tables) -> Drawing:
    """Headline against body: sentiment toward the targets that the headline names."""
    from analysis.plots.headlines import draw_headlines

    headline, body = (
        _means(tables, "headline sentiment", needed=False),
        _means(tables, "sentiment"),
    )
    if headline.empty:
        raise CannotDraw("no article has a headline that refers to a target")
    rows = headline[["target", "display", "outlet", "value"]].rename(
        columns={"value": "headline"}
    )
    rows = rows.merge(
        body[["target", "display", "value", "low", "high"]],
        on=["target", "display"],
        how="left",
    ).rename(columns={"value": "body"})
    gap = (rows["headline"] - rows["body"]).abs()
    widest = highest_row(rows.assign(gap=gap.fillna(-1)), "gap")
    headlines = _count_headlines(tables)
    several = bool(headline["n"].max() > 1)
    return Drawing(
        rows,
        draw_headlines,
        f"Widest gap between headline and body: {widest.outlet} toward {widest.target} "
        f"({signed(widest.headline)} against {_or_none(widest.body)}; "
        f"n = {count_of(headlines, 'headline')})",
        _ABOUT_HEADLINES[several],
        f"{say_resampled(body)}{small_n_note(tables['articles'])}".strip(),
        "A panel per target: "
        + listed(
            [
                f"{r.display} headline {signed(r.headline)}, body {_or_none(r.body)}"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def _count_headlines(tables: Tables) -> int:
    """Return how many headlines refer to a target; one that refers to two counts once."""
    from analysis.measures.values import value_sentiment

    scores = value_sentiment(tables["sentences"], tables["sentiment"], headline=True)
    return int(scores["article_id"].nunique())


trace_sentiment = join_traces(
    trace_means("sentiment", n="n"),
    trace_means("hand-coded sentiment", column="coded", adds="plain mean"),
)

trace_headlines = join_traces(
    trace_means("headline sentiment", column="headline"),
    trace_means("sentiment", column="body"),
)


def trace_differences(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a difference to the sentences of both texts."""
    for place, row in enumerate(rows_of(rows)):
        sides = [Asked("sentiment", row.target, side) for side in (row.left, row.right)]
        if pd.notna(row.difference):
            yield Trace((place,), "difference", row.difference, tuple(sides), "difference")


def _means(tables: Tables, measure: str, *, needed: bool = True) -> pd.DataFrame:
    """Return the intervals of a measure, rounded, outlets in alphabetical order."""
    intervals = tables["intervals"]
    rows = add_display(intervals[intervals["measure"] == measure])
    rows = rows[rows["value"].notna()]
    if needed and rows.empty:
        raise CannotDraw("no sentence refers to a target: give a cast or a --target")
    rounded = {name: rows[name].round(4) for name in ("value", "low", "high")}
    rows = rows.assign(**rounded)
    return rows.sort_values(
        ["target", "display"], ascending=[False, True], ignore_index=True
    )


def add_codes(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Add coded, the mean hand code of the same article and target.

    Missing where fewer than six sentences are coded, unless the model has no more: a code
    or two would say little of the article.
    """
    from analysis.compare.estimating import LEAST_CODED
    from analysis.measures.code_scores import average_codes

    codes = average_codes(tables["codes"], tables["sentences"], tables["articles"])
    of_outlet = codes.groupby(["outlet", "target"])
    coded = of_outlet.agg(coded=("value", "mean"), n_coded=("n", "sum")).reset_index()
    joined = rows.merge(coded, on=["outlet", "target"], how="left")
    enough = joined["n_coded"] >= joined["n"].clip(upper=LEAST_CODED)
    told = joined["coded"].astype(float).round(4).where(enough)
    return joined.drop(columns="n_coded").assign(coded=told)


def _signs(rows: pd.DataFrame) -> str:
    """Say how often model and hand codes are on different sides of zero."""
    apart, both = _apart(rows)
    return f"; hand codes have another sign in {apart} of {both}" if both else ""


def trust_note(rows: pd.DataFrame, means: str = "means") -> str:
    """Say whether the hand codes bear the model's means out, or that there are too few."""
    apart, both = _apart(rows)
    if not both:
        return (
            "No codes, or too few, check the sentiment of these texts: see tellings sample "
            "and tellings validate."
        )
    if not apart:
        return ""
    return (
        f"The sentiment model may err here: the hand codes have another sign in {apart} of "
        f"{both} {means}."
    )


def _apart(rows: pd.DataFrame) -> tuple[int, int]:
    """Count the means whose hand code has another sign, and those that have one."""
    both = rows[rows["coded"].notna() & rows["value"].notna()]
    return int((both["value"] * both["coded"] < 0).sum()), len(both)


def _or_none(value: float) -> str:
    """Return the number with its sign, or "none" where the body has no score."""
    return signed(value) if pd.notna(value) else "none"


def _family(tables: Tables, measure: str) -> pd.DataFrame:
    comparisons = tables["comparisons"]
    return comparisons[comparisons["measure"] == measure].reset_index(drop=True)


def _extremes(rows: pd.DataFrame, pairs: pd.DataFrame) -> str:
    """Say who is lowest and highest toward each target, and how many pairs differ firmly."""
    parts = []
    for target, own in rows.groupby("target", sort=False):
        low, high = lowest_row(own, "value"), highest_row(own, "value")
        parts.append(
            f"Toward {target}: {low.outlet} {signed(low.value)} (n = {low.n}) to "
            f"{high.outlet} {signed(high.value)} (n = {high.n})"
            if len(own) > 1
            else f"Toward {target}: {signed(low.value)} (n = {low.n})"
        )
    if len(pairs):
        counted = count_firm(pairs)
        parts.append(counted[:1].upper() + counted[1:])
    return ". ".join(parts)
