"""The two ways to a sum, taps and FFT: equal, of one kind, and NaN spreads in neither."""

import warnings
from unittest import mock

import numpy as np
import pytest
from convolution_cases import MODES, UNHURRIED, images_and_fitting_kernels, random
from hypothesis import given, settings
from scipy import signal as scipy_signal

from course_utils import convolution
from course_utils.convolution import convolve1d, correlate2d, sums
from course_utils.convolution.signals import _correlate2d_loops


@pytest.mark.parametrize("fft_from", [1, 1000])
@settings(UNHURRIED)
@given(pair=images_and_fitting_kernels())
def test_taps_and_fft_equal_the_loops(fft_from, pair):
    with mock.patch.object(sums, "_FFT_FROM", fft_from):
        fast = correlate2d(*pair, "valid")
    np.testing.assert_allclose(fast, _correlate2d_loops(*pair), rtol=0, atol=1e-11)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kernel_shape", [(1, 1), (4, 7), (9, 8), (61, 1), (61, 47)])
@pytest.mark.parametrize("tile", [1, 5, 16, 1000])
def test_tiles_of_the_fft_join_without_a_seam(monkeypatch, tile, kernel_shape, mode):
    image, kernel = random((61, 47)), random(kernel_shape, seed=1)
    expected = scipy_signal.correlate2d(image, kernel, mode)
    monkeypatch.setattr(sums, "_TILE", tile)
    monkeypatch.setattr(sums, "_FFT_FROM", 1)
    np.testing.assert_allclose(correlate2d(image, kernel, mode), expected, atol=1e-11)


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
