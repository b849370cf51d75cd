"""Discrete convolution against numpy and scipy.signal, the loops beside the fast functions, and bad input."""

import decimal
import warnings
from itertools import product
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import signal as scipy_signal

from course_utils import convolution
from course_utils.convolution import (
    average_pool2d,
    conv2d,
    convolve1d,
    convolve2d,
    correlate1d,
    correlate2d,
    max_pool2d,
    output_size,
)

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
MODES = ["full", "same", "valid"]
FLOATS = [np.float16, np.float32, np.float64]
TOLERANCE = {np.dtype(np.float16): 2e-3, np.dtype(np.float32): 1e-5, np.dtype(np.float64): 1e-11}

# Multiples of 1/8 from -4 to 4: products and sums of the small cases are exact, so that equal means equal.
eighths = st.integers(-32, 32).map(lambda n: n / 8)


def arrays(shape, dtype=np.float64):
    return hnp.arrays(dtype, shape, elements=eighths)


lengths = st.integers(1, 12)
images = st.tuples(lengths, lengths).flatmap(arrays)
kernels = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(arrays)
signals = st.integers(1, 20).flatmap(arrays)


@st.composite
def images_and_fitting_kernels(draw):
    height, width = draw(lengths), draw(lengths)
    kernel_shape = draw(st.integers(1, min(height, 7))), draw(st.integers(1, min(width, 7)))  # too small for the FFT
    return draw(arrays((height, width))), draw(arrays(kernel_shape))


@st.composite
def batches(draw, most=3):
    """Inputs and a kernel for conv2d, with groups, strides, dilations and padding that go together."""
    padding = draw(st.sampled_from(["valid", "same"]))
    kernel_size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    dilation = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    spans = [d * (k - 1) + 1 for k, d in zip(kernel_size, dilation, strict=True)]
    height, width = (draw(st.integers(span if padding == "valid" else 1, span + 4)) for span in spans)
    groups, per_group, outputs = (draw(st.integers(1, most)) for _ in range(3))
    inputs = draw(arrays((draw(st.integers(1, 3)), height, width, groups * per_group)))
    kernel = draw(arrays((*kernel_size, per_group, groups * outputs)))
    strides = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return inputs, kernel, strides, padding, dilation


@st.composite
def pools(draw):
    padding = draw(st.sampled_from(["valid", "same"]))
    pool_size = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    height, width = (draw(st.integers(size if padding == "valid" else 1, size + 5)) for size in pool_size)
    inputs = draw(arrays((draw(st.integers(1, 2)), height, width, draw(st.integers(1, 3)))))
    strides = draw(st.none() | st.integers(1, 5) | st.tuples(st.integers(1, 5), st.integers(1, 5)))
    return inputs, pool_size, strides, padding


def random(shape, dtype=np.float64, seed=0):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


# One dimension


@settings(UNHURRIED)
@given(signals, signals, st.sampled_from(MODES))
def test_convolve1d_equals_numpy(signal, kernel, mode):
    if mode == "valid" and kernel.size > signal.size:
        signal, kernel = kernel, signal
    np.testing.assert_array_equal(convolve1d(signal, kernel, mode), np.convolve(signal, kernel, mode))


@settings(UNHURRIED)
@given(signals, signals, st.sampled_from(MODES))
def test_correlate1d_equals_numpy(signal, kernel, mode):
    if mode == "valid" and kernel.size > signal.size:
        signal, kernel = kernel, signal
    np.testing.assert_array_equal(correlate1d(signal, kernel, mode), np.correlate(signal, kernel, mode))


@settings(UNHURRIED)
@given(signals, signals)
def test_convolve1d_equals_its_loops(signal, kernel):
    np.testing.assert_array_equal(convolve1d(signal, kernel), convolution._convolve1d_loops(signal, kernel))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("n", "k"), [(5000, 101), (5000, 5000), (40_000, 137), (1000, 2000), (100_000, 100)])
