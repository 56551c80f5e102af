"""Who does what to whom by grammar: the verbs of a parse with their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.measures.negations import is_negated
from analysis.measures.passives import is_passive
from analysis.measures.undergoers import Undergoers, find_undergoers
from analysis.measures.understood import antecedent, understood_subject
from analysis.measures.verb_lexicon import american, read_verbs, verb_lemma
from analysis.text.words import ORGANISATION_NOUNS, PERSON_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NO_ACTION = frozenset(["be", "have", "do", "'s", "’s"])
_RAISING = frozenset(
    "seem appear tend happen continue begin start keep need use go get prove".split()  # noqa: SIM905
)
_NO_PREDICATES = ("aux", "auxpass", "amod", "compound", "prep", "nmod", "punct", "case")
_STATES = frozenset(["focus", "dedicate", "base", "aim", "know", "call", "name", "compare"])
_PREFIXES = frozenset("out over under re de co pre dis cross fast open".split())  # noqa: SIM905
_NOUNS = (ORGANISATION_NOUNS | PERSON_NOUNS) - read_verbs().keys()


@dataclass(frozen=True)
class Deed:
    """One verb, or noun of an event, with the words for who acts and who is acted on.

    Parameters
    ----------
    words : tuple of Token
        The verb and its particle, or the noun.
    verb : str
        Dictionary form.
    agents : tuple of Token
        Heads of the phrases for who acts.
    acted_on : Undergoers
        Whom it acts on.
    form : str
        active, passive, or noun.
    negated : bool
        Whether it is said not to happen.
    """

    words: tuple[Token, ...]
    verb: str
    agents: tuple[Token, ...]
    acted_on: Undergoers
    form: str
    negated: bool = False


def find_verbs(doc: Doc) -> Iterator[Deed]:
    """Yield what each full verb of a parse tells.

    Verbs of being and having, auxiliaries, verbs that only pass a subject on ("seems
    to", "continues to") and participles before a noun or of a state ("focused on") are
    no actions.
    """
    for token in doc:
        if _is_action(token):
            yield _deed(token, (token, *_particles(token)))


def _deed(verb: Token, words: tuple[Token, ...]) -> Deed:
    """Return a verb with its arguments."""
    forms = [verb_lemma(words[0]), *(word.lower_ for word in words[1:])]
    lemma = american(_prefix(verb) + " ".join(forms))
    idiom = _idiom(verb, lemma)
    name = idiom or lemma
    negated = is_negated(verb)
    subjects = tuple(understood_subject(verb))
    if is_passive(verb):
        doers = tuple(_by(verb))
        return Deed(words, name, doers, Undergoers(subjects), "passive", negated)
    acted_on = Undergoers() if idiom else find_undergoers(verb, name)
    return Deed(words, name, subjects, acted_on, "active", negated)


def _prefix(verb: Token) -> str:
    """Return the prefix that a hyphen parts from a verb: "OUT-flanked"."""
    before = verb.doc[max(verb.i - 2, 0) : verb.i]
    parted = len(before) == 2 and before[1].text == "-" and not before[1].whitespace_
    parted = parted and not before[0].whitespace_ and before[0].lower_ in _PREFIXES
    return f"{before[0].lower_}-" if parted else ""


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb, also where the tagger takes a coordinated one for a noun."""
    if token.pos_ in ("VERB", "AUX"):
        return token.tag_.startswith("VB")
    below = [child.dep_ for child in token.children]
    return token.dep_ == "conj" and token.head.pos_ == "VERB" and "dobj" in below


def _is_action(token: Token) -> bool:
    """Whether a word is a full verb that tells an action."""
    lemma = token.lemma_.lower()
    if not _is_verb(token) or not any(letter.isalpha() for letter in token.text):
        return False
    if token.dep_ in _NO_PREDICATES or lemma in _NO_ACTION | _NOUNS:
        return False
    below = [child.dep_ for child in token.children]
    if (
        lemma in _RAISING
        and "dobj" not in below
        and (
            "xcomp" in below
            or any(c.tag_ == "VBN" and c.i > token.i for c in token.children)
        )
    ):
        return False
    if token.tag_ == "VBN" and _is_aside(token):
        return False
    if token.pos_ == "AUX" and token.dep_ not in (
        "ROOT",
        "conj",
        "ccomp",
        "relcl",
        "advcl",
    ):
        return False
    if _is_preposition(token):
        return False
    reduced = token.dep_ in ("acl", "advcl") and token.tag_ == "VBN"
    return not (reduced and token.lemma_.lower() in _STATES and "agent" not in below)


def _is_preposition(verb: Token) -> bool:
    """Whether a participle only says when or after what: "starting Monday", "followed by"."""
    if verb.dep_ not in ("advcl", "acl", "prep", "pcomp"):
        return False
    if verb.lower_ in ("starting", "beginning"):
        return verb.i + 1 < len(verb.doc) and verb.nbor(1).ent_type_ in ("DATE", "TIME")
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    return verb.lower_ in ("followed", "preceded") and after == "by"


def _is_aside(verb: Token) -> bool:
    """Whether a participle says how it is known: "as reported by"."""
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        return _is_aside(verb.head)
    below = {child.dep_ for child in verb.children}
    told = any(child.lower_ == "as" for child in verb.lefts)
    return verb.dep_ == "advcl" and told and "nsubjpass" not in below


def _particles(verb: Token) -> list[Token]:
    """Return the particle of a phrasal verb: "step DOWN", "lay OFF"."""
    found = [child for child in verb.children if child.dep_ == "prt"]
    if found and found[0].lower_ == "over" and is_passive(verb):
        phrasal = f"{verb_lemma(verb)} over"  # "fined over late pay" is no phrasal verb
        found = found if phrasal in read_verbs() else []
    if not found and verb.i + 1 < len(verb.doc):
        after = verb.nbor(1)
        phrasal = f"{verb.lemma_.lower()} {after.lower_}"
        adverb = after.dep_ in ("advmod", "prep", "npadvmod") and after.head == verb
        bare = not any(child.dep_ == "pobj" for child in after.children)
        if adverb and bare and phrasal in read_verbs():
            found = [after]
    return found[:1]


def _idiom(verb: Token, lemma: str) -> str:
    """Return a verb with its object where the lexicon has them as one: "jump ship"."""
    for child in verb.children:
        if child.dep_ in ("dobj", "advmod", "npadvmod", "acomp") and child.i > verb.i:
            for written in (child.lower_, child.lemma_.lower()):
                if f"{lemma} {written}" in read_verbs():
                    return f"{lemma} {written}"
    return ""


def _by(verb: Token) -> Iterator[Token]:
    """Yield who acts in a passive: what stands after "by", also of the next passive."""
    shared = [c for c in verb.children if c.dep_ == "conj" and is_passive(c)]
    own = [child for child in verb.children if child.dep_ == "agent"]
    for child in (verb if own or not shared else shared[0]).children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield antecedent(noun)
