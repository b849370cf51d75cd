"""Kernels as pictures: what each makes of a picture, of stripes and of colours, and which known one it is like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.convolution import correlate2d
from course_utils.filtering import grey_range, range_text, shown_filtered, size_text, sum_text
from course_utils.kernels import frequency_response, nearest_kernel
from course_utils.plotting.pictures import frame, panels, show_picture
from course_utils.style import (
    CAPTION_SIZE,
    GREY_MAP,
    INK,
    KERNEL_COLOR,
    LABEL_SIZE,
    PAPER,
    SMALL_SIZE,
    cell_text,
    describe,
    number_text,
    short_text,
    styled,
    title_above,
)

WIDTH = 10.0  # inches


@styled
def plot_kernel_pairs(learned: Sequence[np.ndarray], known: dict[str, np.ndarray], title: str) -> Figure:
    """Draw learned kernels and, below each, the known one that it is most like, with the cosine between them; likest first.

    Negative weights are dark, positive ones light, 0 is grey; each kernel has its own range. If the cosine is negative, the
    known kernel is drawn with its sign changed, with a minus before its name.

    >>> slope = np.array([[-1.0, 0.0, 1.0]])
    >>> figure = plot_kernel_pairs([-2 * slope], {"blur": np.ones((1, 3)), "slope": slope}, "It takes differences")
    >>> figure.axes[1].get_title()
    '−slope\\n1.00'
    """
    pairs = sorted(((*nearest_kernel(kernel, known), kernel) for kernel in learned), key=lambda pair: -abs(pair[1]))
    rows, columns = -(-len(pairs) // 8), min(8, len(pairs))
    figure, axes = panels(2 * rows * columns, columns, 9.4, 9.4 / columns + 0.325, title)
    told = []
    for place, (name, cosine, kernel) in enumerate(pairs):
        row, column = divmod(place, columns)
        like = f"{'−' if cosine < 0 else ''}{name}"
        titles = "learned", f"{like}\n{abs(cosine):.2f}"
        for step, (weights, words) in enumerate(zip((kernel, known[name] * np.sign(cosine)), titles, strict=True)):
            ax = axes[(2 * row + step) * columns + column]
            show_picture(weights, ax, (-abs(weights).max(), abs(weights).max()))
            frame(ax)
            ax.set_title(words, fontsize=SMALL_SIZE, loc="center")
        told.append(f"{like} {abs(cosine):.2f}")
    return describe(
        figure, f"{len(pairs)} learned kernels and the known one that each is most like, with the cosine: {', '.join(told)}"
    )


@styled
def plot_kernel_bank(picture: np.ndarray, kernels: Mapping[str, np.ndarray], columns: int = 5) -> Figure:
    """A contact sheet: the same grey picture, from 0 to 255, through every kernel, with the kernel's name and sum.

    Only positions where the kernel lies wholly on the picture are shown, unflipped, in the shades of `shown_filtered`.

    >>> figure = plot_kernel_bank(np.zeros((9, 9)), {"identity": np.ones((1, 1))})
    >>> figure.axes[0].get_title(loc="left")
    'identity\\nsum 1'
    """
    height = WIDTH / columns * picture.shape[0] / picture.shape[1] + 0.45
    figure, axes = panels(len(kernels), columns, WIDTH, height)
    told = []
    for ax, (name, kernel) in zip(axes, kernels.items(), strict=False):
        filtered = correlate2d(picture, kernel, "valid")
        show_picture(shown_filtered(filtered, kernel), ax, (0, 1))
        ax.set_title(f"{name}\nsum {sum_text(kernel)}", fontsize=CAPTION_SIZE)
        told.append(f"{name}, sum {sum_text(kernel)}, values {range_text(filtered)}")
    return describe(figure, f"The same picture through {len(kernels)} kernels: {'; '.join(told)}")


@styled
def plot_weights(kernels: Mapping[str, np.ndarray], limits: tuple[float, float], title: str) -> Figure:
    """Draw kernels side by side in one scale, whose bar stands beside them, each weight with its number in hundredths.

    Examples
    --------
    >>> figure = plot_weights({"blur": np.full((2, 2), 0.25)}, (0, 0.5), "All alike")
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['25', '25', '25', '25']
    """
    figure, axes = plt.subplots(1, len(kernels), figsize=(WIDTH, 2.5), squeeze=False, layout="constrained")
    told, middle = [], sum(limits) / 2
    for ax, (name, kernel) in zip(axes[0], kernels.items(), strict=True):
        image = ax.imshow(kernel, cmap=GREY_MAP, vmin=limits[0], vmax=limits[1])
        for (row, column), weight in np.ndenumerate(kernel):
            look = {"color": INK if weight > middle else PAPER, "fontsize": SMALL_SIZE, "ha": "center", "va": "center"}
            ax.text(column, row, number_text(float(round(100 * weight))), **look)
        ax.set_title(name)
        ax.set_axis_off()
        told.append(f"{name}: {short_text(float(kernel.min()))} to {short_text(float(kernel.max()))}")
    figure.colorbar(image, ax=axes[0], label="weight", fraction=0.02, extend="both")
    title_above(figure, title)
    return describe(figure, f"Weights in hundredths, from {limits[0]:g} in black to {limits[1]:g} in white. {'; '.join(told)}.")


@styled
def plot_responses(kernels: Mapping[str, np.ndarray]) -> Figure:
    """Frequency responses of kernels, six in a row: by which factor each multiplies the contrast of all stripes.

    The middle of a map stands for a flat area, its right edge for upright stripes with a period of 2 pixels, the lower edge
    for level ones, a corner for a chequerboard. White is the largest factor of the map, black is 0.

    >>> plot_responses({"blur": np.full((1, 2), 0.5)}).axes[0].get_title(loc="left")
    'blur\\nmiddle 1, most 1'
    """
    figure, axes = panels(len(kernels), 6, WIDTH, WIDTH / 6 + 0.4)
    told = []
    for ax, (name, kernel) in zip(axes, kernels.items(), strict=False):
        factors = frequency_response(kernel)
        middle, most = (number_text(round(float(factor), 2)) for factor in (abs(kernel.sum()), factors.max()))
        ax.set_axis_on()
        ax.imshow(factors, cmap=GREY_MAP, vmin=0, vmax=factors.max(), extent=(-0.5, 0.5, 0.5, -0.5), origin="upper")
        ax.set_title(f"{name}\nmiddle {middle}, most {most}", fontsize=CAPTION_SIZE)
        ax.set_xticks([-0.5, 0, 0.5], ["−½", "0", "½"])
        ax.set_yticks([-0.5, 0, 0.5], ["−½", "0", "½"])
        ax.grid(False)
        ax.spines[:].set_visible(True)
        told.append(f"{name} {middle} and {most}")
    figure.supxlabel("frequency across, in cycles per pixel", fontsize=LABEL_SIZE)
    figure.supylabel("frequency down, in cycles per pixel", fontsize=LABEL_SIZE)
    return describe(figure, f"For each kernel the factor on a flat area, in the middle, and the largest one: {'; '.join(told)}")


def _draw_numbers(values: np.ndarray, ax: Axes) -> None:
    """A kernel's numbers in cells, one unit a cell."""
    rows, columns = values.shape
    for (row, column), value in np.ndenumerate(values):
        look = {"facecolor": (KERNEL_COLOR, 0.1), "edgecolor": KERNEL_COLOR, "linewidth": 1.0}
        ax.add_patch(Rectangle((column, row), 1, 1, **look))
        ax.text(column + 0.5, row + 0.5, cell_text(float(value)), ha="center", va="center", fontsize=LABEL_SIZE)
    ax.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal")
    ax.set_axis_off()


