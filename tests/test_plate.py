"""The plate: which findings it shows, in what words, and that nothing on it collides."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.figures import CannotDraw
from analysis.figures.findings import choose_findings, choose_outlets
from analysis.figures.plate import prepare_plate, trace_plate
from analysis.figures.registry import add_place, draw
from analysis.figures.tracing import trace_figure
from analysis.plots.fitting import cut_quote
from analysis.plots.style import wrap_to_width
from analysis.tables import empty

GRADES = ["stated", "matched", "inferred", "unknown"]


def compared(**columns):
    """Rows of comparisons, all tested unless said otherwise."""
    usual = {"measure": "sentiment", "target": "Meta", "left": "A", "right": "B"}
    usual |= {"difference": 0.5, "low": 0.1, "high": 0.9, "p": 0.01, "q": 0.02}
    usual |= {"n_left": 9, "n_right": 8, "resampled": "", "reason": ""}
    return pd.DataFrame(usual | columns)


def robust(rows, agree, flipped_by=""):
    key = rows[["measure", "target", "left", "right"]]
    return key.assign(universes=64, agree=agree, flipped_by=flipped_by)


def test_the_smallest_q_comes_first_and_of_equal_ones_what_choices_bear_out():
    rows = compared(
        target=["large", "sure", "sturdy", "shaky"],
        difference=[0.9, 0.3, 0.3, 0.3],
        q=[0.36, 0.364, 0.3, 0.3],
    )
    borne_out = robust(rows, [1.0, 1.0, 0.9, 0.6])
    assert choose_findings(rows, borne_out)["target"].tolist() == ["sturdy"]
    assert choose_findings(rows.head(2), borne_out)["target"].tolist() == ["large"]


def test_of_equal_ones_the_clearest_and_a_refused_one_last():
    rows = compared(
        target=["wide", "clear", "refused"],
        difference=[0.5, 0.5, 0.9],
        low=[0.1, 0.4, np.nan],
        high=[0.9, 0.6, np.nan],
        q=[0.02, 0.02, np.nan],
        reason=["", "", "too few sentences"],
    )
    assert choose_findings(rows, pd.DataFrame())["target"].tolist() == ["clear"]
    alone = choose_findings(rows.tail(1), pd.DataFrame())
    assert alone["reason"].tolist() == ["too few sentences"]


def test_one_finding_a_question_and_the_next_best_where_one_is_empty():
    rows = compared(
        measure=["sentiment", "sentiment", "topic share", "mention share", "quoted share"],
        target=["Meta", "Acme", "labs", "Meta", "Meta"],
        q=[0.01, 0.02, 0.03, 0.04, 0.5],
    )
    found = choose_findings(rows, pd.DataFrame())
    assert found["measure"].tolist() == [
        "sentiment",
        "quoted share",
        "topic share",
        "mention share",
    ]
    assert found["compared"].tolist() == [2, 1, 2, 2]
    refused = choose_findings(
        rows.assign(q=[0.01, np.nan, 0.03, 0.04, np.nan]), robust(rows, 1)
    )
    assert refused["tested"].tolist() == [1, 0, 2, 2]
    assert choose_findings(rows, pd.DataFrame(), most=2)["question"].nunique() == 2


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=15), st.integers(2, 8))
def test_the_pair_and_the_extremes_are_shown_each_once(values, most):
    names = [f"o{k}" for k in range(len(values))]
    rows = pd.DataFrame({"outlet": names, "value": values})
    shown = choose_outlets(rows, ("o0", "o1"), most=most)
    assert shown[:2] == ["o0", "o1"]
    assert len(shown) == len(set(shown)) == min(most, len(names))


@given(st.lists(st.text("abcdef,", min_size=1, max_size=9), min_size=1, max_size=40))
def test_a_cut_quote_fits_and_has_whole_words(words):
    text = " ".join(words)
    quote = cut_quote(text, inches=2.0, size=8.5, lines=2)
    assert len(wrap_to_width(quote, 2.0, 8.5)) <= 2
    inside = quote.strip("“”").removesuffix(" …").split(" ")
    assert [w.rstrip(",") for w in inside] == [w.rstrip(",") for w in words[: len(inside)]]


def test_the_words_that_matter_stay_in_a_cut_quote():
    text = "When it rained on the town all day and all night, Acme did not open its doors."
    start = text.index("Acme")
    quote = cut_quote(text, inches=2.0, size=8.5, lines=1, at=(start, start + 4))
    assert quote.startswith("“… ")
    assert "Acme" in quote


def story_of(
    outlets, texts=("It praised Meta for all that it had done in these long years.",)
):
    """Tables of a story in which every outlet has the same sentences on Meta."""
    names = [f"The Outlet of the Town No {k}" for k in range(outlets)]
    ids = [f"{k:03}" for k in range(outlets)]
    articles = pd.DataFrame(
        {
            "article_id": ids,
            "outlet": names,
            "outlet_grade": [GRADES[k % 4] for k in range(outlets)],
            "event": "",
            "words": 1200,
        }
    )
    sentences = pd.DataFrame(
        {
            "article_id": np.repeat(ids, len(texts)),
            "sentence": list(range(len(texts))) * outlets,
            "paragraph": 0,
            "start": 0,
            "text": list(texts) * outlets,
            "heading": False,
        }
    )
    score = np.linspace(-0.9, 0.9, len(sentences)).round(2)
    sentiment = sentences[["article_id", "sentence"]].assign(
        entity="Meta", score=score, voice="outlet"
    )
    place = sentences["text"].str.index("Meta")
    mentions = sentiment.assign(start=place, end=place + 4)
    value = sentiment.groupby("article_id")["score"].mean().to_numpy()
    intervals = articles[["outlet", "outlet_grade"]].assign(
        measure="sentiment",
        target="Meta",
        value=value,
        low=value - 0.1,
        high=value + 0.1,
        n=1,
        resampled="paragraphs",
    )
    pairs = pd.DataFrame(combinations(names, 2), columns=["left", "right"])
    pairs = compared(left=pairs["left"], right=pairs["right"])
    ends = dict(zip(names, value, strict=True))
    gap = pairs["left"].map(ends) - pairs["right"].map(ends)
    comparisons = pairs.assign(difference=gap, low=gap - 0.1, high=gap + 0.1)
    more = [comparisons.assign(measure=name) for name in ("own-voice sentiment",)]
    own = [intervals.assign(measure=name) for name in ("own-voice sentiment",)]
    return {
        "articles": articles,
        "sentences": sentences,
        "sentiment": sentiment,
        "mentions": mentions,
        "intervals": pd.concat([intervals, *own]),
        "comparisons": pd.concat([comparisons, *more]),
        "robustness_summary": robust(comparisons, 61 / 64, "unit: words"),
        "codes": empty("codes"),
        "corrected": empty("corrected"),
        **{name: empty(name) for name in ("claims", "claim_support", "omissions")},
        "claim_counts": empty("claim_counts"),
    }


def drawn(tables):
    drawing = prepare_plate(tables)
    rows = add_place(drawing.rows, tables["articles"])
    return drawing, draw(
        type(drawing)(
            rows, drawing.plot, drawing.title, drawing.subtitle, drawing.note, drawing.alt
        )
    )


LONG = (
    "In a sentence of many words that goes on and on Meta is said to have been very slow. "
)


@pytest.mark.parametrize("outlets", [2, 5, 12])
def test_nothing_on_the_page_collides_or_is_small(outlets):
    _, figure = drawn(story_of(outlets, texts=(LONG * 3, "Meta won.")))
    figure.draw_without_rendering()
    page = figure.bbox
    boxes = [text.get_window_extent() for text in figure.texts if text.get_text().strip()]
    assert all(text.get_fontsize() >= 8 for text in figure.texts)
    assert all(box.x0 >= 0 and box.x1 <= page.x1 and box.y0 >= 0 for box in boxes)
    shrunk = [box.padded(-1.5) for box in boxes]
    collide = [
        (figure.texts[i].get_text(), figure.texts[j].get_text())
        for i, j in combinations(range(len(shrunk)), 2)
        if shrunk[i].overlaps(shrunk[j])
    ]
    assert not collide


def test_the_words_of_a_finding():
    drawing, _ = drawn(story_of(2))
    first = drawing.rows.iloc[0]
    assert first["finding"] == (
        "Sentiment toward Meta: The Outlet of the Town No 1 +0.90 against The Outlet of the "
        "Town No 0 −0.90, firm"
    )
    assert first["stands_on"] == (
        "Difference 1.80 (95% interval 1.70 to 1.90), q = .020, n = 8 and 9 sentences. Agrees "
        "in sign in 61 of 64 choices; turned by unit: words"
    )
    assert first["quote"].startswith("“It praised Meta")
    assert "these texts, not the outlets" in drawing.note


def test_twelve_outlets_are_more_than_are_shown_and_it_says_so():
    drawing, _ = drawn(story_of(12))
    own = drawing.rows[drawing.rows["panel"] == 1]
    assert len(own) == 6
    assert own["stands_on"].str.endswith("6 of 12 outlets are shown").all()
    assert own["value"].is_monotonic_decreasing


def test_every_mean_leads_to_its_sentences():
    tables = story_of(3, texts=("Meta won.", "Meta lost."))
    rows = prepare_plate(tables).rows
    found = trace_figure(trace_plate(rows, tables), tables)
    assert np.allclose(found["number"], found["again"], atol=0.001)
    assert (found["sentences"] == 2).all()


def hand_coded(tables, voice, values, n_coded=9):
    """Tables with a mean hand code of each outlet toward Meta in a voice."""
    own = tables["articles"][["outlet", "outlet_grade"]].assign(target="Meta", voice=voice)
    own = own.assign(estimate="hand-coded", value=values, n=9, n_coded=n_coded)
    columns = tables["corrected"].columns
    return tables | {"corrected": own.reindex(columns=columns).assign(note="", reason="")}


def test_hand_codes_of_the_voice_shown_are_drawn_and_warned_of():
    tables = story_of(2)
    own = tables["comparisons"]["measure"] == "own-voice sentiment"
    tables["comparisons"] = tables["comparisons"][own]
    drawing, figure = drawn(hand_coded(tables, "outlet", [-0.5, -0.25]))
    shown = drawing.rows.set_index("outlet")
    assert shown.loc["The Outlet of the Town No 1", "coded"] == -0.25
    assert shown["stands_on"].str.contains("sign: The Outlet of the Town No 1 −0.25").all()
    assert "another sign in 1 of 2 means of own-voice sentiment" in drawing.note
    assert "cross: mean of the hand codes" in drawing.subtitle
    crosses = [line for line in figure.axes[0].lines if line.get_marker() == "x"]
    assert [line.get_xdata()[0] for line in crosses] == [-0.25, -0.5]
    other_voice, _ = drawn(hand_coded(tables, "all", [-0.5, -0.25]))
    assert other_voice.rows["coded"].isna().all()
    few, _ = drawn(hand_coded(tables, "outlet", [-0.5, -0.25], n_coded=2))
    assert few.rows["coded"].isna().all()
    assert "too few, check the sentiment" in few.note


def test_it_says_how_many_could_be_tested_and_when_that_was_one():
    tables = story_of(3)
    few = tables["comparisons"].head(3).assign(measure="mention share")
    few = few.assign(q=[np.nan, 0.3, np.nan], reason=["too few", "", "too few"])
    tables["comparisons"] = pd.concat([few, tables["comparisons"]])
    share = tables["intervals"].head(3).assign(measure="mention share")
    tables["intervals"] = pd.concat([share, tables["intervals"]])
    drawing = prepare_plate(tables)
    assert "that could be tested (6 of 6 and 1 of 3)" in drawing.note
    told = drawing.rows.drop_duplicates("panel")["stands_on"].str.contains("only one of 3")
    assert told.tolist() == [False, False, True]


def left_out(tables, omitted):
    """Of ten claims that half of the others carry, how many each outlet leaves out."""
    names = tables["articles"]["outlet"].tolist()
    counts = pd.DataFrame({"source": "tracked", "outlet": names, "sentences": 2})
    counts = counts.assign(carried=5, shared=10, alone=0, expected=2.0, low=1.0, high=4.0)
    claims = pd.DataFrame(
        {"claim": [0], "statement": ["It was hacked."], "source": "tracked"}
    )
    omissions = pd.DataFrame(
        {"outlet": names[:1], "claim": 0, "statement": "It was hacked."}
    )
    support = pd.DataFrame({"claim": [0], "article_id": ["001"], "sentence": [1]})
    return tables | {
        "claim_counts": counts.assign(omitted=omitted),
        "claims": claims.assign(articles=1, outlets=1),
        "omissions": omissions.assign(others=1, of_others=1, source="tracked"),
        "claim_support": support.assign(similarity=0.9),
    }


def test_what_is_left_out_beyond_length_is_a_finding():
    tables = left_out(story_of(2, texts=("Meta won.", "Meta was hacked.")), [7, 2])
    drawing, _ = drawn(tables)
    own = drawing.rows[drawing.rows["measure"] == "claims left out"]
    assert own["value"].tolist() == [0.7, 0.2]
    assert own["low"].tolist() == [0.1, 0.1]
    assert own["quote"].tolist() == ["not found: “It was hacked.”", ""]
    assert own["finding"].iloc[0] == (
        "7 of 10 claims that half of the others carry are not found in The Outlet of the Town "
        "No 0; its length explains 1 to 4"
    )
    assert "2 of 3 findings" in drawing.title
    traced = [t for t in trace_plate(drawing.rows, tables) if t.adds == "none"]
    assert [trace.asked[0].target for trace in traced] == ["It was hacked.", None]


def test_a_firm_answer_to_the_same_question_comes_before_what_is_left_out():
    tables = left_out(story_of(2, texts=("Meta won.", "Meta was hacked.")), [7, 2])
    for name in ("intervals", "comparisons"):
        rows = tables[name]
        own = rows["measure"] == "own-voice sentiment"
        tables[name] = rows.assign(measure=rows["measure"].mask(own, "mention share"))
    shown = list(dict.fromkeys(prepare_plate(tables).rows["measure"]))
    assert shown == ["sentiment", "mention share"]


def test_what_length_explains_is_none():
    tables = left_out(story_of(2, texts=("Meta won.", "Meta was hacked.")), [4, 1])
    rows = prepare_plate(tables).rows
    assert "claims left out" not in set(rows["measure"])


def test_a_story_without_comparisons_has_no_plate():
    tables = story_of(2) | {"comparisons": empty("comparisons")}
    with pytest.raises(CannotDraw, match="no two outlets"):
        prepare_plate(tables)
