"""Texts cut to the room that there is, by their measured width."""

from __future__ import annotations

from analysis.plots.style import wrap_to_width

_INNER = str.maketrans('“”"', "‘’'")  # quotation marks inside quotation marks
_BEFORE = (24, 12, 0)  # characters kept before the words that matter, where they fit


def cut_quote(
    text: str,
    *,
    inches: float,
    size: float,
    lines: int,
    at: tuple[int, int] | None = None,
    before: str = "",
) -> str:
    """Return a sentence in quotation marks, cut at words to so many lines.

    Quotation marks inside it become single ones.

    Parameters
    ----------
    text : str
        The sentence.
    inches, size : float
        Width of a line; size of the type in points.
    lines : int
        Lines at most.
    at : (start, end), optional
        The words that must stay, as offsets in the text. Where they stand beyond what
        fits, the beginning is cut too.
    before : str
        Stands before the quotation mark.

    Examples
    --------
    >>> cut_quote("It rained.", inches=3, size=8.5, lines=1)
    '“It rained.”'
    >>> cut_quote("It rained on the town all day.", inches=1.1, size=8.5, lines=1)
    '“It rained on …”'
    >>> cut_quote("It rained on the town all day and all night long.", inches=1.5, size=8.5,
    ...     lines=1, at=(26, 29))
    '“… the town all day …”'
    """
    plain = " ".join(text.split()).translate(_INNER)
    whole = f"{before}“{plain}”"
    if len(wrap_to_width(whole, inches, size)) <= lines:
        return whole
    from_start = _cut_end(f"{before}“{plain}", inches, size, lines)
    if at is None or at[1] + len(before) + 1 < len(from_start) - 2:
        return from_start
    words = plain[at[0] : at[1]]
    for kept in _BEFORE:
        start = plain.rfind(" ", 0, max(at[0] - kept, 0)) + 1
        cut = _cut_end(f"{before}“… {plain[start:]}", inches, size, lines)
        if words in cut:
            break
    return cut


def _cut_end(text: str, inches: float, size: float, lines: int) -> str:
    """Leave words out at the end until the text and an ellipsis fit."""
    wrapped = wrap_to_width(f"{text}”", inches, size)
    if len(wrapped) <= lines:
        return f"{text}”"
    words = " ".join(wrapped[:lines]).split()
    while (
        len(words) > 1 and len(wrap_to_width(f"{_joined(words)} …”", inches, size)) > lines
    ):
        words.pop()
    return f"{_joined(words)} …”"


def _joined(words: list[str]) -> str:
    """Join words without what would stand before the ellipsis."""
    return " ".join(words).rstrip(" ,;:–—-")
