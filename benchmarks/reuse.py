"""How well shared passages are found: those read in two stories, and planted ones.

`reuse_marks.csv` holds passages of four words and more that a language model found two
articles to share nearly word for word, when reading them before any rule was written: in
the five seeds (`develop`, on which the least score and similarity were chosen) and in
NewsWCL50's first story (`held-out`; needs --data). A mark is found where a passage of
the same two articles covers at least half of it in both; a passage is right where it and
a mark share words in both. Reading misses short ones, so precision is a lower bound.

Planted: sentences of one story are written into the texts of another, with a share of
their words left out, changed or added, and must come back as passages: recall and
precision by characters of the text that they were planted in. The peer is
difflib.SequenceMatcher on the same words (blocks of five and more).

Retold: half of the sentences of one text, a third of their words left out and their
halves swapped, are laid between the sentences of another, in order or in any order; the
share of p below .05 over 40 such pairs says how often the order is seen, and how often
one is claimed that is not there.

    python benchmarks/reuse.py [--half develop|held-out] [--data DIR] [--errors]
        [--planted] [--retold]
"""

from __future__ import annotations

import argparse
import os
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pandas as pd
from labels import OTHER_CAST, SEEDS, read_other

from analysis import open_story
from analysis.measures.retelling import find_retellings
from analysis.measures.reuse import find_reuse
from analysis.models.encoder import load_encoder
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices

HERE = Path(__file__).resolve().parent
PAIR = ["article_id", "other_id"]
FILLERS = ["also", "then", "really", "new", "old", "now", "first", "often", "some", "other"]


def find(articles: pd.DataFrame, cast: object) -> pd.DataFrame:
    """Return the shared passages of articles on one event."""
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, cast)
    voices = find_voices(sentences, mentions)
    return find_reuse(sentences, mentions, voices, articles.assign(event="one"))


def covered(mark: object, row: object) -> tuple[float, float]:
    """Return which parts of a mark a passage covers in both articles."""
    left = min(mark.left_end, row.end) - max(mark.left_start, row.start)
    right = min(mark.right_end, row.other_end) - max(mark.right_start, row.other_start)
    return (
        max(left, 0) / (mark.left_end - mark.left_start),
        max(right, 0) / (mark.right_end - mark.right_start),
    )


def print_marks(marks: pd.DataFrame, found: pd.DataFrame, *, errors: bool) -> None:
    """Print recall of the marks and precision of the passages."""
    hit, right = set(), set()
    for mark in marks.itertuples():
        own = found[(found["article_id"] == mark.left) & (found["other_id"] == mark.right)]
        for row in own.itertuples():
            parts = covered(mark, row)
            if min(parts) >= 0.5:
                hit.add(mark.Index)
            if min(parts) > 0:
                right.add(row.Index)
    recall, precision = len(hit) / len(marks), len(right) / max(len(found), 1)
    f1 = 2 * recall * precision / max(recall + precision, 1e-9)
    print(
        f"{len(marks)} marks, {len(found)} passages: recall {recall:.3f}, precision at "
        f"least {precision:.3f}, F1 {f1:.3f}"
    )
    if errors:
        for mark in marks[~marks.index.isin(hit)].itertuples():
            print("missed ", mark.left, mark.right, mark.left_start, mark.right_start)
        for row in found[~found.index.isin(right)].itertuples():
            print(f"surplus {row.article_id} {row.other_id}: {row.text} | {row.other_text}")


def edit(text: str, share: float, rng: np.random.Generator) -> str:
    """Leave out, change or add a share of the words of a sentence."""
    words: list[str] = []
    for word in text.split():
        if rng.random() >= share:
            words.append(word)
            continue
        kind = rng.integers(3)
        words += [[], [str(rng.choice(FILLERS))], [word, str(rng.choice(FILLERS))]][kind]
    return " ".join(words)


def plant(
    hosts: list[str], donors: list[str], share: float, rng: np.random.Generator
) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """Write edited sentences of a donor into a host; return both, and where they stand."""
    rows, places = [], []
    for number, (host, donor) in enumerate(zip(hosts, donors, strict=True)):
        lines = [line for line in donor.split(". ") if 10 <= len(line.split()) <= 30]
        chosen = sorted(rng.choice(len(lines), size=min(3, len(lines)), replace=False))
        parts = host.split("\n\n")
        body, spots = "", []
        at = set(rng.choice(len(parts), size=len(chosen), replace=len(parts) < 3).tolist())
        planted = iter(chosen)
        for i, part in enumerate(parts):
            body += part + "\n\n"
            if i in at:
                words = edit(lines[next(planted)].strip(), share, rng) + "."
                spots.append((len(body), len(body) + len(words)))
                body += words + "\n\n"
        rows.append((f"{number}-a", donor, f"pair {number}"))
        rows.append((f"{number}-b", body, f"pair {number}"))
        places.append(spots)
    frame = pd.DataFrame(rows, columns=["article_id", "body", "event"]).assign(title="")
    return frame, places


