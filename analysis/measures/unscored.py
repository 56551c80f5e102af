"""Codes that no measure can be compared with: refused where they are all, else told."""

from __future__ import annotations

import pandas as pd

from analysis.compare.units import plural
from analysis.errors import InputError
from analysis.measures.coded import text_keys

KNOWN = ("claim", "frame", "naming", "reference", "sentiment", "voice")  # of codes


def refuse_strangers(codes: pd.DataFrame, matched: pd.DataFrame) -> None:
    """Raise where there is nothing to compare."""
    if codes.empty:
        raise InputError(
            "There are no codes. Fill in the sheet that tellings sample draws."
        )
    if matched.empty:
        row = codes.iloc[0]
        raise InputError(
            f"None of the {len(codes)} codes is of a sentence of these articles; the first is "
            f"of {row['article_id']}: “{row['text'][:60]}”. Codes are joined on article_id "
            "and the sentence's text."
        )


def refuse_other_targets(matched: pd.DataFrame, sentiment: pd.DataFrame) -> None:
    """Raise where sentiment is coded, but toward nobody whom it is measured toward."""
    coded = sorted(set(matched.loc[matched["measure"] == "sentiment", "target"]))
    if coded and sentiment.empty:
        raise InputError(
            f"Sentiment is coded toward {', '.join(coded)}, but measured toward none of them "
            "in these sentences. Give --cast or --target with these names."
        )


def note_unscored(
    codes: pd.DataFrame,
    matched: pd.DataFrame,
    sentiment: pd.DataFrame,
    voice: pd.DataFrame,
    targets: list[str],
) -> list[str]:
    """Return what could not be scored, and why."""
    notes = []
    lost = len(codes) - len(matched)
    if lost:
        kept = set(zip(matched["article_id"], text_keys(matched), strict=True))
        places = zip(codes["article_id"], text_keys(codes), strict=True)
        article, text = next(place for place in places if place not in kept)
        notes.append(
            f"{lost:,} of {len(codes):,} codes have no sentence with their text; the first "
            f"is of {article}: “{text[:60]}”"
        )
    for name, own in codes[~codes["measure"].isin(KNOWN)].groupby("measure"):
        notes.append(
            f"{len(own):,} {plural('code', len(own))} of '{name}' not scored: there is no "
            f"such measure of codes (has: {', '.join(KNOWN)})"
        )
    of_sentiment = matched[matched["measure"] == "sentiment"]
    strange = ~of_sentiment["target"].isin(targets)
    for name, own in of_sentiment[strange].groupby("target"):
        notes.append(
            f"{len(own):,} {plural('code', len(own))} of sentiment "
            f"{'is' if len(own) == 1 else 'are'} toward {name}, toward whom nothing is "
            f"measured (has: {', '.join(targets)})"
        )
    coded = int((~strange).sum())
    if coded > len(sentiment):
        notes.append(
            f"{coded - len(sentiment)} of {coded} codes of sentiment were not measured: no "
            "reference to the target was found; the scores are kinder by those"
        )
    named = voice[~voice["code"].isin({"outlet", "other", "unknown", *voice["voice"]})]
    for name, own in named.groupby("code"):
        notes.append(
            f"{len(own):,} {plural('code', len(own))} of voice "
            f"{'names' if len(own) == 1 else 'name'} {name}, whom no voice found "
            "here is: it counts as an error of the voices"
        )
    if (matched["measure"] == "voice").any() and voice.empty:
        notes.append("voice is coded, but this version does not tell voices apart")
    return notes
