"""How well speech and its speakers are found, against PolNeAR and the codes of seeds/.

PolNeAR (Newell, Margolin & Ruths, LREC 2018) marks the source, cue and content of every
attribution in news on the US campaign of 2016. The articles are split by their names:
rules were developed on those whose SHA-256 is odd; those with an even one were left
unread and unmeasured until the rules were final (`--half unread`).

- tokens: precision, recall and F1 over the words (\\w+) that stand in any content,
  all articles pooled; this is the overlap F1
- spans, soft: each span of one side counts by the share of its words that spans of the
  other side cover (Johansson & Moschitti 2010); exact: same first and last word;
  any overlap: at least one word shared
- source: of the predicted contents that share a word with an annotated one, the share
  whose speaker overlaps the annotated source (of the annotated content with which it
  shares most words in proportion); also by words

    python benchmarks/voices.py --data DIR [--half developed|unread] [--errors]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from mentions import join_codes, read_raw_articles

from analysis.corpus.cast import read_cast
from analysis.measures.sentiment import measure_sentiment
from analysis.text.attributions import Speech, phrase_of
from analysis.text.mentions import find_mentions
from analysis.text.reading import Reading, read_articles
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices, read_voices

_WORD = re.compile(r"\w+")
Spans = list[tuple[int, int]]
SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True)
class Attributed:
    """One attribution: characters of its content and of its source, and its cue."""

    content: Spans
    source: Spans
    cue: str = ""


class Even:
    """Stands in for a model: voices do not depend on what it answers."""

    bar = 0.5

    def predict(self, texts, starts, ends, before=None) -> np.ndarray:
        """Return even probabilities."""
        return np.full((len(texts), 3), 1 / 3)


def half_of(name: str) -> str:
    """Return which half of the articles a name falls in."""
    odd = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2
    return "developed" if odd else "unread"


def read_annotations(path: Path, body: str) -> list[Attributed]:
    """Read one brat standoff file."""
    spans: dict[str, Spans] = {}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, rest, *_ = line.split("\t")
        if key.startswith("T"):
            places = rest.split(" ", 1)[1].split(";")
            pairs = [place.split() for place in places]
            spans[key] = [(int(start), int(end)) for start, end in pairs]
        elif key.startswith("E"):
            parts = dict(part.split(":") for part in rest.split())
            if "Content" in parts:
                cue = " ".join(body[a:b] for a, b in spans.get(parts.get("Cue", ""), []))
                source = spans.get(parts.get("Source", ""), [])
                found.append(Attributed(spans[parts["Content"]], source, cue))
    return found


def predict(reading: Reading) -> list[Attributed]:
    """Return what our rules find in an article."""
    return [
        Attributed(
            [reading.place(reading.doc[a : b + 1]) for a, b in speech.stretches],
            _source(reading, speech),
            " ".join(token.text for token in speech.cue),
        )
        for speech in read_voices(reading)
    ]


def _source(reading: Reading, speech: Speech) -> Spans:
    """Return the phrase of the speaker, and the word that stands for it: "who"."""
    found = []
    for token in (speech.source.head, speech.source.stands):
        if token is not None:
            first, last = phrase_of(token)
            found.append(reading.place(reading.doc[first : last + 1]))
    return found


def words_in(spans: Spans, words: list[tuple[int, int]]) -> set[int]:
    """Return the numbers of the words that spans touch."""
    return {
        number
        for number, (start, end) in enumerate(words)
        if any(start < stop and begin < end for begin, stop in spans)
    }


@dataclass
class Counts:
    """Sums over articles."""

    both: int = 0
    ours: int = 0
    theirs: int = 0
    soft_ours: float = 0.0
    soft_theirs: float = 0.0
    exact: int = 0
    any_ours: int = 0
    any_theirs: int = 0
    n_ours: int = 0
    n_theirs: int = 0
    sourced: int = 0
    right: int = 0
    sourced_words: int = 0
    right_words: int = 0


def add(
    counts: Counts, ours: list[Attributed], theirs: list[Attributed], body: str
) -> list:
    """Add one article to the sums; return the disagreements."""
    words = [found.span() for found in _WORD.finditer(body)]
    mine = [words_in(one.content, words) for one in ours]
    given = [words_in(one.content, words) for one in theirs]
    union, gold = set().union(*mine), set().union(*given)
    counts.both += len(union & gold)
    counts.ours += len(union)
    counts.theirs += len(gold)
    counts.soft_ours += sum(len(one & gold) / max(len(one), 1) for one in mine)
    counts.soft_theirs += sum(len(one & union) / max(len(one), 1) for one in given)
    counts.exact += sum(
        (Counter(map(frozenset, mine)) & Counter(map(frozenset, given))).values()
    )
    counts.any_ours += sum(bool(one & gold) for one in mine)
    counts.any_theirs += sum(bool(one & union) for one in given)
    counts.n_ours += len(mine)
    counts.n_theirs += len(given)
    wrong = []
    for attributed, one in zip(ours, mine, strict=True):
        if not one & gold:
            wrong.append(("extra", attributed, None))
            continue
        best = max(
            range(len(given)), key=lambda k: (len(one & given[k]) / len(one | given[k]), -k)
        )
        truth = words_in(theirs[best].source, words)
        said = words_in(attributed.source, words)
        right = bool(truth & said) or (not truth and not said)
        counts.sourced += 1
        counts.right += right
        counts.sourced_words += len(one & gold)
        counts.right_words += len(one & gold) * right
        if not right:
            wrong.append(("source", attributed, theirs[best]))
    wrong += [
        ("missed", None, attributed)
        for attributed, one in zip(theirs, given, strict=True)
        if len(one & union) < 0.5 * len(one)
    ]
    return wrong


def _f1(
    hits: float, hits_too: float, ours: float, theirs: float
) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision, recall = hits / max(ours, 1), hits_too / max(theirs, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def figures(counts: Counts) -> pd.DataFrame:
    """Return the figures as a table."""
    n, m = counts.n_ours, counts.n_theirs
    rows = {
        "tokens (overlap F1)": _f1(counts.both, counts.both, counts.ours, counts.theirs),
        "spans, soft": _f1(counts.soft_ours, counts.soft_theirs, n, m),
        "spans, any overlap": _f1(counts.any_ours, counts.any_theirs, n, m),
        "spans, exact": _f1(counts.exact, counts.exact, n, m),
    }
    return pd.DataFrame(rows, index=["precision", "recall", "F1"]).T.round(3)


def read_polnear(folder: Path, half: str) -> tuple[pd.DataFrame, dict[str, list[Path]]]:
    """Return the articles of one half, and the files that annotate each."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    names = [name for name in files if half_of(name) == half]
    bodies = [
        (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8") for name in names
    ]
    articles = pd.DataFrame({"article_id": names, "title": "", "body": bodies})
    return articles, {name: files[name] for name in names}


def describe(wrong: tuple, body: str) -> str:
    """Return a disagreement as a line."""
    kind, ours, theirs = wrong

    def say(one: Attributed | None) -> str:
        if one is None:
            return "-"
        parts = [" .. ".join(body[a:b] for a, b in s) for s in (one.source, one.content)]
        return f"[{parts[0]}] <{one.cue}> {parts[1]}".replace("\n", " ")

    return f"{kind}: OURS {say(ours)} | THEIRS {say(theirs)}"


def read_coded_voices() -> pd.DataFrame:
    """Return the codes of voice on seeds/ beside the voice that the sentiment carries."""
    sentences = split_sentences(read_raw_articles(SEEDS / "articles"))
    cast = read_cast(SEEDS / "cast.toml")
    mentions = find_mentions(sentences, cast)
    voices = find_voices(sentences, mentions)
    found = measure_sentiment(sentences, mentions, cast, voices=voices, model=Even())
    codes = pd.read_csv(SEEDS / "codes.csv", keep_default_na=False)
    coded = codes[codes["measure"] == "voice"].assign(measure="reference")
    joined = join_codes(coded, sentences).rename(columns={"target": "entity"})
    key = ["article_id", "sentence", "entity"]
    both = joined.merge(found[[*key, "voice"]], on=key, how="left")
    known = both["voice"].isin(both["value"]) | both["voice"].isna()
    return both.assign(found=both["voice"].where(known, "other").fillna("no mention"))


def print_seeds() -> None:
    """Print accuracy and confusion against the codes, for each coder and pass."""
    both = read_coded_voices()
    for (coder, number), rows in both.groupby(["coder", "pass"]):
        met = rows[rows["found"] != "no mention"]
        right = (met["found"] == met["value"]).mean()
        print(
            f"seeds, {coder}, pass {number}: voice right in {right:.3f} of {len(met)} sentences "
            f"x targets ({len(rows) - len(met)} without a mention found)"
        )
        print(pd.crosstab(rows["value"], rows["found"]).to_string())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Voices against PolNeAR and the codes.")
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--half", choices=["developed", "unread"], default="developed")
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    chosen = parser.parse_args()
    if chosen.data is None:
        parser.error("say where the data is: --data DIR or TELLINGS_DATA")
    articles, files = read_polnear(Path(chosen.data) / "polnear", chosen.half)
    began = time.perf_counter()
    sentences = split_sentences(articles)
    parsed = time.perf_counter()
    readings = list(read_articles(sentences))
    found = {reading.article_id: predict(reading) for reading in readings}
    done = time.perf_counter()
    counts = Counts()
    for name, body in zip(articles["article_id"], articles["body"], strict=True):
        theirs = read_annotations(files[name][0], body)
        for wrong in add(counts, found[name], theirs, body):
            if chosen.errors:
                print(name[:30], describe(wrong, body))
    print(f"PolNeAR dev, {len(articles)} articles ({chosen.half} half)")
    print(f"{counts.n_theirs} annotated contents, {counts.n_ours} found")
    print(figures(counts).to_string())
    print(
        f"source right: {counts.right / max(counts.sourced, 1):.3f} of {counts.sourced} "
        f"contents, {counts.right_words / max(counts.sourced_words, 1):.3f} by words"
    )
    print(f"time: {done - parsed:.2f} s after {parsed - began:.2f} s of parsing")
    print_seeds()


if __name__ == "__main__":
    main()
