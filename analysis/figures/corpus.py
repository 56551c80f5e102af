"""Figures of what there is: the articles, the cast's arrival, who is mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    have_several,
    listed,
    say_rest,
    small_n_note,
    with_article,
    with_display,
)
from analysis.figures.tracing import Asked, Trace, trace_means
from analysis.tables import highest_row, lowest_row, rows_of

_MOST_ENTITIES = 10
_MOST_ARTICLES = 30  # panels that fit a page
_COUNTS = ["words", "sentences", "paragraphs"]
_SHOWN = ["display", "outlet", *_COUNTS, "title", "author", "published"]
_CAST = "more of the cast"


def prepare_articles(tables: Tables) -> Drawing:
    """Length of each article and what is known of it."""
    from analysis.plots.articles import plot_articles

    articles, sentences = tables["articles"], tables["sentences"]
    body = sentences[~sentences["heading"]].groupby("article_id")
    counts = body.agg(sentences=("sentence", "size"), paragraphs=("paragraph", "nunique"))
    rows = with_article(articles[["article_id"]], articles).merge(
        articles.drop(columns=["outlet", "outlet_grade", "body"]), on="article_id"
    )
    rows = rows.merge(counts.reset_index(), on="article_id", how="left").fillna(
        {"sentences": 0, "paragraphs": 0}
    )
    rows = rows.astype({"sentences": int, "paragraphs": int}).assign(
        title=[_known(text, "headline") for text in rows["title"]],
        author=[_known(text, "author") for text in rows["author"]],
        published=[say_date(text) for text in rows["published"]],
    )
    rows = rows.sort_values(
        ["words", "article_id"], ascending=[False, True], ignore_index=True
    )
    longest, shortest = rows.iloc[0], rows.iloc[-1]
    grades = articles["outlet_grade"].value_counts()
    stated = int(grades.get("stated", 0))
    title = (
        f"{count_of(len(rows), 'telling')}, {shortest.words:,} to {longest.words:,} words: "
        f"{_how_much_longer(longest, shortest, articles)}"
        if len(rows) > 1
        else f"One telling of {longest.words:,} words"
    )
    return Drawing(
        rows[_SHOWN],
        plot_articles,
        title,
        "words of each article after cleaning; what is known of headline, author and date",
        f"The grade behind a name says how the outlet is known; it is stated, by the text or by "
        f"who listed it, for {stated} of {len(rows)}.",
        "Horizontal bars, one per article: "
        + listed([f"{row.display} {row.words:,} words" for row in rows_of(rows)])
        + ". Under each bar its headline, author and date where known.",
    )


def _how_much_longer(longest: Any, shortest: Any, articles: pd.DataFrame) -> str:  # noqa: ANN401
    """Say how many times as long the longest text is, where it is at least twice."""
    more, less = _whose(longest, articles), _whose(shortest, articles)
    times = longest.words / max(shortest.words, 1)
    if times < 2:
        return f"{more} is the longest, {less} the shortest"
    return f"{more} is {times:.0f} times as long as {less}"


def _whose(row: Any, articles: pd.DataFrame) -> str:  # noqa: ANN401
    """Name a text as its outlet's and, where that has several, by its own name.

    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["X", "X", "Y"]})
    >>> [_whose(row, articles) for row in rows_of(articles)]
    ['“a” of X', '“b” of X', "Y's"]
    """
    several = int((articles["outlet"] == row.outlet).sum()) > 1
    return f"“{row.article_id}” of {row.outlet}" if several else f"{row.outlet}'s"


def prepare_arrival(tables: Tables) -> Drawing:
    """Every mention of the cast on the reading line of each article."""
    from analysis.plots.arrival import draw_arrival

    articles, mentions = tables["articles"], tables["mentions"]
    if mentions.empty:
        raise CannotDraw("no member of the cast is mentioned: give a cast or a --target")
    length = articles.set_index("article_id")["body"].str.len()
    if len(articles) > _MOST_ARTICLES:
        raise CannotDraw(
            f"it has a panel for each article, and {len(articles)} do not fit a page; up to "
            f"{_MOST_ARTICLES} do"
        )
    rows = with_article(mentions[["article_id", "start", "entity", "kind"]], articles)
    rows["position"] = (rows["start"] / rows["article_id"].map(length)).round(4)
    rows = rows[rows["entity"].isin(_leading(rows))]
    first = rows.groupby(["entity", "article_id"])["position"].min()
    opens = first[first <= 0.1].groupby("entity").size()
    everywhere = first.groupby("entity").size()
    shared = [name for name in _leading(rows) if everywhere[name] == len(articles)]
    rare = [name for name in _leading(rows) if everywhere[name] == 1]
    title = (
        f"{listed(shared) or 'Nobody'} {'appear' if len(shared) > 1 else 'appears'} in "
        f"{'both' if len(articles) == 2 else f'all {len(articles)}'} texts"
        + (f"; {listed(rare)} in one alone" if rare else "")
        if len(articles) > 1
        else _most_mentioned(mentions)
    )
    order = {name: i for i, name in enumerate(_leading(rows))}
    rows = rows.sort_values(
        ["entity", "display", "position"],
        key=lambda column: column.map(order) if column.name == "entity" else column,
        ignore_index=True,
    )
    return Drawing(
        rows[["display", "outlet", "entity", "kind", "position"]],
        draw_arrival,
        title,
        f"place of each mention (name, nominal or pronoun) in the reading of each article; "
        f"filled mark: the first; n = {len(rows):,} mentions of the "
        f"{len(order)} most present",
        small_n_note(articles),
        f"A panel per article, a row per member of the cast, a tick per mention. "
        f"{listed([f'{name} in {everywhere[name]}' for name in order])} of "
        f"{len(articles)} articles; within the first tenth: "
        f"{listed([f'{name} in {count}' for name, count in opens.items()]) or 'nobody'}.",
    )


def _most_mentioned(mentions: pd.DataFrame) -> str:
    """Say who of the cast has most of one text's mentions."""
    counts = mentions["entity"].value_counts().sort_index()
    members, n = count_of(len(counts), "member"), count_of(len(mentions), "mention")
    return f"{counts.idxmax()} has {counts.max()} of n = {n} of {members} of the cast"


