"""How well claims agree with claims coded by reading.

Tracked: mean average precision of the sentences per statement, and how well those that
count as supported agree with the codes. Proposed: pairs of sentences of different
articles that share a claim. Every way that was tried is a row; thresholds and weights
were chosen on the story pompeo (`--data DIR`), the seeds are the test.

    python benchmarks/claims.py [--data DIR] [--fit]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import open_story
from analysis.measures import claim_scores
from analysis.measures.claim_agreement import (
    average_precision,
    compare_pairs,
    pair_sentences,
)
from analysis.measures.claim_proposals import propose_claims
from analysis.measures.claim_scores import name_members, read_sentences, score_texts
from analysis.models.covering import cover_statements
from analysis.models.encoder import load_encoder
from analysis.story import Story
from analysis.text.propositions import find_propositions

HERE = Path(__file__).resolve().parent
SEEDS, CODES = HERE.parent / "seeds", HERE / "claim_codes"
EVENT = "newswcl50_0_pompeo_north_korea"
USED = "cover, denials marked down (used)"
KEYS = ["article_id", "sentence"]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Coded:
    """A story, its statements, and which sentence carries which: statement x sentence."""

    story: Story
    statements: pd.DataFrame
    gold: NDArray[np.bool_]
    pairs: set

    @property
    def sentences(self) -> pd.DataFrame:
        """The story's sentences in order."""
        return self.story.table("sentences")


def read_seeds(number: str = "1") -> Coded:
    """Return the seeds with the codes of a pass."""
    story = open_story(SEEDS)
    codes = pd.read_csv(SEEDS / "claim_codes.csv", dtype={"pass": str})
    codes = codes[codes["pass"] == number].rename(columns={"target": "claim"})
    placed = codes.merge(story.sentences[[*KEYS, "text"]], on=["article_id", "text"])
    return _coded(story, placed, pd.read_csv(SEEDS / "claim_statements.csv"))


def read_pompeo(folder: Path) -> Coded:
    """Return the other story with its codes, checked sentence by sentence."""
    rows = []
    for path in sorted((folder / "newswcl50" / EVENT).glob("*.txt")):
        first, _, body = path.read_text(encoding="utf-8").partition("\n")
        outlet = json.loads(first)["outlet"]
        rows.append({"article_id": path.stem, "outlet": outlet, "text": body})
    story = open_story(pd.DataFrame(rows), cast=CODES / "pompeo_cast.toml")
    codes = pd.read_csv(CODES / "pompeo_codes.csv", dtype={"article_id": str})
    placed = codes.merge(story.sentences, on=KEYS)
    own = [hashlib.sha256(t.encode()).hexdigest()[:12] for t in placed["text"]]
    if len(placed) < len(codes) or own != placed["sha256"].tolist():
        raise SystemExit(f"{EVENT} is not the text that was coded")
    return _coded(story, placed, pd.read_csv(CODES / "pompeo_statements.csv"))


def _coded(story: Story, codes: pd.DataFrame, statements: pd.DataFrame) -> Coded:
    place = {key: n for n, key in enumerate(story.sentences[KEYS].itertuples(index=False))}
    line = {claim: n for n, claim in enumerate(statements["claim"])}
    gold = np.zeros((len(statements), len(place)), dtype=bool)
    for row in codes.itertuples():
        gold[line[row.claim], place[(row.article_id, row.sentence)]] = True
    return Coded(story, statements, gold, pair_sentences(codes))


def ways_to_rank(coded: Coded) -> dict[str, Matrix]:
    """Return statement x sentence by every way of ranking."""
    story = coded.story
    propositions = find_propositions(story.sentences, story.mentions)
    texts = read_sentences(propositions, story.sentences)
    statements = coded.statements["statement"].tolist()
    encode = load_encoder().encode
    asked = encode(statements)
    clauses = propositions[propositions["kind"] == "clause"]
    by_clause = asked @ encode(clauses["text"].tolist()).T
    best = asked @ encode(texts).T
    place = {key: n for n, key in enumerate(story.sentences[KEYS].itertuples(index=False))}
    for column, key in enumerate(
        zip(clauses["article_id"], clauses["sentence"], strict=True)
    ):
        best[:, place[key]] = np.maximum(best[:, place[key]], by_clause[:, column])
    named = name_members(statements, story.cast)
    names = [entity.name for entity in story.cast.entities]
    return {
        "cosine of the sentence": asked @ encode(story.sentences["text"].tolist()).T,
        "cosine of the best clause or the sentence": best,
        "cover of the words as written": cover_statements(
            statements, story.sentences["text"].tolist()
        ),
        "cover, names weighing one half": cover_statements(named, texts, names=names),
        "cover": cover_statements(named, texts),
        USED: score_texts(named, texts),
    }


def mean_precision(scores: Matrix, gold: NDArray[np.bool_]) -> float:
    """Return the mean average precision over the statements that a sentence carries."""
    figures = [average_precision(s, g) for s, g in zip(scores, gold, strict=True)]
    return float(np.nanmean(figures))


