"""conv2d and pooling against TensorFlow, over random shapes, strides, dilations, paddings, groups and dtypes."""

import os

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

from course_utils.convolution import average_pool2d, conv2d, max_pool2d

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
FLOATS = [np.float16, np.float32, np.float64]
TOLERANCE = {np.float16: 4e-3, np.float32: 1e-5, np.float64: 1e-12}
PADDINGS = ["valid", "same", "VALID", "SAME"]


@st.composite
def convolutions(draw):
    """Shapes and options of a convolution that TensorFlow accepts; the numbers come from a seed."""
    padding = draw(st.sampled_from(PADDINGS))
    kernel_size = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    dilation = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    spans = [d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True)]
    smallest = spans if padding.lower() == "valid" else (1, 1)
    height, width = (draw(st.integers(low, span + 6)) for low, span in zip(smallest, spans, strict=True))
    groups, per_group, outputs = (draw(st.integers(1, 3)) for _ in range(3))
    inputs_shape = draw(st.integers(1, 3)), height, width, groups * per_group
    kernel_shape = *kernel_size, per_group, groups * outputs
    strides = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    return inputs_shape, kernel_shape, strides, padding, dilation


@st.composite
def poolings(draw):
    padding = draw(st.sampled_from(PADDINGS))
    pool_size = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    smallest = pool_size if padding.lower() == "valid" else (1, 1)
    height, width = (draw(st.integers(low, size + 6)) for low, size in zip(smallest, pool_size, strict=True))
    shape = draw(st.integers(1, 3)), height, width, draw(st.integers(1, 4))
    return shape, pool_size, (draw(st.integers(1, 6)), draw(st.integers(1, 6))), padding


def numbers(shape, dtype, seed):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


def reference(inputs, kernel, strides, padding, dilation):
    """TensorFlow's result in float64.

    Its float16 adds up in float16. Its float32 goes through oneDNN, which in TensorFlow 2.21 reads unset memory where the
    two strides differ and the result has one column; with ``TF_ENABLE_ONEDNN_OPTS=0`` it agrees everywhere.
    """
    inputs, kernel = tf.constant(inputs, tf.float64), tf.constant(kernel, tf.float64)
    return tf.nn.conv2d(inputs, kernel, strides, padding.upper(), dilations=dilation).numpy()


@settings(UNHURRIED, max_examples=300)
@given(convolutions(), st.sampled_from(FLOATS), st.integers(0, 9))
@example(((1, 5, 4, 1), (5, 4, 1, 1), (1, 1), "valid", (1, 1)), np.float32, 0)  # as large as the input
@example(((1, 1, 1, 1), (1, 1, 1, 1), (1, 1), "same", (1, 1)), np.float32, 0)
@example(((1, 1, 1, 1), (5, 5, 1, 1), (3, 3), "same", (2, 2)), np.float32, 0)
@example(((2, 9, 8, 3), (2, 3, 1, 6), (1, 1), "same", (1, 1)), np.float32, 0)  # depthwise
@example(((1, 10, 10, 1), (2, 2, 1, 1), (5, 4), "valid", (1, 1)), np.float32, 0)  # strides beyond the kernel
@example(((2, 9, 9, 4), (3, 2, 2, 2), (2, 3), "same", (2, 3)), np.float64, 0)  # strides and dilation at once
def test_conv2d_equals_tensorflow(case, dtype, seed):
    inputs_shape, kernel_shape, *options = case
    inputs, kernel = numbers(inputs_shape, dtype, seed), numbers(kernel_shape, dtype, seed + 1)
    result = conv2d(inputs, kernel, *options)
    assert result.dtype == dtype
    expected = reference(inputs, kernel, *options)
    scale = np.prod(kernel_shape[:3])
    np.testing.assert_allclose(result, expected, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype] * scale)


@settings(UNHURRIED, max_examples=50)
@given(convolutions(), st.sampled_from([np.uint8, np.int32, np.bool_]), st.integers(0, 9))
def test_integer_images_equal_tensorflow_on_their_float_copy(case, dtype, seed):
    inputs_shape, kernel_shape, *options = case
    rng = np.random.default_rng(seed)
    inputs, kernel = rng.integers(0, 256, inputs_shape).astype(dtype), rng.standard_normal(kernel_shape)
    result = conv2d(inputs, kernel, *options)
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, reference(inputs.astype(np.float64), kernel, *options), atol=1e-9)


@settings(UNHURRIED, max_examples=200)
@given(poolings(), st.sampled_from(FLOATS), st.integers(0, 9))
@example(((1, 1, 1, 1), (5, 5), (3, 3), "same"), np.float32, 0)
@example(((1, 5, 4, 2), (5, 4), (6, 6), "valid"), np.float32, 0)
@example(((1, 4, 4, 1), (2, 2), (1, 1), "same"), np.float32, 0)
def test_pooling_equals_tensorflow(case, dtype, seed):
    shape, pool_size, strides, padding = case
    inputs = numbers(shape, dtype, seed) - 3  # mostly negative: a zero from the padding would win
    # A tensor keeps its dtype; from an array, TensorFlow's max_pool2d makes float32.
    computing = tf.constant(inputs.astype(np.float32 if dtype == np.float16 else dtype))
    largest, mean = max_pool2d(inputs, pool_size, strides, padding), average_pool2d(inputs, pool_size, strides, padding)
    assert largest.dtype == mean.dtype == dtype
    expected = tf.nn.max_pool2d(computing, pool_size, strides, padding.upper()).numpy()
    np.testing.assert_array_equal(largest, expected)
    expected = tf.nn.avg_pool2d(computing, pool_size, strides, padding.upper()).numpy()
    np.testing.assert_allclose(mean, expected, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_pooling_of_integers_equals_tensorflow_on_their_float_copy(dtype, padding):
    inputs = np.random.default_rng(0).integers(0, 200, (2, 7, 8, 3)).astype(dtype)
    copy = tf.constant(inputs, tf.float64)
    largest, mean = max_pool2d(inputs, (3, 2), 2, padding), average_pool2d(inputs, (3, 2), 2, padding)
    np.testing.assert_array_equal(largest, tf.nn.max_pool2d(copy, (3, 2), 2, padding.upper()))
    np.testing.assert_allclose(mean, tf.nn.avg_pool2d(copy, (3, 2), 2, padding.upper()), rtol=1e-12)


def test_tensors_are_accepted_as_arrays():
    images, kernel = tf.ones((1, 5, 5, 2)), tf.ones((3, 3, 2, 1))
    result = conv2d(images, kernel)
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, tf.nn.conv2d(images, kernel, 1, "VALID"))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [1, 2])
def test_tensorflow_passes_over_nan_where_we_keep_it(strides, padding):
    inputs = np.array([[np.nan, 1, 2], [3, np.nan, 5], [6, 7, np.nan]], np.float32).reshape(1, 3, 3, 1)
    ours = max_pool2d(inputs, 2, strides, padding)
    theirs = tf.nn.max_pool2d(tf.constant(inputs), 2, strides, padding.upper()).numpy()
    without = max_pool2d(np.where(np.isnan(inputs), np.finfo(np.float32).min, inputs), 2, strides, padding)
    np.testing.assert_array_equal(theirs, without)
    assert np.isnan(ours[0, 0, 0, 0])
    np.testing.assert_array_equal(ours[~np.isnan(ours)], theirs[~np.isnan(ours)])
    np.testing.assert_array_equal(np.isnan(ours), np.isnan(average_pool2d(inputs, 2, strides, padding)))
