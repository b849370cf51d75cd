"""Chapter 06: pooling windows on a small grid."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course_utils.plotting import plot_pooling
from course_utils.pooling_windows import pooled_at
from course_utils.widgets.base import Explorer

IMAGE = ((3, 0, 1, 2, 7, 4, 6), (1, 5, 8, 9, 3, 1, 0), (2, 7, 2, 5, 1, 3, 2), (0, 1, 3, 1, 7, 8, 5), (4, 2, 1, 6, 2, 8, 9))
MOST = 4  # the largest window and stride


class PoolingExplorer(Explorer):
    """Lay pooling windows on a grid of numbers, and see which value each of them leaves.

    Attributes
    ----------
    kind : str
        ``"max"`` or ``"average"``.
    pool_size, stride : int
        Side of the window and step, 1 to 4.
    padding : str
        ``"valid"`` or ``"same"``.
    row, column : int
        The result that is explained; beyond the last one, the last one.
    """

    module = "pooling_explorer.js"
    image = traitlets.List().tag(sync=True)
    kind = traitlets.Enum(["max", "average"], "max").tag(sync=True)
    pool_size, stride = (traitlets.Int(2, min=1, max=MOST).tag(sync=True) for _ in range(2))
    padding = traitlets.Enum(["valid", "same"], "valid").tag(sync=True)
    row, column = (traitlets.Int(1, min=0).tag(sync=True) for _ in range(2))

    def still(self) -> Figure:
        how = self.kind, self.pool_size, self.stride, self.padding, self.row, self.column
        return plot_pooling(pooled_at(np.array(self.image), *how)).figure


def pooling_explorer(image: ArrayLike | None = None) -> PoolingExplorer:
    """Make a `PoolingExplorer`, the last line of a cell: of a small example, or of 4 to 10 rows and columns of numbers.

    >>> explorer = pooling_explorer()
    >>> explorer.kind, explorer.pool_size = "average", 3
    >>> explorer
    pooling_explorer: run this cell in JupyterLab to move it
    """
    grid = np.asarray(IMAGE if image is None else image, float)
    if grid.ndim != 2 or min(grid.shape) < MOST or max(grid.shape) > 10:
        raise ValueError(
            f"the image has shape {grid.shape}; give {MOST} to 10 rows and columns, so that the numbers can be read"
        )
    return PoolingExplorer(image=grid.tolist())
