"""training."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils.style import INPUT, RESULT, styled


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
