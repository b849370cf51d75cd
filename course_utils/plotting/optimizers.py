"""What an optimizer remembers on its way."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils.style import (
    FAINT,
    INPUT_COLOR,
    KERNEL_COLOR,
    LABEL_SIZE,
    MUTED,
    RESULT_COLOR,
    RULE,
    describe,
    short_text,
    styled,
    title_above,
)

GRADIENT = {"color": MUTED, "linestyle": "none", "marker": ".", "markersize": 5}
MEAN = {"color": RESULT_COLOR, "linestyle": "-", "linewidth": 2.5}
QUOTIENTS = (
    {"color": INPUT_COLOR, "linestyle": "-", "linewidth": 2.0},
    {"color": KERNEL_COLOR, "linestyle": "--", "linewidth": 2.0},
)


@styled
def plot_adam(gradient: np.ndarray, mean: np.ndarray, size: np.ndarray, names: Sequence[str], title: str) -> Figure:
    """Draw what Adam remembers of two parameters: in a panel each its gradient, m and the band of √s; in a third m/√s of both.

    All arrays are (steps, 2), from step 1 on, with m and √s corrected for their start at 0.

    >>> walk = np.array([[1.0, 10.0], [0.5, -2.0]])
    >>> figure = plot_adam(walk, walk, abs(walk), ("bias", "weight"), "One scale")
    >>> [ax.get_title() for ax in figure.axes]
    ['gradient by the bias', 'gradient by the weight', 'm/√s of both']
    """
    figure, axes = plt.subplots(1, 3, figsize=(9.8, 3.4), layout="constrained")
    steps = np.arange(1, len(gradient) + 1)
    told = []
    for ax, name, g, m, s in zip(axes, names, gradient.T, mean.T, size.T, strict=False):
        ax.fill_between(steps, -s, s, facecolor=FAINT, edgecolor=RULE, label="from −√s to √s")
        ax.plot(steps, g, **GRADIENT, label="gradient")
        ax.plot(steps, m, **MEAN, label="m, its running mean")
        ax.set_title(f"gradient by the {name}", loc="center", fontsize=LABEL_SIZE)
        told.append(
            f"by the {name} gradients reach {short_text(float(np.abs(g).max()))} in size, "
            f"and at the last step √s is {short_text(float(s[-1]))} and m {short_text(float(m[-1]))}"
        )
    for name, quotient, look in zip(names, (mean / size).T, QUOTIENTS, strict=True):
        axes[2].plot(steps, quotient, **look, label=name)
        told.append(
            f"m/√s of the {name} lies between {short_text(float(quotient.min()))} and {short_text(float(quotient.max()))}"
        )
    axes[2].set_title("m/√s of both", loc="center", fontsize=LABEL_SIZE)
    for ax in axes:
        ax.set_xlabel("step")
        ax.margins(y=0.3)
        ax.legend(loc="upper right")
    axes[0].set_ylabel("points")
    axes[1].set_ylabel("points · hours")
    axes[2].set_ylabel("pure number")
    title_above(figure, title)
    return describe(figure, "; ".join(told) + ".")
