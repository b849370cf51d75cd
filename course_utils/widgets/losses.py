"""Chapter 05: a line by hand."""

from __future__ import annotations

import traitlets
from matplotlib.figure import Figure

from course_utils.datasets import load_study_hours
from course_utils.plotting import contour_levels, plot_line_on_surface
from course_utils.widgets.base import Explorer


class LineExplorer(Explorer):
    """Choose the intercept and the slope of a line through the study hours, and see where it lies on the loss surface.

    Attributes
    ----------
    intercept, slope : float
        In points, −10 to 20, and in points an hour, 4 to 14.

    Examples
    --------
    >>> explorer = LineExplorer()
    >>> explorer.slope = 10
    >>> explorer
    line_explorer: run this cell in JupyterLab to move it
    """

    module = "line_explorer.js"
    x, y, levels = (traitlets.List().tag(sync=True) for _ in range(3))
    intercept = traitlets.Float(0.0, min=-10, max=20).tag(sync=True)
    slope = traitlets.Float(6.0, min=4, max=14).tag(sync=True)

    def __init__(self):
        x, y = load_study_hours()
        super().__init__(x=x.tolist(), y=y.tolist(), levels=contour_levels(x, y).tolist())

    def still(self) -> Figure:
        return plot_line_on_surface(*load_study_hours(), self.intercept, self.slope)


def line_explorer() -> LineExplorer:
    """Make a `LineExplorer`, the last line of a cell."""
    return LineExplorer()
