import pandas as pd
import pytest

from analysis import InputError, open_story
from analysis.recipes import RECIPES, Recipe
from analysis.tables import TABLES, check

TOY = pd.DataFrame(
    {
        "article_id": ["a", "b"],
        "outlet": ["Alpha", "Beta"],
        "text": [
            "Acme wins praise.\nAcme grew fast. The market was calm.\n",
            "Acme failed.\nCritics blamed Acme for the loss. It rained on the town.\n",
        ],
    }
)


def _never(story):
    raise AssertionError("made again")


@pytest.fixture
def toy():
    return open_story(TOY, targets=["Acme=Acme|Acme Corp"], kept=False)


def test_every_table_is_declared_and_valid(story):
    for name, table in story.tables().items():
        assert name in TABLES
        pd.testing.assert_frame_equal(table, check(table, name))


def test_a_table_is_handed_out_as_a_copy(toy):
    handed_out = toy.sentences
    handed_out["text"] = "changed"
    assert "changed" not in toy.sentences["text"].tolist()


def test_toy_story_from_end_to_end(toy):
    assert toy.targets == ["Acme"]
    assert len(toy.sentences) == 6
    assert toy.mentions.groupby("article_id").size().tolist() == [2, 2]
    shares = toy.measures.query("measure == 'mention share'").set_index("article_id")
    assert shares["value"].round(3).tolist() == [0.667, 0.667]
    assert (toy.comparisons["reason"] != "").all()  # two sentences cannot carry an interval


def test_order_of_articles_does_not_matter(toy):
    turned = open_story(TOY.iloc[::-1], targets=["Acme=Acme|Acme Corp"], kept=False)
    for name in ("sentences", "mentions", "sentiment", "measures", "comparisons"):
        pd.testing.assert_frame_equal(toy.table(name), turned.table(name))


def test_an_article_of_one_word_gives_valid_tables():
    one = open_story(pd.DataFrame({"text": ["Acme"]}), targets=["Acme=Acme"], kept=False)
    for name in RECIPES:
        check(one.table(name), name)
    assert one.comparisons.empty


def test_without_a_cast_the_rest_still_works():
    bare = open_story(TOY, kept=False)
    assert bare.mentions.empty
    assert bare.sentiment.empty
    assert len(bare.topics) >= 1


def test_the_kept_tables_equal_those_made(tmp_path, monkeypatch):
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path))
    made = open_story(TOY, targets=["Acme=Acme"])
    tables = {name: made.table(name) for name in RECIPES}
    barred = {
        name: Recipe(recipe.makes, _never) if recipe.kept else recipe
        for name, recipe in RECIPES.items()
    }
    monkeypatch.setattr("analysis.story.RECIPES", barred)
    kept = open_story(TOY, targets=["Acme=Acme"])
    for name, table in tables.items():
        pd.testing.assert_frame_equal(kept.table(name), table)
    assert list(tmp_path.glob("stories/*/sentences.parquet"))


def _turn_bits(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _halve_rows(path):
    pd.read_parquet(path).head(3).to_parquet(path, index=False)


def _make_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_turn_bits, _halve_rows, _make_folder])
def test_a_damaged_table_is_made_again(tmp_path, monkeypatch, damage):
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path))
    made = open_story(TOY, targets=["Acme=Acme"]).sentences
    (path,) = tmp_path.glob("stories/*/sentences.parquet")
    damage(path)
    again = open_story(TOY, targets=["Acme=Acme"]).sentences
    pd.testing.assert_frame_equal(again, made)


def test_another_cast_is_another_key(tmp_path, monkeypatch):
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path))
    assert open_story(TOY, targets=["Acme=Acme"]).mentions.shape[0] == 4
    assert open_story(TOY, targets=["Beta=Critics"]).mentions.shape[0] == 1


def test_another_version_of_a_package_is_another_key(monkeypatch):
    from analysis import keep

    before = keep.make_key(["x"])
    assert keep.make_key(["x"]) == before
    monkeypatch.setattr(keep, "versions", lambda: "spacy 99")
    assert keep.make_key(["x"]) != before


def test_compare_turns_a_pair_round(story):
    there = story.compare(
        "sentiment", target="Meta", left="Banandre", right="Daddycow"
    ).iloc[0]
    back = story.compare(
        "sentiment", target="Meta", left="Daddycow", right="Banandre"
    ).iloc[0]
    assert there["difference"] == -back["difference"]
    assert there["low"] == -back["high"]
    assert (there["n_left"], there["p"]) == (back["n_right"], back["p"])


def test_names_that_are_not_there_list_those_that_are(story):
    with pytest.raises(InputError, match=r"no measure 'mood' \(has: .*sentiment"):
        story.compare("mood")
    with pytest.raises(
        InputError, match=r"no target of sentiment 'Apple' \(has: LeCun, Meta\)"
    ):
        story.compare("sentiment", target="Apple")
    with pytest.raises(InputError, match=r"no outlet 'BBC' \(has: Banandre"):
        story.compare("sentiment", left="BBC")
    with pytest.raises(InputError, match="needs two outlets, got 'Banandre' twice"):
        story.compare("sentiment", left="Banandre", right="Banandre")
    with pytest.raises(InputError, match="no figure 'pie'"):
        story.figure("pie")
    with pytest.raises(AttributeError, match="has no 'tweets'"):
        _ = story.tweets


def test_findings_say_each_comparison_or_that_there_is_none(story, toy):
    assert len(story.findings("sentiment", target="Meta")) == 10
    assert toy.findings("sentiment", firm=True) == (
        "No difference in sentiment is firm (q below .05).",
    )


def test_copies_are_told_from_tellings(toy):
    assert toy.copies() == ()
    again = pd.concat([TOY, TOY.iloc[:1].assign(article_id="c")])
    (said,) = open_story(again, kept=False).copies()
    assert said.startswith("a and c are nearly the same text (100%")


def test_prose_is_escaped():
    from analysis.prose import Prose

    assert Prose(["<b>"])._repr_html_() == "<p>&lt;b&gt;</p>"
    assert Prose(["a", "<"])._repr_html_() == "<ul><li>a</li><li>&lt;</li></ul>"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"source": None}, "source is of the kind NoneType; needed the path of a corpus"),
        ({"source": ["Acme grew."]}, "source is of the kind list; needed"),
        ({"source": {"text": ["Acme grew."]}}, "source is of the kind dict; needed"),
        ({"source": TOY["text"]}, "source is of the kind Series; needed"),
        ({"cast": {"name": "Acme"}}, "cast is of the kind dict; needed the path"),
        ({"codebook": 1}, "codebook is of the kind int; needed the path"),
        ({"codes": [1]}, "codes is of the kind list; needed the path"),
        ({"codes": pd.DataFrame({"x": [1]})}, r"codes lacks columns .* \(has: x\)"),
        ({"targets": "Acme"}, r"targets is 'Acme'; needed a list of texts, as \['Acme'\]"),
        ({"targets": [1]}, "targets has 1 as number 1; needed a text"),
        ({"statements": ["ok", 5]}, "statements has 5 as number 2; needed a text"),
        ({"statements": ["ok", "  "]}, "statements has '  ' as number 2; needed a text"),
        ({"statements": 5}, "statements is 5; needed a list of texts"),
        ({"seed": -1}, "seed is -1; needed a whole number, 0 or more"),
        ({"seed": "x"}, "seed is 'x'; needed a whole number, 0 or more"),
    ],
)
def test_what_is_of_another_kind_is_said_at_once(given, words):
    with pytest.raises(InputError, match=words):
        open_story(**{"source": TOY, "kept": False} | given)
