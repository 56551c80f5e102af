"""Which comparisons a page about the story shows: the firmest of each question."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import rows_of

COLUMNS = [
    "question",
    "measure",
    "target",
    "left",
    "right",
    "difference",
    "low",
    "high",
    "p",
    "q",
    "n_left",
    "n_right",
    "reason",
    "universes",
    "agree",
    "flipped_by",
    "compared",
    "tested",
]

# A question that readers have, and the measures that answer it. A measure that is not
# named here is of the last question.
QUESTIONS = {
    "What do they call it?": ("connotation",),
    "How do they judge?": ("sentiment", "own-voice sentiment"),
    "Who acts, and who speaks?": ("acting share", "agency", "power", "quoted share"),
    "What do they tell, and leave out?": (
        "frame share",
        "topic share",
        "mention share",
    ),
}
LAST = list(QUESTIONS)[-1]
_NOT_SHOWN = ("headline sentiment",)  # one sentence of each: never tested
_KEY = ["measure", "target", "left", "right"]


def choose_findings(
    comparisons: pd.DataFrame, robustness: pd.DataFrame, *, most: int = 4
) -> pd.DataFrame:
    """Return the firmest comparison of each question.

    Of all comparisons of a question the first by: tested before refused; the smaller q; of
    equal q the larger share of choices that agree in sign; the larger difference over half
    the width of its interval. The rule looks at the results, so what it finds is the most
    there is to see and not the usual. Where a question has nothing, the next best of a
    measure that is not shown yet fills its place.

    Parameters
    ----------
    comparisons : DataFrame
        The table of this name.
    robustness : DataFrame
        The table robustness_summary; may be empty.
    most : int
        Findings at most.

    Returns
    -------
    DataFrame
        A row per finding in the order of `QUESTIONS`: question, the columns of the
        comparison, universes, agree and flipped_by of its robustness (missing where it
        was not measured), compared, the number of comparisons of the question, and tested,
        how many of those could be tested (have a q).

    Examples
    --------
    >>> toy = pd.DataFrame({"measure": "sentiment", "target": ["Meta", "Acme"], "left": "A",
    ...     "right": "B", "difference": [0.5, 0.2], "low": [0.1, -0.2], "high": [0.9, 0.6],
    ...     "p": [0.01, 0.4], "q": [0.02, 0.4], "n_left": 9, "n_right": 9, "reason": ""})
    >>> choose_findings(toy, pd.DataFrame())[["question", "target"]].values.tolist()
    [['How do they judge?', 'Meta']]
    """
    of = {measure: name for name, several in QUESTIONS.items() for measure in several}
    known = comparisons[~comparisons["measure"].isin(_NOT_SHOWN)]
    known = known[known["difference"].notna()]
    known = _with_robustness(known, robustness)
    known = known.assign(question=[of.get(name, LAST) for name in known["measure"]])
    q = known.groupby("question")["q"]
    ranked = _rank(known.assign(compared=q.transform("size"), tested=q.transform("count")))
    first = ranked.drop_duplicates("question").head(most)
    spare = ranked[~ranked["measure"].isin(first["measure"])].drop_duplicates("measure")
    chosen = pd.concat([first, spare.head(most - len(first))])
    order = {name: place for place, name in enumerate(QUESTIONS)}
    return chosen.sort_values(
        "question", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )[COLUMNS]


def _with_robustness(known: pd.DataFrame, robustness: pd.DataFrame) -> pd.DataFrame:
    """Add the share of choices that agree, where it was measured."""
    wanted = [*_KEY, "universes", "agree", "flipped_by"]
    if robustness.empty:
        return known.assign(universes=0, agree=np.nan, flipped_by="")
    joined = known.merge(robustness[wanted], on=_KEY, how="left")
    return joined.fillna({"universes": 0, "flipped_by": ""}).astype({"universes": int})


def _rank(known: pd.DataFrame) -> pd.DataFrame:
    """Sort the firmest first, those that could not be tested last."""
    half = (known["high"] - known["low"]) / 2
    clear = known["difference"].abs() / half.where(half > 0)
    ranked = known.assign(clear=clear.fillna(0), size=known["difference"].abs())
    columns = ["q", "agree", "clear", "size"]
    return ranked.sort_values(
        columns, ascending=[True, False, False, False], kind="stable", na_position="last"
    )


def choose_outlets(rows: pd.DataFrame, pair: tuple[str, str], *, most: int) -> list[str]:
    """Return the outlets to show: the pair compared, then the highest and the lowest.

    Parameters
    ----------
    rows : DataFrame
        outlet, value.
    pair : tuple of str
        The outlets of the comparison.
    most : int
        Outlets at most.

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": list("abcde"), "value": [1, 2, 3, 4, 5]})
    >>> choose_outlets(rows, ("b", "c"), most=4)
    ['b', 'c', 'e', 'a']
    """
    others = rows[~rows["outlet"].isin(pair)].sort_values("value", kind="stable")
    names = [row.outlet for row in rows_of(others)]
    turns = [names[-1 - k // 2] if k % 2 == 0 else names[k // 2] for k in range(len(names))]
    here = [name for name in pair if name in set(rows["outlet"])]
    return [*here, *turns][:most]
