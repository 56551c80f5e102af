"""Terms of topics: noun phrases that a person understands, weighted by class-based TF-IDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text.parses import parse_lines

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from spacy.tokens import Doc, Token

LONGEST = 3  # words in a term
_MARKS = ".,;:!?()[]“”‘’\"'"
_TIMES = ("DATE", "TIME")
_NAMES = ("NOUN", "PROPN")

Terms = list[list[str]]


def find_terms(texts: Sequence[str]) -> tuple[Terms, dict[str, str]]:
    """Return the terms of each text, and how each term is written for a reader.

    A term is a run of one to three adjectives, nouns and names that ends in a noun or
    name and is no date or time. It is known by its lemmas in small letters, so that
    "world models" and "World Model" are one, and is written as it most often stands.

    Parameters
    ----------
    texts : sequence of str
        Sentences.

    Returns
    -------
    terms : list of list of str
        Per text, lemmas joined by "_", with repetitions.
    written : dict of str to str
        Term -> its most frequent form.

    Examples
    --------
    >>> terms, written = find_terms(["She builds world models.", "The world model is new."])
    >>> terms[1], written["world_model"]
    (['world', 'world_model', 'model'], 'world models')
    """
    found, forms = [], Counter[tuple[str, str]]()
    for doc in parse_lines(_small_letters(texts)):
        pairs = [pair for run in _runs(doc) for pair in _spans(run)]
        forms.update(pairs)
        found.append([key for key, _ in pairs])
    best = sorted(forms, key=lambda pair: (forms[pair], _capitals(pair[1]), pair))
    return found, dict(best)


def count_terms(terms: Terms, *, least: int = 1) -> tuple[csr_matrix, list[str]]:
    """Return the counts, shape (texts, terms), of terms in at least `least` texts."""
    from scipy.sparse import csr_matrix

    spread = Counter(term for text in terms for term in set(text))
    vocabulary = sorted(term for term, texts in spread.items() if texts >= least)
    place = {term: column for column, term in enumerate(vocabulary)}
    cells = [(row, place[t]) for row, text in enumerate(terms) for t in text if t in place]
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    counts = csr_matrix(
        (np.ones(len(cells)), (np.array(rows, int), np.array(columns, int))),
        shape=(len(terms), len(vocabulary)),
    )
    return counts, vocabulary


def weigh_terms(
    counts: NDArray[np.float64], labels: NDArray[np.int64], number: int
) -> NDArray[np.float64]:
    """Return the class-based TF-IDF of each term in each topic, shape (topics, terms).

    Square root of the term's share of the topic's terms, times log(1 + mean number of
    terms a topic / uses of the term): BERTopic's formula (Grootendorst 2022,
    arXiv:2203.05794) with `reduce_frequent_words`.

    >>> weigh_terms(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1]), 2).round(2)
    array([[0.69, 0.  ],
           [0.  , 0.69]])
    """
    hot = (labels[:, None] == np.arange(number)).astype(np.float64)
    sums = hot.T @ counts
    shares = sums / np.maximum(sums.sum(axis=1, keepdims=True), 1)
    rarity = np.log1p(sums.sum() / number / np.maximum(sums.sum(axis=0), 1))
    return np.asarray(np.sqrt(shares) * rarity)


def uses_by_topic(
    terms: Terms, labels: NDArray[np.int64], number: int
) -> list[Counter[str]]:
    """Count the uses of each term in each topic's sentences."""
    uses = [Counter[str]() for _ in range(number)]
    for text, topic in zip(terms, pd.Series(labels), strict=True):
        if topic >= 0:
            uses[topic].update(text)
    return uses


def _small_letters(texts: Sequence[str]) -> list[str]:
    """Write headings in Title Case as the other sentences write their words."""
    titles = [len(t.split()) > 2 and _capital_share(t) > 0.5 for t in texts]
    plain = [
        text.split()[1:] for text, title in zip(texts, titles, strict=True) if not title
    ]
    seen = Counter(word.strip(_MARKS) for words in plain for word in words)
    return [
        " ".join(_as_seen(word, seen) for word in text.split()) if title else text
        for text, title in zip(texts, titles, strict=True)
    ]


def _capital_share(text: str) -> float:
    """Return the share of words that begin with a capital."""
    return sum(word[0].isupper() for word in text.split()) / len(text.split())


def _as_seen(word: str, seen: Mapping[str, int]) -> str:
    """Return the word in small letters where that is how it mostly stands."""
    bare = word.strip(_MARKS)
    return word.lower() if seen.get(bare.lower(), 0) > seen.get(bare, 0) else word


def _runs(doc: Doc) -> Iterator[list[list[Token]]]:
    """Yield runs of adjectives, nouns and names; a word with hyphens is one word."""
    run: list[list[Token]] = []
    for word in _words(doc):
        if _counts(word):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _words(doc: Doc) -> Iterator[list[Token]]:
    """Yield the tokens, joined over hyphens without space."""
    word: list[Token] = []
    for token in doc:
        glued = word and not word[-1].whitespace_ and "-" in (token.text, word[-1].text)
        if word and not glued:
            yield word
            word = []
        word.append(token)
    if word:
        yield word


def _counts(word: list[Token]) -> bool:
    """Whether a word may stand in a term."""
    last = word[-1]
    hyphened = len(word) > 1 and last.is_alpha
    if last.ent_type_ in _TIMES:
        return False
    plain = last.is_alpha and len(last.text) > 1 and not last.is_stop
    return plain and (last.pos_ in (*_NAMES, "ADJ") or (hyphened and last.pos_ == "VERB"))


def _spans(run: list[list[Token]]) -> Iterator[tuple[str, str]]:
    """Yield each term of a run, as its key and as written."""
    for start in range(len(run)):
        for end in range(start + 1, min(len(run), start + LONGEST) + 1):
            if run[end - 1][-1].pos_ in _NAMES:
                words = run[start:end]
                yield "_".join(map(_key, words)), " ".join(map(_written, words))


def _key(word: list[Token]) -> str:
    """Return the word's lemma in small letters."""
    start = "".join(token.text for token in word[:-1])
    return (start + word[-1].lemma_).lower().replace("_", "")


def _written(word: list[Token]) -> str:
    """Return the word as it stands; small where only the start of a text made it large."""
    text = "".join(token.text for token in word)
    first = word[0].i == 0 and word[-1].pos_ != "PROPN" and not text.isupper()
    return text.lower() if first else text


def _capitals(text: str) -> int:
    """Return minus the number of capitals, so that of equals the small one is taken."""
    return -sum(letter.isupper() for letter in text)
