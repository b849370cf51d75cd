"""What chapter 06 computes for its pictures: the stages of a layer, a filtered picture, its shades, its sizes in words."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import computing_dtypes, in_dtype, natural, real_array
from course_utils.convolution import average_pool2d, conv2d, max_pool2d
from course_utils.convolution.sizes import Padding, parse_padding, size_along_axis
from course_utils.style import cell_text, number_text


def filter_and_pool(
    image: ArrayLike,
    kernel: ArrayLike,
    strides: int = 1,
    padding: Padding = "same",
    pool_size: int = 3,
) -> dict[str, np.ndarray]:
    """Take an image through convolution, sigmoid and pooling with TensorFlow, and return every stage by name.

    The image, (H, W) or (H, W, C), is taken as it is: divide 8-bit pixels by 255 first, or the sigmoid is 1 nearly everywhere.
    Every channel meets the same kernel, (kh, kw), which is not flipped. ``padding`` is that of the convolution and of both
    poolings, which start from the sigmoid; ``pool_size`` is the height, the width and the stride of their window.

    What comes back is ``"image"`` as given, then ``"convolution"``, ``"sigmoid"``, ``"average_pooling"`` and
    ``"max_pooling"``, each of shape (1, H_out, W_out, C), in the dtype of a floating image; for integers in that of a floating
    kernel, else in ``float64``. Arguments are refused as :func:`course_utils.convolution.conv2d` refuses them.

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


def filter_picture(
    picture: np.ndarray,
    kernel: np.ndarray,
    strides: int = 1,
    padding: Literal["valid", "same"] = "same",
    dilation_rate: int = 1,
    pooling: Literal["none", "max", "average"] = "none",
    pool_size: int = 2,
) -> tuple[np.ndarray, np.ndarray]:
    """Lay one kernel on every channel of a picture, then pool: what the kernel makes, and what the pooling leaves of it.

    The picture has the shape (H, W) or (H, W, C), the results (H_out, W_out, C). A kernel or a window that does not fit is
    refused as `conv2d` and `max_pool2d` do.

    >>> filtered, pooled = filter_picture(np.ones((4, 6)), np.ones((3, 3)), padding="valid", pooling="max")
    >>> filtered.shape, pooled.shape
    ((2, 4, 1), (1, 2, 1))
    """
    channels = np.moveaxis(np.atleast_3d(picture), 2, 0)[..., None].astype(np.float64)
    made = conv2d(channels, kernel[:, :, None, None], strides, padding, dilation_rate)
    pool = {"max": max_pool2d, "average": average_pool2d}.get(pooling)
    left = made if pool is None else pool(made, pool_size, padding=padding)
    return np.moveaxis(made[..., 0], 0, 2), np.moveaxis(left[..., 0], 0, 2)


def filtering_sentence(picture: np.ndarray, kernel: np.ndarray, filtered: np.ndarray, pooled: np.ndarray | None = None) -> str:
    """What was done to a picture: its sizes on the way, the kernel's sum, and the range of the result.

    >>> picture, slope = np.full((4, 6), 100), np.array([[-1.0, 1.0]])
    >>> filtering_sentence(picture, slope, *filter_picture(picture, slope, pooling="average"))
    'Picture 4×6, filtered 4×6, pooled 2×3. The kernel has the sum 0; values go from −50 to 0.'
    """
    steps = {"Picture": picture, "filtered": filtered} | ({} if pooled is None else {"pooled": pooled})
    sizes = ", ".join(f"{name} {size_text(values)}" for name, values in steps.items())
    result = filtered if pooled is None else pooled
    return f"{sizes}. The kernel has the sum {sum_text(kernel)}; values go from {range_text(result)}."


def size_text(values: np.ndarray) -> str:
    """Rows and columns."""
    return f"{values.shape[0]}×{values.shape[1]}"


def sum_text(kernel: np.ndarray) -> str:
    """The sum of a kernel, without what rounding adds to it."""
    return number_text(round(float(kernel.sum()), 6))


def range_text(values: np.ndarray) -> str:
    """Least and greatest value.

    >>> range_text(np.array([-0.5, 3.0]))
    '−0.5 to 3'
    """
    return f"{cell_text(float(values.min()))} to {cell_text(float(values.max()))}"


def grey_range(values: np.ndarray) -> tuple[float, float]:
    """The values that are drawn black and white: the least and the greatest, or where there are both signs, as far from 0 on
    both sides as 98 magnitudes in 100 reach, so that grey is 0 and a few extremes do not make all else grey.

    >>> grey_range(np.array([1.0, 2.0, 5.0])), grey_range(np.array([-1000.0] + 99 * [3.0]))
    ((1.0, 5.0), (-3.0, 3.0))
    """
    low, high = float(values.min()), float(values.max())
    if low < 0 < high:
        low, high = -_reach(values), _reach(values)
    return low, high if high > low else low + 1.0


def _reach(values: np.ndarray) -> float:
    """98 magnitudes in 100 are no larger; the largest, if nearly all are 0."""
    magnitudes = np.abs(values)
    return float(np.percentile(magnitudes, 98)) or float(magnitudes.max()) or 1.0


def shown_filtered(filtered: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Shades from 0, black, to 1, white, for what a kernel made of pixels from 0 to 255.

    A kernel with the sum 0 answers with differences: 0 is grey, and 98 values in 100 keep their shade. What any other kernel
    makes is a picture again: 0 is black and 255 white, and what lies beyond is cut off.

    >>> shown_filtered(np.array([-20.0, 0.0, 510.0]), np.array([[1.0]]))
    array([0., 0., 1.])
    >>> shown_filtered(np.array([-20.0, 0.0, 20.0]), np.array([[-1.0, 1.0]]))
    array([0. , 0.5, 1. ])
    """
    if abs(kernel.sum()) > 1e-9:
        return np.clip(filtered / 255, 0, 1)
    return np.clip(filtered / (2 * _reach(filtered)) + 0.5, 0, 1)


def over_divisor(kernel: np.ndarray) -> tuple[np.ndarray, int]:
    """Whole numbers and the divisor that makes the kernel of them, if there is one up to 999; else the kernel and 1.

    >>> over_divisor(np.array([[0.25, 0.5, 0.25]]))
    (array([[1., 2., 1.]]), 4)
    """
    for divisor in range(1, 1000):
        numbers = kernel * divisor
        if np.abs(numbers - numbers.round()).max() < 1e-9 * divisor:
            return numbers.round(), divisor
    return kernel, 1
