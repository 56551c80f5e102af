"""What captions say where there is little: untested, uncoded, several articles of one outlet."""

from itertools import combinations

import pandas as pd
import pytest

from analysis import open_story
from analysis.figures import REGISTRY, prepare_figure
from analysis.figures.actions import prepare_deeds
from analysis.figures.corpus import prepare_arrival, prepare_articles, prepare_presence
from analysis.figures.course import prepare_course
from analysis.figures.drawing import CannotDraw, small_n_note
from analysis.figures.plate import prepare_plate
from analysis.figures.reuse import prepare_reuse
from analysis.figures.saying import say_finding
from analysis.figures.sentiment import (
    add_codes,
    prepare_differences,
    prepare_headlines,
    trust_note,
)
from analysis.figures.topics import prepare_topic_shares
from analysis.figures.traces import TRACES
from analysis.figures.tracing import trace_figure
from analysis.recipes.comparing import _with_headline_reasons
from analysis.report import _headline

BODIES = [
    "Acme grew fast. Critics praised Acme. It rained.",
    "Acme failed. Bolt won. Acme fell. Critics blamed Acme for its losses.",
    "Acme opened a plant. Bolt closed one.",
]


@pytest.fixture(scope="module")
def story():
    frame = pd.DataFrame({"article_id": list("abc"), "outlet": ["X", "X", "Y"]})
    return open_story(frame.assign(text=BODIES), targets=["Acme=Acme"])


def coded(n, value="-1"):
    sentences = BODIES[1].split(". ")[:n]
    frame = pd.DataFrame(
        {"article_id": "b", "text": [f"{s.strip('.')}." for s in sentences]}
    )
    frame = frame.assign(coder="x", coder_kind="person", measure="sentiment", target="Acme")
    return frame.assign(value=value, probability=float("nan"), **{"pass": 1})


def test_an_untested_difference_is_not_called_not_firm():
    row = {"measure": "sentiment", "target": "Acme", "left": "A", "right": "B"}
    values, limits = {"A": 0.3, "B": -0.1}, (-1.0, 1.0)
    for q, verdict in ((0.01, "firm"), (0.2, "not firm"), (float("nan"), "not tested")):
        found = pd.Series(row | {"difference": 0.4, "q": q})
        assert say_finding(found, values, limits).endswith(f"B −0.10, {verdict}")


def test_captions_of_a_story_too_short_to_test(story):
    tables = story.tables()
    assert prepare_differences(tables).title == (
        "None of 1 difference in sentiment could be tested"
    )
    title = prepare_plate(tables).title
    assert title.endswith("not tested")
    assert "none of" in title


def test_sentiment_that_nobody_coded_is_called_unchecked(story):
    tables = dict(story.tables())
    rows = pd.DataFrame({"outlet": ["X"], "target": "Acme", "value": 0.4, "n": 9})
    told = {n: add_codes(rows, tables | {"codes": coded(n)}) for n in (1, 4)}
    assert told[1]["coded"].isna().all()
    assert "No codes, or too few" in trust_note(told[1])
    few = add_codes(rows.assign(n=3), tables | {"codes": coded(4)})
    assert few["coded"].tolist() == [-1]
    assert trust_note(few) == (
        "The sentiment model may err here: the hand codes have another sign in 1 of 1 means."
    )


def test_articles_of_one_outlet_are_told_apart(story):
    tables = story.tables()
    shown = set(prepare_arrival(tables).rows["display"])
    assert shown == {"X (stated): a", "X (stated): b", "Y (stated)"}
    assert set(prepare_articles(tables).rows["display"]) == shown
    assert prepare_articles(tables).title.endswith(
        "“b” of X is the longest, Y's the shortest"
    )
    assert "its article b" in prepare_course(tables).title
    assert small_n_note(story.articles).startswith("All outlets have fewer than five")


def test_mentions_are_shown_by_outlet_and_add_up_from_its_articles(story):
    """X names Acme in 2 of 3 and 3 of 4 sentences, Y in 1 of 2."""
    tables = dict(story.tables())
    drawing = prepare_presence(tables)
    acme = drawing.rows.set_index("outlet")
    assert acme["share"].to_dict() == {"X": 0.7083, "Y": 0.5}
    assert acme["n"].to_dict() == {"X": 7, "Y": 2}
    assert "mean over an outlet's articles" in drawing.subtitle
    traces = TRACES["who-is-mentioned"]
    found = trace_figure(traces(drawing.rows, tables), tables)
    assert found["again"].tolist() == pytest.approx(found["number"], abs=1e-4)


def test_more_articles_than_fit_a_page_are_refused(story):
    tables = dict(story.tables())
    many = pd.concat([story.articles] * 11).assign(article_id=[str(i) for i in range(33)])
    with pytest.raises(CannotDraw, match="33 do not fit a page; up to 30 do"):
        prepare_arrival(tables | {"articles": many})


ARTICLES = pd.DataFrame(
    {"article_id": ["x-telling-1", "x-telling-2", "y"], "outlet": ["X", "X", "Y"]}
).assign(outlet_grade="stated")
INTERVAL = {"outlet_grade": "stated", "low": float("nan"), "high": float("nan")}


