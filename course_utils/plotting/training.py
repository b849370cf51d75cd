"""How the losses of a training went, and how well networks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from course_utils.style import (
    INK,
    INPUT,
    INPUT_COLOR,
    LABEL_SIZE,
    RESULT,
    RESULT_COLOR,
    describe,
    new_axes,
    number_text,
    styled,
    title_above,
)


@styled
def plot_training(histories: dict[str, dict[str, Sequence[float]]], title: str) -> Figure:
    """Draw training and validation loss of each run in a panel of its own, with the lowest validation loss marked.

    ``histories`` holds the ``history`` of each run by name, as Keras returns it: lists under ``"loss"`` and ``"val_loss"``.

    >>> run = {"loss": [0.9, 0.2, 0.1], "val_loss": [1.0, 0.5, 0.8]}
    >>> [ax.get_title() for ax in plot_training({"no dropout": run}, "It falls, then it rises").axes]
    ['no dropout']
    """
    size = (4.5 * len(histories) if len(histories) > 1 else 7.0, 3.2)
    figure, axes = plt.subplots(1, len(histories), figsize=size, sharey=True, squeeze=False, layout="constrained")
    told = []
    for ax, (name, history) in zip(axes[0], histories.items(), strict=True):
        training, validation = history["loss"], history["val_loss"]
        epochs = np.arange(1, len(training) + 1)
        best = int(np.argmin(validation))
        ax.plot(epochs, training, **INPUT | {"linestyle": "--", "linewidth": 1.5}, label="training")
        ax.plot(epochs, validation, **RESULT, label="validation")
        ax.plot(epochs[best], validation[best], "*", color=INK, markersize=14, label="lowest validation")
        ax.set_title(name, loc="center", fontsize=LABEL_SIZE)
        ax.set(xlabel="epoch", ylim=(0, None))
        ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        first, last, low, end = (
            number_text(float(loss), 2) for loss in (training[0], training[-1], validation[best], validation[-1])
        )
        told.append(
            f"{name}: training loss {first} to {last}; validation loss lowest, {low}, in epoch {epochs[best]}, then {end}"
        )
    axes[0, 0].set_ylabel("loss")
    axes[0, 0].legend()
    title_above(figure, title)
    return describe(figure, "; ".join(told))


@styled
def plot_accuracies(accuracies: Mapping[str, Sequence[float]], half_widths: Mapping[str, float], title: str) -> Axes:
    """Draw the accuracies of each network as circles in a row, on a bar: their mean, give or take its half-width.

    >>> plot_accuracies({"dense": [0.92, 0.94]}, {"dense": 0.02}, "One row").get_yticklabels()[0].get_text()
    'dense'
    """
    ax = new_axes(None, 9.0, 1.0 + 0.36 * len(accuracies))
    ax.use_sticky_edges = False
    told = []
    for row, (name, values) in enumerate(accuracies.items()):
        mean, half = float(np.mean(values)), half_widths[name]
        ax.barh(row, 2 * half, left=mean - half, height=0.5, color=INPUT_COLOR, alpha=0.3)
        ax.plot([mean, mean], [row - 0.25, row + 0.25], color=INK, linewidth=2)
        ax.plot(values, [row] * len(values), "o", color=RESULT_COLOR, markersize=7, markerfacecolor="none", markeredgewidth=1.6)
        told.append(f"{name}: mean {number_text(mean, 3)} ± {number_text(half, 2)}")
    ax.set_yticks(range(len(accuracies)), list(accuracies))
    ax.grid(visible=False, axis="y")
    ax.invert_yaxis()
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    ax.set(title=title, xlabel="accuracy")
    return describe(ax, f"A row for each network. {'; '.join(told)}")
