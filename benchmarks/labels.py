"""How well labels and their connotations are found, against labels coded by reading.

`label_marks.csv` holds what a language model coded before any rule was written: every
phrase for a member of the cast in the five seeds, in two halves by a hash of the
sentence (`develop`; `held-out`, scored when the rules were made), and in three texts of
another story, NewsWCL50's first (`other story`; needs --data).

A label: a phrase said of a member of the cast beyond name and pronoun, as it stands for
it, beside its name, or in what a clause says it is; no article, owner or relative clause.
Connotation: of the phrase by itself; honour and merit are positive, roles and sizes
neutral. A found label is right where article, sentence and member agree and the words
overlap (F1 of the words at least .5); `exact` is the same words.

`--model` sets the lexicon's connotations beside those of the sentiment model toward "X"
in "X is a LABEL.", on the coded labels themselves.

    python benchmarks/labels.py [--half develop|held-out|"other story"] [--data DIR]
        [--errors] [--model]
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pandas as pd

from analysis import open_story
from analysis.corpus.cast import Cast, Entity
from analysis.measures.connotation import connote
from analysis.measures.labels import find_labels
from analysis.measures.terms import split_words
from analysis.tables import LABELS
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds"
OTHER = "other story"
KEY = ["article_id", "sentence", "entity"]
OTHER_CAST = Cast(
    (
        Entity("Pompeo", "person", aliases=("Pompeo", "Mike Pompeo"), pronouns="he"),
        Entity("Trump", "person", aliases=("Trump", "Donald Trump"), pronouns="he"),
        Entity(
            "Kim",
            "person",
            aliases=("Kim", "Kim Jong Un", "Kim Jong-un", "Jong-un"),
            pronouns="he",
        ),
    )
)


def read_other(folder: Path) -> pd.DataFrame:
    """Read NewsWCL50's first story; the first line of a file is about it."""
    files = sorted((folder / "newswcl50" / "newswcl50_0_pompeo_north_korea").glob("*.txt"))
    bodies = [file.read_text(encoding="utf-8").split("\n", 1)[1] for file in files]
    ids = [f"pompeo/{file.stem}" for file in files]
    return pd.DataFrame({"article_id": ids, "title": "", "body": bodies})


def find(articles: pd.DataFrame, cast: Cast) -> pd.DataFrame:
    """Return the labels of the articles, headings told by `split_sentences` alone."""
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, cast)
    labels = find_labels(sentences, mentions, find_voices(sentences, mentions))
    texts = sentences[["article_id", "sentence", "text"]]
    return labels.merge(texts, on=["article_id", "sentence"])


def pair(coded: pd.DataFrame, found: pd.DataFrame) -> list[tuple[int, int]]:
    """Return index pairs of coded and found labels that are one, best overlap first."""
    of_place = {key: list(rows.index) for key, rows in found.groupby(KEY)}
    scored = []
    for i, row in coded.iterrows():
        for j in of_place.get(tuple(row[KEY]), []):
            score = overlap(row["phrase"], found.loc[j, "surface"])
            if score >= 0.5:
                scored.append((-score, i, j))
    pairs, left, right = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in left and j not in right:
            pairs.append((i, j))
            left.add(i)
            right.add(j)
    return pairs


def overlap(one: str, other: str) -> float:
    """Return the F1 of the words of two phrases."""
    a, b = set(words(one)), set(words(other))
    return 2 * len(a & b) / max(len(a) + len(b), 1)


def words(phrase: str) -> list[str]:
    """Return the words, with those that hold a digit."""
    return split_words(phrase) + [w for w in phrase.split() if any(map(str.isdigit, w))]


