"""Labels beside a name: titles, appositions, premodifiers, and the class it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.measures.label_phrases import before_noun, noun_phrase, said_of_one
from analysis.text.words import BEFORE_A_NAME, ORGANISATION_NOUNS, PERSON_NOUNS, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.measures.label_phrases import Stretch

Found = tuple[str, "Token", "Stretch"]

ROLE_NOUNS = PERSON_NOUNS | ORGANISATION_NOUNS | TITLES
_MODIFIERS = ("compound", "amod", "nmod", "nummod", "appos", "dep")
_EXAMPLES = ("like", "including", "as")
_BODIES = ORGANISATION_NOUNS | frozenset(["machine", "empire", "machinery", "apparatus"])


def find_relations(mention: Span, named: set[int]) -> Iterator[Found]:
    """Yield kind, head and extent of what stands beside a mention and describes it."""
    head = mention.root
    if head.pos_ != "PRON":
        yield from _before_name(mention, named)
        yield from _renamed(mention, named)
        yield from _body_named(mention)
        yield from _set_off(mention)
    yield from _appositions(bearer(head), named)
    yield from _examples(head)


def bearer(head: Token) -> Token:
    """Return the noun that a name qualifies where it means the same: "the FAIR lab"."""
    noun = head.head
    near = head.i < noun.i <= head.i + 3
    qualifies = head.dep_ in ("compound", "nmod") and noun.lower_ in _BODIES
    return noun if qualifies and near and not _comma_between(head, noun) else head


def _comma_between(one: Token, other: Token) -> bool:
    return any(t.text == "," for t in one.doc[one.i + 1 : other.i])


def _set_off(mention: Span) -> Iterator[Found]:
    """Yield a noun that follows a name and a comma, where the parse hangs the name on it."""
    noun, end = mention.root.head, mention.end
    follows = mention.root.dep_ in ("nmod", "compound") and end < noun.i <= end + 5
    if follows and mention.doc[end].text == "," and _is_role(noun):
        yield "apposition", noun, noun_phrase(noun)


def _before_name(mention: Span, named: set[int]) -> Iterator[Found]:
    """Yield a title or a premodifier: the run of words that qualify what follows."""
    doc, first = mention.doc, mention.start
    i = first - 1
    while i >= 0 and not doc[i + 1].is_sent_start and _qualifies(doc[i], mention):
        i -= 1
    start = i + 1
    while start < first and _is_no_word(doc[start]):
        start += 1
    run = [t for t in doc[start:first] if not t.is_punct]
    if not run or all(t.i in named for t in run):
        return
    role = next((t for t in reversed(run) if _is_role(t)), None)
    if role is not None and role.i not in named:
        yield "title", role, (start, first - 1)
    elif run[-1].pos_ in ("ADJ", "VERB") and mention.root.dep_ != "compound":
        yield "premodifier", run[-1], (start, first - 1)


def _qualifies(token: Token, mention: Span) -> bool:
    """Whether a word belongs to what stands before a name and depends on it."""
    if token.tag_ == "POS" or token.dep_ in ("det", "poss", "predet", "cc", "case"):
        return False
    if token.is_punct:
        return token.text == "-"
    if token.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "VERB"):
        return False
    if token.pos_ == "VERB" and token.dep_ != "amod":
        return False
    above, steps = token, 0
    while steps < 6 and above.head.i != above.i:
        if above.dep_ == "appos" and mention.start <= above.i < mention.end:
            return False
        above, steps = above.head, steps + 1
        if mention.start <= above.i < mention.end:
            return True
    return any(c.dep_ == "appos" and c.i in _indices(mention) for c in token.children)


def _indices(mention: Span) -> range:
    return range(mention.start, mention.end)


def _is_role(token: Token) -> bool:
    """Whether a word is a role by our lists, or a common noun in lower case."""
    lemma = (token.lemma_ if token.tag_ == "NNS" else token.text).casefold()
    return lemma in ROLE_NOUNS or (token.pos_ == "NOUN" and token.is_lower)


def _is_no_word(token: Token) -> bool:
    """Whether a token opens a run and is no part of a label: "Mr.", a dash."""
    return token.is_punct or token.lower_.strip(".") in BEFORE_A_NAME


def _renamed(mention: Span, named: set[int]) -> Iterator[Found]:
    """Yield the noun that a name stands in apposition to: "her startup World Labs"."""
    head = mention.root
    noun = head.head
    if head.dep_ != "appos" or noun.i >= head.i or noun.i in named:
        return
    if _is_role(noun) and noun.pos_ in ("NOUN", "PROPN"):
        yield "apposition", noun, (before_noun(noun), noun.i)


def _appositions(head: Token, named: set[int]) -> Iterator[Found]:
    """Yield what a comma or a bracket sets beside a mention, and what is joined to it."""
    for child in head.children:
        if child.dep_ != "appos" or child.i < head.i:
            continue
        if child.lower_ not in ROLE_NOUNS and _opens_a_list(child):
            continue
        for noun in (child, *(c for c in child.conjuncts if c.i > child.i)):
            if noun.i not in named and _is_role_or_noun(said_of_one(noun)):
                yield "apposition", noun, noun_phrase(noun)


def _opens_a_list(noun: Token) -> bool:
    """Whether what follows a comma goes on as a list: "Meta, the field, and others"."""
    after = noun.doc[noun.right_edge.i + 1 : noun.right_edge.i + 3]
    goes_on = len(after) == 2 and after[0].text == "," and after[1].lower_ in ("and", "or")
    return goes_on or any(t.text == "," and t.i > noun.i for t in noun.subtree)


def _is_role_or_noun(token: Token) -> bool:
    """Whether a word in apposition describes, and is no other name."""
    return _is_role(token) or (token.pos_ == "NOUN" and token.ent_type_ != "PERSON")


def _examples(head: Token) -> Iterator[Found]:
    """Yield the class that a mention is named as an example of: "figures like LeCun"."""
    first = head
    while first.dep_ == "conj":
        first = first.head
    if is_compared(first):
        noun = first.doc[before_noun(first) - 2]
        if noun.dep_ in ("pobj", "dobj", "attr", "nsubj", "nsubjpass"):
            yield "example", noun, (before_noun(noun), noun.i)
        return
    preposition = first.head
    if first.dep_ not in ("pobj", "pcomp") or preposition.lower_ not in _EXAMPLES:
        return
    if preposition.lower_ == "as" and not any(
        t.lower_ == "such"
        for t in preposition.doc[max(preposition.i - 1, 0) : preposition.i]
    ):
        return
    noun = preposition.head
    if noun.pos_ == "NOUN" and noun.i < preposition.i:
        yield "example", noun, (before_noun(noun), noun.i)


def is_compared(head: Token) -> bool:
    """Whether "like" before a name opens a clause in the parse: "a star like him shines"."""
    before = before_noun(head) - 1
    opens = before >= 1 and head.doc[before].lower_ == "like"
    return opens and head.doc[before].dep_ == "mark"


def _body_named(mention: Span) -> Iterator[Found]:
    """Yield a noun that a name qualifies and that means the same: "the Meta machine"."""
    noun = mention.root.head
    beside = mention.root.dep_ == "compound" and noun.i == mention.end
    if beside and noun.lower_ in _BODIES - {"parent", "subsidiary"}:
        yield "nominal", noun, (before_noun(noun), noun.i)
