"""Chapter 02: a kernel over a grid of numbers."""

from __future__ import annotations

import matplotlib.pyplot as plt
import traitlets
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course_utils.plotting import plot_kernel_on_grid, readable_grid
from course_utils.widgets.base import Explorer

IMAGE = ((3, 0, 1, 2, 7, 4), (1, 5, 8, 9, 3, 1), (2, 7, 2, 5, 1, 3), (0, 1, 3, 1, 7, 8), (4, 2, 1, 6, 2, 8))
KERNEL = ((0, 1, 2), (0, 0, 1), (-1, 0, 0))


class GridExplorer(Explorer):
    """Move a kernel over a grid of numbers and read the sum of products behind each result.

    Attributes
    ----------
    row, column : int
        The place in the result; outside of it the nearest place.
    flip : bool
        True for a convolution, False for a cross-correlation.
    image, kernel : list of lists of float
        The numbers; an entry of the kernel changes when a reader types another.
    """

    module = "grid_explorer.js"
    image, kernel = (traitlets.List().tag(sync=True) for _ in range(2))
    row, column = (traitlets.Int().tag(sync=True) for _ in range(2))
    flip = traitlets.Bool(True).tag(sync=True)

    def __init__(self, image: ArrayLike, kernel: ArrayLike):
        image, kernel = readable_grid("image", image), readable_grid("kernel", kernel)
        plt.close(plot_kernel_on_grid(image, kernel, 0, 0).figure)  # refuses a kernel that does not fit
        self._places = {"row": len(image) - len(kernel) + 1, "column": image.shape[1] - kernel.shape[1] + 1}
        middle = {name: count // 2 for name, count in self._places.items()}
        super().__init__(image=image.tolist(), kernel=kernel.tolist(), **middle)

    @traitlets.validate("row", "column")
    def _inside(self, proposal) -> int:
        return min(max(proposal["value"], 0), self._places[proposal["trait"].name] - 1)

    def still(self) -> Figure:
        return plot_kernel_on_grid(self.image, self.kernel, self.row, self.column, self.flip).figure


def grid_explorer(image: ArrayLike | None = None, kernel: ArrayLike | None = None) -> GridExplorer:
    """Make a `GridExplorer`, the last line of a cell: of small asymmetric examples, or of grids that `readable_grid` takes.

    >>> explorer = grid_explorer([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]])
    >>> explorer.row, explorer.column
    (0, 1)
    """
    return GridExplorer(IMAGE if image is None else image, KERNEL if kernel is None else kernel)
