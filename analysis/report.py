"""A run on a story of one's own: every table, every figure, and a page to read."""

from __future__ import annotations

import io
from collections.abc import Callable, Container
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare import describe
from analysis.corpus import outlet_label
from analysis.errors import InputError
from analysis.figures import CannotDraw, Drawing, prepare_figure, save_figures
from analysis.figures.drawing import count_of
from analysis.figures.registry import REGISTRY
from analysis.folders import require_own, whole_folder
from analysis.measures.catalogue import MEASURES
from analysis.models.cache import write_whole
from analysis.tables import TABLES, rows_of, write_csv

if TYPE_CHECKING:
    from analysis.story import Story

RUN = ("tables", "figures", "report.html")  # what a run makes in its folder
_STYLE = """
body{font:16px/1.55 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;
color:#222}h1{font-size:1.7rem}h2{font-size:1.2rem;margin-top:2.4rem}img{max-width:100%}
figure{margin:1.2rem 0}figcaption,.note{color:#666;font-size:.9rem}table{border-collapse:
collapse;font-size:.9rem}td,th{padding:.25rem .8rem .25rem 0;text-align:left;vertical-align:top;
border-bottom:1px solid #e8e8e8}mark{background:#ffe9a8}
"""


def write_run(
    story: Story, out: str | Path, *, told: Callable[[str], None] = lambda step: None
) -> dict[str, str]:
    """Write tables/ (Parquet and CSV), figures/ and report.html under `out`.

    Nothing is left half-written: `out` changes at the end or not at all. A file in their
    places that no earlier run made is an InputError before the work.

    Parameters
    ----------
    story : Story
        The story.
    out : path
        Folder; made where it is missing. Its tables/, figures/ and report.html are replaced.
    told : callable
        Called with the name of each step.

    Returns
    -------
    dict
        Figure -> reason, of those that this story cannot show.
    """
    require_own(out, RUN)
    require_targets(story)
    tables = story.tables()
    with whole_folder(out, RUN) as draft:
        for name in tables:
            told(name)
            _write_both(tables[name], draft / "tables", name)
        refused = save_figures(tables, draft / "figures", inputs=story.inputs(), told=told)
        told("report")
        write_whole(_page(story, refused).encode("utf-8"), draft / "report.html")
    return refused


def require_targets(story: Story) -> None:
    """Raise InputError when a target is mentioned by no article."""
    mentioned = set(story.table("mentions")["entity"])
    for name in story.targets:
        if name not in mentioned:
            looked = ", ".join(story.cast[name].aliases)
            raise InputError(
                f"The target '{name}' is never mentioned in the "
                f"{len(story.corpus.received)} articles (looked for: {looked}). "
                "Correct its aliases, or leave it out."
            )


def _write_both(frame: pd.DataFrame, folder: Path, name: str) -> None:
    for suffix, write in (("csv", write_csv), ("parquet", _write_parquet)):
        buffer = io.BytesIO()
        write(frame, buffer)
        write_whole(buffer.getvalue(), folder / f"{name}.{suffix}")


def _write_parquet(frame: pd.DataFrame, buffer: io.BytesIO) -> None:
    frame.to_parquet(buffer, index=False)


def _page(story: Story, refused: dict[str, str]) -> str:
    """Return the report; every text that comes from the corpus is escaped."""
    tables = story.tables()
    drawings = {
        name: prepared
        for name in REGISTRY
        if name not in refused and (prepared := _prepared(name, story)) is not None
    }
    parts = [
        f"<h1>{escape(_headline(story))}</h1>",
        _articles(tables["articles"], tables["skipped"]),
        _sentences("Copies", list(story.copies())),
        *(_figure(name, drawing) for name, drawing in drawings.items()),
        _refusals(refused),
        _sentences(
            "Differences", [describe(r) for _, r in tables["comparisons"].iterrows()]
        ),
        _sentences(
            "What the measures do not show",
            [f"{measure.name}: {measure.does_not_show}" for measure in MEASURES.values()],
        ),
        _dictionary(tables),
    ]
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>{escape(_headline(story))}</title><style>{_STYLE}</style></head><body>"
        + "\n".join(parts)
        + "</body></html>\n"
    )


def _prepared(name: str, story: Story) -> Drawing | None:
    try:
        return prepare_figure(name, story.tables())
    except (CannotDraw, InputError):
        return None


def _headline(story: Story) -> str:
    articles = story.table("articles")
    outlets = articles["outlet"].nunique()
    return f"{count_of(len(articles), 'telling')} by {count_of(outlets, 'outlet')}"


def _articles(articles: pd.DataFrame, skipped: pd.DataFrame) -> str:
    rows = "".join(
        f"<tr><td>{escape(outlet_label(row.outlet, row.outlet_grade))}</td>"
        f"<td>{escape(str(row.title) if isinstance(row.title, str) else '')}</td>"
        f"<td>{row.words:,} words</td></tr>"
        for row in rows_of(articles)
    )
    left_out = [f"{row.source}: {row.reason}" for row in rows_of(skipped)]
    return f"<table>{rows}</table>" + _sentences("Skipped", left_out)


def _figure(name: str, drawing: Drawing) -> str:
    return (
        f"<figure id='{name}'><img src='figures/{name}.svg' alt='{escape(drawing.alt)}'>"
        f"<figcaption>{escape(drawing.caption)} <a href='figures/{name}.csv'>The rows "
        "drawn</a>.</figcaption></figure>"
    )


def _refusals(refused: dict[str, str]) -> str:
    return _sentences(
        "Not drawn", [f"{name}: {reason}" for name, reason in refused.items()]
    )


def _sentences(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    return f"<h2>{heading}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _dictionary(made: Container[str]) -> str:
    rows = "".join(
        f"<tr><td>tables/{table.name}.csv</td><td>one row per {escape(table.row)}</td></tr>"
        for table in TABLES.values()
        if table.name in made
    )
    return f"<h2>Tables</h2><table>{rows}</table>"
