"""Pictures side by side in one scale, small digits with captions, and a table of what was taken for what."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.filtering import grey_range, range_text, size_text
from course_utils.style import (
    CAPTION_SIZE,
    GREY_MAP,
    INK_MAP,
    INPUT_COLOR,
    LABEL_SIZE,
    MISTAKE_MAP,
    MUTED,
    RESULT_COLOR,
    SMALL_SIZE,
    describe,
    new_axes,
    styled,
    title_above,
)


@styled
def plot_pictures(
    pictures: dict[str, np.ndarray],
    columns: int = 3,
    width: float = 9.0,
    limits: tuple[float, float] | None = None,
    title: str = "",
) -> Figure:
    """Show pictures side by side, all in one scale, each with its name and its shape.

    Unsigned integers are shown from 0 to 255, colour in [0, 1] as it is, other grey pictures in the shades of `grey_range`.
    A picture that is smaller by a whole factor is enlarged by it, so that a pooled pixel covers its window. Shapes are
    (height, width) or (height, width, 3); ``limits`` are the values that are black and white in every grey picture instead
    of its own; ``width`` is that of the whole figure, in inches.

    >>> [ax.get_title(loc="left") for ax in plot_pictures({"black": np.zeros((2, 3))}).axes]
    ['black\\n2×3']
    """
    columns = min(columns, len(pictures))
    factors, room = one_scale([picture.shape for picture in pictures.values()])
    figure, axes = panels(len(pictures), columns, width, width / columns * room[0] / room[1] + 0.55, title)
    for ax, (name, picture), factor in zip(axes, pictures.items(), factors, strict=False):
        show_picture(picture, ax, limits, factor, room)
        ax.set_title(f"{name}\n{'×'.join(map(str, picture.shape))}", fontsize=LABEL_SIZE)
    return describe(figure, "; ".join(picture_text(name, picture) for name, picture in pictures.items()))


def panels(count: int, columns: int, width: float, height: float, title: str = "") -> tuple[Figure, np.ndarray]:
    """A figure and its panels, ``columns`` in a row, in inches; without axes, each ``height`` high with what stands above."""
    rows = -(-count // columns)
    size = (width, rows * height + (0.4 if title else 0))
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    if title:
        title_above(figure, title)
    return figure, axes.ravel()


def one_scale(shapes: Sequence[tuple[int, ...]]) -> tuple[list[int], tuple[int, int]]:
    """By which whole factor to enlarge each picture, and the height and width in which each then fits.

    >>> one_scale([(300, 451), (298, 449), (75, 113)])
    ([1, 1, 4], (300, 452))
    """
    largest = np.max([shape[:2] for shape in shapes], axis=0)
    factors = [max(1, int(1.015 * np.min(largest / shape[:2]) + 0.03)) for shape in shapes]
    height, width = np.max([np.multiply(shape[:2], factor) for shape, factor in zip(shapes, factors, strict=True)], axis=0)
    return factors, (int(height), int(width))


def show_picture(
    picture: np.ndarray,
    ax: Axes,
    limits: tuple[float, float] | None = None,
    factor: int = 1,
    room: tuple[int, int] | None = None,
) -> None:
    """Put one picture on the Axes, in the ranges that `plot_pictures` describes, enlarged, in the middle of its room."""
    black, white = limits or ((0, 255) if picture.dtype == np.uint8 else grey_range(picture))
    height, width = factor * picture.shape[0], factor * picture.shape[1]
    high, wide = room or (height, width)
    left, top = (wide - width) / 2, (high - height) / 2
    place = (left, left + width, top + height, top)
    ax.imshow(picture, cmap=GREY_MAP, vmin=black, vmax=white, interpolation="nearest", extent=place)
    ax.set(xlim=(0, wide), ylim=(high, 0))


def picture_text(name: str, picture: np.ndarray) -> str:
    """What an alt text says of a picture.

    >>> picture_text("edges", np.array([[-2.0, 0, 7]]))
    'edges: 1×3, values −2 to 7'
    """
    colour = " in colour" if picture.shape[2:] == (3,) else ""
    return f"{name}: {size_text(picture)}{colour}, values {range_text(picture)}"


def frame(ax: Axes) -> None:
    """A thin line around a picture."""
    ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor="none", edgecolor=MUTED, linewidth=1.2))


@styled
def plot_digits(images: np.ndarray, captions: Sequence[object], title: str, columns: int = 8, width: float = 9.0) -> Figure:
    """Show small grey pictures in rows, as dark ink on white, each with its caption of one or two lines.

    ``images`` has the shape (n, height, width) or (n, height, width, 1): 0 for paper; the largest value of all is black.

    >>> [ax.get_title() for ax in plot_digits(np.zeros((2, 28, 28)), [3, 7], "Two blank pages").axes]
    ['3', '7']
    """
    if len(captions) != len(images):
        raise ValueError(f"got {len(captions)} captions for {len(images)} pictures; give one for each")
    images = np.reshape(images, np.shape(images)[:3])
    columns = min(columns, len(images))
    lines = max(str(caption).count("\n") + 1 for caption in captions)
    figure, axes = panels(len(images), columns, width, width / columns + 0.2 * lines, title)
    for ax, image, caption in zip(axes, images, captions, strict=False):
        ax.imshow(image, cmap=INK_MAP, vmin=0, vmax=images.max(), interpolation="nearest")
        ax.set_title(str(caption), fontsize=CAPTION_SIZE, loc="center")
        frame(ax)
    told = ", ".join(filter(None, (" ".join(str(caption).split()) for caption in captions)))
    count = f"{len(images)} small pictures" if len(images) > 1 else "A small picture"
    text = f"{count} of {images.shape[1]}×{images.shape[2]} pixels, dark ink on white"
    return describe(figure, f"{text}: {told}" if told else text)


@styled
def plot_reading(picture: np.ndarray, probabilities: np.ndarray, title: str) -> Figure:
    """Show a digit as dark ink on white, and beside it how probable each class is, as bars.

    ``picture`` has the shape (height, width), 0 for paper; ``probabilities`` has one value for each class, counted from 0.

    Examples
    --------
    >>> figure = plot_reading(np.zeros((28, 28)), np.array([0.004, 0.996]), "More likely a 1")
    >>> [text.get_text() for text in figure.axes[1].texts]
    ['0.4 %', '99.6 %']
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.0, 3.2), width_ratios=(1, 2.3), layout="constrained")
    left.imshow(picture, cmap=INK_MAP, vmin=0, vmax=picture.max() or 1, interpolation="nearest")
    left.set_axis_off()
    frame(left)
    percents = [f"{probability:.1%}".replace("%", " %") for probability in probabilities]
    best = int(np.argmax(probabilities))
    for digit, (probability, percent) in enumerate(zip(probabilities, percents, strict=True)):
        right.bar(digit, probability, color=RESULT_COLOR if digit == best else INPUT_COLOR, width=0.7)
        weight = "bold" if digit == best else "normal"
        right.text(digit, probability + 0.02, percent, ha="center", fontsize=SMALL_SIZE, fontweight=weight)
    right.set(xlabel="digit", ylabel="probability", xticks=range(len(probabilities)), ylim=(0, 1.12))
    right.set_yticks([0, 0.5, 1])
    right.grid(visible=False, axis="x")
    title_above(figure, title)
    told = ", ".join(f"{digit}: {percent}" for digit, percent in enumerate(percents))
    return describe(figure, f"Left, a digit of {'×'.join(map(str, picture.shape))} pixels. Right, bars: {told}")


