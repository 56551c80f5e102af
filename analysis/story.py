"""A story: one corpus and its tables, each computed once, on demand, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from analysis.corpus.cast import Cast, cast_from_targets, read_cast
from analysis.corpus.codebook import Codebook, read_codebook
from analysis.corpus.readers import Corpus, read_corpus
from analysis.errors import InputError
from analysis.evidence import Evidence, find_evidence, unknown
from analysis.keep import keep, make_key, read_kept
from analysis.models.cache import cache_folder
from analysis.recipes import RECIPES
from analysis.tables import TABLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SideFile = TypeVar("SideFile")


def open_story(
    source: str | Path | pd.DataFrame,
    *,
    cast: str | Path | Cast | None = None,
    targets: Sequence[str] = (),
    codebook: str | Path | Codebook | None = None,
    seed: int = 0,
    kept: bool = True,
) -> Story:
    """Open a corpus; nothing is computed until a table is asked for.

    Parameters
    ----------
    source : path or DataFrame
        A folder (articles.csv with articles/, or text files), a CSV, JSON Lines or
        Parquet file, or a frame with a column `text`.
    cast : path or Cast, optional
        The people and organisations; by default the folder's cast.toml.
    targets : sequence of str
        Further targets as "Name=alias|alias".
    codebook : path or Codebook, optional
        Event words and frames; by default the folder's codebook.toml.
    seed : int
        Of everything random.
    kept : bool
        Keep tables in the cache folder and take them from there.

    Raises
    ------
    InputError
        The corpus, the cast or the codebook cannot be read, in one sentence.

    Examples
    --------
    >>> story = open_story(pd.DataFrame({"text": ["Meta grows.", "Meta shrinks."]}),
    ...     targets=["Meta=Meta"], kept=False)
    >>> story.mentions["surface"].tolist()
    ['Meta', 'Meta']
    """
    corpus = read_corpus(source)
    members = _read(cast, "cast.toml", source, read_cast, Cast(()))
    if targets:
        members = cast_from_targets(targets, also=members)
    words = _read(codebook, "codebook.toml", source, read_codebook, Codebook())
    return Story(corpus, cast=members, codebook=words, seed=seed, kept=kept)


class Story:
    """One corpus and its tables. Made by `open_story`.

    Attributes
    ----------
    corpus : Corpus
        The articles as received.
    cast : Cast
        People and organisations; those with `target` are measured.
    codebook : Codebook
        Words for the event.
    seed : int
        Of everything random.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        cast: Cast,
        codebook: Codebook,
        seed: int = 0,
        kept: bool = True,
    ) -> None:
        self.corpus, self.cast, self.codebook, self.seed = corpus, cast, codebook, seed
        self._tables: dict[str, pd.DataFrame] = {"skipped": corpus.skipped}
        self._folder = self._kept_folder() if kept else None

    def __repr__(self) -> str:
        outlets = self.corpus.received["outlet"].nunique()
        return (
            f"Story of {len(self.corpus.received)} articles from {outlets} outlets; "
            f"targets: {', '.join(self.targets) or 'none'}"
        )

    @property
    def targets(self) -> list[str]:
        """Names of the cast members that sentiment is measured toward."""
        return [entity.name for entity in self.cast.entities if entity.target]

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name, computing what it needs on first use."""
        if name not in RECIPES and name not in self._tables:
            raise unknown(name, [*RECIPES, "skipped"], "table")
        if name not in self._tables:
            self._tables |= self._made_or_kept(name)
        return self._tables[name].copy()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give every declared table as an attribute: `story.sentiment`."""
        if name in RECIPES or name == "skipped":
            return self.table(name)
        raise AttributeError(
            f"A story has no '{name}'. Its tables: {', '.join([*RECIPES, 'skipped'])}."
        )

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *RECIPES, "skipped"]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return all tables by name, computed when looked up."""
        return _Lazily(self.table, [*RECIPES, "skipped"])

    def compare(
        self,
        measure: str,
        *,
        target: str | None = None,
        left: str | None = None,
        right: str | None = None,
    ) -> pd.DataFrame:
        """Return the comparisons of a measure: a row per pair of outlets and target.

        Parameters
        ----------
        measure : str
            "sentiment", "headline sentiment", "topic share" or "mention share".
        target : str, optional
            A cast member or topic; all of them otherwise.
        left, right : str, optional
            Bare names of outlets; with both, the difference is left minus right.
        """
        rows = self.table("comparisons")
        rows = _only(rows, "measure", measure, "measure")
        if target is not None:
            rows = _only(rows, "target", target, f"target of {measure}")
        outlets = sorted({*rows["left"], *rows["right"]})
        for side in (left, right):
            if side is not None and side not in outlets:
                raise unknown(side, outlets, "outlet")
        if left is not None:
            rows = _turn(rows, rows["right"] == left)
            rows = rows[rows["left"] == left]
        if right is not None:
            rows = _turn(rows, rows["left"] == right)
            rows = rows[rows["right"] == right]
        return rows.reset_index(drop=True)

    def evidence(
        self,
        measure: str,
        *,
        target: str | None = None,
        outlet: str | None = None,
        n: int | None = 5,
    ) -> Evidence:
        """Return the sentences behind a number, those that move it most first.

        See `analysis.evidence.find_evidence`; a notebook shows the words marked.
        """
        return find_evidence(self.tables(), measure, target=target, outlet=outlet, n=n)

    def figure(self, name: str) -> Figure:
        """Return a figure of the registry, drawn from this story's tables."""
        from analysis.figures import draw_figure

        return draw_figure(name, self.tables())

    def inputs(self) -> dict[str, str]:
        """Return name -> SHA-256 of everything that the tables are made from."""
        received = self.corpus.received
        files = dict(zip(received["article_id"], received["sha256"], strict=True))
        sides = {"cast": repr(self.cast), "codebook": repr(self.codebook)}
        return files | {
            name: hashlib.sha256(text.encode()).hexdigest() for name, text in sides.items()
        }

    def _made_or_kept(self, name: str) -> dict[str, pd.DataFrame]:
        """Take a table and its siblings from the cache, or make and keep them."""
        recipe = RECIPES[name]
        found = {sibling: read_kept(self._folder, sibling) for sibling in recipe.makes}
        ready = {sibling: frame for sibling, frame in found.items() if frame is not None}
        if len(ready) == len(recipe.makes):
            return ready
        made = dict(zip(recipe.makes, recipe.make(self), strict=True))
        for sibling, frame in made.items():
            keep(self._folder, sibling, frame)
        return made

    def _kept_folder(self) -> Path:
        received = self.corpus.received.to_json(orient="records", force_ascii=False)
        parts = [str(received), repr(self.cast), repr(self.codebook), str(self.seed)]
        return cache_folder() / "stories" / make_key(parts)


