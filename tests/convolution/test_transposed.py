"""conv2d_transpose against its loops, TensorFlow and Keras, and against the gradient of the convolution."""

import os

import numpy as np
import pytest
from convolution_cases import FLOATS, TOLERANCE, UNHURRIED, arrays, random
from hypothesis import example, given, settings
from hypothesis import strategies as st

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

from course_utils.convolution import conv2d, conv2d_transpose, convolve2d
from course_utils.convolution.transposed import _conv2d_transpose_loops


@st.composite
def transposed(draw):
    """Inputs and a kernel for conv2d_transpose, with strides, padding and dilation."""
    kernel_shape = *(draw(st.integers(1, 4)) for _ in range(2)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    inputs = draw(arrays((draw(st.integers(1, 2)), draw(st.integers(1, 5)), draw(st.integers(1, 5)), kernel_shape[3])))
    strides = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    dilation = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return inputs, draw(arrays(kernel_shape)), strides, draw(st.sampled_from(["valid", "same", "SAME"])), dilation


def spread(kernel, dilation):
    """A kernel with the zeros of its dilation written out, because TensorFlow on a processor takes no other."""
    shape = [rate * (k - 1) + 1 for k, rate in zip(kernel.shape[:2], dilation, strict=True)]
    result = np.zeros((*shape, *kernel.shape[2:]))
    result[:: dilation[0], :: dilation[1]] = kernel
    return result


def size_of(n, span, stride, padding):
    return n * stride + (max(span - stride, 0) if padding.lower() == "valid" else 0)


@settings(UNHURRIED, max_examples=200)
@given(transposed())
@example((np.ones((1, 2, 2, 1)), np.ones((2, 3, 1, 1)), (3, 2), "valid", (1, 1)))  # a stride beyond the kernel leaves zeros
@example((np.ones((1, 3, 3, 1)), np.ones((4, 3, 1, 1)), (1, 2), "same", (1, 1)))  # an odd row too many
@example((np.ones((1, 1, 1, 2)), np.ones((1, 1, 3, 2)), (1, 1), "same", (3, 3)))
def test_conv2d_transpose_equals_its_loops_and_tensorflow(case):
    inputs, kernel, strides, padding, dilation = case
    result = conv2d_transpose(*case)
    np.testing.assert_array_equal(result, _conv2d_transpose_loops(*case))
    wide = spread(kernel, dilation)
    sides = [size_of(n, k, s, padding) for n, k, s in zip(inputs.shape[1:3], wide.shape[:2], strides, strict=True)]
    expected = tf.nn.conv2d_transpose(
        tf.constant(inputs), tf.constant(wide), (len(inputs), *sides, kernel.shape[2]), strides, padding.upper()
    )
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("strides", "dilation_rate"), [(1, 1), (2, 1), ((3, 2), 1), (5, 1), (1, 2)])
def test_conv2d_transpose_is_the_layer_of_keras_and_keras_ops(padding, strides, dilation_rate):
    inputs = random((2, 4, 5, 3), np.float32)
    layer = tf.keras.layers.Conv2DTranspose(2, (3, 4), strides, padding, use_bias=False)
    layer.build(inputs.shape)
    kernel = layer.get_weights()[0]
    assert kernel.shape == (3, 4, 2, 3)
    result = conv2d_transpose(inputs, kernel, strides, padding, dilation_rate)
    if dilation_rate == 1:
        np.testing.assert_allclose(result, layer(inputs), atol=1e-5)
        np.testing.assert_allclose(result, tf.keras.ops.conv_transpose(inputs, kernel, strides, padding), atol=1e-5)
    else:
        wide = spread(kernel, (dilation_rate, dilation_rate)).astype(np.float32)
        np.testing.assert_allclose(result, tf.keras.ops.conv_transpose(inputs, wide, strides, padding), atol=1e-5)


