"""The command line: a thin face on Story, figures and the measures on files.

Exit codes: 0 done; 1 `--check` found a difference, or `validate` a measure below its
floor; 2 the input or the call is wrong.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from analysis.errors import InputError
from analysis.files import write_table, writing
from analysis.progress import progress
from analysis.tables import rows_of

if TYPE_CHECKING:
    from analysis.story import Story

app = typer.Typer(
    name="tellings",
    help="How do different outlets tell the same story?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CorpusOption = Annotated[
    Path, typer.Option("--corpus", help="Folder or file of the story.")
]
CastOption = Annotated[Path | None, typer.Option("--cast", help="cast.toml: who is who.")]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", help="A target as 'Name=alias|alias'; repeatable."),
]
CorpusArgument = Annotated[Path, typer.Argument(help="Folder, CSV, JSON Lines or Parquet.")]
CodebookOption = Annotated[
    Path | None, typer.Option("--codebook", help="codebook.toml: event words.")
]
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
) -> None:
    """Draw every figure again, or with --check say what would change."""
    from analysis.figures import check_figures, save_figures
    from analysis.figures.registry import REGISTRY
    from analysis.opening import open_story

    names = [*(only or []), *(more or [])]
    if more and not only:
        raise InputError(f"'{more[0]}' is not an option. Say --only {' '.join(more)}.")
    story = open_story(corpus)
    tell_skipped(story)
    if check:
        differences = check_figures(story.tables(), out, only=names)
        for line in differences:
            typer.echo(line)
        typer.echo(f"{len(differences) or 'no'} differences in {out}")
        raise typer.Exit(1 if differences else 0)
    with progress(len(names or REGISTRY), "figures") as tell, writing(out):
        refused = save_figures(
            story.tables(), out, inputs=story.inputs(), only=names, told=tell
        )
    for name, reason in refused.items():
        typer.echo(f"{name}: not drawn, {reason}")
    typer.echo(f"{len(names or REGISTRY) - len(refused)} figures in {out}")


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
    from analysis.report import write_run

    story = open_story(corpus, cast=cast, targets=target or (), codebook=codebook)
    tell_skipped(story)
    for copy in story.copies():
        typer.echo(copy, err=True)
    if not story.targets:
        typer.echo(
            "No target is named: sentiment is left out. Give --cast or --target.", err=True
        )
    with progress(None, "steps") as tell:
        made = write_run(story, out, told=tell)
    for name, reason in made.items():
        typer.echo(f"{name}: not drawn, {reason}")
    typer.echo(f"tables, figures and report.html in {out}")


@app.command()
def sentiment(
    rows: Annotated[Path, typer.Argument(metavar="IN", help="CSV: text, start, end.")],
    out: Annotated[Path, typer.Option("--out", help="CSV to write.")],
    model: Annotated[
        Literal["small", "large"],
        typer.Option(help="large: the better one; small: some seven times as fast."),
    ] = "large",
) -> None:
    """Label the sentiment of each row's text toward the words from start to end."""
    from analysis.models.label import label_rows, read_rows, write_rows

    table = read_rows(rows)
    with progress(len(table), "rows") as tell:
        labelled = label_rows(table, model=model, told=tell)
    write_rows(labelled, out)
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

    table = measure_keyness(
        read_counts(counts),
        left=left,
        right=right,
        variance=variance,
        prior=read_prior(prior),
    )
    write_table(table, out)
    typer.echo(f"{len(table)} terms in {out}")


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
    """Say which sentences carry each of your statements: every statement x sentence."""
    from analysis.measures.claim_scores import read_statements, score_statements
    from analysis.opening import open_story

    wanted = read_statements(statements)
    story = open_story(corpus, cast=cast, targets=target or ())
    tell_skipped(story)
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

    if out.exists():
        raise InputError(f"{out} is there already and may hold codes. Give another --out.")
    story = open_story(corpus, cast=cast, targets=target or ())
    tell_skipped(story)
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
    typer.echo(f"{sentences} sentences, {len(drawn)} rows in {out}")
    typer.echo(
        "Fill in sentiment (-1, 0, 1; none where the target is not meant) and voice "
        "(outlet, the speaker's name, or other)."
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
            min=0, max=1, help="Macro-F1 of sentiment below which exit code is 1."
        ),
    ] = 0.70,
    cast: CastOption = None,
    target: Targets = None,
    codebook: CodebookOption = None,
) -> None:
    """Say how well the measures agree with codes of your own."""
    from analysis.measures.validation import (
        describe_validation,
        validate_measures,
        write_validation,
    )
    from analysis.opening import open_story

    story = open_story(
        corpus, cast=cast, targets=target or (), codebook=codebook, codes=codes
    )
    tell_skipped(story)
    found = validate_measures(story.tables(), story.table("codes"), seed=story.seed)
    for line in describe_validation(found):
        typer.echo(line)
    if out is not None:
        write_validation(found, out)
        typer.echo(f"scores, confusion, directions and disagreements in {out}")
    reached = found.score("sentiment", "macro-F1")
    if reached < floor:
        typer.echo(f"macro-F1 of sentiment, {reached:.2f}, is below the floor, {floor:.2f}")
        raise typer.Exit(1)


def tell_skipped(story: Story) -> None:
    """Say which articles could not be read."""
    for row in rows_of(story.skipped):
        typer.echo(f"skipped {row.source}: {row.reason}", err=True)


def main() -> None:
    """Run the command line; a mistake in the input is one sentence and exit code 2."""
    warnings.filterwarnings("ignore", message="Glyph ", category=UserWarning)
    try:
        app()
    except InputError as error:
        typer.echo(f"tellings: {error}", err=True)
        sys.exit(2)
