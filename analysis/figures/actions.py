"""Figures of agency and power: who acts, how much, and what is done to whom."""

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
    join_said,
    listed,
    say_rest,
    signed,
    small_n_note,
    with_display,
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.measures.acting import find_parts, share_known
from analysis.tables import highest_row, lowest_row, rows_of

_COLUMNS = [
    "panel",
    "target",
    "display",
    "outlet",
    "value",
    "low",
    "high",
    "n",
    "resampled",
]
_SAYS = {"agent": "acts", "patient": "is acted on"}
_MOST_TARGETS = 3
_MOST_VERBS = 8
_MOST_TIED = 3
_NOBODY = "no sentence has a target that acts or is acted on: give a cast or a --target"


def prepare_acting(tables: Tables) -> Drawing:
    """Share of their parts in which the targets act, by outlet, with intervals."""
    from analysis.plots.means import draw_means

    rows = _intervals(tables, ["acting share"])
    pairs = _family(tables, ["acting share"])
    return Drawing(
        rows[_COLUMNS],
        partial(
            draw_means,
            by="panel",
            zero=False,
            percent=True,
            xlabel="acts (%); the rest: is acted on",
        ),
        join_said(_ends(rows, percent=True), count_firm(pairs)),
        "of a target's parts in actions the share in which it acts, with 95% intervals; n: "
        "sentences with such a part; headings and what is said not to happen left out",
        say_resampled(rows) + _note(tables),
        "A panel per target, a row per outlet: "
        + listed([f"{r.display} {100 * r.value:.0f}% ({r.target})" for r in rows_of(rows)])
        + ".",
    )


def prepare_agency(tables: Tables) -> Drawing:
    """Mean agency and power of the targets' verbs by outlet, with intervals."""
    from analysis.plots.means import draw_means

    rows = _intervals(tables, ["agency", "power"])
    pairs = _family(tables, ["agency", "power"])
    return Drawing(
        rows[_COLUMNS],
        partial(draw_means, by="panel", xlabel="← undergoes, below      decides, above →"),
        join_said(
            _ends(rows[rows["measure"] == rows["measure"].iloc[-1]]), count_firm(pairs)
        ),
        "agency: mean of 1 (the verb's doer decides) to -1 (undergoes, waits, fails); power: "
        "mean over actions on somebody of 1 (placed above the other) to -1 (below); n: "
        "sentences; bars: 95% intervals",
        say_resampled(rows.assign(target=rows["panel"].str.replace(", ", " ")))
        + _note(tables),
        "A panel per target and measure, a row per outlet: "
        + listed([f"{r.display} {signed(r.value)} ({r.panel})" for r in rows_of(rows)])
        + ".",
    )


def prepare_deeds(tables: Tables) -> Drawing:
    """Count the commonest verbs with which the targets act and are acted on."""
    from analysis.plots.deeds import draw_deeds

    parts = find_parts(tables["actions"])
    acting = _targets(tables, parts)
    targets = acting[:_MOST_TARGETS]
    own = parts[parts["target"].isin(targets)]
    counted = with_display(own, tables["articles"])
    keys = ["target", "role", "verb", "outlet", "display"]
    counts = counted.groupby(keys).size().rename("times").reset_index()
    total = counts.groupby(keys[:3])["times"].transform("sum")
    rows = counts.assign(
        panel=counts["target"] + " " + counts["role"].map(_SAYS),
        total=total,
        first=counts["target"].map(targets.index),
    ).sort_values(
        ["first", "role", "total", "verb", "outlet"],
        ascending=[True, True, False, True, True],
    )
    best = rows.drop_duplicates(["panel", "verb"]).groupby("panel").head(_MOST_VERBS)
    shown = rows.merge(best[["panel", "verb"]], on=["panel", "verb"])
    sizes = own.groupby(["target", "role"]).size()
    said = [
        f"{target} acts {count_of(int(sizes.get((target, 'agent'), 0)), 'time')} and is acted "
        f"on {count_of(int(sizes.get((target, 'patient'), 0)), 'time')}"
        for target in targets
    ]
    return Drawing(
        shown[["panel", "target", "role", "verb", "display", "outlet", "times"]],
        draw_deeds,
        "; ".join(said),
        f"the {_MOST_VERBS} commonest verbs with which each target acts and is acted on (of "
        "equally common ones the first by name), a mark an action, in the colour of its "
        "outlet; headings included; a verb also counts its noun",
        f"{say_rest(len(acting) - len(targets), 'more target')}{_note(tables)}".strip(),
        "A panel per target and role, a row per verb: "
        + listed([f"{r.panel}, {r.verb} {r.total}" for r in rows_of(best)])
        + ".",
    )


