"""The lexicon of verbs: its form, its size, and clear cases."""

import pytest

from analysis.measures.verb_lexicon import (
    acts_through,
    american,
    find_verb,
    read_event_nouns,
    read_verbs,
)


def test_every_row_keeps_to_the_rule_and_stands_once():
    senses = [sense for several in read_verbs().values() for sense in several]
    assert len(read_verbs()) >= 400
    assert {sense.agency for sense in senses} == {-1, 0, 1}
    assert {sense.power for sense in senses} == {"agent", "theme", "equal"}
    assert all(sense.verb == sense.verb.lower().strip() for sense in senses)
    keys = [(sense.verb, sense.through) for sense in senses]
    assert len(set(keys)) == len(keys)
    for several in read_verbs().values():
        told = [preposition for sense in several for preposition in sense.through]
        assert len(set(told)) == len(told), several
        assert sum(not sense.through for sense in several) <= 1, several


@pytest.mark.parametrize(
    ("verb", "agency", "power"),
    [
        ("hire", 1, "agent"),
        ("resign", 1, "equal"),
        ("await", -1, "theme"),
        ("undergo", -1, "equal"),
        ("say", 0, "equal"),
        ("thank", 0, "theme"),
        ("frighten", 0, "agent"),
    ],
)
def test_clear_cases(verb, agency, power):
    sense = find_verb(verb)
    assert (sense.agency, sense.power) == (agency, power)


def test_the_preposition_decides_the_sense():
    assert find_verb("report").power == "equal"
    assert find_verb("report", "to").power == "theme"
    assert find_verb("clash", "with").power == find_verb("clash").power == "equal"
    assert "to" in acts_through("report")
    assert acts_through("zorb") == frozenset()
    assert find_verb("zorb") is None


def test_british_spelling_is_found():
    assert american("criticise") == "criticize"
    assert find_verb("honour").verb == "honor"


def test_event_nouns_name_verbs_that_are_known():
    nouns = read_event_nouns()
    unknown = {noun.verb for noun in nouns.values() if find_verb(noun.verb) is None}
    assert unknown <= {"ascend", "abandon"}
    assert nouns["departure"].owner == "agent"
    assert nouns["appointment"].owner == "patient"
    assert "in" in nouns["investment"].through
