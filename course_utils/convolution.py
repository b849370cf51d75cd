"""Discrete convolution and correlation in one and two dimensions, and the convolution and pooling of image batches.

Every fast function here has a slow one beside it that says the same in loops: :func:`_correlate2d_loops`,
:func:`_convolve1d_loops`, :func:`_conv2d_loops` and :func:`_pool2d_loops`. Tests hold them equal.

Floating-point input keeps its dtype. Integers and booleans are computed in the kernel's dtype if that is floating, else
in ``float64``. Sums of ``float16`` are added up in ``float32``.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import choice, computing_dtypes, natural, natural_pair, real_array

__all__ = [
    "average_pool2d",
    "conv2d",
    "convolve1d",
    "convolve2d",
    "correlate1d",
    "correlate2d",
    "filter_and_pool",
    "max_pool2d",
    "output_size",
]

Mode = Literal["full", "same", "valid"]
Padding = Literal["valid", "same"]

_FFT_FROM = 64  # kernel values; measured: one operation per tap is as fast up to 25 to 75 of them, and rounds less
_UNFOLDED_VALUES = 2**20  # of images unfolded at once; measured: more leave the cache, fewer make many small products
_TILE = 182  # rows and columns of the result for each FFT; measured: 128 to 262 are equally fast


def _quiet(function):
    """Let NaN and infinity pass without a warning, as numpy.convolve does."""
    return np.errstate(over="ignore", invalid="ignore")(function)


# One and two dimensions


def convolve1d(signal: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Convolution of two sequences, ``S[i] = sum over m of signal[m] * kernel[i - m]``.

    Parameters
    ----------
    signal : array_like, shape (n,)
        Real numbers.
    kernel : array_like, shape (k,)
        Real numbers.
    mode : {"full", "same", "valid"}
        As in :func:`numpy.convolve`. ``"full"``: every overlap, n + k - 1 values. ``"same"``: the middle of it, as many
        as the longer of the two has. ``"valid"``: only where the kernel lies inside the signal, n - k + 1 values.

    Returns
    -------
    ndarray, shape by ``mode``
        The dtype of a floating signal; for an integer signal that of a floating kernel, else ``float64``.

    Raises
    ------
    TypeError
        If an argument is complex, text, None or of mixed objects, or ``mode`` is no text.
    ValueError
        If an argument is empty, ragged or not 1-D, ``mode`` is unknown, or the kernel is longer than a ``"valid"``
        signal.

    See Also
    --------
    correlate1d : the same without the flip.

    Notes
    -----
    The sum is the definition (Oppenheim and Schafer, *Discrete-Time Signal Processing*, section 2.3). A kernel of 64
    values or more is applied by FFT unless something is not finite. Where the kernel is longer than the signal,
    :func:`numpy.convolve` swaps the two in mode ``"valid"``; here that is an error. Multiply by the distance ``dx`` of
    two samples to approximate the convolution integral.

    Examples
    --------
    >>> convolve1d([1, 2, 3], [0, 1, 0.5])
    array([0. , 1. , 2.5, 4. , 1.5])
    >>> convolve1d([1, 2, 3], [0, 1, 0.5], mode="same")
    array([1. , 2.5, 4. ])
    """
    signal, kernel, dtype = _parse(signal, kernel, "signal", ("samples",))
    before, after = _padding_1d(signal.size, kernel.size, mode, flipped=True)
    return _correlate_1d(signal, kernel[::-1], before, after).astype(dtype, copy=False)


