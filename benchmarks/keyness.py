"""Hold keyness against the numbers that two R packages print, and time it.

    python benchmarks/keyness.py --data DIR

DIR (or TELLINGS_DATA) holds `keyness/expected.json` and
`keyness/austen_bigram_counts.tsv.gz`: printed statistics of quanteda.textstats
(inaugural speeches) and tidylo (Jane Austen's novels), and the counts of the latter.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.counts import read_counts
from analysis.measures.keyness import keyness_by_group, measure_keyness


def compare_inaugural(expected: dict) -> pd.DataFrame:
    """Set computed chi2 beside the printed, at the printed digits."""
    printed = pd.DataFrame(expected["rows"])
    totals = {"target": expected["target_total"], "reference": expected["reference_total"]}
    parts = []
    for group, total in totals.items():
        part = printed[["feature", f"n_{group}"]].set_axis(["term", "count"], axis=1)
        others = pd.DataFrame(
            {"term": ["(all others)"], "count": [total - part["count"].sum()]}
        )
        parts.append(pd.concat([part, others]).assign(group=group))
    table = measure_keyness(pd.concat(parts), left="target", right="reference")
    both = printed.merge(
        table, left_on="feature", right_on="term", suffixes=("_printed", "")
    )
    digits = both["chi2_printed"].map(lambda value: len(repr(value).partition(".")[2]))
    both["equal"] = [
        round(value, places) == shown
        for value, places, shown in zip(
            both["chi2"], digits, both["chi2_printed"], strict=True
        )
    ]
    return both[["feature", "chi2_printed", "chi2", "equal"]]


def compare_austen(expected: dict, folder: Path) -> pd.DataFrame:
    """Set tidylo's form beside the printed values, and the textbook form beside both."""
    raw = pd.read_csv(folder / expected["counts"], sep="\t", keep_default_na=False)
    counts = raw.rename(columns={"book": "group", "bigram": "term", "n": "count"})
    began = time.perf_counter()
    table = keyness_by_group(counts, prior="tidylo")
    print(f"tidylo's form, {len(counts):,} rows: {time.perf_counter() - began:.1f} s")
    textbook = keyness_by_group(counts)[["left", "term", "z"]]
    both = (
        pd.DataFrame(expected["expected"])
        .merge(table, left_on=["book", "bigram"], right_on=["left", "term"])
        .merge(textbook, on=["left", "term"], suffixes=("", "_textbook"))
    )
    both["equal"] = both["z"].round(1) == both["log_odds_weighted"]
    return both[["book", "bigram", "log_odds_weighted", "z", "equal", "z_textbook"]]


def time_a_million_rows() -> None:
    """Print how long a file of a million rows takes, from reading to the table."""
    number = np.arange(1_000_000)
    counts = pd.DataFrame({"group": number % 5, "term": number // 5, "count": number % 97})
    counts["group"], counts["term"] = (
        "g" + counts["group"].astype(str),
        "t" + counts["term"].astype(str),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.csv"
        counts.to_csv(path, index=False)
        began = time.perf_counter()
        rows = read_counts(path)
    read = time.perf_counter() - began
    table = measure_keyness(rows, left="g0")
    took = time.perf_counter() - began
    print(
        f"{len(rows):,} rows: read {read:.1f} s, in all {took:.1f} s, {len(table):,} terms"
    )


def main() -> None:
    """Print both comparisons; exit code 1 where a value differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("TELLINGS_DATA"))
    folder = parser.parse_args().data
    if folder is None:
        sys.exit("Needed: --data DIR or TELLINGS_DATA, the folder that holds keyness/.")
    source = Path(folder) / "keyness"
    expected = json.loads((source / "expected.json").read_text(encoding="utf-8"))
    inaugural = compare_inaugural(expected["inaugural"])
    austen = compare_austen(expected["austen"], source)
    print(inaugural.to_string(index=False), austen.to_string(index=False), sep="\n\n")
    for name, table in (("inaugural chi2", inaugural), ("Austen, tidylo", austen)):
        print(f"{name}: {table['equal'].sum()} of {len(table)} equal as printed")
    time_a_million_rows()
    sys.exit(0 if inaugural["equal"].all() and austen["equal"].all() else 1)


if __name__ == "__main__":
    main()
