"""codes.csv and filled sheets, read."""

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.codes import hide_formula, read_codes, show_formula
from analysis.errors import InputError

LONG = "article_id,text,coder,coder_kind,pass,measure,target,value\n"
SHEET = "article_id,text,target,sentiment,voice,probability,coder,coder_kind,pass\n"


@pytest.fixture
def write(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "codes.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_row_per_code_without_probability(write):
    codes = read_codes(write(LONG + "a,Acme won.,x,person,1,sentiment,Acme,1\n"))
    assert codes["value"].tolist() == ["1"]
    assert codes["probability"].isna().all()


def test_a_row_one_cell_too_long_is_refused(write):
    path = write(LONG + "a,Acme won,too.,x,person,1,sentiment,Acme,1\n")
    with pytest.raises(InputError, match=r"cannot be read as CSV.*line 2"):
        read_codes(path)


def test_a_sheet_gives_a_row_per_code_and_leaves_out_what_is_empty(write):
    rows = "a,Acme won.,Acme,+1,outlet,0.5,x,person,1\n"
    rows += "a,It lost.,Acme,,,0.5,x,person,1\n"
    codes = read_codes(write(SHEET + rows, "utf-8-sig"))
    assert codes[["measure", "value"]].to_numpy().tolist() == [
        ["sentiment", "1"],
        ["voice", "outlet"],
    ]
    assert codes["probability"].tolist() == [0.25, 0.25]  # .5, and half is coded


def test_who_stops_early_coded_with_less_probability_by_target(write):
    rows = "".join(
        f"a,Sentence {i}.,{target},{value},,0.5,x,person,1\n"
        for target, values in (("Acme", ["1", "0", "", ""]), ("Bolt", ["0", "none"]))
        for i, value in enumerate(values)
    )
    codes = read_codes(write(SHEET + rows))
    told = codes.groupby("target")["probability"].agg(list).to_dict()
    assert told == {"Acme": [0.25, 0.25], "Bolt": [0.5, 0.5]}


def test_voices_may_begin_with_a_capital(write):
    rows = (
        "a,Acme won.,Acme,1,Outlet,0.5,x,person,1\na,Ann won.,Acme,1,Ann,0.5,x,person,1\n"
    )
    codes = read_codes(write(SHEET + rows)).query("measure == 'voice'")
    assert codes["value"].tolist() == ["outlet", "Ann"]


def test_none_in_a_sheet_says_that_the_target_is_not_meant(write):
    rows = "a,It rained.,Acme,None,outlet,0.5,x,person,1\n"
    codes = read_codes(write(SHEET + rows))
    assert codes[["measure", "value"]].to_numpy().tolist() == [["reference", "none"]]


def test_semicolons_and_decimal_commas_of_other_countries(write):
    rows = "a;Acme won, and grew.;Acme;−1;outlet;0,25;x;person;1\n"
    codes = read_codes(write(SHEET.replace(",", ";") + rows))
    assert codes["value"].tolist() == ["-1", "outlet"]
    assert codes["probability"].tolist() == [0.25, 0.25]
    assert codes["text"].tolist() == ["Acme won, and grew."] * 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a,Acme won.,Acme,2,,0.5,x,person,1", r"sentiment '2' toward Acme for “Acme won."),
        ("a,Acme won.,Acme,1,,1.5,x,person,1", "probability '1.5'; it is above 0"),
        ("a,Acme won.,Acme,1,,0,x,person,1", "probability '0'"),
        ("a,Acme won.,Acme,1,,,x,robot,1", "coder_kind 'robot'; say person or model"),
    ],
)
def test_what_is_no_code_is_named(write, row, words):
    with pytest.raises(InputError, match=words):
        read_codes(write(SHEET + row + "\n"))


def test_a_sheet_in_another_encoding_is_refused(write):
    path = write(SHEET + "a,Café.,Acme,1,,,x,person,1\n", "latin-1")
    with pytest.raises(InputError, match="not UTF-8"):
        read_codes(path)


def test_a_pass_too_large_a_name_too_long_and_an_archive_are_refused(write, tmp_path):
    row = f"a,Acme won.,x,person,{'9' * 23},sentiment,Acme,1\n"
    with pytest.raises(InputError, match="codes has a value in 'pass' that is not int64"):
        read_codes(write(LONG + row))
    with pytest.raises(InputError, match="There is no file of codes at x"):
        read_codes("x" * 300)
    (tmp_path / "codes.csv.zip").write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"codes\.csv\.zip lacks column"):
        read_codes(tmp_path / "codes.csv.zip")


@given(st.text(st.sampled_from("'=+-@ab \t"), max_size=6))
def test_no_formula_and_nothing_lost(text):
    hidden = hide_formula(text)
    assert hidden[:1] not in {"=", "+", "-", "@", "\t"}
    assert show_formula(hidden) == text


def test_a_hidden_formula_in_a_sheet_is_shown_again(write):
    frame = pd.read_csv(io.StringIO(SHEET + "a,=1+1 said Acme.,Acme,1,,1,x,person,1\n"))
    hidden = frame.assign(text=frame["text"].map(hide_formula))
    codes = read_codes(write(hidden.to_csv(index=False)))
    assert codes["text"].tolist() == ["=1+1 said Acme."]
