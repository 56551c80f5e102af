"""Means corrected by hand codes: counted by hand, and simulated."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import average_outlets, correct_means
from analysis.compare.tuned import Sampled, estimate_mean

CODES = np.array([1.0, 0, -1, 0, 1, 1, 0, -1, 1, 0, 0, 1, -1, 0, 1, 0])
SCORES = 0.5 * CODES + 0.4


def pairs_of(codes=CODES, scores=SCORES, *, article="a", target="Meta", **columns):
    """One sentence a paragraph; missing codes are sentences that were not coded."""
    codes = np.asarray(codes, dtype=float)
    n = np.arange(len(codes))
    own = pd.DataFrame({"article_id": article, "paragraph": n, "sentence": n})
    own = own.assign(target=target, score=scores, voice="", code=codes, own=np.nan)
    own = own.assign(refers=np.where(np.isnan(codes), np.nan, 1.0), probability=np.nan)
    return own.assign(**columns)


def articles_of(*outlets):
    return pd.DataFrame(
        {
            "article_id": [chr(97 + i) for i in range(len(outlets))],
            "outlet": outlets,
            "outlet_grade": "stated",
            "event": "",
        }
    )


def some(codes=CODES, n=12, probability=None):
    """Leave codes to the first n sentences, drawn with a known probability."""
    left = np.where(np.arange(len(codes)) < n, codes, np.nan)
    chance = n / len(codes) if probability is None else probability
    return {"codes": left, "probability": np.where(np.isnan(left), np.nan, chance)}


def correct(*parts, outlets=("A",), **options):
    table = correct_means(pd.concat(parts), articles_of(*outlets), **options)
    return table.set_index(["voice", "outlet", "estimate"])


def rows_with(**changes):
    n = 4
    plain = {
        "inside": np.ones(n),
        "score": np.array([0.5, 0.1, 0.3, -0.1]),
        "coded": np.array([True, True, False, False]),
        "belongs": np.array([1.0, 1, 0, 0]),
        "code": np.array([0.0, -1, 0, 0]),
        "weight": np.ones(n),
        "chance": np.full(n, 0.5),
    }
    return Sampled(**(plain | changes))


def test_the_mean_by_hand():
    # model over all: 0.2; codes minus scores of the two coded: -0.5 and -1.1
    assert estimate_mean(rows_with(), tuning=1.0).value == pytest.approx(0.2 - 0.8)
    assert estimate_mean(rows_with(), tuning=0.0).value == -0.5
    half = estimate_mean(rows_with(), tuning=0.5)
    assert half.value == pytest.approx(0.1 + (-0.25 - 1.05) / 2)


def test_a_sentence_drawn_with_half_the_chance_counts_twice():
    seldom = rows_with(chance=np.array([0.5, 0.25, 1, 1]))
    assert estimate_mean(seldom, tuning=0.0).value == pytest.approx(-2 / 3)


def test_a_subset_is_a_ratio_of_what_belongs():
    # by the model, sentences 0 and 2 belong (0.8 / 2); by the coder, sentence 1 of 0, 1
    subset = rows_with(inside=np.array([1.0, 0, 1, 0]), belongs=np.array([0.0, 1, 0, 0]))
    assert estimate_mean(subset, tuning=0.0).value == -1
    # (0.2 + (0 - 0.5) / 2 + (-1) / 2) / (0.5 + (0 - 1) / 2 + 1 / 2)
    assert estimate_mean(subset, tuning=1.0).value == pytest.approx(-0.55 / 0.5)


def test_tuning_is_what_makes_the_mean_vary_least():
    rng = np.random.default_rng(2)
    n = 60
    code = rng.integers(-1, 2, n).astype(float)
    coded = np.arange(n) < 30
    rows = Sampled(
        inside=np.ones(n),
        score=0.8 * code + rng.normal(0, 0.4, n),
        coded=coded,
        belongs=coded.astype(float),
        code=np.where(coded, code, 0.0),
        weight=np.ones(n),
        chance=np.full(n, 0.5),
    )
    best = estimate_mean(rows)
    tried = np.linspace(0, 1, 101)
    spread = [np.square(estimate_mean(rows, tuning=t).pulls).sum() for t in tried]
    # the pulls also hold the spread of all sentences, so the two agree nearly
    assert abs(tried[int(np.argmin(spread))] - best.tuning) < 0.25
    assert 0.3 < best.tuning < 1


def test_a_model_that_knows_nothing_is_not_used():
    against = rows_with(score=np.array([-1.0, 1, 0, 0]))
    assert estimate_mean(against).tuning == 0
    same = rows_with(score=np.full(4, 0.3))
    assert estimate_mean(same).tuning == 0


@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(-9, 9)), min_size=4, max_size=30))
def test_pulls_sum_to_nothing_and_full_codes_leave_the_model_out(told):
    code, score = (np.array(column, dtype=float) for column in zip(*told, strict=True))
    n = len(code)
    coded = np.arange(n) % 2 == 0
    half = Sampled(
        inside=np.ones(n),
        score=score / 10,
        coded=coded,
        belongs=coded.astype(float),
        code=np.where(coded, code, 0),
        weight=np.ones(n),
        chance=np.full(n, 0.5),
    )
    assert abs(estimate_mean(half).pulls.sum()) < 1e-9
    every = Sampled(
        np.ones(n), score / 10, np.ones(n, bool), np.ones(n), code, np.ones(n), np.ones(n)
    )
    assert estimate_mean(every, tuning=1.0).value == pytest.approx(code.mean())


def test_where_all_is_coded_the_corrected_mean_is_the_hand_coded_one():
    table = correct(pairs_of())
    hand = table.loc[("all", "A", "hand-coded")]
    corrected = table.loc[("all", "A", "corrected")]
    assert hand["value"] == CODES.mean()
    assert corrected[["value", "low", "high"]].equals(hand[["value", "low", "high"]])
    assert corrected["note"] == "every sentence is coded: this is the hand-coded mean"
    assert table.loc[("all", "A", "model"), "value"] == pytest.approx(SCORES.mean())


def test_the_model_row_is_that_of_the_intervals():
    values = pairs_of().assign(value=SCORES)
    means = average_outlets(
        values, articles_of("A"), measure="sentiment", limits=(-1, 1), seed=4
    )
    model = correct(pairs_of(), seed=4).loc[("all", "A", "model")]
    assert model[["value", "low", "high"]].tolist() == (
        means.loc[0, ["value", "low", "high"]].tolist()
    )


def beside(part, **changes):
    """Outlet B, coded in full in blocks of a paragraph or two, beside A."""
    own = pairs_of(np.tile([1.0, 0, 1, 1], 4), article="b").assign(**changes)
    return correct(part, own, outlets=("A", "B"))


def width(row):
    return row["high"] - row["low"]


def test_a_mean_coded_in_full_knows_how_codes_vary_from_those_coded_in_part():
    in_two = {"paragraph": np.repeat([0, 1], 8)}
    full = pairs_of().assign(probability=0.75)
    part = pairs_of(**some())
    rows = {}
    for name, other in {"full": full, "part": part, "none": pairs_of(**some(n=0))}.items():
        rows[name] = width(beside(other, **in_two).loc[("all", "B", "hand-coded")])
    # A's twelve codes tell nearly as much as its sixteen; B's own four paragraphs less
    assert abs(rows["part"] - rows["full"]) < 0.5 * abs(rows["none"] - rows["full"])


def test_codes_that_never_vary_have_an_interval_beside_others_coded_in_part():
    same = {"code": np.ones(16)}
    row = beside(pairs_of(**some()), **same).loc[("all", "B", "hand-coded")]
    assert row["low"] < row["value"] == 1
    alone = beside(pairs_of(**some(n=0)), **same).loc[("all", "B", "hand-coded")]
    assert alone["reason"].startswith("nothing varies")


def test_a_mean_coded_in_part_may_resemble_those_coded_in_full():
    same = pairs_of(**some(np.ones(16)))
    row = beside(same).loc[("all", "A", "hand-coded")]
    assert row["low"] < row["value"] == 1


def test_a_part_of_the_codes_takes_the_models_bias_out():
    table = correct(pairs_of(**some()))
    corrected = table.loc[("all", "A", "corrected")]
    by_hand = SCORES.mean() + (CODES - SCORES)[:12].mean()
    assert corrected["value"] == pytest.approx(by_hand)
    assert abs(by_hand - CODES.mean()) < 0.04
    assert table.loc[("all", "A", "model"), "value"] > 0.4
    assert (corrected["n"], corrected["n_coded"]) == (16, 12)
    assert corrected["tuning"] == 1  # scores are a line of the codes, half as steep
    assert corrected["low"] < corrected["value"] < corrected["high"]
    assert corrected["resampled"] == (
        "paragraphs within the article (this text, not the outlet)"
    )


def test_too_few_codes_are_refused_with_their_number():
    table = correct(pairs_of(**some(n=5)))
    row = table.loc[("all", "A", "corrected")]
    assert row[["value", "low"]].isna().all()
    assert (
        row["reason"] == "5 of 16 sentences on Meta in A are coded; 6 are needed to correct"
    )
    hand = table.loc[("all", "A", "hand-coded")]
    assert hand["value"] == CODES[:5].mean()
    assert np.isnan(hand["low"])


def test_codes_chosen_nobody_knows_how_correct_nothing():
    row = correct(pairs_of(**some(probability=np.nan))).loc[("all", "A", "corrected")]
    assert np.isnan(row["value"])
    assert "not known with which probability the sentences of A were drawn" in row["reason"]


def test_a_voice_that_nobody_has_has_no_row():
    table = correct(pairs_of(voice="outlet").assign(own=1.0))
    assert set(table.index.get_level_values("voice")) == {"all", "outlet"}


def test_no_codes_at_all():
    row = correct(pairs_of(**some(n=0))).loc[("all", "A", "corrected")]
    assert row["reason"] == "no sentence on Meta in A is coded"


def test_codes_in_too_few_paragraphs():
    close = pairs_of(**some()).assign(paragraph=[0] * 12 + [1, 2, 3, 4])
    reason = correct(
        close.assign(paragraph=[0] * 4 + [1] * 4 + [2] * 4 + [3, 4, 5, 6])
    ).loc[("all", "A", "corrected"), "reason"]
    assert reason == "the coded sentences stand in 3 paragraphs; 4 are needed"


def test_five_articles_are_drawn_as_articles():
    rng = np.random.default_rng(5)
    parts = []
    for article in "abcdef":
        codes = rng.integers(-1, 2, 8).astype(float)
        part = pairs_of(codes, 0.5 * codes + 0.3, article=article)
        drawn = np.arange(8) % 2 == 0
        parts.append(
            part.assign(
                code=part["code"].where(drawn),
                refers=part["refers"].where(drawn),
                probability=np.where(drawn, 0.5, np.nan),
            )
        )
    table = correct(*parts, outlets=["A"] * 6)
    assert table.loc[("all", "A", "corrected"), "resampled"] == "articles (6)"
    few = [
        p.assign(code=np.nan, refers=np.nan) if p["article_id"].iloc[0] > "d" else p
        for p in parts
    ]
    reason = correct(*few, outlets=["A"] * 6).loc[("all", "A", "corrected"), "reason"]
    assert reason == "the coded sentences stand in 4 articles; 5 are needed"


def test_voices_are_the_coders_where_coded():
    voice = np.where(np.arange(16) < 8, "outlet", "quoted")
    own = np.where(np.arange(16) < 6, 1.0, 0.0)
    table = correct(pairs_of(voice=voice).assign(own=own))
    value = table["value"]
    assert value.loc[("outlet", "A", "model")] == pytest.approx(SCORES[:8].mean())
    assert value.loc[("outlet", "A", "hand-coded")] == pytest.approx(CODES[:6].mean())
    assert value.loc[("quoted", "A", "hand-coded")] == pytest.approx(CODES[6:].mean())
    assert {"all", "outlet", "quoted"} == set(table.index.get_level_values("voice"))


def test_a_sentence_that_does_not_mean_the_target_leaves_the_mean():
    refers = np.where(np.arange(16) == 0, 0.0, 1.0)
    codes = np.where(np.arange(16) == 0, np.nan, CODES)
    table = correct(pairs_of(codes).assign(refers=refers))
    assert table.loc[("all", "A", "hand-coded"), "value"] == CODES[1:].mean()
    assert table.loc[("all", "A", "corrected"), "n"] == 15


def test_articles_count_alike_however_few_of_their_sentences_the_model_finds():
    """Article a: both find six quoted, -1; article b: the coder ten, +1, the model none."""
    parts = []
    for article, quoted, found, code in (("a", 6, 6, -1.0), ("b", 10, 0, 1.0)):
        n = np.arange(12)
        codes = np.where(n < quoted, code, 0.0)
        part = pairs_of(codes, 0.5 * codes, article=article)
        voice = np.where(n < found, "quoted", "outlet")
        parts.append(part.assign(voice=voice, own=(n >= quoted) * 1.0, probability=0.95))
    full = correct(*parts, outlets=("A", "A")).loc[("quoted", "A", "corrected"), "value"]
    last = [part["sentence"] == 11 for part in parts]
    columns = ["code", "refers", "own", "probability"]
    less = [
        part.assign(**{c: part[c].mask(left) for c in columns})
        for part, left in zip(parts, last, strict=True)
    ]
    table = correct(*less, outlets=("A", "A"))
    assert full == 0
    assert table.loc[("quoted", "A", "corrected"), "value"] == pytest.approx(0, abs=0.05)
    assert table.loc[("quoted", "A", "hand-coded"), "value"] == pytest.approx(0, abs=0.05)
    assert table.loc[("quoted", "A", "corrected"), ["n", "n_coded"]].tolist() == [16, 16]


def test_of_the_models_mean_no_more_are_coded_than_it_finds():
    missed = np.where(np.arange(16) < 3, np.nan, SCORES)
    table = correct(pairs_of(scores=missed))
    assert table.loc[("all", "A", "model"), ["n", "n_coded"]].tolist() == [13, 13]
    assert table.loc[("all", "A", "hand-coded"), ["n", "n_coded"]].tolist() == [16, 16]


def test_a_target_that_the_model_finds_nowhere_is_left_out():
    nowhere = pairs_of(np.ones(16), np.nan, target="Bolt", probability=0.25)
    table = correct(pairs_of(), nowhere)
    assert set(table["target"]) == {"Meta"}


def test_drawn_sentences_that_the_coder_alone_finds_are_not_all_there_are():
    drawn = pairs_of(probability=0.25)
    only_coder = drawn["sentence"] > 12
    table = correct(drawn.assign(score=drawn["score"].mask(only_coder)))
    assert table.loc[("all", "A", "corrected"), "note"] == ""
    known = correct(pairs_of(scores=np.where(only_coder, np.nan, SCORES)))
    assert "every sentence" in known.loc[("all", "A", "corrected"), "note"]


def test_sentences_that_all_turn_out_not_to_mean_the_target_are_said():
    table = correct(pairs_of(np.full(16, np.nan)).assign(refers=0.0))
    reasons = table.loc[("all", "A", ["corrected", "hand-coded"]), "reason"]
    assert set(reasons) == {"of 16 coded sentences none is on Meta in A, by the coder"}
    half = np.where(np.arange(16) < 8, 0.0, np.nan)
    part = pairs_of(np.full(16, np.nan)).assign(refers=half, probability=half + 0.5)
    reason = correct(part).loc[("all", "A", "corrected"), "reason"]
    assert reason == "of 8 coded sentences none is on Meta in A, by the coder"


def simulated(rng, paragraphs=20, each=3, n=20):
    """Paragraphs that agree within themselves; a model that praises too much."""
    mood = np.repeat(rng.normal(0, 0.45, paragraphs), each)
    feeling = -0.2 + mood + rng.normal(0, 0.9, len(mood))
    codes = (feeling > 0.6) * 1.0 - (feeling < -0.8) * 1.0
    scores = np.clip(0.5 * codes + 0.3 + rng.normal(0, 0.3, len(codes)), -1, 1)
    drawn = np.zeros(len(codes), bool)
    drawn[rng.permutation(len(codes))[:n]] = True
    known = np.where(drawn, codes, np.nan)
    paragraph = np.arange(len(codes)) // each
    chance = np.where(drawn, n / len(codes), np.nan)
    return pairs_of(known, scores).assign(paragraph=paragraph, probability=chance)


def test_corrected_intervals_hold_the_truth_and_those_of_a_biased_model_miss_it():
    rng, draws = np.random.default_rng(7), 80
    spread = np.random.default_rng(1).normal(-0.2, np.hypot(0.45, 0.9), 1_000_000)
    truth = (spread > 0.6).mean() - (spread < -0.8).mean()
    held = {"hand-coded": 0, "model": 0, "corrected": 0}
    width = dict.fromkeys(held, 0.0)
    for seed in range(draws):
        table = correct(simulated(rng), resamples=300, seed=seed)
        for estimate in held:
            row = table.loc[("all", "A", estimate)]
            held[estimate] += row["low"] <= truth <= row["high"]
            width[estimate] += (row["high"] - row["low"]) / draws
    assert held["corrected"] / draws >= 0.90
    assert held["hand-coded"] / draws >= 0.90
    assert held["model"] / draws < 0.2
    assert width["corrected"] < width["hand-coded"]


def test_the_seeds_coded_in_part_come_near_to_the_seeds_coded_in_full(story):
    from analysis.measures.coded import pair_codes
    from analysis.measures.sampling import draw_sample, keep_drawn

    tables = (story.sentences, story.sentiment)
    drawn = draw_sample(*tables, story.articles, n=60, seed=1)
    codes = keep_drawn(story.codes, drawn)
    part = correct_means(pair_codes(*tables, codes), story.articles, resamples=300)
    key = ["target", "voice", "outlet", "estimate"]
    part, full = part.set_index(key), story.corrected.set_index(key)
    truth = full.xs("hand-coded", level="estimate")["value"]
    near = (
        part.xs("corrected", level="estimate")
        .dropna(subset="low")
        .join(truth.rename("truth"))
    )
    assert len(near) >= 8
    assert near["truth"].between(near["low"], near["high"]).mean() >= 0.8
    refused = part[part["value"].isna()]
    assert (
        refused["reason"].str.contains("are needed to correct|is coded|by the coder").all()
    )
