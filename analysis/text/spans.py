"""What the rules on mentions hand to one another: mentions, and words yet to resolve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Sort = Literal["person", "organisation", "thing", "many", ""]


@dataclass(frozen=True)
class Mention:
    """A stretch of text that refers to something, in the cast or not.

    Parameters
    ----------
    key : str
        What it refers to: equal keys are one person, organisation or thing.
    entity : str
        Its name in the cast; empty outside the cast.
    span : spacy.tokens.Span
        The tokens that it touches.
    start, end : int
        Offsets in `body`.
    kind : str
        name, nominal or pronoun; phrase for what can only be an antecedent.
    rule : str
        Name of the rule that found it.
    sort : str
        person, organisation, thing, many; empty where unknown.
    gender : str
        he, she, they, it, or empty where unknown.
    """

    key: str
    entity: str
    span: Span
    start: int
    end: int
    kind: str
    rule: str
    sort: Sort = ""
    gender: str = ""

    @cached_property
    def head(self) -> Token:
        """The word that the rest of the mention depends on."""
        return self.span.root


@dataclass(frozen=True)
class Anaphor:
    """A pronoun or a nominal whose antecedent is to be found.

    Parameters
    ----------
    span : spacy.tokens.Span
        Its tokens.
    start, end : int
        Offsets in `body`.
    kind : str
        nominal or pronoun.
    rule : str
        Name of the rule that found it.
    wants : str
        he, she, it or they; for a nominal person or organisation.
    allowed : frozenset of str
        Keys that it may refer to; empty means any.
    """

    span: Span
    start: int
    end: int
    kind: str
    rule: str
    wants: str
    allowed: frozenset[str] = frozenset()

    @cached_property
    def head(self) -> Token:
        """The word that the rest of the phrase depends on."""
        return self.span.root


def covered(mentions: Iterable[Mention]) -> set[int]:
    """Return the tokens inside any of the mentions."""
    return {i for mention in mentions for i in range(mention.span.start, mention.span.end)}
