"""Counts read from a file, and counted from sentences."""

import gzip
from itertools import chain

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.counts import check_counts, read_counts
from analysis.measures.keyness import measure_keyness
from analysis.measures.resampling import resample_keyness, resample_keyness_by_outlet
from analysis.measures.terms import count_terms, split_words


def test_terms_stay_as_written(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        'group,term,count,note\n2010,null,3,x\n2010,007,1,\n2020,"a, b",2.0,\n2020,NA,0,\n',
        encoding="utf-8-sig",
    )
    counts = read_counts(path)
    assert list(counts.columns) == ["group", "term", "count"]
    assert list(counts["group"]) == ["2010", "2010", "2020", "2020"]
    assert list(counts["term"]) == ["null", "007", "a, b", "NA"]
    assert list(counts["count"]) == [3, 1, 2, 0]


def test_tab_separated_and_packed(tmp_path):
    path = tmp_path / "counts.tsv.gz"
    path.write_bytes(gzip.compress(b"group\tterm\tcount\nA\topen\t3\n"))
    assert read_counts(path).to_numpy().tolist() == [["A", "open", 3]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "{path} is empty; needed: group, term, count."),
        (b"group,term,count\n", "{path} has a header but no row."),
        (b"book,term,n\nA,open,3\n",
         "{path} lacks columns 'group', 'count' (has: book, term, n)."),
        (b"group,term,count\nA,open,3\nB,calm,many\n",
         "{path} row 2 (group 'B', term 'calm') has count 'many'; "
         "needed a whole number, 0 or more."),
        (b"group,term,count\nA,open,-3\n",
         "{path} row 1 (group 'A', term 'open') has count '-3'; "
         "needed a whole number, 0 or more."),
        (b"group,term,count\nA,open,1.5\n",
         "{path} row 1 (group 'A', term 'open') has count '1.5'; "
         "needed a whole number, 0 or more."),
        (b"group,term,count\nA,open,\n",
         "{path} row 1 (group 'A', term 'open') has count ''; "
         "needed a whole number, 0 or more."),
        (b"group,term,count\nA,open,inf\n",
         "{path} row 1 (group 'A', term 'open') has count 'inf'; "
         "needed a whole number, 0 or more."),
        (b"group,term,count\nA,open,1,9\nB,open,2,8\n",
         "{path} cannot be read as a table: Error tokenizing data. C error: "
         "Expected 3 fields in line 2, saw 4."),
        (b"group,term,count,count\nA,open,1,9\nB,open,2,8\n",
         "{path}: There are two columns 'count'. Give each its own name."),
        (b"group,term,count\nA,,3\n", "{path} row 1 has no term."),
        (b"group,term,count\n,open,3\n", "{path} row 1 has no group."),
        (b"group,term,count\nA,caf\xe9,3\n",
         "{path} is not UTF-8 (invalid continuation byte). Save it so."),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "counts.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_counts(path)
    assert str(error.value) == words.format(path=path)


def test_a_missing_file_and_a_broken_archive(tmp_path):
    with pytest.raises(InputError, match=r"is not a file. Give a CSV with group, term"):
        read_counts(tmp_path / "none.csv")
    broken = tmp_path / "counts.csv.gz"
    broken.write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"counts.csv.gz cannot be read as a table"):
        read_counts(broken)


@pytest.mark.parametrize("suffix", ["zip", "xz", "tar", "zst", "bz2", "gz"])
@pytest.mark.parametrize(
    "content", [b"no archive\n", b"\x1f\x8b\x08\0\0\0\0\0\0\3\xff\xff\xff\xff"]
)
def test_no_name_makes_an_archive_of_what_is_none(tmp_path, suffix, content):
    path = tmp_path / f"counts.csv.{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"counts.csv.{suffix} "):
        read_counts(path)


