r"""PolNeAR's attributions, and how well found ones agree with them.

Content words are the words (\w+) that stand in the content of any attribution.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

_WORD = re.compile(r"\w+")
_DRAWS = 2000
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Attributed:
    """One attribution: characters of its content and of its source, and its cue."""

    content: Spans
    source: Spans
    cue: str = ""


@dataclass
class Counts:
    """Sums over the attributions of one article or of several."""

    both: float = 0
    ours: float = 0
    theirs: float = 0
    soft_ours: float = 0
    soft_theirs: float = 0
    exact: float = 0
    any_ours: float = 0
    any_theirs: float = 0
    n_ours: float = 0
    n_theirs: float = 0
    sourced: float = 0
    right: float = 0


def half_of(name: str) -> str:
    """Return which half of the articles a name falls in: by its SHA-256, odd or even."""
    odd = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2
    return "developed" if odd else "unread"


def read_polnear(folder: Path, half: str) -> tuple[pd.DataFrame, dict[str, list[Path]]]:
    """Return the articles of one half, and the files that annotate each."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    names = [name for name in files if half_of(name) == half]
    texts = [folder / "text" / f"{name}.txt" for name in names]
    bodies = [path.read_bytes().decode("utf-8") for path in texts]
    articles = pd.DataFrame({"article_id": names, "title": "", "body": bodies})
    return articles, {name: files[name] for name in names}


def read_annotations(path: Path, body: str) -> list[Attributed]:
    """Read one brat standoff file: events of Source, Cue and Content."""
    spans: dict[str, Spans] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, rest, *_ = line.split("\t")
        if key.startswith("T"):
            pairs = [place.split() for place in rest.split(" ", 1)[1].split(";")]
            spans[key] = [(int(start), int(end)) for start, end in pairs]
        elif key.startswith("E"):
            parts = dict(part.split(":") for part in rest.split())
            if "Content" in parts:
                cue = " ".join(body[a:b] for a, b in spans.get(parts.get("Cue", ""), []))
                source = spans.get(parts.get("Source", ""), [])
                found.append(Attributed(spans[parts["Content"]], source, cue))
    return found


def words_in(spans: Spans, words: Spans) -> set[int]:
    """Return the numbers of the words that spans touch."""
    return {
        number
        for number, (start, end) in enumerate(words)
        if any(start < stop and begin < end for begin, stop in spans)
    }


def score(
    ours: list[Attributed], theirs: list[Attributed], body: str
) -> tuple[Counts, list[str]]:
    """Return the sums of one article, and a line for each disagreement."""
    words = [found.span() for found in _WORD.finditer(body)]
    mine = [words_in(one.content, words) for one in ours]
    given = [words_in(one.content, words) for one in theirs]
    said, gold = set().union(*mine), set().union(*given)
    equal = Counter(map(frozenset, mine)) & Counter(map(frozenset, given))
    counts = Counts(
        both=len(said & gold),
        ours=len(said),
        theirs=len(gold),
        soft_ours=sum(len(one & gold) / max(len(one), 1) for one in mine),
        soft_theirs=sum(len(one & said) / max(len(one), 1) for one in given),
        exact=sum(equal.values()),
        any_ours=sum(bool(one & gold) for one in mine),
        any_theirs=sum(bool(one & said) for one in given),
        n_ours=len(mine),
        n_theirs=len(given),
    )
    lines = _score_sources(counts, ours, theirs, (mine, given), words, body)
    for one, place in zip(theirs, given, strict=True):
        if len(place & said) < 0.5 * len(place):
            lines.append("missed: " + _tell(one, body))
    return counts, lines


def _score_sources(
    counts: Counts,
    ours: list[Attributed],
    theirs: list[Attributed],
    places: tuple[list[set[int]], list[set[int]]],
    words: Spans,
    body: str,
) -> list[str]:
    """Count the right sources of contents that overlap; return the others as lines."""
    lines = []
    mine, given = places
    for one, place in zip(ours, mine, strict=True):
        shares = [len(place & other) / max(len(place | other), 1) for other in given]
        if not any(shares):
            lines.append("extra: " + _tell(one, body))
            continue
        best = theirs[int(np.argmax(shares))]
        named, truth = words_in(one.source, words), words_in(best.source, words)
        right = bool(named & truth) or (not named and not truth)
        counts.sourced += 1
        counts.right += right
        if not right:
            lines.append(f"source: OURS {_tell(one, body)} THEIRS {_tell(best, body)}")
    return lines


def _tell(one: Attributed, body: str) -> str:
    """Return an attribution as [source] <cue> content."""
    source, content = (
        " .. ".join(body[a:b] for a, b in spans).replace("\n", " ")
        for spans in (one.source, one.content)
    )
    return f"[{source}] <{one.cue}> {content}"


def figures(articles: list[Counts], *, seed: int = 0) -> pd.DataFrame:
    """Return the figures of all articles pooled, with 95% intervals over articles."""
    rows = np.array([astuple(one) for one in articles], dtype=float)
    whole = _rates(Counts(*rows.sum(axis=0)))
    picks = np.random.default_rng(seed).integers(0, len(rows), (_DRAWS, len(rows)))
    drawn = pd.DataFrame([_rates(Counts(*rows[pick].sum(axis=0))) for pick in picks])
    ends = drawn.quantile([0.025, 0.975])
    return pd.DataFrame({"value": whole, "low": ends.iloc[0], "high": ends.iloc[1]}).round(
        3
    )


def _rates(sums: Counts) -> dict[str, float]:
    """Return precision, recall and F1 of each kind, and the share of right sources."""
    kinds = {
        "tokens": (sums.both, sums.both, sums.ours, sums.theirs),
        "spans, soft": (sums.soft_ours, sums.soft_theirs, sums.n_ours, sums.n_theirs),
        "spans, any overlap": (sums.any_ours, sums.any_theirs, sums.n_ours, sums.n_theirs),
        "spans, exact": (sums.exact, sums.exact, sums.n_ours, sums.n_theirs),
    }
    rates = {}
    for kind, (hit, found, ours, theirs) in kinds.items():
        precision, recall = hit / max(ours, 1), found / max(theirs, 1)
        rates[f"{kind}: precision"] = precision
        rates[f"{kind}: recall"] = recall
        rates[f"{kind}: F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    return rates | {"source right": sums.right / max(sums.sourced, 1)}
