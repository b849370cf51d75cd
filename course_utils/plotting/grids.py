"""A kernel on a grid of numbers, and the sum of products that it writes."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_utils import sentences
from course_utils._checks import real_array
from course_utils.convolution import correlate2d
from course_utils.style import (
    INPUT_COLOR,
    KERNEL_COLOR,
    KERNEL_TEXT,
    LABEL_SIZE,
    MUTED,
    NUMBER,
    RESULT_COLOR,
    SIGN_SIZE,
    SMALL_SIZE,
    STAR_SIZE,
    TITLE_SIZE,
    cell_text,
    describe,
    equals_text,
    number_text,
    styled,
)

TITLE_CELLS = 10.6  # the title is as wide as this many cells


class KernelOnGrid:
    """A kernel over a grid of numbers, and the result it writes: drawn once, then moved; one unit is one cell.

    ``image`` and ``kernel`` are kept as copies, ``size`` is that of a figure with cells of 0.55 inches, and ``result_shape``
    that of the result (``mode="valid"``). ``moving`` lists what `update` changes on every call, from back to front, and
    ``settled`` what it changes when the kernel or ``flip`` is new.

    >>> from matplotlib.figure import Figure
    >>> picture = KernelOnGrid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], Figure().add_axes((0, 0, 1, 1)))
    >>> picture.update(picture.kernel, row=0, column=1, flip=False)
    -4.0
    """

    def __init__(self, image: ArrayLike, kernel: ArrayLike, ax: Axes):
        self.image, self.kernel = _readable("image", image), _readable("kernel", kernel)
        (rows, columns), (height, width) = self.image.shape, self.kernel.shape
        if height > rows or width > columns:
            raise ValueError(
                f"the kernel is {height}×{width} and the image {rows}×{columns}; give a kernel that fits into the image"
            )
        self.result_shape = rows - height + 1, columns - width + 1
        kernel_left = columns + 0.9
        self._result_left = result_left = kernel_left + width + 1.4

        _draw_cells(ax, "image", 0.0, self.image.shape)
        _draw_cells(ax, "kernel", kernel_left, self.kernel.shape, numbered=False)
        _draw_cells(ax, "result", result_left, self.result_shape)
        for (row, column), value in np.ndenumerate(self.image):
            ax.text(column + 0.5, row + 0.38, cell_text(value), color=INPUT_COLOR, **NUMBER)
        ax.text(result_left - 0.95, height / 2, "=", fontsize=SIGN_SIZE, va="center", ha="center")

        self._sign = ax.text(kernel_left - 0.45, height / 2, "", va="center", ha="center")
        self._title = ax.text(0.0, -1.55, "", fontsize=TITLE_SIZE, va="center")
        self._frame = Rectangle((0, 0), width, height, facecolor=(KERNEL_COLOR, 0.13), edgecolor=KERNEL_COLOR)
        self._frame.set(linewidth=2.5, linestyle="--")
        self._current = Rectangle((0, 0), 1, 1, facecolor=(RESULT_COLOR, 0.15), edgecolor=RESULT_COLOR, linewidth=3.0)
        ax.add_patch(self._frame)
        ax.add_patch(self._current)
        self._given = {
            (i, j): ax.text(kernel_left + j + 0.5, i + 0.5, "", color=KERNEL_COLOR, **NUMBER)
            for i, j in np.ndindex(self.kernel.shape)
        }
        corner = NUMBER | {"color": KERNEL_TEXT, "fontsize": SMALL_SIZE, "va": "bottom", "ha": "right"}
        self._over = {place: ax.text(0, 0, "", **corner) for place in np.ndindex(self.kernel.shape)}
        self._written = {
            (i, j): ax.text(result_left + j + 0.5, i + 0.5, "", color=RESULT_COLOR, **NUMBER)
            for i, j in np.ndindex(self.result_shape)
        }
        line = NUMBER | {"fontsize": LABEL_SIZE, "va": "top", "ha": "left", "linespacing": 1.5}
        self._place = ax.text(0.0, rows + 0.45, "", **line)
        self._sum = ax.text(2.0, rows + 0.45, "", **line)
        self.moving = [
            self._frame, self._current, self._place, self._sum, *self._over.values(), *self._written.values(),
        ]  # fmt: skip
        self.settled = [self._sign, self._title, *self._given.values()]
        right, bottom = max(result_left + self.result_shape[1] + 0.2, TITLE_CELLS), rows + 0.7 + 0.42 * (height + 1)
        self.size = 0.55 * (right + 0.7), 0.55 * (bottom + 1.9)
        ax.set(xlim=(-0.7, right), ylim=(bottom, -1.9))
        ax.set_axis_off()

    def update(self, kernel: np.ndarray, row: int, column: int, flip: bool) -> float:
        """Lay the kernel over the window of one result, write the sum out, and return it."""
        used = kernel[::-1, ::-1] if flip else kernel
        height, width = kernel.shape
        result = correlate2d(self.image, used, mode="valid")
        turned = "flipped" if flip else "as it is"
        self._title.set_text(f"Lay the kernel, {turned}, over the image: multiply, add, write one result")
        self._sign.set(text="∗" if flip else "⋆", fontsize=SIGN_SIZE if flip else STAR_SIZE)
        self._frame.set_xy((column, row))
        self._current.set_xy((self._result_left + column, row))
        for place, text in self._given.items():
            text.set_text(cell_text(kernel[place]))
        for (i, j), text in self._over.items():
            text.set_text(f"×{cell_text(used[i, j])}")
            text.set_position((column + j + 0.95, row + i + 0.98))
        for place, text in self._written.items():
            text.set_text(cell_text(result[place]) if place <= (row, column) else "")
        covered = self.image[row : row + height, column : column + width]
        self._place.set_text(f"result[{row}, {column}]")
        self._sum.set_text(_sum_of_products(covered, used, result[row, column]))
        return float(result[row, column])


def _readable(name: str, values: ArrayLike) -> np.ndarray:
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
    ax.hlines(range(rows + 1), left, left + columns, color=MUTED, linewidth=1.0)
    ax.vlines(left + np.arange(columns + 1), 0, rows, color=MUTED, linewidth=1.0)
    ax.text(left, -0.85, name, fontsize=LABEL_SIZE, fontweight="bold", va="center")
    if numbered:
        label = {"color": MUTED, "fontsize": SMALL_SIZE, "va": "center", "ha": "center"}
        for row in range(rows):
            ax.text(left - 0.3, row + 0.5, str(row), **label)
        for column in range(columns):
            ax.text(left + column + 0.5, -0.35, str(column), **label)


def _sum_of_products(covered: np.ndarray, kernel: np.ndarray, total: float) -> str:
    """The sum written out, one line for each row of the kernel; ≈ where digits had to be left out."""

    def factor(value: float) -> str:
        return f"({number_text(value)})" if value < 0 else number_text(value)

    lines = [
        " + ".join(f"{factor(value)}·{factor(weight)}" for value, weight in zip(*pair, strict=True))
        for pair in zip(covered, kernel, strict=True)
    ]
    return "= " + "\n+ ".join(lines) + "\n" + equals_text(total, *covered.flat, *kernel.flat)


@styled
def plot_kernel_on_grid(
    image: ArrayLike, kernel: ArrayLike, row: int, column: int, flip: bool = True, ax: Axes | None = None
) -> Axes:
    """A kernel over one window of a grid, the results so far, and the sum of products of the current one.

    Grids have at most 10 rows and columns; ``row`` and ``column`` count from 0 in the result of ``mode="valid"``; without
    ``flip`` it is a cross-correlation. What is not a grid of numbers, does not fit or is not in the result is refused.

    >>> ax = plot_kernel_on_grid([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], row=0, column=1)
    >>> print(ax.texts[-1].get_text())
    = 2·(−1) + 3·0
    + 5·0 + 6·1
    = 4
    """
    panel = ax or plt.figure().add_axes((0.0, 0.0, 1.0, 1.0))
    panel.set_aspect("equal")
    picture = KernelOnGrid(image, kernel, panel)
    if ax is None:
        panel.figure.set_size_inches(picture.size)
    for name, place, count in zip(("row", "column"), (row, column), picture.result_shape, strict=True):
        if isinstance(place, bool) or not hasattr(place, "__index__"):
            raise TypeError(f"{name} is {place!r}; expected a whole number from 0 to {count - 1}")
        if not 0 <= place < count:
            raise ValueError(f"{name} is {place}; the result has {count} of them, so give 0 to {count - 1}")
    total = picture.update(picture.kernel, row, column, flip)
    (rows, columns), (height, width) = picture.image.shape, picture.kernel.shape
    laid = f"A kernel of {height}×{width}{', flipped,' if flip else ''} lies over a grid of {rows}×{columns} numbers."
    return describe(panel, f"{laid} {sentences.kernel_on_grid(flip, row, column, total)}")
