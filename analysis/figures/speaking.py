"""Figures of who speaks: shares, diversity of sources, and reporting verbs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

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
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.tables import highest_row, lowest_row, rows_of

_MOST_CUES = 18
_FIRST = ("all speech", "direct speech")
_MOST_PANELS = 6
_MOST_TURNED = 3
_KEPT = ["display", "outlet", "value", "low", "high", "n"]
_TITLES = {
    "all speech": "all speech, direct and indirect",
    "direct speech": "in quotation marks",
    "documents": "documents and media: reports, posts, interviews",
    "unnamed people": "unnamed people: insiders, critics, sources",
}


def prepare_speakers(tables: Tables) -> Drawing:
    """How much of each text is speech, and whose."""
    from analysis.plots.means import draw_means

    rows = tables["intervals"].query("measure == 'quoted share'")
    total = rows.groupby("target")["value"].max().fillna(0)
    said = [t for t in _FIRST if total.get(t, 0) > 0]
    others = total.drop([t for t in _FIRST if t in total.index])
    others = others[others > 0].sort_values(ascending=False, kind="stable")
    shown = [*said, *others.index][:_MOST_PANELS]
    if not said:
        raise CannotDraw("no speech was found in any text")
    order = rows[rows["target"] == "all speech"].sort_values(
        ["value", "outlet"], ascending=[False, True]
    )
    places = {outlet: place for place, outlet in enumerate(order["outlet"])}
    drawn = add_display(rows[rows["target"].isin(shown)]).assign(
        panel=lambda r: r["target"].map(shown.index), at=lambda r: r["outlet"].map(places)
    )
    drawn = drawn.sort_values(["panel", "at"], ignore_index=True).round(
        {"value": 4, "low": 4, "high": 4}
    )
    pairs = tables["comparisons"].query(
        "measure == 'quoted share' and target == 'all speech'"
    )
    return Drawing(
        drawn[["target", *_KEPT]],
        partial(
            draw_means,
            zero=False,
            percent=True,
            titles=_TITLES,
            xlabel="share of words (%)",
        ),
        join_said(_most_and_least(order), count_firm(pairs)),
        "share of the words that stand in speech, quoted or reported; bars: 95% intervals; "
        "n: sentences; headings left out",
        "Speech that the rules do not find counts as the outlet's own. Of the cast only the "
        f"targets are shown. {say_rest(len(said) + len(others) - len(shown), 'more kind')}"
        f"{say_resampled(drawn)}"
        f"{small_n_note(tables['articles'])}".strip(),
        "A panel per kind of speech, a mean per outlet: "
        + listed(
            [
                f"{r.target} {100 * r.value:.0f}% in {r.display} (n = {r.n})"
                for r in rows_of(drawn.dropna(subset=["value"]))
            ]
        )
        + ".",
    )


def _most_and_least(order: pd.DataFrame) -> str:
    """Say which outlet lets others speak most and which least; of one, how much."""
    most, least = highest_row(order, "value"), lowest_row(order, "value")
    said = (
        f"{most['outlet']} lets others speak in {100 * most['value']:.0f}% of its words "
        f"(n = {most['n']} sentences)"
    )
    if len(order) < 2:
        return said
    share = f"{100 * least['value']:.0f}%"
    return f"{said}, {least['outlet']} in {share} (n = {least['n']})"


def trace_diversity(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from an index to the sentences in which the named speakers speak."""
    named = tables["voices"].query("speaker != ''")["speaker"].unique()
    for place, outlet in enumerate(rows["outlet"]):
        yield Trace(
            (place,),
            "value",
            float(rows["value"].iloc[place]),
            (Asked("speaking", None, outlet),),
            "none",
            {"target": tuple(named)},
            "an index of how these words are shared among the speakers",
        )