def test_long_kernels_equal_numpy(n, k, mode):
    signal, kernel = random(n), random(k, seed=1)
    if mode == "valid" and k > n:
        signal, kernel = kernel, signal
    scale = np.sqrt(min(n, k))
    for ours, numpys in ((convolve1d, np.convolve), (correlate1d, np.correlate)):
        np.testing.assert_allclose(ours(signal, kernel, mode), numpys(signal, kernel, mode), atol=1e-12 * scale)


@settings(UNHURRIED)
@given(signals, signals)
def test_convolution_commutes_and_correlation_reverses(f, g):
    np.testing.assert_array_equal(convolve1d(f, g), convolve1d(g, f))
    np.testing.assert_array_equal(correlate1d(f, g), correlate1d(g, f)[::-1])


# Two dimensions


@settings(UNHURRIED)
@given(images, kernels, st.sampled_from(["full", "same"]))
def test_2d_equals_scipy(image, kernel, mode):
    np.testing.assert_array_equal(convolve2d(image, kernel, mode), scipy_signal.convolve2d(image, kernel, mode))
    np.testing.assert_array_equal(correlate2d(image, kernel, mode), scipy_signal.correlate2d(image, kernel, mode))


@settings(UNHURRIED)
@given(images_and_fitting_kernels())
def test_2d_valid_equals_scipy(pair):
    np.testing.assert_array_equal(convolve2d(*pair, "valid"), scipy_signal.convolve2d(*pair, "valid"))
    np.testing.assert_array_equal(correlate2d(*pair, "valid"), scipy_signal.correlate2d(*pair, "valid"))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("shape", "kernel_shape"),
    [((30, 41), (11, 11)), ((200, 391), (12, 9)), ((40, 40), (40, 40)), ((1, 500), (1, 120)), ((500, 1), (120, 1)),
     ((20, 300), (3, 250)), ((190, 60), (10, 10)), ((400, 3), (100, 1))],
)  # fmt: skip
def test_2d_with_large_kernels_equals_scipy(shape, kernel_shape, mode):
    image, kernel = random(shape), random(kernel_shape, seed=1)
    for name in ("convolve2d", "correlate2d"):
        ours, theirs = getattr(convolution, name), getattr(scipy_signal, name)
        np.testing.assert_allclose(ours(image, kernel, mode), theirs(image, kernel, mode), atol=1e-11)


@pytest.mark.parametrize("fft_from", [1, 1000])
@settings(UNHURRIED)
@given(pair=images_and_fitting_kernels())
def test_taps_and_fft_equal_the_loops(fft_from, pair):
    with mock.patch.object(convolution, "_FFT_FROM", fft_from):
        fast = correlate2d(*pair, "valid")
    np.testing.assert_allclose(fast, convolution._correlate2d_loops(*pair), rtol=0, atol=1e-11)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kernel_shape", [(1, 1), (4, 7), (9, 8), (61, 1), (61, 47)])
@pytest.mark.parametrize("tile", [1, 5, 16, 1000])
def test_tiles_of_the_fft_join_without_a_seam(monkeypatch, tile, kernel_shape, mode):
    image, kernel = random((61, 47)), random(kernel_shape, seed=1)
    expected = scipy_signal.correlate2d(image, kernel, mode)
    monkeypatch.setattr(convolution, "_TILE", tile)
    monkeypatch.setattr(convolution, "_FFT_FROM", 1)
    np.testing.assert_allclose(correlate2d(image, kernel, mode), expected, atol=1e-11)


@settings(UNHURRIED)
@given(images, kernels)
def test_convolution_is_correlation_with_the_flipped_kernel(image, kernel):
    np.testing.assert_array_equal(convolve2d(image, kernel), correlate2d(image, kernel[::-1, ::-1]))


def test_an_impulse_brings_out_the_kernel():
    impulse, kernel = np.zeros((3, 3)), np.arange(6.0).reshape(2, 3)
    impulse[1, 1] = 1
    np.testing.assert_array_equal(convolve2d(impulse, kernel)[1:3, 1:4], kernel)
    np.testing.assert_array_equal(correlate2d(impulse, kernel)[1:3, 1:4], kernel[::-1, ::-1])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("kernel_shape", [(3, 3), (12, 12)])
