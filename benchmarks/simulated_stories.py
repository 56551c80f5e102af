"""How often a story without any difference gives a claim of one, and with one is called.

Made-up stories of five outlets with an article each, of the seeds' sizes (21, 20, 70, 18
and 82 sentences in 7, 9, 29, 2 and 27 paragraphs) or of others. Sentences of a paragraph
agree, in sentiment toward two targets and in whom they mention, as far as the process
says. The values go through the measures and through `compare_outlets` as a story's do.

Without a planted difference every claim is false. Printed for each process and measure:
the share of comparisons with p below .05, all, and those with a text in which blocks of
two sentences are drawn; and the share of stories with at least one q below .05, which
Benjamini-Hochberg should hold to 5%. "any" is of stories with a claim in either of both
families, where 5% is not promised (each family is its own). Beside it the same without the
widening for what sentences of a paragraph share ("blocks alone"), as it was before. A
share is marked * where it is above .05 by an exact binomial test at the 5% level;
comparisons of one story depend on each other, so theirs is marked by stories, by t.

With a difference planted in the first outlet (sentiment +.8, mentions +.35), the share of
its four comparisons that are called, and of stories in which one of them is.

    python benchmarks/simulated_stories.py [--stories 200] [--only WORDS]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.compare import adjust_p, compare_outlets
from analysis.compare.alike import Widening
from analysis.compare.units import BLOCKS
from analysis.measures.catalogue import value_measure

SEEDS = ((70, 29), (21, 7), (82, 27), (18, 2), (20, 9))
MEASURES = ("sentiment", "mention share")
TARGETS = ("Meta", "LeCun")
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Process:
    """How made-up stories come about."""

    name: str
    alike: float = 0.25  # correlation of two sentences of one paragraph
    sizes: tuple[tuple[int, int], ...] = SEEDS  # sentences and paragraphs of each text
    uneven: bool = False  # scores vary twice as much in texts below 50 sentences
    planted: bool = False


PROCESSES = (
    Process("sizes of the seeds"),
    Process("sentences not alike", alike=0.001),
    Process("sentences very alike (.4)", alike=0.4),
    Process("short texts vary more", uneven=True),
    Process(
        "two paragraphs in three texts",
        sizes=((40, 2), (21, 2), (82, 27), (18, 2), (20, 9)),
    ),
    Process(
        "two paragraphs in every text", sizes=((40, 2), (21, 2), (30, 2), (18, 2), (24, 2))
    ),
    Process("planted", planted=True),
    Process("planted, sentences not alike", alike=0.001, planted=True),
    Process(
        "planted, two paragraphs in three texts",
        sizes=((40, 2), (21, 2), (82, 27), (18, 2), (20, 9)),
        planted=True,
    ),
)


def tell_story(process: Process, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return the tables of one made-up story that the measures read."""
    texts = [tell_article(number, process, rng) for number in range(len(process.sizes))]
    sentences = pd.concat(texts, ignore_index=True)
    key = ["article_id", "sentence"]
    mentions = sentences[[*key, *TARGETS]].melt(key, var_name="entity", value_name="said")
    scores = sentences[key + [f"score {name}" for name in TARGETS]].melt(
        key, value_name="score"
    )
    told = mentions.assign(score=scores["score"], voice="outlet")[mentions["said"]]
    ids = sentences["article_id"].unique()
    return {
        "articles": pd.DataFrame({"article_id": ids, "outlet": ids, "event": ""}),
        "sentences": sentences[[*key, "paragraph"]].assign(heading=False),
        "mentions": told[[*key, "entity"]],
        "sentiment": told[[*key, "entity", "score", "voice"]],
    }


def tell_article(number: int, process: Process, rng: np.random.Generator) -> pd.DataFrame:
    """Return one text's sentences: paragraph, topic, and each target's mention and score."""
    n, paragraphs = process.sizes[number]
    breaks = rng.choice(np.arange(1, n), paragraphs - 1, replace=False)
    paragraph = np.isin(np.arange(n), breaks).cumsum()
    here = process.planted and number == 0
    columns: dict[str, object] = {"paragraph": paragraph, "sentence": np.arange(n)}
    for name in TARGETS:
        more = 0.35 if here and name == TARGETS[0] else 0.0
        rate = rates(0.5 + more, process.alike, paragraphs, rng)
        columns[name] = rng.random(n) < rate[paragraph]
        wide = 2.0 if process.uneven and n < 50 else 1.0
        mood = np.sqrt(process.alike) * rng.standard_normal(paragraphs)
        own = np.sqrt(1 - process.alike) * rng.standard_normal(n)
        lean = -0.3 + 0.5 * wide * (mood[paragraph] + own) + (0.8 if more else 0.0)
        columns[f"score {name}"] = np.clip(
            np.sign(lean) * np.maximum(np.abs(lean) - 0.2, 0), -1, 1
        )
    return pd.DataFrame(columns).assign(article_id="ABCDE"[number])


