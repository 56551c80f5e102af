"""Figures of robustness: a specification curve, and all comparisons together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    listed,
    signed,
    small_n_note,
)
from analysis.figures.tracing import Asked, Trace
from analysis.tables import TABLES, rows_of

_KEY = ["measure", "target", "left", "right"]
_NO_CHOICE = {*_KEY, "universe", "difference"}
_SHOWN = [*_KEY, "comparison", "rank", "universe", "difference", "usual"]
_MOST_OPTIONS = 22
_OTHERWISE = "the same sentences, averaged under other choices"


def prepare_specification(tables: Tables) -> Drawing:
    """Show the firmest difference and a contested one under every choice."""
    from analysis.plots.specification import draw_specification

    summary = _known_summary(tables)
    chosen = _choose_two(summary)
    rows = pd.concat([_curve(tables["robustness"], row) for row in rows_of(chosen)])
    said = [_said(row) for row in rows_of(chosen)]
    return Drawing(
        rows.reset_index(drop=True),
        draw_specification,
        "; ".join(said),
        "every combination of choices, sorted by the difference that it gives; "
        "below, a stroke where it has the option; blue: above 0, red: below; diamond: as usual",
        "Left the difference with the smallest q, right the one with p below .2 that choices "
        "divide most. Combinations share their sentences: agreement is no test. "
        f"{small_n_note(tables['articles'])}".strip(),
        "Sorted differences with the choices behind each in strokes below: "
        + listed([f"{_name(row)}: {said[i]}" for i, row in enumerate(rows_of(chosen))])
        + ".",
    )


def prepare_robustness(tables: Tables) -> Drawing:
    """Every comparison by its agreement, and what flips signs."""
    from analysis.plots.agreement import draw_agreement

    summary = _known_summary(tables)
    always = summary["agree"] > 1 - 1e-9
    firm = summary["q"] < 0.05
    agreement = summary[[*_KEY, "difference", "universes", "agree", "flipped_by"]]
    agreement = agreement.assign(
        panel="agreement", firm=firm, agree=agreement["agree"].round(4)
    )
    flips = _flips(tables["robustness_choices"])
    rows = pd.concat([agreement, flips], ignore_index=True)
    return Drawing(
        rows.astype({"turned": "Int64", "n": "Int64", "universes": "Int64"}),
        draw_agreement,
        f"{int(always.sum())} of n = {len(summary)} differences keep their sign under all "
        f"choices, {_of_firm(int((always & firm).sum()), int(firm.sum()))}; {_worst(flips)}",
        "share of combinations of choices under which a difference has the sign that it "
        "usually has, and how many signs one other choice turns",
        "A sign that stays is no proof that the difference is more than chance: see q. "
        f"{small_n_note(tables['articles'])}".strip(),
        "Left, marks by measure from 0 to 100% agreement: "
        + listed(
            [
                f"{name} {int((own['agree'] > 1 - 1e-9).sum())} of {len(own)} in all"
                for name, own in summary.groupby("measure", sort=False)
            ]
        )
        + ". Right, options by the share of signs that they turn.",
    )


def trace_specification(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a difference to the sentences of both texts."""
    numbered = rows.reset_index(drop=True)
    for _, own in numbered.groupby([*_KEY, "universe"], sort=False):
        row = own.iloc[0]
        sides = tuple(
            Asked(row["measure"], row["target"], row[side]) for side in ("left", "right")
        )
        places = tuple(own.index)
        usual = bool(row["usual"])
        yield Trace(
            places,
            "difference",
            float(row["difference"]),
            sides,
            "difference" if usual else "none",
            why="" if usual else _OTHERWISE,
        )


def _known_summary(tables: Tables) -> pd.DataFrame:
    """Return the comparisons whose agreement is known, with p and q."""
    tested = tables["comparisons"][[*_KEY, "p", "q"]]
    summary = tables["robustness_summary"].merge(tested, on=_KEY)
    known = summary[summary["agree"].notna()]
    if known.empty:
        raise CannotDraw("no two outlets can be compared on anything that is measured")
    return known.reset_index(drop=True)


def _choose_two(summary: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison with the least q, and a seeming one that choices divide."""
    ranked = summary.assign(divided=(summary["agree"] - 0.5).abs())
    firmest = ranked.sort_values(["q", "p", "agree"], ascending=[True, True, False])
    first = firmest.head(1)
    others = ranked.drop(first.index)
    seeming = others[others["p"] < 0.2]
    pool = seeming if len(seeming) else others
    second = pool.sort_values(["divided", "p"], kind="stable").head(1)
    return pd.concat([first, second])


def _curve(robustness: pd.DataFrame, chosen: object) -> pd.DataFrame:
    """Return a row per universe x choice of one comparison, the universes ranked."""
    own = robustness
    for name in _KEY:
        own = own[own[name] == getattr(chosen, name)]
    own = own.dropna(subset="difference").sort_values(["difference", "universe"])
    own = own.assign(
        rank=range(len(own)),
        usual=own["universe"] == 0,
        comparison=_name(chosen),
        difference=own["difference"].round(4),
    )
    names = [n for n in TABLES["robustness"].names if n not in _NO_CHOICE]
    choices = [name for name in names if (own[name] != "").any()]
    return own.melt(_SHOWN, choices, var_name="choice", value_name="option")


def _flips(options: pd.DataFrame) -> pd.DataFrame:
    """Return how many signs each option turns by itself, the most first."""
    known = options.dropna(subset=["alone", "agree"])
    counts = known.groupby(["choice", "option"])["turns"].agg(turned="sum", n="size")
    table = counts[counts["turned"] > 0].reset_index()
    table = table.assign(panel="flips", share=table["turned"] / table["n"])
    best = table.sort_values(["share", "choice", "option"], ascending=[False, True, True])
    return best.head(_MOST_OPTIONS).drop(columns="share")


def _worst(flips: pd.DataFrame) -> str:
    """Return which option by itself turns most signs."""
    if flips.empty:
        return "no option by itself turns one"
    worst = flips.iloc[0]
    choice = f"“{worst['choice'].replace('_', ' ')}: {worst['option']}”"
    return f"{choice} alone turns {worst['turned']} of {worst['n']}"


def _of_firm(kept: int, firm: int) -> str:
    """Return how many of the firm ones are among them."""
    if not firm:
        return "none of which is firm"
    if firm == 1:
        return f"the one firm difference {'among them' if kept else 'not among them'}"
    return f"among them {kept} of the {firm} firm ones"


def _said(row: object) -> str:
    """Return one comparison's agreement in words."""
    return (
        f"{row.left} − {row.right}, {row.measure}, {row.target}: "  # type: ignore[attr-defined]
        f"{100 * row.agree:.0f}% of {count_of(int(row.universes), 'combination')} agree "  # type: ignore[attr-defined]
        f"with {signed(row.difference)}"  # type: ignore[attr-defined]
    )


def _name(row: object) -> str:
    """Return a comparison as a panel's title."""
    return f"{row.measure}, {row.target}: {row.left} − {row.right}"  # type: ignore[attr-defined]
