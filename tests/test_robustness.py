"""Comparisons under every choice: counted by hand, and on the seeds."""

import time

import numpy as np
import pandas as pd
import pytest

from analysis import open_story
from analysis.compare import compare_outlets
from analysis.errors import InputError
from analysis.robustness import (
    FAMILIES,
    Choice,
    Family,
    find_differences,
    list_universes,
    measure_robustness,
    read_sentiment,
    regroup_topics,
    summarise_choices,
    summarise_robustness,
)
from analysis.robustness.sentiment import value_sentiment_by
from analysis.robustness.weighing import weigh_units
from analysis.tables import TABLES

KEY = ["measure", "target", "left", "right"]
USUAL = {
    "model": "large",
    "unit": "sentences",
    "voices": "all",
    "headings": "left out",
    "mentions": "all",
    "aggregation": "mean score",
}
ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "event": ""})


def scored(*rows):
    """Mentions of Meta as (article, sentence, kind, negative, positive, voice)."""
    columns = ["article_id", "sentence", "kind", "negative", "positive", "voice"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        entity="Meta",
        start=range(len(rows)),
        end=range(1, len(rows) + 1),
        neutral=1 - frame["negative"] - frame["positive"],
    )


SENTENCES = pd.DataFrame(
    {
        "article_id": ["a", "a", "a", "b"],
        "sentence": [0, 1, 2, 0],
        "paragraph": [0, 1, 1, 0],
        "heading": [True, False, False, False],
    }
)
LARGE = scored(
    ("a", 0, "name", 0.0, 1.0, "outlet"),
    ("a", 1, "name", 0.8, 0.0, "outlet"),
    ("a", 1, "pronoun", 0.4, 0.2, "LeCun"),
    ("a", 2, "pronoun", 0.1, 0.2, "outlet"),
    ("b", 0, "name", 0.1, 0.7, "outlet"),
)
SMALL = LARGE.assign(negative=LARGE["positive"], positive=LARGE["negative"])


def mean_of(article_id, **changed):
    """The mean of an article under the usual choices, but for those changed."""
    tables = {"sentiment_readings": read_sentiment(SENTENCES, large=LARGE, small=SMALL)}
    values = value_sentiment_by(tables, USUAL | changed)
    own = values[values["article_id"] == article_id]
    return float(np.average(own["value"], weights=own["weight"]))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (-0.5 + 0.1) / 2),  # the means over mentions: -0.8 and -0.2; 0.1
        ({"model": "small"}, (0.5 - 0.1) / 2),
        ({"unit": "mentions"}, (2 * -0.5 + 0.1) / 3),
        ({"unit": "paragraphs"}, (-0.5 + 0.1) / 2),
        ({"unit": "paragraphs", "headings": "included"}, (1 + (-0.5 + 0.1) / 2) / 2),
        ({"voices": "own words"}, 0.1),  # one of two mentions is LeCun's: his sentence
        ({"voices": "own words, mention by mention"}, (-0.8 + 0.1) / 2),
        ({"headings": "included"}, (1 - 0.5 + 0.1) / 3),
        ({"mentions": "names only"}, -0.8),
        ({"aggregation": "mean label"}, (-1 + 0) / 2),
        ({"aggregation": "balance of labels"}, -1),
        ({"aggregation": "balance of labels", "headings": "included"}, 0),
    ],
)
def test_each_choice_of_sentiment_counted_by_hand(changed, expected):
    assert mean_of("a", **changed) == pytest.approx(expected)


def toy_family(measure="sentiment", **choices):
    """A family of two choices on the values in `tables["toy"]`."""

    def value(tables, options):
        rows = tables["toy"]
        if options["headings"] == "included" and options["unit"] == "words":
            return None
        kept = rows if options["headings"] == "included" else rows[~rows["heading"]]
        return kept.assign(weight=weigh_units(kept, options["unit"]))

    made = (
        Choice("unit", ("sentences", "words")),
        Choice("headings", ("left out", "included")),
    )
    return Family(measure, ("toy",), choices.get("choices", made), value)


def toy_tables():
    toy = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b", "b"],
            "paragraph": 0,
            "sentence": [0, 1, 2, 0, 1],
            "target": "Meta",
            "value": [-1.0, 1.0, 0.0, 0.25, 0.25],
            "words": [3, 1, 9, 5, 5],
            "heading": [True, False, False, False, False],
        }
    )
    pairs = compare_outlets(toy[~toy["heading"]], ARTICLES, measure="sentiment")
    return {"toy": toy, "articles": ARTICLES, "comparisons": pairs}


def test_universes_counted_by_hand():
    rows = measure_robustness(toy_tables(), [toy_family()])
    assert rows["universe"].tolist() == [0, 1, 2]  # the fourth cannot be made
    assert rows["difference"].tolist() == pytest.approx([0.25, -0.25, 0.1 - 0.25])
    assert rows["unit"].tolist() == ["sentences", "sentences", "words"]
    assert set(rows["model"]) == {""}
    (summary,) = summarise_robustness(rows).to_dict("records")
    assert (summary["universes"], summary["agree"]) == (3, pytest.approx(1 / 3))
    assert (summary["lowest"], summary["highest"]) == (-0.25, 0.25)
    assert summary["flipped_by"] == "headings: included; unit: words"


def test_options_counted_by_hand():
    options = summarise_choices(measure_robustness(toy_tables(), [toy_family()]))
    found = options.set_index(["choice", "option"])
    assert found.loc[("unit", "sentences"), "agree"] == 0.5
    assert found.loc[("unit", "words"), "alone"] == pytest.approx(-0.15)
    assert found.loc[("headings", "included"), ["universes", "agree"]].tolist() == [1, 0]
    assert not found.loc[("unit", "sentences"), "flips"]
    assert found.loc[("unit", "words"), "flips"]


