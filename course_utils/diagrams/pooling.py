"""Pooling: windows on a grid, the largest and the mean of each, as a drawing and as a GIF."""

from __future__ import annotations

from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from PIL import Image

from course_utils import style
from course_utils.diagrams.animation import empty_figure, looping_gif, number_grid, outline, picture_of
from course_utils.diagrams.facts import Place, kernel_positions
from course_utils.diagrams.paper import Drawing, shade, short, tint
from course_utils.style import INPUT_COLOR, KERNEL_COLOR, NOTE_SIZE, RESULT_COLOR, WORD_SIZE

GRID = np.array([[6, 7, 7, 8, 1], [7, 6, 1, 2, 0], [3, 5, 3, 0, 5], [5, 5, 5, 6, 3], [0, 1, 9, 0, 5]])
STRIDE, SIZES = 2, (2, 3)
WORDS = {2: "windows of 2×2, stride 2", 3: "windows of 3×3, stride 2: they overlap"}
SIDE = 30  # pixels of a cell
HOLD, STEP = 2400, 1500  # milliseconds
COLORS = (style.INK, INPUT_COLOR, KERNEL_COLOR, RESULT_COLOR, style.MUTED)


def window_starts(size: int) -> list[int]:
    """Where the windows of a size begin along one axis of the grid."""
    return [taps[0] for taps in kernel_positions(len(GRID), size, stride=STRIDE)]


def window_at(size: int, row: int, column: int) -> np.ndarray:
    """The values under the window of one result."""
    top, left = STRIDE * row, STRIDE * column
    return GRID[top : top + size, left : left + size]


def pooled(size: int) -> dict[str, dict[Place, str]]:
    """What max and average pooling make of the grid, as words by place."""
    places = list(np.ndindex(*2 * (len(window_starts(size)),)))
    return {
        "max": {place: str(window_at(size, *place).max()) for place in places},
        "mean": {place: short(float(window_at(size, *place).mean())) for place in places},
    }


def _small_grid(d: Drawing, x: float, y: float, head: str, words: dict[Place, str], count: int) -> None:
    """A pooled grid whose first and last cell are framed like their windows."""
    d.head(x, y - 18, head, RESULT_COLOR)
    for (row, column), word in words.items():
        d.cell(x + 1.5 * column * SIDE, y + 1.5 * row * SIDE, 1.5 * SIDE, word, RESULT_COLOR)
    for place, dashed in (((0, 0), False), ((count - 1, count - 1), True)):
        row, column = place
        pen = {"color": shade(RESULT_COLOR), "line": 2.4 if dashed else 4.0, "dashed": dashed}
        d.box(x + 1.5 * column * SIDE, y + 1.5 * row * SIDE, 1.5 * SIDE, 1.5 * SIDE, **pen)


def _row(d: Drawing, y: float, size: int) -> None:
    """One size of the window: the grid with its first and last window, and what is left of it."""
    starts, x = window_starts(size), 30
    d.head(x, y, WORDS[size])
    top = y + 22
    for (row, column), value in np.ndenumerate(GRID):
        d.cell(x + column * SIDE, top + row * SIDE, SIDE, str(value), INPUT_COLOR)
    for start, dashed in ((starts[-1], True), (starts[0], False)):
        pen = {"color": shade(KERNEL_COLOR), "line": 2.4 if dashed else 4.0, "dashed": dashed}
        d.box(x + start * SIDE, top + start * SIDE, size * SIDE, size * SIDE, **pen)
    d.arrow((x + 5 * SIDE + 16, top + 2.5 * SIDE), (x + 5 * SIDE + 66, top + 2.5 * SIDE))
    for place, (name, words) in enumerate(pooled(size).items()):
        _small_grid(d, 280 + 150 * place, top + 36, f"{name} of each", words, len(starts))
    first = window_at(size, 0, 0)
    mean = f"mean {first.sum()}/{first.size} = {short(float(first.mean()))}"
    for line, words in enumerate((f"first window: {first.size} values,", f"largest {first.max()},", mean)):
        d.text(586, top + 60 + 24 * line, words, NOTE_SIZE, align="start")


def pooling_windows() -> Drawing:
    """A grid of 5×5 pooled with windows that tile it, and with windows that overlap."""
    told = "A grid of 5 by 5."
    for size in SIZES:
        largest, means = (", ".join(words.values()) for words in pooled(size).values())
        told += f" With {WORDS[size]}, the largest are {largest} and the means {means}."
    d = Drawing(800, 500, "Each window leaves one number", told)
    d.headline("Each window leaves one number")
    for place, size in enumerate(SIZES):
        _row(d, 74 + 202 * place, size)
    y = 476
    d.box(30, y - 9, 18, 18, color=shade(KERNEL_COLOR), line=4.0)
    d.text(58, y, "first window", WORD_SIZE, align="start")
    d.box(190, y - 9, 18, 18, color=shade(KERNEL_COLOR), line=2.4, dashed=True)
    d.text(218, y, "last window; with 2×2 a row and a column are left over", WORD_SIZE, align="start")
    return d


class Scene(NamedTuple):
    """What one frame shows: the size of the window, and the place of the newest result, if there is one."""

    size: int
    place: Place | None
    milliseconds: int


def scenes() -> list[Scene]:
    """The story: for each size the empty results, then one window after another."""
    story = []
    for size in SIZES:
        places = list(np.ndindex(*2 * (len(window_starts(size)),)))
        story += [Scene(size, None, HOLD)] + [Scene(size, place, HOLD if place == places[-1] else STEP) for place in places]
    return story


def _frame(scene: Scene) -> Image.Image:
    """One picture of the animation."""
    figure, ax = empty_figure(13.0, 7.4, WORDS[scene.size][0].upper() + WORDS[scene.size][1:])
    grid = {place: str(value) for place, value in np.ndenumerate(GRID)}
    number_grid(ax, 0.5, 1.6, grid, GRID.shape, INPUT_COLOR, "picture, 5×5")
    shape = 2 * (len(window_starts(scene.size)),)
    for left, (name, words) in zip((6.9, 9.9), pooled(scene.size).items(), strict=True):
        known = {place: word for place, word in words.items() if scene.place and place <= scene.place}
        number_grid(ax, left, 1.6, known, shape, RESULT_COLOR, name)
        if scene.place:
            row, column = scene.place
            outline(ax, left + column, 1.6 + row, 1, 1, RESULT_COLOR)
    if scene.place:
        row, column = scene.place
        outline(ax, 0.5 + STRIDE * column, 1.6 + STRIDE * row, scene.size, scene.size, KERNEL_COLOR, dashed=True)
        window = window_at(scene.size, row, column)
        ax.text(6.9, 4.7, f"largest: {window.max()}", fontsize=style.HEAD_SIZE, va="center")
        total = f"mean: {window.sum()}/{window.size} = {short(float(window.mean()))}"
        ax.text(6.9, 5.4, total, fontsize=style.HEAD_SIZE, va="center")
    return picture_of(figure)


def pool_over_a_grid() -> bytes:
    """A looping GIF: windows of two sizes visit a grid, and each leaves its largest value and its mean."""
    story = scenes()
    with mpl.rc_context(style.STYLE):
        frames = [_frame(scene) for scene in story]
    extra = [shade(color) for color in COLORS] + [tint(color) for color in COLORS]
    return looping_gif(frames, [scene.milliseconds for scene in story], COLORS, extra)
