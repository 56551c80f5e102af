r"""How well speech and its speakers are found, against PolNeAR and the codes of seeds/.

PolNeAR (Newell, Margolin & Ruths, LREC 2018) marks the source, cue and content of every
attribution in news on the US campaign of 2016. Its articles are split by their names:
the rules were developed on the half `developed`; `unread` was neither read nor measured
until they were made; then it was measured twice, before and after seventeen verbs were
added that take an object (overlap F1 .828 and .831, source .864 both times).

- tokens: precision, recall and F1 over the words that stand in any content, all articles
  pooled; this is the overlap F1
- spans, soft: each span counts by the share of its words that spans of the other side
  cover (Johansson & Moschitti 2010); any overlap: a word shared; exact: the same words
- source right: of the contents found that share a word with an annotated one, the share
  whose speaker overlaps the source of the annotated content that they match best (by
  Jaccard), or where both have none

Two articles have six annotators each; the first file counts, and the agreement of the
annotators with one another is printed with `--annotators`.

    python benchmarks/voices.py --data DIR [--half developed|unread] [--errors]
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
from mentions import join_codes, read_raw_articles
from polnear import Attributed, Spans, figures, read_annotations, read_polnear, score

from analysis.corpus.cast import read_cast
from analysis.measures.sentiment import measure_sentiment
from analysis.text.attributions import Speech, phrase_of
from analysis.text.mentions import find_mentions
from analysis.text.reading import Reading, read_articles
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices, read_voices

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


class Even:
    """Stands in for a model: voices do not depend on what it answers."""

    bar = 0.5

    def predict(
        self,
        texts: list[str],
        starts: list[int],
        ends: list[int],
        *,
        before: list[str] | None = None,
    ) -> np.ndarray:
        """Return even probabilities."""
        return np.full((len(texts), 3), 1 / 3)


def attribute(reading: Reading) -> list[Attributed]:
    """Return what the rules find in an article."""
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
    words = [speech.source.head, speech.source.stands]
    spans = [phrase_of(token) for token in words if token is not None]
    return [reading.place(reading.doc[first : last + 1]) for first, last in spans]


def print_polnear(folder: Path, half: str, *, errors: bool) -> None:
    """Print the figures of one half, and the time beside that of the parse."""
    articles, files = read_polnear(folder, half)
    began = time.perf_counter()
    sentences = split_sentences(articles)
    parsed = time.perf_counter()
    found = {one.article_id: attribute(one) for one in read_articles(sentences)}
    done = time.perf_counter()
    counts = []
    for name, body in zip(articles["article_id"], articles["body"], strict=True):
        one, lines = score(found[name], read_annotations(files[name][0], body), body)
        counts.append(one)
        if errors:
            print(*(f"{name[:30]} {line}" for line in lines), sep="\n")
    theirs, ours = (int(sum(getattr(c, n) for c in counts)) for n in ("n_theirs", "n_ours"))
    print(
        f"PolNeAR, half {half}: {len(articles)} articles, {theirs} contents, {ours} found"
    )
    print(figures(counts).to_string())
    print(f"voices {done - parsed:.2f} s, the parse before them {parsed - began:.2f} s")


def print_annotators(folder: Path, half: str) -> None:
    """Print how far the annotators of one article agree, each pair both ways."""
    articles, files = read_polnear(folder, half)
    bodies = dict(zip(articles["article_id"], articles["body"], strict=True))
    counts = []
    for name, several in files.items():
        read = [read_annotations(path, bodies[name]) for path in several]
        counts += [score(a, b, bodies[name])[0] for a, b in permutations(read, 2)]
    if counts:
        print(f"{len(counts)} ordered pairs of annotators")
        print(figures(counts)["value"].to_string())


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
        always = (met["value"] == "outlet").mean()
        print(
            f"seeds, {coder}, pass {number}: voice right in {right:.3f} of {len(met)} "
            f"sentences x targets (always the outlet: {always:.3f}); "
            f"{len(rows) - len(met)} without a mention found"
        )
        print(pd.crosstab(rows["value"], rows["found"]).to_string())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--half", choices=["developed", "unread"], default="developed")
    parser.add_argument("--errors", action="store_true", help="print each disagreement")
    parser.add_argument("--annotators", action="store_true", help="their agreement too")
    chosen = parser.parse_args()
    if chosen.data is None:
        parser.error("say where the data is: --data DIR or TELLINGS_DATA")
    folder = Path(chosen.data) / "polnear"
    print_polnear(folder, chosen.half, errors=chosen.errors)
    if chosen.annotators:
        print_annotators(folder, chosen.half)
    print_seeds()


if __name__ == "__main__":
    main()
