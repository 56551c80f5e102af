"""A story: one corpus and its tables, each computed once, on demand, and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare.select import select_comparisons
from analysis.corpus.cast import Cast
from analysis.corpus.codebook import Codebook
from analysis.corpus.readers import Corpus
from analysis.errors import unknown
from analysis.evidence import Evidence, find_evidence
from analysis.keep import Lazily, keep, make_key, read_kept
from analysis.measures.frame_codes import MEASURE as FRAME
from analysis.models.cache import cache_folder
from analysis.prose import Prose
from analysis.recipes import RECIPES
from analysis.tables import check

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAMES = [*RECIPES, "codes", "skipped"]


class Story:
    """One corpus and its tables. Made by `open_story`.

    Attributes
    ----------
    corpus : Corpus
        The articles as received.
    cast : Cast
        People and organisations; those with `target` are measured.
    codebook : Codebook
        Words for the event, and frames.
    seed : int
        Of everything random.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        cast: Cast,
        codebook: Codebook,
        statements: tuple[str, ...] = (),
        codes: pd.DataFrame,
        seed: int = 0,
        kept: bool = True,
    ) -> None:
        self.corpus, self.cast, self.codebook, self.seed = corpus, cast, codebook, seed
        self.statements = statements
        self._tables: dict[str, pd.DataFrame] = {"skipped": corpus.skipped, "codes": codes}
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
        if name not in _NAMES:
            raise unknown(name, _NAMES, "table")
        if name not in self._tables:
            self._tables |= self._made_or_kept(name)
        return self._tables[name].copy()

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Give every declared table as an attribute: `story.sentiment`."""
        if name in _NAMES:
            return self.table(name)
        raise AttributeError(f"A story has no '{name}'. Its tables: {', '.join(_NAMES)}.")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_NAMES]

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Return all tables by name, computed when looked up."""
        return Lazily(self.table, _NAMES)

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
            A name in `analysis.measures.catalogue.MEASURES`, such as "sentiment",
            "topic share" or "frame share".
        target : str, optional
            A cast member or topic; all of them otherwise.
        left, right : str, optional
            Bare names of outlets; with both, the difference is left minus right.
        """
        return select_comparisons(
            self.table("comparisons"), measure, target=target, left=left, right=right
        )

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

    def caption(self, name: str) -> Prose:
        """Return a figure's finding, measure and note in words, for this story."""
        from analysis.figures import caption_figure

        return Prose([caption_figure(name, self.tables())])

    def findings(
        self,
        measure: str,
        *,
        target: str | None = None,
        left: str | None = None,
        right: str | None = None,
        firm: bool | None = None,
    ) -> Prose:
        """Return the comparisons of a measure as sentences, refusals with their reason.

        Parameters
        ----------
        measure, target, left, right
            As in `compare`.
        firm : bool, optional
            Only those with q below .05 (True), or only the others (False).
        """
        from analysis.compare import describe

        rows = self.compare(measure, target=target, left=left, right=right)
        if firm is not None:
            rows = rows[(rows["q"] < 0.05) == firm]
        said = [describe(row) for _, row in rows.iterrows()]
        return Prose(said or [f"No difference in {measure} is firm (q below .05)."])

    def copies(self) -> Prose:
        """Return which articles are nearly the same text; none where all are their own."""
        from analysis.corpus.duplicates import describe_copies

        return Prose(describe_copies(self.table("articles")))

    def inputs(self) -> dict[str, str]:
        """Return name -> SHA-256 of everything that the tables are made from."""
        received = self.corpus.received
        files = dict(zip(received["article_id"], received["sha256"], strict=True))
        sides = {
            "cast": repr(self.cast),
            "codebook": repr(self.codebook),
            "claims": repr(self.statements),
        }
        sides["codes"] = self._tables["codes"].to_csv(index=False)
        return files | {
            name: hashlib.sha256(text.encode()).hexdigest() for name, text in sides.items()
        }

    def _made_or_kept(self, name: str) -> dict[str, pd.DataFrame]:
        """Take a table and its siblings from the cache, or make and keep them."""
        recipe = RECIPES[name]
        folder = self._folder if recipe.kept else None
        found = {sibling: read_kept(folder, sibling) for sibling in recipe.makes}
        ready = {sibling: frame for sibling, frame in found.items() if frame is not None}
        if len(ready) == len(recipe.makes):
            return ready
        made = {
            sibling: check(frame, sibling)
            for sibling, frame in zip(recipe.makes, recipe.make(self), strict=True)
        }
        for sibling, frame in made.items():
            keep(folder, sibling, frame)
        return made

    def _kept_folder(self) -> Path:
        received = self.corpus.received.to_json(orient="records", force_ascii=False)
        codes = self._tables["codes"]
        # Frames are learned from codes; no table that is kept is made from the others.
        taught = codes[codes["measure"] == FRAME].to_csv(index=False)
        parts = [
            str(received),
            repr(self.cast),
            repr(self.codebook),
            repr(self.statements),
            str(self.seed),
            taught,
        ]
        return cache_folder() / "stories" / make_key(parts)
