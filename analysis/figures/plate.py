"""The one-page plate: four findings, each with what it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_of,
    listed,
    small_n_note,
)
from analysis.figures.findings import LAST, choose_findings, choose_outlets
from analysis.figures.left_out import (
    DOES_NOT_SHOW,
    MEASURE,
    find_left_out,
    panel_left_out,
    trace_left_out,
)
from analysis.figures.saying import say_finding, say_stands_on
from analysis.figures.sentiment import add_codes, trust_note
from analysis.figures.tracing import Asked, Trace
from analysis.tables import rows_of

_MOST_OUTLETS = 6
_MOST = 4
_COLUMNS = [
    "panel",
    "question",
    "measure",
    "target",
    "finding",
    "stands_on",
    "display",
    "outlet",
    "value",
    "low",
    "high",
    "n",
    "lowest",
    "bar",
    "quote",
]
_LONGEST = 20  # characters of the marked words that a cut quote must hold


def prepare_plate(tables: Tables) -> Drawing:
    """Four findings with interval, n, robustness and a sentence of each outlet."""
    from analysis.plots.plate import PAGE, draw_plate
    from analysis.plots.style import find_room

    found = choose_findings(tables["comparisons"], tables["robustness_summary"], most=_MOST)
    if found.empty:
        raise CannotDraw("no two outlets can be compared on anything")
    # What is left out has no test: it is shown where its question has no firm answer.
    last = found["question"] == LAST
    firm = (found["q"] < 0.05) & last
    left_out = pd.DataFrame() if firm.any() else find_left_out(tables)
    if len(left_out):
        found = pd.concat([found[~last], found[last]]).head(_MOST - 1)
    panels = [_panel(tables, row) for row in rows_of(found)]
    if len(left_out):
        panels.append(panel_left_out(tables, left_out, most=_MOST_OUTLETS))
    numbered = [rows.assign(panel=number) for number, rows in enumerate(panels, 1)]
    rows = pd.concat(numbered, ignore_index=True)[_COLUMNS]
    title, subtitle, note = (
        _title(found, len(panels), tables),
        _subtitle(tables),
        _note(rows, found, tables),
    )
    top, bottom = find_room(PAGE[0], title, subtitle, note)
    return Drawing(
        rows,
        partial(draw_plate, top=top, bottom=bottom),
        title,
        subtitle,
        note,
        "Four panels, each with a mark and an interval and a sentence for every outlet: "
        + "; ".join(dict.fromkeys(rows["finding"]))
        + ".",
    )


def _panel(tables: Tables, found: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return the rows of one finding: an outlet each, the highest first."""
    from analysis.measures.catalogue import MEASURES

    limits = MEASURES[found.measure].limits
    own = tables["intervals"]
    own = own[(own["measure"] == found.measure) & (own["target"] == found.target)]
    own = add_display(own).sort_values(
        ["value", "outlet"], ascending=[False, True], ignore_index=True
    )
    pair = (found.left, found.right)
    shown = choose_outlets(own.dropna(subset="value"), pair, most=_MOST_OUTLETS)
    silent = own.loc[own["value"].isna(), "outlet"].tolist()
    kept = own[own["outlet"].isin([*shown, *silent[: _MOST_OUTLETS - len(shown)]])]
    quotes = _quotes(tables, found, kept, limits)
    rounded = {name: kept[name].round(4) for name in ("value", "low", "high")}
    values = dict(zip(own["outlet"], own["value"].round(4), strict=True))
    return kept.assign(
        **rounded,
        question=found.question,
        finding=say_finding(found, values, limits),
        stands_on=say_stands_on(found, limits) + _left_out(len(kept), len(own)),
        quote=[quotes.get(outlet, "") for outlet in kept["outlet"]],
        lowest=limits[0],
        bar="interval",
    )


def _left_out(shown: int, outlets: int) -> str:
    """Say that not all outlets are shown."""
    return f". {shown} of {outlets} outlets are shown" if shown < outlets else ""


