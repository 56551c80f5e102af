"""Wordings of the event on toy sentences: who leaves is marked, the answer is by hand."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cast import Cast, Entity
from analysis.corpus.codebook import Codebook, Event, EventWord, read_codebook
from analysis.errors import InputError
from analysis.measures.naming import count_namings, find_namings
from analysis.tables import TABLES

CODEBOOK = Codebook(
    words=tuple(
        EventWord(lemma, connotation)
        for connotation, lemmas in {
            "neutral": "leave, departure, exit, resign, resignation, step down, retire, "
            "part ways, split, outgoing, dismissal",
            "negative": "quit, jump ship, lose, loss, fire, oust, ouster, push out, poach, "
            "walk away, walk out, kick out, cut ties, sever ties, axe, sack, "
            "turn one's back, let go, firing, remove",
            "positive": "strike out, farewell, move on, send-off",
        }.items()
        for lemma in lemmas.split(", ")
    ),
    event=Event("Ada leaves Orbit", "Ada", "Orbit"),
)
CAST = Cast(
    (
        Entity("Ada", "person", aliases=("Ada",)),
        Entity("Ben", "person", aliases=("Ben",)),
        Entity("Orbit", "organisation", aliases=("Orbit",)),
        Entity("Nova", "organisation", aliases=("Nova",)),
        Entity("Orbit Labs", "organisation", aliases=("Orbit Labs",), partof="Orbit"),
    )
)
WHO = {"A": "Ada", "B": "Ben", "O": "Orbit", "N": "Nova", "L": "Orbit Labs"}
MARK = re.compile(r"\[([ABONL]) ([^\]]+)\]")


def toy(*texts, heading=()):
    """Sentences and mentions of one article; "[A she]" marks a mention of Ada."""
    sentences, mentions, start = [], [], 0
    for number, marked in enumerate(texts):
        plain, last = "", 0
        for found in MARK.finditer(marked):
            plain += marked[last : found.start()]
            at = start + len(plain)
            plain += found[2]
            mentions.append(("1", number, at, start + len(plain), WHO[found[1]], found[2]))
            last = found.end()
        plain += marked[last:]
        end = start + len(plain)
        sentences.append(("1", number, start, end, plain, number, number in heading))
        start = end + 1
    return (
        pd.DataFrame(sentences, columns=TABLES["sentences"].names),
        pd.DataFrame(
            mentions,
            columns=["article_id", "sentence", "start", "end", "entity", "surface"],
        ).assign(kind="name", rule="toy"),
    )


def wordings(*texts, heading=(), cast=CAST):
    """The words found, as written."""
    found = find_namings(*toy(*texts, heading=heading), CODEBOOK, cast)
    return list(found["surface"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A Ada] quit on Monday.", ["quit"]),
        ("[A Ada] is stepping down at the end of the year.", ["stepping down"]),
        ("[A Ada], who left [O Orbit] last week, has joined [N Nova].", ["left"]),
        ("[A Ada] decided to step down as chief executive.", ["step down"]),
        ("[A Ada] had already considered leaving in May.", ["leaving"]),
        ("[A Ada] made headlines by leaving [O the company].", ["leaving"]),
        ("[A Ada]’s decision to walk away surprised many.", ["walk away"]),
        ("[A Ada] and [O Orbit] parted ways.", ["parted ways"]),
        ("[A Ada] has turned [A her] back on [O Orbit].", ["turned her back"]),
        ("[A Ada]’s reported departure from [O Orbit] signals a shift.", ["departure"]),
        ("[A Her] exit, announced in May, comes late.", ["exit"]),
        ("The ouster of [A Ada] shocked staff.", ["ouster"]),
        ("Staff gave [A Ada] a warm farewell.", ["farewell"]),
        ("[O Orbit] fired [A Ada].", ["fired"]),
        ("[A Ada] was let go.", ["let go"]),
        ("The board let [A Ada] go.", ["let Ada go"]),
        ("[O Orbit]’s board pushed [A Ada] out.", ["pushed Ada out"]),
        ("[N Nova] poached [A Ada] from [O Orbit].", ["poached"]),
        ("[O Orbit] lost [A Ada], and [B Ben] took over.", ["lost"]),
        ("The loss of a star like [A Ada] hurts.", ["loss"]),
        ("A researcher of [A Ada]’s stature left the company.", ["left"]),
        ("Activists called for [A Ada] to resign.", ["resign"]),
        ("[A Ada] left [L Orbit Labs] in May.", ["left"]),
        ("[A Ada] was fired, and the exit was ugly.", ["fired", "exit"]),
        ("[O The company] parted ways with [A Ada] on Monday.", ["parted ways"]),
        ("[O The company] has cut ties with [A Ada].", ["cut ties"]),
        ("[O Orbit] severed ties with [A Ada].", ["severed ties"]),
        ("[O Orbit] axed [A Ada].", ["axed"]),
        ("[A Ada] was axed by [O Orbit].", ["axed"]),
        ("[A Ada] walked out of [O Orbit] in May.", ["walked out"]),
        ("[A Ada] was sacked as head of research.", ["sacked"]),
    ],
)
def test_the_words_for_her_leaving(text, expected):
    assert wordings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "[B Ben] quit as [A Ada] watched.",
        "After [B Ben]’s exit, [A Ada] spoke to staff.",
        "[A Ada] predicts a wave of further departures.",
        "[A Ada] said that people who haven’t left [O Orbit] will leave.",
        "[A Ada] urged employees to leave [O Orbit].",
        "[A Ada] fired two researchers.",
        "[A Ada]’s dismissal of [B Ben] surprised many.",
        "[A Ada] removed [B Ben].",
        "[O Orbit] lost ground to [N Nova], [A Ada] said.",
        "[A Ada]’s loss in the vote was narrow.",
        "[A Ada] left [B Ben] in charge.",
        "[A Ada] left behind a company in turmoil.",
        "[A Ada] left the room open for talks.",
        "[A Ada] was left out of the group.",
        "[A Ada] took parental leave.",
        "[A Ada] quit smoking.",
        "[A Ada] left [N Nova] in 2012.",
        "[A Ada] resigned from [N Nova] in 2012.",
        "[A Ada] split the company in two.",
        "[A Ada] came under fire from [N Nova].",
        "It was a departure from the usual style of [A Ada].",
        "[A Ada] plans an exit strategy for investors.",
        "This move surprised [A Ada], and so did the decision.",
        "[A Ada] had been sacked by Microsoft before [A she] came to [O Orbit].",
        "[A Ada] was sacked as Microsoft chief in 2018.",
        "[A Ada] walked out of the press conference.",
        "[A Ada] was kicked out of a nightclub on Saturday.",
        "[O Orbit] parted ways with [B Ben], [A Ada] said.",
        "[O Orbit]’s loss is a gain for [N Nova], [A Ada] said.",
    ],
)
def test_other_leaving_and_other_senses_do_not_count(text):
    assert wordings(text) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("[A Ada] Quits [O Orbit] to Start Firm", ["Quits"]),
        ("[O Orbit]’s [A Rocket Queen] Is Jumping Ship", ["Jumping Ship"]),
        ("[A Ada] Ousted as [O Orbit] Chief", ["Ousted"]),
        ("Lessons From [A Ada]’s Departure", ["Departure"]),
        ("[B Ben] Quits [O Orbit]", []),
    ],
)
def test_titles_are_read_in_small_letters(title, expected):
    assert wordings(title, "[A Ada] spoke.", heading=(0,)) == expected


def test_a_departure_without_a_leaver_goes_by_the_last_person_spoken_of():
    assert wordings("[A Ada] spoke.", "The departure shocked staff.") == ["departure"]
    assert wordings("[B Ben] spoke.", "The departure shocked staff.") == []
    assert wordings("[A Ada] rose.", "[B Ben] fell.", "The departure hurts.") == []
    assert wordings("A surprise departure", "[A Ada] left.", heading=(0,)) == [
        "departure",
        "left",
    ]
    # Organisations are no persons, where a cast says so.
    texts = ("[A Ada] spoke.", "[N Nova] grew.", "The departure shocked staff.")
    assert wordings(*texts) == ["departure"]
    assert wordings(*texts, cast=None) == []


def test_rows_say_where_and_in_which_form():
    sentences, mentions = toy("Yes.", "[A Ada] is leaving.", "[A She] quit.")
    found = find_namings(sentences, mentions, CODEBOOK, CAST)
    assert found.to_dict("records") == [
        {
            "article_id": "1",
            "start": 12,
            "end": 19,
            "sentence": 1,
            "surface": "leaving",
            "lemma": "leave",
            "connotation": "neutral",
        },
        {
            "article_id": "1",
            "start": 25,
            "end": 29,
            "sentence": 2,
            "surface": "quit",
            "lemma": "quit",
            "connotation": "negative",
        },
    ]


def test_without_an_event_nothing_is_found():
    sentences, mentions = toy("[A Ada] quit.")
    assert find_namings(sentences, mentions, Codebook(words=CODEBOOK.words)).empty
    assert find_namings(sentences, mentions, Codebook(event=CODEBOOK.event)).empty
    found = find_namings(sentences, mentions.iloc[:0], CODEBOOK)
    assert list(found.columns) == TABLES["namings"].names
    assert found.empty


def test_a_missing_column_is_named():
    sentences, mentions = toy("[A Ada] quit.")
    with pytest.raises(
        InputError, match=r"mentions lacks column 'entity' \(has: article_id"
    ):
        find_namings(sentences, mentions.drop(columns="entity"), CODEBOOK)


def test_counts_by_outlet():
    sentences, mentions = toy("[A Ada] quit.", "[A She] quit.", "[A Ada]’s exit hurts.")
    found = find_namings(sentences, mentions, CODEBOOK, CAST)
    articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["Herald", "Post"]})
    assert count_namings(found, articles).to_numpy().tolist() == [
        ["Herald", "exit", "neutral", 1],
        ["Herald", "quit", "negative", 2],
    ]
    assert count_namings(found.iloc[:0], articles).empty


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.sampled_from(
            [
                "[A Ada] quit.",
                "[B Ben] left [O Orbit].",
                "The exit shocked staff.",
                "[A Ada]’s departure hurts “open” research.",
            ]
        ),
        min_size=1,
        max_size=5,
    )
)
def test_offsets_point_at_the_words(texts):
    sentences, mentions = toy(*texts)
    body = " ".join(sentences["text"])
    found = find_namings(sentences, mentions, CODEBOOK, CAST)
    for row in found.itertuples():
        assert body[row.start : row.end] == row.surface
        inside = sentences.set_index("sentence").loc[row.sentence]
        assert inside["start"] <= row.start < row.end <= inside["end"]
    assert sum("Ada] quit" in text for text in texts) == (found["lemma"] == "quit").sum()


def test_the_codebook_of_the_seeds_can_be_read():
    codebook = read_codebook("seeds/codebook.toml")
    assert (codebook.event.who, codebook.event.source) == ("LeCun", "Meta")
    assert {
        "jump ship": "negative",
        "departure": "neutral",
        "strike out": "positive",
    }.items() <= {word.lemma: word.connotation for word in codebook.words}.items()
