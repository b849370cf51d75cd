"""pictures."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.style import GREEN, GREY, new_axes, styled


@styled
def plot_pictures(
    pictures: dict[str, np.ndarray], columns: int = 3, width: float = 9.0, limits: tuple[float, float] | None = None
) -> Figure:
    """Show pictures side by side, each with its name and its shape.

    Unsigned integers are shown from 0 to 255, colour in [0, 1] as it is. Other grey pictures go from their smallest value,
    black, to their largest, white; with values of both signs, grey is 0.

    Parameters
    ----------
    pictures
        Name and picture, each of shape (height, width) or (height, width, 3).
    columns
        How many in a row.
    width
        Of the whole figure, in inches.
    limits
        The values that are black and white in every grey picture, instead of each picture's own.

    Examples
    --------
    >>> [ax.get_title(loc="left") for ax in plot_pictures({"black": np.zeros((2, 3))}).axes]
    ['black\\n2×3']
    """
    columns = min(columns, len(pictures))
    rows = -(-len(pictures) // columns)
    shape = next(iter(pictures.values())).shape
    height = rows * (width / columns * shape[0] / shape[1] + 0.55)
    figure, axes = plt.subplots(rows, columns, figsize=(width, height), squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, (name, picture) in zip(axes.flat, pictures.items(), strict=False):
        show_picture(picture, ax, limits)
        ax.set_title(f"{name}\n" + "×".join(map(str, picture.shape)), fontsize=10)
    return figure



def _limits(values: np.ndarray) -> tuple[float, float]:
    """Black and white of a picture: least and greatest value, or as far from 0 on both sides when there are both signs."""
    low, high = float(values.min()), float(values.max())
    if low < 0 < high:
        low, high = -max(-low, high), max(-low, high)
    return low, high if high > low else low + 1.0



def show_picture(picture: np.ndarray, ax: Axes, limits: tuple[float, float] | None = None) -> None:
    """Put one picture on the Axes, in the ranges that `plot_pictures` describes."""
    if limits is not None:
        low, high = limits
    elif picture.dtype == np.uint8:
        low, high = 0, 255
    else:
        low, high = _limits(picture)
    ax.imshow(picture, cmap="gray", vmin=low, vmax=high, interpolation="nearest")



@styled
def plot_digits(images: np.ndarray, captions: Sequence[object], title: str, columns: int = 8) -> Figure:
    """Show small grey pictures in rows, as dark ink on white, each with its caption.

    Parameters
    ----------
    images
        Shape (n, height, width) or (n, height, width, 1): 0 for paper; the largest value of all is black.
    captions
        One for each picture; a caption may have two lines.
    title
        What to see.
    columns
        How many in a row.

    Raises
    ------
    ValueError
        If there are not as many captions as pictures.

    Examples
    --------
    >>> figure = plot_digits(np.zeros((2, 28, 28)), [3, 7], "Two blank pages")
    >>> [ax.get_title() for ax in figure.axes]
    ['3', '7']
    >>> plt.close(figure)
    """
    if len(captions) != len(images):
        raise ValueError(f"got {len(captions)} captions for {len(images)} pictures; give one for each")
    images = np.reshape(images, np.shape(images)[:3])
    rows, columns = -(-len(images) // columns), min(columns, len(images))
    lines = max(str(caption).count("\n") + 1 for caption in captions)
    size = (9.0, rows * (9.0 / columns + 0.2 * lines) + 0.4)
    figure, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, layout="constrained")
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, image, caption in zip(axes.flat, images, captions, strict=False):
        ax.imshow(image, cmap="gray_r", vmin=0, vmax=images.max(), interpolation="nearest")
        ax.set_title(str(caption), fontsize=9.5, loc="center")
        ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor="none", edgecolor=GREY, linewidth=1.2))
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure



@styled
def plot_confusion(table: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Write a confusion matrix as numbers; the darker a mistake, the more often it was made. Zeros are left out.

    Parameters
    ----------
    table
        Shape (classes, classes), counts: rows are what it is, columns what was read.
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> ax = plot_confusion(np.array([[8, 2], [0, 9]]), "Two zeros are read as ones")
    >>> [text.get_text() for text in ax.texts]
    ['8', '2', '9']
    >>> plt.close(ax.figure)
    """
    ax = new_axes(ax, 5.4, 4.9)
    classes = len(table)
    mistakes = np.where(np.eye(classes, dtype=bool), 0, table)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(1, mistakes.max()) * 1.4)
    for (truth, read), count in np.ndenumerate(table):
        if truth == read:
            ax.add_patch(Rectangle((read - 0.5, truth - 0.5), 1, 1, facecolor="none", edgecolor=GREEN, linewidth=1.5))
        if count:
            look = {"color": GREEN} if truth == read else {"fontweight": "bold"}
            ax.text(read, truth, str(count), ha="center", va="center", fontsize=9.5, **look)
    ax.set(title=title, xlabel="read as", ylabel="is", xticks=range(classes), yticks=range(classes))
    ax.grid(visible=False)
    return ax
