"""Figure of what each outlet calls the event and its targets."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_of,
    each_text,
    listed,
    small_n_note,
)
from analysis.figures.tracing import Asked, Trace
from analysis.measures.called import EVENT, group_phrases, name_group
from analysis.tables import rows_of

_MOST_ROWS = 10  # labels a panel
_MOST_TARGETS = 3
_TONES = {"negative": 0, "positive": 1, "neutral": 2}


def prepare_labels(tables: Tables) -> Drawing:
    """Show what each outlet calls the event and each target, beyond the bare names."""
    from analysis.plots.labels import draw_labels

    articles = tables["articles"]
    called = _called(tables)
    if called.empty:
        raise CannotDraw("no text calls a target anything but its name")
    outlets = articles[["article_id", "outlet", "outlet_grade"]]
    placed = called.merge(outlets, on="article_id")
    key = ["target", "phrase", "connotation", "outlet", "outlet_grade"]
    counted = placed.groupby(key, as_index=False).size().rename(columns={"size": "times"})
    shown = add_display(counted)
    rows = _chosen(shown)
    columns = ["target", "phrase", "connotation", "display", "outlet", "times"]
    return Drawing(
        rows[columns],
        draw_labels,
        _finding(called),
        f"times that each phrase stands in {each_text(articles, 'text')}, headings included; "
        "phrases on one noun are one row, named by the shortest; square: negative, circle: "
        "neutral, diamond: positive by a lexicon of our own (of the event: by the codebook)",
        f"Loaded phrases first; {_left_out(shown, rows)} {small_n_note(articles)}".strip(),
        "A grid of phrases by outlet for each target: "
        + listed([f"{r.phrase} {r.times} in {r.display}" for r in rows_of(rows)])
        + ".",
    )


def trace_labels(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the times of a phrase to the sentences that hold it."""
    for place, row in enumerate(rows_of(rows)):
        group = name_group(row.target, row.phrase)
        asked = (Asked("names and labels", group, row.outlet),)
        yield Trace((place,), "times", row.times, asked, "count")


def _called(tables: Tables) -> pd.DataFrame:
    """Return what the event and the targets are called.

    The targets are those whose sentiment is measured; where none is, the members of the
    cast that are labelled most.
    """
    called = group_phrases(tables["labels"], tables["namings"])
    targets = sorted(set(tables["sentiment"]["entity"]))
    often = tables["labels"]["entity"].value_counts()
    chosen = [t for t in often.index if t in targets] or list(often.index)
    wanted = [EVENT, *chosen[:_MOST_TARGETS]]
    return called[called["entity"].isin(wanted)].rename(columns={"entity": "target"})


def _chosen(shown: pd.DataFrame) -> pd.DataFrame:
    """Keep the phrases with a tone and the commonest others, in the order of the rows."""
    total = shown.groupby(["target", "phrase", "connotation"])["times"].transform("sum")
    ranked = shown.assign(
        total=total,
        tone=shown["connotation"].map(_TONES),
        event=(shown["target"] != EVENT).astype(int),
    ).sort_values(
        ["event", "target", "tone", "total", "phrase", "display"],
        ascending=[True, True, True, False, True, True],
        ignore_index=True,
    )
    kept = []
    for _, own in ranked.groupby(["event", "target"], sort=True):
        groups = own[["phrase", "connotation", "tone", "total"]].drop_duplicates()
        loaded = groups[groups["tone"] < 2].nlargest(_MOST_ROWS - 3, "total", keep="first")
        rest = groups[groups["tone"] == 2].nlargest(_MOST_ROWS - len(loaded), "total")
        chosen = pd.concat([loaded, rest])[["phrase", "connotation"]]
        kept.append(own.merge(chosen, on=["phrase", "connotation"]))
    return pd.concat(kept, ignore_index=True)


def _left_out(shown: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Say how many groups of phrases are not drawn."""
    key = ["target", "phrase", "connotation"]
    left = len(shown[key].drop_duplicates()) - len(rows[key].drop_duplicates())
    return f"{count_of(left, 'rarer phrase')} not drawn." if left else "all are drawn."


def _finding(called: pd.DataFrame) -> str:
    """Return how often each target is labelled, and how."""
    labels = called[called["target"] != EVENT]
    if labels.empty:
        return f"n = {count_of(len(called), 'wording')} of the event, no label of a target"
    parts = []
    for target, own in labels.groupby("target"):
        tones = own["connotation"].value_counts()
        tone = " and ".join(
            f"{tones[t]} {t}" for t in ("positive", "negative") if t in tones
        )
        parts.append(f"{target} n = {count_of(len(own), 'time')} ({tone or 'all neutral'})")
    return f"Labelled beyond the name: {listed(parts)}"
