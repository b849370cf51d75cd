"""Every static figure of the chapters.

Each function takes data and, where one panel is drawn, an optional ``ax``; it returns the Axes or the Figure, never calls
``show`` and never changes matplotlib's global style. A thing has the same colour and the same line in every chapter: f and
the input blue and solid, g and the kernel orange and dashed, the result green and heavy, the product shaded and hatched.
The colours are those of Okabe and Ito, *Color universal design* (2008), which colour-blind readers can tell apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils._checks import real_array
from course_utils.convolution import average_pool2d, conv2d, correlate2d, max_pool2d
from course_utils.integrals import Piecewise, convolve

BLUE, ORANGE, GREEN, PURPLE, RED, GREY = "#0072B2", "#D55E00", "#007A5E", "#CC79A7", "#A50026", "#6E6E6E"
INPUT = {"color": BLUE, "linestyle": "-", "linewidth": 2.0}
KERNEL = {"color": ORANGE, "linestyle": "--", "linewidth": 2.0}
RESULT = {"color": GREEN, "linestyle": "-", "linewidth": 3.0}
PRODUCT = {"facecolor": PURPLE, "alpha": 0.45, "hatch": "///", "edgecolor": "#7A3E5E", "linewidth": 0.0}
STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "#DDDDDD",
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "image.cmap": "gray",
}


def styled(function: Callable) -> Callable:
    """Run a plotting function in the course's style and leave the reader's own style as it was.

    Only the settings of `STYLE` are put back: `matplotlib.rc_context` would also undo what the notebook's backend sets
    while it is loaded, and later figures would not appear.
    """

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        before = {name: mpl.rcParams[name] for name in STYLE}
        mpl.rcParams.update(STYLE)
        try:
            return function(*args, **kwargs)
        finally:
            mpl.rcParams.update(before)

    return wrapper


def new_axes(ax: Axes | None, width: float = 7.0, height: float = 3.2) -> Axes:
    """The Axes to draw on: the caller's, or those of a new figure of the given size in inches."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def with_jumps(function: Callable, breaks: Sequence[float], points: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Samples between the breaks, close to each from both sides: joined up, they rise vertically at a jump."""
    inward = np.linspace(1e-9, 1 - 1e-9, points)
    breaks = np.unique(breaks)
    x = (breaks[:-1, None] + np.diff(breaks)[:, None] * inward).ravel()
    return x, function(x)


@styled
def plot_pair(f: Piecewise, g: Piecewise, low: float = -3, high: float = 3, ax: Axes | None = None) -> Axes:
    """Draw f and g in their own colours and lines.

    Parameters
    ----------
    f, g
        Both supports lie between ``low`` and ``high``.
    low, high
        The range of the argument.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> from course_utils.integrals import BOX, RAMP
    >>> plot_pair(BOX, RAMP).get_xlabel()
    'x'
    """
    ax = new_axes(ax, 7.0, 2.6)
    ax.plot(*with_jumps(f, [low, *f.breaks, high]), **INPUT, label="f, the box")
    ax.plot(*with_jumps(g, [low, *g.breaks, high]), **KERNEL, label="g, the ramp")
    ax.set(title="Two functions on [−1, 1], zero elsewhere", xlabel="x", ylabel="height", xlim=(low, high), ylim=(-0.05, 1.35))
    ax.legend(ncols=2, loc="upper right")
    return ax


@styled
def plot_flip_steps(g: Piecewise, t: float) -> Figure:
    """Draw g(a), the flipped g(−a) and the flipped and shifted g(t − a) side by side.

    Parameters
    ----------
    g
        Its support lies in [−6, 6].
    t
        The shift.

    Examples
    --------
    >>> from course_utils.integrals import RAMP
    >>> len(plot_flip_steps(RAMP, 1.5).axes)
    3
    """
    figure, axes = plt.subplots(1, 3, figsize=(8.4, 2.5), sharey=True, layout="constrained")
    a, height = with_jumps(g, [-6, *g.breaks, 6])
    steps = {"g(a): as it is": a, "g(−a): flip": -a, f"g({t:g} − a): flip, then shift by {t:g}": t - a}
    for ax, (title, position) in zip(axes, steps.items(), strict=True):
        ax.plot(position, height, **KERNEL)
        ax.set(title=title, xlabel="a", xlim=(-3, 3), ylim=(-0.05, 1.15))
    axes[0].set_ylabel("height")
    return figure


CURVES = (
    RESULT,
    {"color": "black", "linestyle": ":", "linewidth": 2.5},
    {"color": RED, "linestyle": "-", "linewidth": 1.5},
    {"color": "#7A3E8E", "linestyle": "--", "linewidth": 1.5},
    {"color": GREY, "linestyle": "-.", "linewidth": 1.5},
)


@styled
def plot_curves(
    x: np.ndarray,
    curves: dict[str, np.ndarray],
    title: str,
    xlabel: str = "t",
    ylabel: str = "height",
    inputs: dict[str, np.ndarray] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw up to five curves over the same x, told apart by line as well as by colour; the first is the result.

    Parameters
    ----------
    x
        Shape (n,).
    curves
        Label and values, each of shape (n,).
    title
        What to see.
    xlabel, ylabel
        The axes' names, with units where there are any.
    inputs
        What the results were made from, drawn beneath them as thin blue lines.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_curves(np.arange(3), {"square": np.arange(3) ** 2}, "Squares grow").get_title(loc="left")
    'Squares grow'
    """
    ax = new_axes(ax, 7.0, 3.0)
    for label, values in (inputs or {}).items():
        ax.plot(x, values, **INPUT | {"linewidth": 1.2}, label=label)
    for (label, values), style in zip(curves.items(), CURVES, strict=False):
        ax.plot(x, values, **style, label=label)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    if len(curves) > 1 or inputs:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


@styled
def plot_density(samples: np.ndarray, x: np.ndarray, density: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Draw a density over the histogram of samples that are said to have it.

    Parameters
    ----------
    samples
        Shape (n,).
    x, density
        Shape (m,), the curve.
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_density(np.zeros(9), np.arange(3), np.arange(3), "Not alike").get_ylabel()
    'density'
    """
    ax = new_axes(ax, 7.0, 3.0)
    ax.hist(samples, bins=60, density=True, color="#BBBBBB", edgecolor="white", linewidth=0.4, label="samples")
    ax.plot(x, density, **RESULT, label="convolution")
    ax.set(title=title, xlabel="value", ylabel="density")
    ax.legend()
    return ax


MARKERS = (("o", 10), ("s", 8.5), ("^", 7), ("D", 5), ("v", 4))


@styled
def plot_errors(
    steps: np.ndarray, errors: dict[str, np.ndarray], title: str, xlabel: str = "step", ax: Axes | None = None
) -> Axes:
    """Draw errors against step sizes on logarithmic axes, each with its measured order in the legend.

    The order is the slope of a straight line through the logarithms.

    Parameters
    ----------
    steps
        Step sizes, shape (n,), above 0.
    errors
        Label and errors, each of shape (n,), above 0.
    title
        What to see.
    xlabel
        The name of the steps.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> ax = plot_errors(np.array([0.1, 0.01]), {"midpoint": np.array([1e-2, 1e-4])}, "Order two")
    >>> ax.get_legend().get_texts()[0].get_text()
    'midpoint: order 2.0'
    """
    ax = new_axes(ax, 7.0, 3.6)
    for (label, values), style, (marker, size) in zip(errors.items(), CURVES, MARKERS, strict=False):
        order = np.polyfit(np.log(steps), np.log(values), 1)[0]
        look = style | {"linewidth": 1.5, "marker": marker, "markersize": size, "markerfacecolor": "none"}
        ax.loglog(steps, values, **look, label=f"{label}: order {order:.1f}")
    ax.set(title=title, xlabel=xlabel, ylabel="largest error")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


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
        self._value.set_text(f"t = {_number(t)},  (f*g)(t) {_equals(area)}")
        return f"At t = {_number(t)} the shaded area is (f*g)(t) {_equals(area)}."

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


def _number(value: float) -> str:
    """An integer as it is, else four digits, with a true minus sign and no minus zero."""
    value = round(value, 12) + 0.0
    return (f"{value:.0f}" if value == round(value) and abs(value) < 1e6 else f"{value:.4g}").replace("-", "−")


def _short(value: float) -> str:
    """A number for a cell: as it is, or rounded so that at most six characters stand there."""
    text = _number(value)
    if len(text) > 4 and value != round(value):
        text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
    return text.replace("-", "−")


def _equals(value: float, *parts: float) -> str:
    """``= 3`` or, where digits of the value or its parts are left out, ``≈ 3.33``."""
    exact = all(abs(float(_number(part).replace("−", "-")) - part) <= 1e-12 for part in (value, *parts))
    return f"{'=' if exact else '≈'} {_number(value)}"


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
        top.set_title(f"t = {_number(t)}", fontsize=10)
    for panel in panels[:, 1:].ravel():
        panel.set_ylabel("")
    for panel in panels[:, 0]:
        panel.xaxis.set_major_locator(MaxNLocator(nbins=4, prune="both"))
    title = "The area of the shaded product is the height of the curve"
    figure.suptitle(title, x=0.065, ha="left", fontsize=11)
    figure.legend(*handles, loc="upper left", bbox_to_anchor=(0.055, 0.935), ncols=3)
    return figure


TITLE_CELLS = 10.6  # the title of the kernel on its grid is as wide as this many cells


class KernelOnGrid:
    """A kernel lying over a grid of numbers, and the result it writes: drawn once, then moved.

    Parameters
    ----------
    image, kernel : array_like of shape (H, W) and (h, w)
        The numbers; the image has at most 10 rows and 10 columns, so that they can be read.
    ax : Axes
        Where to draw. One unit is one cell.

    Attributes
    ----------
    image, kernel : ndarray of shape (H, W) and (h, w)
        Copies, as floats.
    size : tuple of float
        Width and height in inches of a figure whose cells are 0.55 inches wide.
    result_shape : tuple of int
        Rows and columns of the result, ``(H - h + 1, W - w + 1)``.
    moving : list of Artist
        What `update` changes on every call, from back to front.
    settled : list of Artist
        What `update` changes when the kernel or ``flip`` is new; everything else stays as it is.

    Examples
    --------
    >>> picture = KernelOnGrid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], Figure().add_axes((0, 0, 1, 1)))
    >>> picture.update(picture.kernel, row=0, column=1, flip=False)
    'Cross-correlation, row 0, column 1: the sum of products is −4.'
    """

    def __init__(self, image: ArrayLike, kernel: ArrayLike, ax: Axes):
        self.image, self.kernel = _grid("image", image), _grid("kernel", kernel)
        (rows, columns), (height, width) = self.image.shape, self.kernel.shape
        if height > rows or width > columns:
            raise ValueError(
                f"the kernel is {height}×{width} and the image {rows}×{columns}; give a kernel that fits into the image"
            )
        self.result_shape = rows - height + 1, columns - width + 1
        kernel_left = columns + 0.9
        result_left = kernel_left + width + 1.4
        mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10.5}

        _draw_cells(ax, "image", 0.0, self.image.shape)
        _draw_cells(ax, "kernel", kernel_left, self.kernel.shape, numbered=False)
        _draw_cells(ax, "result", result_left, self.result_shape)
        for (row, column), value in np.ndenumerate(self.image):
            ax.text(column + 0.5, row + 0.38, _short(value), color=BLUE, **mono)
        ax.text(result_left - 0.95, height / 2, "=", fontsize=14, va="center", ha="center")

        self._sign = ax.text(kernel_left - 0.45, height / 2, "", fontsize=14, va="center", ha="center")
        self._title = ax.text(0.0, -1.55, "", fontsize=11, va="center")
        self._window = Rectangle((0, 0), width, height, facecolor=(ORANGE, 0.13), edgecolor=ORANGE)
        self._window.set(linewidth=2.5, linestyle="--")
        self._current = Rectangle((0, 0), 1, 1, facecolor=(GREEN, 0.15), edgecolor=GREEN, linewidth=3.0)
        ax.add_patch(self._window)
        ax.add_patch(self._current)
        self._given = {
            (i, j): ax.text(kernel_left + j + 0.5, i + 0.5, "", color=ORANGE, **mono) for i, j in np.ndindex(self.kernel.shape)
        }
        corner = {"color": "#8A3C00", "fontsize": 9, "family": "DejaVu Sans Mono", "va": "bottom", "ha": "right"}
        self._over = {(i, j): ax.text(0, 0, "", **corner) for i, j in np.ndindex(self.kernel.shape)}
        self._written = {
            (i, j): ax.text(result_left + j + 0.5, i + 0.5, "", color=GREEN, **mono) for i, j in np.ndindex(self.result_shape)
        }
        mono = {"fontsize": 10, "family": "DejaVu Sans Mono", "va": "top", "linespacing": 1.5}
        self._place = ax.text(0.0, rows + 0.45, "", **mono)
        self._sum = ax.text(2.0, rows + 0.45, "", **mono)
        self._result_left = result_left
        self.moving = [
            self._window, self._current, self._place, self._sum, *self._over.values(), *self._written.values(),
        ]  # fmt: skip
        self.settled = [self._sign, self._title, *self._given.values()]
        right, bottom = max(result_left + self.result_shape[1] + 0.2, TITLE_CELLS), rows + 0.7 + 0.42 * (height + 1)
        self.size = 0.55 * (right + 0.7), 0.55 * (bottom + 1.9)
        ax.set(xlim=(-0.7, right), ylim=(bottom, -1.9))
        ax.set_axis_off()

    def update(self, kernel: np.ndarray, row: int, column: int, flip: bool) -> str:
        """Lay the kernel over the window of one result, write the sum out, and return it as a sentence."""
        used = kernel[::-1, ::-1] if flip else kernel
        height, width = kernel.shape
        result = correlate2d(self.image, used, mode="valid")
        turned = "flipped" if flip else "as it is"
        self._title.set_text(f"Lay the kernel, {turned}, over the image: multiply, add, write one result")
        self._sign.set(text="∗" if flip else "⋆", fontsize=14 if flip else 24)
        self._window.set_xy((column, row))
        self._current.set_xy((self._result_left + column, row))
        for (i, j), text in self._given.items():
            text.set_text(_short(kernel[i, j]))
        for (i, j), text in self._over.items():
            text.set_text(f"×{_short(used[i, j])}")
            text.set_position((column + j + 0.95, row + i + 0.98))
        for place, text in self._written.items():
            text.set_text(_short(result[place]) if place <= (row, column) else "")
        window = self.image[row : row + height, column : column + width]
        self._place.set_text(f"result[{row}, {column}]")
        self._sum.set_text(_sum_of_products(window, used, result[row, column]))
        kind = "Convolution" if flip else "Cross-correlation"
        return f"{kind}, row {row}, column {column}: the sum of products is {_number(result[row, column])}."


