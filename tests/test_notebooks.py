"""Notebooks: in step with their sources, of one structure, and the same when run again."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.figures.checking import drawn_alike
from tools import notebooks
from tools.environment import surroundings

ROOT = Path(__file__).resolve().parent.parent
SOURCES = notebooks.sources()
HEADINGS = [
    "Question",
    "You will learn",
    "You need",
    "What we found",
    "What this cannot show",
    "On your own",
]
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
)

each = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


def code(source):
    return [cell for cell in notebooks.build(source).cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    numbers = [source.stem[:2] for source in SOURCES]
    assert numbers[0] == "00"
    assert len(set(numbers)) == len(numbers)


@each
def test_headings_stand_in_order(source):
    prose = [c.source for c in notebooks.build(source).cells if c.cell_type == "markdown"]
    found = re.findall(r"^## (.+)$", "\n".join(prose), flags=re.MULTILINE)
    assert [heading for heading in found if heading in HEADINGS] == HEADINGS


@each
def test_first_cells_say_how_it_is_made_and_what_it_costs(source):
    note, first = notebooks.build(source).cells[:2]
    assert f"generated: edit notebooks/src/{source.name}" in note.source
    assert first.source.startswith("# ")
    assert "Costs to run" in first.source


@each
def test_first_code_cell_holds_the_parameters(source):
    first, *others = code(source)
    assert first.metadata.get("tags") == ["parameters"]
    assert all(isinstance(node, ast.Assign) for node in ast.parse(first.source).body)
    assert [cell for cell in others if "parameters" in cell.metadata.get("tags", [])] == []


@each
def test_cells_are_short_and_hold_no_logic(source):
    for cell in code(source):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert 1 <= len(lines) <= 5, cell.source
        assert "rcParams" not in cell.source
        nodes = [
            node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, LOGIC)
        ]
        assert nodes == [], cell.source


@each
def test_reader_predicts_before_looking(source):
    prose = "\n".join(
        c.source for c in notebooks.build(source).cells if c.cell_type == "markdown"
    )
    assert re.search(r"\b[Pp]redict|\b[Ee]xpect|\b[Gg]uess", prose)


def test_committed_notebooks_are_in_step_with_their_sources():
    assert notebooks.out_of_step(SOURCES, notebooks.FOLDER) + notebooks.orphans() == []


@pytest.fixture
def folder(tmp_path):
    """A folder with one source of a note, parameters and a cell."""
    (tmp_path / "src").mkdir()
    text = '# %% [markdown]\n# # A\n\n# %% tags=["parameters"]\nn = 2\n\n# %%\nn + 1\n'
    (tmp_path / "src" / "00-a.py").write_text(text, encoding="utf-8")
    return tmp_path


def executed(folder, **output):
    """The notebook of the folder's source with one output, as though it had been run."""
    notebook = notebooks.build(folder / "src" / "00-a.py")
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.execution_count = count
    if output:
        notebook.cells[-1].outputs = [nbformat.v4.new_output(**output)]
    return notebook


def test_built_twice_is_the_same_and_ids_follow_content(folder):
    source = folder / "src" / "00-a.py"
    once, again = notebooks.build(source), notebooks.build(source)
    assert nbformat.writes(once) == nbformat.writes(again)
    assert len({cell.id for cell in once.cells}) == len(once.cells) == 4
    source.write_text(source.read_text().replace("n + 1", "n + 2"), encoding="utf-8")
    changed = notebooks.build(source)
    assert [a.id == b.id for a, b in zip(once.cells, changed.cells, strict=True)] == [
        True,
        True,
        True,
        False,
    ]


def test_check_names_what_is_missing_changed_or_without_source(folder):
    sources = notebooks.sources(folder)
    assert notebooks.out_of_step(sources, folder) == ["00-a: there is no 00-a.ipynb"]
    notebooks.write(executed(folder), folder / "00-a.ipynb")
    assert notebooks.out_of_step(sources, folder) == []
    sources[0].write_text(sources[0].read_text() + "\n# %%\nn\n", encoding="utf-8")
    assert notebooks.out_of_step(sources, folder) == ["00-a: differs from its source"]
    notebooks.write(notebooks.build(sources[0]), folder / "00-a.ipynb")
    assert "00-a: cell 2 (n = 2) was not executed" in notebooks.out_of_step(sources, folder)
    sources[0].unlink()
    assert notebooks.orphans(folder) == ["00-a: has no source in notebooks/src"]


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        (
            {"data": {"text/plain": "<object object at 0x7f30ff54f250>"}},
            "address of an object",
        ),
        ({"data": {"text/html": "<td>/home/ann/seeds</td>"}}, "shows a path: /home/ann"),
        ({"data": {"text/plain": "'C:\\\\Users\\\\ann'"}}, "shows a path"),
        ({"data": {"text/html": "<b>a</b></td></var>"}}, None),
        ({"data": {"text/html": '<a href="https://a.org/home/b">c</a>'}}, None),
        ({"data": {"text/plain": "seeds/articles"}}, None),
    ],
)
def test_outputs_that_differ_between_computers_are_refused(folder, output, fault):
    found = notebooks.faults(executed(folder, output_type="display_data", **output))
    assert len(found) == (fault is not None)
    if fault:
        assert found[0].startswith("cell 3 (n + 1) ")
        assert fault in found[0]


def test_warnings_and_errors_in_output_are_refused(folder):
    warned = executed(folder, output_type="stream", name="stderr", text="UserWarning: x")
    assert notebooks.faults(warned) == ["cell 3 (n + 1) wrote to stderr: UserWarning: x"]
    ended = executed(
        folder, output_type="error", ename="KeyError", evalue="'a'", traceback=[]
    )
    assert notebooks.faults(ended) == ["cell 3 (n + 1) ended in KeyError: 'a'"]


def words(path, *, alike):
    """The notebook's outputs without pictures, whose bytes are for one system only.

    What another kind of processor says is not compared: sentences that are shown by their
    scores can change places there.
    """
    kinds = []
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {"text/plain": output.get("text")})
            kinds.append(
                {k: v if alike else "" for k, v in data.items() if k != "image/png"}
                | {"png": "image/png" in data}
            )
    return kinds


@pytest.mark.slow
def test_notebooks_run_and_say_the_same_again(tmp_path):
    command = [sys.executable, str(ROOT / "tools" / "notebooks.py"), "--to", str(tmp_path)]
    given = surroundings(inline_figures=True) | {
        "TELLINGS_CACHE": os.environ["TELLINGS_CACHE"]
    }
    told = subprocess.run(command, capture_output=True, text=True, timeout=600, env=given)
    assert told.returncode == 0, told.stdout + told.stderr
    alike = drawn_alike(ROOT / "figures")  # the notebooks are executed with the figures
    for source in SOURCES:
        name = f"{source.stem}.ipynb"
        again, saved = (words(f / name, alike=alike) for f in (tmp_path, notebooks.FOLDER))
        assert again == saved, name
