"""How often corrected means hold the truth, on made-up texts and on the seeds.

Made-up texts have sentences in paragraphs that agree within themselves (correlation .2)
and a model that praises too much (by 0.3 where nothing is said) and sees half of what is
there. Some sentences are coded, drawn at random. Printed for each design: the share of
95% intervals that hold the true mean, and their mean width, for the codes alone, the
model, and the model corrected by the codes; "voice" has the mean of sentences in the
outlet's voice, which the model finds for nine of ten.

On the seeds, whose sentences are all coded, samples are drawn as `tellings sample` draws
them: the mean distance from the hand-coded means of the model's, of the drawn codes'
alone, and of the corrected ones, and the share of corrected intervals that hold them.

    python benchmarks/correction.py [--draws 200] [--samples 20]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis import open_story
from analysis.compare import correct_means
from analysis.measures.coded import pair_codes
from analysis.measures.sampling import draw_sample, keep_drawn

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ESTIMATES = ("hand-coded", "model", "corrected")
CENTRE, LOW, HIGH, ALIKE, OWN = -0.2, -0.8, 0.6, 0.2, 0.7
# articles, paragraphs of each, sentences of each, share coded, cuts below and above
DESIGNS = {
    "20 paragraphs of 2, 15% coded": (1, 20, 2, 0.15, LOW, HIGH),
    "20 paragraphs of 2, 25% coded": (1, 20, 2, 0.25, LOW, HIGH),
    "20 paragraphs of 2, 50% coded": (1, 20, 2, 0.50, LOW, HIGH),
    "40 paragraphs of 3, 20% coded": (1, 40, 3, 0.20, LOW, HIGH),
    "6 paragraphs of 2, 60% coded": (1, 6, 2, 0.60, LOW, HIGH),
    "20 paragraphs of 3, 33% coded, praise and blame rare": (1, 20, 3, 0.33, -1.6, 1.2),
    "3 articles of 8 paragraphs of 2, 50% coded": (3, 8, 2, 0.50, LOW, HIGH),
    "8 articles of 6 paragraphs of 3, 30% coded": (8, 6, 3, 0.30, LOW, HIGH),
}


def make_text(
    rng: np.random.Generator, design: tuple[int, int, int, float, float, float]
) -> pd.DataFrame:
    """Return the sentences of one made-up outlet as `correct_means` takes them."""
    articles, paragraphs, each, share, low, high = design
    units = articles * paragraphs
    mood = np.repeat(rng.normal(0, np.sqrt(ALIKE), units), each)
    n = len(mood)
    feeling = CENTRE + mood + rng.normal(0, np.sqrt(1 - ALIKE), n)
    code = (feeling > high) * 1.0 - (feeling < low) * 1.0
    score = np.clip(0.5 * code + 0.3 + rng.normal(0, 0.3, n), -1, 1)
    own = rng.random(n) < OWN
    found = np.where(rng.random(n) < 0.9, own, ~own)
    drawn = np.isin(np.arange(n), rng.choice(n, max(round(share * n), 1), replace=False))
    frame = pd.DataFrame({"sentence": np.arange(n), "paragraph": np.arange(n) // each})
    return frame.assign(
        article_id=np.char.mod("%d", np.arange(n) // (paragraphs * each)),
        target="Acme",
        score=score,
        voice=np.where(found, "outlet", "quoted"),
        code=np.where(drawn, code, np.nan),
        refers=np.where(drawn, 1.0, np.nan),
        own=np.where(drawn, own * 1.0, np.nan),
        probability=np.where(drawn, drawn.mean(), np.nan),
    )


def simulate(draws: int) -> None:
    """Print coverage and width for each design."""
    for name, design in DESIGNS.items():
        rng = np.random.default_rng(1)
        truth = norm.sf(design[5] - CENTRE) - norm.cdf(design[4] - CENTRE)
        ids = [str(i) for i in range(design[0])]
        articles = pd.DataFrame({"article_id": ids, "outlet": "A", "event": ""})
        articles = articles.assign(outlet_grade="stated")
        found = []
        for seed in range(draws):
            means = correct_means(
                make_text(rng, design), articles, resamples=500, seed=seed
            )
            found.append(means.assign(draw=seed))
        table = pd.concat(found)
        table["holds"] = table["low"].le(truth) & table["high"].ge(truth)
        table["width"] = table["high"] - table["low"]
        print(name)
        for voice, estimate in [("all", e) for e in ESTIMATES] + [("outlet", "corrected")]:
            own = table[(table["voice"] == voice) & (table["estimate"] == estimate)]
            told = own.dropna(subset="low")
            print(
                f"  {'voice, ' if voice == 'outlet' else ''}{estimate}: held by "
                f"{told['holds'].mean():.1%}, width {told['width'].mean():.2f}, "
                f"refused {len(own) - len(told)} of {len(own)}"
            )


def sample_seeds(samples: int) -> None:
    """Print how near corrected means come to the hand-coded ones of the seeds."""
    story = open_story(SEEDS)
    tables = (story.sentences, story.sentiment)
    key = ["target", "outlet"]
    full = story.corrected.query("voice == 'all' and estimate == 'hand-coded'")
    truth = full.set_index(key)["value"].rename("truth")
    for n in (40, 60, 80, 100):
        found = []
        for seed in range(samples):
            drawn = draw_sample(*tables, story.articles, n=n, seed=seed)
            pairs = pair_codes(*tables, keep_drawn(story.codes, drawn))
            means = correct_means(pairs, story.articles, resamples=500, seed=seed)
            found.append(
                means[means["voice"] == "all"].join(truth, on=key).assign(draw=seed)
            )
        table = pd.concat(found)
        corrected = table[table["estimate"] == "corrected"].set_index([*key, "draw"])
        kept = corrected.dropna(subset="low").index
        print(
            f"seeds, {n} sentences drawn: {len(kept)} of {len(corrected)} means corrected"
        )
        for estimate in ESTIMATES:
            own = table[table["estimate"] == estimate].set_index([*key, "draw"]).loc[kept]
            off = (own["value"] - own["truth"]).abs().mean()
            holds = (own["low"].le(own["truth"]) & own["high"].ge(own["truth"])).mean()
            print(f"  {estimate}: off by {off:.3f}, intervals hold {holds:.1%}")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--samples", type=int, default=20)
    chosen = parser.parse_args()
    simulate(chosen.draws)
    sample_seeds(chosen.samples)


if __name__ == "__main__":
    main()
