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
    scored = score_mentions(sentences, mentions, cast, voices=voices, model=model)
    if scored.empty:
        return empty("sentiment")
    return average_mentions(scored, bar=(model or _usual_model()).bar)


def score_mentions(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    cast: Cast,
    *,
    voices: pd.DataFrame | None = None,
    model: SentimentModel | None = None,
) -> pd.DataFrame:
    """Return the table mention_sentiment: what the model reads at each mention of a target.

    Parameters
    ----------
    sentences, mentions, cast, voices, model
        As for `measure_sentiment`.

    Returns
    -------
    DataFrame
        One row per mention: negative, neutral and positive (probabilities that sum to 1),
        kind (name, nominal or pronoun) and voice, as in the table `sentiment`.
    """
    spans = _find_spans(sentences, mentions, [entity.name for entity in cast.targets])
    if spans.empty:
        return empty("mention_sentiment")
    columns = (spans[name].tolist() for name in ("text", "first", "last", "before"))
    texts, starts, ends, before = columns
    predicted = pd.DataFrame(
        (model or _usual_model()).predict(texts, starts, ends, before=before),
        columns=list(LABELS),
    )
    said = (
        pd.Series("", index=spans.index, dtype="str")
        if voices is None
        else attribute_mentions(sentences, spans[[*_KEY, "start", "end"]], voices)
    )
    return check(
        pd.concat([spans, predicted], axis=1).assign(voice=said), "mention_sentiment"
    )


def average_mentions(scored: pd.DataFrame, *, bar: float = 0.0) -> pd.DataFrame:
    """Return the sentiment table: the mean over the mentions of a target in a sentence.

    Parameters
    ----------
    scored : DataFrame
        Table `mention_sentiment`, or some of its rows (the names alone, for instance).
    bar : float
        A label whose probability is below it is uncertain.

    Examples
    --------
    >>> scored = pd.DataFrame({"article_id": "a", "start": [0, 9], "end": [4, 11],
    ...     "sentence": 0, "entity": "Meta", "kind": ["name", "pronoun"],
    ...     "negative": [0.8, 0.2], "neutral": 0.2, "positive": [0.0, 0.6],
    ...     "voice": ["outlet", "LeCun"]})
    >>> average_mentions(scored)[["score", "label", "voice"]].values.tolist()
    [[-0.2, 'negative', 'LeCun']]
    """
    if scored.empty:
        return empty("sentiment")
    rows = scored.groupby(_KEY, as_index=False)
    means = rows[list(LABELS)].mean()
    shares = means[list(LABELS)].to_numpy()
    said = rows["voice"].agg(prevailing_voice)["voice"]
    labelled = means[_KEY].assign(
        **label_columns(shares, shares, bar), score=shares[:, 2] - shares[:, 0], voice=said
    )
    return check(labelled, "sentiment")


def _usual_model() -> SentimentModel:
    """Return the model that is used where none is given."""
    from analysis.models.target_sentiment import load_sentiment_model

    return load_sentiment_model()


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
        [*_KEY, "start", "end", "kind"],
        "mentions",
        make_with="find_mentions(sentences, cast)",
    )
    ordered = sentences.sort_values(["article_id", "sentence"])
    before = ordered.groupby("article_id")["text"].shift(fill_value="")
    told = ordered[["article_id", "sentence", "text"]].assign(
        before=before, opens=ordered["start"]
    )
    wanted = mentions["entity"].isin(targets)
    chosen = mentions.loc[wanted, [*_KEY, "start", "end", "kind"]]
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
