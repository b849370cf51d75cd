"""Sequences and images against numpy and scipy.signal, and the loops beside the fast functions."""

import numpy as np
import pytest
from convolution_cases import MODES, UNHURRIED, images, images_and_fitting_kernels, kernels, random, signals
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal as scipy_signal

from course_utils import convolution
from course_utils.convolution import convolve1d, convolve2d, correlate1d, correlate2d
from course_utils.convolution.signals import _convolve1d_loops


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
    np.testing.assert_array_equal(convolve1d(signal, kernel), _convolve1d_loops(signal, kernel))


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


@settings(UNHURRIED)
@given(images, kernels)
def test_convolution_is_correlation_with_the_flipped_kernel(image, kernel):
    np.testing.assert_array_equal(convolve2d(image, kernel), correlate2d(image, kernel[::-1, ::-1]))


def test_an_impulse_brings_out_the_kernel():
    impulse, kernel = np.zeros((3, 3)), np.arange(6.0).reshape(2, 3)
    impulse[1, 1] = 1
    np.testing.assert_array_equal(convolve2d(impulse, kernel)[1:3, 1:4], kernel)
    np.testing.assert_array_equal(correlate2d(impulse, kernel)[1:3, 1:4], kernel[::-1, ::-1])
