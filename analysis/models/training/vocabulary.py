"""A vocabulary cut to what English news uses, from the pieces of BERT's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from analysis.models.marked import SPECIAL, make_tokenizer


def choose_pieces(
    vocabulary: Mapping[str, int], texts: Iterable[str], *, least: int
) -> list[str]:
    """Return `SPECIAL`, every single character and every piece that occurs often enough.

    A word whose piece is left out is written with shorter pieces; none is lost.

    Parameters
    ----------
    vocabulary : mapping of piece to row
        BERT's, or one that contains it.
    texts : iterable of str
        What the encoder will read is like these.
    least : int
        How often a piece must occur.
    """
    ordered = sorted(vocabulary, key=lambda piece: vocabulary[piece])
    whole = [*SPECIAL, *(piece for piece in ordered if piece not in SPECIAL)]
    encoded = make_tokenizer(whole).encode_batch(list(texts), add_special_tokens=False)
    counts = Counter(number for each in encoded for number in each.ids)
    return [
        piece
        for number, piece in enumerate(whole)
        if number < len(SPECIAL)
        or (
            (counts[number] >= least or len(piece.removeprefix("##")) == 1)
            and not piece.startswith(("[", "<"))
        )
    ]