@pytest.mark.parametrize("mode", MODES)
def test_a_bad_pixel_touches_only_the_windows_that_meet_it(bad, kernel_shape, mode):
    image = random((40, 30))
    image[20, 15] = bad
    kernel = random(kernel_shape, seed=1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in ("convolve2d", "correlate2d"):
            ours, theirs = getattr(convolution, name), getattr(scipy_signal, name)
            np.testing.assert_allclose(ours(image, kernel, mode), theirs(image, kernel, mode), atol=1e-11)
    assert 0 < (~np.isfinite(correlate2d(image, kernel, mode))).sum() <= kernel.size


def test_a_bad_sample_touches_only_its_neighbours_in_one_dimension():
    signal, kernel = random(1000), random(200)
    signal[500] = np.nan
    np.testing.assert_allclose(convolve1d(signal, kernel), np.convolve(signal, kernel), atol=1e-11)


def test_numbers_near_the_largest_do_not_overflow_in_the_spectrum():
    image, kernel = np.full((20, 20), 1e37, np.float32), np.full((10, 10), 0.01, np.float32)
    np.testing.assert_allclose(correlate2d(image, kernel, "valid"), 1e37, rtol=1e-5)


# dtypes


@pytest.mark.parametrize("kernel_dtype", [*FLOATS, np.int64, np.bool_])
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("kernel_shape", [(3, 2), (11, 10)])
def test_floating_input_keeps_its_dtype(dtype, kernel_dtype, kernel_shape):
    image, kernel = random((20, 20), dtype), random(kernel_shape, seed=1).astype(kernel_dtype)
    expected = scipy_signal.correlate2d(image.astype(np.float64), kernel.astype(dtype).astype(np.float64))
    for way in (correlate2d, lambda x, k: convolve2d(x, k[::-1, ::-1])):
        result = way(image, kernel)
        assert result.dtype == dtype
        np.testing.assert_allclose(result, expected, atol=TOLERANCE[result.dtype] * kernel.size, rtol=1e-3)
    assert convolve1d(image[0], kernel[0]).dtype == correlate1d(image[0], kernel[0]).dtype == dtype
    assert convolution._correlate2d_loops(image, kernel).dtype == dtype


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int64, np.uint64, np.bool_])
@pytest.mark.parametrize(
    ("kernel_dtype", "result_dtype"),
    [(np.int16, np.float64), (np.bool_, np.float64), (np.float16, np.float16), (np.float32, np.float32)],
)
def test_integers_are_computed_in_the_kernels_float(dtype, kernel_dtype, result_dtype):
    image = np.random.default_rng(0).integers(0, 2 if dtype == np.bool_ else 100, (7, 6)).astype(dtype)
    kernel = np.array([[1, 0, 2], [0, 1, 1]]).astype(kernel_dtype)
    result = correlate2d(image, kernel)
    assert result.dtype == result_dtype
    expected = scipy_signal.correlate2d(image.astype(np.float64), kernel.astype(np.float64))
    np.testing.assert_array_equal(result, expected)
    batch = conv2d(image[np.newaxis, ..., np.newaxis], kernel[..., np.newaxis, np.newaxis])
    assert batch.dtype == result_dtype
    np.testing.assert_array_equal(batch[0, :, :, 0], correlate2d(image, kernel, "valid"))


def test_uint8_does_not_wrap_around():
    assert convolve1d(np.array([200, 100], np.uint8), np.array([2, 1], np.uint8)).tolist() == [400, 400, 100]
    assert correlate2d(np.full((2, 2), 255, np.uint8), -np.ones((2, 2), np.int8), "valid").tolist() == [[-1020]]


