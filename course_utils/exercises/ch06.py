"""Checks of chapter 06, Filter and pool an image."""

from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..kernels import KERNELS
from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch06 import *
from .references import correlate, decimals
from .run import plain

_RANDOM = np.random.default_rng(6)
_decimals = partial(decimals, _RANDOM)

# ---------------------------------------------------------------------------------------------------------- 6.1 brightness

_LUMA = np.array([0.2989, 0.5870, 0.1140])


def _brightness(picture):
    return picture @ _LUMA / 255


brightness = Exercise(
    "6.1",
    "brightness",
    "Weigh the colours",
    reference=_brightness,
    accepts=lambda got, expected, picture: abs(got - expected).max() <= 1e-6 * expected.max(),
    cases=[
        (np.array([[[250, 20, 60], [10, 200, 30]]], np.uint8),),
        (np.array([[[0, 0, 255]], [[0, 255, 0]], [[255, 0, 0]]], np.uint8),),
        (np.array([[[255, 255, 255], [0, 0, 0], [100, 150, 200]]], np.uint8),),
        *((_RANDOM.integers(0, 256, shape).astype(np.uint8),) for shape in [(2, 2, 3), (1, 4, 3), (2, 3, 3), (6, 1, 3)]),
        (np.array([[[3, 7, 11], [0, 1, 2]]], np.uint8),),
    ],
    mistakes=[
        Mistake(
            lambda p: p.mean(axis=2) / 255, "You weigh the three colours alike. To which of them is the eye most sensitive?"
        ),
        Mistake(
            lambda p: (p[..., 0] + p[..., 1] + p[..., 2]) / 3 / 255,
            "You add bytes, which wrap around at 256. Which dtype can hold the sum?",
        ),
        Mistake(lambda p: p @ _LUMA / 256, "You divide by 256. Which is the largest number in 8 bits?"),
        Mistake(lambda p: p @ _LUMA[::-1] / 255, "Your weights run backwards. Which colour is the first channel?"),
        Mistake(lambda p: np.rint(p @ _LUMA) / 255, "You round to whole shades first. What does rounding throw away?"),
        Mistake(
            lambda p: (p @ _LUMA).astype(np.uint8) / 255, "You cut to whole shades first. What does an 8-bit number throw away?"
        ),
        Mistake(lambda p: np.rint(p @ _LUMA / 255), "You round to 0 and 1. What lies between black and white?"),
        Mistake(lambda p: p[..., 1] / 255, "That is green alone. How much do red and blue add?"),
        Mistake(lambda p: p.max(axis=2) / 255, "You take the largest of the three. What does a sum with weights do?"),
        Mistake(lambda p: p.sum(axis=2) / 255, "You add the colours without weights. What do three whites add up to?"),
        Mistake(lambda p: p @ _LUMA / p.max(), "You divide by the brightest pixel. What is white in an 8-bit picture?"),
    ],
    correct="green counts most, and 255 becomes almost 1, because the weights add up to 0.9999.",
    hint="Work out the first pixel on paper: its three numbers times the three weights. What is their sum, over 255?",
    stronger="Multiply each channel, `picture[:, :, 0]` and so on, by its own weight, as floats, and add the three. By which "
    "one number do you divide all of them?",
)

# ---------------------------------------------------------------------------------------------------------- 6.2 sharpening


