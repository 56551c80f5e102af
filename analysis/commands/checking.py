"""Commands for a reader's own statements and codes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.app import (
    CastOption,
    CodebookOption,
    CorpusArgument,
    Targets,
    app,
    tell_read,
)
from analysis.errors import InputError
from analysis.files import require_file, write_table
from analysis.folders import require_own
from analysis.measures.validation import FLOOR


@app.command()
def claims(
    corpus: CorpusArgument,
    statements: Annotated[
        Path,
        typer.Option("--statements", help="CSV with a column statement, or one a line."),
    ],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
    cast: CastOption = None,
    target: Targets = None,
) -> None:
    """Say which sentences are about each of your statements; some may deny or only report it."""
    from analysis.measures.claim_scores import read_statements, score_statements
    from analysis.opening import open_story

    require_file(out, inputs=[corpus, statements, cast])
    wanted = read_statements(statements)
    story = open_story(corpus, cast=cast, targets=target or ())
    tell_read(story)
    table = score_statements(
        wanted, story.table("sentences"), story.table("mentions"), story.cast
    )
    write_table(table, out)
    found = table.loc[table["supported"], "statement"].nunique()
    typer.echo(
        f"{found} of {len(wanted)} statements found in {table['supported'].sum()} "
        f"sentences; {len(table)} rows in {out}"
    )


@app.command()
def sample(
    corpus: CorpusArgument,
    out: Annotated[Path, typer.Option("--out", help="CSV to write and fill in.")],
    n: Annotated[int, typer.Option("--n", min=1, help="Sentences to draw.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Of the draw.")] = 0,
    coder: Annotated[str, typer.Option(help="Who will code.")] = "coder",
    cast: CastOption = None,
    target: Targets = None,
) -> None:
    """Draw a random sample of sentences to code by hand, the same number from each outlet."""
    from analysis.measures.sampling import draw_sample, write_sheet
    from analysis.opening import open_story
    from analysis.report import require_targets

    require_file(out)
    if out.exists():
        raise InputError(f"{out} is there already and may hold codes. Give another --out.")
    story = open_story(corpus, cast=cast, targets=target or ())
    tell_read(story)
    require_targets(story)
    drawn = draw_sample(
        story.table("sentences"),
        story.table("sentiment"),
        story.table("articles"),
        n=n,
        coder=coder,
        seed=seed,
    )
    write_sheet(drawn, out)
    sentences = len(drawn[["article_id", "sentence"]].drop_duplicates())
    fewer = f" (all there are; {n} were asked for)" if sentences < n else ""
    typer.echo(f"{sentences} sentences, {len(drawn)} rows in {out}{fewer}")
    typer.echo(
        "Fill in sentiment (-1, 0, 1; none where the target is not meant) and voice "
        "(outlet, the speaker's name, or other). Rows are in random order: if you stop "
        "early, what is coded is a random sample too."
    )


@app.command()
def validate(
    corpus: CorpusArgument,
    codes: Annotated[Path, typer.Option("--codes", help="codes.csv or a filled sample.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the scores as CSV.")
    ] = None,
    floor: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            help="Macro-F1 of sentiment below which, or where it is not scored, exit code is 1.",
        ),
    ] = FLOOR,
    cast: CastOption = None,
    target: Targets = None,
    codebook: CodebookOption = None,
) -> None:
    """Say how well the measures agree with codes of your own."""
    from analysis.measures.validation import (
        SCORED,
        describe_validation,
        validate_measures,
        write_validation,
    )
    from analysis.opening import open_story

    if out is not None:
        require_own(out, SCORED)
    story = open_story(
        corpus, cast=cast, targets=target or (), codebook=codebook, codes=codes
    )
    tell_read(story)
    found = validate_measures(story.tables(), story.table("codes"), seed=story.seed)
    for line in describe_validation(found):
        typer.echo(line)
    if out is not None:
        write_validation(found, out)
        typer.echo(f"scores, confusion, directions and disagreements in {out}")
    reached = found.score("sentiment", "macro-F1")
    if math.isnan(reached):
        typer.echo("sentiment was not scored: there is no code of it")
        raise typer.Exit(1)
    if reached < floor:
        typer.echo(f"macro-F1 of sentiment, {reached:.2f}, is below the floor, {floor:.2f}")
        raise typer.Exit(1)