def test_one_article_is_compared_with_nothing():
    alone = open_story(
        pd.DataFrame({"text": BODIES[:1], "outlet": "X"}), targets=["Acme=Acme"]
    )
    tables = dict(alone.tables())
    assert _headline(alone) == "1 telling by 1 outlet"
    assert (
        prepare_arrival(tables).title
        == "Acme has 2 of n = 2 mentions of 1 member of the cast"
    )
    assert prepare_presence(tables).title.endswith("in 67% of sentences (X, n = 3)")
    said = [prepare_figure(name, tables) for name in REGISTRY if can_draw(name, tables)]
    assert len(said) > 3
    for drawing in said:
        assert "of 0 " not in drawing.title
        assert not drawing.title.endswith("; ")
        assert "One article per outlet" not in drawing.note
        assert drawing.note == drawing.note.strip()


def can_draw(name, tables):
    try:
        prepare_figure(name, tables)
    except CannotDraw:
        return False
    return name != "source-diversity"


def test_headlines_are_counted_themselves():
    """X has two headlines, one on both targets; Y has none."""
    sentences = pd.DataFrame({"article_id": ARTICLES["article_id"], "sentence": 0})
    sentiment = pd.DataFrame(
        {
            "article_id": ["x-telling-1", "x-telling-1", "x-telling-2"],
            "sentence": 0,
            "entity": ["Acme", "Bolt", "Acme"],
            "score": 0.5,
        }
    )
    intervals = pd.DataFrame(
        {
            "measure": ["headline sentiment", "headline sentiment", "sentiment"],
            "target": ["Acme", "Bolt", "Acme"],
            "outlet": "X",
            "value": 0.5,
            "n": [2, 1, 4],
        }
    ).assign(resampled="paragraphs", **INTERVAL)
    tables = {
        "articles": ARTICLES,
        "sentences": sentences.assign(heading=True, paragraph=0),
        "sentiment": sentiment,
        "intervals": intervals,
    }
    drawing = prepare_headlines(tables)
    assert drawing.title.endswith("n = 2 headlines)")
    assert drawing.subtitle.startswith("mean sentiment of an outlet's headlines")
    once = intervals.assign(n=1)
    assert "the one headline" in prepare_headlines(tables | {"intervals": once}).subtitle


@pytest.mark.parametrize(
    ("n_left", "n_right", "reason"),
    [
        (1, 1, "one headline each"),
        (2, 1, "2 and 1 headline: each is a single sentence"),
        (0, 1, "no headline of X refers to Acme"),
    ],
)
def test_why_headlines_are_not_compared(n_left, n_right, reason):
    row = {"measure": "headline sentiment", "target": "Acme", "left": "X", "right": "Y"}
    row |= {"n_left": n_left, "n_right": n_right, "reason": "too few"}
    told = _with_headline_reasons(pd.DataFrame([row]))
    assert told["reason"].item().startswith(reason)


def test_the_mean_of_several_articles_is_called_one():
    intervals = pd.DataFrame(
        {"target": ["banks", "rain"] * 2, "outlet": ["X", "X", "Y", "Y"], "n": 45}
    ).assign(measure="topic share", value=[0.46, 0.2, 0.1, 0.1], resampled="", **INTERVAL)
    tables = {
        "articles": ARTICLES,
        "intervals": intervals,
        "topics": pd.DataFrame({"label": ["banks", "rain"]}),
        "comparisons": pd.DataFrame({"measure": ["topic share"], "q": [0.5]}),
    }
    drawing = prepare_topic_shares(tables)
    assert drawing.title == (
        "X gives 46% (mean of its 2 articles, n = 45 sentences) to “banks”; "
        "none of 1 difference between texts is firm"
    )
    assert "each outlet's sentences by topic, mean over its articles" in drawing.subtitle
    single = prepare_topic_shares(tables | {"articles": ARTICLES[1:]})
    assert single.title.startswith("X gives 46% of its 45 sentences to")
    assert "each article's sentences by topic, with" in single.subtitle


def test_the_targets_with_most_actions_are_drawn():
    who = [
        name for name, times in zip("ABCD", (1, 2, 3, 4), strict=True) for _ in range(times)
    ]
    actions = pd.DataFrame({"agent": who, "start": range(10)}).assign(
        article_id="y",
        sentence=0,
        verb="go",
        patient="",
        agency=1.0,
        power="",
        negated=False,
    )
    intervals = pd.DataFrame(
        {"target": list("ABCD"), "measure": "acting share", "value": 1.0}
    )
    drawing = prepare_deeds(
        {"articles": ARTICLES, "actions": actions, "intervals": intervals}
    )
    assert list(dict.fromkeys(drawing.rows["target"])) == ["D", "C", "B"]
    assert drawing.note.startswith("1 more target not drawn. ")


def test_shared_passages_name_whole_articles_and_all_pairs():
    texts = ["x-telling-1", "x-telling-2", "y", "z"]
    articles = pd.DataFrame({"article_id": texts, "outlet": ["X", "X", "Y", "Z"]})
    pairs = pd.DataFrame(combinations(texts, 2), columns=["article_id", "other_id"]).head(5)
    pairs = pairs.assign(p=0.001, q=0.0004)
    place = {"sentence": 0, "other_sentence": 0, "similarity": 1.0, "words": 6}
    tables = {
        "articles": articles.assign(outlet_grade="stated"),
        "sentences": pd.DataFrame({"article_id": texts, "sentence": 3}),
        "retellings": pairs,
        "reuse": pairs.head(1).assign(**place),
        "retold": pairs.assign(**place),
    }
    drawing = prepare_reuse(tables)
    assert drawing.title.startswith("1 passage of five words and more stands in two texts")
    assert drawing.title.endswith("and 2 more pairs")
    assert drawing.rows["panel"].iloc[0] == (
        "X (stated): x-telling-1 and X (stated): x-telling-2 (p = 0.001, q < 0.001)"
    )