def trace_agency(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a mean of agency or power to the sentences with such actions."""
    for place, row in enumerate(rows_of(rows)):
        measure = row.panel.removeprefix(f"{row.target}, ")
        if pd.notna(row.value):
            asked = (Asked(measure, row.target, row.outlet),)
            yield Trace((place,), "value", float(row.value), asked, "mean")


def trace_deeds(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the times of a verb to the sentences that hold it."""
    for place, row in enumerate(rows_of(rows)):
        kind = "acts" if row.role == "agent" else "is acted on"
        asked = (Asked(kind, f"{row.target}: {row.verb}", row.outlet),)
        yield Trace((place,), "times", float(row.times), asked, "count")


def _targets(tables: Tables, parts: pd.DataFrame) -> list[str]:
    """Return the targets that have a part in an action, those with most parts first."""
    named = tables["intervals"].query("measure == 'acting share'").dropna(subset="value")
    counts = parts.loc[parts["target"].isin(named["target"]), "target"].value_counts()
    if counts.empty:
        raise CannotDraw(_NOBODY)
    ordered = counts.sort_index().sort_values(ascending=False, kind="stable")
    return [str(target) for target in ordered.index]


def _intervals(tables: Tables, measures: list[str]) -> pd.DataFrame:
    """Return the intervals of measures, rounded, with a panel per target and measure."""
    intervals = tables["intervals"]
    rows = add_display(intervals[intervals["measure"].isin(measures)])
    rows = rows[rows["value"].notna()]
    if rows.empty:
        raise CannotDraw(_NOBODY)
    several = len(measures) > 1
    names = rows["target"] + ", " + rows["measure"] if several else rows["target"]
    rounded = {name: rows[name].round(4) for name in ("value", "low", "high")}
    order = ["measure", "target", "display"]
    return rows.assign(panel=names, **rounded).sort_values(
        order, ascending=[True, False, True], ignore_index=True
    )


def _ends(rows: pd.DataFrame, *, percent: bool = False) -> str:
    """Say who is lowest and highest, for each target."""
    parts = []
    for target, own in rows.groupby("target", sort=False):
        shown = [f"{100 * v:.0f}%" if percent else signed(v) for v in own["value"]]
        told = own.assign(shown=shown)
        ends = lowest_row(told, "value")["shown"], highest_row(told, "value")["shown"]
        spread = " to ".join(
            f"{end} ({_tied(told[told['shown'] == end])})" for end in dict.fromkeys(ends)
        )
        parts.append(f"{own['measure'].iloc[0]} of {target}: {spread}")
    said_all = "; ".join(parts)
    return said_all[:1].upper() + said_all[1:]


def _tied(rows: pd.DataFrame) -> str:
    """Name the outlets with one mean, their n, and whether there is no interval."""
    if len(rows) > _MOST_TIED:
        return f"{len(rows)} outlets"
    return " and ".join(
        f"{row.outlet}, n = {row.n}" + ("" if pd.notna(row.low) else ", no interval")
        for row in rows_of(rows)
    )


def _family(tables: Tables, measures: list[str]) -> pd.DataFrame:
    comparisons = tables["comparisons"]
    return comparisons[comparisons["measure"].isin(measures)]


def _note(tables: Tables) -> str:
    """Say how many verbs the lexicon has, and what n allows."""
    known = share_known(tables["actions"])
    said = f"The lexicon has {100 * known:.0f}% of the {len(tables['actions'])} verbs. "
    return ((said if pd.notna(known) else "") + small_n_note(tables["articles"])).strip()
