"""Sentences made by code, shown as a list in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

_STYLE = (
    "<style>.tellings-reading td,.tellings-reading th{text-align:left!important;"
    "vertical-align:top;white-space:normal;padding:.3em .9em .3em 0}</style>"
)


class Prose(tuple[str, ...]):
    """Sentences in order; a notebook shows one as a paragraph and several as a list.

    >>> Prose(["One finding.", "Another."])
    One finding.
    Another.
    """

    __slots__ = ()

    def __new__(cls, sentences: Iterable[str]) -> Prose:
        """Hold the sentences."""
        return super().__new__(cls, tuple(sentences))

    def __repr__(self) -> str:
        return "\n".join(self)

    def _repr_html_(self) -> str:
        """Return the sentences as HTML, escaped."""
        if len(self) == 1:
            return f"<p>{escape(self[0])}</p>"
        return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in self) + "</ul>"


class Reading:
    """Rows to be read: a table whose texts are whole, wrapped and set from the left.

    >>> import pandas as pd
    >>> "<td>&lt;b&gt; is bold</td>" in Reading(
    ...     pd.DataFrame({"text": ["<b> is bold"]}))._repr_html_()
    True
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        return self.rows.to_string(index=False)

    def _repr_html_(self) -> str:
        """Return the rows as HTML, escaped."""
        with pd.option_context("display.max_colwidth", None):
            table = self.rows.to_html(index=False, escape=True, border=0, justify="left")
        return f"<div class='tellings-reading'>{_STYLE}{table}</div>"
