"""Evidence for labels, word shift, speakers, reporting verbs and reuse."""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError
from analysis.evidence.source import Source
from analysis.measures.called import group_phrases, name_group
from analysis.measures.catalogue import value_measure
from analysis.measures.marks import MARKS, mark_terms, term_pattern
from analysis.measures.measure import Tables
from analysis.measures.reporting import name_cues
from analysis.measures.speaking import mark_speech
from analysis.measures.spoken_words import count_spoken
from analysis.tables import rows_of

_ROWS = ["article_id", "sentence", "target", "value"]
TOWARD = " toward "


def _labels(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each sentence that labels a member of the cast, with the count as value."""
    found = tables["labels"].rename(columns={"entity": "target"})
    return _counted(found[["article_id", "sentence", "target"]])


def _mark_labels(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return tables["labels"].rename(columns={"entity": "target"})[MARKS]


def _names_and_labels(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences that label the cast or word the event, by group of phrases."""
    return _counted(_called(tables)[["article_id", "sentence", "target"]])


def _called(tables: Tables) -> pd.DataFrame:
    """Return labels and wordings of the event together, the target "LeCun: luminary"."""
    called = group_phrases(tables["labels"], tables["namings"])
    pairs = zip(called["entity"], called["phrase"], strict=True)
    named = [name_group(entity, phrase) for entity, phrase in pairs]
    return called.assign(target=pd.Series(named, index=called.index, dtype="str"))[MARKS]


def _mark_called(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return _called(tables)


def _counted(found: pd.DataFrame) -> pd.DataFrame:
    """Return one row per sentence and target, how often it stands there as value."""
    key = ["article_id", "sentence", "target"]
    return found.groupby(key, as_index=False).size().rename(columns={"size": "value"})


def _word_shift(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences that hold a word and speak of a target, with their score."""
    if target is None or TOWARD not in target:
        raise InputError(
            "Evidence for word shift needs a word and a target: give "
            f"target='the word{TOWARD}the target'."
        )
    term, _, entity = target.rpartition(TOWARD)
    values = value_measure(tables, "sentiment")
    of_target = values[values["target"] == entity]
    texts = tables["sentences"][["article_id", "sentence", "text"]]
    placed = of_target.merge(texts, on=["article_id", "sentence"])
    pattern = term_pattern(term)
    held = [bool(pattern.search(text)) for text in placed["text"]]
    found = placed[held].assign(target=target)
    if found.empty:
        raise InputError(f"No sentence on {entity} holds the word '{term}'.")
    return found[_ROWS]


def _mark_shift(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return mark_terms(rows, {t: [t.rpartition(TOWARD)[0]] for t in rows["target"]})


def _speaking(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences in which a speaker speaks, with his words as value."""
    counted = count_spoken(tables["sentences"], tables["voices"])
    spoken = counted[counted["speaker"] != "outlet"]
    return spoken.rename(columns={"speaker": "target", "spoken": "value"})[_ROWS]


def _reporting(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences with a word that introduces speech, with its count."""
    key = ["article_id", "sentence", "speaker", "cue"]
    statements = name_cues(tables["voices"]).drop_duplicates(key)
    return _counted(
        statements.rename(columns={"cue": "target"})[["article_id", "sentence", "target"]]
    )


def _mark_cues(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that introduce speech as they are written."""
    voices = tables["voices"]
    told = voices[voices["cue"] != ""]
    written = name_cues(voices).assign(written=told["cue"])
    forms = {str(cue): sorted(set(own["written"])) for cue, own in written.groupby("cue")}
    return mark_terms(rows, forms)


def _reuse(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences with a passage that another outlet has too; it is the target."""
    return _counted(_shared(tables)[["article_id", "sentence", "target"]])


def _shared(tables: Tables) -> pd.DataFrame:
    """Return each passage in both articles, with the other's outlet as target."""
    reuse = tables["reuse"]
    outlets = dict(
        zip(*(tables["articles"][c] for c in ("article_id", "outlet")), strict=True)
    )
    here = reuse.assign(target=reuse["other_id"].map(outlets))[MARKS]
    there = reuse.assign(
        target=reuse["article_id"].map(outlets),
        article_id=reuse["other_id"],
        sentence=reuse["other_sentence"],
        start=reuse["other_start"],
        end=reuse["other_end"],
    )[MARKS]
    return pd.concat([here, there], ignore_index=True)


def _mark_shared(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the shared passages, as far as each row's sentence goes."""
    shared = _shared(tables)
    return pd.DataFrame(
        [
            (
                one.article_id,
                one.sentence,
                one.target,
                one.start,
                min(one.end, row.start + len(row.text)),
            )
            for row in rows_of(rows)
            for one in rows_of(shared)
            if (one.article_id, one.sentence, one.target)
            == (row.article_id, row.sentence, row.target)
        ],
        columns=MARKS,
    )


def _retold(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences of a run that another outlet tells in the same order."""
    retold = tables["retold"]
    outlets = dict(
        zip(*(tables["articles"][c] for c in ("article_id", "outlet")), strict=True)
    )
    here = retold.assign(target=retold["other_id"].map(outlets), value=retold["similarity"])
    there = here.assign(
        article_id=retold["other_id"],
        sentence=retold["other_sentence"],
        target=retold["article_id"].map(outlets),
    )
    both = pd.concat([here[_ROWS], there[_ROWS]])
    key = ["article_id", "sentence", "target"]
    return both.groupby(key)["value"].max().reset_index()


def _mark_none(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(columns=MARKS)


SOURCES = (
    Source("labels", _labels, _mark_labels),
    Source("names and labels", _names_and_labels, _mark_called),
    Source("word shift", _word_shift, _mark_shift),
    Source("speaking", _speaking, mark_speech),
    Source("reporting verbs", _reporting, _mark_cues),
    Source("reuse", _reuse, _mark_shared),
    Source("retelling", _retold, _mark_none),
)
