"""Sentences -> propositions: clauses with their subject restored and pronouns resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables import require_columns
from analysis.text.control_words import FROM_DOING
from analysis.text.reading import Reading, read_articles
from analysis.text.renaming import AUXILIARY, Renamed, read_names
from analysis.text.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN_CLAUSE = ("ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "pcomp", "csubj")
_VERBAL = ("VERB", "AUX")
_COLUMNS = ["article_id", "sentence", "start", "kind", "head", "described", "text"]
_LONGEST_SUBJECT = 12  # tokens
CONDITIONS = frozenset(["if", "unless", "whether"])  # what follows is not stated
_MARKS = ' ,;:-–—.“”"()'
_TRAILING = re.compile(r"[\s,;]+(?:and|or|but)[\s,;.]*$")


def find_propositions(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Cut every sentence into what it states: one proposition a clause.

    A clause is a verb with what depends on it, less the clauses below it; a subject that
    stands in another clause is put in front; a pronoun, "the company" or another name that
    refers to a member of the cast is read as its name. A noun with an owner from the cast
    ("LeCun's departure") and an apposition ("LeCun, a pioneer") are propositions as well.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, sentence, start (offset in the body of the verb or noun), kind
        (sentence: the whole of it; clause, owned, apposition), head (dictionary form of that
        word), described (whether the noun describes a member of the cast: "LeCun's
        startup"), text. Every sentence has at least the row of its whole.

    Examples
    --------
    >>> from analysis.corpus.cast import Cast, Entity
    >>> from analysis.text.mentions import find_mentions
    >>> from analysis.text.sentences import split_sentences
    >>> articles = pd.DataFrame({"article_id": ["a"], "title": [""],
    ...     "body": ["Stone left Acme. He plans to start a firm and will stay a partner."]})
    >>> sentences = split_sentences(articles)
    >>> cast = Cast((Entity("Stone", "person", aliases=("Stone",), pronouns="he"),))
    >>> found = find_propositions(sentences, find_mentions(sentences, cast))
    >>> found.loc[found["kind"].eq("clause") & found["sentence"].eq(1), "text"].tolist()
    ['Stone plans to start a firm', 'Stone to start a firm', 'Stone will stay a partner']
    """
    require_columns(
        sentences,
        ["article_id", "sentence", "start", "end", "text", "paragraph", "heading"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    require_columns(
        mentions,
        ["article_id", "start", "end", "entity", "surface", "kind"],
        "mentions",
        make_with="find_mentions(sentences, cast)",
    )
    of = {str(article): group for article, group in mentions.groupby("article_id")}
    rows = [
        row
        for reading in read_articles(sentences)
        for row in _of_article(reading, of.get(reading.article_id, mentions.iloc[:0]))
    ]
    found = pd.DataFrame(rows, columns=_COLUMNS).drop_duplicates(
        ["article_id", "sentence", "text"]
    )
    return found.sort_values(
        ["article_id", "sentence", "start"], kind="stable"
    ).reset_index(drop=True)


def _of_article(
    reading: Reading, mentions: pd.DataFrame
) -> Iterator[tuple[str, int, int, str, str, bool, str]]:
    """Yield the propositions of one article."""
    renamed = read_names(reading, mentions)
    named = _tokens_in(reading, mentions)
    described = _tokens_in(reading, mentions[mentions["kind"] == "nominal"])
    inside: dict[int, list[Token]] = {}
    for token in reading.doc:
        inside.setdefault(reading.sentence(token), []).append(token)
    for number, tokens in inside.items():
        place = (reading.article_id, number)
        first = reading.offsets[tokens[0].i]
        root = next((token for token in tokens if token.dep_ == "ROOT"), tokens[0])
        yield (*place, first, "sentence", root.lemma_, False, _read(tokens, renamed))
        allowed = {token.i for token in tokens}
        for token in tokens:
            at = reading.offsets[token.i]
            for kind, text in _of_token(token, allowed, named, renamed):
                yield (*place, at, kind, token.lemma_, token.i in described, text)


def _of_token(
    token: Token, allowed: set[int], named: set[int], renamed: Renamed
) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of the propositions that a word heads."""
    if token.pos_ in _VERBAL and token.dep_ not in AUXILIARY:
        text = _clause(token, allowed, renamed)
        if len(text.split()) > 2:
            yield "clause", text
    elif token.pos_ in ("NOUN", "PROPN"):
        if any(c.dep_ == "poss" and c.i in named for c in token.children):
            yield "owned", _read(_phrase(token, allowed), renamed)
        for child in token.children:
            if child.dep_ == "appos" and child.i in allowed:
                about = _read(_name_of(token, allowed), renamed)
                yield "apposition", f"{about} is {_read(_phrase(child, allowed), renamed)}"


def _clause(verb: Token, allowed: set[int], renamed: Renamed) -> str:
    """Return a verb's clause with its subject in front."""
    below = {
        inner.i
        for child in verb.subtree
        if child.i != verb.i and child.dep_ in _OWN_CLAUSE and child.pos_ in _VERBAL
        for inner in child.subtree
    }
    own = [
        token
        for token in verb.subtree
        if token.i in allowed
        and token.i not in below
        and not (_only_joins(token) and token.head.i == verb.i)
    ]
    relative = {
        token.i for token in own if token.tag_ in ("WDT", "WP") and token.head.i == verb.i
    }
    has_subject = any(
        token.dep_ in ("nsubj", "nsubjpass", "expl")
        and token.head.i == verb.i
        and token.i not in relative
        for token in own
    )
    words = _read([token for token in own if token.i not in relative], renamed)
    found = None if has_subject else _subject_of(verb)
    if found is None:
        return words
    return f"{_read(_name_of(found, None), renamed)} {words}"


def _only_joins(token: Token) -> bool:
    """Whether a word joins a clause to another and is no condition."""
    return token.dep_ in ("cc", "mark") and token.lower_ not in CONDITIONS


def _subject_of(verb: Token) -> Token | None:
    """Return who does what a verb says; of "accused X of lying" X."""
    told = verb.head.head
    if verb.dep_ != "pcomp" or told.lemma_ not in FROM_DOING:
        return subject(verb)
    meant = [t for t in told.children if t.dep_ in ("dobj", "nsubjpass")]
    return meant[0] if meant else subject(verb)


def _name_of(head: Token, allowed: set[int] | None) -> list[Token]:
    """Return a noun with what stands close to it: no clause, no apposition."""
    away = {
        inner.i
        for child in head.children
        if child.dep_ in ("relcl", "appos", "acl", "conj", "cc", "punct")
        for inner in child.subtree
    }
    phrase = [
        token
        for token in head.subtree
        if token.i not in away and (allowed is None or token.i in allowed)
    ]
    return phrase if len(phrase) <= _LONGEST_SUBJECT else [head]


def _phrase(head: Token, allowed: set[int]) -> list[Token]:
    """Return a noun with all that depends on it but clauses, inside the sentence."""
    away = {
        inner.i
        for child in head.children
        if child.dep_ in ("relcl", "conj", "cc", "appos")
        for inner in child.subtree
    }
    return [t for t in head.subtree if t.i not in away and t.i in allowed]


def _read(tokens: list[Token], renamed: Renamed) -> str:
    """Join words, reading names for pronouns."""
    words = "".join(
        renamed.get(token.i, token.text) + (" " if token.whitespace_ else "")
        for token in tokens
    )
    return _TRAILING.sub("", " ".join(words.split())).strip(_MARKS)


def _tokens_in(reading: Reading, mentions: pd.DataFrame) -> set[int]:
    """Return the numbers of all tokens that stand in these mentions."""
    return {
        token.i
        for start, end in zip(mentions["start"], mentions["end"], strict=True)
        for token in reading.span(int(start), int(end))
    }