def _grid(name: str, values: ArrayLike) -> np.ndarray:
    """A small grid of finite numbers as floats; a copy."""
    grid = real_array(values, name, axes=("rows", "columns"), finite=True).astype(float)
    if max(grid.shape) > 10:
        raise ValueError(
            f"{name} has shape {grid.shape}; numbers can be read on up to 10 rows and 10 columns, "
            f"so give a part of it, such as {name}[:5, :6]"
        )
    return grid


def _draw_cells(ax: Axes, name: str, left: float, shape: tuple[int, int], numbered: bool = True) -> None:
    """An empty grid with its name and, on request, the numbers of its rows and columns."""
    rows, columns = shape
    ax.hlines(range(rows + 1), left, left + columns, color=GREY, linewidth=1.0)
    ax.vlines(left + np.arange(columns + 1), 0, rows, color=GREY, linewidth=1.0)
    ax.text(left, -0.85, name, fontsize=10, fontweight="bold", va="center")
    if numbered:
        label = {"color": GREY, "fontsize": 9, "va": "center", "ha": "center"}
        for row in range(rows):
            ax.text(left - 0.3, row + 0.5, str(row), **label)
        for column in range(columns):
            ax.text(left + column + 0.5, -0.35, str(column), **label)


def _sum_of_products(window: np.ndarray, kernel: np.ndarray, total: float) -> str:
    """The sum written out, one line for each row of the kernel; ≈ where digits had to be left out."""

    def factor(value: float) -> str:
        return f"({_number(value)})" if value < 0 else _number(value)

    lines = [
        " + ".join(f"{factor(value)}·{factor(weight)}" for value, weight in zip(*pair, strict=True))
        for pair in zip(window, kernel, strict=True)
    ]
    return "= " + "\n+ ".join(lines) + "\n" + _equals(total, *window.flat, *kernel.flat)


@styled
def plot_kernel_on_grid(
    image: ArrayLike, kernel: ArrayLike, row: int, column: int, flip: bool = True, ax: Axes | None = None
) -> Axes:
    """A kernel over one window of a grid, the results so far, and the sum of products of the current one.

    Parameters
    ----------
    image, kernel : array_like of shape (H, W) and (h, w)
        The numbers; up to 10 rows and 10 columns, so that they can be read. Any real dtype.
    row, column : int
        The place in the result, counted from 0; the window's first cell in the image has the same numbers.
    flip : bool
        True for a convolution, False for a cross-correlation.
    ax : Axes, optional
        Where to draw; made when not given.

    Returns
    -------
    Axes

    Raises
    ------
    TypeError
        If the image or the kernel is not a grid of numbers, or a place is not an integer.
    ValueError
        If a grid is empty, too large to read or not finite, the kernel does not fit, or the place is not in the result.

    Notes
    -----
    Only whole windows are used (``mode="valid"``): S(i, j) = Σ I(i+m, j+n) K'(m, n), where K' is the flipped kernel or
    the kernel as it is.

    Examples
    --------
    >>> ax = plot_kernel_on_grid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], row=0, column=1)
    >>> print(ax.texts[-1].get_text())
    = 2·(−1) + 3·0
    + 5·0 + 6·1
    = 4
    >>> plt.close(ax.figure)
    """
    given = ax
    if ax is None:
        ax = plt.figure().add_axes((0.0, 0.0, 1.0, 1.0))
    ax.set_aspect("equal")
    picture = KernelOnGrid(image, kernel, ax)
    if given is None:
        ax.figure.set_size_inches(picture.size)
    for name, place, count in zip(("row", "column"), (row, column), picture.result_shape, strict=True):
        if isinstance(place, bool) or not hasattr(place, "__index__"):
            raise TypeError(f"{name} is {place!r}; expected a whole number from 0 to {count - 1}")
        if not 0 <= place < count:
            raise ValueError(f"{name} is {place}; the result has {count} of them, so give 0 to {count - 1}")
    picture.update(picture.kernel, row, column, flip)
    return ax


@styled
def plot_samples(samples: dict[str, np.ndarray], x: np.ndarray, title: str = "A sample in the middle of every strip") -> Figure:
    """Draw each set of samples as stems in a panel of its own; the first in the colour of f, the second in that of g.

    Parameters
    ----------
    samples
        Label and values, each of shape (n,); one or two of them.
    x
        Where the samples were taken, shape (n,).
    title
        What to see.

    Examples
    --------
    >>> len(plot_samples({"f": np.ones(3)}, np.arange(3)).axes)
    1
    """
    figure, axes = plt.subplots(1, len(samples), figsize=(8.4, 2.5), sharey=True, squeeze=False, layout="constrained")
    for ax, (label, values), style, marker in zip(axes[0], samples.items(), (INPUT, KERNEL), "os", strict=False):
        ax.vlines(x, 0, values, color=style["color"], linestyle=style["linestyle"], linewidth=1)
        ax.plot(x, values, marker, color=style["color"], markersize=4)
        ax.set(title=label, xlabel="x", ylim=(-0.05, 1.15))
    axes[0, 0].set_ylabel("height")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


@styled
def plot_pictures(
    pictures: dict[str, np.ndarray], columns: int = 3, width: float = 9.0, limits: tuple[float, float] | None = None
) -> Figure:
    """Show pictures side by side, each with its name and its shape.

    Unsigned integers are shown from 0 to 255, colour in [0, 1] as it is. Other grey pictures go from their smallest value,
    black, to their largest, white; with values of both signs, grey is 0.

    Parameters
    ----------
    pictures
        Name and picture, each of shape (height, width) or (height, width, 3).
    columns
        How many in a row.
    width
        Of the whole figure, in inches.
    limits
        The values that are black and white in every grey picture, instead of each picture's own.

    Examples
    --------
    >>> [ax.get_title(loc="left") for ax in plot_pictures({"black": np.zeros((2, 3))}).axes]
    ['black\\n2×3']
    """
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    shape = next(iter(pictures.values())).shape
    height = rows * (width / columns * shape[0] / shape[1] + 0.55)
    figure, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, picture) in zip(axes.flat, pictures.items(), strict=False):
        show_picture(picture, ax, limits)
        ax.set_title(f"{name}\n" + "×".join(map(str, picture.shape)), fontsize=10)
    return figure


def _limits(values: np.ndarray) -> tuple[float, float]:
    """Black and white of a picture: least and greatest value, or as far from 0 on both sides when there are both signs."""
    low, high = float(values.min()), float(values.max())
    if low < 0 < high:
        low, high = -max(-low, high), max(-low, high)
    return low, high if high > low else low + 1.0


def show_picture(picture: np.ndarray, ax: Axes, limits: tuple[float, float] | None = None) -> None:
    """Put one picture on the Axes, in the ranges that `plot_pictures` describes."""
    if limits is not None:
        low, high = limits
    elif picture.dtype == np.uint8:
        low, high = 0, 255
    else:
        low, high = _limits(picture)
    ax.imshow(picture, cmap="gray", vmin=low, vmax=high, interpolation="nearest")