class _Lazily(Mapping[str, pd.DataFrame]):
    """Tables by name, each computed when it is looked up."""

    def __init__(self, get: Callable[[str], pd.DataFrame], names: list[str]) -> None:
        self._get, self._names = get, names

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        return self._get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _read(
    given: str | Path | SideFile | None,
    usual: str,
    source: str | Path | pd.DataFrame,
    read: Callable[[Path], SideFile],
    default: SideFile,
) -> SideFile:
    """Read a side file: the one given, else the usual one in the corpus folder."""
    if given is None:
        if isinstance(source, pd.DataFrame) or not (Path(source) / usual).is_file():
            return default
        given = Path(source) / usual
    return read(Path(given)) if isinstance(given, str | Path) else given


def _only(rows: pd.DataFrame, column: str, value: str, what: str) -> pd.DataFrame:
    """Return the rows with this value, or say which values there are."""
    if value not in set(rows[column]):
        raise unknown(value, sorted(set(rows[column])), what)
    return rows[rows[column] == value]


def _turn(rows: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """Swap left and right where `which` holds: difference and interval change sign."""
    turned = rows.copy()
    turned.loc[which, ["left", "right", "n_left", "n_right"]] = rows.loc[
        which, ["right", "left", "n_right", "n_left"]
    ].to_numpy()
    turned.loc[which, "difference"] = -rows.loc[which, "difference"]
    turned.loc[which, "low"] = -rows.loc[which, "high"]
    turned.loc[which, "high"] = -rows.loc[which, "low"]
    return turned


assert set(RECIPES) <= set(TABLES), "a recipe makes a table that is not declared"
__all__ = ["InputError", "Story", "open_story"]