def _quotes(
    tables: Tables,
    found: Any,  # noqa: ANN401
    rows: pd.DataFrame,
    limits: tuple[float, float],
) -> dict[str, str]:
    """Return for each outlet the sentence that shows its mean best, cut to the room."""
    from analysis.evidence import find_evidence
    from analysis.plots.fitting import cut_quote
    from analysis.plots.plate import QUOTE_INCHES, QUOTE_LINES, QUOTE_SIZE

    try:
        read = find_evidence(tables, found.measure, target=found.target, n=None)
    except InputError:  # nobody says anything of it
        return {}
    outlets = tables["articles"].set_index("article_id")["outlet"]
    told = pd.DataFrame(read).assign(outlet=read["article_id"].map(outlets))
    quotes = {}
    for row in rows_of(rows):
        # Praise shows a mean above zero, blame one below.
        side = -1.0 if limits[0] < 0 and row.value < 0 else 1.0
        own = told[told["outlet"] == row.outlet]
        if own.empty:
            continue
        best = own.loc[(own["value"] * side).idxmax()]  # the first of several
        quotes[row.outlet] = cut_quote(
            best["text"],
            inches=QUOTE_INCHES,
            size=QUOTE_SIZE,
            lines=QUOTE_LINES,
            at=_beginning(best["spans"]),
        )
    return quotes


def _beginning(spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first marked words, of a long stretch the beginning."""
    if not spans:
        return None
    start, end = spans[0]
    return start, min(end, start + _LONGEST)


def _title(found: pd.DataFrame, panels: int, tables: Tables) -> str:
    firm, articles = int((found["q"] < 0.05).sum()), tables["articles"]
    many = articles["outlet"].value_counts().min() >= 5
    tested = int(found["q"].notna().sum())
    untested = "" if tested == panels else f", {panels - tested} not tested"
    return (
        f"{count_of(len(articles), 'telling')} of one story: {firm or 'none'} of "
        f"{count_of(panels, 'finding')} about these {'outlets' if many else 'texts'} "
        f"{'is' if firm == 1 else 'are'} firm{untested}"
    )


def _subtitle(tables: Tables) -> str:
    articles = tables["articles"]
    return (
        f"{count_of(len(articles), 'article')} from "
        f"{count_of(articles['outlet'].nunique(), 'outlet')}, "
        f"{articles['words'].sum():,} words; of every question its firmest comparison; marks: "
        "means by outlet, bars: 95% intervals, hollow: too little text for one; n: sentences; "
        "firm: q below .05"
    )


def _note(rows: pd.DataFrame, found: pd.DataFrame, tables: Tables) -> str:
    """Say what cannot be concluded, a line each."""
    return "\n".join(
        [
            "What cannot be concluded",
            f"{small_n_note(tables['articles'])} Why they differ, and who is right, is not "
            "measured.".strip(),
            "“Not firm” is not “the same”: in texts of this length only large differences are "
            "found.",
            "Each panel shows the firmest of many ("
            + listed([f"{row.compared:,}" for row in rows_of(found)])
            + " compared), so luck has its part; q allows for all pairs and targets of one "
            "measure.",
            _not_shown(rows),
            *_distrust(found, tables),
        ]
    )


def _distrust(found: pd.DataFrame, tables: Tables) -> list[str]:
    """Say, where sentiment is shown, whether the hand codes bear it out."""
    if not found["measure"].isin(["sentiment", "own-voice sentiment"]).any():
        return []
    means = tables["intervals"]
    note = trust_note(add_codes(means[means["measure"] == "sentiment"], tables))
    return [note] if note else []


def _not_shown(rows: pd.DataFrame) -> str:
    """Say what the measures on the page do not show."""
    from analysis.measures.catalogue import MEASURES

    limits = {name: measure.does_not_show for name, measure in MEASURES.items()}
    limits[MEASURE] = DOES_NOT_SHOW
    parts = [
        f"{name} {'do' if name == MEASURE else 'does'} not show {limits[name]}"
        for name in dict.fromkeys(rows["measure"])
    ]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def trace_plate(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from every mean to its sentences; of an outlet without any, to none."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked(row.measure, row.target, row.outlet),)
        if row.measure == MEASURE:
            yield from trace_left_out(place, row, tables)
        elif np.isfinite(row.value):
            yield Trace((place,), "value", row.value, asked, "mean")
        else:
            yield Trace((place,), "n", row.n, asked, "rows")