@styled
def plot_times(sizes: np.ndarray, times: dict[str, np.ndarray], title: str, xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw measured times against a size on logarithmic axes.

    Parameters
    ----------
    sizes
        Shape (n,), above 0.
    times
        Label and seconds, each of shape (n,), above 0.
    title
        What to see.
    xlabel
        What the size is.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_times(np.array([1, 2]), {"taps": np.array([0.1, 0.4])}, "Slower and slower", "size").get_ylabel()
    'time in ms'
    """
    ax = new_axes(ax, 7.0, 3.2)
    for (label, seconds), style, (marker, _) in zip(times.items(), CURVES, MARKERS, strict=False):
        ax.loglog(sizes, 1000 * np.asarray(seconds), **style | {"linewidth": 1.5}, marker=marker, label=label)
    ax.set_xticks(sizes, [str(size) for size in sizes], minor=False)
    ax.set_xticks([], minor=True)
    ax.set(title=title, xlabel=xlabel, ylabel="time in ms")
    ax.legend()
    return ax


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 03: buffers, views and the axes of a tensor
# ---------------------------------------------------------------------------------------------------------------------

AXIS_LINES = (
    {"color": ORANGE, "linestyle": "-", "marker": "o"},
    {"color": GREEN, "linestyle": "--", "marker": "s"},
    {"color": RED, "linestyle": ":", "marker": "D"},
)


class StridedView:
    """One view of a buffer as a grid, and the walk along each of its axes through the buffer: drawn once, then moved.

    Parameters
    ----------
    buffer : ndarray of shape (n,)
        The numbers as they lie in memory; its first cell is drawn from x = 0 to 1.
    ax : Axes
        Where to draw. One unit is one cell, y points down.
    walks, grid : float
        Height of the walk along axis 0, and of the upper edge of the grid.
    step : float
        From the walk along one axis to the next; a walk is tied to the buffer, whose cells are at y = 0 to 1.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes on every call, from back to front.
    settled : list of Artist
        What `update` changes when the view is new.

    Examples
    --------
    >>> buffer = np.arange(6)
    >>> picture = StridedView(buffer, Figure().add_axes((0, 0, 1, 1)), walks=-1.4, grid=3.5, step=0.6)
    >>> picture.update(buffer.reshape(2, 3).T, (2, 1), "view")
    'view[2, 1] is 5. It is at byte 40 of the buffer: 2·8 + 1·24 = 40.'
    """

    def __init__(self, buffer: np.ndarray, ax: Axes, walks: float, grid: float, step: float):
        self.buffer, self._walk_heights, self._top = buffer, [walks + step * axis for axis in range(3)], grid
        mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10.5, "color": BLUE}
        self._cells = [Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=GREY, linewidth=1.0) for _ in buffer]
        self._numbers = [ax.text(0, 0, "", **mono) for _ in buffer]
        self._current = [Rectangle((0, 0), 1, 1, facecolor=(BLUE, 0.18), edgecolor=BLUE, linewidth=3.0) for _ in range(2)]
        for patch in [*self._cells, *self._current]:
            ax.add_patch(patch)
        (self._tie,) = ax.plot([], [], color="black", linestyle=":", linewidth=1.0)
        look = {"linewidth": 1.8, "markersize": 5.5, "markerfacecolor": "white"}
        self._walks = [ax.plot([], [], **style, **look)[0] for style in AXIS_LINES]
        self._names = [ax.text(0, 0, "", fontsize=9.5, va="center") for _ in AXIS_LINES]
        self._title = ax.text(0, grid - 0.5, "", fontsize=10.5, va="center", fontweight="bold")
        self.moving = [*self._current, self._tie, *self._walks]
        self.settled = [*self._cells, *self._numbers, *self._names, self._title]

    def update(self, view: np.ndarray, element: Sequence[int], name: str) -> str:
        """Show a view and mark one of its elements; return in a sentence where in the buffer it is."""
        size = self.buffer.itemsize
        places = self._places(view) // size
        self._show_grid(view, element, name)
        here = int(places[tuple(element)])
        self._current[0].set_xy((here, 0))
        for axis in range(3):
            self._show_walk(view, places, element, axis)
        above = self._walk_heights[0] < 0
        first, last = self._walk_heights[0], self._walk_heights[view.ndim - 1]
        self._tie.set_data([here + 0.5] * 2, [min(first, last), 0.0] if above else [1.7, max(first, last)])
        index = ", ".join(map(str, element))
        terms = " + ".join(f"{i}·{_bytes(stride)}" for i, stride in zip(element, view.strides, strict=True))
        start = places.flat[0] * size
        terms = f"{start} + {terms}" if start else terms
        return (
            f"{name}[{index}] is {_short(view[tuple(element)])}. It is at byte {here * size} of the buffer: "
            f"{terms} = {here * size}."
        )

    def _places(self, view: np.ndarray) -> np.ndarray:
        """The byte of the buffer at which each element begins."""
        start = view.__array_interface__["data"][0] - self.buffer.__array_interface__["data"][0]
        steps = [np.arange(n) * stride for n, stride in zip(view.shape, view.strides, strict=True)]
        return start + sum(np.ix_(*steps), np.zeros(view.shape, int))

    def _show_grid(self, view: np.ndarray, element: Sequence[int], name: str) -> None:
        """The elements in rows and columns; the blocks of a third axis stand side by side."""
        for cell, text in zip(self._cells, self._numbers, strict=True):
            cell.set_visible(False)
            text.set_text("")
        for cell, text, index in zip(self._cells, self._numbers, np.ndindex(view.shape), strict=False):
            x, y = _corner(index, view.shape)
            cell.set_xy((x, self._top + y))
            cell.set_visible(True)
            text.set_text(_short(view[index]))
            text.set_position((x + 0.5, self._top + y + 0.5))
        x, y = _corner(tuple(element), view.shape)
        self._current[1].set_xy((x, self._top + y))
        strides = ", ".join(map(_bytes, view.strides)) + ("," if view.ndim == 1 else "")
        self._title.set_text(f"{name}:  shape {view.shape},  strides ({strides}) bytes")

    def _show_walk(self, view: np.ndarray, places: np.ndarray, element: Sequence[int], axis: int) -> None:
        """A mark for every stop when only the index along this axis runs."""
        line, name, height = self._walks[axis], self._names[axis], self._walk_heights[axis]
        if axis >= view.ndim:
            line.set_data([], [])
            name.set_text("")
            return
        stops = places[tuple(slice(None) if other == axis else i for other, i in enumerate(element))] + 0.5
        line.set_data(stops, np.full(len(stops), height))
        name.set_text(f"axis {axis}: {_bytes(view.strides[axis])} bytes a step")
        name.set_position((len(self.buffer) + 0.4, height))


def _bytes(stride: int) -> str:
    return str(stride).replace("-", "−")


def _corner(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[float, float]:
    """Where the cell of an element of 1 to 3 axes is drawn: blocks, then rows, then columns."""
    block, row, column = (0,) * (3 - len(index)) + index
    return block * (shape[-1] + 0.8) + column, row


def draw_buffer(buffer: np.ndarray, ax: Axes) -> None:
    """The buffer as one row of cells, with the byte at which each begins.

    Examples
    --------
    >>> ax = Figure().add_axes((0, 0, 1, 1))
    >>> draw_buffer(np.arange(3), ax)
    >>> [text.get_text() for text in ax.texts]
    ['the buffer', 'byte 0', '8', '16', '0', '1', '2']
    """
    ax.hlines([0, 1], 0, len(buffer), color=BLUE, linewidth=1.6)
    ax.vlines(range(len(buffer) + 1), 0, 1, color=BLUE, linewidth=1.6)
    ax.text(len(buffer) + 0.4, 0.5, "the buffer", fontsize=10.5, va="center", fontweight="bold", color=BLUE)
    for place in range(len(buffer)):
        word = f"{place * buffer.itemsize}" if place else "byte 0"
        ax.text(place + (0.5 if place else 0.4), 1.35, word, fontsize=9, color=GREY, va="center", ha="center")
    mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10.5, "color": BLUE}
    for place, value in enumerate(buffer):
        ax.text(place + 0.5, 0.5, _short(value), **mono)


@styled
def plot_strides(buffer: np.ndarray, views: dict[str, np.ndarray]) -> Figure:
    """Draw a buffer and two views of it, one above and one below, with the walk along each axis.

    Parameters
    ----------
    buffer
        Shape (n,), contiguous, up to 12 numbers.
    views
        Two names and arrays that share the buffer's memory, each with 1 to 3 axes and at most 6 rows.

    Raises
    ------
    ValueError
        If the buffer has more than one axis, there are not two views, or one of them is a copy.

    Notes
    -----
    The places are computed from each array's address and strides. NumPy reference, *The N-dimensional array*: element
    (i, j) is at byte i·strides[0] + j·strides[1], counted from the first element.

    Examples
    --------
    >>> buffer = np.arange(12)
    >>> image = buffer.reshape(3, 4)
    >>> figure = plot_strides(buffer, {"image": image, "image.T": image.T})
    >>> len(figure.axes)
    1
    """
    if buffer.ndim != 1 or len(views) != 2:
        raise ValueError(
            f"got a buffer of shape {buffer.shape} and {len(views)} views; give a buffer with one axis and two views of it"
        )
    for name, view in views.items():
        if not np.shares_memory(buffer, view):
            raise ValueError(f"{name} is a copy: it has a buffer of its own; give a view, such as buffer.reshape(3, 4).T")
    (upper_name, upper), (lower_name, lower) = views.items()
    rows = [1 if view.ndim == 1 else view.shape[-2] for view in (upper, lower)]
    top, bottom = -2.4 - rows[0] - 1.2, 3.9 + rows[1] + 0.3
    width = len(buffer) + 5.4
    figure = plt.figure(figsize=(0.5 * width, 0.5 * (bottom - top)))
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    ax.set(xlim=(-0.4, width - 0.4), ylim=(bottom, top), aspect="equal")
    ax.set_axis_off()
    ax.text(0, top + 0.3, "One buffer, read in two ways", fontsize=11, va="center")
    draw_buffer(buffer, ax)
    StridedView(buffer, ax, -0.7 - 0.6 * (upper.ndim - 1), -2.0 - rows[0], 0.6).update(upper, (0,) * upper.ndim, upper_name)
    StridedView(buffer, ax, 2.0, 4.1, 0.6).update(lower, (0,) * lower.ndim, lower_name)
    return figure


@styled
def plot_batch_axes(batch: np.ndarray) -> Figure:
    """Draw a batch of pictures with its four axes: each picture as a stack of its channels, the pictures in a row.

    Parameters
    ----------
    batch
        Shape (n, height, width, channels), uint8; two or three pictures read well.

    Examples
    --------
    >>> len(plot_batch_axes(np.zeros((2, 30, 40, 3), np.uint8)).axes)
    1
    """
    count, height, width, channels = batch.shape
    shift = 0.16 * height
    wide = width + (channels - 1) * shift + 0.3 * width
    figure, ax = plt.subplots(figsize=(9.0, 3.9))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    inks, words = (RED, GREEN, BLUE), ("R", "G", "B")
    for n in range(count):
        for c in reversed(range(channels)):
            x, y = n * wide + c * shift, -c * shift
            ax.imshow(batch[n, :, :, c], cmap="gray", vmin=0, vmax=255, extent=(x, x + width, y + height, y))
            color = inks[c % 3] if channels == 3 else GREY
            ax.add_patch(Rectangle((x, y), width, height, facecolor="none", edgecolor=color, linewidth=2.0))
            if channels == 3:
                ax.text(x + width - 8, y + 6, words[c], color="white", fontsize=10, fontweight="bold", ha="right", va="top",
                        bbox={"facecolor": color, "edgecolor": "none", "pad": 1.5})  # fmt: skip
    ruler = {"arrowprops": {"arrowstyle": "->", "color": "black", "linewidth": 1.6}}
    gap = 0.06 * height
    ax.annotate("", (-gap, height), (-gap, 0), **ruler)
    ax.text(-2 * gap, height / 2, f"axis 1\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, height + gap), (0, height + gap), **ruler)
    ax.text(width / 2, height + 1.7 * gap, f"axis 2: width {width}", ha="center", va="top")
    back = (channels - 1) * shift
    ax.annotate("", (back - gap, -back - gap), (-gap, -gap), **ruler)
    ax.text((back - 5 * gap) / 2, -back / 2 - 1.6 * gap, f"axis 3\nchannels {channels}", ha="right", va="center")
    low = height + 5.2 * gap
    ax.annotate("", ((count - 1) * wide + width, low), (0, low), **ruler)
    ax.text(((count - 1) * wide + width) / 2, low + 0.7 * gap, f"axis 0: batch of {count}", ha="center", va="top")
    ax.set(xlim=(-0.42 * width, count * wide), ylim=(low + 4 * gap, -back - 6 * gap))
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.text(0, -back - 4 * gap, f"Four axes: batch, height, width, channels = {batch.shape}", fontsize=11, va="center")
    return figure


@styled
def plot_kernel_axes(kernel: np.ndarray) -> Figure:
    """Draw the weights of a kernel with its four axes: one column for each output, one row for each input channel.

    Parameters
    ----------
    kernel
        Shape (height, width, inputs, outputs), at most 5 rows and columns.

    Examples
    --------
    >>> len(plot_kernel_axes(np.zeros((3, 3, 1, 2))).axes)
    1
    """
    height, width, inputs, outputs = kernel.shape
    across, down = width + 1.2, height + 0.9
    figure, ax = plt.subplots(figsize=(0.5 * (outputs * across + 5.0), 0.5 * (inputs * down + 3.4)))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10, "color": "#8A3C00"}
    for i, o in np.ndindex(inputs, outputs):
        for row, column in np.ndindex(height, width):
            x, y = o * across + column, i * down + row
            ax.add_patch(Rectangle((x, y), 1, 1, facecolor=(ORANGE, 0.1), edgecolor=ORANGE, linewidth=1.2))
            ax.text(x + 0.5, y + 0.5, _short(float(kernel[row, column, i, o])), **mono)
    right, bottom = outputs * across - 1.2, inputs * down - 0.9
    ruler = {"arrowprops": {"arrowstyle": "->", "color": "black", "linewidth": 1.6}}
    ax.annotate("", (-0.3, height), (-0.3, 0), **ruler)
    ax.text(-0.6, height / 2, f"axis 0\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, -0.3), (0, -0.3), **ruler)
    ax.text(width / 2, -0.75, f"axis 1: width {width}", ha="center", va="center")
    ax.annotate("", (right + 0.4, bottom), (right + 0.4, 0), **ruler)
    ax.text(right + 0.6, bottom / 2, f"axis 2\ninputs {inputs}", ha="left", va="center")
    ax.annotate("", (right, bottom + 0.4), (0, bottom + 0.4), **ruler)
    ax.text(right / 2, bottom + 0.85, f"axis 3: outputs {outputs}", ha="center", va="center")
    ax.text(-2.4, -1.7, f"A kernel has four axes too: {kernel.shape}", fontsize=11, va="center")
    ax.set(xlim=(-2.6, outputs * across + 2.4), ylim=(bottom + 1.4, -2.0))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return figure


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 04: the tape
# ---------------------------------------------------------------------------------------------------------------------


@styled
def plot_step_errors(
    h: np.ndarray, errors: dict[str, np.ndarray], rounding: np.ndarray, title: str, ax: Axes | None = None
) -> Axes:
    """Draw the error of difference quotients against the step, with the slope of each and the floor of rounding.

    The thin lines say what the theory expects: one for each method, of its order, through its error at the largest step;
    and the error that rounding makes. The smallest error of each method is marked by a star.

    Parameters
    ----------
    h
        Steps, shape (n,), above 0, the largest first.
    errors
        Label and errors, each of shape (n,), above 0; the first of order 1, the second of order 2.
    rounding
        The error that rounding is expected to make at each step, shape (n,).
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> h = np.array([0.1, 0.01])
    >>> ax = plot_step_errors(h, {"forward": h, "central": h**2}, 1e-16 / h, "Order one and two")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['forward', 'central', 'rounding, ε·|f| / h', 'smallest error']
    """
    ax = new_axes(ax, 7.6, 3.9)
    colors, marks = (BLUE, ORANGE), ("o", "s")
    best = []
    for order, ((label, values), color, mark) in enumerate(zip(errors.items(), colors, marks, strict=False), start=1):
        expected = values[0] * (h / h[0]) ** order
        shown = expected > values.min() / 30
        ax.loglog(h[shown], expected[shown], color=color, linewidth=1.0, linestyle="--")
        ax.text(h[shown][-1] * 1.3, expected[shown][-1], f"slope {order} ", color=color, ha="right", va="top")
        ax.loglog(h, values, color=color, linestyle="none", marker=mark, markersize=5, markerfacecolor="none", label=label)
        best.append((h[values.argmin()], values.min()))
    ax.loglog(h, rounding, color=GREY, linewidth=1.5, linestyle=":", label="rounding, ε·|f| / h")
    ax.loglog(*zip(*best, strict=True), linestyle="none", marker="*", markersize=14, color="black", label="smallest error")
    ax.set(title=title, xlabel="step h", ylabel="error of the derivative")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


class Descent:
    """A curve, the path that walks down it, and the tangent at its last point: drawn once, then moved.

    Parameters
    ----------
    function, slope : callable
        The curve and its derivative, functions of one number.
    low, high : float
        The range of x in view.
    left, right : Axes
        Where to draw the curve with the path, and x against the number of steps.
    most_steps : int
        The longest path in view.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes, from back to front; everything else stays as it is.

    Examples
    --------
    >>> figure = Figure()
    >>> picture = Descent(lambda x: x * x, lambda x: 2 * x, -2, 2, *figure.subplots(1, 2), most_steps=10)
    >>> picture.update(start=1, rate=0.25, steps=2)
    'After 2 steps of rate 0.25 from x = 1: x = 0.25, slope 0.5; the next step moves x by −0.125.'
    """

    def __init__(self, function: Callable, slope: Callable, low: float, high: float, left: Axes, right: Axes, most_steps: int):
        self.function, self.slope = function, slope
        self.span = (low, high)
        x = np.linspace(low, high, 201)
        heights = np.array([float(function(place)) for place in x.tolist()])
        bottom, top = _room(heights)
        left.plot(x, heights, **INPUT, label="f(x)")
        (self._path,) = left.plot([], [], color=GREEN, linewidth=1.5, marker="o", markersize=5, label="steps")
        (self._tangent,) = left.plot([], [], **KERNEL, label="tangent")
        (self._point,) = left.plot([], [], "o", color=GREEN, markersize=10, markeredgecolor="black")
        left.set(xlim=(low, high), ylim=(bottom - 0.1 * (top - bottom), top + 0.3 * (top - bottom)), xlabel="x", ylabel="f(x)")
        left.set_title("Each step goes against the slope")
        left.legend(loc="upper center", ncols=3)
        (self._walk,) = right.plot([], [], color=GREEN, linewidth=1.5, marker="o", markersize=5)
        right.set(xlim=(-0.5, most_steps + 0.5), ylim=(low, high), xlabel="step", ylabel="x")
        right.set_title("x after each step")
        right.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        self.moving = [self._path, self._tangent, self._point, self._walk]

    def update(self, start: float, rate: float, steps: int) -> str:
        """Walk from ``start`` and return what the picture now shows, in a sentence."""
        path = descent_path(self.slope, start, rate, steps)
        x = path[-1]
        height, slope = float(self.function(x)), float(self.slope(x))
        self._path.set_data(path, [float(self.function(place)) for place in path])
        self._walk.set_data(range(len(path)), path)
        reach = (self.span[1] - self.span[0]) / 5
        self._tangent.set_data([x - reach, x + reach], [height - reach * slope, height + reach * slope])
        self._point.set_data([x], [height])
        counted = "1 step" if steps == 1 else f"{steps} steps"
        sentence = f"After {counted} of rate {_number(rate)} from x = {_number(start)}: "
        if len(path) <= steps:
            return sentence + "x has run away."
        seen = "" if self.span[0] <= x <= self.span[1] else ", out of the picture"
        return sentence + f"x = {_number(x)}{seen}, slope {_number(slope)}; the next step moves x by {_number(-rate * slope)}."


def descent_path(slope: Callable, start: float, rate: float, steps: int) -> list[float]:
    """The places that gradient descent visits: x, then x − rate·slope(x), and so on.

    Parameters
    ----------
    slope
        The derivative, a function of one number.
    start
        Where to begin.
    rate
        The learning rate.
    steps
        How many steps to take; the walk stops early where x exceeds a million.

    Returns
    -------
    list of float
        ``steps + 1`` places, or fewer where the walk ran away.

    Examples
    --------
    >>> descent_path(lambda x: 2 * x, start=1, rate=0.25, steps=3)
    [1.0, 0.5, 0.25, 0.125]
    """
    path = [float(start)]
    while len(path) <= steps and abs(path[-1]) < 1e6:
        path.append(path[-1] - rate * float(slope(path[-1])))
    return path


@styled
def plot_descents(
    function: Callable, paths: dict[str, Sequence[float]], title: str, low: float = -2, high: float = 2
) -> Figure:
    """Draw the paths of several descents on the same curve, one panel each, the first four places numbered where there is room.

    Parameters
    ----------
    function
        The curve, a function of an array.
    paths
        Label and places visited, the first one the start.
    title
        What to see.
    low, high
        The range of x in view.

    Examples
    --------
    >>> len(plot_descents(np.square, {"slow": [1, 0.9, 0.8], "fast": [1, 0.2]}, "Faster is shorter").axes)
    2
    """
    figure, axes = plt.subplots(1, len(paths), figsize=(8.4, 3.1), sharey=True, squeeze=False, layout="constrained")
    x = np.linspace(low, high, 201)
    bottom, top = _room(function(x))
    for ax, (label, path) in zip(axes[0], paths.items(), strict=True):
        path = np.asarray(path, float)
        ax.plot(x, function(x), **INPUT)
        ax.plot(path, function(path), color=GREEN, linewidth=1.2, marker="o", markersize=5)
        for step, place in enumerate(path[:4].tolist()):
            crowded = any(abs(place - other) < (high - low) / 20 for other in path[:step])
            if low <= place <= high and not crowded:
                ax.annotate(str(step), (place, function(place)), (0, 7), textcoords="offset points", ha="center", fontsize=9)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, prune="both", steps=[1, 2, 5, 10]))
        ax.set(title=label, xlabel="x", xlim=(low, high), ylim=(bottom - 0.06 * (top - bottom), top + 0.12 * (top - bottom)))
    axes[0, 0].set_ylabel("f(x)")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


# --------------------------------------------------------------------------- losses, lines and descents (chapter 05)

HOURS, SCORE, INTERCEPT, SLOPE = "hours of study", "score in points", "intercept in points", "slope in points per hour"
WALKS = (
    {"color": GREEN, "linestyle": "-", "marker": "o"},
    {"color": ORANGE, "linestyle": "--", "marker": "s"},
    {"color": BLUE, "linestyle": "-.", "marker": "^"},
    {"color": RED, "linestyle": ":", "marker": "D"},
)


@styled
def plot_losses(errors: np.ndarray, costs: dict[str, np.ndarray], slopes: dict[str, np.ndarray]) -> Figure:
    """Draw what an error costs, and beside it the slope of each cost, with the same line for the same loss.

    Parameters
    ----------
    errors
        Shape (n,), in points.
    costs, slopes
        Name of the loss and values, each of shape (n,); up to five.

    Examples
    --------
    >>> e = np.linspace(-1, 1, 3)
    >>> [ax.get_ylabel() for ax in plot_losses(e, {"squared": e**2}, {"squared": 2 * e}).axes]
    ['cost of one error', 'slope of the cost']
    """
    figure, axes = plt.subplots(1, 2, figsize=(8.8, 3.4), layout="constrained")
    titles = "A large error costs most when squared", "The slope is the pull of one error"
    labels = "cost of one error", "slope of the cost"
    for ax, title, label, curves in zip(axes, titles, labels, (costs, slopes), strict=True):
        for (name, values), style in zip(curves.items(), CURVES, strict=False):
            ax.plot(errors, values, **style, label=name)
        ax.set(title=title, xlabel="error in points", ylabel=label)
    axes[0].legend(loc="upper center")
    return figure


def _draw_students(x: np.ndarray, y: np.ndarray, ax: Axes) -> None:
    """The points that a line is fitted to."""
    ax.plot(x, y, "o", color=BLUE, markersize=5.5, label="students")
    ax.set(xlabel=HOURS, ylabel=SCORE)


@styled
def plot_lines(
    x: np.ndarray, y: np.ndarray, lines: dict[str, tuple[float, float]], title: str, ax: Axes | None = None
) -> Axes:
    """Draw points and straight lines through them; a single line also shows its errors.

    Parameters
    ----------
    x, y
        Hours and scores, shape (n,).
    lines
        Label, and intercept and slope of each line; up to five.
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_lines(np.arange(3), np.arange(3), {"guess": (0, 1)}, "On the line").get_xlabel()
    'hours of study'
    """
    ax = new_axes(ax, 7.0, 3.4)
    _draw_students(x, y, ax)
    ends = np.array([0.0, 10.0])
    for (label, (intercept, slope)), style in zip(lines.items(), CURVES, strict=False):
        if len(lines) == 1:
            ax.vlines(x, y, intercept + slope * x, color=ORANGE, linewidth=1.2, linestyle="--", label="errors")
        ax.plot(ends, intercept + slope * ends, **style, label=label)
    ax.set(title=title, xlim=(0, 10), ylim=(0, 110))
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


def _levels(surface: np.ndarray) -> np.ndarray:
    """Round heights for contour lines: about 1, 3, 10, 30 … above the lowest point."""
    top = np.floor(2 * np.log10(np.ptp(surface)))
    exponents = np.arange(top - 5, top + 1)
    above = np.where(exponents % 2, 3, 1) * 10.0 ** np.floor(exponents / 2)
    decimals = np.clip(np.ceil(-np.log10(above)), -1, None).astype(int)
    heights = zip(surface.min() + above, decimals.tolist(), strict=True)
    return np.array([round(height, places) for height, places in heights])


def _draw_surface(intercepts: np.ndarray, slopes: np.ndarray, surface: np.ndarray, ax: Axes, bare: int = 0) -> None:
    """The loss as contour lines with their heights, which the innermost ``bare`` ones go without."""
    levels = _levels(surface)
    lines = ax.contour(intercepts, slopes, surface, levels=levels, colors="#8A8A8A", linewidths=1.0)
    ax.clabel(lines, levels[bare:], fontsize=9, colors="#444444", fmt="%g")
    ax.set(xlabel=INTERCEPT, ylabel=SLOPE)
    ax.grid(False)


@styled
def plot_loss_surface(
    intercepts: np.ndarray,
    slopes: np.ndarray,
    surface: np.ndarray,
    title: str,
    best: tuple[float, float] | None = None,
    paths: dict[str, np.ndarray] | None = None,
) -> Figure:
    """Draw a loss over intercept and slope as contour lines, with one panel for each path over it.

    Parameters
    ----------
    intercepts, slopes
        Shape (m,) and (n,).
    surface
        The loss, shape (n, m): a row for each slope.
    title
        What to see.
    best
        Intercept and slope of the lowest point, marked with a cross.
    paths
        Name of the optimizer, and the points that it visited, shape (steps + 1, 2); a marker at every tenth step.

    Examples
    --------
    >>> grid = np.linspace(-1, 1, 5)
    >>> walk = {"straight": np.array([[1.0, 0.0], [0.0, 0.0]])}
    >>> bowl = np.add.outer(grid**2, grid**2)
    >>> plot_loss_surface(grid, grid, bowl, "A bowl", paths=walk).axes[0].get_title(loc="left")
    'straight'
    """
    panels = len(paths) if paths else 1
    figure, axes = plt.subplots(
        1, panels, figsize=(9.6, 3.9) if panels > 1 else (6.4, 3.9), sharey=True, squeeze=False, layout="constrained"
    )
    walks = list(paths.items()) if paths else [("", None)]
    for ax, (name, path), style in zip(axes[0], walks, WALKS, strict=False):
        _draw_surface(intercepts, slopes, surface, ax, bare=3 if path is not None else int(best is not None))
        if best is not None:
            ax.plot(*best, "x", color="black", markersize=10, markeredgewidth=2.5, zorder=4)
        if path is not None:
            look = style | {"linewidth": 1.3, "markersize": 6.5, "markerfacecolor": "white", "markevery": 10}
            ax.plot(*path.T, **look)
            ax.plot(*path[0], "o", color="black", markersize=9, zorder=4)
            ax.set(title=name, xlim=intercepts[[0, -1]], ylim=slopes[[0, -1]])
            ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], prune="both"))
        ax.label_outer()
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


@styled
def plot_loss_history(
    descents: dict[str, tuple[np.ndarray, np.ndarray]],
    title: str,
    xlabel: str = "step",
    ylabel: str = "MSE above its lowest, in points²",
    ax: Axes | None = None,
) -> Axes:
    """Draw how a loss falls, on a logarithmic axis.

    Parameters
    ----------
    descents
        Label, and two arrays of shape (n,): how far the descent is, and the loss there, above 0.
    title
        What to see.
    xlabel, ylabel
        The axes' names.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_loss_history({"halved": (np.arange(3), 0.5 ** np.arange(3))}, "Straight down").get_yscale()
    'log'
    """
    ax = new_axes(ax, 7.6, 3.4)
    for (label, (far, loss)), style in zip(descents.items(), WALKS, strict=False):
        look = style | {"linewidth": 1.4, "markersize": 6, "markerfacecolor": "white"}
        ax.semilogy(far, loss, **look, markevery=max(1, len(far) // 10), label=label)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax


class LineOnSurface:
    """A line with its errors, and beside it the place of this line on the loss surface: drawn once, then moved.

    Parameters
    ----------
    x, y : ndarray of shape (n,)
        Hours and scores.
    left, right : Axes
        Where to draw the line, and the surface of its mean squared error.
    intercepts, slopes : tuple of float
        The first and the last value in view.

    Attributes
    ----------
    lowest : float
        The loss of the line of least squares.
    moving : list of Artist
        What `update` changes, from back to front; everything else stays as it is.

    Examples
    --------
    >>> panels = line_axes(Figure(figsize=(8.6, 3.9)))
    >>> picture = LineOnSurface(np.array([1.0, 2, 3]), np.array([20.0, 30, 46]), *panels)
    >>> picture.update(5.0, 13.0)
    'Intercept 5 and slope 13 give a mean squared error of 3.00; the lowest possible is 2.00.'
    """

    def __init__(
        self,
        x: np.ndarray,
        y: np.ndarray,
        left: Axes,
        right: Axes,
        intercepts: tuple[float, float] = (-10, 20),
        slopes: tuple[float, float] = (4, 14),
    ):
        self._x, self._y = x, y
        columns = np.stack([np.ones_like(x), x], axis=1)
        self.lowest = self._loss(*np.linalg.lstsq(columns, y, rcond=None)[0])
        _draw_students(x, y, left)
        self._errors = left.vlines(x, y, y, color=ORANGE, linewidth=1.2, linestyle="--")
        (self._line,) = left.plot([], [], **RESULT)
        self._value = left.text(0.03, 0.97, "", transform=left.transAxes, va="top", fontsize=11)
        left.set(xlim=(0, 10), ylim=(-10, 130), title="Each error is a dashed line")

        across, up = np.linspace(*intercepts, 91), np.linspace(*slopes, 91)
        squares = (across[:, None] + up[:, None, None] * x - y) ** 2
        _draw_surface(across, up, squares.mean(axis=2), right)
        (self._point,) = right.plot([], [], "o", color=GREEN, markersize=10, markeredgecolor="black")
        right.set_title("The line is one point here")
        self.moving = [self._errors, self._line, self._point, self._value]

    def update(self, intercept: float, slope: float) -> str:
        """Move line and point, and return the loss in a sentence."""
        heights = intercept + slope * self._x
        self._errors.set_segments(np.stack([np.stack([self._x, self._y], 1), np.stack([self._x, heights], 1)], axis=1))
        self._line.set_data([0, 10], [intercept, intercept + 10 * slope])
        self._point.set_data([intercept], [slope])
        loss = self._loss(intercept, slope)
        self._value.set_text(f"MSE {loss:.2f} points²")
        return (
            f"Intercept {_number(intercept)} and slope {_number(slope)} give a mean squared error of {loss:.2f}; "
            f"the lowest possible is {self.lowest:.2f}."
        )

    def _loss(self, intercept: float, slope: float) -> float:
        return float(((intercept + slope * self._x - self._y) ** 2).mean())


def line_axes(figure: Figure) -> tuple[Axes, Axes]:
    """The two panels of `LineOnSurface`, at fixed places in a figure of 8.6 by 3.9 inches.

    Examples
    --------
    >>> len(line_axes(Figure(figsize=(8.6, 3.9))))
    2
    """
    return figure.add_axes((0.075, 0.13, 0.40, 0.78)), figure.add_axes((0.575, 0.13, 0.41, 0.78))


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 08: digits, training and mistakes
# ---------------------------------------------------------------------------------------------------------------------


@styled
def plot_digits(images: np.ndarray, captions: Sequence[object], title: str, columns: int = 8) -> Figure:
    """Show small grey pictures in rows, as dark ink on white, each with its caption.

    Parameters
    ----------
    images
        Shape (n, height, width) or (n, height, width, 1): 0 for paper; the largest value of all is black.
    captions
        One for each picture; a caption may have two lines.
    title
        What to see.
    columns
        How many in a row.

    Raises
    ------
    ValueError
        If there are not as many captions as pictures.

    Examples
    --------
    >>> figure = plot_digits(np.zeros((2, 28, 28)), [3, 7], "Two blank pages")
    >>> [ax.get_title() for ax in figure.axes]
    ['3', '7']
    >>> plt.close(figure)
    """
    if len(captions) != len(images):
        raise ValueError(f"got {len(captions)} captions for {len(images)} pictures; give one for each")
    images = np.reshape(images, np.shape(images)[:3])
    rows, columns = -(-len(images) // columns), min(columns, len(images))
    lines = max(str(caption).count("\n") + 1 for caption in captions)
    size = (9.0, rows * (9.0 / columns + 0.2 * lines) + 0.4)
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, image, caption in zip(axes.flat, images, captions, strict=False):
        ax.imshow(image, cmap="gray_r", vmin=0, vmax=images.max(), interpolation="nearest")
        ax.set_title(str(caption), fontsize=9.5, loc="center")
        ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor="none", edgecolor=GREY, linewidth=1.2))
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


@styled
def plot_training(histories: dict[str, dict[str, Sequence[float]]], title: str) -> Figure:
    """Draw training and validation loss of each run in a panel of its own, with the lowest validation loss marked.

    Parameters
    ----------
    histories
        Name and ``history`` of each run, as Keras returns it: lists of equal length under ``"loss"`` and ``"val_loss"``.
    title
        What to see.

    Examples
    --------
    >>> run = {"loss": [0.9, 0.2, 0.1], "val_loss": [1.0, 0.5, 0.8]}
    >>> figure = plot_training({"no dropout": run}, "It falls, then it rises")
    >>> [ax.get_title() for ax in figure.axes]
    ['no dropout']
    >>> plt.close(figure)
    """
    size = (4.5 * len(histories) if len(histories) > 1 else 7.0, 3.2)
    figure, axes = plt.subplots(1, len(histories), figsize=size, sharey=True, squeeze=False, layout="constrained")
    for ax, (name, history) in zip(axes[0], histories.items(), strict=True):
        epochs = np.arange(1, len(history["loss"]) + 1)
        best = int(np.argmin(history["val_loss"]))
        ax.plot(epochs, history["loss"], **INPUT | {"linestyle": "--", "linewidth": 1.5}, label="training")
        ax.plot(epochs, history["val_loss"], **RESULT, label="validation")
        ax.plot(epochs[best], history["val_loss"][best], "*", color="black", markersize=14, label="lowest validation")
        ax.set_title(name, loc="center", fontsize=10)
        ax.set(xlabel="epoch", ylim=(0, None))
        ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes[0, 0].set_ylabel("loss")
    axes[0, 0].legend()
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


@styled
def plot_confusion(table: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Write a confusion matrix as numbers; the darker a mistake, the more often it was made. Zeros are left out.

    Parameters
    ----------
    table
        Shape (classes, classes), counts: rows are what it is, columns what was read.
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> ax = plot_confusion(np.array([[8, 2], [0, 9]]), "Two zeros are read as ones")
    >>> [text.get_text() for text in ax.texts]
    ['8', '2', '9']
    >>> plt.close(ax.figure)
    """
    ax = new_axes(ax, 5.4, 4.9)
    classes = len(table)
    mistakes = np.where(np.eye(classes, dtype=bool), 0, table)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(1, mistakes.max()) * 1.4)
    for (truth, read), count in np.ndenumerate(table):
        if truth == read:
            ax.add_patch(Rectangle((read - 0.5, truth - 0.5), 1, 1, facecolor="none", edgecolor=GREEN, linewidth=1.5))
        if count:
            look = {"color": GREEN} if truth == read else {"fontweight": "bold"}
            ax.text(read, truth, str(count), ha="center", va="center", fontsize=9.5, **look)
    ax.set(title=title, xlabel="read as", ylabel="is", xticks=range(classes), yticks=range(classes))
    ax.grid(visible=False)
    return ax


