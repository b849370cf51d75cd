"""What is computed for the pictures of chapter 06: the way of an image through one layer."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import computing_dtypes, in_dtype, natural, real_array
from course_utils.convolution.sizes import Padding, parse_padding, size_along_axis


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
        As in :func:`course_utils.convolution.conv2d`, for the convolution and for both poolings. Capital letters mean the same.
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
    made = {name: in_dtype(stage.numpy(), dtype) for name, stage in zip(names, stages, strict=True)}
    return {"image": image.astype(dtype), **made}


def _parse_filter_and_pool(image, kernel, strides, padding, pool_size):
    """Check the arguments, and that kernel and window fit, before TensorFlow does in its own words."""
    image = real_array(image, "image")
    if image.ndim not in (2, 3):
        raise ValueError(f"image has shape {image.shape}; expected (H, W) for grey or (H, W, C) for C channels")
    kernel = real_array(kernel, "kernel", ("kh", "kw"))
    strides, pool_size, padding = natural(strides, "strides"), natural(pool_size, "pool_size"), parse_padding(padding)
    for size, kernel_size in zip(image.shape[:2], kernel.shape, strict=True):
        filtered = size_along_axis(size, kernel_size, strides, padding, 1, "kernel")
        size_along_axis(filtered, pool_size, pool_size, padding, 1, "pooling window")
    return image, kernel, strides, padding, pool_size
