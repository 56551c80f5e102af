"""Every figure by name, with the tables that it needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.figures.actions import prepare_acting, prepare_agency, prepare_deeds
from analysis.figures.claims import prepare_claim_grid, prepare_omitted
from analysis.figures.corpus import prepare_arrival, prepare_articles, prepare_presence
from analysis.figures.corrected import prepare_corrected
from analysis.figures.course import prepare_course
from analysis.figures.drawing import CannotDraw, Drawing, FigureEntry, Tables, add_place
from analysis.figures.frame_quality import prepare_frame_quality
from analysis.figures.frames import prepare_frames
from analysis.figures.frames_corrected import prepare_frames_corrected
from analysis.figures.labels import prepare_labels
from analysis.figures.plate import prepare_plate
from analysis.figures.reuse import prepare_reuse
from analysis.figures.robustness import prepare_robustness, prepare_specification
from analysis.figures.sentiment import (
    prepare_differences,
    prepare_headlines,
    prepare_sentiment,
)
from analysis.figures.shift import prepare_shift
from analysis.figures.speaking import (
    prepare_diversity,
    prepare_reporting,
    prepare_speakers,
)
from analysis.figures.topics import (
    prepare_topic_map,
    prepare_topic_shares,
    prepare_topic_stability,
)
from analysis.figures.trust import prepare_behaviour, prepare_coverage
from analysis.figures.voices import prepare_by_voice, prepare_without_quotes
from analysis.figures.words import prepare_wordings, prepare_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PLATE = (
    "articles",
    "sentences",
    "mentions",
    "voices",
    "sentiment",
    "corrected",
    "topics",
    "sentence_topics",
    "namings",
    "labels",
    "actions",
    "frames",
    "intervals",
    "comparisons",
    "robustness_summary",
    "claims",
    "claim_support",
    "omissions",
    "claim_counts",
    "codes",
)

REGISTRY: dict[str, FigureEntry] = {
    entry.name: entry
    for entry in (
        FigureEntry("articles", ("articles", "sentences"), prepare_articles),
        FigureEntry("cast-arrival", ("articles", "mentions"), prepare_arrival),
        FigureEntry(
            "who-is-mentioned", ("articles", "sentences", "mentions"), prepare_presence
        ),
        FigureEntry(
            "topic-map",
            ("articles", "topics", "sentence_topics", "topic_map"),
            prepare_topic_map,
        ),
        FigureEntry(
            "topics-by-outlet",
            ("articles", "topics", "intervals", "comparisons"),
            prepare_topic_shares,
        ),
        FigureEntry(
            "topic-stability", ("topics", "topic_stability"), prepare_topic_stability
        ),
        FigureEntry(
            "sentiment-by-outlet",
            ("articles", "sentences", "intervals", "comparisons", "codes"),
            prepare_sentiment,
        ),
        FigureEntry("sentiment-corrected", ("articles", "corrected"), prepare_corrected),
        FigureEntry("sentiment-by-voice", ("articles", "corrected"), prepare_by_voice),
        FigureEntry(
            "sentiment-without-quotes", ("articles", "corrected"), prepare_without_quotes
        ),
        FigureEntry(
            "sentiment-through-article",
            ("articles", "sentences", "sentiment"),
            prepare_course,
        ),
        FigureEntry(
            "sentiment-differences", ("articles", "comparisons"), prepare_differences
        ),
        FigureEntry(
            "sentiment-coverage", ("sentences", "sentiment", "codes"), prepare_coverage
        ),
        FigureEntry("sentiment-behaviour", ("behaviour",), prepare_behaviour),
        FigureEntry(
            "headline-and-body",
            ("articles", "sentences", "sentiment", "intervals"),
            prepare_headlines,
        ),
        FigureEntry("distinguishing-words", ("articles", "keyness"), prepare_words),
        FigureEntry("naming-of-the-event", ("articles", "namings"), prepare_wordings),
        FigureEntry(
            "who-acts", ("articles", "actions", "intervals", "comparisons"), prepare_acting
        ),
        FigureEntry(
            "agency-and-power",
            ("articles", "actions", "intervals", "comparisons"),
            prepare_agency,
        ),
        FigureEntry("who-does-what", ("articles", "actions", "intervals"), prepare_deeds),
        FigureEntry(
            "claims-by-outlet", ("articles", "claims", "claim_grid"), prepare_claim_grid
        ),
        FigureEntry("what-is-left-out", ("articles", "claim_counts"), prepare_omitted),
        FigureEntry(
            "what-each-outlet-calls-them",
            ("articles", "sentiment", "labels", "namings"),
            prepare_labels,
        ),
        FigureEntry("word-shift", ("articles", "comparisons", "word_shift"), prepare_shift),
        FigureEntry(
            "who-speaks", ("articles", "intervals", "comparisons"), prepare_speakers
        ),
        FigureEntry(
            "source-diversity",
            ("articles", "voices", "source_diversity"),
            prepare_diversity,
        ),
        FigureEntry("reporting-verbs", ("articles", "reporting_verbs"), prepare_reporting),
        FigureEntry(
            "shared-passages",
            ("articles", "sentences", "reuse", "retellings", "retold"),
            prepare_reuse,
        ),
        FigureEntry(
            "frames-by-outlet", ("articles", "frame_shares", "comparisons"), prepare_frames
        ),
        FigureEntry(
            "frames-corrected", ("articles", "frame_shares"), prepare_frames_corrected
        ),
        FigureEntry("frame-quality", ("frame_quality",), prepare_frame_quality),
        FigureEntry(
            "specification-curve",
            ("articles", "comparisons", "robustness", "robustness_summary"),
            prepare_specification,
        ),
        FigureEntry(
            "robustness",
            ("articles", "comparisons", "robustness_summary", "robustness_choices"),
            prepare_robustness,
        ),
        FigureEntry(
            "plate",
            _PLATE,
            prepare_plate,
        ),
    )
}


def prepare_figure(name: str, tables: Tables) -> Drawing:
    """Return a figure's rows and words.

    Raises
    ------
    InputError
        There is no figure of this name; the message lists those that there are.
    CannotDraw
        The story cannot show it; the message says why.
    """
    if name not in REGISTRY:
        raise InputError(f"There is no figure '{name}' (has: {', '.join(REGISTRY)}).")
    entry = REGISTRY[name]
    drawing = entry.prepare({needed: tables[needed] for needed in entry.needs})
    if "outlet" not in drawing.rows:
        return drawing
    return replace(drawing, rows=add_place(drawing.rows, tables["articles"]))


def draw_figure(name: str, tables: Tables) -> Figure:
    """Draw a figure from a story's tables, in the house style.

    Raises
    ------
    InputError
        There is no such figure, or the story cannot show it; the message says why.
    """
    return draw(_prepared(name, tables))


def caption_figure(name: str, tables: Tables) -> str:
    """Return a figure's caption; raises as `draw_figure`."""
    return _prepared(name, tables).caption


def _prepared(name: str, tables: Tables) -> Drawing:
    try:
        return prepare_figure(name, tables)
    except CannotDraw as reason:
        raise InputError(f"This story cannot show '{name}': {reason}.") from None


def draw(drawing: Drawing) -> Figure:
    """Draw what was prepared and set its words around it."""
    from matplotlib.figure import Figure

    from analysis.plots.style import add_header, narrative_style, settle

    with narrative_style():
        drawn = drawing.plot(drawing.rows)
        figure = drawn if isinstance(drawn, Figure) else drawn.get_figure(root=True)
        if figure is None:
            raise ValueError("a plot returned axes without a figure")
        return settle(add_header(figure, drawing.title, drawing.subtitle, drawing.note))
