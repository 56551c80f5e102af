"""A vocabulary cut to what English news uses, from the pieces of BERT's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.models.marked import SPECIAL, make_tokenizer
from analysis.models.training import data, recipe, sources


def choose_vocabulary(rows: pd.DataFrame, *, bound: Path | None = None) -> list[str]:
    """Return the word pieces that the training texts use.

    Parameters
    ----------
    rows : DataFrame
        From `recipe.read_rows`.
    bound : path, optional
        A vocabulary, one piece a line, that is taken as it is.
    """
    if bound is not None:
        return bound.read_text(encoding="utf-8").split("\n")[:-1]
    ours = rows["source"].isin([*data.WRITTEN, *data.TOLD])
    seen = rows[(rows["split"] != "test") & ~ours]
    texts = [text for name in ("text", "before") for text in seen[name] if text]
    _, vocabulary = sources.read_minilm()
    return choose_pieces(vocabulary, texts, least=recipe.LEAST_OCCURRENCES)


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
