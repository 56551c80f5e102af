"""Claims that the machine proposes: propositions that several sentences carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.claim_scores import read_sentences, score_cover
from analysis.measures.verb_lexicon import read_event_nouns
from analysis.models.covering import cover_statements
from analysis.tables import rows_of
from analysis.text.parses import parse_lines
from analysis.text.propositions import CONDITIONS, find_propositions
from analysis.text.voice_words import CLAUSE_VERBS, SAYING_VERBS

if TYPE_CHECKING:
    from analysis.corpus.cast import Cast
    from analysis.corpus.codebook import Codebook

# Chosen on the story pompeo by the F1 of its pairs (benchmarks/claims.py).
ATTACHED = 0.5  # score from which a sentence carries a proposition
_SHARED = 0.6  # share of the smaller support that two propositions of one claim share
_SHORTEST, _LONGEST = 2, 12  # words of a proposition
_AGENT_WITHIN = 25  # characters: a clause begins with a member of the cast
_BARE_SPEECH = 5  # words: "she said on Tuesday" says nothing yet
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ")
_DENIAL = re.compile(r"\b(?:not|never|no longer|without|cannot)\b|n't\b", re.IGNORECASE)
_TORN = re.compile(r", ,|“[^”]*$")  # a clause or a quotation cut out of it
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Proposal:
    """A claim before it has a number: its statement and which sentences carry it."""

    statement: str
    scores: NDArray[np.float64]  # one a sentence, 0 where it does not carry the claim


def propose_claims(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    cast: Cast,
    *,
    codebook: Codebook | None = None,
    namings: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Propose claims, and find the sentences that carry each.

    Short propositions about the cast stand for claims. Every sentence is held to each
    of them (`cover_statements`, names and other words half each; `score_cover`), and
    carries those that it scores 0.5 for. Propositions that share six tenths of their
    sentences are one claim, unless their numbers or their denials differ; the one that
    most articles carry, then the best covered, gives its statement. Sentences that name
    the codebook's event carry the claim of the event.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    cast : Cast
        Propositions are about its members; with an empty cast, about anything.
    codebook : Codebook, optional
        Its event is a claim; needs `namings`.
    namings : DataFrame, optional
        Table `namings`.

    Returns
    -------
    tuple of DataFrame
        claims: claim, statement; the most widely carried first. claim_support: claim,
        article_id, sentence, similarity (score, 0.5 to 1).

    Notes
    -----
    Does not show: that two sentences agree. Claims are recognised by their words; what a
    sentence says only by a pronoun or by implication is missed.
    """
    ordered = sentences.sort_values(["article_id", "sentence"], ignore_index=True)
    propositions = find_propositions(ordered, mentions)
    kept = keep_statements(propositions, cast)
    names = [entity.name for entity in cast.entities]
    cover = cover_statements(
        kept["text"].tolist(), read_sentences(propositions, ordered), names=names
    )
    scores = score_cover(cover)
    named = _name_event(ordered, kept, codebook, namings)
    kept = kept.assign(clear=[_is_clear(row, names) for row in rows_of(kept)])
    return _table(_gather(ordered, kept, scores, named), ordered)


def keep_statements(propositions: pd.DataFrame, cast: Cast) -> pd.DataFrame:
    """Keep the propositions that could stand for a claim: short, and about the cast.

    A noun with an owner says something where it is an event ("LeCun's departure") or
    another member of the cast ("LeCun's startup"), not where it is a thing or a subject.
    """
    words = [_can_be_stated(text.split()) for text in propositions["text"]]
    short = propositions[np.array(words, dtype=bool)].drop_duplicates("text")
    names = sorted((entity.name for entity in cast.entities), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)) or "(?!)")
    rests = parse_lines(pattern.sub(" ", text) for text in short["text"])
    chosen = [
        _is_about(row, pattern if names else None)
        and any(
            token.pos_ in _CONTENT
            and not token.is_stop
            and token.lemma_.lower() not in CLAUSE_VERBS | SAYING_VERBS
            for token in rest
        )
        for row, rest in zip(rows_of(short), rests, strict=True)
    ]
    return short[np.array(chosen, dtype=bool)].reset_index(drop=True)


def _can_be_stated(words: Sequence[str]) -> bool:
    """Whether a proposition is short, and no condition."""
    return _SHORTEST <= len(words) <= _LONGEST and words[0].lower() not in CONDITIONS


