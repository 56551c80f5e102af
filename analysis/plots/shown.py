"""A figure that a notebook shows by itself."""

from __future__ import annotations

import io

from matplotlib.figure import Figure

_DPI = 100


class ShownFigure(Figure):
    """A matplotlib Figure that needs no backend to be shown in a notebook."""

    def _repr_png_(self) -> bytes:
        """Return the figure as PNG, the same bytes for the same figure."""
        from analysis.plots.style import narrative_style

        buffer = io.BytesIO()
        with narrative_style():
            self.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
        return buffer.getvalue()
