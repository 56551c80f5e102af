"""Headings: which lines of an article are its title or a section heading."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.headings import find_headings, is_title
from analysis.corpus.lines import split_lines

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"
PROSE = "The company said on Monday that it would close two of its plants."


def headings(body, title=""):
    return [body[start:end] for start, end in find_headings(body, title)]


def seed(number):
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text("utf-8")


def test_section_headings_of_the_five_articles():
    assert headings(seed("000")) == []
    assert headings(seed("001")) == [
        "A departure after twelve years and growing tension with Meta’s AI strategy",
        "Meta remains involved but without steering the project",
    ]
    assert headings(seed("003")) == [
        "Yann LeCun Leaves Meta to Launch Advanced Machine Intelligence Startup"
    ]
    found = headings(seed("004"))
    assert found[0].startswith("Yann LeCun Quits Meta")
    assert len(found) == 9


def test_title_subtitle_and_section():
    body = f"Plants Close\n\nTwo towns are hit\n\nWhat Comes Next\n\n{PROSE}\n"
    assert headings(body) == ["Plants Close", "Two towns are hit", "What Comes Next"]


@pytest.mark.parametrize(
    "line",
    [
        "It closed.",
        "- Two plants close",
        "3. Two plants close",
        "here the line goes on",
        "“We will close two plants”",
        "He left early. She stayed",
        "Here is what we know:",
        "So is this the end of it all for us?",
    ],
)
def test_a_sentence_or_list_item_is_no_heading(line):
    assert headings(f"{PROSE}\n{line}\n{PROSE}") == []


@pytest.mark.parametrize(
    "line",
    ["What happens next?", "The End of an Era, Or Just the Beginning?", "## Closures"],
)
def test_heading_between_paragraphs(line):
    assert headings(f"{PROSE}\n{line}\n{PROSE}") == [line]


def test_a_run_of_short_lines_is_a_list():
    body = "\n".join([PROSE, "Ann Smith", "Bob Jones", "Cat Brown", PROSE])
    assert headings(body) == []


def test_text_broken_at_a_fixed_width():
    body = (
        "The company said on Monday that\nit would close two of its plants\n"
        "in the north. Workers and\nunions were told in the morning.\n\n"
        "What Comes Next\n\nThe plants will close in\nspring, the company said.\n"
    )
    assert headings(body) == ["What Comes Next"]


def test_known_title_is_found_anywhere_and_with_the_site_behind_it():
    assert headings(f"{PROSE}\nwho won?", "Who Won?") == ["who won?"]
    assert is_title(
        "Two plants close in the north - The Daily", "Two Plants Close in the North"
    )
    assert not is_title("The", "The Plants")
    assert not is_title("Two plants close in the north of the state.", "Two plants close")
    assert not is_title("", "")


@given(st.text(alphabet="aB .?\n\r#-’\u2028", max_size=80), st.text("aB ", max_size=9))
def test_offsets_are_whole_trimmed_lines(body, title):
    lines = {(line.start, line.end) for line in split_lines(body) if line.text}
    found = find_headings(body, title)
    assert set(found) <= lines
    assert found == sorted(found)


@given(st.text(alphabet="aB \n\r\t\x0b\x85\u2028", max_size=60))
def test_lines_cover_the_text(text):
    lines = split_lines(text)
    assert "".join(text[line.opens : line.closes] for line in lines) == text
    assert all(text[line.start : line.end] == line.text for line in lines)
