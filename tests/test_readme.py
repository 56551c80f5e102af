"""README is run: its Python, its commands, its links, its data dictionary."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

import run
from tools.data_dictionary import CLOSE, OPEN, data_dictionary, in_step

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = [ROOT / "README.md", *sorted((ROOT / "notebooks").rglob("*.md"))]
TEXTS += sorted((ROOT / "notebooks" / "src").glob("*.py"))


def blocks(text, language):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def links(text):
    """Relative targets of Markdown links and pictures, without their anchors."""
    found = re.findall(r"\]\(<?([^)\s>]+)", text) + re.findall(
        r'(?:src|href)="([^"]+)"', text
    )
    targets = (unquote(target.partition("#")[0]) for target in found)
    return [target for target in targets if target and not re.match(r"[a-z]+:", target)]


def commands(text):
    """What README tells the reader to give run.py."""
    return re.findall(r"\brun\.py ([a-z]\w*)", text)


def test_the_finders_find():
    text = "[a](b.md#c) ![d](e%20f.png) [g](https://h.org) [i](#j)\n```python\n1\n```\n"
    assert links(text) == ["b.md", "e f.png"]
    assert blocks(text, "python") == ["1\n"]
    assert commands("`python3 run.py figures`, py run.py nope") == ["figures", "nope"]


def test_python_in_readme_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names = {}
    for block in blocks(README, "python"):
        exec(compile(block, "README.md", "exec"), names)


def test_commands_in_readme_exist():
    named = set(commands(README))
    assert {"figures", "test"} <= named
    assert named <= set(run.COMMANDS)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_links_lead_to_files(path):
    # A notebook is executed one folder above its source, and its links count from there.
    folder = path.parent.parent if path.parent.name == "src" else path.parent
    targets = links(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_data_dictionary_in_readme_is_that_of_the_tables():
    assert data_dictionary() in README


def test_data_dictionary_is_written_between_its_markers_only():
    text = f"before\n{OPEN}\nold\n{CLOSE}\nafter"
    assert in_step(text) == f"before\n{data_dictionary()}\nafter"
    assert in_step(in_step(text)) == in_step(text)
    assert "**`article_id`**" in data_dictionary()
    with pytest.raises(ValueError, match="lacks the markers"):
        in_step("no markers")
