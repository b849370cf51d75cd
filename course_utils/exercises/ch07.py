"""Checks of chapter 07, Take a network apart, layer by layer."""

from functools import partial

import numpy as np

from . import Exercise, Mistake, WrongAnswer
from .questions.ch07 import *
from .references import decimals, pair, softmax

_RANDOM = np.random.default_rng(7)
_decimals = partial(decimals, _RANDOM)

# -------------------------------------------------------------------------------------------------- 7.1 conv2d weights


def _conv2d_weights(kernel_size, channels, filters, groups, use_bias):
    rows, columns = kernel_size
    return rows * columns * (channels // groups) * filters + (filters if use_bias else 0)


def _other_bias(bias):
    return lambda k, c, f, g, b: _conv2d_weights(k, c, f, g, False) + (bias(c, f) if b else 0)


def _other_kernel(kernel):
    return lambda k, c, f, g, b: kernel(k, c, f, g) + (f if b else 0)


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
        ((11, 3), 300, 260, 20, True),
        ((3, 3), 512, 512, 1, False),
    ],
    expects="the layer has {} parameters",
    mistakes=[
        Mistake(_other_bias(lambda c, f: 0), "The biases are missing. What does a Conv2D layer answer when its input is 0?"),
        Mistake(_other_bias(lambda c, f: 1), "You count one bias for the layer. How many filters have one?"),
        Mistake(_other_bias(lambda c, f: c), "You count a bias for each channel that comes in. Where is the bias added?"),
        Mistake(
            lambda k, c, f, g, b: _conv2d_weights(k, c, f, g, True), "You always count the biases. What does `use_bias` say?"
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
        Mistake(_other_kernel(lambda k, c, f, g: k[0] * k[1] * f), "The channels that come in are missing. Is a filter flat?"),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[0] * (c // g) * f),
            "You use the rows of the kernel twice. What if it is not square?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: (k[0] + k[1]) * (c // g) * f),
            "You add rows and columns. How many numbers are in a kernel of 5×3?",
        ),
        Mistake(
            _other_kernel(lambda k, c, f, g: k[0] * k[1] * (c // g)),
            "That is the kernel of one filter. How many filters are there?",
        ),
    ],
    correct="each filter has rows · columns · channels of its group, and one bias.",
    hint="Write the shape of the kernel down: rows, columns, depth, filters. How deep is a filter of one group?",
    stronger="The kernel has the shape (rows, columns, channels // groups, filters), and `use_bias` adds one number for each "
    "filter. Which of these five does your product not hold, or hold twice?",
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
        (290, 300, 17, (300, 320, 64)),
    ],
    expects="it stands at place {}",
    mistakes=[
        Mistake(lambda i, j, c, s: (i * s[0] + j) * s[2] + c, "You jump over a row by the height. How many pixels has a row?"),
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
            "You lay one whole map after the other: channels-first. Which index is the last one here?",
        ),
        Mistake(
            lambda i, j, c, s: (i * s[1] + j) * s[2],
            "The channel is missing. Where do the other numbers of the same pixel stand?",
        ),
        *(
            Mistake(pixels, "You count pixels. How many numbers stand at one pixel?")
            for pixels in (lambda i, j, c, s: i * s[1] + j, lambda i, j, c, s: i * s[1] + j + c)
        ),
        Mistake(lambda i, j, c, s: _flat_place(i, j, c, s) + 1, "You count from 1. At which place stands the first number?"),
    ],
    correct="the channel runs fastest, then the column, then the row.",
    hint="How many numbers do you pass when you go on by one channel, by one column, by one row?",
    stronger="A step to the next column passes all channels of one pixel, a step to the next row all channels of `width` "
    "pixels. Which two products do you add to the channel?",
)

# ------------------------------------------------------------------------------------------------------ 7.3 batch norm


def _norm(x, gamma, beta, epsilon, axes=None, deviation=lambda v, e: np.sqrt(v + e), ddof=0, centre=True):
    dtype = np.float32 if x.dtype == np.float32 else float
    x = x.astype(float)
    axes = tuple(range(x.ndim - 1)) if axes is None else axes(x)
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True, ddof=ddof)
    result = gamma * (x - mean if centre else x) / deviation(variance, epsilon) + beta
    return result.astype(dtype)