@pytest.mark.parametrize("count", ["1e300", "99999999999999999999", str(2**53 + 2)])
def test_a_count_too_large_is_named_as_it_stands(tmp_path, count):
    path = tmp_path / "counts.csv"
    path.write_text(f"group,term,count\nA,open,{count}\n", "utf-8")
    said = f"has count '{count}'; needed a whole number, 0 or more and at most 9,007,199"
    with pytest.raises(InputError, match=said):
        read_counts(path)
    with pytest.raises(InputError, match=r"x is not a file\. Give a CSV"):
        read_counts("x" * 300)


def test_a_missing_group_in_a_frame_is_refused():
    counts = pd.DataFrame({"group": ["A", None], "term": ["x", "y"], "count": [1, 2]})
    with pytest.raises(InputError, match=r"^counts row 2 has no group\.$"):
        check_counts(counts)


def test_words_of_a_sentence():
    assert split_words("Meta’s “world models” cost $14.3 billion—he’s 28-year-old.") == [
        "meta", "world", "models", "cost", "billion", "he",
    ]  # fmt: skip
    assert split_words("The scientists' own A.M. prize isn't it") == [
        "the", "scientists", "own", "a", "m", "prize", "isn't", "it",
    ]  # fmt: skip


def toy(texts, outlets):
    """Sentences and articles: one list of sentences per article, all one paragraph."""
    sentences = pd.DataFrame(
        [
            (f"{a}", n, text, 0, text.isupper())
            for a, article in enumerate(texts)
            for n, text in enumerate(article)
        ],
        columns=["article_id", "sentence", "text", "paragraph", "heading"],
    )
    ids = [f"{a}" for a in range(len(texts))]
    return sentences, pd.DataFrame({"article_id": ids, "outlet": outlets, "event": "e"})


def test_counts_of_a_toy_corpus():
    texts = [["MODELS RULE", "Open models win.", "Meta models, open to all."], ["It won."]]
    counts = count_terms(*toy(texts, ["A", "B"]), names=["Meta"], words_per_term=(1, 2))
    summed = counts.groupby(["group", "term"])["count"].sum().to_dict()
    assert summed == {
        ("A", "models"): 2,
        ("A", "open"): 2,
        ("A", "win"): 1,
        ("A", "open models"): 1,  # "models, open" is no pair: a comma stands between
        ("A", "models win"): 1,
        ("B", "won"): 1,
    }


def test_options_of_counting():
    sentences, articles = toy([["MODELS RULE", "We won."]], ["A"])
    with_headings = count_terms(sentences, articles, headings=True)
    assert list(with_headings["term"]) == ["models", "rule", "won"]
    with_grammar = count_terms(sentences, articles, function_words=True)
    assert list(with_grammar["term"]) == ["we", "won"]
    with pytest.raises(InputError, match=r"words_per_term is \[0\]; needed numbers from 1"):
        count_terms(sentences, articles, words_per_term=(0,))


def test_units_are_pairs_of_sentences_then_paragraphs_then_articles():
    five = [["Alpha one.", "Beta two.", "Gamma three."]]
    sentences, articles = toy(five, ["A"])
    assert sorted(set(count_terms(sentences, articles)["unit"])) == ["0 0000", "0 0001"]
    long, articles = toy([["Alpha."] * 7], ["A"])
    long = long.assign(paragraph=[0, 0, 1, 2, 3, 4, 5])
    assert count_terms(long, articles)["unit"].nunique() == 6
    many, articles = toy(five * 10, ["A", "B"] * 5)
    assert sorted(set(count_terms(many, articles)["unit"])) == list("0123456789")


def corpus():
    """Two outlets of 8 units: 'bold' in each of A, 'burst' in one, 'often' in 6 and 3."""
    plain = "Calm words stand here every time together."
    left = [[f"{plain} Bold.", plain] for _ in range(8)]
    left[0][1] += " Burst" * 8
    right = [[plain, f"{plain} Mild."] for _ in range(8)]
    for unit in (*left[:6], *right[:3]):
        unit[0] += " Often."
    sentences, articles = toy([list(chain(*left)), list(chain(*right))], ["A", "B"])
    return count_terms(sentences, articles)