def _is_about(row: Any, names: re.Pattern[str] | None) -> bool:  # noqa: ANN401
    """Whether a proposition has an agent that is known and says something of it."""
    first = names.search(row.text) if names else re.match("", row.text)
    if first is None:
        return False
    if row.kind == "owned":
        return row.head.lower() in read_event_nouns() or bool(row.described)
    speech = row.head in CLAUSE_VERBS | SAYING_VERBS
    bare = speech and len(row.text.split()) <= _BARE_SPEECH
    return row.kind != "clause" or (first.start() <= _AGENT_WITHIN and not bare)


def _is_clear(row: Any, names: Sequence[str]) -> bool:  # noqa: ANN401
    """Whether a proposition reads as a statement: agent first, then a verb that is no "to"."""
    first = next((name for name in names if row.text.startswith(name)), None)
    rest = row.text[len(first) :].split() if first else []
    whole = row.text.count("(") == row.text.count(")") and not _TORN.search(row.text)
    agent = row.kind != "owned" and len(rest) > 1 and rest[0] not in ("to", "'s", ",")
    return agent and whole


def _name_event(
    sentences: pd.DataFrame,
    kept: pd.DataFrame,
    codebook: Codebook | None,
    namings: pd.DataFrame | None,
) -> tuple[Proposal, NDArray[np.bool_]] | None:
    """Return the claim of the codebook's event and which propositions are its wordings."""
    if codebook is None or namings is None or namings.empty or not codebook.event.name:
        return None
    there = set(zip(namings["article_id"], namings["sentence"], strict=True))
    places = set(zip(namings["article_id"], namings["start"], strict=True))
    keys = zip(sentences["article_id"], sentences["sentence"], strict=True)
    scores = np.array([float(key in there) for key in keys])
    wordings = np.array(
        [place in places for place in zip(kept["article_id"], kept["start"], strict=True)],
        dtype=bool,
    )
    return Proposal(codebook.event.name, scores), wordings


def _gather(
    sentences: pd.DataFrame,
    kept: pd.DataFrame,
    scores: NDArray[np.float64],
    named: tuple[Proposal, NDArray[np.bool_]] | None,
) -> Iterator[Proposal]:
    """Yield the claims: propositions gathered around the most widely carried ones."""
    carried = scores >= ATTACHED
    articles = pd.factorize(sentences["article_id"])[0]
    reach = np.array([len(set(articles[row])) for row in carried], dtype=int)
    mass = np.where(carried, scores, 0).sum(axis=1) if len(kept) else np.zeros(0)
    shared = carried.astype(int) @ carried.T.astype(int)
    sizes = carried.sum(axis=1)
    signs = [_sign(text) for text in kept["text"]]
    free = sizes > 0
    if named is not None:
        yield named[0]
        free &= ~named[1]
    for centre in np.lexsort((np.arange(len(kept)), -mass, -reach)):
        if not free[centre]:
            continue
        smaller = np.minimum(sizes, sizes[centre]).clip(min=1)
        near = (shared[centre] >= _SHARED * smaller) & (shared[centre] >= 2) & free
        near &= np.array([sign == signs[centre] for sign in signs])
        near[centre] = True
        free &= ~near
        best = np.where(carried[near], scores[near], 0).max(axis=0)
        clear = np.flatnonzero(near & kept["clear"].to_numpy())
        told = clear[np.argmax(mass[clear])] if len(clear) else centre
        yield Proposal(kept["text"].iloc[told], best)


def _sign(text: str) -> tuple[bool, frozenset[str]]:
    """Return whether a proposition denies, and its numbers.

    >>> _sign("Meta did not pay $14.3 billion")
    (True, frozenset({'14.3'}))
    """
    numbers = (number.rstrip(".,") for number in _NUMBER.findall(text))
    return bool(_DENIAL.search(text)), frozenset(numbers)


def _table(
    proposals: Iterator[Proposal], sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return claims with numbers, the most widely carried first, and their sentences."""
    articles = sentences["article_id"].to_numpy()
    known: dict[str, NDArray[np.float64]] = {}
    for one in proposals:
        earlier = known.get(one.statement, np.zeros(len(sentences)))
        known[one.statement] = np.maximum(earlier, one.scores)
    ranked = sorted(
        known,
        key=lambda name: (
            -len(set(articles[known[name] > 0])),
            -float(known[name].sum()),
            name,
        ),
    )
    rows = [
        (number, articles[at], sentences["sentence"].iloc[at], known[name][at])
        for number, name in enumerate(ranked)
        for at in np.flatnonzero(known[name])
    ]
    claims = pd.DataFrame({"claim": range(len(ranked)), "statement": ranked})
    support = pd.DataFrame(rows, columns=["claim", "article_id", "sentence", "similarity"])
    return claims, support
