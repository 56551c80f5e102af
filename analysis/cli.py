"""The command line: a thin face on Story, figures and the measures on files.

Exit codes: 0 done; 1 `--check` found a difference, or `validate` a measure below its
floor; 2 the input or the call is wrong.
"""

from __future__ import annotations

import sys
import warnings

import typer

from analysis.commands import checking, files, making
from analysis.commands.app import app
from analysis.errors import InputError

__all__ = ["app", "checking", "files", "main", "making"]


def main() -> None:
    """Run the command line; a mistake in the input is one sentence and exit code 2."""
    warnings.filterwarnings("ignore", message="Glyph ", category=UserWarning)
    try:
        app(prog_name="tellings")
    except InputError as error:
        typer.echo(f"tellings: {error}", err=True)
        sys.exit(2)
