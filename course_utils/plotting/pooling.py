"""Chapter 06: pooling windows on a grid of numbers."""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_utils.plotting.grids import draw_cells
from course_utils.pooling_windows import Pooled
from course_utils.style import INPUT_COLOR, KERNEL_COLOR, NUMBER, RESULT_COLOR, TITLE_SIZE, cell_text, describe, styled


@styled
def plot_pooling(pooled: Pooled) -> Axes:
    """Draw a grid with the window of one result, and the pooled grid beside it.

    >>> import numpy as np
    >>> from course_utils.pooling_windows import pooled_at
    >>> plot_pooling(pooled_at(np.eye(4), "max", 2, 2, "valid", 0, 0)).get_title(loc="left")
    'Of each window, max pooling keeps one value'
    """
    rows, columns = pooled.image.shape
    left = columns + 1.6
    right, bottom = left + pooled.result.shape[1] + 0.6, rows + 0.6
    figure = plt.figure(figsize=(0.5 * (right + 1.2), 0.5 * (bottom + 2.2)))
    ax = figure.add_axes((0, 0, 1, 0.9))
    ax.set(xlim=(-1.2, right), ylim=(bottom, -1.3), aspect="equal")
    ax.set_axis_off()
    draw_cells(ax, "picture", 0.0, pooled.image.shape)
    draw_cells(ax, "pooled", left, pooled.result.shape)
    for grid, x, color in ((pooled.image, 0.0, INPUT_COLOR), (pooled.result, left, RESULT_COLOR)):
        for (i, j), value in [((i, j), grid[i, j]) for i in range(grid.shape[0]) for j in range(grid.shape[1])]:
            ax.text(x + j + 0.5, i + 0.5, cell_text(float(value)), color=color, **NUMBER)
    top, first = pooled.first
    look = {"facecolor": (KERNEL_COLOR, 0.13), "edgecolor": KERNEL_COLOR, "linewidth": 2.5, "linestyle": "--"}
    ax.add_patch(Rectangle((first, top), pooled.pool_size, pooled.pool_size, **look))
    look = {"facecolor": (RESULT_COLOR, 0.15), "edgecolor": RESULT_COLOR, "linewidth": 3.0}
    ax.add_patch(Rectangle((left + pooled.column, pooled.row), 1, 1, **look))
    ax.set_title(f"Of each window, {pooled.kind} pooling keeps one value", fontsize=TITLE_SIZE)
    return describe(ax, pooled.sentence())