batch_norm = Exercise(
    "7.3",
    "batch_norm",
    "Normalise by hand",
    reference=lambda x, gamma, beta, epsilon: _norm(x, gamma, beta, epsilon),
    cases=[
        (np.array([[1.0, 0.0], [3.0, 4.0], [5.0, 10.0], [7.0, 2.0]]), np.array([2.0, 1.0]), np.array([10.0, -3.0]), 0.0),
        (np.array([[2.0, 1.0], [6.0, 1.5], [1.0, 5.0]]), np.array([1.0, 3.0]), np.array([0.5, 0.25]), 1.0),
        (_decimals(-2, 2, (2, 2, 3, 2)), np.array([0.5, 2.0]), np.array([1.0, -1.0]), 0.5),
        (_decimals(-2, 2, (2, 3, 1, 4)), np.array([1.0, 2.0, 3.0, -0.7]), np.array([0.0, 1.0, -2.0, 0.0]), 0.001),
        (_decimals(0, 3, (2, 1, 4, 3)).astype(np.float32), np.ones(3, np.float32), np.arange(3, dtype=np.float32), 0.25),
        (np.array([[3, 8], [5, 1], [2, 7]]), np.array([2.0, 0.5]), np.array([1.0, 4.0]), 0.1),
        (_decimals(-900, 900, (6, 4)), _decimals(-15, 15, 4), np.array([300.25, -0.117, 5.0, 0.0]), 12.5),
        (np.array([[7.0, 0.001], [7.0, 0.003], [7.0, 0.008]]), np.array([2.0, 1.0]), np.array([0.0, 0.25]), 1e-5),
    ],
    mistakes=[
        Mistake(partial(_norm, deviation=lambda v, e: v + e), "You divide by the variance. Which has the unit of x, σ² or σ?"),
        Mistake(
            partial(_norm, deviation=lambda v, e: np.sqrt(v) + e),
            "Your ε stands outside the root. To which of σ and σ² does the formula add it?",
        ),
        Mistake(
            partial(_norm, deviation=lambda v, e: np.sqrt(v)),
            "Your ε is missing. What happens where all numbers of a channel are equal?",
        ),
        *(
            Mistake(
                partial(_norm, deviation=lambda v, e, fixed=fixed: np.sqrt(v + fixed)),
                f"Your ε is always {fixed:g}. Where does the parameter `epsilon` come in?",
            )
            for fixed in (0.001, 1e-5, 1e-6, 1e-7, 1e-8)
        ),
        Mistake(
            partial(_norm, axes=lambda x: None),
            "You take one mean of everything. How many means are there, if each channel has its own?",
        ),
        Mistake(partial(_norm, axes=lambda x: -1), "You average over the channels. Which axis does the formula keep?"),
        Mistake(
            partial(_norm, axes=lambda x: 0),
            "You average over the batch only, so each pixel has a mean of its own. Over which axes does the sum run?",
        ),
        Mistake(
            partial(_norm, axes=lambda x: tuple(range(1, x.ndim))),
            "You normalise each example by itself. Over which axes does the sum run, and which one is kept?",
        ),
        Mistake(
            partial(_norm, axes=lambda x: tuple(range(1, x.ndim - 1)) or 0),
            "Each picture has a mean of its own in your answer. Does the sum run over the batch too?",
        ),
        Mistake(partial(_norm, ddof=1), "Your variance divides by N − 1. By what does the formula divide?"),
        Mistake(lambda x, g, b, e: _norm(x, 1, 0, e), "γ and β are missing. What are they for?"),
        Mistake(lambda x, g, b, e: _norm(x, g, 0, e), "β is missing. Which mean should each channel end up with?"),
        Mistake(lambda x, g, b, e: _norm(x, 1, b, e), "γ is missing. Which spread should each channel end up with?"),
        Mistake(lambda x, g, b, e: _norm(x, b, g, e), "γ and β are swapped. Which one multiplies?"),
        Mistake(lambda x, g, b, e: g * (_norm(x, 1, 0, e) + b), "You add β before you multiply. Does γ scale β, too?"),
        Mistake(partial(_norm, centre=False), "You do not subtract the mean. Where should the numbers be centred before γ?"),
    ],
    correct="each channel has its own mean and variance, taken over all the other axes.",
    hint="Take one channel by itself. What are its mean and variance, and what becomes of its first number?",
    stronger="Mean and variance of `x` over every axis but the last, `tuple(range(x.ndim - 1))`, are as many numbers as there "
    "are channels. How many do you get, and what stands under the root?",
)

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
    return np.concatenate([folded.reshape(-1, kernel.shape[-1]), bias[None]])


