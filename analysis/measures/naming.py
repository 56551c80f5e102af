"""The words each article uses for the event: sentences, mentions -> namings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analysis.corpus.cast import Cast
from analysis.corpus.codebook import Codebook, EventWord
from analysis.measures.arguments import Wording
from analysis.measures.leaving import Grammar, Parties
from analysis.measures.wordings import find_wordings, index_words
from analysis.tables import check, empty, require_columns
from analysis.text.parses import parse_lines, parse_paragraphs
from analysis.text.titles import lower_title

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_namings(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    codebook: Codebook,
    cast: Cast | None = None,
) -> pd.DataFrame:
    """Find the words by which each article names the event, somebody's leaving.

    A word of the codebook counts where grammar makes the event's `who` the one who
    leaves (subject of "quit", object of "lose", possessor of "exit"), also across
    "decided to", "considered" and the like. Where grammar names nobody ("the departure
    came as a surprise"), it counts if `who` is among the persons of that sentence, or
    of the last one before that speaks of any. Other people's leaving does not count,
    nor other senses ("leave behind", "lose ground").

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    codebook : Codebook
        Its words and its event: `who` leaves `source`. Without `who` nothing is found.
    cast : Cast, optional
        Tells persons from organisations, and parts of `source`; without it every
        entity but `source` may be the one who leaves.

    Returns
    -------
    DataFrame
        `namings`, key article_id, start; `lemma` is the codebook's form.

    Notes
    -----
    Does not show whether the wording is affirmed: "denied that he would quit" counts.

    Source: word choice and labelling, after Hamborg, Zhukova & Gipp 2019, JCDL (there
    of concepts, here of one event, and from a list).
    """
    needed = ["article_id", "sentence", "start", "end", "entity"]
    require_columns(
        mentions, needed, "mentions", make_with="find_mentions(sentences, cast)"
    )
    if not codebook.event.who or not codebook.words:
        return empty("namings")
    phrases = index_words(codebook.words)
    context = _Context.of(mentions, codebook, cast)
    rows = []
    of_article = dict(list(sentences.sort_values("start").groupby("article_id")))
    for article, offset, doc in _parsed_texts(sentences, context):
        grammar = Grammar(context.parties.get(article, Parties()), offset)
        for wording, word in find_wordings(doc, phrases):
            start = offset + wording.words[0].idx
            near = of_article[article]
            row = near[near["start"] <= start].iloc[-1]
            said = grammar.is_theirs(wording)
            if said == "unsaid" and context.is_about_who(article, int(row["sentence"])):
                said = "yes"
            if said == "yes":
                rows.append(_row(wording, word, start, row))
    return check(pd.DataFrame(rows), "namings") if rows else empty("namings")


def count_namings(namings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count how often each outlet uses each wording.

    Returns
    -------
    DataFrame
        outlet, lemma, connotation, count (occurrences), sorted; only what occurs.
    """
    require_columns(namings, ["article_id", "lemma", "connotation"], "namings")
    require_columns(articles, ["article_id", "outlet"], "articles")
    placed = namings.merge(articles[["article_id", "outlet"]], on="article_id")
    keys = ["outlet", "lemma", "connotation"]
    return placed.groupby(keys, as_index=False).size().rename(columns={"size": "count"})


def _row(
    wording: Wording, word: EventWord, start: int, row: pd.Series
) -> dict[str, object]:
    """Return one row of namings; `row` is the sentence that it stands in."""
    last = wording.words[-1]
    end = start + last.idx + len(last) - wording.words[0].idx
    return {
        "article_id": row["article_id"],
        "start": start,
        "end": end,
        "sentence": row["sentence"],
        "surface": row["text"][start - row["start"] : end - row["start"]],
        "lemma": word.lemma,
        "connotation": word.connotation,
    }


@dataclass(frozen=True)
class _Context:
    """Who is mentioned where, and who could be the one who leaves."""

    who: str
    told: dict[str, dict[int, set[str]]]  # article -> sentence -> persons
    parties: dict[str, Parties]

    @classmethod
    def of(cls, mentions: pd.DataFrame, codebook: Codebook, cast: Cast | None) -> _Context:
        """Sort the mentions into who leaves, what is left, and others."""
        event = codebook.event
        left = {event.source}
        persons = set(mentions["entity"]) - left
        if cast is not None:
            left |= {e.name for e in cast.entities if e.partof == event.source}
            persons -= {e.name for e in cast.entities if e.kind == "organisation"}
        spoken = mentions[mentions["entity"].isin(persons)]
        places = spoken[["article_id", "sentence", "entity"]]
        told: dict[str, dict[int, set[str]]] = {}
        for article, number, entity in places.itertuples(index=False, name=None):
            told.setdefault(article, {}).setdefault(number, set()).add(entity)
        parties = {
            str(article): Parties(
                _spans(rows[rows["entity"] == event.who]),
                _spans(rows[rows["entity"].isin(left)]),
                _spans(rows[~rows["entity"].isin({event.who, *left})]),
            )
            for article, rows in mentions.groupby("article_id")
        }
        return cls(event.who, told, parties)

    def is_about_who(self, article: str, sentence: int) -> bool:
        """Whether `who` is among the persons of the sentence, else of the last before.

        Where no sentence before speaks of a person, the next that does decides.
        """
        told = self.told.get(article, {})
        before = [number for number in told if number <= sentence]
        nearest = max(before) if before else min(told, default=None)
        return nearest is not None and self.who in told[nearest]


def _spans(rows: pd.DataFrame) -> tuple[tuple[int, int], ...]:
    """Return start and end of every row."""
    return tuple(zip(rows["start"].astype(int), rows["end"].astype(int), strict=True))


def _parsed_texts(
    sentences: pd.DataFrame, context: _Context
) -> Iterator[tuple[str, int, Doc]]:
    """Yield article, offset and parse of every paragraph; headings in small letters.

    The parser misreads title case ("Quits" as a name), so a heading's words begin
    small, except in mentions.
    """
    titles = sentences[sentences["heading"].astype(bool)]
    places = zip(titles["article_id"], titles["start"], strict=True)
    headings = dict(zip(places, titles["text"], strict=True))
    for paragraph in parse_paragraphs(sentences):
        article, start, doc = paragraph.article_id, paragraph.start, paragraph.doc
        if (article, start) in headings:
            parties = context.parties.get(article, Parties())
            spans = [*parties.who, *parties.left, *parties.others]
            doc = parse_lines([lower_title(headings[article, start], start, spans)])[0]
        yield article, start, doc
