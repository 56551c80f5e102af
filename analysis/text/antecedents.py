"""What a pronoun may stand for besides the cast: other people, other things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from analysis.text.names import gender_of_name
from analysis.text.spans import Mention
from analysis.text.words import (
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    PRONOUNS,
    TIME_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.text.reading import Reading
    from analysis.text.spans import Sort

_ANY_PRONOUN = frozenset().union(*PRONOUNS.values())
_PEOPLE = frozenset(["people", "million", "thousand", "hundred", "folk", "staff", "police"])
_DOERS = ("er", "or", "ist", "ian", "ee", "eur", "ant", "man", "woman")
_NOT_THINGS = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")


def find_other_people(reading: Reading, taken: set[int]) -> Iterator[Mention]:
    """Yield the people outside the cast whom the recogniser finds.

    A surname is the person whose full name it ended before.
    """
    known: dict[str, str] = {}
    genders: dict[str, str] = {}
    for span in reading.doc.ents:
        if span.label_ != "PERSON" or any(t.i in taken for t in span):
            continue
        words = [token.text for token in span if token.is_alpha or "-" in token.text]
        if not words or not words[-1][:1].isupper():
            continue
        last = words[-1].casefold()
        key = known.setdefault(last, "person " + last)
        gender = _gender(span)
        genders[key] = genders.get(key) or gender
        start, end = reading.place(span)
        rule = "recogniser" if len(words) > 1 or genders[key] else "recogniser, one word"
        yield Mention(key, "", span, start, end, "phrase", rule, "person", genders[key])


def find_phrases(reading: Reading, taken: set[int]) -> Iterator[Mention]:
    """Yield the noun phrases that name neither the cast nor another person."""
    owners = (span for span in reading.doc.ents if _owns(span))
    for span in (*reading.doc.noun_chunks, *owners):
        head = span.root
        if head.i in taken or head.pos_ == "PRON" or _measures(head):
            continue
        if (
            head.lower_ in TIME_NOUNS
            or head.lower_ in _ANY_PRONOUN
            or not _has_letters(head)
        ):
            continue
        sort = _sort(span)
        start, end = reading.place(span)
        gender = {"thing": "it", "organisation": "it", "many": "they"}.get(sort, "")
        named = head.pos_ == "PROPN" and sort == "organisation"
        key = "organisation " + span.text.casefold() if named else f"phrase {head.i}"
        rule = "indefinite" if span[0].lower_ in ("a", "an") else "definite"
        rule = "people" if sort == "many" and _are_people(head) else rule
        yield Mention(key, "", span, start, end, "phrase", rule, sort, gender)


def find_pairs(reading: Reading, people: Iterable[Mention]) -> Iterator[Mention]:
    """Yield "Smith and Jones" as one antecedent for "they"."""
    by_head = {person.head.i: person for person in people}
    for person in by_head.values():
        partners = [t for t in person.head.children if t.dep_ == "conj" and t.i in by_head]
        if partners and person.head.dep_ != "conj":
            span = reading.doc[person.span.start : by_head[partners[-1].i].span.end]
            start, end = reading.place(span)
            yield Mention(
                f"pair {span.start}", "", span, start, end, "phrase", "pair", "many", "they"
            )


def _has_letters(head: Token) -> bool:
    """Whether a word has letters in it; a name such as DinoV3 has digits too."""
    return any(letter.isalpha() for letter in head.text)


def _measures(head: Token) -> bool:
    """Whether a noun is a date or a quantity, and not "millions" of people."""
    return head.ent_type_ in _NOT_THINGS and head.tag_ != "NNS"


def _are_people(head: Token) -> bool:
    """Whether a plural noun is of people, by a list and by its ending."""
    return head.lemma_.lower() in PERSON_NOUNS | _PEOPLE or head.lemma_.endswith(_DOERS)


def _sort(span: Span) -> Sort:
    """Return whether a phrase is about one thing, many, a person or an organisation."""
    head = span.root
    conjoined = any(child.dep_ == "conj" for child in head.children)
    if head.tag_ in ("NNS", "NNPS") or (conjoined and head.pos_ == "PROPN"):
        return "many"
    if head.lower_ in PERSON_NOUNS:
        return "person"
    if _acts(head) or head.lower_ in ORGANISATION_NOUNS:
        return "organisation"
    return "thing"


def _acts(head: Token) -> bool:
    """Whether a name is of an organisation or a place; two capitals are often neither."""
    return head.ent_type_ == "ORG" or (head.ent_type_ == "GPE" and len(head.text) > 2)


def _owns(span: Span) -> bool:
    """Whether a named organisation or place has a possessive clitic."""
    after = span.end < len(span.doc) and span.doc[span.end].tag_ == "POS"
    return span.label_ in ("ORG", "GPE") and (after or span[-1].tag_ == "POS")


def _gender(span: Span) -> str:
    """Return the gender of a person by title, first name or kinship."""
    before = span[0].nbor(-1).text if span.start else ""
    named = gender_of_name(span.text)
    titled = gender_of_name(f"{before} {span.text}") if before[:1].isupper() else ""
    return titled or named
