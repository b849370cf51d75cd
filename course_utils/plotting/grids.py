"""grids."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course_utils._checks import real_array
from course_utils.convolution import correlate2d
from course_utils.style import BLUE, GREEN, GREY, ORANGE, cell_text, equals_text, number_text, styled

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
            ax.text(column + 0.5, row + 0.38, cell_text(value), color=BLUE, **mono)
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
            text.set_text(cell_text(kernel[i, j]))
        for (i, j), text in self._over.items():
            text.set_text(f"×{cell_text(used[i, j])}")
            text.set_position((column + j + 0.95, row + i + 0.98))
        for place, text in self._written.items():
            text.set_text(cell_text(result[place]) if place <= (row, column) else "")
        window = self.image[row : row + height, column : column + width]
        self._place.set_text(f"result[{row}, {column}]")
        self._sum.set_text(_sum_of_products(window, used, result[row, column]))
        kind = "Convolution" if flip else "Cross-correlation"
        return f"{kind}, row {row}, column {column}: the sum of products is {number_text(result[row, column])}."



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
        return f"({number_text(value)})" if value < 0 else number_text(value)

    lines = [
        " + ".join(f"{factor(value)}·{factor(weight)}" for value, weight in zip(*pair, strict=True))
        for pair in zip(window, kernel, strict=True)
    ]
    return "= " + "\n+ ".join(lines) + "\n" + equals_text(total, *window.flat, *kernel.flat)



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