def test_a_word_spread_over_units_is_told_from_one_burst():
    table = resample_keyness(corpus(), left="A", right="B", seed=1).set_index("term")
    assert table.loc["bold", "n_left"] == table.loc["burst", "n_left"] == 8
    assert table.loc["bold", "z"] == pytest.approx(table.loc["burst", "z"])
    assert table.loc["bold", "p"] < 0.01  # 8 of 8 units against 0 of 8
    assert table.loc["burst", "p"] > 0.3  # one unit, which stands on one side or other
    assert table.loc["bold", "q"] < 0.05


def test_only_p_and_q_differ_from_plain_keyness_and_the_seed_rules_them():
    counts = corpus()
    dealt = resample_keyness(counts, left="A", seed=1, deals=200)
    plain = measure_keyness(counts, left="A")
    same = plain[plain["term"].isin(dealt["term"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(
        dealt.drop(columns=["p", "q"]), same.drop(columns=["p", "q"])
    )
    again = resample_keyness(
        counts.sample(frac=1, random_state=3), left="A", seed=1, deals=200
    )
    pd.testing.assert_frame_equal(dealt, again)
    other = resample_keyness(counts, left="A", seed=2, deals=200)
    assert (dealt["p"] - other["p"]).abs().max() > 0


def test_each_outlet_mirrors_the_other():
    both = resample_keyness_by_outlet(corpus(), seed=1)
    left, right = (both[both["left"] == name].set_index("term") for name in "AB")
    assert (left["z"] + right["z"]).abs().max() < 1e-9
    assert left.loc["bold", "p"] < 0.01
    assert right.loc["bold", "p"] < 0.01


def test_short_units_alone_make_no_difference():
    # Two outlets use 30 words alike; A's units have 12 words, B's 36, so A's are more.
    words = [f"w{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(30)]
    rows = []
    for group, size, number in (("A", 12, 12), ("B", 36, 12)):
        for unit in range(number):
            used = pd.Series(words).sample(size, replace=True, random_state=unit * 7 + size)
            rows += [(group, "e", f"{group}{unit:02}", w, 1) for w in used]
    counts = pd.DataFrame(rows, columns=["group", "event", "unit", "term", "count"])
    table = resample_keyness(counts, left="A", right="B")
    assert (table["p"] < 0.05).mean() <= 0.1


def test_too_few_units_leave_p_missing():
    sentences, articles = toy([["Open models win."], ["Closed models win."]], ["A", "B"])
    table = resample_keyness(count_terms(sentences, articles), left="A", min_count=1)
    assert table["p"].isna().all()
    assert table["q"].isna().all()
    assert len(table) == 4


def test_a_corpus_that_cannot_be_compared_gives_no_row():
    one = count_terms(*toy([["Open models win."]], ["A"]))
    assert resample_keyness_by_outlet(one).empty
    same = count_terms(*toy([["Models."], ["Models."]], ["A", "B"]))
    assert resample_keyness_by_outlet(same).empty


def test_events_told_by_one_side_only_leave_p_missing():
    counts = corpus()
    apart = counts.assign(event=counts["group"])
    assert resample_keyness(apart, left="A")["p"].isna().all()


def test_tidylo_cannot_be_resampled():
    with pytest.raises(InputError, match=r"with resampling, 'pooled' or a number"):
        resample_keyness(corpus(), left="A", prior="tidylo")


def test_counts_without_units_name_what_makes_them():
    counts = pd.DataFrame({"group": ["A"], "term": ["x"], "count": [1]})
    with pytest.raises(
        InputError, match=r"Make it with count_terms\(sentences, articles\)"
    ):
        resample_keyness(counts, left="A")
