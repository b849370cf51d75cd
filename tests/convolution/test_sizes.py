"""Output sizes."""

import numpy as np
import pytest
from convolution_cases import UNHURRIED, batches
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.convolution import conv2d, output_size


@settings(UNHURRIED)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 9), st.integers(1, 4), st.sampled_from(["valid", "same"]))
def test_output_size_counts_the_positions(size, kernel_size, stride, dilation, padding):
    span = dilation * (kernel_size - 1) + 1
    last = size - 1 if padding == "same" else size - span
    if last < 0:
        with pytest.raises(ValueError, match=f"spans {span} samples .* but the input has {size}"):
            output_size(size, kernel_size, stride, padding, dilation)
    else:
        assert output_size(size, kernel_size, stride, padding, dilation) == len(range(0, last + 1, stride))


def test_output_size_is_a_plain_int_and_takes_numpy_integers():
    size = output_size(np.int64(28), np.uint8(5), np.int32(2), "SAME", np.array(1))
    assert type(size) is int
    assert size == 14


def test_the_error_of_output_size_says_how_to_mend_it():
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence is compared
        output_size(8, 5, dilation_rate=2)
    assert str(caught.value) == (
        "the kernel spans 9 samples (kernel_size 5, dilation_rate 2) but the input has 8; "
        'use padding="same", a smaller kernel or a larger input'
    )


@settings(UNHURRIED)
@given(batches())
def test_output_size_predicts_conv2d(case):
    inputs, kernel, strides, padding, dilation = case
    expected = [
        output_size(inputs.shape[1 + axis], kernel.shape[axis], strides[axis], padding, dilation[axis])
        for axis in (0, 1)
    ]
    assert conv2d(*case).shape == (len(inputs), *expected, kernel.shape[3])
