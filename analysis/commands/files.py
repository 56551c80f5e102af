"""Commands that measure a file of rows: sentiment, keyness."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.commands.app import app
from analysis.files import require_file, write_table
from analysis.progress import progress


@app.command()
def sentiment(
    rows: Annotated[Path, typer.Argument(metavar="IN", help="CSV: text, start, end.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
    model: Annotated[
        Literal["small", "large"],
        typer.Option(help="large: the better one; small: five to seven times as fast."),
    ] = "large",
) -> None:
    """Label the sentiment of each row's text toward the words from start to end."""
    from analysis.models.label import label_rows, read_rows

    require_file(out, inputs=[rows])
    table = read_rows(rows)
    with progress(len(table), "rows") as tell:
        labelled = label_rows(table, model=model, told=tell)
    write_table(labelled, out)
    typer.echo(f"{len(labelled)} rows in {out}")


@app.command()
def keyness(
    counts: Annotated[Path, typer.Argument(help="CSV: group, term, count.")],
    left: Annotated[str, typer.Option("--left", help="Group on the left.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
    right: Annotated[
        str | None,
        typer.Option("--right", help="Group on the right; all the rest by default."),
    ] = None,
    variance: Annotated[
        Literal["short", "full"], typer.Option(help="Two or four terms of the variance.")
    ] = "short",
    prior: Annotated[str, typer.Option(help="NUMBER (flat), pooled or tidylo.")] = "pooled",
) -> None:
    """Measure which terms set one group apart from another, or from all the rest."""
    from analysis.measures.counts import read_counts
    from analysis.measures.keyness import measure_keyness, read_prior

    require_file(out, inputs=[counts])
    table = measure_keyness(
        read_counts(counts),
        left=left,
        right=right,
        variance=variance,
        prior=read_prior(prior),
    )
    write_table(table, out)
    typer.echo(f"{len(table)} terms in {out}")
