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
    signed,
    small_n_note,
)
from analysis.figures.findings import choose_findings, choose_outlets
from analysis.figures.sentiment import add_codes, trust_note
from analysis.figures.tracing import Asked, Trace
from analysis.tables import rows_of

_MOST_OUTLETS = 6
_LONGEST = 20  # characters of the marked words that a cut quote must hold

# What a measure is about, before its target; else "Measure: target".
_PHRASES = {
    "connotation": "Tone of the words for {}",
    "sentiment": "Sentiment toward {}",
    "own-voice sentiment": "Sentiment toward {} in the outlets’ own words",
    "acting share": "{} acts rather than is acted on",
    "agency": "Agency of {}",
    "power": "Power of {}",
    "quoted share": "Share of the words spoken ({})",
    "frame share": "Sentences in the frame {}",
    "topic share": "Sentences on “{}”",
    "mention share": "Sentences that refer to {}",
}


def prepare_plate(tables: Tables) -> Drawing:
    """Four findings with interval, n, robustness and a sentence of each outlet."""
    from analysis.plots.plate import PAGE, draw_plate
    from analysis.plots.style import find_room

    found = choose_findings(tables["comparisons"], tables["robustness_summary"])
    if found.empty:
        raise CannotDraw("no two outlets can be compared on anything")
    panels = [_panel(tables, row, number) for number, row in enumerate(rows_of(found), 1)]
    rows = pd.concat(panels, ignore_index=True)
    title, subtitle, note = _title(found, tables), _subtitle(tables), _note(found, tables)
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


def _panel(tables: Tables, found: Any, number: int) -> pd.DataFrame:  # noqa: ANN401
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
    rows = kept.assign(
        **rounded,
        panel=number,
        question=found.question,
        finding=_finding(found, values, limits),
        stands_on=_stands_on(found, limits) + _left_out(len(kept), len(own)),
        quote=[quotes.get(outlet, "") for outlet in kept["outlet"]],
        lowest=limits[0],
    )
    columns = (
        "panel question measure target finding stands_on display outlet value low high"
    )
    return rows[[*columns.split(), "n", "lowest", "quote"]]


def _finding(found: Any, values: dict[str, float], limits: tuple[float, float]) -> str:  # noqa: ANN401
    """Say who is highest and lowest of the two compared, and whether that is firm."""
    phrase = _PHRASES.get(found.measure, found.measure.capitalize() + ": {}")
    about = phrase.format(found.target)
    sides = (found.left, found.right)
    high, low = sides if found.difference >= 0 else sides[::-1]
    verdict = "firm" if found.q < 0.05 else "not firm"
    return (
        f"{about[:1].upper() + about[1:]}: {high} {_number(values[high], limits)} against "
        f"{low} {_number(values[low], limits)}, {verdict}"
    )


def _stands_on(found: Any, limits: tuple[float, float]) -> str:  # noqa: ANN401
    """Say what the finding stands on: difference, interval, q, n and robustness."""
    size = abs(found.difference)
    points = " points" if limits[0] >= 0 else ""
    first, last = found.n_left, found.n_right
    if found.difference < 0:  # the higher one is named first
        first, last = last, first
    n = f"n = {first} and {count_of(last, 'sentence')}"
    if np.isnan(found.q):
        return f"Difference {_size(size, limits)}{points}, not tested: {found.reason}; {n}"
    ends = sorted((found.low, found.high), key=lambda end: end * np.sign(found.difference))
    low, high = (end * np.sign(found.difference) for end in ends)
    return (
        f"Difference {_size(size, limits)}{points} (95% interval {_size(low, limits)} to "
        f"{_size(high, limits)}), {_say_q(found.q)}, {n}. {_robust(found)}"
    )


def _robust(found: Any) -> str:  # noqa: ANN401
    """Say how many of the reasonable choices agree in sign, and what turns it."""
    if not found.universes or np.isnan(found.agree):
        return "Other choices were not tried"
    agree = round(found.agree * found.universes)
    turned = f"; turned by {found.flipped_by}" if found.flipped_by else ""
    return f"Agrees in sign in {agree} of {found.universes:,} choices{turned}"


def _left_out(shown: int, outlets: int) -> str:
    """Say that not all outlets are shown."""
    return f". {shown} of {outlets} outlets are shown" if shown < outlets else ""


def _number(value: float, limits: tuple[float, float]) -> str:
    """Return a mean as it is shown: signed, or as per cent for shares."""
    return f"{100 * value:.0f}%" if limits[0] >= 0 else signed(value)


def _size(value: float, limits: tuple[float, float]) -> str:
    """Return a difference as it is shown, in points for shares."""
    text = f"{100 * value:.0f}" if limits[0] >= 0 else f"{value:.2f}"
    return text.replace("-", "−")


def _say_q(q: float) -> str:
    """Return a q-value without its leading nought.

    >>> _say_q(0.0245), _say_q(0.0004)
    ('q = .025', 'q below .001')
    """
    return "q below .001" if q < 0.001 else f"q = {q:.3f}".replace("= 0.", "= .")


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


def _title(found: pd.DataFrame, tables: Tables) -> str:
    firm, articles = int((found["q"] < 0.05).sum()), tables["articles"]
    many = articles["outlet"].value_counts().min() >= 5
    return (
        f"{count_of(len(articles), 'telling')} of one story: {firm or 'none'} of "
        f"{count_of(len(found), 'finding')} about these {'outlets' if many else 'texts'} "
        f"{'is' if firm == 1 else 'are'} firm"
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


def _note(found: pd.DataFrame, tables: Tables) -> str:
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
            _not_shown(found),
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


def _not_shown(found: pd.DataFrame) -> str:
    """Say what the measures on the page do not show."""
    from analysis.measures.catalogue import MEASURES

    parts = [
        f"{name} does not show {MEASURES[name].does_not_show}"
        for name in dict.fromkeys(found["measure"])
    ]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def trace_plate(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from every mean to its sentences; of an outlet without any, to none."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked(row.measure, row.target, row.outlet),)
        if np.isfinite(row.value):
            yield Trace((place,), "value", row.value, asked, "mean")
        else:
            yield Trace((place,), "n", row.n, asked, "rows")
