"""networks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from course_utils.style import BLUE, GREEN, ORANGE, RED, new_axes, styled

ROW_WIDTH = 9.7  # inches; a longer network goes on in the next row



LINE_HEIGHT, LETTER = 0.165, 0.078  # inches, of the 9 pt labels



SLANT = 0.7  # how far a depth of 1 goes to the right, and up



@styled
def plot_network(model, title: str = "") -> Figure:
    """Draw what each layer of a Keras model hands on, to scale, with its shape and its number of weights.

    A face shows height and width in pixels, its depth the channels. A flat output of n units is a bar with the area of n
    pixels. A layer that keeps the shape and has neither kernel nor window (an activation, dropout, a normalisation) is
    named under the box that it works on. A long network is wrapped.

    Parameters
    ----------
    model
        A built ``keras.Model``, a chain of layers whose input has a fixed size: (units,), (steps, channels) or (height,
        width, channels).
    title
        What to see; by default the way from input to output and the number of weights.

    Raises
    ------
    ValueError
        If the model's shapes are not known, not fixed, or of another kind.

    Notes
    -----
    Keras is not imported here: all that is needed is ``model.inputs``, ``model.layers``, and of each layer its ``output``
    and, where it has them, its window, strides, padding, activation and ``count_params``.

    Examples
    --------
    >>> from types import SimpleNamespace as Thing
    >>> pool = type("MaxPooling2D", (), {"pool_size": (2, 2), "output": Thing(shape=(None, 14, 14, 1))})()
    >>> flatten = type("Flatten", (), {"output": Thing(shape=(None, 196))})()
    >>> figure = plot_network(Thing(inputs=[Thing(shape=(None, 28, 28, 1))], layers=[pool, flatten]))
    >>> [text.get_text() for text in figure.axes[0].texts if "×" in text.get_text()]
    ['28×28×1', '14×14×1', 'MaxPooling2D\\n2×2', 'From 28×28×1 to 196 with 0 weights']
    >>> plt.close(figure)
    """
    boxes = _boxes(model)
    pixel = 1.7 / max(max(box.sides) for box in boxes)
    channel = min([pixel, *(0.8 / box.shape[2] for box in boxes if not box.flat)])
    rows = _network_rows(boxes, pixel, channel)
    heights = [_tallest(row) + LINE_HEIGHT * (max(len(box.labels) for box in row) + 1) + 0.35 for row in rows]
    figure = plt.figure(figsize=(max(6.8, *(sum(box.column for box in row) for row in rows)), sum(heights) + 0.95))
    width, height = figure.get_size_inches()
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.set_axis_off()
    top = height - 0.45
    for row, tall in zip(rows, heights, strict=True):
        _draw_network_row(ax, row, top, channel)
        top -= tall
    weights = sum(box.weights for box in boxes)
    way = f"From {_times(boxes[0].shape)} to {_times(boxes[-1].shape)} with {weights:,} weights"
    ax.text(0.1, height - 0.1, title or way, fontsize=11, va="top")
    ax.text(0.1, 0.1, _network_scale(boxes, pixel / channel), fontsize=9, linespacing=1.4)
    return figure



@dataclass
class _Box:
    """What one box of `plot_network` shows, and where; lengths in inches unless said otherwise."""

    shape: tuple[int, ...]
    labels: list[str]
    kind: str = ""  # of the window: "kernel", "pool" or none
    window: tuple[int, int] = (0, 0)
    weights: int = 0
    height: float = 0.0
    width: float = 0.0
    depth: float = 0.0
    column: float = 0.0
    corner: tuple[float, float] = (0.0, 0.0)

    @property
    def flat(self) -> bool:
        return len(self.shape) == 1

    @property
    def sides(self) -> tuple[float, float]:
        """Height and width in pixels; a bar is four times as high as wide, and its area is its number of units."""
        return (2 * self.shape[0] ** 0.5, self.shape[0] ** 0.5 / 2) if self.flat else self.shape[:2]



def _boxes(model) -> list[_Box]:
    """The input, and each layer that changes the shape, or has a kernel or a window."""
    inputs = getattr(model, "inputs", None)
    if not inputs:
        raise ValueError(
            "the model has no shapes yet; begin it with Input((height, width, channels)), or wrap a subclassed model: "
            "keras.Model(inputs, model.call(inputs))"
        )
    boxes = [_Box(_inner_shape(inputs[0], "the input"), ["input"])]
    for layer in model.layers:
        name = type(layer).__name__
        if name == "InputLayer":
            continue
        kernel, pool = getattr(layer, "kernel_size", None), getattr(layer, "pool_size", None)
        shape, weights = _inner_shape(layer.output, name), getattr(layer, "count_params", int)()
        words = re.findall(r"[A-Z][a-z]+(?:\dD)?|[A-Z]+", name) if len(name) > 12 else [name]
        activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
        activations = [] if activation == "linear" else [activation]
        if shape == boxes[-1].shape and not (kernel or pool or hasattr(layer, "units")):
            boxes[-1].labels += activations if name == "Activation" else ["+ " + words[0], *words[1:]]
            boxes[-1].weights += weights
            continue
        window, kind = (*(kernel or pool or ()), 1, 1)[:2], "kernel" if kernel else "pool" if pool else ""
        boxes.append(_Box(shape, [*words, *_window_in_words(layer, kernel or pool), *activations], kind, window, weights))
    for box in boxes:
        box.labels += [f"{box.weights:,}", "weights"] if box.weights else []
    return boxes



def _inner_shape(tensor, name: str) -> tuple[int, ...]:
    """(units,) or (height, width, channels), without the batch; a sequence is one pixel wide."""
    shape = tuple(tensor.shape)[1:]
    if len(shape) not in (1, 2, 3) or None in shape:
        raise ValueError(
            f"{name} has the shape {shape} without its batch; expected (units,), (steps, channels) or (height, width, "
            "channels) in fixed numbers, so give Input such a shape"
        )
    return (shape[0], 1, shape[1]) if len(shape) == 2 else shape



def _window_in_words(layer, window: tuple[int, ...] | None) -> list[str]:
    """Such as ``["5×5, same", "stride 2"]``: only what is not the layer's default."""
    if not window:
        return []
    words = [_times(window) + (", same" if getattr(layer, "padding", "valid") == "same" else "")]
    usual = tuple(window) if hasattr(layer, "pool_size") else (1,) * len(window)
    for name, default in (("strides", usual), ("dilation_rate", (1,) * len(window))):
        value = tuple(getattr(layer, name, default))
        if value != default:
            words.append(f"{name.split('_')[0].rstrip('s')} {value[0] if len(set(value)) == 1 else _times(value)}")
    return words + ([f"{layer.groups} groups"] if getattr(layer, "groups", 1) > 1 else [])



