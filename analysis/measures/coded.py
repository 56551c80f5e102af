"""Hand codes beside what was measured: codes joined to sentences, and to sentiment."""

from __future__ import annotations

import pandas as pd

from analysis.tables import require_columns

NOT_MEANT = "none"
OWN, QUOTED = "outlet", "quoted"
_UNIT = ["article_id", "sentence", "target"]


def match_codes(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the codes whose text is a sentence of their article, with its number.

    Blanks count alike, however many and of whatever kind. A text that stands in its
    article twice is taken where it first stands, so that a code counts once.

    Parameters
    ----------
    codes, sentences : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        The codes' columns and `sentence`.
    """
    require_columns(codes, ["article_id", "text"], "codes")
    require_columns(
        sentences,
        ["article_id", "sentence", "text"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    placed = sentences[["article_id", "sentence"]].assign(key=text_keys(sentences))
    first = placed.sort_values(["article_id", "sentence"]).drop_duplicates(
        ["article_id", "key"]
    )
    joined = codes.drop(columns="sentence", errors="ignore").assign(key=text_keys(codes))
    return joined.merge(first, on=["article_id", "key"]).drop(columns="key")


def pair_codes(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return each sentence of the body x target that it refers to, with score and codes.

    It refers to the target where the model found a mention or a coding says so.
    A code counts for every sentence of its article with its text. Several codings of a
    sentence are averaged: its code is their mean, its share in the outlet's voice the
    mean of theirs.

    Parameters
    ----------
    sentences, sentiment, codes : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target; score (of the model, missing where it
        found no reference) and voice (of the model: outlet, quoted, or empty where not
        known); code (mean, -1 to 1, missing where not coded), refers (share of the
        codings for which the sentence refers to the target; missing where not coded),
        own (share of the codings for which the words are the outlet's; missing where
        not coded), probability (of having been drawn; missing where not known).
    """
    body = sentences.loc[~sentences["heading"], ["article_id", "sentence", "paragraph"]]
    keys = text_keys(sentences)[~sentences["heading"]]
    scored = sentiment.rename(columns={"entity": "target"})[[*_UNIT, "score", "voice"]]
    scored = scored.assign(voice=[_own_or_quoted(voice) for voice in scored["voice"]])
    coded = _averaged(codes).rename(columns={"text": "key"})
    of_body = body.assign(key=keys).merge(coded, on=["article_id", "key"])
    paired = scored.merge(of_body[[*_UNIT, *_CODED]], on=_UNIT, how="outer")
    paired = paired[paired["score"].notna() | (paired["refers"] > 0)]
    paired = paired.merge(body, on=["article_id", "sentence"])
    order = ["article_id", "paragraph", *_UNIT[1:], "score", "voice", *_CODED]
    return (
        paired.assign(voice=paired["voice"].astype("str").fillna(""))[order]
        .sort_values(["target", "article_id", "sentence"], ignore_index=True)
        .astype(dict.fromkeys(("score", *_CODED), "float64"))
    )


_CODED = ["code", "refers", "own", "probability"]


def _averaged(codes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per text x target: the mean of its codings."""
    key = ["article_id", "text", "target"]
    chances = codes.get("probability", float("nan"))
    told = codes.assign(text=text_keys(codes), probability=chances)
    code = told[told["measure"] == "sentiment"]
    none = told[(told["measure"] == "reference") & (told["value"] == NOT_MEANT)]
    voice = told[told["measure"] == "voice"]
    means = pd.DataFrame(
        {
            "code": code["value"].astype(float).groupby([code[k] for k in key]).mean(),
            "meant": code.groupby(key).size(),
            "not_meant": none.groupby(key).size(),
            "own": (voice["value"] == OWN).groupby([voice[k] for k in key]).mean(),
            "probability": told.groupby(key)["probability"].first(),
        }
    ).rename_axis(key)
    known = means[["meant", "not_meant"]].fillna(0.0)
    refers = known["meant"] / known.sum(axis=1)
    return means.assign(refers=refers).dropna(subset="refers").reset_index()


def _own_or_quoted(voice: object) -> str:
    """Return whose words they are as two kinds; empty where not known."""
    if not isinstance(voice, str) or not voice:
        return ""
    return OWN if voice == OWN else QUOTED


def text_keys(rows: pd.DataFrame) -> pd.Series:
    """Return the texts with every stretch of blanks as one space."""
    return rows["text"].astype("str").str.split().str.join(" ")
