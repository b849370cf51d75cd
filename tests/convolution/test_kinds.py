"""A result is of the kind that a direct sum has, whichever way it was computed; and no mask is dropped."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from convolution_cases import UNHURRIED
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.convolution import average_pool2d, conv2d, convolve1d, convolve2d, correlate1d, correlate2d, max_pool2d

MODES = st.sampled_from(["full", "same", "valid"])
INTEGERS = [np.uint8, np.int16, np.int64, np.float16, np.float32, np.float64]


def sums(a, b):
    """The full convolution in whole numbers of Python, or in fractions, which are exact."""
    result = np.zeros([n + k - 1 for n, k in zip(a.shape, b.shape, strict=True)], object)
    for place in np.ndindex(b.shape):
        result[tuple(slice(start, start + n) for start, n in zip(place, a.shape, strict=True))] += a * b[place]
    return result


def exactly(array):
    return np.vectorize(lambda value: Fraction(float(value)), otypes=[object])(array)


@settings(UNHURRIED, max_examples=60)
@given(st.integers(0, 99), st.sampled_from(INTEGERS), st.sampled_from(INTEGERS), st.sampled_from([0, 1, 5, 20]))
def test_whole_numbers_stay_whole_in_a_large_kernel(seed, dtype, kernel_dtype, bits):
    rng = np.random.default_rng(seed)
    signal, kernel = (
        rng.integers(0 if kind == np.uint8 else -(2**most), 2**most, n, endpoint=True).astype(kind)
        for kind, most, n in ((dtype, min(bits, 6), 150), (kernel_dtype, min(bits, 4), 80))
    )
    expected = sums(signal.astype(object), kernel.astype(object))
    result = convolve1d(signal, kernel)
    np.testing.assert_array_equal(result, expected.astype(float).astype(result.dtype))
    np.testing.assert_array_equal(correlate1d(signal, kernel[::-1]), result)
    image, square = signal.reshape(10, 15), kernel.reshape(8, 10)
    result = convolve2d(image, square)
    expected = sums(image.astype(object), square.astype(object)).astype(float).astype(result.dtype)
    np.testing.assert_array_equal(result, expected)
    np.testing.assert_array_equal(correlate2d(image, square[::-1, ::-1]), result)


@pytest.mark.parametrize("bits", [30, 44, 50])
def test_whole_numbers_are_exact_up_to_the_last_bit(bits):
    rng = np.random.default_rng(0)
    signal, kernel = rng.integers(0, 2**bits, 300), rng.integers(0, 2, 64)
    expected = sums(signal.astype(object), kernel.astype(object))
    np.testing.assert_allclose(convolve1d(signal, kernel), expected.astype(float), rtol=0 if bits < 47 else 1e-15)


def test_whole_float32_sums_are_rounded_once():
    signal = np.random.default_rng(0).integers(0, 2**20, 500).astype(np.float32)
    expected = np.convolve(signal.astype(np.int64), np.ones(100, np.int64)).astype(np.float32)
    np.testing.assert_array_equal(convolve1d(signal, np.ones(100, np.float32)), expected)


@settings(UNHURRIED, max_examples=60)
@given(st.integers(0, 999), MODES, st.sampled_from([np.float32, np.float64]), st.booleans())
def test_nothing_turns_negative(seed, mode, dtype, sparse):
    rng = np.random.default_rng(seed)
    image, kernel = rng.random((40, 37)).astype(dtype), rng.random((9, 8)).astype(dtype)
    if sparse:
        image *= rng.random(image.shape) < 0.01
    for result in (correlate2d(image, kernel, mode), convolve2d(image, kernel, mode),
                   convolve1d(image.ravel(), kernel.ravel(), mode), correlate1d(image.ravel(), kernel.ravel(), mode)):
        assert not np.signbit(result).any()


@pytest.mark.parametrize("values", [(0.0, 1.0), (0.0, 0.3)])
def test_a_picture_of_black_and_white_stays_between_its_sums(values):
    image = np.random.default_rng(0).choice(values, (60, 50))
    result = correlate2d(image, np.ones((8, 8)))
    assert result.min() >= 0
    assert not np.signbit(result).any()


@settings(UNHURRIED, max_examples=60)
@given(st.integers(0, 999), st.sampled_from([np.float32, np.float64]), st.integers(0, 300))
def test_where_everything_is_zero_the_result_is_zero(seed, dtype, black):
    rng = np.random.default_rng(seed)
    signal, kernel = rng.standard_normal(400).astype(dtype), rng.standard_normal(70).astype(dtype)
    signal[black : black + 100] = 0
    assert (convolve1d(signal, kernel, "valid")[black : black + 31] == 0).all()


@settings(UNHURRIED, max_examples=80)
@given(st.integers(0, 999), st.sampled_from([np.float32, np.float64]), st.floats(0, 30), st.integers(0, 2))
def test_small_values_do_not_drown_beside_large_ones(seed, dtype, decades, which):
    rng = np.random.default_rng(seed)
    signal, kernel = rng.random(300), rng.random(64)
    if which == 0:
        signal[:150] *= 10.0**decades
    elif which == 1:
        kernel[0] *= 10.0**decades
    else:
        signal[::29] *= 10.0**-decades
    signal, kernel = signal.astype(dtype), kernel.astype(dtype)
    expected = sums(exactly(signal), exactly(kernel)).astype(float)
    rtol = 1e-2 if dtype == np.float32 else 1e-6
    np.testing.assert_allclose(convolve1d(signal, kernel), expected, rtol=rtol)
    np.testing.assert_allclose(convolve2d(signal[None], kernel[None])[0], expected, rtol=rtol)


@pytest.mark.parametrize("scale", [1e-150, 1e-30, 1.0, 1e30, 1e150])
def test_the_scale_of_the_numbers_does_not_matter(scale):
    rng = np.random.default_rng(0)
    image, kernel = rng.standard_normal((60, 50)) * scale, rng.standard_normal((9, 9))
    expected = correlate2d(image / scale, kernel) * scale
    np.testing.assert_allclose(correlate2d(image, kernel), expected, rtol=1e-6, atol=1e-13 * scale)


@pytest.mark.parametrize("values", [50, 100])
def test_half_precision_overflows_without_a_warning_as_single_does(values):
    large = np.full(values, 60_000, np.float16)
    batch, kernel = large.reshape(1, 1, -1, 1), large.reshape(1, -1, 1, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for result in (convolve1d(large, large), correlate1d(large, large), convolve2d([large], [large]),
                       correlate2d([large], [large]), conv2d(batch, kernel)):  # fmt: skip
            assert np.isposinf(result).all()
        assert np.isposinf(convolve1d(large.astype(np.float32) * 1e30, large.astype(np.float32) * 1e10)).all()


MASKED = np.ma.masked_equal([1.0, 2, -999, 4], -999)


@pytest.mark.parametrize("kind", [np.asanyarray, list, lambda masked: [masked[0], np.ma.masked, 2.0, 3.0]])
@pytest.mark.parametrize("function", [convolve1d, correlate1d, convolve2d, correlate2d, conv2d, max_pool2d, average_pool2d])
def test_masked_values_are_refused(function, kind):
    axes = 1 if "1d" in function.__name__ else 4 if function in (conv2d, max_pool2d, average_pool2d) else 2
    masked, other = kind(MASKED), np.ones((1,) * axes)
    for _ in range(axes - 1):
        masked = masked[np.newaxis] if isinstance(masked, np.ndarray) else [masked]
    words = r"is a masked array, and 1 of its .* masked; expected numbers only; .*\.filled\(0\), .*\.compressed\(\)$"
    with pytest.raises(ValueError, match=f"^(signal|image|inputs) {words}"):
        function(masked, 1 if "pool" in function.__name__ else other)
    if "pool" not in function.__name__:
        with pytest.raises(ValueError, match=f"^kernel {words}"):
            function(other, masked)


def test_a_mask_that_hides_nothing_is_no_mask():
    assert convolve1d(np.ma.masked_equal([1.0, 2], -999), [1, 1]).tolist() == [1, 3, 2]