@styled
def plot_kernel_pairs(learned: Sequence[np.ndarray], known: dict[str, np.ndarray], title: str, columns: int = 8) -> Figure:
    """Draw learned kernels and, below each, the known kernel that it is most like; the likest pair comes first.

    Negative weights are dark, positive ones light, 0 is grey; each kernel has its own range. How alike two are is the
    cosine between their weights: 1 if one is a multiple of the other. A negative cosine counts as much as a positive one;
    the known kernel is then drawn with its sign changed, and a minus before its name.

    Parameters
    ----------
    learned
        Kernels of shape (height, width).
    known
        Name and kernel, of the same shape.
    title
        What to see.
    columns
        How many pairs in a row.

    Examples
    --------
    >>> slope = np.array([[-1.0, 0.0, 1.0]])
    >>> figure = plot_kernel_pairs([-2 * slope], {"blur": np.ones((1, 3)), "slope": slope}, "It takes differences")
    >>> figure.axes[1].get_title()
    '−slope\\n1.00'
    >>> plt.close(figure)
    """
    pairs = sorted((nearest_kernel(kernel, known) + (kernel,) for kernel in learned), key=lambda pair: -abs(pair[1]))
    rows, columns = -(-len(pairs) // columns), min(columns, len(pairs))
    size = (9.4, rows * (2 * 9.4 / columns + 0.65) + 0.4)
    figure, axes = plt.subplots(2 * rows, columns, figsize=size, squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for place, (name, cosine, kernel) in enumerate(pairs):
        row, column = divmod(place, columns)
        show_picture(kernel, axes[2 * row, column], (-abs(kernel).max(), abs(kernel).max()))
        drawn = known[name] * np.sign(cosine)
        show_picture(drawn, axes[2 * row + 1, column], (-abs(drawn).max(), abs(drawn).max()))
        sign = "−" if cosine < 0 else ""
        for ax in axes[2 * row : 2 * row + 2, column]:
            ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor="none", edgecolor=GREY, linewidth=1.2))
        axes[2 * row, column].set_title("learned", fontsize=9, loc="center")
        axes[2 * row + 1, column].set_title(f"{sign}{name}\n{abs(cosine):.2f}", fontsize=9, loc="center")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def nearest_kernel(kernel: np.ndarray, known: dict[str, np.ndarray]) -> tuple[str, float]:
    """The name of the known kernel that a kernel is most like, and the cosine between the two.

    Parameters
    ----------
    kernel
        Shape (height, width), not all 0.
    known
        Name and kernel, of the same shape.

    Returns
    -------
    name, cosine
        The cosine is from −1 to 1; the name is that of the largest without its sign.

    Examples
    --------
    >>> nearest_kernel(np.array([[1.0, 0.0]]), {"left": np.array([[-3.0, 0.0]]), "right": np.array([[0.0, 1.0]])})
    ('left', -1.0)
    """
    cosines = {
        name: float((kernel * other).sum() / np.sqrt((kernel**2).sum() * (other**2).sum())) for name, other in known.items()
    }
    name = max(cosines, key=lambda name: abs(cosines[name]))
    return name, cosines[name]


