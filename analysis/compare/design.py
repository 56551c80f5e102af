"""What the articles at hand allow to be drawn: events, articles, or units inside texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.compare.alike import estimate_alike, widen
from analysis.compare.arrangements import count_arrangements
from analysis.compare.units import Article, Group, too_few, units_within

ENOUGH = 5  # articles of each outlet, or events at least, to speak of outlets
FIRM = 0.05  # p at which a difference is called
THESE_TEXTS = "(these texts, not the outlets)"


# event -> articles of the first outlet, articles of the second
Cells = dict[str, tuple[list[Article], list[Article]]]


@dataclass(frozen=True)
class Design:
    """Groups to draw from for the interval, to shuffle for p, and both in words."""

    drawn: list[Group]
    shuffled: list[Group]
    words: str


def find_cells(told: list[Article], first: str, second: str) -> Cells:
    """Return the articles of both outlets for each event that both tell."""
    cells: Cells = {}
    for event in sorted({article.event for article in told}):
        sides = tuple(
            [a for a in told if a.event == event and a.outlet == outlet]
            for outlet in (first, second)
        )
        if all(sides):
            cells[event] = (sides[0], sides[1])
    return cells


def event_differences(cells: Cells) -> list[float]:
    """Return the difference of each event: mean of article means, first minus second."""
    return [
        float(np.mean([a.mean for a in first]) - np.mean([a.mean for a in second]))
        for first, second in cells.values()
    ]


def _level(cells: Cells) -> str:
    """Return what the design can draw: events, articles, or units inside each article.

    Events only where p can reach .05: five events of one article of each outlet have 32
    arrangements, and 2 of them are as far apart as can be.
    """
    if len(cells) >= ENOUGH and least_p(cells) <= FIRM:
        return "events"
    enough = all(len(side) >= ENOUGH for pair in cells.values() for side in pair)
    return "articles" if enough else "texts"


def least_p(cells: Cells) -> float:
    """Return the least p that shuffling the articles inside each event can reach.

    Where each event has as many articles of both outlets, all turned round is as far.
    """
    sizes = [tuple(map(len, pair)) for pair in cells.values()]
    as_far = 2 if all(first == second for first, second in sizes) else 1
    return as_far / count_arrangements(sizes)


def refuse_few(cells: Cells, target: str) -> str:
    """Return why no unit can be drawn, or nothing."""
    if _level(cells) != "texts":
        return ""
    articles = (article for pair in cells.values() for side in pair for article in side)
    return next(filter(None, (too_few(article, target) for article in articles)), "")


def choose_design(cells: Cells) -> Design:
    """Return what is drawn and what is shuffled, at the highest level there is."""
    by_article = _groups_of_articles(cells)
    level = _level(cells)
    if level == "events":
        told = np.column_stack([event_differences(cells), np.ones(len(cells))])
        words = f"events ({len(cells)}), outlet labels shuffled inside each"
        return Design([Group(1.0, "", told)], by_article, words)
    if level == "articles":
        return Design(by_article, by_article, _in_words("articles", cells))
    alike = estimate_alike(
        [article for pair in cells.values() for side in pair for article in side]
    )
    within = [
        Group(
            sign / len(side) / len(cells),
            event,
            units_within(article)[0],
            *widen(article, alike),
        )
        for event, pair in cells.items()
        for sign, side in zip((1.0, -1.0), pair, strict=True)
        for article in side
    ]
    return Design(within, within, _within_in_words(cells))


def _groups_of_articles(cells: Cells) -> list[Group]:
    """Return a group for each outlet in each event; its units are article means."""
    return [
        Group(sign / len(cells), event, np.array([(a.mean, 1.0) for a in side]))
        for event, pair in cells.items()
        for sign, side in zip((1.0, -1.0), pair, strict=True)
    ]


def _in_words(unit: str, cells: Cells) -> str:
    """Return the unit with its count on each side, and the events where there are several.

    For instance "articles (7 of A, 9 of B)".
    """
    counts = [
        f"{sum(map(len, side))} of {side[0][0].outlet}"
        for side in zip(*cells.values(), strict=True)
    ]
    inside = f", inside each of {len(cells)} events" if len(cells) > 1 else ""
    return f"{unit} ({', '.join(counts)}){inside}"


def _within_in_words(cells: Cells) -> str:
    """Return what is drawn inside the articles, and that this speaks of the texts alone."""
    articles = [article for pair in cells.values() for side in pair for article in side]
    unit_of = {article.outlet: set[str]() for article in articles}
    for article in articles:
        unit_of[article.outlet].add(units_within(article)[1])
    kinds = set().union(*unit_of.values())
    if len(kinds) == 1:
        units = kinds.pop()
    else:
        units = ", ".join(f"{' or '.join(sorted(u))} of {o}" for o, u in unit_of.items())
    if len(articles) == 2:
        return f"{units} within one article of each {THESE_TEXTS}"
    return f"{units} within {_in_words('articles', cells)} {THESE_TEXTS}"
