"""Who speaks in each outlet, and how many voices it lets speak."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.compare.averages import average_outlets
from analysis.corpus.cast import Cast
from analysis.measures.marks import MARKS
from analysis.measures.measure import VALUES, Measure, Tables
from analysis.measures.speaker_types import type_of_speaker
from analysis.measures.spoken_words import OUTLET, UNKNOWN, count_spoken
from analysis.tables import check, empty, require_columns, rows_of

OTHERS = "other speakers"
ALL, DIRECT = "all speech", "direct speech"
# Kinds of speakers who are nobody of the cast: their targets, and what they are.
KINDS = {"documents": "document", "unnamed people": "unnamed people"}
_UNIT = "share of words"


def measure_speaking(
    sentences: pd.DataFrame,
    voices: pd.DataFrame,
    articles: pd.DataFrame,
    cast: Cast | None = None,
    *,
    most: int = 40,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure the share of each outlet's words that each speaker has.

    Share = words that stand in the speaker's direct and indirect speech over all words,
    headings left out; the outlet's own words are a row too ("outlet"), so that an
    outlet's rows add up to 1.

    Parameters
    ----------
    sentences, voices, articles : DataFrame
        The tables of these names.
    cast : Cast, optional
        Tells persons from organisations among the speakers.
    most : int
        Speakers with a row of their own, those with the most words of the whole story;
        all others are one row "other speakers".
    resamples, seed : int
        Of the intervals, as for `average_outlets`.

    Returns
    -------
    DataFrame
        Table `speaking`, key outlet, speaker.

    Notes
    -----
    Does not show whether the speech is fair to the speaker, nor paraphrase that the
    rules for speech miss.

    Source: share of quoted words by source, as the Gender Gap Tracker takes it (Asr et
    al. 2021, PLoS ONE 16(1):e0245533).
    """
    require_columns(articles, ["article_id", "outlet", "outlet_grade"], "articles")
    counted = _pooled(count_spoken(sentences, voices), most)
    if counted.empty:
        return empty("speaking")
    values = _crossed(counted, articles)
    averaged = average_outlets(
        values,
        articles,
        measure="speaking",
        limits=(0, 1),
        resamples=resamples,
        seed=seed,
    ).rename(columns={"target": "speaker"})
    outlets = articles[["article_id", "outlet", "outlet_grade"]]
    words = (
        counted.merge(outlets, on="article_id")
        .groupby(["outlet", "outlet_grade", "speaker"])["spoken"]
        .sum()
        .rename("words")
        .reset_index()
    )
    rows = words.merge(averaged, on=["outlet", "speaker"])
    types = [type_of_speaker(speaker, cast) for speaker in rows["speaker"]]
    return check(rows.assign(type=pd.Series(types, dtype="str")), "speaking")


def _pooled(counted: pd.DataFrame, most: int) -> pd.DataFrame:
    """Give the speakers with few words one name."""
    total = counted.groupby("speaker")["spoken"].sum()
    named = total.drop([OUTLET, UNKNOWN], errors="ignore")
    kept = set(named.sort_values(ascending=False, kind="stable").head(most).index)
    kept |= {OUTLET, UNKNOWN}
    speaker = counted["speaker"].where(counted["speaker"].isin(kept), OTHERS)
    key = ["article_id", "paragraph", "sentence", "speaker", "words"]
    return (
        counted.assign(speaker=speaker)
        .groupby(key, as_index=False)[["spoken", "direct"]]
        .sum()
    )