# ---------------------------------------------------------------------------------------------------------------------
# Chapters 07 and 08: a network, drawn to scale from the model
# ---------------------------------------------------------------------------------------------------------------------

ROW_WIDTH = 9.7  # inches; a longer network goes on in the next row
LINE_HEIGHT, LETTER = 0.165, 0.078  # inches, of the 9 pt labels
SLANT = 0.7  # how far a depth of 1 goes to the right, and up


@styled
def plot_network(model, title: str = "") -> Figure:
    """Draw what each layer of a Keras model hands on, to scale, with its shape and its number of weights.

    A face shows height and width in pixels, its depth the channels. A flat output of n units is a bar with the area of n
    pixels. A layer that keeps the shape and has neither kernel nor window (an activation, dropout, a normalisation) is
    named under the box that it works on. A long network is wrapped.

    Parameters
    ----------
    model
        A built ``keras.Model``, a chain of layers whose input has a fixed size: (units,), (steps, channels) or (height,
        width, channels).
    title
        What to see; by default the way from input to output and the number of weights.

    Raises
    ------
    ValueError
        If the model's shapes are not known, not fixed, or of another kind.

    Notes
    -----
    Keras is not imported here: all that is needed is ``model.inputs``, ``model.layers``, and of each layer its ``output``
    and, where it has them, its window, strides, padding, activation and ``count_params``.

    Examples
    --------
    >>> from types import SimpleNamespace as Thing
    >>> pool = type("MaxPooling2D", (), {"pool_size": (2, 2), "output": Thing(shape=(None, 14, 14, 1))})()
    >>> flatten = type("Flatten", (), {"output": Thing(shape=(None, 196))})()
    >>> figure = plot_network(Thing(inputs=[Thing(shape=(None, 28, 28, 1))], layers=[pool, flatten]))
    >>> [text.get_text() for text in figure.axes[0].texts if "×" in text.get_text()]
    ['28×28×1', '14×14×1', 'MaxPooling2D\\n2×2', 'From 28×28×1 to 196 with 0 weights']
    >>> plt.close(figure)
    """
    boxes = _boxes(model)
    pixel = 1.7 / max(max(box.sides) for box in boxes)
    channel = min([pixel, *(0.8 / box.shape[2] for box in boxes if not box.flat)])
    rows = _network_rows(boxes, pixel, channel)
    heights = [_tallest(row) + LINE_HEIGHT * (max(len(box.labels) for box in row) + 1) + 0.35 for row in rows]
    figure = plt.figure(figsize=(max(6.8, *(sum(box.column for box in row) for row in rows)), sum(heights) + 0.95))
    width, height = figure.get_size_inches()
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.set_axis_off()
    top = height - 0.45
    for row, tall in zip(rows, heights, strict=True):
        _draw_network_row(ax, row, top, channel)
        top -= tall
    weights = sum(box.weights for box in boxes)
    way = f"From {_times(boxes[0].shape)} to {_times(boxes[-1].shape)} with {weights:,} weights"
    ax.text(0.1, height - 0.1, title or way, fontsize=11, va="top")
    ax.text(0.1, 0.1, _network_scale(boxes, pixel / channel), fontsize=9, linespacing=1.4)
    return figure