@settings(UNHURRIED)
@given(transposed())
def test_it_is_the_transpose_of_conv2d(case):
    """⟨conv2d(x), y⟩ = ⟨x, conv2d_transpose(y)⟩ for every x and y: the gradient with respect to the inputs."""
    outputs, kernel, strides, padding, dilation = case
    back = conv2d_transpose(*case)
    x = np.random.default_rng(0).integers(-4, 4, back.shape).astype(float)
    there = conv2d(x, kernel, strides, padding, dilation)
    assert there.shape == outputs.shape
    assert np.sum(there * outputs) == pytest.approx(np.sum(x * back), abs=1e-9)


def test_with_stride_1_it_is_the_full_convolution_of_chapter_04():
    upstream, kernel = random((2, 3)), random((2, 2), seed=1)
    result = conv2d_transpose(upstream[None, :, :, None], kernel[:, :, None, None])
    np.testing.assert_allclose(result[0, :, :, 0], convolve2d(upstream, kernel, "full"))


def test_a_single_input_drops_its_kernel_and_no_copy_leaves_zeros():
    dot = np.zeros((1, 2, 2, 1))
    dot[0, 0, 1] = 3
    kernel = np.arange(1.0, 5).reshape(2, 2, 1, 1)
    result = conv2d_transpose(dot, kernel, strides=(2, 3))[0, :, :, 0]
    assert result.tolist() == [[0, 0, 0, 3, 6, 0], [0, 0, 0, 9, 12, 0], [0] * 6, [0] * 6]


@pytest.mark.parametrize("dtype", [*FLOATS, np.uint8])
def test_the_dtype_of_a_transposed_convolution_is_that_of_conv2d(dtype):
    inputs, kernel = (10 * random((1, 3, 4, 2))).astype(dtype), random((2, 2, 3, 2), np.float32)
    result = conv2d_transpose(inputs, kernel, 2)
    assert result.dtype == conv2d(inputs, random((2, 2, 2, 1), np.float32)).dtype
    assert result.flags.c_contiguous
    np.testing.assert_allclose(result, _conv2d_transpose_loops(inputs, kernel, 2), atol=TOLERANCE[result.dtype])


def test_what_is_too_large_becomes_infinite_without_a_warning_and_inputs_stay():
    inputs, kernel = np.full((1, 2, 2, 1), 6e4, np.float16), np.full((2, 2, 1, 1), 8.0)
    assert np.isinf(conv2d_transpose(inputs, kernel)).all()
    inputs.flags.writeable = kernel.flags.writeable = False
    conv2d_transpose(inputs, kernel, 2, "same", 2)


def test_bad_input_of_a_transposed_convolution_is_refused_with_what_was_expected():
    inputs, kernel = np.ones((1, 3, 3, 2)), np.ones((2, 2, 4, 2))
    for call, words in (
        (lambda: conv2d_transpose(inputs[0], kernel), r"^inputs has shape .* expected 4: \(N, H, W, C_in\)"),
        (lambda: conv2d_transpose(inputs, kernel[0]), r"^kernel has shape .* expected 4: \(kh, kw, C_out, C_in\)"),
        (lambda: conv2d_transpose(inputs, np.ones((2, 2, 2, 4))), "have 2 channels .* takes 4; .* axes swapped\\?$"),
        (lambda: conv2d_transpose(inputs, np.ones((2, 2, 4, 3))), r"takes 3; expected .* \(kh, kw, C_out, 2\)$"),
        (lambda: conv2d_transpose(inputs, kernel, padding="full"), '^padding is "full"; expected "valid" or "same"'),
        (lambda: conv2d_transpose(inputs, kernel, strides=0), "^strides is 0; expected a whole number"),
        (lambda: conv2d_transpose(inputs, kernel, dilation_rate=(1, 0)), r"^dilation_rate\[1\] is 0; expected"),
        (lambda: conv2d_transpose(inputs[:0], kernel), "^inputs is empty"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
    with pytest.raises(TypeError, match="^strides is 1.5"):
        conv2d_transpose(inputs, kernel, strides=1.5)
