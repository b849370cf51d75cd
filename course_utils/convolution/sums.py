"""The valid cross-correlation of one image with one kernel, by the faster of two ways, with the kind of a direct sum.

The fast Fourier transform rounds relative to the largest number in reach. A sum that this would cost half of its digits is
added up directly instead, so that zero stays zero and nothing turns negative; and whole numbers stay whole.
"""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.convolution.sizes import pad

_FFT_FROM = 64  # kernel values; measured: one operation per tap is as fast up to 25 to 75 of them, and rounds less
_TILE = 182  # rows and columns of the result for each FFT; measured: 128 to 262 are equally fast
_ERROR = 4.0  # of an FFT, in units of roundoff times a typical sum; measured: 4 in pictures and noise, 18 beside a lone peak
_GATHERED_VALUES = 2**20  # of the windows that are added up one by one
_FEW = 1 / 16  # of a tile; measured: more sums than these are faster by taps than one by one


def correlate(image: np.ndarray, kernel: np.ndarray, padding: list[tuple[int, int]]) -> np.ndarray:
    """Return the valid cross-correlation of the padded image."""
    if kernel.size < _FFT_FROM or not _is_safe(image, kernel):
        return _taps(pad(image, padding), kernel)
    if not (_is_whole(kernel) and _is_whole(image)):
        return _tiles(_fft, image, kernel, padding)
    if _rounds_right(image, kernel):
        return _tiles(_whole_fft, image, kernel, padding)
    return _taps(pad(image, padding), kernel)


@np.errstate(over="ignore", invalid="ignore")
def _taps(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Correlate with one NumPy operation per kernel value (a tap), on a shifted view of the image."""
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = np.zeros((height, width), image.dtype)
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            result += image[m : m + height, n : n + width] * kernel[m, n]
    return result


def _tiles(way, image: np.ndarray, kernel: np.ndarray, padding: list[tuple[int, int]]) -> np.ndarray:
    """Correlate tile by tile, so that a tile stays in the cache (overlap-save; Oppenheim and Schafer, section 8.7)."""
    from scipy import fft

    (above, _), (aside, _) = padding
    kh, kw = kernel.shape
    height, width = (n + sum(zeros) - k + 1 for n, zeros, k in zip(image.shape, padding, kernel.shape, strict=True))
    down, right = _tile(height, width, kh, kw)
    shape = [fft.next_fast_len(length, real=True) for length in (down + kh - 1, right + kw - 1)]
    correlate_tile = way(kernel, shape)
    result = np.empty((height, width), image.dtype)
    for i in range(0, height, down):
        for j in range(0, width, right):
            part = result[i : i + down, j : j + right]
            rows = _window(i - above, part.shape[0] + kh - 1, image.shape[0])
            columns = _window(j - aside, part.shape[1] + kw - 1, image.shape[1])
            part[...] = correlate_tile(pad(image[rows[0], columns[0]], [rows[1], columns[1]]))
    return result


def _fft(kernel: np.ndarray, shape: list[int]):
    """Return the correlation of a tile with the kernel by the convolution theorem, its smallest sums added up directly."""
    spectrum = _spectrum(kernel, shape)
    unit = np.finfo(kernel.dtype).eps
    threshold = _ERROR * np.sqrt(unit) * np.abs(kernel).sum()
    at_once = max(1, _GATHERED_VALUES // kernel.size)

    def correlate_tile(tile: np.ndarray) -> np.ndarray:
        result = _product_of_spectra(tile, spectrum, kernel.shape, shape)
        typical = np.sqrt(np.einsum("ij,ij", tile, tile) / prod(shape))
        small = np.abs(result) <= threshold * typical
        count = np.count_nonzero(small)
        if not count:
            return result
        if count > _FEW * small.size:
            empty = _is_empty(tile, kernel.shape)
            result[empty] = 0
            small &= ~empty
            if np.count_nonzero(small) > _FEW * small.size:
                return _taps(tile, kernel)
        windows, places = sliding_window_view(tile, kernel.shape), np.argwhere(small)
        for first in range(0, len(places), at_once):
            i, j = places[first : first + at_once].T
            result[i, j] = np.einsum("nij,ij", windows[i, j], kernel)
        return result

    return correlate_tile


def _whole_fft(kernel: np.ndarray, shape: list[int]):
    """Return the correlation of a tile of whole numbers with a whole kernel."""
    precise = np.result_type(kernel, np.float64)
    spectrum = _spectrum(kernel.astype(precise), shape)

    def correlate_tile(tile: np.ndarray) -> np.ndarray:
        return np.rint(_product_of_spectra(tile.astype(precise), spectrum, kernel.shape, shape)) + 0.0  # no -0.0

    return correlate_tile


def _is_empty(tile: np.ndarray, kernel_shape: tuple[int, int]) -> np.ndarray:
    """Whether all is zero where the kernel lies, for each of its positions, by a table of sums."""
    kh, kw = kernel_shape
    counts = np.pad((tile != 0).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return counts[kh:, kw:] - counts[:-kh, kw:] == counts[kh:, :-kw] - counts[:-kh, :-kw]


def _spectrum(kernel: np.ndarray, shape: list[int]) -> np.ndarray:
    from scipy import fft

    return fft.rfft2(kernel[::-1, ::-1], shape)


def _product_of_spectra(tile: np.ndarray, spectrum: np.ndarray, kernel_shape, shape: list[int]) -> np.ndarray:
    """A product of spectra is a *circular* convolution; the part of it that wraps around the edge is cut off."""
    from scipy import fft

    product = fft.rfft2(tile, shape)
    product *= spectrum
    rows, columns = (slice(k - 1, n) for k, n in zip(kernel_shape, tile.shape, strict=True))
    return fft.irfft2(product, shape, overwrite_x=True)[rows, columns]


def _window(start: int, length: int, size: int) -> tuple[slice, tuple[int, int]]:
    """Return the samples of a window that may reach beyond both ends, and how many of its samples lie beyond each."""
    return slice(max(start, 0), start + length), (max(-start, 0), max(start + length - size, 0))


def _tile(height: int, width: int, kh: int, kw: int) -> tuple[int, int]:
    """Divide the result into equal tiles, large against the kernel and small against the cache."""
    down = _divide(height, max(_TILE, 3 * kh))
    return down, _divide(width, max(_TILE**2 // down, 3 * kw))


def _divide(length: int, at_most: int) -> int:
    parts = -(-length // at_most)
    return -(-length // parts)


def _is_safe(image: np.ndarray, kernel: np.ndarray) -> bool:
    """Whether no number is NaN or infinite, which an FFT would spread, and no square leaves the range of the dtype."""
    limits = np.finfo(image.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        largest = max(image.max(), -image.min())
        bound = largest * max(np.abs(kernel).sum(), 1) * image.size
    return bool(largest >= np.sqrt(limits.tiny) / limits.eps and bound < np.sqrt(limits.max))


def _is_whole(array: np.ndarray) -> bool:
    return np.array_equal(array, np.rint(array))


def _rounds_right(image: np.ndarray, kernel: np.ndarray) -> bool:
    """Whether an FFT in ``float64`` errs by less than a quarter (Percival, 2003, for 2^40 values), which rounding mends."""
    with np.errstate(over="ignore"):
        return bool(np.linalg.norm(image) * np.linalg.norm(kernel) < 2.0**41)
