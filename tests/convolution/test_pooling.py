"""Pooling against its loops; test_against_tensorflow.py holds it against TensorFlow."""

import numpy as np
import pytest
from convolution_cases import FLOATS, UNHURRIED, pools, random
from hypothesis import given, settings

from course_utils.convolution import average_pool2d, max_pool2d
from course_utils.convolution.pooling import _pool2d_loops


@settings(UNHURRIED)
@given(pools())
def test_pooling_equals_its_loops(case):
    np.testing.assert_array_equal(max_pool2d(*case), _pool2d_loops(np.max, *case))
    np.testing.assert_allclose(average_pool2d(*case), _pool2d_loops(np.mean, *case), atol=1e-12)


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.bool_])
def test_pooling_computes_integers_in_float64(dtype):
    inputs = np.array([[0, 1], [1, 1]]).astype(dtype).reshape(1, 2, 2, 1)
    assert max_pool2d(inputs, 2).dtype == average_pool2d(inputs, 2).dtype == np.float64
    assert (max_pool2d(inputs, 2).item(), average_pool2d(inputs, 2).item()) == (1, 0.75)


@pytest.mark.parametrize("dtype", FLOATS)
def test_pooling_keeps_a_floating_dtype(dtype):
    inputs = random((1, 4, 4, 2), dtype)
    assert max_pool2d(inputs, 2).dtype == average_pool2d(inputs, 2).dtype == dtype


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("strides", [1, 2, (3, 1)])
def test_a_window_that_holds_nan_gives_nan(padding, strides):
    inputs = random((1, 6, 7, 2))
    inputs[0, [0, 2, 5], [0, 3, 6], 0] = np.nan
    for ours, numpys in ((max_pool2d, np.max), (average_pool2d, np.mean)):
        expected = _pool2d_loops(numpys, inputs, 2, strides, padding)
        assert np.isnan(expected).any()
        np.testing.assert_allclose(ours(inputs, 2, strides, padding), expected)
