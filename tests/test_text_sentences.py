"""Articles are split where their sentences end, and every character stays in place."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.text import parses
from analysis.text.parses import parse_lines, parse_paragraphs, plain_characters
from analysis.text.sentences import split_sentences


def articles(*bodies, title=""):
    ids = [f"a{n}" for n in range(len(bodies))]
    return pd.DataFrame({"article_id": ids, "title": title, "body": list(bodies)})


def split(body):
    return split_sentences(articles(body))["text"].tolist()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("He won the A.M. Turing Award. It was big.", 2),
        ("We want human-level A.I. by training. It is hard.", 2),
        ("“We want human-level A.I. by training”, he said. He left.", 2),
        ("Mr. Wang met Dr. J. K. Rowling Jr. on Monday. They spoke.", 2),
        ("The U.S. Army left. He lives in the U.S. The rest stayed.", 3),
        (
            "He works at Meta Inc. The firm grew by 3.5 percent to $14.3 billion. Then fell.",
            3,
        ),
        ("It ended at 5 p.m. on Monday. See No. 5. Go.", 3),
        ("“This is one. This is two.” Then he left.", 3),
        ('He said it is "over." Then he left.', 2),
        ('"Really?" asked Smith. "No! Never!" he said.', 2),
        ("Then (he knew. Really.) it was over. [Editor: yes. No.] Go.", 2),
        ("It was so … long. He waited... and left.", 2),
        ("Prices rose. 20 people left. iPhone sales fell. eBay won.", 4),
        ("Meta vs. Google. Smith v. Jones continues.", 2),
        ("His alternative? World models.", 2),
        ("Yahoo! said so.", 1),
        ("The museum closes at 5 p.m. Tickets cost £10.", 2),
        ("The blaze began at 9 a.m. Police arrived soon after.", 2),
        ("He was last seen in the U.S. Police are looking for him.", 2),
        ("They met in Washington, D.C. Officials expect a deal.", 2),
        ("The order came from Harlow Co. Staff were told on Monday.", 2),
        ("She earned a Ph.D. Universities offered her jobs.", 2),
        ("It opens at 9 a.m. Entry is free.", 2),
        ("He sued Harlow Inc. Shareholders were angry.", 2),
        ("It reached the E.U. Ministers met on Monday.", 2),
        ("A vigil was held at 8 p.m. Friday. It starts at 5 p.m. ET on Monday.", 2),
        ("He called the U.S. Senate weak. He works at Harlow Co. Ltd in London.", 2),
        ("She said the U.S. Open begins on Monday.", 1),
        ("He ran from the U.S. Marines and wept.", 1),
        ("U.S. Officials Say Deal Is Near", 1),
        ("He met Apple Inc. Chief Executive Tim Cook.", 1),
        ("The flight left at 6 a.m. Pacific Standard Time.", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(body, expected):
    assert len(split(body)) == expected, split(body)


def test_quotes_close_with_the_sentence_that_they_end():
    assert split('He left. “It is over.” She stayed. ‘No.’ "Yes." Fine.') == [
        "He left.",
        "“It is over.”",
        "She stayed.",
        "‘No.’",
        '"Yes."',
        "Fine.",
    ]


def test_a_heading_is_one_sentence_and_lines_are_paragraphs():
    body = (
        "The End of an Era? Or Not\n\nLeCun left Meta. He had worked there for years.\n"
        "Mr. Wang now leads the work of the lab, and he hires.\n"
    )
    table = split_sentences(articles(body))
    assert table["paragraph"].tolist() == [0, 1, 1, 2]
    assert table["heading"].tolist() == [True, False, False, False]
    assert table["sentence"].tolist() == [0, 1, 2, 3]


def test_the_title_is_a_heading_wherever_it_stands():
    body = "Meta loses its chief scientist.\nLeCun left. He will be missed by all."
    table = split_sentences(articles(body, title="Meta loses its chief scientist."))
    assert table["heading"].tolist() == [True, False, False]


@pytest.mark.parametrize("body", ["", " \n\t\n", "\u00a0"])
def test_an_article_without_words_has_no_sentence(body):
    table = split_sentences(articles(body, "One."))
    assert table["article_id"].tolist() == ["a1"]
    assert split_sentences(articles(body)).empty


def test_an_article_of_one_word_is_one_sentence():
    table = split_sentences(articles("Meta"))
    assert table[["sentence", "start", "end", "text"]].to_numpy().tolist() == [
        [0, 0, 4, "Meta"]
    ]


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    body = (
        "LeCun has left the company in\nwhich he worked for twelve years and\nwhere he led "
        "the research lab\nthat he had founded. He will\nstart a company.\n\nMeta said\n"
        "nothing to the\npress."
    )
    table = split_sentences(articles(body))
    assert table["paragraph"].tolist() == [0, 0, 1]
    assert table["text"].iloc[2] == "Meta said\nnothing to the\npress."


def test_a_very_long_line_is_parsed_in_pieces_and_split_all_the_same(monkeypatch):
    monkeypatch.setattr(parses, "_LONGEST", 60)
    body = "LeCun left Meta. " * 12 + "X" * 150 + " end."
    table = split_sentences(articles(body))
    assert table["text"].tolist()[:12] == ["LeCun left Meta."] * 12
    assert "".join(table["text"]).replace(" ", "") == body.replace(" ", "")


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="articles lacks column 'body'"):
        split_sentences(pd.DataFrame({"article_id": ["a"], "title": [""]}))


PIECES = st.lists(
    st.sampled_from(
        [
            "LeCun left Meta",
            "He’s gone",
            "“",
            "”",
            '"',
            "(",
            ")",
            ".",
            ". ",
            "? ",
            " … ",
            "\n",
            "\n\n",
            "\t",
            "A.I.",
            "U.S. ",
            "3.5",
            "Mr. ",
            "é",
            "\u00a0",
            "’ s",
            "\r\n",
            ",",
            "-",
        ]
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_offsets_hold_and_nothing_is_lost(pieces):
    body = "".join(pieces)
    table = split_sentences(articles(body))
    covered = 0
    for row in table.itertuples():
        assert body[row.start : row.end] == row.text == row.text.strip() != ""
        assert body[covered : row.start].strip() == ""
        covered = row.end
    assert body[covered:].strip() == ""


@settings(max_examples=20, deadline=None)
@given(st.lists(PIECES.map("".join), min_size=2, max_size=4), st.randoms())
def test_the_order_of_articles_does_not_matter(bodies, random):
    table = articles(*bodies)
    order = list(range(len(bodies)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        split_sentences(table), split_sentences(table.iloc[order])
    )


def test_a_text_is_parsed_once():
    first = parse_lines(["Meta’s plan failed.", "LeCun left."])
    again = parse_lines(["LeCun left.", "Meta’s plan failed."])
    assert first[0] is again[1]
    assert first[1] is again[0]


def test_the_oldest_parses_are_let_go(monkeypatch):
    monkeypatch.setattr(parses, "_KEPT_TOKENS", 8)
    first = parse_lines(["One two three four five."])[0]
    parse_lines(["Six seven eight nine ten."])
    assert parse_lines(["One two three four five."])[0] is not first


def test_paragraphs_give_back_the_parse_of_their_sentences():
    body = "LeCun  left.\tHe’s gone.\n\nMeta stays."
    for one in parse_paragraphs(split_sentences(articles(body))):
        for token in one.doc:
            at = one.start + token.idx
            assert plain_characters(body[at : at + len(token.text)]) == token.text
