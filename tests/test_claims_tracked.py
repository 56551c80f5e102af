"""Statements that a person lists, tracked through the sentences."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_cli import call, refused

from analysis.corpus.cast import Cast, Entity
from analysis.corpus.codes import read_codes
from analysis.errors import InputError
from analysis.measures.claim_agreement import average_precision, rank_statements
from analysis.measures.claim_proposals import keep_statements
from analysis.measures.claim_scores import (
    SUPPORTED,
    read_statements,
    score_cover,
    score_statements,
)
from analysis.measures.coded import match_codes
from analysis.models.covering import cover_statements
from analysis.text.mentions import find_mentions
from analysis.text.propositions import find_propositions
from analysis.text.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
BODY = (
    "Stone left Acme in May. He will found a bakery in Oslo. The weather was mild. "
    "Critics praised the opera. A bridge fell in the storm. Prices rose again."
)
STONE = Cast((Entity("Stone", "person", aliases=("Stone", "Ann Stone"), pronouns="he"),))


def read(body, cast=STONE):
    articles = pd.DataFrame({"article_id": ["a"], "title": [""], "body": [body]})
    sentences = split_sentences(articles)
    return sentences, find_mentions(sentences, cast)


@pytest.fixture(scope="module")
def told():
    return read(BODY)


def test_a_statement_is_found_in_the_sentence_that_says_it_by_a_pronoun(told):
    scores = score_statements(["Ann Stone founds a bakery."], *told, STONE)
    assert len(scores) == len(told[0])
    assert scores.loc[scores["supported"], "sentence"].tolist() == [1]
    assert scores["score"].between(0, 1).all()


def test_a_statement_that_nobody_makes_is_not_supported(told):
    scores = score_statements(["The parliament of Peru was dissolved."], *told, STONE)
    assert not scores["supported"].any()


def test_statements_are_scored_once_and_alike_in_any_order(told):
    some = ["Stone left Acme.", "The weather was mild.", "Stone left Acme."]
    one, other = (score_statements(each, *told, STONE) for each in (some, some[::-1]))
    assert len(one) == 2 * len(told[0])
    pd.testing.assert_frame_equal(one, other, atol=1e-6)


def test_no_statement_and_no_sentence_give_an_empty_table(told):
    assert score_statements([], *told, STONE).empty
    assert score_statements(["Stone left."], told[0][:0], told[1][:0], STONE).empty


def test_cover_is_one_for_the_text_itself_and_asymmetric():
    short, long = "Stone left Acme.", "Stone left Acme in May, said a friend of the family."
    cover = cover_statements([short, long], [short, long])
    assert cover[0, 0] == pytest.approx(1, abs=1e-5)
    assert cover[0, 1] > cover[1, 0]


def test_scores_keep_the_order_of_the_cover():
    cover = np.array([[0.2, 0.9, 0.5], [0.3, 0.3, 0.3]])
    scores = score_cover(cover)
    assert list(np.argsort(scores[0])) == [0, 2, 1]
    assert np.ptp(scores[1]) == 0
    assert score_cover(np.zeros((0, 4))).shape == (0, 4)


def test_average_precision_does_not_depend_on_the_order_of_ties():
    scores = np.array([0.5, 0.5, 0.9, 0.5, 0.1])
    gold = np.array([True, False, False, False, True])
    wanted = (1 / 4 + 2 / 5) / 2  # one right of the best four, both of five
    assert average_precision(scores, gold) == pytest.approx(wanted)
    assert average_precision(scores[::-1], gold[::-1]) == pytest.approx(wanted)


def test_average_precision_by_hand():
    gold = np.array([True, False, True, False])
    assert average_precision(np.array([4.0, 3, 2, 1]), gold) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    assert np.isnan(average_precision(np.array([1.0]), np.array([False])))


def test_statements_are_read_from_lines_and_from_a_column(tmp_path):
    lines, table = tmp_path / "a.txt", tmp_path / "b.csv"
    lines.write_text("It rained, a lot.\n\n It rained, a lot. \nIt froze.\n", "utf-8")
    table.write_text('key,statement\n1,"It rained, a lot."\n2,It froze.\n', "utf-8-sig")
    assert read_statements(lines) == ["It rained, a lot.", "It froze."]
    assert read_statements(table) == ["It rained, a lot.", "It froze."]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "", "holds no statement"),
        ("a.txt", "statement,n\n,1\n", "holds no statement"),
        ("a.txt", "x" * 1001, "1001 characters"),
        (
            "b.csv",
            "statement\nBoeing lost money, again.\n",
            "b.csv is no CSV .* saw 2. Put",
        ),
        ("b.csv", 'statement\n"Boeing lost money.\n', r"b\.csv is no CSV that can be read"),
        (
            "b.csv",
            "Statement\nIt rained.\n",
            r"b\.csv lacks .*'statement' \(has: Statement\)",
        ),
        (
            "b.csv",
            "claim,note\nIt rained.,x\n",
            r"lacks .*'statement' \(has: claim, note\)",
        ),
        (
            "b.csv",
            "statement,statement\na,b\n",
            r"b\.csv: There are two columns 'statement'",
        ),
        ("b.csv", "", r"b\.csv cannot be read: empty"),
    ],
)
def test_files_without_usable_statements_are_refused(tmp_path, name, text, said):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        read_statements(path)
    with pytest.raises(InputError, match="No such file"):
        read_statements(path.with_stem("none"))


def test_propositions_restore_subjects_and_keep_every_sentence(told):
    found = find_propositions(*told)
    assert set(found["sentence"]) == set(told[0]["sentence"])
    assert "Stone will found a bakery in Oslo" in found["text"].tolist()


def test_the_command_writes_every_statement_and_sentence(monkeypatch, capsys, tmp_path):
    (tmp_path / "story").mkdir()
    (tmp_path / "story" / "one.txt").write_text(BODY, "utf-8")
    statements, out = tmp_path / "s.csv", tmp_path / "out.csv"
    statements.write_text("statement\nStone left Acme.\nThe sea froze.\n", "utf-8")
    arguments = ["claims", tmp_path / "story", "--statements", statements, "--out", out]
    code, said, _ = call(monkeypatch, capsys, *arguments)
    rows = pd.read_csv(out)
    assert code == 0
    assert "1 of 2 statements found in 1 sentences" in said
    assert list(rows) == [
        "statement", "article_id", "sentence", "text", "score", "supported",
    ]  # fmt: skip
    assert len(rows) == 12
    arguments[3] = tmp_path / "nowhere.csv"
    assert "cannot be read" in refused(monkeypatch, capsys, *arguments)


def test_statements_rank_the_seeds_sentences_as_the_codes_do(story):
    listed = pd.read_csv(SEEDS / "claim_statements.csv")
    codes = read_codes(SEEDS / "claim_codes.csv")
    first = match_codes(codes[codes["pass"].astype(str) == "1"], story.sentences)
    coded = first.merge(listed, left_on="target", right_on="claim")
    assert len(coded) == 400  # every code finds its sentence
    scores = score_statements(
        listed["statement"], story.sentences, story.mentions, story.cast
    )
    ranked = rank_statements(scores, coded)
    assert ranked["precision"].mean() >= 0.80  # 0.86 when this was written
    assert ranked["found"].sum() / ranked["supported"].sum() >= 0.6
    assert SUPPORTED == 0.30


@pytest.mark.parametrize(
    ("body", "stated"),
    [
        ("Stone accused Acme of saving money.", "Acme saving money"),
        ("Acme was accused by Stone of saving money.", "Acme saving money"),
        (
            "“I am responsible for the ships and their crews,” Stone said.",
            "Stone is responsible",
        ),
        (
            "Stone would have stayed if he had seen the letter.",
            "if Stone had seen the letter",
        ),
    ],
)
def test_propositions_say_who_does_it(body, stated):
    found = find_propositions(*read(body))
    clauses = found.loc[found["kind"] == "clause", "text"]
    assert any(text.startswith(stated) for text in clauses), clauses.tolist()


def test_a_condition_is_no_claim():
    told = read("Stone would have stayed if he had seen the letter.")
    kept = keep_statements(find_propositions(*told), STONE)
    assert "Stone would have stayed" in kept["text"].tolist()
    assert not kept["text"].str.startswith("if").any()
