"""Chapter 03: shapes and strides."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure

from course_utils.plotting import plot_view
from course_utils.widgets.base import Explorer

SHAPES = ((12,), (2, 6), (3, 4), (4, 3), (6, 2), (2, 2, 3), (2, 3, 2), (3, 2, 2))


class ReshapeExplorer(Explorer):
    """Choose the shape of 12 numbers, transpose them, and see where in the buffer each element is.

    Attributes
    ----------
    shape : list of int
        One of ``shapes``.
    transposed : bool
        Whether the view is turned round by ``.T``.
    element : int
        0 to 11: which element of the view is marked, counted row by row.

    Examples
    --------
    >>> explorer = ReshapeExplorer()
    >>> explorer.transposed = True
    >>> explorer.view().shape
    (4, 3)
    """

    module = "reshape_explorer.js"
    shapes = traitlets.List([list(shape) for shape in SHAPES]).tag(sync=True)
    shape = traitlets.List([3, 4]).tag(sync=True)
    transposed = traitlets.Bool(False).tag(sync=True)
    element = traitlets.Int(5, min=0, max=11).tag(sync=True)

    @traitlets.validate("shape")
    def _known(self, proposal) -> list[int]:
        shape = list(proposal["value"])
        if shape not in self.shapes:
            raise traitlets.TraitError(f"shape is {tuple(shape)}; expected one of {', '.join(map(str, SHAPES))}")
        return shape

    def view(self) -> np.ndarray:
        """The numbers as the picture shows them."""
        view = np.arange(12).reshape(self.shape)
        return view.T if self.transposed else view

    def still(self) -> Figure:
        view = self.view()
        return plot_view(view, np.unravel_index(self.element, view.shape), "view.T" if self.transposed else "view")


def reshape_explorer() -> ReshapeExplorer:
    """Make a `ReshapeExplorer`, the last line of a cell."""
    return ReshapeExplorer()
