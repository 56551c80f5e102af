"""How well codes agree with each other, and measures with codes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import require_columns

_RESAMPLES = 1000
_UNIT = ["article_id", "text", "measure", "target"]


def measure_agreement(codes: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Return, per measure and target, how far the codings of the same sentences agree.

    Krippendorff's alpha (nominal; 1 is perfect, 0 is chance), with a 95% interval by
    resampling the coded sentences. A coder's pass counts as one coding: two passes of
    one coder show how repeatable the codes are, not that coders agree. Where only one
    value was ever given there is nothing to tell apart, and alpha is missing.

    Parameters
    ----------
    codes : DataFrame
        The table codes.
    seed : int
        Of the resampling.

    Returns
    -------
    DataFrame
        measure, target, codings, coder_kind, n (sentences coded at least twice), same
        (share on which all agree, 0 to 1), alpha, low, high. low and high leave out
        the draws in which only one value occurs.

    Notes
    -----
    Does not show whether the codes are right, nor how far apart codes are that differ:
    -1 against 1 counts as -1 against 0.

    References
    ----------
    Krippendorff 2004, Content Analysis, chapter 11.
    """
    require_columns(codes, [*_UNIT, "coder", "pass", "coder_kind", "value"], "codes")
    rng = np.random.default_rng(seed)
    rows = []
    for (measure, target), own in codes.groupby(["measure", "target"], sort=True):
        wide = own.pivot_table(
            index=["article_id", "text"],
            columns=["coder", "pass"],
            values="value",
            aggfunc="first",
        ).dropna(thresh=2)
        if wide.empty:
            continue
        low, high = _interval(wide, rng)
        kinds = sorted(set(own["coder_kind"]))
        rows.append(
            {
                "measure": measure,
                "target": target,
                "codings": wide.shape[1],
                "coder_kind": " and ".join(kinds),
                "n": len(wide),
                "same": float(wide.nunique(axis=1).eq(1).mean()),
                "alpha": _alpha(wide),
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)


def _alpha(wide: pd.DataFrame) -> float:
    """Return Krippendorff's alpha of units x codings; NaN where only one value occurs."""
    import krippendorff

    values = wide.to_numpy(dtype=object).T
    levels = sorted({value for value in values.ravel() if isinstance(value, str)})
    if len(levels) < 2:
        return float("nan")
    coded = [
        [levels.index(v) if isinstance(v, str) else np.nan for v in row] for row in values
    ]
    return float(krippendorff.alpha(np.array(coded), level_of_measurement="nominal"))


def _interval(wide: pd.DataFrame, rng: np.random.Generator) -> tuple[float, float]:
    draws = [
        _alpha(wide.iloc[rng.integers(0, len(wide), len(wide))]) for _ in range(_RESAMPLES)
    ]
    varied = [alpha for alpha in draws if not np.isnan(alpha)]
    low, high = np.quantile(varied or [np.nan], [0.025, 0.975])
    return float(low), float(high)


def score_mentions(
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
    wanted = codes[codes["measure"] == "reference"]
    joined = wanted.merge(
        sentences[["article_id", "sentence", "text"]], on=["article_id", "text"]
    )
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
        macro_f1 (mean F1 of negative, neutral and positive, 0 to 1).
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
    names = {"-1": "negative", "0": "neutral", "1": "positive"}
    wanted = codes[codes["measure"] == "sentiment"].merge(
        sentences[["article_id", "sentence", "text"]], on=["article_id", "text"]
    )
    joined = wanted.merge(
        sentiment.rename(columns={"entity": "target"}),
        on=["article_id", "sentence", "target"],
    )
    kept = [
        "article_id",
        "sentence",
        "target",
        "coder",
        "pass",
        "code",
        "label",
        "score",
        "text",
    ]
    return joined.assign(code=joined["value"].map(names))[kept]


def _label_scores(own: pd.DataFrame) -> dict[str, float]:
    from sklearn.metrics import accuracy_score, f1_score

    return {
        "n": len(own),
        "accuracy": float(accuracy_score(own["code"], own["label"])),
        "macro_f1": float(
            f1_score(
                own["code"],
                own["label"],
                labels=["negative", "neutral", "positive"],
                average="macro",
                zero_division=0,
            )
        ),
    }


def average_codes(
    codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the mean hand code of sentiment per article and target, all passes together.

    Headings are left out, as in the model's means.

    Returns
    -------
    DataFrame
        article_id, outlet, outlet_grade, target, value (-1 to 1), n (sentences).
    """
    own = codes[codes["measure"] == "sentiment"].merge(
        sentences.loc[~sentences["heading"], ["article_id", "text"]].drop_duplicates(),
        on=["article_id", "text"],
    )
    per_sentence = (
        own.assign(value=own["value"].astype(float))
        .groupby(["article_id", "target", "text"])["value"]
        .mean()
    )
    means = per_sentence.groupby(["article_id", "target"]).agg(value="mean", n="size")
    known = articles[["article_id", "outlet", "outlet_grade"]]
    return known.merge(means.reset_index(), on="article_id")
