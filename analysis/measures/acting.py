"""Who acts and who is acted on, per sentence and member of the cast: actions -> values.

An action counts once for each member of the cast that takes part, as who acts or as whom
it is done to. What is said not to happen is left out, and so are headings.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from analysis.measures.marks import mark_actions
from analysis.measures.measure import VALUES, Measure, Tables
from analysis.measures.members import JOIN
from analysis.tables import require_columns

_POWER = {"agent": 1.0, "equal": 0.0, "theme": -1.0}
Aspect = Literal["acting share", "agency", "power"]


def find_parts(actions: pd.DataFrame) -> pd.DataFrame:
    """Return a row per part that somebody has in an action.

    Parameters
    ----------
    actions : DataFrame
        The table of this name.

    Returns
    -------
    DataFrame
        article_id, start, sentence, target (who), role (agent or patient), verb,
        agency (of who acts, else missing), power (1 where the target is placed above
        the other, -1 below, else 0; missing where nobody is acted on or the lexicon
        lacks the verb).

    Examples
    --------
    >>> told = pd.DataFrame({"article_id": ["a"], "start": [5], "sentence": [0],
    ...     "agent": ["Acme"], "verb": ["hire"], "patient": ["Smith"], "agency": [1.0],
    ...     "power": ["agent"], "negated": [False]})
    >>> find_parts(told)[["target", "role", "agency", "power"]].values.tolist()
    [['Acme', 'agent', 1.0, 1.0], ['Smith', 'patient', nan, -1.0]]
    """
    needed = ["article_id", "start", "sentence", "agent", "verb", "patient", "negated"]
    require_columns(
        actions, needed, "actions", make_with="find_actions(sentences, mentions)"
    )
    said = actions[~actions["negated"]]
    over = said["power"].map(_POWER).astype("float64").where(said["patient"] != "")
    roles = (
        said.assign(target=said["agent"], role="agent", power=over),
        said.assign(
            target=said["patient"], role="patient", power=-over, agency=float("nan")
        ),
    )
    parts = pd.concat(roles, ignore_index=True)
    parts = parts.assign(target=parts["target"].str.split(JOIN)).explode("target")
    parts["power"] += 0.0  # turns -0.0 into 0.0
    columns = ["article_id", "start", "sentence", "target", "role", "verb"]
    order = ["article_id", "start", "role", "target"]
    kept = parts[parts["target"] != ""].sort_values(order, ignore_index=True)
    return kept[[*columns, "agency", "power"]]


def value_parts(
    sentences: pd.DataFrame,
    actions: pd.DataFrame,
    entities: list[str],
    *,
    aspect: Aspect = "acting share",
) -> pd.DataFrame:
    """Return, per sentence and member of the cast, how it acts there.

    Acting share: of its parts in the sentence's actions the share in which it acts.
    Agency: mean agency of the verbs of which it is who acts. Power: mean over the
    actions with somebody acted on of 1 where the verb places it above the other, -1
    below. A sentence in which it has no such part has no row.

    Parameters
    ----------
    sentences, actions : DataFrame
        The tables of these names.
    entities : list of str
        Members of the cast.
    aspect : {"acting share", "agency", "power"}

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target, value (0 to 1, or -1 to 1), weight (how
        many actions it is the mean of, so that an article's mean is over its actions).

    Notes
    -----
    Does not show whether it happened, nor how the outlet judges it.

    Source: Sap et al. 2017, EMNLP; Riveter's scores (Antoniak et al. 2023, ACL
    demonstrations) are such means too, and count power also where nobody is acted on.
    """
    parts = find_parts(actions)
    own = parts[parts["target"].isin(entities)]
    acts = (own["role"] == "agent").astype("float64")
    own = own.assign(value=acts if aspect == "acting share" else own[aspect])
    keys = ["article_id", "sentence", "target"]
    of_sentence = own.dropna(subset="value").groupby(keys)["value"]
    means = of_sentence.agg(value="mean", weight="size").reset_index()
    placed = sentences.loc[~sentences["heading"], ["article_id", "sentence", "paragraph"]]
    values = placed.merge(means.astype({"weight": "float64"}), on=keys[:2])
    order = ["target", "article_id", "sentence"]
    return values[[*VALUES, "weight"]].sort_values(order, ignore_index=True)


def share_known(actions: pd.DataFrame) -> float:
    """Return the share of actions whose verb is in the lexicon, 0 to 1; missing for none."""
    return float(actions["agency"].notna().mean()) if len(actions) else float("nan")


def _of(tables: Tables, entities: list[str] | None, aspect: Aspect) -> pd.DataFrame:
    """Return the values of an aspect for the members given, else for all mentioned."""
    names = sorted(set(tables["mentions"]["entity"])) if entities is None else entities
    return value_parts(tables["sentences"], tables["actions"], names, aspect=aspect)


def _acting(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return _of(tables, entities, "acting share")


def _agency(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return _of(tables, entities, "agency")


def _power(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return _of(tables, entities, "power")


MEASURES = (
    Measure(
        "acting share",
        "share of its parts in actions in which it acts, 0 to 1",
        (0, 1),
        "what it does, nor whether that happened or is only planned or feared",
        _acting,
        mark_actions,
        zeros=True,
    ),
    Measure(
        "agency",
        "mean agency of the verbs of which it is the doer, -1 (undergoes) to 1 (decides)",
        (-1, 1),
        "whether it succeeds, nor what the sentence makes of it",
        _agency,
        mark_actions,
        zeros=True,
    ),
    Measure(
        "power",
        "mean over actions on somebody of 1 (above the other) and -1 (below), -1 to 1",
        (-1, 1),
        "power in the world: only whom the verb places above the other",
        _power,
        mark_actions,
        zeros=True,
    ),
)
