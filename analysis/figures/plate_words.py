"""The words around the plate: its title, its measures, and what cannot be concluded."""

from __future__ import annotations

import pandas as pd

from analysis.figures.drawing import Tables, count_of, listed, small_n_note
from analysis.figures.estimates import VOICES, add_hand_means
from analysis.figures.left_out import DOES_NOT_SHOW, MEASURE
from analysis.figures.resampling import say_resampled
from analysis.figures.sentiment import trust_note
from analysis.tables import rows_of


def plate_title(found: pd.DataFrame, panels: int, tables: Tables) -> str:
    """Say how many of the findings are firm."""
    firm, articles = int((found["q"] < 0.05).sum()), tables["articles"]
    many = articles["outlet"].value_counts().min() >= 5
    tested = int(found["q"].notna().sum())
    untested = "" if tested == panels else f", {panels - tested} not tested"
    return (
        f"{count_of(len(articles), 'telling')} of one story: {firm or 'none'} of "
        f"{count_of(panels, 'finding')} about these {'outlets' if many else 'texts'} "
        f"{'is' if firm == 1 else 'are'} firm{untested}"
    )


def plate_subtitle(rows: pd.DataFrame, tables: Tables) -> str:
    """Say what is compared, and what the marks are."""
    articles, coded = tables["articles"], rows["coded"].notna().any()
    return (
        f"{count_of(len(articles), 'article')} from "
        f"{count_of(articles['outlet'].nunique(), 'outlet')}, "
        f"{articles['words'].sum():,} words; of each question the comparison of smallest "
        "q; marks: means by outlet, bars: 95% intervals, hollow: too little text for one"
        + ("; cross: mean of the hand codes" if coded else "")
        + "; n: sentences; firm: q below .05"
    )


def plate_note(rows: pd.DataFrame, found: pd.DataFrame, tables: Tables) -> str:
    """Say what cannot be concluded, a line each."""
    return "\n".join(
        [
            "What cannot be concluded",
            f"{small_n_note(tables['articles'])} Why they differ, and who is right, is not "
            "measured.".strip(),
            "“Not firm” is not “the same”: in texts of this length only large differences are "
            "found.",
            _of_many(found),
            _not_shown(rows),
            *(
                [say_resampled(rows[["resampled"]]).strip()]
                if rows["low"].notna().any()
                else []
            ),
            *_distrust(found, tables),
        ]
    )


def _of_many(found: pd.DataFrame) -> str:
    """Say of how many comparisons those shown are the firmest.

    >>> _of_many(pd.DataFrame({"question": list("ab"), "tested": [1, 36], "compared": [30, 40]}))
    'Of all comparisons that could be tested (1 of 30 and 36 of 40) each panel shows the one \
with the smallest q, so luck has its part; q allows for all pairs and targets of one measure.'
    """
    asked = found.drop_duplicates("question")
    counts = listed([f"{row.tested:,} of {row.compared:,}" for row in rows_of(asked)])
    return (
        f"Of all comparisons that could be tested ({counts}) each panel shows the one with the "
        "smallest q, so luck has its part; q allows for all pairs and targets of one measure."
    )


def _distrust(found: pd.DataFrame, tables: Tables) -> list[str]:
    """Say of each measure of sentiment that is shown whether the hand codes bear it out."""
    notes = []
    for measure in dict.fromkeys(name for name in found["measure"] if name in VOICES):
        every = tables["intervals"]
        means = add_hand_means(every[every["measure"] == measure], tables, measure)
        notes.append(trust_note(means, f"means of {measure}"))
    return [note for note in dict.fromkeys(notes) if note]


def _not_shown(rows: pd.DataFrame) -> str:
    """Say what the measures on the page do not show."""
    from analysis.measures.catalogue import MEASURES

    limits = {name: measure.does_not_show for name, measure in MEASURES.items()}
    limits[MEASURE] = DOES_NOT_SHOW
    parts = [
        f"{name} {'do' if name == MEASURE else 'does'} not show {limits[name]}"
        for name in dict.fromkeys(rows["measure"])
    ]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
