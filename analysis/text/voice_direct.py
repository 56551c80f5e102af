"""Direct speech: whose words the quotations of an article are."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.text.attributions import Source, Speech
from analysis.text.voice_announced import find_announcer, find_label, quotes, tells_past
from analysis.text.voice_sources import can_speak, source_of_verb

if TYPE_CHECKING:
    from analysis.text.reading import Reading
    from analysis.text.voice_quotations import Quote

_FEWEST_WORDS = 4  # fewer, with no one named beside them, are words picked out
_MOSTLY = 0.8
_BEFORE_A_NOUN = ("DET", "ADJ", "NUM")
_FAR = 15  # tokens between a quotation and the verb that it hangs on


@dataclass(frozen=True)
class _Context:
    """What is known before the quotations of an article get their speakers."""

    reading: Reading
    reported: Sequence[Speech]
    quoted: frozenset[int]


def find_quoted_speech(
    reading: Reading, found: Sequence[Quote], reported: Sequence[Speech]
) -> list[Speech]:
    """Return the quotations that are speech, with who says them.

    A quotation belongs to the label that opens it, to the clause that it is, to the
    verb of saying nearest to it in its sentence, to whom a colon before it announces,
    or, where its sentences hold nothing else, to who spoke last. Words picked out that
    nobody is said to have said are not speech.
    """
    quoted = frozenset(i for one in found for i in range(one.first, one.last + 1))
    context = _Context(reading, reported, quoted)
    inner = {i for one in reported for i in one.tokens}
    told = sorted((one for one in reported if one.cue[0].i not in inner), key=_by_end)
    before: Quote | None = None
    spoken: list[tuple[Quote, Speech]] = []
    for quote in found:
        speech = _speech(context, quote, told, before)
        before = quote
        if speech is None:
            continue
        stretches = speech.stretches if speech.kind == "direct" else ()
        here = stretches or ((quote.first, quote.last),)
        said = replace(speech, stretches=here, kind="direct")
        insort(told, said, key=_by_end)
        spoken.append((quote, said))
    return _named_below(spoken)


def _named_below(spoken: list[tuple[Quote, Speech]]) -> list[Speech]:
    """Name the speaker of paragraphs left open after the one that names him."""
    named: list[Speech] = []
    below: tuple[Quote, Speech] | None = None
    for quote, speech in reversed(spoken):
        said = speech
        if below is not None and speech.source.head is None and _runs_on(quote, below[0]):
            said = replace(speech, source=below[1].source)
        named.append(said)
        below = (quote, said)
    return named[::-1]


def _runs_on(before: Quote, quote: Quote) -> bool:
    """Whether a quotation goes on with the one before, which was not closed."""
    return not before.closed and quote.opens and quote.paragraph - before.paragraph == 1


def _by_end(speech: Speech) -> int:
    """Return where a speech ends, to sort by."""
    return speech.end


def _speech(
    context: _Context, quote: Quote, told: Sequence[Speech], before: Quote | None
) -> Speech | None:
    """Return the speech that a quotation is, or None if it is none."""
    within = _is_within(context, quote)
    named = (
        _labelled(context.reading, quote)
        or _as_clause(context, quote)
        or _inverted(context.reading, quote)
        or (None if within else _nearest(context, quote))
        or _announced(context, quote)
    )
    if named is not None or within:
        return named
    if quote.whole:
        last = _spoke_last(context.reading, quote, told, before)
        return last or Speech((), (), Source())
    words = context.reading.doc[quote.first : quote.last + 1]
    if sum(token.is_alpha for token in words) < _FEWEST_WORDS:
        return None
    return _in_sentence(context, quote)


def _labelled(reading: Reading, quote: Quote) -> Speech | None:
    """Return the speech of a transcript: "PENCE: Well, look"."""
    colon = find_label(reading, quote.first, quote.last)
    if not colon:
        return None
    speaker, mark = reading.doc[colon - 1], reading.doc[colon]
    stretch = (colon + 1, quote.last)
    return Speech((stretch,), (mark,), Source(speaker, speaker), "direct")


def _is_within(context: _Context, quote: Quote) -> bool:
    """Whether a quotation is a part of what is reported indirectly.

    The comma or stop that American usage sets before the closing mark changes nothing.
    """
    stopped = context.reading.doc[max(quote.last - 1, 0)].text in (",", ".")
    inner = quote.last - (2 if stopped else 1)
    return any(
        first <= quote.first + 1 and inner <= last
        for one in context.reported
        for first, last in one.stretches
    )


def _as_clause(context: _Context, quote: Quote) -> Speech | None:
    """Return the reported speech that stands in the quotation for the most part."""
    for one in context.reported:
        for first, last in one.stretches:
            shared = min(last, quote.last) - max(first, quote.first) + 1
            if shared > _MOSTLY * (last - first + 1):
                return replace(one, stretches=())
    return None


def _inverted(reading: Reading, quote: Quote) -> Speech | None:
    """Return the speech of "...," urged doctors, where the parser saw no subject.

    It takes who speaks for what is urged, or "alleged" for a quality of prosecutors.
    """
    doc, at = reading.doc, quote.last + 1
    if not doc[quote.last].is_quote or at >= len(doc) or not tells_past(doc[at]):
        return None
    word = doc[at]
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in word.children):
        return None
    rest = (token for token in doc[at + 1 :] if token.pos_ not in _BEFORE_A_NOUN)
    head = next(rest, None)
    while head is not None and head.dep_ == "compound" and head.head.i > head.i:
        head = head.head
    if head is None or head.pos_ not in ("NOUN", "PROPN") or not can_speak(head):
        return None
    same = reading.sentence_of[head.i] == reading.sentence_of[at]
    return Speech((), (word,), Source(head, head, opens=at + 1)) if same else None


def _nearest(context: _Context, quote: Quote) -> Speech | None:
    """Return the speech of the verb of saying nearest to a quotation, in its sentence.

    Behind a comma that the quotation ends with, a verb after it comes first.
    """
    reading, doc = context.reading, context.reading.doc
    touched = {reading.sentence_of[quote.first], reading.sentence_of[quote.last]}
    goes_on = doc[max(quote.last - 1, 0)].text in (",", "?", "!", "-", "—")
    verbs = [
        token
        for token in doc[max(quote.first - _FAR, 0) : quote.last + _FAR + 1]
        if token.i not in context.quoted
        and reading.sentence_of[token.i] in touched
        and quotes(token)
    ]

    def distance(at: int) -> int:
        behind = at - quote.last - (_FAR if goes_on else 0)
        return behind if at > quote.last else quote.first - at

    for verb in sorted(verbs, key=lambda token: distance(token.i)):
        source = source_of_verb(verb)
        if source.head is not None and source.head.i not in context.quoted:
            return Speech((), (verb,), source)
    return None


def _announced(context: _Context, quote: Quote) -> Speech | None:
    """Return who is announced by the colon before a quotation."""
    at = quote.first - 1
    while at >= 0 and context.reading.doc[at].is_space:
        at -= 1
    if at < 0 or context.reading.doc[at].text != ":":
        return None
    return find_announcer(context.reading, at, context.quoted)


def _spoke_last(
    reading: Reading, quote: Quote, told: Sequence[Speech], before: Quote | None
) -> Speech | None:
    """Return who spoke last in this paragraph, or in the one before, if it goes on.

    It goes on where the quotation opens its paragraph and speech ended the one before,
    or where the quotation before was not closed.
    """
    earlier = [one for one in told if one.end < quote.first]
    if not earlier:
        return None
    here, there = (reading.sentence_of[i] for i in (quote.first, earlier[-1].end))
    apart = reading.paragraphs.get(here, here) - reading.paragraphs.get(there, there)
    follows = quote.opens and apart == 1 and here - there == 1
    runs_on = before is not None and _runs_on(before, quote)
    if here in reading.headings or not (apart == 0 or follows or runs_on):
        return None
    return replace(earlier[-1], stretches=(), cue=(), kind="indirect")


def _in_sentence(context: _Context, quote: Quote) -> Speech | None:
    """Return the speech that another word of the same sentence introduces."""
    number = context.reading.sentence_of[quote.first]
    same = [
        one
        for one in context.reported
        if context.reading.sentence_of[one.cue[0].i] == number
        and one.source.head is not None
    ]
    if not same:
        return None
    nearest = min(same, key=lambda one: abs(one.cue[0].i - quote.first))
    return replace(nearest, stretches=())
