"""Sentences -> voices: what is said, thought or written in a text, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables import check, empty, require_columns
from analysis.text.attributions import Source, Speech, phrase_of
from analysis.text.reading import Reading, read_articles
from analysis.text.voice_announced import find_headlines
from analysis.text.voice_cues import find_reported
from analysis.text.voice_direct import find_quoted_speech
from analysis.text.voice_quotations import find_quotes
from analysis.text.voice_words import SAYING_VERBS
from analysis.text.words import PRONOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOSTLY = 0.8
_STAND_FOR_A_NAME = frozenset(["who", "which", "that", "this"]).union(*PRONOUNS.values())


def find_voices(
    sentences: pd.DataFrame, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find every stretch of direct and indirect speech with its speaker.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    mentions : DataFrame, optional
        Table `mentions`. With it a speaker who is a member of the cast, or a pronoun
        or description that stands for one, has the name of the cast; a pronoun ("it
        said") that stands for nobody known is nobody: two need not mean the same.

    Returns
    -------
    DataFrame
        Table `voices`. Stretches may lie inside one another: a quotation within what
        is reported. `speaker` is empty where nobody is named.
    """
    needed = ["article_id", "sentence", "start", "end", "text", "paragraph", "heading"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    members = _members(mentions)
    rows = [row for reading in read_articles(sentences) for row in _rows(reading, members)]
    if not rows:
        return empty("voices")
    frame = pd.DataFrame(rows).sort_values(["article_id", "start", "end"])
    frame = frame.drop_duplicates(["article_id", "start"], keep="last")
    return check(frame, "voices", make_with="find_voices(sentences, mentions)")


def read_voices(reading: Reading) -> list[Speech]:
    """Return all speech in one article, direct and indirect, in the order of the text."""
    quotes = find_quotes(reading)
    inside = {i for one in quotes for i in range(one.first, one.last + 1)}
    headlines = list(find_headlines(reading))
    reported = _outermost([*headlines, *find_reported(reading, inside)])
    direct = find_quoted_speech(reading, quotes, reported)
    quoted = {i for one in direct for i in one.tokens}
    left = [one for one in (_outside(speech, quoted) for speech in reported) if one]
    return sorted(direct + left, key=lambda one: one.stretches)


def _outermost(reported: list[Speech]) -> list[Speech]:
    """Leave out what is thought inside another's speech: “he said that he believes ...”.

    It is the outer speaker who tells it. What is said inside stays: "according to the
    paper, he called it lost" has two speakers.
    """
    held: set[int] = set()
    kept = []
    for one in sorted(reported, key=lambda one: -len(one.tokens)):
        if one.cue[0].i not in held or one.cue[0].lemma_.lower() in SAYING_VERBS:
            kept.append(one)
            held |= one.tokens
    return kept


def _outside(speech: Speech, quoted: set[int]) -> Speech | None:
    """Return the stretches of indirect speech that are not quotations themselves."""
    kept = tuple(
        (first, last)
        for first, last in speech.stretches
        if sum(i in quoted for i in range(first, last + 1)) <= _MOSTLY * (last - first + 1)
    )
    return replace(speech, stretches=kept) if kept else None


def _members(mentions: pd.DataFrame | None) -> dict[tuple[str, int], str] | None:
    """Return the name in the cast for every character of every mention."""
    if mentions is None:
        return None
    require_columns(
        mentions,
        ["article_id", "start", "end", "entity"],
        "mentions",
        make_with="find_mentions(sentences, cast)",
    )
    columns = (mentions[name] for name in ("article_id", "start", "end", "entity"))
    return {
        (article, at): entity
        for article, start, end, entity in zip(*columns, strict=True)
        for at in range(start, end)
    }


def _rows(
    reading: Reading, members: dict[tuple[str, int], str] | None
) -> Iterator[dict[str, object]]:
    """Yield the rows of one article."""
    for speech in read_voices(reading):
        for first, last in speech.stretches:
            start, end = reading.place(reading.doc[first : last + 1])
            yield {
                "article_id": reading.article_id,
                "start": start,
                "end": end,
                "sentence": reading.sentence_of[first],
                "speaker": _speaker(reading, speech.source, members),
                "kind": speech.kind,
                "cue": " ".join(token.text for token in speech.cue),
            }


def _speaker(
    reading: Reading, source: Source, members: dict[tuple[str, int], str] | None
) -> str:
    """Return the name in the cast of who speaks, else the words for him."""
    if source.head is None:
        return ""
    if members is not None:
        named = members.get((reading.article_id, reading.offsets[source.head.i]))
        named = named or _named_beside(reading, source.head, members)
        if named is not None or source.head.lower_ in _STAND_FOR_A_NAME:
            return named or ""
    first, last = phrase_of(source.head)
    return " ".join(reading.doc[max(first, source.opens) : last + 1].text.split())


def _named_beside(
    reading: Reading, head: Token, members: dict[tuple[str, int], str]
) -> str | None:
    """Return the member of the cast in apposition: "its director, Helen Okafor, said"."""
    beside = (child for child in head.children if child.dep_ == "appos")
    places = ((reading.article_id, reading.offsets[child.i]) for child in beside)
    return next((members[place] for place in places if place in members), None)