def test_a_difference_of_nought_has_no_sign():
    tables = toy_tables()
    rows = measure_robustness(tables, [toy_family()]).assign(difference=[0.0, 0.1, -0.1])
    assert summarise_robustness(rows)["agree"].isna().all()
    rows = rows.assign(difference=[0.1, 0.0, np.nan])
    (summary,) = summarise_robustness(rows).to_dict("records")
    assert (summary["universes"], summary["agree"]) == (2, 0.5)


def test_a_choice_that_is_not_declared_is_refused():
    family = toy_family(choices=(Choice("weather", ("rain", "sun")),))
    with pytest.raises(InputError, match="'weather' of sentiment is no column"):
        measure_robustness(toy_tables(), [family])


def test_differences_are_those_of_compare_outlets():
    rng = np.random.default_rng(5)
    articles = pd.DataFrame(
        {
            "article_id": [f"{i:02}" for i in range(14)],
            "outlet": [*"AABBCAABBBCABC"],
            "event": [*"xxxxxyyyyyyzzw"],
        }
    )
    rows = [
        pd.DataFrame(
            {
                "article_id": name,
                "paragraph": 0,
                "sentence": range(5),
                "target": target,
                "value": rng.normal(size=5),
                "weight": rng.integers(0, 3, 5),
            }
        )
        for name in articles["article_id"][:13]
        for target in ("Meta", "LeCun")
    ]
    values = pd.concat(rows)
    expected = compare_outlets(values, articles, measure="m", resamples=10)
    pairs = expected[["target", "left", "right"]]
    found = find_differences(values, articles, pairs)
    np.testing.assert_allclose(found["difference"], expected["difference"], atol=1e-12)
    assert find_differences(values.iloc[:0], articles, pairs)["difference"].isna().all()


def test_topics_found_again_are_matched_to_the_usual():
    rng = np.random.default_rng(1)
    centres = np.repeat(np.eye(3), 10, axis=0)
    vectors = centres + 0.05 * rng.normal(size=(30, 3))
    sentences = pd.DataFrame({"article_id": "a", "sentence": range(30)})
    usual = sentences.assign(topic=np.repeat([2, 0, 1], 10))
    runs = regroup_topics(sentences, vectors, usual, seed=0)
    assert set(runs["topic_seed"]) == {"usual", "second", "third", "fourth"}
    third = runs.query("topics == 'as chosen' and topic_seed == 'third'")
    found = third.sort_values("sentence")["topic"].tolist()
    assert found == usual["topic"].tolist()
    fewer = runs.query("topics == 'one fewer' and topic_seed == 'usual'")
    assert (fewer.groupby("topic").size() >= 10).all()  # two usual ones share a group
    assert len(fewer) > 30


# --- the seeds


def test_the_usual_universe_is_the_comparison(story):
    usual = story.robustness.query("universe == 0").set_index(KEY)["difference"]
    compared = story.comparisons.set_index(KEY)["difference"]
    np.testing.assert_allclose(usual, compared.loc[usual.index], atol=1e-9)
    headline = compared.index.get_level_values("measure") != "headline sentiment"
    assert len(usual) == headline.sum(), "a measure that is compared has no family"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.measure)
def test_every_comparison_has_at_least_48_universes(family, story):
    assert len(list(list_universes(family))) >= 48
    rows = story.robustness.query("measure == @family.measure")
    assert rows["universe"].nunique() >= 48
    for choice in family.choices:
        assert set(rows[choice.name]) == set(choice.options), choice.name
        by_option = rows.groupby(choice.name)["difference"].sum()
        assert by_option.nunique() == len(choice.options), f"{choice.name} changes nothing"


def test_every_measure_has_one_family():
    names = [family.measure for family in FAMILIES]
    assert len(names) == len(set(names))


def test_the_declared_table_has_a_column_for_every_choice_and_no_other():
    names = set(TABLES["robustness"].names) - {*KEY, "universe", "difference"}
    assert names >= {choice.name for family in FAMILIES for choice in family.choices}


def test_the_summary_counts_the_universes(story):
    rows, summary = story.robustness, story.robustness_summary
    row = summary.query("measure == 'sentiment' and difference == difference").iloc[0]
    own = rows[(rows[KEY] == row[KEY]).all(axis=1)]["difference"].dropna()
    assert row["universes"] == len(own)
    assert row["agree"] == pytest.approx(
        (np.sign(own) == np.sign(row["difference"])).mean()
    )
    assert len(summary) == len(rows.query("universe == 0"))


@pytest.mark.slow
def test_it_takes_at_most_two_minutes_of_a_slow_core(story):
    for name in ("comparisons", "mention_sentiment", "topics", "voices"):
        story.table(name)
    fresh = open_story("seeds", kept=False)
    fresh._tables = {n: t for n, t in story._tables.items() if "robustness" not in n}
    begun = time.process_time()  # other work on the machine does not count
    assert len(fresh.robustness) > 10_000
    assert time.process_time() - begun < 120


def test_other_stories_have_their_tables_too():
    texts = pd.DataFrame({"text": ["Meta grows.", "Meta shrinks. It rained."]})
    bare = open_story(texts, targets=["Meta=Meta"], kept=False)
    assert set(bare.robustness["measure"]) >= {"sentiment", "mention share"}
    named = bare.robustness_summary.query("measure == 'mention share'")
    assert named["difference"].tolist() == [0.5]
    empty = open_story(texts, kept=False)
    assert empty.robustness_summary.query("measure == 'sentiment'").empty