def prepare_presence(tables: Tables) -> Drawing:
    """Share of sentences that mention each leading member of the cast, by outlet."""
    from analysis.measures.catalogue import summarise
    from analysis.measures.values import value_mentions
    from analysis.plots.presence import plot_presence

    articles, mentions = tables["articles"], tables["mentions"]
    if mentions.empty:
        raise CannotDraw("no member of the cast is mentioned: give a cast or a --target")
    leading = _leading(with_display(mentions, articles))
    values = value_mentions(tables["sentences"], mentions, leading)
    shares = with_display(summarise(values, measure="mention share"), articles)
    rows = (
        shares.groupby(["target", "display", "outlet"])
        .agg(share=("value", "mean"), n=("n", "sum"))
        .rename_axis(["entity", "display", "outlet"])
        .reset_index()
    )
    mean = rows.groupby("entity")["share"].mean().sort_values(ascending=False)
    rows["share"] = rows["share"].round(4)
    rows = rows.sort_values(
        ["entity", "display"],
        key=lambda column: -column.map(mean) if column.name == "entity" else column,
        ignore_index=True,
    )
    several = have_several(articles)
    top = rows[rows["entity"] == mean.index[0]]
    most, least = highest_row(top, "share"), lowest_row(top, "share")
    from_least = f"{_percent(least.share)} of sentences ({least.outlet}, n = {least.n})"
    to_most = f" to {_percent(most.share)} ({most.outlet}, n = {most.n})"
    spread = f"{from_least}{to_most if len(top) > 1 else ''}"
    return Drawing(
        rows[["entity", "display", "outlet", "share", "n"]],
        plot_presence,
        f"{mean.index[0]} is mentioned most, in {spread}",
        "share of each article's sentences that refer to the person or organisation by name, "
        "description or pronoun"
        + (" (mean over an outlet's articles)" if several else "")
        + "; headings left out",
        f"{say_rest(mentions['entity'].nunique() - len(leading), _CAST, _CAST)}"
        f"{small_n_note(articles)}".strip(),
        f"A row per member of the cast, a mark per {'outlet' if several else 'article'}: "
        + listed([f"{name} {_percent(share)} on average" for name, share in mean.items()])
        + ".",
    )


def trace_arrival(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the marks of a person in a text to the sentences that hold them."""
    numbered = rows.reset_index(drop=True)
    for (outlet, entity), own in numbered.groupby(["outlet", "entity"]):
        asked = (Asked("mention", str(entity), str(outlet)),)
        yield Trace(tuple(own.index), "position", len(own), asked, "count")


def trace_presence(rows: pd.DataFrame, tables: Tables) -> Iterable[Trace]:
    """Lead from a share to the sentences that mention the person."""
    shares = trace_means("mention share", column="share")
    return shares(rows.rename(columns={"entity": "target"}), tables)


def say_date(published: str) -> str:
    """Return a date or its bound in words.

    >>> say_date("2025-11-11/.."), say_date("2025-11-11/2025-11-19")
    ('date unknown, not before 2025-11-11', 'date unknown, 2025-11-11 to 2025-11-19')
    """
    if not isinstance(published, str) or not published:
        return "date unknown"
    if "/" not in published:
        return published
    early, late = published.split("/", 1)
    if late in ("", ".."):
        return f"date unknown, not before {early}"
    if early in ("", ".."):
        return f"date unknown, not after {late}"
    return f"date unknown, {early} to {late}"


def _known(text: str, what: str) -> str:
    """Return the text, or that it is unknown."""
    return text if isinstance(text, str) and text else f"{what} unknown"


def _leading(rows: pd.DataFrame) -> list[str]:
    """Return the members present in most articles, then with most mentions."""
    presence = rows.groupby("entity").agg(
        articles=("display", "nunique"), mentions=("display", "size")
    )
    ranked = presence.reset_index().sort_values(
        ["articles", "mentions", "entity"], ascending=[False, False, True]
    )
    return ranked["entity"].head(_MOST_ENTITIES).tolist()


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
