"""Indirect speech: the words that introduce it, and the clause that they introduce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.text.attributions import Source, Speech, source_of_noun, source_of_verb
from analysis.text.voice_words import (
    ABOUT,
    APPEAL_VERBS,
    CLAUSE_VERBS,
    JUDGING_VERBS,
    MIND_ADJECTIVES,
    NAMING_VERBS,
    PROMISE_VERBS,
    SPEECH_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from analysis.text.reading import Reading

_VIEWS = frozenset(
    "view opinion words eyes estimation telling account judgment judgement mind".split()
)
_CLAUSES = ("ccomp", "parataxis")
_COMMAS = frozenset([",", "—", "–", "-", "--", ";", "…", "..."])
_TRIM = frozenset([",", ".", ";", ":", "—", "–", "--", "-", " ", "…"])


@dataclass(frozen=True)
class Sentence:
    """First and last token of a sentence of the reading."""

    first: int
    last: int


def find_reported(reading: Reading, sentences: dict[int, Sentence]) -> Iterator[Speech]:
    """Yield what is reported of someone: a clause, an object, "according to"."""
    for token in reading.doc:
        sentence = sentences.get(reading.sentence_of[token.i])
        if sentence is None or token.is_space:
            continue
        yield from _reported(token, sentence)


def _reported(token: Token, sentence: Sentence) -> Iterator[Speech]:
    """Yield what one word introduces."""
    if token.lower_ == "according" or _is_in_view(token):
        yield from _according(token, sentence)
    elif token.pos_ in ("VERB", "AUX"):
        yield from _by_verb(token, sentence)
    elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in SPEECH_NOUNS:
        yield from _by_noun(token)


def _by_verb(verb: Token, sentence: Sentence) -> Iterator[Speech]:
    """Yield what a verb introduces, if it is one of speech."""
    lemma = verb.lemma_.lower()
    found = None
    if lemma in CLAUSE_VERBS:
        found = _clause(verb, sentence)
    if found is None and lemma in ("be", "feel", "seem", "remain"):
        found = _mind(verb)
    if found is None:
        found = _object(verb, lemma)
    if found is not None:
        yield found


def _clause(verb: Token, sentence: Sentence) -> Speech | None:
    """Return the clause that a verb of speech introduces, before, after or around it."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    source = source_of_verb(verb)
    if verb.dep_ == "parataxis" and not any(c.i > verb.i for c in clauses):
        return _around(verb, verb.head, source, sentence)
    if _is_as(verb):
        return _around(verb, verb.head, source, sentence)
    if not clauses:
        return None
    main = clauses[0]
    if main.left_edge.i < verb.i or _interrupts(verb, main):
        return _around(verb, main, source, sentence)
    if source.head is None:
        return None
    last = _cut(main, verb)
    return _speech([(main.left_edge.i, last)], verb, source)


def _is_as(verb: Token) -> bool:
    """Whether a clause stands beside what is said: "as Bloomberg first reported"."""
    marks = [c for c in verb.children if c.lower_ == "as" and c.i < verb.i]
    objects = [c for c in verb.children if c.dep_ in ("dobj", "ccomp") and c.lower_ != "it"]
    return verb.dep_ == "advcl" and bool(marks) and not objects


def _interrupts(verb: Token, main: Token) -> bool:
    """Whether "he said" stands between commas inside what is said."""
    marked = any(c.dep_ == "mark" for c in main.children)
    first = _group(verb)[0]
    before = verb.doc[first - 1].text if first else ""
    opens = verb.doc[main.left_edge.i - 1].text
    return not marked and before in _COMMAS and opens in _COMMAS


def _group(verb: Token) -> tuple[int, int]:
    """Return the first and last token of "he said on Monday"."""
    first = last = verb.i
    for child in verb.children:
        if child.dep_ in ("nsubj", "aux", "neg", "mark", "auxpass", "nsubjpass") or (
            child.dep_ == "advmod" and abs(child.i - verb.i) == 1
        ):
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
        elif child.i > verb.i and child.dep_ in (
            "prep",
            "npadvmod",
            "dobj",
            "dative",
            "advmod",
            "prt",
            "agent",
            "advcl",
        ):
            last = max(last, child.right_edge.i)
    return first, last


def _around(verb: Token, main: Token, source: Source, sentence: Sentence) -> Speech | None:
    """Return what stands in a sentence before "he said", and after it between commas."""
    if source.head is None and verb.dep_ != "parataxis":
        return None
    first, last = _group(verb)
    if source.stands is not None and sentence.first <= source.stands.i < first:
        if source.stands.i > verb.i - 12 and main.i != source.stands.i:
            first = min(first, max(source.stands.left_edge.i, sentence.first))
    doc = verb.doc
    spans = [(sentence.first, first - 1)] if first > sentence.first else []
    inner = main.right_edge.i
    if inner > last:
        after = next((i for i in range(verb.i + 1, inner + 1) if doc[i].text in _COMMAS), 0)
        start = max(last, after) + 1 if after else last + 1
        if main.i > verb.i:
            start = min(start, main.left_edge.i) if main.left_edge.i > verb.i else start
        spans.append((start, min(inner, sentence.last)))
    return _speech(spans, verb, source)


def _cut(main: Token, cue: Token) -> int:
    """Return where a clause ends, before one that tells of another speech.

    In "he said it is late, though she admitted it works" the second is not his.
    """
    ends = main.right_edge.i
    for child in main.children:
        comma = child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in _COMMAS
        other = child.dep_ in ("advcl", "conj") and child.lemma_.lower() in CLAUSE_VERBS
        told = any(c.dep_ in ("ccomp", "xcomp") for c in child.children)
        if comma and other and told and child.i > main.i:
            ends = min(ends, child.left_edge.i - 1)
    del cue
    return ends


