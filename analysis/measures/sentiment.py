"""The sentiment of every sentence toward every target that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import InputError
from analysis.models.label import SentimentModel, label_columns
from analysis.tables import LABELS, check, empty, require_columns
from analysis.text.voice_of import attribute_mentions, prevailing_voice

if TYPE_CHECKING:
    from analysis.corpus.cast import Cast

_KEY = ["article_id", "sentence", "entity"]


def measure_sentiment(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    cast: Cast,
    *,
    voices: pd.DataFrame | None = None,
    model: SentimentModel | None = None,
) -> pd.DataFrame:
    """Return the sentiment table: one row per sentence x target referred to in it.

    The model reads the sentence once for each mention of the target, that mention
    between marks; the row's probabilities are the mean over the target's
    mentions in the sentence, names, nominals and pronouns alike.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    cast : Cast
        Sentiment is measured toward its members with `target` true.
    voices : DataFrame, optional
        Table `voices`, from `find_voices(sentences, mentions)`.
    model : SentimentModel, optional
        From `load_sentiment_model`; the large one where not given.

    Returns
    -------
    DataFrame
        negative, neutral and positive are probabilities that sum to 1; score is positive
        minus negative, -1 to 1; label is the most probable class, uncertain whether its
        probability is below the model's bar. `voice` is "outlet", or the speaker of the
        words about the target (the name in the cast, else the words), or "unknown" where
        speech names no source; empty where no voices are given.

    Notes
    -----
    A mention has the voice of the stretch of speech that it stands in; the target as the
    speaker ("LeCun said that ...") his own. Where mentions in one sentence differ, speech
    goes before the outlet's own words, then the voice of most mentions, then the first.

    Does not show whether the outlet agrees with whom it quotes.
    """
    spans = _find_spans(sentences, mentions, [entity.name for entity in cast.targets])
    if spans.empty:
        return empty("sentiment")
    if model is None:
        from analysis.models.target_sentiment import load_sentiment_model

        model = load_sentiment_model()
    columns = (spans[name].tolist() for name in ("text", "first", "last", "before"))
    texts, starts, ends, before = columns
    predicted = pd.DataFrame(
        model.predict(texts, starts, ends, before=before), columns=list(LABELS)
    )
    means = pd.concat([spans[_KEY], predicted], axis=1).groupby(_KEY, as_index=False).mean()
    shares = means[list(LABELS)].to_numpy()
    labelled = means[_KEY].assign(
        **label_columns(shares, shares, model.bar),
        score=shares[:, 2] - shares[:, 0],
        voice=_find_voices_of(means, sentences, spans, voices),
    )
    return check(labelled, "sentiment")


def _find_voices_of(
    rows: pd.DataFrame,
    sentences: pd.DataFrame,
    spans: pd.DataFrame,
    voices: pd.DataFrame | None,
) -> pd.Series:
    """Return the voice of every row, of the voices of its mentions."""
    if voices is None:
        return pd.Series("", index=rows.index, dtype="str")
    mentions = spans[[*_KEY, "start", "end"]].sort_values("start", ignore_index=True)
    said = mentions.assign(voice=attribute_mentions(sentences, mentions, voices))
    prevailing = said.groupby(_KEY, as_index=False)["voice"].agg(prevailing_voice)
    found = rows[_KEY].merge(prevailing, on=_KEY, how="left", validate="1:1")
    return found["voice"].set_axis(rows.index)


def _find_spans(
    sentences: pd.DataFrame, mentions: pd.DataFrame, targets: list[str]
) -> pd.DataFrame:
    """Return one row a mention of a target: its sentence's text, its offsets in there.

    `before` is the text of the sentence before in the same article, empty for the first.
    """
    require_columns(
        sentences,
        ["article_id", "sentence", "start", "text"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    require_columns(
        mentions,
        [*_KEY, "start", "end"],
        "mentions",
        make_with="find_mentions(sentences, cast)",
    )
    ordered = sentences.sort_values(["article_id", "sentence"])
    before = ordered.groupby("article_id")["text"].shift(fill_value="")
    told = ordered[["article_id", "sentence", "text"]].assign(
        before=before, opens=ordered["start"]
    )
    chosen = mentions.loc[mentions["entity"].isin(targets), [*_KEY, "start", "end"]]
    spans = chosen.merge(told, on=["article_id", "sentence"], how="left", validate="m:1")
    spans = spans.assign(
        first=spans["start"] - spans["opens"], last=spans["end"] - spans["opens"]
    )
    _refuse_strays(spans)
    return spans.astype({"first": "int64", "last": "int64"})


def _refuse_strays(spans: pd.DataFrame) -> None:
    """Raise where a mention does not lie in the sentence that it names."""
    outside = ~((spans["first"] >= 0) & (spans["last"] <= spans["text"].str.len()))
    if outside.any():
        stray = spans[outside].iloc[0]
        raise InputError(
            f"mentions has '{stray['entity']}' at {stray['start']} to {stray['end']} of "
            f"{stray['article_id']}, which is not inside sentence {stray['sentence']}. "
            "Make it with find_mentions(sentences, cast) from the same sentences."
        )
