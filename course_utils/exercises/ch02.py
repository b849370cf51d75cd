"""Checks of chapter 02, Turn the integral into a sum."""

import numpy as np

from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch02 import *
from .references import correlate as _correlate_grid
from .references import full, pair
from .report import show as _show

_RANDOM = np.random.default_rng(2)


def _full(signal, kernel):
    return np.convolve(np.asarray(signal, float), np.asarray(kernel, float))


# --------------------------------------------------------------------------------------------- 2.1 sampled convolution


def _sampled_convolution(f_samples, g_samples, dx):
    return _full(f_samples, g_samples) * dx


def _wrapping_index(f, g, dx):
    """Forget that k - i must not be negative."""
    places = range(len(f) + len(g) - 1)
    return [sum(f[i] * g[k - i] for i in range(len(f)) if k - i < len(g)) * dx for k in places]


_MULTIPLY_SAMPLES = "You multiply sample by sample. Where do you slide one of them over the other?"
_CORRELATION = "That is the cross-correlation: nothing is flipped. Which way does `np.convolve` read its second argument?"
sampled_convolution = Exercise(
    "2.1",
    "sampled_convolution",
    "Do not forget the width",
    reference=_sampled_convolution,
    cases=[
        ([1, 2, 3], [1, 0, -1, 2], 0.5),
        ([0.5, 1.5, 1.0], [2.0, -1.0], 0.25),
        (np.array([1.0, 3.0, 2.0]), np.array([0.5, 0.25, 1.0]), 0.1),
        (np.array([1, 2, 0.5], np.float32), np.array([3, 1], np.float32), 0.5),
        ([2, 1], [3], 0.1),
        (np.array([1, 4, 2]), np.array([2, 1, 5, 3]), 2),
    ]
    + [(f, g, 0.2) for f, g in [(_RANDOM.integers(-5, 5, 4) / 2, _RANDOM.integers(-5, 5, 3) / 2) for _ in range(2)]]
    + [([0, 2, 1], [1, 3], 0.5), ([1, 2], [2, 4, 0], 0.0123)]
    + [([0.123456789, -700.3, 0], [90.7, 2 / 3, -500.1], 0.3), ([1 / 3, -2.0], [0.7, 1.1 / 7], 0.9)],
    mistakes=[
        Mistake(lambda f, g, dx: _full(f, g), "That is the bare sum. What turns heights into areas?"),
        Mistake(lambda f, g, dx: _full(f, g) * dx**2, "`dx` counts twice. How many integrals does a convolution have?"),
        Mistake(lambda f, g, dx: _full(f, g) / dx, "You divide by `dx`. Do narrower strips have a larger area?"),
        Mistake(lambda f, g, dx: _full(f, g) + dx, "You add `dx`. How does a height become an area?"),
        Mistake(lambda f, g, dx: np.convolve(f, g, "same") * dx, "The ends are cut off (mode `same`). How wide is `full`?"),
        Mistake(lambda f, g, dx: np.convolve(f, g, "valid") * dx, "Most of it is cut off (mode `valid`). How wide is `full`?"),
        Mistake(lambda f, g, dx: np.correlate(f, g, "full") * dx, _CORRELATION),
        Mistake(lambda f, g, dx: _full(f[::-1], g) * dx, _CORRELATION),
        Mistake(lambda f, g, dx: _full(f, g)[::-1] * dx, "Your result runs backwards. How many of the two do you flip?"),
        Mistake(lambda f, g, dx: [a * b * dx for a, b in zip(f, g, strict=False)], _MULTIPLY_SAMPLES),
        Mistake(lambda f, g, dx: np.multiply(f, g) * dx, _MULTIPLY_SAMPLES),
        *(
            Mistake(
                lambda f, g, dx, ends=ends: np.trim_zeros(_full(f, g), ends) * dx,
                "Zeros at an end are left out. Does a value of 0 still have its place in the result?",
            )
            for ends in ("f", "b", "fb")
        ),
        Mistake(_wrapping_index, "A negative index counts from the end. For which i is k − i below 0?"),
        Mistake(lambda f, g, dx: _full(f, g).sum() * dx, "You add up the whole result. One number, or one for each place?"),
    ],
    correct="with `dx` the sum of products approximates the integral, however fine the samples are.",
    hint="Work out the first two values on paper. Which products belong to each, and by what are they multiplied?",
    stronger="`np.convolve` gives all sums of products. Every product is the height of a strip of width dx.",
)