def figures(coded: pd.DataFrame, found: pd.DataFrame) -> dict[str, float]:
    """Return precision, recall, F1, exact F1, and agreement on connotation."""
    pairs = pair(coded, found)
    exact = sum(
        words(coded.loc[i, "phrase"]) == words(found.loc[j, "surface"]) for i, j in pairs
    )
    same = [coded.loc[i, "connotation"] == found.loc[j, "connotation"] for i, j in pairs]
    loaded = [
        coded.loc[i, "connotation"] == found.loc[j, "connotation"]
        for i, j in pairs
        if coded.loc[i, "connotation"] != "neutral"
    ]
    sizes = len(coded) + len(found)
    return {
        "coded": len(coded),
        "found": len(found),
        "precision": len(pairs) / max(len(found), 1),
        "recall": len(pairs) / max(len(coded), 1),
        "F1": 2 * len(pairs) / max(sizes, 1),
        "exact F1": 2 * exact / max(sizes, 1),
        "connotation": sum(same) / max(len(same), 1),
        "of loaded ones": sum(loaded) / max(len(loaded), 1),
    }


def print_connotations(coded: pd.DataFrame) -> None:
    """Print how often lexicon and sentiment model agree with the coded connotations."""
    from analysis.models.target_sentiment import load_sentiment_model

    texts = [f"X is a {phrase}." for phrase in coded["phrase"]]
    scores = load_sentiment_model().predict(texts, [0] * len(texts), [1] * len(texts))
    by_model = [LABELS[best] for best in scores.argmax(axis=1)]
    ways = {"lexicon": [connote(phrase) for phrase in coded["phrase"]], "model": by_model}
    for name, labels in ways.items():
        table = pd.crosstab(coded["connotation"], pd.Series(labels, name=name))
        right = (coded["connotation"] == pd.Series(labels)).mean()
        print(f"{name}: {right:.3f} of {len(coded)} coded labels", table, sep="\n")


def print_errors(coded: pd.DataFrame, found: pd.DataFrame) -> None:
    """Print what was missed, what was found beside it, and wrong connotations."""
    pairs = pair(coded, found)
    for i in coded.index.difference([i for i, _ in pairs]):
        row = coded.loc[i]
        print(f"missed  {row.article_id[:12]} {row.sentence} {row.entity}: {row.phrase}")
    for j in found.index.difference([j for _, j in pairs]):
        row = found.loc[j]
        print(
            f"surplus {row.article_id[:12]} {row.sentence} {row.entity}: {row.surface} "
            f"({row.kind})"
        )
    for i, j in pairs:
        one, other = coded.loc[i], found.loc[j]
        if one.connotation != other.connotation:
            print(
                f"tone    {one.phrase}: coded {one.connotation}, found {other.connotation}"
            )
        if words(one.phrase) != words(other.surface):
            print(f"words   {one.phrase} | {other.surface}")


def main() -> None:
    """Print the figures of one half."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=["develop", "held-out", OTHER], default="develop")
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    parser.add_argument("--model", action="store_true", help="connotation by the model")
    chosen = parser.parse_args()
    marks = pd.read_csv(HERE / "label_marks.csv", keep_default_na=False)
    coded = marks[marks["half"] == chosen.half].reset_index(drop=True)
    if chosen.half == OTHER:
        if chosen.data is None:
            parser.error("say where the data is: --data DIR or TELLINGS_DATA")
        found = find(read_other(Path(chosen.data)), OTHER_CAST)
        found = found[found["article_id"].isin(coded["article_id"])]
    else:
        story = open_story(SEEDS)
        found = find(story.table("articles"), story.cast)
        found = found[[in_half(text, chosen.half) for text in found["text"]]]
    found = found.reset_index(drop=True)
    print(f"labels, {chosen.half}")
    print(pd.Series(figures(coded, found)).round(3).to_string())
    if chosen.errors:
        print_errors(coded, found)
    if chosen.model:
        print_connotations(coded)


def in_half(text: str, half: str) -> bool:
    """Whether a sentence belongs to a half, by a hash of its words."""
    import hashlib

    odd = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2
    return odd == (half == "develop")


if __name__ == "__main__":
    main()
