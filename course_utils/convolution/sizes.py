"""Sizes: how long a result is, and how many zeros stand around the input."""

from __future__ import annotations

from typing import Literal

import numpy as np

from course_utils._checks import choice, natural

Mode = Literal["full", "same", "valid"]
Padding = Literal["valid", "same"]


def output_size(size: int, kernel_size: int, stride: int = 1, padding: Padding = "valid", dilation_rate: int = 1) -> int:
    """Length of a convolution's or pooling's result along one axis.

    Parameters
    ----------
    size, kernel_size : int
        Samples of the input and of the kernel, both at least 1.
    stride : int
        Samples from one position of the kernel to the next, at least 1.
    padding : {"valid", "same"}
        ``"valid"``: the kernel lies inside the input. ``"same"``: zeros around the input, so that every ``stride``-th
        sample gets a result. Capital letters mean the same.
    dilation_rate : int
        Samples from one value of the kernel to the next, at least 1.

    Returns
    -------
    int
        ``ceil(size / stride)`` for ``"same"``; ``(size - span) // stride + 1`` for ``"valid"``, where the kernel spans
        ``dilation_rate * (kernel_size - 1) + 1`` samples.

    Raises
    ------
    TypeError
        If a number is not whole (a boolean and 2.0 are not), or ``padding`` is no text.
    ValueError
        If a number is below 1, ``padding`` is unknown, or the dilated kernel does not fit a ``"valid"`` input.

    Notes
    -----
    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016), relation 6; TensorFlow's
    ``"same"`` is ``ceil(size / stride)``.

    Examples
    --------
    >>> output_size(28, 5)
    24
    >>> output_size(134, 3, stride=3, padding="same")
    45
    """
    size, kernel_size = natural(size, "size"), natural(kernel_size, "kernel_size")
    stride, dilation_rate = natural(stride, "stride"), natural(dilation_rate, "dilation_rate")
    return size_along_axis(size, kernel_size, stride, parse_padding(padding), dilation_rate, "kernel")


def parse_padding(padding: str) -> Padding:
    return choice(padding.lower() if isinstance(padding, str) else padding, "padding", ("valid", "same"))


def size_along_axis(size: int, kernel_size: int, stride: int, padding: Padding, dilation_rate: int, noun: str) -> int:
    """:func:`output_size` of parsed arguments; ``noun`` names what does not fit."""
    if padding == "same":
        return -(-size // stride)
    span = dilation_rate * (kernel_size - 1) + 1
    if span > size:
        detail = f" (kernel_size {kernel_size}, dilation_rate {dilation_rate})" if noun == "kernel" else ""
        raise ValueError(
            f"the {noun} spans {span} samples{detail} but the input has {size}; "
            f'use padding="same", a smaller {noun} or a larger input'
        )
    return (size - span) // stride + 1


def geometry(images, window, strides, padding, dilation, noun: str) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the height and the width of a batch's result, and the padding of its four axes."""
    axes = list(zip(images.shape[1:3], window, strides, dilation, strict=True))
    height, width = (size_along_axis(n, k, s, padding, d, noun) for n, k, s, d in axes)
    same = [_same_padding(n, d * (k - 1) + 1, s) if padding == "same" else (0, 0) for n, k, s, d in axes]
    return height, width, [(0, 0), *same, (0, 0)]


def _same_padding(size: int, span: int, stride: int) -> tuple[int, int]:
    """TensorFlow's zeros before and after: as few as cover every position; an odd one goes to the end."""
    total = max((-(-size // stride) - 1) * stride + span - size, 0)
    return total // 2, total - total // 2


def padding_2d(n: int, k: int, mode: Mode, flipped: bool) -> tuple[int, int]:
    """Return the zeros before and after n samples, so that a valid correlation with k samples gives what ``mode`` says.

    ``flipped`` tells whether the kernel was flipped for a convolution: with it flips the side of the odd zero in ``"same"``.
    """
    choice(mode, "mode", ("full", "same", "valid"))
    if mode == "full":
        return k - 1, k - 1
    if mode == "same":
        return (k // 2, (k - 1) // 2) if flipped else ((k - 1) // 2, k // 2)
    if k > n:
        raise ValueError(
            f'the kernel has {k} samples along an axis where the input has {n}; in mode "valid" it must fit; '
            'use mode="full" or "same", or swap the two'
        )
    return 0, 0


def padding_1d(n: int, k: int, mode: Mode, flipped: bool) -> tuple[int, int]:
    """NumPy's ``"same"``: as long as the longer of the two, and the odd zero comes first even without a flip."""
    if mode == "same" and k > n:
        before = k - 1 - (n - 1) // 2 if flipped else k - 1 - n // 2
        return before, 2 * k - 1 - n - before
    return padding_2d(n, k, mode, flipped=True)


def pad(array: np.ndarray, padding: list[tuple[int, int]]) -> np.ndarray:
    """Put zeros before and after each axis; the array itself where none are needed. (``np.pad`` takes ten times as long.)"""
    if not any(map(any, padding)):
        return array
    axes = list(zip(array.shape, padding, strict=True))
    padded = np.zeros([before + n + after for n, (before, after) in axes], array.dtype)
    padded[tuple(slice(before, before + n) for n, (before, _) in axes)] = array
    return padded
