"""losses."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils.style import BLUE, CURVES, GREEN, ORANGE, RED, RESULT, new_axes, number_text, styled

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
            f"Intercept {number_text(intercept)} and slope {number_text(slope)} give a mean squared error of {loss:.2f}; "
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
