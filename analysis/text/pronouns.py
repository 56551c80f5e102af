"""Pronouns: which are to be resolved, and what each may stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.text.salience import best_scores
from analysis.text.spans import Anaphor, Mention
from analysis.text.syntax import role
from analysis.text.words import (
    AGENT_VERBS,
    FIRST_PERSON,
    MEANING_VERBS,
    ORGANISATION_NOUNS,
    PRONOUNS,
    SPEECH_VERBS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.text.reading import Reading

_BACK = 2  # sentences before the pronoun's own in which an antecedent is sought
_WEATHER = frozenset(["rain", "snow", "seem", "appear", "turn", "happen", "remain", "take"])
_JUDGING = frozenset("find make think consider deem believe feel call keep".split())  # noqa: SIM905
_CLAUSE_WORDS = ("that", "to", "for", "how", "when", "if")
_ANNOUNCED = 5  # words after "it" in which the clause must begin
_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj", "acl", "relcl")
_INDEFINITE = -1.0
_NOT_IN_THE_CAST = -0.5
_ONE_WORD = -1.0
_HEADING = -1.0
_ORGANISATION_AS_THEY = -2.0
_ACTS = 2.0
_OWNS = 1.0
_SPEAKS_ON = 1.0
_NO_GENDER = -0.5


def find_pronouns(reading: Reading) -> Iterator[Anaphor]:
    """Yield the third-person pronouns that stand for something; empty "it" does not."""
    for token in reading.doc:
        wants = next(
            (kind for kind, forms in PRONOUNS.items() if token.lower_ in forms), ""
        )
        if not wants or token.text == "IT" or (wants == "it" and is_empty(token)):
            continue
        span = reading.doc[token.i : token.i + 1]
        yield Anaphor(span, *reading.place(span), "pronoun", wants, wants)


def find_first_person(reading: Reading) -> Iterator[tuple[Anaphor, Token]]:
    """Yield "I", "me", "my" inside quotations with the word that names the speaker."""
    for token in reading.doc:
        if token.lower_ not in FIRST_PERSON or token.ent_type_ not in ("", "PERSON"):
            continue
        around = reading.quotation_at(token)
        if around is not None and around.speaker is not None:
            span = reading.doc[token.i : token.i + 1]
            place = reading.place(span)
            yield Anaphor(span, *place, "pronoun", "speaker", "person"), around.speaker


def is_empty(it: Token) -> bool:
    """Whether an "it" stands for nothing, or for what was said: "it is hard to say".

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(["It is hard to say. It signals a shift. It hired Wang."])
    >>> [is_empty(token) for token in doc if token.lower_ == "it"]
    [True, True, False]
    >>> doc, = parse_lines(["They find it hard to leave. They find it dull."])
    >>> [is_empty(token) for token in doc if token.lower_ == "it"]
    [True, False]
    """
    if it.lower_ != "it":
        return False
    verb = it.head
    if it.dep_ == "expl" or _announces(it):
        return True
    if it.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma_ in _WEATHER | MEANING_VERBS:
        return True
    return verb.lemma_ == "be" and _equates(verb)


def _announces(it: Token) -> bool:
    """Whether an "it" only announces a clause: "finds it hard to leave"."""
    words = it.doc[max(it.i - 1, 0) : it.i + 1 + _ANNOUNCED]
    if it.i == 0 or words[0].lemma_ not in _JUDGING:
        return False
    after = [word for word in words[2:] if word.pos_ != "ADV"]
    adjective = bool(after) and after[0].pos_ == "ADJ"
    return adjective and any(word.lower_ in _CLAUSE_WORDS for word in after[1:2])


def _equates(verb: Token) -> bool:
    """Whether "it is ..." goes on with an event, an adjective and a clause, or a time."""
    for child in verb.children:
        if child.dep_ == "attr":
            return child.lower_ not in ORGANISATION_NOUNS
        if child.dep_ in ("acomp", "oprd", "advmod", "prep") and child.i > verb.i:
            clauses = [c for c in (*verb.children, *child.children) if c.dep_ in _CLAUSES]
            if any(clause.i > child.i for clause in clauses):
                return True
        if child.dep_ in ("ccomp", "csubj", "advcl") and child.i > verb.i:
            return True
    return False


def resolve_pronoun(
    word: Anaphor,
    mentions: Sequence[Mention],
    reading: Reading,
    speaker: str = "",
) -> Mention | None:
    """Return the mention that a pronoun most likely stands for, or None.

    Parameters
    ----------
    word : Anaphor
        The pronoun.
    mentions : sequence of Mention
        All that it may stand for, in the cast or not, earlier pronouns among them.
    reading : Reading
        The article.
    speaker : str
        Key of who speaks, where the pronoun stands inside a quotation: a speaker does
        not call himself "he".
    """
    here = reading.sentence(word.head)
    near = [
        mention
        for mention in mentions
        if mention.key != speaker
        and _agrees(mention, word.wants)
        and mention.head.i != word.head.i
        and _in_reach(mention, word, reading, here)
        and not _is_told_by(word.head, mention.head, reading)
    ]
    if not near:
        return None
    scores = best_scores(word.head, near, reading)
    latest = {mention.key: mention for mention in near}
    adjusted = {
        key: score + _fit(latest[key], word, reading) for key, score in scores.items()
    }
    best = max(adjusted, key=lambda key: (adjusted[key], latest[key].span.start))
    return latest[best]


def _is_told_by(pronoun: Token, other: Token, reading: Reading) -> bool:
    """Whether a word stands in a quotation that the pronoun itself is the speaker of."""
    quotation = reading.quotation_at(other)
    speaker = quotation.speaker if quotation is not None else None
    return speaker is not None and speaker.i == pronoun.i


def _agrees(mention: Mention, wants: str) -> bool:
    """Whether number, gender and kind allow the pronoun."""
    if wants in ("he", "she"):
        return mention.sort == "person" and mention.gender in ("", wants)
    if wants == "it":
        return mention.sort in ("organisation", "thing") and mention.gender in ("", "it")
    return mention.gender == "they" or mention.sort in ("organisation", "many")


def _in_reach(mention: Mention, word: Anaphor, reading: Reading, here: int) -> bool:
    """Whether the mention stands in this sentence or one of the two before it.

    One that follows the pronoun counts only in its own sentence, by name, and where
    the pronoun stands in a phrase before the main clause.
    """
    there = reading.sentence(mention.head)
    if mention.span.start > word.head.i:
        by_name = mention.kind == "name" or mention.sort == "person"
        return there == here and by_name and role(mention.head) == "subject"
    return reading.apart(mention.head, word.head) <= _BACK


def _fit(mention: Mention, word: Anaphor, reading: Reading) -> float:
    """Return what kind and wording add to the score of an antecedent."""
    fit = 0.0
    if mention.kind == "phrase":
        fit += _NOT_IN_THE_CAST
        fit += _INDEFINITE * (mention.rule == "indefinite")
        fit += _ONE_WORD * (mention.rule == "recogniser, one word")
        fit += _NO_GENDER * (word.wants in ("he", "she") and not mention.gender)
    if reading.sentence(mention.head) in reading.headings:
        fit += _HEADING * (reading.sentence(word.head) not in reading.headings)
    fit += _SPEAKS_ON * (_speaks(word.head) and _speaks(mention.head))
    if mention.sort == "organisation" and mention.gender != "they":
        fit += _ORGANISATION_AS_THEY * (word.wants == "they")
    if mention.sort == "organisation" or mention.rule == "people":
        fit += _ACTS * _acts(word.head)
    if mention.sort == "organisation" and word.wants == "it":
        fit += _OWNS * (role(word.head) == "possessor")
    return fit


def _speaks(token: Token) -> bool:
    """Whether a word is the subject of a verb of saying, not in a relative clause."""
    verb = token.head
    says = token.dep_ == "nsubj" and verb.lemma_ in SPEECH_VERBS
    return says and verb.dep_ != "relcl"


def _acts(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of what people and organisations do."""
    verb = pronoun.head
    return pronoun.dep_ == "nsubj" and verb.lemma_ in AGENT_VERBS