def _add_picture(figure: Figure, place, picture: np.ndarray, title: str, limits: tuple[float, float] | None = None) -> None:
    ax = figure.add_subplot(place)
    show_picture(picture, ax, limits)
    ax.set_title(title)
    ax.set_axis_off()


def _add_numbers(figure: Figure, place, values: np.ndarray, title: str) -> None:
    ax = figure.add_subplot(place)
    _draw_numbers(values, ax)
    ax.set_title(title)


@styled
def plot_feature_maps(image: np.ndarray, filters: np.ndarray, maps: np.ndarray) -> Figure:
    """One grey picture, a row for each filter, and the map that each filter makes of it.

    Shapes (H, W), (kh, kw, 1, O) and (1, H_out, W_out, O); all maps have the same shades, those of `grey_range`.

    >>> figure = plot_feature_maps(np.zeros((9, 9)), np.zeros((3, 3, 1, 3)), np.zeros((1, 7, 7, 3)))
    >>> figure.axes[-1].get_title(loc="left")
    'map 2: 7×7'
    """
    count = filters.shape[3]
    figure = plt.figure(figsize=(7.4, 2.15 * count), layout="constrained")
    grid = figure.add_gridspec(count, 3, width_ratios=(1.25, 0.8, 1))
    _add_picture(figure, grid[:, 0], image, f"one picture: {size_text(image)}")
    for place in range(count):
        one = maps[0, :, :, place]
        _add_numbers(figure, grid[place, 1], filters[:, :, 0, place], f"filter {place}")
        _add_picture(figure, grid[place, 2], one, f"map {place}: {size_text(one)}", grey_range(maps))
    told = "; ".join(f"map {place}: values {range_text(maps[0, :, :, place])}" for place in range(count))
    return describe(
        figure, f"A picture of {size_text(image)}, {count} filters of {size_text(filters)}, and the map that each makes: {told}"
    )


@styled
def plot_channel_sum(picture: np.ndarray, weights: np.ndarray, partial: np.ndarray) -> Figure:
    """One filter on a colour picture: a row for each channel with its own weights, and the sum of the partial results.

    Shapes (H, W, 3), from 0 to 1, then (kh, kw, 3) and (3, H_out, W_out). What the channels give has the same shades, those
    of `grey_range`; their sum has its own.

    >>> figure = plot_channel_sum(np.zeros((9, 9, 3)), np.zeros((3, 3, 3)), np.zeros((3, 7, 7)))
    >>> figure.axes[-1].get_title(loc="left")
    'their sum: 7×7,\\non its own scale'
    """
    total = partial.sum(axis=0)
    figure = plt.figure(figsize=(8.0, 3 * (2.0 * picture.shape[0] / picture.shape[1] + 0.45)), layout="constrained")
    grid = figure.add_gridspec(3, 4, width_ratios=(1, 0.75, 1, 1))
    names = "red", "green", "blue"
    for place, name in enumerate(names):
        plane, own = picture[:, :, place], weights[:, :, place]
        _add_picture(figure, grid[place, 0], plane, f"{name}: {size_text(plane)}", (0, 1))
        _add_numbers(figure, grid[place, 1], own, f"its {own.size} weights")
        _add_picture(figure, grid[place, 2], partial[place], f"from {name}: {size_text(total)}", grey_range(partial))
    _add_picture(figure, grid[:, 3], total, f"their sum: {size_text(total)},\non its own scale")
    told = "; ".join(f"from {name} {range_text(values)}" for name, values in zip(names, partial, strict=True))
    told = f"{told}; their sum {range_text(total)}"
    return describe(figure, f"Three channels, {size_text(weights)} weights for each, and what they give: {told}")
