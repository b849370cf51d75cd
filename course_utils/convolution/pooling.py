"""Pooling: one value for each window of each channel."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import computing_dtypes, in_dtype, natural_pair, real_array
from course_utils.convolution.sizes import Padding, geometry, parse_padding


def max_pool2d(
    inputs: ArrayLike,
    pool_size: int | tuple[int, int],
    strides: int | tuple[int, int] | None = None,
    padding: Padding = "valid",
) -> np.ndarray:
    """Largest value of each window of each channel.

    Parameters
    ----------
    inputs : array_like, shape (N, H, W, C)
        N images of H rows, W columns and C channels; real numbers.
    pool_size : int or (int, int)
        Size of the window, for both axes or for (height, width).
    strides : int or (int, int), optional
        Step from one window to the next; by default ``pool_size``, so that the windows tile the image.
    padding : {"valid", "same"}
        As in :func:`conv2d`; what lies outside the image does not count.

    Returns
    -------
    ndarray, shape (N, H_out, W_out, C)
        Sizes as :func:`output_size` says. The dtype of floating inputs; ``float64`` for integers.

    Raises
    ------
    TypeError
        If ``inputs`` are complex, text, None or of mixed objects, or a size or stride is not a whole number.
    ValueError
        If ``inputs`` are empty, ragged, masked or not 4-D, a size or stride is below 1, ``padding`` is unknown, or the
        window does not fit ``"valid"`` inputs.

    Notes
    -----
    Equal to ``tf.nn.max_pool2d`` but for NaN: a window that holds one gives NaN, as :func:`numpy.max` does. TensorFlow 2.21
    on a processor passes over NaN, and makes the most negative number of a window that holds nothing else. The largest
    value of a window is the largest of its columns' largest values, so the axes are done one after the other.

    Examples
    --------
    >>> max_pool2d(np.arange(16).reshape(1, 4, 4, 1), pool_size=2)[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    images, windows, shape, dtype = _parse_pool2d(inputs, pool_size, strides, padding)
    return in_dtype(_pool(np.maximum, images, windows, shape, outside=-np.inf), dtype)


def average_pool2d(
    inputs: ArrayLike,
    pool_size: int | tuple[int, int],
    strides: int | tuple[int, int] | None = None,
    padding: Padding = "valid",
) -> np.ndarray:
    """Mean of each window of each channel; arguments, result and errors are those of :func:`max_pool2d`.

    Notes
    -----
    Equal to ``tf.nn.avg_pool2d``: with ``"same"``, the sum is divided by the number of samples inside the image. The sum
    over a window is the sum of its columns' sums, so the axes are done one after the other.

    Examples
    --------
    >>> average_pool2d(np.arange(16).reshape(1, 4, 4, 1), pool_size=2)[0, :, :, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    images, windows, shape, dtype = _parse_pool2d(inputs, pool_size, strides, padding)
    sums = _pool(np.add, images, windows, shape, outside=0)
    inside = np.ones((1, *images.shape[1:3], 1), images.dtype)
    return in_dtype(sums / _pool(np.add, inside, windows, shape, outside=0), dtype)


@np.errstate(over="ignore", invalid="ignore")
def _pool(combine: np.ufunc, images: np.ndarray, windows, shape: tuple[int, int], outside: float) -> np.ndarray:
    """Combine the values of each window: first along the height, then along the width."""
    for axis, (size, stride, (before, after)) in enumerate(windows, start=1):
        widths = [(0, 0)] * 4
        widths[axis] = (before, after)
        padded = np.pad(images, widths, constant_values=outside) if before or after else images
        reach = (shape[axis - 1] - 1) * stride + 1
        taps = [(slice(None),) * axis + (slice(tap, tap + reach, stride),) for tap in range(size)]
        images = padded[taps[0]].copy()
        for tap in taps[1:]:
            combine(images, padded[tap], out=images)
    return images


def _pool2d_loops(reduce, inputs, pool_size, strides=None, padding="valid") -> np.ndarray:
    """The same as pooling with ``reduce`` (``np.max`` or ``np.mean``), one window at a time: the definition."""
    images, windows, shape, dtype = _parse_pool2d(inputs, pool_size, strides, padding)
    (pool_height, down, (above, _)), (pool_width, right, (aside, _)) = windows
    result = np.empty((images.shape[0], *shape, images.shape[3]), images.dtype)
    for image, i, j, channel in np.ndindex(result.shape):
        top, left = i * down - above, j * right - aside
        window = images[image, max(top, 0) : top + pool_height, max(left, 0) : left + pool_width, channel]
        result[image, i, j, channel] = reduce(window)
    return result.astype(dtype, copy=False)


def _parse_pool2d(inputs, pool_size, strides, padding):
    """Return images, (size, stride, padding) for height and width, the result's height and width, and its dtype."""
    images = real_array(inputs, "inputs", ("N", "H", "W", "C"))
    pool_size = natural_pair(pool_size, "pool_size")
    strides = pool_size if strides is None else natural_pair(strides, "strides")
    height, width, padded_by = geometry(images, pool_size, strides, parse_padding(padding), (1, 1), "pooling window")
    computing, dtype = computing_dtypes(images)
    windows = list(zip(pool_size, strides, padded_by[1:3], strict=True))
    return images.astype(computing, copy=False), windows, (height, width), dtype
