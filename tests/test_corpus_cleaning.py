"""Cleaning: what is taken out, by which rule, and that nothing is lost."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cleaning import clean_articles, find_stretches
from analysis.corpus.duplicates import find_near_duplicates
from analysis.corpus.headings import find_headings
from analysis.corpus.readers import read_corpus
from analysis.corpus.rebuilding import rebuild
from analysis.errors import InputError

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = (
    "Acme closes two plants, its chief Ann Lee said on Monday.\n"
    "Workers at Acme were told by Lee in the morning.\n"
    "The plants of Acme stand in the north."
)


def rules(text, **known):
    return [
        (one.rule, text[one.start : one.end].strip())
        for one in find_stretches(text, **known).stretches
    ]


def received(*texts, outlet=None, **columns):
    frame = {"text": list(texts), **columns}
    return read_corpus(
        pd.DataFrame(frame | ({"outlet": outlet} if outlet else {}))
    ).received


@pytest.fixture(scope="module")
def cleaned():
    return clean_articles(read_corpus(SEEDS).received)


def test_the_five_articles_lose_what_provenance_lists(cleaned):
    articles, removed = cleaned
    taken = removed.assign(article=removed["article_id"].str[:3])
    assert taken.groupby("article")["rule"].agg(list).to_dict() == {
        "002": ["title", "byline", "related"],
        "003": ["teaser"] * 7 + ["advert"] * 3,
        "004": ["comments"],
    }
    assert articles["author"].tolist() == ["", "", "Andre Banandre", "", ""]
    assert articles["words"].tolist() == [404, 472, 1517, 432, 1584]


def test_headings_of_the_five_articles_after_cleaning(cleaned):
    bodies = zip(cleaned[0]["body"], cleaned[0]["title"], strict=True)
    headings = [[b[s:e] for s, e in find_headings(b, t)] for b, t in bodies]
    assert [len(found) for found in headings] == [0, 2, 10, 1, 9]
    assert headings[2][:2] == [
        "Meta’s AI Godfather Is Jumping Ship – And Taking Open Research With Him",
        "Yann LeCun’s reported departure from Meta signals a seismic shift in the AI "
        "research landscape",
    ]
    assert headings[3][0] == cleaned[0]["title"][3]


def test_body_and_removed_rebuild_the_five_articles(cleaned):
    articles, removed = cleaned
    texts = read_corpus(SEEDS).received.set_index("article_id")["text"]
    for row in articles.itertuples():
        own = removed[removed["article_id"] == row.article_id]
        assert rebuild(row.body, own) == texts[row.article_id]
        for one in own.itertuples():
            assert texts[row.article_id][one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Comments (0)", "comments"),
        ("Leave a Reply", "comments"),
        ("Related Articles", "related"),
        ("Advertisement", "advert"),
        ("Story continues below advertisement", "advert"),
        ("Share this: Facebook Twitter", "share"),
        ("Read more: Acme hires a new chief", "read more"),
        ("[read more here]", "read more"),
        ("Sign up for our daily newsletter and get it first.", "subscribe"),
        ("Follow us on Twitter", "subscribe"),
        ("We use cookies to improve your visit.", "cookies"),
        ("© 2025 The Daily. All rights reserved.", "copyright"),
        ("Photo: Bob Ray/Getty Images", "credit"),
        ("(AP Photo/Bob Ray)", "credit"),
        ("Tags: acme, plants", "tags"),
        ("Published: 11 November 2025", "timestamp"),
        ("5 min read", "timestamp"),
        ("Source: https://example.org/acme", "source"),
        ("This article was originally published on The Daily.", "source"),
        ("press@example.org", "contact"),
        ("* * *", "ornament"),
        ("By Ann Lee and Bob Ray, Staff Writers", "byline"),
        ("BY ANN LEE", "byline"),
    ],
)
def test_a_line_is_taken_by_its_rule(line, rule):
    assert rules(f"{STORY}\n{line}\n{STORY.replace('Acme', 'Bolt')}") == [(rule, line)]


@pytest.mark.parametrize(
    "line",
    [
        "“We use cookies,” the chief of Acme said.",
        "Acme said that it would read more comments before it decides.",
        "By Monday, Acme had closed both plants.",
        "By Land and Sea",
        "Google, Facebook and Twitter",
        "The advertisement ran for 5 minutes on Monday.",
        "Share prices of Acme fell by 4 per cent.",
        "Copyright law is what Acme relies on.",
        "Photo editors at Acme were told by Lee.",
        "He wrote it at https://example.org/acme",
        "(c) the plants shall close;",
        "Source close to Acme said it would close.",
        "Subscribe to that view and the plants must close.",
        "100 days",
        "Facebook",
    ],
)
def test_an_article_line_stays(line):
    assert rules(f"{STORY}\n{line}\n{STORY.replace('Acme', 'Bolt')}") == []


def test_first_copy_of_the_title_stays():
    text = f"Acme Closes Two Plants\n\nACME closes two plants\n\n{STORY}"
    assert rules(text) == [("title", "ACME closes two plants")]
    assert rules(text, title="Acme closes two plants - The Daily")[0][0] == "title"


def test_teasers_and_adverts_after_the_end():
    teasers = ["Bolt opens a mine in Peru.", "Coffee became dearer in Rome."]
    advert = "Grow your sales and sleep well"
    end = "Acme and Lee Close Plants in the North"
    text = "\n".join([STORY, end, *teasers, advert])
    taken = [("teaser", teasers[0]), ("teaser", teasers[1]), ("advert", advert)]
    assert rules(text) == taken
    assert rules("\n".join([text, "Acme will pay its workers."])) == []
    assert rules("\n".join([STORY, *teasers, advert])) == []


def test_titles_after_related_articles_are_teasers():
    text = f"{STORY}\nRelated Articles\nBolt Opens a Mine\nAcme Hires a Chief"
    assert [rule for rule, _ in rules(text)] == ["related", "teaser", "teaser"]


def test_two_buttons_in_a_row_are_buttons():
    assert [rule for rule, _ in rules(f"{STORY}\nFacebook\nEmail")] == ["share", "share"]


def test_paragraphs_stay_as_far_apart_as_they_were():
    text = "One of them left.\n\nAdvertisement\n\nTwo of them stayed."
    articles, _ = clean_articles(received(text))
    assert articles["body"][0] == "One of them left.\n\nTwo of them stayed."


def test_byline_fills_the_author_where_it_is_unambiguous():
    texts = [f"By Ann Lee\n{STORY}", f"By Ann Lee\nBy Bob Ray\n{STORY}", f"{STORY}\nAdvert"]
    articles, _ = clean_articles(received(*texts))
    assert articles["author"].tolist() == ["Ann Lee", "", ""]
    known, _ = clean_articles(received(texts[0], author=["Cat Poe"]))
    assert known["author"].tolist() == ["Cat Poe"]


def test_who_introduces_the_author():
    text = f"By Ann Lee\n{STORY}\nAnn Lee is a reporter for The Daily."
    assert rules(text)[1] == ("author", "Ann Lee is a reporter for The Daily.")


def test_lines_that_an_outlet_repeats():
    line = "Big news for people like you"
    texts = [
        f"{line}\n{word} is closed now.\nIt was {word}." for word in ("Acme", "Bolt", "Cog")
    ]
    _, removed = clean_articles(received(*texts, outlet=["The Daily"] * 3))
    assert removed["rule"].tolist() == ["repeated"] * 3
    _, removed = clean_articles(received(*texts, outlet=["A", "B", "C"]))
    assert removed.empty


def test_nothing_is_taken_where_nothing_would_be_left():
    articles, removed = clean_articles(received("Advertisement\nRelated Articles"))
    assert articles["body"].tolist() == ["Advertisement\nRelated Articles"]
    assert removed.empty


def test_title_of_the_text_fills_the_title():
    articles, _ = clean_articles(received(f"Acme Closes Two Plants\n{STORY}", STORY))
    assert articles["title"].tolist() == ["Acme Closes Two Plants", ""]


def test_frame_without_its_columns():
    with pytest.raises(InputError, match=r"received lacks columns .* read_corpus"):
        clean_articles(pd.DataFrame({"text": ["a"]}))


LINES = st.sampled_from(
    [
        "",
        " ",
        "Advertisement",
        "By Ann Lee",
        "Related Articles",
        "Comments (0)",
        "Acme Closes Two Plants",
        "Acme closed its plants, Ann Lee said.",
        "Bolt opens a mine in Peru.",
        "\u2028",
        "Share",
        "https://example.org",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_body_and_removed_rebuild_any_text(lines, newline):
    prose = "It was said that they had all been there, and that it is as it was. " * 5
    text = newline.join([*lines, prose + "Acme is here."])  # else too few are English words
    articles, removed = clean_articles(received(text))
    assert rebuild(articles["body"][0], removed) == text
    again, more = clean_articles(received(text))
    pd.testing.assert_frame_equal(articles, again)
    pd.testing.assert_frame_equal(removed, more)


def test_long_and_odd_lines_are_quick_and_stay():
    odd = "/,|" * 190 + "a"
    text = f"{STORY}\n{odd}\n{'word ' * 200_000}"
    assert rules(text) == []


def test_near_duplicates_by_five_words_in_a_row():
    bodies = ["a b c d e f", "A b, c d e g!", "x y z", "a b c d e f"]
    frame = pd.DataFrame({"article_id": list("pqrs"), "body": bodies})
    assert find_near_duplicates(frame).to_numpy().tolist() == [["p", "s", 1.0]]
    third = find_near_duplicates(frame, threshold=0.3)  # one shared of three grams
    assert third[["left", "right"]].to_numpy().tolist() == [
        ["p", "s"],
        ["p", "q"],
        ["q", "s"],
    ]
    assert third["similarity"][1] == pytest.approx(1 / 3)
    assert find_near_duplicates(frame[:1]).empty
