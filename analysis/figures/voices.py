"""Figures of sentiment by hand and by model, and of the outlet's voice and others'."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import pandas as pd

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
from analysis.tables import highest_row, rows_of

_UNIT = "mean sentiment per sentence that refers to the target, -1 to +1"
_MARKS = {"hand-coded": "cross", "model": "hollow", "corrected": "filled"}
_VOICES = {"own": "filled", "quoted": "hollow"}
_KEY = ["target", "display"]
_DRAWN = "The half is one random draw; another gives somewhat other means. "
_RANKS = ["rank_before", "rank_after"]
_COLUMNS = ["target", "display", "outlet", "variant", "value", "low", "high", "n"]


def prepare_corrected(tables: Tables) -> Drawing:
    """Hand-coded, model and corrected means side by side."""
    from analysis.plots.variants import draw_variants

    means = _of_voice(tables, "all")
    if not (means["estimate"] == "hand-coded").any():
        raise CannotDraw("no sentence is coded: draw some with tellings sample")
    sampled = means["estimate"] == "corrected from a sample"
    left_out = "corrected" if sampled.any() else "corrected from a sample"
    rows = means[means["estimate"] != left_out]
    rows = rows.assign(
        variant=rows["estimate"].replace("corrected from a sample", "corrected"),
    )
    codes_only = rows["variant"] != "model"
    rows["n"] = rows["n"].mask(codes_only, rows["n_coded"])
    rows = _in_order(rows, list(_MARKS))
    return Drawing(
        rows[[*_COLUMNS, "tuning", "reason"]],
        partial(draw_variants, marks=_MARKS),
        _what_correction_does(rows, complete=bool(sampled.any())),
        f"{_UNIT}; cross: the codes alone, hollow: the model, filled: the model corrected by "
        "the codes" + (" of half of the sentences" if sampled.any() else "") + "; bars: "
        "95% intervals; n: sentences coded, or read by the model",
        f"{_refusals(rows)}{_DRAWN if sampled.any() else ''}"
        f"{small_n_note(tables['articles'])}".strip(),
        "A panel per target, for each outlet three means: "
        + listed(
            [
                f"{r.display} toward {r.target}, {r.variant} {_or_none(r.value)}"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def prepare_by_voice(tables: Tables) -> Drawing:
    """Sentiment in the outlet's own voice, and in the voices that it quotes."""
    from analysis.plots.variants import draw_variants

    estimate = _best_estimate(tables)
    own, quoted = (
        _estimated(tables, voice, estimate).assign(variant=variant)
        for voice, variant in (("outlet", "own"), ("quoted", "quoted"))
    )
    if own.empty or quoted.empty:
        raise CannotDraw("no two voices are told apart in what is said of a target")
    rows = _in_order(pd.concat([own, quoted]), list(_VOICES))
    both = _joined(own, quoted)
    if both.empty:
        raise CannotDraw("no outlet speaks of a target both itself and in others' words")
    gaps = both.assign(gap=(both["value"] - both["value_b"]).abs())
    firm = gaps.dropna(subset=["low", "low_b"])
    widest = highest_row(gaps if firm.empty else firm, "gap")
    kinder = int((both["value"] > both["value_b"]).sum())
    return Drawing(
        rows[_COLUMNS],
        partial(draw_variants, marks=_VOICES),
        f"Widest apart: {widest.outlet} toward {widest.target}, {signed(widest.value)} in its "
        f"own voice (n = {widest.n}) and {signed(widest.value_b)} in others' "
        f"(n = {widest.n_b}); own words are the kinder ones in {kinder} of {len(both)} pairs",
        f"{_UNIT}, {_by(tables, estimate)}; filled: the outlet's own words, hollow: speech "
        "that it quotes or reports; bars: 95% intervals; n: sentences; headings left out",
        small_n_note(tables["articles"]),
        "A panel per target, for each outlet two means: "
        + listed(
            [
                f"{r.display} toward {r.target}, {r.variant} {signed(r.value)} (n = {r.n})"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def prepare_without_quotes(tables: Tables) -> Drawing:
    """Sentiment with and without quoted speech: what flips."""
    from analysis.plots.flips import draw_flips

    estimate = _best_estimate(tables)
    every, own = (_estimated(tables, voice, estimate) for voice in ("all", "outlet"))
    if _estimated(tables, "quoted", estimate).empty or own.empty:
        raise CannotDraw("no quoted speech about a target is there to be left out")
    rows = _joined(every, own)
    rows = rows.assign(
        before=rows["value"],
        before_low=rows["low"],
        before_high=rows["high"],
        after=rows["value_b"],
        after_low=rows["low_b"],
        after_high=rows["high_b"],
        n_before=rows["n"],
        n_after=rows["n_b"],
        rank_before=_ranks(rows, "value"),
        rank_after=_ranks(rows, "value_b"),
        flips=rows["value"].round(2) * rows["value_b"].round(2) < 0,
    )
    flips, moved, pairs = int(rows["flips"].sum()), *_turned(rows)
    names = [f"{r.outlet} toward {r.target}" for r in rows_of(rows[rows["flips"]])]
    shown = ["before", "after", "before_low", "before_high", "after_low", "after_high"]
    return Drawing(
        rows[[*_KEY, "outlet", *shown, "n_before", "n_after", *_RANKS, "flips"]],
        draw_flips,
        f"Without quotes the sign flips in {flips or 'none'} of {count_of(len(rows), 'mean')}"
        + (f" ({listed(names)})" if names else "")
        + f", and {moved or 'none'} of {count_of(pairs, 'pair')} of outlets change"
        f"{'s' if moved < 2 else ''} order",
        f"{_UNIT}, {_by(tables, estimate)}; hollow: all sentences, filled: the outlet's own "
        "words; bars: 95% intervals; place: 1 is the most positive; headings left out",
        "Places that lie within each other's intervals are no firm order. "
        f"{small_n_note(tables['articles'])}".strip(),
        "A panel per target, an arrow per outlet: "
        + listed(
            [
                f"{r.display} toward {r.target} {signed(r.before)} (n = {r.n_before}) to "
                f"{signed(r.after)} (n = {r.n_after})"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def _of_voice(tables: Tables, voice: str) -> pd.DataFrame:
    """Return the means of a voice, rounded."""
    means = tables["corrected"]
    rows = add_display(means[means["voice"] == voice])
    return rows.assign(
        **{name: rows[name].round(3) for name in ("value", "low", "high", "tuning")}
    )


def _estimated(tables: Tables, voice: str, estimate: str) -> pd.DataFrame:
    """Return the means of a voice, estimated in one way, where there are any."""
    means = _of_voice(tables, voice)
    rows = means[(means["estimate"] == estimate) & means["value"].notna()]
    return rows.sort_values(_KEY, ascending=[False, True], ignore_index=True)


def _best_estimate(tables: Tables) -> str:
    """Return "corrected" where every mean of all voices is, else "model"."""
    means = _of_voice(tables, "all")
    corrected = means.loc[means["estimate"] == "corrected", "value"]
    return "corrected" if len(corrected) and corrected.notna().all() else "model"


def _by(tables: Tables, estimate: str) -> str:
    """Return in words where the numbers are from."""
    if estimate == "model":
        return "by the model"
    own = _estimated(tables, "all", estimate)
    return "by hand codes" if (own["note"] != "").all() else "the model corrected by codes"


def _in_order(rows: pd.DataFrame, variants: list[str]) -> pd.DataFrame:
    """Sort by target, outlet and variant as they are drawn."""
    place = rows["variant"].map(variants.index)
    return rows.assign(order=place).sort_values(
        [*_KEY, "order"], ascending=[False, True, True], ignore_index=True
    )


def _joined(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the outlets and targets of both, the second's columns ending in _b."""
    ours = [*_KEY, "outlet", "value", "low", "high", "n"]
    both = first[ours].merge(second[ours], on=[*_KEY, "outlet"], suffixes=("", "_b"))
    return both.sort_values(_KEY, ascending=[False, True], ignore_index=True)


def _ranks(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return each outlet's place toward its target, 1 the most positive."""
    own = rows.groupby("target")[column]
    return own.rank(ascending=False, method="min").astype("int64")


def _turned(rows: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs of outlets change order, and of how many."""
    turned = [
        (a.before - b.before) * (a.after - b.after) < 0
        for _, own in rows.groupby("target")
        for a, b in combinations(list(rows_of(own)), 2)
    ]
    return sum(turned), len(turned)


def _what_correction_does(rows: pd.DataFrame, *, complete: bool) -> str:
    """Return how far model and corrected means are from the codes, or from each other."""
    key, coded = ["target", "outlet"], rows[rows["variant"] == "hand-coded"]
    wide = rows.pivot_table(index=key, columns="variant", values="value", dropna=False)
    wide = wide.reindex(columns=list(_MARKS)).reset_index()
    both = wide.dropna(subset=["model", "corrected"])
    if both.empty:
        most = int(coded["n"].max())
        return f"Too few sentences are coded to correct a mean (at most n = {most})"
    if complete:
        off = (both["model"] - both["hand-coded"]).abs().mean()
        left = (both["corrected"] - both["hand-coded"]).abs().mean()
        return (
            f"Against codes of all sentences the model's means are off by {off:.2f}; codes "
            f"of half of the sentences bring that to {left:.2f} (mean over "
            f"n = {count_of(len(both), 'mean')})"
        )
    far = both.assign(moved=(both["corrected"] - both["model"]).abs())
    most = highest_row(far.merge(coded[[*key, "n"]]), "moved")
    return (
        f"Codes move {most.outlet} toward {most.target} most: from {signed(most.model)} to "
        f"{signed(most.corrected)} (n = {most.n} coded)"
    )


def _refusals(rows: pd.DataFrame) -> str:
    """Say which means could not be corrected."""
    refused = rows[(rows["variant"] == "corrected") & rows["value"].isna()]
    reasons = [row.reason for row in rows_of(refused)]
    return f"Not corrected: {'; '.join(reasons)}. " if reasons else ""


def _or_none(value: float) -> str:
    """Return the number with its sign, or "none"."""
    return signed(value) if pd.notna(value) else "none"
