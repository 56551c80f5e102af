"""A sentence that denies a statement in its own words does not carry it."""

import numpy as np
import pytest

from analysis.measures.claim_polarity import find_opposed

SACKED = "Northgate Rovers sacked Luis Ortega."
SAFE = "The vaccine is safe for children."
JOBS = "Harlow Foods will cut 900 jobs."


def opposed(statement, sentence):
    return bool(find_opposed([statement], [sentence], np.array([[True]]))[0, 0])


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (SACKED, "Northgate Rovers have not sacked Luis Ortega."),
        (SACKED, "Nobody at Northgate Rovers sacked Luis Ortega."),
        (SACKED, "Northgate Rovers denied that Luis Ortega had been sacked."),
        (SACKED, "Northgate Rovers decided against sacking Luis Ortega."),
        (SACKED, "Reports that Northgate Rovers sacked Luis Ortega are false."),
        (SACKED, "It is not true that Northgate Rovers sacked Luis Ortega."),
        (SAFE, "The vaccine is not safe for children."),
        (SAFE, "Doctors doubt that the vaccine is safe for children."),
        (SAFE, "There is no evidence that the vaccine is safe for children."),
        ("Northgate Rovers did not sack Luis Ortega.", "They sacked Luis Ortega."),
    ],
)
def test_a_denial_opposes_what_it_denies(statement, sentence):
    assert opposed(statement, sentence)


def test_another_number_of_the_same_noun_opposes_and_a_rounded_one_does_not():
    assert opposed(JOBS, "Harlow Foods will cut 40 jobs.")
    assert not opposed(JOBS, "Harlow Foods will cut 905 jobs.")
    assert not opposed(
        JOBS, "Of 40 jobs and 900 jobs in two towns Harlow Foods cuts 900 jobs."
    )


def test_exchanged_roles_oppose_and_the_passive_does_not():
    assert opposed(SACKED, "Luis Ortega sacked two of the Northgate Rovers physios.")
    assert opposed(SACKED, "Luis Ortega sacked two of the Northgate Rovers physios")
    assert not opposed(SACKED, "Luis Ortega was sacked by Northgate Rovers.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Northgate Rovers sacked Luis Ortega, who had not won since May.",
        "Northgate Rovers sacked Luis Ortega although the fans did not want it.",
        "Northgate Rovers did not wait: they sacked Luis Ortega.",
        "Northgate Rovers have dismissed their coach, Luis Ortega.",
        "The chairman denied a rift, but Northgate Rovers sacked Luis Ortega.",
        "Luis Ortega, who refused to resign, was sacked by Northgate Rovers.",
    ],
)
def test_what_is_denied_beside_it_changes_nothing(sentence):
    assert not opposed(SACKED, sentence)


def test_only_chosen_pairs_are_looked_at():
    statements, texts = [SACKED, SAFE], ["The vaccine is not safe for children."] * 2
    chosen = np.array([[True, False], [False, True]])
    assert find_opposed(statements, texts, chosen).tolist() == [
        [False, False],
        [False, True],
    ]
