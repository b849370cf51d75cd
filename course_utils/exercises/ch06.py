"""Checks of chapter 06, Filter and pool an image."""

import dis
import types

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..kernels import KERNELS
from . import Case, Exercise, Mistake, WrongAnswer
from .references import correlate as _valid
from .run import code_of as _code

_RANDOM = np.random.default_rng(6)


# ---------------------------------------------------------------------------------------------------------- 6.1 brightness

_LUMA = np.array([0.2989, 0.5870, 0.1140])


def _brightness(picture):
    return picture @ _LUMA / 255


def _wrapping(picture):
    """Add bytes, which wrap around at 256."""
    return (picture[..., 0] + picture[..., 1] + picture[..., 2]) / 3 / 255


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
    ]
    + [(_RANDOM.integers(0, 256, shape).astype(np.uint8),) for shape in [(2, 2, 3), (1, 4, 3), (2, 3, 3)]],
    mistakes=[
        Mistake(
            lambda p: p.mean(axis=2) / 255, "You weigh the three colours alike. To which of them is the eye most sensitive?"
        ),
        Mistake(lambda p: p.mean(axis=2), "You weigh all colours alike, and white becomes 255. Which two steps are missing?"),
        Mistake(_wrapping, "You add bytes, which wrap around at 256. Which dtype can hold the sum?"),
        Mistake(lambda p: p @ _LUMA / 256, "You divide by 256. Which is the largest number in 8 bits?"),
        Mistake(lambda p: p @ _LUMA, "Your values go up to 255. By what do you divide to end at 1?"),
        Mistake(lambda p: p @ _LUMA[::-1] / 255, "Your weights run backwards. Which colour is the first channel?"),
        Mistake(lambda p: np.rint(p @ _LUMA) / 255, "You round to whole shades first. What does rounding throw away?"),
        Mistake(
            lambda p: (p @ _LUMA).astype(np.uint8) / 255, "You cut to whole shades first. What does an 8-bit number throw away?"
        ),
        Mistake(lambda p: np.rint(p @ _LUMA / 255), "You round to 0 and 1. What lies between black and white?"),
        Mistake(lambda p: p[..., 1] / 255, "That is green alone. How much do red and blue add?"),
        Mistake(lambda p: p[..., 0] / 255, "That is red alone. How much do green and blue add?"),
        Mistake(lambda p: p.max(axis=2) / 255, "You take the largest of the three. What does a sum with weights do?"),
        Mistake(lambda p: p.sum(axis=2) / 255, "You add the colours without weights. What do three whites add up to?"),
        Mistake(
            lambda p: p @ _LUMA / max(p.max(), 1), "You divide by the brightest pixel. What is white in an 8-bit picture?"
        ),
        Mistake(
            lambda p: p @ _LUMA / (p @ _LUMA).max(), "You divide by the brightest shade. What is white in an 8-bit picture?"
        ),
        Mistake(lambda p: p @ _LUMA / 255 / 3, "You divide by 3 as well. What do the weights add up to already?"),
        Mistake(lambda p: p / 255, "Your result still has three colours. Which axis has to disappear?"),
    ],
    correct="green counts most, and 255 becomes almost 1, because the weights add up to 0.9999.",
    hint="Work out the first pixel on paper: its three numbers times the three weights. What is their sum, over 255?",
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


