"""How well actions are found in news that the rules were not made on.

220 sentences drawn at random (140 of company-sentences, 80 of NewsMTSC's training part, of
60 to 330 characters), each with one target marked. Every action in which the target acts
or is acted on was coded by a reader, a language model, that had not seen what the rules
find, nor the rules. The target's name is its cast; where it is a pronoun it is its only
mention. A sentence stands alone, so what only the article tells is not counted.

An action found is right where a coded one has the same verb, and the target on the same
side. Codes are kept by id: the first 12 digits of the SHA-256 of "text|start|end".

    python benchmarks/actions_elsewhere.py --data DIR [--errors]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from actions import PARTS, Scored, print_figures, read_actions, score_sentence

from analysis.corpus.cast import Cast, Entity
from analysis.measures.actions import find_actions
from analysis.models.training import data
from analysis.tables import rows_of
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.words import PRONOUNS

CODES = Path(__file__).with_name("action_codes.csv")
READERS = {"organisation": data.read_company, "person": data.read_political}
TARGET = "T"


def read_sentences(folder: Path, ids: set[str]) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield id, kind of target, text, and the target's place, once for every wanted id."""
    for kind, read in READERS.items():
        rows = read(folder).drop_duplicates(["text", "start", "end"])
        rows = rows.assign(key=data.make_ids(rows))
        for row in rows_of(rows[rows["key"].isin(ids)]):
            yield row.key, kind, row.text, row.start, row.end


def find_target_actions(
    key: str, kind: str, text: str, start: int, end: int
) -> list[tuple[str, ...]]:
    """Return the actions of one sentence in which its target takes part."""
    articles = pd.DataFrame({"article_id": [key], "body": [text], "title": [""]})
    sentences = split_sentences(articles)
    name = text[start:end]
    if name.casefold() in frozenset().union(*PRONOUNS.values()):
        number = sentences.loc[sentences["start"] <= start, "sentence"].iloc[-1]
        place = {"article_id": key, "sentence": number, "start": start, "end": end}
        mentions = pd.DataFrame([{**place, "entity": TARGET}])
        found = find_actions(sentences, mentions)
    else:
        cast = Cast((Entity(TARGET, kind=kind, target=True, aliases=(TARGET, name)),))
        found = find_actions(sentences, find_mentions(sentences, cast), cast)
    return [tuple(row) for row in found[list(PARTS)].to_numpy()]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    codes = read_actions(CODES)
    scored: dict[str, list[Scored]] = {kind: [] for kind in READERS}
    for key, kind, text, start, end in read_sentences(options.data, set(codes["id"])):
        rows = codes[(codes["id"] == key) & (codes["verb"] != "")]
        coded = [tuple(row) for row in rows[list(PARTS)].to_numpy()]
        found = find_target_actions(key, kind, text, start, end)
        score, wrong = score_sentence(coded, found, {TARGET})
        scored[kind].append(score)
        if options.errors and wrong:
            print(f"{text[:start]}[{text[start:end]}]{text[end:]}", *wrong, sep="\n")
    for kind, mine in scored.items():
        print(f"target: {kind}")
        print_figures(mine)
    print("all")
    print_figures([one for mine in scored.values() for one in mine])


if __name__ == "__main__":
    main()