def test_half_precision_is_added_up_in_single_precision():
    ones = np.ones((1, 50, 100, 1), np.float16)
    result = conv2d(ones, np.ones_like(ones).reshape(50, 100, 1, 1))
    assert result.dtype == np.float16
    assert result.item() == 5000  # in float16, the sum of ones stops at 2048
    assert average_pool2d(ones, (50, 100)).item() == 1
    assert correlate2d(ones[0, :, :, 0], ones[0, :, :, 0], "valid").item() == 5000


def test_bytes_in_a_foreign_order_are_read():
    image = random((5, 6), np.float32)
    foreign = image.astype(image.dtype.newbyteorder())
    result = correlate2d(foreign, np.ones((2, 2)))
    assert result.dtype == np.float32
    np.testing.assert_array_equal(result, correlate2d(image, np.ones((2, 2))))


# Output sizes


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


# conv2d and pooling against their loops (tests/test_convolution_tensorflow.py holds them against TensorFlow)


@settings(UNHURRIED)
@given(batches(most=2))
def test_conv2d_equals_its_loops(case):
    np.testing.assert_array_equal(conv2d(*case), convolution._conv2d_loops(*case))


@pytest.mark.parametrize("values", [1, 100, 1000])
def test_conv2d_gives_the_same_in_small_portions(monkeypatch, values):
    inputs, kernel = random((5, 9, 8, 4)), random((3, 2, 2, 6), seed=1)
    expected = conv2d(inputs, kernel, 2, "same")
    monkeypatch.setattr(convolution, "_UNFOLDED_VALUES", values)
    np.testing.assert_allclose(conv2d(inputs, kernel, 2, "same"), expected, atol=1e-13)


@settings(UNHURRIED)
@given(images_and_fitting_kernels())
def test_conv2d_with_one_channel_is_correlate2d(pair):
    image, kernel = pair
    result = conv2d(image[np.newaxis, ..., np.newaxis], kernel[..., np.newaxis, np.newaxis])
    np.testing.assert_array_equal(result[0, :, :, 0], correlate2d(image, kernel, "valid"))


@settings(UNHURRIED)
@given(pools())
def test_pooling_equals_its_loops(case):
    np.testing.assert_array_equal(max_pool2d(*case), convolution._pool2d_loops(np.max, *case))
    np.testing.assert_allclose(average_pool2d(*case), convolution._pool2d_loops(np.mean, *case), atol=1e-12)


def test_same_padding_puts_the_extra_zero_at_the_end():
    ramp = np.arange(1.0, 5).reshape(1, 1, 4, 1)
    assert conv2d(ramp, np.array([1.0, 10]).reshape(1, 2, 1, 1), padding="same").ravel().tolist() == [21, 32, 43, 4]
    assert average_pool2d(ramp, (1, 2), 1, "same").ravel().tolist() == [1.5, 2.5, 3.5, 4]
    assert max_pool2d(-ramp, (1, 2), 1, "same").ravel().tolist() == [-1, -2, -3, -4]


def test_the_shapes_of_chapter_06():
    grey = np.zeros((1, 134, 240, 1))
    filtered = conv2d(grey, np.ones((3, 3, 1, 1)), 3, "SAME")
    assert filtered.shape == (1, 45, 80, 1)
    assert (
        max_pool2d(filtered, 3, 3, "same").shape == average_pool2d(filtered, 3, padding="SAME").shape == (1, 15, 27, 1)
    )


@pytest.mark.parametrize("padding", ["valid", "VALID", "same", "SAME"])
def test_a_kernel_of_one_copies_and_does_not_share_memory(padding):
    inputs = random((2, 3, 4, 2))
    for result in (conv2d(inputs, np.eye(2)[np.newaxis, np.newaxis], 1, padding), max_pool2d(inputs, 1, 1, padding),
                   average_pool2d(inputs, 1, 1, padding)):  # fmt: skip
        np.testing.assert_array_equal(result, inputs)
        assert not np.shares_memory(result, inputs)


