"""Figure of what each outlet calls the event and its targets."""

from __future__ import annotations

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_of,
    listed,
    small_n_note,
)
from analysis.tables import rows_of

_MOST_ROWS = 10  # labels a panel
_MOST_TARGETS = 3
_TONES = {"negative": 0, "positive": 1, "neutral": 2}


def prepare_labels(tables: Tables) -> Drawing:
    """What each outlet calls the event and each target, beyond the bare names."""
    from analysis.plots.labels import draw_labels

    articles = tables["articles"]
    called = pd.concat([_event(tables["namings"]), _labels(tables)])
    if called.empty:
        raise CannotDraw("no text calls a target anything but its name")
    outlets = articles[["article_id", "outlet", "outlet_grade"]]
    key = ["target", "group", "connotation", "outlet", "outlet_grade"]
    counted = (
        called.merge(outlets, on="article_id")
        .groupby(key, as_index=False)
        .size()
        .rename(columns={"size": "times"})
    )
    phrases = _phrases(called)
    shown = add_display(counted).merge(phrases, on=["target", "group", "connotation"])
    rows = _chosen(shown)
    columns = ["target", "phrase", "connotation", "display", "outlet", "times"]
    return Drawing(
        rows[columns],
        draw_labels,
        _finding(called, outlets),
        "times that each phrase stands in each text, headings included; phrases on one noun "
        "are one row, named by the shortest; square: negative, circle: neutral, diamond: "
        "positive by a lexicon of our own (of the event: by the codebook)",
        f"Loaded phrases first; {_left_out(shown, rows)} {small_n_note(articles)}".strip(),
        "A grid of phrases by outlet for each target: "
        + listed([f"{r.phrase} {r.times} in {r.display}" for r in rows_of(rows)])
        + ".",
    )


def _event(namings: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings of the event as phrases."""
    named = namings.assign(target="the event", group=namings["lemma"])
    return named.assign(phrase=named["lemma"])[_COLUMNS]


_COLUMNS = ["article_id", "target", "group", "phrase", "connotation"]


def _labels(tables: Tables) -> pd.DataFrame:
    """Return the labels of the targets; of those most labelled where none is a target."""
    labels = tables["labels"]
    targets = sorted(set(tables["sentiment"]["entity"]))
    often = labels["entity"].value_counts()
    chosen = [t for t in often.index if t in targets] or list(often.index)
    own = labels[labels["entity"].isin(chosen[:_MOST_TARGETS])]
    phrase = [_as_written(surface) for surface in own["surface"]]
    return own.assign(target=own["entity"], group=own["head"], phrase=phrase)[_COLUMNS]


def _as_written(surface: str) -> str:
    """Return a phrase in small letters, but for words with capitals of their own.

    >>> _as_written("Chief AI Scientist"), _as_written("Turing Award winner")
    ('chief AI scientist', 'Turing Award winner')
    """
    words = surface.split()
    titled = all(word[:1].isupper() for word in words)
    kept = [w if not titled or not w[1:].islower() else w.lower() for w in words]
    return " ".join(kept)


def _phrases(called: pd.DataFrame) -> pd.DataFrame:
    """Return the phrase by which each group is named: the shortest, then the first."""
    ordered = called.assign(size=called["phrase"].str.len()).sort_values(
        ["size", "phrase"], kind="stable"
    )
    key = ["target", "group", "connotation"]
    return ordered.drop_duplicates(key)[[*key, "phrase"]]


def _chosen(shown: pd.DataFrame) -> pd.DataFrame:
    """Keep the phrases with a tone and the commonest others, in the order of the rows."""
    total = shown.groupby(["target", "group", "connotation"])["times"].transform("sum")
    ranked = shown.assign(
        total=total,
        tone=shown["connotation"].map(_TONES),
        event=(shown["target"] != "the event").astype(int),
    ).sort_values(
        ["event", "target", "tone", "total", "phrase", "display"],
        ascending=[True, True, True, False, True, True],
        ignore_index=True,
    )
    kept = []
    for _, own in ranked.groupby(["event", "target"], sort=True):
        groups = own[["group", "connotation", "tone", "total"]].drop_duplicates()
        loaded = groups[groups["tone"] < 2].nlargest(_MOST_ROWS - 3, "total", keep="first")
        rest = groups[groups["tone"] == 2].nlargest(_MOST_ROWS - len(loaded), "total")
        chosen = pd.concat([loaded, rest])[["group", "connotation"]]
        kept.append(own.merge(chosen, on=["group", "connotation"]))
    return pd.concat(kept, ignore_index=True)


def _left_out(shown: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Say how many groups of phrases are not drawn."""
    key = ["target", "group", "connotation"]
    left = len(shown[key].drop_duplicates()) - len(rows[key].drop_duplicates())
    return f"{count_of(left, 'rarer phrase')} not drawn." if left else "all are drawn."


def _finding(called: pd.DataFrame, outlets: pd.DataFrame) -> str:
    """Return who uses loaded labels of a target most often."""
    labels = called[called["target"] != "the event"].merge(outlets, on="article_id")
    if labels.empty:
        return f"{count_of(len(called), 'wording')} of the event, no label of a target"
    parts = []
    for target, own in labels.groupby("target"):
        loaded = own[own["connotation"] != "neutral"]
        tones = loaded["connotation"].value_counts()
        tone = " and ".join(
            f"{tones[t]} {t}" for t in ("positive", "negative") if t in tones
        )
        parts.append(f"{target} {count_of(len(own), 'time')} ({tone or 'all neutral'})")
    return f"Labels beyond the name: {listed(parts)}"