_FIVE = KERNELS["gaussian_blur_5x5"]
sharpening = Exercise(
    "6.2",
    "sharpening",
    "Make your own sharpener",
    reference=_sharpening,
    cases=[
        (np.array([[0.0, 0.25, 0.0], [0.0, 0.5, 0.0], [0.0, 0.25, 0.0]]), 2),
        (np.full((3, 3), 1 / 9), 0.5),
        (np.full((3, 5), 1 / 15), 1.5),
        (np.array([[0.25, 0.5, 0.25]], np.float32), 1),
        (np.outer([0.25, 0.5, 0.125, 0.0, 0.125], [0.5, 0.25, 0.25]), 3),
        Case((_FIVE.copy(), 2), "blur = the 5×5 Gaussian, amount=2"),
    ],
    mistakes=[
        Mistake(
            lambda b, a: a * (_delta(b) - b),
            "That is only what the blur takes away, times the amount. To what do you add it?",
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
        Mistake(
            lambda b, a: 1 + a * (1 - b),
            "Your identity is 1 everywhere. Which single entry of the identity kernel is 1?",
        ),
        Mistake(
            lambda b, a: np.eye(*b.shape) + a * (np.eye(*b.shape) - b),
            "`np.eye` has its ones on the diagonal. Which single entry of the identity kernel is 1?",
        ),
        Mistake(
            _misplaced(lambda b: 0, lambda b: 0),
            "Your 1 is in the corner, so the picture moves. Where is the middle of the kernel?",
        ),
        Mistake(
            _misplaced(lambda b: min(1, len(b) - 1), lambda b: 1),
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
        Mistake(
            lambda b, a: (_delta(b) + a * (_delta(b) - b)) / (1 + a),
            "You divide by 1 + amount. What do the weights add up to without that?",
        ),
        Mistake(
            lambda b, a: (1 - a) * b + a * _delta(b),
            "You mix blur and identity. What do you add to the identity, and what do you take from it?",
        ),
        Mistake(
            lambda b, a: _delta(b) + (_delta(b) - a * b),
            "`amount` multiplies the blur only. What does it multiply in the task?",
        ),
    ],
    correct="the weights still add up to 1, so brightness stays while edges gain contrast.",
    hint="Take a blur of one row, 1/4 1/2 1/4. What is the identity minus it, and what do you get with amount 1?",
)

# ------------------------------------------------------------------------------------------------------- 6.3 edge strength

_SLOPES = KERNELS["sobel_x"], KERNELS["sobel_y"]


def _edge_strength(picture):
    return np.sqrt(sum(_valid(picture, kernel) ** 2 for kernel in _SLOPES))


def _combined(combine, kernels=_SLOPES, pad=0):
    """Combine the two slopes in another way, with other kernels or with zeros around the picture."""
    return lambda picture: combine(*(_valid(np.pad(np.asarray(picture, float), pad), kernel) for kernel in kernels))


_PREWITT = KERNELS["prewitt_x"], KERNELS["prewitt_y"]
_SCHARR = KERNELS["scharr_x"], KERNELS["scharr_y"]
edge_strength = Exercise(
    "6.3",
    "edge_strength",
    "Find edges in every direction",
    reference=_edge_strength,
    cases=[
        (np.array([[0, 1, 1, 1], [0, 0, 2, 1], [0, 0, 0, 3]]),),
        (np.array([[5.0, 1, 2], [0, 3, 3], [2, 2, 7], [1, 0, 4]]),),
        (np.array([[10, 200, 30, 40], [250, 60, 70, 255], [90, 0, 110, 3]], np.uint8),),
        (np.array([[0.5, 0.25, 1.0], [0.0, 0.125, 0.75], [1.0, 0.5, 0.25]], np.float32),),
    ]
    + [(_RANDOM.integers(0, 9, shape),) for shape in [(4, 4), (3, 6), (5, 3)]],
    mistakes=[
        Mistake(_combined(lambda x, y: abs(x) + abs(y)), "You add the two lengths. What does Pythagoras do with them?"),
        Mistake(_combined(lambda x, y: x + y), "You add the slopes with their signs. What happens where they cancel?"),
        Mistake(_combined(lambda x, y: abs(x + y)), "Your slopes cancel before you take the length. What comes first?"),
        Mistake(_combined(lambda x, y: x**2 + y**2), "These are squares. What turns a sum of squares into a length?"),
        Mistake(_combined(lambda x, y: np.sqrt(abs(x + y))), "You square nothing before the root. What goes under it?"),
        Mistake(_combined(lambda x, y: abs(x)), "That is the slope to the right alone. Which edges does it miss?"),
        Mistake(_combined(lambda x, y: x), "That is the slope to the right alone. Which edges does it miss?"),
        Mistake(_combined(lambda x, y: abs(y)), "That is the slope downwards alone. Which edges does it miss?"),
        Mistake(_combined(lambda x, y: y), "That is the slope downwards alone. Which edges does it miss?"),
        Mistake(
            _combined(lambda x, y: np.maximum(abs(x), abs(y))),
            "You keep the larger slope only. What does the other one add to the length?",
        ),
        Mistake(
            _combined(lambda x, y: np.sqrt((x**2 + y**2) / 2)),
            "You take a mean of the squares. Which squares does the long side of a triangle add?",
        ),
        Mistake(
            _combined(lambda x, y: (abs(x) + abs(y)) / 2),
            "You take the mean of two lengths. What is the long side of a triangle?",
        ),
        Mistake(_combined(np.hypot, _PREWITT), "Those are the Prewitt kernels. Which weights does Sobel give the three rows?"),
        Mistake(_combined(np.hypot, _SCHARR), "Those are the Scharr kernels. Which weights does Sobel give the three rows?"),
        Mistake(
            _combined(np.hypot, pad=1),
            "Your kernel hangs over the border, where zeros make edges (mode `same`). Where does it lie wholly inside?",
        ),
        Mistake(
            _combined(np.hypot, pad=2),
            "Your kernel hangs over the border, where zeros make edges (mode `full`). Where does it lie wholly inside?",
        ),
        Mistake(_combined(lambda x, y: np.arctan2(y, x)), "That is the direction of the slope. How long is it?"),
    ],
    correct="Pythagoras turns two slopes into one length, whichever way the edge runs.",
    hint="Take one position. The slopes to the right and downwards are the short sides of a triangle: how long is the third?",
)

# -------------------------------------------------------------------------------------------------------- 6.4 stripe factor


def _places(count):
    return np.arange(count) - (count - 1) / 2


def _stripe_factor(kernel, period):
    return (kernel.sum(axis=0) * np.cos(2 * np.pi * _places(kernel.shape[1]) / period)).sum()


def _tall(kernel):
    """The same kernel between rows of its own, so that it is not square."""
    return np.concatenate([kernel, 2 * kernel[:1], 0.5 * kernel[-1:]])


def _divided_by_sum(kernel, period):
    with np.errstate(all="ignore"):
        return _stripe_factor(kernel, period) / kernel.sum()


stripe_factor = Exercise(
    "6.4",
    "stripe_factor",
    "Explain the inverted stripes",
    reference=_stripe_factor,
    cases=[
        Case((kernel, period), f"{name}, period={period}")
        for name, kernel, period in [
            ("kernel = box_blur", KERNELS["box_blur"].copy(), 2),
            ("kernel = box_blur", KERNELS["box_blur"].copy(), 5),
            ("kernel=[[1, 3, 1], [2, 0, 2], [0, 1, 0]]", np.array([[1, 3, 1], [2, 0, 2], [0, 1, 0]]), 3),
            ("kernel = the 5×5 Gaussian", _FIVE.copy(), 5),
            ("kernel = edge_detect_8", KERNELS["edge_detect_8"].copy(), 6),
            ("kernel = sharpen", KERNELS["sharpen"].copy(), 2.5),
            ("kernel=[[0.25, 0.5, 0.25]]", np.array([[0.25, 0.5, 0.25]], np.float32), 8),
            ("a kernel of 5 rows and 3 columns", _tall(np.array([[1.0, 4, 1], [0, 2, 0], [3, 1, 3]])), 7),
        ]
    ],
    mistakes=[
        Mistake(
            lambda k, p: abs(_stripe_factor(k, p)),
            "You lose the sign. What does a factor below 0 do to light and dark stripes?",
        ),
        Mistake(
            lambda k, p: _stripe_factor(np.asarray(k).T, p),
            "You follow the rows. Along which axis does the brightness of upright stripes change?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(2 * np.pi * np.arange(k.shape[1]) / p)).sum(),
            "You count the columns from the edge. Where is n = 0 for the pixel in the middle?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(_places(k.shape[1]) / p)).sum(),
            "The factor 2π is missing. By which angle does a stripe turn within one period?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(np.pi * _places(k.shape[1]) / p)).sum(),
            "Your angle is half as large. By which angle does a stripe turn within one period?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(2 * np.pi * _places(k.shape[1]) * p)).sum(),
            "You multiply by the period. Which stripes turn faster, those with a long or a short period?",
        ),
        Mistake(
            lambda k, p: (k.mean(axis=0) * np.cos(2 * np.pi * _places(k.shape[1]) / p)).sum(),
            "You take the mean of the rows. What does the sum over m do with them?",
        ),
        Mistake(
            lambda k, p: (k[len(k) // 2] * np.cos(2 * np.pi * _places(k.shape[1]) / p)).sum(),
            "You use the middle row alone. What do the other rows add?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.sin(2 * np.pi * _places(k.shape[1]) / p)).sum(),
            "You take the sine. What is the sum for the pixel in the middle, where the angle is 0?",
        ),
        Mistake(lambda k, p: k.sum(), "That is the sum of the kernel, for a flat area. Where does the period come in?"),
        Mistake(
            lambda k, p: k.sum() * np.cos(2 * np.pi / p), "One cosine for all columns? Which angle belongs to column n?"
        ),
        Mistake(
            lambda k, p: k.sum(axis=0) * np.cos(2 * np.pi * _places(k.shape[1]) / p),
            "That is one number for each column. How do they become one factor?",
        ),
        Mistake(
            lambda k, p: (k.sum(axis=0) * np.cos(2 * np.pi * (np.arange(k.shape[1]) - len(k) // 2) / p)).sum(),
            "You take the middle from the number of rows. Which axis do you count along?",
        ),
        Mistake(
            lambda k, p: _stripe_factor(k, int(p)),
            "You cut the period down to a whole number. Which factor belongs to a period of 2.5 pixels?",
        ),
        Mistake(
            _divided_by_sum,
            "You divide by the sum of the kernel. What if the kernel has the sum 2?",
        ),
    ],
    correct="below 0 it turns light stripes dark: the box blur does that to stripes with a period of 2 pixels.",
    hint="For a period of 2 the cosines are −1, 1, −1. What do three columns of 1/3 each then add up to?",
)

# --------------------------------------------------------------------------------------------------------- 6.5 padded shape


def _pairs(padding):
    """Top and bottom, left and right."""
    if isinstance(padding, int):
        return (padding, padding), (padding, padding)
    return tuple((one, one) if isinstance(one, int) else one for one in padding)


def _padded_shape(shape, padding):
    (top, bottom), (left, right) = _pairs(padding)
    n, height, width, channels = shape
    return n, height + top + bottom, width + left + right, channels


def _padded_once(shape, padding):
    """Count a number for one side only."""
    pairs = padding if isinstance(padding, tuple) else (padding, padding)
    extra = [sum(one) if isinstance(one, tuple) else one for one in pairs]
    return shape[0], shape[1] + extra[0], shape[2] + extra[1], shape[3]


def _as_corners(shape, padding):
    """Read ((a, b), (c, d)) as the top left and the bottom right corner."""
    (top, left), (bottom, right) = _pairs(padding)
    return shape[0], shape[1] + top + bottom, shape[2] + left + right, shape[3]


def _as_before_and_after(shape, padding):
    """Read (a, b) as before and after, on both axes."""
    if isinstance(padding, tuple) and isinstance(padding[0], int):
        padding = (padding, padding)
    return _padded_shape(shape, padding)


def _swapped(shape, padding):
    rows, columns = _pairs(padding)
    return _padded_shape(shape, (columns, rows))


def _first_sides(shape, padding):
    (top, _), (left, _) = _pairs(padding)
    return shape[0], shape[1] + 2 * top, shape[2] + 2 * left, shape[3]


def _everywhere(shape, padding):
    rows, columns = map(sum, _pairs(padding))
    return shape[0] + rows, shape[1] + rows, shape[2] + columns, shape[3] + columns


def _axes_one_less(shape, padding):
    rows, columns = map(sum, _pairs(padding))
    return shape[0] + rows, shape[1] + columns, shape[2], shape[3]


def _axes_one_more(shape, padding):
    rows, columns = map(sum, _pairs(padding))
    return shape[0], shape[1], shape[2] + rows, shape[3] + columns


padded_shape = Exercise(
    "6.5",
    "padded_shape",
    "Three forms of padding",
    reference=_padded_shape,
    cases=[
        ((1, 10, 20, 3), 2),
        ((1, 10, 20, 3), (1, 4)),
        ((1, 10, 20, 3), ((1, 2), (3, 5))),
        ((8, 28, 30, 1), ((0, 1), (0, 1))),
        ((2, 5, 7, 4), (0, 3)),
        ((3, 6, 2, 1), ((4, 0), (1, 2))),
        ((5, 12, 9, 2), 1),
    ],
    mistakes=[
        Mistake(_padded_once, "A number counts for one side only. On how many sides of the axis does `ZeroPadding2D` put it?"),
        Mistake(_as_corners, "You read the pairs as (top, left) and (bottom, right). What are the two numbers of one axis?"),
        Mistake(
            _as_before_and_after,
            "You read (a, b) as before and after. For which axis is a, and for which b?",
        ),
        Mistake(_swapped, "Height and width are swapped. Which axis comes first in the shape, and in the padding?"),
        Mistake(_first_sides, "You use the first number of each pair twice. What are `bottom` and `right` for?"),
        Mistake(_everywhere, "You pad the batch and the channels too. Which two axes are 2D?"),
        Mistake(_axes_one_less, "You pad the batch and the height. Which axes are height and width?"),
        Mistake(_axes_one_more, "You pad the width and the channels. Which axes are height and width?"),
        Mistake(
            lambda s, p: (s[0], s[1] - sum(_pairs(p)[0]), s[2] - sum(_pairs(p)[1]), s[3]),
            "Your picture gets smaller. Do zeros around it take pixels away?",
        ),
        Mistake(lambda s, p: s, "Your shape does not change. How many rows and columns of zeros come in?"),
        Mistake(
            lambda s, p: _padded_shape(s, p)[1:3], "Height and width alone. Which axes does a batch of pictures have besides?"
        ),
        Mistake(
            lambda s, p: (s[0], *(n + 2 * p if isinstance(p, int) else n for n in s[1:3]), s[3]),
            "Only a single number is taken in. What about the two other forms?",
        ),
    ],
    correct="one number pads all four sides, a pair is (rows, columns) on both sides, pairs of pairs name each side.",
    hint="Draw a small picture and count the rows of zeros above and below it. How high is it then?",
)

# ------------------------------------------------------------------------------------------------------------- 6.6 max pool


def _windows(picture, size, start=(0, 0)):
    """The whole windows that tile a picture: (rows, size, columns, size)."""
    picture = picture[start[0] :, start[1] :]
    rows, columns = (n // size for n in picture.shape)
    return picture[: rows * size, : columns * size].reshape(rows, size, columns, size)


def _max_pool(picture, size):
    return _windows(picture, size).max(axis=(1, 3))


def _with_rest(combine, fill):
    """Pool windows that stick out too, filled up."""

    def answer(picture, size):
        rest = [(0, -n % size) for n in picture.shape]
        return combine(_windows(np.pad(picture.astype(float), rest, constant_values=fill), size), axis=(1, 3))

    return answer


def _drops_first(picture, size):
    return _windows(picture, size, [n % size for n in picture.shape]).max(axis=(1, 3))


def _not_neighbours(picture, size):
    rows, columns = (n // size for n in picture.shape)
    cut = picture[: rows * size, : columns * size]
    return cut.reshape(rows, columns, size, size).max(axis=(2, 3))


def _overlapping(picture, size, step=1):
    return sliding_window_view(picture, (size, size))[::step, ::step].max(axis=(2, 3))


def _largest_size(picture, size):
    windows = _windows(picture, size).swapaxes(1, 2)
    windows = windows.reshape(*windows.shape[:2], -1)
    return np.take_along_axis(windows, abs(windows.astype(float)).argmax(axis=2)[..., None], axis=2)[..., 0]


max_pool = Exercise(
    "6.6",
    "max_pool",
    "Keep the largest",
    reference=_max_pool,
    cases=[
        (np.array([[1, 5, 2, 0, 9], [3, 4, 8, 7, 1], [6, 2, 0, 3, 2]]), 2),
        (np.array([[-4.0, -1.5, -2], [-3, -6, -0.5], [-7, -2, -5], [-1, -9, -8]]), 2),
        (np.array([[200, 100, 50, 7], [250, 10, 99, 3], [0, 1, 2, 255]], np.uint8), 3),
        (np.array([[0.5, 2.0, 1.0], [3.0, 0.25, 4.0]], np.float32), 1),
    ]
    + [
        (_RANDOM.integers(-9, 10, (6, 9)), 3),
        (_RANDOM.integers(-9, 10, (5, 8)) / 2, 2),
        (_RANDOM.integers(0, 10, (4, 4)), 4),
        (np.array([[-4, -7, -3, -5], [-6, -2, -9, -8]]) * 1_000_000, 2),
    ],
    mistakes=[
        Mistake(lambda p, s: _windows(p, s).mean(axis=(1, 3)), "That is average pooling. Which one value of a window stays?"),
        Mistake(lambda p, s: _windows(p, s).min(axis=(1, 3)), "You keep the smallest value. Which one is asked for?"),
        Mistake(lambda p, s: _windows(p, s).sum(axis=(1, 3)), "You add each window up. Which one value of it stays?"),
        Mistake(lambda p, s: np.median(_windows(p, s), axis=(1, 3)), "That is the median. Which one value of a window stays?"),
        Mistake(
            _overlapping,
            "Your window moves by one pixel. How far is it to the next window, if no two of them overlap?",
        ),
        Mistake(
            lambda p, s: _overlapping(p, s, 2), "Your window always moves by 2. How far is it to the next window of this size?"
        ),
        Mistake(
            _with_rest(np.max, -np.inf), "Windows that stick out are there too (`same`). Which windows lie wholly inside?"
        ),
        Mistake(
            _with_rest(np.max, 0), "Windows that stick out are filled with zeros. Which windows lie wholly inside?"
        ),
        Mistake(_drops_first, "You leave out the first rows or columns. Where does the first window begin?"),
        Mistake(
            _not_neighbours,
            "Your windows are no neighbours: `reshape` cuts each row into pieces. Which axes belong to one window?",
        ),
        Mistake(
            lambda p, s: np.maximum(_max_pool(p, s), 0),
            "Nothing of yours is below 0. With what do you compare the first value of a window?",
        ),
        *(
            Mistake(
                lambda p, s, first=first: np.maximum(_max_pool(p, s).astype(float), first),
                "Nothing of yours is below a number that you chose. With what do you begin, so that any picture will do?",
            )
            for first in (-1, -9, -10, -99, -100, -255, -999, -1000, -9999, -10_000, -99_999, -100_000, -1_000_000)
        ),
        Mistake(lambda p, s: _max_pool(abs(p.astype(float)), s), "You drop the signs. Is −9 larger than 2?"),
        Mistake(_largest_size, "You compare sizes without their signs. Is −9 larger than 2?"),
        Mistake(
            lambda p, s: p[: len(p) // s * s : s, : p.shape[1] // s * s : s],
            "You take the first value of each window. What of the others?",
        ),
        Mistake(
            lambda p, s: _windows(p, s).max(axis=1).reshape(len(p) // s, -1),
            "You pool the rows only. Which other axis does a window have?",
        ),
        Mistake(
            lambda p, s: sliding_window_view(p, (s, s))[::s, ::s].argmax(axis=-1).max(axis=-1),
            "You give a place, not a value. What is the difference between `argmax` and `max`?",
        ),
        Mistake(lambda p, s: np.max(p), "That is the largest of the whole picture. Where do the windows come in?"),
    ],
    correct="the windows tile the picture, each leaves its largest value, and a rest at the end is left out.",
    hint="Draw the windows of the first case into its table. Which numbers lie in the first one, and which is the largest?",
)

# ----------------------------------------------------------------------------------------------------- 6.7 full convolution


def _full_convolution(picture, filters):
    windows = sliding_window_view(picture, filters.shape[:2], axis=(0, 1))
    return np.einsum("ijcmn,mnco->ijo", windows.astype(float), filters.astype(float))


def _depthwise(picture, filters):
    """Use for channel c the filter c alone, or the last one when there are fewer."""
    count = filters.shape[3]
    maps = [_valid(picture[..., c], filters[:, :, c, min(c, count - 1)]) for c in range(picture.shape[2])]
    return np.stack(maps, axis=-1)


def _one_channel(channel):
    def answer(picture, filters):
        one = picture[..., [channel]], filters[:, :, [channel]]
        return _full_convolution(*one)

    return answer


def _same_size(picture, filters):
    ends = [((k - 1) // 2, k // 2) for k in filters.shape[:2]]
    return _full_convolution(np.pad(picture.astype(float), [*ends, (0, 0)]), filters)


def _first_filter(picture, filters):
    return _full_convolution(picture, filters)[..., 0]


def _in_dtype_of_picture(picture, filters):
    maps = _full_convolution(picture, filters)
    return (maps if picture.dtype.kind == "f" else maps.astype(np.int64)).astype(picture.dtype)


_FORBIDDEN = {"conv", "conv2d", "convolution"}


def _forbidden_name(attempt, seen=()):
    """The name of a ready convolution that an answer, or a helper from the same place, uses."""
    code = _code(attempt)
    if code is None or code in seen:
        return None
    return _forbidden_in(code, attempt, (*seen, code))


def _forbidden_in(code, attempt, seen):
    for step in dis.get_instructions(code):
        name, found = step.argval, None
        if isinstance(name, types.CodeType):
            found = _forbidden_in(name, attempt, seen)
        elif step.opname == "LOAD_GLOBAL":
            value = getattr(attempt, "__globals__", {}).get(name, callable)
            own = isinstance(value, types.FunctionType) and value.__module__ == attempt.__module__
            found = _forbidden_name(value, seen) if own else name if callable(value) else None
        elif step.opname in ("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM"):
            found = name
        if found and found.lower() in _FORBIDDEN:
            return found
    return None


def _without_conv2d(attempt, picture, filters):
    if name := _forbidden_name(attempt):
        raise WrongAnswer(
            f"your function uses `{name}`, and the task is to do without.",
            "Which channel and which filter does one call of `correlate2d` take, and what do you do with its result?",
        )
    return attempt(picture, filters)


full_convolution = Exercise(
    "6.7",
    "full_convolution",
    "Sum over the channels",
    reference=_full_convolution,
    ask=_without_conv2d,
    cases=[
        Case((picture, filters), f"a picture of shape {picture.shape} and filters of shape {filters.shape}")
        for picture, filters in [
            (_RANDOM.integers(0, 9, (4, 5, 3)), _RANDOM.integers(-3, 4, (3, 2, 3, 2))),
            (_RANDOM.integers(0, 9, (3, 4, 2)) / 2, _RANDOM.integers(-3, 4, (2, 2, 2, 2)) / 4),
            (_RANDOM.integers(0, 256, (5, 4, 3)).astype(np.uint8), _RANDOM.integers(-3, 4, (3, 3, 3, 3))),
            (_RANDOM.integers(0, 9, (4, 4, 1)).astype(np.float32), _RANDOM.integers(-3, 4, (2, 3, 1, 3)).astype(np.float32)),
            (_RANDOM.integers(0, 9, (3, 6, 4)), _RANDOM.integers(-3, 4, (3, 3, 4, 1))),
            (_RANDOM.integers(0, 9, (2, 3, 5)), _RANDOM.integers(-3, 4, (1, 1, 5, 2))),
        ]
    ],
    mistakes=[
        Mistake(_depthwise, "Your channels stay apart: that is depthwise. Which channels does one filter of a full one read?"),
        Mistake(
            lambda p, f: _full_convolution(p, f[::-1, ::-1]),
            "You flip the kernels. What does a library's convolution do?",
        ),
        Mistake(
            lambda p, f: _full_convolution(p, f) / p.shape[2],
            "You take the mean of the partial results. What happens to them in a full convolution?",
        ),
        Mistake(_one_channel(0), "Only the first channel counts. What do the others add?"),
        Mistake(_one_channel(-1), "Only the last channel counts: do you write over the result of the one before?"),
        Mistake(_first_filter, "You use the first filter alone. How many maps does one picture give with O filters?"),
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
        Mistake(
            lambda p, f: _full_convolution(p.mean(axis=2, keepdims=True), f.sum(axis=2, keepdims=True)),
            "You make the picture grey first. Which weights does each channel have for itself?",
        ),
        Mistake(
            _in_dtype_of_picture,
            "Your result takes the dtype of the picture. Can it hold 300, −1 or 0.5?",
        ),
        Mistake(
            lambda p, f: np.maximum(_full_convolution(p, f), 0),
            "Nothing of yours is below 0. Where does the task ask you to cut?",
        ),
    ],
    correct="each filter reads all channels, its partial results are added, and it makes one map.",
    hint="Take one filter and one position. How many products are there, and into how many numbers do they go?",
)
