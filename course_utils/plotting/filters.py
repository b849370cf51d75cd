"""Chapter 06: the stages of a filtered and pooled picture, and a picture beside what a kernel makes of it."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.filtering import filtering_sentence, grey_range, over_divisor, range_text, shown_filtered, size_text, sum_text
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


@styled
def plot_filtered(picture: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> Figure:
    """Show a picture of uint8, grey or colour, the kernel, and what it made of it, of shape (H_out, W_out, C).

    >>> figure = plot_filtered(np.zeros((4, 6), np.uint8), np.full((3, 3), 1 / 9), np.zeros((2, 4, 1)))
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['picture: 4×6', 'kernel 3×3, sum 1', 'result: 2×4, values 0 to 0']
    """
    figure, axes = plt.subplots(1, 3, figsize=(9.4, 3.2), width_ratios=(0.41, 0.18, 0.41), layout="constrained")
    result_name = f"result: {size_text(result)}, values {range_text(result)}"
    names = f"picture: {size_text(picture)}", f"kernel {size_text(kernel)}, sum {sum_text(kernel)}", result_name
    for ax, name in zip(axes, names, strict=True):
        ax.set_axis_off()
        ax.set_title(name, fontsize=LABEL_SIZE)
    for ax, shades in ((axes[0], np.atleast_3d(picture) / 255), (axes[2], shown_filtered(result, kernel))):
        show_picture(shades, ax, (0, 1))
    _draw_kernel(kernel, axes[1])
    return describe(figure, f"A picture, a kernel and the result. {filtering_sentence(picture, kernel, result)}")


def _draw_kernel(kernel: np.ndarray, ax: Axes) -> None:
    """The numbers of a kernel, over a divisor where that makes them whole."""
    (rows, columns), (numbers, divisor) = kernel.shape, over_divisor(kernel)
    for (row, column), number in np.ndenumerate(numbers):
        look = {"facecolor": (KERNEL_COLOR, 0.1), "edgecolor": KERNEL_COLOR, "linewidth": 1.2}
        ax.add_patch(Rectangle((column, row), 1, 1, **look))
        ax.text(column + 0.5, row + 0.5, cell_text(float(number)), **NUMBER | {"fontsize": SMALL_SIZE, "color": KERNEL_TEXT})
    if divisor > 1:
        ax.text(columns / 2, rows * 1.15, f"÷ {divisor}", ha="center", va="center", fontsize=LABEL_SIZE, color=KERNEL_TEXT)
    ax.set(xlim=(-0.05, columns + 0.05), ylim=(rows * 1.25, -0.05), aspect="equal")