@styled
def plot_confusion(table: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Write a confusion matrix as numbers; the darker a mistake, the more often it was made. Zeros are left out.

    ``table`` has the shape (classes, classes) and holds counts: rows are what it is, columns what was read.

    >>> ax = plot_confusion(np.array([[8, 2], [0, 9]]), "Two zeros are read as ones")
    >>> [text.get_text() for text in ax.texts]
    ['8', '2', '9']
    """
    ax = new_axes(ax, 5.4, 4.9)
    classes = len(table)
    mistakes = np.where(np.eye(classes, dtype=bool), 0, table)
    ax.imshow(mistakes, cmap=MISTAKE_MAP, vmin=0, vmax=max(1, mistakes.max()) * 1.4)
    for (truth, read), count in np.ndenumerate(table):
        if truth == read:
            look = {"facecolor": "none", "edgecolor": RESULT_COLOR, "linewidth": 1.5}
            ax.add_patch(Rectangle((read - 0.5, truth - 0.5), 1, 1, **look))
        if count:
            look = {"color": RESULT_COLOR} if truth == read else {"fontweight": "bold"}
            ax.text(read, truth, str(count), ha="center", va="center", fontsize=CAPTION_SIZE, **look)
    ax.set(title=title, xlabel="read as", ylabel="is", xticks=range(classes), yticks=range(classes))
    ax.grid(visible=False)
    often = sorted(((count, *place) for place, count in np.ndenumerate(mistakes) if count), reverse=True)[:3]
    told = ", ".join(f"{truth} read as {read}: {count}" for count, truth, read in often) or "none"
    return describe(ax, f"Of {table.sum()} answers, {np.trace(table)} are right; the mistakes made most often: {told}.")
