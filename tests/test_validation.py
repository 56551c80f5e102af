"""How far measures agree with codes, counted on a toy article."""

from math import comb

import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.code_scores import score_sentiment
from analysis.measures.scoring import CHANCE
from analysis.measures.validation import (
    describe_validation,
    validate_measures,
    write_validation,
)
from analysis.tables import LABELS, empty

TEXTS = [f"Sentence {i}." for i in range(6)]
LABEL = ["positive", "neutral", "negative", "positive", "neutral", "neutral"]
VOICE = ["outlet", "outlet", "Ann", "Bob", "outlet", "Ann"]


def article(article_id):
    n = range(6)
    return pd.DataFrame(
        {
            "article_id": article_id,
            "sentence": n,
            "paragraph": n,
            "text": TEXTS,
            "heading": False,
        }
    )


def measured(article_id, labels=LABEL, voices=VOICE):
    shares = np.array(
        [[0.8 if name == label else 0.1 for name in LABELS] for label in labels]
    )
    frame = pd.DataFrame(shares, columns=list(LABELS))
    return frame.assign(
        article_id=article_id,
        sentence=range(6),
        entity="Acme",
        label=labels,
        voice=voices,
        score=shares[:, 2] - shares[:, 0],
        uncertain=[False, False, False, False, True, True],
    )


def coded(article_id, values, measure="sentiment", number=1):
    return pd.DataFrame(
        {
            "article_id": article_id,
            "text": TEXTS[: len(values)],
            "coder": "x",
            "coder_kind": "person",
            "pass": number,
            "measure": measure,
            "target": "Acme",
            "value": values,
            "probability": np.nan,
        }
    )


def tables_of(*sentiment):
    ids = [frame["article_id"].iloc[0] for frame in sentiment]
    outlets = [article_id.upper() for article_id in ids]
    mentions = pd.concat(sentiment)[["article_id", "sentence", "entity"]]
    mentions = mentions.assign(surface=mentions["entity"], kind="name")
    return {
        "articles": pd.DataFrame({"article_id": ids, "outlet": outlets, "event": ""}),
        "sentences": pd.concat([article(i) for i in ids], ignore_index=True),
        "sentiment": pd.concat(sentiment),
        "mentions": mentions,
        "namings": empty("namings"),
    }


TABLES = tables_of(measured("a"))
VALUES = ["1", "0", "0", "-1", "0", "1"]  # labels: 1 0 -1 1 0 0


def test_scores_by_hand():
    found = validate_measures(TABLES, coded("a", VALUES))
    assert found.score("sentiment", "accuracy") == 0.5
    # F1: negative 0 of 2, neutral 2 * 2 / (3 + 3), positive 2 * 1 / (2 + 2)
    assert found.score("sentiment", "macro-F1") == pytest.approx((0 + 4 / 6 + 2 / 4) / 3)
    # all are sure at .8 and half are right
    assert found.score("sentiment", "calibration error") == pytest.approx(0.3)
    assert found.score("sentiment", "share certain") == pytest.approx(4 / 6)
    assert found.score("sentiment", "accuracy where certain") == 0.5
    scores = found.scores.set_index("statistic")
    assert scores.loc["accuracy", "low"] < 0.5 < scores.loc["accuracy", "high"]
    assert np.isnan(found.score("sentiment", "accuracy", "Bolt"))


def test_scores_are_those_of_the_notebooks_where_all_classes_occur():
    codes = coded("a", VALUES)
    ours = validate_measures(TABLES, codes).score("sentiment", "macro-F1")
    theirs = score_sentiment(TABLES["sentences"], TABLES["sentiment"], codes)
    assert ours == pytest.approx(theirs["macro_f1"].iloc[0])


def test_a_class_that_never_occurs_is_no_mistake():
    tables = tables_of(measured("a", ["neutral", "positive"] * 3))
    found = validate_measures(tables, coded("a", ["0", "1"] * 3))
    assert found.score("sentiment", "macro-F1") == 1


def test_shares_that_never_vary_are_not_certain():
    found = validate_measures(
        tables_of(measured("a", ["neutral"] * 6)), coded("a", ["0"] * 6)
    )
    scores = found.scores.set_index("statistic")
    accuracy = scores.loc["accuracy"]
    assert accuracy["value"] == accuracy["high"] == 1
    assert accuracy["low"] == pytest.approx(6 / (6 + 1.959964**2))  # Wilson, 6 of 6
    assert accuracy["note"] == "nothing varies: Wilson's interval of 6 sentences"
    assert scores.loc["accuracy where certain", "low"] == pytest.approx(
        4 / (4 + 1.959964**2)
    )
    assert scores.loc["accuracy where certain", "n"] == 4
    assert (
        scores.loc[["macro-F1", "calibration error"], ["low", "high"]].isna().all(axis=None)
    )
    assert (
        "sentiment: nothing varies: Wilson's interval of 6 sentences: accuracy"
        in describe_validation(found)
    )


