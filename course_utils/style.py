"""How the course looks and speaks: the palette and the sizes of text by role, how numbers are written, alt texts.

The colours are those of Okabe and Ito, some of them darkened. In a notebook, importing this module makes figures appear
whatever ``MPLBACKEND`` says, crisp, and each with an alt text.
"""

from __future__ import annotations

import base64
import functools
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

INPUT_COLOR, KERNEL_COLOR, RESULT_COLOR, PRODUCT_COLOR = "#0072B2", "#D55E00", "#007A5E", "#CC79A7"
KERNEL_TEXT, PRODUCT_EDGE, PRODUCT_TINT = "#8A3C00", "#7A3E5E", "#F3E4EC"
THIRD_COLOR, FOURTH_COLOR = "#A50026", "#7A3E8E"  # beside input, kernel and result: a third axis, a fourth curve
CHANNEL_COLORS = (THIRD_COLOR, RESULT_COLOR, INPUT_COLOR)  # of the planes R, G and B
INK, SOFT_INK, PAPER = "#000000", "#222222", "#FFFFFF"
MUTED, RULE, GRID_LINE, FAINT = "#6E6E6E", "#BBBBBB", "#DDDDDD", "#EEEEEE"
CONTOUR_LINE, CONTOUR_TEXT = "#8A8A8A", "#444444"
GREY_MAP, INK_MAP, MISTAKE_MAP = "gray", "gray_r", "Oranges"  # a grey picture, a digit on paper, counted mistakes

TITLE_SIZE, LABEL_SIZE, CELL_SIZE, CAPTION_SIZE, TICK_SIZE, SMALL_SIZE = 11, 10, 10.5, 9.5, 9, 9
POSTER_SIZE, HEADLINE_SIZE, LETTER_SIZE, HEAD_SIZE, WORD_SIZE, NOTE_SIZE = 32, 16, 14, 12, 11, 10.5  # in the drawings of fig/
SIGN_SIZE, STAR_SIZE = 14, 24  # an operator between two grids; ⋆ is a small glyph

INPUT = {"color": INPUT_COLOR, "linestyle": "-", "linewidth": 2.0}
KERNEL = {"color": KERNEL_COLOR, "linestyle": "--", "linewidth": 2.0}
RESULT = {"color": RESULT_COLOR, "linestyle": "-", "linewidth": 3.0}
PRODUCT = {"facecolor": PRODUCT_COLOR, "alpha": 0.45, "hatch": "///", "edgecolor": PRODUCT_EDGE, "linewidth": 0.0}
CURVES = (
    RESULT,
    {"color": INK, "linestyle": ":", "linewidth": 2.5},
    {"color": THIRD_COLOR, "linestyle": "-", "linewidth": 1.5},
    {"color": FOURTH_COLOR, "linestyle": "--", "linewidth": 1.5},
    {"color": MUTED, "linestyle": "-.", "linewidth": 1.5},
)
MARKERS = (("o", 10), ("s", 8.5), ("^", 7), ("D", 5), ("v", 4))
NUMBER = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": CELL_SIZE}  # in a cell

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": LABEL_SIZE,
    "axes.titlesize": TITLE_SIZE,
    "axes.titlelocation": "left",
    "axes.labelsize": LABEL_SIZE,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID_LINE,
    "xtick.labelsize": TICK_SIZE,
    "ytick.labelsize": TICK_SIZE,
    "legend.fontsize": SMALL_SIZE,
    "legend.frameon": False,
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "image.cmap": GREY_MAP,
}
SHARPNESS = 1.5  # pixels drawn for each pixel shown

Described = TypeVar("Described", Axes, Figure)
_descriptions: WeakKeyDictionary[Axes | Figure, str] = WeakKeyDictionary()


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


def title_above(figure: Figure, title: str) -> None:
    """One title for all panels, at the left."""
    figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE_SIZE)


def legend_beside(ax: Axes) -> None:
    """The names of the curves, to the right of them."""
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))


# How numbers are written


def number_text(value: float, digits: int = 4) -> str:
    """An integer as it is, else four digits, with a true minus sign and no minus zero.

    >>> number_text(-0.33333), number_text(12345.0), number_text(1e-5, digits=2)
    ('−0.3333', '12345', '1e−05')
    """
    value = round(value, 12) + 0.0
    return (f"{value:.0f}" if value == round(value) and abs(value) < 1e6 else f"{value:.{digits}g}").replace("-", "−")


def cell_text(value: float) -> str:
    """A number for a cell: as it is, or rounded so that at most six characters stand there.

    >>> cell_text(-1.0), cell_text(12.3456), cell_text(-1e-7)
    ('−1', '12.3', '0.00')
    """
    text = number_text(value)
    if len(text) > 4 and value != round(value):
        text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
    return text.replace("-0.00", "0.00").replace("-", "−")


def equals_text(value: float, *parts: float) -> str:
    """``= 3`` or, where digits of the value or its parts are left out, ``≈ 3.33``."""
    exact = all(abs(float(number_text(part).replace("−", "-")) - part) <= 1e-12 for part in (value, *parts))
    return f"{'=' if exact else '≈'} {number_text(value)}"


def power_text(value: float) -> str:
    """The nearest power of ten: for errors, whose digits say nothing.

    >>> power_text(3e-9), power_text(0.2)
    ('1e−9', '0.1')
    """
    power = round(float(np.log10(value))) if value > 0 else 0
    return "0" if value <= 0 else number_text(10.0**power) if abs(power) < 4 else f"1e{power}".replace("-", "−")


