"""The command line: a thin face on Story, figures and the measures on files.

Exit codes: 0 done; 1 `--check` found a difference, or `validate` a measure below its
floor; 2 the input or the call is wrong; 143 the system ended it.
"""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from analysis.commands import checking, files, making
from analysis.commands.app import app
from analysis.errors import InputError

__all__ = ["app", "checking", "files", "main", "making"]


def main() -> None:
    """Run the command line; a mistake in the input is one sentence and exit code 2."""
    warnings.filterwarnings("ignore", message="Glyph ", category=UserWarning)
    try:
        with _ended_in_order():
            app(prog_name="tellings")
    except InputError as error:
        typer.echo(f"tellings: {error}", err=True)
        sys.exit(2)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let SIGTERM end the work as an exit does, so that no draft is left behind."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
