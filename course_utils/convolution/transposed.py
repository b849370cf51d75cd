"""The transposed convolution of a batch of images: what makes maps larger, and what carries a gradient to the image."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import computing_dtypes, in_dtype, natural_pair, real_array
from course_utils.convolution.sizes import Padding, parse_padding


def conv2d_transpose(
    inputs: ArrayLike,
    kernel: ArrayLike,
    strides: int | tuple[int, int] = 1,
    padding: Padding = "valid",
    dilation_rate: int | tuple[int, int] = 1,
) -> np.ndarray:
    """Transposed convolution: each input drops a copy of the kernel, scaled by itself, and where copies meet they add up.

    Parameters
    ----------
    inputs : array_like, shape (N, H, W, C_in)
        N images of H rows, W columns and C_in channels; real numbers.
    kernel : array_like, shape (kh, kw, C_out, C_in)
        As Keras has it: the channels that come *out* stand before those that come in.
    strides : int or (int, int)
        Distance on the result of the copies of two neighbours, for both axes or for (height, width).
    padding : {"valid", "same"}
        ``"valid"``: every copy is kept whole. ``"same"``: the result is cut to ``strides`` times the size of the input, and an
        odd row or column too many is cut from the end. Capital letters mean the same.
    dilation_rate : int or (int, int)
        Distance of the kernel's values on the result, for both axes or for (height, width).

    Returns
    -------
    ndarray, shape (N, H_out, W_out, C_out)
        Along an axis of n inputs, with stride s and a kernel that spans k: ``n * s + max(k - s, 0)`` for ``"valid"``, and
        ``n * s`` for ``"same"``. What no copy covers is 0. The dtype is that of :func:`conv2d`.

    Raises
    ------
    TypeError
        If an array is complex, text, None or of mixed objects, or a stride or dilation is not a whole number.
    ValueError
        If an array is empty, ragged, masked or not 4-D, the channels do not match, a stride or dilation is below 1, or
        ``padding`` is unknown.

    Notes
    -----
    Equal to ``keras.ops.conv_transpose`` and ``tf.nn.conv2d_transpose``, and to the gradient with respect to its inputs of the
    :func:`conv2d` with the same kernel and options (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*,
    2016, chapter 4). It undoes the size of a convolution, not its values. Strides and dilation combine here, too.

    Examples
    --------
    >>> dots = np.array([[1.0, 0.0], [0.0, 2.0]]).reshape(1, 2, 2, 1)
    >>> kernel = np.array([[1.0, 2.0], [3.0, 4.0]]).reshape(2, 2, 1, 1)
    >>> conv2d_transpose(dots, kernel, strides=2)[0, :, :, 0]
    array([[1., 2., 0., 0.],
           [3., 4., 0., 0.],
           [0., 0., 2., 4.],
           [0., 0., 6., 8.]])
    """
    images, kernel, strides, padding, dilation, dtype = _parse(inputs, kernel, strides, padding, dilation_rate)
    height, width = images.shape[1:3]
    canvas, kept = _canvas(images, kernel, strides, padding, dilation)
    down, across = strides[0] * (height - 1) + 1, strides[1] * (width - 1) + 1
    with np.errstate(over="ignore", invalid="ignore"):
        for m, n in np.ndindex(kernel.shape[:2]):
            top, left = m * dilation[0], n * dilation[1]
            canvas[:, top : top + down : strides[0], left : left + across : strides[1]] += images @ kernel[m, n].T
    return in_dtype(np.ascontiguousarray(canvas[kept]), dtype)


def _conv2d_transpose_loops(inputs, kernel, strides=1, padding="valid", dilation_rate=1) -> np.ndarray:
    """The same as :func:`conv2d_transpose`, one product at a time: the definition."""
    images, kernel, strides, padding, dilation, dtype = _parse(inputs, kernel, strides, padding, dilation_rate)
    canvas, kept = _canvas(images, kernel, strides, padding, dilation)
    for image, i, j, c in np.ndindex(images.shape):
        for m, n, output in np.ndindex(kernel.shape[:3]):
            row, column = i * strides[0] + m * dilation[0], j * strides[1] + n * dilation[1]
            canvas[image, row, column, output] += images[image, i, j, c] * kernel[m, n, output, c]
    return canvas[kept].astype(dtype, copy=False)


def _canvas(images, kernel, strides, padding, dilation) -> tuple[np.ndarray, tuple[slice, ...]]:
    """Zeros on which every copy of the kernel has room, and the part of them that is the result."""
    sizes, kept = [], []
    for n, k, stride, rate in zip(images.shape[1:3], kernel.shape[:2], strides, dilation, strict=True):
        too_long = max(rate * (k - 1) + 1 - stride, 0)
        sizes.append(n * stride + too_long)
        first = too_long // 2 if padding == "same" else 0
        kept.append(slice(first, first + n * stride if padding == "same" else None))
    return np.zeros((len(images), *sizes, kernel.shape[2]), images.dtype), (slice(None), *kept)


def _parse(inputs, kernel, strides, padding, dilation_rate):
    """Return images and kernel in the dtype to compute in, strides, padding, dilation and the result's dtype."""
    images = real_array(inputs, "inputs", ("N", "H", "W", "C_in"))
    kernel = real_array(kernel, "kernel", ("kh", "kw", "C_out", "C_in"))
    strides, dilation = natural_pair(strides, "strides"), natural_pair(dilation_rate, "dilation_rate")
    padding = parse_padding(padding)
    channels = images.shape[3]
    if kernel.shape[3] != channels:
        swapped = "; are its last two axes swapped?" if kernel.shape[2] == channels else ""
        raise ValueError(
            f"the inputs have {channels} channels and the kernel, of shape {kernel.shape}, takes {kernel.shape[3]}; "
            f"expected a kernel of shape (kh, kw, C_out, {channels}){swapped}"
        )
    computing, dtype = computing_dtypes(images, kernel)
    return images.astype(computing, copy=False), kernel.astype(computing, copy=False), strides, padding, dilation, dtype
