"""The checks of chapter 06: right answers pass, each wrong one gets the hint that names its mistake."""

import math

import numpy as np
import pytest
from every_chapter import (  # noqa: F401
    test_a_right_answer_passes,
    test_a_wrong_answer_gets_the_hint_that_names_its_mistake,
    test_every_exercise_has_right_and_wrong_answers_a_number_a_second_hint_and_cases_to_try,
    test_every_mistake_is_wrong_and_gets_its_own_hint,
    test_every_question_knows_its_answer,
    test_every_slip_of_a_question_is_told_in_a_sentence,
)
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage, signal
from skimage.measure import block_reduce

from course_utils import chapter as opening
from course_utils.convolution import conv2d, correlate2d, max_pool2d
from course_utils.exercises import ch06
from course_utils.kernels import KERNELS

CHAPTER = ch06

opening.import_tensorflow()  # before an answer with it is given ten seconds

LUMA = np.array([0.2989, 0.5870, 0.1140])


# -------------------------------------------------------------------------------------------------------- right answers


def _brightness_by_channel(picture):
    red, green, blue = (picture[:, :, c] / 255 for c in range(3))
    return 0.2989 * red + 0.5870 * green + 0.1140 * blue


def _delta(shape):
    return np.pad([[1.0]], [(n // 2, n // 2) for n in shape])


def _sharpening_in_place(blur, amount):
    kernel = -amount * blur
    kernel[blur.shape[0] // 2, blur.shape[1] // 2] += 1 + amount
    return kernel


def _slopes(picture):
    return [correlate2d(picture, KERNELS[name], "valid") for name in ("sobel_x", "sobel_y")]


def _edges_by_complex_number(picture):
    return abs(signal.correlate2d(picture, KERNELS["sobel_x"] + 1j * KERNELS["sobel_y"], "valid"))


def _edges_by_ndimage(picture):
    picture = np.asarray(picture, float)
    return np.hypot(ndimage.sobel(picture, 0), ndimage.sobel(picture, 1))[1:-1, 1:-1]


def _edges_by_slices(picture):
    p = picture if picture.dtype == np.float32 else picture.astype(float)
    right = p[:-2, 2:] + 2 * p[1:-1, 2:] + p[2:, 2:] - p[:-2, :-2] - 2 * p[1:-1, :-2] - p[2:, :-2]
    down = p[2:, :-2] + 2 * p[2:, 1:-1] + p[2:, 2:] - p[:-2, :-2] - 2 * p[:-2, 1:-1] - p[:-2, 2:]
    return np.sqrt(right**2 + down**2).tolist()


def _factor_by_loops(kernel, period):
    total = 0
    for m in range(kernel.shape[0]):
        for n in range(kernel.shape[1]):
            total += kernel[m, n] * np.cos(2 * np.pi * (n - kernel.shape[1] // 2) / period)
    return total


def factor(kernel, period):
    """The function of the chapter."""
    return _factor_by_loops(kernel, period)


def _factor_by_fourier(kernel, period):
    n = np.arange(kernel.shape[1]) - kernel.shape[1] // 2
    return (kernel @ np.exp(-2j * np.pi * n / period)).sum().real


def _factor_by_stripes(kernel, period):
    """Filter stripes and look: the formula, measured."""
    middle = 20
    stripes = np.tile(np.cos(2 * np.pi * (np.arange(41) - middle) / period), (len(kernel), 1))
    return correlate2d(stripes, kernel, "valid")[0, middle - kernel.shape[1] // 2]


def _shape_by_padding(shape, padding):
    if isinstance(padding, int):
        padding = (padding, padding)
    widths = [(one, one) if isinstance(one, int) else one for one in padding]
    return np.pad(np.zeros(shape), [(0, 0), *widths, (0, 0)]).shape


def _shape_by_cases(shape, padding):
    n, height, width, channels = shape
    match padding:
        case (top, bottom), (left, right):
            return [n, height + top + bottom, width + left + right, channels]
        case rows, columns:
            return [n, height + 2 * rows, width + 2 * columns, channels]
    return [n, height + 2 * padding, width + 2 * padding, channels]


def _pool_by_loops(picture, size):
    rows, columns = picture.shape[0] // size, picture.shape[1] // size
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = picture[i * size : (i + 1) * size, j * size : (j + 1) * size].max()
    return result


def _full_by_loops(picture, filters):
    kh, kw, channels, outputs = filters.shape
    result = np.zeros((picture.shape[0] - kh + 1, picture.shape[1] - kw + 1, outputs))
    for o in range(outputs):
        for c in range(channels):
            result[:, :, o] += correlate2d(picture[:, :, c].astype(float), filters[:, :, c, o], "valid")
    return result


def _full_by_scipy(picture, filters):
    maps = [signal.correlate(picture.astype(float), f, "valid")[..., 0] for f in np.moveaxis(filters.astype(float), 3, 0)]
    return np.stack(maps, axis=-1)


def _full_with_own_helper(picture, filters):
    def conv2d(picture, kernels):
        return sum(correlate2d(picture[..., c] * 1.0, kernels[..., c], "valid") for c in range(picture.shape[2]))

    return np.stack([conv2d(picture, filters[..., o]) for o in range(filters.shape[3])], axis=2)


def _full_by_tensorflow(picture, filters):
    import tensorflow as tf

    return tf.nn.convolution(tf.cast(picture, tf.float64)[None], tf.cast(filters, tf.float64))[0]


def _edge_map_by_library(picture, size):
    answer = np.abs(correlate2d(picture, KERNELS["edge_detect_8"], "valid"))
    return max_pool2d(answer[None, :, :, None], size)[0, :, :, 0]


def _edge_map_by_loops(picture, size):
    p = np.asarray(picture, float)
    rows, columns = (n - 2 for n in p.shape)
    found = [[abs(9 * p[i + 1, j + 1] - p[i : i + 3, j : j + 3].sum()) for j in range(columns)] for i in range(rows)]
    return _pool_by_loops(np.array(found), size).tolist()


def _edge_map_by_both_signs(picture, size):
    answer = signal.correlate2d(picture * 1.0, KERNELS["edge_detect_8"], "valid")
    return np.maximum(_pool_by_loops(answer, size), _pool_by_loops(-answer, size))


RIGHT = [
    ("brightness", lambda picture: picture @ LUMA / 255),
    ("brightness", _brightness_by_channel),
    ("brightness", lambda picture: (np.dot(picture / 255.0, LUMA)).tolist()),
    ("brightness", lambda picture: np.average(picture, axis=2, weights=LUMA) * LUMA.sum() / 255),
    ("sharpening", lambda blur, amount: (1 + amount) * _delta(blur.shape) - amount * blur),
    ("sharpening", _sharpening_in_place),
    ("sharpening", lambda blur, amount: _delta(blur.shape) + amount * (_delta(blur.shape) - blur)),
    ("edge_strength", lambda picture: np.hypot(*_slopes(picture))),
    ("edge_strength", lambda picture: np.sqrt(sum(slope**2 for slope in _slopes(picture)))),
    ("edge_strength", _edges_by_complex_number),
    ("edge_strength", _edges_by_ndimage),
    ("edge_strength", _edges_by_slices),
    ("stripe_factor", _factor_by_loops),
    ("stripe_factor", _factor_by_fourier),
    ("stripe_factor", _factor_by_stripes),
    ("padded_shape", _shape_by_padding),
    ("padded_shape", _shape_by_cases),
    ("max_pool", _pool_by_loops),
    ("max_pool", lambda picture, size: max_pool2d(picture[None, :, :, None], size)[0, :, :, 0]),
    ("max_pool", lambda picture, size: sliding_window_view(picture, (size, size))[::size, ::size].max(axis=(2, 3))),
    ("max_pool", lambda p, s: block_reduce(p, (s, s), np.max, cval=-1000)[: p.shape[0] // s, : p.shape[1] // s]),
    ("full_convolution", _full_by_loops),
    ("full_convolution", _full_by_scipy),
    ("full_convolution", _full_with_own_helper),
    ("full_convolution", _full_by_tensorflow),
    ("edge_map", _edge_map_by_library),
    ("edge_map", _edge_map_by_loops),
    ("edge_map", _edge_map_by_both_signs),
]


def _brightness_by_tensorflow(picture):
    import tensorflow as tf

    return tf.image.rgb_to_grayscale(picture / 255)[..., 0]


# -------------------------------------------------------------------------------------------------------- wrong answers


def _eye(blur):
    return np.eye(*blur.shape)


def _at(row, column):
    def answer(blur, amount):
        kernel = -amount * blur
        kernel[row(blur), column(blur)] += 1 + amount
        return kernel

    return answer


def _blur_is_changed(blur, amount):
    blur *= -amount
    blur[blur.shape[0] // 2, blur.shape[1] // 2] += 1 + amount
    return blur


def _ceil_pool(picture, size):
    rows, columns = -(-picture.shape[0] // size), -(-picture.shape[1] // size)
    windows = [[picture[i * size : i * size + size, j * size : j * size + size] for j in range(columns)] for i in range(rows)]
    return np.array([[window.max() for window in row] for row in windows])


def _pool_from_zero(picture, size):
    result = np.zeros([n // size for n in picture.shape])
    for (i, j), _ in np.ndenumerate(result):
        for value in picture[i * size : (i + 1) * size, j * size : (j + 1) * size].flat:
            result[i, j] = max(result[i, j], value)
    return result


def _pool_reshaped(picture, size):
    rows, columns = np.array(picture.shape) // size
    return picture[: rows * size, : columns * size].reshape(rows, columns, -1).max(axis=2)


def _overwritten(picture, filters):
    for c in range(picture.shape[2]):
        maps = [correlate2d(picture[:, :, c].astype(float), filters[:, :, c, o], "valid") for o in range(filters.shape[3])]
    return np.stack(maps, axis=-1)


def _apart(picture, filters):
    last = filters.shape[3] - 1
    return np.stack(
        [correlate2d(picture[..., c] * 1.0, filters[..., c, min(c, last)], "valid") for c in range(picture.shape[2])], axis=-1
    )


def _same(picture, filters):
    ends = [((k - 1) // 2, k // 2) for k in filters.shape[:2]]
    return _full_by_loops(np.pad(picture, [*ends, (0, 0)]), filters)


def _whole_numbers(picture, filters):
    maps = np.zeros(_full_by_loops(picture, filters).shape, int)
    maps[:] = _full_by_loops(picture, filters)
    return maps


def _in_bytes(picture, filters):
    maps = np.zeros(_full_by_loops(picture, filters).shape, picture.dtype)
    maps[:] = _full_by_loops(picture, filters).astype(int) if picture.dtype.kind == "u" else _full_by_loops(picture, filters)
    return maps


def _pool_from(first):
    def answer(picture, size):
        result = np.zeros([n // size for n in picture.shape])
        for i, j in np.ndindex(result.shape):
            result[i, j] = max(first, *picture[i * size : (i + 1) * size, j * size : (j + 1) * size].flat)
        return result

    return answer


def _factor_from(middle):
    def answer(kernel, period):
        n = np.arange(kernel.shape[1]) - middle(kernel)
        return (kernel * np.cos(2 * np.pi * n / period)).sum()

    return answer


def _edge_answers(picture, mode="valid", kernel="edge_detect_8"):
    return correlate2d(picture, KERNELS[kernel], mode)


def _with_border(picture):
    return np.pad(picture, 1, mode="edge")


def _reads_the_pairs(extra):
    def answer(shape, padding):
        if np.ndim(padding) < 2:
            return _shape_by_cases(shape, padding)
        rows, columns = extra(*padding)
        return [shape[0], shape[1] + rows, shape[2] + columns, shape[3]]

    return answer


WRONG = [
    ("brightness", lambda p: p.mean(axis=2) / 255, "weigh the three colours alike"),
    ("brightness", lambda p: (p[..., 0] + p[..., 1] + p[..., 2]) / 3 / 255, "wrap around at 256. Which dtype"),
    ("brightness", lambda p: p @ LUMA / 256, "divide by 256"),
    ("brightness", lambda p: p @ LUMA, "is 255 times the expected"),
    ("brightness", lambda p: p[..., ::-1] @ LUMA / 255, "weights run backwards"),
    ("brightness", lambda p: np.round(p @ LUMA) / 255, "round to whole shades first"),
    ("brightness", lambda p: (p @ LUMA / 255).round(), "round to 0 and 1"),
    ("brightness", lambda p: p[:, :, 1] / 255, "green alone"),
    ("brightness", lambda p: p @ LUMA / p.max(), "by the brightest pixel"),
    ("brightness", lambda p: p / 255, "How many axes"),
    ("sharpening", lambda b, a: a * (_delta(b.shape) - b), "what the blur takes away, times"),
    ("sharpening", lambda b, a: _delta(b.shape) * (1 - a) + a * b, "the wrong sign: it blurs"),
    ("sharpening", lambda b, a: _delta(b.shape) - a * b, "subtract the blur alone"),
    ("sharpening", lambda b, a: 2 * _delta(b.shape) - b, "does not follow `amount`"),
    ("sharpening", lambda b, a: (1 + a) - a * b, "is 1 everywhere"),
    ("sharpening", lambda b, a: (1 + a) * _eye(b) - a * b, "on the diagonal"),
    ("sharpening", _at(lambda b: 0, lambda b: 0), "is in the corner"),
    ("sharpening", _at(lambda b: min(1, len(b) - 1), lambda b: 1), "at [1, 1], whatever"),
    ("sharpening", _blur_is_changed, "Which line writes into it"),
    ("edge_strength", lambda p: sum(abs(slope) for slope in _slopes(p)), "You add the two lengths"),
    ("edge_strength", lambda p: correlate2d(p, KERNELS["sobel_x"] + KERNELS["sobel_y"], "valid"), "slopes with their signs"),
    ("edge_strength", lambda p: _slopes(p)[0] ** 2 + _slopes(p)[1] ** 2, "These are squares"),
    ("edge_strength", lambda p: abs(_slopes(p)[0]), "the slope to the right alone"),
    ("edge_strength", lambda p: _slopes(p)[1], "the slope downwards alone"),
    ("edge_strength", lambda p: np.max(np.abs(_slopes(p)), axis=0), "the larger slope only"),
    ("edge_strength", lambda p: np.hypot(*(correlate2d(p, KERNELS[f"sobel_{a}"], "same") for a in "xy")), "mode `same`"),
    ("edge_strength", lambda p: np.hypot(*(correlate2d(p, KERNELS[f"sobel_{a}"], "full") for a in "xy")), "mode `full`"),
    ("edge_strength", lambda p: np.hypot(*(correlate2d(p, KERNELS[f"prewitt_{a}"], "valid") for a in "xy")), "the Prewitt"),
    ("stripe_factor", lambda k, p: abs(_factor_by_fourier(k, p)), "You lose the sign"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k.T, p), "You follow the rows"),
    ("stripe_factor", lambda k, p: (k @ np.cos(2 * np.pi * np.arange(k.shape[1]) / p)).sum(), "from the edge"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k, 2 * np.pi * p), "The factor 2π is missing"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k, 1 / p), "multiply by the period"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k, p) / len(k), "the mean of the rows"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k, p) / k.sum(), "You divide by the sum"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k / k.sum(), p), "You divide by the sum"),
    ("stripe_factor", lambda k, p: _factor_by_loops(k, int(p)), "cut the period down"),
    ("stripe_factor", _factor_from(lambda k: len(k) // 2), "from the number of rows"),
    ("stripe_factor", lambda kernel, period: factor(kernel, period), "over its rows first"),
    ("stripe_factor", lambda k, p: np.sum(k), "the sum of the kernel, for a flat area"),
    ("padded_shape", lambda s, p: _shape_by_cases(s, p) if isinstance(p, int) else s, "Only a single number"),
    ("padded_shape", _reads_the_pairs(lambda a, b: (a[0] + b[0], a[1] + b[1])), "(top, left) and (bottom, right)"),
    ("padded_shape", _reads_the_pairs(lambda a, b: (2 * a[0], 2 * b[0])), "the first number of each pair twice"),
    ("padded_shape", lambda s, p: _shape_by_cases(s, (p, p) if np.ndim(p) == 1 else p), "as before and after"),
    ("padded_shape", lambda s, p: _shape_by_cases(s, p if isinstance(p, int) else p[::-1]), "Height and width are swapped"),
    ("padded_shape", ch06._padded_once, "for one side only"),
    ("padded_shape", lambda s, p: s, "does not change"),
    ("padded_shape", lambda s, p: _shape_by_padding(s, p)[1:3], "Height and width alone"),
    ("max_pool", lambda p, s: block_reduce(p * 1.0, (s, s), np.mean)[: p.shape[0] // s, : p.shape[1] // s], "average pooling"),
    ("max_pool", lambda p, s: -_pool_by_loops(-p.astype(float), s), "the smallest value"),
    ("max_pool", lambda p, s: max_pool2d(p[None, :, :, None], s, strides=1)[0, :, :, 0], "moves by one pixel"),
    ("max_pool", lambda p, s: max_pool2d(p[None, :, :, None], s, padding="same")[0, :, :, 0], "stick out are there too"),
    ("max_pool", _ceil_pool, "stick out are there too"),
    ("max_pool", _pool_from_zero, "do you begin to compare"),
    ("max_pool", _pool_from(-10), "do you begin to compare"),
    ("max_pool", _pool_from(-100), "do you begin to compare"),
    ("max_pool", _pool_from(-999), "do you begin to compare"),
    ("max_pool", _pool_from(-1e12), "do you begin to compare"),
    ("max_pool", _pool_reshaped, "are no neighbours"),
    ("max_pool", lambda p, s: _pool_by_loops(abs(p.astype(float)), s), "You drop the signs"),
    ("max_pool", lambda p, s: _pool_by_loops(p, s).T, "transposed"),
    ("full_convolution", _apart, "Your channels stay apart"),
    ("full_convolution", lambda p, f: _full_by_loops(p, np.flip(f, axis=(0, 1))), "You flip the kernels"),
    ("full_convolution", lambda p, f: _full_by_loops(p, f) / f.shape[2], "the mean of the partial results"),
    ("full_convolution", _overwritten, "Only the last channel counts"),
    ("full_convolution", lambda p, f: _full_by_loops(p, f)[:, :, 0], "the first filter alone"),
    ("full_convolution", lambda p, f: _full_by_loops(p, f).sum(axis=-1), "the maps of all filters"),
    ("full_convolution", lambda p, f: np.moveaxis(_full_by_loops(p, f), -1, 0), "Your maps come first"),
    ("full_convolution", _same, "(`same`)"),
    ("full_convolution", lambda p, f: _full_by_loops(p[:, :, ::-1], f), "Your channels run backwards"),
    ("full_convolution", lambda picture, filters: conv2d(picture[None] * 1.0, filters)[0], "one call of `correlate2d`"),
    ("full_convolution", _whole_numbers, "drops the fractions"),
    ("full_convolution", _in_bytes, "takes the dtype of the picture"),
    ("edge_map", lambda p, s: abs(_pool_by_loops(_edge_answers(p, "same"), s)), "Both bugs are still there"),
    ("edge_map", lambda p, s: abs(_pool_by_loops(_edge_answers(p), s)), "the max already thrown away"),
    ("edge_map", lambda p, s: _pool_by_loops(_edge_answers(p), s), "The max drops dark dots"),
    ("edge_map", lambda p, s: _pool_by_loops(abs(_edge_answers(p, "same")), s), "that are not in the picture"),
    ("edge_map", lambda p, s: _edge_map_by_loops(_with_border(p), s), "You repeat the border"),
    (
        "edge_map",
        lambda p, s: block_reduce(abs(_edge_answers(p)), (s, s), np.mean)[: (len(p) - 2) // s, : (p.shape[1] - 2) // s],
        "You take the mean of each",
    ),
    ("edge_map", lambda p, s: np.abs(_edge_answers(p)), "You do not pool yet"),
    ("edge_map", lambda p, s: _pool_by_loops(abs(_edge_answers(p, kernel="edge_detect_4")), s), "subtract four neighbours"),
    ("edge_map", lambda p, s: max_pool2d(abs(_edge_answers(p))[None, :, :, None], s, 1)[0, :, :, 0], "Your windows overlap"),
]


def test_a_brightness_by_tensorflow_passes():
    pytest.importorskip("tensorflow")
    report = ch06.brightness(_brightness_by_tensorflow)
    assert report.correct, report


def test_the_padded_shapes_are_those_of_keras():
    tf = pytest.importorskip("tensorflow")
    for case in ch06.padded_shape.cases:
        shape, padding = case
        assert tuple(tf.keras.layers.ZeroPadding2D(padding)(tf.zeros(shape)).shape) == ch06._padded_shape(shape, padding)


ANSWERS = {
    "sigmoid_of_minus_two": 1 - 0.88,
    "gradient_of_a_kernel": (3, 5),
    "batch_of_one": np.ones((20, 30))[None, :, :, None].shape,
    "positions_of_a_kernel": len(range(0, 10 - 4 + 1, 3)),
    "shifted_delta": "b",
    "nine_without_one": 90 * 8 / 9,
    "blurred_stripes": "b",
    "size_after_two_strides": tuple(math.ceil(math.ceil(n / 3) / 3) for n in (134, 240)),
    "every_second_column": "c",
    "one_edge_in_sixteen": (1 / 16, 1),
    "weights_of_three_filters": np.size(np.ones((3, 3, 3, 3))),
    "flat_fifty": 50 * (6 - 4),
    "edges_of_sobel_y": "b",
    "pooled_size": max_pool2d(np.ones((1, 7, 10, 1)), 3, 2).shape[1:3],
    "weights_of_eight_filters": np.size(np.ones((3, 3, 5, 8))),
}