@dataclass
class _Box:
    """What one box of `plot_network` shows, and where; lengths in inches unless said otherwise."""

    shape: tuple[int, ...]
    labels: list[str]
    kind: str = ""  # of the window: "kernel", "pool" or none
    window: tuple[int, int] = (0, 0)
    weights: int = 0
    height: float = 0.0
    width: float = 0.0
    depth: float = 0.0
    column: float = 0.0
    corner: tuple[float, float] = (0.0, 0.0)

    @property
    def flat(self) -> bool:
        return len(self.shape) == 1

    @property
    def sides(self) -> tuple[float, float]:
        """Height and width in pixels; a bar is four times as high as wide, and its area is its number of units."""
        return (2 * self.shape[0] ** 0.5, self.shape[0] ** 0.5 / 2) if self.flat else self.shape[:2]


def _boxes(model) -> list[_Box]:
    """The input, and each layer that changes the shape, or has a kernel or a window."""
    inputs = getattr(model, "inputs", None)
    if not inputs:
        raise ValueError(
            "the model has no shapes yet; begin it with Input((height, width, channels)), or wrap a subclassed model: "
            "keras.Model(inputs, model.call(inputs))"
        )
    boxes = [_Box(_inner_shape(inputs[0], "the input"), ["input"])]
    for layer in model.layers:
        name = type(layer).__name__
        if name == "InputLayer":
            continue
        kernel, pool = getattr(layer, "kernel_size", None), getattr(layer, "pool_size", None)
        shape, weights = _inner_shape(layer.output, name), getattr(layer, "count_params", int)()
        words = re.findall(r"[A-Z][a-z]+(?:\dD)?|[A-Z]+", name) if len(name) > 12 else [name]
        activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
        activations = [] if activation == "linear" else [activation]
        if shape == boxes[-1].shape and not (kernel or pool or hasattr(layer, "units")):
            boxes[-1].labels += activations if name == "Activation" else ["+ " + words[0], *words[1:]]
            boxes[-1].weights += weights
            continue
        window, kind = (*(kernel or pool or ()), 1, 1)[:2], "kernel" if kernel else "pool" if pool else ""
        boxes.append(_Box(shape, [*words, *_window_in_words(layer, kernel or pool), *activations], kind, window, weights))
    for box in boxes:
        box.labels += [f"{box.weights:,}", "weights"] if box.weights else []
    return boxes


def _inner_shape(tensor, name: str) -> tuple[int, ...]:
    """(units,) or (height, width, channels), without the batch; a sequence is one pixel wide."""
    shape = tuple(tensor.shape)[1:]
    if len(shape) not in (1, 2, 3) or None in shape:
        raise ValueError(
            f"{name} has the shape {shape} without its batch; expected (units,), (steps, channels) or (height, width, "
            "channels) in fixed numbers, so give Input such a shape"
        )
    return (shape[0], 1, shape[1]) if len(shape) == 2 else shape


def _window_in_words(layer, window: tuple[int, ...] | None) -> list[str]:
    """Such as ``["5×5, same", "stride 2"]``: only what is not the layer's default."""
    if not window:
        return []
    words = [_times(window) + (", same" if getattr(layer, "padding", "valid") == "same" else "")]
    usual = tuple(window) if hasattr(layer, "pool_size") else (1,) * len(window)
    for name, default in (("strides", usual), ("dilation_rate", (1,) * len(window))):
        value = tuple(getattr(layer, name, default))
        if value != default:
            words.append(f"{name.split('_')[0].rstrip('s')} {value[0] if len(set(value)) == 1 else _times(value)}")
    return words + ([f"{layer.groups} groups"] if getattr(layer, "groups", 1) > 1 else [])


def _times(numbers: Sequence[int]) -> str:
    return "×".join(f"{number:,}" for number in numbers)