def _mind(verb: Token) -> Speech | None:
    """Return what someone is sure or afraid of: "she is convinced that"."""
    for child in verb.children:
        if child.dep_ == "acomp" and child.lemma_.lower() in MIND_ADJECTIVES:
            clauses = [c for c in (*child.children, *verb.children) if c.dep_ == "ccomp"]
            source = source_of_verb(verb)
            if clauses and source.head is not None and clauses[0].i > child.i:
                return _speech(
                    [(clauses[0].left_edge.i, clauses[0].right_edge.i)], child, source
                )
        if child.dep_ in ("nsubj",) and child.lemma_.lower() in SPEECH_NOUNS:
            clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
            source = source_of_noun(child)
            if clauses and any(c.dep_ == "mark" for c in clauses[0].children):
                return _speech(
                    [(clauses[0].left_edge.i, clauses[0].right_edge.i)], child, source
                )
    return None


def _object(verb: Token, lemma: str) -> Speech | None:
    """Return what is promised, asked, judged or named: the objects of the verb."""
    source = source_of_verb(verb)
    if source.head is None:
        return None
    after = [c for c in verb.children if c.i > verb.i]
    if lemma in PROMISE_VERBS:
        parts = [c for c in after if c.dep_ == "xcomp"]
        if parts:
            return _speech([(parts[0].left_edge.i, parts[0].right_edge.i)], verb, source)
    if lemma in APPEAL_VERBS:
        parts = [c for c in after if c.dep_ in ("xcomp", "ccomp")]
        if parts and any(c.dep_ == "dobj" for c in after):
            return _speech([(parts[0].left_edge.i, parts[0].right_edge.i)], verb, source)
    if lemma in NAMING_VERBS:
        parts = [
            c
            for c in after
            if c.dep_ in ("oprd", "ccomp", "xcomp", "dobj") or c.lower_ == "as"
        ]
        if parts:
            return _joined(parts, verb, source)
    if lemma in ABOUT:
        parts = [c for c in after if c.dep_ == "prep" and c.lower_ in ABOUT[lemma]]
        inner = [t for c in parts for t in c.children if t.dep_ in ("pobj", "pcomp")]
        if inner:
            return _joined(inner[:1], verb, source)
    if lemma in JUDGING_VERBS:
        parts = [c for c in after if c.dep_ == "dobj"]
        if parts:
            more = [
                c for c in after if c.dep_ == "prep" and c.lower_ in ("for", "as", "of")
            ]
            return _joined(parts + more, verb, source)
    return None


def _joined(parts: list[Token], verb: Token, source: Source) -> Speech | None:
    """Return the speech from the first of some phrases to the last."""
    first = min(part.left_edge.i for part in parts)
    return _speech([(first, max(part.right_edge.i for part in parts))], verb, source)


def _by_noun(noun: Token) -> Iterator[Speech]:
    """Yield what a noun of speech introduces: "the claim that"."""
    for clause in noun.children:
        marks = [c.lower_ for c in clause.children if c.dep_ == "mark"]
        if clause.dep_ in ("acl", "ccomp") and "that" in marks and clause.i > noun.i:
            found = _speech(
                [(clause.left_edge.i, clause.right_edge.i)], noun, source_of_noun(noun)
            )
            if found is not None:
                yield found


def _is_in_view(token: Token) -> bool:
    """Whether a token is the "in" of "in his view"."""
    return token.lower_ == "in" and any(
        c.dep_ == "pobj"
        and c.lemma_.lower() in _VIEWS
        and source_of_noun(c).head is not None
        for c in token.children
    )


def _according(token: Token, sentence: Sentence) -> Iterator[Speech]:
    """Yield what stands in the sentence around "according to ..." or "in his view"."""
    cue = (token,)
    if token.lower_ == "according":
        to = [c for c in token.children if c.lower_ == "to"]
        told = [t for c in to for t in c.children if t.dep_ == "pobj"]
        source = Source(told[0], told[0]) if told else Source()
        cue = (token, *to[:1])
    else:
        noun = next(c for c in token.children if c.dep_ == "pobj")
        source = source_of_noun(noun)
    if source.head is None:
        return
    last = min(max(source.head.right_edge.i, token.right_edge.i), sentence.last)
    spans = [(sentence.first, token.i - 1), (last + 1, sentence.last)]
    found = _speech(spans, token, source, cue_words=cue)
    if found is not None:
        yield found


def _speech(
    spans: list[tuple[int, int]],
    cue: Token,
    source: Source,
    *,
    cue_words: tuple[Token, ...] = (),
) -> Speech | None:
    """Return a speech of the spans that hold a word, without the marks at their ends."""
    trimmed = [trim(cue.doc, first, last) for first, last in spans]
    kept = tuple(one for one in trimmed if one is not None)
    if not kept:
        return None
    particles = [c for c in cue.children if c.dep_ == "prt" and c.i == cue.i + 1]
    words = cue_words or (cue, *particles)
    return Speech(kept, words, source.head, source.stands)


def trim(doc: Doc, first: int, last: int) -> tuple[int, int] | None:
    """Return a span without commas, stops and spaces at its ends, or None if empty."""
    while first <= last and (doc[first].is_space or doc[first].text in _TRIM):
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in _TRIM):
        last -= 1
    if not any(doc[i].is_alpha or doc[i].like_num for i in range(first, last + 1)):
        return None
    return first, last
