"""What the models are trained from: four public data sets, and what is kept here.

One table: text, start, end, before, truth (0 negative, 1 neutral, 2 positive, -1 not
coded), source, split (train, dev, test). A text's split follows from a hash of its
article (or of itself where the article is not known), so it is the same everywhere.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.models.newsmtsc import read_newsmtsc
from analysis.models.training.stories import CODES, read_stories

WRITTEN = ("behaviour", "written")  # sentences of this project's own
TOLD = ("stories", "passages")  # articles and passages of this project's own
COLUMNS = ["text", "start", "end", "before", "truth", "source", "split"]
_TRUTH = {"Negative": 0, "Neutral": 1, "Positive": 2}


def percentile(name: str) -> int:
    """Return a number from 0 to 99 that depends on the name alone.

    >>> percentile("Reuters|A headline")
    29
    """
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 100


def read_company(folder: Path) -> pd.DataFrame:
    """Return the company sentences with their codes: a quarter of the articles is test."""
    lines = (folder / "company-sentences" / "pairs.jsonl").read_text(encoding="utf-8")
    rows = pd.DataFrame([json.loads(line) for line in lines.splitlines() if line])
    article = rows["outlet"] + "|" + rows["title"]
    split = [_split(percentile(name), test=25, dev=38) for name in article]
    truth = _coded(rows["id"], "company-sentences")
    return _finish(rows.assign(truth=truth, article=article, split=split), "company")


def read_news(folder: Path) -> pd.DataFrame:
    """Return the sentences of US news with an automatic target, coded or not (-1)."""
    path = folder / "unlabelled-targets" / "pairs.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = pd.DataFrame([json.loads(line) for line in lines])
    rows = rows.assign(id=make_ids(rows))
    split = [_split(percentile(key), test=0, dev=15) for key in rows["id"]]
    return _finish(
        rows.assign(truth=_coded(rows["id"], "unlabelled-targets"), split=split), "news"
    )


def read_finentity(folder: Path) -> pd.DataFrame:
    """Return the company targets of FinEntity; a fifth of the paragraphs is test.

    The test part keeps FinEntity's own labels. Elsewhere those coded anew by the codebook
    have its codes and the source "finance": FinEntity counts a share price that rises or
    falls, the codebook does not.
    """
    entries = json.loads((folder / "finentity" / "FinEntity.json").read_text("utf-8"))
    rows = [
        {
            "text": entry["content"],
            "start": each["start"],
            "end": each["end"],
            "truth": _TRUTH[each["label"]],
            "before": "",
            "split": _split(percentile(entry["content"]), test=20, dev=28),
        }
        for entry in entries
        for each in entry["annotations"]
        if entry["content"][each["start"] : each["end"]] == each["value"]
    ]
    made = pd.DataFrame(rows)
    made = made.assign(id=make_ids(made))
    anew = np.where(made["split"] == "test", -1, _coded(made["id"], "finentity"))
    parts = (
        _finish(made[anew < 0], "finentity"),
        _finish(made.assign(truth=anew)[anew >= 0], "finance"),
    )
    return pd.concat(parts, ignore_index=True)


def read_political(folder: Path) -> pd.DataFrame:
    """Return NewsMTSC: its train file (a tenth of the articles is dev), its test file."""
    train = read_newsmtsc(folder / "newsmtsc" / "train.jsonl")
    test = read_newsmtsc(folder / "newsmtsc" / "devtest_mt.jsonl").assign(split="test")
    train = train[~train["sentence"].isin(set(test["sentence"]))]
    train = train.assign(
        split=[_split(percentile(a), test=0, dev=10) for a in train["article"]]
    )
    held = set(train.loc[train["split"] == "dev", "sentence"])
    twice = (train["split"] == "train") & train["sentence"].isin(held)
    rows = pd.concat([train[~twice], test], ignore_index=True).assign(before="")
    return _finish(rows, "newsmtsc")


def read_written(name: str) -> pd.DataFrame:
    """Return sentences written for this project: `behaviour` or `written`."""
    rows = pd.read_csv(CODES / f"{name}.csv", keep_default_na=False, dtype={"before": str})
    half = rows.get("half", pd.Series("training", index=rows.index))
    dev = [_split(percentile(pair), test=0, dev=15) for pair in rows["pair"]]
    split = [
        each if which == "training" else "test"
        for each, which in zip(dev, half, strict=True)
    ]
    return _finish(rows.assign(truth=rows["label"] + 1, split=split), name)


def read_told(name: str) -> pd.DataFrame:
    """Return the targets of invented articles or passages; a tenth of them is dev."""
    rows = read_stories(CODES / f"{name}.txt")
    split = [_split(percentile(article), test=0, dev=10) for article in rows["article"]]
    return _finish(rows.assign(truth=rows["label"] + 1, split=split), name)


def _finish(rows: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the columns of the table."""
    extra = [name for name in ("id", "kind", "pair", "article") if name in rows]
    made = rows.assign(source=source, before=rows["before"].fillna(""))
    return made[[*COLUMNS, *extra]].reset_index(drop=True)


def make_ids(rows: pd.DataFrame) -> list[str]:
    """Return an id of each row that follows from its text and the place of its target."""
    keys = rows["text"] + "|" + rows["start"].astype(str) + "|" + rows["end"].astype(str)
    return [hashlib.sha256(key.encode()).hexdigest()[:12] for key in keys]


def _split(number: int, *, test: int, dev: int) -> str:
    """Return test below the first bound, dev below the second, else train."""
    return "test" if number < test else "dev" if number < dev else "train"


def _coded(ids: pd.Series, name: str) -> list[int]:
    """Return the truth of each id by the codes of the first pass; -1 where not coded."""
    codes = pd.read_csv(CODES / f"{name}.csv", dtype={"value": str})
    first = codes[(codes["pass"] == 1) & (codes["value"] != "x")]
    truth = dict(zip(first["id"], first["value"].astype(int) + 1, strict=True))
    return [truth.get(each, -1) for each in ids]