def _fold_case(*shape, epsilon):
    filters = shape[-1]
    bias, gamma, beta, mean = _decimals(-2, 2, (4, filters))
    return _decimals(-2, 2, shape), bias, gamma, beta, mean, _decimals(0, 5, filters) + 0.001, epsilon


def _folded(factor=lambda g, v, e: g / np.sqrt(v + e), bias=lambda b, m, f, beta: (b - m) * f + beta, kernel=None):
    def answer(k, b, g, beta, m, v, e):
        f = factor(g, v, e)
        return (k * f if kernel is None else kernel(k, f)), bias(b, m, f, beta)

    return answer


_ONE_FILTER = np.array([[[[2.0, 1.0, 3.0]]]]), np.array([3.0, -1.0, 5.0]), np.array([4.0, 1.5, 6.0])
fold = Exercise(
    "7.4",
    "fold",
    "Fold it away",
    reference=_fold,
    ask=_put_together,
    cases=[
        (*_ONE_FILTER, np.array([10.0, 20.0, 30.0]), np.array([1.0, 2.0, 3.0]), np.array([3.0, 8.0, 15.0]), 1.0),
        _fold_case(2, 3, 1, 3, epsilon=0.5),
        _fold_case(2, 1, 2, 4, epsilon=0.001),
        _fold_case(1, 2, 3, 3, epsilon=0.125),
        tuple(1000 * number for number in _fold_case(1, 1, 2, 5, epsilon=0.01)),
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
        Mistake(_folded(bias=lambda b, m, f, beta: (b - m + beta) * f), "You scale β too. Is it added before γ multiplies?"),
        Mistake(
            _folded(kernel=lambda k, f: k, bias=lambda b, m, f, beta: b),
            "You give both back unchanged. What do γ and σ do to w·x?",
        ),
        Mistake(_folded(bias=lambda b, m, f, beta: b), "Your bias is the old one. What do γ, m and β do to it?"),
        Mistake(_folded(kernel=lambda k, f: k), "Your kernel is the old one. What multiplies w·x?"),
        Mistake(
            _folded(factor=lambda g, v, e: g / (v + e)),
            "You divide by the variance. Which of σ² and σ does the normalisation divide by?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: g / (np.sqrt(v) + e)),
            "Your ε stands outside the root. To which of σ and σ² is it added?",
        ),
        Mistake(_folded(factor=lambda g, v, e: g / np.sqrt(v)), "Your ε is missing. What if the variance of a channel is 0?"),
        Mistake(
            _folded(factor=lambda g, v, e: g / np.sqrt(v + 0.001)),
            "Your ε is always 0.001. Where does the parameter `epsilon` come in?",
        ),
        Mistake(
            _folded(factor=lambda g, v, e: 1 / np.sqrt(v + e)),
            "γ is missing. What does the normalised number get multiplied with?",
        ),
    ],
    correct="γ/σ goes into the kernel, all the rest into the bias, and the normalisation costs nothing.",
    hint="Take one filter and one number x. Multiply γ(w·x + b − m)/σ + β out: what stands in front of x?",
    stronger="With f = γ/√(variance + ε), the formula is f·w·x + f·(b − m) + β. Which part is multiplied by x, and which parts "
    "are left for the bias?",
)

# ------------------------------------------------------------------------------------------------------------ 7.5 drop


