"""NewsMTSC: news sentences with targets and their sentiment, as a table.

Hamborg & Donnay 2021, "NewsMTSC: A Dataset for (Multi-)Target-dependent Sentiment
Classification in Political News Articles", EACL; MIT licence.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError

_CLASS_OF = {2: 0, 4: 1, 6: 2}  # polarity -> negative, neutral, positive
_NO_LETTER = re.compile(r"\W+")


def find_newsmtsc(folder: str | Path | None = None) -> Path:
    """Return the folder newsmtsc in the given folder of data, or in TELLINGS_DATA's."""
    given = folder or os.environ.get("TELLINGS_DATA")
    if not given:
        raise InputError(
            "The data set NewsMTSC is needed. Name the folder that holds newsmtsc/ with "
            "--data DIR or in TELLINGS_DATA."
        )
    path = Path(given) / "newsmtsc"
    if not (path / "train.jsonl").is_file():
        raise InputError(f"{path} lacks train.jsonl. Name the folder that holds newsmtsc/.")
    return path


def read_newsmtsc(path: Path) -> pd.DataFrame:
    """Return one row a target: text, start, end, truth (0, 1, 2), sentence, article.

    `sentence` is the text without case, blanks and punctuation, so that copies of a
    sentence are the same; `article` names the article that it comes from.
    """
    with path.open(encoding="utf-8") as lines:
        rows = [row for line in lines if line.strip() for row in _targets(json.loads(line))]
    return pd.DataFrame(rows)


def _targets(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the targets of one sentence."""
    text = entry["sentence_normalized"]
    for target in entry["targets"]:
        yield {
            "text": text,
            "start": target["from"],
            "end": target["to"],
            "truth": _CLASS_OF[int(target["polarity"])],
            "sentence": _NO_LETTER.sub(" ", text.lower()).strip(),
            "article": "_".join(entry["primary_gid"].split("_")[:3]),
        }
