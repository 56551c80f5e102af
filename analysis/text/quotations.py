"""Stretches in quotation marks, and whose words they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.text.syntax import subject
from analysis.text.voice_quotations import Quote, find_quotes
from analysis.text.words import SPEECH_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading

_FEWEST_WORDS = 4  # a shorter stretch is a phrase picked out, not speech


@dataclass(frozen=True)
class Quotation:
    """Tokens first:last+1 of a reading stand in quotation marks; `speaker` says them."""

    first: int
    last: int
    speaker: Token | None


def find_quotations(reading: Reading) -> list[Quotation]:
    """Find the quotations of an article with their speakers.

    The speaker is the subject of a verb of saying in the sentence where the
    quotation begins or ends, or stands after "according to". A quotation that is a
    sentence of its own goes on with what was said before it.
    """
    found = [one for one in find_quotes(reading) if one.last - one.first > _FEWEST_WORDS]
    spans = [(one.first + 1, one.last - one.closed) for one in found]
    inside = {i for first, last in spans for i in range(first, last + 1)}
    saying: dict[int, list[Token]] = {}  # by sentence, verbs outside quotations
    for token in reading.doc:
        if token.i not in inside and _says(token):
            saying.setdefault(reading.sentence(token), []).append(token)
    told = [
        Quotation(first, last, _speaker(reading, first, last, inside, saying))
        for first, last in spans
    ]
    for number, (quote, one) in enumerate(zip(found, told, strict=True)):
        if one.speaker is None and quote.whole:
            before = (found[number - 1], told[number - 1]) if number else None
            who = _spoke_before(reading, quote, before, inside, saying)
            told[number] = replace(one, speaker=who)
    return _named_below(found, told)


def _spoke_before(
    reading: Reading,
    quote: Quote,
    before: tuple[Quote, Quotation] | None,
    inside: set[int],
    saying: Mapping[int, list[Token]],
) -> Token | None:
    """Return who spoke last in the paragraph of a quotation, or in the one it continues.

    It continues the paragraph before where the quotation there was not closed, or was
    the last of it.
    """
    here = reading.sentence_of[quote.first]
    paragraph, latest = reading.paragraphs.get(here, here), -1
    if here in reading.headings:
        return None
    if before is not None:
        latest = reading.sentence_of[before[0].last]
    for sentence in range(here - 1, latest, -1):
        if reading.paragraphs.get(sentence, sentence) != paragraph:
            break
        who = next(
            (w for v in saying.get(sentence, ()) if (w := _who_says(v, inside))), None
        )
        if who is not None:
            return who
    return _speaker_of(reading, quote, before) if before is not None else None


def _speaker_of(
    reading: Reading, quote: Quote, before: tuple[Quote, Quotation]
) -> Token | None:
    """Return the speaker of the quotation before, where this one goes on with it."""
    one, told = before
    here, there = (reading.sentence_of[i] for i in (quote.first, one.last))
    apart = reading.paragraphs.get(here, here) - reading.paragraphs.get(there, there)
    follows = quote.opens and apart == 1 and here - there == 1
    return told.speaker if apart == 0 or follows or _runs_on(one, quote) else None


def _named_below(found: list[Quote], told: list[Quotation]) -> list[Quotation]:
    """Name the speaker of paragraphs left open after the one that names him."""
    named = list(told)
    for i in range(len(named) - 2, -1, -1):
        if named[i].speaker is None and _runs_on(found[i], found[i + 1]):
            named[i] = replace(named[i], speaker=named[i + 1].speaker)
    return named


def _runs_on(before: Quote, quote: Quote) -> bool:
    """Whether a quotation goes on with the one before, which was not closed."""
    return not before.closed and quote.opens and quote.paragraph - before.paragraph == 1


def _speaker(
    reading: Reading,
    first: int,
    last: int,
    inside: set[int],
    saying: Mapping[int, list[Token]],
) -> Token | None:
    """Return the token that names who says the words first to last."""
    touched = sorted({reading.sentence_of[first], reading.sentence_of[last]})
    verbs = [verb for sentence in touched for verb in saying.get(sentence, ())]
    for verb in sorted(verbs, key=lambda t: min(abs(t.i - first), abs(t.i - last))):
        who = _who_says(verb, inside)
        if who is not None:
            return who
    return None


def _says(token: Token) -> bool:
    """Whether a token is a verb of saying, or "according"."""
    return token.lower_ == "according" or (
        token.pos_ == "VERB" and token.lemma_ in SPEECH_VERBS
    )


def _who_says(verb: Token, inside: set[int]) -> Token | None:
    """Return the subject of a verb of saying, or what follows "according to"."""
    if verb.lower_ == "according":
        told = [t for to in verb.children for t in to.children if t.dep_ == "pobj"]
        return told[0] if told else None
    who = subject(verb)
    if who is None or who.i in inside or who.lower_ in ("it", "that", "which", "this"):
        return None
    return who
