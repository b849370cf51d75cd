"""Checks of chapter 07, Take a network apart, layer by layer."""

import numpy as np

from . import Exercise, Mistake, WrongAnswer
from .references import pair
from .references import softmax as _softmax

_RANDOM = np.random.default_rng(7)

# -------------------------------------------------------------------------------------------------- 7.1 conv2d weights


def _conv2d_weights(kernel_size, channels, filters, groups, use_bias):
    rows, columns = kernel_size
    return rows * columns * (channels // groups) * filters + (filters if use_bias else 0)


def _other_bias(bias):
    return lambda k, c, f, g, b: _conv2d_weights(k, c, f, g, False) + (bias(k, c, f, g) if b else 0)


def _other_kernel(kernel):
    return lambda k, c, f, g, b: kernel(k, c, f, g) + (f if b else 0)


_CHANNELS_MISSING = "The channels that come in are missing. How deep is a filter?"
conv2d_weights = Exercise(
    "7.1",
    "conv2d_weights",
    "Count the weights",
    reference=_conv2d_weights,
    cases=[
        ((5, 3), 1, 4, 1, True),
        ((3, 3), 4, 6, 2, True),
        ((3, 2), 8, 12, 4, False),
        ((1, 1), 16, 5, 1, True),
        ((5, 5), 6, 6, 6, True),
        ((2, 7), 9, 6, 3, False),
        ((3, 3), 64, 128, 4, True),
    ],
    expects="the layer has {} weights",
    mistakes=[
        Mistake(
            _other_bias(lambda k, c, f, g: 0),
            "The biases are missing. What is left of a Conv2D layer's answer when its input is 0?",
        ),
        Mistake(_other_bias(lambda k, c, f, g: 1), "You count one bias for the layer. How many filters have one?"),
        Mistake(_other_bias(lambda k, c, f, g: c), "You count a bias for each channel that comes in. Where is the bias added?"),
        Mistake(_other_bias(lambda k, c, f, g: g), "You count a bias for each group. How many filters have one?"),
        Mistake(
            _other_bias(lambda k, c, f, g: f * (c // g)),
            "You count a bias for each channel of each filter. Is it added before or after the channels are summed?",
        ),
        Mistake(
            lambda k, c, f, g, b: _conv2d_weights(k, c, f, g, True),
            "You always count the biases. What does `use_bias` say?",
        ),
        Mistake(
            lambda k, c, f, g, b: _conv2d_weights(k, c, f, g, not b),
            "You count the biases when there are none. What does `use_bias` say?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * c * f),
            "Your filters see all channels. How many of them are in one group?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * c * f * g),
            "You multiply by the groups. Does a filter of a group see more channels, or fewer?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * (c // g) * (f // g)),
            "You split channels and filters, which is right for one group. How many groups are there?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * c * (f // g) // g),
            "You divide by the groups twice. How many filters are there in all groups together?",
        ),
        Mistake(_other_kernel(lambda k, c, f, g: k[0] * k[1] * f), _CHANNELS_MISSING),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[0] * (c // g) * f),
            "You use the rows of the kernel twice. What if it is not square?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[1] * k[1] * (c // g) * f),
            "You use the columns of the kernel twice. What if it is not square?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: (k[0] + k[1]) * (c // g) * f),
            "You add rows and columns. How many numbers are in a kernel of 5×3?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * (c // g)),
            "That is the kernel of one filter. How many filters are there?",
        ),
        Mistake(
            lambda k, c, f, g, b: (k[0] * k[1] * (c // g) + 1) * f,
            "You always count the biases. What does `use_bias` say?",
        ),
    ],
    correct="each filter has rows · columns · channels of its group, and one bias.",
    hint="Write the shape of the kernel down: rows, columns, depth, filters. How deep is a filter of one group?",
)

# ------------------------------------------------------------------------------------------------------ 7.2 flat place


def _flat_place(row, column, channel, shape):
    return (row * shape[1] + column) * shape[2] + channel


flat_place = Exercise(
    "7.2",
    "flat_place",
    "Find a pixel again",
    reference=_flat_place,
    cases=[
        (1, 0, 0, (3, 4, 2)),
        (0, 1, 0, (3, 4, 2)),
        (0, 0, 1, (3, 4, 2)),
        (2, 3, 1, (3, 4, 2)),
        (1, 2, 3, (5, 6, 4)),
        (0, 0, 0, (7, 2, 5)),
        (6, 1, 4, (7, 2, 5)),
        (3, 2, 0, (4, 9, 1)),
    ],
    expects="it stands at place {}",
    mistakes=[
        Mistake(
            lambda i, j, c, s: (i * s[0] + j) * s[2] + c,
            "You jump over a row by the height. How many pixels are in one row?",
        ),
        Mistake(
            lambda i, j, c, s: (j * s[0] + i) * s[2] + c,
            "You go down the columns first. Which of row and column runs faster in the row of numbers?",
        ),
        Mistake(
            lambda i, j, c, s: (j * s[1] + i) * s[2] + c,
            "Row and column are swapped. Which of them makes a jump over a whole row?",
        ),
        Mistake(
            lambda i, j, c, s: (c * s[0] + i) * s[1] + j,
            "You lay one whole map behind the other: channels-first. Which index is the last one here?",
        ),
        Mistake(
            lambda i, j, c, s: (i * s[1] + j) * s[2],
            "The channel is missing. Where do the other numbers of the same pixel stand?",
        ),
        Mistake(lambda i, j, c, s: i * s[1] + j, "You count pixels. How many numbers stand at one pixel?"),
        Mistake(lambda i, j, c, s: i * s[1] + j + c, "You count pixels. How many numbers stand at one pixel?"),
        Mistake(
            lambda i, j, c, s: _flat_place(i, j, c, s) + 1,
            "You count from 1. At which place stands the very first number?",
        ),
        Mistake(
            lambda i, j, c, s: i * s[1] * s[2] + j + c,
            "A step of one column jumps over one number in your answer. How many numbers stand at one pixel?",
        ),
        Mistake(
            lambda i, j, c, s: i * s[2] + j * s[2] + c,
            "A step of one row jumps over one pixel in your answer. How many pixels are in a row?",
        ),
        Mistake(
            lambda i, j, c, s: i * j * c,
            "You multiply the indices. Where does (1, 0, 0) end up, and where should it?",
        ),
    ],
    correct="the channel runs fastest, then the column, then the row.",
    hint="How many numbers do you pass when you go on by one channel, by one column, by one row?",
)

# ------------------------------------------------------------------------------------------------------ 7.3 batch norm


def _batch_norm(x, gamma, beta, epsilon, axes=None, deviation=lambda v, e: np.sqrt(v + e), ddof=0, centre=True):
    dtype = np.float32 if x.dtype == np.float32 else float
    x = x.astype(float)
    axes = tuple(range(x.ndim - 1)) if axes is None else axes(x)
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True, ddof=ddof)
    result = gamma * (x - mean if centre else x) / deviation(variance, epsilon) + beta
    return result.astype(dtype)


def _changed(**changes):
    return lambda x, gamma, beta, epsilon: _batch_norm(x, gamma, beta, epsilon, **changes)


def _pictures(*shape):
    return _RANDOM.integers(-8, 9, shape) / 4


batch_norm = Exercise(
    "7.3",
    "batch_norm",
    "Normalise by hand",
    reference=lambda x, gamma, beta, epsilon: _batch_norm(x, gamma, beta, epsilon),
    cases=[
        (np.array([[1.0, 0.0], [3.0, 4.0], [5.0, 10.0], [7.0, 2.0]]), np.array([2.0, 1.0]), np.array([10.0, -3.0]), 0.0),
        (np.array([[2.0, 1.0], [6.0, 1.5], [1.0, 5.0]]), np.array([1.0, 3.0]), np.array([0.5, 0.25]), 1.0),
        (_pictures(2, 3, 4, 2), np.array([0.5, 2.0]), np.array([1.0, -1.0]), 0.5),
        (_pictures(3, 2, 2, 3), np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, -2.0]), 0.001),
        (_pictures(2, 4, 3, 3).astype(np.float32), np.ones(3, np.float32), np.arange(3, dtype=np.float32), 0.25),
        (np.array([[3, 8], [5, 1], [2, 7]]), np.array([2.0, 0.5]), np.array([1.0, 4.0]), 0.1),
    ],
    mistakes=[
        Mistake(
            _changed(deviation=lambda v, e: v + e),
            "You divide by the variance. What has the unit of x, σ² or its root?",
        ),
        Mistake(
            _changed(deviation=lambda v, e: np.sqrt(v) + e),
            "Your ε stands outside the root. To which of σ and σ² does the formula add it?",
        ),
        Mistake(
            _changed(deviation=lambda v, e: np.sqrt(np.sqrt(v) + e)),
            "You take the root twice. Does the variance contain one already?",
        ),
        Mistake(
            _changed(deviation=lambda v, e: np.sqrt(v)),
            "Your ε is missing. What happens where all numbers of a channel are equal?",
        ),
        Mistake(
            _changed(axes=lambda x: None),
            "You take one mean of everything. How many means are there, if each channel has its own?",
        ),
        Mistake(
            _changed(axes=lambda x: -1),
            "You average over the channels. Which axis does the formula keep?",
        ),
        Mistake(
            _changed(axes=lambda x: 0),
            "You average over the batch only, so each pixel has a mean of its own. Over which axes does the sum run?",
        ),
        Mistake(
            _changed(axes=lambda x: tuple(range(1, x.ndim))),
            "You normalise each example by itself. Over which axes does the sum run, and which one is kept?",
        ),
        Mistake(
            _changed(axes=lambda x: tuple(range(1, x.ndim - 1)) or 0),
            "Each picture has a mean of its own in your answer. Does the sum run over the batch too?",
        ),
        Mistake(_changed(ddof=1), "Your variance divides by N − 1. By what does the formula divide?"),
        Mistake(
            lambda x, g, b, e: _batch_norm(x, 1, 0, e),
            "γ and β are missing. What are they for?",
        ),
        Mistake(lambda x, g, b, e: _batch_norm(x, g, 0, e), "β is missing. Which mean should each channel end up with?"),
        Mistake(lambda x, g, b, e: _batch_norm(x, 1, b, e), "γ is missing. Which spread should each channel end up with?"),
        Mistake(lambda x, g, b, e: _batch_norm(x, b, g, e), "γ and β are swapped. Which one multiplies?"),
        Mistake(
            lambda x, g, b, e: g * (_batch_norm(x, 1, 0, e) + b),
            "You add β before you multiply. Does γ scale β in the formula?",
        ),
        Mistake(
            _changed(centre=False),
            "You do not subtract the mean. Where should the numbers be centred before γ and β?",
        ),
    ],
    correct="each channel has its own mean and variance, taken over all the other axes.",
    hint="Take one channel by itself. What are its mean and variance, and what becomes of its first number?",
)  # fmt: skip

# ------------------------------------------------------------------------------------------------------------ 7.4 fold


def _fold(kernel, bias, gamma, beta, mean, variance, epsilon):
    factor = gamma / np.sqrt(variance + epsilon)
    return kernel * factor, (bias - mean) * factor + beta


def _put_together(answer, kernel, *numbers):
    """Kernel and bias as the rows of one array, so that they are compared at once."""
    parts = answer(kernel, *numbers)
    if parts is None or parts is ...:
        return parts
    folded, bias = pair(parts, "Which two arrays does the task ask for, and in which order?")
    if folded.shape != kernel.shape or bias.shape != kernel.shape[-1:]:
        if folded.shape == kernel.shape[-1:] and bias.shape == kernel.shape:
            raise WrongAnswer("bias and kernel are swapped.", "Which of the two does the task name first?")
        shapes = f"your kernel has shape {folded.shape} and your bias {bias.shape}."
        raise WrongAnswer(shapes, f"The kernel had shape {kernel.shape}. Which factor belongs to which filter?")
    return np.concatenate([folded.reshape(-1, kernel.shape[-1]), bias[None]]).astype(np.result_type(folded, bias, np.float32))


def _fold_case(*shape):
    filters = shape[-1]
    positive = _RANDOM.integers(1, 20, (2, filters)) / 4
    signed = _RANDOM.integers(-8, 9, (3, filters)) / 4
    return _RANDOM.integers(-8, 9, shape) / 4, signed[0], positive[0], signed[1], signed[2], positive[1], 0.5


def _folded(factor=lambda g, v, e: g / np.sqrt(v + e), bias=lambda b, m, f, beta: (b - m) * f + beta, kernel=None):
    def answer(k, b, g, beta, m, v, e):
        f = factor(g, v, e)
        return (k * f if kernel is None else kernel(k, f)), bias(b, m, f, beta)

    return answer


fold = Exercise(
    "7.4",
    "fold",
    "Fold it away",
    reference=_fold,
    ask=_put_together,
    cases=[
        (
            np.array([[[[2.0, 1.0, 3.0]]]]), np.array([3.0, -1.0, 5.0]), np.array([4.0, 1.5, 6.0]),
            np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0]), np.array([3.0, 8.0, 15.0]), 1.0,
        ),
        _fold_case(2, 3, 1, 3),
        _fold_case(3, 2, 2, 4),
        _fold_case(1, 2, 3, 3),
    ],
    mistakes=[
        Mistake(
            _folded(bias=lambda b, m, f, beta: b + beta - m * f),
            "The convolution's own bias is not scaled. What happens to b when γ/σ multiplies the bracket?",
        ),
        Mistake(
            _folded(bias=lambda b, m, f, beta: b * f + beta),
            "The moving mean is missing. What is subtracted before γ multiplies?",
        ),
        Mistake(
            _folded(bias=lambda b, m, f, beta: beta - m * f),
            "The convolution's own bias is lost. Where does b stand in γ(w·x + b − m)/σ + β?",
        ),
        Mistake(_folded(bias=lambda b, m, f, beta: (b - m) * f), "β is missing. What is added at the very end?"),
        Mistake(
            _folded(bias=lambda b, m, f, beta: (b - m + beta) * f),
            "You scale β too. Is it added before or after γ multiplies?",
        ),
        Mistake(
            _folded(bias=lambda b, m, f, beta: (b + m) * f + beta),
            "You add the moving mean. What does the normalisation do with it?",
        ),
        Mistake(
            _folded(kernel=lambda k, f: k, bias=lambda b, m, f, beta: b),
            "You give both back unchanged. What do γ and σ do to w·x?",
        ),
        Mistake(
            _folded(bias=lambda b, m, f, beta: b),
            "Your bias is the old one. What do γ, m and β do to it?",
        ),
        Mistake(
            _folded(kernel=lambda k, f: k),
            "Your kernel is the old one. What multiplies w·x?",
        ),
        Mistake(
            _folded(kernel=lambda k, f: k / f),
            "You divide the kernel. Does a larger γ make the result larger, or smaller?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: g / (v + e)),
            "You divide by the variance. Which of σ² and σ does the normalisation divide by?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: g / (np.sqrt(v) + e)),
            "Your ε stands outside the root. To which of σ and σ² is it added?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: g / np.sqrt(v)),
            "Your ε is missing. What if the variance of a channel is 0?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: 1 / np.sqrt(v + e)),
            "γ is missing. What does the normalised number get multiplied with?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: g * np.sqrt(v + e)),
            "You multiply by the deviation. What does the normalisation do with it?",
        ),
        Mistake(
            lambda k, b, g, beta, m, v, e: (k * g / np.sqrt(v + e) + beta, (b - m) * g / np.sqrt(v + e)),
            "You add β to the kernel. Does β depend on x?",
        ),
    ],
    correct="γ/σ goes into the kernel, all the rest into the bias, and the normalisation costs nothing.",
    hint="Take one filter and one number x. Multiply γ(w·x + b − m)/σ + β out: what stands in front of x?",
)  # fmt: skip

