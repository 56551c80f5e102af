"""Quotation marks are told from apostrophes, and paired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.voice_quotes import find_quoted


def between(text, **options):
    return [text[one.start : one.end] for one in find_quoted(text, **options)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“No,” he said. “Yes.”", ["“No,”", "“Yes.”"]),
        ('"No," he said. "I (just) can\'t."', ['"No,"', '"I (just) can\'t."']),
        ("He called it 'a dead end,' and left.", ["'a dead end,'"]),
        ("‘A dead end’ and ‘the workers’ plan’.", ["‘A dead end’", "‘the workers’ plan’"]),
        ("«Non», dit-il.", ["«Non»"]),
        ("„Nein“, sagte er.", ["„Nein“"]),
        ("``No,'' he said.", ["``No,''"]),
        ("“One “two” three” four", ["“One “two” three”"]),
        (
            "“He said, ‘I’m gone,’ and left,” she said.",
            ["“He said, ‘I’m gone,’ and left,”"],
        ),
        ('"Work-related” mail', ['"Work-related”']),
    ],
)
def test_the_outermost_marks_are_paired(text, quoted):
    assert between(text) == quoted


@pytest.mark.parametrize(
    "text",
    ["It's the workers' plan.", "Rock 'n' roll in the '90s", "A 6'2\" man", "’Tis so"],
)
def test_apostrophes_and_inches_are_no_marks(text):
    assert between(text) == []


def test_a_mark_left_open_counts_where_the_paragraph_opens_or_the_next_goes_on():
    assert between("“Meta is lost.") == ["“Meta is lost."]
    assert not find_quoted("“Meta is lost.")[0].closed
    assert between("He said “Meta is lost.") == []
    assert between("He said “Meta is lost.", open_end=True) == ["“Meta is lost."]


@given(st.text(alphabet="ab .,s“”‘’\"'«»„`", max_size=40), st.booleans())
def test_stretches_follow_one_another_inside_the_text(text, open_end):
    ends = [0]
    for one in find_quoted(text, open_end=open_end):
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)
