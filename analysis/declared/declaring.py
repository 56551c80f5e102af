"""What a declared table is, and what a column means wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass

GRADES = ("stated", "matched", "inferred", "unknown")
LABELS = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Column:
    """One column: its name, its pandas dtype, and what a value means."""

    name: str
    dtype: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One kind of table: what a row is, its key, its columns (key first)."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]


MEANINGS = {
    "article_id": ("str", "stem of the article's file"),
    "sentence": ("int64", "number of the sentence in its article, from 0"),
    "start": ("int64", "offset of the first character in `body`"),
    "end": ("int64", "offset after the last character in `body`"),
    "text": ("str", "the characters from start to end"),
    "outlet": ("str", "bare name of the outlet"),
    "entity": ("str", "name of a member of the cast"),
    "target": ("str", "the cast member, word or topic that the value is about"),
    "measure": ("str", "name of the measure"),
    "left": ("str", "outlet (or group) on the left; positive means more on the left"),
    "right": ("str", "outlet (or group) on the right"),
    "difference": ("float64", "value on the left minus value on the right"),
    "label": ("str", "the most probable class, or a name that a person understands"),
    "surface": ("str", "the words as written"),
    "topic": ("int64", "number of the topic, the largest is 0; -1 is outside all"),
    "claim": ("int64", "number of the claim"),
    "p": ("float64", "p-value, 0 to 1"),
    "q": ("float64", "p after Benjamini-Hochberg over the family of rows"),
    "voice": (
        "str",
        "whose words: outlet, the speaker, or unknown where speech has no source",
    ),
    "rule": ("str", "name of the rule that found it"),
    "probability": ("float64", "0 to 1"),
    "score": ("float64", "the model's score of the row"),
}


def declare(name: str, row: str, key: str, columns: str, **own: tuple[str, str]) -> Table:
    """Declare a table; a column not described in `own` has its usual meaning."""
    names = key.split() + columns.split()
    described = {**MEANINGS, **own}
    return Table(
        name, row, tuple(key.split()), tuple(Column(n, *described[n]) for n in names)
    )
