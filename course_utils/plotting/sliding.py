"""sliding."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils._checks import real_array
from course_utils.integrals import Piecewise, convolve
from course_utils.plotting.curves import with_jumps
from course_utils.style import GREEN, INPUT, KERNEL, PRODUCT, RESULT, equals_text, number_text, styled


class FlipAndSlide:
    """The two panels of flip and slide: drawn once, then moved to any ``t``.

    Parameters
    ----------
    f, g : Piecewise
        The function that stays, and the kernel that is flipped and shifted.
    top, bottom : Axes
        Where to draw the product, and the curve of its area.
    positions : sequence of float, optional
        Values of ``t`` that must lie in view. The support of f*g always does, and a quarter of its length on each side.

    Attributes
    ----------
    span : tuple of float
        The first and the last ``t`` in view.
    moving : list of Artist
        What `update` changes, from back to front; everything else stays as it is.

    Examples
    --------
    >>> from course_utils.integrals import BOX, RAMP
    >>> picture = FlipAndSlide(BOX, RAMP, *flip_and_slide_axes(Figure(figsize=(7.0, 4.8))))
    >>> picture.span
    (-3.0, 3.0)
    >>> picture.update(0.5)
    'At t = 0.5 the shaded area is (f*g)(t) = 0.5625.'
    """

    def __init__(self, f: Piecewise, g: Piecewise, top: Axes, bottom: Axes, positions: Sequence[float] = ()):
        convolve(f, g, 0.0)  # refuses what is not a Piecewise
        self.f, self.g = f, g
        start, stop = f.breaks[0] + g.breaks[0], f.breaks[-1] + g.breaks[-1]
        margin = (stop - start) / 4
        self.span = (float(min([start - margin, *positions])), float(max([stop + margin, *positions])))
        left = min(self.span[0], self.span[0] - g.breaks[-1], f.breaks[0])
        right = max(self.span[1], self.span[1] - g.breaks[0], f.breaks[-1])

        a, f_heights = with_jumps(f, [left, *f.breaks, right])
        self._x, self._g_heights = with_jumps(g, [self.span[0] - right, *g.breaks, self.span[1] - left])
        self._t = np.linspace(*self.span, 401)
        self._areas = convolve(f, g, self._t)
        low, high = _room(f_heights, self._g_heights, np.outer(_ends(f_heights), _ends(self._g_heights)))

        top.plot(a, f_heights, **INPUT, label="f(a)")
        (self._kernel,) = top.plot([], [], **KERNEL, label="g(t − a)")
        (self._product,) = top.fill([0.0], [low], **PRODUCT, label="their product")
        self._marks = [axes.axvline(0.0, ymax=0.8, color="black", linestyle=":", linewidth=1.2) for axes in (top, bottom)]
        self._name = top.text(0.0, high + 0.04 * (high - low), " t", va="bottom")
        top.set(xlim=(left, right), ylim=(low, high + 0.45 * (high - low)), xlabel="a", ylabel="height")
        top.set_title("At each t, multiply: the shaded area is one value of f*g")
        top.legend(loc="upper right", ncols=3, borderaxespad=0.0)

        low, high = _room(self._areas)
        bottom.plot(self._t, self._areas, color=GREEN, linewidth=1.0, alpha=0.6)
        (self._grown,) = bottom.plot([], [], **RESULT)
        (self._point,) = bottom.plot([], [], "o", color=GREEN, markersize=9, markeredgecolor="black")
        self._value = bottom.text(0.99, 0.97, "", transform=bottom.transAxes, ha="right", va="top")
        bottom.set(xlim=(left, right), ylim=(low, high + 0.3 * (high - low)), xlabel="t", ylabel="(f*g)(t)")
        bottom.set_title("Slide t: the area draws the curve")
        for axes in (top, bottom):
            axes.locator_params(axis="y", nbins=4)
        self.moving = [
            self._product, *self._marks, self._kernel, self._name, self._grown, self._point, self._value
        ]  # fmt: skip

    def update(self, t: float) -> str:
        """Move everything to ``t`` and return what the picture now shows, in a sentence."""
        area = float(convolve(self.f, self.g, t))
        self._kernel.set_data(t - self._x, self._g_heights)
        self._product.set_xy(self._overlap(t))
        for mark in self._marks:
            mark.set_xdata([t, t])
        self._name.set_x(t)
        before = self._t < t
        self._grown.set_data([*self._t[before], t], [*self._areas[before], area])
        self._point.set_data([t], [area])
        self._value.set_text(f"t = {number_text(t)},  (f*g)(t) {equals_text(area)}")
        return f"At t = {number_text(t)} the shaded area is (f*g)(t) {equals_text(area)}."

    def _overlap(self, t: float) -> np.ndarray:
        """Corners of the product f(a)·g(t − a), shape (points, 2)."""
        cuts = np.unique([*self.f.breaks, *(t - np.asarray(self.g.breaks))])
        first = max(self.f.breaks[0], t - self.g.breaks[-1])
        last = min(self.f.breaks[-1], t - self.g.breaks[0])
        if first >= last:
            return np.array([[t, 0.0]])
        a, heights = with_jumps(lambda a: self.f(a) * self.g(t - a), cuts[(cuts >= first) & (cuts <= last)])
        return np.column_stack([[first, *a, last], [0.0, *heights, 0.0]])



def _ends(heights: np.ndarray) -> np.ndarray:
    """The least and the greatest of the heights and 0."""
    return np.array([min(0.0, heights.min()), max(0.0, heights.max())])



def _room(*heights: np.ndarray) -> tuple[float, float]:
    """Limits of an axis on which all heights and 0 are seen."""
    low, high = _ends(np.concatenate([np.ravel(part) for part in heights]))
    pad = 0.06 * (high - low or 1.0)
    return low - pad * (low < 0), high + pad



def flip_and_slide_axes(figure: Figure) -> tuple[Axes, Axes]:
    """The two stacked panels of `plot_flip_and_slide`, at fixed places in a figure of 7 by 4.8 inches.

    Examples
    --------
    >>> len(flip_and_slide_axes(Figure(figsize=(7.0, 4.8))))
    2
    """
    top = figure.add_axes((0.09, 0.56, 0.89, 0.38))
    return top, figure.add_axes((0.09, 0.105, 0.89, 0.30), sharex=top)



@styled
def plot_flip_and_slide(f: Piecewise, g: Piecewise, t: float, ax: tuple[Axes, Axes] | None = None) -> Figure:
    """One moment of the convolution: f, the flipped g shifted to ``t``, their product, and the curve so far.

    Parameters
    ----------
    f, g : Piecewise
        The function that stays, and the kernel that is flipped and shifted.
    t : float
        The shift.
    ax : pair of Axes, optional
        The upper and the lower panel; made when not given.

    Returns
    -------
    Figure
        The figure with both panels.

    Raises
    ------
    TypeError
        If ``f`` or ``g`` is not a `Piecewise`, or ``t`` is not a real number.
    ValueError
        If ``t`` is not finite.

    Examples
    --------
    >>> from course_utils.integrals import BOX, RAMP
    >>> figure = plot_flip_and_slide(BOX, RAMP, t=0.5)
    >>> [axes.get_ylabel() for axes in figure.axes]
    ['height', '(f*g)(t)']
    >>> plt.close(figure)
    """
    t = float(real_array(t, "t", axes=(), finite=True))
    top, bottom = flip_and_slide_axes(plt.figure(figsize=(7.0, 4.8))) if ax is None else ax
    FlipAndSlide(f, g, top, bottom, [t]).update(t)
    return top.figure



@styled
def plot_flip_and_slide_row(f: Piecewise, g: Piecewise, positions: Sequence[float]) -> Figure:
    """Moments of the convolution side by side, one column for each position.

    Parameters
    ----------
    f, g : Piecewise
        The function that stays, and the kernel that is flipped and shifted.
    positions : sequence of float
        The shifts ``t``, at least two; four to six read well.

    Returns
    -------
    Figure
        Two panels for each position.

    Raises
    ------
    TypeError
        If ``f`` or ``g`` is not a `Piecewise`, or a position is not a number.
    ValueError
        If there are fewer than two positions, or one is not finite.

    Examples
    --------
    >>> from course_utils.integrals import BOX, RAMP
    >>> figure = plot_flip_and_slide_row(BOX, RAMP, [-1.5, -0.5, 0.5, 1.5])
    >>> len(figure.axes)
    8
    >>> plt.close(figure)
    """
    positions = real_array(positions, "positions", axes=("positions",), finite=True).astype(float).tolist()
    if len(positions) < 2:
        raise ValueError("positions holds 1 number; a row needs at least 2, such as [-1.5, -0.5, 0.5, 1.5]")
    figure, panels = plt.subplots(
        2, len(positions), figsize=(2.4 * len(positions), 4.8), sharex="row", sharey="row", squeeze=False
    )
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.115, top=0.8, wspace=0.08, hspace=0.6)
    for t, (top, bottom) in zip(positions, panels.T, strict=True):
        picture = FlipAndSlide(f, g, top, bottom, positions)
        picture.update(t)
        handles = top.get_legend_handles_labels()
        top.get_legend().remove()
        picture._value.set_visible(False)
        bottom.set_title(picture._value.get_text().split(",  ")[1], fontsize=10)
        top.set_title(f"t = {number_text(t)}", fontsize=10)
    for panel in panels[:, 1:].ravel():
        panel.set_ylabel("")
    for panel in panels[:, 0]:
        panel.xaxis.set_major_locator(MaxNLocator(nbins=4, prune="both"))
    title = "The area of the shaded product is the height of the curve"
    figure.suptitle(title, x=0.065, ha="left", fontsize=11)
    figure.legend(*handles, loc="upper left", bbox_to_anchor=(0.055, 0.935), ncols=3)
    return figure
