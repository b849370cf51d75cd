"""The checks of chapter 07: right answers pass, each wrong one gets the hint that names its mistake."""

import numpy as np
from every_chapter import (  # noqa: F401
    test_a_right_answer_passes,
    test_a_wrong_answer_gets_the_hint_that_names_its_mistake,
    test_every_exercise_has_right_and_wrong_answers_a_number_a_second_hint_and_cases_to_try,
    test_every_mistake_is_wrong_and_gets_its_own_hint,
    test_every_question_knows_its_answer,
    test_every_slip_of_a_question_is_told_in_a_sentence,
)
from scipy import special

from course_utils import chapter
from course_utils.convolution import conv2d, conv2d_transpose, output_size
from course_utils.exercises import ch07

tf = chapter.import_tensorflow()  # now, and not in the seconds that an answer has

CHAPTER = ch07

# -------------------------------------------------------------------------------------------------------- right answers


def _weights_by_shape(kernel_size, channels, filters, groups, use_bias):
    kernel = np.zeros((*kernel_size, channels // groups, filters))
    return kernel.size + use_bias * filters


def _weights_by_group(kernel_size, channels, filters, groups, use_bias):
    one_group = kernel_size[0] * kernel_size[1] * (channels / groups) * (filters / groups)
    total = one_group * groups
    if use_bias:
        total += filters
    return total


def _place_by_strides(row, column, channel, shape):
    steps = (shape[1] * shape[2], shape[2], 1)
    return sum(index * step for index, step in zip((row, column, channel), steps, strict=True))


def _place_by_search(row, column, channel, shape):
    marked = np.zeros(shape)
    marked[row, column, channel] = 1
    return int(np.flatnonzero(marked)[0])


def _norm_by_rows(x, gamma, beta, epsilon):
    rows = x.reshape(-1, x.shape[-1])
    rows = (rows - rows.mean(axis=0)) / (rows.var(axis=0) + epsilon) ** 0.5
    return (rows * gamma + beta).reshape(x.shape)


def _norm_by_channel(x, gamma, beta, epsilon):
    result = np.zeros(x.shape)
    for c in range(x.shape[-1]):
        mean = np.mean(x[..., c])
        variance = np.mean((x[..., c] - mean) ** 2)
        result[..., c] = gamma[c] * (x[..., c] - mean) / np.sqrt(variance + epsilon) + beta[c]
    return result


def _fold_by_filter(kernel, bias, gamma, beta, mean, variance, epsilon):
    new_kernel, new_bias = kernel.copy(), bias.copy()
    for o in range(kernel.shape[-1]):
        scale = gamma[o] / (variance[o] + epsilon) ** 0.5
        new_kernel[..., o] = kernel[..., o] * scale
        new_bias[o] = beta[o] + scale * (bias[o] - mean[o])
    return [new_kernel, new_bias]


def _fold_expanded(kernel, bias, gamma, beta, mean, variance, epsilon):
    sigma = np.sqrt(variance + epsilon)
    return kernel * gamma / sigma, gamma * bias / sigma - gamma * mean / sigma + beta


def _fold_in_single_precision(kernel, *numbers):
    return tuple(part.astype(np.float32) for part in _fold_expanded(kernel, *numbers))


def _fold_with_tensorflow(*args):
    return tuple(tf.constant(part, tf.float32) for part in _fold_expanded(*args))


def _drop_by_loop(x, u, rate):
    result = [0 if chance < rate else value / (1 - rate) for value, chance in zip(x.ravel(), u.ravel(), strict=True)]
    return np.array(result).reshape(x.shape)


def _shape_by_formula(shape, stack):
    for layer in stack:
        match layer:
            case ("conv", filters, size):
                shape = (output_size(shape[0], size), output_size(shape[1], size), filters)
            case ("pool", size):
                shape = (output_size(shape[0], size, size), output_size(shape[1], size, size), shape[2])
            case ("flatten",):
                shape = (np.prod(shape),)
            case ("dense", units):
                shape = (units,)
    return shape


def _shape_recursively(shape, stack):
    if not stack:
        return list(shape)
    (kind, *numbers), rest = stack[0], stack[1:]
    if kind == "flatten":
        return _shape_recursively([shape[0] * shape[1] * shape[2]], rest)
    if kind == "dense":
        return _shape_recursively(numbers, rest)
    h, w, c = shape
    k = numbers[-1]
    return _shape_recursively([h - k + 1, w - k + 1, numbers[0]] if kind == "conv" else [h // k, w // k, c], rest)


def _shape_of_a_model(shape, stack):
    layers = tf.keras.layers
    make = {"conv": layers.Conv2D, "pool": layers.MaxPooling2D, "flatten": layers.Flatten, "dense": layers.Dense}
    return tf.keras.Sequential([tf.keras.Input(shape), *(make[kind](*rest) for kind, *rest in stack)]).output_shape[1:]


def _field_backwards(stack):
    field = 1
    for size, stride, dilation_rate in reversed(stack):
        field = (field - 1) * stride + dilation_rate * (size - 1) + 1
    return field


def _field_of_a_set(stack):
    seen = {0}
    for size, stride, dilation_rate in stack[::-1]:
        seen = {unit * stride + dilation_rate * tap for unit in seen for tap in range(size)}
    return max(seen) - min(seen) + 1


def _pixels_of_a_set(stack):
    """How many pixels have a gradient: the other way to read the task."""
    seen = {0}
    for size, stride, dilation_rate in stack[::-1]:
        seen = {unit * stride + dilation_rate * tap for unit in seen for tap in range(size)}
    return len(seen)


def _sure_by_rows(logits):
    result = []
    for row in logits:
        powers = np.exp(row - max(row))
        result.append(max(powers) / sum(powers))
    return result


def _sure_with_tensorflow(logits):
    return tf.reduce_max(tf.nn.softmax(logits), axis=1)


def _counts_of_a_model(shape, stack):
    layers = tf.keras.layers
    make = {"conv": layers.Conv2D, "pool": layers.MaxPooling2D, "flatten": layers.Flatten, "dense": layers.Dense}
    make["norm"] = layers.BatchNormalization
    model = tf.keras.Sequential([tf.keras.Input(shape), *(make[kind](*rest) for kind, *rest in stack)])
    return [layer.count_params() for layer in model.layers]


def _counts_by_match(shape, stack, norm=4, dense_bias=lambda units: units, hand_on=lambda channels, filters: filters):
    def one(layer):
        nonlocal shape
        match layer:
            case ("conv", filters, size):
                made = (size * size * shape[2] + 1) * filters
                shape = (shape[0] - size + 1, shape[1] - size + 1, hand_on(shape[2], filters))
            case ("pool", size):
                made, shape = 0, (shape[0] // size, shape[1] // size, shape[2])
            case ("norm",):
                made = norm * shape[-1]
            case ("flatten",):
                made, shape = 0, (int(np.prod(shape)),)
            case ("dense", units):
                made, shape = shape[0] * units + dense_bias(units), (units,)
        return made

    return [one(layer) for layer in stack]


RIGHT = [
    ("conv2d_weights", _weights_by_shape),
    ("conv2d_weights", _weights_by_group),
    ("flat_place", _place_by_strides),
    ("flat_place", _place_by_search),
    ("flat_place", lambda row, column, channel, shape: np.ravel_multi_index((row, column, channel), shape)),
    ("batch_norm", _norm_by_rows),
    ("batch_norm", _norm_by_channel),
    ("fold", _fold_by_filter),
    ("fold", _fold_expanded),
    ("fold", _fold_in_single_precision),
    ("fold", _fold_with_tensorflow),
    ("drop", _drop_by_loop),
    ("drop", lambda x, u, rate: x * (u >= rate) / (1 - rate)),
    ("output_shape", _shape_by_formula),
    ("output_shape", _shape_recursively),
    ("output_shape", _shape_of_a_model),
    ("receptive_field", _field_backwards),
    ("receptive_field", _field_of_a_set),
    ("receptive_field", _pixels_of_a_set),
    ("how_sure", _sure_by_rows),
    ("how_sure", _sure_with_tensorflow),
    ("how_sure", lambda logits: special.softmax(logits, axis=1).max(axis=1)),
    ("how_sure", lambda logits: 1 / np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1)),
    ("count_parameters", _counts_of_a_model),
    ("count_parameters", _counts_by_match),
    ("count_parameters", lambda shape, stack: np.array(_counts_by_match(shape, stack))),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _norm(mean_axes=lambda x: tuple(range(x.ndim - 1)), root=lambda v, e: np.sqrt(v + e)):
    def answer(x, gamma, beta, epsilon):
        mean, variance = x.mean(axis=mean_axes(x), keepdims=True), x.var(axis=mean_axes(x), keepdims=True)
        return (x - mean) / root(variance, epsilon) * gamma + beta

    return answer


def _norm_in_place(x, gamma, beta, epsilon):
    result = _norm_by_rows(x, gamma, beta, epsilon)
    x[...] = result
    return result


def _scaled(k, b, g, beta, m, v, e):
    return g / np.sqrt(v + e)


def _through(shape, stack, same=False, multiply=False):
    for kind, *numbers in stack:
        if kind == "conv":
            cut = 0 if same else numbers[1] - 1
            depth = shape[2] * numbers[0] if multiply else numbers[0]
            shape = (shape[0] - cut, shape[1] - cut, depth)
        elif kind == "pool":
            shape = (shape[0] // numbers[0], shape[1] // numbers[0], shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(numbers)
    return shape


def _drops_into_zeros_like(x, u, rate):
    result = np.zeros_like(x)
    result[u >= rate] = (x / (1 - rate))[u >= rate]
    return result


def _ten_classes(shape, stack):
    return _through(shape, [("dense", 10) if layer[0] == "dense" else layer for layer in stack])


def _returns_in_the_loop(shape, stack):
    for layer in stack:
        return tuple(_through(shape, [layer]))
    return shape


def _field(stack, own_stride_first=False, dilated=True):
    field, step = 1, 1
    for size, stride, rate in stack:
        if own_stride_first:
            step *= stride
        field += (size - 1) * (rate if dilated else 1) * step
        if not own_stride_first:
            step *= stride
    return field


def _plain_softmax(logits):
    powers = np.exp(logits)
    return np.max(powers / np.sum(powers, axis=1)[:, None], axis=1)


def _softmax_with_shift(shift):
    def answer(logits):
        powers = np.exp(logits - shift(logits))
        return (powers / powers.sum(axis=1, keepdims=True)).max(axis=1)

    return answer


WRONG = [
    ("conv2d_weights", lambda k, c, f, g, b: k[0] * k[1] * c // g * f, "The biases are missing"),
    ("conv2d_weights", lambda k, c, f, g, b: k[0] * k[1] * c // g * f + int(b), "one bias for the layer"),
    ("conv2d_weights", lambda k, c, f, g, b: k[0] * k[1] * c // g * f + c * b, "each channel that comes in"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] * k[1] * c // g + b) * f % 65536, "shape of the kernel"),
    ("conv2d_weights", lambda k, c, f, g, b: k[0] * k[1] * c // g * f + f, "always count the biases"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] * k[1] * c + b) * f, "see all channels"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] * k[1] * c * g + b) * f, "multiply by the groups"),
    ("conv2d_weights", lambda k, c, f, g, b: k[0] * k[1] * (c // g) * (f // g) + b * f, "right for one group"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] * k[1] + b) * f, "channels that come in are missing"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] ** 2 * c // g + b) * f, "rows of the kernel twice"),
    ("conv2d_weights", lambda k, c, f, g, b: (sum(k) * c // g + b) * f, "add rows and columns"),
    ("conv2d_weights", lambda k, c, f, g, b: (k[0] * k[1] * c // g) + b * f, "kernel of one filter"),
    ("flat_place", lambda i, j, c, s: (i * s[0] + j) * s[2] + c, "by the height"),
    ("flat_place", lambda i, j, c, s: c * s[0] * s[1] + i * s[1] + j, "channels-first"),
    ("flat_place", lambda i, j, c, s: i * s[1] * s[2] + j * s[2], "The channel is missing"),
    ("flat_place", lambda i, j, c, s: np.uint8(((i * s[1] + j) * s[2] + c) % 256), "kept as uint8"),
    ("flat_place", lambda i, j, c, s: i * s[1] + j, "You count pixels"),
    ("flat_place", lambda i, j, c, s: (i * s[1] + j) * s[2] + c + 1, "count from 1"),
    ("flat_place", lambda i, j, c, s: c + s[2] * (i + s[0] * j), "down the columns first"),
    ("flat_place", lambda i, j, c, s: c + s[2] * (i + s[1] * j), "Row and column are swapped"),
    ("batch_norm", _norm(root=lambda v, e: v + e), "divide by the variance"),
    ("batch_norm", _norm(root=lambda v, e: np.sqrt(v) + e), "outside the root"),
    ("batch_norm", _norm(root=lambda v, e: np.sqrt(v + 0.001)), "always 0.001"),
    ("batch_norm", _norm(root=lambda v, e: np.sqrt(v + 1e-5)), "always 1e-05"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, np.abs(g), b, e), "of its first number"),
    ("batch_norm", _norm(root=lambda v, e: np.sqrt(v)), "Your ε is missing"),
    ("batch_norm", _norm(mean_axes=lambda x: None), "one mean of everything"),
    ("batch_norm", _norm(mean_axes=lambda x: -1), "average over the channels"),
    ("batch_norm", _norm(mean_axes=lambda x: 0), "over the batch only"),
    ("batch_norm", _norm(mean_axes=lambda x: tuple(range(1, x.ndim))), "each example by itself"),
    ("batch_norm", lambda x, g, b, e: (_norm_by_rows(x, 1, 0, e) + b) * g, "before you multiply"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, g, 0, e), "β is missing"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, 1, b, e), "γ is missing"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, 1, 0, e), "γ and β are missing"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, b, g, e), "γ and β are swapped"),
    ("batch_norm", lambda x, g, b, e: _norm_by_rows(x, g, b, e).T, "transposed"),
    ("fold", lambda k, b, g, beta, m, v, e: (k, b), "both back unchanged"),
    ("fold", lambda k, b, g, beta, m, v, e: (k * g / np.sqrt(v + e), b), "Your bias is the old one"),
    ("fold", lambda k, b, g, beta, m, v, e: (k, (b - m) * g / np.sqrt(v + e) + beta), "Your kernel is the old one"),
    ("fold", lambda *a: (a[0] * _scaled(*a), a[1] + a[3] - a[4] * _scaled(*a)), "own bias is not scaled"),
    ("fold", lambda *a: (a[0] * _scaled(*a), a[1] * _scaled(*a) + a[3]), "moving mean is missing"),
    ("fold", lambda *a: (a[0] * _scaled(*a), a[3] - a[4] * _scaled(*a)), "own bias is lost"),
    ("fold", lambda *a: (a[0] * _scaled(*a), (a[1] - a[4]) * _scaled(*a)), "β is missing"),
    ("fold", lambda *a: (a[0] * _scaled(*a), (a[1] - a[4] + a[3]) * _scaled(*a)), "You scale β too"),
    ("fold", lambda *a: _fold_expanded(*a[:2], 1, *a[3:]), "γ is missing"),
    ("fold", lambda *a: _fold_expanded(*a[:5], (a[5] + a[6]) ** 2 - a[6], a[6]), "divide by the variance"),
    ("fold", lambda *a: _fold_expanded(*a[:6], 0), "Your ε is missing"),
    ("fold", lambda *a: _fold_expanded(*a)[::-1], "does the task name first"),
    ("fold", lambda *a: _fold_expanded(*a)[0], "Which two arrays"),
    ("fold", lambda *a: _fold_expanded(*a)[1], "Which two arrays"),
    ("fold", lambda *a: (_fold_expanded(*a)[0] + 1j, _fold_expanded(*a)[1]), "is complex"),
    ("fold", lambda *a: [part.astype(str) for part in _fold_expanded(*a)], "What are the two parts"),
    ("drop", lambda x, u, rate: np.where(u < rate, 0, x), "not scaled"),
    ("drop", lambda x, u, rate: np.where(u < rate, 0, x * (1 - rate)), "multiply by 1 − rate"),
    ("drop", lambda x, u, rate: (u < rate) * x / (1 - rate), "drop what should be kept. On"),
    ("drop", lambda x, u, rate: (u < rate) * x, "and you do not scale"),
    ("drop", lambda x, u, rate: (u >= 1 - rate) * x / (1 - rate), "compare u with 1 − rate"),
    ("drop", lambda x, u, rate: x[u >= rate] / (1 - rate), "gone from your result"),
    ("drop", lambda x, u, rate: x / (1 - rate), "Nothing is dropped"),
    ("drop", lambda x, u, rate: (u >= rate) / (1 - rate), "the mask with its scale"),
    ("drop", lambda x, u, rate: np.where(u < rate, 0, x / rate), "You divide by the rate"),
    ("drop", lambda x, u, rate: np.where(u < rate, x / rate, 0), "the share that is kept"),
    ("drop", lambda x, u, rate: np.where(u > rate, 0, x / rate), "the share that is kept"),
    ("drop", lambda x, u, rate: np.where(u <= rate, 0, x / (1 - rate)), "whose u equals the rate"),
    ("drop", lambda x, u, rate: x * (u > rate) / (1 - rate), "whose u equals the rate"),
    ("drop", lambda x, u, rate: np.where(u < rate, 0, x / np.mean(u >= rate)), "the share that this draw has kept"),
    ("drop", _drops_into_zeros_like, "cut down to whole numbers"),
    ("output_shape", _ten_classes, "always gives 10"),
    ("output_shape", lambda shape, stack: _through(shape, stack, same=True), "as `same` does"),
    ("output_shape", lambda shape, stack: _through(shape, stack, multiply=True), "Your channels multiply"),
    ("output_shape", _returns_in_the_loop, "inside the loop"),
    ("output_shape", lambda shape, stack: _through((shape[1], shape[0], shape[2]), stack), "Height and width are swapped"),
    ("output_shape", lambda shape, stack: _through((shape[0], shape[0], shape[2]), stack), "height for both axes"),
    ("output_shape", lambda shape, stack: _through(shape, stack[:-1]), "The last layer is missing"),
    ("receptive_field", lambda stack: _field(stack, own_stride_first=True), "own stride counts too early"),
    ("receptive_field", lambda stack: _field(stack, dilated=False), "The dilation is missing"),
    ("receptive_field", lambda stack: _field([(k, 1, d) for k, s, d in stack]), "The strides are missing"),
    ("receptive_field", lambda stack: _field(stack[::-1]), "in the wrong direction"),
    ("receptive_field", lambda stack: _field([(k, 1, 1) for k, s, d in stack]), "Strides and dilation are both missing"),
    ("receptive_field", lambda stack: 1 + sum((k - 1) * d * s for k, s, d in stack), "by its own stride only"),
    ("receptive_field", lambda stack: _field(stack) - 1, "One pixel is missing"),
    ("receptive_field", lambda stack: sum(size for size, _, _ in stack), "You add the windows"),
    ("receptive_field", lambda stack: _field(stack) ** 2, "along one axis"),
    ("how_sure", _plain_softmax, "overflow or vanish"),
    ("how_sure", _softmax_with_shift(np.max), "largest logit of the whole batch"),
    ("how_sure", _softmax_with_shift(lambda v: v.mean(axis=1, keepdims=True)), "the mean of each row"),
    ("how_sure", _softmax_with_shift(lambda v: abs(v).max(axis=1, keepdims=True)), "absolute value"),
    ("how_sure", _softmax_with_shift(lambda v: v[:, :1]), "always the same logit"),
    ("how_sure", _softmax_with_shift(lambda v: v[:, -1:]), "always the same logit"),
    ("how_sure", _softmax_with_shift(lambda v: v.min(axis=1)[:, None]), "the smallest logit"),
    ("how_sure", lambda v: special.softmax(np.clip(v, -700, 700), axis=1).max(axis=1), "cut off the logits"),
    ("how_sure", lambda v: special.softmax(v).max(axis=1), "sum over the whole batch"),
    ("how_sure", lambda v: special.softmax(v, axis=0).max(axis=1), "down the columns"),
    ("how_sure", lambda v: special.softmax(v, axis=1).max(axis=0), "the largest of each column"),
    ("how_sure", lambda v: special.softmax(v, axis=1).max(), "one number"),
    ("how_sure", lambda v: special.softmax(v, axis=1), "all probabilities"),
    ("how_sure", lambda v: v.argmax(axis=1), "the answer itself"),
    ("how_sure", lambda v: v.max(axis=1), "That is the largest logit"),
    ("how_sure", lambda v: special.log_softmax(v, axis=1).max(axis=1), "the logarithm of the probability"),
    ("how_sure", lambda v: special.softmax(v, axis=1)[:, 0], "the first class"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, norm=2, hand_on=lambda c, f: c), "what the colleague has"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, norm=2), "only measure"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, hand_on=lambda c, f: c), "come out of a convolution"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, hand_on=lambda c, f: c * f), "Your channels multiply"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, norm=0), "has numbers of its own"),
    ("count_parameters", lambda s, k: sum(_counts_by_match(s, k)), "That is the total"),
    ("count_parameters", lambda s, k: [n for n in _counts_by_match(s, k) if n], "The zeros are gone"),
    ("count_parameters", lambda s, k: _counts_by_match(s, k, dense_bias=lambda units: 1), "the first that differs"),
]


def test_right_values_from_a_changed_batch_are_told_so():
    assert "your result is right, but your function changed its input `x`" in ch07.batch_norm(_norm_in_place).message


def test_a_folded_convolution_gives_what_convolution_and_normalisation_give():
    rng = np.random.default_rng(0)
    kernel, numbers, images = rng.normal(size=(3, 2, 2, 4)), rng.uniform(0.5, 2, (5, 4)), rng.normal(size=(2, 6, 5, 2))
    bias, gamma, beta, mean, variance = numbers
    expected = gamma * (conv2d(images, kernel) + bias - mean) / np.sqrt(variance + 0.1) + beta
    folded_kernel, folded_bias = ch07.fold.reference(kernel, bias, gamma, beta, mean, variance, 0.1)
    np.testing.assert_allclose(conv2d(images, folded_kernel) + folded_bias, expected)


# ---------------------------------------------------------------------------------------------- predictions and recall

_ONES = np.ones((1, 4, 4, 1))
ANSWERS = {
    "filter_weights": np.zeros((5, 5, 6)).size,
    "standardised": (6 - np.mean([2, 4, 6])) / np.std([2, 4, 6]),
    "way_back": "b",
    "rows_of_maps": np.zeros((8, 4, 4, 6)).reshape(8, -1).shape,
    "size_with_stride": output_size(32, 5, 2),
    "first_layer": (
        *conv2d(np.ones((1, 28, 28, 1)), np.ones((5, 5, 1, 4))).shape[1:],
        ch07.conv2d_weights.reference((5, 5), 1, 4, 1, True),
    ),
    "second_layer": (
        *conv2d(np.ones((1, 24, 24, 4)), np.ones((5, 5, 4, 6))).shape[1:],
        ch07.conv2d_weights.reference((5, 5), 4, 6, 1, True),
    ),
    "wrong_entry": "c",
    "larger_size": conv2d_transpose(_ONES, np.ones((3, 3, 1, 1)), 2).shape[1],
    "norm_counts": (2 * 4, 2 * 4),
    "where_it_looks": "c",
    "dense_parameters": _counts_by_match((7, 7, 16), [("flatten",), ("dense", 10)])[1],
    "mean_in_use": "b",
    "kept_number": 4.0 / (1 - 0.2),
    "stack_sees": _field([(3, 1, 1), (2, 2, 1), (3, 1, 1)]),
}


def test_the_colleagues_entry_that_is_called_wrong_is_the_only_wrong_one():
    counts = [ch07.conv2d_weights.reference((5, 5), 1, 4, 1, use_bias) for use_bias in (True, True, False, True)]
    assert [count == said for count, said in zip(counts, (104, 104, 103, 104), strict=True)] == [True, True, False, True]