def _drop(x, u, rate):
    return np.where(u < rate, 0.0, x / (1 - rate))


def _kept(kept, scale):
    """Keep other numbers, or scale them in another way."""
    return lambda x, u, r: np.where(kept(u, r), scale(x, r), 0.0)


def _scaled(x, rate):
    return x / (1 - rate)


def _by_rate(x, rate):
    return x / np.float64(rate)  # which may be 0


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
        (_decimals(-4, 4, (3, 4)), _decimals(0, 1, (3, 4)), 0.7),
        (np.array([2.0, 3.0, 5.0]), np.array([0.25, 0.125, 0.5]), 0.25),
        (np.array([-1234.567, 80.031, 7.77, 0.0, -0.123]), np.array([0.999, 0.302, 0.3047, 0.0, 0.30459]), 0.3046),
    ],
    mistakes=[
        Mistake(
            _kept(np.greater_equal, lambda x, r: x),
            "What is kept is not scaled, so the mean falls. By which factor does it fall?",
        ),
        Mistake(_kept(np.greater_equal, _by_rate), "You divide by the rate. Which share is left, the rate or 1 − rate?"),
        Mistake(
            _kept(np.greater_equal, lambda x, r: x * (1 - r)),
            "You multiply by 1 − rate. Should the numbers that are kept grow, or shrink?",
        ),
        Mistake(_kept(np.greater, _scaled), "You also drop a number whose u equals the rate. Is 0.25 below 0.25?"),
        *(
            Mistake(_kept(kept, scale), hint)
            for kept in (np.less, np.less_equal)
            for scale, hint in (
                (_scaled, "You drop what should be kept. On which side of the rate are the dropped ones?"),
                (_by_rate, "You read the rate as the share that is kept. What is lost at a rate of 0.9?"),
                (
                    lambda x, r: x,
                    "You drop what should be kept, and you do not scale. On which side of the rate are the dropped ones?",
                ),
            )
        ),
        Mistake(_kept(lambda u, r: u >= 1 - r, _scaled), "You compare u with 1 − rate. Which share of the u is below it?"),
        Mistake(
            lambda x, u, r: np.where(u < r, 0.0, x / (u >= r).mean()),
            "You divide by the share that this draw has kept. Which share does the rate promise?",
        ),
        Mistake(
            lambda x, u, r: (x / (1 - r))[u >= r],
            "The dropped numbers are gone from your result. What should stand in their places?",
        ),
        Mistake(lambda x, u, r: x / (1 - r), "Nothing is dropped. Which places become 0?"),
        Mistake(lambda x, u, r: np.where(u < r, 0.0, 1 / (1 - r)), "That is the mask with its scale. Where does x come in?"),
    ],
    correct="a share of 1 − rate is kept and scaled by 1/(1 − rate), so that the mean stays.",
    hint="At a rate of 0.25, how many of 100 numbers are left? By what do you multiply them to get the old sum?",
    stronger="`u < rate` is True where a number is dropped. What does `np.where` put there, and by which number, which is 0.75 "
    "at a rate of 0.25, is the rest divided?",
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
    """The shape after a stack, with a choice of mistakes."""
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


