"""Commands that make figures, or everything for a story of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.app import (
    CastOption,
    CodebookOption,
    CorpusArgument,
    CorpusOption,
    Targets,
    app,
    tell_read,
)
from analysis.errors import InputError
from analysis.files import require_folder, writing
from analysis.folders import require_own
from analysis.progress import progress

Only = Annotated[list[str] | None, typer.Option("--only", help="Names of figures.")]
More = Annotated[list[str] | None, typer.Argument(help="More names, after --only.")]


@app.command()
def figures(
    more: More = None,
    only: Only = None,
    check: Annotated[bool, typer.Option("--check", help="Say what differs.")] = False,
    corpus: CorpusOption = Path("seeds"),
    out: Annotated[Path, typer.Option("--out", help="Where figures stand.")] = Path(
        "figures"
    ),
    cast: CastOption = None,
    target: Targets = None,
    codebook: CodebookOption = None,
) -> None:
    """Draw every figure again, or with --check say what would change."""
    from analysis.figures import check_figures, save_figures
    from analysis.figures.checking import drawn_alike
    from analysis.figures.drawing import count_of
    from analysis.figures.registry import REGISTRY
    from analysis.opening import open_story

    names = [*(only or []), *(more or [])]
    if more and not only:
        raise InputError(f"'{more[0]}' is not an option. Say --only {' '.join(more)}.")
    if not check:
        require_folder(out, corpus=corpus)
    story = open_story(corpus, cast=cast, targets=target or (), codebook=codebook)
    tell_read(story)
    if check:
        differences = check_figures(story.tables(), out, only=names)
        for line in differences:
            typer.echo(line)
        counted = (
            count_of(len(differences), "difference") if differences else "no differences"
        )
        typer.echo(f"{counted} in {out}")
        if not drawn_alike(out, only=names):
            typer.echo(
                "Some were drawn on another kind of processor: of those one cell in 20 of a "
                "column may differ, and pictures were not compared."
            )
        raise typer.Exit(1 if differences else 0)
    with progress(len(names or REGISTRY), "figures") as tell, writing(out):
        refused = save_figures(
            story.tables(), out, inputs=story.inputs(), only=names, told=tell
        )
    for name, reason in refused.items():
        typer.echo(f"{name}: not drawn, {reason}")
    drawn = len(names or REGISTRY) - len(refused)
    typer.echo(f"{count_of(drawn, 'figure')} in {out}")


@app.command()
def run(
    corpus: CorpusArgument,
    out: Annotated[Path, typer.Option("--out", help="Folder for what is made.")],
    cast: CastOption = None,
    target: Targets = None,
    codebook: CodebookOption = None,
) -> None:
    """Make every table, figure and a report for a story of your own."""
    from analysis.opening import open_story
    from analysis.report import RUN, write_run

    require_own(out, RUN)
    story = open_story(corpus, cast=cast, targets=target or (), codebook=codebook)
    tell_read(story)
    if not story.targets:
        typer.echo(
            "No target is named: sentiment is left out. Give --cast or --target.", err=True
        )
    with progress(None, "steps") as tell:
        made = write_run(story, out, told=tell)
    for name, reason in made.items():
        typer.echo(f"{name}: not drawn, {reason}")
    typer.echo(f"tables, figures and report.html in {out}")
