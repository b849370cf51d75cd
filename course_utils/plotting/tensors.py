"""tensors."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.style import BLUE, GREEN, GREY, ORANGE, RED, cell_text, styled

AXIS_LINES = (
    {"color": ORANGE, "linestyle": "-", "marker": "o"},
    {"color": GREEN, "linestyle": "--", "marker": "s"},
    {"color": RED, "linestyle": ":", "marker": "D"},
)



class StridedView:
    """One view of a buffer as a grid, and the walk along each of its axes through the buffer: drawn once, then moved.

    Parameters
    ----------
    buffer : ndarray of shape (n,)
        The numbers as they lie in memory; its first cell is drawn from x = 0 to 1.
    ax : Axes
        Where to draw. One unit is one cell, y points down.
    walks, grid : float
        Height of the walk along axis 0, and of the upper edge of the grid.
    step : float
        From the walk along one axis to the next; a walk is tied to the buffer, whose cells are at y = 0 to 1.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes on every call, from back to front.
    settled : list of Artist
        What `update` changes when the view is new.

    Examples
    --------
    >>> buffer = np.arange(6)
    >>> picture = StridedView(buffer, Figure().add_axes((0, 0, 1, 1)), walks=-1.4, grid=3.5, step=0.6)
    >>> picture.update(buffer.reshape(2, 3).T, (2, 1), "view")
    'view[2, 1] is 5. It is at byte 40 of the buffer: 2·8 + 1·24 = 40.'
    """

    def __init__(self, buffer: np.ndarray, ax: Axes, walks: float, grid: float, step: float):
        self.buffer, self._walk_heights, self._top = buffer, [walks + step * axis for axis in range(3)], grid
        mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10.5, "color": BLUE}
        self._cells = [Rectangle((0, 0), 1, 1, facecolor="none", edgecolor=GREY, linewidth=1.0) for _ in buffer]
        self._numbers = [ax.text(0, 0, "", **mono) for _ in buffer]
        self._current = [Rectangle((0, 0), 1, 1, facecolor=(BLUE, 0.18), edgecolor=BLUE, linewidth=3.0) for _ in range(2)]
        for patch in [*self._cells, *self._current]:
            ax.add_patch(patch)
        (self._tie,) = ax.plot([], [], color="black", linestyle=":", linewidth=1.0)
        look = {"linewidth": 1.8, "markersize": 5.5, "markerfacecolor": "white"}
        self._walks = [ax.plot([], [], **style, **look)[0] for style in AXIS_LINES]
        self._names = [ax.text(0, 0, "", fontsize=9.5, va="center") for _ in AXIS_LINES]
        self._title = ax.text(0, grid - 0.5, "", fontsize=10.5, va="center", fontweight="bold")
        self.moving = [*self._current, self._tie, *self._walks]
        self.settled = [*self._cells, *self._numbers, *self._names, self._title]

    def update(self, view: np.ndarray, element: Sequence[int], name: str) -> str:
        """Show a view and mark one of its elements; return in a sentence where in the buffer it is."""
        size = self.buffer.itemsize
        places = self._places(view) // size
        self._show_grid(view, element, name)
        here = int(places[tuple(element)])
        self._current[0].set_xy((here, 0))
        for axis in range(3):
            self._show_walk(view, places, element, axis)
        above = self._walk_heights[0] < 0
        first, last = self._walk_heights[0], self._walk_heights[view.ndim - 1]
        self._tie.set_data([here + 0.5] * 2, [min(first, last), 0.0] if above else [1.7, max(first, last)])
        index = ", ".join(map(str, element))
        terms = " + ".join(f"{i}·{_bytes(stride)}" for i, stride in zip(element, view.strides, strict=True))
        start = places.flat[0] * size
        terms = f"{start} + {terms}" if start else terms
        return (
            f"{name}[{index}] is {cell_text(view[tuple(element)])}. It is at byte {here * size} of the buffer: "
            f"{terms} = {here * size}."
        )

    def _places(self, view: np.ndarray) -> np.ndarray:
        """The byte of the buffer at which each element begins."""
        start = view.__array_interface__["data"][0] - self.buffer.__array_interface__["data"][0]
        steps = [np.arange(n) * stride for n, stride in zip(view.shape, view.strides, strict=True)]
        return start + sum(np.ix_(*steps), np.zeros(view.shape, int))

    def _show_grid(self, view: np.ndarray, element: Sequence[int], name: str) -> None:
        """The elements in rows and columns; the blocks of a third axis stand side by side."""
        for cell, text in zip(self._cells, self._numbers, strict=True):
            cell.set_visible(False)
            text.set_text("")
        for cell, text, index in zip(self._cells, self._numbers, np.ndindex(view.shape), strict=False):
            x, y = _corner(index, view.shape)
            cell.set_xy((x, self._top + y))
            cell.set_visible(True)
            text.set_text(cell_text(view[index]))
            text.set_position((x + 0.5, self._top + y + 0.5))
        x, y = _corner(tuple(element), view.shape)
        self._current[1].set_xy((x, self._top + y))
        strides = ", ".join(map(_bytes, view.strides)) + ("," if view.ndim == 1 else "")
        self._title.set_text(f"{name}:  shape {view.shape},  strides ({strides}) bytes")

    def _show_walk(self, view: np.ndarray, places: np.ndarray, element: Sequence[int], axis: int) -> None:
        """A mark for every stop when only the index along this axis runs."""
        line, name, height = self._walks[axis], self._names[axis], self._walk_heights[axis]
        if axis >= view.ndim:
            line.set_data([], [])
            name.set_text("")
            return
        stops = places[tuple(slice(None) if other == axis else i for other, i in enumerate(element))] + 0.5
        line.set_data(stops, np.full(len(stops), height))
        name.set_text(f"axis {axis}: {_bytes(view.strides[axis])} bytes a step")
        name.set_position((len(self.buffer) + 0.4, height))



def _bytes(stride: int) -> str:
    return str(stride).replace("-", "−")



def _corner(index: tuple[int, ...], shape: tuple[int, ...]) -> tuple[float, float]:
    """Where the cell of an element of 1 to 3 axes is drawn: blocks, then rows, then columns."""
    block, row, column = (0,) * (3 - len(index)) + index
    return block * (shape[-1] + 0.8) + column, row



def draw_buffer(buffer: np.ndarray, ax: Axes) -> None:
    """The buffer as one row of cells, with the byte at which each begins.

    Examples
    --------
    >>> ax = Figure().add_axes((0, 0, 1, 1))
    >>> draw_buffer(np.arange(3), ax)
    >>> [text.get_text() for text in ax.texts]
    ['the buffer', 'byte 0', '8', '16', '0', '1', '2']
    """
    ax.hlines([0, 1], 0, len(buffer), color=BLUE, linewidth=1.6)
    ax.vlines(range(len(buffer) + 1), 0, 1, color=BLUE, linewidth=1.6)
    ax.text(len(buffer) + 0.4, 0.5, "the buffer", fontsize=10.5, va="center", fontweight="bold", color=BLUE)
    for place in range(len(buffer)):
        word = f"{place * buffer.itemsize}" if place else "byte 0"
        ax.text(place + (0.5 if place else 0.4), 1.35, word, fontsize=9, color=GREY, va="center", ha="center")
    mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10.5, "color": BLUE}
    for place, value in enumerate(buffer):
        ax.text(place + 0.5, 0.5, cell_text(value), **mono)



@styled
def plot_strides(buffer: np.ndarray, views: dict[str, np.ndarray]) -> Figure:
    """Draw a buffer and two views of it, one above and one below, with the walk along each axis.

    Parameters
    ----------
    buffer
        Shape (n,), contiguous, up to 12 numbers.
    views
        Two names and arrays that share the buffer's memory, each with 1 to 3 axes and at most 6 rows.

    Raises
    ------
    ValueError
        If the buffer has more than one axis, there are not two views, or one of them is a copy.

    Notes
    -----
    The places are computed from each array's address and strides. NumPy reference, *The N-dimensional array*: element
    (i, j) is at byte i·strides[0] + j·strides[1], counted from the first element.

    Examples
    --------
    >>> buffer = np.arange(12)
    >>> image = buffer.reshape(3, 4)
    >>> figure = plot_strides(buffer, {"image": image, "image.T": image.T})
    >>> len(figure.axes)
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
    ax.text(0, top + 0.3, "One buffer, read in two ways", fontsize=11, va="center")
    draw_buffer(buffer, ax)
    StridedView(buffer, ax, -0.7 - 0.6 * (upper.ndim - 1), -2.0 - rows[0], 0.6).update(upper, (0,) * upper.ndim, upper_name)
    StridedView(buffer, ax, 2.0, 4.1, 0.6).update(lower, (0,) * lower.ndim, lower_name)
    return figure



