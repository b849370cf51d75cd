"""Chapter 01: slide one function over another."""

from __future__ import annotations

import numpy as np
import traitlets
from matplotlib.figure import Figure

from course_utils.integrals import BOX, RAMP, Piecewise, convolve
from course_utils.plotting import plot_flip_and_slide
from course_utils.widgets.base import Explorer

STEPS = 120
CHORDS = 200  # that stand for a piece which is not straight


class FlipAndSlide(Explorer):
    """Slide the flipped g over f and watch the area of their product draw f*g.

    Attributes
    ----------
    t : float
        The shift, one of 121 places from ``first`` to ``last``; another value moves to the nearest of them.

    Examples
    --------
    >>> explorer = FlipAndSlide()
    >>> explorer
    flip_and_slide: run this cell in JupyterLab to move it
    >>> explorer.t = 1.01
    >>> explorer.t
    1.0
    """

    module = "flip_and_slide.js"
    f, g = (traitlets.Dict().tag(sync=True) for _ in range(2))
    first, last, t = (traitlets.Float().tag(sync=True) for _ in range(3))
    steps = traitlets.Int(STEPS).tag(sync=True)
    areas = traitlets.List().tag(sync=True)

    def __init__(self, f: Piecewise = BOX, g: Piecewise = RAMP):
        convolve(f, g, 0.0)  # refuses what is not a Piecewise
        self._functions = f, g
        start, stop = f.breaks[0] + g.breaks[0], f.breaks[-1] + g.breaks[-1]
        margin = (stop - start) / 4
        first, last = float(start - margin), float(stop + margin)
        (f_line, f_straight), (g_line, g_straight) = polyline(f), polyline(g)
        areas = [] if f_straight and g_straight else convolve(f, g, np.linspace(first, last, STEPS + 1)).tolist()
        t = first + round(0.585 * STEPS) * (last - first) / STEPS
        super().__init__(f=f_line, g=g_line, first=first, last=last, areas=areas, t=t)

    @traitlets.validate("t")
    def _nearest_place(self, proposal) -> float:
        k = min(max(round((proposal["value"] - self.first) / (self.last - self.first) * STEPS), 0), STEPS)
        return self.last if k == STEPS else self.first + k * (self.last - self.first) / STEPS

    def still(self) -> Figure:
        return plot_flip_and_slide(*self._functions, self.t)


def polyline(function: Piecewise) -> tuple[dict[str, list[float]], bool]:
    """Corners ``{"x": …, "y": …}`` of a function, and whether they say all: it is straight between its breaks."""
    xs, ys, straight = [], [], True
    inward = np.linspace(1e-9, 1 - 1e-9, CHORDS + 1)
    for left, right in zip(function.breaks[:-1], function.breaks[1:], strict=True):
        heights = function(left + (right - left) * inward)
        slope = (heights[-1] - heights[0]) / (inward[-1] - inward[0])
        middle = heights[CHORDS // 2]
        if np.allclose(heights, middle + slope * (inward - 0.5), rtol=0, atol=1e-12 * max(1.0, np.abs(heights).max())):
            share, heights = np.array([0.0, 1.0]), np.array([middle - slope / 2, middle + slope / 2]).round(13)
        else:
            share, straight = np.linspace(0, 1, CHORDS + 1), False
        xs += (left + (right - left) * share).tolist()
        ys += heights.tolist()
    return {"x": xs, "y": ys}, straight


def flip_and_slide(f: Piecewise = BOX, g: Piecewise = RAMP) -> FlipAndSlide:
    """Make a `FlipAndSlide`, the last line of a cell; ``.t`` is the shift."""
    return FlipAndSlide(f, g)
