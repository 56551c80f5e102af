"""Put the received text together again: nothing is lost in cleaning."""

from __future__ import annotations

import pandas as pd


def rebuild(body: str, removed: pd.DataFrame) -> str:
    """Return the received text of one article from its body and its removed rows.

    >>> rows = pd.DataFrame({"start": [4], "text": ["by A. B."]})
    >>> rebuild("One.Two.", rows)
    'One.by A. B.Two.'
    """
    text = ""
    for row in removed.sort_values("start").to_dict("records"):
        kept = row["start"] - len(text)
        text, body = text + body[:kept] + row["text"], body[kept:]
    return text + body


def rebuild_all(articles: pd.DataFrame, removed: pd.DataFrame) -> pd.Series:
    """Return article_id -> received text, put together from body and removed."""
    parts = dict(iter(removed.groupby("article_id")))
    texts = {
        article_id: rebuild(body, parts.get(article_id, removed.iloc[:0]))
        for article_id, body in zip(articles["article_id"], articles["body"], strict=True)
    }
    return pd.Series(texts, dtype="str")
