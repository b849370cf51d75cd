"""Chapter 07: what one unit sees, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from course_utils.reach import Layer, reach, sentence, sizes
from course_utils.style import INPUT_COLOR, KERNEL_COLOR, LABEL_SIZE, MUTED, PAPER, RESULT_COLOR, TITLE_SIZE, describe, styled


@styled
def plot_reach(size: int, layers: Sequence[Layer], level: int, unit: int) -> Axes:
    """Draw a stack along one axis, the input below, with what one unit sees (filled) and takes part in (ringed).

    >>> plot_reach(8, [Layer("conv", 3), Layer("pool", 2, 2)], 2, 1).get_title(loc="left")
    'Downwards what the unit sees, upwards what it takes part in'
    """
    _, ax = plt.subplots(figsize=(8.4, 0.75 * (len(layers) + 1) + 0.6), layout="constrained")
    names = ["input", *(layer.name for layer in layers)]
    places = reach(size, layers, level, unit)
    centres = [np.arange(size) + 0.5]
    for layer, count in zip(layers, sizes(size, layers)[1:], strict=True):
        span = layer.dilation_rate * (layer.kernel_size - 1)
        before = centres[-1]
        centres.append(np.array([(before[i * layer.stride] + before[i * layer.stride + span]) / 2 for i in range(count)]))
    for k, layer in enumerate(layers):
        for i in set(places[k + 1]):
            for tap in range(layer.kernel_size):
                below = i * layer.stride + tap * layer.dilation_rate
                if below in places[k]:
                    ax.plot([centres[k][below], centres[k + 1][i]], [k, k + 1], color=MUTED, linewidth=0.8, zorder=1)
    for k, (name, x) in enumerate(zip(names, centres, strict=True)):
        chosen = np.isin(np.arange(len(x)), places[k])
        color = KERNEL_COLOR if k == level else INPUT_COLOR if k < level else RESULT_COLOR
        marker = {"marker": "s", "s": 90, "zorder": 2, "linewidths": 1.2}
        ax.scatter(x[~chosen], np.full((~chosen).sum(), k), color=PAPER, edgecolors=MUTED, **marker)
        ax.scatter(x[chosen], np.full(chosen.sum(), k), color=color if k <= level else PAPER, edgecolors=color, **marker)
        ax.text(-0.6, k, name, ha="right", va="center", fontsize=LABEL_SIZE)
    ax.set(xlim=(-5.5, size + 0.5), ylim=(-0.6, len(layers) + 0.6))
    ax.set_axis_off()
    ax.set_title("Downwards what the unit sees, upwards what it takes part in", fontsize=TITLE_SIZE)
    return describe(ax, sentence(size, layers, level, unit))