def _network_scale(boxes: list[_Box], channels_a_pixel: float) -> str:
    """The caption: what the sizes and the lines of the drawing mean."""
    sizes, lines = [], []
    if any(not box.flat for box in boxes):
        equal = channels_a_pixel < 1.05
        sizes += ["faces in pixels", "a channel is" if equal else f"{channels_a_pixel:.1f} channels are"]
        sizes[-1] += " one pixel deep"
    if any(box.flat for box in boxes):
        sizes.append("the area of a bar counts its units")
    if any(box.kind == "kernel" for box in boxes):
        lines.append("Dashed: the window of a kernel.")
    if any(box.kind == "pool" for box in boxes):
        lines.append("Dotted: the window of a pooling.")
    return "\n".join(filter(None, [f"To scale: {', '.join(sizes)}.", " ".join(lines)]))


def _network_rows(boxes: list[_Box], pixel: float, channel: float) -> list[list[_Box]]:
    """Give each box its size, and lay the boxes out in rows that are not too long."""
    rows, used = [[]], 0.0
    for box in boxes:
        box.height, box.width = (pixel * side for side in box.sides)
        box.depth = 0.0 if box.flat else SLANT * channel * box.shape[2]
        letters = max([*map(len, box.labels), 1.12 * len(_times(box.shape))])
        box.column = max(box.width + box.depth, LETTER * letters) + 0.32
        if used + box.column > ROW_WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append(box)
        used += box.column
    return rows


def _tallest(row: list[_Box]) -> float:
    return max(box.height + box.depth for box in row)


def _draw_network_row(ax: Axes, row: list[_Box], top: float, channel: float) -> None:
    """Boxes on one line with their labels, windows and arrows; the upper edge of the row is at top."""
    middle, low, left, before = top - _tallest(row) / 2, top - _tallest(row) - 0.1, 0.0, None
    for box in row:
        x, y = left + (box.column - box.width - box.depth) / 2, middle - (box.height + box.depth) / 2
        box.corner = (x, y)
        _draw_network_box(ax, box, channel)
        if before is not None and box.kind and not before.flat:
            _draw_network_window(ax, before, box)
        elif before is not None or box.labels[0] != "input":
            start = before.corner[0] + before.width + before.depth + 0.05 if before is not None else x - 0.3
            ax.annotate("", (x - 0.04, middle), (start, middle), arrowprops={"arrowstyle": "->"})
        center = left + box.column / 2
        ax.text(center, low, _times(box.shape), fontsize=9.5, fontweight="bold", ha="center", va="top")
        ax.text(center, low - LINE_HEIGHT, "\n".join(box.labels), fontsize=9, ha="center", va="top", linespacing=1.25)
        left, before = left + box.column, box


def _draw_network_box(ax: Axes, box: _Box, channel: float) -> None:
    """A face with its depth behind it, up and to the right; a few channels are drawn one by one."""
    (x, y), high, wide, deep = box.corner, box.height, box.width, box.depth
    color = BLUE if box.labels[0] == "input" else GREEN
    look = {"edgecolor": color, "linewidth": 1.0}
    far = [(x + wide + deep, y + high + deep), (x + wide, y + high)]
    ax.add_patch(Polygon([(x, y + high), (x + deep, y + high + deep), *far], facecolor=(color, 0.25), **look))
    ax.add_patch(Polygon([(x + wide, y), (x + wide + deep, y + deep), *far], facecolor=(color, 0.4), **look))
    ax.add_patch(Rectangle((x, y), wide, high, facecolor=(color, 0.12), **look))
    if not box.flat and SLANT * channel > 0.02:
        for step in SLANT * channel * np.arange(1, box.shape[2]):
            corners = np.array([(x, y + high), (x + wide, y + high), (x + wide, y)]) + step
            ax.plot(*corners.T, color=color, linewidth=0.7)


def _draw_network_window(ax: Axes, before: _Box, box: _Box) -> None:
    """The window on the face before, and the lines from it to the one unit that it makes."""
    pixel = before.height / before.sides[0]
    tall, broad = (min(pixel * size, side) for size, side in zip(box.window, (before.height, before.width), strict=True))
    left, low = before.corner[0] + 0.75 * (before.width - broad), before.corner[1] + 0.25 * (before.height - tall)
    look = {"color": "#8A3C00", "linestyle": "--"} if box.kind == "kernel" else {"color": "black", "linestyle": ":"}
    ax.add_patch(Rectangle((left, low), broad, tall, fill=False, **look))
    unit = box.corner[0] + 0.75 * box.width, box.corner[1] + 0.25 * box.height
    for corner in (low, low + tall):
        ax.plot([left + broad, unit[0]], [corner, unit[1]], linewidth=0.9, **look)


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 07: what a unit of a layer sees
# ---------------------------------------------------------------------------------------------------------------------

FIELDS = (
    {"edgecolor": RED, "linestyle": "-"},
    {"edgecolor": ORANGE, "linestyle": "--"},
    {"edgecolor": BLUE, "linestyle": "-."},
    {"edgecolor": "black", "linestyle": ":"},
)


@styled
def plot_receptive_fields(picture: np.ndarray, fields: dict[str, tuple[int, int]]) -> Axes:
    """Draw on a picture the square of pixels that one unit of each layer sees.

    Parameters
    ----------
    picture
        Shape (height, width), uint8; 255 is drawn as full ink.
    fields
        The layer's name, and the first and the last pixel that its unit sees, along both axes; up to four.

    Examples
    --------
    >>> ax = plot_receptive_fields(np.zeros((28, 28), np.uint8), {"Conv2D": (10, 14), "MaxPooling2D": (10, 15)})
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['Conv2D: 5×5 pixels', 'MaxPooling2D: 6×6 pixels']
    >>> plt.close(ax.figure)
    """
    ax = new_axes(None, 6.6, 4.0)
    ax.imshow(picture, cmap="gray_r", vmin=0, vmax=600)
    for (name, (first, last)), style in zip(fields.items(), FIELDS, strict=False):
        size = last - first + 1
        look = {"facecolor": "none", "linewidth": 2.6, "label": f"{name}: {size}×{size} pixels"}
        ax.add_patch(Rectangle((first - 0.5, first - 0.5), size, size, **look | style))
    ax.set(title="The deeper the layer, the more a unit sees", xlabel="column", ylabel="row")
    ax.grid(False)
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), handlelength=3.0, labelspacing=1.2, title="One unit of")
    return ax


# ------------------------------------------------------------------ filters, their responses and channels (chapter 06)


@styled
def plot_stages(stages: dict[str, np.ndarray], width: float = 10.0) -> Figure:
    """Show the stages of `convolution.filter_and_pool` side by side, each with its shape and the range of its values.

    In each picture black is its least value and white its greatest, over all channels. With values of both signs, grey is 0.

    Parameters
    ----------
    stages
        Name and picture, each of shape (H, W) or (H, W, C), or the first of a batch of (N, H, W, C); C is 1 or 3.
    width
        Of the whole figure, in inches.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a stage has another shape.

    Examples
    --------
    >>> figure = plot_stages({"image": np.zeros((4, 6)), "max_pooling": np.ones((1, 2, 3, 1))})
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['image\\n(4, 6)\\n0 to 0', 'max pooling\\n(1, 2, 3, 1)\\n1 to 1']
    """
    pictures = {name: _first_picture(name, stage) for name, stage in stages.items()}
    rows, columns = next(iter(pictures.values())).shape[:2]
    height = (width / len(stages)) * rows / columns + 0.75
    figure, axes = plt.subplots(1, len(stages), figsize=(width, height), squeeze=False, layout="constrained")
    for ax, (name, stage) in zip(axes.flat, stages.items(), strict=True):
        picture = pictures[name]
        low, high = _limits(picture)
        ax.imshow((picture - low) / (high - low), cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ends = f"{_short(float(stage.min()))} to {_short(float(stage.max()))}"
        ax.set_title(f"{name.replace('_', ' ')}\n{stage.shape}\n{ends}", fontsize=9.5)
        ax.set_axis_off()
    return figure


def _first_picture(name: str, stage: np.ndarray) -> np.ndarray:
    """The first picture of a stage: shape (H, W, 1) or (H, W, 3)."""
    picture = stage[0] if stage.ndim == 4 else stage
    if picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (1,), (3,)):
        raise ValueError(f"{name} has shape {stage.shape}; expected (H, W), (H, W, 3), or a batch of 1 or 3 channels")
    return np.atleast_3d(picture)


