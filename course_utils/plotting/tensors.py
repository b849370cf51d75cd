"""Arrays: a buffer and the views that read it, and the axes of batches and of kernels."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils import sentences
from course_utils.strides import byte_places
from course_utils.style import (
    CAPTION_SIZE,
    CELL_SIZE,
    CHANNEL_COLORS,
    GREY_MAP,
    INK,
    INPUT_COLOR,
    KERNEL_COLOR,
    KERNEL_TEXT,
    LABEL_SIZE,
    MUTED,
    NUMBER,
    PAPER,
    RESULT_COLOR,
    SMALL_SIZE,
    THIRD_COLOR,
    TITLE_SIZE,
    cell_text,
    describe,
    number_text,
    styled,
)

AXIS_LINES = (
    {"color": KERNEL_COLOR, "linestyle": "-", "marker": "o"},
    {"color": RESULT_COLOR, "linestyle": "--", "marker": "s"},
    {"color": THIRD_COLOR, "linestyle": ":", "marker": "D"},
)
RULER = {"arrowprops": {"arrowstyle": "->", "color": INK, "linewidth": 1.6}}  # an arrow along an axis


def _draw_view(
    buffer: np.ndarray, view: np.ndarray, element: Sequence[int], name: str, ax: Axes, walks: float, grid: float, step: float
) -> None:
    """One view of a buffer as a grid, and the walk along each of its axes through the buffer, with one element marked.

    One unit is one cell, y points down, and the cells of the buffer, shape (n,), are at y = 0 to 1 from x = 0 on. ``walks`` is
    the height of the walk along axis 0, ``step`` the way to the next walk, ``grid`` the upper edge of the grid.
    """
    element = tuple(element)
    places = byte_places(buffer, view) // buffer.itemsize
    here, heights = int(places[element]), [walks + step * axis for axis in range(view.ndim)]
    marked = {"facecolor": (INPUT_COLOR, 0.18), "edgecolor": INPUT_COLOR, "linewidth": 3.0}
    for index in np.ndindex(view.shape):
        x, y = _corner(index, view.shape)
        ax.add_patch(Rectangle((x, grid + y), 1, 1, facecolor="none", edgecolor=MUTED, linewidth=1.0))
        ax.text(x + 0.5, grid + y + 0.5, cell_text(view[index]), color=INPUT_COLOR, **NUMBER)
    x, y = _corner(element, view.shape)
    for corner in ((here, 0), (x, grid + y)):
        ax.add_patch(Rectangle(corner, 1, 1, **marked))
    title = f"{name}:  {_shape_and_strides(view, ',  ')}"
    ax.text(0, grid - 0.5, title, fontsize=CELL_SIZE, va="center", fontweight="bold")
    ends = [min(heights), 0.0] if walks < 0 else [1.7, max(heights)]
    ax.plot([here + 0.5] * 2, ends, color=INK, linestyle=":", linewidth=1.0)
    for axis, height in enumerate(heights):
        stops = places[tuple(slice(None) if other == axis else i for other, i in enumerate(element))] + 0.5
        look = {"linewidth": 1.8, "markersize": 5.5, "markerfacecolor": PAPER}
        ax.plot(stops, np.full(len(stops), height), **AXIS_LINES[axis], **look)
        text = f"axis {axis}: {number_text(view.strides[axis])} bytes a step"
        ax.text(len(buffer) + 0.4, height, text, fontsize=CAPTION_SIZE, va="center")


def _shape_and_strides(view: np.ndarray, between: str = ", ") -> str:
    strides = ", ".join(map(number_text, view.strides)) + ("," if view.ndim == 1 else "")
    return f"shape {view.shape}{between}strides ({strides}) bytes"


def _corner(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[float, float]:
    """Where the cell of an element of 1 to 3 axes is drawn: blocks, then rows, then columns."""
    block, row, column = (0,) * (3 - len(index)) + index
    return block * (shape[-1] + 0.8) + column, row


def _draw_buffer(buffer: np.ndarray, ax: Axes) -> None:
    """The buffer as one row of cells, with the byte at which each begins.

    >>> ax = Figure().add_axes((0, 0, 1, 1))
    >>> _draw_buffer(np.arange(3), ax)
    >>> [text.get_text() for text in ax.texts]
    ['the buffer', 'byte 0', '0', '8', '1', '16', '2']
    """
    ax.hlines([0, 1], 0, len(buffer), color=INPUT_COLOR, linewidth=1.6)
    ax.vlines(range(len(buffer) + 1), 0, 1, color=INPUT_COLOR, linewidth=1.6)
    name = {"fontsize": CELL_SIZE, "fontweight": "bold", "color": INPUT_COLOR}
    ax.text(len(buffer) + 0.4, 0.5, "the buffer", va="center", **name)
    for place, value in enumerate(buffer):
        x, word = (place + 0.5, f"{place * buffer.itemsize}") if place else (0.4, "byte 0")
        ax.text(x, 1.35, word, fontsize=SMALL_SIZE, color=MUTED, va="center", ha="center")
        ax.text(place + 0.5, 0.5, cell_text(value), color=INPUT_COLOR, **NUMBER)


@styled
def plot_strides(buffer: np.ndarray, views: dict[str, np.ndarray]) -> Figure:
    """Draw a buffer of up to 12 numbers and two views of it, one above and one below, with the walk along each axis.

    Each view has 1 to 3 axes and at most 6 rows; a ValueError says what is a copy or not a flat buffer.

    >>> buffer = np.arange(12)
    >>> image = buffer.reshape(3, 4)
    >>> len(plot_strides(buffer, {"image": image, "image.T": image.T}).axes)
    1
    """
    if buffer.ndim != 1 or len(views) != 2:
        raise ValueError(
            f"got a buffer of shape {buffer.shape} and {len(views)} views; give a buffer with one axis and two views of it"
        )
    for name, view in views.items():
        if not np.shares_memory(buffer, view):
            raise ValueError(f"{name} is a copy: it has a buffer of its own; give a view, such as buffer.reshape(3, 4).T")
    (upper_name, upper), (lower_name, lower) = views.items()
    rows = [1 if view.ndim == 1 else view.shape[-2] for view in (upper, lower)]
    top, bottom = -2.4 - rows[0] - 1.2, 3.9 + rows[1] + 0.3
    width = len(buffer) + 5.4
    figure = plt.figure(figsize=(0.5 * width, 0.5 * (bottom - top)))
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    ax.set(xlim=(-0.4, width - 0.4), ylim=(bottom, top), aspect="equal")
    ax.set_axis_off()
    title = "One buffer, read in two ways"
    ax.text(0, top + 0.3, title, fontsize=TITLE_SIZE, va="center")
    _draw_buffer(buffer, ax)
    _draw_view(buffer, upper, (0,) * upper.ndim, upper_name, ax, -0.7 - 0.6 * (upper.ndim - 1), -2.0 - rows[0], 0.6)
    _draw_view(buffer, lower, (0,) * lower.ndim, lower_name, ax, 2.0, 4.1, 0.6)
    told = "; ".join(f"{name} has {_shape_and_strides(view)}" for name, view in views.items())
    return describe(figure, f"{title}. {len(buffer)} numbers in a row, and where each axis leads: {told}.")


@styled
def plot_view(view: np.ndarray, element: Sequence[int], name: str) -> Figure:
    """Draw one view, of 1 to 3 axes, of a buffer of 12 numbers, with one element marked in both.

    >>> len(plot_view(np.arange(12).reshape(3, 4), (1, 1), "view").axes)
    1
    """
    buffer = view.base if view.base is not None else view
    bottom = 3.2 + (1 if view.ndim == 1 else view.shape[-2]) + 0.4
    figure = plt.figure(figsize=(8.4, 0.5 * (bottom + 2.2)))
    ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    ax.set(xlim=(-0.4, 16.4), ylim=(bottom, -2.2), aspect="equal")
    ax.set_axis_off()
    title = "The buffer stays; shape and strides say how it is read"
    ax.text(0.0, -1.85, title, fontsize=TITLE_SIZE, va="center")
    _draw_buffer(buffer, ax)
    _draw_view(buffer, view, element, name, ax, walks=-0.6, grid=3.2, step=-0.4)
    said = sentences.strided_view(name, tuple(map(int, element)), view[tuple(element)], view.strides)
    return describe(figure, f"{title}. {name} has {_shape_and_strides(view)}. {said}")


@styled
def plot_batch_axes(batch: np.ndarray) -> Figure:
    """Draw a batch, shape (n, height, width, channels), uint8, with its four axes: each picture as a stack of its channels.

    >>> len(plot_batch_axes(np.zeros((2, 30, 40, 3), np.uint8)).axes)
    1
    """
    count, height, width, channels = batch.shape
    shift = 0.16 * height
    wide = width + (channels - 1) * shift + 0.3 * width
    figure, ax = plt.subplots(figsize=(9.0, 3.9))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    for n in range(count):
        for c in range(channels):
            x, y, depth = n * wide + c * shift, -c * shift, {"zorder": channels - c}
            ax.imshow(batch[n, :, :, c], cmap=GREY_MAP, vmin=0, vmax=255, extent=(x, x + width, y + height, y), **depth)
            color = CHANNEL_COLORS[c] if channels == 3 else MUTED
            ax.add_patch(Rectangle((x, y), width, height, facecolor="none", edgecolor=color, linewidth=2.0, **depth))
            if channels == 3:
                tag = {"facecolor": color, "edgecolor": "none", "pad": 1.5}
                word = {"fontsize": LABEL_SIZE, "fontweight": "bold", "ha": "right", "va": "top"}
                ax.text(x + width - 8, y + 6, "RGB"[c], color=PAPER, bbox=tag, **word, **depth)
    gap, back = 0.06 * height, (channels - 1) * shift
    ax.annotate("", (-gap, height), (-gap, 0), **RULER)
    ax.text(-2 * gap, height / 2, f"axis 1\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, height + gap), (0, height + gap), **RULER)
    ax.text(width / 2, height + 1.7 * gap, f"axis 2: width {width}", ha="center", va="top")
    ax.annotate("", (back - gap, -back - gap), (-gap, -gap), **RULER)
    ax.text((back - 5 * gap) / 2, -back / 2 - 1.6 * gap, f"axis 3\nchannels {channels}", ha="right", va="center")
    low = height + 5.2 * gap
    ax.annotate("", ((count - 1) * wide + width, low), (0, low), **RULER)
    ax.text(((count - 1) * wide + width) / 2, low + 0.7 * gap, f"axis 0: batch of {count}", ha="center", va="top")
    ax.set(xlim=(-0.42 * width, count * wide), ylim=(low + 4 * gap, -back - 6 * gap), aspect="equal")
    ax.set_axis_off()
    title = f"Four axes: batch, height, width, channels = {batch.shape}"
    ax.text(0, -back - 4 * gap, title, fontsize=TITLE_SIZE, va="center")
    stacks = f"{count} pictures side by side, each a stack of {channels} planes of {height}×{width} pixels"
    return describe(figure, f"{title}. {stacks}; an arrow along each axis.")


@styled
def plot_kernel_axes(kernel: np.ndarray, outputs: Sequence[str] = ()) -> Figure:
    """Draw the weights of a kernel, (height, width, inputs, outputs): a column for each output, a row for each input channel.

    ``outputs`` names the columns; three input channels are red, green and blue.

    >>> len(plot_kernel_axes(np.zeros((3, 3, 1, 2)), ["edges", "sharp"]).axes)
    1
    """
    height, width, inputs, count = kernel.shape
    if outputs and len(outputs) != count:
        raise ValueError(f"got {len(outputs)} names for {count} outputs; give one name for each, or none")
    across, down = width + 1.2, height + 0.9
    named, coloured = 0.9 if outputs else 0.0, 0.8 if inputs == 3 else 0.0
    figure, ax = plt.subplots(figsize=(0.5 * (count * across + 5.0 + coloured), 0.5 * (inputs * down + 3.4 + named)))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    for (i, o, row, column), weight in np.ndenumerate(kernel.transpose(2, 3, 0, 1)):
        x, y = o * across + column, i * down + row
        ax.add_patch(Rectangle((x, y), 1, 1, facecolor=(KERNEL_COLOR, 0.1), edgecolor=KERNEL_COLOR, linewidth=1.2))
        ax.text(x + 0.5, y + 0.5, cell_text(float(weight)), **NUMBER | {"fontsize": LABEL_SIZE, "color": KERNEL_TEXT})
    right, bottom = count * across - 1.2, inputs * down - 0.9
    for o, name in enumerate(outputs):
        ax.text(o * across + width / 2, bottom + 0.55, name, ha="center", va="center", fontweight="bold")
    for i, letter in enumerate("RGB" if coloured else ""):
        tag = {"bbox": {"facecolor": CHANNEL_COLORS[i], "edgecolor": "none", "pad": 2.5}, "color": PAPER}
        word = {"fontsize": LABEL_SIZE, "fontweight": "bold", "ha": "center", "va": "center"}
        ax.text(right + 0.55, i * down + height / 2, letter, **tag, **word)
    ax.annotate("", (-0.3, height), (-0.3, 0), **RULER)
    ax.text(-0.6, height / 2, f"axis 0\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, -0.3), (0, -0.3), **RULER)
    ax.text(width / 2, -0.75, f"axis 1: width {width}", ha="center", va="center")
    ax.annotate("", (right + 0.4 + coloured, bottom), (right + 0.4 + coloured, 0), **RULER)
    ax.text(right + 0.6 + coloured, bottom / 2, f"axis 2\ninputs {inputs}", ha="left", va="center")
    ax.annotate("", (right, bottom + 0.4 + named), (0, bottom + 0.4 + named), **RULER)
    ax.text(right / 2, bottom + 0.85 + named, f"axis 3: outputs {count}", ha="center", va="center")
    title = f"A kernel has four axes too: {kernel.shape}"
    ax.text(-2.4, -1.7, title, fontsize=TITLE_SIZE, va="center")
    ax.set(xlim=(-2.6, count * across + 2.4 + coloured), ylim=(bottom + 1.4 + named, -2.0), aspect="equal")
    ax.set_axis_off()
    columns = f" ({', '.join(outputs)})" if outputs else ""
    rows = " (red, green, blue)" if coloured else ""
    grids = f"a column for each of {count} outputs{columns}, a row for each of {inputs} inputs{rows}"
    return describe(figure, f"{title}. Grids of {height}×{width} weights, {grids}; an arrow along each axis.")
