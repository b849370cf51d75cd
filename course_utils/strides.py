"""Where the elements of a view lie in the buffer that it reads."""

from __future__ import annotations

import numpy as np


def byte_places(buffer: np.ndarray, view: np.ndarray) -> np.ndarray:
    """The byte of the buffer at which each element of the view begins, an array in the view's shape.

    Notes
    -----
    NumPy reference, *The N-dimensional array*: element (i, j) is at byte i·strides[0] + j·strides[1], counted from the first
    element.

    Examples
    --------
    >>> buffer = np.arange(6)
    >>> byte_places(buffer, buffer.reshape(2, 3)[:, ::-2])
    array([[16,  0],
           [40, 24]])
    """
    start = view.__array_interface__["data"][0] - buffer.__array_interface__["data"][0]
    steps = [np.arange(n) * stride for n, stride in zip(view.shape, view.strides, strict=True)]
    return start + sum(np.ix_(*steps), np.zeros(view.shape, int))