def short_text(value: float, digits: int = 2) -> str:
    """A number in few digits, but never fewer than its whole part has.

    >>> short_text(-0.126), short_text(104.6)
    ('−0.13', '105')
    """
    return number_text(value, max(digits, len(f"{abs(value):.0f}")) if abs(value) < 1e6 else digits)


def curve_text(x: np.ndarray, values: np.ndarray) -> str:
    """Where a curve begins, has its inner extremes and ends; too roughly for rounding to show.

    >>> curve_text(np.arange(4), np.array([0.0, 2.0, 1e-17, -0.126]))
    '0 at 0, highest 2 at 1, −0.13 at 3'
    """
    x, values = np.ravel(x).astype(float), np.ravel(values).astype(float)
    x, values = x[np.isfinite(values)], values[np.isfinite(values)]
    if not len(values):
        return "nothing finite"
    scale = np.abs(values).max() or 1.0
    values = np.round(values / scale, 6) * scale
    last, low, high = len(values) - 1, int(values.argmin()), int(values.argmax())
    inner = {i: word for i, word in ((low, "lowest "), (high, "highest ")) if values[i] not in values[[0, last]]}
    texts = []
    for i, word in sorted(({0: "", last: ""} | inner).items()):
        small = 0 < values[i] < scale / 1000
        height = f"about {power_text(values[i])}" if small else short_text(values[i])
        texts.append(f"{word}{height} at {short_text(x[i], 3)}")
    return ", ".join(texts)


# What a figure shows, in words


def describe(target: Described, text: str) -> Described:
    """Say in a sentence or two what a figure, or one panel of it, shows; returns the figure or panel.

    The titles need no repeating: `alt_text` puts them in front.

    >>> figure = Figure()
    >>> ax = describe(figure.subplots(), "It falls from 9 to 1.")
    >>> _ = ax.set_title("Every step helps")
    >>> alt_text(figure)
    'Every step helps. It falls from 9 to 1.'
    """
    _descriptions[target] = text
    return target


def alt_text(figure: Figure) -> str:
    """The title of a figure and what was said about it; else those of its panels, or the names of their axes and curves."""
    parts = [figure.get_suptitle(), _descriptions.get(figure, "")]
    if not parts[1]:
        for ax in figure.axes:
            parts += [ax.get_title(loc=place) for place in ("left", "center", "right")]
            parts.append(_descriptions.get(ax) or _names(ax))
    sentences = [" ".join(part.split()).rstrip(".") for part in parts if part.strip()]
    return ". ".join(sentences) + "." if sentences else "A figure without words."


def _names(ax: Axes) -> str:
    """The names of the axes and of the curves of a panel."""
    across, up = ax.get_xlabel(), ax.get_ylabel()
    axes = f"{up} against {across}" if across and up else across or up
    curves = ", ".join(label for label in ax.get_legend_handles_labels()[1] if label)
    return ": ".join(filter(None, (axes, curves)))


def figure_png(figure: Figure) -> tuple[str, dict[str, object]] | None:
    """What a notebook stores of a figure: a PNG in base64, and its alt text and the size at which it is shown.

    It is drawn with `SHARPNESS` times as many pixels as are shown.
    """
    from IPython.core.pylabtools import print_figure

    png = print_figure(figure, dpi=SHARPNESS * figure.dpi)
    if png is None:
        return None
    width, height = (round(side / SHARPNESS) for side in Image.open(io.BytesIO(png)).size)
    return base64.b64encode(png).decode("ascii"), {"alt": alt_text(figure), "width": width, "height": height}


def show_figures_in_notebooks() -> None:
    """In a notebook, let figures appear below their cells, as `figure_png` stores them; elsewhere do nothing.

    A backend that was chosen in the notebook, by ``%matplotlib`` or `matplotlib.use`, stays; one that only the environment
    names does not.
    """
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or type(shell).__module__.startswith("IPython.terminal"):
        return
    backend = mpl.get_backend(auto_select=False)
    inline = "inline", "module://matplotlib_inline.backend_inline"
    if backend is not None and backend.lower() not in (os.environ.get("MPLBACKEND", "").lower(), *inline):
        return
    shell.enable_matplotlib("inline")
    shell.display_formatter.formatters["image/png"].for_type(Figure, figure_png)


show_figures_in_notebooks()


# What the explorers in the browser read

THEMES = {
    "light": {
        "ink": INK, "paper": PAPER, "muted": MUTED, "grid-line": GRID_LINE, "faint": FAINT, "focus": INPUT_COLOR,
        "input": INPUT_COLOR, "kernel": KERNEL_COLOR, "kernel-text": KERNEL_TEXT, "result": RESULT_COLOR,
        "product": PRODUCT_COLOR, "product-edge": PRODUCT_EDGE, "third": THIRD_COLOR,
    },
    "dark": {
        "ink": "#E8E8E8", "paper": "#121212", "muted": "#9A9A9A", "grid-line": "#3A3A3A", "faint": "#262626",
        "focus": "#56B4E9", "input": "#56B4E9", "kernel": "#F0903C", "kernel-text": "#F5B27A", "result": "#3ECFA4",
        "product": PRODUCT_COLOR, "product-edge": "#E3A7C6", "third": "#FF8A8A",
    },
}  # fmt: skip


def tokens_js() -> str:
    """The palette of both themes as the ES module ``course_utils/widgets/tokens.js``."""
    return f"// Written by python -m course_utils.style\nexport const TOKENS = {json.dumps(THEMES, indent=2)};\n"


if __name__ == "__main__":
    Path(__file__).with_name("widgets").joinpath("tokens.js").write_text(tokens_js(), encoding="utf-8")
