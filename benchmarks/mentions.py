"""How well the mentions agree with sentences coded by hand.

For each target: does a sentence refer to it at all (precision, recall, F1), and is
the most explicit reference of the same kind (name, nominal, pronoun).

    python benchmarks/mentions.py [--codes FILE] [--errors]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis.corpus.cast import read_cast
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
KINDS = ["name", "nominal", "pronoun", "none"]


def read_raw_articles(folder: Path) -> pd.DataFrame:
    """Read the articles as received: codes are joined on the sentence's text."""
    files = sorted(folder.glob("*.txt"))
    bodies = [file.read_text(encoding="utf-8") for file in files]
    return pd.DataFrame(
        {"article_id": [file.stem for file in files], "title": "", "body": bodies}
    )


def join_codes(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Give every code of a reference its sentence; equal texts stand in order."""
    coded = codes[codes["measure"] == "reference"].copy()
    by = ["coder", "pass", "target", "article_id", "text"]
    coded["turn"] = coded.groupby(by).cumcount()
    there = sentences.assign(turn=sentences.groupby(["article_id", "text"]).cumcount())
    columns = ["article_id", "text", "turn", "sentence"]
    return coded.merge(there[columns], on=columns[:3], how="left", validate="m:1")


def most_explicit(mentions: pd.DataFrame) -> pd.Series:
    """Return, by article, sentence and entity, name before nominal before pronoun."""
    ranked = mentions.assign(rank=mentions["kind"].map(KINDS.index))
    return ranked.groupby(["article_id", "sentence", "entity"])["rank"].min()


def compare(coded: pd.DataFrame, found: pd.Series, name: str) -> pd.DataFrame:
    """Set what was coded beside what was found for one target."""
    keys = zip(coded["article_id"], coded["sentence"], strict=True)
    ranks = [found.get((article, sentence, name), 3) for article, sentence in keys]
    return coded.assign(found=[KINDS[int(rank)] for rank in ranks])


def figures(both: pd.DataFrame) -> dict[str, float]:
    """Return precision, recall and F1 of reference at all, and agreement by kind."""
    coded, found = both["value"] != "none", both["found"] != "none"
    hits = int((coded & found).sum())
    precision, recall = hits / max(found.sum(), 1), hits / max(coded.sum(), 1)
    kinds = (both["value"] == both["found"])[coded & found].mean()
    return {
        "sentences": len(both),
        "referring": int(coded.sum()),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "same kind": kinds,
    }


def main() -> None:
    """Print the figures for each coder, pass and target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--codes", type=Path, default=SEEDS / "codes.csv")
    parser.add_argument("--articles", type=Path, default=SEEDS / "articles")
    parser.add_argument("--cast", type=Path, default=SEEDS / "cast.toml")
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    chosen = parser.parse_args()
    sentences = split_sentences(read_raw_articles(chosen.articles))
    cast = read_cast(chosen.cast)
    found = most_explicit(find_mentions(sentences, cast))
    coded = join_codes(pd.read_csv(chosen.codes, keep_default_na=False), sentences)
    lost = int(coded["sentence"].isna().sum())
    print(f"{lost} of {len(coded)} codes have no sentence with their text")
    rows, errors = [], []
    joined = coded.dropna(subset="sentence")
    for (coder, number, target), group in joined.groupby(["coder", "pass", "target"]):
        both = compare(group, found, str(target))
        rows.append({"coder": coder, "pass": number, "target": target, **figures(both)})
        errors.append(both[both["value"] != both["found"]])
    print(pd.DataFrame(rows).round(3).to_string(index=False))
    if chosen.errors:
        for row in pd.concat(errors).itertuples():
            print(
                f"{row.target} pass {row[6]}: coded {row.value}, found {row.found}: "
                f"{row.article_id[:3]} {int(row.sentence)} {row.text}"
            )


if __name__ == "__main__":
    main()