# --------------------------------------------------------------------------------------------------- 2.2 moving average


def _moving_average(signal, width):
    return [sum(signal[i : i + width]) / width for i in range(len(signal) - width + 1)]


def _window(width):
    return np.full(width, 1 / width)


moving_average = Exercise(
    "2.2",
    "moving_average",
    "Smooth with a window",
    reference=_moving_average,
    cases=[
        ([1, 2, 6, 3, 4], 3),
        ([2, 4, 4, 10], 2),
        (np.array([0.5, 1.5, 4.0, 1.0, 0.0, 3.0]), 4),
        (np.array([3, 1, 4, 1, 5, 9], np.float32), 3),
        (np.array([1, 0, 0, 5]), 1),
        ([7.0, 1.0, 4.0], 3),
    ]
    + [(x, w) for x, w in [(_RANDOM.integers(0, 20, 8), 3), (_RANDOM.integers(0, 20, 9) / 2, 5)]]
    + [([-1, 0, 4, 3, -7], 2), (np.array([70000, 300, -40000, 5, 0]), 3), ([7, 6, 1, 4], 3), ([1.1, -2 / 3, 0, 4 / 7], 2)],
    mistakes=[
        Mistake(lambda x, w: np.convolve(x, np.ones(w), "valid"), "These are sums, not means. What do the weights add up to?"),
        Mistake(
            lambda x, w: np.convolve(x, _window(w), "same"),
            "Windows that stick out count zeros at the ends (mode `same`). How many windows lie inside?",
        ),
        Mistake(
            lambda x, w: np.convolve(x, _window(w)),
            "Windows that stick out count zeros at the ends (mode `full`). How many windows lie inside?",
        ),
        Mistake(lambda x, w: _moving_average(x, w - 1), "Your window is one sample too short. Where does `i : i + width` end?"),
        Mistake(lambda x, w: _moving_average(x, w + 1), "Your window is one sample too long. Where does `i : i + width` end?"),
        Mistake(
            lambda x, w: _moving_average(x, w)[:-1],
            "The last window is missing. How many windows fit: len(signal) − width, or one more?",
        ),
        Mistake(lambda x, w: _moving_average(x, w)[1:], "The first window is missing. Where does Python begin to count?"),
        Mistake(
            lambda x, w: np.convolve(x, np.ones(w), "valid") / len(x),
            "You divide by the length of the signal. How many samples are in one window?",
        ),
        Mistake(lambda x, w: sum(x) / len(x), "That is one mean for the whole signal. Where does the window slide?"),
        Mistake(lambda x, w: np.cumsum(x) / np.arange(1, len(x) + 1), "Your mean takes in all samples so far. Which drop out?"),
        Mistake(
            lambda x, w: [np.median(x[i : i + w]) for i in range(len(x) - w + 1)],
            "That is the median. How does the mean weigh the samples?",
        ),
        Mistake(
            lambda x, w: [np.mean(x[i : i + w]) for i in range(len(x))],
            "At the end your windows are shorter than `width`. At which position does the last whole window begin?",
        ),
        Mistake(
            lambda x, w: [np.mean(x[i : i + w]) for i in range(0, len(x) - w + 1, w)],
            "Your windows do not overlap. How far does the window move in each step?",
        ),
        Mistake(
            lambda x, w: [sum(x[i : i + w]) // w for i in range(len(x) - w + 1)],
            "Your means are cut down to whole numbers. Which drops the fractions: `//`, `int` or the dtype of an array?",
        ),
        Mistake(
            lambda x, w: np.array(_moving_average(x, w)).astype(np.asarray(x).dtype),
            "Your result takes the dtype of the signal. Can it hold the mean of 1 and 2?",
        ),
        Mistake(
            lambda x, w: [max(x[i : i + w]) for i in range(len(x) - w + 1)],
            "That is the largest of each window. What does an average do?",
        ),
    ],
    correct="each value is the mean of one whole window, and the weights add up to 1.",
    hint="Write the first window down. Which samples are in it, and what is their mean?",
    stronger="A window begins at each i from 0 to len(signal) − width. Its mean is the sum of signal[i : i + width] / width.",
)

# ------------------------------------------------------------------------------------------------------------ 2.5 reach


def _reach(n, k, s):
    return (n + s - 1) // s


reach = Exercise(
    "2.5",
    "reach",
    "How far does it reach?",
    reference=_reach,
    cases=[(10, 3, 3), (10, 3, 4), (7, 4, 2), (12, 5, 4), (9, 2, 1), (5, 6, 7), (28, 5, 3), (100, 7, 3)]
    + [tuple(sizes) for sizes in _RANDOM.integers([20, 1, 2], [90, 9, 8], (4, 3)).tolist()]
    + [(1001, 7, 100), (1001, 7, 1000), (3, 6, 2), (1, 3, 2), (24, 3, 8), (30_000_001, 7, 30_000_000), (70_001, 4, 2)],
    expects="the result has {} samples",
    mistakes=[
        Mistake(lambda n, k, s: n // s, "`same` pads, so a last, partly covered window still counts. Which way do you round?"),
        Mistake(lambda n, k, s: (n - k) // s + 1, "That is `valid`, where every window lies inside. What does `same` add?"),
        Mistake(lambda n, k, s: n // s + 1, "You always count one more. What if s divides n without a rest?"),
        Mistake(lambda n, k, s: (n - 1) // s, "One window is missing. Does the one that begins at 0 count?"),
        Mistake(lambda n, k, s: n, "That is the length for stride 1. Where does `s` come in?"),
        Mistake(lambda n, k, s: n - k + 1, "That is `valid` with stride 1. What do the padding and `s` do?"),
        Mistake(lambda n, k, s: n + k - 1, "That is `full` with stride 1. How much does `same` pad, and where is `s`?"),
        Mistake(lambda n, k, s: -(-(n + k - 1) // s), "That is `full`. How much padding does `same` take?"),
        Mistake(lambda n, k, s: (n + k - 1) // s, "That is `full`. How much padding does `same` take?"),
        Mistake(lambda n, k, s: n / s, "A length is a whole number. Which way do you round n / s?"),
        Mistake(lambda n, k, s: round(n / s), "You round to the nearest. Does a window that starts near the end count?"),
        Mistake(
            lambda n, k, s: -(-max(n, k) // s),
            "`np.convolve` with `same` keeps the longer of the two. What if the kernel is longer than the signal?",
        ),
        Mistake(lambda n, k, s: n // k, "You divide by the kernel's size. Which number says how far the window moves?"),
        Mistake(lambda n, k, s: -(-n // k), "You divide by the kernel's size. Which number says how far the window moves?"),
        Mistake(
            lambda n, k, s: (n + 2 * (k // 2) - k) // s + 1,
            "You pad the same on both sides, which fails for an even kernel. How many zeros does `same` need in all?",
        ),
        Mistake(
            lambda n, k, s: (n + 2 * ((k - 1) // 2) - k) // s + 1,
            "You pad the same on both sides, which fails for an even kernel. How many zeros does `same` need in all?",
        ),
    ],
    correct="with `same` the length depends on the stride alone: n / s, rounded up.",
    hint="Mark on paper where each window begins: 0, s, 2s, … How many beginnings are below n?",
    stronger="Count the multiples of s below n. Then write that count as one division that rounds up.",
)

# ---------------------------------------------------------------------------------------------------- 2.3 convolve grid


def _convolve_grid(image, kernel):
    return _correlate_grid(image, kernel[::-1, ::-1])


def _kept(result, dtype):
    return result.astype(np.int64).astype(dtype) if dtype.kind in "iu" else result.astype(dtype)


def _full_grid(image, kernel):
    return full(image, kernel[::-1, ::-1])


def _same_grid(image, kernel, extra=0):
    """As large as the image; where a kernel of even size has its middle is a matter of taste."""
    top, left = ((k - 1 + extra) // 2 for k in kernel.shape)
    return _full_grid(image, kernel)[top : top + image.shape[0], left : left + image.shape[1]]


def _looped(image, kernel, height, width):
    """Valid convolution by loops over a result of the given size, as a learner writes it."""
    total = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            window = image[i : i + kernel.shape[0], j : j + kernel.shape[1]]
            total[i, j] = (window.astype(float) * kernel[::-1, ::-1]).sum()
    return total


def _extra_zeros(image, kernel):
    result = _convolve_grid(image, kernel)
    return np.pad(result, [(0, n - m) for n, m in zip(image.shape, result.shape, strict=True)])


_SQUARE = "You use one size for both axes. What are the height and the width of the result?"
_UINT8 = "Your result takes the dtype of the image. Can it hold 300, −1 or 0.5?"
convolve_grid = Exercise(
    "2.3",
    "convolve_grid",
    "Slide over a grid",
    reference=_convolve_grid,
    cases=[
        (np.arange(12).reshape(3, 4), np.array([[1, 2], [3, 5]])),
        (np.array([[1.0, 0, 2], [0, 3, 1], [4, 1, 0], [2, 2, 1]]), np.array([[1.0, 2, 0], [0, -1, 3]])),
        (np.array([[1, 5, 2, 0], [3, 1, 4, 1]], np.float32), np.array([[0.5], [2]], np.float32)),
        (np.array([[200, 100, 50], [250, 10, 99]], np.uint8), np.array([[1, 2], [4, 3]])),
        (np.array([[7, 1, 3], [2, 9, 4], [5, 6, 8]], np.uint8), np.array([[0.25, -0.5], [1.5, 0.75]])),
        (np.array([[3, 1], [4, 2], [5, 9]]), np.array([[0.5, 0.25]])),
        (np.array([[2.0, 7], [1, 4]]), np.array([[3.0, 5], [0, 1]])),
        (np.array([[-1, 0, 3], [2, -5, 0]]), np.array([[1, -2], [0, 3]])),
        (np.array([[250, 200, 7], [255, 9, 80]], np.uint8), np.array([[300, 0], [-900, 41]])),
        (np.array([[-0.1, 2 / 3, 0.003], [1 / 7, 0, -1.7], [3, 1, 0.2]]), np.array([[0.123456789, -0.7, 1.1]])),
    ]
    + [
        (_RANDOM.integers(0, 9, (4, 5)), _RANDOM.integers(-4, 5, (3, 2))),
        (_RANDOM.integers(0, 9, (5, 3)) / 2, _RANDOM.integers(-4, 5, (2, 3))),
    ],
    mistakes=[
        Mistake(
            lambda A, K: _correlate_grid(A, K),
            "Your kernel is not flipped: that is the cross-correlation. Which entry of K meets I(m, n) in K(i−m, j−n)?",
        ),
        Mistake(lambda A, K: _correlate_grid(A, K[::-1]), "You flip the rows only. Which other index runs backwards?"),
        Mistake(lambda A, K: _correlate_grid(A, K[:, ::-1]), "You flip the columns only. Which other index runs backwards?"),
        Mistake(lambda A, K: _correlate_grid(A, K.T), "You transpose the kernel. Does a flip swap rows and columns?"),
        Mistake(lambda A, K: _convolve_grid(A, K.T), "You transpose the kernel. Does a flip swap rows and columns?"),
        Mistake(
            lambda A, K: _correlate_grid(A, np.rot90(K)),
            "You turn the kernel by a quarter. By how much do two flips turn it?",
        ),
        Mistake(lambda A, K: _full_grid(A, K), "Your kernel hangs over the edges (mode `full`). Where does it lie inside?"),
        Mistake(
            lambda A, K: _full_grid(A, K)[: len(A) - len(K) + 1, : A.shape[1] - K.shape[1] + 1],
            "Your result[0, 0] is S(0, 0), with one entry of the kernel on the image. At which i and j is all of it inside?",
        ),
        Mistake(_same_grid, "Your result is as large as the image (mode `same`). Where does the kernel lie inside?"),
        Mistake(
            lambda A, K: _same_grid(A, K, extra=1),
            "Your result is as large as the image (mode `same`). Where does the kernel lie wholly inside?",
        ),
        Mistake(
            lambda A, K: _extra_zeros(A, K),
            "Your result has the size of the image, with zeros left over. How many positions does the kernel have?",
        ),
        Mistake(
            lambda A, K: _convolve_grid(A, K)[:-1, :-1],
            "The last row and the last column are missing. How many positions are there: H − h, or one more?",
        ),
        Mistake(lambda A, K: _looped(A, K, len(A) - len(K) + 1, len(A) - len(K) + 1), _SQUARE),
        Mistake(
            lambda A, K: _looped(A, K, *(n - k + 1 for n, k in zip(A.shape[::-1], K.shape[::-1], strict=True))),
            "Height and width of the result are swapped. Which axis comes first in `shape`?",
        ),
        Mistake(lambda A, K: _kept(_convolve_grid(A, K), A.dtype), _UINT8),
        Mistake(lambda A, K: _convolve_grid(A, K.astype(int)), "You cut the kernel down to whole numbers. Where did 0.5 go?"),
        Mistake(lambda A, K: _convolve_grid(A.astype(int), K), "You cut the image down to whole numbers. Where did 0.5 go?"),
        Mistake(lambda A, K: _convolve_grid(A, K) / K.size, "You take means. What does S(i, j) do with the products?"),
        Mistake(lambda A, K: _convolve_grid(A, K) / K.sum(), "You divide by the sum of the kernel. Does the formula?"),
        Mistake(lambda A, K: _convolve_grid(A, K).sum(), "You add up the whole result. One number, or one for each place?"),
    ],
    correct="each value is the sum of products of one window with the kernel, flipped along both axes.",
    hint="Write S at the first position out on paper. Which entry of the image meets which entry of the kernel?",
    stronger="Flip the kernel with [::-1, ::-1]. At each i, j multiply it with a window of floats, and add up.",
)

# --------------------------------------------------------------------------------------------------------- 2.6 separate


def _separate(kernel):
    i, j = np.unravel_index(abs(kernel).argmax(), kernel.shape)
    return kernel[:, j] / kernel[i, j], kernel[i]


def _put_together(answer, kernel):
    """Column times row, which must be the kernel whatever the scale of the two."""
    parts = answer(kernel)
    if parts is None:
        return None
    column, row = pair(parts, "Which two vectors does the task ask for, and in which order?")
    shapes = f"your column has shape {column.shape} and your row {row.shape}."
    if any(part.size != max(part.shape, default=0) for part in (column, row)):
        raise WrongAnswer(shapes, "How many numbers are in a column, and how many in a row?")
    if column.ndim != 1 or row.ndim != 1:
        raise WrongAnswer(shapes, "Two 1-D arrays are asked for. How many axes do yours have?")
    return column[:, None] * row


def _pivot(kernel):
    return kernel[:, 0] / kernel[0, 0], kernel[0]


def _largest(kernel):
    i, j = np.unravel_index(kernel.argmax(), kernel.shape)
    return kernel[:, j] / kernel[i, j], kernel[i]


def _first_positive(kernel):
    i, j = np.argwhere(kernel > 0)[0]
    return kernel[:, j] / kernel[i, j], kernel[i]


def _divided_by(kernel, i, j):
    """The entry at one fixed place as the pivot."""
    return kernel[:, j] / kernel[i, j], kernel[i]


def _measured_by(kernel, i):
    """Each row as a multiple of the row at one fixed place."""
    row = kernel[i]
    return kernel @ row / (row @ row), row


def _sums(kernel):
    return kernel.sum(axis=1), kernel.sum(axis=0) / kernel.sum()


def _svd(kernel, scaled=True):
    u, s, vt = np.linalg.svd(kernel)
    return u[:, 0] * (s[0] if scaled else 1), vt[0]


_ZERO_PIVOT = "You divide by the first entry, and here it is 0. Which entry is safe to divide by?"
_FIXED_PIVOT = "You divide by the entry at one fixed place, and here it is 0. How do you find one that is safe?"
_FIXED_ROW = "You take the row at one fixed place, and here it holds only zeros. How do you find one that does not?"
_NONE_POSITIVE = "No entry of this kernel is above 0. Which entries are safe to divide by?"
_SUM_ZERO = "You divide by the sum of the kernel, and here it is 0. Which entry is safe to divide by?"
separate = Exercise(
    "2.6",
    "separate",
    "A column times a row",
    reference=_separate,
    ask=_put_together,
    cases=[
        Case((kernel,), f"np.outer(column, row) with kernel={_show(kernel)}")
        for kernel in [
            np.outer([1, 2], [3, 1, 5]),
            np.outer([2, 4, 1], [1, 3]),
            np.outer([1.0, 2, 1], [-1, 0, 1]),
            np.outer([0, 1, 2], [0, 3, 1, 2]),
            np.outer([1.0, 3, 1], [2, 1, 2]) / 25,
            np.outer([0.5, -0.25], [4, 2, 8]).astype(np.float32),
            np.outer([3, 1], [2]),
            *(np.outer(_RANDOM.integers(1, 6, 3), _RANDOM.integers(1, 6, 4)) / 2 for _ in range(2)),
            np.outer([1, 2, 0], [3, 1, 0]),
            np.outer([1, 0], [0, 2]),
            np.outer([-1, -2, 0], [3, 0, 1]),
            np.outer([3, 0, 1], [2, 5, 0]),
            np.outer([1, -1], [2, 3, 7]),
            np.outer([2, 1], [4, -4]),
            np.outer([0.1, -2 / 3], [3e-7, 0, -7e-7]),
            np.array([[0], [0], [5]]),
            np.array([[0, 0, 0, -2.7]]),
            *(np.eye(12)[k].reshape(3, 4) * (k - 5.3) for k in range(12)),
            np.eye(8)[7].reshape(8, 1),
            np.eye(14)[13].reshape(7, 2),
        ]
    ],
    mistakes=[
        Mistake(lambda K: _separate(K)[::-1], "Column and row are swapped. Which one does `np.outer` take first?"),
        Mistake(
            lambda K: (K[:, 0], K[0]),
            "You take the first column and row as they are, so their common entry counts twice. How do you get it out once?",
        ),
        Mistake(_pivot, _ZERO_PIVOT),
        Mistake(lambda K: (K[:, 0], K[0] / K[0, 0]), _ZERO_PIVOT),
        *(Mistake(lambda K, i=i, j=j: _divided_by(K, i, j), _FIXED_PIVOT) for i, j in [(-1, -1), (1, -1), (-1, 0), (0, -1)]),
        *(Mistake(lambda K, i=i: _measured_by(K, i), _FIXED_ROW) for i in (0, 1, -1)),
        Mistake(lambda K: _measured_by(K, len(K) // 2), _FIXED_ROW),
        Mistake(_largest, _NONE_POSITIVE),
        Mistake(_first_positive, _NONE_POSITIVE),
        Mistake(_sums, _SUM_ZERO),
        Mistake(
            lambda K: (K.sum(axis=1), K.sum(axis=0)),
            "You add up rows and columns, so the total counts twice. What if the kernel adds up to 0?",
        ),
        Mistake(lambda K: (K.sum(axis=0), K.sum(axis=1)), "You add along the wrong axis each. Which one leaves the rows?"),
        Mistake(lambda K: (K.mean(axis=1), K.mean(axis=0)), "You take means of rows and columns. What is their product?"),
        Mistake(lambda K: _svd(K, scaled=False), "Your vectors have length 1. Where does the singular value go?"),
        Mistake(lambda K: (np.ones(len(K)), K[0]), "Your kernel has equal rows. How does each differ from the first?"),
        Mistake(lambda K: (K[:, 0] // K[0, 0] if K[0, 0] else K[:, 0], K[0]), "You divide with `//`. Where are the fractions?"),
    ],
    correct="a kernel of rank 1 is a column times a row, so h·w multiplications become h + w.",
    hint="Every row of the kernel is a multiple of one row. Which row do you take, and what are the multiples?",
    stronger="np.argwhere(kernel)[0] is a place i, j without a zero: row i is the row, column j over that entry the column.",
)

# -------------------------------------------------------------------------------------------------------- 2.4 which is it


def _which_is_it(operation):
    first = np.asarray(operation([1.0], [1.0, 2.0]))[0]
    return "convolution" if first == 1 else "correlation"


def _make_box(word, seen):
    """A black box; `seen` gets one entry for each call: does it tell the two operations apart?"""

    def operation(signal, kernel):
        signal, kernel = map(np.asarray, (signal, kernel))
        if signal.ndim > 1 or kernel.ndim > 1:
            shapes = f"you call `operation` with arrays of shape {signal.shape} and {kernel.shape}."
            raise WrongAnswer(shapes, "It takes a 1-D signal and a 1-D kernel. How many pairs of brackets does each need?")
        signal, kernel = signal.ravel().tolist(), kernel.ravel().tolist()
        if not signal or not kernel:
            raise ValueError("the signal and the kernel need at least one sample each")
        convolution, correlation = _full(signal, kernel), _full(signal, kernel[::-1])
        seen.append(bool((convolution != correlation).any()))
        return convolution if word == "convolution" else correlation

    return operation


def _ask_box(answer, word):
    seen = []
    said = answer(_make_box(word, seen))
    if not seen and said is not None:
        raise WrongAnswer(
            "your function answered without calling `operation`.",
            "What can you feed to the black box so that its result gives it away?",
        )
    if not any(seen) and said is not None:
        raise WrongAnswer(
            "what you feed to `operation` gives the same result for both.",
            "Your probe is symmetric. Which kernel looks different when it is flipped?",
        )
    return said


def _wrongly(words):
    """Answer with other words than the right ones."""
    return lambda operation: words[_which_is_it(operation)]


which_is_it = Exercise(
    "2.4",
    "which_is_it",
    "Open the black box",
    reference=_which_is_it,
    ask=_ask_box,
    cases=[
        Case((word,), f"a black box that computes a {word}")
        for word in map({"x": "correlation", "v": "convolution"}.get, "xvvxxxxvxv")
    ],
    expects="the answer is {}",
    mistakes=[
        Mistake(
            _wrongly({"convolution": "correlation", "correlation": "convolution"}),
            "You have the two the wrong way round. Which one flips the kernel?",
        ),
        Mistake(
            _wrongly({"convolution": "convolution", "correlation": "convolution"}),
            "You always say convolution. Which result would a correlation give for your probe?",
        ),
        Mistake(
            _wrongly({"convolution": "correlation", "correlation": "correlation"}),
            "You always say correlation. Which result would a convolution give for your probe?",
        ),
        Mistake(
            _wrongly({"convolution": True, "correlation": False}),
            "A truth value does not say which is which. Can you return the word?",
        ),
        Mistake(
            _wrongly({"convolution": False, "correlation": True}),
            "A truth value does not say which is which. Can you return the word?",
        ),
    ],
    correct="one asymmetric kernel tells a convolution from a cross-correlation.",
    hint='Only two answers are possible, "convolution" and "correlation". Do you return one of these words, letter for letter?',
    stronger="Let the signal be the impulse [1, 0] and the kernel [1, 2]. Only one of the two begins with 1.",
)

# ------------------------------------------------------------------------------------------------------- 2.7 filter same


def _framed(image, kernel, high, wide):
    """As large as the image; it is padded by so many zeros above and below, left and right."""
    image = np.asarray(image, float)
    padded = np.pad(image, ((high, high), (wide, wide)))
    result = np.zeros(image.shape)
    for i, j in np.ndindex(image.shape):
        result[i, j] = (padded[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum()
    return result


def _suspicious(square, flipped, narrow):
    """What the task gives, with some of its three bugs left in."""

    def answer(image, kernel):
        used = kernel[::-1, ::-1] if flipped else kernel
        result = _framed(image, used, len(kernel) // 2, kernel.shape[not square] // 2)
        return _kept(result, image.dtype) if narrow else result

    return answer


_STILL_NARROW = "Your result has the dtype of the image. Can 8 bits hold 400, −3 or 0.5?"
_STILL_FLIPPED = "Your kernel is flipped. Which of the two operations flips, and which one was promised?"
_STILL_SQUARE = "You pad both axes alike. How many columns of zeros does a kernel of 3 rows and 1 column need?"
filter_same = Exercise(
    "2.7",
    "filter_same",
    "Find the three bugs",
    reference=lambda image, kernel: _framed(image, kernel, kernel.shape[0] // 2, kernel.shape[1] // 2),
    cases=[
        (np.array([[200, 100], [3, 250]], np.uint8), np.array([[2]])),
        (np.array([[1, 4, 2], [0, 3, 5], [2, 0, 7]]), np.array([[1, 2, 4], [0, 1, 3], [5, 0, 2]])),
        (np.array([[1.5, 4], [0, -3], [2, 5]]), np.array([[2], [1], [5]])),
        (np.array([[1.5, 4, 2], [2, 7, 1]]), np.array([[2, 1, 5]])),
        (np.array([[7, 1, 3], [2, 9, 4], [1, 0, 6]]), np.array([[0.5, 0.25, 0], [0, 1, 0.75], [0.5, 0, 0]])),
        (np.array([[90, 10, 30], [20, 99, 40], [5, 6, 80]], np.uint8), np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])),
        (np.array([[0.1, 2 / 3, 3, 0, 1 / 7]]), np.array([[0.123456789, -0.7, 1.1, 0.3, 2]])),
        (np.array([[3, 1], [2, 1], [0, 2], [4, 1]], np.float32), np.array([[1], [4], [0.5]])),
    ],
    mistakes=[
        Mistake(_suspicious(True, True, True), "All three bugs are still in it. Which line decides what 8 bits can hold?"),
        *(Mistake(_suspicious(square, flipped, True), _STILL_NARROW) for square in (0, 1) for flipped in (0, 1)),
        *(Mistake(_suspicious(square, True, False), _STILL_FLIPPED) for square in (0, 1)),
        Mistake(_suspicious(True, False, False), _STILL_SQUARE),
        Mistake(
            lambda A, K: _framed(A, K, K.shape[1] // 2, K.shape[0] // 2),
            "Height and width of the frame are swapped. Which pair does `np.pad` take first?",
        ),
        Mistake(
            lambda A, K: _correlate_grid(A, K), "Your result is smaller than the image (mode `valid`). Where are the zeros?"
        ),
        Mistake(full, "Your result is larger than the image (mode `full`). How wide a frame keeps the size?"),
    ],
    correct="an asymmetric kernel, one that is not square and an 8-bit picture find what a box on floats cannot.",
    hint="Try the smallest picture and kernel for which it is wrong. Which line makes the first wrong number?",
    stronger="Give the frame its own height and width, keep the result in floats, and lay the kernel down as it is.",
)