def test_a_bad_pixel_touches_only_the_windows_that_meet_it_in_a_batch():
    inputs = random((2, 9, 9, 2))
    inputs[0, 4, 4, 0] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(conv2d(inputs, random((3, 3, 2, 1)))).sum() == 9
        assert np.isnan(max_pool2d(inputs, 3)).sum() == np.isnan(average_pool2d(inputs, 3)).sum() == 1
        inputs[0, 4, 4, 0] = -np.inf
        assert np.isfinite(max_pool2d(inputs, 2, 1)).all()
        assert np.isinf(average_pool2d(inputs, 2, 1)).sum() == 4


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.bool_])
def test_pooling_computes_integers_in_float64(dtype):
    inputs = np.array([[0, 1], [1, 1]]).astype(dtype).reshape(1, 2, 2, 1)
    assert max_pool2d(inputs, 2).dtype == average_pool2d(inputs, 2).dtype == np.float64
    assert (max_pool2d(inputs, 2).item(), average_pool2d(inputs, 2).item()) == (1, 0.75)


@pytest.mark.parametrize("dtype", FLOATS)
def test_pooling_keeps_a_floating_dtype(dtype):
    inputs = random((1, 4, 4, 2), dtype)
    assert max_pool2d(inputs, 2).dtype == average_pool2d(inputs, 2).dtype == dtype


# The caller's arrays


def test_inputs_are_unchanged_and_may_be_read_only():
    image, small, large = random((30, 30)), random((3, 3), seed=1), random((11, 11), seed=2)
    inputs, kernel = random((2, 6, 6, 2)), random((2, 2, 1, 4))
    frozen = [image, small, large, inputs, kernel]
    before = [array.copy() for array in frozen]
    for array in frozen:
        array.flags.writeable = False
    for mode, function, k in product(MODES, (convolve2d, correlate2d), (small, large)):
        assert not np.shares_memory(function(image, k, mode), image)
    for mode, function in product(MODES, (convolve1d, correlate1d)):
        function(image[0], small[0], mode)
    for padding in ("valid", "same"):
        conv2d(inputs, kernel, 2, padding, 2)
        max_pool2d(inputs, 2, 1, padding)
        average_pool2d(inputs, 2, 1, padding)
    for array, copy in zip(frozen, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_views_in_any_memory_layout_are_read():
    image = random((20, 30))
    flipped, fortran, every_other = image[::-1, ::-1], np.asfortranarray(image), random((40, 60))[::2, ::2]
    for view, kernel in product((flipped, fortran, every_other), (random((3, 3)), random((11, 12)).T)):
        expected = scipy_signal.correlate2d(view, kernel)
        np.testing.assert_allclose(correlate2d(view, kernel), expected, atol=1e-11)
        batch = view[np.newaxis, :, :, np.newaxis]
        np.testing.assert_allclose(
            conv2d(batch, kernel[..., np.newaxis, np.newaxis])[0, ..., 0],
            correlate2d(view, kernel, "valid"),
            atol=1e-11,
        )


def test_lists_are_accepted():
    assert convolve1d([1, 2], [1, 1], "full").tolist() == [1, 3, 2]
    assert max_pool2d([[[[1], [2]], [[3], [4]]]], [2, 2]).tolist() == [[[[4]]]]


# Bad input

BAD_ARRAYS = [
    (None, TypeError, "is None"),
    ("text", TypeError, "expected real numbers"),
    (["a", "b"], TypeError, "expected real numbers"),
    ([1, None], TypeError, "expected real numbers"),
    ([decimal.Decimal(1)], TypeError, "object values"),
    ([1 + 2j], TypeError, "real part"),
    (np.array(["2020-01-01"], "datetime64[D]"), TypeError, "expected real numbers"),
    ([[1, 2], [3]], ValueError, "ragged"),
    ([], ValueError, "empty|axes"),
    (5.0, ValueError, r"shape \(\)"),
    (np.zeros((2, 2, 2)), ValueError, r"shape \(2, 2, 2\), that is 3 axes; expected"),
]


@pytest.mark.parametrize(("bad", "error", "words"), BAD_ARRAYS)
@pytest.mark.parametrize("function", [convolve1d, correlate1d, convolve2d, correlate2d, conv2d])
def test_arrays_are_checked(function, bad, error, words):
    ndim = 1 if "1d" in function.__name__ else 4 if function is conv2d else 2
    good = np.ones((2,) * ndim)
    first = {1: "signal", 2: "image", 4: "inputs"}[ndim]
    with pytest.raises(error, match=rf"^{first}.*({words})"):
        function(bad, good)
    with pytest.raises(error, match=rf"^kernel.*({words})"):
        function(good, bad)


@pytest.mark.parametrize(("bad", "error", "words"), BAD_ARRAYS)
@pytest.mark.parametrize("function", [max_pool2d, average_pool2d])
def test_pooled_arrays_are_checked(function, bad, error, words):
    with pytest.raises(error, match=rf"^inputs.*({words})"):
        function(bad, 2)


@pytest.mark.parametrize("function", [conv2d, max_pool2d, average_pool2d])
def test_an_empty_batch_is_refused(function):
    with pytest.raises(ValueError, match=r"^inputs is empty \(shape \(0, 4, 4, 1\)\)"):
        function(np.zeros((0, 4, 4, 1)), np.ones((2, 2, 1, 1)) if function is conv2d else 2)


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("ful", ValueError),
        ("VALID", ValueError),
        ("", ValueError),
        (None, TypeError),
        (1, TypeError),
        (["full"], TypeError),
    ],
)
@pytest.mark.parametrize("function", [convolve1d, correlate1d, convolve2d, correlate2d])
def test_mode_is_checked(function, mode, error):
    ones = np.ones((3,) if "1d" in function.__name__ else (3, 3))
    with pytest.raises(error, match=r'^mode is .*expected "full" or "same" or "valid"'):
        function(ones, ones, mode)


