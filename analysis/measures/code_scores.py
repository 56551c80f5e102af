"""How well measures agree with hand codes, and the codes' own means."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.coded import match_codes, pair_codes
from analysis.models.scores import f1_by_class
from analysis.tables import LABELS, empty

CODE_LABELS = dict(zip(("-1", "0", "1"), LABELS, strict=True))


def score_references(
    sentences: pd.DataFrame, mentions: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return how well mentions agree with hand codes of reference, sentence by sentence.

    A sentence counts as referring to a target where any mention of it was found (found)
    and where its code of `reference` is not "none" (coded). Each coder's pass is scored.
    Does not show whether the words found are the words meant, only the sentences.

    Returns
    -------
    DataFrame
        target, coder, pass, n (sentences), found, coded, precision, recall, f1 (0 to 1).
    """
    joined = match_codes(codes[codes["measure"] == "reference"], sentences)
    said = (
        mentions[["article_id", "sentence", "entity"]].drop_duplicates().assign(found=True)
    )
    joined = joined.merge(
        said.rename(columns={"entity": "target"}),
        how="left",
        on=["article_id", "sentence", "target"],
    )
    joined = joined.assign(
        found=joined["found"].eq(True),
        coded=joined["value"].ne("none"),
    )
    return pd.DataFrame(
        [
            {"target": target, "coder": coder, "pass": number, **_hits(own)}
            for (target, coder, number), own in joined.groupby(["target", "coder", "pass"])
        ]
    )


def _hits(own: pd.DataFrame) -> dict[str, float]:
    """Count agreement and return precision, recall and their harmonic mean."""
    both = int((own["found"] & own["coded"]).sum())
    found, coded = int(own["found"].sum()), int(own["coded"].sum())
    return {
        "n": len(own),
        "found": found,
        "coded": coded,
        "precision": both / found if found else float("nan"),
        "recall": both / coded if coded else float("nan"),
        "f1": 2 * both / (found + coded) if found + coded else float("nan"),
    }


def score_sentiment(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return how well sentiment labels agree with hand codes, per target and in all.

    Sentences without a label, whose mention was not found, are left out: the figure is
    kinder by those.

    Returns
    -------
    DataFrame
        target ("all" last), coder, pass, n (sentences with label and code), accuracy,
        macro_f1 (mean F1 of those of negative, neutral and positive that occur in codes
        or labels, 0 to 1).
    """
    joined = join_sentiment_codes(sentences, sentiment, codes)
    parts = [joined, joined.assign(target="all")]
    return pd.DataFrame(
        [
            {"target": target, "coder": coder, "pass": number, **_label_scores(own)}
            for part in parts
            for (target, coder, number), own in part.groupby(["target", "coder", "pass"])
        ]
    )


def join_sentiment_codes(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return each code of sentiment beside the model's label of the same sentence.

    Returns
    -------
    DataFrame
        article_id, sentence, target, coder, pass, code and label (negative, neutral,
        positive), score, text.
    """
    wanted = match_codes(codes[codes["measure"] == "sentiment"], sentences)
    joined = wanted.merge(
        sentiment.rename(columns={"entity": "target"}),
        on=["article_id", "sentence", "target"],
    )
    kept = ["article_id", "sentence", "target", "coder", "pass", "code", "label", "score"]
    return joined.assign(code=joined["value"].map(CODE_LABELS))[[*kept, "text"]]


def _label_scores(own: pd.DataFrame) -> dict[str, float]:
    """Return n, accuracy and macro-F1 of labels against codes."""
    code, label = (own[name].map(LABELS.index).to_numpy() for name in ("code", "label"))
    return {
        "n": len(own),
        "accuracy": float((code == label).mean()),
        "macro_f1": float(np.nanmean(f1_by_class(code, label))),
    }


def average_codes(
    codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the mean hand code of sentiment per article and target, all passes together.

    A sentence weighs the share of its codings for which it refers to the target, as in
    the hand-coded means of the table corrected. Headings are left out, as in the model's.

    Returns
    -------
    DataFrame
        article_id, outlet, outlet_grade, target, value (-1 to 1), n (sentences).
    """
    coded = pair_codes(sentences, empty("sentiment"), codes)
    coded = coded.assign(weighed=coded["code"] * coded["refers"])
    by_article = coded.groupby(["article_id", "target"])
    sums = by_article[["weighed", "refers"]].sum()
    means = pd.DataFrame(
        {"value": sums["weighed"] / sums["refers"], "n": by_article.size()}
    )
    known = articles[["article_id", "outlet", "outlet_grade"]]
    return known.merge(means.reset_index(), on="article_id")