def _crossed(counted: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a row per sentence and speaker of its outlet, 0 where he is silent."""
    placed = counted.merge(articles[["article_id", "outlet"]], on="article_id")
    place = ["outlet", "article_id", "paragraph", "sentence", "words"]
    speakers = placed[["outlet", "speaker"]].drop_duplicates()
    crossed = placed[place].drop_duplicates().merge(speakers, on="outlet")
    joined = crossed.merge(
        placed[[*place, "speaker", "spoken"]], how="left", on=[*place, "speaker"]
    )
    spoken = joined["spoken"].fillna(0.0)
    return joined.assign(
        target=joined["speaker"], value=spoken / joined["words"], weight=joined["words"]
    )


def value_quoted(
    sentences: pd.DataFrame, voices: pd.DataFrame, speakers: Iterable[str] = ()
) -> pd.DataFrame:
    """Return, per sentence, the share of its words that is speech.

    Parameters
    ----------
    sentences, voices : DataFrame
        The tables of these names.
    speakers : iterable of str
        Each is a target, beside "all speech", "direct speech" (in quotation marks),
        "documents" (reports, posts, interviews) and "unnamed people" (insiders, critics).

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target, value (0 to 1), weight (the sentence's
        words, so that the mean is a share of words). Headings are left out.
    """
    counted = count_spoken(sentences, voices)
    place = ["article_id", "paragraph", "sentence", "words"]
    every = counted[place].drop_duplicates()
    speech = counted[counted["speaker"] != OUTLET]
    spoken = {ALL: speech.groupby(place)["spoken"].sum()}
    spoken[DIRECT] = speech.groupby(place)["direct"].sum()
    kinds = speech["speaker"].map(type_of_speaker)
    for name, kind in KINDS.items():
        if (kinds == kind).any():
            spoken[name] = speech[kinds == kind].groupby(place)["spoken"].sum()
    for name in speakers:
        own = speech[speech["speaker"] == name]
        if len(own):
            spoken[name] = own.groupby(place)["spoken"].sum()
    parts = [
        every.merge(words.rename("spoken").reset_index(), how="left", on=place).assign(
            target=target
        )
        for target, words in spoken.items()
    ]
    rows = pd.concat(parts)
    values = rows.assign(
        value=rows["spoken"].fillna(0.0) / rows["words"], weight=rows["words"].astype(float)
    )
    order = ["target", "article_id", "sentence"]
    return values[[*VALUES, "weight"]].sort_values(order, ignore_index=True)


def _quoted_share(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    speakers = tables["voices"]["speaker"]
    known = entities or sorted(set(tables["mentions"]["entity"]))
    return value_quoted(
        tables["sentences"], tables["voices"], [e for e in known if e in set(speakers)]
    )


def _by_words(tables: Tables, values: pd.DataFrame) -> pd.DataFrame:
    """Let the sentences with the most spoken words come first."""
    return values.assign(weight=values["value"] * values["counts"])


def mark_speech(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the stretches of speech of each row's target in its sentence."""
    return pd.DataFrame(
        [
            (
                row.article_id,
                row.sentence,
                row.target,
                max(one.start, row.start),
                min(one.end, row.start + len(row.text)),
            )
            for row in rows_of(rows)
            for one in rows_of(_stretches(tables["voices"], row))
        ],
        columns=MARKS,
    )


def _stretches(voices: pd.DataFrame, row: object) -> pd.DataFrame:
    """Return the stretches that reach into a row's sentence and are its target's."""
    close = row.start + len(row.text)  # type: ignore[attr-defined]
    own = voices[
        (voices["article_id"] == row.article_id)  # type: ignore[attr-defined]
        & (voices["start"] < close)
        & (voices["end"] > row.start)  # type: ignore[attr-defined]
    ]
    target = row.target  # type: ignore[attr-defined]
    if target == DIRECT:
        return own[own["kind"] == "direct"]
    if target in KINDS:
        return own[own["speaker"].map(type_of_speaker) == KINDS[target]]
    wanted = "" if target == UNKNOWN else target
    return own if target == ALL else own[own["speaker"] == wanted]


MEASURES = (
    Measure(
        "quoted share",
        _UNIT,
        (0, 1),
        "whose view the outlet shares, nor speech that the rules do not find",
        _quoted_share,
        mark_speech,
        weigh=_by_words,
    ),
)