@pytest.mark.parametrize(
    ("padding", "error"),
    [("full", ValueError), ("", ValueError), (None, TypeError), (0, TypeError), ((1, 1), TypeError)],
)
def test_padding_is_checked(padding, error):
    inputs = np.ones((1, 4, 4, 1))
    for call in (
        lambda: conv2d(inputs, np.ones((2, 2, 1, 1)), padding=padding),
        lambda: max_pool2d(inputs, 2, padding=padding),
        lambda: average_pool2d(inputs, 2, padding=padding),
        lambda: output_size(4, 2, padding=padding),
    ):
        with pytest.raises(error, match=r'^padding is .*expected "valid" or "same"'):
            call()


@pytest.mark.parametrize("kernel_shape", [(4, 1), (1, 5), (4, 5), (40, 40)])
def test_a_kernel_that_does_not_fit_a_valid_image_is_refused(kernel_shape):
    image, kernel = np.ones((3, 4)), np.ones(kernel_shape)
    for call in (
        lambda: convolve2d(image, kernel, "valid"),
        lambda: correlate2d(image, kernel, "valid"),
    ):
        with pytest.raises(ValueError, match=r'along an axis .*must fit; use mode="full" or "same"'):
            call()


def test_a_kernel_that_does_not_fit_a_valid_signal_is_refused():
    for function in (convolve1d, correlate1d):
        with pytest.raises(ValueError, match="has 4 samples along an axis where the input has 3"):
            function([1, 2, 3], [1, 2, 3, 4], "valid")


def test_a_kernel_that_does_not_fit_valid_inputs_is_refused():
    inputs = np.ones((1, 4, 5, 1))
    with pytest.raises(ValueError, match=r"the kernel spans 5 samples \(kernel_size 3, dilation_rate 2\) .*has 4"):
        conv2d(inputs, np.ones((3, 3, 1, 1)), dilation_rate=2)
    with pytest.raises(ValueError, match=r"the kernel spans 6 samples .*has 5"):
        conv2d(inputs, np.ones((1, 6, 1, 1)))
    for pool in (max_pool2d, average_pool2d):
        with pytest.raises(ValueError, match=r"the pooling window spans 5 samples but the input has 4; use padding"):
            pool(inputs, 5)


