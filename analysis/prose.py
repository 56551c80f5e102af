"""Sentences made by code, shown as a list in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


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
