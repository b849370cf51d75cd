"""Networks drawn to scale from the model itself, and what their units see of a picture."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from course_utils.plotting.network_boxes import (
    AGAIN,
    LANE,
    LINE_HEIGHT,
    SLANT,
    Box,
    give_sizes,
    give_tracks,
    lanes_above,
    read_boxes,
    rows_of,
    times,
    turns_late,
    u_shaped,
)
from course_utils.style import (
    CAPTION_SIZE,
    INK,
    INK_MAP,
    INPUT_COLOR,
    KERNEL_COLOR,
    KERNEL_TEXT,
    MUTED,
    RESULT_COLOR,
    SMALL_SIZE,
    THIRD_COLOR,
    TITLE_SIZE,
    describe,
    new_axes,
    styled,
)

WINDOWS = {"kernel": {"color": KERNEL_TEXT, "linestyle": "--"}, "pool": {"color": INK, "linestyle": ":"}}


@styled
def plot_network(model, title: str = "") -> Figure:
    """Draw what each layer of a Keras model hands on, to scale, with its shape and its number of weights.

    A face shows height and width in pixels, its depth the channels. A flat output of n units is a bar with the area of n
    pixels. A layer that keeps the shape and has neither kernel nor window (an activation, dropout, a normalisation) is
    named under the box that it works on. A long network is wrapped. Branches are drawn below each other until they join; a
    shortcut leads over the boxes that it passes. A network that goes down to small faces and up again, with ways straight
    across, is drawn as a U.

    The model is built, has one input of fixed size, (units,), (steps, channels) or (height, width, channels), and one
    output, and calls each layer once; any other is a ValueError. The title says by default what goes in, what comes out,
    and how many weights there are.

    >>> plot_network("LeNet")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: the model has no shapes yet; begin it with Input((height, width, channels)), or wrap a subclassed model: ...
    """
    boxes = read_boxes(model)
    told = _network_text(boxes)
    pixel, channel = give_sizes(boxes)
    give_tracks(boxes)
    u = u_shaped(boxes)
    rows = u or rows_of(boxes)
    turns = turns_late(boxes)
    rows = [_Row(row, inlet=0.35 if u and place else 0.0) for place, row in enumerate(rows)]
    width = max(6.8, *(box.right + (0.1 if u else 0.0) for row in rows for box in row.boxes))
    height = sum(row.height for row in rows) + 0.95
    figure = plt.figure(figsize=(width, height))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.set_axis_off()
    top = height - 0.45
    for row in rows:
        row.place_below(top)
        top -= row.height
    home = {box: row for row in rows for box in row.boxes}
    windows = set()
    for box, row in home.items():
        _draw_box(ax, box, channel)
        _label(ax, box, row.tops[box.track] - row.tall[box.track] - 0.1)
        for parent in box.parents:
            if parent not in home or (home[parent] is not row and not u):
                _lead(ax, (box.corner[0] - 0.3, row.middles[box.track]), (box.corner[0] - 0.04, row.middles[box.track]))
            elif (parent, box) in row.lanes:
                _lead_over(ax, parent, box, row.tops[box.track] + LANE * row.lanes[parent, box])
            elif home[parent] is row and parent.track == box.track and box.kind in WINDOWS and not parent.flat:
                _draw_window(ax, parent, box)
                windows.add(box.kind)
            else:
                _lead(ax, *_corners(parent, box, home, turns))
    weights = sum(box.weights for box in boxes)
    title = title or f"From {times(boxes[0].shape)} to {times(boxes[-1].shape)} with {weights:,} weights"
    ax.text(0.1, height - 0.1, title, fontsize=TITLE_SIZE, va="top")
    ax.text(0.1, 0.1, _network_scale(boxes, pixel / channel, windows), fontsize=SMALL_SIZE, linespacing=1.4)
    return describe(figure, f"{title}. {told}")


def _network_text(boxes: list[Box]) -> str:
    """The boxes in order, and what leads past others."""
    names = {box: f"{times(box.shape)} ({' '.join(box.labels)})" for box in boxes}
    text = "A network to scale, from left to right: " + ", ".join(names.values())
    joins = [box for box in boxes if len(box.parents) > 1]
    told = "; ".join(f"{names[box]} joins {' and '.join(names[parent] for parent in box.parents)}" for box in joins)
    return f"{text}. {told}" if joins else text


def _network_scale(boxes: list[Box], channels_a_pixel: float, windows: set[str]) -> str:
    """The caption: what the sizes and the lines of the drawing mean."""
    sizes, lines = [], []
    if any(not box.flat for box in boxes):
        equal = channels_a_pixel < 1.05
        deep = "a channel is one pixel deep" if equal else f"{channels_a_pixel:.1f} channels are as deep as a pixel is wide"
        sizes += ["faces in pixels", deep]
    if any(box.flat for box in boxes):
        sizes.append("the area of a bar counts its units")
    if "kernel" in windows:
        lines.append("Dashed: the window of a kernel.")
    if "pool" in windows:
        lines.append("Dotted: the window of a pooling.")
    return "\n".join(filter(None, [f"To scale: {', '.join(sizes)}.", " ".join(lines)]))


class _Row:
    """Boxes on one line, branches in tracks below it: the heights that they need, then where they stand, in inches."""

    def __init__(self, boxes: list[Box], inlet: float = 0.0):
        self.boxes, self.lanes = boxes, lanes_above(boxes)
        tracks = [[box for box in boxes if box.track == track] for track in range(max(box.track for box in boxes) + 1)]
        lanes = [
            max((lane for (_, box), lane in self.lanes.items() if box.track == track), default=-1)
            for track in range(len(tracks))
        ]
        self.above = [LANE * (lane + 1) for lane in lanes]
        self.above[0] += inlet
        self.tall = [max((box.tall for box in track), default=0.0) for track in tracks]
        self.below = [LINE_HEIGHT * (max((len(box.labels) for box in track), default=0) + 1) + 0.35 for track in tracks]
        self.height = sum(self.above) + sum(self.tall) + sum(self.below)

    def place_below(self, top: float) -> None:
        self.top, self.tops, self.middles = top, [], []
        for track, (above, tall, below) in enumerate(zip(self.above, self.tall, self.below, strict=True)):
            self.tops.append(top - above)
            self.middles.append(top - above - tall / 2)
            for box in self.boxes:
                if box.track == track:
                    box.corner = box.left + (box.column - box.width - box.depth) / 2, self.middles[-1] - box.tall / 2
            top -= above + tall + below


def _corners(parent: Box, box: Box, home: dict[Box, _Row], turns: dict[tuple[Box, Box], bool]) -> list[tuple[float, float]]:
    """A way from the right side of one box to the left side of another, between the columns and between the rows."""
    start, end = (home[one].middles[one.track] for one in (parent, box))
    corners = []
    if home[parent] is not home[box]:
        between = min(home[parent].top, home[box].top) - (0.22 if home[box].top < home[parent].top else 0.08)
        corners = [(parent.right, start), (parent.right, between), (box.left, between), (box.left, end)]
    elif parent.track != box.track:
        turn = box.left if turns[parent, box] else parent.right
        corners = [(turn, start), (turn, end)]
    return [(parent.corner[0] + parent.width + parent.depth + 0.05, start), *corners, (box.corner[0] - 0.04, end)]


def _lead(ax: Axes, *corners: tuple[float, float]) -> None:
    """An arrow around corners."""
    if len(corners) > 2:
        ax.plot(*np.transpose(corners[:-1]), color=INK, linewidth=1.0, solid_joinstyle="round")
    ax.annotate("", corners[-1], corners[-2], arrowprops={"arrowstyle": "->", "shrinkA": 0 if len(corners) > 2 else 2})


def _lead_over(ax: Axes, parent: Box, box: Box, lane: float) -> None:
    """From the roof of one box over those between to the roof of another."""
    (x, y), (end, low) = (
        (one.corner[0] + (one.width + one.depth) / 2, one.corner[1] + one.height + one.depth / 2) for one in (parent, box)
    )
    x, end = x + min(0.1, parent.width / 4), end - min(0.1, box.width / 4)
    _lead(ax, (x, y), (x, lane), (end, lane), (end, low))


def _label(ax: Axes, box: Box, top: float) -> None:
    look = {"ha": "center", "va": "top"}
    center = box.left + box.column / 2
    ax.text(center, top, times(box.shape), fontsize=CAPTION_SIZE, fontweight="bold", **look)
    ax.text(center, top - LINE_HEIGHT, "\n".join(box.labels), fontsize=SMALL_SIZE, linespacing=1.25, **look)


def _draw_box(ax: Axes, box: Box, channel: float) -> None:
    """A face with its depth behind it, up and to the right; a few channels are drawn one by one."""
    (x, y), high, wide, deep = box.corner, box.height, box.width, box.depth
    color = INPUT_COLOR if box.labels[0] == "input" else MUTED if box.labels[0] == AGAIN else RESULT_COLOR
    look = {"edgecolor": color, "linewidth": 1.0}
    far = [(x + wide + deep, y + high + deep), (x + wide, y + high)]
    ax.add_patch(Polygon([(x, y + high), (x + deep, y + high + deep), *far], facecolor=(color, 0.25), **look))
    ax.add_patch(Polygon([(x + wide, y), (x + wide + deep, y + deep), *far], facecolor=(color, 0.4), **look))
    ax.add_patch(Rectangle((x, y), wide, high, facecolor=(color, 0.12), **look))
    if not box.flat and SLANT * channel > 0.02:
        for step in SLANT * channel * np.arange(1, box.shape[2]):
            corners = np.array([(x, y + high), (x + wide, y + high), (x + wide, y)]) + step
            ax.plot(*corners.T, color=color, linewidth=0.7)


def _draw_window(ax: Axes, before: Box, box: Box) -> None:
    """The window on the face before, and the lines from it to the one unit that it makes."""
    pixel = before.height / before.sides[0]
    tall, broad = (min(pixel * size, side) for size, side in zip(box.window, (before.height, before.width), strict=True))
    left, low = before.corner[0] + 0.75 * (before.width - broad), before.corner[1] + 0.25 * (before.height - tall)
    ax.add_patch(Rectangle((left, low), broad, tall, fill=tall < 0.03, **WINDOWS[box.kind]))
    unit = box.corner[0] + 0.75 * box.width, box.corner[1] + 0.25 * box.height
    for corner in (low, low + tall):
        ax.plot([left + broad, unit[0]], [corner, unit[1]], linewidth=0.9, **WINDOWS[box.kind])


FIELDS = (
    {"edgecolor": THIRD_COLOR, "linestyle": "-"},
    {"edgecolor": KERNEL_COLOR, "linestyle": "--"},
    {"edgecolor": INPUT_COLOR, "linestyle": "-."},
    {"edgecolor": INK, "linestyle": ":"},
)


@styled
def plot_receptive_fields(picture: np.ndarray, fields: dict[str, tuple[int, int]]) -> Axes:
    """Draw on a picture the square of pixels that one unit of each layer sees.

    ``picture`` is uint8 of shape (height, width); 255 is drawn as full ink. ``fields`` holds, by the layer's name, the first
    and the last pixel that its unit sees, along both axes; up to four.

    >>> ax = plot_receptive_fields(np.zeros((28, 28), np.uint8), {"Conv2D": (10, 14), "MaxPooling2D": (10, 15)})
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['Conv2D: 5×5 pixels', 'MaxPooling2D: 6×6 pixels']
    """
    ax = new_axes(None, 6.6, 4.0)
    ax.imshow(picture, cmap=INK_MAP, vmin=0, vmax=600)
    for (name, (first, last)), style in zip(fields.items(), FIELDS, strict=False):
        size = last - first + 1
        look = {"facecolor": "none", "linewidth": 2.6, "label": f"{name}: {size}×{size} pixels"}
        ax.add_patch(Rectangle((first - 0.5, first - 0.5), size, size, **look | style))
    ax.set(title="The deeper the layer, the more a unit sees", xlabel="column", ylabel="row")
    ax.grid(False)
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), handlelength=3.0, labelspacing=1.2, title="One unit of")
    told = ", ".join(f"{name} {last - first + 1}×{last - first + 1}" for name, (first, last) in fields.items())
    return describe(ax, f"Squares on a picture of {picture.shape[0]}×{picture.shape[1]} pixels, what one unit sees: {told}.")
