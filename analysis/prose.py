"""What a notebook shows: sentences made by code, rows to be read, words marked in them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd

from analysis.tables import rows_of

_STYLE = (
    "<style>.tellings-reading td,.tellings-reading th{text-align:left!important;"
    "vertical-align:top;white-space:normal;padding:.3em .9em .3em 0}</style>"
)
_MARKED_STYLE = (
    "<style>.tellings-evidence td{text-align:left!important;vertical-align:top;white-space:normal;"
    "padding:.35em .8em .35em 0}.tellings-evidence mark{background:#ffe9a8;color:inherit;"
    "padding:0 .15em;border-radius:.2em}</style>"
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


class Evidence(pd.DataFrame):
    """A frame of sentences that a notebook shows with their words marked.

    Columns: outlet (with its grade), article_id, sentence, target, value, counts, text,
    and spans, a list of (start, end) in `text`.
    """

    @property
    def _constructor(self) -> type[Evidence]:
        return Evidence

    def _repr_html_(self) -> str:
        """Return the rows as an HTML table; every text is escaped."""
        if "spans" not in self.columns or "text" not in self.columns:
            return str(pd.DataFrame(self).to_html())
        rows = "".join(_html_row(row) for row in rows_of(self))
        return (
            f"{_MARKED_STYLE}<table class='tellings-evidence'><tbody>{rows}</tbody></table>"
        )


def mark_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text as HTML, escaped, with the spans inside <mark>.

    >>> mark_spans("Meta <3 LeCun", [(0, 4)])
    '<mark>Meta</mark> &lt;3 LeCun'
    """
    pieces, at = [], 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _html_row(row: Any) -> str:  # noqa: ANN401
    """Return one row: whose sentence, its value, and its text with the words marked."""
    return (
        f"<tr><td>{escape(str(row.outlet))}<br><small>sentence {row.sentence}</small></td>"
        f"<td>{row.value:+.2f}</td><td>{mark_spans(row.text, row.spans)}</td></tr>"
    )
