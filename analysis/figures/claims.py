"""Figures of claims: who carries which, and what each leaves out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    be,
    count_of,
    listed,
    small_n_note,
)
from analysis.figures.tracing import Asked, Trace
from analysis.measures.claim_grid import PROPOSED, TRACKED
from analysis.tables import highest_row, rows_of

_MOST_ROWS = 20
_AT_LEAST_TWO = ", and at least two,"
_FAR = "“Not found” is as far as recognised"
_WRONG = (
    "a filled mark may be wrong too: of the sentences taken in the story that comes with this "
    "package about two thirds were right"
)
_MUST_BE_THREE = (
    "a proposed claim counts as left out where two other outlets carry it, which needs three "
    "outlets, or statements of your own in claims.csv"
)


def prepare_claim_grid(tables: Tables) -> Drawing:
    """Draw which outlet carries which claim, and where in the text."""
    from analysis.plots.claim_grid import plot_claim_grid

    shown, source = _shown(tables)
    rows = _with_outlets(tables["claim_grid"].merge(shown, on="claim"), tables)
    rows = rows.sort_values(
        ["outlets", "claim", "display"], ascending=[False, True, True], ignore_index=True
    ).round({"position": 3})
    by_outlet = rows.groupby("display")["found"].sum().sort_values(ascending=False)
    return Drawing(
        rows[["statement", "display", "outlet", "found", "sentences", "position"]],
        plot_claim_grid,
        _how_wide(rows, tables["claims"], source),
        f"{_said(source)}; filled: found, from the left (first sentence) to the right (last "
        "sentence) where it first stands, number of sentences beside it where more than one; "
        "ring: not found",
        f"{_FAR}; {_WRONG}. {small_n_note(tables['articles'])}".strip(),
        "A row per claim, a column per outlet: "
        + listed([f"{name} carries {n} of {len(shown)}" for name, n in by_outlet.items()])
        + ".",
    )


def prepare_omitted(tables: Tables) -> Drawing:
    """Draw what each outlet leaves out, beside what its length alone would."""
    from analysis.plots.omitted import plot_omitted

    counts = tables["claim_counts"]
    if counts.empty:
        raise CannotDraw("what is left out needs two outlets and a claim that one carries")
    source = _source(counts)
    rows = _with_outlets(counts[counts["source"] == source], tables)
    if source == PROPOSED and counts["outlet"].nunique() < 3:
        raise CannotDraw(_MUST_BE_THREE)
    if not rows["shared"].any():
        raise CannotDraw(
            "no claim is carried by at least half of the other outlets, and of proposed ones "
            "by two"
        )
    rows = rows.sort_values("display", ignore_index=True).round(
        {"expected": 2, "low": 2, "high": 2}
    )
    beyond = rows[rows["omitted"] > rows["high"]]
    names = [
        "display",
        "outlet",
        "sentences",
        "shared",
        "omitted",
        "expected",
        "low",
        "high",
    ]
    return Drawing(
        rows[names],
        plot_omitted,
        _what_is_left_out(rows, beyond),
        f"{_said(source)}; mark: claims left out of those that at least half of the other "
        f"outlets{_AT_LEAST_TWO if source == PROPOSED else ''} carry; grey bar: what as many "
        "sentences (headings too) drawn from the others would leave out (middle 95% of 1,000 "
        "draws, line: mean)",
        f"{_FAR}; the draws are no test. {small_n_note(tables['articles'])}".strip(),
        "A row per outlet: "
        + listed(
            [
                f"{r.display} leaves out {r.omitted} of {r.shared}, its length would "
                f"{r.expected:.1f} ({r.low:.0f} to {r.high:.0f})"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def trace_claim_grid(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a mark to the sentences of its outlet that carry the claim."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked("claim", row.statement, row.outlet),)
        yield Trace((place,), "sentences", float(row.sentences), asked, "rows")


def trace_omitted(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from what an outlet leaves out to where the others say it."""
    missing = tables["omissions"]
    missing = missing[missing["source"] == _source(tables["claim_counts"])]
    for place, row in enumerate(rows_of(rows)):
        own = missing.loc[missing["outlet"] == row.outlet, "statement"]
        asked = tuple(Asked("claim", str(statement)) for statement in own)
        why = "counts claims that were not found here; these are the others' sentences"
        if asked:
            yield Trace((place,), "omitted", float(row.omitted), asked, "none", why=why)
        else:
            first = Asked("claim", None, row.outlet)
            yield Trace((place,), "omitted", 0.0, (first,), "none", why=why)


