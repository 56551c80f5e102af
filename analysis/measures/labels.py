"""Mentions -> labels: what a text calls the members of the cast beyond their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.measures.connotation import connote
from analysis.measures.label_phrases import noun_phrase, said_of_one
from analysis.measures.label_predicates import find_predicates
from analysis.measures.label_relations import bearer, find_relations
from analysis.tables import check, empty, require_columns, rows_of
from analysis.text.reading import Reading, read_articles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.measures.label_phrases import Stretch

_ORDER = ("title", "apposition", "predicate", "example", "premodifier", "nominal")


@dataclass(frozen=True)
class _Label:
    """A phrase said of a member of the cast: its tokens, its head, how it is said."""

    entity: str
    first: int
    last: int
    head: int
    kind: str


def find_labels(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find every phrase by which a text describes a member of the cast.

    Kinds: nominal ("the tech giant" stands for Meta), title ("Chief AI Scientist Yann
    LeCun"), apposition ("Yann LeCun, a pioneering figure"), premodifier ("embattled
    Meta"), predicate ("he is a pioneer", "calling Wang inexperienced", "hailed as a
    pioneer"), example ("figures like LeCun"). Articles, owners and relative clauses are
    no part of a label; what a negation denies is none.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    voices : DataFrame, optional
        With it each label has the voice in whose words it stands; else the outlet's.

    Returns
    -------
    DataFrame
        Table `labels`, key article_id, start, entity; `body[start:end]` is `surface`.

    Notes
    -----
    Does not show whether the label is deserved, nor labels of groups ("tech giants").

    Source: word choice and labelling, Hamborg, Zhukova & Gipp 2019, JCDL (there the
    phrases of a concept are found by coreference and coded by hand).
    """
    needed = ["article_id", "sentence", "start", "end", "entity", "kind"]
    require_columns(
        mentions, needed, "mentions", make_with="find_mentions(sentences, cast)"
    )
    own = {str(article): rows for article, rows in mentions.groupby("article_id")}
    rows = [
        row
        for reading in read_articles(sentences)
        if reading.article_id in own
        for row in _rows(reading, own[reading.article_id])
    ]
    if not rows:
        return empty("labels")
    frame = pd.DataFrame(rows)
    return check(frame.assign(voice=_voice_of(frame, voices)), "labels")


def _rows(reading: Reading, mentions: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the rows of one article."""
    for label in _without_overlap(_labels(reading, mentions)):
        span = reading.doc[label.first : label.last + 1]
        start, end = reading.place(span)
        sentence = reading.sentence(span[0])
        offset, text = reading.texts[sentence]
        head = said_of_one(reading.doc[label.head])
        surface = text[start - offset : end - offset]
        yield {
            "article_id": reading.article_id,
            "start": start,
            "end": end,
            "sentence": sentence,
            "entity": label.entity,
            "surface": surface,
            "head": (head.lemma_ if head.tag_ == "NNS" else head.text).casefold(),
            "kind": label.kind,
            "connotation": connote(surface),
        }


def _labels(reading: Reading, mentions: pd.DataFrame) -> Iterator[_Label]:
    """Yield what is said of every mention, overlaps and all."""
    spans = {
        (m.start, m.end, m.entity, m.kind): reading.span(m.start, m.end)
        for m in rows_of(mentions)
    }
    named = {
        i
        for (_, _, _, kind), span in spans.items()
        if kind == "name"
        for i in range(span.start, span.end)
    }
    for (_, _, entity, kind), span in spans.items():
        head = span.root
        if kind == "nominal":
            yield _Label(entity, *noun_phrase(head), head.i, "nominal")
        said = [*find_relations(span, named), *find_predicates(bearer(head), named)]
        for how, word, (first, last) in said:
            titled = word.pos_ == "PROPN" and reading.sentence(word) in reading.headings
            if how == "predicate" and titled:
                continue  # "Is Jumping Ship": a title's capitals make names of its words
            if not _holds_alone(entity, (first, last), spans, word):
                yield _Label(entity, first, last, word.i, how)


def _holds_alone(
    entity: str,
    stretch: Stretch,
    spans: dict[tuple[int, int, str, str], object],
    word: Token,
) -> bool:
    """Whether the word that describes is itself a mention of somebody else."""
    for (_, _, other, kind), span in spans.items():
        inside = span.start <= word.i < span.end  # type: ignore[attr-defined]
        if inside and (kind == "name" or other != entity) and kind != "pronoun":
            return True
    return False


def _without_overlap(labels: Iterator[_Label]) -> list[_Label]:
    """Keep of labels of one entity that overlap the one that says more of how it is."""
    kept: list[_Label] = []
    ranked = sorted(labels, key=lambda one: (_ORDER.index(one.kind), one.first - one.last))
    for label in ranked:
        clash = any(
            other.entity == label.entity
            and other.first <= label.last
            and label.first <= other.last
            for other in kept
        )
        if not clash:
            kept.append(label)
    return kept


def _voice_of(labels: pd.DataFrame, voices: pd.DataFrame | None) -> list[str]:
    """Return whose words each label stands in: the innermost stretch that names one."""
    if voices is None or voices.empty:
        return ["outlet"] * len(labels)
    spoken = {str(article): rows for article, rows in voices.groupby("article_id")}
    return [_whose(label, spoken.get(label.article_id)) for label in rows_of(labels)]


def _whose(label: object, spoken: pd.DataFrame | None) -> str:
    """Return the speaker of one label, "outlet" outside speech."""
    if spoken is None:
        return "outlet"
    start, end = label.start, label.end  # type: ignore[attr-defined]
    around = spoken[(spoken["start"] <= start) & (spoken["end"] >= end)]
    if around.empty:
        return "outlet"
    inner = around.iloc[(around["end"] - around["start"]).argsort(kind="stable")]
    return next((speaker for speaker in inner["speaker"] if speaker), "unknown")
