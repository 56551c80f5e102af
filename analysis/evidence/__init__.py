"""Evidence: the sentences behind a number, one module a kind that is no measure."""

from analysis.evidence.finding import SOURCES, find_evidence
from analysis.evidence.source import Source
from analysis.prose import Evidence

__all__ = ["SOURCES", "Evidence", "Source", "find_evidence"]
