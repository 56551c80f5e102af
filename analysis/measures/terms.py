"""The words of sentences, counted by outlet: sentences -> counts for keyness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.errors import InputError
from analysis.tables import require_columns

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_ENOUGH_ARTICLES = 5  # of every outlet, to deal whole articles
_ENOUGH_PARAGRAPHS = 6  # of every article, to deal paragraphs
_CLITIC = re.compile(r"(?:'s|')$")
_CURLY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})

# Words of grammar only (articles, pronouns, prepositions, conjunctions, auxiliaries,
# degree and time adverbs without content); no verb, noun or adjective of substance.
_GRAMMAR = """
    a an the this that these those such same other another each every either neither both
    all any some no none few many much more most less least several enough own
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him
    his himself she her hers herself it its itself they them their theirs themselves one
    oneself someone anyone everyone nobody something anything everything nothing who whom
    whose which what whoever whatever whichever
    about above across after against along alongside amid among around as at before behind
    below beneath beside besides between beyond by despite down during except for from in
    inside into like near of off on onto out outside over past per since through throughout
    till to toward towards under underneath until unto up upon via with within without
    and but or nor so yet if then else than because although though while whereas whether
    unless once when whenever where wherever why how however therefore thus hence
    be am is are was were been being have has had having do does did doing done will would
    shall should can could may might must ought cannot isn't aren't wasn't weren't haven't
    hasn't hadn't don't doesn't didn't won't wouldn't shan't shouldn't can't couldn't
    mayn't mightn't mustn't i'm i've i'll i'd we're we've we'll we'd you're you've you'll
    you'd he'll he'd she'll she'd it'll it'd they're they've they'll they'd that'll let's
    not n't never ever also too very just only even still already again here there now
    quite rather almost perhaps maybe indeed instead meanwhile moreover furthermore
    otherwise later ago away back together apart else etc
"""
FUNCTION_WORDS = frozenset(_GRAMMAR.split())


def split_words(text: str) -> list[str]:
    """Return the words of a text, lower-cased, in order.

    A word is a run of letters and digits, joined within by hyphens and apostrophes.
    Curly apostrophes become straight, the clitic 's is cut, and a word that holds a
    digit is left out.

    >>> split_words("Meta’s $14.3 billion open-source bet isn’t over.")
    ['meta', 'billion', 'open-source', 'bet', "isn't", 'over']
    """
    return [word for phrase in _phrases(text) for word in phrase if word]


def count_terms(
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    words_per_term: Iterable[int] = (1,),
    names: Iterable[str] = (),
    function_words: bool = False,
    headings: bool = False,
) -> pd.DataFrame:
    """Count the terms of each outlet within its units, the stretches dealt in resampling.

    A unit is an article where every outlet has five or more, else a paragraph where
    every article has six or more, else two sentences of one article that follow.

    Parameters
    ----------
    sentences, articles : DataFrame
        The tables of these names.
    words_per_term : iterable of int
        Lengths of terms: (1,) words, (1, 2) words and pairs. The words of a longer
        term stand side by side with nothing but space between them.
    names : iterable of str
        Names and aliases of the cast; their words are left out, since a story's own
        names say little of how it is told. Empty leaves them in.
    function_words : bool
        Whether words of grammar alone ("the", "would") and single letters count.
    headings : bool
        Whether titles and section headings count.

    Returns
    -------
    DataFrame
        group (the outlet), event, unit, term, count (occurrences in the unit), sorted;
        `measure_keyness` sums the units of a group, `resample_keyness` deals them.

    >>> sentences = pd.DataFrame({"article_id": "1", "sentence": [0], "heading": False,
    ...     "paragraph": 0, "text": ["He left the company; the company shrugged."]})
    >>> articles = pd.DataFrame({"article_id": ["1"], "outlet": "A", "event": ""})
    >>> count_terms(sentences, articles)[["group", "term", "count"]]
      group      term  count
    0     A   company      2
    1     A      left      1
    2     A  shrugged      1
    """
    columns = ["article_id", "sentence", "text", "paragraph", "heading"]
    require_columns(sentences, columns, "sentences", make_with="split_sentences(articles)")
    require_columns(articles, ["article_id", "outlet", "event"], "articles")
    lengths = sorted(set(words_per_term))
    if not lengths or lengths[0] < 1:
        raise InputError(f"words_per_term is {lengths}; needed numbers from 1, as (1, 2).")
    dropped = {word for name in names for word in split_words(name)}
    dropped |= set() if function_words else FUNCTION_WORDS
    kept = sentences if headings else sentences[~sentences["heading"].astype(bool)]
    placed = kept.merge(articles[["article_id", "outlet", "event"]], on="article_id")
    return _count(placed.assign(unit=_units(placed)), lengths, dropped, function_words)


def _count(
    placed: pd.DataFrame, lengths: list[int], dropped: set[str], letters: bool
) -> pd.DataFrame:
    """Count the terms of sentences placed in units."""
    counter: Counter[tuple[str, str, str, str]] = Counter()
    place = zip(placed["outlet"], placed["event"].fillna(""), placed["unit"], strict=True)
    for key, text in zip(place, placed["text"], strict=True):
        for term in _terms(text, lengths, dropped, letters):
            counter[(*key, term)] += 1
    rows = [(*key, count) for key, count in sorted(counter.items())]
    return pd.DataFrame(rows, columns=["group", "event", "unit", "term", "count"])


def _units(placed: pd.DataFrame) -> pd.Series:
    """Return the name of each sentence's unit, as `count_terms` chooses it."""
    article = placed["article_id"].astype(str)
    if placed.groupby("outlet")["article_id"].nunique().min() >= _ENOUGH_ARTICLES:
        return article
    part = placed["paragraph"]
    if placed.groupby("article_id")["paragraph"].nunique().min() < _ENOUGH_PARAGRAPHS:
        part = placed.groupby("article_id")["sentence"].rank().sub(1) // 2
    return article + " " + part.astype("int64").astype(str).str.zfill(4)


def _terms(
    text: str, lengths: list[int], dropped: set[str], letters: bool
) -> Iterator[str]:
    """Yield the terms of a sentence: kept words side by side, single letters or not."""
    for phrase in _phrases(text):
        for length in lengths:
            for at in range(len(phrase) - length + 1):
                words = phrase[at : at + length]
                if all(len(w) > (not letters) and w not in dropped for w in words):
                    yield " ".join(words)


def _phrases(text: str) -> list[list[str]]:
    """Return runs of words with only space between; a word with a digit is empty."""
    plain = text.translate(_CURLY).lower()
    phrases: list[list[str]] = [[]]
    end = 0
    for found in _WORD.finditer(plain):
        if plain[end : found.start()].strip():
            phrases.append([])
        word = _CLITIC.sub("", found.group())
        phrases[-1].append("" if re.search(r"\d|_", word) else word)
        end = found.end()
    return phrases