@pytest.mark.parametrize(
    ("channels", "kernel_shape", "words"),
    [
        (3, (2, 2, 2, 4), r"have 3 channels and the kernel, of shape \(2, 2, 2, 4\), takes 2; expected"),
        (2, (2, 2, 3, 4), r"have 2 channels and the kernel, of shape \(2, 2, 3, 4\), takes 3; expected"),
        (4, (2, 2, 2, 3), "make 2 groups, but the kernel, .* has 3 outputs; expected a multiple of 2"),
        (3, (2, 2, 1, 4), "make 3 groups, but the kernel, .* has 4 outputs; expected a multiple of 3"),
    ],
)
def test_channels_and_groups_are_checked(channels, kernel_shape, words):
    with pytest.raises(ValueError, match=words):
        conv2d(np.ones((1, 5, 5, channels)), np.ones(kernel_shape))


BAD_NUMBERS = [
    (0, ValueError, "is 0; expected a whole number of at least 1"),
    (-1, ValueError, "is -1; expected a whole number"),
    (np.int64(0), ValueError, "is 0; expected"),
    (1.5, TypeError, "is 1.5 .float.; expected a whole number"),
    (2.0, TypeError, "is 2.0 .float.; expected a whole number"),
    (np.float32(2), TypeError, "is np.float32.2.0. .float32.; expected"),
    (np.nan, TypeError, "is nan .float.; expected"),
    (True, TypeError, "is True, a boolean; expected"),
    (np.True_, TypeError, "is True, a boolean; expected"),
    ("2", TypeError, "is '2' .str.; expected"),
]


@pytest.mark.parametrize(("bad", "error", "words"), [*BAD_NUMBERS, (None, TypeError, "is None .NoneType.; expected")])
@pytest.mark.parametrize("name", ["size", "kernel_size", "stride", "dilation_rate"])
def test_the_numbers_of_output_size_are_checked(name, bad, error, words):
    with pytest.raises(error, match=rf"^{name} {words}"):
        output_size(**{"size": 9, "kernel_size": 2, name: bad})


BAD_PAIRS = [
    *BAD_NUMBERS,
    *[((1, bad), error, words) for bad, error, words in BAD_NUMBERS],
    ((1,), ValueError, "1 numbers; expected one, or two"),
    ((1, 2, 2, 1), ValueError, "4 numbers; expected one, or two"),
    ([], ValueError, "0 numbers; expected one, or two"),
    ((1, None), TypeError, "expected a whole number"),
]


@pytest.mark.parametrize(("bad", "error", "words"), BAD_PAIRS)
def test_strides_dilations_and_pools_are_checked(bad, error, words):
    inputs, kernel = np.ones((1, 6, 6, 1)), np.ones((2, 2, 1, 1))
    for name, call in (
        ("strides", lambda: conv2d(inputs, kernel, strides=bad)),
        ("dilation_rate", lambda: conv2d(inputs, kernel, dilation_rate=bad)),
        ("pool_size", lambda: max_pool2d(inputs, bad)),
        ("pool_size", lambda: average_pool2d(inputs, bad)),
        ("strides", lambda: max_pool2d(inputs, 2, bad)),
        ("strides", lambda: average_pool2d(inputs, 2, bad)),
    ):
        with pytest.raises(error, match=rf"^{name}.*{words}"):
            call()


@pytest.mark.parametrize(
    "number", [2, np.int64(2), np.uint8(2), np.array(2), (2, 2), [2, np.int32(2)], np.array([2, 2])]
)
def test_whole_numbers_of_any_kind_are_accepted(number):
    inputs, kernel = random((1, 6, 6, 1)), random((2, 2, 1, 1))
    np.testing.assert_array_equal(
        conv2d(inputs, kernel, number, "valid", number), conv2d(inputs, kernel, 2, "valid", 2)
    )
    np.testing.assert_array_equal(max_pool2d(inputs, number, number), max_pool2d(inputs, 2))
