"""A random sample of sentences to code by hand, and what of the codes it holds."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.codes import SHEET_MEASURES, SHEET_TEXTS, hide_formula
from analysis.errors import InputError
from analysis.files import writing
from analysis.measures.coded import text_keys
from analysis.models.cache import write_whole
from analysis.tables import require_columns, write_csv

SHEET = [
    "article_id",
    "sentence",
    "outlet",
    "before",
    "text",
    "target",
    *SHEET_MEASURES,
    "probability",
    "coder",
    "coder_kind",
    "pass",
]


def draw_sample(
    sentences: pd.DataFrame,
    sentiment: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    n: int = 200,
    coder: str = "coder",
    seed: int = 0,
) -> pd.DataFrame:
    """Return a random sample of sentences, each with every target that it refers to.

    Drawn from the sentences of the body in which a mention of a target was found; a text
    that an article repeats is drawn once, for all its places. Outlets are strata: each
    gives the same number, n / outlets, at random and without replacement; one that has
    fewer gives all it has, and the others share what is left. So means of outlets can be
    compared, whatever their length. ::

        probability = sentences drawn from the outlet / sentences of the outlet

    Parameters
    ----------
    sentences, sentiment, articles : DataFrame
        The tables of these names.
    n : int
        Sentences to draw; all there are where they are fewer.
    coder : str
        Written into every row; the coder's name.
    seed : int
        Of the draw.

    Returns
    -------
    DataFrame
        One row per sentence x target, sentences in random order, the outlets taking
        turns: whoever stops early has coded a random sample too. article_id, sentence,
        outlet, before (the sentence before), text, target, sentiment and voice (empty, to
        be filled in), probability (above 0, at most 1), coder, coder_kind (person), pass
        (1).

    Raises
    ------
    InputError
        No sentence refers to a target, or n is smaller than the number of outlets.

    Notes
    -----
    Does not show sentences whose reference to the target was not found: codes of the
    sample cannot correct for those.

    References
    ----------
    Cochran 1977, Sampling Techniques, 3rd edition, chapter 5 (stratified sampling).
    """
    frame = _frame(sentences, sentiment, articles)
    drawn, sizes = [], frame["outlet"].value_counts()
    shares = _allocate(sizes, n)
    rng = np.random.default_rng(seed)
    for outlet, own in frame.groupby("outlet", sort=True):
        share = shares[str(outlet)]
        part = own.iloc[rng.permutation(len(own))[:share]]
        drawn.append(part.assign(probability=share / len(own), turn=np.arange(share)))
    targets = sentiment[["article_id", "sentence", "entity"]]
    rows = pd.concat(drawn).merge(targets.rename(columns={"entity": "target"}))
    blank = dict.fromkeys(SHEET_MEASURES, "")
    rows = rows.assign(**blank, coder=coder, coder_kind="person", **{"pass": 1})
    return rows.sort_values(["turn", "outlet", "target"], ignore_index=True)[SHEET]


def write_sheet(sample: pd.DataFrame, path: str | Path) -> None:
    """Write a sample as CSV for a spreadsheet, whole or not at all.

    A cell that a spreadsheet would run as a formula begins with ' instead; `read_codes`
    takes it away again. The file begins with a byte-order mark, by which spreadsheets
    know that it is UTF-8.
    """
    safe = sample.assign(**{name: sample[name].map(hide_formula) for name in SHEET_TEXTS})
    buffer = io.BytesIO()
    write_csv(safe, buffer)
    with writing(path):
        write_whole(b"\xef\xbb\xbf" + buffer.getvalue(), Path(path))


def keep_drawn(codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Return the codes of the sentences in a sample, with their probability.

    It is what codes would have been if only the sample had been coded: what a correction
    does with few codes can be seen where all are known.

    Parameters
    ----------
    codes : DataFrame
        The table codes.
    sample : DataFrame
        From `draw_sample`.
    """
    key = ["article_id", "key", "target"]
    chances = sample.assign(key=text_keys(sample))[[*key, "probability"]]
    keyed = codes.drop(columns="probability").assign(key=text_keys(codes))
    return keyed.merge(chances.drop_duplicates(key), on=key).drop(columns="key")


def _frame(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences that can be drawn, each text of an article once."""
    require_columns(
        sentences,
        ["article_id", "sentence", "text", "heading"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    ordered = sentences.sort_values(["article_id", "sentence"])
    before = ordered.groupby("article_id")["text"].shift(fill_value="")
    body = ordered.assign(before=before)[~ordered["heading"]]
    refers = sentiment[["article_id", "sentence"]].drop_duplicates()
    found = body.merge(refers, on=["article_id", "sentence"])
    if found.empty:
        raise InputError(
            "No sentence refers to a target: there is nothing to draw. "
            "Give --cast or --target."
        )
    once = found.drop_duplicates(["article_id", "text"])
    return once.merge(articles[["article_id", "outlet"]], on="article_id")


def _allocate(sizes: pd.Series, n: int) -> dict[str, int]:
    """Return how many sentences each outlet gives: as equal as their sizes allow.

    >>> _allocate(pd.Series({"A": 2, "B": 50, "C": 50}), 21)
    {'A': 2, 'B': 10, 'C': 9}
    """
    if n < len(sizes):
        raise InputError(
            f"--n is {n}, fewer than the {len(sizes)} outlets that speak of a target. "
            "Draw at least one sentence from each."
        )
    shares, left = {}, n
    ordered = sizes.sort_index().sort_values(kind="stable")
    for still, (outlet, size) in zip(
        range(len(sizes), 0, -1), ordered.items(), strict=True
    ):
        shares[str(outlet)] = min(int(size), -(-left // still))
        left -= shares[str(outlet)]
    return shares
