"""Which values lie under a pooling window, what it leaves of them, and what is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.convolution import average_pool2d, max_pool2d
from course_utils.style import equals_text, number_text


@dataclass(frozen=True)
class Pooled:
    """A pooled grid and the window of one result: ``first`` is its corner, `inside` the part of the image under it."""

    image: np.ndarray
    kind: str
    pool_size: int
    result: np.ndarray
    row: int
    column: int
    first: tuple[int, int]

    @property
    def inside(self) -> tuple[slice, slice]:
        """The rows and columns of the image that lie under the window."""
        ends = zip(self.first, self.image.shape, strict=True)
        return tuple(slice(max(at, 0), min(at + self.pool_size, size)) for at, size in ends)

    def sentence(self) -> str:
        """The sizes, and how the result comes from the window."""
        values, value = self.image[self.inside], float(self.result[self.row, self.column])
        kept = f"the largest of {values.size} values is {number_text(value)}"
        if self.kind == "average":
            kept = f"the mean of {values.size} values {equals_text(value)}"
        outside = self.pool_size**2 - values.size
        places = "1 place" if outside == 1 else f"{outside} places"
        edge = f"; {places} of the window lie outside and do not count" if outside else ""
        sizes = "×".join(map(str, self.image.shape)), "×".join(map(str, self.result.shape))
        return f"{sizes[0]} becomes {sizes[1]}. In row {self.row}, column {self.column}, {kept}{edge}."


def pooled_at(image: np.ndarray, kind: str, pool_size: int, stride: int, padding: str, row: int, column: int) -> Pooled:
    """Pool a grid, shape (H, W), and look at one result; beyond the last row or column, at the last.

    Examples
    --------
    >>> pooled_at(np.arange(12.0).reshape(3, 4), "average", 2, 2, "same", 1, 1).sentence()
    '3×4 becomes 2×2. In row 1, column 1, the mean of 2 values = 10.5; 2 places of the window lie outside and do not count.'
    """
    pool = {"max": max_pool2d, "average": average_pool2d}[kind]
    result = pool(image[None, :, :, None], pool_size, stride, padding)[0, :, :, 0]
    place = min(row, result.shape[0] - 1), min(column, result.shape[1] - 1)
    hanging = [
        max((made - 1) * stride + pool_size - size, 0) // 2 for made, size in zip(result.shape, image.shape, strict=True)
    ]
    first = tuple(at * stride - (before if padding == "same" else 0) for at, before in zip(place, hanging, strict=True))
    return Pooled(image, kind, pool_size, result, *place, first)
