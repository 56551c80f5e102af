"""What every test shares: one thread, a cache of the project's own, the seeds' story."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")  # the same cases at every run

ROOT = Path(__file__).resolve().parent.parent
for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "BLIS"):
    os.environ[library + "_NUM_THREADS"] = "1"  # before anything loads them
os.environ["MPLBACKEND"] = "Agg"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ.setdefault("TELLINGS_CACHE", str(ROOT / ".cache" / "tests"))


def pytest_addoption(parser):
    parser.addoption("--data", metavar="DIR", help="public data (or TELLINGS_DATA)")


def pytest_configure(config):
    if config.getoption("--data"):
        os.environ["TELLINGS_DATA"] = str(Path(config.getoption("--data")).resolve())


@pytest.fixture(scope="session")
def tellings_data():
    """The folder of public data, from --data DIR or TELLINGS_DATA."""
    folder = os.environ.get("TELLINGS_DATA")
    if not folder:
        pytest.skip("needs public data: --data DIR or TELLINGS_DATA")
    if not Path(folder).is_dir():
        pytest.skip(f"TELLINGS_DATA is no folder: {folder}")
    return Path(folder)


@pytest.fixture(scope="session")
def story():
    """The story of the five seeds; take tables from it, and change none in place."""
    from analysis import open_story

    return open_story(ROOT / "seeds")
