"""Figures of words: those that set one outlet apart, and those for the event."""

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
    each_text,
    listed,
    small_n_note,
)
from analysis.figures.tracing import Asked, Trace
from analysis.tables import highest_row, rows_of

_MOST_WORDS = 8
_MOST_WORDINGS = 16


def prepare_words(tables: Tables) -> Drawing:
    """Words over-used by each outlet against the rest."""
    from analysis.plots.words import draw_words

    keyness, articles = tables["keyness"], tables["articles"]
    over = keyness[(keyness["log_odds"] > 0) & (keyness["n_left"] >= 2)]
    if over.empty:
        raise CannotDraw("there are not two outlets with words of their own")
    best = over.sort_values(["left", "z", "term"], ascending=[True, False, True])
    best = best.groupby("left").head(_MOST_WORDS).rename(columns={"left": "outlet"})
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    rows = add_display(best.merge(grades, on="outlet"))
    rows = rows.assign(z=rows["z"].round(2), q=rows["q"].round(3)).sort_values(
        ["display", "z", "term"], ascending=[True, False, True], ignore_index=True
    )
    firm = keyness[keyness["q"] < 0.05]
    top = highest_row(rows, "z")
    return Drawing(
        rows[["display", "outlet", "term", "z", "p", "q", "n_left", "n_right"]],
        draw_words,
        f"“{top.term}” sets {top.outlet} apart most ({count_of(top.n_left, 'time')}, "
        f"{top.n_right} in the others); {len(firm) or 'none'} of "
        f"{count_of(len(keyness), 'test')} {be(len(firm))} firm",
        "weighted log-odds with an informative prior, outlet against all the others, as z; "
        "counts in the outlet : in the others; faint: not firm (q not below .05)",
        f"{_what_is_tested(keyness, firm)} {small_n_note(articles)}".strip(),
        "A panel per outlet with its most over-used words: "
        + listed([f"{r.term} ({r.display})" for r in rows_of(rows)])
        + ".",
    )


def _what_is_tested(keyness: pd.DataFrame, firm: pd.DataFrame) -> str:
    """Say what the tests are of, and that words used less often are not drawn.

    >>> tests = pd.DataFrame({"term": ["a", "b"] * 2, "left": list("XXYY"), "log_odds": 1})
    >>> _what_is_tested(tests, tests.assign(log_odds=[1, 1, 1, -1]))
    'Tested: 2 words in each of 2 outlets; words used less than in the others are not drawn, \
1 of the firm ones among them.'
    """
    words, outlets = keyness["term"].nunique(), keyness["left"].nunique()
    less = int((firm["log_odds"] < 0).sum())
    among = f", {less} of the firm ones among them" if less else ""
    return (
        f"Tested: {count_of(words, 'word')} in each of {count_of(outlets, 'outlet')}; words used "
        f"less than in the others are not drawn{among}."
    )


def prepare_wordings(tables: Tables) -> Drawing:
    """How each outlet words the event."""
    from analysis.measures.naming import count_namings
    from analysis.plots.wordings import plot_wordings

    articles, namings = tables["articles"], tables["namings"]
    if namings.empty:
        raise CannotDraw(
            "no wording of the event was found: name the event in codebook.toml"
        )
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    counts = count_namings(namings, articles).rename(columns={"count": "times"})
    counted = add_display(counts.merge(grades, on="outlet"))
    total = counted.groupby("lemma")["times"].sum()
    keep = total.sort_values(ascending=False, kind="stable").head(_MOST_WORDINGS)
    shown = counted[counted["lemma"].isin(keep.index)]
    tone = {"negative": 0, "neutral": 1, "positive": 2}
    rows = shown.assign(
        tone=shown["connotation"].map(tone), total=shown["lemma"].map(total)
    ).sort_values(
        ["tone", "total", "lemma", "display"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )
    own = counted[counted["connotation"] == "negative"].groupby("display")["times"].sum()
    most = total.sort_values(ascending=False, kind="stable")
    title = (
        f"“{most.index[0].capitalize()}” is the common word ({most.iloc[0]} of "
        f"n = {count_of(int(total.sum()), 'wording')}); "
        + (
            f"loaded ones stand in {listed(sorted(own.index))}"
            if len(own)
            else "no text uses a loaded one"
        )
    )
    return Drawing(
        rows[["lemma", "connotation", "display", "outlet", "times"]],
        plot_wordings,
        title,
        f"times that each wording of the event stands in {each_text(articles)}, headings "
        "included; "
        "square: negative, circle: neutral, diamond: positive connotation",
        small_n_note(articles),
        "A grid of wordings by outlet: "
        + listed([f"{r.lemma} {r.times} in {r.display}" for r in rows_of(rows)])
        + ".",
    )


def trace_words(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the counts of a word to the sentences that hold it."""
    for place, row in enumerate(rows_of(rows)):
        own, every = Asked("keyness", row.term, row.outlet), Asked("keyness", row.term)
        yield Trace((place,), "n_left", row.n_left, (own,), "count")
        both = row.n_left + row.n_right
        yield Trace((place,), "n_left and n_right", both, (every,), "count")


def trace_wordings(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the times of a wording to the sentences that hold it."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked("naming", row.lemma, row.outlet),)
        yield Trace((place,), "times", row.times, asked, "count")
