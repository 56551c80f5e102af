"""Exercises: what counts as an answer, and that blanks and solutions are built as said."""

import ast

import numpy as np
import pandas as pd
import pytest

from analysis.exercises import BLANK, RIGHT, check_answer, recode
from tools import notebooks

SOURCES = notebooks.sources()


@pytest.mark.parametrize(
    ("answer", "expected", "said"),
    [
        (..., 3, BLANK),
        ("  The Decoder", "the decoder", RIGHT),
        ("Decoder", ["Banandre"], "Not yet: Decoder is not what the tables say."),
        (2, np.int64(2), RIGHT),
        (0.31, 0.3149, RIGHT),
        (0.31, 0.33, "Not yet: 0.31 is not what the tables say."),
        (True, np.True_, RIGHT),
        ("Meta", pd.Series(["LeCun", "Meta"]), RIGHT),
        ([1], 1, "Not yet: [1] is not what the tables say."),
        (1, [], "This story has nothing to check the answer against."),
    ],
)
def test_answers(answer, expected, said):
    assert list(check_answer(answer, expected)) == [said]


def test_how_near_a_number_must_be_and_the_hint():
    assert list(check_answer(7, 9, within=2)) == [RIGHT]
    assert str(check_answer(6, 9, within=2, hint="Count again.")[0]).endswith(
        "Count again."
    )


def test_answers_are_taken_out_of_exercise_cells_alone(tmp_path):
    source = tmp_path / "a.py"
    text = '# %% tags=["exercise"]\nn = 2\nwho = "x"  # why\n\n# %%\nm = 2\n'
    source.write_text(text, encoding="utf-8")
    blank, solved = notebooks.build(source), notebooks.build(source, solved=True)
    assert [c.source for c in blank.cells[1:]] == ["n = ...\nwho = ...", "m = 2"]
    assert [c.source for c in solved.cells[1:]] == ['n = 2\nwho = "x"  # why', "m = 2"]


def test_a_check_that_says_something_else_is_a_fault(tmp_path):
    source = tmp_path / "a.py"
    source.write_text('# %% tags=["check"]\ncheck_answer(1, 2)\n', encoding="utf-8")
    notebook = notebooks.build(source)
    assert len(notebooks.wrong_checks(notebook, solved=False)) == 1


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_exercise_has_a_solution_and_a_check_behind_it(source):
    cells = notebooks.build(source, solved=True).cells
    tags = [cell.metadata.get("tags", []) for cell in cells]
    places = [i for i, tag in enumerate(tags) if "exercise" in tag]
    for place in places:
        names = {node.targets[0].id for node in ast.parse(cells[place].source).body}
        checked = cells[place + 1]
        assert "check" in tags[place + 1], checked.source
        used = {
            n.id for n in ast.walk(ast.parse(checked.source)) if isinstance(n, ast.Name)
        }
        assert names <= used
    assert sum("check" in tag for tag in tags) == len(places)


def test_a_code_of_ones_own_changes_the_chosen_rows_alone_and_a_blank_changes_none():
    rows = pd.DataFrame({"text": ["a", "b", "a"], "value": [0.5, -1.0, 0.25]})
    mine = recode(rows, rows["text"] == "a", value=0)
    assert mine["value"].tolist() == [0, -1, 0]
    assert rows["value"].tolist() == [0.5, -1.0, 0.25]
    assert recode(rows, rows["text"] == "a", value=...).equals(rows)
