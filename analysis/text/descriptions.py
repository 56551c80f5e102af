"""Which person or organisation a description such as "the company" refers back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

from analysis.text.nominals import roles_of
from analysis.text.spans import Anaphor, Mention
from analysis.text.syntax import may_corefer, role
from analysis.text.words import ANY_COMPANY, FULLER_NAME, SPEECH_VERBS

if TYPE_CHECKING:
    from analysis.text.reading import Reading

_BACK = 8  # sentences before the description's own in which an antecedent is sought
_NEAR = -0.5
_OFTEN = 1.0
_SUBJECT = 0.5
_NOT_IN_THE_CAST = -1.0
_NOT_COMPANIES = FULLER_NAME | frozenset(["fbi", "cia", "congress", "senate"])


def resolve_nominal(
    word: Anaphor, mentions: Sequence[Mention], reading: Reading
) -> Mention | None:
    """Return the mention that a description refers back to, or None.

    Of those before it that it fits, the likeliest is the one with the largest sum of
    log of the number of mentions so far, half a point for a subject, and minus half a
    point for each sentence between.
    """
    before = [m for m in mentions if m.span.end <= word.span.start]
    here = reading.sentence(word.head)
    times = Counter(mention.key for mention in before)
    scores: dict[str, float] = {}
    latest: dict[str, Mention] = {}
    for mention in before:
        apart = here - reading.sentence(mention.head)
        if apart > _BACK and not word.allowed:
            continue
        if not _fits(word, mention) or mention.head.i == word.head.i:
            continue
        score = _NEAR * apart + _OFTEN * log(times[mention.key]) + _wording(mention)
        scores[mention.key] = max(score, scores.get(mention.key, score))
        latest[mention.key] = mention
    if not scores:
        return None
    return latest[max(scores, key=lambda key: (scores[key], latest[key].span.start))]


def _wording(mention: Mention) -> float:
    """Return what role and kind add to the score."""
    own = 0.0 if mention.entity else _NOT_IN_THE_CAST
    return own + _SUBJECT * (role(mention.head) == "subject")


def _fits(word: Anaphor, mention: Mention) -> bool:
    """Whether a description may be said of what a mention refers to."""
    if word.allowed:
        return mention.key in word.allowed
    if word.wants == "person":
        return mention.sort == "person" and may_corefer(word.head, mention.head)
    if mention.sort != "organisation" or _is_source(mention):
        return False
    if not may_corefer(word.head, mention.head):
        return False
    noun = word.head.lower_
    if not mention.entity and mention.head.ent_type_ == "GPE":
        return False
    names = {token.lower_ for token in mention.span}
    social = noun == "network" and any(t.lower_ == "social" for t in word.span)
    if noun in ANY_COMPANY or social:
        generic = mention.kind == "phrase" and mention.head.lower_ in ANY_COMPANY
        return not generic and not names & _NOT_COMPANIES
    return noun in names or any(found.lower_ == noun for found in roles_of(mention))


def _is_source(mention: Mention) -> bool:
    """Whether an organisation is only who reports: "according to reports from Reuters"."""
    above = [token.lower_ for token in mention.head.ancestors][:4]
    verbs = [token.lemma_ for token in mention.head.ancestors][:3]
    told = any(word in ("according", "reports", "report", "interview") for word in above)
    return told or (
        not mention.entity and any(verb in SPEECH_VERBS | {"cite"} for verb in verbs)
    )
