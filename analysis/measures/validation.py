"""How far the measures agree with a user's own codes, and every sentence where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from analysis.corpus.codes import hide_formula
from analysis.files import write_table
from analysis.folders import whole_folder
from analysis.measures.code_scores import CODE_LABELS
from analysis.measures.coded import match_codes
from analysis.measures.directions import APART, find_directions
from analysis.measures.scoring import SCORES, score_found, score_labels, score_voices
from analysis.measures.unscored import (
    note_unscored,
    refuse_other_targets,
    refuse_strangers,
)
from analysis.tables import LABELS, rows_of

FLOOR = 0.7  # macro-F1 of sentiment below which a measure is not to be relied on
SCORED = ("scores.csv", "confusion.csv", "directions.csv", "disagreements.csv")
_DISAGREEMENTS = [
    "measure",
    "outlet",
    "article_id",
    "sentence",
    "target",
    "code",
    "label",
    "confidence",
    "coder",
    "pass",
    "text",
]


@dataclass(frozen=True)
class Validation:
    """How far measures agree with codes.

    Attributes
    ----------
    scores : DataFrame
        measure, target ("all" first), statistic, value, low, high (95% interval, where
        there is one), n (codes: a sentence coded twice counts twice; of what is only of
        certain labels, theirs), note (what to know of the interval, else empty).
    confusion : DataFrame
        measure, code, label, n (codes).
    directions : DataFrame
        Pairs of outlets whose mean codes differ by more than .1: event, target, left,
        right, coded and measured (left minus right, over the sentences that have both),
        agrees.
    disagreements : DataFrame
        One row per code that differs from the label, the surest labels first.
    notes : tuple of str
        What could not be scored, and why.
    """

    scores: pd.DataFrame
    confusion: pd.DataFrame
    directions: pd.DataFrame
    disagreements: pd.DataFrame
    notes: tuple[str, ...]

    def score(self, measure: str, statistic: str, target: str = "all") -> float:
        """Return one value of `scores`, NaN where it is not there."""
        scores = self.scores
        own = (scores["measure"] == measure) & (scores["statistic"] == statistic)
        values = scores.loc[own & (scores["target"] == target), "value"]
        return float(values.iloc[0]) if len(values) else float("nan")


def validate_measures(
    tables: Mapping[str, pd.DataFrame], codes: pd.DataFrame, *, seed: int = 0
) -> Validation:
    """Return how far sentiment, voice, reference and naming agree with hand codes.

    Each code is one answer to compare with, whatever its probability; a sentence that was
    coded twice counts twice, and is drawn as one in the intervals (2,000 bootstrap draws
    of sentences, percentiles; of a share that is the same in every draw, Wilson's). For
    sentiment: accuracy; macro-F1, the mean F1 of the classes that occur in codes or
    labels; calibration error (Guo et al. 2017, ICML; 15 bins), and what a perfectly
    calibrated model would show on as many codes by chance; the share of labels that are
    certain, and their accuracy. For voice: the share with the same voice, and with the
    same of two, the outlet's or another's; a speaker whom the codes do not name counts as
    "other". For reference and naming: precision, recall and F1 by sentence; of sentences
    drawn because a reference was found, precision alone.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        articles, sentences, mentions, sentiment and namings.
    codes : DataFrame
        The table codes.
    seed : int
        Of the draws.

    Raises
    ------
    InputError
        There are no codes, or none of them is of a sentence of these articles.

    Notes
    -----
    Does not show how far the codes are right, nor what the measures do on other texts.
    """
    matched = match_codes(codes, tables["sentences"])
    refuse_strangers(codes, matched)
    sentiment = _join_labels(matched[matched["measure"] == "sentiment"], tables)
    refuse_other_targets(matched, sentiment)
    sentiment = sentiment.assign(code=sentiment["value"].map(CODE_LABELS))
    voice = _join_voices(matched[matched["measure"] == "voice"], tables)
    targets = sorted(set(tables["sentiment"]["entity"]))
    rows = [
        *score_labels(sentiment, seed),
        *score_voices(voice, seed),
        *score_found(tables, matched),
    ]
    compared = pd.concat(
        [sentiment.assign(measure="sentiment"), voice.assign(measure="voice")]
    )
    counts = compared.groupby(["measure", "code", "label"]).size()
    apart = compared[compared["code"] != compared["label"]]
    return Validation(
        scores=pd.DataFrame(rows, columns=SCORES),
        confusion=counts.rename("n").reset_index(),
        directions=find_directions(tables, matched),
        disagreements=apart.sort_values(
            ["measure", "confidence", "article_id", "sentence", "target"],
            ascending=[True, False, True, True, True],
            ignore_index=True,
        )[_DISAGREEMENTS],
        notes=tuple(note_unscored(codes, matched, sentiment, voice, targets)),
    )


def describe_validation(found: Validation) -> list[str]:
    """Return the scores in lines, one per measure and target, then what to know of them."""
    lines: list[str] = []
    known: list[str] = []
    for (measure, target), own in found.scores.groupby(["measure", "target"], sort=False):
        word = "of" if measure in ("reference", "naming") else "toward"
        about = "" if target == "all" else f" {word} {target}"
        parts = [f"{row.statistic} {_in_words(row)}" for row in rows_of(own)]
        lines.append(f"{measure}{about}: {', '.join(parts)}; n = {own['n'].max():,} codes")
        known += [
            f"{measure}{about}: {note}: {', '.join(noted['statistic'])}"
            for note, noted in own[own["note"] != ""].groupby("note", sort=False)
        ]
    if len(found.directions):
        right = int(found.directions["agrees"].sum())
        lines.append(
            f"direction between outlets: {right} of {len(found.directions)} pairs right, of "
            f"those whose mean codes differ by more than {APART}"
        )
    return [*lines, *known, *found.notes]


def write_validation(found: Validation, out: str | Path) -> None:
    """Write scores, confusion, directions and disagreements as CSV into a folder.

    The folder is made where it is missing; nothing is left half-written, and no file of
    these names that an earlier call did not write is replaced. A cell that a spreadsheet
    would run as a formula begins with ' instead.
    """
    frames = {
        "scores": found.scores,
        "confusion": found.confusion,
        "directions": found.directions,
        "disagreements": found.disagreements,
    }
    with whole_folder(out, SCORED) as draft:
        for name, frame in frames.items():
            write_table(_safe(frame).round(4), draft / f"{name}.csv")


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table none of whose texts a spreadsheet would run."""
    texts = [str(name) for name in frame if not is_numeric_dtype(frame[name])]
    return frame.assign(**{name: frame[name].map(hide_formula) for name in texts})


def _in_words(row: Any) -> str:  # noqa: ANN401
    """Return a value, with its interval where it has one."""
    value = "none" if np.isnan(row.value) else f"{row.value:.2f}"
    return value if np.isnan(row.low) else f"{value} ({row.low:.2f} to {row.high:.2f})"


def _join_labels(matched: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return each code beside the sentiment row of its sentence and target."""
    measured = tables["sentiment"].rename(columns={"entity": "target"})
    outlets = tables["articles"][["article_id", "outlet"]]
    joined = matched.merge(measured, on=["article_id", "sentence", "target"])
    return joined.merge(outlets, on="article_id").assign(
        confidence=joined[list(LABELS)].max(axis=1)
    )


def _join_voices(matched: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return each code of voice beside the voice found, named as codes name voices.

    A speaker may be coded by any name that the articles give a member of the cast.
    """
    joined = _join_labels(matched, tables)
    named = tables["mentions"][tables["mentions"]["kind"] == "name"]
    members = dict(zip(named["surface"].str.lower(), named["entity"], strict=True))
    members |= {entity.lower(): entity for entity in named["entity"]}
    code = [members.get(value.lower(), value) for value in joined["value"]]
    coded = {"outlet", *code}
    found = [voice if voice in coded else "other" for voice in joined["voice"]]
    known = joined["voice"] != ""
    return joined.assign(code=code, label=found, confidence=np.nan)[known]
