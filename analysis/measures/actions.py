"""Who does what to whom: sentences, mentions -> actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from analysis.measures.deeds import Deed, find_verbs
from analysis.measures.event_nouns import find_event_nouns
from analysis.measures.members import Members, find_lists, words_of
from analysis.measures.verb_lexicon import find_verb
from analysis.tables import check, empty, require_columns
from analysis.text.parses import parse_lines, parse_paragraphs
from analysis.text.titles import lower_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from analysis.corpus.cast import Cast


def find_actions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, cast: Cast | None = None
) -> pd.DataFrame:
    """Find the verbs in which a member of the cast acts or is acted on.

    Found by grammar: actives, passives with "by", shared subjects and objects,
    relative clauses, "plans to leave" (who plans leaves), phrasal verbs, participles,
    and nouns of events ("Smith's departure" is Smith leaving). Whose head word stands
    for a member of the cast has its name; several are joined by "; ". Another argument
    is kept as its head word with the nouns before it ("product officer"), and one that
    is not said is empty. Verbs in which nobody of the cast takes part are left out.

    Parameters
    ----------
    sentences, mentions : DataFrame
        The tables of these names.
    cast : Cast, optional
        Tells which names are organisations: "the Acme company" is Acme.

    Returns
    -------
    DataFrame
        Table `actions`, key article_id, start (of the verb). `agency` and `power` are
        the verb's in the lexicon, missing and empty where it has none.

    Notes
    -----
    Does not show whether it happened: plans, fears and questions count. What is said
    not to happen is marked `negated`.

    Source: connotation frames of power and agency, Sap et al. 2017, EMNLP (the two
    dimensions; the verbs are coded anew); passives and subjects as in Riveter,
    Antoniak et al. 2023, ACL demonstrations.
    """
    needed = ["article_id", "sentence", "start", "end", "entity"]
    require_columns(
        mentions, needed, "mentions", make_with="find_mentions(sentences, cast)"
    )
    places = {
        str(article): rows.sort_values("start")
        for article, rows in sentences.groupby("article_id")
    }
    rows = []
    for article, offset, doc, members in _parsed_texts(sentences, mentions, cast):
        for deed in chain(find_verbs(doc), find_event_nouns(doc)):
            row = _row(deed, offset, members)
            if row is not None:
                near = places[article]
                number = near.loc[near["start"] <= row["start"], "sentence"].iloc[-1]
                rows.append({"article_id": article, "sentence": number, **row})
    if not rows:
        return empty("actions")
    frame = pd.DataFrame(rows).drop_duplicates(["article_id", "start"])
    return check(frame, "actions")


def _parsed_texts(
    sentences: pd.DataFrame, mentions: pd.DataFrame, cast: Cast | None
) -> Iterator[tuple[str, int, Doc, Members]]:
    """Yield article, offset, parse and members of every paragraph; titles in small letters."""
    titles = sentences[sentences["heading"].astype(bool)]
    places = zip(titles["article_id"], titles["start"], strict=True)
    headings = dict(zip(places, titles["text"], strict=True))
    organisations = _organisations(mentions, cast)
    spans = {
        str(article): list(zip(rows["start"], rows["end"], rows["entity"], strict=True))
        for article, rows in mentions.sort_values(["start", "end"]).groupby("article_id")
    }
    for paragraph in parse_paragraphs(sentences):
        article, start, doc = paragraph.article_id, paragraph.start, paragraph.doc
        own = spans.get(article, [])
        if (article, start) in headings:
            kept = [(first, last) for first, last, _ in own]
            doc = parse_lines([lower_title(headings[article, start], start, kept)])[0]
        inside = [one for one in own if start <= one[0] < start + len(doc.text)]
        lists = find_lists(inside, doc.text, start)
        yield article, start, doc, Members(tuple(inside), start, organisations, lists)


def _organisations(mentions: pd.DataFrame, cast: Cast | None) -> frozenset[str]:
    """Return the names in the cast that are organisations."""
    if cast is None:
        return frozenset(mentions["entity"])
    return frozenset(one.name for one in cast.entities if one.kind == "organisation")


def _row(deed: Deed, offset: int, members: Members) -> dict[str, object] | None:
    """Return one row of actions, or nothing where nobody of the cast takes part."""
    if members.at(deed.words[0]):  # a name that is tagged as a verb: Trump, Grant
        return None
    agents, acted_on = members.names(deed.agents), deed.acted_on
    direct, tied = members.names(acted_on.direct), members.names(acted_on.tied)
    if not agents and not direct and not tied:
        return None
    sense = find_verb(deed.verb, acted_on.through if not direct else "")
    others = acted_on.direct[-1:] or acted_on.tied[:1]
    first, last = deed.words[0], deed.words[-1]
    return {
        "start": offset + first.idx,
        "end": offset + last.idx + len(last),
        "agent": agents or _plain(deed.agents[:1]),
        "verb": deed.verb,
        "patient": direct or tied or _plain(others),
        "agency": float("nan") if sense is None else float(sense.agency),
        "power": "" if sense is None else sense.power,
        "form": deed.form,
        "negated": deed.negated,
    }


def _plain(tokens: Sequence[Token]) -> str:
    """Return the words of an argument that is not of the cast."""
    return " ".join(words_of(token) for token in tokens)
