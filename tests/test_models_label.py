"""CSV in, CSV out: rows and columns kept, mistakes named."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.files import write_table
from analysis.models.label import label_rows, read_rows


class Fixed:
    """Gives the first row's answer to every row."""

    bar = 0.5

    def __init__(self, answer=(0.123456, 0.4, 0.476544)):
        self.answer = answer

    def predict(self, texts, starts, ends, before=None):
        self.before = before
        return np.tile(self.answer, (len(texts), 1))


def rows(**columns):
    one = {"text": ["Meta won."], "start": ["0"], "end": ["4"]}
    return pd.DataFrame({**one, **columns})


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_are_added_behind_those_that_came():
    labelled = label_rows(rows(id=["007"]), model=Fixed())
    assert list(labelled.columns) == [
        *("text", "start", "end", "id"),
        *("negative", "neutral", "positive", "label", "uncertain"),
    ]
    assert labelled.iloc[0].tolist()[3:] == ["007", 0.1235, 0.4, 0.4765, "positive", True]
    assert not label_rows(rows(), model=Fixed((0.1, 0.8, 0.1)))["uncertain"].any()


def test_label_follows_the_exact_probabilities():
    answer = (0.400001, 0.4, 0.199999)
    assert label_rows(rows(), model=Fixed(answer))["label"].tolist() == ["negative"]
    answer = (0.4, 0.400001, 0.199999)
    assert label_rows(rows(), model=Fixed(answer))["label"].tolist() == ["neutral"]


def test_the_sentence_before_is_handed_on():
    model = Fixed()
    label_rows(rows(before=["Earlier."]), model=model)
    assert model.before == ["Earlier."]
    label_rows(rows(), model=model)
    assert model.before is None


def test_by_name_the_model_is_loaded():
    labelled = label_rows(rows(text=["Meta shamefully failed."]), model="small")
    assert labelled["label"].tolist() == ["negative"]
    with pytest.raises(InputError, match="no sentiment model 'medium'"):
        label_rows(rows(), model="medium")


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (rows().drop(columns="end"), r"lacks column 'end' \(has: text, start\)"),
        (rows().iloc[:0], "no rows"),
        (rows(text=["  "]), "Row 1: the text is empty"),
        (rows(text=[None]), "Row 1: the text is empty"),
        (rows(start=["x"]), "Row 1: start is 'x', which is not an integer"),
        (rows(start=["0.5"]), "start is '0.5'"),
        (rows(end=[""]), "end is '', which is not an integer"),
        (rows(end=["10"]), "start 0 and end 10 mark nothing in a text of 9 characters"),
        (rows(start=["-1"]), "start -1 and end 4 mark nothing"),
        (rows(start=["4"]), "start 4 and end 4 mark nothing"),
        (rows(start=["4"], end=["5"]), "mark only blanks"),
        (rows(label=["x"]), "already has a column 'label'"),
    ],
)
def test_mistakes_are_named(frame, words):
    with pytest.raises(InputError, match=words):
        label_rows(frame, model=Fixed())


def test_the_row_is_named():
    two = pd.concat([rows(), rows(end=["99"])], ignore_index=True)
    with pytest.raises(InputError, match="Row 2: start 0 and end 99"):
        label_rows(two, model=Fixed())


def test_read_keeps_every_cell_as_it_stands(tmp_path):
    text = (
        '\ufeffid,text,start,end\r\n007,"Meta, NA\nand more",0,4\r\n,"He ""won""",0,2\r\n'
    )
    frame = read_rows(write(tmp_path / "in.csv", text))
    assert frame.to_numpy().tolist() == [
        ["007", "Meta, NA\nand more", "0", "4"],
        ["", 'He "won"', "0", "2"],
    ]
    assert list(frame.columns) == ["id", "text", "start", "end"]


def test_files_that_cannot_be_read_are_said(tmp_path):
    with pytest.raises(InputError, match=r"absent\.csv cannot be read: No such file"):
        read_rows(tmp_path / "absent.csv")
    with pytest.raises(InputError, match=r"is empty\. It needs a header with text"):
        read_rows(write(tmp_path / "a.csv", ""))
    with pytest.raises(InputError, match=r"is not UTF-8 \(line 2\)"):
        read_rows(write(tmp_path / "b.csv", "text\né", "latin-1"))
    with pytest.raises(InputError, match="row 1: 3 cells where the header has 2"):
        read_rows(write(tmp_path / "c.csv", "text,start\nMeta, the firm,0\n"))
    with pytest.raises(InputError, match="two columns 'a'"):
        read_rows(write(tmp_path / "d.csv", "a,a\n1,2\n"))
    with pytest.raises(InputError, match="is not CSV"):
        read_rows(write(tmp_path / "e.csv", 'text\n"open'))


def test_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "out.csv"
    write_table(label_rows(rows(), model=Fixed()), path)
    assert path.read_text(encoding="utf-8") == (
        "text,start,end,negative,neutral,positive,label,uncertain\n"
        "Meta won.,0,4,0.1235,0.4,0.4765,positive,true\n"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_table(rows(), tmp_path / "folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "out.csv"]


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_written_rows_are_read_back(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    frame = pd.DataFrame(pairs, columns=["text", "more"], dtype="str")
    write_table(frame, path)
    assert read_rows(path).to_numpy().tolist() == [list(pair) for pair in pairs]
