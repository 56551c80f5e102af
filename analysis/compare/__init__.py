"""Differences between outlets with their uncertainty, in tables and in words."""

from analysis.compare.averages import average_outlets, average_with_interval
from analysis.compare.correction import correct_means
from analysis.compare.families import adjust_p
from analysis.compare.outlets import compare_outlets
from analysis.compare.words import describe

__all__ = [
    "adjust_p",
    "average_outlets",
    "average_with_interval",
    "compare_outlets",
    "correct_means",
    "describe",
]
