"""Set up Tellings and run it: `python3 run.py figures`.

Standard library alone. The first call makes `.venv` from requirements.lock (see
tools/environment.py); later calls find that done and start at once.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036  (so it parses on 3.6)
    remedy = "Install a newer one from https://www.python.org/downloads/."
    for newer in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if shutil.which(newer) and not subprocess.call([newer, "-c", ""], stderr=-3):
            remedy = newer + " is installed here: run `" + newer + " run.py figures`."
            break
    found = ".".join(str(number) for number in sys.version_info[:3])
    sys.stderr.write("Tellings needs Python 3.11 or later; this is " + found + ". ")
    sys.stderr.write(remedy + "\n")
    sys.exit(2)

from tools.environment import (
    BIN,
    CALL,
    LOCK,
    PYTHON,
    ROOT,
    WINDOWS,
    Stop,
    prepare,
    say,
    surroundings,
)

COMMANDS = {
    "figures": "draw every figure into figures/ (--only NAME, --check)",
    "notebooks": "build and execute every notebook (--only NAME, --check)",
    "lab": "open the notebooks in JupyterLab",
    "test": "run the tests (arguments go to pytest)",
    "check": "lint, types, spelling, notebooks and figures in step, and the tests",
    "lock": "write uv.lock and requirements.lock anew from pyproject.toml",
}


def usage() -> str:
    """Return the commands as a short list."""
    lines = ["Tellings: how do different outlets tell the same story?", ""]
    lines += [f"  {CALL} {name:<10} {text}" for name, text in COMMANDS.items()]
    return "\n".join([*lines, "", "The first call sets up .venv; remove it to start anew."])


def hand_over(name: str, rest: list[str]) -> int:
    """Become the command (on Windows: run it) and end with its exit code."""
    command = {
        "figures": ("-m", "analysis", "figures"),
        "notebooks": ("tools/notebooks.py",),
        # JupyterLab asks the network for updates and news unless told not to.
        "lab": (
            "-m",
            "jupyterlab",
            "notebooks",
            "--LabApp.news_url=None",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ),
        "test": ("-m", "pytest"),
    }[name]
    arguments = [str(PYTHON), *command, *rest]
    given = surroundings(inline_figures=name in ("notebooks", "lab"))
    os.chdir(ROOT)
    if not WINDOWS:
        os.execve(arguments[0], arguments, given)
    return subprocess.call(arguments, env=given)


def check() -> int:
    """Run every check, say how each ended, and return 1 if any failed."""
    python = str(PYTHON)
    steps = {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "spelling": [python, "-m", "codespell_lib"],
        "lock": [python, "-m", "uv", "lock", "--check", "--offline"],
        "tables in README": [python, "tools/data_dictionary.py", "--check"],
        "notebooks": [python, "tools/notebooks.py", "--check"],
        "figures": [python, "-m", "analysis", "figures", "--check"],
        "tests": [sys.executable, str(ROOT / "run.py"), "test"],
    }
    # The tests go on with the tables that the figures needed.
    kept = os.environ.get("TELLINGS_CACHE") or str(ROOT / ".cache" / "tests")
    given = surroundings() | {"TELLINGS_CACHE": kept}
    lines = []
    for name, command in steps.items():
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.call(command, cwd=ROOT, env=given)
        seconds = time.monotonic() - started
        lines.append(f"{'failed' if code else 'passed'} {seconds:6.1f} s  {name}")
        print(lines[-1], flush=True)
    print("\n".join(["== summary", *lines]))
    return int(any(line.startswith("failed") for line in lines))


def lock() -> int:
    """Write uv.lock from pyproject.toml, and requirements.lock from that and uv itself."""
    uv = shutil.which("uv") or str(BIN / ("uv.exe" if WINDOWS else "uv"))
    quiet = ("--quiet", "--no-header", "--no-annotate")
    subprocess.run([uv, "lock"], cwd=ROOT, check=True)
    pinned = [
        subprocess.run(
            [uv, *arguments], cwd=ROOT, input=b"uv\n", stdout=subprocess.PIPE, check=True
        ).stdout.decode()
        for arguments in (
            ("export", *quiet, "--no-emit-project", "--all-groups"),
            ("pip", "compile", *quiet, "--generate-hashes", "-"),
        )
    ]
    heading = "# Written by `python3 run.py lock`: uv.lock, and the uv that installs it.\n"
    LOCK.write_text(heading + "".join(pinned), encoding="utf-8", newline="\n")
    return 0


def main(arguments: list[str]) -> int:
    """Do what the command line says and return the exit code."""
    name, rest = (arguments or ["--help"])[0], arguments[1:]
    if name in ("-h", "--help", "help"):
        print(usage())
        return 0
    if name not in COMMANDS:
        say(f"There is no command '{name}'.\n\n{usage()}")
        return 2
    prepare()
    if name in ("check", "lock"):
        return check() if name == "check" else lock()
    return hand_over(name, rest)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    again = " ".join([CALL, *sys.argv[1:]])
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        say(f"{reason}, then run `{again}` again.")
    except subprocess.CalledProcessError as error:
        say(f"{error.cmd[0]} failed (exit code {error.returncode}).")
    except OSError as error:
        where = error.filename or "this computer"
        say(f"{error.strerror} ({where}). See to that, then run `{again}` again.")
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(2)
