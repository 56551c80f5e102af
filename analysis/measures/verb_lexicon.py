"""What verbs say about who acts: agency, power, and the nouns that name a verb's event."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from spacy.tokens import Token

Power = Literal["agent", "theme", "equal"]
Role = Literal["agent", "patient"]

_FOLDER = Path(__file__).parent / "lexicons"
_AGENCY = {"+": 1, "0": 0, "-": -1}
_SPELLINGS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("ll", "l"))


@dataclass(frozen=True)
class Verb:
    """One sense of a verb.

    Parameters
    ----------
    verb : str
        Dictionary form, American spelling, particle and all: "step down".
    agency : int
        1 where its subject decides and drives, -1 where it undergoes, waits or fails,
        else 0.
    power : {"agent", "theme", "equal"}
        Who is placed above the other by it: who acts, whom it acts on, or neither.
    through : frozenset of str
        Prepositions whose object it acts on: "clash with", "depart from".
    """

    verb: str
    agency: int
    power: Power
    through: frozenset[str]


@dataclass(frozen=True)
class EventNoun:
    """A noun that names what a verb tells: "departure" of "depart".

    Parameters
    ----------
    noun, verb : str
        Dictionary forms.
    owner, of : {"agent", "patient"}
        What its possessor is, and what stands after "of".
    through : frozenset of str
        Prepositions whose object is acted on: "investment in".
    """

    noun: str
    verb: str
    owner: Role
    of: Role
    through: frozenset[str]


@lru_cache(maxsize=1)
def read_verbs() -> dict[str, tuple[Verb, ...]]:
    """Return the senses of every verb of the lexicon; the README beside it has the rule.

    >>> [(one.agency, one.power) for one in read_verbs()["criticize"]]
    [(1, 'agent')]
    """
    senses: dict[str, list[Verb]] = {}
    for row in _rows("verbs.csv"):
        sense = Verb(
            row["verb"],
            _AGENCY[row["agency"]],
            cast(Power, row["power"]),
            frozenset(row["through"].split()),
        )
        senses.setdefault(sense.verb, []).append(sense)
    return {verb: tuple(several) for verb, several in senses.items()}


@lru_cache(maxsize=1)
def read_event_nouns() -> dict[str, EventNoun]:
    """Return the nouns that name an event, by dictionary form."""
    return {
        row["noun"]: EventNoun(
            row["noun"],
            row["verb"],
            cast(Role, row["owner"]),
            cast(Role, row["of"]),
            frozenset(row["through"].split()),
        )
        for row in _rows("event_nouns.csv")
    }


def find_verb(verb: str, through: str = "") -> Verb | None:
    """Return the sense of a verb, by the preposition that it acts through if it has one.

    >>> find_verb("report", "to").power, find_verb("report").power
    ('theme', 'equal')
    >>> find_verb("criticise").verb
    'criticize'
    """
    senses = read_verbs().get(american(verb), ())
    if not senses:
        return None
    plain = [one for one in senses if not one.through]
    by_place = [one for one in senses if through and through in one.through]
    return next(iter(by_place or plain or senses))


def acts_through(verb: str) -> frozenset[str]:
    """Return the prepositions whose object a verb acts on."""
    return frozenset().union(*(one.through for one in read_verbs().get(american(verb), ())))


def american(verb: str) -> str:
    """Return the spelling that the lexicon has, where it has the verb at all.

    >>> american("restructure"), american("emphasise"), american("unheard")
    ('restructure', 'emphasize', 'unheard')
    """
    if verb in read_verbs():
        return verb
    spelt = (verb.replace(british, ours) for british, ours in _SPELLINGS)
    return next((one for one in spelt if one in read_verbs()), verb)


def verb_lemma(verb: Token) -> str:
    """Return the dictionary form; the lexicon corrects "hop" for "hoped"."""
    lemma, form = verb.lemma_.lower(), verb.lower_
    if verb.tag_ in ("VB", "VBP") and american(form) in read_verbs():
        return form
    if american(lemma) in read_verbs():
        return lemma
    tried = (form.removesuffix(end) for end in ("s", "d", "ed", "ing"))
    stems = [one for one in tried if one != form]
    return next((one for one in stems if one in read_verbs()), lemma)


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file beside this module."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
