"""How numbers are spread: histograms side by side."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils.style import INPUT, KERNEL, LABEL_SIZE, describe, short_text, styled, title_above

BINS = 40


@styled
def plot_histograms(panels: dict[str, dict[str, np.ndarray]], title: str) -> Figure:
    """Draw a panel for each entry, with the histograms of up to two samples of numbers on one axis.

    ``panels`` holds, by the name of the panel, samples of shape (n,) by their names. Every panel has an axis of its own, from
    its smallest number to its largest.

    >>> samples = {"age": np.arange(9.0), "distance": 100 * np.arange(9.0)}
    >>> [ax.get_title() for ax in plot_histograms({"before": samples}, "Distances hide the ages").axes]
    ['before']
    """
    figure, axes = plt.subplots(1, len(panels), figsize=(9.2, 2.9), squeeze=False, layout="constrained")
    told = []
    for ax, (name, samples) in zip(axes[0], panels.items(), strict=True):
        ends = np.concatenate(list(samples.values()))
        edges = np.linspace(ends.min(), ends.max(), BINS + 1)
        for (label, values), look in zip(samples.items(), (INPUT, KERNEL), strict=False):
            counts, _ = np.histogram(values, edges)
            ax.stairs(counts, edges, fill=True, color=look["color"], alpha=0.25)
            ax.stairs(counts, edges, **look | {"linewidth": 1.6}, label=label)
        said = [
            f"{label} mean {_in_digits(values.mean(), values)}, deviation {_in_digits(values.std(), values)}"
            for label, values in samples.items()
        ]
        told.append(f"{name}: {'; '.join(said)}")
        ax.set_title(name, loc="center", fontsize=LABEL_SIZE)
        ax.set(xlabel="value", ylim=(0, None))
        ax.locator_params(axis="x", nbins=4)
    axes[0, 0].set_ylabel("how many")
    axes[0, 0].legend()
    title_above(figure, title)
    return describe(figure, ". ".join(told) + ".")


def _in_digits(number: float, values: np.ndarray) -> str:
    """A mean or deviation in words, too roughly for the rounding of the values to show."""
    scale = float(np.abs(values).max()) or 1.0
    return short_text(round(float(number) / scale, 6) * scale)
