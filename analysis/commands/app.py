"""What the commands share: the application, options, and what is told of the articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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


def tell_read(story: Story) -> None:
    """Say which articles could not be read, and which are nearly the same text."""
    for row in rows_of(story.skipped):
        typer.echo(f"skipped {row.source}: {row.reason}", err=True)
    for copy in story.copies():
        typer.echo(copy, err=True)
