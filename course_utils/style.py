"""style."""

from __future__ import annotations

import functools
from collections.abc import Callable

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

BLUE, ORANGE, GREEN, PURPLE, RED, GREY = "#0072B2", "#D55E00", "#007A5E", "#CC79A7", "#A50026", "#6E6E6E"



INPUT = {"color": BLUE, "linestyle": "-", "linewidth": 2.0}



KERNEL = {"color": ORANGE, "linestyle": "--", "linewidth": 2.0}



RESULT = {"color": GREEN, "linestyle": "-", "linewidth": 3.0}



PRODUCT = {"facecolor": PURPLE, "alpha": 0.45, "hatch": "///", "edgecolor": "#7A3E5E", "linewidth": 0.0}



STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "#DDDDDD",
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "image.cmap": "gray",
}



def styled(function: Callable) -> Callable:
    """Run a plotting function in the course's style and leave the reader's own style as it was.

    Only the settings of `STYLE` are put back: `matplotlib.rc_context` would also undo what the notebook's backend sets
    while it is loaded, and later figures would not appear.
    """

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        before = {name: mpl.rcParams[name] for name in STYLE}
        mpl.rcParams.update(STYLE)
        try:
            return function(*args, **kwargs)
        finally:
            mpl.rcParams.update(before)

    return wrapper



def new_axes(ax: Axes | None, width: float = 7.0, height: float = 3.2) -> Axes:
    """The Axes to draw on: the caller's, or those of a new figure of the given size in inches."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax



CURVES = (
    RESULT,
    {"color": "black", "linestyle": ":", "linewidth": 2.5},
    {"color": RED, "linestyle": "-", "linewidth": 1.5},
    {"color": "#7A3E8E", "linestyle": "--", "linewidth": 1.5},
    {"color": GREY, "linestyle": "-.", "linewidth": 1.5},
)



MARKERS = (("o", 10), ("s", 8.5), ("^", 7), ("D", 5), ("v", 4))



def number_text(value: float) -> str:
    """An integer as it is, else four digits, with a true minus sign and no minus zero."""
    value = round(value, 12) + 0.0
    return (f"{value:.0f}" if value == round(value) and abs(value) < 1e6 else f"{value:.4g}").replace("-", "−")



def cell_text(value: float) -> str:
    """A number for a cell: as it is, or rounded so that at most six characters stand there."""
    text = number_text(value)
    if len(text) > 4 and value != round(value):
        text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
    return text.replace("-", "−")



def equals_text(value: float, *parts: float) -> str:
    """``= 3`` or, where digits of the value or its parts are left out, ``≈ 3.33``."""
    exact = all(abs(float(number_text(part).replace("−", "-")) - part) <= 1e-12 for part in (value, *parts))
    return f"{'=' if exact else '≈'} {number_text(value)}"
