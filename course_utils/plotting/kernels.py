"""kernels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.convolution import correlate2d
from course_utils.plotting.filters import shown_filtered
from course_utils.plotting.pictures import _limits, show_picture
from course_utils.style import GREY, ORANGE, cell_text, number_text, styled


@styled
def plot_kernel_pairs(learned: Sequence[np.ndarray], known: dict[str, np.ndarray], title: str, columns: int = 8) -> Figure:
    """Draw learned kernels and, below each, the known kernel that it is most like; the likest pair comes first.

    Negative weights are dark, positive ones light, 0 is grey; each kernel has its own range. How alike two are is the
    cosine between their weights: 1 if one is a multiple of the other. A negative cosine counts as much as a positive one;
    the known kernel is then drawn with its sign changed, and a minus before its name.

    Parameters
    ----------
    learned
        Kernels of shape (height, width).
    known
        Name and kernel, of the same shape.
    title
        What to see.
    columns
        How many pairs in a row.

    Examples
    --------
    >>> slope = np.array([[-1.0, 0.0, 1.0]])
    >>> figure = plot_kernel_pairs([-2 * slope], {"blur": np.ones((1, 3)), "slope": slope}, "It takes differences")
    >>> figure.axes[1].get_title()
    '−slope\\n1.00'
    >>> plt.close(figure)
    """
    pairs = sorted((nearest_kernel(kernel, known) + (kernel,) for kernel in learned), key=lambda pair: -abs(pair[1]))
    rows, columns = -(-len(pairs) // columns), min(columns, len(pairs))
    size = (9.4, rows * (2 * 9.4 / columns + 0.65) + 0.4)
    figure, axes = plt.subplots(2 * rows, columns, figsize=size, squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for place, (name, cosine, kernel) in enumerate(pairs):
        row, column = divmod(place, columns)
        show_picture(kernel, axes[2 * row, column], (-abs(kernel).max(), abs(kernel).max()))
        drawn = known[name] * np.sign(cosine)
        show_picture(drawn, axes[2 * row + 1, column], (-abs(drawn).max(), abs(drawn).max()))
        sign = "−" if cosine < 0 else ""
        for ax in axes[2 * row : 2 * row + 2, column]:
            ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor="none", edgecolor=GREY, linewidth=1.2))
        axes[2 * row, column].set_title("learned", fontsize=9, loc="center")
        axes[2 * row + 1, column].set_title(f"{sign}{name}\n{abs(cosine):.2f}", fontsize=9, loc="center")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure



def nearest_kernel(kernel: np.ndarray, known: dict[str, np.ndarray]) -> tuple[str, float]:
    """The name of the known kernel that a kernel is most like, and the cosine between the two.

    Parameters
    ----------
    kernel
        Shape (height, width), not all 0.
    known
        Name and kernel, of the same shape.

    Returns
    -------
    name, cosine
        The cosine is from −1 to 1; the name is that of the largest without its sign.

    Examples
    --------
    >>> nearest_kernel(np.array([[1.0, 0.0]]), {"left": np.array([[-3.0, 0.0]]), "right": np.array([[0.0, 1.0]])})
    ('left', -1.0)
    """
    cosines = {
        name: float((kernel * other).sum() / np.sqrt((kernel**2).sum() * (other**2).sum())) for name, other in known.items()
    }
    name = max(cosines, key=lambda name: abs(cosines[name]))
    return name, cosines[name]



@styled
def plot_kernel_bank(picture: np.ndarray, kernels: Mapping[str, np.ndarray], columns: int = 5, width: float = 10.0) -> Figure:
    """A contact sheet: the same picture through every kernel, with the kernel's name and sum.

    Only positions where the kernel lies wholly on the picture are shown, in the shades of `shown_filtered`.

    Parameters
    ----------
    picture
        Grey, shape (H, W), from 0 to 255.
    kernels
        Name and kernel, laid on the picture without a flip.
    columns
        How many in a row.
    width
        Of the whole figure, in inches.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_kernel_bank(np.zeros((9, 9)), {"identity": np.ones((1, 1))})
    >>> figure.axes[0].get_title(loc="left")
    'identity\\nsum 1'
    """
    rows = -(-len(kernels) // columns)
    height = rows * (width / columns * picture.shape[0] / picture.shape[1] + 0.45)
    figure, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, kernel) in zip(axes.flat, kernels.items(), strict=False):
        filtered = shown_filtered(correlate2d(picture, kernel, "valid"), kernel)
        ax.imshow(filtered, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(f"{name}\nsum {number_text(float(kernel.sum()))}", fontsize=9.5)
    return figure



@styled
def plot_responses(kernels: Mapping[str, np.ndarray], columns: int = 6, width: float = 10.0, points: int = 65) -> Figure:
    """Frequency responses of kernels: by which factor each multiplies the contrast of stripes, for all stripes at once.

    The middle of a map stands for a flat area, the right edge for upright stripes with a period of 2 pixels, the top edge
    for level ones, a corner for a chequerboard. White is the largest factor of the map, black is 0.

    Parameters
    ----------
    kernels
        Name and kernel.
    columns
        How many in a row.
    width
        Of the whole figure, in inches.
    points
        Frequencies along each axis, an odd number.

    Returns
    -------
    Figure

    Notes
    -----
    The modulus of the Fourier transform Σ K(m, n) exp(−i(ωₘ m + ωₙ n)), for frequencies from −1/2 to 1/2 cycle per pixel.
    Oppenheim and Schafer, *Discrete-Time Signal Processing*, 3rd edition (2009), chapter 2.

    Examples
    --------
    >>> plot_responses({"blur": np.full((1, 2), 0.5)}).axes[0].get_title(loc="left")
    'blur\\n1 in the middle\\n1 at most'
    """
    frequency = np.linspace(-0.5, 0.5, points)
    rows = -(-len(kernels) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(width, rows * (width / columns + 0.55)), squeeze=False, layout="constrained"
    )
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, kernel) in zip(axes.flat, kernels.items(), strict=False):
        down, across = (np.exp(-2j * np.pi * np.outer(frequency, np.arange(size))) for size in kernel.shape)
        factors = np.abs(down @ kernel @ across.T)
        middle, most = factors[points // 2, points // 2], factors.max()
        ax.set_axis_on()
        ax.imshow(factors, cmap="gray", vmin=0, vmax=most, extent=(-0.5, 0.5, -0.5, 0.5), origin="lower")
        ax.set_title(f"{name}\n{number_text(round(middle, 2))} in the middle\n{number_text(round(most, 2))} at most", fontsize=9.5)
        ax.set(xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0, 0.5])
        ax.set_xticklabels(["−½", "0", "½"])
        ax.set_yticklabels(["−½", "0", "½"])
        ax.grid(False)
        ax.spines[:].set_visible(True)
    figure.supxlabel("frequency across, in cycles per pixel", fontsize=10)
    figure.supylabel("frequency down, in cycles per pixel", fontsize=10)
    return figure



def _draw_numbers(values: np.ndarray, ax: Axes, color: str, fontsize: float = 9) -> None:
    """A grid of numbers, tinted in a colour, one unit a cell."""
    rows, columns = values.shape
    for (row, column), value in np.ndenumerate(values):
        ax.add_patch(Rectangle((column, row), 1, 1, facecolor=(color, 0.1), edgecolor=color, linewidth=1.0))
        ax.text(column + 0.5, row + 0.5, cell_text(float(value)), ha="center", va="center", fontsize=fontsize)
    ax.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    ax.set_axis_off()



@styled
def plot_feature_maps(image: np.ndarray, filters: np.ndarray, maps: np.ndarray) -> Figure:
    """One grey picture, a row for each filter, and the map that each filter makes of it.

    Parameters
    ----------
    image
        Shape (H, W).
    filters
        Shape (kh, kw, 1, O).
    maps
        Shape (1, H_out, W_out, O); what the filters made. Black is the least value of all maps, white the greatest.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_feature_maps(np.zeros((9, 9)), np.zeros((3, 3, 1, 3)), np.zeros((1, 7, 7, 3)))
    >>> figure.axes[-1].get_title(loc="left")
    'map 2: 7×7'
    """
    count = filters.shape[3]
    figure = plt.figure(figsize=(7.4, 2.15 * count), layout="constrained")
    grid = figure.add_gridspec(count, 3, width_ratios=(1.25, 0.8, 1))
    ax = figure.add_subplot(grid[:, 0])
    ax.imshow(image, cmap="gray", interpolation="nearest")
    ax.set_title(f"one picture: {image.shape[0]}×{image.shape[1]}")
    ax.set_axis_off()
    low, high = _limits(maps)
    for place in range(count):
        ax = figure.add_subplot(grid[place, 1])
        _draw_numbers(filters[:, :, 0, place], ax, ORANGE, fontsize=10)
        ax.set_title(f"filter {place}")
        ax = figure.add_subplot(grid[place, 2])
        ax.imshow(maps[0, :, :, place], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        ax.set_title(f"map {place}: {maps.shape[1]}×{maps.shape[2]}")
        ax.set_axis_off()
    return figure



@styled
def plot_channel_sum(picture: np.ndarray, weights: np.ndarray, partial: np.ndarray) -> Figure:
    """One filter on a colour picture: a row for each channel with its own weights, and the sum of the partial results.

    Parameters
    ----------
    picture
        Shape (H, W, 3), from 0 to 1.
    weights
        Shape (kh, kw, 3); one filter.
    partial
        Shape (3, H_out, W_out): what each channel gives. Black is the least of all values, white the greatest, grey is 0.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = plot_channel_sum(np.zeros((9, 9, 3)), np.zeros((3, 3, 3)), np.zeros((3, 7, 7)))
    >>> figure.axes[-1].get_title(loc="left")
    'their sum: 7×7'
    """
    total = partial.sum(axis=0)
    low, high = _limits(np.concatenate([partial, total[None]]))
    aspect = picture.shape[0] / picture.shape[1]
    figure = plt.figure(figsize=(8.0, 3 * (2.0 * aspect + 0.45)), layout="constrained")
    grid = figure.add_gridspec(3, 4, width_ratios=(1, 0.75, 1, 1))
    size = f"{total.shape[0]}×{total.shape[1]}"
    for channel, name in enumerate(("red", "green", "blue")):
        ax = figure.add_subplot(grid[channel, 0])
        ax.imshow(picture[:, :, channel], cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        ax.set_title(f"{name}: {picture.shape[0]}×{picture.shape[1]}")
        ax.set_axis_off()
        ax = figure.add_subplot(grid[channel, 1])
        _draw_numbers(weights[:, :, channel], ax, ORANGE, fontsize=10)
        ax.set_title(f"its {weights[:, :, channel].size} weights")
        ax = figure.add_subplot(grid[channel, 2])
        ax.imshow(partial[channel], cmap="gray", vmin=low, vmax=high, interpolation="nearest")
        ax.set_title(f"from {name}: {size}")
        ax.set_axis_off()
    ax = figure.add_subplot(grid[:, 3])
    ax.imshow(total, cmap="gray", vmin=low, vmax=high, interpolation="nearest")
    ax.set_title(f"their sum: {size}")
    ax.set_axis_off()
    return figure
