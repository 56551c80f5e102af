"""What texts call the event and the cast, wordings and labels together, in groups."""

from __future__ import annotations

import pandas as pd

from analysis.tables import require_columns

EVENT = "the event"
_LONG = 32  # letters of a phrase in a figure
_OBJECTS = frozenset(["of", "in", "for", "at", "to", "from", "on", "against", "behind"])
COLUMNS = ["article_id", "sentence", "start", "end", "entity", "phrase", "connotation"]


def group_phrases(labels: pd.DataFrame, namings: pd.DataFrame) -> pd.DataFrame:
    """Return every label and every wording of the event with the phrase of its group.

    Labels of one member of the cast that are built on one noun and connote the same are
    one group ("AI Godfather", "godfather of convolutional neural networks"); its phrase
    is the shortest of them, in small letters where only a title's capitals made them big,
    and without its objects where it is long ("champion" of academic freedom).
    A wording of the event is its dictionary form.

    Parameters
    ----------
    labels, namings : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, sentence, start, end, entity ("the event" for wordings), phrase,
        connotation.
    """
    require_columns(labels, ["entity", "head", "surface", "connotation"], "labels")
    require_columns(namings, ["lemma", "connotation"], "namings")
    phrases = [as_written(words) for words in labels["surface"]]
    written = labels.assign(phrase=pd.Series(phrases, index=labels.index, dtype="str"))
    key = ["entity", "head", "connotation"]
    shortest = (
        written.assign(size=written["phrase"].str.len())
        .sort_values(["size", "phrase"], kind="stable")
        .drop_duplicates(key)[[*key, "phrase"]]
    )
    grouped = labels.merge(shortest, on=key)
    worded = namings.assign(entity=EVENT, phrase=namings["lemma"])
    both = pd.concat([grouped[COLUMNS], worded[COLUMNS]])
    return both.sort_values(["article_id", "start", "entity"], ignore_index=True)


def as_written(surface: str) -> str:
    """Return a phrase in small letters, but for words with capitals of their own.

    >>> as_written("Chief AI Scientist"), as_written("Turing Award winner")
    ('chief AI scientist', 'Turing Award winner')
    """
    words = surface.split()
    objects = [at for at, word in enumerate(words) if at and word in _OBJECTS]
    words = words[: objects[0]] if objects and len(surface) > _LONG else words
    titled = all(word[:1].isupper() for word in words)
    return " ".join(w.lower() if titled and w[1:].islower() else w for w in words)


def name_group(entity: str, phrase: str) -> str:
    """Return the target by which evidence is asked for.

    >>> name_group("LeCun", "luminary")
    'LeCun: luminary'
    """
    return f"{entity}: {phrase}"
