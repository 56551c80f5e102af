"""Whose words each word of a sentence is: sentences, voices -> words by speaker."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pandas as pd

from analysis.tables import require_columns, rows_of

OUTLET, UNKNOWN = "outlet", "unknown"
_WORD = re.compile(r"\w+(?:['’ʼ\-‐‑]\w+)*")


def count_spoken(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Count the words of each sentence by speaker; headings are left out.

    A word inside several stretches of speech belongs to the innermost one that names a
    speaker; to "unknown" where none does; outside all, to the outlet.

    Parameters
    ----------
    sentences, voices : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, speaker, spoken (words), direct (those of them in
        quotation marks), words (of the whole sentence); only speakers with a word.

    >>> sentences = pd.DataFrame({"article_id": "1", "paragraph": 0, "sentence": [0],
    ...     "start": 0, "end": 24, "text": "He said it is over now.", "heading": False})
    >>> voices = pd.DataFrame({"article_id": ["1"], "start": 8, "end": 22,
    ...     "speaker": "LeCun", "kind": "indirect"})
    >>> count_spoken(sentences, voices)[["speaker", "spoken", "words"]]
      speaker  spoken  words
    0   LeCun       4      6
    1  outlet       2      6
    """
    needed = ["article_id", "paragraph", "sentence", "start", "text", "heading"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    require_columns(
        voices,
        ["article_id", "start", "end", "speaker", "kind"],
        "voices",
        make_with="find_voices(sentences, mentions)",
    )
    inner_first = voices.assign(size=voices["end"] - voices["start"]).sort_values("size")
    of_article = {
        str(article): list(rows_of(rows))
        for article, rows in inner_first.groupby("article_id")
    }
    rows = []
    for sentence in rows_of(sentences[~sentences["heading"].astype(bool)]):
        close = sentence.start + len(sentence.text)
        near = [
            one
            for one in of_article.get(str(sentence.article_id), [])
            if one.start < close and one.end > sentence.start
        ]
        rows += _counted(sentence, near)
    columns = [
        "article_id",
        "paragraph",
        "sentence",
        "speaker",
        "spoken",
        "direct",
        "words",
    ]
    return pd.DataFrame(rows, columns=columns)


def _counted(sentence: Any, near: list[Any]) -> list[tuple[object, ...]]:  # noqa: ANN401
    """Return a row for each speaker of one sentence."""
    spoken: Counter[str] = Counter()
    direct: Counter[str] = Counter()
    start, text = sentence.start, sentence.text
    for word in _WORD.finditer(text):
        at = start + word.start()
        around = [one for one in near if one.start <= at < one.end]
        speaker = next((one.speaker for one in around if one.speaker), UNKNOWN)
        speaker = speaker if around else OUTLET
        spoken[speaker] += 1
        direct[speaker] += any(one.kind == "direct" for one in around)
    place = (sentence.article_id, sentence.paragraph, sentence.sentence)
    total = spoken.total()
    return [(*place, who, spoken[who], direct[who], total) for who in sorted(spoken)]