def shown_filtered(filtered: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Values from 0, black, to 1, white, for what a kernel made of pixels from 0 to 255.

    A kernel with the sum 0 answers with differences: 0 becomes grey, and 98 values in 100 keep their shade. What any other
    kernel makes is a picture again: 0 is black and 255 white, and what lies beyond is cut off.

    Parameters
    ----------
    filtered
        Any shape.
    kernel
        Shape (kh, kw); what made it.

    Returns
    -------
    ndarray
        The shape of ``filtered``, float.

    Examples
    --------
    >>> shown_filtered(np.array([-20.0, 0.0, 510.0]), np.array([[1.0]]))
    array([0., 0., 1.])
    >>> shown_filtered(np.array([-20.0, 0.0, 10.0]), np.array([[-1.0, 1.0]])).round(1)
    array([0. , 0.5, 0.8])
    """
    if abs(kernel.sum()) > 1e-9:
        return np.clip(filtered / 255, 0, 1)
    sample = np.abs(filtered.ravel()[:: max(1, filtered.size // 20_000)])
    largest = float(np.percentile(sample, 98)) or float(sample.max()) or 1.0
    return np.clip(filtered / (2 * largest) + 0.5, 0, 1)


@styled
def plot_kernel_bank(picture: np.ndarray, kernels: Mapping[str, np.ndarray], columns: int = 5, width: float = 10.0) -> Figure:
    """A contact sheet: the same picture through every kernel, with the kernel's name and sum.

    Only positions where the kernel lies wholly on the picture are shown, in the shades of `shown_filtered`.

    Parameters
    ----------
    picture
        Grey, shape (H, W), from 0 to 255.
    kernels
        Name and kernel, laid on the picture without a flip.
    columns
        How many in a row.
    width
        Of the whole figure, in inches.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_kernel_bank(np.zeros((9, 9)), {"identity": np.ones((1, 1))})
    >>> figure.axes[0].get_title(loc="left")
    'identity\\nsum 1'
    """
    rows = -(-len(kernels) // columns)
    height = rows * (width / columns * picture.shape[0] / picture.shape[1] + 0.45)
    figure, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, kernel) in zip(axes.flat, kernels.items(), strict=False):
        filtered = shown_filtered(correlate2d(picture, kernel, "valid"), kernel)
        ax.imshow(filtered, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(f"{name}\nsum {_number(float(kernel.sum()))}", fontsize=9.5)
    return figure


@styled
def plot_responses(kernels: Mapping[str, np.ndarray], columns: int = 6, width: float = 10.0, points: int = 65) -> Figure:
    """Frequency responses of kernels: by which factor each multiplies the contrast of stripes, for all stripes at once.

    The middle of a map stands for a flat area, the right edge for upright stripes with a period of 2 pixels, the top edge
    for level ones, a corner for a chequerboard. White is the largest factor of the map, black is 0.

    Parameters
    ----------
    kernels
        Name and kernel.
    columns
        How many in a row.
    width
        Of the whole figure, in inches.
    points
        Frequencies along each axis, an odd number.

    Returns
    -------
    Figure

    Notes
    -----
    The modulus of the Fourier transform Σ K(m, n) exp(−i(ωₘ m + ωₙ n)), for frequencies from −1/2 to 1/2 cycle per pixel.
    Oppenheim and Schafer, *Discrete-Time Signal Processing*, 3rd edition (2009), chapter 2.

    Examples
    --------
    >>> plot_responses({"blur": np.full((1, 2), 0.5)}).axes[0].get_title(loc="left")
    'blur\\n1 in the middle\\n1 at most'
    """
    frequency = np.linspace(-0.5, 0.5, points)
    rows = -(-len(kernels) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(width, rows * (width / columns + 0.55)), squeeze=False, layout="constrained"
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, kernel) in zip(axes.flat, kernels.items(), strict=False):
        down, across = (np.exp(-2j * np.pi * np.outer(frequency, np.arange(size))) for size in kernel.shape)
        factors = np.abs(down @ kernel @ across.T)
        middle, most = factors[points // 2, points // 2], factors.max()
        ax.set_axis_on()
        ax.imshow(factors, cmap="gray", vmin=0, vmax=most, extent=(-0.5, 0.5, -0.5, 0.5), origin="lower")
        ax.set_title(f"{name}\n{_number(round(middle, 2))} in the middle\n{_number(round(most, 2))} at most", fontsize=9.5)
        ax.set(xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0, 0.5])
        ax.set_xticklabels(["−½", "0", "½"])
        ax.set_yticklabels(["−½", "0", "½"])
        ax.grid(False)
        ax.spines[:].set_visible(True)
    figure.supxlabel("frequency across, in cycles per pixel", fontsize=10)
    figure.supylabel("frequency down, in cycles per pixel", fontsize=10)
    return figure


def _draw_numbers(values: np.ndarray, ax: Axes, color: str, fontsize: float = 9) -> None:
    """A grid of numbers, tinted in a colour, one unit a cell."""
    rows, columns = values.shape
    for (row, column), value in np.ndenumerate(values):
        ax.add_patch(Rectangle((column, row), 1, 1, facecolor=(color, 0.1), edgecolor=color, linewidth=1.0))
        ax.text(column + 0.5, row + 0.5, _short(float(value)), ha="center", va="center", fontsize=fontsize)
    ax.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    ax.set_axis_off()


@styled
def plot_feature_maps(image: np.ndarray, filters: np.ndarray, maps: np.ndarray) -> Figure:
    """One grey picture, a row for each filter, and the map that each filter makes of it.

    Parameters
    ----------
    image
        Shape (H, W).
    filters
        Shape (kh, kw, 1, O).
    maps
        Shape (1, H_out, W_out, O); what the filters made. Black is the least value of all maps, white the greatest.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_feature_maps(np.zeros((9, 9)), np.zeros((3, 3, 1, 3)), np.zeros((1, 7, 7, 3)))
    >>> figure.axes[-1].get_title(loc="left")
    'map 2: 7×7'
    """
    count = filters.shape[3]
    figure = plt.figure(figsize=(7.4, 2.15 * count), layout="constrained")
    grid = figure.add_gridspec(count, 3, width_ratios=(1.25, 0.8, 1))
    ax = figure.add_subplot(grid[:, 0])
    ax.imshow(image, cmap="gray", interpolation="nearest")
    ax.set_title(f"one picture: {image.shape[0]}×{image.shape[1]}")
    ax.set_axis_off()
    low, high = _limits(maps)
    for place in range(count):
        ax = figure.add_subplot(grid[place, 1])
        _draw_numbers(filters[:, :, 0, place], ax, ORANGE, fontsize=10)
        ax.set_title(f"filter {place}")
        ax = figure.add_subplot(grid[place, 2])
        ax.imshow(maps[0, :, :, place], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        ax.set_title(f"map {place}: {maps.shape[1]}×{maps.shape[2]}")
        ax.set_axis_off()
    return figure


@styled
def plot_channel_sum(picture: np.ndarray, weights: np.ndarray, partial: np.ndarray) -> Figure:
    """One filter on a colour picture: a row for each channel with its own weights, and the sum of the partial results.

    Parameters
    ----------
    picture
        Shape (H, W, 3), from 0 to 1.
    weights
        Shape (kh, kw, 3); one filter.
    partial
        Shape (3, H_out, W_out): what each channel gives. Black is the least of all values, white the greatest, grey is 0.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_channel_sum(np.zeros((9, 9, 3)), np.zeros((3, 3, 3)), np.zeros((3, 7, 7)))
    >>> figure.axes[-1].get_title(loc="left")
    'their sum: 7×7'
    """
    total = partial.sum(axis=0)
    low, high = _limits(np.concatenate([partial, total[None]]))
    aspect = picture.shape[0] / picture.shape[1]
    figure = plt.figure(figsize=(8.0, 3 * (2.0 * aspect + 0.45)), layout="constrained")
    grid = figure.add_gridspec(3, 4, width_ratios=(1, 0.75, 1, 1))
    size = f"{total.shape[0]}×{total.shape[1]}"
    for channel, name in enumerate(("red", "green", "blue")):
        ax = figure.add_subplot(grid[channel, 0])
        ax.imshow(picture[:, :, channel], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(f"{name}: {picture.shape[0]}×{picture.shape[1]}")
        ax.set_axis_off()
        ax = figure.add_subplot(grid[channel, 1])
        _draw_numbers(weights[:, :, channel], ax, ORANGE, fontsize=10)
        ax.set_title(f"its {weights[:, :, channel].size} weights")
        ax = figure.add_subplot(grid[channel, 2])
        ax.imshow(partial[channel], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        ax.set_title(f"from {name}: {size}")
        ax.set_axis_off()
    ax = figure.add_subplot(grid[:, 3])
    ax.imshow(total, cmap="gray", vmin=low, vmax=high, interpolation="nearest")
    ax.set_title(f"their sum: {size}")
    ax.set_axis_off()
    return figure


class FilteredPicture:
    """A picture, the kernel that is laid on it, and what comes out: drawn once, then changed.

    Parameters
    ----------
    figure : Figure
        Where to draw; 9.4 by 3.2 inches suit it.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes on every call, from back to front.
    settled : list of Artist
        What `update` changes when the kernel is new; everything else stays as it is.

    Examples
    --------
    >>> panels = FilteredPicture(Figure(figsize=(9.4, 3.2)))
    >>> panels.update(np.full((4, 6), 100, np.uint8), np.full((3, 3), 1 / 9), padding="valid", pooling="max", pool_size=2)
    'Picture 4×6, filtered 2×4, pooled 1×2. The kernel has the sum 1; values go from 100 to 100.'
    >>> panels.update(np.full((4, 6), 100, np.uint8), np.array([[-1.0, 1.0]]))
    'Picture 4×6, filtered 4×6. The kernel has the sum 0; values go from −100 to 0.'
    """

    def __init__(self, figure: Figure):
        places = (0.01, 0.02, 0.385, 0.88), (0.41, 0.22, 0.18, 0.53), (0.605, 0.02, 0.385, 0.88)
        self._axes = [figure.add_axes(place) for place in places]
        for ax in self._axes:
            ax.set_axis_off()
        width, height = figure.get_size_inches()
        self._box = 0.385 * width / (0.88 * height)
        self._pictures = []
        for ax in (self._axes[0], self._axes[2]):
            ax.set(xlim=(0, self._box), ylim=(1, 0))
            self._pictures.append(ax.imshow(np.zeros((1, 1)), aspect="auto", interpolation="nearest", vmin=0, vmax=1))
        places = ((0.01, "left"), (0.5, "center"), (0.605, "left"))
        self._titles = [figure.text(x, 0.985, "", ha=side, va="top", fontsize=10) for x, side in places]
        self._cells = [Rectangle((0, 0), 1, 1, facecolor=(ORANGE, 0.1), edgecolor=ORANGE, linewidth=1.2) for _ in range(25)]
        for cell in self._cells:
            self._axes[1].add_patch(cell)
        look = {"ha": "center", "va": "center", "fontsize": 9, "family": "DejaVu Sans Mono", "color": "#8A3C00"}
        self._numbers = [self._axes[1].text(0, 0, "", **look) for _ in range(25)]
        self._axes[1].set(xlim=(0, 1), ylim=(1, 0))
        self._divisor = figure.text(0.5, 0.19, "", ha="center", va="top", fontsize=10, color="#8A3C00")
        self.moving = [*self._pictures, *self._titles]
        self.settled = [*self._cells, *self._numbers, self._divisor]

    def update(
        self,
        picture: np.ndarray,
        kernel: np.ndarray,
        strides: int = 1,
        padding: Literal["valid", "same"] = "same",
        dilation_rate: int = 1,
        pooling: Literal["none", "max", "average"] = "none",
        pool_size: int = 2,
    ) -> str:
        """Filter and pool a picture of uint8, grey or colour, show it, and say its sizes, sum and range.

        Nothing is changed when the kernel or the window does not fit; a ValueError says why.
        """
        picture = np.atleast_3d(picture)
        filtered = _filtered(picture, kernel, strides, padding, dilation_rate)
        pool = {"max": max_pool2d, "average": average_pool2d}.get(pooling)
        result = filtered if pool is None else pool(filtered[None], pool_size, padding=padding)[0]
        shown = [picture / 255, shown_filtered(result, kernel)]
        for image, values in zip(self._pictures, shown, strict=True):
            shades = np.rint(values * 255).astype(np.uint8)
            image.set_data(np.repeat(shades, 3, axis=2) if values.shape[2] == 1 else shades)
            image.set_extent(self._fit(values.shape))
        self._show_kernel(kernel)
        sizes = [f"{values.shape[0]}×{values.shape[1]}" for values in (picture, filtered, result)]
        ends = f"{_short(float(result.min()))} to {_short(float(result.max()))}"
        total = _number(round(float(kernel.sum()), 6))
        self._titles[0].set_text(f"picture: {sizes[0]}")
        self._titles[1].set_text(f"kernel {kernel.shape[0]}×{kernel.shape[1]}, sum {total}")
        self._titles[2].set_text(f"result: {sizes[2]}, values {ends}")
        steps = f"Picture {sizes[0]}, filtered {sizes[1]}" + (f", pooled {sizes[2]}" if pool else "")
        return f"{steps}. The kernel has the sum {total}; values go from {ends}."

    def _fit(self, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
        """The largest place of that shape in the middle of a panel: left, right, bottom, top."""
        width = min(self._box, shape[1] / shape[0])
        height = width * shape[0] / shape[1]
        left = (self._box - width) / 2
        return left, left + width, height, 0.0

    def _show_kernel(self, kernel: np.ndarray) -> None:
        rows, columns = kernel.shape
        numbers, divisor = _over_divisor(kernel)
        side = 1 / max(rows, columns)
        self._divisor.set_text(f"÷ {divisor}" if divisor > 1 else "")
        for place, (cell, number) in enumerate(zip(self._cells, self._numbers, strict=True)):
            row, column = divmod(place, 5)
            inside = row < rows and column < columns
            cell.set_visible(inside)
            number.set_visible(inside)
            if inside:
                cell.set(xy=(column * side, row * side), width=side, height=side)
                number.set_position(((column + 0.5) * side, (row + 0.5) * side))
                number.set_text(_short(float(numbers[row, column])))


def _over_divisor(kernel: np.ndarray) -> tuple[np.ndarray, int]:
    """Whole numbers and the divisor that makes the kernel of them, if there is one up to 999; else the kernel and 1."""
    for divisor in range(1, 1000):
        numbers = kernel * divisor
        if np.abs(numbers - numbers.round()).max() < 1e-9 * divisor:
            return numbers.round(), divisor
    return kernel, 1


def _filtered(picture: np.ndarray, kernel: np.ndarray, strides: int, padding: str, dilation_rate: int) -> np.ndarray:
    """The same kernel on every channel: the channels are a batch of grey pictures. Shape (H_out, W_out, C)."""
    channels = np.moveaxis(picture, 2, 0)[..., None].astype(np.float32)
    filters = kernel[:, :, None, None].astype(np.float32)
    return np.moveaxis(conv2d(channels, filters, strides, padding, dilation_rate)[..., 0], 0, 2)
