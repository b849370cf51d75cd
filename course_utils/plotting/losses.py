"""Losses, the lines that they judge, and the surfaces that optimizers walk on."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils import sentences
from course_utils.plotting.curves import in_words
from course_utils.style import (
    CONTOUR_LINE,
    CONTOUR_TEXT,
    CURVES,
    INK,
    INPUT_COLOR,
    KERNEL_COLOR,
    PAPER,
    RESULT,
    RESULT_COLOR,
    SMALL_SIZE,
    THIRD_COLOR,
    TITLE_SIZE,
    describe,
    legend_beside,
    new_axes,
    number_text,
    power_text,
    short_text,
    styled,
    title_above,
)

HOURS, SCORE, INTERCEPT, SLOPE = "hours of study", "score in points", "intercept in points", "slope in points per hour"
WALKS = tuple(
    {"color": color, "linestyle": line, "marker": marker, "markerfacecolor": PAPER}
    for color, line, marker in (
        (RESULT_COLOR, "-", "o"), (KERNEL_COLOR, "--", "s"), (INPUT_COLOR, "-.", "^"), (THIRD_COLOR, ":", "D"),
    )
)  # fmt: skip
ERRORS = {"color": KERNEL_COLOR, "linewidth": 1.2, "linestyle": "--"}


@styled
def plot_losses(errors: np.ndarray, costs: dict[str, np.ndarray], slopes: dict[str, np.ndarray], title: str, at: str) -> Figure:
    """Draw what an error costs by up to five losses, and beside it the slope of each cost with the same line; all (n,).

    The losses have different units, so costs and slopes come divided by their own values at one error, which ``at`` names.

    >>> e = np.linspace(-1, 1, 3)
    >>> figure = plot_losses(e, {"squared": e**2}, {"squared": e}, "It grows with the square", "1 point")
    >>> [ax.get_ylabel() for ax in figure.axes]
    ['cost, in multiples of that at 1 point', 'slope, in multiples of that at 1 point']
    """
    figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.6), layout="constrained")
    titles = title, "The slope is the pull of one error"
    for ax, above, label, curves in zip(axes, titles, ("cost", "slope"), (costs, slopes), strict=True):
        for (name, values), style in zip(curves.items(), CURVES, strict=False):
            ax.plot(errors, values, **style, label=name)
        ax.set(title=above, xlabel="error in points", ylabel=f"{label}, in multiples of that at {at}")
        describe(ax, in_words(errors, curves))
    axes[0].legend(loc="upper center")
    return figure


def _draw_students(x: np.ndarray, y: np.ndarray, ax: Axes) -> None:
    """The points that a line is fitted to."""
    ax.plot(x, y, "o", color=INPUT_COLOR, markersize=5.5, label="students")
    ax.set(xlabel=HOURS, ylabel=SCORE)


@styled
def plot_lines(x: np.ndarray, y: np.ndarray, lines: dict[str, tuple[float, float]], title: str, ax: Axes | None = None) -> Axes:
    """Draw points, shape (n,), and up to five lines, (intercept, slope), through them; a single line also shows its errors.

    >>> plot_lines(np.arange(3), np.arange(3), {"guess": (0, 1)}, "On the line").get_xlabel()
    'hours of study'
    """
    ax = new_axes(ax, 7.0, 3.4)
    _draw_students(x, y, ax)
    ends = np.array([0.0, 10.0])
    for (label, (intercept, slope)), style in zip(lines.items(), CURVES, strict=False):
        if len(lines) == 1:
            ax.vlines(x, y, intercept + slope * x, **ERRORS, label="errors")
        ax.plot(ends, intercept + slope * ends, **style, label=label)
    ax.set(title=title, xlim=(0, 10), ylim=(0, 110))
    legend_beside(ax)
    said = [f"{label}: {short_text(float(b), 3)} + {short_text(float(m), 3)} · hours" for label, (b, m) in lines.items()]
    points = f"{len(x)} students between {short_text(float(y.min()))} and {short_text(float(y.max()))} points"
    return describe(ax, f"{points}. {'; '.join([*said, 'dashed errors'] if len(lines) == 1 else said)}.")


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
    lines = ax.contour(intercepts, slopes, surface, levels=levels, colors=CONTOUR_LINE, linewidths=1.0)
    ax.clabel(lines, levels[bare:], fontsize=SMALL_SIZE, colors=CONTOUR_TEXT, fmt="%g")
    ax.set(xlabel=INTERCEPT, ylabel=SLOPE)
    ax.grid(False)


def _place(point: np.ndarray | tuple[float, float]) -> str:
    return f"({short_text(float(point[0]))}, {short_text(float(point[1]))})"


@styled
def plot_loss_surface(
    intercepts: np.ndarray,
    slopes: np.ndarray,
    surface: np.ndarray,
    title: str,
    best: tuple[float, float] | None = None,
    paths: dict[str, np.ndarray] | None = None,
) -> Figure:
    """Draw a loss over intercept, shape (m,), and slope, (n,), as contour lines, with one panel for each path over it.

    ``surface`` is (n, m): a row for each slope; ``best`` is marked with a cross; a path is (steps + 1, 2) and has a marker at
    every tenth step.

    >>> grid = np.linspace(-1, 1, 5)
    >>> walk = {"straight": np.array([[1.0, 0.0], [0.0, 0.0]])}
    >>> bowl = np.add.outer(grid**2, grid**2)
    >>> plot_loss_surface(grid, grid, bowl, "A bowl", paths=walk).axes[0].get_title(loc="left")
    'straight'
    """
    walks = list((paths or {"": None}).items())
    size = (9.6 if len(walks) > 1 else 6.4, 3.9)
    figure, axes = plt.subplots(1, len(walks), figsize=size, sharey=True, squeeze=False, layout="constrained")
    low, high = number_text(float(surface.min())), number_text(float(surface.max()))
    said = [f"Contour lines of the loss over intercept and slope, between {low} and {high}"]
    if best is not None:
        said.append(f"the lowest point is at {_place(best)}")
    for ax, (name, path), style in zip(axes[0], walks, WALKS, strict=False):
        _draw_surface(intercepts, slopes, surface, ax, bare=3 if path is not None else int(best is not None))
        if best is not None:
            ax.plot(*best, "x", color=INK, markersize=10, markeredgewidth=2.5, zorder=4)
        if path is not None:
            ax.plot(*path.T, **style, linewidth=1.3, markersize=6.5, markevery=10)
            ax.plot(*path[0], "o", color=INK, markersize=9, zorder=4)
            ax.set(title=name, xlim=intercepts[[0, -1]], ylim=slopes[[0, -1]])
            ax.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], prune="both"))
            said.append(f"{name} goes from {_place(path[0])} to {_place(path[-1])} in {len(path) - 1} steps")
        ax.label_outer()
    title_above(figure, title)
    return describe(figure, "; ".join(said) + ".")


@styled
def plot_loss_history(
    descents: dict[str, tuple[np.ndarray, np.ndarray]],
    title: str,
    xlabel: str = "step",
    unit: str = "points²",
    ax: Axes | None = None,
) -> Axes:
    """Draw how an MSE falls, on a logarithmic axis: for each label how far the descent is, (n,), and the MSE there, above 0.

    >>> plot_loss_history({"halved": (np.arange(3), 0.5 ** np.arange(3))}, "Straight down").get_yscale()
    'log'
    """
    ax = new_axes(ax, 7.6, 3.4)
    said = []
    for (label, (far, loss)), style in zip(descents.items(), WALKS, strict=False):
        ax.semilogy(far, loss, **style, linewidth=1.4, markersize=6, markevery=max(1, len(far) // 10), label=label)
        ends = f"from about {power_text(loss[0])} to {power_text(loss[-1])}"
        said.append(f"{label} goes {ends} at {xlabel} {short_text(float(far[-1]))}")
    ax.set(title=title, xlabel=xlabel, ylabel=f"MSE above its lowest, in {unit}")
    legend_beside(ax)
    return describe(ax, f"{ax.get_ylabel()}: {'; '.join(said)}.")


IN_VIEW = np.linspace(-10, 20, 91), np.linspace(4, 14, 91)  # intercepts and slopes


@styled
def plot_line_on_surface(x: np.ndarray, y: np.ndarray, intercept: float, slope: float) -> Figure:
    """Draw a line with its errors, and beside it the place of this line on the surface of the loss.

    >>> len(plot_line_on_surface(np.array([1.0, 2, 3]), np.array([20.0, 30, 46]), 5.0, 13.0).axes)
    2
    """
    figure = plt.figure(figsize=(8.6, 3.9))
    left, right = figure.add_axes((0.075, 0.13, 0.40, 0.78)), figure.add_axes((0.575, 0.13, 0.41, 0.78))
    loss = float(((intercept + slope * x - y) ** 2).mean())
    lowest = float(((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2).mean())
    _draw_students(x, y, left)
    left.vlines(x, y, intercept + slope * x, **ERRORS)
    left.plot([0, 10], [intercept, intercept + 10 * slope], **RESULT)
    left.text(0.03, 0.97, f"MSE {loss:.2f} points²", transform=left.transAxes, va="top", fontsize=TITLE_SIZE)
    left.set(xlim=(0, 10), ylim=(-10, 130), title="Each error is a dashed line")
    _draw_surface(*IN_VIEW, _surface(x, y), right)
    right.plot([intercept], [slope], "o", color=RESULT_COLOR, markersize=10, markeredgecolor=INK)
    right.set_title("The line is one point here")
    return describe(figure, sentences.line_on_surface(intercept, slope, loss, lowest))


def _surface(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The mean squared error of every line in view, a row for each slope."""
    intercepts, slopes = IN_VIEW
    return ((intercepts[:, None] + slopes[:, None, None] * x - y) ** 2).mean(axis=2)


def contour_levels(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The heights of the contour lines of `plot_line_on_surface`.

    >>> contour_levels(np.array([1.0, 2, 3]), np.array([20.0, 30, 46])).round(1)
    array([   5.,   10.,   30.,  100.,  300., 1000.])
    """
    return _levels(_surface(x, y))