def test_a_class_that_a_draw_lacks_is_no_mistake():
    found = validate_measures(
        tables_of(measured("a", ["neutral"] * 5 + ["positive"])),
        coded("a", ["0"] * 5 + ["1"]),
    )
    row = found.scores.set_index("statistic").loc["macro-F1"]
    assert row["value"] == 1
    assert row[["low", "high"]].isna().all()  # right in every draw, with one class or two
    assert row["note"].startswith(
        "few codes, each of which counts for much: 0 of negative, 1 of positive; nothing"
    )


def test_a_sentence_coded_twice_is_drawn_as_one():
    once = validate_measures(TABLES, coded("a", VALUES))
    both = pd.concat([coded("a", VALUES), coded("a", VALUES, number=2)])
    twice = validate_measures(TABLES, both)
    kept = ["value", "low", "high"]
    sentiment = [frame.scores.query("measure == 'sentiment'") for frame in (once, twice)]
    pd.testing.assert_frame_equal(sentiment[0][kept], sentiment[1][kept])
    certain = sentiment[1]["statistic"] == "accuracy where certain"
    assert sentiment[1].loc[certain, "n"].tolist() == [8]
    assert (sentiment[1].loc[~certain, "n"] == 12).all()


def test_where_no_label_is_certain_there_is_no_accuracy_of_them():
    labels = measured("a").assign(uncertain=True)
    found = validate_measures(tables_of(labels), coded("a", VALUES))
    assert np.isnan(found.score("sentiment", "accuracy where certain"))
    assert describe_validation(found)[0].endswith(
        "accuracy where certain none; n = 6 codes"
    )


def test_chance_alone_makes_some_calibration_error():
    found = validate_measures(TABLES, coded("a", VALUES))
    # six labels at .8: |right / 6 - .8| on average
    shares = np.array([comb(6, k) * 0.8**k * 0.2 ** (6 - k) for k in range(7)])
    wanted = (shares * np.abs(np.arange(7) / 6 - 0.8)).sum()
    assert found.score("sentiment", CHANCE) == pytest.approx(wanted, abs=0.02)


def test_no_table_holds_a_formula(tmp_path):
    tables = tables_of(measured("a").assign(entity="@Acme"))
    codes = pd.concat([coded("a", VALUES), coded("a", ["@ann"] * 6, "voice")])
    codes = codes.assign(target="@Acme", coder="=x")
    write_validation(validate_measures(tables, codes), tmp_path / "out")
    cells = {
        cell
        for path in (tmp_path / "out").glob("*.csv")
        for cell in pd.read_csv(path, dtype=str).to_numpy().ravel()
        if isinstance(cell, str)
    }
    assert {"'@Acme", "'@ann", "'=x"} <= cells
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_every_disagreement_is_a_sentence_with_both_labels():
    apart = validate_measures(TABLES, coded("a", VALUES)).disagreements
    assert apart[["text", "code", "label"]].to_numpy().tolist() == [
        ["Sentence 2.", "neutral", "negative"],
        ["Sentence 3.", "negative", "positive"],
        ["Sentence 5.", "positive", "neutral"],
    ]


def test_voices_whom_the_codes_do_not_name_are_others():
    values = ["outlet", "Ann", "Ann", "other", "other", "Ann"]
    found = validate_measures(TABLES, coded("a", values, "voice"))
    assert found.score("voice", "same voice") == pytest.approx(4 / 6)
    assert found.score("voice", "outlet's or not") == pytest.approx(4 / 6)
    assert np.isnan(found.score("sentiment", "macro-F1"))


def test_a_speaker_may_be_coded_by_any_of_his_names():
    told = pd.DataFrame({"surface": ["Ann Lee"], "entity": ["Ann"], "kind": ["name"]})
    mentions = pd.concat([TABLES["mentions"], told])
    values = ["outlet", "Ann Lee", "ann lee", "other", "other", "Ann"]
    full = validate_measures(TABLES | {"mentions": mentions}, coded("a", values, "voice"))
    assert full.score("voice", "same voice") == pytest.approx(4 / 6)


def test_without_voices_it_says_so():
    tables = tables_of(measured("a", voices=[""] * 6))
    found = validate_measures(tables, coded("a", ["outlet"] * 6, "voice"))
    assert found.notes == ("voice is coded, but this version does not tell voices apart",)
    assert found.scores.query("measure == 'voice'").empty


def test_reference_and_naming_by_sentence():
    reference = coded("a", ["name", "none", "name", "name", "name", "none"], "reference")
    naming = coded("a", ["left", "none", "exit"], "naming")
    namings = pd.DataFrame({"article_id": "a", "sentence": [0, 1]})
    tables = TABLES | {"namings": namings}
    found = validate_measures(tables, pd.concat([reference, naming]))
    assert found.score("reference", "precision", "Acme") == pytest.approx(4 / 6)
    assert found.score("reference", "recall", "Acme") == 1
    assert found.score("naming", "precision", "Acme") == 0.5
    assert found.score("naming", "F1", "Acme") == 0.5