def _times(numbers: Sequence[int]) -> str:
    return "×".join(f"{number:,}" for number in numbers)



def _network_scale(boxes: list[_Box], channels_a_pixel: float) -> str:
    """The caption: what the sizes and the lines of the drawing mean."""
    sizes, lines = [], []
    if any(not box.flat for box in boxes):
        equal = channels_a_pixel < 1.05
        sizes += ["faces in pixels", "a channel is" if equal else f"{channels_a_pixel:.1f} channels are"]
        sizes[-1] += " one pixel deep"
    if any(box.flat for box in boxes):
        sizes.append("the area of a bar counts its units")
    if any(box.kind == "kernel" for box in boxes):
        lines.append("Dashed: the window of a kernel.")
    if any(box.kind == "pool" for box in boxes):
        lines.append("Dotted: the window of a pooling.")
    return "\n".join(filter(None, [f"To scale: {', '.join(sizes)}.", " ".join(lines)]))



def _network_rows(boxes: list[_Box], pixel: float, channel: float) -> list[list[_Box]]:
    """Give each box its size, and lay the boxes out in rows that are not too long."""
    rows, used = [[]], 0.0
    for box in boxes:
        box.height, box.width = (pixel * side for side in box.sides)
        box.depth = 0.0 if box.flat else SLANT * channel * box.shape[2]
        letters = max([*map(len, box.labels), 1.12 * len(_times(box.shape))])
        box.column = max(box.width + box.depth, LETTER * letters) + 0.32
        if used + box.column > ROW_WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append(box)
        used += box.column
    return rows



def _tallest(row: list[_Box]) -> float:
    return max(box.height + box.depth for box in row)



