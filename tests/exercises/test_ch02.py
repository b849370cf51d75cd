"""The checks of chapter 02: right answers pass, each wrong one gets the hint that names its mistake."""

import math
from collections import Counter

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage, signal

from course_utils import convolution
from course_utils.exercises import Exercise, Prediction, ch02

# -------------------------------------------------------------------------------------------------------- right answers


def _sampled_by_loop(f_samples, g_samples, dx):
    n, m = len(f_samples), len(g_samples)
    result = []
    for k in range(n + m - 1):
        total = 0
        for i in range(n):
            if 0 <= k - i < m:
                total += f_samples[i] * g_samples[k - i]
        result.append(total * dx)
    return result


def _average_by_cumsum(x, width):
    total = np.concatenate([[0], np.cumsum(x)])
    return (total[width:] - total[:-width]) / width


def _average_by_loop(x, width):
    means = []
    for start in range(len(x) - width + 1):
        window = x[start : start + width]
        means.append(sum(window) / len(window))
    return means


def _windows(n, k, s):
    return len(range(0, n, s))


def _grid_by_four_loops(image, kernel):
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for m in range(kernel.shape[0]):
                for n in range(kernel.shape[1]):
                    result[i, j] += image[i + m, j + n] * kernel[-1 - m, -1 - n]
    return result


def _grid_by_windows(image, kernel):
    return np.einsum("ijmn,mn->ij", sliding_window_view(image, kernel.shape) * 1.0, np.rot90(kernel, 2))


