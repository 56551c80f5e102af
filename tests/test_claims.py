"""Claims by outlet: proposed, laid out, left out, contradicted."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import open_story
from analysis.corpus.cast import Cast, Entity
from analysis.corpus.codebook import Codebook, Event
from analysis.corpus.codes import read_codes
from analysis.figures.claims import prepare_claim_grid, prepare_omitted
from analysis.figures.drawing import CannotDraw
from analysis.measures.claim_agreement import compare_pairs, pair_sentences
from analysis.measures.claim_grid import (
    chance_of_any,
    lay_out_grid,
    number_claims,
)
from analysis.measures.claim_omissions import count_claims, find_omissions
from analysis.measures.claim_proposals import propose_claims
from analysis.measures.claim_scores import name_event
from analysis.measures.coded import match_codes
from analysis.measures.contradictions import find_contradictions
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
STONE = Cast(
    (
        Entity("Stone", "person", aliases=("Stone",), pronouns="he"),
        Entity("Acme", "organisation", aliases=("Acme",), pronouns="it"),
    )
)
TOLD = {
    "a": "Stone will found a bakery in Oslo. The weather was mild. Acme pays 12 euros.",
    "b": "Rain fell. He was angry. Stone will found a bakery in Oslo soon.",
    "c": "Acme did not pay its debts. A bridge collapsed in the storm.",
}


def read(bodies):
    articles = pd.DataFrame(
        {
            "article_id": list(bodies),
            "outlet": [f"Outlet {name}" for name in bodies],
            "outlet_grade": "stated",
            "title": "",
            "body": list(bodies.values()),
        }
    )
    sentences = split_sentences(articles)
    return articles, sentences, find_mentions(sentences, STONE)


@pytest.fixture(scope="module")
def told():
    return read(TOLD)


def found(rows):
    return pd.DataFrame(rows, columns=["claim", "article_id", "sentence", "similarity"])


@pytest.fixture
def laid_out(told):
    articles, sentences, _ = told
    listed = pd.DataFrame({"claim": [0, 1], "statement": ["It opens.", "It rained."]})
    support = found([(0, "a", 0, 0.9), (0, "b", 2, 0.8), (1, "b", 0, 0.7)])
    claims, carried = number_claims({"tracked": (listed, support)}, articles)
    return claims, carried, lay_out_grid(claims, carried, sentences, articles)


def test_a_claim_in_two_articles_is_proposed_and_found_in_both(told):
    _, sentences, mentions = told
    claims, support = propose_claims(sentences, mentions, STONE)
    first = support[support["claim"] == 0]
    assert claims["statement"][0].startswith("Stone will found a bakery")
    places = set(zip(first["article_id"], first["sentence"], strict=True))
    assert {("a", 0), ("b", 2)} <= places
    assert support["similarity"].between(0.5, 1).all()


def test_what_the_codebook_calls_the_event_is_a_claim_of_its_own(told):
    _, sentences, mentions = told
    namings = pd.DataFrame({"article_id": ["a", "c"], "sentence": [1, 1], "start": [0, 0]})
    book = Codebook(event=Event(name="Stone leaves Acme"))
    claims, support = propose_claims(
        sentences, mentions, STONE, codebook=book, namings=namings
    )
    number = claims.loc[claims["statement"] == "Stone leaves Acme", "claim"].item()
    own = support[support["claim"] == number]
    assert list(zip(own["article_id"], own["sentence"], strict=True)) == [
        ("a", 1),
        ("c", 1),
    ]
    listed = pd.DataFrame(
        {"claim": [7, 8], "statement": ["Stone leaves Acme.", "It rains."]}
    )
    assert name_event(listed, book, namings)["claim"].tolist() == [7, 7]
    assert name_event(listed, Codebook(), namings).empty


def test_the_order_of_articles_and_sentences_does_not_matter(told):
    _, sentences, mentions = told
    turned = sentences.sort_values(["article_id", "sentence"], ascending=False)
    for one, other in zip(
        propose_claims(sentences, mentions, STONE),
        propose_claims(turned, mentions, STONE),
        strict=True,
    ):
        pd.testing.assert_frame_equal(one, other, atol=1e-5)


def test_no_cast_and_no_sentence_still_give_tables(told):
    _, sentences, mentions = told
    claims, support = propose_claims(sentences, mentions[:0], Cast(()))
    assert set(support["claim"]) == set(claims["claim"])
    claims, support = propose_claims(sentences[:0], mentions[:0], STONE)
    assert claims.empty
    assert support.empty


def test_the_grid_says_where_a_claim_stands_first(laid_out):
    claims, _, grid = laid_out
    assert claims[["outlets", "articles"]].to_numpy().tolist() == [[2, 2], [1, 1]]
    rows = grid.set_index(["claim", "outlet"])
    assert rows.loc[(0, "Outlet a"), "part"] == "lead"
    assert rows.loc[(0, "Outlet b"), "position"] == 1
    assert rows.loc[(0, "Outlet b"), "part"] == "tail"
    assert not rows.loc[(0, "Outlet c"), "found"]
    assert rows.loc[(0, "Outlet c"), "first"] == -1
    # one of three sentences, two drawn, as many as the shortest article has
    assert rows.loc[(0, "Outlet a"), "expected"] == pytest.approx(2 / 3)


def test_a_claim_of_half_of_the_others_is_omitted(laid_out):
    claims, _, grid = laid_out
    omitted = find_omissions(claims, grid)
    assert list(zip(omitted["outlet"], omitted["claim"], strict=True)) == [
        ("Outlet a", 1),
        ("Outlet c", 0),
        ("Outlet c", 1),
    ]
    assert omitted["others"].tolist() == [1, 2, 1]
    assert (omitted["of_others"] == 2).all()


def test_a_proposed_claim_must_stand_in_two_others(told, laid_out):
    articles, sentences, _ = told
    claims, carried, grid = (part.assign(source="proposed") for part in laid_out)
    omitted = find_omissions(claims, grid)
    assert omitted[["outlet", "claim"]].to_numpy().tolist() == [["Outlet c", 0]]
    counts = count_claims(grid, carried, sentences, articles, seed=0).set_index("outlet")
    assert counts["shared"].to_dict() == {"Outlet a": 0, "Outlet b": 0, "Outlet c": 1}
    assert counts["omitted"].to_dict() == {"Outlet a": 0, "Outlet b": 0, "Outlet c": 1}


def test_the_title_counts_proposed_claims_of_one_outlet_that_are_not_drawn(told, laid_out):
    claims, _, grid = (part.assign(source="proposed") for part in laid_out)
    tables = {"articles": told[0], "claims": claims, "claim_grid": grid}
    drawing = prepare_claim_grid(tables)
    assert drawing.title == (
        "Of 1 claim, 0 are found in all 3 outlets; 1 more is proposed from one alone and not "
        "drawn"
    )
    tracked = prepare_claim_grid(
        tables
        | {name: tables[name].assign(source="tracked") for name in ("claims", "claim_grid")}
    )
    assert tracked.title == "Of 2 claims, 0 are found in all 3 outlets, 1 in one alone"


def test_two_outlets_share_some_of_the_proposed_claims(told):
    claims = pd.DataFrame(
        {"claim": [0, 1, 2], "statement": list("xyz"), "outlets": [2, 1, 1]}
    )
    grid = pd.DataFrame({"claim": [0, 0], "outlet": ["Outlet a", "Outlet b"]}).assign(
        found=True, sentences=1, position=[0.0, 0.5]
    )
    articles = told[0][told[0]["article_id"] != "c"]
    tables = {"articles": articles, "claims": claims.assign(source="proposed")}
    drawing = prepare_claim_grid(tables | {"claim_grid": grid})
    assert drawing.title == "1 of 3 proposed claims is found in both outlets"
    assert drawing.subtitle.startswith("claims about the cast")
    assert "a filled mark may be wrong too" in drawing.note
    counts = pd.DataFrame({"outlet": ["Outlet a", "Outlet b"]})
    counts = counts.assign(source="proposed", shared=0)
    with pytest.raises(CannotDraw, match="needs three outlets, or statements of your own"):
        prepare_omitted({"articles": articles, "claim_counts": counts})


def test_counts_by_hand(told, laid_out):
    articles, sentences, _ = told
    _, carried, grid = laid_out
    counts = count_claims(grid, carried, sentences, articles, seed=0).set_index("outlet")
    assert counts["carried"].to_dict() == {"Outlet a": 1, "Outlet b": 2, "Outlet c": 0}
    assert counts.loc["Outlet b", ["shared", "omitted", "alone"]].tolist() == [1, 0, 1]
    assert counts.loc["Outlet c", ["shared", "omitted", "alone"]].tolist() == [2, 2, 0]
    # c draws 2 of 6 sentences: claim 0 stands in two of them, claim 1 in one
    by_hand = (4 * 3) / (6 * 5) + 4 / 6
    assert counts.loc["Outlet c", "expected"] == pytest.approx(by_hand, abs=0.08)
    again = count_claims(grid, carried, sentences, articles, seed=0).set_index("outlet")
    pd.testing.assert_frame_equal(counts, again)


def test_a_claim_in_headings_alone_can_be_drawn():
    ids = list("abcd")
    articles = pd.DataFrame({"article_id": ids, "outlet": list("ABCD"), "event": ""})
    sentences = pd.concat(
        pd.DataFrame(
            {
                "article_id": one,
                "sentence": range(10),
                "heading": [True] + [False] * 9,
                "paragraph": range(10),
            }
        )
        for one in ids
    )
    support = pd.DataFrame(
        {"claim": 0, "article_id": list("bcd"), "sentence": 0, "similarity": 1.0}
    )
    claims = pd.DataFrame({"claim": [0], "statement": ["It rained."]})
    claims, support = number_claims({"tracked": (claims, support)}, articles)
    grid = lay_out_grid(claims, support, sentences, articles)
    counts = count_claims(grid, support, sentences, articles, seed=0).set_index("outlet")
    assert counts.loc["A", ["sentences", "shared", "omitted"]].tolist() == [10, 1, 1]
    # ten of thirty sentences are drawn, three of which carry it
    none = (20 * 19 * 18) / (30 * 29 * 28)
    assert counts.loc["A", "expected"] == pytest.approx(none, abs=0.05)


def test_one_outlet_has_no_omissions_and_says_so(told):
    articles, sentences, mentions = read({"a": TOLD["a"]})
    claims, support = propose_claims(sentences, mentions, STONE)
    claims, support = number_claims({"proposed": (claims, support)}, articles)
    grid = lay_out_grid(claims, support, sentences, articles)
    assert find_omissions(claims, grid).empty
    counts = count_claims(grid, support, sentences, articles, seed=0)
    assert counts.empty
    tables = {
        "articles": articles,
        "claims": claims,
        "claim_grid": grid,
        "claim_counts": counts,
    }
    with pytest.raises(CannotDraw, match="two outlets"):
        prepare_claim_grid(tables)
    with pytest.raises(CannotDraw, match="two outlets"):
        prepare_omitted(tables)


def test_chances_are_those_of_drawing_without_putting_back():
    assert chance_of_any(5, 2, 2) == pytest.approx(1 - (3 / 5) * (2 / 4))
    assert chance_of_any(5, 5, 1) == 1


def test_opposites_denials_and_numbers_are_shown():
    _, sentences, mentions = read(
        {
            "a": "Stone left Acme in May. Acme paid its workers. Stone owns three houses in Oslo.",
            "b": "Stone stays at Acme in May. Acme did not pay its workers. "
            "Stone owns two houses in Oslo.",
        }
    )
    pairs = find_contradictions(sentences, mentions, STONE)
    kinds = set(
        zip(pairs["kind"], pairs["left_sentence"], pairs["right_sentence"], strict=True)
    )
    assert kinds == {("opposite", 0, 0), ("denial", 1, 1), ("number", 2, 2)}


def test_who_is_left_behind_and_others_who_have_not_left_contradict_nothing():
    _, sentences, mentions = read(
        {
            "a": "Stone plans to leave Acme in the coming months. Acme was left behind by rivals.",
            "b": "Stone warned that people who have not left Acme will leave in the coming "
            "months. Acme remains involved with rivals.",
        }
    )
    assert find_contradictions(sentences, mentions, STONE).empty


def test_agreeing_texts_hold_no_contradiction():
    _, sentences, mentions = read({"a": TOLD["a"], "b": TOLD["a"]})
    assert find_contradictions(sentences, mentions, STONE).empty


def test_proposed_claims_agree_with_the_codes_of_the_seeds(story):
    codes = read_codes(SEEDS / "claim_codes.csv")
    first = match_codes(codes[codes["pass"].astype(str) == "1"], story.sentences)
    coded = pair_sentences(first.rename(columns={"target": "claim"}).drop_duplicates())
    support = story.claim_support.query("source == 'proposed'")
    figures = compare_pairs(pair_sentences(support), coded)
    assert figures["F1"] >= 0.60  # 0.68 when this was written
    assert figures["precision"] >= 0.65


def test_every_tracked_statement_has_a_row_for_each_outlet(story):
    tracked = story.claim_grid.query("source == 'tracked'")
    assert len(tracked) == len(story.statements) * story.articles["outlet"].nunique()
    leaves = tracked[tracked["claim"] == 0]
    assert leaves["found"].all()  # all five say that LeCun leaves Meta


def test_evidence_of_a_claim_is_its_sentences(story):
    support, claims = story.claim_support, story.claims
    statement = claims["statement"][0]
    shown = story.evidence("claim", target=statement, n=None)
    assert len(shown) == (support["claim"] == 0).sum()


def test_a_story_of_others_takes_statements(tmp_path):
    frame = pd.DataFrame(
        {"article_id": list(TOLD), "outlet": list(TOLD), "text": list(TOLD.values())}
    )
    own = open_story(frame, cast=STONE, statements=["Stone founds a bakery."], kept=False)
    grid = own.claim_grid.query("source == 'tracked'")
    assert grid.loc[grid["found"], "outlet"].tolist() == ["a", "b"]
    none = open_story(frame, cast=STONE, kept=False)
    assert set(none.claims["source"]) == {"proposed"}
