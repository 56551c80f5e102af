"""How far the model can be trusted: test sentences, coverage, scores elsewhere; their figures."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.figures import CannotDraw, draw_figure, prepare_figure
from analysis.measures.behaviour import (
    HALVES,
    count_right,
    label_behaviour,
    read_behaviour,
    table_behaviour,
    wilson_interval,
)
from analysis.measures.coverage import measure_coverage
from analysis.measures.elsewhere import read_dev_scores
from analysis.tables import LABELS, empty

HEADER = "id,kind,pair,before,text,start,end,label,half\n"
LINES = """a,negation,p,,Acme won.,0,4,1,training
b,negation,p,,Acme did not win.,0,4,-1,training
c,hedge,q,"So, it was.",Perhaps Acme won.,8,12,0,held-out
"""


class Praise:
    """A model that finds praise in everything, and keeps what it was asked."""

    bar = 0.75

    def predict(self, texts, starts, ends, before=None):
        self.asked = list(zip(texts, starts, ends, before, strict=True))
        return np.tile([0.1, 0.2, 0.7], (len(texts), 1))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "behaviour.csv"
    path.write_text(HEADER + LINES, encoding="utf-8")
    return path


def test_the_model_is_asked_about_the_target_with_what_stands_before(path):
    model = Praise()
    told = label_behaviour(model, path=path)
    assert model.asked[2] == ("Perhaps Acme won.", 8, 12, "So, it was.")
    assert told["target"].tolist() == ["Acme"] * 3
    assert told["expected"].tolist() == ["positive", "negative", "neutral"]
    assert told["right"].tolist() == [True, False, False]
    assert told["uncertain"].all()


def test_right_labels_are_counted_over_all_and_by_kind(path):
    counts = count_right(label_behaviour(Praise(), path=path)).set_index("kind")
    assert counts.index.tolist() == ["all kinds", "hedge", "negation"]
    assert counts["n"].tolist() == [3, 1, 2]
    assert counts["right"].tolist() == [1, 0, 1]
    assert counts.loc["negation", "share"] == 0.5
    assert (counts["low"] < counts["share"] + 1e-9).all()
    only = count_right(label_behaviour(Praise(), path=path, half="held-out"))
    assert only["kind"].tolist() == ["all kinds", "hedge"]


def test_an_unknown_half_is_refused(path):
    with pytest.raises(InputError, match=r"no half 'both'.*held-out, training"):
        read_behaviour(half="both", path=path)


def test_the_test_sentences_are_in_order():
    tests = read_behaviour()
    assert tests["test"].is_unique
    assert set(tests["half"]) == set(HALVES)
    assert set(tests["expected"]) == set(LABELS)
    inside = (tests["start"] < tests["end"]) & (tests["end"] <= tests["text"].str.len())
    assert inside.all()
    halves = tests[["pair", "half"]].drop_duplicates()
    assert halves["pair"].is_unique, "a pair is in one half"
    assert tests.groupby(["kind", "half"]).size().min() >= 10


def test_the_table_holds_no_texts(path):
    told = label_behaviour(Praise(), path=path)
    table = table_behaviour(told)
    assert table["confidence"].tolist() == [0.7] * 3
    assert "text" not in table
    pd.testing.assert_frame_equal(count_right(table), count_right(told))


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(counts):
    right, n = (np.array([float(number)]) for number in counts)
    low, high = wilson_interval(right, n)
    assert 0 <= low <= right / n + 1e-12
    assert right / n - 1e-12 <= high <= 1
    mirrored = wilson_interval(n - right, n)
    assert mirrored[0] == pytest.approx(1 - high)


def coded_story(confidences, right, *, bar=0.6):
    """One article whose every label is positive; the code is too where it is right."""
    n = range(len(confidences))
    texts = [f"Sentence {i}." for i in n]
    common = {"article_id": "a", "sentence": n}
    rest = (1 - np.array(confidences)) / 2
    sentiment = pd.DataFrame(common).assign(
        entity="Acme",
        negative=rest,
        neutral=rest,
        positive=confidences,
        score=confidences - rest,
        label="positive",
        uncertain=np.array(confidences) < bar,
        voice="outlet",
    )
    values = ["1" if each else "0" for each in right]
    codes = pd.DataFrame({"article_id": "a", "text": texts, "value": values}).assign(
        coder="x", coder_kind="person", measure="sentiment", target="Acme"
    )
    return {
        "sentences": pd.DataFrame(common).assign(text=texts, heading=False, paragraph=0),
        "sentiment": sentiment,
        "codes": codes.assign(**{"pass": 1}),
    }


SURE = coded_story([0.5] * 20 + [0.9] * 20, [False] * 10 + [True] * 30)


def test_coverage_by_hand():
    curve = measure_coverage(**SURE)
    assert curve["n"].tolist() == [40, 20]
    assert curve["coverage"].tolist() == [1, 0.5]
    assert curve["accuracy"].tolist() == [0.75, 1]
    assert curve["neutral"].tolist() == [0.25, 0]
    assert curve["bar"].tolist() == [False, True]
    assert curve["high"].tolist()[1] == curve["low"].tolist()[1] == 1
    assert curve["low"][0] < 0.75 < curve["high"][0]


def test_a_sentence_coded_twice_counts_twice_and_is_drawn_as_one():
    codes = SURE["codes"]
    twice = pd.concat([codes, codes.assign(**{"pass": 2})])
    once, both = measure_coverage(**SURE), measure_coverage(**SURE | {"codes": twice})
    assert both["n"].tolist() == [80, 40]
    assert both["low"].tolist() == once["low"].tolist()


def test_a_bar_that_keeps_few_is_still_shown_and_none_where_all_are_uncertain():
    few = coded_story([0.5] * 30 + [0.9] * 3, [True] * 33)
    assert measure_coverage(**few).query("bar")["n"].tolist() == [3]
    unsure = coded_story([0.5] * 30, [True] * 30)
    assert not measure_coverage(**unsure)["bar"].any()
    assert "all are uncertain" in prepare_figure("sentiment-coverage", unsure).title


def test_no_codes_no_curve():
    bare = SURE | {"codes": SURE["codes"].head(0)}
    assert measure_coverage(**bare).empty
    with pytest.raises(CannotDraw, match="no sentence with a label is coded"):
        prepare_figure("sentiment-coverage", bare)
    with pytest.raises(CannotDraw, match="only 12 labels have a code"):
        prepare_figure("sentiment-coverage", SURE | {"codes": SURE["codes"].head(12)})


def test_curve_is_drawn_where_the_table_says_with_its_words():
    drawing = prepare_figure("sentiment-coverage", SURE)
    assert drawing.title == (
        "75% of n = 40 codes are the model's label; 100% of the 50% whose label is not "
        "uncertain (n = 20)"
    )
    assert "always answering neutral" in drawing.subtitle
    (ax,) = draw_figure("sentiment-coverage", SURE).axes
    lines = {line.get_label(): line for line in ax.lines}
    assert lines["model"].get_xdata().tolist() == [100, 50]
    assert lines["model"].get_ydata().tolist() == [75, 100]
    assert drawing.note.endswith("have no width where all are right.")
    said = [text.get_text() for text in ax.texts]
    assert said == [
        "all labels: 75% as coded",
        "not uncertain (probability 0.90 and more)\n50% kept, 100% as coded",
    ]


def test_tests_are_drawn_best_first_and_the_hardest_is_named(path):
    tables = {"behaviour": table_behaviour(label_behaviour(Praise(), path=path))}
    drawing = prepare_figure("sentiment-behaviour", tables)
    assert drawing.rows["kind"].tolist() == ["all kinds", "negation", "hedge"]
    assert drawing.title == (
        "On test sentences, not on this story, 1 of n = 3 get the right label; "
        "hardest: hedge (0 of 1)"
    )
    (ax,) = draw_figure("sentiment-behaviour", tables).axes
    marks = [line for line in ax.lines if line.get_marker() in ("o", "D")]
    drawn = [round(float(mark.get_xdata()[0]), 1) for mark in marks]
    assert drawn == [33.3, 50.0, 0.0]
    with pytest.raises(CannotDraw, match="no target is named"):
        prepare_figure("sentiment-behaviour", {"behaviour": empty("behaviour")})


def test_scores_elsewhere_are_read_where_they_were_written(tmp_path):
    for name, settings in {
        "small": {
            "bar": 0.5,
            "dev_macro_f1": {"finentity": 0.8, "else": 0.5},
            "dev_n": {"finentity": 13},
        },
        "large": {"bar": 0.5},
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "settings.json").write_text(json.dumps(settings), "utf-8")
    found = read_dev_scores(tmp_path)
    assert found["model"].tolist() == ["small", "small"]
    assert found["texts"].tolist() == ["companies in financial news (FinEntity)", "else"]
    assert found["macro_f1"].tolist() == [0.8, 0.5]
    assert found["n"].tolist() == [13, pd.NA]
    assert list(read_dev_scores(tmp_path / "none").columns) == list(found.columns)
