"""Descriptions that refer: "the Turing Award winner", "the company", "the CEO"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from analysis.text.others import is_anothers, words_of_names
from analysis.text.parses import plain_characters
from analysis.text.spans import Anaphor, Mention
from analysis.text.words import (
    ANY_COMPANY,
    ORGANISATION_NOUNS,
    OTHER_THAN_THE_TOPIC,
    PERSON_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from analysis.corpus.cast import Entity
    from analysis.text.reading import Reading

_DEFINITE = frozenset(["the", "this", "that"])
_OWNERS = frozenset(["his", "her", "its", "their", "my", "our", "your"])
_MOST_WORDS_BETWEEN = 3
_RESTRICTS = ("relcl", "acl")


def find_own_nominals(
    reading: Reading, cast: dict[str, Entity], taken: set[int]
) -> Iterator[Anaphor]:
    """Yield the descriptions that the cast gives for this story.

    One that begins with its own determiner or owner ("his new company") is taken as
    written. Another needs "the", "this", "that" or the name of an owner before it;
    in a heading it may stand bare.
    """
    owners: dict[str, set[str]] = {}
    for entity in cast.values():
        for phrase in entity.nominals:
            owners.setdefault(_plain(phrase), set()).add(entity.name)
    if not owners:
        return
    known = words_of_names(cast.values())
    longest = sorted(owners, key=lambda phrase: (-len(phrase), phrase))
    forms = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
    for number, (offset, text) in reading.texts.items():
        for found in pattern.finditer(plain_characters(text)):
            span = reading.span(offset + found.start(), offset + found.end())
            phrase = _plain(found.group())
            start = _opening(span, phrase, heading=number in reading.headings)
            if start is None or any(i in taken for i in range(span.start, span.end)):
                continue
            if _goes_on(span):
                continue
            first = _first_qualifier(span) if start == span.start else start
            if not _is_as_written(phrase) and is_anothers(span, first, taken, known):
                continue
            whole = span.doc[start : span.end]
            if _names_its_bearer(whole, taken):
                continue
            place = reading.place(whole)[0], offset + found.end()
            keys = frozenset(owners[phrase])
            yield Anaphor(whole, *place, "nominal", "description", "", keys)


def find_generic_nominals(reading: Reading, taken: set[int]) -> Iterator[Anaphor]:
    """Yield definite phrases for a company or an organisation: "the tech giant".

    The phrase is singular, has no relative clause or "of" that narrows it, and none of
    the words that set it apart from the one spoken of ("new", "other", "rival").
    """
    for head in reading.doc:
        if head.lower_ not in ORGANISATION_NOUNS or head.tag_ not in ("NN", "NNP"):
            continue
        first = _determiner(head)
        if first is None or head.i in taken or not _stands_alone(head):
            continue
        span = reading.doc[first : head.i + 1]
        if any(token.i in taken or _names_another(token) for token in span):
            continue
        rule = "the company" if head.lower_ in ANY_COMPANY else "the " + head.lower_
        start, end = reading.place(span)
        yield Anaphor(span, start, end, "nominal", rule, "organisation")


def find_roles(
    reading: Reading, names: Iterable[Mention], taken: set[int]
) -> Iterator[Anaphor]:
    """Yield "the CEO" after the text has called a person of the cast a CEO."""
    bearers: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if name.sort != "person":
            continue
        for noun in roles_of(name):
            bearers.setdefault(noun.lower_, []).append((name.span.start, name.key))
    for head in reading.doc:
        if head.lower_ not in bearers or head.tag_ not in ("NN", "NNP"):
            continue
        first = _determiner(head)
        if first is None or head.i in taken or not _stands_alone(head):
            continue
        if head.dep_ == "appos" or any(c.dep_ == "prep" for c in head.children):
            continue
        keys = frozenset(key for at, key in bearers[head.lower_] if at < head.i)
        span = reading.doc[first : head.i + 1]
        if keys and not any(token.i in taken for token in span):
            yield Anaphor(span, *reading.place(span), "nominal", "role", "person", keys)


def find_such(reading: Reading, taken: set[int]) -> Iterator[Anaphor]:
    """Yield "such a figure": someone spoken of just before."""
    for head in reading.doc:
        if head.lower_ not in PERSON_NOUNS | {"figure"} or head.i < 2 or head.i in taken:
            continue
        span = reading.doc[head.i - 2 : head.i + 1]
        if span[0].lower_ == "such" and span[1].lower_ in ("a", "an"):
            place = reading.place(span)
            yield Anaphor(span, *place, "nominal", "such a person", "person")


def roles_of(name: Mention) -> list[Token]:
    """Return the nouns by which the text introduces a name: titles and appositions."""
    head = name.head
    around = [child for child in head.children if child.dep_ in ("appos", "compound")]
    around += [head.head] if head.dep_ == "appos" else []
    return [
        noun
        for noun in around
        if noun.lower_ in PERSON_NOUNS | ORGANISATION_NOUNS
        and not name.span.start <= noun.i < name.span.end
    ]


def _plain(phrase: str) -> str:
    """Return a phrase in lower case, with plain apostrophes and single spaces."""
    return " ".join(plain_characters(phrase).casefold().split())


def _goes_on(span: Span) -> bool:
    """Whether a common noun follows, so that the description only qualifies it."""
    if span.end >= len(span.doc):
        return False
    after = span.doc[span.end]
    if after.dep_ == "ROOT" and span.root.head.i != after.i:
        return False  # a verb that is taken for a noun: "his own startup highlights"
    return after.pos_ == "NOUN" and after.is_lower and not after.is_sent_start


def _opening(span: Span, phrase: str, *, heading: bool) -> int | None:
    """Return the token at which a description opens, or None where it is indefinite."""
    if _is_as_written(phrase):
        return span.start
    i = _first_qualifier(span) - 1
    before = span.doc[i] if i >= 0 else None
    if before is not None and _is_definite(before) and _one_line(before, span):
        return i
    if before is not None and (before.tag_ == "POS" and _one_line(before, span)):
        return i + 1
    return span.start if heading else None


def _is_as_written(phrase: str) -> bool:
    """Whether a phrase has its own determiner or owner: "his new company"."""
    opens = phrase.split()[0]
    return opens in _DEFINITE or opens in _OWNERS or "'s" in opens


def _first_qualifier(span: Span) -> int:
    """Return the first of the words before a phrase that qualify it."""
    i = span.start - 1
    while i >= 0 and span.start - i <= _MOST_WORDS_BETWEEN and _qualifies(span.doc[i]):
        i -= 1
    return i + 1


def _one_line(before: Token, span: Span) -> bool:
    """Whether a determiner belongs to the phrase, and not to another before it."""
    return not any(token.is_sent_start for token in span.doc[before.i + 1 : span.start + 1])


def _qualifies(token: Token) -> bool:
    """Whether a word may stand between a determiner and its noun."""
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM") or token.tag_ in ("VBN", "HYPH")


def _names_its_bearer(span: Span, taken: set[int]) -> bool:
    """Whether a name follows at once, so that the description is part of it."""
    after = span.end
    return after < len(span.doc) and after in taken and span.root.dep_ == "compound"


def _determiner(head: Token) -> int | None:
    """Return the token of the definite article of a noun, when nothing odd stands between."""
    i = head.i - 1
    while i >= 0 and head.i - i <= _MOST_WORDS_BETWEEN and _qualifies(head.doc[i]):
        if head.doc[i].lower_ in OTHER_THAN_THE_TOPIC or head.doc[i].tag_ in ("JJS", "JJR"):
            return None
        i -= 1
    return i if i >= 0 and _is_definite(head.doc[i]) else None


def _is_definite(token: Token) -> bool:
    """Whether a word is a definite determiner; "that" also opens clauses."""
    return token.lower_ in _DEFINITE and (token.lower_ != "that" or token.dep_ == "det")


def _stands_alone(head: Token) -> bool:
    """Whether a definite noun is a whole phrase, which nothing after it narrows."""
    doc: Doc = head.doc
    after = doc[head.i + 1] if head.i + 1 < len(doc) else None
    if after is not None and (_is_noun(after) or after.lower_ in ("of", "that", "which")):
        return False
    if head.dep_ == "compound" and head.head.i == head.i + 1:
        return False
    return not any(
        child.dep_ in _RESTRICTS and child.i > head.i and not _set_off(head, child)
        for child in head.children
    )


def _names_another(token: Token) -> bool:
    """Whether a word before a noun is a name, other than of a place or a people."""
    return token.pos_ == "PROPN" and token.ent_type_ not in ("GPE", "LOC", "NORP")


def _is_noun(token: Token) -> bool:
    """Whether a noun or a name follows at once."""
    return token.pos_ in ("NOUN", "PROPN") and not token.is_sent_start


def _set_off(head: Token, clause: Token) -> bool:
    """Whether a comma or a dash stands between a noun and the clause about it."""
    left = clause.left_edge.i
    return any(token.is_punct for token in head.doc[head.i + 1 : left + 1])