# ------------------------------------------------------------------------------------------------------------ 7.5 drop


def _drop(x, u, rate):
    return np.where(u < rate, 0.0, x / (1 - rate))


drop = Exercise(
    "7.5",
    "drop",
    "Keep the mean",
    reference=_drop,
    cases=[
        (np.array([4.0, 8.0, -2.0, 6.0]), np.array([0.1, 0.6, 0.9, 0.3]), 0.25),
        (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[0.7, 0.2, 0.95], [0.5, 0.85, 0.1]]), 0.6),
        (np.array([3.0, 1.0, 2.0], np.float32), np.array([0.05, 0.5, 0.15], np.float32), 0.1),
        (np.array([5, 7, 9]), np.array([0.1, 0.9, 0.8]), 0.2),
        (np.array([2.0, -3.0]), np.array([0.0, 0.6]), 0.0),
        (_RANDOM.integers(1, 9, (3, 4)) / 2, _RANDOM.integers(0, 20, (3, 4)) / 20 + 0.01, 0.7),
        (np.array([2.0, 3.0, 5.0]), np.array([0.25, 0.125, 0.5]), 0.25),
    ],
    mistakes=[
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x),
            "What is kept is not scaled, so the mean falls. By which factor does it fall?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x / r),
            "You divide by the rate. Which share is left, the rate or 1 − rate?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x * (1 - r)),
            "You multiply by 1 − rate. Should the numbers that are kept grow, or shrink?",
        ),
        Mistake(
            lambda x, u, r: np.where(u <= r, 0.0, x / (1 - r)),
            "You also drop a number whose u equals the rate. Is 0.25 below 0.25?",
        ),
        *(
            Mistake(lambda x, u, r, kept=kept, scale=scale: np.where(kept(u, r), scale(x, r), 0.0), hint)
            for kept in (np.less, np.less_equal)
            for scale, hint in (
                (lambda x, r: x / (1 - r), "You drop what should be kept. On which side of the rate are the dropped ones?"),
                (lambda x, r: x / r, "You read the rate as the share that is kept. What is lost at a rate of 0.9?"),
                (
                    lambda x, r: x,
                    "You drop what should be kept, and you do not scale. On which side of the rate are the dropped ones?",
                ),
            )
        ),
        Mistake(
            lambda x, u, r: np.where(u < 1 - r, 0.0, x / (1 - r)),
            "You compare u with 1 − rate. Which share of the u is below it?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x * u / (1 - r)),
            "You multiply by u. What is u for, the size or only the choice?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x / (u >= r).mean()),
            "You divide by the share that this draw has kept. Which share does the rate promise?",
        ),
        Mistake(
            lambda x, u, r: (x / (1 - r))[u >= r],
            "The dropped numbers are gone from your result. What should stand in their places?",
        ),
        Mistake(
            lambda x, u, r: x / (1 - r),
            "Nothing is dropped. Which places become 0?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x + 1 / (1 - r)),
            "You add the scale. How does a mean stay when a part of the numbers is lost?",
        ),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, 1 / (1 - r)),
            "That is the mask with its scale. Where does x come in?",
        ),
        Mistake(lambda x, u, r: np.where(u < r, 0, 1), "That is the mask. Where does x come in?"),
    ],
    correct="a share of 1 − rate is kept and scaled by 1/(1 − rate), so that the mean stays.",
    hint="At a rate of 0.25, how many of 100 numbers are left? By what do you multiply them to get the old sum?",
)

