"""Which verbs are passive, with their own "was" or without: "was tried and jailed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.measures.verb_lexicon import american, verb_lemma
from analysis.text.control_words import DONE_TO, DONE_TO_SOMEBODY

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = ("VERB", "AUX")
_RELATIVE = ("who", "whom", "which", "that", "whose")
_CLITICS = ("'s", "’s")
_REDUCED = ("advcl", "acomp", "oprd", "xcomp")
_STOPS = frozenset([".", "!", "?", "…", "...", "”", '"', ":", ";"])


def is_passive(verb: Token) -> bool:
    """Whether a verb's subject is who is acted on: "was hired", "a lab led by her".

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["A lab led by Smith was sold, and he left."])
    >>> [token.text for token in doc if token.pos_ == "VERB" and is_passive(token)]
    ['led', 'sold']
    """
    below = {child.dep_ for child in verb.children}
    if below & {"auxpass", "nsubjpass"}:
        return not _has_done(verb, below)
    if verb.tag_ not in ("VBN", "VBD") or "aux" in below or _has_object(verb):
        return False
    if "agent" in below and verb.dep_ != "conj":
        return True
    if "nsubj" in below:
        done = verb.dep_ != "ROOT" and verb.head.lemma_.lower() in DONE_TO
        return done or _is_headline(verb)
    if verb.dep_ == "acl" or (verb.tag_ == "VBN" and verb.dep_ in _REDUCED):
        return True
    return verb.dep_ == "conj" and _goes_on_passive(verb, below)


def _goes_on_passive(verb: Token, below: set[str]) -> bool:
    """Whether a verb shares the "was" of the one that it is joined to.

    The tagger takes "was tried and jailed" for a finite form now and then; then only a
    verb that is never without an object, or one with "by", counts.
    """
    if verb.head.pos_ not in _VERBS or not is_passive(verb.head):
        return False
    return verb.tag_ == "VBN" or "agent" in below or _is_done_to_somebody(verb)


def _has_object(verb: Token) -> bool:
    """Whether a verb has an object; a sum is none: "was tried and fined £2m".

    "Sacked two of the physios" has one. In "fined over late pay" the parser takes the
    preposition for a particle.
    """
    found = [child for child in verb.children if child.dep_ == "dobj"]
    over = any(c.dep_ == "prt" and c.lower_ == "over" for c in verb.children)
    if over and _is_done_to_somebody(verb):
        return False
    return any(
        child.ent_type_ != "MONEY"
        and (child.pos_ != "NUM" or any(c.lower_ == "of" for c in child.children))
        for child in found
    )


def _is_headline(verb: Token) -> bool:
    """Whether a past form without an object is a headline's passive: "Smith jailed".

    A headline tells deeds in the present, and ends without a stop.
    """
    if verb.dep_ != "ROOT" or not _is_done_to_somebody(verb):
        return False
    words = [token for token in verb.sent if not token.is_space]
    shared = any(c.dep_ == "conj" and _has_object(c) for c in verb.children)
    return words[-1].text not in _STOPS and not shared


def _is_done_to_somebody(verb: Token) -> bool:
    """Whether a verb always has an object: "jail", "acquit", "boo"."""
    return american(verb_lemma(verb)) in DONE_TO_SOMEBODY


def _has_done(verb: Token, below: set[str]) -> bool:
    """Whether an 's is "has": "the concerns he's raised" leaves the object to the noun."""
    subjects = [child for child in verb.children if child.dep_ == "nsubjpass"]
    clitic = any(c.dep_ == "auxpass" and c.text in _CLITICS for c in verb.children)
    own = bool(subjects) and subjects[0].lower_ not in _RELATIVE
    stranded = any(c.dep_ == "prep" and not list(c.children) for c in verb.children)
    free = not stranded and "agent" not in below
    return clitic and own and free and verb.dep_ == "relcl"
