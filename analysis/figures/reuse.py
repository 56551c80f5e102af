"""Figure of what two texts share: passages word for word, and points in one order."""

from __future__ import annotations

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    listed,
    say_q,
    small_n_note,
)
from analysis.tables import rows_of

_MOST_PANELS = 10
_MOST_NAMES = 3  # in the title
_PAIR = ["article_id", "other_id"]


def prepare_reuse(tables: Tables) -> Drawing:
    """Where pairs of texts share words, and where they make the same points in order."""
    from analysis.plots.alignment import draw_alignment

    pairs, articles = tables["retellings"], tables["articles"]
    passages = _placed(tables["reuse"], tables, "word for word")
    retold = _placed(tables["retold"], tables, "same point, same order")
    both = pd.concat([retold, passages], ignore_index=True)
    if both.empty:
        raise CannotDraw("no two texts on one event share a passage or a row of points")
    ranked = _ranked(both, pairs)
    rows = _panels(both, ranked.head(_MOST_PANELS), articles)
    firm = pairs[pairs["q"] < 0.05]
    names = [_names(row, articles) for row in rows_of(firm.sort_values("p"))]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], count_of(len(names) - _MOST_NAMES, "more pair")]
    n = len(tables["reuse"])
    long = tables["reuse"].sort_values("words", ascending=False, kind="stable").head(1)
    longest = "" if long.empty else f", the longest of {long['words'].item()} words"
    return Drawing(
        rows,
        draw_alignment,
        f"{count_of(n, 'passage')} of five words and more stand{'s' if n == 1 else ''} in two "
        f"texts{longest}; "
        + (
            f"the same order of points is firm in {listed(names)}"
            if names
            else f"no pair of n = {len(pairs)} keeps the order of points beyond chance"
        ),
        "place in each text, 0 to 100% of its sentences; filled square: a passage shared "
        "nearly word for word; open circle: a point of the longest run told in the same "
        "order; p: against one text's sentences shuffled, q: over all pairs",
        "Neither shows who took it from whom: both may follow one source. "
        f"{_not_drawn(ranked.iloc[_MOST_PANELS:])}{small_n_note(articles)}".strip(),
        "A panel per pair of texts with a mark for each shared passage or point: "
        + listed(
            [
                f"{name}, {k} marks"
                for name, k in rows["panel"].value_counts(sort=False).items()
            ]
        )
        + ".",
    )


def _placed(shared: pd.DataFrame, tables: Tables, kind: str) -> pd.DataFrame:
    """Return the place of each shared thing in both texts, 0 to 1."""
    last = tables["sentences"].groupby("article_id")["sentence"].max()
    known = shared[[*_PAIR, "sentence", "other_sentence", "similarity"]]
    return known.assign(
        kind=kind,
        x=(known["sentence"] / _ends(known["article_id"], last)).round(4),
        y=(known["other_sentence"] / _ends(known["other_id"], last)).round(4),
        similarity=known["similarity"].round(3),
    )


def _ends(articles: pd.Series, last: pd.Series) -> pd.Series:
    """Return the number of each article's last sentence, at least 1."""
    return articles.map(last).astype("float64").clip(lower=1)


def _ranked(both: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that share anything, those with most passages first."""
    passages = both[both["kind"] == "word for word"].groupby(_PAIR).size()
    there = both[_PAIR].drop_duplicates()
    known = there.merge(pairs[[*_PAIR, "p", "q"]], how="left", on=_PAIR)
    counted = known.merge(passages.rename("passages").reset_index(), how="left", on=_PAIR)
    return counted.fillna({"passages": 0}).sort_values(
        ["passages", "p", *_PAIR], ascending=[False, True, True, True], na_position="last"
    )


def _not_drawn(pairs: pd.DataFrame) -> str:
    """Say how many pairs, with how many passages, have no panel."""
    if pairs.empty:
        return ""
    passages = count_of(int(pairs["passages"].sum()), "passage")
    return f"Not drawn: {count_of(len(pairs), 'pair')} with {passages}. "


def _panels(
    both: pd.DataFrame, pairs: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return what the pairs share, with the names of their panels."""
    rows = []
    for pair in rows_of(pairs):
        own = both[
            (both["article_id"] == pair.article_id) & (both["other_id"] == pair.other_id)
        ]
        left, right = (_outlet(x, articles) for x in (pair.article_id, pair.other_id))
        order = f"p = {pair.p:.3f}, {say_q(pair.q)}" if pair.p == pair.p else "too short"
        rows.append(
            own.assign(panel=f"{left} and {right} ({order})", left=left, right=right)
        )
    kept = ["panel", "left", "right", *_PAIR, "kind", "sentence", "other_sentence"]
    return pd.concat(rows, ignore_index=True)[[*kept, "x", "y", "similarity"]]


def _names(row: object, articles: pd.DataFrame) -> str:
    left = _outlet(row.article_id, articles)  # type: ignore[attr-defined]
    return f"{left} and {_outlet(row.other_id, articles)}"  # type: ignore[attr-defined]


def _outlet(article_id: str, articles: pd.DataFrame) -> str:
    """Return the outlet of an article, with its grade; with its id where it has several."""
    from analysis.corpus import outlet_label

    row = articles[articles["article_id"] == article_id].iloc[0]
    name = outlet_label(row["outlet"], row["outlet_grade"])
    alone = (articles["outlet"] == row["outlet"]).sum() == 1
    return name if alone else f"{name}: {article_id}"
