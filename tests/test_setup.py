"""The package lists agree, the lock is hashed and whole, and run.py speaks plainly."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import environment

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED_AT_ALL = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NEVER = {"torch", "sentence-transformers", "transformers", "triton"}


def needed():
    """The packages of uv.lock that running and developing bring, without the extras."""
    (project,) = (one for one in LOCKED_AT_ALL if one["name"] == "tellings")
    asked = [*project["dependencies"], *project["dev-dependencies"]["dev"]]
    names = {"tellings"}
    while asked:
        one = asked.pop()
        known = one["name"] in names and not one.get("extra")
        names.add(one["name"])
        for package in LOCKED_AT_ALL:
            if package["name"] == one["name"] and not known:
                asked += package.get("dependencies", [])
                extras = package.get("optional-dependencies", {})
                asked += [each for extra in one.get("extra", ()) for each in extras[extra]]
    return [package for package in LOCKED_AT_ALL if package["name"] in names]


LOCKED = needed()


def ranges(lines):
    """Name -> range, of requirement lines."""
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one.specifier for one in found}


def declared():
    """What pyproject.toml asks for, to run and to develop."""
    return ranges(
        [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    )


def bertopic_needs():
    """What bertopic imports, which pip leaves out with PIP_NO_DEPS=1."""
    (bertopic,) = (package for package in LOCKED if package["name"] == "bertopic")
    return {one["name"] for one in bertopic["dependencies"]}


def conda_faults(text):
    """Say how an environment.yml differs from pyproject.toml."""
    listed = yaml.safe_load(text)["dependencies"]
    (pip,) = (entry["pip"] for entry in listed if isinstance(entry, dict))
    conda = [entry for entry in listed if isinstance(entry, str)]
    given, wanted = ranges([*conda, *pip]), declared()
    python = given.pop("python", None)
    given.pop("pip", None)
    faults = [] if str(python) == PROJECT["project"]["requires-python"] else ["python"]
    faults += [name for name in wanted if given.get(name) != wanted[name]]
    allowed = set(wanted) | bertopic_needs()
    faults += sorted(bertopic_needs() - set(given)) + sorted(set(given) - allowed)
    return faults + sorted(NEVER & set(given))


def pins():
    """Each block of requirements.lock: requirement, number of hashes."""
    body = re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE)
    for block in re.findall(r"^\S.*(?:\n[ \t].*)*", body, flags=re.MULTILINE):
        requirement = re.split(r"\s*\\\n", block, maxsplit=1)[0]
        yield (
            Requirement(requirement),
            len(re.findall(r"--hash=sha256:[0-9a-f]{64}", block)),
        )


def test_environment_yml_asks_for_what_pyproject_asks_for():
    assert conda_faults((ROOT / "environment.yml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("numpy>=2.1,<2.5", "numpy>=2.1", "numpy"),
        ("pandas>=3.0", "pandas>=2.2", "pandas"),
        ("  - spacy>=3.8\n", "", "spacy"),
        ("  - umap-learn\n", "", "umap-learn"),
        ("python>=3.11", "python>=3.10", "python"),
        ("  - plotly\n", "  - plotly\n  - torch\n", "torch"),
    ],
)
def test_a_difference_in_environment_yml_is_seen(old, new, fault):
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert old in text
    assert fault in conda_faults(text.replace(old, new))


def test_lock_pins_every_dependency_within_its_range():
    pinned = {}
    for requirement, _ in pins():
        (pin,) = requirement.specifier
        assert pin.operator == "==", requirement
        pinned.setdefault(canonicalize_name(requirement.name), []).append(pin.version)
    for name, wanted in declared().items():
        assert pinned.get(name), name
        assert all(wanted.contains(version) for version in pinned[name]), name


def test_every_line_of_the_lock_is_hashed():
    blocks = list(pins())
    assert len(blocks) > 100
    assert [requirement.name for requirement, hashes in blocks if not hashes] == []


def test_lock_holds_what_uv_lock_holds_and_the_uv_that_installs_it():
    pinned = {(one.name, str(one.specifier)) for one, _ in pins() if one.name != "uv"}
    locked = {(one["name"], "==" + one["version"]) for one in LOCKED}
    assert pinned == {pin for pin in locked if pin[0] != "tellings"}
    assert "uv" in {one.name for one, _ in pins()}


def test_nothing_brings_pytorch():
    names = (
        {one.name for one, _ in pins()} | {one["name"] for one in LOCKED} | set(declared())
    )
    assert not names & NEVER


def test_only_training_brings_pytorch():
    assert {one["name"] for one in LOCKED_AT_ALL} & NEVER == {"torch", "triton"}
    extras = PROJECT["project"]["optional-dependencies"]
    assert [name for name, lines in extras.items() if "torch" in ranges(lines)] == ["train"]


def test_no_list_names_another_index():
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK
    registries = {package["source"].get("registry") for package in LOCKED_AT_ALL}
    assert registries == {None, "https://pypi.org/simple"}


@pytest.mark.parametrize("python", ["cp311", "cp312", "cp313", "cp314"])
@pytest.mark.parametrize(
    "system", [r"manylinux\w*x86_64", r"macosx\w*(arm64|universal2)", "win_amd64"]
)
def test_no_compiler_is_needed(python, system):
    number = int(python[2:])
    lacking = {}
    for package in LOCKED:
        tags = [
            wheel["url"].rsplit("/", 1)[1][:-4].split("-")[-3:]
            for wheel in package.get("wheels", ())
        ]
        fits = any(
            re.search(rf"\bany\b|{system}", platform)
            and (
                abi == "none"
                or python in made.split(".")
                or ("abi3" in abi and int(made[2:].split(".")[0]) <= number)
            )
            for made, abi, platform in tags
        )
        lacking[package["name"]] = lacking.get(package["name"], False) or fits
    exempt = {"tellings"} | (set() if system.startswith("win") else {"pywinpty"})
    assert [name for name, fits in lacking.items() if not fits and name not in exempt] == []


def run(*arguments, python=sys.executable):
    return subprocess.run(
        [python, str(ROOT / "run.py"), *arguments], capture_output=True, text=True, cwd="/"
    )


def test_no_command_lists_the_commands():
    told = run()
    assert told.returncode == 0
    for name in ("figures", "notebooks", "lab", "test", "check", "lock"):
        assert re.search(rf"run\.py {name} ", told.stdout), name


def test_unknown_command_is_said_with_those_there_are():
    told = run("figure")
    assert told.returncode == 2
    assert told.stderr.startswith("There is no command 'figure'.\n")
    assert "run.py figures" in told.stderr


def older_pythons():
    folder = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return sorted(
        path for path in folder.glob("3.*/bin/python") if (3, 6) <= minor(path) < (3, 11)
    )


def minor(path):
    return tuple(int(part) for part in path.parts[-3].split(".")[:2])


@pytest.mark.skipif(not older_pythons(), reason="needs an older Python, found under pyenv")
def test_an_older_python_gets_one_sentence():
    for python in older_pythons():
        told = run("figures", python=str(python))
        assert told.returncode == 2
        assert told.stderr.startswith("Tellings needs Python 3.11 or later; this is 3.")
        assert len(told.stderr.splitlines()) == 1


def test_commands_run_with_one_thread_and_a_fixed_seed(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    given = environment.surroundings()
    assert given["OMP_NUM_THREADS"] == given["OPENBLAS_NUM_THREADS"] == "1"
    assert given["PYTHONHASHSEED"] == "0"
    assert given["MPLBACKEND"] == "Agg"
    assert "PYTHONPATH" not in given
    assert "MPLBACKEND" not in environment.surroundings(inline_figures=True)


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "hash"),
        ("Hash mismatch for `numpy==2.4.1`", "hash"),
        ("Caused by: dns error", "PyPI cannot be reached"),
        (
            "Temporary failure in name resolution\nERROR: No matching distribution found",
            "PyPI",
        ),
        ("ERROR: No matching distribution found for numpy==2.4.1", "64-bit Python 3.11"),
        ("something else", ""),
    ],
)
def test_reasons_of_a_failed_install(monkeypatch, tmp_path, output, word):
    log = tmp_path / "setup.log"
    log.write_text(f"$ first\nNo space left\n$ second\n{output}\n", encoding="utf-8")
    monkeypatch.setattr(environment, "LOG", log)
    assert word in environment.explain()
    assert bool(environment.explain()) == bool(word)


def test_a_full_disk_is_seen_where_the_log_could_not_say_so(monkeypatch):
    usage = SimpleNamespace(free=1000)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _: usage)
    assert environment.explain() == environment.DISK_FULL


def test_environment_is_ready_only_when_finished_from_this_lock(monkeypatch, tmp_path):
    for name, value in {
        "ENV": tmp_path,
        "PYTHON": tmp_path / "python",
        "STAMP": tmp_path / ".tellings",
        "LOCK": tmp_path / "lock",
    }.items():
        monkeypatch.setattr(environment, name, value)
    (tmp_path / "lock").write_text("a==1")
    (tmp_path / "python").touch()
    (tmp_path / "pyvenv.cfg").write_text("version = 3.11.7")
    assert not environment.is_ready()
    (tmp_path / ".tellings").write_text(environment.UNFINISHED)
    assert not environment.is_ready()
    (tmp_path / ".tellings").write_text(environment.fingerprint())
    assert environment.is_ready()
    (tmp_path / "lock").write_text("a==2")
    assert not environment.is_ready()
    (tmp_path / "lock").write_text("a==1")
    (tmp_path / "pyvenv.cfg").write_text("version = 3.12.1")
    assert not environment.is_ready()


def test_ci_calls_check():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert script.endswith("exec python3 run.py check\n")


def test_citation_agrees_with_pyproject():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["license"] == PROJECT["project"]["license"]
    assert {"title", "authors", "message", "cff-version"} <= set(citation)
