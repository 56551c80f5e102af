"""Shares of acting, agency and power on actions counted by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import compare_outlets
from analysis.measures.acting import find_parts, share_known, value_parts
from analysis.measures.catalogue import summarise
from analysis.tables import check

COLUMNS = ["sentence", "agent", "verb", "patient", "agency", "power", "negated"]
TOLD = [
    (0, "Acme", "hire", "Smith", 1.0, "agent", False),
    (0, "Smith", "thank", "Acme", 0.0, "theme", False),
    (1, "Smith", "resign", "", 1.0, "equal", False),
    (1, "", "sack", "Smith", 1.0, "agent", False),
    (2, "Acme", "sue", "Smith", 1.0, "agent", True),
    (3, "Acme; Borden", "frobnicate", "Smith", float("nan"), "", False),
    (4, "Acme", "launch", "", 1.0, "agent", False),
]
SENTENCES = pd.DataFrame(
    {
        "article_id": ["a"] * 5,
        "sentence": range(5),
        "paragraph": [0, 0, 1, 1, 2],
        "heading": [False, False, False, False, True],
    }
)


def actions(rows=TOLD, article="a"):
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(article_id=article, form="active")
    return frame.assign(start=range(len(frame)), end=range(1, len(frame) + 1))


def values(aspect, rows=TOLD):
    found = value_parts(SENTENCES, actions(rows), ["Acme", "Smith"], aspect=aspect)
    keys = zip(found["target"], found["sentence"], strict=True)
    return dict(zip(keys, found["value"], strict=True))


def test_acting_share_counts_parts():
    assert values("acting share") == {
        ("Acme", 0): 0.5,  # hires, is thanked
        ("Acme", 3): 1.0,
        ("Smith", 0): 0.5,  # is hired, thanks
        ("Smith", 1): 0.5,  # resigns, is sacked
        ("Smith", 3): 0.0,
    }


def test_agency_is_of_who_acts_and_leaves_unknown_verbs_out():
    assert values("agency") == {("Acme", 0): 1.0, ("Smith", 0): 0.0, ("Smith", 1): 1.0}


def test_power_needs_somebody_acted_on():
    assert values("power") == {("Acme", 0): 1.0, ("Smith", 0): -1.0, ("Smith", 1): -1.0}


def test_an_article_s_mean_is_over_its_actions():
    rows = [
        *TOLD[:1],
        *TOLD[:1],
        *TOLD[3:4],
        *TOLD[2:3],
        (4, "Smith", "go", "", 0.0, "equal", False),
    ]
    found = value_parts(SENTENCES, actions(rows), ["Smith"])
    table = summarise(found, measure="acting share")
    assert table["value"].item() == pytest.approx(1 / 4)  # hired twice, sacked, resigns
    assert table["n"].item() == 2


def test_negated_actions_and_headings_do_not_count():
    found = find_parts(actions())
    assert 4 not in set(found["start"])  # the suit that was not brought
    assert ("Acme", 4) not in values("acting share")
    assert ("Smith", 2) not in values("acting share")


def test_several_agents_have_a_part_each():
    own = find_parts(actions()).query("start == 5")
    assert sorted(own["target"]) == ["Acme", "Borden", "Smith"]


@given(st.lists(st.sampled_from(TOLD[:4]), min_size=1, max_size=8))
def test_who_acts_and_who_is_acted_on_change_places_with_the_sides(rows):
    turned = [(n, b, v, a, g, p, neg) for n, a, v, b, g, p, neg in rows]
    one, other = values("acting share", rows), values("acting share", turned)
    assert {key: 1 - value for key, value in one.items()} == pytest.approx(other)


def test_swapping_outlets_negates_the_difference(story):
    found = value_parts(story.sentences, story.actions, story.targets, aspect="power")
    articles = story.articles
    there = compare_outlets(found, articles, measure="power", seed=0)
    names = sorted(set(articles["outlet"]))
    swap = dict(zip(names, names[::-1], strict=True))
    turned = articles.assign(outlet=articles["outlet"].map(swap))
    back = compare_outlets(found, turned, measure="power", seed=0)
    back = back.assign(left=back["left"].map(swap), right=back["right"].map(swap))
    keys = ["target", "left", "right"]
    both = there.merge(back, left_on=keys, right_on=["target", "right", "left"])
    both = both.dropna(subset=["difference_x"])
    assert len(both)
    assert (both["difference_x"] + both["difference_y"]).abs().max() < 1e-9


def test_no_actions_give_no_values():
    none = check(actions([]), "actions")
    assert value_parts(SENTENCES, none, ["Acme"]).empty
    assert pd.isna(share_known(none))
    assert share_known(actions()) == pytest.approx(6 / 7)


def test_evidence_marks_verb_and_both_sides(story):
    found = story.evidence("power", target="LeCun", outlet="Banandre", n=None)
    marked = {row.text[a:b] for row in found.itertuples() for a, b in row.spans}
    assert {"LeCun", "departure", "Meta", "joined"} <= marked


def test_evidence_of_a_verb_counts_it(story):
    own = find_parts(story.actions)
    own = own[
        (own["target"] == "Meta") & (own["role"] == "patient") & (own["verb"] == "leave")
    ]
    found = story.evidence("is acted on", target="Meta: leave", n=None)
    assert found["value"].sum() == len(own) > 0
