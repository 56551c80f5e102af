"""What a text leaves out beyond its length, as a finding of the plate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.figures.drawing import Tables, add_display
from analysis.figures.findings import LAST, choose_outlets
from analysis.figures.tracing import Asked, Trace
from analysis.tables import rows_of

MEASURE = "claims left out"
DOES_NOT_SHOW = "what the model fails to recognise, nor why a claim is left out"
_WHY = "counts claims that were not found here; these are the others' sentences"


def find_left_out(tables: Tables) -> pd.DataFrame:
    """Return what each outlet leaves out, if any leaves out more than its length would.

    Returns
    -------
    DataFrame
        outlet, outlet_grade, n (sentences), shared, omitted, expected, a range of it, value,
        low, high (as shares of the claims that at least half of the others carry, of proposed
        ones two at least), first (whether it is the outlet furthest beyond) and again (in
        words, what the claims of the other source say of that one). Empty where length
        explains all.
    """
    counts = tables["claim_counts"]
    source = _source(counts)
    own = counts[(counts["source"] == source) & (counts["shared"] > 0)]
    beyond = (own["omitted"] - own["high"]) / own["shared"]
    if own.empty or not (beyond > 0).any():
        return own.assign(n=0, value=0.0).head(0)
    articles = tables["articles"][["outlet", "outlet_grade"]].drop_duplicates("outlet")
    ranges = {f"{name}_count": own[name] for name in ("low", "high")}
    shares = {name: own[name] / own["shared"] for name in ("low", "high")}
    rows = own.assign(
        **ranges,
        **shares,
        value=own["omitted"] / own["shared"],
        n=own["sentences"],
        first=own.index == beyond.idxmax(),
    )
    other = counts[counts["source"] != source]
    again = {row.outlet: _again(row) for row in rows_of(other) if row.shared}
    rows = rows.assign(again=[again.get(outlet, "") for outlet in rows["outlet"]])
    return rows.merge(articles, on="outlet")


def panel_left_out(tables: Tables, found: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Return the rows of the finding: an outlet each, what is most left out first."""
    first = found[found["first"]].iloc[0]
    lowest = found.sort_values("value", kind="stable")["outlet"].iloc[0]
    shown = choose_outlets(found, (first["outlet"], lowest), most=most)
    kept = add_display(found[found["outlet"].isin(shown)]).sort_values(
        ["value", "outlet"], ascending=[False, True], ignore_index=True
    )
    rounded = {name: kept[name].round(4) for name in ("value", "low", "high")}
    some = len(kept) < len(found)
    return kept.assign(
        **rounded,
        question=LAST,
        measure=MEASURE,
        target="",
        finding=(
            f"{first['omitted']} of {first['shared']} claims that half of the others carry are "
            f"not found in {first['outlet']}; its length explains {first['low_count']:.0f} to "
            f"{first['high_count']:.0f}"
        ),
        stands_on=(
            "Not tested. Grey: what as many sentences drawn from the others would leave out "
            f"(95% of draws), n = {first['n']} sentences{first['again']}"
            + (f". {len(kept)} of {len(found)} outlets are shown" if some else "")
        ),
        quote=[_quote(tables, outlet) for outlet in kept["outlet"]],
        coded=float("nan"),
        resampled="",
        lowest=0.0,
        bar="expected",
    )


def trace_left_out(place: int, row: Any, tables: Tables) -> Iterator[Trace]:  # noqa: ANN401
    """Lead from what an outlet leaves out to where the others say it."""
    missing = _missing(tables, row.outlet)
    asked = tuple(Asked("claim", str(statement)) for statement in missing["statement"])
    asked = asked or (Asked("claim", None, row.outlet),)
    yield Trace((place,), "value", row.value, asked, "none", why=_WHY)


def _again(row: Any) -> str:  # noqa: ANN401
    """Say how many claims of the other source are left out."""
    return (
        f". Of claims that were {row.source}: {row.omitted} of {row.shared}, its length "
        f"explains {row.low:.0f} to {row.high:.0f}"
    )


def _missing(tables: Tables, outlet: str) -> pd.DataFrame:
    """Return the claims that an outlet leaves out, the widest carried first."""
    missing, source = tables["omissions"], _source(tables["claim_counts"])
    own = missing[(missing["outlet"] == outlet) & (missing["source"] == source)]
    share = own["others"] / own["of_others"]
    return own.assign(share=share).sort_values(
        ["share", "claim"], ascending=[False, True], kind="stable"
    )


def _quote(tables: Tables, outlet: str) -> str:
    """Return the most widely carried claim that an outlet leaves out."""
    from analysis.plots.fitting import cut_quote
    from analysis.plots.plate import QUOTE_INCHES, QUOTE_LINES, QUOTE_SIZE

    missing = _missing(tables, outlet)
    if missing.empty:
        return ""
    room: dict[str, Any] = {
        "inches": QUOTE_INCHES,
        "size": QUOTE_SIZE,
        "lines": QUOTE_LINES,
    }
    return cut_quote(str(missing["statement"].iloc[0]), before="not found: ", **room)


def _source(counts: pd.DataFrame) -> str:
    """Return where the claims are from that are shown: tracked ones where there are any."""
    return "tracked" if (counts["source"] == "tracked").any() else "proposed"
