"""What a figure is: rows, the plot that draws them, and the words around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus import outlet_label
from analysis.plots.style import say_q as say_q
from analysis.plots.style import signed as signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Tables = Mapping[str, pd.DataFrame]


class CannotDraw(Exception):  # noqa: N818  (a refusal, not an error)
    """The story cannot show this figure; the message says why."""


@dataclass(frozen=True)
class Drawing:
    """One figure of one story, ready to draw.

    Attributes
    ----------
    rows : DataFrame
        Exactly what is drawn, rounded to the digits that matter; saved as the CSV.
    plot : callable
        Rows -> Figure (or Axes in a figure of their own).
    title : str
        The finding in words, with its n.
    subtitle : str
        The measure and its unit.
    note : str
        What to keep in mind, at the foot; of several lines the first is a heading.
    alt : str
        What the picture shows, for those who do not see it.
    """

    rows: pd.DataFrame
    plot: Callable[[pd.DataFrame], Figure | Axes]
    title: str
    subtitle: str
    note: str
    alt: str

    @property
    def caption(self) -> str:
        """Finding, measure and note in one paragraph."""
        measure = self.subtitle[:1].upper() + self.subtitle[1:]
        note = self.note.replace("\n", ": ", 1).replace("\n", " ")
        return " ".join(part for part in (f"{self.title}.", f"{measure}.", note) if part)


@dataclass(frozen=True)
class FigureEntry:
    """A line of the registry: the tables that a figure needs, and its preparation."""

    name: str
    needs: tuple[str, ...]
    prepare: Callable[[Tables], Drawing]


def small_n_note(articles: pd.DataFrame) -> str:
    """Say whether outlets or only texts are compared; nothing where there is one outlet.

    >>> small_n_note(pd.DataFrame({"outlet": ["A", "B"]}))
    'One article per outlet: this compares these texts, not the outlets.'
    """
    if articles["outlet"].nunique() < 2:
        return ""
    most = articles["outlet"].value_counts().max()
    if most == 1:
        return "One article per outlet: this compares these texts, not the outlets."
    few = articles["outlet"].value_counts() < 5
    if few.any():
        who = "All" if few.all() else "Some"
        return f"{who} outlets have fewer than five articles: read them as texts, not as outlets."
    return ""


def have_several(articles: pd.DataFrame) -> bool:
    """Whether an outlet has several articles, whose numbers stand for it together."""
    return bool(articles["outlet"].duplicated().any())


def each_text(articles: pd.DataFrame, noun: str = "article") -> str:
    """Say what a number of an outlet is counted in.

    >>> each_text(pd.DataFrame({"outlet": ["A", "A"]}))
    "each outlet's articles"
    >>> each_text(pd.DataFrame({"outlet": ["A", "B"]}), "text")
    'each text'
    """
    return "each outlet's articles" if have_several(articles) else f"each {noun}"


def with_display(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add outlet and display, the name shown with its grade, to rows with article_id."""
    known = articles[["article_id", "outlet", "outlet_grade"]]
    return add_display(rows.merge(known, on="article_id"))


def with_article(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add what `with_display` adds; of an outlet's several articles display names which.

    >>> articles = pd.DataFrame({"article_id": list("abc"), "outlet": ["X", "X", "Y"],
    ...     "outlet_grade": "stated"})
    >>> with_article(articles[["article_id"]], articles)["display"].tolist()
    ['X (stated): a', 'X (stated): b', 'Y (stated)']
    """
    shown = with_display(rows, articles)
    several = articles["outlet"].value_counts().gt(1)
    named = shown["display"] + ": " + shown["article_id"].astype("str")
    return shown.assign(display=named.where(shown["outlet"].map(several), shown["display"]))


def add_display(rows: pd.DataFrame) -> pd.DataFrame:
    """Add display to rows that have outlet and outlet_grade."""
    shown = [
        outlet_label(name, grade)
        for name, grade in zip(rows["outlet"], rows["outlet_grade"], strict=True)
    ]
    return rows.assign(display=shown)


def add_place(rows: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add the outlet's alphabetical place among all, which gives its colour and marker."""
    places = {name: place for place, name in enumerate(sorted(set(articles["outlet"])))}
    return rows.assign(place=rows["outlet"].map(places).astype("int64"))


def listed(names: list[str]) -> str:
    """Return names as a phrase.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def be(number: int) -> str:
    """Return the verb for a count: none is, one is, two are."""
    return "is" if number < 2 else "are"


def count_firm(pairs: pd.DataFrame, about: str = "") -> str:
    """Say how many differences are firm, of those that could be tested; nothing of none.

    Parameters
    ----------
    pairs : DataFrame
        q (missing where it could not be tested).
    about : str
        What follows "differences": "in sentiment".

    Examples
    --------
    >>> count_firm(pd.DataFrame({"q": [0.01, 0.2, float("nan")]}))
    '1 of 2 tested differences is firm; 1 could not be tested'
    >>> count_firm(pd.DataFrame({"q": [float("nan")] * 2}))
    'none of 2 differences could be tested'
    """
    if pairs.empty:
        return ""
    tested, firm = int(pairs["q"].notna().sum()), int((pairs["q"] < 0.05).sum())
    of = f" {about}" if about else ""
    if not tested:
        return f"none of {count_of(len(pairs), 'difference')}{of} could be tested"
    refused, word = len(pairs) - tested, "tested " if tested < len(pairs) else ""
    said = (
        f"{firm or 'none'} of {count_of(tested, word + 'difference')}{of} {be(firm)} firm"
    )
    return said + (f"; {refused} could not be tested" if refused else "")


def say_rest(number: int, noun: str, plural: str = "") -> str:
    """Return how many are not drawn, as a sentence with a space behind; nothing of none.

    >>> say_rest(2, "rarer word"), say_rest(0, "rarer word")
    ('2 rarer words not drawn. ', '')
    """
    return f"{count_of(number, noun, plural)} not drawn. " if number > 0 else ""


def join_said(*parts: str) -> str:
    """Return the parts of a title that say something, as one sentence.

    >>> join_said("A has most", "", "none is firm")
    'A has most; none is firm'
    """
    return "; ".join(part for part in parts if part)


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    >>> count_of(1, "text"), count_of(5, "text")
    ('1 text', '5 texts')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
