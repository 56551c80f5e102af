"""Contradictions: clauses about one agent that say the opposite, deny, or count otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.models.encoder import load_encoder
from analysis.tables import check, empty, rows_of
from analysis.text.parses import parse_lines
from analysis.text.propositions import find_propositions
from analysis.text.voice_words import CLAUSE_VERBS, SAYING_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from analysis.corpus.cast import Cast

# Cosine of the two clauses from which they speak of one matter; a denial or a number
# changes little of a clause, an opposite more.
_ALIKE = {"opposite": 0.5, "denial": 0.7, "number": 0.75}
NEAR_NUMBER = 0.05  # share: "$14 billion" rounds "$14.3 billion"
_LONGEST = 30  # words of a clause
_OPPOSITES = (
    ("open", "closed close guarded restrict restricted cautious secret"),
    ("leave depart exit quit departure resign", "stay remain"),
    ("support endorse praise", "oppose criticize criticise reject condemn attack"),
    ("accept agree", "reject refuse decline"),
    ("confirm", "deny"),
    ("win", "lose"),
    ("rise grow increase expand hire", "fall shrink decrease cut reduce downsize fire"),
    ("succeed success", "fail failure"),
    ("lead ahead", "lag behind trail"),
    ("allow permit", "ban forbid block"),
    ("respect admire", "despise disrespect"),
)
_DENIALS = frozenset(["not", "n't", "never"])
_VAGUE = frozenset(["'s", "be", "have", "do", "get", "go", "will", "can", "would"])
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_NUMBERS = {word: float(number) for number, word in enumerate(_WORDS, start=1)}
_DIGITS = re.compile(r"^\d[\d,]*(?:\.\d+)?$")


@dataclass(frozen=True)
class Clause:
    """A clause about a member of the cast: what is near its head, all its words."""

    article_id: str
    sentence: int
    entity: str
    text: str
    near: frozenset[str]
    lemmas: frozenset[str]
    denied: str
    counts: dict[str, float]


def find_contradictions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, cast: Cast
) -> pd.DataFrame:
    """Find clauses of two articles that seem to speak against each other.

    Two clauses are held to each other where they begin with the same member of the cast
    and are alike (cosine of the encoder): one has a word and the other its opposite from
    a short list, near its head; or one denies the verb that the other has; or the same
    noun is counted differently. A closer look belongs to the reader: both sentences are given.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    cast : Cast
        The members whose clauses are compared.

    Returns
    -------
    DataFrame
        Table `contradictions`: for two articles and one matter, the pair of sentences
        whose clauses are most alike.

    Notes
    -----
    Does not show who is right, nor that both cannot be true: "leaves" and "stays until
    the end of the year" are both so. Opposites outside the list are missed.
    """
    names = [entity.name for entity in cast.entities]
    clauses = _clauses_about(find_propositions(sentences, mentions), names)
    if not clauses:
        return empty("contradictions")
    vectors = load_encoder().encode([clause.text for clause in clauses])
    cosines = vectors @ vectors.T
    found = [
        (
            *(one.article_id, one.sentence, other.article_id, other.sentence, kind),
            *(matter, one.entity, one.text, other.text, float(cosines[left, right])),
        )
        for left, right in np.argwhere(np.triu(cosines, 1) >= min(_ALIKE.values()))
        for one, other in [(clauses[left], clauses[right])]
        if one.entity == other.entity and one.article_id != other.article_id
        for kind, matter in _kinds(one, other)
        if cosines[left, right] >= _ALIKE[kind]
    ]
    names_of = ["left_article", "left_sentence", "right_article", "right_sentence", "kind"]
    told = ["matter", "entity", "left_words", "right_words", "similarity"]
    frame = pd.DataFrame(found, columns=[*names_of, *told])
    frame = frame.sort_values("similarity", ascending=False, kind="stable")
    matter = ["left_article", "right_article", "kind", "matter", "entity"]
    return check(frame.drop_duplicates(matter).drop_duplicates(names_of), "contradictions")


def _clauses_about(propositions: pd.DataFrame, names: Sequence[str]) -> list[Clause]:
    """Return the clauses that begin with a member of the cast, article by article."""
    rows = [
        row
        for row in rows_of(propositions.sort_values("article_id", kind="stable"))
        if row.kind in ("clause", "sentence") and len(row.text.split()) <= _LONGEST
    ]
    longest = sorted(names, key=len, reverse=True)
    agents = [next((n for n in longest if row.text.startswith(n)), "") for row in rows]
    docs = parse_lines(row.text for row in rows)
    return [
        Clause(
            row.article_id,
            row.sentence,
            agent,
            row.text,
            frozenset(_near_head(doc)),
            frozenset(token.lemma_.lower() for token in doc),
            _denied(doc),
            dict(find_counts(doc)),
        )
        for row, agent, doc in zip(rows, agents, docs, strict=True)
        if agent
    ]


def _kinds(one: Clause, other: Clause) -> Iterator[tuple[str, str]]:
    """Yield in which ways two clauses speak against each other, and over what."""
    for first, second in _SIDES:
        here, there = one.near, other.near
        if (here & first and there & second) or (here & second and there & first):
            yield "opposite", min(first)
    for denier, affirmer in ((one, other), (other, one)):
        if denier.denied in affirmer.lemmas and not affirmer.denied:
            yield "denial", denier.denied
    for noun in one.counts.keys() & other.counts.keys():
        a, b = one.counts[noun], other.counts[noun]
        if abs(a - b) > NEAR_NUMBER * max(abs(a), abs(b)):
            yield "number", noun


def _near_head(doc: Doc) -> Iterator[str]:
    """Yield the adjectives and what stands at most two arcs below the clause's head.

    Who is left behind has not left.
    """
    for token in doc:
        if any(child.lower_ == "behind" for child in token.children):
            continue
        near = (token, token.head, token.head.head)
        if token.pos_ == "ADJ" or any(one.dep_ == "ROOT" for one in near):
            yield token.lemma_.lower()


def _denied(doc: Doc) -> str:
    """Return the verb that a clause denies, in dictionary form; empty where none.

    "Not only" denies nothing; verbs of being, having and saying are too many to compare;
    "those who have not left" denies nothing of the clause's own agent.
    """
    for token in doc:
        negates = token.dep_ == "neg" and token.lower_ in _DENIALS
        if negates and token.head.pos_ == "VERB" and token.head.dep_ != "relcl":
            after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
            verb = token.head.lemma_.lower()
            if after != "only" and verb not in _VAGUE | CLAUSE_VERBS | SAYING_VERBS:
                return verb
    return ""


def find_counts(doc: Doc) -> Iterator[tuple[str, float]]:
    """Yield what a clause counts: noun and number ("after twelve years": year, 12)."""
    for token in doc:
        value = read_number(token)
        if value is not None and token.dep_ == "nummod":
            yield token.head.lemma_.lower(), value


def read_number(token: Token) -> float | None:
    """Return a number written in digits or as a word up to twelve.

    >>> doc, = parse_lines(["1,200 in twelve"])
    >>> [read_number(token) for token in doc]
    [1200.0, None, 12.0]
    """
    if _DIGITS.match(token.text):
        return float(token.text.replace(",", ""))
    return _NUMBERS.get(token.lower_)


_SIDES = [
    (frozenset(first.split()), frozenset(second.split())) for first, second in _OPPOSITES
]