def _draw_network_row(ax: Axes, row: list[_Box], top: float, channel: float) -> None:
    """Boxes on one line with their labels, windows and arrows; the upper edge of the row is at top."""
    middle, low, left, before = top - _tallest(row) / 2, top - _tallest(row) - 0.1, 0.0, None
    for box in row:
        x, y = left + (box.column - box.width - box.depth) / 2, middle - (box.height + box.depth) / 2
        box.corner = (x, y)
        _draw_network_box(ax, box, channel)
        if before is not None and box.kind and not before.flat:
            _draw_network_window(ax, before, box)
        elif before is not None or box.labels[0] != "input":
            start = before.corner[0] + before.width + before.depth + 0.05 if before is not None else x - 0.3
            ax.annotate("", (x - 0.04, middle), (start, middle), arrowprops={"arrowstyle": "->"})
        center = left + box.column / 2
        ax.text(center, low, _times(box.shape), fontsize=9.5, fontweight="bold", ha="center", va="top")
        ax.text(center, low - LINE_HEIGHT, "\n".join(box.labels), fontsize=9, ha="center", va="top", linespacing=1.25)
        left, before = left + box.column, box



def _draw_network_box(ax: Axes, box: _Box, channel: float) -> None:
    """A face with its depth behind it, up and to the right; a few channels are drawn one by one."""
    (x, y), high, wide, deep = box.corner, box.height, box.width, box.depth
    color = BLUE if box.labels[0] == "input" else GREEN
    look = {"edgecolor": color, "linewidth": 1.0}
    far = [(x + wide + deep, y + high + deep), (x + wide, y + high)]
    ax.add_patch(Polygon([(x, y + high), (x + deep, y + high + deep), *far], facecolor=(color, 0.25), **look))
    ax.add_patch(Polygon([(x + wide, y), (x + wide + deep, y + deep), *far], facecolor=(color, 0.4), **look))
    ax.add_patch(Rectangle((x, y), wide, high, facecolor=(color, 0.12), **look))
    if not box.flat and SLANT * channel > 0.02:
        for step in SLANT * channel * np.arange(1, box.shape[2]):
            corners = np.array([(x, y + high), (x + wide, y + high), (x + wide, y)]) + step
            ax.plot(*corners.T, color=color, linewidth=0.7)



def _draw_network_window(ax: Axes, before: _Box, box: _Box) -> None:
    """The window on the face before, and the lines from it to the one unit that it makes."""
    pixel = before.height / before.sides[0]
    tall, broad = (min(pixel * size, side) for size, side in zip(box.window, (before.height, before.width), strict=True))
    left, low = before.corner[0] + 0.75 * (before.width - broad), before.corner[1] + 0.25 * (before.height - tall)
    look = {"color": "#8A3C00", "linestyle": "--"} if box.kind == "kernel" else {"color": "black", "linestyle": ":"}
    ax.add_patch(Rectangle((left, low), broad, tall, fill=False, **look))
    unit = box.corner[0] + 0.75 * box.width, box.corner[1] + 0.25 * box.height
    for corner in (low, low + tall):
        ax.plot([left + broad, unit[0]], [corner, unit[1]], linewidth=0.9, **look)



FIELDS = (
    {"edgecolor": RED, "linestyle": "-"},
    {"edgecolor": ORANGE, "linestyle": "--"},
    {"edgecolor": BLUE, "linestyle": "-."},
    {"edgecolor": "black", "linestyle": ":"},
)



@styled
def plot_receptive_fields(picture: np.ndarray, fields: dict[str, tuple[int, int]]) -> Axes:
    """Draw on a picture the square of pixels that one unit of each layer sees.

    Parameters
    ----------
    picture
        Shape (height, width), uint8; 255 is drawn as full ink.
    fields
        The layer's name, and the first and the last pixel that its unit sees, along both axes; up to four.

    Examples
    --------
    >>> ax = plot_receptive_fields(np.zeros((28, 28), np.uint8), {"Conv2D": (10, 14), "MaxPooling2D": (10, 15)})
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['Conv2D: 5×5 pixels', 'MaxPooling2D: 6×6 pixels']
    >>> plt.close(ax.figure)
    """
    ax = new_axes(None, 6.6, 4.0)
    ax.imshow(picture, cmap="gray_r", vmin=0, vmax=600)
    for (name, (first, last)), style in zip(fields.items(), FIELDS, strict=False):
        size = last - first + 1
        look = {"facecolor": "none", "linewidth": 2.6, "label": f"{name}: {size}×{size} pixels"}
        ax.add_patch(Rectangle((first - 0.5, first - 0.5), size, size, **look | style))
    ax.set(title="The deeper the layer, the more a unit sees", xlabel="column", ylabel="row")
    ax.grid(False)
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), handlelength=3.0, labelspacing=1.2, title="One unit of")
    return ax
