"""Make `.venv` hold the packages that requirements.lock pins. Standard library alone.

`run.py` calls `prepare()` before every command. A stamp inside `.venv` holds the hash of
what it was made from, so that a finished one costs nothing and a half-made one is seen.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = ENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = ENV / ".tellings"
UNFINISHED = "unfinished"
LOG = ROOT / ".cache" / "setup.log"
CALL = "py run.py" if WINDOWS else "python3 run.py"
DISK_FULL = "The disk is full: the packages take about 1.5 GB. Free some space"
REASONS = {
    r"No space left|Errno 28|not enough space": DISK_FULL,
    r"DO NOT MATCH THE HASHES|Hash mismatch": (
        "A downloaded package is not the one pinned in requirements.lock (its hash"
        " differs) and was refused. Look at what stands between you and PyPI"
    ),
    r"dns error|resolve host|name resolution|nodename|getaddrinfo|not known|ConnectionError"
    r"|ConnectTimeout|sending request|unreachable|timed out|tunnel": (
        "The packages are not all installed yet, and PyPI cannot be reached. Connect to"
        " the network (or set HTTPS_PROXY)"
    ),
    r"no wheels|no usable wheels|No matching distribution|not a supported wheel": (
        "A package is not to be had ready-made for this system. Take a 64-bit Python 3.11"
        " to 3.14 on Linux (x86-64), macOS (Apple silicon) or Windows"
    ),
}


class Stop(Exception):  # noqa: N818
    """Set-up cannot go on; the text says why and what to do."""


def surroundings(*, inline_figures: bool = False) -> dict[str, str]:
    """Return the environment for commands: one thread, a fixed hash seed, no network."""
    outer = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_USER", "PIP_REQUIRE_VIRTUALENV")
    given = {name: value for name, value in os.environ.items() if name not in outer}
    for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB", "BLIS"):
        given[library + "_NUM_THREADS"] = "1"
    given.update(
        VECLIB_MAXIMUM_THREADS="1",
        PYTHONHASHSEED="0",
        PYTHONNOUSERSITE="1",
        PYTHONUTF8="1",
        MPLBACKEND="Agg",
        TOKENIZERS_PARALLELISM="false",
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        JUPYTER_PREFER_ENV_PATH="1",
        PIP_NO_INPUT="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        VIRTUAL_ENV=str(ENV),
    )
    if inline_figures:  # a kernel takes its inline backend, unless told of another
        del given["MPLBACKEND"]
    return given


def prepare() -> None:
    """Make `.venv` hold what requirements.lock pins, unless it does already."""
    if is_ready():
        return
    LOG.parent.mkdir(exist_ok=True)
    with one_at_a_time():
        if is_ready():
            return
        LOG.write_text("", encoding="utf-8")
        make_environment()
        STAMP.write_text(UNFINISHED, encoding="ascii")
        install_packages()
        link_project()
        finished = STAMP.with_suffix(".new")
        finished.write_text(fingerprint(), encoding="ascii")
        finished.replace(STAMP)
        say("Ready.")


def is_ready() -> bool:
    """Return whether `.venv` was finished from this very lock and its Python is there."""
    return PYTHON.exists() and stamp() == fingerprint()


def stamp() -> str:
    """Return what `.venv` says of itself; empty where it is not of our making."""
    return STAMP.read_text(encoding="ascii") if STAMP.is_file() else ""


def fingerprint() -> str:
    """Return the hash of the lock and of the environment's Python."""
    made_by = ENV / "pyvenv.cfg"
    python = made_by.read_bytes() if made_by.is_file() else b""
    return hashlib.sha256(LOCK.read_bytes() + python).hexdigest()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock that ends with this process and the installers that it started."""
    with LOG.with_name("setup.lock").open("a") as handle:
        if not WINDOWS:
            import fcntl

            os.set_inheritable(handle.fileno(), True)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("Another set-up is under way; waiting for it.")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make `.venv`, or keep the one that is there if it is whole and new enough."""
    version = python_version()
    if version and stamp() != UNFINISHED:
        if version < (3, 11):
            raise Stop(
                f".venv holds Python {version[0]}.{version[1]}, Tellings needs 3.11 or"
                " later. Remove the folder .venv"
            )
        say("Bringing .venv in step with requirements.lock.")
        return
    if ENV.exists():
        say("The .venv that is here is broken or half made; making it anew.")
        ENV.replace(aside := LOG.with_name(f"old-{time.time_ns()}.venv"))
        shutil.rmtree(aside, ignore_errors=True)
    say("Setting up .venv (once; a minute or two).")
    ENV.mkdir()
    STAMP.write_text(UNFINISHED, encoding="ascii")
    # Debian and Ubuntu keep ensurepip in a package of its own; the system's pip stands in.
    if not attempt(sys.executable, "-m", "venv", ENV) and not (
        attempt(sys.executable, "-m", "venv", "--without-pip", ENV)
        and attempt(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")
    ):
        raise Stop(
            explain()
            or "This Python can make no virtual environment. On Debian and Ubuntu run"
            " `sudo apt install python3-venv`; elsewhere install Python from"
            " https://www.python.org/downloads/"
        )


def python_version() -> tuple[int, ...]:
    """Return the version of the environment's Python, empty where it does not run."""
    command = [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        printed = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(number) for number in printed.split())


def install_packages() -> None:
    """Install the lock with uv, or with pip where uv is not to be had or fails."""
    locked = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    has_uv = install_uv()
    if has_uv and attempt(
        PYTHON, "-m", "uv", "pip", "install", "--python", PYTHON, *locked
    ):
        return
    if explain() and (explain() == DISK_FULL or not has_uv):
        raise Stop(explain())
    say("uv could not do it; pip can, in two minutes or so.")
    if not attempt(PYTHON, "-m", "pip", "install", "--retries", "2", *locked):
        end = "\n".join(
            LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        )
        raise Stop(explain() or f"{end}\nThe packages could not be installed. Mend that")


def install_uv() -> bool:
    """Install the uv that requirements.lock pins; return whether it is there."""
    pinned = re.search(
        r"^uv==(?:.*\\\n)*.*\n", LOCK.read_text(encoding="utf-8"), re.MULTILINE
    )
    wanted = LOG.with_name("uv.txt")
    wanted.write_text(pinned[0] if pinned else "uv\n", encoding="utf-8")
    if not attempt(PYTHON, "-c", "import pip"):
        attempt(PYTHON, "-m", "ensurepip")
    return attempt(PYTHON, "-m", "pip", "install", "--retries", "2", "-r", wanted)


def link_project() -> None:
    """Make `analysis` importable in `.venv`, and write its command `tellings`."""
    (packages,) = ENV.glob("Lib/site-packages" if WINDOWS else "lib/python3*/site-packages")
    # Relative paths hold in a folder of any name, and when the project is moved.
    path = os.path.relpath(ROOT, packages)
    (packages / "tellings.pth").write_text(path + "\n", encoding="ascii")
    script = BIN / ("tellings.cmd" if WINDOWS else "tellings")
    script.write_text(
        '@"%~dp0python.exe" -P -m analysis %*\n'
        if WINDOWS
        else '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m analysis "$@"\n',
        encoding="ascii",
    )
    script.chmod(0o755)


def attempt(*command: object) -> bool:
    """Run the command, its output to the log; return whether it ended well."""
    with LOG.open("ab") as log:
        log.write(f"$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=surroundings(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            close_fds=False,  # the set-up lock lives as long as its installers
            start_new_session=True,  # so that their own children end with them
        )
        try:
            return child.wait() == 0
        finally:
            if child.returncode is None:
                child.kill() if WINDOWS else os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def explain() -> str:
    """Return the reason that the last command in the log gives, empty if unknown."""
    if shutil.disk_usage(ROOT).free < 20e6:  # too little even for the log to say so
        return DISK_FULL
    last = LOG.read_text(encoding="utf-8", errors="replace").rpartition("\n$ ")[2]
    return next((text for found, text in REASONS.items() if re.search(found, last)), "")


def say(sentence: str) -> None:
    """Tell the user what is being done, apart from what the commands print."""
    print(sentence, file=sys.stderr, flush=True)
