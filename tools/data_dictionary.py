"""Keep the data dictionary in README.md equal to the tables declared in analysis.tables.

`tools/data_dictionary.py` writes it between its two markers; `--check` says whether it
is in step, `--print` shows it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.tables import TABLES, Table

README = Path(__file__).resolve().parent.parent / "README.md"
OPEN, CLOSE = "<!-- tables -->", "<!-- /tables -->"


def describe(table: Table) -> list[str]:
    """Return the lines of one table: what a row is, then its columns, key in bold."""
    lines = [f"**{table.name}**: one row per {table.row}", ""]
    lines += ["| column | type | meaning |", "| --- | --- | --- |"]
    for column in table.columns:
        name = f"**`{column.name}`**" if column.name in table.key else f"`{column.name}`"
        meaning = column.meaning.replace("|", r"\|")
        lines.append(f"| {name} | {column.dtype} | {meaning} |")
    return [*lines, ""]


def data_dictionary() -> str:
    """Return all tables as Markdown, between the markers."""
    lines = [line for table in TABLES.values() for line in describe(table)]
    return "\n".join([OPEN, "", *lines, CLOSE])


def in_step(readme: str) -> str:
    """Return the README with its data dictionary as the tables are declared now."""
    before, opened, rest = readme.partition(OPEN)
    _, closed, after = rest.partition(CLOSE)
    if not (opened and closed):
        raise ValueError(f"README.md lacks the markers {OPEN} and {CLOSE}.")
    return before + data_dictionary() + after


def main(arguments: list[str]) -> int:
    """Write, check or print the data dictionary; return the exit code."""
    if arguments == ["--print"]:
        print(data_dictionary())
        return 0
    readme = README.read_text(encoding="utf-8")
    try:
        wanted = in_step(readme)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments == ["--check"]:
        same = readme == wanted
        print("README.md: " + ("in step" if same else "run tools/data_dictionary.py"))
        return int(not same)
    README.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
