"""Chapter 06: the stages of a filtered and pooled picture, and one that follows its kernel."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.filtering import filtering_sentence, grey_range, over_divisor, range_text, shown_filtered, sum_text
from course_utils.plotting.pictures import one_scale, panels, picture_text, show_picture
from course_utils.style import (
    CAPTION_SIZE,
    KERNEL_COLOR,
    KERNEL_TEXT,
    LABEL_SIZE,
    NUMBER,
    SMALL_SIZE,
    cell_text,
    describe,
    styled,
)

SQUASHED = ("sigmoid", "average_pooling", "max_pooling")  # stages whose values lie between 0 and 1, so that they compare


@styled
def plot_stages(stages: dict[str, np.ndarray], width: float = 10.0, title: str = "") -> Figure:
    """Show the stages of `filter_and_pool` in one scale, each with its shape and the range of its values.

    A stage has the shape (H, W) or (H, W, C), or is the first of a batch of (N, H, W, C); C is 1 or 3. From the sigmoid on
    black is 0 and white 1; what comes before has the shades of `grey_range`, over all its channels.

    Examples
    --------
    >>> figure = plot_stages({"image": np.zeros((4, 6)), "max_pooling": np.ones((1, 2, 3, 1))})
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['image\\n(4, 6)\\n0 to 0', 'max pooling\\n(1, 2, 3, 1)\\n1 to 1']
    """
    pictures = {name: _first_picture(name, stage) for name, stage in stages.items()}
    factors, room = one_scale([picture.shape for picture in pictures.values()])
    columns = min(3, len(stages))
    figure, axes = panels(len(stages), columns, width, width / columns * room[0] / room[1] + 0.75, title)
    for ax, (name, stage), factor in zip(axes, stages.items(), factors, strict=False):
        picture = pictures[name]
        black, white = (0, 1) if name in SQUASHED else grey_range(picture)
        show_picture(np.clip((picture - black) / (white - black), 0, 1), ax, (0, 1), factor, room)
        ax.set_title(f"{name.replace('_', ' ')}\n{stage.shape}\n{range_text(stage)}", fontsize=CAPTION_SIZE)
    return describe(figure, "; ".join(picture_text(name.replace("_", " "), picture) for name, picture in pictures.items()))


def _first_picture(name: str, stage: np.ndarray) -> np.ndarray:
    """The first picture of a stage: shape (H, W, 1) or (H, W, 3)."""
    picture = stage[0] if stage.ndim == 4 else stage
    if picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (1,), (3,)):
        raise ValueError(f"{name} has shape {stage.shape}; expected (H, W), (H, W, 3), or a batch of 1 or 3 channels")
    return np.atleast_3d(picture)


class FilteredPicture:
    """A picture, the kernel that is laid on it, and what comes out: drawn once on a figure of 9.4 by 3.2 inches, then changed.

    `update` changes the artists in ``moving`` on every call, and those in ``settled`` when the kernel is new.

    Examples
    --------
    >>> panels = FilteredPicture(Figure(figsize=(9.4, 3.2)))
    >>> panels.update(np.zeros((4, 6), np.uint8), np.full((3, 3), 1 / 9), np.zeros((2, 4, 1)))
    >>> [title.get_text() for title in panels.moving[2:]]
    ['picture: 4×6', 'kernel 3×3, sum 1', 'result: 2×4, values 0 to 0']
    """

    def __init__(self, figure: Figure):
        places = (0.01, 0.02, 0.385, 0.88), (0.41, 0.22, 0.18, 0.53), (0.605, 0.02, 0.385, 0.88)
        self._axes = [figure.add_axes(place) for place in places]
        for ax in self._axes:
            ax.set_axis_off()
        width, height = figure.get_size_inches()
        self._box = 0.385 * width / (0.88 * height)
        self._pictures = []
        for ax in (self._axes[0], self._axes[2]):
            ax.set(xlim=(0, self._box), ylim=(1, 0))
            self._pictures.append(ax.imshow(np.zeros((1, 1)), aspect="auto", interpolation="nearest", vmin=0, vmax=1))
        places = ((0.01, "left"), (0.5, "center"), (0.605, "left"))
        self._titles = [figure.text(x, 0.985, "", ha=side, va="top", fontsize=LABEL_SIZE) for x, side in places]
        look = {"facecolor": (KERNEL_COLOR, 0.1), "edgecolor": KERNEL_COLOR, "linewidth": 1.2}
        self._cells = [Rectangle((0, 0), 1, 1, **look) for _ in range(25)]
        for cell in self._cells:
            self._axes[1].add_patch(cell)
        look = NUMBER | {"fontsize": SMALL_SIZE, "color": KERNEL_TEXT}
        self._numbers = [self._axes[1].text(0, 0, "", **look) for _ in range(25)]
        self._axes[1].set(xlim=(0, 1), ylim=(1, 0))
        self._divisor = figure.text(0.5, 0.19, "", ha="center", va="top", fontsize=LABEL_SIZE, color=KERNEL_TEXT)
        self.moving = [*self._pictures, *self._titles]
        self.settled = [*self._cells, *self._numbers, self._divisor]

    def update(self, picture: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> None:
        """Show a picture of uint8, grey or colour, and what the kernel made of it, of shape (H_out, W_out, C)."""
        picture = np.atleast_3d(picture)
        for image, values in zip(self._pictures, (picture / 255, shown_filtered(result, kernel)), strict=True):
            shades = np.rint(values * 255).astype(np.uint8)
            image.set_data(np.repeat(shades, 3, axis=2) if values.shape[2] == 1 else shades)
            image.set_extent(self._fit(values.shape))
        self._show_kernel(kernel)
        self._titles[0].set_text(f"picture: {picture.shape[0]}×{picture.shape[1]}")
        self._titles[1].set_text(f"kernel {kernel.shape[0]}×{kernel.shape[1]}, sum {sum_text(kernel)}")
        self._titles[2].set_text(f"result: {result.shape[0]}×{result.shape[1]}, values {range_text(result)}")

    def _fit(self, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
        """The largest place of that shape in the middle of a panel: left, right, bottom, top."""
        width = min(self._box, shape[1] / shape[0])
        height = width * shape[0] / shape[1]
        left = (self._box - width) / 2
        return left, left + width, height, 0.0

    def _show_kernel(self, kernel: np.ndarray) -> None:
        rows, columns = kernel.shape
        numbers, divisor = over_divisor(kernel)
        side = 1 / max(rows, columns)
        self._divisor.set_text(f"÷ {divisor}" if divisor > 1 else "")
        for place, (cell, number) in enumerate(zip(self._cells, self._numbers, strict=True)):
            row, column = divmod(place, 5)
            inside = row < rows and column < columns
            cell.set_visible(inside)
            number.set_visible(inside)
            if inside:
                cell.set(xy=(column * side, row * side), width=side, height=side)
                number.set_position(((column + 0.5) * side, (row + 0.5) * side))
                number.set_text(cell_text(float(numbers[row, column])))


@styled
def plot_filtered(picture: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> Figure:
    """Show a picture of uint8, grey or colour, the kernel, and what it made of it, of shape (H_out, W_out, C).

    >>> len(plot_filtered(np.zeros((4, 6), np.uint8), np.full((3, 3), 1 / 9), np.zeros((2, 4, 1))).axes)
    3
    """
    figure = plt.figure(figsize=(9.4, 3.2))
    FilteredPicture(figure).update(picture, kernel, result)
    return describe(figure, f"A picture, a kernel and the result. {filtering_sentence(picture, kernel, result)}")
