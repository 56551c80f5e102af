"""Who does what to whom in a noun: "Smith's departure from Acme", "the hiring of Smith"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.measures.arguments import owners, written_owner
from analysis.measures.deeds import Deed
from analysis.measures.undergoers import Undergoers
from analysis.measures.understood import antecedent, understood_subject
from analysis.measures.verb_lexicon import (
    EventNoun,
    american,
    read_event_nouns,
    read_verbs,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LIGHT = frozenset("make take give pay launch hold issue mount stage offer".split())  # noqa: SIM905
_NEAR = 3  # words between coordinated nouns that share a possessor
# In -ing, but a thing as often as an event, or its possessor does not act.
_NO_EVENTS = frozenset(
    """building funding feeling meaning setting offering holding earning being training
    understanding beginning marketing housing rating thing king evening morning wedding
    spring string wing ring painting drawing recording writing reading hearing saying
    opening closing ending training upbringing standing footing heading dealing following
    backing being showing drawing""".split()  # noqa: SIM905
)


def find_event_nouns(doc: Doc) -> Iterator[Deed]:
    """Yield what each noun of an event tells, where it says who acts or is acted on.

    A possessor acts, or with nouns such as "appointment" is acted on; "of" tells the
    other, "by" who acts; prepositions of the noun's own tell whom it acts on.
    """
    for token in doc:
        event = _event(token)
        if event is not None:
            deed = _deed(token, event)
            if deed.agents or deed.acted_on.direct or deed.acted_on.tied:
                yield deed


def _event(token: Token) -> EventNoun | None:
    """Return what event a noun names: one of the lexicon, else one in -ing of a verb."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    if token.dep_ == "compound" and not _before_misread_verb(token):
        return None
    known = read_event_nouns().get(token.lemma_.lower())
    if known is None and token.lower_.endswith("ing") and token.lower_ not in _NO_EVENTS:
        stem = american(f"{_opening(token)}{token.lower_[:-3]}")
        for verb in (stem, f"{stem}e", stem[:-1]):
            if verb in read_verbs():
                through = frozenset().union(*(one.through for one in read_verbs()[verb]))
                return EventNoun(token.lower_, verb, "agent", "patient", through)
    return known


def _opening(noun: Token) -> str:
    """Return "open-" of "open sourcing"."""
    return "open-" if noun.i and noun.nbor(-1).lower_ == "open" else ""


def _before_misread_verb(noun: Token) -> bool:
    """Whether the parser takes the verb after a noun for a noun: "his exit marks"."""
    after = noun.head
    owned = after.i == noun.i + 1 and written_owner(noun) is not None
    return owned and after.lower_.endswith("s") and _may_be_verb(after)


def _deed(noun: Token, event: EventNoun) -> Deed:
    """Return a noun of an event with its arguments."""
    whose = [antecedent(one) for one in _owners(noun) if one.dep_ != "compound"]
    of, by = _after(noun, "of"), _after(noun, "by")
    agents, patients = list(by), []
    tied, through = _through(noun, event)
    if event.owner == "agent" and not by:
        agents += whose or (_giver(noun) if tied else [])
    else:
        patients += whose
    if event.of == "patient" or (whose and event.owner == "agent"):
        patients += of
    else:
        agents += of
    acted_on = Undergoers(tuple(patients), tuple(tied), through)
    return Deed((noun,), event.verb, tuple(agents), acted_on, "noun")


def _owners(noun: Token) -> list[Token]:
    """Return whose an event is; coordinated nouns share a possessor: "his life and work"."""
    own = owners(noun)
    near = noun.dep_ == "conj" and noun.i - noun.head.i <= _NEAR
    return owners(noun.head) if not own and near else own


def _giver(noun: Token) -> list[Token]:
    """Return the subject of "make" or "give" with an event: "paid a visit to"."""
    light = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _LIGHT
    return understood_subject(noun.head) if light else []


def _after(noun: Token, preposition: str) -> list[Token]:
    """Return what stands after a preposition that hangs on a noun, or on the next one.

    "The success or failure of the plan" is success of the plan.
    """
    children = [*noun.children]
    if not any(child.dep_ == "prep" for child in children):
        children += [child for other in noun.conjuncts[-1:] for child in other.children]
    return [
        antecedent(_before_verb(one))
        for child in children
        if child.dep_ in ("prep", "agent") and child.lower_ == preposition
        for one in child.children
        if one.dep_ == "pobj"
    ]


def _before_verb(noun: Token) -> Token:
    """Return the name before a verb that the parser takes for a noun.

    In "his exit from Acme marks an end" it is Acme.
    """
    before = noun.nbor(-1) if noun.i else noun
    named = before.head.i == noun.i and before.pos_ == "PROPN" and noun.pos_ == "NOUN"
    return before if named and _may_be_verb(noun) else noun


def _may_be_verb(noun: Token) -> bool:
    """Whether a word taken for a noun is a form of a verb of the lexicon."""
    word = noun.lower_
    return bool({word, word[:-1], word[:-2], f"{word[:-3]}y"} & read_verbs().keys())


def _through(noun: Token, event: EventNoun) -> tuple[list[Token], str]:
    """Return what the event acts on through a preposition: "investment IN Acme"."""
    for preposition in sorted(event.through):
        found = _after(noun, preposition)
        if found:
            return found, preposition
    return [], ""
