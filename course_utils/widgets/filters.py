"""Chapter 06: filters and pooling on a picture."""

from __future__ import annotations

import io

import numpy as np
import traitlets
from matplotlib.figure import Figure
from PIL import Image

from course_utils.datasets import PICTURES, load_picture, to_grey
from course_utils.filtering import filter_picture, filtering_sentence
from course_utils.kernels import KERNELS
from course_utils.plotting import plot_filtered
from course_utils.widgets.base import Explorer

OWN_KERNEL = "the nine numbers"
LONGEST_SIDE = 480  # pixels; a larger picture is shrunk, so that the explorer stays fluent


class FilterExplorer(Explorer):
    """Choose a picture and a kernel, and see what comes out with any stride, padding, dilation and pooling.

    A picture whose longer side is above 480 pixels is shrunk first.

    Attributes
    ----------
    picture, path : str
        A name of `datasets.PICTURES`, and the path of another picture, which wins; `problem` says why it cannot be loaded.
    kernel : str
        A name of `kernels.KERNELS`, or ``"the nine numbers"``, which are ``numbers``.
    colour, normalise : bool
        Whether the picture is in colour, and whether the kernel is divided by its sum.
    stride, dilation, padding, pooling, pool_size : int, int, str, str, int
        As in `convolution.conv2d` and its pooling; ``pooling`` is ``"none"``, ``"max"`` or ``"average"``.
    """

    module = "filter_explorer.js"
    pictures = traitlets.List(list(PICTURES)).tag(sync=True)
    kernels = traitlets.Dict({name: kernel.tolist() for name, kernel in KERNELS.items()}).tag(sync=True)
    files = traitlets.Dict().tag(sync=True)
    picture = traitlets.Enum(PICTURES, "cat").tag(sync=True)
    path = traitlets.Unicode().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    colour, normalise = (traitlets.Bool(False).tag(sync=True) for _ in range(2))
    kernel = traitlets.Enum([*KERNELS, OWN_KERNEL], "sharpen").tag(sync=True)
    numbers = traitlets.List(KERNELS["sharpen"].tolist()).tag(sync=True)
    stride, dilation = (traitlets.Int(1, min=1, max=8).tag(sync=True) for _ in range(2))
    padding = traitlets.Enum(["same", "valid"], "same").tag(sync=True)
    pooling = traitlets.Enum(["none", "max", "average"], "none").tag(sync=True)
    pool_size = traitlets.Int(2, min=1, max=16).tag(sync=True)

    def __init__(self, picture: str):
        named = picture in PICTURES
        self._pixels = shrunk(load_picture(picture))  # refuses what is no picture
        state = {"picture": picture} if named else {"path": str(picture)}
        super().__init__(png=encoded(self._pixels), **state)

    @traitlets.observe("picture", "path")
    def _load(self, change) -> None:
        if not self._trait_values.get("png"):
            return
        try:
            self._pixels = shrunk(load_picture(self.path or self.picture))
        except (ValueError, OSError) as error:
            self.problem = f"The last picture stays: {error}."
            return
        self.problem, self.png = "", encoded(self._pixels)

    @property
    def weights(self) -> np.ndarray:
        """The kernel that is laid on the picture, shape (h, w)."""
        kernel = self._chosen()
        return kernel / kernel.sum() if self.normalise and abs(kernel.sum()) >= 1e-9 else kernel

    def _chosen(self) -> np.ndarray:
        return np.array(self.numbers, float) if self.kernel == OWN_KERNEL else KERNELS[self.kernel]

    def _shades(self) -> np.ndarray:
        return self._pixels if self.colour else to_grey(self._pixels)

    def _filtered(self) -> tuple[np.ndarray, np.ndarray]:
        how = self.stride, self.padding, self.dilation, self.pooling, self.pool_size
        return filter_picture(self._shades(), self.weights, *how)

    def result(self) -> np.ndarray:
        """What comes out, of shape (H_out, W_out, C)."""
        return self._filtered()[1]

    def sentence(self) -> str:
        """What the explorer says of it."""
        filtered, pooled = self._filtered()
        said = filtering_sentence(self._shades(), self.weights, filtered, None if self.pooling == "none" else pooled)
        zero = self.normalise and abs(self._chosen().sum()) < 1e-9
        return f"The kernel has the sum 0, so it cannot be divided by it. {said}" if zero else said

    def page_state(self) -> dict:
        """Without the picture itself: a page has the files beside the module."""
        files = {name: f"{name}.png" for name in PICTURES}
        return {name: value for name, value in super().page_state().items() if name != "png"} | {"files": files}

    def still(self) -> Figure:
        return plot_filtered(self._shades(), self.weights, self.result())


def shrunk(picture: np.ndarray) -> np.ndarray:
    """The picture, or a smaller one whose longer side is `LONGEST_SIDE`.

    >>> shrunk(np.zeros((960, 640, 3), np.uint8)).shape
    (480, 320, 3)
    """
    if max(picture.shape[:2]) <= LONGEST_SIDE:
        return picture
    image = Image.fromarray(picture)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return np.asarray(image)


def encoded(picture: np.ndarray) -> bytes:
    """A picture as the browser reads it."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, format="png")
    return stream.getvalue()


def filter_explorer(picture: str = "cat") -> FilterExplorer:
    """Make a `FilterExplorer`, the last line of a cell, of a picture as `datasets.load_picture` takes it and refuses it.

    Another one can be chosen or typed later; then what cannot be loaded does not raise.

    >>> explorer = filter_explorer("coffee")
    >>> explorer.kernel, explorer.stride = "sobel_x", 2
    >>> explorer.result().shape
    (160, 240, 1)
    """
    return FilterExplorer(picture)
