"""Claims tracked from statements: how far each sentence says what a statement says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.tabular import read_csv
from analysis.errors import InputError
from analysis.measures.claim_polarity import find_opposed
from analysis.models.covering import Scores, cover_statements
from analysis.tables import check, require_columns
from analysis.text.mentions import find_mentions
from analysis.text.propositions import find_propositions

if TYPE_CHECKING:
    from analysis.corpus.cast import Cast
    from analysis.corpus.codebook import Codebook

SUPPORTED = 0.30  # score from which a sentence counts as carrying the statement
OPPOSED = 0.3  # share of its score that a sentence keeps which denies the statement
# Logistic regression on the codes of the story pompeo (benchmarks/claims.py --fit): weight
# of the cover, weight of the cover in deviations from the statement's mean, intercept.
_COVER, _ABOVE, _INTERCEPT = 11.12, 0.87, -10.57
_LINE_LIMIT = 1000  # characters of a statement


def read_statements(path: str | Path) -> list[str]:
    """Read statements to track: a CSV with a column `statement`, or one a line.

    A name in .csv is read as CSV; any other file where its first line names the column.

    Raises
    ------
    InputError
        The file cannot be read, is a CSV without the column, holds no statement, or one
        of more than 1,000 characters.
    """
    lines = [] if Path(path).suffix.lower() == ".csv" else _read_lines(path)
    header = [cell.strip().strip('"') for cell in lines[0].split(",")] if lines else []
    if not lines or "statement" in header:
        cells = read_csv(Path(path))
        require_columns(cells, ["statement"], str(path))
        lines = cells["statement"].tolist()
    statements = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not statements:
        raise InputError(
            f"{path} holds no statement. Give a CSV with a column 'statement', or one "
            "statement a line."
        )
    longest = max(statements, key=len)
    if len(longest) > _LINE_LIMIT:
        raise InputError(
            f"{path} has a statement of {len(longest)} characters, “{longest[:60]}…”. "
            "A statement is one claim in one sentence."
        )
    return statements


def _read_lines(path: str | Path) -> list[str]:
    """Return the lines of a text; an empty text has one, which is empty."""
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise InputError(
            f"{path} cannot be read: {why}. Give a CSV with a "
            "column 'statement', or a text with one statement a line."
        ) from None


def score_statements(
    statements: Sequence[str],
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    cast: Cast,
) -> pd.DataFrame:
    """Score every statement x sentence: how likely it carries the statement.

    Both are read with names for pronouns and one name for each member of the cast; how
    far the sentence covers the statement's words (`cover_statements`), and how far that
    lies above the statement's mean over all sentences in standard deviations, give the
    score by a logistic regression of three numbers, learned on another story; what says
    otherwise in the same words is marked down.

    Parameters
    ----------
    statements : sequence of str
        One claim each, in a sentence.
    sentences, mentions : DataFrame
        The tables of these names.
    cast : Cast
        The members by whose names statements are read.

    Returns
    -------
    DataFrame
        Key statement x article_id x sentence: text, score (0 to 1, roughly the chance that
        a reader finds the statement in the sentence), supported (score at least 0.30).

    Notes
    -----
    A sentence that denies the statement's own verb, counts the same noun otherwise, or
    turns round who acts (`find_opposed`) keeps three tenths of its score, so that it is
    not supported. Does not show an opposite in other words, nor whether the sentence
    affirms the statement or only reports it.
    """
    require_columns(
        sentences,
        ["article_id", "sentence", "text"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    ordered = sentences.sort_values(["article_id", "sentence"], ignore_index=True)
    texts = read_sentences(find_propositions(ordered, mentions), ordered)
    wanted = list(dict.fromkeys(statements))
    scores = score_texts(name_members(wanted, cast), texts)
    rows = ordered[["article_id", "sentence", "text"]]
    table = pd.concat(
        [
            rows.assign(statement=statement, score=score)
            for statement, score in zip(wanted, scores, strict=True)
        ]
        or [rows.iloc[:0].assign(statement="", score=0.0)]
    )
    return check(table.assign(supported=table["score"] >= SUPPORTED), "statement_scores")


def score_texts(statements: Sequence[str], texts: Sequence[str]) -> Scores:
    """Score every statement x text, both with one name for each member of the cast.

    Returns
    -------
    ndarray, shape (statements, texts)
        From 0 to 1; what says otherwise in the same words has three tenths of its score.
    """
    scores = score_cover(cover_statements(statements, texts))
    opposed = find_opposed(statements, texts, scores >= SUPPORTED)
    return np.where(opposed, OPPOSED * scores, scores)


def name_event(
    claims: pd.DataFrame, codebook: Codebook, namings: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences that name the codebook's event, for a claim that is its name.

    The wordings of an event ("his exit", "jumps ship") share few words with a statement
    of it; where a claim says just what the codebook calls the event, they are known.

    Parameters
    ----------
    claims, namings : DataFrame
        claim and statement; the table namings.
    codebook : Codebook
        Its event.

    Returns
    -------
    DataFrame
        claim, article_id, sentence, similarity (1).
    """
    name = _plain(codebook.event.name)
    own = [bool(name) and _plain(text) == name for text in claims["statement"]]
    places = namings[["article_id", "sentence"]].drop_duplicates()
    rows = claims.loc[np.array(own, dtype=bool), ["claim"]].merge(places, how="cross")
    return rows.assign(similarity=1.0)


def _plain(text: str) -> str:
    """Return a text's words in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def score_cover(cover: Scores) -> Scores:
    """Turn cover into the chance that a sentence carries a statement.

    Parameters
    ----------
    cover : ndarray, shape (statements, sentences)
        From `cover_statements`.

    Examples
    --------
    >>> score_cover(np.array([[0.9, 0.3, 0.3, 0.3]])).round(2)
    array([[0.72, 0.  , 0.  , 0.  ]])
    """
    if not cover.size:
        return cover
    spread = cover.std(axis=1, keepdims=True)
    above = (cover - cover.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-9)
    weighed = _COVER * cover + _ABOVE * above + _INTERCEPT
    return np.asarray(1 / (1 + np.exp(-weighed)), dtype=float)


def read_sentences(propositions: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return each sentence's text with names for pronouns, in the order of `sentences`."""
    whole = propositions[propositions["kind"] == "sentence"]
    told = dict(
        zip(
            zip(whole["article_id"], whole["sentence"], strict=True),
            whole["text"],
            strict=True,
        )
    )
    return [
        told.get((article, number), text)
        for article, number, text in zip(
            *(sentences[name] for name in ("article_id", "sentence", "text")), strict=True
        )
    ]


def name_members(statements: Sequence[str], cast: Cast) -> list[str]:
    """Return statements with one name for each member of the cast, as sentences have."""
    frame = pd.DataFrame(
        {
            "article_id": [f"{number:06d}" for number in range(len(statements))],
            "sentence": 0,
            "start": 0,
            "end": [len(statement) for statement in statements],
            "text": list(statements),
            "paragraph": 0,
            "heading": False,
        }
    )
    return read_sentences(find_propositions(frame, find_mentions(frame, cast)), frame)
