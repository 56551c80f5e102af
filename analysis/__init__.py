"""Measure how different outlets tell the same story.

>>> from analysis import open_story
>>> open_story("seeds")
Story of 5 articles from 5 outlets; targets: Meta, LeCun
"""

from __future__ import annotations

from analysis.errors import InputError
from analysis.opening import open_story
from analysis.prose import Reading
from analysis.story import Story

__version__ = "0.1.0"
__all__ = ["InputError", "Reading", "Story", "__version__", "open_story"]