def test_a_drawn_sheet_shows_precision_of_reference_alone():
    sheet = pd.concat([coded("a", VALUES[:5]), coded("a", ["none"] * 6, "reference")[5:]])
    found = validate_measures(TABLES, sheet.assign(probability=0.5))
    reference = found.scores.query("measure == 'reference'")
    assert reference[["statistic", "value"]].to_numpy().tolist() == [["precision", 5 / 6]]


def test_directions_of_outlets_that_differ():
    tables = tables_of(
        measured("a", ["positive"] * 6),
        measured("b", ["neutral"] * 6),
        measured("c", ["negative"] * 6),
    )
    codes = pd.concat(
        [coded("a", ["0"] * 6), coded("b", ["1"] * 6), coded("c", ["0"] * 5 + ["-1"])]
    )
    # codes: A 0, B 1, C -1/6; measured: A .7, B 0, C -.7
    found = validate_measures(tables, codes).directions
    sides = found[["left", "right", "agrees"]].to_numpy().tolist()
    assert sides == [["A", "B", False], ["A", "C", True], ["B", "C", True]]
    close = pd.concat([coded("a", ["0"] * 6), coded("c", ["0"] * 6)])
    assert validate_measures(tables, close).directions.empty


def test_outlets_are_compared_inside_an_event():
    tables = tables_of(measured("a"), measured("b", ["neutral"] * 6))
    apart = tables["articles"].assign(event=["x", "y"])
    codes = pd.concat([coded("a", ["0"] * 6), coded("b", ["1"] * 6)])
    assert validate_measures(tables | {"articles": apart}, codes).directions.empty


def test_what_was_not_scored_is_said():
    strange = coded("a", ["0"]).assign(text="Nobody wrote this.")
    unmeasured = measured("a").iloc[:5]
    found = validate_measures(
        tables_of(unmeasured), pd.concat([coded("a", VALUES), strange])
    )
    assert found.notes[0] == (
        "1 of 7 codes have no sentence with their text; the first is of a: “Nobody wrote this.”"
    )
    assert found.notes[1].startswith("1 of 6 codes of sentiment were not measured")


def test_codes_of_whom_the_cast_does_not_know_are_named():
    typed = coded("a", ["0", "1"]).assign(target="Acmee")
    voices = coded("a", ["outlet", "Anne", "Ann"], "voice")
    found = validate_measures(TABLES, pd.concat([coded("a", VALUES), typed, voices]))
    assert found.notes == (
        "2 codes of sentiment are toward Acmee, toward whom nothing is measured (has: Acme)",
        "1 code of voice names Anne, whom no voice found here is: it counts as an error of "
        "the voices",
    )


@pytest.mark.parametrize("measure", ["frame", "mood"])
def test_codes_without_sentiment_or_voice_score_nothing(measure, tmp_path):
    found = validate_measures(TABLES, coded("a", ["1"] * 6, measure))
    assert np.isnan(found.score("sentiment", "macro-F1"))
    assert describe_validation(found) == list(found.notes)
    write_validation(found, tmp_path)
    assert found.notes == (
        ()
        if measure == "frame"
        else (
            "6 codes of 'mood' not scored: there is no such measure of codes (has: claim, "
            "frame, naming, reference, sentiment, voice)",
        )
    )


def test_nothing_to_compare_is_an_error():
    with pytest.raises(InputError, match="There are no codes"):
        validate_measures(TABLES, empty("codes"))
    with pytest.raises(InputError, match=r"None of the 1 codes .* of z: “Sentence 0."):
        validate_measures(TABLES, coded("z", ["0"]))


def test_codes_toward_others_are_an_error():
    with pytest.raises(InputError, match="coded toward Bolt, but measured toward none"):
        validate_measures(TABLES, coded("a", ["0"]).assign(target="Bolt"))


def test_lines_and_files(tmp_path):
    found = validate_measures(TABLES, coded("a", VALUES).assign(coder="=1+1"))
    lines = describe_validation(found)
    assert lines[0].startswith("sentiment: macro-F1 0.39 (")
    assert lines[0].endswith("n = 6 codes")
    assert "reference of Acme: precision 1.00, recall 1.00, F1 1.00; n = 6 codes" in lines
    write_validation(found, tmp_path)
    apart = pd.read_csv(tmp_path / "disagreements.csv")
    assert set(apart["coder"]) == {"'=1+1"}
    assert len(pd.read_csv(tmp_path / "scores.csv")) == len(found.scores)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".tellings",
        "confusion.csv",
        "directions.csv",
        "disagreements.csv",
        "scores.csv",
    ]