def score_planted(share: float, hosts: list[str], donors: list[str]) -> dict[str, float]:
    """Return recall and precision by characters of the planted text, ours and difflib's."""
    rng = np.random.default_rng(7)
    articles, places = plant(hosts, donors, share, rng)
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, OTHER_CAST)
    voices = find_voices(sentences, mentions)
    found = find_reuse(sentences, mentions, voices, articles)
    bodies = dict(zip(articles["article_id"], articles["body"], strict=True))
    ours = np.zeros(3)
    peers = np.zeros(3)
    for number, spots in enumerate(places):
        own = found[found["other_id"] == f"{number}-b"]
        ours += overlap(spots, list(zip(own["other_start"], own["other_end"], strict=True)))
        peers += overlap(spots, by_difflib(bodies[f"{number}-a"], bodies[f"{number}-b"]))
    return {
        "edited": share,
        "recall": ours[0] / ours[1],
        "precision": ours[0] / max(ours[2], 1),
        "difflib recall": peers[0] / peers[1],
        "difflib precision": peers[0] / max(peers[2], 1),
    }


def overlap(truth: list[tuple[int, int]], found: list[tuple[int, int]]) -> np.ndarray:
    """Return characters shared, planted and found."""
    a = {i for start, end in truth for i in range(start, end)}
    b = {i for start, end in found for i in range(start, end)}
    return np.array([len(a & b), len(a), len(b)], dtype=float)


def by_difflib(donor: str, host: str) -> list[tuple[int, int]]:
    """Return the places in the host of blocks of five words and more."""
    left, right = donor.split(), host.split()
    starts, at = [], 0
    for word in right:
        at = host.index(word, at)
        starts.append(at)
        at += len(word)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [
        (starts[b.b], starts[b.b + b.size - 1] + len(right[b.b + b.size - 1]))
        for b in blocks
        if b.size >= 5
    ]


def retell(lines: list[str], rng: np.random.Generator, *, ordered: bool) -> list[str]:
    """Return half of the sentences of a text, reworded roughly, in order or in any."""
    chosen = np.sort(rng.choice(len(lines), size=max(len(lines) // 2, 4), replace=False))
    chosen = chosen if ordered else rng.permutation(chosen)
    told = []
    for i in chosen:
        words = [w for w in lines[i].split() if rng.random() > 1 / 3]
        told.append(" ".join(words[len(words) // 2 :] + words[: len(words) // 2]))
    return told


def print_retold(donors: list[list[str]], hosts: list[list[str]]) -> None:
    """Print how often an order is claimed where it is planted, and where it is not."""
    encoder = load_encoder()
    for ordered in (True, False):
        found = dict.fromkeys((0.35, 0.4, 0.45, 0.5), 0)
        for number in range(40):
            rng = np.random.default_rng(number)
            donor = donors[number % len(donors)]
            host = list(hosts[(number // len(donors)) % len(hosts)])
            told = retell(donor, rng, ordered=ordered)
            at = np.sort(rng.integers(len(host) + 1, size=len(told)))
            for shift, (place, line) in enumerate(zip(at, told, strict=True)):
                host.insert(int(place) + shift, line)
            sentences = pd.DataFrame(
                [("a", n, line, False) for n, line in enumerate(donor)]
                + [("b", n, line, False) for n, line in enumerate(host)],
                columns=["article_id", "sentence", "text", "heading"],
            )
            articles = pd.DataFrame({"article_id": ["a", "b"], "event": "one"})
            vectors = encoder.encode(sentences["text"].tolist())
            for usual in found:
                pairs, _ = find_retellings(
                    sentences, vectors, articles, usual=usual, shuffles=199, seed=number
                )
                found[usual] += int((pairs["p"] < 0.05).sum())
        said = ", ".join(f"usual {usual}: {n / 40:.3f}" for usual, n in found.items())
        print(f"retold in {'order' if ordered else 'any order'}, share of p < .05: {said}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=["develop", "held-out"], default="develop")
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    parser.add_argument("--planted", action="store_true", help="planted passages too")
    parser.add_argument("--retold", action="store_true", help="planted orders too")
    chosen = parser.parse_args()
    marks = pd.read_csv(HERE / "reuse_marks.csv")
    marks = marks[marks["half"] == chosen.half].reset_index(drop=True)
    story = open_story(SEEDS)
    seeds = story.table("articles")[["article_id", "title", "body"]]
    if chosen.half == "develop":
        found = find(seeds, story.cast)
    else:
        if chosen.data is None:
            parser.error("say where the data is: --data DIR or TELLINGS_DATA")
        found = find(read_other(Path(chosen.data)), OTHER_CAST)
    print_marks(marks, found, errors=chosen.errors)
    if chosen.planted:
        if chosen.data is None:
            parser.error("say where the data is: --data DIR or TELLINGS_DATA")
        donors = read_other(Path(chosen.data))["body"].tolist()
        rows = [
            score_planted(share, seeds["body"].tolist(), donors)
            for share in (0.0, 0.1, 0.2, 0.3)
        ]
        print(pd.DataFrame(rows).round(3).to_string(index=False))
    if chosen.retold:
        other = split_sentences(read_other(Path(chosen.data)))
        print_retold(
            [rows["text"].tolist() for _, rows in other.groupby("article_id")],
            [
                rows["text"].tolist()
                for _, rows in story.table("sentences").groupby("article_id")
            ],
        )


if __name__ == "__main__":
    main()
