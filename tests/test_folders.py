"""Folders that runs fill: whole or not at all, and nothing of the user's is lost."""

import os
import signal
import subprocess
import sys

import pytest

from analysis.errors import InputError
from analysis.folders import require_own, whole_folder

RUN = ("figures", "report.html")


def make(out, text="made", entries=RUN):
    """Fill a folder as a run does."""
    with whole_folder(out, entries) as draft:
        (draft / "figures").mkdir()
        (draft / "figures" / "a.svg").write_text(text, "utf-8")
        (draft / "report.html").write_text(text, "utf-8")


def contents(folder):
    return {
        each.relative_to(folder).as_posix(): each.read_text("utf-8")
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_a_run_replaces_what_an_earlier_one_made_and_nothing_else(tmp_path):
    out = tmp_path / "out"
    make(out)
    (out / "notes.txt").write_text("mine", "utf-8")
    (out / "figures" / ".DS_Store").write_text("the system's", "utf-8")
    require_own(out, RUN)
    make(out, "again")
    assert contents(out) == {
        ".tellings": "figures/a.svg\nreport.html\n",
        "figures/a.svg": "again",
        "notes.txt": "mine",
        "report.html": "again",
    }
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_what_other_commands_made_in_the_folder_stays_listed(tmp_path):
    with whole_folder(tmp_path / "out", ["scores.csv"]) as draft:
        (draft / "scores.csv").write_text("1", "utf-8")
    make(tmp_path / "out")
    listed = (tmp_path / "out" / ".tellings").read_text("utf-8").split()
    assert listed == ["figures/a.svg", "report.html", "scores.csv"]


@pytest.mark.parametrize("name", ["figures/precious.jpg", "figures", "report.html"])
@pytest.mark.parametrize("earlier", [True, False])
def test_a_file_that_no_run_made_is_an_error_before_the_work(tmp_path, name, earlier):
    if earlier and name == "figures/precious.jpg":
        make(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    before = contents(tmp_path)
    with pytest.raises(InputError, match=f"{name} would be lost: no earlier run made it"):
        require_own(tmp_path, RUN)
    with pytest.raises(InputError, match="would be lost"), whole_folder(tmp_path, RUN):
        raise AssertionError("the work began")
    assert contents(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_that_no_run_made_is_an_error(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "figures").symlink_to(tmp_path / "mine")
    with pytest.raises(InputError, match="figures would be lost"):
        require_own(tmp_path, RUN)


@pytest.mark.parametrize("earlier", [True, False])
def test_a_replacement_that_fails_is_undone(tmp_path, monkeypatch, earlier):
    out = tmp_path / "out"
    if earlier:
        make(out)
    before = contents(tmp_path)
    replace = type(out).replace

    def fail(self, target):
        if (self.parent.name, self.name) == ("draft", "report.html"):
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(type(out), "replace", fail)
    with pytest.raises(InputError, match="No space left on device"):
        make(out, "again")
    assert contents(tmp_path) == before
    assert out.exists() == earlier
    assert not list(tmp_path.glob(".out*"))


STOPPED = """
import sys, time
from analysis import cli
from analysis.folders import whole_folder
def work(**_):
    with whole_folder(sys.argv[1], ["tables"]) as draft:
        (draft / "half").write_text("x")
        print("begun", flush=True)
        time.sleep(60)
cli.app = work
cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process at once")
def test_a_run_that_is_ended_leaves_no_draft(tmp_path):
    command = [sys.executable, "-c", STOPPED, str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "begun\n"
        assert len(list(tmp_path.iterdir())) == 1
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=30) == 143
    assert not list(tmp_path.iterdir())
