"""Who a colon announces: "he added:", "PENCE: Well", "Poll: voters turn away"."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from analysis.text.attributions import Source, Speech, make_speech
from analysis.text.voice_sources import source_of_verb
from analysis.text.voice_words import QUOTING_VERBS, SPEAKERS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading

_FAR = 15  # tokens between a verb of saying and the colon
_LONGEST_LABEL = 6  # tokens
_FEWEST_LETTERS = 2
_CONTENT = ("ccomp", "dobj", "xcomp")


def quotes(token: Token) -> bool:
    """Whether a word is a verb that may introduce a quotation."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in QUOTING_VERBS


def tells_past(token: Token) -> bool:
    """Whether a word has the past form of such a verb, whatever the parser takes it for.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["Alleged, sources."])
    >>> tells_past(doc[0]), tells_past(doc[2])
    (True, False)
    """
    word = token.lower_
    stems = {token.lemma_.lower(), word.removesuffix("d"), word.removesuffix("ed")}
    past = word.endswith("ed") or token.tag_ in ("VBD", "VBN")
    return past and not QUOTING_VERBS.isdisjoint(stems)


def find_announcer(reading: Reading, at: int, quoted: Set[int]) -> Speech | None:
    """Return who speaks after the colon at a token, a verb of saying before any other."""
    number = reading.sentence_of[at]
    verbs = [
        token
        for token in reading.doc[max(at - 60, 0) : at]
        if reading.sentence_of[token.i] == number
        and token.i not in quoted
        and token.pos_ in ("VERB", "AUX")
    ]
    for verb in sorted(verbs, key=lambda token: (not quotes(token), -token.i)):
        source = source_of_verb(verb)
        if source.head is not None:
            return Speech((), (verb,), source)
    return None


def announces(reading: Reading, at: int) -> bool:
    """Whether a colon ends "he added:", with nothing said before it."""
    found = find_announcer(reading, at, frozenset())
    if reading.doc[at].text != ":" or found is None:
        return False
    verb = found.cue[0]
    said = any(c.dep_ in _CONTENT and c.i > verb.i for c in verb.children)
    return quotes(verb) and not said and at - verb.i < _FAR


def find_label(reading: Reading, first: int, last: int) -> int:
    """Return the colon behind a name in capitals that opens a stretch, or 0."""
    at = first
    while at < last and (reading.doc[at].is_quote or reading.doc[at].is_punct):
        at += 1
    for i in range(at, min(at + _LONGEST_LABEL, last)):
        token = reading.doc[i]
        if token.text == ":" and i > at:
            return i
        if not token.text.isupper() or len(token.text) < _FEWEST_LETTERS:
            return 0
    return 0


def find_headlines(reading: Reading) -> Iterator[Speech]:
    """Yield headings that give a speaker, a colon, and what is said.

    The speaker is a person of the article, or a text or group that speaks: "Poll".
    """
    people = {token.text for token in reading.doc if token.ent_type_ == "PERSON"}
    headings: dict[int, list[Token]] = {}
    for token in reading.doc:
        if reading.sentence_of[token.i] in reading.headings:
            headings.setdefault(reading.sentence_of[token.i], []).append(token)
    for words in headings.values():
        at = next((n for n, token in enumerate(words) if token.text == ":"), 0)
        name, colon = words[at - 1], words[at]
        named = name.text in people or name.lemma_.lower() in SPEAKERS
        if 0 < at <= _LONGEST_LABEL and named:
            found = make_speech([(colon.i + 1, words[-1].i)], (colon,), Source(name, name))
            if found is not None:
                yield found
