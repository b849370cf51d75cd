"""Chapter 04: walk down a curve."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import traitlets
from matplotlib.figure import Figure
from numpy.polynomial import chebyshev

from course_utils.plotting import plot_descent
from course_utils.widgets.base import Explorer

DEGREES = (8, 16, 32, 64, 128, 256)  # of a Chebyshev series; one that does not settle is no smooth function
TABLE = 2001  # places of a function that is not smooth


class DescentExplorer(Explorer):
    """Walk down a curve by gradient descent, with the tangent at the last place.

    Attributes
    ----------
    start, rate, steps : float, float, int
        Where the walk begins, the learning rate, 0 to 1.2, and how many steps it takes, 0 to 20.

    Notes
    -----
    x becomes x − rate·slope(x). Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées* (1847). The
    browser gets both functions as Chebyshev series (Trefethen, *Approximation theory and approximation practice*, 2013), equal
    to rounding where they are smooth, on three times the range in view.
    """

    module = "descent_explorer.js"
    curve, derivative = (traitlets.Dict().tag(sync=True) for _ in range(2))
    low, high, start = (traitlets.Float().tag(sync=True) for _ in range(3))
    rate = traitlets.Float(0.15, min=0, max=1.2).tag(sync=True)
    steps = traitlets.Int(4, min=0, max=20).tag(sync=True)

    def __init__(self, function: Callable, slope: Callable, low: float, high: float):
        self._functions = function, slope
        curve, derivative = (in_numbers(each, 2 * low - high, 2 * high - low) for each in (function, slope))
        super().__init__(curve=curve, derivative=derivative, low=low, high=high, start=low + 0.1 * (high - low))

    @traitlets.validate("start")
    def _in_view(self, proposal) -> float:
        return min(max(proposal["value"], self.low), self.high)

    def still(self) -> Figure:
        return plot_descent(*self._functions, (self.low, self.high), self.start, self.rate, self.steps)


def in_numbers(function: Callable[[float], float], low: float, high: float) -> dict:
    """A function of one number as the browser reads it: the shortest Chebyshev series that settles, else a table.

    >>> [round(x, 9) for x in in_numbers(lambda x: x * x, -1, 1)["series"]]
    [0.5, 0.0, 0.5]
    """

    def values(x: np.ndarray) -> np.ndarray:
        return np.array([float(function(each)) for each in (low + (high - low) * (x + 1) / 2).tolist()])

    for degree in DEGREES:
        series = chebyshev.chebinterpolate(values, degree)
        floor = 1e-14 * np.abs(series).max()
        if (np.abs(series[-3:]) <= 4 * floor).all():
            series = np.trim_zeros(np.where(np.abs(series) > floor, series, 0), "b")
            return {"low": low, "high": high, "series": series.tolist() or [0.0]}
    return {"low": low, "high": high, "table": values(np.linspace(-1, 1, TABLE)).tolist()}


def descent_explorer(
    function: Callable[[float], float] | None = None,
    slope: Callable[[float], float] | None = None,
    low: float = -2.0,
    high: float = 2.0,
) -> DescentExplorer:
    """Make a `DescentExplorer`, the last line of a cell: of x², or of any function of one number and its derivative.

    Both, a formula or a tape, must be known on three times the range in view, ``low`` to ``high``.

    >>> explorer = descent_explorer()
    >>> explorer.rate = 0.5
    >>> explorer
    descent_explorer: run this cell in JupyterLab to move it
    """
    if function is None and slope is None:
        function, slope = (lambda x: x * x), (lambda x: 2 * x)
    for name, given in (("function", function), ("slope", slope)):
        if not callable(given):
            raise TypeError(
                f"{name} is {given!r}; give both a function of one number and its derivative, "
                "such as descent_explorer(lambda x: x**4, lambda x: 4 * x**3), or neither for x²"
            )
    if not low < high:
        raise ValueError(f"low is {low} and high is {high}; low must be below high")
    return DescentExplorer(function, slope, float(low), float(high))
