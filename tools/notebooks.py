"""Build notebooks/*.ipynb from notebooks/src/*.py and execute them.

`--check` executes nothing and says which notebooks are not in step with their source;
`--only NAME` does one; `--to DIR` writes elsewhere, and the outputs can be compared.
A cell tagged `exercise` holds the solution in its source and `...` in the notebook;
with `--solved` (and `--to DIR`) the solutions stay in.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "notebooks"
AT_ONCE = 2
SECONDS = 170  # for one cell
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "file_extension": ".py"},
}
# What changes from run to run or from computer to computer.
UNSTABLE = {
    r"\b0x[0-9a-fA-F]{6,}\b": "the address of an object",
    r"(?<![\w.:/<])/(?:home|root|Users|tmp|var|usr|opt|private|mnt|srv)/[\w.-]+": "a path",
    r"\b[A-Za-z]:\\\\?\w+\\": "a path",
}


def sources(folder: Path = FOLDER) -> list[Path]:
    """Return the percent sources in reading order."""
    return sorted((folder / "src").glob("*.py"))


def build(source: Path, *, solved: bool = False) -> NotebookNode:
    """Return the notebook of a percent source: a note on top, stable ids, no outputs."""
    notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    for cell in notebook.cells:
        if "exercise" in cell.metadata.get("tags", []) and not solved:
            cell.source = without_answers(cell.source)
    note = nbformat.v4.new_markdown_cell(
        f"<!-- generated: edit notebooks/src/{source.name} and run "
        "`python3 run.py notebooks` -->"
    )
    built = nbformat.v4.new_notebook(
        metadata=nbformat.from_dict(METADATA), cells=[note, *notebook.cells]
    )
    for position, cell in enumerate(built.cells):
        content = f"{position} {cell.cell_type} {cell.source}"
        cell["id"] = hashlib.sha256(content.encode()).hexdigest()[:12]
        tags = cell.metadata.get("tags")
        cell["metadata"] = NotebookNode(tags=tags) if tags else NotebookNode()
    return built


def without_answers(code: str) -> str:
    """Return the assignments of an exercise with `...` in place of their values.

    >>> without_answers('outlet = "Banandre"  # by reading')
    'outlet = ...'
    """
    tree = ast.parse(code)
    kept = [node for node in tree.body if isinstance(node, ast.Assign)]
    return "\n".join(f"{ast.unparse(node.targets[0])} = ..." for node in kept)


async def execute(notebook: NotebookNode, folder: Path, profile: str) -> None:
    """Run all cells in a fresh kernel started in the folder; outputs stay in the cells."""
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    # Nobody's own start-up files, and no progress bars, which would be kept as output.
    surroundings = os.environ | {"IPYTHONDIR": profile, "TQDM_DISABLE": "1"}
    surroundings.pop("MPLBACKEND", None)
    await client.async_execute(env=surroundings)
    notebook["metadata"] = nbformat.from_dict(METADATA)  # not the kernel's own version
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)


def faults(notebook: NotebookNode) -> list[str]:
    """Return what is wrong with the outputs, each with the cell it is in."""
    found = []
    for position, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        where = f"cell {position} ({(cell.source.splitlines() or ['empty'])[0]})"
        if cell.execution_count is None:
            found.append(f"{where} was not executed")
        for output in cell.outputs:
            found += [f"{where} {fault}" for fault in output_faults(output)]
    return found


def wrong_checks(notebook: NotebookNode, *, solved: bool) -> list[str]:
    """Return the check cells that do not say "Right." of a solution, or blank of a blank."""
    wanted = "Right." if solved else "Not answered yet."
    checks = [c for c in notebook.cells if "check" in c.metadata.get("tags", [])]
    return [
        f"the check '{cell.source.splitlines()[0]}' does not say '{wanted}'"
        for cell in checks
        if not any(
            wanted in str(output.get("data", {}).get("text/plain", ""))
            for output in cell.outputs
        )
    ]


def output_faults(output: NotebookNode) -> list[str]:
    """Return what is wrong with one output."""
    if output.output_type == "error":
        return [f"ended in {output.ename}: {output.evalue}"]
    if output.output_type == "stream" and output.name == "stderr":
        return [f"wrote to stderr: {output.text.strip()[:200]}"]
    data = output.get("data", {"text/plain": output.get("text", "")})
    text = "\n".join(str(data[kind]) for kind in sorted(data) if "image/png" not in kind)
    found = [
        f"shows {what}: {match[0]}"
        for pattern, what in UNSTABLE.items()
        if (match := re.search(pattern, text))
    ]
    return found or ([f"shows a path: {ROOT}"] if str(ROOT) in text else [])


def why(error: Exception) -> str:
    """Return the last line of what went wrong in a cell, and the cell's first line."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    lines = [line for line in plain.splitlines() if line.strip(" -")]
    started = next((line for line in lines if not line.startswith("An error")), "")
    return f"the cell '{started}' failed: {lines[-1]}" if lines else repr(error)


