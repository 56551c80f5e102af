"""Whether a verb tells what did not happen: "no judge jailed", "refused to pay"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIONS = frozenset(["not", "n't", "never", "neither", "nor", "hardly", "scarcely"])
_NOBODY = frozenset(["nobody", "none", "nothing", "neither", "nowhere"])
_NONE = frozenset(["no", "neither", "zero"])
_SURE = frozenset(["doubt", "time", "secret", "mistake"])  # "lost no time": at once
_NO_MORE_THAN = frozenset(["fewer", "less", "other", "but", "except", "only"])
_ANY = frozenset(["any", "anyone", "anybody", "anything", "one", "single"])
_OCCASIONS = frozenset("point time stage way circumstance account event mean".split())  # noqa: SIM905
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "dative")
_VERBS = ("VERB", "AUX")
_CLAUSES = ("xcomp", "ccomp", "advcl", "csubj", "acl")
_MOST_STEPS = 6
# What follows these did not happen: "refused to pay", "denied that it had paid".
_DENIES = frozenset(["deny", "disprove", "preclude"])
_FORGOES = frozenset("refuse decline fail neglect forget omit avoid resist".split())  # noqa: SIM905
_FROM = frozenset(
    """refrain abstain stop prevent keep ban bar dissuade deter prohibit block
    discourage forbid restrain shrink""".split()  # noqa: SIM905
)
# With "not" before them what follows did not happen either: "did not manage to pay".
_PASSES_ON = frozenset(
    """manage plan intend attempt try dare bother agree seem appear""".split()  # noqa: SIM905
)


def is_negated(verb: Token, steps: int = 0) -> bool:
    """Whether a verb is said not to happen.

    It has "not" or "never" beside it, an argument that is nobody, a verb above that
    denies it or refuses it, or shares one of these with the verb that it is joined to.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["No judge jailed her, and Acme refused to pay."])
    >>> [token.text for token in doc if token.pos_ == "VERB" and is_negated(token)]
    ['jailed', 'pay']
    """
    if _is_negated_itself(verb) or _names_nobody(verb, _ARGUMENTS):
        return True
    return steps < _MOST_STEPS and _is_negated_above(verb, steps + 1)


def _is_negated_itself(verb: Token) -> bool:
    """Whether a word for "not" stands beside the verb: "no longer", "at no point"."""
    for child in verb.children:
        if child.lower_ in _NEGATIONS and not _is_limited(child):
            return True
        if child.lower_ in ("longer", "more") and _follows_no(child):
            return True
        if child.dep_ == "agent" and any(_is_nobody(noun) for noun in child.children):
            return True
    return any(_is_no_occasion(t) for part in _parts(verb) for t in part.children)


def _parts(verb: Token) -> list[Token]:
    """Return a verb and its auxiliaries, on which a phrase before it may hang."""
    return [verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass"))]


def _follows_no(longer: Token) -> bool:
    """Whether "no" stands right before: "no longer coaches", but not "no doubt"."""
    return longer.i > 0 and longer.nbor(-1).lower_ == "no"


def _is_limited(word: Token) -> bool:
    """Whether "only" or "just" takes a negation back: "not only sued but"."""
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    return after in ("only", "just", "merely", "least", "surprisingly")


def _is_no_occasion(word: Token) -> bool:
    """Whether a phrase says that there was no time or way: "at no point"."""
    nouns = [child for child in word.children if child.dep_ == "pobj"]
    kept = word.lower_ in ("at", "on", "under", "by", "in")
    return kept and any(
        noun.lemma_.lower() in _OCCASIONS
        and any(child.lower_ == "no" for child in noun.children)
        and (word.lower_, noun.lower_) != ("in", "time")
        for noun in nouns
    )


def _names_nobody(verb: Token, places: tuple[str, ...]) -> bool:
    """Whether one of a verb's own arguments is nobody or nothing."""
    return any(child.dep_ in places and _is_nobody(child) for child in verb.children)


def _is_nobody(noun: Token) -> bool:
    """Whether a phrase names nobody: "no judge", "none of them", "not one paper"."""
    before = {word.lower_ for word in noun.doc[noun.left_edge.i : noun.i]}
    after = {child.lower_ for child in noun.children if child.i > noun.i}
    if (before | after) & _NO_MORE_THAN:  # "nobody but Smith", "no fewer than ten"
        return False
    own = {child.lower_ for child in noun.children}
    if noun.lower_ in _NOBODY or own & _NONE:
        return noun.lower_ not in _SURE
    hardly = before & {"not", "hardly", "scarcely"}
    return bool(hardly) and bool({noun.lower_, *before} & _ANY)


def _is_negated_above(verb: Token, steps: int) -> bool:
    """Whether what a verb hangs on says that it did not happen."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in _VERBS:
        return _shares(verb, head, steps)
    if verb.dep_ == "pcomp":
        return _after_preposition(verb, head)
    if head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("acl", "ccomp"):
        told = any(child.dep_ in ("mark", "aux") for child in verb.children)
        return told and _is_nobody(head)
    return verb.dep_ in _CLAUSES and head.pos_ in _VERBS and _denies(head, verb, steps)


def _shares(verb: Token, head: Token, steps: int) -> bool:
    """Whether a joined verb shares a negated subject, an "or", or what governs both."""
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return False
    if _names_nobody(head, ("nsubj", "nsubjpass")):
        return True
    joined = {child.lower_ for child in head.children if child.dep_ == "cc"}
    if joined & {"or", "nor"} and _is_negated_itself(head):
        return True
    same = verb.tag_ == head.tag_ and verb.tag_ in ("VB", "VBG")
    return same and "but" not in joined and _is_negated_above(head, steps + 1)


def _after_preposition(verb: Token, preposition: Token) -> bool:
    """Whether a preposition rules a gerund out: "without paying", "decided against"."""
    head, word = preposition.head, preposition.lower_
    if word in ("without", "against"):
        return word == "without" or head.lemma_ in ("decide", "choose", "vote", "opt")
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    if word == "of":
        short = before in ("instead", "short")
        return short or (head.pos_ == "NOUN" and _is_nobody(head))
    lemma = head.lemma_.lower()
    return word == "from" and lemma in _FROM and not _is_negated_itself(head)


def _denies(head: Token, verb: Token, steps: int) -> bool:
    """Whether the verb above denies, refuses, or passes its own negation on."""
    lemma = head.lemma_.lower()
    if lemma == "have" and any(child.lower_ == "yet" for child in head.children):
        return verb.dep_ == "xcomp"
    if _is_negated_itself(head):
        true = any(child.lower_ in ("true", "case") for child in head.children)
        return (lemma == "be" and true) or (lemma in _PASSES_ON and verb.dep_ == "xcomp")
    out = any(child.lower_ == "out" for child in head.children)
    if lemma in _DENIES or (lemma == "rule" and out):
        return verb.dep_ in ("xcomp", "ccomp")
    if lemma in _FORGOES:
        return verb.dep_ == "xcomp"
    return lemma in _PASSES_ON and verb.dep_ == "xcomp" and is_negated(head, steps)
