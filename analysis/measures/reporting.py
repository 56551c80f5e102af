"""The words that introduce speech, and what they let the reader think of it."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.measures.reporting_words import IRREGULAR, STANCES
from analysis.tables import check, empty, require_columns

OTHER = "other"


def count_reporting_verbs(voices: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count, by outlet, the words that introduce speech, with their stance.

    A statement is counted once however many stretches it has: article, sentence, speaker
    and cue.

    Parameters
    ----------
    voices, articles : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        Table `reporting_verbs`, key outlet, cue. The interval of a share is Wilson's and
        takes statements as independent of one another.

    Notes
    -----
    Does not show that the outlet means it: "claimed" is also used for variety.

    Source: evaluative reporting verbs, Thompson & Ye 1991, Applied Linguistics 12(4):
    365-382; the lexicon is the project's own (`reporting_words`).
    """
    needed = ["article_id", "sentence", "speaker", "cue"]
    require_columns(voices, needed, "voices", make_with="find_voices(sentences, mentions)")
    require_columns(articles, ["article_id", "outlet", "outlet_grade"], "articles")
    statements = name_cues(voices).drop_duplicates([*needed[:3], "cue"])
    placed = statements.merge(
        articles[["article_id", "outlet", "outlet_grade"]], on="article_id"
    )
    if placed.empty:
        return empty("reporting_verbs")
    key = ["outlet", "outlet_grade", "cue"]
    counts = placed.groupby(key, as_index=False).size().rename(columns={"size": "count"})
    n = counts.groupby("outlet")["count"].transform("sum")
    bounds = [_wilson(k, of) for k, of in zip(counts["count"], n, strict=True)]
    return check(
        counts.assign(
            stance=counts["cue"].map(stance_of),
            share=counts["count"] / n,
            low=[low for low, _ in bounds],
            high=[high for _, high in bounds],
            n=n,
        ),
        "reporting_verbs",
    )


def name_cues(voices: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches that a word introduces, with `cue` in its dictionary form."""
    told = voices[voices["cue"] != ""]
    return told.assign(cue=pd.Series([lemma_of(c) for c in told["cue"]], told.index, "str"))


@lru_cache(maxsize=4096)
def lemma_of(cue: str) -> str:
    """Return the dictionary form of a word that introduces speech.

    >>> lemma_of("argued"), lemma_of("According to"), lemma_of("said")
    ('argue', 'according to', 'say')
    """
    from analysis.text.parses import parse_lines

    plain = cue.casefold()
    if plain in STANCE_OF:
        return plain
    known = _forms().get(plain) or _forms().get(plain.split()[0])
    if known:
        return known
    (doc,) = parse_lines([f"They have {plain} it."])
    return doc[2].lemma_.casefold() if " " not in plain else plain


def stance_of(cue: str) -> str:
    """Return the stance of a cue in its dictionary form, "other" outside the lexicon."""
    return STANCE_OF.get(cue, OTHER)


STANCE_OF = {verb: stance for stance, verbs in STANCES.items() for verb in verbs}


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Return the inflected forms of every verb of the lexicon."""
    forms = dict(IRREGULAR)
    for verb in STANCE_OF:
        word, _, rest = verb.partition(" ")
        tail = f" {rest}" if rest else ""
        for form in _inflect(word):
            forms.setdefault(form + tail, verb)
    return forms


def _inflect(verb: str) -> list[str]:
    """Return the regular forms of a verb."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    doubled = verb + verb[-1]
    endings = [verb, verb + "s", verb + "es", verb + "ed", verb + "ing"]
    return [*endings, doubled + "ed", doubled + "ing"]


def _wilson(count: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95% interval of a share."""
    from scipy.stats import binomtest

    found = binomtest(int(count), int(n)).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)
