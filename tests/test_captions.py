"""What captions say where there is little: untested, uncoded, several articles of one outlet."""

import pandas as pd
import pytest

from analysis import open_story
from analysis.figures.corpus import prepare_arrival, prepare_articles, prepare_presence
from analysis.figures.course import prepare_course
from analysis.figures.drawing import CannotDraw, small_n_note
from analysis.figures.plate import prepare_plate
from analysis.figures.saying import say_finding
from analysis.figures.sentiment import add_codes, prepare_differences, trust_note
from analysis.figures.traces import TRACES
from analysis.figures.tracing import trace_figure

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
