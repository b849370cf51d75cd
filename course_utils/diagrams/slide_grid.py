"""The animation of a 3×3 kernel that slides over a 5×5 image, a GIF."""

from __future__ import annotations

from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from PIL import Image

from course_utils import style
from course_utils.diagrams.animation import empty_figure, looping_gif, number_grid, outline, picture_of
from course_utils.diagrams.facts import Place, convolution_terms
from course_utils.diagrams.paper import shade, tint

IMAGE = np.array([[3, 0, 1, 2, 1], [1, 4, 0, 0, 2], [2, 1, 5, 1, 0], [0, 2, 1, 3, 1], [1, 0, 2, 1, 4]])
KERNEL = np.array([[1, 2, 0], [0, 1, 0], [0, 0, 3]])
HOLD, STEP = 2200, 1100  # milliseconds
COLORS = (style.INK, style.INPUT_COLOR, style.KERNEL_COLOR, style.RESULT_COLOR, style.MUTED)


class Scene(NamedTuple):
    """What one frame shows: a caption, whether the kernel is flipped, and the place in the result, if it lies anywhere."""

    caption: str
    flipped: bool
    place: Place | None
    milliseconds: int


def scenes() -> list[Scene]:
    """The story: image and kernel; the kernel flipped; then its nine positions, row by row."""
    size = len(IMAGE) - len(KERNEL) + 1
    places = [(row, column) for row in range(size) for column in range(size)]
    slide = "3 · Lay it on, multiply, add; then move on by one cell"
    return [
        Scene("1 · An image and a kernel", False, None, HOLD),
        Scene("2 · Flip the kernel: upside down, left to right", True, None, HOLD),
        *(Scene(slide, True, place, HOLD if place in (places[0], places[-1]) else STEP) for place in places),
    ]


def products_at(row: int, column: int) -> list[tuple[int, int]]:
    """The factors under the kernel at one place of the result that counts from 0, zeros of the kernel included."""
    height, width = KERNEL.shape
    terms = convolution_terms(IMAGE.shape, KERNEL.shape, row + height - 1, column + width - 1)
    return [(int(IMAGE[place]), int(KERNEL[tap])) for place, tap in terms]


def value_at(row: int, column: int) -> int:
    """The element of the convolution at one place of the result that counts from 0."""
    return sum(sample * weight for sample, weight in products_at(row, column))


def _frame(scene: Scene) -> Image.Image:
    """One picture of the animation."""
    figure, ax = empty_figure(13.6, 7.4, scene.caption)
    image = {place: str(value) for place, value in np.ndenumerate(IMAGE)}
    number_grid(ax, 0.5, 1.4, image, IMAGE.shape, style.INPUT_COLOR, "image, 5×5")
    used = KERNEL[::-1, ::-1] if scene.flipped else KERNEL
    kernel = {place: str(value) for place, value in np.ndenumerate(used)}
    number_grid(ax, 6.3, 1.4, kernel, KERNEL.shape, style.KERNEL_COLOR, "kernel, flipped" if scene.flipped else "kernel, 3×3")
    ax.text(5.9, 2.9, "∗", fontsize=style.HEADLINE_SIZE, ha="center", va="center")
    ax.text(9.75, 2.9, "=", fontsize=style.HEADLINE_SIZE, ha="center", va="center")
    place = scene.place
    size = len(IMAGE) - len(KERNEL) + 1
    cells = [(row, column) for row in range(size) for column in range(size)]
    known = {cell: str(value_at(*cell)) for cell in cells if place and cell <= place}
    number_grid(ax, 10.2, 1.4, known, (size, size), style.RESULT_COLOR, "result, 3×3")
    if place:
        row, column = place
        outline(ax, 0.5 + column, 1.4 + row, *KERNEL.shape, style.KERNEL_COLOR, dashed=True)
        for (i, j), weight in np.ndenumerate(used):
            where = 0.5 + column + j + 0.95, 1.4 + row + i + 0.95
            ax.text(*where, f"×{weight}", fontsize=style.CAPTION_SIZE, color=shade(style.KERNEL_COLOR), ha="right", va="bottom")
        outline(ax, 10.2 + column, 1.4 + row, 1, 1, style.RESULT_COLOR)
        counted = " + ".join(f"{sample}·{weight}" for sample, weight in products_at(*place) if weight)
        ax.text(6.3, 5.35, f"{counted} = {value_at(*place)}", fontsize=style.HEAD_SIZE, va="center")
        ax.text(6.3, 6.0, "(a weight of 0 adds nothing)", fontsize=style.CAPTION_SIZE, color=style.MUTED, va="center")
    return picture_of(figure)


def slide_over_a_grid() -> bytes:
    """A looping GIF: the kernel is flipped and visits its nine positions; all frames share one palette."""
    story = scenes()
    with mpl.rc_context(style.STYLE):
        frames = [_frame(scene) for scene in story]
    extra = [shade(color) for color in COLORS] + [tint(color) for color in COLORS]
    return looping_gif(frames, [scene.milliseconds for scene in story], COLORS, extra)
