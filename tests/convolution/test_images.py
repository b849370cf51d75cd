"""conv2d against its loops; test_against_tensorflow.py holds it against TensorFlow."""

import threading
import time
import tracemalloc
import warnings
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import numpy as np
import pytest
from convolution_cases import UNHURRIED, batches, images_and_fitting_kernels, random
from hypothesis import given, settings
from threadpoolctl import ThreadpoolController

from course_utils.convolution import average_pool2d, conv2d, correlate2d, max_pool2d
from course_utils.convolution import images as image_module
from course_utils.convolution.images import _conv2d_loops


@settings(UNHURRIED)
@given(batches(most=2))
def test_conv2d_equals_its_loops(case):
    np.testing.assert_array_equal(conv2d(*case), _conv2d_loops(*case))


@pytest.mark.parametrize("values", [1, 100, 1000, 10_000])
def test_conv2d_gives_the_same_in_small_portions(monkeypatch, values):
    inputs, kernel = random((5, 9, 8, 4)), random((3, 2, 2, 6), seed=1)
    expected = conv2d(inputs, kernel, 2, "same")
    monkeypatch.setattr(image_module, "_UNFOLDED_VALUES", values)
    np.testing.assert_allclose(conv2d(inputs, kernel, 2, "same"), expected, atol=1e-13)


@settings(UNHURRIED)
@given(images_and_fitting_kernels())
def test_conv2d_with_one_channel_is_correlate2d(pair):
    image, kernel = pair
    result = conv2d(image[np.newaxis, ..., np.newaxis], kernel[..., np.newaxis, np.newaxis])
    np.testing.assert_array_equal(result[0, :, :, 0], correlate2d(image, kernel, "valid"))


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


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("kernel_shape", [(3, 3, 4, 7), (1, 1, 4, 6), (5, 5, 1, 8), (9, 9, 4, 13)])
def test_conv2d_gives_the_same_in_any_number_of_threads(monkeypatch, threads, kernel_shape):
    inputs, kernel = random((6, 20, 21, 4)), random(kernel_shape, seed=1)
    expected = conv2d(inputs, kernel)
    blas = mock.MagicMock(lib_controllers=[mock.Mock(num_threads=threads)])
    monkeypatch.setattr(image_module, "_blas", lambda: blas)
    monkeypatch.setattr(image_module, "_THREADS_FROM", 1)
    monkeypatch.setattr(image_module, "_UNFOLDED_VALUES", 5000)
    np.testing.assert_allclose(conv2d(inputs, kernel), expected, rtol=0, atol=1e-12)
    assert blas.limit.call_args == mock.call(limits=1)


def test_an_error_in_a_thread_is_not_lost(monkeypatch):
    monkeypatch.setattr(image_module, "_THREADS_FROM", 1)
    monkeypatch.setattr(image_module, "_blas", lambda: mock.MagicMock(lib_controllers=[mock.Mock(num_threads=3)]))
    caller = threading.get_ident()

    def fail_elsewhere(block):
        if threading.get_ident() != caller:
            raise MemoryError("no room for a block")
        time.sleep(0.001)

    with pytest.raises(MemoryError, match="no room"):
        image_module._with_one_blas_thread(fail_elsewhere, (100, 20, 20), 1, 1)


def test_conv2d_leaves_the_threads_of_blas_as_they_were():
    blas = ThreadpoolController().select(user_api="blas")
    with blas.limit(limits=2):
        before = blas.info()
        with ThreadPoolExecutor(3) as pool:
            layers = [pool.submit(conv2d, random((4, 30, 30, 32)), random((5, 5, 32, 64))) for _ in range(6)]
        assert len({layer.result().sum() for layer in layers}) == 1
        assert blas.info() == before


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_large_picture_takes_little_memory(dtype):
    picture, kernel = np.ones((1, 1000, 3000, 1), dtype), np.ones((11, 11, 1, 4), dtype)
    tracemalloc.start()
    result = conv2d(picture, kernel, padding="same")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - result.nbytes < 100e6  # unfolded at once, it would take 1,452 or 2,904 MB
