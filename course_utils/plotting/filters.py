"""filters."""

from __future__ import annotations

from typing import Literal

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.convolution import average_pool2d, conv2d, max_pool2d
from course_utils.plotting.pictures import _limits
from course_utils.style import ORANGE, cell_text, number_text, styled


@styled
def plot_stages(stages: dict[str, np.ndarray], width: float = 10.0) -> Figure:
    """Show the stages of `convolution.filter_and_pool` side by side, each with its shape and the range of its values.

    In each picture black is its least value and white its greatest, over all channels. With values of both signs, grey is 0.

    Parameters
    ----------
    stages
        Name and picture, each of shape (H, W) or (H, W, C), or the first of a batch of (N, H, W, C); C is 1 or 3.
    width
        Of the whole figure, in inches.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If a stage has another shape.

    Examples
    --------
    >>> figure = plot_stages({"image": np.zeros((4, 6)), "max_pooling": np.ones((1, 2, 3, 1))})
    >>> [ax.get_title(loc="left") for ax in figure.axes]
    ['image\\n(4, 6)\\n0 to 0', 'max pooling\\n(1, 2, 3, 1)\\n1 to 1']
    """
    pictures = {name: _first_picture(name, stage) for name, stage in stages.items()}
    rows, columns = next(iter(pictures.values())).shape[:2]
    height = (width / len(stages)) * rows / columns + 0.75
    figure, axes = plt.subplots(1, len(stages), figsize=(width, height), squeeze=False, layout="constrained")
    for ax, (name, stage) in zip(axes.flat, stages.items(), strict=True):
        picture = pictures[name]
        low, high = _limits(picture)
        ax.imshow((picture - low) / (high - low), cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ends = f"{cell_text(float(stage.min()))} to {cell_text(float(stage.max()))}"
        ax.set_title(f"{name.replace('_', ' ')}\n{stage.shape}\n{ends}", fontsize=9.5)
        ax.set_axis_off()
    return figure



def _first_picture(name: str, stage: np.ndarray) -> np.ndarray:
    """The first picture of a stage: shape (H, W, 1) or (H, W, 3)."""
    picture = stage[0] if stage.ndim == 4 else stage
    if picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (1,), (3,)):
        raise ValueError(f"{name} has shape {stage.shape}; expected (H, W), (H, W, 3), or a batch of 1 or 3 channels")
    return np.atleast_3d(picture)