output_shape = Exercise(
    "7.6",
    "output_shape",
    "Walk through a stack",
    reference=lambda shape, stack: _walk(shape, stack),
    cases=[
        ((10, 13, 1), [("conv", 4, 3)]),
        ((9, 11, 2), [("pool", 2)]),
        ((12, 15, 3), [("conv", 5, 3), ("pool", 2), ("conv", 7, 2)]),
        ((4, 3, 5), [("flatten",)]),
        ((10, 12, 3), [("conv", 5, 3), ("pool", 2), ("flatten",), ("dense", 10)]),
        ((32, 40, 3), [("conv", 8, 3), ("pool", 2), ("conv", 16, 3), ("pool", 3), ("flatten",)]),
        ((28, 28, 1), [("conv", 4, 5), ("pool", 2), ("conv", 6, 5), ("pool", 2)]),
        ((3, 4, 2), [("flatten",), ("dense", 32)]),
        ((9, 11, 1), [("pool", 3), ("flatten",), ("dense", 32), ("dense", 7)]),
        ((240, 1300, 3), [("conv", 300, 1), ("conv", 64, 4), ("conv", 128, 7), ("pool", 4), ("pool", 2), ("flatten",)]),
        ((300, 140, 3), [("conv", 64, 5), ("flatten",)]),
    ],
    expects="the shape is {}",
    mistakes=[
        Mistake(partial(_walk, conv=lambda n, k: n), "Your convolution keeps the size, as `same` does. How many windows fit?"),
        Mistake(
            partial(_walk, conv=lambda n, k: n - k), "One place is missing in your convolution. Do 3 pixels hold a window of 3?"
        ),
        Mistake(
            partial(_walk, pool=lambda n, k: n - k + 1),
            "Your pooling moves by one pixel. What is its stride by default?",
        ),
        Mistake(
            partial(_walk, pool=lambda n, k: -(-n // k)),
            "Your pooling counts a window that is not full. What does `valid` do with a last odd row?",
        ),
        Mistake(partial(_walk, pool=lambda n, k: n // 2), "Your pooling always halves. Where does its size come in?"),
        Mistake(
            partial(_walk, channels=lambda c, f: c * f),
            "Your channels multiply. How deep is a filter, and how many maps does it make?",
        ),
        Mistake(partial(_walk, channels=lambda c, f: c), "Your convolution keeps the channels. How many maps does it make?"),
        Mistake(
            partial(_walk, flat=lambda shape: shape[0] * shape[1]),
            "Your Flatten forgets the channels. How many numbers did the maps hold?",
        ),
        Mistake(partial(_walk, dense=lambda n: 10), "Your Dense always gives 10 numbers. Where does its own number come in?"),
        Mistake(
            lambda shape, stack: _walk((shape[0], shape[0], shape[2]), stack),
            "You use the height for both axes. What if the picture is not square?",
        ),
        Mistake(
            lambda shape, stack: _walk((shape[1], shape[0], shape[2]), stack),
            "Height and width are swapped. Which comes first?",
        ),
        Mistake(lambda shape, stack: _walk(shape, stack[:-1]), "The last layer is missing. Where does your loop end?"),
        Mistake(
            lambda shape, stack: _walk(shape, stack[:1]),
            "Only the first layer counts in your answer. Is the `return` inside the loop?",
        ),
    ],
    correct="one layer's output is the next one's input, so a loop carries the shape through.",
    hint="Which layer goes wrong first? Try a stack of a single layer of each kind.",
    stronger="Write down the shape after every layer of the failing stack: n − k + 1 for a convolution, n // k for a pooling, "
    "one product for Flatten. After which layer does your function have another one?",
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


receptive_field = Exercise(
    "7.7",
    "receptive_field",
    "How far does it see?",
    reference=_receptive_field,
    cases=[  # without gaps between the pixels that a unit sees, so that their number is also the length of the field
        ([(5, 1, 1)],),
        ([(3, 1, 1), (3, 1, 1)],),
        ([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)],),
        ([(3, 2, 1), (5, 1, 1), (4, 3, 1), (2, 1, 1)],),
        ([(3, 1, 1), (3, 1, 2), (3, 1, 4)],),
        ([(3, 1, 1), (4, 2, 3), (3, 1, 2)],),
        ([(7, 1, 1), (1, 1, 1), (3, 2, 2), (3, 1, 1)],),
        ([(11, 4, 1), (3, 2, 1), (5, 1, 1), (3, 2, 1), (3, 1, 1), (3, 1, 2), (3, 1, 1)],),
        ([(3, 2, 1)] * 11,),
    ],
    expects="it sees {} pixels",
    mistakes=[
        Mistake(
            partial(_forward, jump=lambda step, s, d: 1),
            "The strides are missing. How far apart on the picture are two neighbours after a stride of 2?",
        ),
        Mistake(
            partial(_forward, early=True),
            "A layer's own stride counts too early. Does it spread its own window, or those that come after?",
        ),
        Mistake(
            partial(_forward, grow=lambda k, d, step: (k - 1) * step),
            "The dilation is missing. How many pixels does a window of 3 span at dilation rate 2?",
        ),
        Mistake(
            partial(_forward, grow=lambda k, d, step: (d * k - 1) * step),
            "You multiply the size by the dilation rate. How many gaps are between 3 samples?",
        ),
        Mistake(
            partial(_forward, jump=lambda step, s, d: step * s * d),
            "Your dilation spreads the later layers too. Are neighbours in a dilated layer's result further apart?",
        ),
        *(
            Mistake(
                partial(_forward, grow=lambda k, d, step: d * k * step, start=start),
                "Each layer adds its whole window. How many new pixels does a window of 5 add to one?",
            )
            for start in (1, 0)
        ),
        Mistake(partial(_forward, start=0), "One pixel is missing. What does a unit of the picture itself see?"),
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
            lambda stack: _receptive_field(stack[::-1]),
            "You go through the stack in the wrong direction. Which layer touches the picture?",
        ),
        Mistake(lambda stack: _forward(stack) ** 2, "That is a number of pixels in the plane. How many are along one axis?"),
    ],
    correct="each layer adds its gaps, stretched by all strides before it.",
    hint="Walk back from one unit: how many units of the layer before does it see, and how far apart are they?",
    stronger="Start with a field of 1 and a step of 1. A layer adds dilation_rate · (size − 1) · step, and after that "
    "multiplies the step by its stride. At which layer does your number differ?",
)

# -------------------------------------------------------------------------------------------------------- 7.8 how sure


def _shifted_by(shift):
    return lambda logits: softmax(logits, shift=shift).max(axis=1)


how_sure = Exercise(
    "7.8",
    "how_sure",
    "How sure is it?",
    reference=lambda logits: softmax(logits).max(axis=1),
    cases=[
        (np.array([[2.0, 1.0, -1.0], [0.5, 3.0, 1.0]]),),
        (np.array([[1.0, 1.0, 1.0, 1.0], [0.0, 2.0, 0.0, 1.0]]),),
        (np.array([[1.0, 4.0, 2.0], [0.0, -3.0, 5.0], [1.0, 1.0, 0.0], [2.0, 2.0, 2.0]]),),
        (np.array([[0.25, -1.5, 2.0], [1.0, 0.5, 0.75]], np.float32),),
        (np.array([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1003.0]]),),
        (_decimals(-3, 3, (5, 3)),),
        (np.array([[0.0, 0.0, 0.0, 0.0], [1000.0, 0.0, 0.0, 0.0]]),),
        (np.array([[0.0, 1000.0, 998.0], [-999.0, -1002.0, -1000.0]]),),
        (np.array([[300.123, 299.001, 300.119], [-20.357, -20.361, -19.999], [0.0, 0.001, 0.003]]),),
        (_decimals(-9, 9, (2, 12)),),
    ],
    mistakes=[
        Mistake(
            _shifted_by(lambda v: 0),
            "Your exponentials overflow or vanish, so a large logit gives nan. What can you subtract from each row?",
        ),
        Mistake(
            _shifted_by(np.max),
            "You subtract the largest logit of the whole batch. What is left of a row far below it?",
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
        *(
            Mistake(
                lambda v, most=most: softmax(np.clip(v, -most, most)).max(axis=1),
                "You cut off the logits. Which probabilities are left of the logits 1000 and 999?",
            )
            for most in (500, 100)
        ),
        Mistake(
            lambda v: softmax(v.reshape(1, -1)).reshape(v.shape).max(axis=1),
            "You divide by the sum over the whole batch. What should the probabilities of each row add up to?",
        ),
        Mistake(lambda v: softmax(v, axis=0).max(axis=1), "Your softmax runs down the columns. Which axis holds the classes?"),
        Mistake(
            lambda v: softmax(v).max(axis=0),
            "You take the largest of each column. How many answers does the network give for a batch?",
        ),
        Mistake(lambda v: softmax(v).max(), "That is one number. How many rows are there?"),
        Mistake(lambda v: softmax(v), "Those are all probabilities. Which one belongs to the network's own answer?"),
        Mistake(lambda v: np.argmax(v, axis=1), "That is the answer itself. How probable does the network find it?"),
        Mistake(lambda v: np.max(v, axis=1), "That is the largest logit. How does a row of logits become probabilities?"),
        Mistake(
            lambda v: 1 / (1 + np.exp(-np.clip(np.max(v, axis=1), -700, 700))),
            "That is the sigmoid of one logit. How do the other classes come in?",
        ),
        *(
            Mistake(
                lambda v, sign=sign: sign * np.log(softmax(v).max(axis=1)),
                "That is the logarithm of the probability, or the loss. What does the task ask for?",
            )
            for sign in (1, -1)
        ),
        Mistake(lambda v: softmax(v)[:, 0], "That is always the first class. Which one is the network's answer?"),
    ],
    correct="each row is shifted and divided by itself, so every answer has its own probability.",
    hint="Take the first row alone: exponentials, their sum, the largest share. What does your function do with it?",
    stronger="Subtract from each row its own largest logit (`keepdims=True` keeps the axis). Then the largest exponential of "
    "each row is 1: over which sum, along which axis, do you divide it?",
)

# ------------------------------------------------------------------------------------------------ 7.9 count parameters


def _counts(shape, stack, channels=lambda c, f: f, norm=4, biases=lambda f: f, depth=lambda c: c):
    counts = []
    for layer in stack:
        kind, *numbers = layer
        window = numbers[1] ** 2 if kind == "conv" else 1
        made = window * depth(shape[-1]) * numbers[0] + biases(numbers[0]) if kind in ("conv", "dense") else 0
        counts.append(norm * shape[-1] if kind == "norm" else made)
        shape = shape if kind == "norm" else _walk(shape, [layer], channels=channels)
    return counts


_LENET = [("conv", 4, 5), ("pool", 2), ("conv", 6, 5), ("pool", 2), ("flatten",), ("dense", 10)]
_NORMALISED = [("conv", 8, 3), ("norm",), ("conv", 5, 2), ("norm",), ("pool", 2), ("flatten",), ("dense", 12), ("norm",)]
count_parameters = Exercise(
    "7.9",
    "count_parameters",
    "Find the two bugs",
    reference=lambda shape, stack: _counts(shape, stack),
    cases=[
        ((28, 28, 1), _LENET),
        ((9, 11, 2), [("conv", 3, 2), ("conv", 5, 3)]),
        ((6, 5, 3), [("norm",)]),
        ((12, 13, 3), _NORMALISED),
        ((8, 7, 2), [("pool", 2), ("flatten",), ("dense", 7), ("dense", 4)]),
    ],
    mistakes=[
        Mistake(partial(_counts, channels=lambda c, f: c), "One bug is left: how many channels come out of a convolution?"),
        Mistake(partial(_counts, norm=2), "One bug is left: γ and β are counted. Which two does a normalisation only measure?"),
        Mistake(partial(_counts, channels=lambda c, f: c, norm=2), "This is what the colleague has. Which row is wrong first?"),
        Mistake(partial(_counts, channels=lambda c, f: c * f), "Your channels multiply. How many maps do six filters make?"),
        Mistake(partial(_counts, biases=lambda f: 1), "You count one bias for a layer. How many filters or units have one?"),
        Mistake(partial(_counts, biases=lambda f: 0), "The biases are gone. They were right in the colleague's lines. Why?"),
        Mistake(partial(_counts, norm=0), "A normalisation has numbers of its own. How many does it keep for a channel?"),
        Mistake(lambda shape, stack: sum(_counts(shape, stack)), "That is the total. How many layers does the stack have?"),
        Mistake(lambda shape, stack: [n for n in _counts(shape, stack) if n], "The zeros are gone. Which layers have none?"),
    ],
    correct="filters decide how many channels come out, and a normalisation keeps four numbers for each of them.",
    hint="Compare your list with what `summary()` prints, layer by layer. Which row is the first that differs?",
    stronger="A wrong row may come from a wrong shape. Which channels does a convolution hand on, and how many numbers does "
    "`BatchNormalization` on three channels keep?",
)
