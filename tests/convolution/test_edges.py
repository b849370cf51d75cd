"""What holds for every function: dtypes, the caller's arrays, and bad input."""

import decimal
from itertools import product

import numpy as np
import pytest
from convolution_cases import FLOATS, MODES, TOLERANCE, random
from scipy import signal as scipy_signal

from course_utils.convolution import (
    average_pool2d,
    conv2d,
    conv2d_transpose,
    convolve1d,
    convolve2d,
    correlate1d,
    correlate2d,
    max_pool2d,
    output_size,
)
from course_utils.convolution.signals import _correlate2d_loops


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
    assert _correlate2d_loops(image, kernel).dtype == dtype


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
@pytest.mark.parametrize("function", [convolve1d, correlate1d, convolve2d, correlate2d, conv2d, conv2d_transpose])
def test_arrays_are_checked(function, bad, error, words):
    ndim = 1 if "1d" in function.__name__ else 4 if function in (conv2d, conv2d_transpose) else 2
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