def pair_by(scores: Matrix, coded: Coded, threshold: float) -> set:
    """Return the pairs of sentences of different articles from a score on."""
    keys = list(coded.sentences[KEYS].itertuples(index=False, name=None))
    rows, columns = np.where(np.triu(scores >= threshold, 1))
    pairs = {tuple(sorted((keys[i], keys[j]))) for i, j in zip(rows, columns, strict=True)}
    return {pair for pair in pairs if pair[0][0] != pair[1][0]}


def ways_to_pair(coded: Coded) -> dict[str, Matrix]:
    """Return sentence x sentence by the baselines."""
    story = coded.story
    texts = read_sentences(
        find_propositions(story.sentences, story.mentions), story.sentences
    )
    vectors = load_encoder().encode(story.sentences["text"].tolist())
    cover = cover_statements(texts, texts)
    return {
        "cosine of the sentences": vectors @ vectors.T,
        "cover both ways, mean": (cover + cover.T) / 2,
    }


def print_tracked(stories: dict[str, Coded]) -> None:
    """Print how well statements rank and find sentences."""
    rows = {}
    for name, coded in stories.items():
        for way, scores in ways_to_rank(coded).items():
            rows.setdefault(way, {})[name] = mean_precision(scores, coded.gold)
            if way == USED:
                found = scores >= claim_scores.SUPPORTED
                both = (found & coded.gold).sum()
                rows["precision of supported"] = rows.get("precision of supported", {})
                rows["recall of supported"] = rows.get("recall of supported", {})
                rows["precision of supported"][name] = both / max(found.sum(), 1)
                rows["recall of supported"][name] = both / coded.gold.sum()
    print("\nTracked: mean average precision of the sentences per statement")
    print(pd.DataFrame(rows).T.round(3).to_string())


def print_proposed(stories: dict[str, Coded]) -> None:
    """Print how well proposed claims find the pairs; thresholds are chosen on pompeo."""
    rows, chosen = [], {}
    for name in sorted(stories):  # pompeo first
        coded, story = stories[name], stories[name].story
        for way, scores in ways_to_pair(coded).items():
            steps = np.arange(0.4, 0.9, 0.01)
            if way not in chosen:
                figures = [
                    compare_pairs(pair_by(scores, coded, s), coded.pairs)["F1"]
                    for s in steps
                ]
                chosen[way] = steps[int(np.argmax(figures))]
            pairs = pair_by(scores, coded, chosen[way])
            rows.append((way, name, *compare_pairs(pairs, coded.pairs).values()))
        tables = (story.sentences, story.mentions, story.cast)
        _, plain = propose_claims(*tables)
        found = {"proposed, without the codebook's event": plain}
        if story.codebook.event.name:
            _, event = propose_claims(
                *tables, codebook=story.codebook, namings=story.namings
            )
            found["proposed (used)"] = event
        for way, support in found.items():
            pairs = pair_sentences(support)
            rows.append((way, name, *compare_pairs(pairs, coded.pairs).values()))
    columns = ["way", "story", "precision", "recall", "F1"]
    print("\nProposed: pairs of sentences of different articles that share a claim")
    print(pd.DataFrame(rows, columns=columns).round(3).to_string(index=False))


def print_agreement() -> None:
    """Print how far the second pass over the seeds agrees, where both passes coded."""
    first, second = read_seeds("1"), read_seeds("2")
    sentences = first.sentences
    stem, number = sentences["article_id"].str[:3], sentences["sentence"]
    twice = stem.isin(["001", "003"]) | ((stem == "004") & (number >= 40))
    keys = set(sentences[twice][KEYS].itertuples(index=False, name=None))
    one, other = (
        {pair for pair in each.pairs if set(pair) <= keys} for each in (first, second)
    )
    both = (first.gold & second.gold)[:, twice].sum()
    total = first.gold[:, twice].sum() + second.gold[:, twice].sum()
    print(f"\nTwo passes over {twice.sum()} sentences: F1 of codes {2 * both / total:.2f}")
    print(f"F1 of pairs {compare_pairs(one, other)['F1']:.2f} ({len(one)}, {len(other)})")


def print_fit(coded: Coded) -> None:
    """Print the weights of `score_cover`, learned on one story."""
    from sklearn.linear_model import LogisticRegression

    cover = ways_to_rank(coded)["cover"]
    above = (cover - cover.mean(axis=1, keepdims=True)) / cover.std(axis=1, keepdims=True)
    fitted = LogisticRegression(C=1e4, max_iter=1000).fit(
        np.column_stack([cover.ravel(), above.ravel()]), coded.gold.ravel()
    )
    print("\nscore_cover:", fitted.coef_[0].round(2), fitted.intercept_.round(2))


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--fit", action="store_true", help="learn the weights again")
    given = parser.parse_args()
    stories = {"seeds": read_seeds()}
    if given.data:
        stories["pompeo"] = read_pompeo(Path(given.data))
    print_agreement()
    others = pd.read_csv(CODES / "seeds_other_wordings.csv")
    coded = stories["seeds"]
    order = [list(coded.statements["claim"]).index(claim) for claim in others["claim"]]
    reworded = Coded(coded.story, others, coded.gold[order], coded.pairs)
    print_tracked({**stories, "seeds, other words": reworded})
    print_proposed(stories)
    if given.fit and "pompeo" in stories:
        print_fit(stories["pompeo"])


if __name__ == "__main__":
    main()
