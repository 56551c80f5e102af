"""Direct speech: whose words stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.text.attributions import Speech, source_of_verb
from analysis.text.voice_quotes import find_quoted, opens_with_a_mark
from analysis.text.voice_words import QUOTING_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading

_FEWEST_WORDS = 4  # fewer, with no one named beside them, are words picked out
_MOSTLY = 0.8
_LONGEST_LABEL = 5
_FEWEST_LETTERS = 2
_FAR = 15  # tokens between a quotation and the verb that it hangs on


@dataclass(frozen=True)
class Quote:
    """Tokens first:last+1 in quotation marks, the marks included.

    `whole` says that nothing but quotations stands in its sentences; `after` and
    `before` are the paragraph's number and whether the paragraph starts with it.
    """

    first: int
    last: int
    paragraph: int
    closed: bool
    whole: bool
    opens: bool


def find_quotes(reading: Reading) -> list[Quote]:
    """Find the quotations of an article, outermost first to last."""
    paragraphs = _paragraphs(reading)
    found: list[Quote] = []
    for number, (start, text) in enumerate(paragraphs):
        following = paragraphs[number + 1][1] if number + 1 < len(paragraphs) else ""
        for one in find_quoted(text, open_end=opens_with_a_mark(following)):
            first = bisect_left(reading.offsets, start + one.start)
            last = bisect_left(reading.offsets, start + one.end) - 1
            opens = not text[: one.start].strip()
            if first <= last:
                found.append(Quote(first, last, number, one.closed, False, opens))
    inside = {i for q in found for i in range(q.first, q.last + 1)}
    loose = {
        reading.sentence_of[t.i]
        for t in reading.doc
        if t.i not in inside and (t.is_alpha or t.like_num)
    }
    return [replace(q, whole=reading.sentence_of[q.first] not in loose) for q in found]


def _paragraphs(reading: Reading) -> list[tuple[int, str]]:
    """Return where each paragraph starts in `body`, and its text as written."""
    found: list[tuple[int, str]] = []
    latest = None
    for number, (at, text) in sorted(reading.texts.items()):
        paragraph = reading.paragraphs.get(number, number)
        if paragraph == latest:
            start, before = found[-1]
            found[-1] = (start, before + " " * (at - start - len(before)) + text)
        else:
            found.append((at, text))
        latest = paragraph
    return found


def find_quoted_speech(
    reading: Reading, quotes: Sequence[Quote], reported: Sequence[Speech]
) -> Iterator[Speech]:
    """Yield the quotations that are speech, with who says them.

    A quotation belongs to the clause that it is, to the verb of saying nearest to it in
    its sentence, to whom a colon before it announces, or, where its sentences hold
    nothing else, to who spoke last. Words picked out that nobody is said to have said
    are not speech.
    """
    inside = {i for q in quotes for i in range(q.first, q.last + 1)}
    told: list[Speech] = sorted(reported, key=_end)
    before: Quote | None = None
    for quote in quotes:
        found = (
            _labelled(reading, quote)
            or _told(reading, quote, reported, inside)
            or _announced(reading, quote, inside)
        )
        if found is None and not _is_within(quote, reported):
            if quote.whole:
                found = _spoke_last(reading, quote, told, before) or Speech(
                    (), (), None, None
                )
            elif _words(reading, quote) >= _FEWEST_WORDS:
                found = _in_sentence(reading, quote, reported)
        if found is not None:
            said = (
                found.stretches if found.kind == "direct" else ((quote.first, quote.last),)
            )
            said = said or ((quote.first, quote.last),)
            speech = replace(found, stretches=said, kind="direct")
            told = sorted([*told, speech], key=_end)
            yield speech
        before = quote


def _end(speech: Speech) -> int:
    """Return the last token of a speech, its cue included."""
    return max([last for _, last in speech.stretches] + [t.i for t in speech.cue])


def _spoke_last(
    reading: Reading, quote: Quote, told: Sequence[Speech], before: Quote | None
) -> Speech | None:
    """Return who spoke last in this paragraph, or in the one before, if it goes on.

    It goes on where the quotation opens its paragraph and speech ended the one before,
    or where the quotation before was not closed.
    """
    earlier = [one for one in told if _end(one) < quote.first]
    if not earlier:
        return None
    end = _end(earlier[-1])
    number = reading.sentence_of[quote.first]
    here = reading.paragraphs.get(number, number)
    there = reading.paragraphs.get(reading.sentence_of[end], reading.sentence_of[end])
    last_sentence = reading.sentence_of[quote.first] - reading.sentence_of[end] <= 1
    runs_on = (
        before is not None and not before.closed and quote.paragraph - before.paragraph == 1
    )
    if there == here or (quote.opens and there == here - 1 and last_sentence) or runs_on:
        return replace(earlier[-1], stretches=(), cue=())
    return None


def _in_sentence(
    reading: Reading, quote: Quote, reported: Sequence[Speech]
) -> Speech | None:
    """Return the speech that another word of the same sentence introduces."""
    number = reading.sentence_of[quote.first]
    same = [
        one
        for one in reported
        if reading.sentence_of[one.cue[0].i] == number and one.source is not None
    ]
    if not same:
        return None
    nearest = min(same, key=lambda one: abs(one.cue[0].i - quote.first))
    return replace(nearest, stretches=())


def _labelled(reading: Reading, quote: Quote) -> Speech | None:
    """Return the speech of a transcript: "PENCE: Well, look"."""
    colon = find_label(reading, quote.first, quote.last)
    if not colon:
        return None
    speaker, mark = reading.doc[colon - 1], reading.doc[colon]
    return Speech(((colon + 1, quote.last),), (mark,), speaker, speaker, "direct")


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


def _words(reading: Reading, quote: Quote) -> int:
    """Return the number of words in a quotation."""
    return sum(t.is_alpha for t in reading.doc[quote.first : quote.last + 1])


def _is_within(quote: Quote, reported: Sequence[Speech]) -> bool:
    """Whether a quotation is a part of what is reported indirectly."""
    return any(
        any(
            first <= quote.first + 1 and quote.last - 1 <= last
            for first, last in one.stretches
        )
        for one in reported
    )


def _told(
    reading: Reading, quote: Quote, reported: Sequence[Speech], inside: set[int]
) -> Speech | None:
    """Return the speech whose clause the quotation is, else by the nearest verb."""
    for one in reported:
        for first, last in one.stretches:
            shared = min(last, quote.last) - max(first, quote.first) + 1
            if shared > _MOSTLY * (last - first + 1):
                return one
    if _is_within(quote, reported):
        return None
    return _nearest(reading, quote, inside)


def _nearest(reading: Reading, quote: Quote, inside: set[int]) -> Speech | None:
    """Return the speech of the verb of saying nearest to a quotation, in its sentence."""
    touched = {reading.sentence_of[quote.first], reading.sentence_of[quote.last]}
    near = range(
        max(quote.first - _FAR, 0), min(quote.last + _FAR, len(reading.doc) - 1) + 1
    )
    verbs = [
        token
        for token in (reading.doc[i] for i in near)
        if token.i not in inside
        and reading.sentence_of[token.i] in touched
        and _quotes(token)
    ]
    doc = reading.doc
    ends_open = doc[max(quote.last - 1, 0)].text in (",", "?", "!", "-", "—")
    for verb in sorted(verbs, key=lambda t: _distance(t, quote, ends_open)):
        source = source_of_verb(verb)
        if source.head is not None and source.head.i not in inside:
            return Speech((), (verb,), source.head, source.stands)
    return None


def _distance(token: Token, quote: Quote, ends_open: bool) -> int:
    """Return how far a verb is from a quotation; behind a comma the one after is nearer."""
    if token.i > quote.last:
        return token.i - quote.last - (_FAR if ends_open else 0)
    return quote.first - token.i


def _quotes(token: Token) -> bool:
    """Whether a word may introduce a quotation."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in QUOTING_VERBS


def _announced(reading: Reading, quote: Quote, inside: set[int]) -> Speech | None:
    """Return who is announced in a sentence that ends in a colon before the quotation."""
    at = quote.first - 1
    while at >= 0 and reading.doc[at].is_space:
        at -= 1
    if at < 0 or reading.doc[at].text != ":":
        return None
    number = reading.sentence_of[at]
    words = [
        t for t in reading.doc[max(at - 60, 0) : at] if reading.sentence_of[t.i] == number
    ]
    verbs = [t for t in words if t.pos_ in ("VERB", "AUX") and t.i not in inside]
    for verb in sorted(verbs, key=lambda t: (not _quotes(t), -t.i)):
        source = source_of_verb(verb)
        if source.head is not None:
            return Speech((), (verb,), source.head, source.stands)
    return None
