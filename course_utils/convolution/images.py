"""The convolution of a batch of images, as the layers of a network compute it.

The images are unfolded block by block: each position of the kernel becomes a row of a matrix that holds the samples under
the kernel, and one matrix product with the kernel gives every output (Chellapilla, Puri and Simard, 2006). A block is small
enough for the processor's cache, however large a picture is. The blocks of a large layer are shared out among threads of
our own, and BLAS, which computes the products, keeps to one meanwhile: threads of both kinds would wait for each other.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import product
from math import prod
from threading import Lock

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike
from threadpoolctl import ThreadpoolController

from course_utils._checks import computing_dtypes, in_dtype, natural_pair, real_array
from course_utils.convolution.sizes import Padding, geometry, pad, parse_padding

_UNFOLDED_VALUES = 2**20  # of a block; measured: more leave the cache, fewer spend their time in Python
_THREADS_FROM = 2e8  # multiplications in a layer; measured: in fewer, starting a thread takes longer than it saves
_BLOCKS_PER_THREAD = 8  # so that none waits long for the last
_NARROW = 4  # channels; below, NumPy copies quicker along the rows of the image than along the channels
_FULL_WIDTH = 8  # outputs; measured: BLAS computes a product with 8 columns faster than one with 5,
_MANY_VALUES = 256  # if it adds up so many
_BLAS_LOCK = Lock()  # its number of threads belongs to the whole process


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
        If an array is empty, ragged, masked or not 4-D, the channels do not match, a stride or dilation is below 1,
        ``padding`` is unknown, or the dilated kernel does not fit ``"valid"`` inputs.

    See Also
    --------
    output_size : predicts H_out and W_out.

    Notes
    -----
    Equal to ``tf.nn.conv2d`` and ``keras.ops.conv``. Keras forbids strides and dilation above 1 at the same time; here
    they combine, as the formula allows. It takes as many threads as BLAS may have (``OPENBLAS_NUM_THREADS``).

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
    kh, kw, channels, outputs = kernel.shape
    groups = images.shape[3] // channels
    values, per_group = kh * kw * channels, outputs // groups
    unfold = _unfold_blocks_of(images, kernel.shape, strides, dilation, shape)
    weights = kernel.reshape(values, groups, per_group).swapaxes(0, 1)
    spare = -per_group % _FULL_WIDTH if per_group % _FULL_WIDTH > 4 and values >= _MANY_VALUES else 0
    weights = pad(weights, [(0, 0), (0, 0), (0, spare)])
    multiply = np.matmul if values > 1 else np.multiply  # an outer product, twice as fast
    result = np.empty(shape, images.dtype)

    @np.errstate(over="ignore", invalid="ignore")
    def convolve(block) -> None:
        target = result[block].reshape(-1, groups, per_group).swapaxes(0, 1)
        if spare:
            target[...] = multiply(unfold(block), weights)[..., :per_group]
        else:
            multiply(unfold(block), weights, out=target)

    _with_one_blas_thread(convolve, shape[:3], values, outputs)
    return in_dtype(result, dtype)


def _unfold_blocks_of(images, kernel_shape, strides, dilation, shape) -> Callable[[tuple[slice, ...]], np.ndarray]:
    """Return the function that unfolds one block of the padded images, into (groups, positions, values under the kernel)."""
    kh, kw, channels, _ = kernel_shape
    groups, values = images.shape[3] // channels, kh * kw * channels
    image, row, column, channel = images.strides
    places = (image, row * strides[0], column * strides[1])
    under = (row * dilation[0], column * dilation[1], channel)
    group = channels * channel
    if channels < _NARROW and values > 1:
        narrow = as_strided(images, (groups, kh, kw, channels, *shape[:3]), (group, *under, *places), writeable=False)
        return lambda block: narrow[..., *block].reshape(groups, values, -1).swapaxes(1, 2)
    windows = as_strided(images, (groups, *shape[:3], kh, kw, channels), (group, *places, *under), writeable=False)
    return lambda block: windows[:, *block].reshape(groups, -1, values)


def _with_one_blas_thread(convolve, positions: tuple[int, int, int], values: int, outputs: int) -> None:
    """Call ``convolve`` for every block of the result, here and, in a large layer, in threads of our own, too."""
    blas = _blas()
    with _BLAS_LOCK:
        threads = max((library.num_threads for library in blas.lib_controllers), default=1)
        with blas.limit(limits=1):
            if prod(positions) * values * outputs < _THREADS_FROM:
                threads = 1
            at_once = max(1, _UNFOLDED_VALUES // values)
            if threads > 1:
                at_once = min(at_once, -(-prod(positions) // (threads * _BLOCKS_PER_THREAD)))
            blocks = iter(_blocks(positions, at_once))  # all threads take from it

            def work() -> None:
                for block in blocks:
                    convolve(block)

            if threads == 1:
                work()
            else:
                # Some builds of BLAS keep a limit for each thread.
                with ThreadPoolExecutor(threads - 1, initializer=partial(blas.limit, limits=1)) as pool:
                    others = [pool.submit(work) for _ in range(threads - 1)]
                    work()
                    for other in others:
                        other.result()


@cache
def _blas() -> ThreadpoolController:
    """The BLAS that NumPy brought; empty where it is one that cannot be told how many threads to use."""
    return ThreadpoolController().select(user_api="blas")


def _blocks(positions: tuple[int, int, int], at_once: int) -> list[tuple[slice, slice, slice]]:
    """Cut (images, rows, columns) into blocks that lie in one piece in memory: of images, else of rows, else of columns."""
    count, height, width = positions
    columns = min(width, at_once)
    rows = min(height, max(1, at_once // width))
    images = max(1, at_once // (height * width))
    starts = product(range(0, count, images), range(0, height, rows), range(0, width, columns))
    return [
        (slice(image, image + images), slice(row, row + rows), slice(column, column + columns)) for image, row, column in starts
    ]


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
    padding = parse_padding(padding)
    check_channels(images.shape[3], kernel.shape)
    height, width, padded_by = geometry(images, kernel.shape[:2], strides, padding, dilation, "kernel")
    computing, dtype = computing_dtypes(images, kernel)
    images = pad(images.astype(computing, copy=False), padded_by)
    shape = (images.shape[0], height, width, kernel.shape[3])
    return images, kernel.astype(computing, copy=False), strides, dilation, shape, dtype


def check_channels(channels: int, kernel_shape: tuple[int, ...]) -> None:
    """Refuse a kernel (..., channels of a group, outputs) that cannot read so many channels."""
    per_group, outputs = kernel_shape[-2:]
    sides = "kh, kw" if len(kernel_shape) == 4 else "k"
    if channels % per_group:
        raise ValueError(
            f"the inputs have {channels} channels and the kernel, of shape {kernel_shape}, takes {per_group}; "
            f"expected a kernel of shape ({sides}, {channels}, O), or a divisor of {channels} there for groups"
        )
    groups = channels // per_group
    if outputs % groups:
        raise ValueError(
            f"{channels} input channels by {per_group} a kernel make {groups} groups, but the kernel, of shape "
            f"{kernel_shape}, has {outputs} outputs; expected a multiple of {groups}"
        )
