"""Differences between outlets with their uncertainty, in tables and in words."""

from analysis.compare.families import adjust_p

__all__ = ["adjust_p"]
