"""Sliding one array over another: convolution and cross-correlation of sequences and of images, with the usual modes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import computing_dtypes, in_dtype, real_array
from course_utils.convolution.sizes import Mode, padding_1d, padding_2d
from course_utils.convolution.sums import correlate


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
        If an argument is empty, ragged, masked or not 1-D, ``mode`` is unknown, or the kernel is longer than a
        ``"valid"`` signal.

    See Also
    --------
    correlate1d : the same without the flip.

    Notes
    -----
    The sum is the definition (Oppenheim and Schafer, *Discrete-Time Signal Processing*, section 2.3). Multiply it by the
    distance ``dx`` of two samples to approximate the convolution integral. Where the kernel is longer than the signal,
    :func:`numpy.convolve` swaps the two in mode ``"valid"``; here that is an error.

    A kernel of 64 values or more is applied by FFT, which errs by a few units in the last place of the largest sums. Whole
    numbers stay whole, zero stays zero and nothing turns negative: what the error could reach is added up directly, and so
    is all when a number is NaN or infinite.

    Examples
    --------
    >>> convolve1d([1, 2, 3], [0, 1, 0.5])
    array([0. , 1. , 2.5, 4. , 1.5])
    >>> convolve1d([1, 2, 3], [0, 1, 0.5], mode="same")
    array([1. , 2.5, 4. ])
    """
    signal, kernel, dtype = _parse(signal, kernel, "signal", ("samples",))
    before, after = padding_1d(signal.size, kernel.size, mode, flipped=True)
    return in_dtype(_correlate_1d(signal, kernel[::-1], before, after), dtype)


def correlate1d(signal: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Cross-correlation of two sequences, ``S[i] = sum over m of signal[i + m] * kernel[m]``.

    Arguments, dtype and errors are those of :func:`convolve1d`; the kernel is not flipped. The result equals
    ``numpy.correlate(signal, kernel, mode)``, whose default mode is ``"valid"``; here it is ``"full"``.

    Notes
    -----
    Unlike convolution, this is not commutative: swapping the two reverses the result. :func:`numpy.correlate` does so
    in mode ``"valid"`` when the kernel is longer than the signal; here that is an error.

    A kernel of 64 values or more is applied by FFT, which errs by a few units in the last place; see :func:`convolve1d`.

    Examples
    --------
    >>> correlate1d([1, 2, 3], [0, 1, 0.5])
    array([0.5, 2. , 3.5, 3. , 0. ])
    """
    signal, kernel, dtype = _parse(signal, kernel, "signal", ("samples",))
    before, after = padding_1d(signal.size, kernel.size, mode, flipped=False)
    return in_dtype(_correlate_1d(signal, kernel, before, after), dtype)


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
        If an argument is empty, ragged, masked or not 2-D, ``mode`` is unknown, or the kernel does not fit into a
        ``"valid"`` image.

    See Also
    --------
    correlate2d : the same without the flip.
    conv2d : for batches of images with channels; does not flip.

    Notes
    -----
    Gonzalez and Woods, *Digital Image Processing*, section 3.4. Computed as the correlation with the flipped kernel. SciPy
    swaps the two in mode ``"valid"`` when the kernel is larger; here that is an error.

    A kernel of 64 values or more is applied by FFT, which errs by a few units in the last place; see :func:`convolve1d`.

    Examples
    --------
    >>> convolve2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]])
    array([[ 1.,  2.,  3.,  0.],
           [ 4.,  4.,  4., -3.],
           [ 0., -4., -5., -6.]])
    """
    image, kernel, dtype = _parse(image, kernel, "image", ("height", "width"))
    padding = [padding_2d(n, k, mode, flipped=True) for n, k in zip(image.shape, kernel.shape, strict=True)]
    return in_dtype(correlate(image, kernel[::-1, ::-1], padding), dtype)


def correlate2d(image: ArrayLike, kernel: ArrayLike, mode: Mode = "full") -> np.ndarray:
    """Cross-correlation of an image, ``S[i, j] = sum over m, n of image[i + m, j + n] * kernel[m, n]``.

    Arguments, shapes, dtype and errors are those of :func:`convolve2d`; the kernel is not flipped.

    Notes
    -----
    A kernel with an even number of rows has no middle: in mode ``"same"`` the odd row of zeros goes to the end, as in
    TensorFlow (NumPy's 1-D ``"same"`` puts it first).

    A kernel of 64 values or more is applied by FFT, which errs by a few units in the last place; see :func:`convolve1d`.

    Examples
    --------
    >>> correlate2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]], mode="valid")
    array([[-4., -4.]])
    """
    image, kernel, dtype = _parse(image, kernel, "image", ("height", "width"))
    padding = [padding_2d(n, k, mode, flipped=False) for n, k in zip(image.shape, kernel.shape, strict=True)]
    return in_dtype(correlate(image, kernel, padding), dtype)


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


def _correlate_1d(signal: np.ndarray, kernel: np.ndarray, before: int, after: int) -> np.ndarray:
    """Correlate an image of one row."""
    return correlate(signal[np.newaxis], kernel[np.newaxis], [(0, 0), (before, after)])[0]


def _parse(image, kernel, name: str, axes: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Return both arrays in the dtype to compute in, and the dtype of the result."""
    image, kernel = real_array(image, name, axes), real_array(kernel, "kernel", axes)
    computing, result = computing_dtypes(image, kernel)
    return image.astype(computing, copy=False), kernel.astype(computing, copy=False), result
