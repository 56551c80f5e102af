"""Pronouns on GAP development: which of two names does an ambiguous pronoun stand for.

Setting: gold-two-mention (Webster et al. 2018, TACL 6:605-617): both names are given,
and each is coreferent or not. Printed: F1 over the names, for masculine and feminine
pronouns, and bias (feminine over masculine), beside the published parallelism baseline
and a parallelism baseline made here on the same parse. The weights of
`analysis.text.salience` were set mainly on the even rows, but two of its cues and the
rules of grammar beside them were kept with all rows in view: the odd rows, printed apart,
are the less spoilt half and no clean held-out figure.

    python benchmarks/gap.py --data DIR
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.text.antecedents import find_other_people
from analysis.text.pronouns import find_pronouns, resolve_pronoun
from analysis.text.reading import Reading, read_articles
from analysis.text.salience import best_scores
from analysis.text.sentences import split_sentences
from analysis.text.spans import Mention, covered
from analysis.text.syntax import role, tree_distance

PUBLISHED = 66.9  # parallelism, overall, gold-two-mention
FEMININE = ("she", "her", "hers", "herself")
Chooser = Callable[[Reading, int, list[Mention]], str]


def read_passages(folder: Path) -> pd.DataFrame:
    """Read GAP development; offsets become whole numbers, labels booleans."""
    table = pd.read_csv(folder / "gap" / "gap-development.tsv", sep="\t", quoting=3)
    table.columns = table.columns.str.lower().str.replace("-", "_")
    return table.assign(article_id=[f"{n:04}" for n in range(len(table))])


def name_mentions(reading: Reading, row: pd.Series, letter: str) -> list[Mention]:
    """Return where the text uses a name: as given, and its first or last word alone."""
    name, at = str(row[letter]), int(row[f"{letter}_offset"])
    words = dict.fromkeys([name, name.split()[-1], name.split()[0]])
    spans: list[tuple[int, int]] = [(at, at + len(name))]
    for word in words:
        for found in re.finditer(rf"\b{re.escape(word)}\b", row["text"]):
            inside = any(s <= found.start() < e for s, e in spans)
            if not inside and word[:1].isupper():
                spans.append(found.span())
    return [
        Mention(letter, letter, reading.span(*span), *span, "name", "given", "person")
        for span in sorted(spans)
    ]


def by_salience(reading: Reading, at: int, names: list[Mention]) -> str:
    """Choose the name that the package finds likelier."""
    scores = best_scores(reading.span(at, at + 1)[0], names, reading)
    return max(sorted(scores), key=lambda key: scores[key])


def among_all(reading: Reading, at: int, names: list[Mention]) -> str:
    """Choose as the package does in an article: everyone named competes, in order."""
    taken = covered(names)
    known = [*names, *find_other_people(reading, taken)]
    here = reading.span(at, at + 1).start
    for word in find_pronouns(reading):
        if word.span.start > here or word.wants not in ("he", "she"):
            continue
        found = resolve_pronoun(word, known, reading)
        if word.span.start == here:
            return "" if found is None else found.key
        if found is not None:
            known.append(replace(found, span=word.span, kind="pronoun", gender=word.wants))
    return ""


def by_parallelism(reading: Reading, at: int, names: list[Mention]) -> str:
    """Choose the nearer name in the pronoun's role (subject, object), else in the tree."""
    word = reading.span(at, at + 1)[0]
    same = [m for m in names if role(m.head) == role(word)]
    if role(word) in ("subject", "object") and same:
        return min(same, key=lambda m: abs(m.head.i - word.i)).key
    return min(
        names, key=lambda m: (tree_distance(word, m.head), abs(m.head.i - word.i))
    ).key


def f1(passages: pd.DataFrame, chosen: pd.Series) -> float:
    """Return F1 in percent over all names: coreferent or not."""
    given = int(chosen[passages.index].isin(["a", "b"]).sum())
    hits = sum(
        int(((chosen == letter) & passages[f"{letter}_coref"]).sum()) for letter in "ab"
    )
    gold = int(passages["a_coref"].sum() + passages["b_coref"].sum())
    return 200 * hits / (given + gold)


def report(passages: pd.DataFrame, chosen: pd.Series) -> dict[str, float]:
    """Return F1 overall, by gender, bias, and on the odd rows."""
    feminine = passages["pronoun"].str.lower().isin(FEMININE)
    odd = pd.Series(range(len(passages)), index=passages.index) % 2 == 1
    she, he = f1(passages[feminine], chosen), f1(passages[~feminine], chosen)
    return {
        "overall": f1(passages, chosen),
        "masculine": he,
        "feminine": she,
        "odd rows": f1(passages[odd], chosen),
        "bias x 100": 100 * she / he,
    }


def main() -> None:
    """Print the two ways of choosing beside the published baseline."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    folder = parser.parse_args().data
    if folder is None:
        parser.error("give --data DIR or set TELLINGS_DATA")
    passages = read_passages(Path(folder))
    articles = passages[["article_id", "text"]].rename(columns={"text": "body"})
    sentences = split_sentences(articles.assign(title=""))
    rows = passages.set_index("article_id", drop=False)
    methods: dict[str, Chooser] = {
        "parallelism, this parse": by_parallelism,
        "analysis.text": by_salience,
        "the same, all compete": among_all,
    }
    chosen: dict[str, list[str]] = {name: [] for name in methods}
    for reading in read_articles(sentences):
        row = rows.loc[reading.article_id]
        names = [m for letter in "ab" for m in name_mentions(reading, row, letter)]
        for name, method in methods.items():
            chosen[name].append(method(reading, int(row["pronoun_offset"]), names))
    print(f"{len(passages)} passages; F1 in percent; bias is feminine over masculine")
    print(f"{'parallelism, published':<26}{PUBLISHED:>9.1f}")
    for name, keys in chosen.items():
        figures = report(rows, pd.Series(keys, index=rows.index))
        line = "".join(f"{label:>11} {value:5.1f}" for label, value in figures.items())
        print(f"{name:<26}{line}")


if __name__ == "__main__":
    main()
