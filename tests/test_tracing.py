"""Every number that a figure draws leads to its sentences, and they add up to it again."""

import numpy as np
import pandas as pd
import pytest

from analysis.figures import REGISTRY, prepare_figure
from analysis.figures.traces import TRACES
from analysis.figures.tracing import Asked, Trace, trace_figure, trace_means

ROUNDED = 0.0051  # the drawn numbers have two digits at least
HOW = (
    "give it a line in analysis/figures/traces.py: trace_means('MEASURE') for rows of target, "
    "outlet and value, another Tracer (analysis/figures/tracing.py says what it is), or a "
    "sentence on why it shows no number of the texts"
)


@pytest.fixture(scope="module")
def tables(story):
    """The story's tables, each taken once."""
    return {name: story.table(name) for name in story.tables()}


@pytest.mark.parametrize("name", REGISTRY)
def test_every_drawn_number_leads_to_its_sentences(name, tables):
    traces = TRACES.get(name)
    assert traces, f"'{name}' does not say how its rows lead to sentences: {HOW}"
    if isinstance(traces, str):
        assert len(traces.split()) >= 6, f"'{name}' gives no reason: {HOW}"
        return
    rows = prepare_figure(name, tables).rows
    traced = list(traces(rows, tables))
    numbers = rows.select_dtypes("number").columns.difference(["place", "n", "index"])
    bare = set(np.flatnonzero(rows[numbers].isna().all(axis=1)))
    missing = set(range(len(rows))) - {row for trace in traced for row in trace.rows} - bare
    shown = rows.iloc[sorted(missing)].head(3).to_string()
    assert not missing, f"'{name}': {len(missing)} rows lead to no sentence, as\n{shown}"
    found = trace_figure(traced, tables)
    silent = found[(found["sentences"] == 0) & (found["number"].abs() > ROUNDED)]
    assert silent.empty, f"'{name}': no sentence behind\n{silent.to_string()}"
    off = found[(found["again"] - found["number"]).abs() > ROUNDED]
    assert off.empty, (
        f"'{name}': the sentences add up to `again`, not to\n{off.to_string()}"
    )
    unsaid = [trace for trace in traced if trace.adds == "none" and not trace.why]
    assert not unsaid, f"'{name}': say in `why` what {unsaid[:1]} is"
    added = found["again"].notna().sum()
    assert added == sum(trace.adds != "none" for trace in traced)


def test_a_wrong_number_is_seen(tables):
    rows = prepare_figure("sentiment-by-outlet", tables).rows.assign(coded=np.nan)
    wrong = rows.assign(value=rows["value"] + 0.02)
    found = trace_figure(trace_means("sentiment")(wrong, tables), tables)
    assert ((found["again"] - found["number"]).abs() > ROUNDED).all()


def test_evidence_asked_for_an_outlet_is_that_part_of_the_whole(story, tables):
    for measure, target in (("mention share", "Meta"), ("hand-coded sentiment", "LeCun")):
        for outlet in sorted(tables["articles"]["outlet"]):
            asked = (Asked(measure, target, outlet),)
            trace = Trace((0,), "n", 0.0, asked, "rows")
            own = story.evidence(measure, target=target, outlet=outlet, n=None)
            (row,) = trace_figure([trace], tables).to_dict("records")
            assert row["again"] == row["sentences"] == len(own)


def test_several_articles_and_events_add_up_as_they_are_compared():
    articles = pd.DataFrame(
        {
            "article_id": [*"abcde"],
            "outlet": ["A", "A", "B", "B", "B"],
            "outlet_grade": "stated",
            "event": ["x", "x", "x", "y", "y"],
        }
    )
    sentences = pd.DataFrame(
        {
            "article_id": [*"aabcde"],
            "sentence": [0, 1, 0, 0, 0, 0],
            "paragraph": 0,
            "start": 0,
            "text": "Meta",
            "heading": False,
        }
    )
    sentiment = sentences[["article_id", "sentence"]].assign(
        entity="Meta", score=[1.0, 0.0, 0.0, -0.5, 0.9, 0.8], voice="outlet"
    )
    mentions = sentiment.assign(start=0, end=4)
    toy = {"articles": articles, "sentences": sentences}
    toy |= {"sentiment": sentiment, "mentions": mentions}
    sides = (Asked("sentiment", "Meta", "A"), Asked("sentiment", "Meta", "B"))
    traces = [
        Trace((0,), "value", 0.25, sides[:1], "mean"),
        Trace((0,), "value", 0.4, sides[1:], "mean"),  # over articles, as `average_outlets`
        Trace((0,), "difference", 0.75, sides, "difference"),  # event y is told by B alone
    ]
    assert trace_figure(traces, toy)["again"].tolist() == pytest.approx([0.25, 0.4, 0.75])


def test_numbers_of_what_we_found_come_from_the_code():
    """No typed number stands in the notebooks' section of findings."""
    from tools import notebooks

    for source in notebooks.sources():
        prose = "\n".join(
            "\n\n" + cell.source
            for cell in notebooks.build(source).cells
            if cell.cell_type == "markdown"
        )
        found = prose.split("## What we found", 1)[1].split("\n## ", 1)[0]
        typed = [word for word in found.split() if any(sign.isdigit() for sign in word)]
        assert not typed, f"{source.stem}: {typed} is typed, not taken from a table"