# ---------------------------------------------------------------------------------------------------- 7.6 output shape


def _walk(
    shape,
    stack,
    conv=lambda n, k: n - k + 1,
    pool=lambda n, k: n // k,
    channels=lambda c, f: f,
    flat=np.prod,
    dense=lambda n: n,
):
    """The shape behind a stack, with a choice of mistakes."""
    for kind, *numbers in stack:
        if kind == "conv":
            filters, size = numbers
            shape = (conv(shape[0], size), conv(shape[1], size), channels(shape[2], filters))
        elif kind == "pool":
            shape = (pool(shape[0], numbers[0]), pool(shape[1], numbers[0]), shape[2])
        elif kind == "flatten":
            shape = (int(flat(shape)),)
        else:
            shape = (*shape[:-1], dense(numbers[0]))
    return shape


def _other_walk(**changes):
    return lambda shape, stack: _walk(shape, stack, **changes)


_TO_POOL = (("conv", 5, 3), ("pool", 2))
output_shape = Exercise(
    "7.6",
    "output_shape",
    "Walk through a stack",
    reference=lambda shape, stack: _walk(shape, stack),
    cases=[
        ((10, 13, 1), [("conv", 4, 3)]),
        ((9, 11, 2), [("pool", 2)]),
        ((12, 15, 3), [*_TO_POOL, ("conv", 7, 2)]),
        ((4, 3, 5), [("flatten",)]),
        ((10, 12, 3), [*_TO_POOL, ("flatten",), ("dense", 10)]),
        ((32, 40, 3), [("conv", 8, 3), ("pool", 2), ("conv", 16, 3), ("pool", 3), ("flatten",)]),
        ((28, 28, 1), [("conv", 4, 5), ("pool", 2), ("conv", 6, 5), ("pool", 2)]),
        ((3, 4, 2), [("flatten",), ("dense", 32)]),
        ((9, 11, 1), [("pool", 3), ("flatten",), ("dense", 32), ("dense", 7)]),
    ],
    expects="the shape is {}",
    mistakes=[
        Mistake(
            _other_walk(conv=lambda n, k: n),
            "Your convolution keeps the size, as `same` does. How many whole windows fit?",
        ),
        Mistake(
            _other_walk(conv=lambda n, k: n - k), "One place is missing in your convolution. How many windows of 3 fit in 3?"
        ),
        Mistake(_other_walk(conv=lambda n, k: n + k - 1), "Your convolution makes maps larger. How many whole windows fit?"),
        Mistake(
            _other_walk(conv=lambda n, k: n // k),
            "Your convolution moves by its own size. Which stride does it have?",
        ),
        Mistake(
            _other_walk(pool=lambda n, k: n - k + 1),
            "Your pooling moves by one pixel. Which stride does it have by default?",
        ),
        Mistake(
            _other_walk(pool=lambda n, k: -(-n // k)),
            "Your pooling counts a window that is not full. What does `valid` do with a last odd row?",
        ),
        Mistake(
            _other_walk(pool=lambda n, k: n // 2),
            "Your pooling always halves. Where does its size come in?",
        ),
        Mistake(_other_walk(pool=lambda n, k: n), "Your pooling keeps the size. How far apart are its windows?"),
        Mistake(
            _other_walk(channels=lambda c, f: c * f),
            "Your channels multiply. How deep is a filter, and how many maps does it make?",
        ),
        Mistake(
            _other_walk(channels=lambda c, f: c),
            "Your convolution keeps the channels. How many maps does it make?",
        ),
        Mistake(_other_walk(channels=lambda c, f: c + f), "Your channels add up. Do the old maps stay beside the new ones?"),
        Mistake(_other_walk(flat=lambda shape: 1), "Your Flatten leaves one number. How many numbers did the maps hold?"),
        Mistake(
            _other_walk(flat=lambda shape: shape[0] * shape[1]),
            "Your Flatten forgets the channels. How many numbers did the maps hold?",
        ),
        Mistake(_other_walk(dense=lambda n: 10), "Your Dense always gives 10 numbers. Where does its own number come in?"),
        Mistake(_other_walk(flat=sum), "Your Flatten adds the lengths. How many numbers did the maps hold?"),
        Mistake(
            lambda shape, stack: _walk((shape[0], shape[0], shape[2]), stack),
            "You use the height for both axes. What if the picture is not square?",
        ),
        Mistake(
            lambda shape, stack: _walk((shape[1], shape[0], shape[2]), stack),
            "Height and width are swapped. Which comes first?",
        ),
        Mistake(
            lambda shape, stack: _walk(shape, stack[:-1]),
            "The last layer is missing. Where does your loop end?",
        ),
        Mistake(
            lambda shape, stack: _walk(shape, stack[:1]),
            "Only the first layer counts in your answer. Is the `return` inside the loop?",
        ),
    ],
    correct="one layer's output is the next one's input, so a loop carries the shape through.",
    hint="Which layer goes wrong first? Try a stack of a single layer of each kind.",
)

# ------------------------------------------------------------------------------------------------- 7.7 receptive field


def _receptive_field(stack):
    first = last = 0
    for size, stride, dilation_rate in reversed(stack):
        first, last = first * stride, last * stride + dilation_rate * (size - 1)
    return last - first + 1


def _forward(stack, grow=lambda k, d, step: d * (k - 1) * step, jump=lambda step, s, d: step * s, start=1, early=False):
    field, step = start, 1
    for size, stride, dilation_rate in stack:
        step = jump(step, stride, dilation_rate) if early else step
        field += grow(size, dilation_rate, step)
        step = step if early else jump(step, stride, dilation_rate)
    return field


def _product(numbers):
    return int(np.prod(list(numbers)))


receptive_field = Exercise(
    "7.7",
    "receptive_field",
    "How far does it see?",
    reference=_receptive_field,
    cases=[
        ([(5, 1, 1)],),
        ([(3, 1, 1), (3, 1, 1)],),
        ([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)],),
        ([(3, 2, 1), (5, 1, 1), (4, 3, 1), (2, 1, 1)],),
        ([(3, 1, 1), (3, 1, 2), (3, 1, 4)],),
        ([(4, 2, 3), (3, 1, 2)],),
        ([(7, 1, 1), (1, 1, 1), (3, 2, 2), (3, 1, 1)],),
    ],
    expects="it sees {} pixels",
    mistakes=[
        Mistake(
            lambda stack: _forward(stack, jump=lambda step, s, d: 1),
            "The strides are missing. How far apart on the picture are two neighbours behind a stride of 2?",
        ),
        Mistake(
            lambda stack: _forward(stack, early=True),
            "A layer's own stride counts too early. Does it spread its own window, or those that come after?",
        ),
        Mistake(
            lambda stack: _forward(stack, jump=lambda step, s, d: s),
            "Only the last stride counts in your answer. How far apart are neighbours behind two strides of 2?",
        ),
        Mistake(
            lambda stack: _forward(stack, jump=lambda step, s, d: step + s - 1),
            "Your strides add up. How far apart are neighbours behind two strides of 3?",
        ),
        Mistake(
            lambda stack: _forward(stack, grow=lambda k, d, step: (k - 1) * step),
            "The dilation is missing. How many pixels does a window of 3 span at dilation rate 2?",
        ),
        Mistake(
            lambda stack: _forward(stack, grow=lambda k, d, step: (d * k - 1) * step),
            "You multiply the size by the dilation rate. How many gaps are between 3 samples?",
        ),
        Mistake(
            lambda stack: _forward(stack, jump=lambda step, s, d: step * s * d),
            "Your dilation spreads the later layers too. Are neighbours in a dilated layer's result further apart?",
        ),
        Mistake(
            lambda stack: _forward(stack, grow=lambda k, d, step: d * k * step),
            "Each layer adds its whole window. How many new pixels does a window of 5 add to one?",
        ),
        Mistake(
            lambda stack: _forward(stack, start=0),
            "One pixel is missing. What does a unit of the picture itself see?",
        ),
        Mistake(
            lambda stack: _forward(stack, grow=lambda k, d, step: d * k * step, start=0),
            "Each layer adds its whole window. How much do two neighbouring windows overlap?",
        ),
        Mistake(
            lambda stack: 1 + sum(k - 1 for k, s, d in stack),
            "Strides and dilation are both missing. How far apart on the picture are two samples of a late window?",
        ),
        Mistake(
            lambda stack: 1 + sum(d * (k - 1) * s for k, s, d in stack),
            "Each window is stretched by its own stride only. Which layers lie between it and the picture?",
        ),
        Mistake(lambda stack: sum(k for k, s, d in stack), "You add the windows. How much do two neighbours overlap?"),
        Mistake(
            lambda stack: _product(k for k, s, d in stack),
            "You multiply the windows. How much do two neighbours overlap?",
        ),
        Mistake(
            lambda stack: _receptive_field(stack[::-1]),
            "You go through the stack in the wrong direction. Which layer touches the picture?",
        ),
        Mistake(lambda stack: _forward(stack) ** 2, "That is a number of pixels in the plane. How many are along one axis?"),
        Mistake(lambda stack: max(k for k, s, d in stack), "That is the largest window. What do the other layers add?"),
        Mistake(
            lambda stack: _receptive_field(stack[-1:]), "Only the last layer counts in your answer. What did its inputs see?"
        ),
        Mistake(
            lambda stack: _receptive_field(stack[:1]), "Only the first layer counts in your answer. What do the others add?"
        ),
    ],
    correct="each layer adds its gaps, stretched by all strides before it.",
    hint="Walk back from one unit: how many units of the layer before does it see, and how far apart are they?",
)

# -------------------------------------------------------------------------------------------------------- 7.8 how sure


def _unshifted(logits):
    with np.errstate(all="ignore"):
        powers = np.exp(logits)
        return (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)


def _shifted_by(shift):
    def answer(logits):
        with np.errstate(all="ignore"):
            powers = np.exp(logits - shift(logits))
            return powers.max(axis=1) / powers.sum(axis=1)

    return answer


how_sure = Exercise(
    "7.8",
    "how_sure",
    "How sure is it?",
    reference=lambda logits: _softmax(logits).max(axis=1),
    cases=[
        (np.array([[2.0, 1.0, -1.0], [0.5, 3.0, 0.0]]),),
        (np.array([[1.0, 1.0, 1.0, 1.0], [0.0, 2.0, 0.0, 1.0]]),),
        (np.array([[1.0, 4.0, 2.0], [0.0, -3.0, 5.0], [1.0, 1.0, 0.0], [2.0, 2.0, 2.0]]),),
        (np.array([[0.25, -1.5, 2.0], [1.0, 0.5, 0.75]], np.float32),),
        (np.array([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1003.0]]),),
        (_RANDOM.integers(-12, 12, (5, 3)) / 4,),
        (np.array([[0.0, 0.0, 0.0, 0.0], [1000.0, 0.0, 0.0, 0.0]]),),
        (np.array([[0.0, 1000.0, 998.0], [-999.0, -1002.0, -1000.0]]),),
    ],
    mistakes=[
        Mistake(
            _unshifted,
            "Your exponentials overflow or vanish, so a large logit gives nan. What can you subtract from each row?",
        ),
        Mistake(
            _shifted_by(np.max),
            "You subtract the largest logit of the whole batch. What is left of a row that is far below it?",
        ),
        Mistake(
            _shifted_by(lambda v: np.abs(v).max(axis=1, keepdims=True)),
            "You subtract the largest absolute value of a row. What is left of a row whose logits are all near −1000?",
        ),
        Mistake(
            _shifted_by(lambda v: v.mean(axis=1, keepdims=True)),
            "You subtract the mean of each row. How large is the first exponential of the row [1000, 0, 0, 0] then?",
        ),
        *(
            Mistake(
                _shifted_by(lambda v, place=place: v[:, place, None]),
                "You subtract always the same logit of a row. What if another one is larger by 1000?",
            )
            for place in (0, -1)
        ),
        Mistake(
            _shifted_by(lambda v: v.min(axis=1, keepdims=True)),
            "You subtract the smallest logit of each row. How large is exp(1000)?",
        ),
        Mistake(
            lambda v: _softmax(np.clip(v, -500, 500)).max(axis=1),
            "You cut off the logits. Which probabilities are left of the logits 1000 and 999?",
        ),
        Mistake(
            lambda v: np.max(_softmax(v.reshape(1, -1)).reshape(v.shape), axis=1),
            "You divide by the sum over the whole batch. What should the probabilities of each row add up to?",
        ),
        Mistake(
            lambda v: _softmax(v, axis=0).max(axis=1),
            "Your softmax runs down the columns. Which axis holds the classes?",
        ),
        Mistake(
            lambda v: _softmax(v).max(axis=0),
            "You take the largest of each column. How many answers does the network give for a batch?",
        ),
        Mistake(lambda v: _softmax(v).max(), "That is one number. How many rows are there?"),
        Mistake(lambda v: _softmax(v), "Those are all probabilities. Which one belongs to the network's own answer?"),
        Mistake(lambda v: np.argmax(v, axis=1), "That is the answer itself. How probable does the network find it?"),
        Mistake(lambda v: np.max(v, axis=1), "That is the largest logit. How does a row of logits become probabilities?"),
        Mistake(
            lambda v: np.max(v, axis=1) / np.sum(v, axis=1),
            "You divide the logits themselves. What does the softmax do before it divides?",
        ),
        Mistake(
            lambda v: 1 / (1 + np.exp(-np.clip(np.max(v, axis=1), -700, 700))),
            "That is the sigmoid of one logit. How do the other classes come in?",
        ),
        Mistake(
            lambda v: np.log(_softmax(v).max(axis=1)),
            "That is the logarithm of the probability. Is a probability ever negative?",
        ),
        Mistake(
            lambda v: -np.log(_softmax(v).max(axis=1)),
            "That is what the answer would cost if it were right. What does the task ask for?",
        ),
        Mistake(
            lambda v: _softmax(v).min(axis=1),
            "That is the least likely class. Which one is the network's answer?",
        ),
        Mistake(lambda v: _softmax(v)[:, 0], "That is always the first class. Which one is the network's answer?"),
        Mistake(
            lambda v: _softmax(v).mean(axis=1),
            "That is a mean of probabilities, which is always the same. Which one belongs to the answer?",
        ),
        Mistake(
            lambda v: _softmax(v).max(axis=1, keepdims=True),
            "Your result is a column. How many axes should one number a row have?",
        ),
    ],
    correct="each row is shifted and divided by itself, so every answer has its own probability.",
    hint="Take the first row alone: exponentials, their sum, the largest share. What does your function do with it?",
)