def _delta(blur):
    identity = np.zeros(blur.shape)
    identity[blur.shape[0] // 2, blur.shape[1] // 2] = 1
    return identity


def _sharpening(blur, amount):
    return _delta(blur) + amount * (_delta(blur) - blur)


def _misplaced(row, column):
    """Put the 1 of the identity at the wrong place."""

    def answer(blur, amount):
        identity = np.zeros(blur.shape)
        identity[row(blur), column(blur)] = 1
        return identity + amount * (identity - blur)

    return answer


sharpening = Exercise(
    "6.2",
    "sharpening",
    "Make your own sharpener",
    reference=_sharpening,
    cases=[
        (np.array([[0.0, 0.25, 0.0], [0.0, 0.5, 0.0], [0.0, 0.25, 0.0]]), 2),
        (np.array([[0.125, 0.25, 0.125], [0.0, 0.5, 0.0], [0.0, 0.0, 0.0]]), 0.5),
        (np.full((3, 5), 1 / 15), 1.5),
        (np.array([[0.25, 0.5, 0.25]], np.float32), 1),
        (np.outer([0.25, 0.5, 0.125, 0.0, 0.125], [0.5, 0.25, 0.25]), 3),
        Case((KERNELS["gaussian_blur_5x5"].copy(), 2), "blur = KERNELS['gaussian_blur_5x5'], amount=2"),
        (np.array([[0.101, -0.103, 0.207], [0.095, 0.302, 0.398]] + [[0.0, 0.0, 0.0]]), 0.374),
        (np.array([[0.1, 0.0, 0.1], [0.2, 0.3, 0.0], [0.1, 0.2, 0.0]]), 1234.5),
        (np.array([[1, 2, 0], [0, 1, 0], [0, 0, 0]]), 0),
    ],
    mistakes=[
        Mistake(
            lambda b, a: a * (_delta(b) - b), "That is only what the blur takes away, times the amount. To what do you add it?"
        ),
        Mistake(
            lambda b, a: _delta(b) + a * (b - _delta(b)),
            "Your difference has the wrong sign: it blurs. Which of the two is subtracted?",
        ),
        Mistake(
            lambda b, a: _delta(b) - a * b,
            "You subtract the blur alone, so the picture gets darker. What should the weights add up to?",
        ),
        Mistake(
            lambda b, a: _delta(b) + a * b,
            "You add the blur, so the picture gets brighter. What does the blur take away from the identity?",
        ),
        Mistake(lambda b, a: 2 * _delta(b) - b, "Your result does not follow `amount`. Where does it come in?"),
        Mistake(lambda b, a: 1 + a * (1 - b), "Your identity is 1 everywhere. Which single entry of the identity kernel is 1?"),
        Mistake(
            lambda b, a: np.eye(*b.shape) + a * (np.eye(*b.shape) - b),
            "`np.eye` has its ones on the diagonal. Which single entry of the identity kernel is 1?",
        ),
        Mistake(
            _misplaced(lambda b: 0, lambda b: 0),
            "Your 1 is in the corner, so the picture moves. Where is the middle of the kernel?",
        ),
        Mistake(
            _misplaced(lambda b: min(1, len(b) - 1), lambda b: min(1, b.shape[1] - 1)),
            "Your 1 is at [1, 1], whatever the size. Where is the middle of a 5×5 kernel?",
        ),
        Mistake(
            _misplaced(lambda b: min(b.shape[1] // 2, len(b) - 1), lambda b: min(len(b) // 2, b.shape[1] - 1)),
            "You swap height and width to find the middle. Which axis comes first?",
        ),
        Mistake(
            _misplaced(lambda b: len(b) // 2, lambda b: min(len(b) // 2, b.shape[1] - 1)),
            "You use the height for both axes. What if the kernel is not square?",
        ),
    ],
    correct="the weights still add up to 1, so brightness stays while edges gain contrast.",
    hint="Take a blur of one row, 1/4 1/2 1/4. What is the identity minus it, and what do you get with amount 1?",
    stronger="The identity has the shape of the blur: zeros, and one 1 at [rows // 2, columns // 2]. Which line of yours makes "
    "it for a kernel of 3 rows and 5 columns?",
)

# ------------------------------------------------------------------------------------------------------- 6.3 edge strength


def _combined(combine, kernels="sobel", pad=0):
    """Combine the slopes to the right and downwards, with any kernels and any number of zeros around the picture."""
    pair = KERNELS[f"{kernels}_x"], KERNELS[f"{kernels}_y"]
    return lambda picture: combine(*(correlate(np.pad(np.asarray(picture, float), pad), kernel) for kernel in pair))


_PYTHAGORAS = _combined(np.hypot)
_SAME = "Your kernel hangs over the border, where zeros make edges (mode `{}`). Where does it lie wholly inside?"
edge_strength = Exercise(
    "6.3",
    "edge_strength",
    "Find edges in every direction",
    reference=lambda picture: _PYTHAGORAS(picture),
    cases=[
        (np.array([[0, 1, 1, 1], [0, 0, 2, 1], [0, 0, 0, 3]]),),
        (np.array([[5.0, 1, 2], [0, 3, 3], [2, 2, 7], [1, 0, 4]]),),
        (np.array([[10, 200, 30, 40], [250, 60, 70, 255], [90, 0, 110, 3]], np.uint8),),
        (np.array([[0.5, 0.25, 1.0], [0.0, 0.125, 0.75], [1.0, 0.5, 0.25]], np.float32),),
        *((_RANDOM.integers(0, 9, shape),) for shape in [(4, 4), (3, 6), (5, 3)]),
        (_decimals(-4, 4, (4, 5)),),
        (np.array([[7, 7, 7, 60_000, 0], [7, 7, 7, 500, 9], [7, 7, 7, 3, 40_000]], np.uint16),),
        (np.array([[-100, 90, 127], [-128, 0, 5], [100, -77, 33]], np.int8),),
    ],
    mistakes=[
        Mistake(_combined(lambda x, y: abs(x) + abs(y)), "You add the two lengths. What does Pythagoras do with them?"),
        Mistake(_combined(lambda x, y: x + y), "You add the slopes with their signs. What happens where they cancel?"),
        Mistake(_combined(lambda x, y: abs(x + y)), "Your slopes cancel before you take the length. What comes first?"),
        Mistake(_combined(lambda x, y: x**2 + y**2), "These are squares. What turns a sum of squares into a length?"),
        *(
            Mistake(_combined(one), f"That is the slope {way} alone. Which edges does it miss?")
            for one, way in [
                (lambda x, y: abs(x), "to the right"),
                (lambda x, y: x, "to the right"),
                (lambda x, y: abs(y), "downwards"),
                (lambda x, y: y, "downwards"),
            ]
        ),
        Mistake(
            _combined(lambda x, y: np.maximum(abs(x), abs(y))),
            "You keep the larger slope only. What does the other one add to the length?",
        ),
        *(
            Mistake(
                _combined(np.hypot, name),
                f"Those are the {name.title()} kernels. Which weights does Sobel give the three rows?",
            )
            for name in ("prewitt", "scharr")
        ),
        Mistake(_combined(np.hypot, pad=1), _SAME.format("same")),
        Mistake(_combined(np.hypot, pad=2), _SAME.format("full")),
        Mistake(_combined(lambda x, y: np.arctan2(y, x)), "That is the direction of the slope. How long is it?"),
    ],
    correct="Pythagoras turns two slopes into one length, whichever way the edge runs.",
    hint="Take one position. The slopes to the right and downwards are the short sides of a triangle: how long is the third?",
    stronger='Call `correlate2d(picture, …, "valid")` once with `sobel_x` and once with `sobel_y`. What do you do with the two '
    "results before you add them, and what after?",
)

# -------------------------------------------------------------------------------------------------------- 6.4 stripe factor


def _places(count):
    return np.arange(count) - (count - 1) / 2


def _with_angles(angles, of_rows=lambda kernel: kernel.sum(axis=0), wave=np.cos):
    """The sum over the columns, with other angles, another sum over the rows or another wave."""
    return lambda k, p: (of_rows(k) * wave(angles(k.shape[1], p))).sum()


def _turning(count, period):
    return 2 * np.pi * _places(count) / period


_factor = _with_angles(_turning)


_NAMED = [("box_blur", 2), ("box_blur", 5), ("gaussian_blur_5x5", 5), ("edge_detect_8", 6), ("sharpen", 2.5)]
stripe_factor = Exercise(
    "6.4",
    "stripe_factor",
    "Explain the inverted stripes",
    reference=lambda kernel, period: _factor(kernel, period),
    forbids={"factor": "Sum the kernel over its rows first. Which cosine does each of the columns get?"},
    cases=[Case((KERNELS[name].copy(), period), f"kernel = KERNELS['{name}'], {period=}") for name, period in _NAMED]
    + [
        (np.array([[1, 3, 1], [2, 0, 2], [0, 1, 0]]), 3),
        (np.array([[0.25, 0.5, 0.25]], np.float32), 8),
        (np.array([[0.25, 0.5, 0.25]]), 2),
        (np.array([[1.0, 4, 1], [0, 2, 0], [3, 1, 3], [2, 8, 2], [1.5, 0.5, 1.5]]), 7),
        (np.array([[0.301, -1.203, 0.7, 5.0, 0.7, -1.203, 0.301], [0.0, 2.0, 900.5, -3.0, 900.5, 2.0, 0.0], [1.5] * 7]), 17.25),
    ],
    mistakes=[
        Mistake(lambda k, p: abs(_factor(k, p)), "You lose the sign. What does a factor below 0 do to light and dark stripes?"),
        Mistake(
            lambda k, p: _factor(np.asarray(k).T, p),
            "You follow the rows. Along which axis does the brightness of upright stripes change?",
        ),
        Mistake(
            _with_angles(lambda n, p: 2 * np.pi * np.arange(n) / p),
            "You count the columns from the edge. Where is n = 0 for the pixel in the middle?",
        ),
        Mistake(
            _with_angles(lambda n, p: _places(n) / p),
            "The factor 2π is missing. By which angle does a stripe turn within one period?",
        ),
        Mistake(
            _with_angles(lambda n, p: np.pi * _places(n) / p),
            "Your angle is half as large. By which angle does a stripe turn within one period?",
        ),
        Mistake(
            _with_angles(lambda n, p: 2 * np.pi * _places(n) * p),
            "You multiply by the period. Which stripes turn faster, those with a long or a short period?",
        ),
        Mistake(
            _with_angles(_turning, of_rows=lambda k: k.mean(axis=0)),
            "You take the mean of the rows. What does the sum over m do with them?",
        ),
        Mistake(
            _with_angles(_turning, of_rows=lambda k: k[len(k) // 2]),
            "You use the middle row alone. What do the other rows add?",
        ),
        Mistake(
            _with_angles(_turning, wave=np.sin),
            "You take the sine. What is the sum for the pixel in the middle, where the angle is 0?",
        ),
        Mistake(lambda k, p: k.sum(), "That is the sum of the kernel, for a flat area. Where does the period come in?"),
        Mistake(lambda k, p: k.sum() * np.cos(2 * np.pi / p), "One cosine for all columns? Which angle belongs to column n?"),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(2 * np.pi * (np.arange(k.shape[1]) - len(k) // 2) / p)).sum(),
            "You take the middle from the number of rows. Which axis do you count along?",
        ),
        Mistake(
            lambda k, p: _factor(k, int(p)),
            "You cut the period down to a whole number. Which factor belongs to a period of 2.5 pixels?",
        ),
        Mistake(lambda k, p: _factor(k, p) / k.sum(), "You divide by the sum of the kernel. What if the kernel has the sum 2?"),
    ],
    correct="below 0 it turns light stripes dark: the box blur does that to stripes with a period of 2 pixels.",
    hint="For a period of 2 the cosines are −1, 1, −1. What do three columns of 1/3 each then add up to?",
    stronger="Sum the kernel over its rows, number the columns … −1, 0, 1 … from the middle, and weigh column n with cos(2πn / "
    "period). Which of the three is different in your function?",
)

# --------------------------------------------------------------------------------------------------------- 6.5 padded shape


def _pairs(padding):
    """Top and bottom, left and right."""
    if isinstance(padding, int):
        return (padding, padding), (padding, padding)
    return tuple((one, one) if isinstance(one, int) else one for one in padding)


def _with_zeros(rows, columns):
    """The shape with so many more rows and columns, both counted from the pairs of the padding."""
    return lambda s, p: (s[0], s[1] + rows(*_pairs(p)), s[2] + columns(*_pairs(p)), s[3])


_padded_shape = _with_zeros(lambda r, c: sum(r), lambda r, c: sum(c))


def _padded_once(shape, padding):
    """Count a number for one side only."""
    pairs = padding if isinstance(padding, tuple) else (padding, padding)
    extra = [sum(one) if isinstance(one, tuple) else one for one in pairs]
    return shape[0], shape[1] + extra[0], shape[2] + extra[1], shape[3]


def _as_before_and_after(shape, padding):
    """Read (a, b) as before and after, on both axes."""
    if isinstance(padding, tuple) and isinstance(padding[0], int):
        padding = (padding, padding)
    return _padded_shape(shape, padding)


padded_shape = Exercise(
    "6.5",
    "padded_shape",
    "Three forms of padding",
    reference=lambda shape, padding: _padded_shape(shape, padding),
    cases=[
        ((1, 10, 20, 3), 2),
        ((1, 10, 20, 3), (1, 4)),
        ((1, 10, 20, 3), ((1, 2), (3, 5))),
        ((8, 28, 30, 1), ((0, 1), (0, 1))),
        ((2, 5, 7, 4), (0, 3)),
        ((3, 6, 2, 1), ((4, 0), (1, 2))),
        ((5, 12, 9, 2), 1),
        ((1, 300, 1100, 2), (130, 7)),
        ((1, 4, 5, 2), 0),
    ],
    mistakes=[
        Mistake(_padded_once, "A number counts for one side only. On how many sides of the axis does `ZeroPadding2D` put it?"),
        Mistake(
            _with_zeros(lambda r, c: r[0] + c[0], lambda r, c: r[1] + c[1]),
            "You read the pairs as (top, left) and (bottom, right). What are the two numbers of one axis?",
        ),
        Mistake(_as_before_and_after, "You read (a, b) as before and after. For which axis is a, and for which b?"),
        Mistake(
            _with_zeros(lambda r, c: sum(c), lambda r, c: sum(r)),
            "Height and width are swapped. Which axis comes first in the shape, and in the padding?",
        ),
        Mistake(
            _with_zeros(lambda r, c: 2 * r[0], lambda r, c: 2 * c[0]),
            "You use the first number of each pair twice. What are `bottom` and `right` for?",
        ),
        Mistake(lambda s, p: s, "Your shape does not change. How many rows and columns of zeros come in?"),
        Mistake(
            lambda s, p: _padded_shape(s, p)[1:3], "Height and width alone. Which axes does a batch of pictures have besides?"
        ),
        Mistake(
            lambda s, p: _padded_shape(s, p if isinstance(p, int) else 0),
            "Only a single number is taken in. What about the two other forms?",
        ),
    ],
    correct="one number pads all four sides, a pair is (rows, columns) on both sides, pairs of pairs name each side.",
    hint="Draw a small picture and count the rows of zeros above and below it. How high is it then?",
    stronger="Turn every form into the longest one, ((top, bottom), (left, right)), first: 2 is ((2, 2), (2, 2)), and (1, 4) "
    "is? Then height grows by top + bottom.",
)

# ------------------------------------------------------------------------------------------------------------- 6.6 max pool


def _windows(picture, size):
    """The whole windows that tile a picture: (rows, size, columns, size)."""
    rows, columns = (n // size for n in picture.shape)
    return picture[: rows * size, : columns * size].reshape(rows, size, columns, size)


def _pool(combine):
    return lambda picture, size: combine(_windows(picture, size), axis=(1, 3))


_max_pool = _pool(np.max)


def _with_rest(fill):
    """Pool windows that stick out too, filled up."""

    def answer(picture, size):
        rest = [(0, -n % size) for n in picture.shape]
        return _max_pool(np.pad(picture.astype(float), rest, constant_values=fill), size)

    return answer


def _not_neighbours(picture, size):
    rows, columns = (n // size for n in picture.shape)
    return picture[: rows * size, : columns * size].reshape(rows, columns, size, size).max(axis=(2, 3))


def _overlapping(picture, size, step=1):
    return sliding_window_view(picture, (size, size))[::step, ::step].max(axis=(2, 3))


def _one_by_one(picture, size):
    """The windows as (rows, columns, size * size)."""
    windows = _windows(picture, size).swapaxes(1, 2)
    return windows.reshape(*windows.shape[:2], -1)


def _with_a_number_of_its_own(answer, picture, size):
    """Refuse a comparison that begins with a fixed number: far below 0, every window gives that number."""
    far_below = 1000 * picture if picture.max() < 0 else None
    result = answer(picture, size)
    values = None if far_below is None else plain(answer(far_below, size))
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf" and values.size:
        if values.min() == values.max() > far_below.max():
            problem = f"your function never gives less than {values.max():.6g}, whatever the picture."
            raise WrongAnswer(problem, "With which number do you begin to compare, and is it in the window?")
    return result


max_pool = Exercise(
    "6.6",
    "max_pool",
    "Keep the largest",
    reference=lambda picture, size: _max_pool(picture, size),
    ask=_with_a_number_of_its_own,
    cases=[
        (np.array([[1, 5, 2, 0, 9], [3, 4, 8, 7, 1], [6, 2, 0, 3, 2]]), 2),
        (np.array([[-4.0, -1.5, -2], [-3, -6, -0.5], [-7, -2, -5], [-1, -9, -8]]), 2),
        (np.array([[200, 100, 50, 7], [250, 10, 99, 3], [0, 1, 2, 255]], np.uint8), 3),
        (np.array([[0.5, 2.0, 1.0], [3.0, 0.25, 4.0]], np.float32), 1),
        (_RANDOM.integers(-9, 10, (3, 8)), 3),
        (_decimals(-5, 5, (3, 8)), 2),
        (_RANDOM.integers(0, 10, (4, 4)), 4),
        (_RANDOM.integers(0, 10, (7, 3)), 2),
        (_RANDOM.integers(-700, 70_000, (5, 4)), 2),
        (np.array([[-4, -7, -3, -5], [-6, -2, -9, -8]]) * 1_000_000, 2),
        (np.array([[-4, -7, -3, -5], [-6, -2, -9, -8]]) * 1e30, 2),
    ],
    mistakes=[
        Mistake(_pool(np.mean), "That is average pooling. Which one value of a window stays?"),
        Mistake(_pool(np.min), "You keep the smallest value. Which one is asked for?"),
        Mistake(_pool(np.sum), "You add each window up. Which one value of it stays?"),
        Mistake(_overlapping, "Your window moves by one pixel. How far is it to the next window, if no two of them overlap?"),
        Mistake(
            lambda p, s: _overlapping(p, s, 2), "Your window always moves by 2. How far is it to the next window of this size?"
        ),
        Mistake(_with_rest(-np.inf), "Windows that stick out are there too (`same`). Which windows lie wholly inside?"),
        Mistake(_with_rest(0), "Windows that stick out are filled with zeros. Which windows lie wholly inside?"),
        Mistake(
            lambda p, s: _max_pool(p[p.shape[0] % s :, p.shape[1] % s :], s),
            "You leave out the first rows or columns. Where does the first window begin?",
        ),
        Mistake(
            _not_neighbours,
            "Your windows are no neighbours: `reshape` cuts each row into pieces. Which axes belong to one window?",
        ),
        Mistake(lambda p, s: _max_pool(abs(p.astype(float)), s), "You drop the signs. Is −9 larger than 2?"),
        Mistake(lambda p, s: _one_by_one(p, s)[..., 0], "You take the first value of each window. What of the others?"),
        Mistake(
            lambda p, s: _windows(p, s).max(axis=1).reshape(len(p) // s, -1),
            "You pool the rows only. Which other axis does a window have?",
        ),
        Mistake(
            lambda p, s: _one_by_one(p, s).argmax(axis=2),
            "You give a place, not a value. What is the difference between `argmax` and `max`?",
        ),
    ],
    correct="the windows tile the picture, each leaves its largest value, and a rest at the end is left out.",
    hint="Draw the windows of the first case into its table. Which numbers lie in the first one, and which is the largest?",
    stronger="Window (i, j) is `picture[i * size : (i + 1) * size, j * size : (j + 1) * size]`, for i below height // size and "
    "j below width // size. What do you take from each?",
)

# ----------------------------------------------------------------------------------------------------- 6.7 full convolution


def _full_convolution(picture, filters):
    windows = sliding_window_view(picture, filters.shape[:2], axis=(0, 1))
    return np.einsum("ijcmn,mnco->ijo", windows.astype(float), filters.astype(float))


def _depthwise(picture, filters):
    """Use for channel c the filter c alone, or the last one when there are fewer."""
    count = filters.shape[3]
    maps = [correlate(picture[..., c], filters[:, :, c, min(c, count - 1)]) for c in range(picture.shape[2])]
    return np.stack(maps, axis=-1)


def _one_channel(channel):
    return lambda picture, filters: _full_convolution(picture[..., [channel]], filters[:, :, [channel]])


def _same_size(picture, filters):
    ends = [((k - 1) // 2, k // 2) for k in filters.shape[:2]]
    return _full_convolution(np.pad(picture.astype(float), [*ends, (0, 0)]), filters)


def _in_dtype_of_picture(picture, filters):
    maps = _full_convolution(picture, filters)
    return (maps if picture.dtype.kind == "f" else maps.astype(np.int64)).astype(picture.dtype)


def _made(picture, filters):
    """A case from the code of its arrays, which are too large to be written out."""
    arrays = [eval(f"np.{code}", {"np": np}) for code in (picture, filters)]
    return Case(tuple(arrays), f"picture = np.{picture}, filters = np.{filters}")


full_convolution = Exercise(
    "6.7",
    "full_convolution",
    "Sum over the channels",
    reference=_full_convolution,
    forbids={
        "conv2d": "Which channel and which filter does one call of `correlate2d` take, and what do you do with its result?"
    },
    cases=[
        (np.array([[[1, 2], [0, 3]], [[4, 0], [5, 1]], [[2, 7], [1, 6]]]), np.array([[[[1, -1], [2, 0]], [[0, 3], [1, 1]]]])),
        _made("arange(60).reshape(4, 5, 3) % 7", "arange(36).reshape(3, 2, 3, 2) % 5 - 2"),
        _made("arange(24).reshape(3, 4, 2) % 7 / 100 - 0.033", "arange(16).reshape(2, 2, 2, 2) % 5 / 1000"),
        _made("uint8(np.arange(60).reshape(5, 4, 3) * 37 % 256)", "arange(81).reshape(3, 3, 3, 3) * 5 % 13 - 6"),
        _made("float32(np.arange(16).reshape(4, 4, 1) % 7)", "float32(np.arange(18).reshape(2, 3, 1, 3) % 5 - 2)"),
        _made("arange(72).reshape(3, 6, 4) * 997 % 1103", "arange(36).reshape(3, 3, 4, 1) % 5"),
        _made("arange(30).reshape(2, 3, 5) % 7 - 3", "arange(10).reshape(1, 1, 5, 2) % 3 * 1000"),
    ],
    mistakes=[
        Mistake(_depthwise, "Your channels stay apart: that is depthwise. Which channels does one filter of a full one read?"),
        Mistake(
            lambda p, f: _full_convolution(p, f[::-1, ::-1]), "You flip the kernels. What does a library's convolution do?"
        ),
        Mistake(
            lambda p, f: _full_convolution(p, f) / p.shape[2],
            "You take the mean of the partial results. What happens to them in a full convolution?",
        ),
        Mistake(_one_channel(0), "Only the first channel counts. What do the others add?"),
        Mistake(_one_channel(-1), "Only the last channel counts: do you write over the result of the one before?"),
        Mistake(
            lambda p, f: _full_convolution(p, f)[..., 0],
            "You use the first filter alone. How many maps does one picture give with O filters?",
        ),
        Mistake(
            lambda p, f: _full_convolution(p, f).sum(axis=2),
            "You add the maps of all filters. Which axis is summed, and which stays?",
        ),
        Mistake(
            lambda p, f: np.moveaxis(_full_convolution(p, f), 2, 0),
            "Your maps come first. On which axis does TensorFlow keep the channels?",
        ),
        Mistake(_same_size, "Your maps are as large as the picture (`same`). Where do the filters lie wholly inside?"),
        Mistake(
            lambda p, f: _full_convolution(p[..., ::-1], f),
            "Your channels run backwards. Which weights belong to the first channel?",
        ),
        Mistake(_in_dtype_of_picture, "Your result takes the dtype of the picture. Can it hold 300, −1 or 0.5?"),
    ],
    correct="each filter reads all channels, its partial results are added, and it makes one map.",
    hint="Take one filter and one position. How many products are there, and into how many numbers do they go?",
    stronger='Map o is the sum over all c of `correlate2d(picture[:, :, c], filters[:, :, c, o], "valid")`. Which of the two '
    "loops is missing in your function, or writes to the wrong place?",
)

# ------------------------------------------------------------------------------------------------------------ 6.8 edge map


def _edges(picture, kernel="edge_detect_8", pad=0, mode="constant"):
    """The answer of a kernel in float, with so many pixels around the picture."""
    return correlate(np.pad(np.asarray(picture, float), pad, mode=mode), KERNELS[kernel])


def _edge_map(picture, size, combine=np.max, **how):
    return _pool(combine)(abs(_edges(picture, **how)), size)


_FRAME = "Your map has edges along its border that are not in the picture (`same`). What does a kernel meet there?"
edge_map = Exercise(
    "6.8",
    "edge_map",
    "Find the two bugs",
    reference=lambda picture, size: _edge_map(picture, size),
    cases=[
        (np.array([[9, 9, 9, 9, 9], [9, 9, 1, 9, 9], [9, 9, 9, 9, 9], [9, 9, 9, 9, 7]]), 2),
        (np.array([[0.5, 0.5, 0.5, 0.5], [0.5, 0.25, 1.0, 0.5], [0.5, 0.5, 0.5, 0.125], [0.0, 0.5, 0.5, 0.5]]), 2),
        (np.array([[200, 200, 200, 200, 50], [200, 10, 200, 200, 50], [200, 200, 255, 200, 50]], np.uint8), 1),
        (np.array([[200, 200, 200, 9], [200, 10, 200, 7], [200, 200, 255, 40], [3, 200, 90, 200]], np.uint8), 2),
        *((_RANDOM.integers(0, 10, shape), size) for shape, size in [((5, 8), 3), ((7, 4), 2), ((6, 6), 4), ((4, 7), 1)]),
        (_decimals(0, 1, (5, 6)), 2),
        (np.full((5, 5), 7.0), 3),
    ],
    mistakes=[
        Mistake(
            lambda p, s: abs(_max_pool(_edges(p), s)),
            "You take the size of the answer after the pooling. What has the max already thrown away by then?",
        ),
        Mistake(
            lambda p, s: abs(_max_pool(_edges(p, pad=1), s)),
            "Both bugs are still there. What does a kernel meet at the border?",
        ),
        Mistake(lambda p, s: _max_pool(_edges(p), s), "The max drops dark dots, whose answers are negative. How large is −8?"),
        Mistake(lambda p, s: _edge_map(p, s, pad=1), _FRAME),
        Mistake(lambda p, s: _max_pool(_edges(p, pad=1), s), _FRAME),
        Mistake(
            lambda p, s: _edge_map(p, s, pad=1, mode="edge"),
            "You repeat the border, so that your map is larger. Where does the kernel lie wholly on the picture?",
        ),
        Mistake(lambda p, s: _edge_map(p, s, np.mean), "You take the mean of each window. Which value of it should stay?"),
        Mistake(lambda p, s: abs(_edges(p)), "You do not pool yet. Which one value of each window stays?"),
        Mistake(lambda p, s: _pool(np.max)(_edges(p) ** 2, s), "These are squares. How strong is an answer of −8?"),
        Mistake(
            lambda p, s: _edge_map(p, s, kernel="edge_detect_4"),
            "You subtract four neighbours. Which kernel did the colleague take?",
        ),
        Mistake(lambda p, s: _overlapping(abs(_edges(p)), s), "Your windows overlap. How far is it from one to the next?"),
    ],
    correct="no zeros at the border, and a dark dot is an edge as good as a light one.",
    hint="Give it a flat picture, and then one dark dot on white. What should come out, and what does?",
    stronger='Filter with "valid", take `np.abs` of what comes out, and pool only then. Which of the three is different in '
    "your function?",
)
