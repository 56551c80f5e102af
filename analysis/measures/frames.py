"""Which frames each sentence carries, by the codebook's seed sentences and hand codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.corpus.codebook import Codebook
from analysis.measures.frame_codes import code_frames
from analysis.measures.frame_model import (
    CHOICES,
    NEVER,
    Choice,
    Fitted,
    Numbers,
    Places,
    Rows,
    Taught,
    fit_frames,
)
from analysis.measures.frame_quality import WITH_CODES, WITHOUT_CODES
from analysis.tables import check, empty, require_columns

Encode = Callable[[Sequence[str]], Any]
# Macro-F1 in the story that comes with the package, as benchmarks/frames.py prints it: what
# a story without codes can say of how sure its labels are.
MEASURED = {WITH_CODES: 0.68, WITHOUT_CODES: 0.62}
MOST_FOLDS = 10  # groups of articles that are left out in turn
MOST_CHOSEN = 1500  # coded sentences; with more, the choice hardly matters and takes long


def score_frames(
    sentences: pd.DataFrame,
    embeddings: Any,  # noqa: ANN401
    codebook: Codebook,
    *,
    codes: pd.DataFrame | None = None,
    encode: Encode | None = None,
    choices: tuple[Choice, ...] = CHOICES,
) -> pd.DataFrame:
    """Return, per sentence and frame of the codebook, a score and whether it is there.

    A model learns from the codebook's definitions and seed sentences, each of which shows
    its frame and no other, and from sentences coded by hand (`fit_frames` has the formula). **The
    scores of an article never come from codes of that article**: each is scored by a
    model that learned from the seed sentences and from the other articles alone, its
    choices and thresholds included. Articles without codes learn from all codes.

    Without codes the model learns from the codebook alone, and a frame is there in the
    sentences whose score is more than a standard deviation above its mean over the story:
    those most like what shows it, about one in six. Such labels compare outlets; how
    common a frame is in all, they cannot tell.

    Parameters
    ----------
    sentences : DataFrame
        The table of this name; headings are scored too.
    embeddings : array of shape (sentences, width)
        Of the sentences' texts, rows of length 1, from `load_encoder().encode`.
    codebook : Codebook
        Its frames.
    codes : DataFrame, optional
        The table codes; of measure "frame" the target names the frame and the value is 1
        or 0. A sentence counts where every frame of the codebook is coded; codings are
        averaged, and a frame is there where at least half of them say so.
    encode : callable, optional
        Texts -> vectors, for the seed sentences; the sentence encoder by default.
    choices : tuple of Choice
        What to choose among, by leaving out articles among those learned from; the first
        where nothing can be chosen.

    Returns
    -------
    DataFrame
        The table `frames`: score (0 to 1, an estimate of the chance that a coder sees
        the frame) and label (true above the frame's threshold).

    Notes
    -----
    How well labels agree with codes is measured by benchmarks/frames.py: with codes of
    the other articles, and from seed sentences alone.

    Does not show whether a frame is the outlet's or that of somebody it quotes, nor
    whether it is affirmed or denied.

    References
    ----------
    Semetko & Valkenburg 2000, Journal of Communication 50(2):93-109 (frames by yes/no
    questions); Card et al. 2015, ACL (frames learned from codes).
    """
    require_columns(sentences, ["article_id", "sentence", "text", "paragraph"], "sentences")
    if not codebook.frames or sentences.empty:
        return empty("frames")
    if encode is None:
        from analysis.models.encoder import load_encoder

        encode = load_encoder().encode
    names = [frame.name for frame in codebook.frames]
    rows, seeds = read_rows(sentences, embeddings, codebook, encode)
    coded = code_frames(sentences, codes, names)
    scores, there = label_rows(sentences, rows, coded, seeds, choices=choices)
    long = pd.DataFrame(
        {
            "article_id": np.repeat(sentences["article_id"].to_numpy(), len(names)),
            "sentence": np.repeat(sentences["sentence"].to_numpy(), len(names)),
            "frame": np.tile(np.array(names, dtype=object), len(sentences)),
            "score": np.clip(scores, 0.0, 1.0).ravel(),
            "label": there.ravel(),
        }
    )
    return check(long, "frames")


def label_rows(
    sentences: pd.DataFrame,
    rows: Rows,
    coded: Numbers,
    seeds: Taught,
    *,
    choices: tuple[Choice, ...] = CHOICES,
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return scores and labels, sentences x frames, no article's from its own codes.

    Parameters
    ----------
    sentences : DataFrame
        The first rows, in their order.
    rows : Rows
        As the model reads them, the seed sentences last.
    coded : array, sentences x frames
        1 or 0; missing where not coded.
    seeds : Taught
        The seed sentences; may be none where there are codes.
    choices : tuple of Choice
        As in `score_frames`.
    """
    scores = np.zeros(coded.shape)
    there = np.zeros(coded.shape, dtype=bool)
    for places, taught in _lessons(sentences, coded, seeds):
        known = (taught.groups >= 0).any() and len(taught.places) <= MOST_CHOSEN
        fitted = fit_frames(rows, taught, choices=choices if known else choices[:1])
        scores[places] = fitted.score(rows, places)
        there[places] = scores[places] > _thresholds(fitted, rows, len(sentences))
    return scores, there


def read_rows(
    sentences: pd.DataFrame,
    embeddings: Any,  # noqa: ANN401
    codebook: Codebook,
    encode: Encode,
) -> tuple[Rows, Taught]:
    """Return the sentences and, after them, the seed sentences with their frames.

    Character n-grams are weighed by how few of all these texts hold them; that takes no
    code. The seed sentences are one group each.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    shown = [
        (text, number)
        for number, frame in enumerate(codebook.frames)
        for text in (frame.definition, *frame.seeds)
    ]
    texts = [text for text, _ in shown]
    own = np.asarray(embeddings, dtype=float)
    seeds = np.asarray(encode(texts), dtype=float)
    around = np.vstack([_around(sentences, own), np.zeros_like(seeds)])
    spelling = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True
    ).fit_transform([*sentences["text"], *texts])
    frames = np.eye(len(codebook.frames))[[number for _, number in shown]]
    places = len(own) + np.arange(len(texts))
    # Groups of seed sentences are below NEVER: they count down where articles count up.
    taught = Taught(places, frames, NEVER - 1 - np.arange(len(texts)))
    return Rows(np.vstack([own, seeds]), around, spelling), taught


def _around(sentences: pd.DataFrame, embeddings: Numbers) -> Numbers:
    """Return the mean embedding of the other sentences of each one's paragraph."""
    paragraph = sentences.groupby(["article_id", "paragraph"]).ngroup().to_numpy()
    sums = np.zeros((paragraph.max() + 1, embeddings.shape[1]))
    np.add.at(sums, paragraph, embeddings)
    others = np.bincount(paragraph)[paragraph][:, None] - 1
    return np.asarray((sums[paragraph] - embeddings) / np.maximum(others, 1))


def _lessons(
    sentences: pd.DataFrame, coded: Numbers, seeds: Taught
) -> list[tuple[Places, Taught]]:
    """Return which sentences are scored together, and from what their model learns."""
    article = sentences["article_id"].to_numpy()
    known = ~np.isnan(coded).any(axis=1)
    ordered = sorted(set(article[known]))
    fold = {name: number % MOST_FOLDS for number, name in enumerate(ordered)}
    of_row = np.array([fold.get(name, NEVER) for name in article], dtype=np.int64)
    told = Taught(np.flatnonzero(known), coded[known], of_row[known])
    lessons = []
    for number in np.unique(of_row):
        others = told.without(np.array([number]))
        lessons.append((np.flatnonzero(of_row == number), _join(others, seeds)))
    return lessons


def _join(told: Taught, seeds: Taught) -> Taught:
    """Put codes and seed sentences together.

    Articles are left out in turn where there are two; else each seed sentence is, too.
    """
    enough = len(np.unique(told.groups)) > 1
    groups = np.full(len(seeds.groups), NEVER) if enough else seeds.groups
    return Taught(
        np.concatenate([told.places, seeds.places]),
        np.vstack([told.frames, seeds.frames]),
        np.concatenate([told.groups, groups]),
    )


def _thresholds(fitted: Fitted, rows: Rows, n: int) -> Numbers:
    """Return the thresholds; without codes from the scores of the story's n sentences."""
    if (fitted.taught.groups >= 0).any():
        return fitted.thresholds
    scores = fitted.score(rows, np.arange(n))
    return np.asarray(scores.mean(axis=0) + scores.std(axis=0))