async def make(
    source: Path, out: Path, gate: asyncio.Semaphore, profile: str, *, solved: bool = False
) -> list[str]:
    """Build, execute and write one notebook; return what is wrong instead, if anything."""
    async with gate:
        notebook = build(source, solved=solved)
        try:
            await execute(notebook, FOLDER, profile)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            return [f"{source.stem}: {why(error)}"]
    found = [
        f"{source.stem}: {fault}"
        for fault in faults(notebook) + wrong_checks(notebook, solved=solved)
    ]
    if not found:
        write(notebook, out / f"{source.stem}.ipynb")
        print(f"{source.stem}: done", flush=True)
    return found


def write(notebook: NotebookNode, path: Path) -> None:
    """Write the notebook whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")
    os.replace(temporary, path)


async def make_all(chosen: list[Path], out: Path, *, solved: bool = False) -> list[str]:
    """Make the notebooks in order, two at once; return what is wrong with any."""
    gate = asyncio.Semaphore(AT_ONCE)
    with tempfile.TemporaryDirectory() as profile:
        made = [make(source, out, gate, profile, solved=solved) for source in chosen]
        return [fault for found in await asyncio.gather(*made) for fault in found]


def out_of_step(chosen: list[Path], folder: Path) -> list[str]:
    """Return which notebooks differ from what their sources build, or lack outputs."""
    found = []
    for source in chosen:
        path = folder / f"{source.stem}.ipynb"
        if not path.is_file():
            found.append(f"{source.stem}: there is no {path.name}")
            continue
        notebook = nbformat.read(path, as_version=4)
        found += [f"{source.stem}: {fault}" for fault in faults(notebook)]
        if without_outputs(notebook) != without_outputs(build(source)):
            found.append(f"{source.stem}: differs from its source")
    return found


def without_outputs(notebook: NotebookNode) -> str:
    """Return the notebook's text as it is before execution."""
    bare = nbformat.from_dict(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return nbformat.writes(bare)


def orphans(folder: Path = FOLDER) -> list[str]:
    """Return the notebooks that have no source."""
    stems = {source.stem for source in sources(folder)}
    return [
        f"{path.stem}: has no source in notebooks/src"
        for path in sorted(folder.glob("*.ipynb"))
        if path.stem not in stems
    ]


def main(arguments: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    parser = argparse.ArgumentParser(prog="notebooks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="execute nothing, compare")
    parser.add_argument("--only", action="append", metavar="NAME", help="one notebook")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="DIR", help="write here")
    parser.add_argument("--solved", action="store_true", help="with the solutions")
    given = parser.parse_args(arguments)
    if given.solved and given.to == FOLDER:
        parser.error("the notebooks keep their blanks: give --to DIR with --solved")
    names = [source.stem for source in sources()]
    unknown = [name for name in given.only or [] if name not in names]
    if unknown or not names:
        parser.error(f"no notebook '{''.join(unknown[:1])}'; there are: {', '.join(names)}")
    chosen = [source for source in sources() if source.stem in (given.only or names)]
    if given.check:
        found = out_of_step(chosen, FOLDER) + ([] if given.only else orphans())
    else:
        given.to.mkdir(parents=True, exist_ok=True)
        found = asyncio.run(make_all(chosen, given.to, solved=given.solved))
    print("\n".join(found) or f"{len(chosen)} notebooks in order")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