def correlate1d(signal: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Cross-correlation of two sequences, ``S[i] = sum over m of signal[i + m] * kernel[m]``.

    Parameters
    ----------
    signal : array_like, shape (n,)
        Real numbers.
    kernel : array_like, shape (k,)
        Real numbers; slides over the signal without being flipped.
    mode : {"full", "same", "valid"}
        As in :func:`convolve1d`. The result equals ``numpy.correlate(signal, kernel, mode)``.

    Returns
    -------
    ndarray, shape by ``mode``
        The dtype of a floating signal; for an integer signal that of a floating kernel, else ``float64``.

    Raises
    ------
    TypeError
        If an argument is complex, text, None or of mixed objects, or ``mode`` is no text.
    ValueError
        If an argument is empty, ragged or not 1-D, ``mode`` is unknown, or the kernel is longer than a ``"valid"``
        signal.

    See Also
    --------
    convolve1d : the same with the kernel flipped.

    Notes
    -----
    Unlike convolution, this is not commutative: swapping the two reverses the result. :func:`numpy.correlate` does so
    in mode ``"valid"`` when the kernel is longer than the signal; here that is an error. Its default mode is
    ``"valid"``, here it is ``"full"``, as for the other functions.

    Examples
    --------
    >>> correlate1d([1, 2, 3], [0, 1, 0.5])
    array([0.5, 2. , 3.5, 3. , 0. ])
    """
    signal, kernel, dtype = _parse(signal, kernel, "signal", ("samples",))
    before, after = _padding_1d(signal.size, kernel.size, mode, flipped=False)
    return _correlate_1d(signal, kernel, before, after).astype(dtype, copy=False)


def _convolve1d_loops(signal: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """Full convolution by its definition, one product at a time."""
    result = np.zeros(len(signal) + len(kernel) - 1)
    for m in range(len(signal)):
        for j in range(len(kernel)):
            result[m + j] += signal[m] * kernel[j]
    return result


def convolve2d(image: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Convolution of an image, ``S[i, j] = sum over m, n of image[m, n] * kernel[i - m, j - n]``.

    Parameters
    ----------
    image : array_like, shape (height, width)
        Real numbers.
    kernel : array_like, shape (kh, kw)
        Real numbers.
    mode : {"full", "same", "valid"}
        As in :func:`scipy.signal.convolve2d`, zeros around the image. ``"full"``: every overlap,
        (height + kh - 1, width + kw - 1). ``"same"``: the middle of it, of the image's shape. ``"valid"``: only where
        the kernel lies inside the image, (height - kh + 1, width - kw + 1).

    Returns
    -------
    ndarray, shape by ``mode``
        The dtype of a floating image; for an integer image that of a floating kernel, else ``float64``.

    Raises
    ------
    TypeError
        If an argument is complex, text, None or of mixed objects, or ``mode`` is no text.
    ValueError
        If an argument is empty, ragged or not 2-D, ``mode`` is unknown, or the kernel does not fit into a ``"valid"``
        image.

    See Also
    --------
    correlate2d : the same without the flip.
    conv2d : for batches of images with channels; does not flip.

    Notes
    -----
    Gonzalez and Woods, *Digital Image Processing*, section 3.4. Computed as the correlation with the flipped kernel,
    see :func:`correlate2d`. SciPy swaps the two in mode ``"valid"`` when the kernel is larger; here that is an error.

    Examples
    --------
    >>> convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]])
    array([[ 1.,  2.,  3.,  0.],
           [ 4.,  4.,  4., -3.],
           [ 0., -4., -5., -6.]])
    """
    image, kernel, dtype = _parse(image, kernel, "image", ("height", "width"))
    padding = [_mode_padding(n, k, mode, flipped=True) for n, k in zip(image.shape, kernel.shape, strict=True)]
    return _correlate(image, kernel[::-1, ::-1], padding).astype(dtype, copy=False)


def correlate2d(image: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Cross-correlation of an image, ``S[i, j] = sum over m, n of image[i + m, j + n] * kernel[m, n]``.

    Parameters
    ----------
    image : array_like, shape (height, width)
        Real numbers.
    kernel : array_like, shape (kh, kw)
        Real numbers; slides over the image without being flipped.
    mode : {"full", "same", "valid"}
        As in :func:`scipy.signal.correlate2d`; the shapes are those of :func:`convolve2d`.

    Returns
    -------
    ndarray, shape by ``mode``
        The dtype of a floating image; for an integer image that of a floating kernel, else ``float64``.

    Raises
    ------
    TypeError
        If an argument is complex, text, None or of mixed objects, or ``mode`` is no text.
    ValueError
        If an argument is empty, ragged or not 2-D, ``mode`` is unknown, or the kernel does not fit into a ``"valid"``
        image.

    Notes
    -----
    The image is padded with zeros as ``mode`` asks. A kernel below 64 values takes one NumPy operation for each of them;
    a larger one goes through the fast Fourier transform (Cooley and Tukey, 1965), whose rounding error is relative to the
    largest value of the image. The FFT is not used when a number is NaN or infinite, which would spread over the whole
    picture. SciPy swaps the two in mode ``"valid"`` when the kernel is larger; here that is an error. A
    kernel with an even number of rows has no middle: in mode ``"same"`` the odd row of zeros goes to the end, as in
    TensorFlow (NumPy's 1-D ``"same"`` puts it first).

    Examples
    --------
    >>> correlate2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], mode="valid")
    array([[-4., -4.]])
    """
    image, kernel, dtype = _parse(image, kernel, "image", ("height", "width"))
    padding = [_mode_padding(n, k, mode, flipped=False) for n, k in zip(image.shape, kernel.shape, strict=True)]
    return _correlate(image, kernel, padding).astype(dtype, copy=False)


def _correlate2d_loops(image: ArrayLike, kernel: ArrayLike) -> np.ndarray:
    """Correlate in mode ``"valid"``, one product at a time: the definition."""
    image, kernel, dtype = _parse(image, kernel, "image", ("height", "width"))
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = np.zeros((height, width), image.dtype)
    for i in range(height):
        for j in range(width):
            for m in range(kernel.shape[0]):
                for n in range(kernel.shape[1]):
                    result[i, j] += image[i + m, j + n] * kernel[m, n]
    return result.astype(dtype, copy=False)


@_quiet
def _taps(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Correlate with one NumPy operation per kernel value (a tap), on a shifted view of the image."""
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = np.zeros((height, width), image.dtype)
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            result += image[m : m + height, n : n + width] * kernel[m, n]
    return result


def _fft(image: np.ndarray, kernel: np.ndarray, padding=((0, 0), (0, 0))) -> np.ndarray:
    """Correlate the padded image tile by tile, by the convolution theorem.

    A product of spectra is a *circular* convolution; the part of it that wraps around the edge is cut off. Small tiles stay
    in the processor's cache (overlap-save; Oppenheim and Schafer, *Discrete-Time Signal Processing*, section 8.7).
    """
    from scipy import fft

    (above, below), (aside, beyond) = padding
    kh, kw = kernel.shape
    height, width = image.shape[0] + above + below - kh + 1, image.shape[1] + aside + beyond - kw + 1
    down, right = _tile(height, width, kh, kw)
    shape = [fft.next_fast_len(length, real=True) for length in (down + kh - 1, right + kw - 1)]
    kernel_spectrum = fft.rfft2(kernel[::-1, ::-1], shape)
    result = np.empty((height, width), image.dtype)
    for i in range(0, height, down):
        rows, first_row = _window(i - above, down + kh - 1)
        for j in range(0, width, right):
            columns, first_column = _window(j - aside, right + kw - 1)
            spectrum = fft.rfft2(image[rows, columns], shape)
            spectrum *= kernel_spectrum
            circular = fft.irfft2(spectrum, shape, overwrite_x=True)[kh - 1 - first_row :, kw - 1 - first_column :]
            part = result[i : i + down, j : j + right]
            part[...] = circular[: part.shape[0], : part.shape[1]]
    return result


def _window(start: int, length: int) -> tuple[slice, int]:
    """Return the samples of a window that may start before the first, and how many of its samples come before that."""
    return slice(max(start, 0), start + length), max(-start, 0)


def _tile(height: int, width: int, kh: int, kw: int) -> tuple[int, int]:
    """Divide the result into equal tiles, large against the kernel and small against the cache."""
    down = _divide(height, max(_TILE, 3 * kh))
    return down, _divide(width, max(_TILE**2 // down, 3 * kw))


def _divide(length: int, at_most: int) -> int:
    parts = -(-length // at_most)
    return -(-length // parts)


def _correlate(image: np.ndarray, kernel: np.ndarray, padding: list[tuple[int, int]]) -> np.ndarray:
    """Return the valid cross-correlation of the padded image, by the faster of two ways."""
    if kernel.size >= _FFT_FROM and _fft_is_safe(image, kernel):
        return _fft(image, kernel, padding)
    return _taps(_pad(image, padding), kernel)


def _fft_is_safe(image: np.ndarray, kernel: np.ndarray) -> bool:
    """Whether no number is NaN or infinite, nor becomes so in a product of spectra."""
    with np.errstate(over="ignore", invalid="ignore"):
        bound = max(image.max(), -image.min()) * np.abs(kernel).sum() * image.size
    return bool(bound < np.finfo(image.dtype).max)


def _correlate_1d(signal: np.ndarray, kernel: np.ndarray, before: int, after: int) -> np.ndarray:
    """Correlate an image of one row."""
    return _correlate(signal[np.newaxis], kernel[np.newaxis], [(0, 0), (before, after)])[0]


def _parse(image, kernel, name: str, axes: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Return both arrays in the dtype to compute in, and the dtype of the result."""
    image, kernel = real_array(image, name, axes), real_array(kernel, "kernel", axes)
    computing, result = computing_dtypes(image, kernel)
    return image.astype(computing, copy=False), kernel.astype(computing, copy=False), result


def _mode_padding(n: int, k: int, mode: Mode, flipped: bool) -> tuple[int, int]:
    """Return the zeros before and after n samples, so that a valid correlation with k samples gives what ``mode`` says.

    ``flipped`` tells whether the kernel was flipped for a convolution: with it flips the side of the odd zero in
    ``"same"``.
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


def _padding_1d(n: int, k: int, mode: Mode, flipped: bool) -> tuple[int, int]:
    """NumPy's ``"same"``: as long as the longer of the two, and the odd zero comes first even without a flip."""
    if mode == "same" and k > n:
        before = k - 1 - (n - 1) // 2 if flipped else k - 1 - n // 2
        return before, 2 * k - 1 - n - before
    return _mode_padding(n, k, mode, flipped=True)


def _pad(array: np.ndarray, padding: list[tuple[int, int]]) -> np.ndarray:
    """Put zeros before and after each axis; the array itself where none are needed."""
    if not any(map(any, padding)):
        return array
    padded = np.zeros(
        [before + n + after for n, (before, after) in zip(array.shape, padding, strict=True)], array.dtype
    )
    padded[tuple(slice(before, before + n) for n, (before, _) in zip(array.shape, padding, strict=True))] = array
    return padded


# Batches of images


def output_size(
    size: int, kernel_size: int, stride: int = 1, padding: Padding = "valid", dilation_rate: int = 1
) -> int:
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
    return _output_size(size, kernel_size, stride, _parse_padding(padding), dilation_rate, "kernel")


def _parse_padding(padding: str) -> Padding:
    return choice(padding.lower() if isinstance(padding, str) else padding, "padding", ("valid", "same"))


def _output_size(size: int, kernel_size: int, stride: int, padding: Padding, dilation_rate: int, noun: str) -> int:
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


def _same_padding(size: int, span: int, stride: int) -> tuple[int, int]:
    """TensorFlow's zeros before and after: as few as cover every position; an odd one goes to the end."""
    total = max((-(-size // stride) - 1) * stride + span - size, 0)
    return total // 2, total - total // 2


def conv2d(
    inputs: ArrayLike,
    kernel: ArrayLike,
    strides: int | tuple[int, int] = 1,
    padding: Padding = "valid",
    dilation_rate: int | tuple[int, int] = 1,
) -> np.ndarray:
    """Convolution of a batch of images as networks do it: a cross-correlation, summed over the channels.

    Parameters
    ----------
    inputs : array_like, shape (N, H, W, C)
        N images of H rows, W columns and C channels; real numbers.
    kernel : array_like, shape (kh, kw, C / groups, O)
        One kernel per output channel. When it has fewer channels than the inputs, both are split into groups that do
        not mix: ``groups = C // kernel.shape[2]`` must divide C and O. With one channel it is a depthwise convolution.
    strides : int or (int, int)
        Step from one position of the kernel to the next, for both axes or for (height, width).
    padding : {"valid", "same"}
        ``"valid"``: only positions inside the image. ``"same"``: zeros around it, where an odd one goes to the bottom
        and to the right, as in TensorFlow. Capital letters mean the same.
    dilation_rate : int or (int, int)
        Distance of the kernel's values on the image, for both axes or for (height, width).

    Returns
    -------
    ndarray, shape (N, H_out, W_out, O)
        Sizes as :func:`output_size` says. The dtype of floating inputs; for integers that of a floating kernel, else
        ``float64``.

    Raises
    ------
    TypeError
        If an array is complex, text, None or of mixed objects, or a stride or dilation is not a whole number.
    ValueError
        If an array is empty, ragged or not 4-D, the channels do not match, a stride or dilation is below 1, ``padding``
        is unknown, or the dilated kernel does not fit ``"valid"`` inputs.

    See Also
    --------
    output_size : predicts H_out and W_out.

    Notes
    -----
    Equal to ``tf.nn.conv2d`` and ``keras.ops.conv``. Keras forbids strides and dilation above 1 at the same time; here
    they combine, as the formula allows. The images are unfolded along their width, so that one row of the kernel
    becomes one matrix product (after Chellapilla, Puri and Simard, 2006, who unfold both axes).

    Examples
    --------
    >>> images = np.arange(12.0).reshape(1, 3, 4, 1)
    >>> kernel = np.array([[1.0, 0.0], [0.0, -1.0]]).reshape(2, 2, 1, 1)
    >>> conv2d(images, kernel)[0, :, :, 0]
    array([[-5., -5., -5.],
           [-5., -5., -5.]])
    >>> conv2d(images, kernel, strides=2, padding="same").shape
    (1, 2, 2, 1)
    """
    images, kernel, strides, dilation, shape, dtype = _parse_conv2d(inputs, kernel, strides, padding, dilation_rate)
    weights = _weights_by_row(kernel, groups=images.shape[3] // kernel.shape[2])
    result = np.empty(shape, images.dtype)
    at_once = max(1, _UNFOLDED_VALUES // (images[0, :, :, 0].size * weights[0].size // kernel.shape[3]))
    parts = [slice(first, first + at_once) for first in range(0, len(images), at_once)]

    def work(part):
        _conv_images(images[part], kernel.shape, weights, strides, dilation, result[part], by_line=len(parts) > 1)

    if len(parts) == 1:
        work(parts[0])
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(work, parts))
    return result.astype(dtype, copy=False)


def _weights_by_row(kernel: np.ndarray, groups: int) -> np.ndarray:
    """Turn each row of the kernel into matrices: (kh, groups, kw * channels, outputs), all per group."""
    kh, kw, channels, outputs = kernel.shape
    split = kernel.reshape(kh, kw, channels, groups, outputs // groups)
    return split.transpose(0, 3, 1, 2, 4).reshape(kh, groups, kw * channels, outputs // groups)


@_quiet
def _conv_images(images, kernel_shape, weights, strides, dilation, output, by_line) -> None:
    """Write the convolution of padded images (N, H, W, C) into ``output`` (N, H_out, W_out, O).

    ``by_line`` makes a small product for each line of the images. NumPy's BLAS computes a small product in the thread that
    asks for it; in a large one its threads wait for each other, which is slow when other work keeps a core busy.
    """
    kh, kw, channels, _ = kernel_shape
    count, height, width, _ = output.shape
    groups = weights.shape[1]
    split = images.reshape(*images.shape[:3], groups, channels).transpose(3, 1, 0, 2, 4)
    unfolded = np.empty((groups, images.shape[1], count, width, kw, channels), images.dtype)
    for n in range(kw):
        unfolded[:, :, :, :, n] = split[:, :, :, _positions(n, width, strides[1], dilation[1])]
    lines = height if by_line else 1
    total = 0
    for m in range(kh):
        rows = unfolded[:, _positions(m, height, strides[0], dilation[0])]
        total += rows.reshape(groups, lines, -1, kw * channels) @ weights[m, :, None]
    by_group = total.reshape(groups, height, count, width, -1)
    output[...] = by_group.transpose(2, 1, 3, 0, 4).reshape(output.shape)


def _positions(tap: int, count: int, stride: int, dilation: int) -> slice:
    """The samples that one tap of the kernel meets on its way along an axis."""
    start = tap * dilation
    return slice(start, start + (count - 1) * stride + 1, stride)


def _conv2d_loops(inputs, kernel, strides=1, padding="valid", dilation_rate=1) -> np.ndarray:
    """The same as :func:`conv2d`, one product at a time: the definition."""
    images, kernel, strides, dilation, shape, dtype = _parse_conv2d(inputs, kernel, strides, padding, dilation_rate)
    kh, kw, channels, outputs = kernel.shape
    groups = images.shape[3] // channels
    result = np.zeros(shape, images.dtype)
    for image, i, j, output in np.ndindex(shape):
        first_channel = output // (outputs // groups) * channels
        for m, n, c in np.ndindex(kh, kw, channels):
            row, column = i * strides[0] + m * dilation[0], j * strides[1] + n * dilation[1]
            result[image, i, j, output] += images[image, row, column, first_channel + c] * kernel[m, n, c, output]
    return result.astype(dtype, copy=False)


def _parse_conv2d(inputs, kernel, strides, padding, dilation_rate):
    """Return padded images, kernel, strides, dilation, the result's shape and its dtype."""
    images = real_array(inputs, "inputs", ("N", "H", "W", "C"))
    kernel = real_array(kernel, "kernel", ("kh", "kw", "C / groups", "O"))
    strides, dilation = natural_pair(strides, "strides"), natural_pair(dilation_rate, "dilation_rate")
    padding = _parse_padding(padding)
    _check_channels(images.shape[3], kernel.shape)
    height, width, padded_by = _geometry(images, kernel.shape[:2], strides, padding, dilation, "kernel")
    computing, dtype = computing_dtypes(images, kernel)
    images = _pad(images.astype(computing, copy=False), padded_by)
    shape = (images.shape[0], height, width, kernel.shape[3])
    return images, kernel.astype(computing, copy=False), strides, dilation, shape, dtype


def _check_channels(channels: int, kernel_shape: tuple[int, ...]) -> None:
    per_group, outputs = kernel_shape[2:]
    if channels % per_group:
        raise ValueError(
            f"the inputs have {channels} channels and the kernel, of shape {kernel_shape}, takes {per_group}; "
            f"expected a kernel of shape (kh, kw, {channels}, O), or a divisor of {channels} there for groups"
        )
    groups = channels // per_group
    if outputs % groups:
        raise ValueError(
            f"{channels} input channels by {per_group} a kernel make {groups} groups, but the kernel, of shape "
            f"{kernel_shape}, has {outputs} outputs; expected a multiple of {groups}"
        )


def _geometry(images, window, strides, padding, dilation, noun: str) -> tuple[int, int, list[tuple[int, int]]]:
    """Return the height and the width of the result, and the padding of the four axes."""
    axes = list(zip(images.shape[1:3], window, strides, dilation, strict=True))
    height, width = (_output_size(n, k, s, padding, d, noun) for n, k, s, d in axes)
    same = [_same_padding(n, d * (k - 1) + 1, s) if padding == "same" else (0, 0) for n, k, s, d in axes]
    return height, width, [(0, 0), *same, (0, 0)]


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
        If ``inputs`` are empty, ragged or not 4-D, a size or stride is below 1, ``padding`` is unknown, or the window
        does not fit ``"valid"`` inputs.

    Notes
    -----
    Equal to ``tf.nn.max_pool2d``; a NaN wins every comparison. The largest value of a window is the largest of its
    columns' largest values, so the axes are done one after the other.

    Examples
    --------
    >>> max_pool2d(np.arange(16).reshape(1, 4, 4, 1), pool_size=2)[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    images, windows, shape, dtype = _parse_pool2d(inputs, pool_size, strides, padding)
    return _pool(np.maximum, images, windows, shape, outside=-np.inf).astype(dtype, copy=False)


def average_pool2d(
    inputs: ArrayLike,
    pool_size: int | tuple[int, int],
    strides: int | tuple[int, int] | None = None,
    padding: Padding = "valid",
) -> np.ndarray:
    """Mean of each window of each channel.

    Parameters
    ----------
    inputs : array_like, shape (N, H, W, C)
        N images of H rows, W columns and C channels; real numbers.
    pool_size : int or (int, int)
        Size of the window, for both axes or for (height, width).
    strides : int or (int, int), optional
        Step from one window to the next; by default ``pool_size``, so that the windows tile the image.
    padding : {"valid", "same"}
        As in :func:`conv2d`; the sum is divided by the number of samples inside the image, as TensorFlow does.

    Returns
    -------
    ndarray, shape (N, H_out, W_out, C)
        Sizes as :func:`output_size` says. The dtype of floating inputs; ``float64`` for integers.

    Raises
    ------
    TypeError
        If ``inputs`` are complex, text, None or of mixed objects, or a size or stride is not a whole number.
    ValueError
        If ``inputs`` are empty, ragged or not 4-D, a size or stride is below 1, ``padding`` is unknown, or the window
        does not fit ``"valid"`` inputs.

    Notes
    -----
    Equal to ``tf.nn.avg_pool2d``. The sum over a window is the sum of its columns' sums, so the axes are done one after
    the other; ``float16`` is added up in ``float32``.

    Examples
    --------
    >>> average_pool2d(np.arange(16).reshape(1, 4, 4, 1), pool_size=2)[0, :, :, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    images, windows, shape, dtype = _parse_pool2d(inputs, pool_size, strides, padding)
    sums = _pool(np.add, images, windows, shape, outside=0)
    inside = np.ones((1, *images.shape[1:3], 1), images.dtype)
    return (sums / _pool(np.add, inside, windows, shape, outside=0)).astype(dtype, copy=False)


@_quiet
def _pool(combine: np.ufunc, images: np.ndarray, windows, shape: tuple[int, int], outside: float) -> np.ndarray:
    """Combine the values of each window: first along the height, then along the width."""
    for axis, (size, stride, (before, after)) in enumerate(windows, start=1):
        widths = [(0, 0)] * 4
        widths[axis] = (before, after)
        padded = np.pad(images, widths, constant_values=outside) if before or after else images
        taps = [(slice(None),) * axis + (_positions(tap, shape[axis - 1], stride, 1),) for tap in range(size)]
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
    height, width, padded_by = _geometry(images, pool_size, strides, _parse_padding(padding), (1, 1), "pooling window")
    computing, dtype = computing_dtypes(images)
    windows = list(zip(pool_size, strides, padded_by[1:3], strict=True))
    return images.astype(computing, copy=False), windows, (height, width), dtype


# The way of an image through one layer, with TensorFlow


def filter_and_pool(
    image: ArrayLike,
    kernel: ArrayLike,
    strides: int = 1,
    padding: Padding = "same",
    pool_size: int = 3,
) -> dict[str, np.ndarray]:
    """Take an image through convolution, sigmoid and pooling with TensorFlow, and return every stage by name.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
        Real numbers, as they are: divide 8-bit pixels by 255 first, or the sigmoid is 1 nearly everywhere.
    kernel : array_like, shape (kh, kw)
        One kernel for every channel; channels do not mix. It is not flipped.
    strides : int
        Step of the kernel along both axes.
    padding : {"same", "valid"}
        As in :func:`conv2d`, for the convolution and for both poolings. Capital letters mean the same.
    pool_size : int
        Height, width and stride of the pooling window.

    Returns
    -------
    dict of ndarray
        ``"image"`` as given, then ``"convolution"``, ``"sigmoid"``, ``"average_pooling"`` and ``"max_pooling"``, each of
        shape (1, H_out, W_out, C) with sizes as :func:`output_size` says. Both poolings start from the sigmoid. The dtype
        of a floating image; for integers that of a floating kernel, else ``float64``.

    Raises
    ------
    ImportError
        If TensorFlow cannot be imported.
    TypeError
        If an array is complex, text, None or of mixed objects, or a size or stride is not a whole number.
    ValueError
        If an array is empty, ragged or of another rank, a size or stride is below 1, ``padding`` is unknown, or the kernel
        or the window does not fit a ``"valid"`` input.

    Notes
    -----
    One kernel for every channel is ``tf.nn.depthwise_conv2d`` with the kernel repeated; with one channel that is
    ``tf.nn.conv2d``. Convolution, squashing and subsampling in turn: LeCun, Bottou, Bengio and Haffner, *Gradient-based
    learning applied to document recognition* (1998).

    Examples
    --------
    >>> stages = filter_and_pool(np.zeros((134, 240)), np.ones((3, 3)), strides=3)
    >>> [stage.shape for stage in stages.values()]
    [(134, 240), (1, 45, 80, 1), (1, 45, 80, 1), (1, 15, 27, 1), (1, 15, 27, 1)]
    """
    image, kernel, strides, padding, pool_size = _parse_filter_and_pool(image, kernel, strides, padding, pool_size)
    computing, dtype = computing_dtypes(image, kernel)

    import tensorflow as tf

    pixels = image.reshape(1, *image.shape[:2], -1).astype(computing)
    filters = np.repeat(kernel[:, :, None, None], pixels.shape[3], axis=2).astype(computing)
    convolution = tf.nn.depthwise_conv2d(pixels, filters, strides=[1, strides, strides, 1], padding=padding.upper())
    sigmoid = tf.sigmoid(convolution)
    average = tf.nn.avg_pool2d(sigmoid, pool_size, strides=pool_size, padding=padding.upper())
    largest = tf.nn.max_pool2d(sigmoid, pool_size, strides=pool_size, padding=padding.upper())

    names = ("convolution", "sigmoid", "average_pooling", "max_pooling")
    stages = (convolution, sigmoid, average, largest)
    made = {name: stage.numpy().astype(dtype, copy=False) for name, stage in zip(names, stages, strict=True)}
    return {"image": image.astype(dtype), **made}


def _parse_filter_and_pool(image, kernel, strides, padding, pool_size):
    """Check the arguments, and that kernel and window fit, before TensorFlow does in its own words."""
    image = real_array(image, "image")
    if image.ndim not in (2, 3):
        raise ValueError(f"image has shape {image.shape}; expected (H, W) for grey or (H, W, C) for C channels")
    kernel = real_array(kernel, "kernel", ("kh", "kw"))
    strides, pool_size, padding = natural(strides, "strides"), natural(pool_size, "pool_size"), _parse_padding(padding)
    for size, kernel_size in zip(image.shape[:2], kernel.shape, strict=True):
        filtered = _output_size(size, kernel_size, strides, padding, 1, "kernel")
        _output_size(filtered, pool_size, pool_size, padding, 1, "pooling window")
    return image, kernel, strides, padding, pool_size
