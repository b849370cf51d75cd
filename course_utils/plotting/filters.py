"""Chapter 06: the stages of a filtered and pooled picture, and a picture beside what a kernel makes of it."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils.filtering import filtering_sentence, range_text, shown_filtered, size_text, sum_text
from course_utils.plotting.kernels import draw_kernel
from course_utils.plotting.pictures import one_scale, panels, picture_text, show_picture
from course_utils.style import CAPTION_SIZE, LABEL_SIZE, describe, styled

WIDTH = 10.0  # inches


@styled
def plot_stages(chains: Mapping[str, Mapping[str, np.ndarray]], title: str) -> Figure:
    """Show the stages of `filter_and_pool`, a row for each chain, with their shapes and the range of their values.

    A stage has the shape (H, W) or (H, W, C), or is the first of a batch of (N, H, W, C); C is 1 or 3. All have one scale: a
    pooled pixel covers its window, 0 is black and 1 is white, and what lies beyond is cut off.

    Examples
    --------
    >>> figure = plot_stages({"grey": {"image": np.zeros((4, 6)), "max_pooling": np.ones((1, 2, 3, 1))}}, "It shrinks")
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['image\\n(4, 6)\\n0 to 0', 'max pooling\\n(1, 2, 3, 1)\\n1 to 1']
    """
    rows = {kind: {name: _first_picture(name, stage) for name, stage in stages.items()} for kind, stages in chains.items()}
    shapes = [picture.shape for pictures in rows.values() for picture in pictures.values()]
    factors, room = one_scale(shapes)
    columns = len(next(iter(chains.values())))
    figure, axes = panels(len(shapes), columns, WIDTH, WIDTH / columns * room[0] / room[1] + 0.7, title)
    names = [(kind, name) for kind, stages in chains.items() for name in stages]
    for ax, (kind, name), factor in zip(axes, names, factors, strict=True):
        stage = chains[kind][name]
        show_picture(np.clip(rows[kind][name], 0, 1), ax, (0, 1), factor, room)
        ax.set_title(f"{name.replace('_', ' ')}\n{stage.shape}\n{range_text(stage)}", fontsize=CAPTION_SIZE)
    told = [
        f"{kind}, " + "; ".join(picture_text(name.replace("_", " "), picture) for name, picture in pictures.items())
        for kind, pictures in rows.items()
    ]
    return describe(figure, ". ".join(told))


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
    draw_kernel(kernel, axes[1])
    axes[1].set_anchor("C")
    return describe(figure, f"A picture, a kernel and the result. {filtering_sentence(picture, kernel, result)}")