def shown_filtered(filtered: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Values from 0, black, to 1, white, for what a kernel made of pixels from 0 to 255.

    A kernel with the sum 0 answers with differences: 0 becomes grey, and 98 values in 100 keep their shade. What any other
    kernel makes is a picture again: 0 is black and 255 white, and what lies beyond is cut off.

    Parameters
    ----------
    filtered
        Any shape.
    kernel
        Shape (kh, kw); what made it.

    Returns
    -------
    ndarray
        The shape of ``filtered``, float.

    Examples
    --------
    >>> shown_filtered(np.array([-20.0, 0.0, 510.0]), np.array([[1.0]]))
    array([0., 0., 1.])
    >>> shown_filtered(np.array([-20.0, 0.0, 10.0]), np.array([[-1.0, 1.0]])).round(1)
    array([0. , 0.5, 0.8])
    """
    if abs(kernel.sum()) > 1e-9:
        return np.clip(filtered / 255, 0, 1)
    sample = np.abs(filtered.ravel()[:: max(1, filtered.size // 20_000)])
    largest = float(np.percentile(sample, 98)) or float(sample.max()) or 1.0
    return np.clip(filtered / (2 * largest) + 0.5, 0, 1)



class FilteredPicture:
    """A picture, the kernel that is laid on it, and what comes out: drawn once, then changed.

    Parameters
    ----------
    figure : Figure
        Where to draw; 9.4 by 3.2 inches suit it.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes on every call, from back to front.
    settled : list of Artist
        What `update` changes when the kernel is new; everything else stays as it is.

    Examples
    --------
    >>> panels = FilteredPicture(Figure(figsize=(9.4, 3.2)))
    >>> panels.update(np.full((4, 6), 100, np.uint8), np.full((3, 3), 1 / 9), padding="valid", pooling="max", pool_size=2)
    'Picture 4×6, filtered 2×4, pooled 1×2. The kernel has the sum 1; values go from 100 to 100.'
    >>> panels.update(np.full((4, 6), 100, np.uint8), np.array([[-1.0, 1.0]]))
    'Picture 4×6, filtered 4×6. The kernel has the sum 0; values go from −100 to 0.'
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
        self._titles = [figure.text(x, 0.985, "", ha=side, va="top", fontsize=10) for x, side in places]
        self._cells = [Rectangle((0, 0), 1, 1, facecolor=(ORANGE, 0.1), edgecolor=ORANGE, linewidth=1.2) for _ in range(25)]
        for cell in self._cells:
            self._axes[1].add_patch(cell)
        look = {"ha": "center", "va": "center", "fontsize": 9, "family": "DejaVu Sans Mono", "color": "#8A3C00"}
        self._numbers = [self._axes[1].text(0, 0, "", **look) for _ in range(25)]
        self._axes[1].set(xlim=(0, 1), ylim=(1, 0))
        self._divisor = figure.text(0.5, 0.19, "", ha="center", va="top", fontsize=10, color="#8A3C00")
        self.moving = [*self._pictures, *self._titles]
        self.settled = [*self._cells, *self._numbers, self._divisor]

    def update(
        self,
        picture: np.ndarray,
        kernel: np.ndarray,
        strides: int = 1,
        padding: Literal["valid", "same"] = "same",
        dilation_rate: int = 1,
        pooling: Literal["none", "max", "average"] = "none",
        pool_size: int = 2,
    ) -> str:
        """Filter and pool a picture of uint8, grey or colour, show it, and say its sizes, sum and range.

        Nothing is changed when the kernel or the window does not fit; a ValueError says why.
        """
        picture = np.atleast_3d(picture)
        filtered = _filtered(picture, kernel, strides, padding, dilation_rate)
        pool = {"max": max_pool2d, "average": average_pool2d}.get(pooling)
        result = filtered if pool is None else pool(filtered[None], pool_size, padding=padding)[0]
        shown = [picture / 255, shown_filtered(result, kernel)]
        for image, values in zip(self._pictures, shown, strict=True):
            shades = np.rint(values * 255).astype(np.uint8)
            image.set_data(np.repeat(shades, 3, axis=2) if values.shape[2] == 1 else shades)
            image.set_extent(self._fit(values.shape))
        self._show_kernel(kernel)
        sizes = [f"{values.shape[0]}×{values.shape[1]}" for values in (picture, filtered, result)]
        ends = f"{cell_text(float(result.min()))} to {cell_text(float(result.max()))}"
        total = number_text(round(float(kernel.sum()), 6))
        self._titles[0].set_text(f"picture: {sizes[0]}")
        self._titles[1].set_text(f"kernel {kernel.shape[0]}×{kernel.shape[1]}, sum {total}")
        self._titles[2].set_text(f"result: {sizes[2]}, values {ends}")
        steps = f"Picture {sizes[0]}, filtered {sizes[1]}" + (f", pooled {sizes[2]}" if pool else "")
        return f"{steps}. The kernel has the sum {total}; values go from {ends}."

    def _fit(self, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
        """The largest place of that shape in the middle of a panel: left, right, bottom, top."""
        width = min(self._box, shape[1] / shape[0])
        height = width * shape[0] / shape[1]
        left = (self._box - width) / 2
        return left, left + width, height, 0.0

    def _show_kernel(self, kernel: np.ndarray) -> None:
        rows, columns = kernel.shape
        numbers, divisor = _over_divisor(kernel)
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



def _over_divisor(kernel: np.ndarray) -> tuple[np.ndarray, int]:
    """Whole numbers and the divisor that makes the kernel of them, if there is one up to 999; else the kernel and 1."""
    for divisor in range(1, 1000):
        numbers = kernel * divisor
        if np.abs(numbers - numbers.round()).max() < 1e-9 * divisor:
            return numbers.round(), divisor
    return kernel, 1



def _filtered(picture: np.ndarray, kernel: np.ndarray, strides: int, padding: str, dilation_rate: int) -> np.ndarray:
    """The same kernel on every channel: the channels are a batch of grey pictures. Shape (H_out, W_out, C)."""
    channels = np.moveaxis(picture, 2, 0)[..., None].astype(np.float32)
    filters = kernel[:, :, None, None].astype(np.float32)
    return np.moveaxis(conv2d(channels, filters, strides, padding, dilation_rate)[..., 0], 0, 2)