def _grid_by_fft(image, kernel):
    shape = [n + k - 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    full = np.fft.irfft2(np.fft.rfft2(image, shape) * np.fft.rfft2(kernel, shape), shape)
    return full[kernel.shape[0] - 1 : image.shape[0], kernel.shape[1] - 1 : image.shape[1]]


def _grid_as_lists(image, kernel):
    return _grid_by_four_loops(image, kernel).tolist()


def _separate_by_svd(kernel):
    u, s, vt = np.linalg.svd(kernel)
    return u[:, 0] * np.sqrt(s[0]), vt[0] * np.sqrt(s[0])


def _separate_by_pivot(kernel):
    i, j = np.unravel_index(np.argmax(np.abs(kernel)), kernel.shape)
    return kernel[:, j], kernel[i] / kernel[i, j]


def _separate_by_first_row(kernel):
    for row in kernel:
        for j, entry in enumerate(row):
            if entry != 0:
                return [list(kernel[:, j]), list(row / entry)]
    return None


def _separate_as_in_the_chapter(kernel):
    i, j = np.argwhere(kernel)[0]
    return kernel[:, j] / kernel[i, j], kernel[i]


def _separate_as_matrices(kernel):
    column, row = _separate_by_pivot(kernel)
    return -column[:, None], -row[None, :]


def _by_impulse(operation):
    return "convolution" if list(operation([1, 0, 0], [1, 2, 3]))[:3] == [1, 2, 3] else "correlation"


def _by_comparison(operation):
    signal_, kernel = np.array([1.0, 4, 2]), np.array([0.0, 1, 3])
    return "convolution" if np.allclose(operation(signal_, kernel), np.convolve(signal_, kernel)) else "correlation"


def _by_commuting(operation):
    a, b = [1, 2, 5], [3, 0, 1]
    return "convolution" if np.array_equal(operation(a, b), operation(b, a)) else "correlation"


def _by_keyword(operation):
    return np.str_("convolution" if operation(signal=[1], kernel=[1, 2])[0] == 1 else "correlation")


def _same_by_loops(image, kernel, rows=None, columns=None, flip=False, dtype=float):
    """The repaired function, or the given one with some of its bugs."""
    rows, columns = (k // 2 if zeros is None else zeros for k, zeros in zip(kernel.shape, (rows, columns), strict=True))
    padded = np.pad(image, ((rows, rows), (columns, columns)))
    result = np.zeros(image.shape, dtype)
    for i, j in np.ndindex(image.shape):
        window = padded[i : i + kernel.shape[0], j : j + kernel.shape[1]]
        result[i, j] = (window * (kernel[::-1, ::-1] if flip else kernel)).sum()
    return result


def _same_by_taps(image, kernel):
    (height, width), (rows, columns) = image.shape, kernel.shape
    padded = np.pad(image.astype(float), [(rows // 2, rows // 2), (columns // 2, columns // 2)])
    result = 0
    for (m, n), tap in np.ndenumerate(kernel):
        result = result + tap * padded[m : m + height, n : n + width]
    return result


RIGHT = [
    ("sampled_convolution", _sampled_by_loop),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g) * dx),
    ("sampled_convolution", lambda f, g, dx: np.convolve(g, f, mode="full") * dx),
    ("sampled_convolution", lambda f, g, dx: [float(x) for x in signal.fftconvolve(f, g) * dx]),
    ("sampled_convolution", lambda f, g, dx: convolution.convolve1d(np.multiply(f, dx), g)),
    ("moving_average", _average_by_loop),
    ("moving_average", _average_by_cumsum),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / w, mode="valid")),
    ("moving_average", lambda x, w: sliding_window_view(x, w).mean(axis=1)),
    ("moving_average", lambda x, w: tuple(np.mean(x[i : i + w]) for i in range(len(x) - w + 1))),
    ("reach", lambda n, k, s: -(-n // s)),
    ("reach", lambda n, k, s: math.ceil(n / s)),
    ("reach", lambda n, k, s: np.ceil(n / s)),
    ("reach", lambda n, k, s: (n - 1) // s + 1),
    ("reach", lambda n, k, s: (n + (k - 1) - k) // s + 1),
    ("reach", lambda n, k, s: convolution.output_size(n, k, s, "same")),
    ("reach", _windows),
    ("convolve_grid", _grid_by_four_loops),
    ("convolve_grid", _grid_by_windows),
    ("convolve_grid", _grid_by_fft),
    ("convolve_grid", _grid_as_lists),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image * 1.0, kernel, mode="valid")),
    ("convolve_grid", lambda image, kernel: signal.correlate2d(image, np.flip(kernel) * 1.0, mode="valid")),
    ("separate", _separate_by_svd),
    ("separate", _separate_by_pivot),
    ("separate", _separate_by_first_row),
    ("separate", _separate_as_in_the_chapter),
    ("separate", lambda kernel: [part.tolist() for part in _separate_by_pivot(kernel)]),
    ("which_is_it", _by_impulse),
    ("which_is_it", _by_comparison),
    ("which_is_it", _by_commuting),
    ("which_is_it", _by_keyword),
    ("which_is_it", lambda operation: "convolution" if operation([1, 0], [1, 2])[0] == 1 else "correlation"),
    ("filter_same", _same_by_loops),
    ("filter_same", _same_by_taps),
    ("filter_same", lambda image, kernel: ndimage.correlate(image * 1.0, kernel, mode="constant")),
    ("filter_same", lambda image, kernel: signal.correlate2d(image * 1.0, kernel * 1.0, mode="same")),
    ("filter_same", lambda image, kernel: convolution.correlate2d(image, kernel, "same").tolist()),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _grid(flip=lambda kernel: kernel[::-1, ::-1], size=None, result=np.zeros):
    """A learner's loops, with a choice of mistakes."""

    def answer(image, kernel):
        k = flip(kernel)
        shape = size(image, kernel) if size else np.subtract(image.shape, k.shape) + 1
        total = result(tuple(shape))
        for i in range(shape[0]):
            for j in range(shape[1]):
                total[i, j] = (image[i : i + k.shape[0], j : j + k.shape[1]] * k).sum()
        return total

    return answer


def _keeps_dtype(image, kernel):
    return _grid(result=lambda shape: np.zeros(shape, image.dtype))(image, kernel)


def _leaves_zeros(image, kernel):
    inner = _grid()(image, kernel)
    total = np.zeros(image.shape)
    total[: inner.shape[0], : inner.shape[1]] = inner
    return total


def _flips_in_place(image, kernel):
    kernel[:] = kernel[::-1, ::-1].copy()
    return signal.correlate2d(image, kernel, mode="valid")


def _loops_over_swapped_axes(image, kernel):
    height, width = image.shape[1] - kernel.shape[1] + 1, image.shape[0] - kernel.shape[0] + 1
    total = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            total[i, j] = (image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel[::-1, ::-1]).sum()
    return total


def _unscaled_svd(kernel):
    u, _, vt = np.linalg.svd(kernel)
    return u[:, 0], vt[0]


def _at_largest(kernel):
    i, j = np.unravel_index(kernel.argmax(), kernel.shape)
    return kernel[:, j] / kernel[i, j], kernel[i]


def _at_first_positive(kernel):
    i, j = np.argwhere(kernel > 0)[0]
    return kernel[:, j] / kernel[i, j], kernel[i]


def _at_first_of(rows):
    def answer(kernel):
        places = np.argwhere(kernel[:rows])
        i, j = places[0] if len(places) else (0, 0)
        return (kernel[:, j] / kernel[i, j] if len(places) else kernel[:, 0]), kernel[i]

    return answer


def _with_row(place):
    def answer(kernel):
        row = kernel[place(kernel)]
        return kernel @ row / (row @ row), row

    return answer


def _first_pivot(kernel):
    return kernel[:, 0] / kernel[0, 0], kernel[0, :]


def _sums(kernel):
    return kernel.sum(axis=1), kernel.sum(axis=0) / kernel.sum()


def _symmetric_probe(operation):
    given, kernel = [1, 2, 3], [1, 2, 1]
    return "convolution" if np.allclose(operation(given, kernel), np.convolve(given, kernel)) else "correlation"


def _inverted(operation):
    return "correlation" if operation([1, 0], [1, 2])[0] == 1 else "convolution"


def _two_axes(operation):
    return "convolution" if operation([[1, 0]], [[1, 2]])[0] == 1 else "correlation"


def _reads_attributes(operation):
    operation([1, 0], [1, 2])
    return "convolution" if operation.flips else "correlation"


def _always(word):
    def answer(operation):
        operation([1, 0], [1, 2])
        return word

    return answer


def _negative_index(f, g, dx):
    result = []
    for k in range(len(f) + len(g) - 1):
        total = 0
        for i in range(len(f)):
            if k - i < len(g):
                total += f[i] * g[k - i]
        result.append(total * dx)
    return result


def _average_in_signals_dtype(x, w):
    result = np.zeros_like(x)[: len(x) - w + 1]
    for i in range(len(result)):
        result[i] = sum(x[i : i + w]) / w
    return result


def _average_in_int_array(x, w):
    result = np.zeros(len(x) - w + 1, int)
    for i in range(len(result)):
        result[i] = sum(x[i : i + w]) / w
    return result


def _shrinking(x, w):
    return [sum(x[i : i + w]) / len(x[i : i + w]) for i in range(len(x))]


def _begins_at_zero(image, kernel):
    rows, columns = np.subtract(image.shape, kernel.shape) + 1
    return signal.convolve2d(image, kernel)[:rows, :columns]


def _suspicious(square=True, flip=True, narrow=True):
    """As the task gives it, with some of its three bugs repaired."""

    def answer(image, kernel):
        columns = len(kernel) // 2 if square else None
        dtype = image.dtype if narrow else float
        return _same_by_loops(image, kernel, columns=columns, flip=flip, dtype=dtype)

    return answer


WRONG = [
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g), "the bare sum"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g) * dx * dx, "`dx` counts twice"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g) / dx, "You divide by `dx`"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g) + dx, "You add `dx`"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g, "same") * dx, "mode `same`"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f, g, "valid") * dx, "mode `valid`"),
    ("sampled_convolution", lambda f, g, dx: np.correlate(f, g, "full") * dx, "the cross-correlation"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f[::-1], g) * dx, "the cross-correlation"),
    ("sampled_convolution", lambda f, g, dx: np.convolve(f[::-1], g[::-1]) * dx, "runs backwards"),
    ("sampled_convolution", lambda f, g, dx: [a * b * dx for a, b in zip(f, g)], "sample by sample"),  # noqa: B905
    ("sampled_convolution", lambda f, g, dx: np.array(f) * np.array(g) * dx, "sample by sample"),
    ("sampled_convolution", lambda f, g, dx: sum(np.convolve(f, g)) * dx, "add up the whole result"),
    ("sampled_convolution", lambda f, g, dx: np.polymul(f, g) * dx, "Zeros at an end are left out"),
    ("sampled_convolution", lambda f, g, dx: np.polynomial.polynomial.polymul(f, g) * dx, "Zeros at an end are left out"),
    ("sampled_convolution", lambda f, g, dx: np.round(np.convolve(f, g) * dx, 3), "You are close"),
    ("sampled_convolution", _negative_index, "A negative index"),
    ("sampled_convolution", lambda f, g, dx: -np.convolve(f, g) * dx, "Only the sign"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w), "valid"), "sums, not means"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / w, "same"), "mode `same`"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / w), "mode `full`"),
    ("moving_average", lambda x, w: [np.mean(x[i : i + w + 1]) for i in range(len(x) - w)], "too long"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / w, "valid")[:-1], "last window is missing"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / w, "valid")[1:], "first window is missing"),
    ("moving_average", lambda x, w: np.convolve(x, np.ones(w) / len(x), "valid"), "length of the signal"),
    ("moving_average", lambda x, w: sum(x) / len(x), "one mean for the whole signal"),
    ("moving_average", lambda x, w: np.cumsum(x) / np.arange(1, len(x) + 1), "all samples so far"),
    ("moving_average", lambda x, w: np.median(sliding_window_view(x, w), axis=1), "the median"),
    ("moving_average", _shrinking, "shorter than `width`"),
    ("moving_average", lambda x, w: sliding_window_view(x, w)[::w].mean(axis=1), "do not overlap"),
    ("moving_average", lambda x, w: sliding_window_view(x, w).sum(axis=1) // w, "cut down to whole"),
    ("moving_average", lambda x, w: [int(sum(x[i : i + w]) / w) for i in range(len(x) - w + 1)], "cut down to whole"),
    ("moving_average", _average_in_int_array, "cut down to whole"),
    ("moving_average", _average_in_signals_dtype, "takes the dtype of the signal"),
    ("moving_average", lambda x, w: sliding_window_view(x, w).max(axis=1), "largest of each window"),
    ("moving_average", lambda x, w: sliding_window_view(x, w).mean(axis=1)[::-1], "reverse order"),
    ("reach", lambda n, k, s: n // s, "a last, partly covered window still counts"),
    ("reach", lambda n, k, s: (n - k) // s + 1, "`valid`, where every window lies inside"),
    ("reach", lambda n, k, s: math.floor((n + 0 - 1 * (k - 1) - 1) / s) + 1, "`valid`, where every window lies inside"),
    ("reach", lambda n, k, s: n // s + 1, "You always count one more"),
    ("reach", lambda n, k, s: (n - 1) // s, "One window is missing"),
    ("reach", lambda n, k, s: str(-(-n // s)), "Text in quotes"),
    ("reach", lambda n, k, s: n, "the length for stride 1"),
    ("reach", lambda n, k, s: n - k + 1, "`valid` with stride 1"),
    ("reach", lambda n, k, s: n + k - 1, "`full` with stride 1"),
    ("reach", lambda n, k, s: math.ceil((n + k - 1) / s), "That is `full`. "),
    ("reach", lambda n, k, s: n / s, "A length is a whole number"),
    ("reach", lambda n, k, s: round(n / s), "to the nearest"),
    ("reach", lambda n, k, s: (n + 2 * (k // 2) - k) // s + 1, "the same on both sides"),
    ("reach", lambda n, k, s: int(n / s + 0.9), "where each window begins"),
    ("reach", lambda n, k, s: int(n / s + 0.99), "where each window begins"),
    ("reach", lambda n, k, s: round(n / s + 0.49), "where each window begins"),
    ("reach", lambda n, k, s: len(np.convolve(np.ones(n), np.ones(k), "same")[::s]), "the longer of the two"),
    ("reach", lambda n, k, s: n // k, "by the kernel's size"),
    ("reach", lambda n, k, s: 34, "same for every case"),
    ("convolve_grid", lambda image, kernel: signal.correlate2d(image, kernel, "valid"), "is not flipped"),
    ("convolve_grid", _grid(flip=lambda kernel: kernel), "is not flipped"),
    ("convolve_grid", _grid(flip=lambda kernel: kernel[::-1]), "flip the rows only"),
    ("convolve_grid", _grid(flip=lambda kernel: kernel[:, ::-1]), "flip the columns only"),
    ("convolve_grid", _grid(flip=np.transpose), "transpose the kernel"),
    ("convolve_grid", _grid(flip=np.rot90), "by a quarter"),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image, kernel), "mode `full`"),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image, kernel, "same"), "mode `same`"),
    ("convolve_grid", lambda image, kernel: ndimage.convolve(image * 1.0, kernel, mode="constant"), "mode `same`"),
    ("convolve_grid", _begins_at_zero, "is S(0, 0)"),
    ("convolve_grid", _leaves_zeros, "with zeros left over"),
    ("convolve_grid", _grid(size=lambda a, k: np.subtract(a.shape, k.shape)), "last row and the last column"),
    ("convolve_grid", _grid(size=lambda a, k: [len(a) - len(k) + 1] * 2), "one size for both axes"),
    ("convolve_grid", _loops_over_swapped_axes, "Height and width of the result are swapped"),
    ("convolve_grid", _keeps_dtype, "takes the dtype of the image"),
    ("convolve_grid", _grid(result=lambda shape: np.zeros(shape, int)), "cut down to whole numbers"),
    ("convolve_grid", lambda image, kernel: _grid()(image, kernel.astype(int)), "cut the kernel down"),
    ("convolve_grid", lambda image, kernel: _grid()(image.astype(int), kernel), "cut the image down"),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image, kernel / kernel.size, "valid"), "You take means"),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image, kernel, "valid").astype("u1"), "wraps around"),
    ("convolve_grid", _flips_in_place, "Which line writes into it"),
    ("convolve_grid", lambda image, kernel: _grid()(image, kernel).T, "transposed"),
    ("separate", lambda kernel: _separate_by_pivot(kernel)[::-1], "Column and row are swapped"),
    ("separate", lambda kernel: (kernel[:, 0], kernel[0]), "common entry counts twice"),
    ("separate", _first_pivot, "divide by the first entry"),
    ("separate", lambda kernel: (kernel[:, -1] / kernel[-1, -1], kernel[-1]), "entry at one fixed place"),
    ("separate", lambda kernel: (kernel[:, -1] / kernel[1, -1], kernel[1]), "entry at one fixed place"),
    ("separate", _with_row(lambda kernel: 0), "row at one fixed place"),
    ("separate", _with_row(lambda kernel: 1), "row at one fixed place"),
    ("separate", _with_row(lambda kernel: -1), "row at one fixed place"),
    ("separate", _with_row(lambda kernel: len(kernel) // 2), "row at one fixed place"),
    ("separate", _at_largest, "No entry of this kernel is above 0"),
    ("separate", _at_first_positive, "No entry of this kernel is above 0"),
    ("separate", _separate_as_matrices, "How many axes do yours have"),
    ("separate", lambda kernel: (part for part in _separate_by_pivot(kernel)), "Which two vectors"),
    ("separate", _sums, "divide by the sum of the kernel"),
    ("separate", lambda kernel: (kernel.sum(axis=1), kernel.sum(axis=0)), "the total counts twice"),
    ("separate", lambda kernel: (kernel.mean(axis=1), kernel.mean(axis=0)), "means of rows and columns"),
    ("separate", _unscaled_svd, "have length 1"),
    ("separate", lambda kernel: (np.ones(len(kernel)), kernel[0]), "equal rows"),
    ("separate", lambda kernel: kernel[:, 0], "Which two vectors"),
    ("separate", lambda kernel: (kernel, kernel), "How many numbers are in a column"),
    ("separate", lambda kernel: None if len(kernel) else 1, "forget `return`"),
    ("which_is_it", _two_axes, "How many pairs of brackets"),
    ("which_is_it", _reads_attributes, "Try this case in a cell of its own"),
    ("which_is_it", _inverted, "the wrong way round"),
    ("which_is_it", _symmetric_probe, "Your probe is symmetric"),
    ("which_is_it", lambda operation: "convolution", "feed to the black box"),
    ("which_is_it", _always("convolution"), "You always say convolution"),
    ("which_is_it", _always("correlation"), "You always say correlation"),
    ("which_is_it", lambda operation: operation([1, 0], [1, 2])[0] == 1, "A truth value"),
    ("which_is_it", lambda operation: operation([1, 0], [1, 2])[0] != 1, "A truth value"),
    ("which_is_it", _always("a filter"), "one of these words"),
    ("which_is_it", lambda operation: _by_impulse(operation).capitalize(), "one of these words"),
    ("which_is_it", lambda operation: _by_impulse(operation).replace("corr", "cross-corr"), "one of these words"),
    ("sampled_convolution", lambda f, g, dx: np.round(np.convolve(f, g) * dx, 6), "You are close"),
    ("moving_average", lambda x, w: abs(sliding_window_view(x, w).mean(axis=1)), "Write the first window down"),
    ("moving_average", lambda x, w: _average_by_loop(np.abs(x), w), "Write the first window down"),
    ("reach", lambda n, k, s: n // s + 1 if s > k else -(-n // s), "where each window begins"),
    ("reach", lambda n, k, s: min(-(-n // s), 100), "where each window begins"),
    ("convolve_grid", lambda image, kernel: signal.convolve2d(image.astype(int), kernel, "valid"), "cut the image down"),
    ("convolve_grid", lambda image, kernel: _grid()(image, kernel).round(4), "rounds on the way"),
    ("convolve_grid", lambda image, kernel: _grid()(abs(image.astype(float)), kernel), "Write S at the first position"),
    ("separate", _with_row(lambda kernel: 0 if kernel[0].any() else len(kernel) - 1), "divide by zero"),
    ("separate", _at_first_of(2), "multiple of one row"),
    ("separate", _at_first_of(3), "multiple of one row"),
    ("filter_same", _suspicious(), "All three bugs"),
    ("filter_same", _suspicious(square=False), "has the dtype of the image"),
    ("filter_same", _suspicious(flip=False), "has the dtype of the image"),
    ("filter_same", _suspicious(square=False, flip=False), "has the dtype of the image"),
    ("filter_same", _suspicious(narrow=False), "Your kernel is flipped"),
    ("filter_same", _suspicious(square=False, narrow=False), "Your kernel is flipped"),
    ("filter_same", _suspicious(flip=False, narrow=False), "You pad both axes alike"),
    ("filter_same", lambda a, k: _same_by_loops(a, k, k.shape[1] // 2, len(k) // 2), "of the frame are swapped"),
    ("filter_same", lambda a, k: signal.correlate2d(a * 1.0, k, mode="valid"), "mode `valid`"),
    ("filter_same", lambda a, k: signal.correlate2d(a * 1.0, k), "mode `full`"),
    ("filter_same", lambda a, k: signal.convolve2d(a * 1.0, k, mode="same"), "Your kernel is flipped"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    report = getattr(ch02, name)(answer)
    assert report.correct, report


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG)
def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(name, answer, fragment):
    report = getattr(ch02, name)(answer)
    assert not report.correct
    assert {other for of, _, other in WRONG if of == name and other in report.hint} == {fragment}
    assert report.hint.endswith("?")


def test_every_exercise_has_right_and_wrong_answers_and_a_number():
    found = {name: exercise for name, exercise in vars(ch02).items() if isinstance(exercise, Exercise)}
    right, wrong = (Counter(name for name, *_ in answers) for answers in (RIGHT, WRONG))
    assert sorted(exercise.number for exercise in found.values()) == [f"2.{i + 1}" for i in range(len(found))]
    for name in found:
        assert found[name].name == name
        assert right[name] >= 2
        assert wrong[name] >= 4


def test_the_report_of_reach_reads_as_in_the_style_guide():
    assert str(ch02.reach(lambda n, k, s: n // s)).splitlines()[:2] == [
        "2.5 · ✗ Not yet — for n=10, k=3, s=3 you gave 3 and the result has 4 samples.",
        "Hint: `same` pads, so a last, partly covered window still counts. Which way do you round?",
    ]


def test_right_values_from_a_changed_kernel_are_told_so():
    assert "your result is right, but your function changed its input `kernel`" in ch02.convolve_grid(_flips_in_place).message


PREDICTIONS = {
    "recall_pairs": (17, 56, 11),
    "recall_flip": (3, 5, 7),
    "recall_support": (4, 3, 5),
    "recall_area": (3, 6.5),
    "recall_order": ("b", "a", "c", "d"),
    "length_of_full": (39, 40, 20, 400),
    "largest_sum": (10, 1, 20),
    "values_on_a_grid": (6, 12, 20, 2),
    "learned_weights": ("b", "a", "c"),
    "size_with_stride": (10, 28, 11, 9),
    "shuffled_pixels": ("b", "a", "c", "d"),
    "summary_dx": ("b", "a", "c"),
    "summary_size": (22, 21, 25),
    "summary_impulse": ("b", "a", "c"),
    "summary_same": (2, 1, 3),
}


@pytest.mark.parametrize("name", PREDICTIONS)
def test_a_prediction_knows_the_answer_and_each_slip(name):
    prediction, (answer, *slips) = getattr(ch02, name), PREDICTIONS[name]
    assert prediction(answer).correct
    said = {str(prediction(slip)) for slip in slips}
    assert len(said) == len(slips)
    assert all(report.startswith("✗ Not quite") and "it is not" not in report for report in said)
    assert set(prediction.slips) | (set(prediction.options) - {prediction.answer}) == set(slips)


def test_every_prediction_is_tested():
    assert {name for name, each in vars(ch02).items() if isinstance(each, Prediction)} == set(PREDICTIONS)


def test_the_predicted_numbers_are_those_of_the_chapter():
    x = -1 + (np.arange(20) + 0.5) * 0.1
    sums = np.convolve(np.ones(20), 1 - (x + 1) / 2)
    assert len(sums) == ch02.length_of_full.answer
    assert sums.max() == pytest.approx(ch02.largest_sum.answer)
    assert signal.convolve2d(np.ones((3, 4)), np.ones((2, 2)), "valid").size == ch02.values_on_a_grid.answer
    assert convolution.output_size(32, 5, stride=3) == ch02.size_with_stride.answer
    assert convolution.output_size(50, 7, stride=2) == ch02.summary_size.answer
    ten = np.zeros((1, 10, 1, 1))
    ten[0, 9] = 1
    last = convolution.conv2d(ten, np.arange(4.0).reshape(4, 1, 1, 1), padding="same")[0, -1, 0, 0]
    assert 3 - last == ch02.summary_same.answer
