"""The convolution of a batch of sequences, as the layers of a network compute it: signals, sounds, spectra."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import choice, computing_dtypes, natural, real_array
from course_utils.convolution.images import check_channels, conv2d
from course_utils.convolution.sizes import pad, size_along_axis

CausalPadding = Literal["valid", "same", "causal"]


def conv1d(
    inputs: ArrayLike, kernel: ArrayLike, strides: int = 1, padding: CausalPadding = "valid", dilation_rate: int = 1
) -> np.ndarray:
    """Convolution of a batch of sequences as networks do it: a cross-correlation, summed over the channels.

    Parameters
    ----------
    inputs : array_like, shape (N, T, C)
        N sequences of T steps with C channels; real numbers.
    kernel : array_like, shape (k, C / groups, O)
        One kernel per output channel. When it has fewer channels than the inputs, both are split into groups that do not
        mix, as in :func:`conv2d`.
    strides : int
        Steps from one position of the kernel to the next.
    padding : {"valid", "same", "causal"}
        ``"valid"`` and ``"same"`` as in :func:`conv2d`. ``"causal"``: all zeros stand before the first step, so that a result
        depends on its own step and on earlier ones only. Capital letters mean the same.
    dilation_rate : int
        Steps from one value of the kernel to the next.

    Returns
    -------
    ndarray, shape (N, T_out, O)
        T_out is ``ceil(T / strides)`` for ``"same"`` and ``"causal"``, else as :func:`output_size` says. The dtype is that of
        :func:`conv2d`.

    Raises
    ------
    TypeError
        If an array is complex, text, None or of mixed objects, or a stride or dilation is not a whole number.
    ValueError
        If an array is empty, ragged, masked or not 3-D, the channels do not match, a stride or dilation is below 1,
        ``padding`` is unknown, or the dilated kernel does not fit ``"valid"`` inputs.

    Notes
    -----
    Equal to ``keras.ops.conv`` and, with ``"causal"``, to the layer ``Conv1D``. Keras forbids strides and dilation above 1 at
    the same time; here they combine. Causal convolutions with growing dilation: van den Oord and others, *WaveNet* (2016).

    Examples
    --------
    >>> steps = np.arange(1.0, 6).reshape(1, 5, 1)
    >>> kernel = np.array([1.0, 10]).reshape(2, 1, 1)
    >>> conv1d(steps, kernel)[0, :, 0]
    array([21., 32., 43., 54.])
    >>> conv1d(steps, kernel, padding="causal", dilation_rate=2)[0, :, 0]
    array([10., 20., 31., 42., 53.])
    """
    sequences, kernel, stride, padding, dilation = _parse_conv1d(inputs, kernel, strides, padding, dilation_rate)
    if padding == "causal":
        sequences, padding = pad(sequences, [(0, 0), (dilation * (len(kernel) - 1), 0), (0, 0)]), "valid"
    rows = conv2d(sequences[:, np.newaxis], kernel[np.newaxis], (1, stride), padding, (1, dilation))
    return rows[:, 0]


def _conv1d_loops(inputs, kernel, strides=1, padding="valid", dilation_rate=1) -> np.ndarray:
    """The same as :func:`conv1d`, one product at a time: the definition."""
    sequences, kernel, stride, padding, dilation = _parse_conv1d(inputs, kernel, strides, padding, dilation_rate)
    size, channels, outputs = kernel.shape
    count, steps, all_channels = sequences.shape
    reach = dilation * (size - 1)
    length = size_along_axis(steps, size, stride, "valid" if padding == "valid" else "same", dilation, "kernel")
    zeros = {"valid": 0, "same": max((length - 1) * stride + reach + 1 - steps, 0) // 2, "causal": reach}[padding]
    computing, dtype = computing_dtypes(sequences, kernel)
    result = np.zeros((count, length, outputs), computing)
    for sequence, i, output in np.ndindex(result.shape):
        first_channel = output // (outputs * channels // all_channels) * channels
        for m, c in np.ndindex(size, channels):
            step = i * stride + m * dilation - zeros
            if 0 <= step < steps:
                result[sequence, i, output] += sequences[sequence, step, first_channel + c] * kernel[m, c, output]
    return result.astype(dtype, copy=False)


def _parse_conv1d(inputs, kernel, strides, padding, dilation_rate):
    """Return sequences, kernel, stride, padding in small letters and dilation."""
    sequences = real_array(inputs, "inputs", ("N", "T", "C"))
    kernel = real_array(kernel, "kernel", ("k", "C / groups", "O"))
    stride, dilation = natural(strides, "strides"), natural(dilation_rate, "dilation_rate")
    padding = padding.lower() if isinstance(padding, str) else padding
    choice(padding, "padding", ("valid", "same", "causal"))
    check_channels(sequences.shape[2], kernel.shape)
    if padding == "valid":
        size_along_axis(sequences.shape[1], len(kernel), stride, padding, dilation, "kernel")
    return sequences, kernel, stride, padding, dilation