def trace_reporting(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the times of a reporting word to the sentences that hold it."""
    for place, (cue, outlet, count) in enumerate(
        zip(rows["cue"], rows["outlet"], rows["count"], strict=True)
    ):
        asked = (Asked("reporting verbs", cue, outlet),)
        yield Trace((place,), "count", float(count), asked, "count")


def prepare_diversity(tables: Tables) -> Drawing:
    """How diverse the speakers of each text are, by two indices."""
    from analysis.plots.diversity import draw_diversity

    table = tables["source_diversity"]
    if table.empty:
        raise CannotDraw("no text names a speaker")
    rows = add_display(table).round({"value": 4, "low": 4, "high": 4})
    shannon = rows[rows["index"] == "shannon"].sort_values(
        ["value", "outlet"], ascending=[False, True]
    )
    places = {outlet: place for place, outlet in enumerate(shannon["outlet"])}
    rows = rows.assign(at=rows["outlet"].map(places)).sort_values(
        ["index", "at"], ignore_index=True
    )
    return Drawing(
        rows[["index", *_KEPT, "speakers", "words"]],
        draw_diversity,
        _most_diverse(shannon),
        "diversity of the named speakers by their words: Shannon H = −Σ p ln p in nats, "
        "Simpson 1 − Σ p²; bars: 95% intervals; n: sentences that hold speech",
        "The longer text has room for more speakers; ten speakers of one opinion count as "
        f"ten. {_other_order(rows)}{say_resampled(rows)}"
        f"{small_n_note(tables['articles'])}".strip(),
        "Two panels, a mean per outlet: "
        + listed([f"{r.index.title()} {r.value:.2f} in {r.display}" for r in rows_of(rows)])
        + ".",
    )


def _most_diverse(shannon: pd.DataFrame) -> str:
    """Return the most and the least diverse of the texts that have an interval."""
    known = shannon.dropna(subset="low")
    if known.empty:
        return f"No text of n = {len(shannon)} has speech enough to tell how diverse it is"
    most, least = highest_row(known, "value"), lowest_row(known, "value")

    def said(row: pd.Series) -> str:
        speakers = count_of(row["speakers"], "speaker")
        return f"{signed(row['value']).lstrip('+')}, {speakers}, n = {row['n']} sentences"

    first = f"{most['outlet']} is most diverse by Shannon's H ({said(most)})"
    if len(known) == 1:
        return f"{first}, the only text with an interval"
    among = f"Of {len(known)} texts with an interval {first}"
    return f"{among}, {least['outlet']} least ({said(least)})"


def _other_order(rows: pd.DataFrame) -> str:
    """Say which pairs of texts the two indices order differently."""
    wide = rows.pivot_table(index="outlet", columns="index", values="value")
    turned = [
        f"{a} – {b}"
        for a, b in combinations(wide.index, 2)
        if ((wide.loc[a] - wide.loc[b]).prod() < 0)
    ]
    if len(turned) > _MOST_TURNED:
        turned = [f"{len(turned)} pairs of texts"]
    return f"The two indices order {listed(turned)} differently. " if turned else ""


def prepare_reporting(tables: Tables) -> Drawing:
    """Which words introduce speech in each text, and how they take what is said."""
    from analysis.plots.reporting import plot_reporting

    table = add_display(tables["reporting_verbs"])
    if table.empty:
        raise CannotDraw("no word introduces speech in any text")
    total = table.groupby(["stance", "cue"])["count"].transform("sum")
    ranked = table.assign(total=total)
    cues = ranked[["stance", "cue", "total"]].drop_duplicates()
    kept = cues.sort_values(["total", "cue"], ascending=[False, True]).head(_MOST_CUES)
    rows = ranked.merge(kept[["stance", "cue"]], on=["stance", "cue"]).sort_values(
        ["stance", "total", "cue", "display"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )
    stances = table.groupby("stance")["count"].sum().sort_values(ascending=False)
    n = int(stances.sum())
    plain = int(stances.get("neutral", 0))
    return Drawing(
        rows[["stance", "cue", "display", "outlet", "count"]],
        plot_reporting,
        join_said(
            f"{plain} of n = {count_of(n, 'statement')} {'is' if plain == 1 else 'are'} "
            "introduced by a neutral word",
            listed(
                [f"{k} {stance}" for stance, k in stances.items() if stance != "neutral"]
            ),
        ),
        "times that each word introduces a statement; its stance by a lexicon of our own: "
        "endorsing takes it as known, conceding as unwelcome and true, distancing leaves it "
        "with the speaker, forceful shows pressing, thinking tells what nobody heard",
        f"{say_rest(len(cues) - len(kept), 'other word')}"
        f"{small_n_note(tables['articles'])}".strip(),
        "A grid of words by outlet: "
        + listed(
            [
                f"{r.cue} {r[4]} in {r.display}"
                for r in rows_of(rows[["stance", "cue", "display", "outlet", "count"]])
            ]
        )
        + ".",
    )
