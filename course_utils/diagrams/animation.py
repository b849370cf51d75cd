"""What the animations share: grids of numbers as matplotlib draws them, and a looping GIF out of figures."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from course_utils import style
from course_utils.diagrams.facts import Place
from course_utils.diagrams.paper import mix, shade, tint


def empty_figure(width: float, height: float, caption: str) -> tuple[Figure, Axes]:
    """A figure without axes, measured in half inches from its upper left corner, with a caption."""
    figure = Figure(figsize=(width / 2, height / 2), dpi=100)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.set_axis_off()
    ax.text(0.5, 0.5, caption, fontsize=style.HEAD_SIZE, fontweight="bold", va="center")
    return figure, ax


def number_grid(ax: Axes, left: float, top: float, values: dict[Place, str], shape: Place, color: str, name: str) -> None:
    """A grid of numbers, one unit a cell, with its name above."""
    for row in range(shape[0]):
        for column in range(shape[1]):
            look = {"facecolor": tint(color), "edgecolor": color, "linewidth": 1.2}
            ax.add_patch(Rectangle((left + column, top + row), 1, 1, **look))
            text = values.get((row, column), "")
            look = {"fontsize": style.HEADLINE_SIZE, "color": shade(color), "ha": "center", "va": "center"}
            ax.text(left + column + 0.5, top + row + 0.5, text, **look)
    ax.text(left, top - 0.32, name, fontsize=style.HEAD_SIZE, color=shade(color), fontweight="bold")


def outline(ax: Axes, left: float, top: float, height: float, width: float, color: str, *, dashed: bool = False) -> None:
    """A thick frame around cells."""
    look = {"facecolor": "none", "edgecolor": shade(color), "linewidth": 3.5, "linestyle": "--" if dashed else "-"}
    ax.add_patch(Rectangle((left, top), width, height, **look))


def picture_of(figure: Figure) -> Image.Image:
    """The figure as a picture in colour."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())


def looping_gif(
    frames: Sequence[Image.Image], milliseconds: Sequence[int], colors: Sequence[str], extra: Sequence[str] = ()
) -> bytes:
    """A GIF that starts again at its end; all frames share one palette: white, the colours in eight shares of it, the extra."""
    palette_colors = [style.PAPER, *(mix(color, style.PAPER, share) for color in colors for share in np.linspace(0, 0.875, 8))]
    palette = Image.new("P", (1, 1))
    palette.putpalette(bytes.fromhex("".join(color[1:] for color in [*palette_colors, *extra])))
    first, *others = (frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames)
    file = io.BytesIO()
    first.save(file, format="GIF", save_all=True, append_images=others, duration=list(milliseconds), loop=0, optimize=False)
    return file.getvalue()
