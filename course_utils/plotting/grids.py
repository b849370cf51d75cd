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


def readable_grid(name: str, values: ArrayLike) -> np.ndarray:
    """A small grid of finite numbers as floats; a copy."""
    grid = real_array(values, name, axes=("rows", "columns"), finite=True).astype(float)
    if max(grid.shape) > 10:
        raise ValueError(
            f"{name} has shape {grid.shape}; numbers can be read on up to 10 rows and 10 columns, "
            f"so give a part of it, such as {name}[:5, :6]"
        )
    return grid


def draw_cells(ax: Axes, name: str, left: float, shape: tuple[int, int], numbered: bool = True) -> None:
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
    image, kernel = readable_grid("image", image), readable_grid("kernel", kernel)
    (rows, columns), (height, width) = image.shape, kernel.shape
    if height > rows or width > columns:
        raise ValueError(
            f"the kernel is {height}×{width} and the image {rows}×{columns}; give a kernel that fits into the image"
        )
    for name, place, count in (("row", row, rows - height + 1), ("column", column, columns - width + 1)):
        if isinstance(place, bool) or not hasattr(place, "__index__"):
            raise TypeError(f"{name} is {place!r}; expected a whole number from 0 to {count - 1}")
        if not 0 <= place < count:
            raise ValueError(f"{name} is {place}; the result has {count} of them, so give 0 to {count - 1}")
    used = kernel[::-1, ::-1] if flip else kernel
    result = correlate2d(image, used, mode="valid")
    panel = ax or plt.figure().add_axes((0.0, 0.0, 1.0, 1.0))
    size = _draw_sum(panel, image, kernel, used, result, (row, column), flip)
    if ax is None:
        panel.figure.set_size_inches(size)
    laid = f"A kernel of {height}×{width}{', flipped,' if flip else ''} lies over a grid of {rows}×{columns} numbers."
    return describe(panel, f"{laid} {sentences.kernel_on_grid(flip, row, column, float(result[row, column]))}")


def _draw_sum(ax: Axes, image, kernel, used, result, place: tuple[int, int], flip: bool) -> tuple[float, float]:
    """Image, kernel and result side by side, one unit a cell; returns the size in inches at which a cell is 0.55 wide."""
    (rows, columns), (height, width), (row, column) = image.shape, kernel.shape, place
    kernel_left = columns + 0.9
    result_left = kernel_left + width + 1.4
    title = f"The kernel lies {'flipped' if flip else 'as it is'} on the image (×): multiply, add, write one result"
    ax.text(0.0, -1.55, title, fontsize=TITLE_SIZE, va="center")
    draw_cells(ax, "image", 0.0, image.shape)
    draw_cells(ax, "kernel", kernel_left, kernel.shape, numbered=False)
    draw_cells(ax, "result", result_left, result.shape)
    sign = {"text": "∗", "fontsize": SIGN_SIZE} if flip else {"text": "⋆", "fontsize": STAR_SIZE}
    ax.text(kernel_left - 0.45, height / 2, sign.pop("text"), va="center", ha="center", **sign)
    ax.text(result_left - 0.95, height / 2, "=", fontsize=SIGN_SIZE, va="center", ha="center")
    look = {"facecolor": (KERNEL_COLOR, 0.13), "edgecolor": KERNEL_COLOR, "linewidth": 2.5, "linestyle": "--"}
    ax.add_patch(Rectangle((column, row), width, height, **look))
    look = {"facecolor": (RESULT_COLOR, 0.15), "edgecolor": RESULT_COLOR, "linewidth": 3.0}
    ax.add_patch(Rectangle((result_left + column, row), 1, 1, **look))
    for (i, j), value in np.ndenumerate(image):
        ax.text(j + 0.5, i + 0.38, cell_text(value), color=INPUT_COLOR, **NUMBER)
    corner = NUMBER | {"color": KERNEL_TEXT, "fontsize": SMALL_SIZE, "va": "bottom", "ha": "right"}
    for (i, j), value in np.ndenumerate(kernel):
        ax.text(kernel_left + j + 0.5, i + 0.5, cell_text(value), color=KERNEL_COLOR, **NUMBER)
        ax.text(column + j + 0.95, row + i + 0.98, f"×{cell_text(used[i, j])}", **corner)
    for (i, j), value in np.ndenumerate(result):
        if (i, j) <= place:
            ax.text(result_left + j + 0.5, i + 0.5, cell_text(value), color=RESULT_COLOR, **NUMBER)
    line = NUMBER | {"fontsize": LABEL_SIZE, "va": "top", "ha": "left", "linespacing": 1.5}
    covered = image[row : row + height, column : column + width]
    ax.text(0.0, rows + 0.45, f"result[{row}, {column}]", **line)
    ax.text(2.0, rows + 0.45, _sum_of_products(covered, used, result[place]), **line)
    right, bottom = max(result_left + result.shape[1] + 0.2, TITLE_CELLS), rows + 0.7 + 0.42 * (height + 1)
    ax.set(xlim=(-0.7, right), ylim=(bottom, -1.9), aspect="equal")
    ax.set_axis_off()
    return 0.55 * (right + 0.7), 0.55 * (bottom + 1.9)
