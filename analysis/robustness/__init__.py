"""Would another choice have changed it? Every comparison under every reasonable choice."""

from analysis.robustness import acting, sentiment, shares, wording
from analysis.robustness.again import regroup_topics
from analysis.robustness.choices import Choice, Choices, Family, list_universes
from analysis.robustness.measuring import find_differences, measure_robustness
from analysis.robustness.sentiment import read_sentiment
from analysis.robustness.summary import summarise_choices, summarise_robustness
from analysis.robustness.weighing import describe_sentences

__all__ = [
    "FAMILIES",
    "Choice",
    "Choices",
    "Family",
    "describe_sentences",
    "find_differences",
    "list_universes",
    "measure_robustness",
    "read_sentiment",
    "regroup_topics",
    "summarise_choices",
    "summarise_robustness",
]

_MODULES = (sentiment, shares, acting, wording)

FAMILIES: tuple[Family, ...] = tuple(
    family for module in _MODULES for family in module.FAMILIES
)
