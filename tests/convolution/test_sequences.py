"""conv1d against its loops, TensorFlow and Keras, over random shapes, strides, dilations, paddings and groups."""

import os

import numpy as np
import pytest
from convolution_cases import FLOATS, TOLERANCE, UNHURRIED, arrays, random
from hypothesis import example, given, settings
from hypothesis import strategies as st

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

from course_utils.convolution import conv1d, conv2d, convolve1d, correlate1d, output_size
from course_utils.convolution.sequences import _conv1d_loops


@st.composite
def sequences(draw):
    """Inputs and a kernel for conv1d, with options that go together."""
    padding = draw(st.sampled_from(["valid", "same", "causal", "VALID", "CAUSAL"]))
    size, dilation, stride = draw(st.integers(1, 5)), draw(st.integers(1, 3)), draw(st.integers(1, 5))
    span = dilation * (size - 1) + 1
    steps = draw(st.integers(span if padding.lower() == "valid" else 1, span + 6))
    groups, per_group, outputs = (draw(st.integers(1, 3)) for _ in range(3))
    inputs = draw(arrays((draw(st.integers(1, 3)), steps, groups * per_group)))
    kernel = draw(arrays((size, per_group, groups * outputs)))
    return inputs, kernel, stride, padding, dilation


def by_tensorflow(inputs, kernel, stride, padding, dilation):
    """TensorFlow in float64; the zeros of a causal convolution are put in front by hand, as Keras does."""
    inputs, kernel = tf.constant(inputs, tf.float64), tf.constant(kernel, tf.float64)
    if padding.lower() == "causal":
        inputs, padding = tf.pad(inputs, [[0, 0], [dilation * (len(kernel) - 1), 0], [0, 0]]), "valid"
    rows = tf.nn.conv2d(inputs[:, None], kernel[None], (1, stride), padding.upper(), dilations=(1, dilation))
    return rows[:, 0].numpy()


@settings(UNHURRIED)
@given(sequences())
@example((np.ones((1, 1, 1)), np.ones((5, 1, 1)), 3, "causal", 3))
@example((np.arange(7.0).reshape(1, 7, 1), np.ones((2, 1, 1)), 2, "same", 1))  # the odd zero comes last
def test_conv1d_equals_its_loops_and_tensorflow(case):
    result = conv1d(*case)
    np.testing.assert_array_equal(result, _conv1d_loops(*case))
    np.testing.assert_allclose(result, by_tensorflow(*case), rtol=0, atol=1e-12)


@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize(("strides", "dilation_rate", "groups"), [(1, 1, 1), (3, 1, 1), (1, 2, 1), (1, 3, 2)])
def test_conv1d_is_the_layer_of_keras(padding, strides, dilation_rate, groups):
    layer = tf.keras.layers.Conv1D(
        4, 3, strides=strides, padding=padding, dilation_rate=dilation_rate, groups=groups, use_bias=False
    )
    inputs = random((2, 11, 4), np.float32)
    expected = layer(inputs).numpy()
    np.testing.assert_allclose(conv1d(inputs, layer.get_weights()[0], strides, padding, dilation_rate), expected, atol=1e-5)
    if padding != "causal":
        by_ops = tf.keras.ops.conv(inputs, layer.kernel, strides, padding, dilation_rate=dilation_rate)
        np.testing.assert_allclose(by_ops, expected, atol=1e-5)


def test_a_causal_result_depends_on_no_later_step():
    inputs, kernel = random((1, 20, 2)), random((3, 2, 4), seed=1)
    before = conv1d(inputs, kernel, padding="causal", dilation_rate=2)
    inputs[:, 12] += 1
    changed = np.flatnonzero((conv1d(inputs, kernel, padding="causal", dilation_rate=2) != before).any(axis=(0, 2)))
    assert changed.tolist() == [12, 14, 16]


def test_conv1d_with_one_channel_is_correlate1d_and_causal_is_the_start_of_a_convolution():
    signal, kernel = random(9), random(4, seed=1)
    assert np.allclose(conv1d(signal[None, :, None], kernel[:, None, None])[0, :, 0], correlate1d(signal, kernel, "valid"))
    causal = conv1d(signal[None, :, None], kernel[::-1, None, None], padding="causal")[0, :, 0]
    np.testing.assert_allclose(causal, convolve1d(signal, kernel)[:9])


@settings(UNHURRIED)
@given(sequences())
def test_the_length_is_predicted(case):
    inputs, kernel, stride, padding, dilation = case
    mode = "valid" if padding.lower() == "valid" else "same"
    assert conv1d(*case).shape[1] == output_size(inputs.shape[1], len(kernel), stride, mode, dilation)


@pytest.mark.parametrize("dtype", [*FLOATS, np.uint8])
def test_the_dtype_is_that_of_conv2d(dtype):
    inputs, kernel = (10 * random((2, 6, 3))).astype(dtype), random((2, 3, 2), np.float32)
    rows = conv2d(inputs[:, None], kernel[None])
    result = conv1d(inputs, kernel)
    assert result.dtype == rows.dtype == _conv1d_loops(inputs, kernel).dtype
    np.testing.assert_allclose(result, rows[:, 0], atol=TOLERANCE[result.dtype])


def test_bad_input_of_conv1d_is_refused_with_what_was_expected():
    inputs, kernel = np.ones((1, 5, 3)), np.ones((2, 3, 1))
    for call, words in (
        (lambda: conv1d(inputs[0], kernel), r"^inputs has shape \(5, 3\), .* expected 3: \(N, T, C\)"),
        (lambda: conv1d(inputs, kernel[0]), r"^kernel has shape \(3, 1\), .* expected 3: \(k, C / groups, O\)"),
        (lambda: conv1d(inputs, np.ones((2, 2, 1))), r"takes 2; expected a kernel of shape \(k, 3, O\)"),
        (lambda: conv1d(inputs, np.ones((2, 1, 2))), "make 3 groups, .* has 2 outputs; expected a multiple of 3"),
        (lambda: conv1d(inputs, np.ones((3, 3, 1)), dilation_rate=3), "the kernel spans 7 samples .* has 5"),
        (lambda: conv1d(inputs, kernel, padding="full"), '^padding is "full"; expected "valid" or "same" or "causal"'),
        (lambda: conv1d(inputs, kernel, strides=0), "^strides is 0; expected a whole number of at least 1"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
    for options, words in (
        ({"strides": (1, 1)}, "^strides is "),
        ({"dilation_rate": 1.5}, "^dilation_rate is "),
        ({"padding": None}, "^padding is "),
    ):
        with pytest.raises(TypeError, match=words):
            conv1d(inputs, kernel, **options)
