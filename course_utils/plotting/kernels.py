"""Kernels as pictures: what each makes of a picture, of stripes and of colours, and which known one it is like."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.convolution import correlate2d
from course_utils.filtering import grey_range, over_divisor, range_text, shown_filtered, size_text, sum_text
from course_utils.kernels import frequency_response, nearest_kernel
from course_utils.plotting.pictures import frame, panels, show_picture
from course_utils.style import (
    CAPTION_SIZE,
    GREY_MAP,
    INK,
    KERNEL_COLOR,
    KERNEL_TEXT,
    LABEL_SIZE,
    NUMBER,
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
def plot_kernel_cards(picture: np.ndarray, kernels: Mapping[str, np.ndarray], words: Mapping[str, str], title: str) -> Figure:
    """A card for each kernel: its name and sum, its numbers, the grey picture through it, and what it does in words.

    The picture has values from 0 to 255. Only positions where the kernel lies wholly on it are shown, unflipped, in the shades
    of `shown_filtered`. A kernel without words gets none.

    Examples
    --------
    >>> figure = plot_kernel_cards(np.zeros((9, 9)), {"identity": np.ones((1, 1))}, {}, "Nothing changes")
    >>> figure.axes[0].get_title(loc="left")
    'identity, sum 1'
    """
    told = []
    columns, side, gap, margin = 2, 1.55, 0.16, 0.08
    card = WIDTH / columns
    lines = {name: textwrap.wrap(words.get(name, ""), int(13.5 * (card - 2 * margin))) for name in kernels}
    height = side + 0.42 + 0.17 * max(map(len, lines.values()))
    rows, room = -(-len(kernels) // columns), side * picture.shape[1] / picture.shape[0]
    figure = plt.figure(figsize=(WIDTH, rows * height + 0.4))
    wide, high = figure.get_size_inches()
    title_above(figure, title)
    for place, (name, kernel) in enumerate(kernels.items()):
        left, top = margin + card * (place % columns), high - 0.4 - height * (place // columns) - 0.27
        ax = figure.add_axes((left / wide, (top - side) / high, side / wide, side / high))
        draw_kernel(kernel, ax)
        ax.set_title(f"{name}, sum {sum_text(kernel)}", fontsize=LABEL_SIZE, fontweight="bold")
        filtered = correlate2d(picture, kernel, "valid")
        ax = figure.add_axes(((left + side + gap) / wide, (top - side) / high, room / wide, side / high))
        show_picture(shown_filtered(filtered, kernel), ax, (0, 1))
        ax.set_axis_off()
        below = (top - side - 0.06) / high
        figure.text(left / wide, below, "\n".join(lines[name]), fontsize=CAPTION_SIZE, va="top", linespacing=1.25)
        told.append(f"{name}, sum {sum_text(kernel)}, values {range_text(filtered)}")
    return describe(figure, f"The same picture through {len(kernels)} kernels, with their numbers: {'; '.join(told)}")


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


def draw_kernel(kernel: np.ndarray, ax: Axes) -> None:
    """The numbers of a kernel in cells, over a divisor where that makes them whole."""
    (rows, columns), (numbers, divisor) = kernel.shape, over_divisor(kernel)
    for (row, column), number in np.ndenumerate(numbers):
        look = {"facecolor": (KERNEL_COLOR, 0.1), "edgecolor": KERNEL_COLOR, "linewidth": 1.2}
        ax.add_patch(Rectangle((column, row), 1, 1, **look))
        ax.text(column + 0.5, row + 0.5, cell_text(float(number)), **NUMBER | {"fontsize": SMALL_SIZE, "color": KERNEL_TEXT})
    if divisor > 1:
        ax.text(columns / 2, rows * 1.12, f"÷ {divisor}", ha="center", va="center", fontsize=LABEL_SIZE, color=KERNEL_TEXT)
    ax.set(xlim=(-0.05, columns + 0.05), ylim=(rows * (1.22 if divisor > 1 else 1) + 0.05, -0.05), aspect="equal", anchor="NW")
    ax.set_axis_off()


def _add_picture(figure: Figure, place, picture: np.ndarray, title: str, limits: tuple[float, float] | None = None) -> None:
    ax = figure.add_subplot(place)
    show_picture(picture, ax, limits)
    ax.set_title(title)
    ax.set_axis_off()


def _add_numbers(figure: Figure, place, values: np.ndarray, title: str) -> None:
    ax = figure.add_subplot(place)
    draw_kernel(values, ax)
    ax.set_title(title)


@styled
def plot_feature_maps(image: np.ndarray, filters: np.ndarray, maps: np.ndarray, title: str) -> Figure:
    """One grey picture, a row for each filter, and the map that each filter makes of it.

    Shapes (H, W), (kh, kw, 1, O) and (1, H_out, W_out, O); all maps have the same shades, those of `grey_range`.

    >>> figure = plot_feature_maps(np.zeros((9, 9)), np.zeros((3, 3, 1, 3)), np.zeros((1, 7, 7, 3)), "Three maps")
    >>> figure.axes[-1].get_title(loc="left")
    'map 2: 7×7'
    """
    count = filters.shape[3]
    figure = plt.figure(figsize=(7.4, 2.15 * count + 0.3), layout="constrained")
    title_above(figure, title)
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
def plot_channel_sum(picture: np.ndarray, weights: np.ndarray, partial: np.ndarray, title: str) -> Figure:
    """One filter on a colour picture: a row for each channel with its own weights, and the sum of the partial results.

    Shapes (H, W, 3), from 0 to 1, then (kh, kw, 3) and (3, H_out, W_out). What the channels give has the same shades, those
    of `grey_range`; their sum has its own.

    >>> figure = plot_channel_sum(np.zeros((9, 9, 3)), np.zeros((3, 3, 3)), np.zeros((3, 7, 7)), "One map")
    >>> figure.axes[-1].get_title(loc="left")
    'their sum: 7×7,\\non its own scale'
    """
    total = partial.sum(axis=0)
    figure = plt.figure(figsize=(8.0, 3 * (2.0 * picture.shape[0] / picture.shape[1] + 0.45) + 0.3), layout="constrained")
    title_above(figure, title)
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