def _how_wide(rows: pd.DataFrame, claims: pd.DataFrame, source: str) -> str:
    """Say how many of the claims drawn are found everywhere, and how many in one alone."""
    found = rows[rows["found"]].groupby("claim")["outlet"].nunique()
    n_outlets, drawn = rows["outlet"].nunique(), rows["claim"].nunique()
    if n_outlets == 2 and source == PROPOSED:
        return _in_both(claims, drawn)
    everywhere, alone = int((found == n_outlets).sum()), int((found == 1).sum())
    said = (
        f"Of {count_of(drawn, 'claim')}, {everywhere} "
        f"{'is' if everywhere == 1 else 'are'} found in "
        f"{'both' if n_outlets == 2 else f'all {n_outlets}'} outlets"
    )
    if source == TRACKED:
        return f"{said}, {alone} in one alone"
    unshared = int(((claims["source"] == PROPOSED) & (claims["outlets"] < 2)).sum())
    return f"{said}; {unshared} more {be(unshared)} proposed from one alone and not drawn"


def _in_both(claims: pd.DataFrame, drawn: int) -> str:
    """Say how many proposed claims two outlets share: the others are found in one alone."""
    own = claims[claims["source"] == PROPOSED]
    both = int((own["outlets"] == 2).sum())
    return (
        f"{both} of {count_of(len(own), 'proposed claim')} {be(both)} found in both outlets"
        + (f"; {drawn} are drawn" if drawn < both else "")
    )


def _what_is_left_out(rows: pd.DataFrame, beyond: pd.DataFrame) -> str:
    """Return the finding in words."""
    most = highest_row(rows, "omitted")
    finding = (
        f"{most.outlet} leaves out most, {most.omitted} of {most.shared} claims that others "
        "carry"
    )
    if beyond.empty:
        return f"{finding}; no text leaves out more than its length would"
    names = listed(sorted(beyond["outlet"]))
    verb = "leaves" if len(beyond) == 1 else "leave"
    return f"{finding}; {names} {verb} out more than nearly all equally long draws"


def _shown(tables: Tables) -> tuple[pd.DataFrame, str]:
    """Return the claims that are drawn: tracked ones where there are any."""
    claims = tables["claims"]
    if claims.empty or tables["articles"]["outlet"].nunique() < 2:
        raise CannotDraw("claims are laid side by side for two outlets or more")
    source = _source(claims)
    own = claims[claims["source"] == source]
    if source == PROPOSED:
        own = own[own["outlets"] > 1]
    if own.empty:
        raise CannotDraw("no claim was recognised in two outlets")
    widest = own.sort_values(["outlets", "claim"], ascending=[False, True])
    return widest.head(_MOST_ROWS)[["claim", "statement", "outlets"]], source


def _source(table: pd.DataFrame) -> str:
    return TRACKED if (table["source"] == TRACKED).any() else PROPOSED


def _said(source: str) -> str:
    """Say where the claims are from."""
    if source == TRACKED:
        return "statements of claims.csv, tracked by a model through the sentences"
    return "claims about the cast, proposed by the machine and found by a model in the sentences"


def _with_outlets(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    grades = tables["articles"][["outlet", "outlet_grade"]].drop_duplicates("outlet")
    return add_display(rows.merge(grades, on="outlet"))