def rates(rate: float, alike: float, n: int, rng: np.random.Generator) -> Array:
    """Return a rate for each paragraph; yes or no then has the correlation wanted."""
    spread = (1 - alike) / alike
    return rng.beta(rate * spread, (1 - rate) * spread, n)


def compare_story(
    tables: dict[str, pd.DataFrame], seed: int, resamples: int
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the comparisons of every measure, each its own family, in both ways."""
    for measure in MEASURES:
        values = value_measure(tables, measure, entities=[*TARGETS])
        options = {"measure": measure, "seed": seed, "resamples": resamples}
        found = compare_outlets(values, tables["articles"], **options)
        yield "in use", found
        blocks = found["resampled"].str.contains(BLOCKS)
        pairs = list(
            found.loc[blocks, ["left", "right"]].drop_duplicates().itertuples(index=False)
        )
        with patch("analysis.compare.design.widen", lambda *_: Widening(1.0, np.inf)):
            again = compare_outlets(values, tables["articles"], pairs=pairs, **options)
        key = ["target", "left", "right"]
        p = again.set_index(key)["p"].reindex(pd.MultiIndex.from_frame(found[key]))
        p = np.where(blocks, p.to_numpy(), found["p"])
        yield "blocks alone", found.assign(p=p, q=adjust_p(p))


def simulate(process: Process, stories: int, resamples: int) -> pd.DataFrame:
    """Return every story's comparisons, as in use and with blocks alone."""
    rng = np.random.default_rng(2026)
    parts = [
        found.assign(story=number, way=way)
        for number in range(stories)
        for way, found in compare_story(tell_story(process, rng), number, resamples)
    ]
    return pd.concat(parts, ignore_index=True).sort_values(
        "way", ascending=False, kind="stable", ignore_index=True
    )


def say_share(hits: pd.Series) -> str:
    """Return the share of stories, marked where it is above .05 by an exact test."""
    p = stats.binomtest(int(hits.sum()), len(hits), 0.05, alternative="greater").pvalue
    return f"{hits.mean():.3f}{'*' if p < 0.05 else ' '}"


def say_mean(shares: pd.Series) -> str:
    """Return the mean over stories of their shares, marked where it is above .05 by t."""
    known = shares.dropna()
    if len(known) < 2:
        return "   -  "
    error = known.std() / np.sqrt(len(known))
    return f"{known.mean():.3f}{'*' if known.mean() - 1.645 * error > 0.05 else ' '}"


def print_false(rows: pd.DataFrame) -> None:
    """Print the false claims of each measure, and of all three together."""
    answered = rows[rows["p"].notna()]
    blocks = answered["resampled"].str.contains(BLOCKS)
    for measure in MEASURES:
        line = f"  {measure:15}"
        for _, own in answered.groupby("way", sort=False):
            mine = own[own["measure"] == measure]
            by_story = (mine["p"] < 0.05).groupby(mine["story"])
            in_blocks = mine[blocks[mine.index]]
            short = (in_blocks["p"] < 0.05).groupby(in_blocks["story"])
            claims = (mine["q"] < 0.05).groupby(mine["story"]).any()
            line += f"   p {say_mean(by_story.mean())} with blocks {say_mean(short.mean())}"
            line += f" stories {say_share(claims)}"
        print(line)
    shares = (
        say_share((own["q"] < 0.05).groupby(own["story"]).any())
        for _, own in rows.groupby("way", sort=False)
    )
    print(
        f"  any            {''.join(f'{chr(32) * 35}{share}' for share in shares)}",
        flush=True,
    )


def print_found(rows: pd.DataFrame) -> None:
    """Print how many of the planted differences are called, with the right sign."""
    for measure in MEASURES:
        line = f"  {measure:15}"
        for _, own in rows.groupby("way", sort=False):
            mine = own[(own["measure"] == measure) & (own["target"] == TARGETS[0])]
            mine = mine[mine["left"] == "A"]
            called = (mine["q"] < 0.05) & (mine["difference"] > 0)
            found = called.groupby(mine["story"]).any()
            line += (
                f"   of comparisons {called.mean():.3f} in stories {found.mean():.3f}     "
            )
        print(line, flush=True)


def main() -> None:
    """Print each process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--resamples", type=int, default=499)
    parser.add_argument("--only", default="", help="processes whose name holds these words")
    options = parser.parse_args()
    print(f"{options.stories} stories each; left: in use, right: blocks alone")
    for process in PROCESSES:
        if options.only in process.name:
            print(process.name)
            rows = simulate(process, options.stories, options.resamples)
            (print_found if process.planted else print_false)(rows)


if __name__ == "__main__":
    main()
