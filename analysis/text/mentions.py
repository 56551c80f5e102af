"""Sentences -> mentions of the cast, each with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables import check, empty, require_columns
from analysis.text.antecedents import find_other_people, find_pairs, find_phrases
from analysis.text.descriptions import resolve_nominal
from analysis.text.kinds import infer_kinds
from analysis.text.names import (
    Names,
    compile_names,
    find_names,
    mention_of,
)
from analysis.text.nominals import (
    find_generic_nominals,
    find_own_nominals,
    find_roles,
    find_such,
)
from analysis.text.pronouns import find_first_person, find_pronouns, resolve_pronoun
from analysis.text.quotations import Quotation
from analysis.text.reading import Reading, read_articles
from analysis.text.spans import Anaphor, Mention, covered

if TYPE_CHECKING:
    from analysis.corpus.cast import Cast, Entity

_KINDS = ("name", "nominal", "pronoun")


def find_mentions(sentences: pd.DataFrame, cast: Cast) -> pd.DataFrame:
    """Find every reference to a member of the cast.

    Names come first (the longest alias wins), then descriptions and pronouns in the
    order of the text, each resolved to the likeliest antecedent among the cast, the
    other people and the things that the article speaks of.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.
    cast : Cast
        The members to look for. For a target of kind "other" person or organisation
        is inferred from its mentions.

    Returns
    -------
    DataFrame
        Table `mentions`; `body[start:end]` is `surface`. A member never referred to
        has no rows.
    """
    needed = ["article_id", "sentence", "start", "end", "text", "paragraph", "heading"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    readings = list(read_articles(sentences))
    names = compile_names(cast.entities)
    members = infer_kinds(cast.entities, names, readings)
    names = compile_names(members.values())
    rows = [row for reading in readings for row in _rows(reading, members, names)]
    if not rows:
        return empty("mentions")
    frame = pd.DataFrame(rows)
    frame["order"] = frame["kind"].map(_KINDS.index)
    frame = frame.sort_values(["article_id", "start", "end", "order"])
    frame = frame.drop_duplicates(["article_id", "start", "end"])
    return check(frame, "mentions", make_with="find_mentions(sentences, cast)")


def _rows(
    reading: Reading, cast: dict[str, Entity], names: Names
) -> Iterator[dict[str, object]]:
    """Yield the rows of one article."""
    body = {number: (at, text) for number, (at, text) in reading.texts.items()}
    for mention in read_mentions(reading, cast, names):
        if not mention.entity:
            continue
        sentence = reading.sentence(mention.span[0])
        offset, text = body[sentence]
        yield {
            "article_id": reading.article_id,
            "start": mention.start,
            "end": mention.end,
            "sentence": sentence,
            "entity": mention.entity,
            "surface": text[mention.start - offset : mention.end - offset],
            "kind": mention.kind,
            "rule": mention.rule,
        }


def read_mentions(reading: Reading, cast: dict[str, Entity], names: Names) -> list[Mention]:
    """Return all mentions in one article, also of what is outside the cast."""
    named = list(find_names(reading, names, cast))
    taken = covered(named)
    others = list(find_other_people(reading, taken))
    held = taken | covered(others)
    phrases = list(find_phrases(reading, held))
    pairs = list(find_pairs(reading, [*named, *others]))
    words = list(_words_to_resolve(reading, cast, named, taken))
    known = named + others + phrases + pairs
    for word in words:
        found = _resolve(word, known, reading, cast)
        if found is not None:
            known = [m for m in known if m.head.i != word.head.i or m.kind != "phrase"]
            known.append(_as(found, word))
    return known + list(_first_person(reading, known))


def _words_to_resolve(
    reading: Reading, cast: dict[str, Entity], named: list[Mention], taken: set[int]
) -> list[Anaphor]:
    """Return descriptions and pronouns in the order of the text."""
    own = list(find_own_nominals(reading, cast, taken))
    held = taken | {i for word in own for i in range(word.span.start, word.span.end)}
    roles = list(find_roles(reading, named, held))
    held |= {i for word in roles for i in range(word.span.start, word.span.end)}
    generic = find_generic_nominals(reading, held)
    such = find_such(reading, held)
    words = [*own, *roles, *generic, *such, *find_pronouns(reading)]
    return sorted(words, key=lambda word: (word.span.end, -word.span.start))


def _resolve(
    word: Anaphor,
    known: list[Mention],
    reading: Reading,
    cast: dict[str, Entity],
) -> Mention | None:
    """Return the mention that a description or pronoun refers back to."""
    if word.kind == "nominal":
        if len(word.allowed) == 1 and word.rule == "description":
            return _itself(word, cast[min(word.allowed)])
        return resolve_nominal(word, known, reading)
    around = reading.quotation_at(word.head)
    speaker = "" if around is None else _speaker_key(around, known)
    return resolve_pronoun(word, known, reading, speaker)


def _speaker_key(quotation: Quotation, known: list[Mention]) -> str:
    """Return the key of who speaks, or nothing."""
    if quotation.speaker is None:
        return ""
    return next((m.key for m in known if _holds(m, quotation.speaker.i)), "")


def _holds(mention: Mention, i: int) -> bool:
    """Whether a token is the head of a mention, or a part of its name."""
    return mention.head.i == i or (
        mention.kind == "name" and mention.span.start <= i < mention.span.end
    )


def _itself(word: Anaphor, entity: Entity) -> Mention:
    """Return the mention of the only member of the cast that a description is said of."""
    return mention_of(entity, word.span, (word.start, word.end), word.kind, word.rule)


def _as(found: Mention, word: Anaphor) -> Mention:
    """Return the mention that a resolved word makes."""
    return replace(
        found,
        span=word.span,
        start=word.start,
        end=word.end,
        kind=word.kind,
        rule=word.rule,
    )


def _first_person(reading: Reading, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield "I" and "my" inside quotations as mentions of the speaker."""
    for word, speaker in find_first_person(reading):
        found = next((m for m in known if _holds(m, speaker.i)), None)
        if found is not None:
            yield _as(found, word)
