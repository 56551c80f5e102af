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
    listed,
    signed,
)
from analysis.figures.estimates import add_hand_means
from analysis.figures.findings import LAST, choose_findings, choose_outlets
from analysis.figures.left_out import (
    MEASURE,
    find_left_out,
    panel_left_out,
    trace_left_out,
)
from analysis.figures.plate_words import plate_note, plate_subtitle, plate_title
from analysis.figures.saying import say_finding, say_stands_on
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
    "coded",
    "n",
    "lowest",
    "bar",
    "quote",
    "resampled",
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
        plate_title(found, len(panels), tables),
        plate_subtitle(rows, tables),
        plate_note(rows, found, tables),
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
    own = add_display(add_hand_means(own, tables, found.measure)).sort_values(
        ["value", "outlet"], ascending=[False, True], ignore_index=True
    )
    pair = (found.left, found.right)
    shown = choose_outlets(own.dropna(subset="value"), pair, most=_MOST_OUTLETS)
    silent = own.loc[own["value"].isna(), "outlet"].tolist()
    kept = own[own["outlet"].isin([*shown, *silent[: _MOST_OUTLETS - len(shown)]])]
    quotes = _quotes(tables, found, kept)
    rounded = {name: kept[name].round(4) for name in ("value", "low", "high", "coded")}
    values = dict(zip(own["outlet"], own["value"].round(4), strict=True))
    return kept.assign(
        **rounded,
        question=found.question,
        finding=say_finding(found, values, limits),
        stands_on=say_stands_on(found, limits)
        + _alone(found)
        + _other_sign(own[own["outlet"].isin(pair)])
        + _left_out(len(kept), len(own)),
        quote=[quotes.get(outlet, "") for outlet in kept["outlet"]],
        lowest=limits[0],
        bar="interval",
    )


def _alone(found: Any) -> str:  # noqa: ANN401
    """Say that no other comparison of the question could be tested."""
    alone = found.tested == 1 and np.isfinite(found.q) and found.compared > 1
    return f". The only one of {found.compared:,} that could be tested" if alone else ""


def _other_sign(compared: pd.DataFrame) -> str:
    """Say of which of the two compared the hand codes have another sign."""
    apart = compared[compared["value"] * compared["coded"] < 0]
    said = [f"{row.outlet} {signed(row.coded)}" for row in rows_of(apart)]
    return f". Hand codes have another sign: {listed(said)}" if said else ""


def _left_out(shown: int, outlets: int) -> str:
    """Say that not all outlets are shown."""
    return f". {shown} of {outlets} outlets are shown" if shown < outlets else ""


def _quotes(
    tables: Tables,
    found: Any,  # noqa: ANN401
    rows: pd.DataFrame,
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
        own = told[told["outlet"] == row.outlet]
        if own.empty:
            continue
        best = best_sentence(own, row.value)
        quotes[row.outlet] = cut_quote(
            best["text"],
            inches=QUOTE_INCHES,
            size=QUOTE_SIZE,
            lines=QUOTE_LINES,
            at=_beginning(best["spans"]),
        )
    return quotes


def best_sentence(read: pd.DataFrame, mean: float) -> pd.Series:
    """Return the sentence that shows a mean best: praise one above zero, blame one below.

    Of several the first.

    >>> read = pd.DataFrame({"text": list("abc"), "value": [0.1, -0.7, 0.9]})
    >>> best_sentence(read, 0.1)["text"], best_sentence(read, -0.1)["text"]
    ('c', 'b')
    """
    side = -1.0 if mean < 0 else 1.0
    return read.iloc[int(np.argmax(read["value"].to_numpy(float) * side))]


def _beginning(spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first marked words, of a long stretch the beginning."""
    if not spans:
        return None
    start, end = spans[0]
    return start, min(end, start + _LONGEST)


def trace_plate(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from every mean to its sentences; of an outlet without any, to none."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked(row.measure, row.target, row.outlet),)
        if row.measure == MEASURE:
            yield from trace_left_out(place, row, tables)
        elif np.isfinite(row.value):
            yield Trace((place,), "value", row.value, asked, "mean")
            yield from _trace_coded(place, row)
        else:
            yield Trace((place,), "n", row.n, asked, "rows")


def _trace_coded(place: int, row: Any) -> Iterator[Trace]:  # noqa: ANN401
    """Lead from a mean of hand codes to the coded sentences."""
    if np.isfinite(row.coded):
        asked = (Asked(f"hand-coded {row.measure}", row.target, row.outlet),)
        yield Trace((place,), "coded", row.coded, asked, "mean")
