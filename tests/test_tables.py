import io

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.tables import TABLES, check, empty, require_columns, write_csv


def test_check_orders_types_and_sorts():
    frame = pd.DataFrame(
        {"rule": ["b", "a"], "text": ["y", "x"], "end": ["2", "1"], "start": [1, 0]}
    ).assign(article_id="a", further=1)
    checked = check(frame, "removed")
    assert list(checked.columns) == ["article_id", "start", "end", "text", "rule"]
    assert checked["end"].tolist() == [1, 2]


def test_a_missing_column_is_named_with_what_is_there_and_the_remedy():
    with pytest.raises(InputError) as error:
        require_columns(
            pd.DataFrame({"article_id": [], "start": []}),
            ["article_id", "entity"],
            "mentions",
            make_with="find_mentions(sentences, cast)",
        )
    assert str(error.value) == (
        "mentions lacks column 'entity' (has: article_id, start). "
        "Make it with find_mentions(sentences, cast)."
    )


def test_a_key_that_occurs_twice_is_refused():
    twice = pd.DataFrame({"source": ["a", "a"], "reason": ["x", "y"]})
    with pytest.raises(InputError, match=r"two rows for \{'source': 'a'\}"):
        check(twice, "skipped")


def test_a_value_of_another_type_is_refused():
    frame = empty("removed").astype(object)
    frame.loc[0] = ["a", "one", 2, "x", "rule"]
    with pytest.raises(InputError, match="'start' that is not int64"):
        check(frame, "removed")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_an_empty_form_that_is_itself_valid(name):
    assert check(empty(name), name).equals(empty(name))
    assert list(TABLES[name].key) == empty(name).columns[: len(TABLES[name].key)].tolist()


def test_csv_writes_booleans_lists_and_missing_as_promised():
    frame = pd.DataFrame(
        {"flag": [True, False], "terms": [["a", "b"], []], "x": [1.5, None]}
    )
    buffer = io.BytesIO()
    write_csv(frame, buffer)
    assert buffer.getvalue() == b'flag,terms,x\ntrue,"[""a"", ""b""]",1.5\nfalse,[],\n'
