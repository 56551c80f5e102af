"""Names of the cast in a text: the longest alias wins, and a longer name is another's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from analysis.text.parses import plain_characters
from analysis.text.spans import Mention
from analysis.text.words import (
    FEMALE_TITLES,
    FULLER_NAME,
    MALE_TITLES,
    MEN,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    TIME_NOUNS,
    TITLES,
    WOMEN,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.corpus.cast import Entity
    from analysis.text.reading import Reading

_LONG_ENOUGH_FOR_CAPITALS = 4
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "inc", "corp", "ltd", "llc", "plc"])


@dataclass(frozen=True)
class Names:
    """The names of a cast, ready to be looked for.

    `owners` maps a form as written to the entity and the rule; an empty entity stands
    for a phrase that holds a name and means something else.
    """

    owners: dict[str, tuple[str, str]]
    pattern: re.Pattern[str]


def compile_names(entities: Iterable[Entity]) -> Names:
    """Collect every form by which a text may call the members of a cast.

    A person's surname alone is one of them, unless two people of the cast share it or
    it is another's alias.
    """
    cast = list(entities)
    owners: dict[str, tuple[str, str]] = {}
    for entity in cast:
        for phrase in entity.exclude:
            owners[_form(phrase)] = ("", "exclude")
    for entity in cast:
        for alias in entity.aliases:
            owners[_form(alias)] = (entity.name, "alias")
    shared = Counter(surname(entity) for entity in cast)
    for entity in cast:
        last = surname(entity)
        if last and shared[last] == 1:
            owners.setdefault(last, (entity.name, "surname"))
    for form, (name, rule) in list(owners.items()):
        owners.setdefault(form.upper(), (name, rule + ", capitals"))
    longest_first = sorted(owners, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return Names(owners, re.compile(rf"(?<![\w@])(?:{forms or '(?!)'})(?![\w@]|\.\w)"))


def surname(entity: Entity) -> str:
    """Return the surname of a person of the cast, or nothing.

    >>> from analysis.corpus.cast import Entity
    >>> surname(Entity("Yann LeCun", "person", aliases=("Yann LeCun",)))
    'LeCun'
    """
    if entity.kind == "organisation":
        return ""
    words = [
        word
        for word in _form(entity.name).split()
        if word.strip(".").isalpha() or "-" in word or "'" in word
    ]
    while words and words[-1].strip(".").casefold() in _SUFFIXES:
        words.pop()
    capitals = all(word[:1].isupper() for word in words)
    person = entity.kind == "person" or gender_of_name(" ".join(words)) != ""
    return words[-1] if len(words) > 1 and capitals and person else ""


def find_names(
    reading: Reading, names: Names, cast: dict[str, Entity], *, namesakes: bool = False
) -> Iterator[Mention]:
    """Yield the mentions of the cast by name, the clitic of a possessive left out.

    With `namesakes` also those that a first name shows to be someone else's.
    """
    for number, (offset, text) in reading.texts.items():
        shouted = text.isupper()
        heading = number in reading.headings
        for found in names.pattern.finditer(plain_characters(text)):
            form = " ".join(found.group().split())
            entity, rule = names.owners.get(form, ("", ""))
            short = len(form) < _LONG_ENOUGH_FOR_CAPITALS
            if not entity or (rule.endswith("capitals") and short and not shouted):
                continue
            start, end = offset + found.start(), offset + found.end()
            span = reading.span(start, end)
            if not namesakes and first_name_before(span, cast[entity], heading=heading):
                continue
            if not namesakes and not heading and _ends_longer_name(span, cast[entity]):
                continue
            if not heading and _goes_on_as_a_name(span):
                continue
            yield mention_of(cast[entity], span, (start, end), "name", rule)


def mention_of(
    entity: Entity, span: Span, place: tuple[int, int], kind: str, rule: str
) -> Mention:
    """Return a mention of a member of the cast."""
    sort = "thing" if entity.kind == "other" else entity.kind
    start, end = place
    return Mention(
        entity.name, entity.name, span, start, end, kind, rule, sort, entity.pronouns
    )


def gender_of_name(name: str) -> Literal["he", "she", ""]:
    """Return he or she by title or first name, or nothing.

    >>> gender_of_name("Fei-Fei Li"), gender_of_name("Mr. Li"), gender_of_name("Li")
    ('she', 'he', '')
    """
    first = name.split()[0].strip(".").casefold() if name.split() else ""
    if first in MALE_TITLES or first in MEN:
        return "he"
    return "she" if first in FEMALE_TITLES or first in WOMEN else ""


def _form(name: str) -> str:
    """Return a name with plain apostrophes and single spaces."""
    return " ".join(plain_characters(name).split())


def first_name_before(span: Span, entity: Entity, *, heading: bool = False) -> str:
    """Return the first name before a surname that is not the entity's own, or nothing."""
    parts = (*entity.aliases, *entity.titles)
    own = {word for part in parts for word in _form(part).split()}
    if entity.kind == "organisation" or span.start == 0 or len(span) > 1:
        return ""
    before = span[0].nbor(-1)
    person = before.ent_type_ == "PERSON" and _same_entity(before, span[0]) and not heading
    known = before.lower_ in MEN or before.lower_ in WOMEN
    if not (person or known) or not before.text[:1].isupper() or not before.is_alpha:
        return ""
    other = before.text not in own and before.lower_ not in TITLES
    return before.text if other else ""


def _ends_longer_name(span: Span, entity: Entity) -> bool:
    """Whether an organisation's one-word alias ends another's name: "Bristol Rovers"."""
    if entity.kind != "organisation" or len(span) > 1 or span.start == 0:
        return False
    before, token = span[0].nbor(-1), span[0]
    own = {word for alias in entity.aliases for word in _form(alias).split()}
    part = before.tag_ == "NNP" and before.dep_ == "compound" and before.head == token
    described = before.lower_ in TITLES | PERSON_NOUNS | ORGANISATION_NOUNS | TIME_NOUNS
    return part and not described and before.text.istitle() and before.text not in own


def _same_entity(before: Token, token: Token) -> bool:
    """Whether two neighbours stand in one entity of the recogniser."""
    return token.ent_type_ == before.ent_type_ and token.ent_iob_ == "I"


def _goes_on_as_a_name(span: Span) -> bool:
    """Whether capitalised words follow and end in one that names an organisation."""
    last = None
    for token in span.doc[span.end : span.end + 4]:
        if not token.text[:1].isupper() or not token.is_alpha or token.is_sent_start:
            break
        last = token
        if token.lower_ in FULLER_NAME:
            return True
    return last is not None and last.lower_ in FULLER_NAME
