"""Who says what a word of speech brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.text.attributions import Source, text_at
from analysis.text.syntax import governing_subjects, subject
from analysis.text.voice_words import (
    DOERS,
    EVIDENCE_VERBS,
    IMPERSONAL,
    MINDING_VERBS,
    NOT_DOERS,
    SPEAKERS,
    SUPPORT_VERBS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHEN = ("DATE", "TIME")
_OF = ("of", "from", "by", "among")
_SPEAKING_ENTITIES = ("PERSON", "ORG", "NORP", "GPE", "PERCENT", "CARDINAL")
_RELATIVE = ("who", "which", "that")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")


def source_of_verb(verb: Token) -> Source:
    """Return who says what a verb of speech brings: its subject, or "by" whom."""
    if _is_passive(verb):
        return _agent(verb)
    behind = text_at(verb.doc, verb.i - 1) != ","
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and behind:
        return _if_it_speaks(verb.head, verb.head, verb)
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and _is_word(c)]
    nearest = min(own, key=lambda c: abs(c.i - verb.i), default=None)
    if nearest is None and verb.tag_ == "VBG":
        return _from_above(verb)
    who = nearest or subject(verb)
    if who is None or not _is_word(who):
        who = _beside(verb)
    relative = nearest is not None and nearest.lower_ in _RELATIVE and verb.dep_ == "relcl"
    return _if_it_speaks(verb.head if relative else who, nearest or who, verb)


def _is_word(token: Token) -> bool:
    """Whether a token has a letter or a digit; the parser takes marks for subjects."""
    return any(letter.isalnum() for letter in token.text)


def _from_above(verb: Token) -> Source:
    """Return the nearest subject above a participle that can speak.

    In "he argued that the plan fails, adding that it will cost" the plan adds nothing.
    """
    above = (_if_it_speaks(who, who, verb) for who in governing_subjects(verb))
    speaking = (one for one in above if one.head is not None and can_speak(one.head))
    return next(speaking, Source())


def _is_passive(verb: Token) -> bool:
    """Whether the subject of a verb is not who speaks: "was told", "a paper seen by X".

    "Is convinced" is passive in form only.
    """
    marks = [c.dep_ for c in verb.children]
    alone = not {"nsubj", "nsubjpass", "aux"}.intersection(marks)
    reduced = verb.dep_ in ("acl", "relcl", "advcl") and verb.tag_ == "VBN" and alone
    minds = verb.lemma_.lower() in MINDING_VERBS and "nsubjpass" in marks
    return reduced or (not minds and ("auxpass" in marks or "nsubjpass" in marks))


def _agent(verb: Token) -> Source:
    """Return who stands after "by", or after "in" where it is "as reported in the paper"."""
    places = ("by", "in") if any(c.lower_ == "as" for c in verb.children) else ("by",)
    beside = [c for c in verb.children if c.lower_ in places]
    named = [t for c in beside for t in c.children if t.dep_ == "pobj" and can_speak(t)]
    known = [t for t in named if t.ent_type_ not in _WHEN]
    return Source(known[0], known[0]) if known else Source()


def _if_it_speaks(who: Token | None, stands: Token | None, verb: Token) -> Source:
    """Return the source, or none if it is a thing of which no one says that it speaks."""
    if who is None or who.lower_ in IMPERSONAL - {"it"}:
        return Source()
    if verb.lemma_.lower() in EVIDENCE_VERBS and not can_speak(who):
        return Source()
    return Source(who, stands)


def _beside(verb: Token) -> Token | None:
    """Return the noun right before or after a verb that the parser gave no subject.

    So a verb of saying in a heading, or after a quotation: "..., Morgan said".
    """
    if verb.tag_ not in _FINITE:
        return None
    at = verb.i - 1
    while at > 0 and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    if at >= 0 and verb.doc[at].pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.doc[at] if verb.doc[at].ent_type_ not in _WHEN else None
    at = verb.i + 1
    if at == len(verb.doc) or verb.doc[at].ent_type_ in _WHEN:
        return None
    while at + 1 < len(verb.doc) and verb.doc[at].pos_ == verb.doc[at + 1].pos_ == "PROPN":
        at += 1
    return verb.doc[at] if verb.doc[at].pos_ in ("PROPN", "PRON") else None


def source_of_noun(noun: Token) -> Source:
    """Return whose claim, view or statement it is: "his claim", "a report by X"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return Source(owners[0], owners[0])
    of = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _OF]
    told = [t for c in of for t in c.children if t.dep_ == "pobj"]
    if told:
        return Source(told[0], told[0])
    if noun.dep_ in ("dobj", "pobj") and noun.head.lemma_ in SUPPORT_VERBS:
        return source_of_verb(noun.head)
    return Source()


def can_speak(token: Token) -> bool:
    """Whether a word is of people, of an organisation or of a text that tells.

    "Reports suggest" and "voters think" have a source; "these moves suggest" is what
    the writer himself makes of them.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["Reports suggest it, and these moves suggest it."])
    >>> can_speak(doc[0]), can_speak(doc[6])
    (True, False)
    """
    lemma = token.lemma_.lower()
    if token.pos_ in ("PRON", "DET"):
        return token.lower_ not in IMPERSONAL
    if token.ent_type_ in _SPEAKING_ENTITIES or token.pos_ in ("PROPN", "NUM", "ADJ", "X"):
        return True
    return lemma in SPEAKERS or (lemma.endswith(DOERS) and lemma not in NOT_DOERS)