@styled
def plot_batch_axes(batch: np.ndarray) -> Figure:
    """Draw a batch of pictures with its four axes: each picture as a stack of its channels, the pictures in a row.

    Parameters
    ----------
    batch
        Shape (n, height, width, channels), uint8; two or three pictures read well.

    Examples
    --------
    >>> len(plot_batch_axes(np.zeros((2, 30, 40, 3), np.uint8)).axes)
    1
    """
    count, height, width, channels = batch.shape
    shift = 0.16 * height
    wide = width + (channels - 1) * shift + 0.3 * width
    figure, ax = plt.subplots(figsize=(9.0, 3.9))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    inks, words = (RED, GREEN, BLUE), ("R", "G", "B")
    for n in range(count):
        for c in reversed(range(channels)):
            x, y = n * wide + c * shift, -c * shift
            ax.imshow(batch[n, :, :, c], cmap="gray", vmin=0, vmax=255, extent=(x, x + width, y + height, y))
            color = inks[c % 3] if channels == 3 else GREY
            ax.add_patch(Rectangle((x, y), width, height, facecolor="none", edgecolor=color, linewidth=2.0))
            if channels == 3:
                ax.text(x + width - 8, y + 6, words[c], color="white", fontsize=10, fontweight="bold", ha="right", va="top",
                        bbox={"facecolor": color, "edgecolor": "none", "pad": 1.5})  # fmt: skip
    ruler = {"arrowprops": {"arrowstyle": "->", "color": "black", "linewidth": 1.6}}
    gap = 0.06 * height
    ax.annotate("", (-gap, height), (-gap, 0), **ruler)
    ax.text(-2 * gap, height / 2, f"axis 1\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, height + gap), (0, height + gap), **ruler)
    ax.text(width / 2, height + 1.7 * gap, f"axis 2: width {width}", ha="center", va="top")
    back = (channels - 1) * shift
    ax.annotate("", (back - gap, -back - gap), (-gap, -gap), **ruler)
    ax.text((back - 5 * gap) / 2, -back / 2 - 1.6 * gap, f"axis 3\nchannels {channels}", ha="right", va="center")
    low = height + 5.2 * gap
    ax.annotate("", ((count - 1) * wide + width, low), (0, low), **ruler)
    ax.text(((count - 1) * wide + width) / 2, low + 0.7 * gap, f"axis 0: batch of {count}", ha="center", va="top")
    ax.set(xlim=(-0.42 * width, count * wide), ylim=(low + 4 * gap, -back - 6 * gap))
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.text(0, -back - 4 * gap, f"Four axes: batch, height, width, channels = {batch.shape}", fontsize=11, va="center")
    return figure



@styled
def plot_kernel_axes(kernel: np.ndarray) -> Figure:
    """Draw the weights of a kernel with its four axes: one column for each output, one row for each input channel.

    Parameters
    ----------
    kernel
        Shape (height, width, inputs, outputs), at most 5 rows and columns.

    Examples
    --------
    >>> len(plot_kernel_axes(np.zeros((3, 3, 1, 2))).axes)
    1
    """
    height, width, inputs, outputs = kernel.shape
    across, down = width + 1.2, height + 0.9
    figure, ax = plt.subplots(figsize=(0.5 * (outputs * across + 5.0), 0.5 * (inputs * down + 3.4)))
    figure.subplots_adjust(left=0, right=1, bottom=0, top=1)
    mono = {"family": "DejaVu Sans Mono", "va": "center", "ha": "center", "fontsize": 10, "color": "#8A3C00"}
    for i, o in np.ndindex(inputs, outputs):
        for row, column in np.ndindex(height, width):
            x, y = o * across + column, i * down + row
            ax.add_patch(Rectangle((x, y), 1, 1, facecolor=(ORANGE, 0.1), edgecolor=ORANGE, linewidth=1.2))
            ax.text(x + 0.5, y + 0.5, cell_text(float(kernel[row, column, i, o])), **mono)
    right, bottom = outputs * across - 1.2, inputs * down - 0.9
    ruler = {"arrowprops": {"arrowstyle": "->", "color": "black", "linewidth": 1.6}}
    ax.annotate("", (-0.3, height), (-0.3, 0), **ruler)
    ax.text(-0.6, height / 2, f"axis 0\nheight {height}", ha="right", va="center")
    ax.annotate("", (width, -0.3), (0, -0.3), **ruler)
    ax.text(width / 2, -0.75, f"axis 1: width {width}", ha="center", va="center")
    ax.annotate("", (right + 0.4, bottom), (right + 0.4, 0), **ruler)
    ax.text(right + 0.6, bottom / 2, f"axis 2\ninputs {inputs}", ha="left", va="center")
    ax.annotate("", (right, bottom + 0.4), (0, bottom + 0.4), **ruler)
    ax.text(right / 2, bottom + 0.85, f"axis 3: outputs {outputs}", ha="center", va="center")
    ax.text(-2.4, -1.7, f"A kernel has four axes too: {kernel.shape}", fontsize=11, va="center")
    ax.set(xlim=(-2.6, outputs * across + 2.4), ylim=(bottom + 1.4, -2.0))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return figure
