"""How each figure's rows lead to their sentences, or why it shows no number of the texts.

A figure of the registry has a line here: a `Tracer` (`trace_means` serves rows of target,
outlet and value), or a reason.
"""

from __future__ import annotations

from analysis.figures.actions import trace_agency, trace_deeds
from analysis.figures.claims import trace_claim_grid, trace_omitted
from analysis.figures.corpus import trace_arrival, trace_presence
from analysis.figures.corrected import trace_corrected
from analysis.figures.course import trace_course
from analysis.figures.frames import trace_frames
from analysis.figures.labels import trace_labels
from analysis.figures.plate import trace_plate
from analysis.figures.robustness import trace_specification
from analysis.figures.sentiment import (
    trace_differences,
    trace_headlines,
    trace_sentiment,
)
from analysis.figures.shift import trace_shift
from analysis.figures.speaking import trace_diversity, trace_reporting
from analysis.figures.tracing import Tracer, trace_means
from analysis.figures.trust import trace_coverage
from analysis.figures.voices import trace_by_voice, trace_without_quotes
from analysis.figures.words import trace_wordings, trace_words

TRACES: dict[str, Tracer | str] = {
    "articles": "counts the words, sentences and paragraphs of whole texts",
    "cast-arrival": trace_arrival,
    "who-is-mentioned": trace_presence,
    "topic-map": "every mark is a sentence itself, whose number stands in its row",
    "topics-by-outlet": trace_means("topic share"),
    "topic-stability": "shows how steady the method is, no number of the texts",
    "sentiment-by-outlet": trace_sentiment,
    "sentiment-corrected": trace_corrected,
    "sentiment-by-voice": trace_by_voice,
    "sentiment-without-quotes": trace_without_quotes,
    "sentiment-through-article": trace_course,
    "sentiment-differences": trace_differences,
    "sentiment-coverage": trace_coverage,
    "sentiment-behaviour": "shows how the model does on made-up sentences, not on the texts",
    "headline-and-body": trace_headlines,
    "distinguishing-words": trace_words,
    "naming-of-the-event": trace_wordings,
    "specification-curve": trace_specification,
    "robustness": "counts the choices that agree; the sentences are those of each difference",
    "claims-by-outlet": trace_claim_grid,
    "what-is-left-out": trace_omitted,
    "who-acts": trace_means("acting share"),
    "agency-and-power": trace_agency,
    "who-does-what": trace_deeds,
    "what-each-outlet-calls-them": trace_labels,
    "word-shift": trace_shift,
    "who-speaks": trace_means("quoted share"),
    "source-diversity": trace_diversity,
    "reporting-verbs": trace_reporting,
    "shared-passages": "every mark is a passage or a pair of sentences, whose numbers stand "
    "in its row",
    "frames-by-outlet": trace_frames,
    "frames-corrected": trace_frames,
    "frame-quality": "shows how well labels agree with codes, no number of the texts",
    "plate": trace_plate,
}
