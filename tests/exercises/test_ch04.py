"""The checks of chapter 04: right answers pass, each wrong one gets the hint that names its mistake."""

import math
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from every_chapter import (  # noqa: F401
    test_every_question_knows_its_answer,
    test_every_slip_of_a_question_is_told_in_a_sentence,
)
from scipy import signal

from course_utils import chapter
from course_utils.convolution import convolve2d, correlate2d
from course_utils.exercises import Exercise, ch04

tf = chapter.import_tensorflow()


# -------------------------------------------------------------------------------------------------------- right answers


def _central_in_words(f, x, h):
    right, left = f(x + h), f(x - h)
    return (right - left) / 2 / h


def _central_in_single_precision(f, x, h):
    return float((f(tf.constant(x) + h) - f(tf.constant(x) - h)) / (2 * h))


def _backward_by_tape(a, b, c):
    a, b, c = (tf.Variable(v, dtype=tf.float64) for v in (a, b, c))
    with tf.GradientTape() as tape:
        L = (a + b) * c * b
    return tape.gradient(L, [a, b, c])


def _backward_step_by_step(a, b, c):
    s = a + b
    p = s * c
    dp, db = b, p
    ds, dc = dp * c, dp * s
    return [ds, db + ds, dc]


def _divide_as_power(a, b, upstream):
    a, b, upstream = map(np.asarray, (a, b, upstream))
    return np.stack([upstream * b**-1.0, upstream * a * -1.0 * b**-2.0])


def _divide_by_tape(a, b, upstream):
    a, b = tf.Variable(a, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
    with tf.GradientTape() as tape:
        y = a / b
    return tape.gradient(y, [a, b], output_gradients=tf.constant(upstream, tf.float64))


def _nested_with_variable(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _nested_with_watch(f, x):
    x = tf.constant(x, dtype=tf.float64)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        outer.watch(x)
        inner.watch(x)
        first = inner.gradient(f(x), x)
    return float(outer.gradient(first, x))


def _nested_as_array(f, x):
    return _nested_with_variable(f, x).numpy()


def _nested_as_a_number(f, x):
    return float(_nested_with_variable(f, x))


def _nested_in_a_graph(f, x):
    return tf.function(lambda x: _nested_with_watch_on(f, x))(tf.constant(x))


def _nested_with_watch_on(f, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _nested_with_one_element(f, x):
    return _nested_with_watch_on(f, tf.constant([x]))[0]


def _true_slope_minus_taped(x):
    x = tf.constant(x)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        true, lost = x * tf.sin(x), x * np.sin(x.numpy())
    return float(tape.gradient(true, x)) - float(tape.gradient(lost, x))


def _descend_by_loop(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        x = x - rate * slope(x)
        path.append(x)
    return path


def _descend_recursively(slope, x, rate, steps):
    return [x] if steps == 0 else [x, *_descend_recursively(slope, x - rate * slope(x), rate, steps - 1)]


def _descend_into_an_array(slope, x, rate, steps):
    path = np.empty(steps + 1)
    path[0] = x
    for n in range(steps):
        path[n + 1] = path[n] - rate * slope(path[n])
    return path


def _descend_with_a_variable(slope, x, rate, steps):
    place = tf.Variable(float(x))
    path = [float(place)]
    for _ in range(steps):
        place.assign_sub(rate * slope(place))
        path.append(float(place))
    return path


def _kernel_gradient_by_loops(image, upstream):
    height, width = (n - m + 1 for n, m in zip(image.shape, upstream.shape, strict=True))
    result = [[0.0] * width for _ in range(height)]
    for m in range(height):
        for n in range(width):
            for i in range(upstream.shape[0]):
                for j in range(upstream.shape[1]):
                    result[m][n] += image[i + height - 1 - m, j + width - 1 - n] * upstream[i, j]
    return result


def _kernel_gradient_by_tape(image, upstream):
    size = np.subtract(image.shape, upstream.shape) + 1
    kernel = tf.Variable(tf.zeros(size, tf.float64))
    with tf.GradientTape() as tape:
        turned = tf.reverse(kernel, [0, 1])[:, :, None, None]
        result = tf.nn.conv2d(tf.constant(image, tf.float64)[None, :, :, None], turned, 1, "VALID")
    return tape.gradient(result, kernel, output_gradients=tf.constant(upstream, tf.float64)[None, :, :, None])


def _recover_with_windows(x, filtered, size, rate, steps):
    windows = np.lib.stride_tricks.sliding_window_view(x, size)
    kernel = np.zeros(size)
    for _ in range(steps):
        kernel -= rate * 2 * windows.T @ (windows @ kernel - filtered)
    return kernel


def _recover_with_a_tape(x, filtered, size, rate, steps):
    windows = tf.constant(np.lib.stride_tricks.sliding_window_view(x, size), tf.float64)
    kernel = tf.Variable(tf.zeros(size, tf.float64))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            misfit = tf.reduce_sum((tf.linalg.matvec(windows, kernel) - filtered) ** 2)
        kernel.assign_sub(rate * tape.gradient(misfit, kernel))
    return kernel


def _recover_in_single_precision(x, filtered, size, rate, steps):
    windows = tf.constant(np.lib.stride_tricks.sliding_window_view(x, size), tf.float32)
    kernel = tf.Variable(tf.zeros(size))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            misfit = tf.reduce_sum((tf.linalg.matvec(windows, kernel) - filtered.astype("float32")) ** 2)
        kernel.assign_sub(rate * tape.gradient(misfit, kernel))
    return kernel.numpy().tolist()


def _recover_with_correlate(x, filtered, size, rate, steps):
    kernel = np.zeros(size)
    for _ in range(steps):
        goal_minus_now = filtered - np.correlate(x, kernel, "valid")
        kernel = kernel + 2 * rate * np.correlate(x, goal_minus_now, "valid")
    return list(kernel)


def _slopes_by_watching(places):
    x = tf.constant(places)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    return tape.gradient(y, x)


def _slopes_by_variable(places):
    x = tf.Variable(places, dtype=tf.float64)
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(x**2)
    return tape.gradient(y, x).numpy().tolist()


RIGHT = [
    ("central_difference", lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h)),
    ("central_difference", _central_in_words),
    ("central_difference", lambda f, x, h: ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2),
    (
        "central_difference",
        lambda f, x, h: float((f(Fraction(x) + Fraction(h)) - f(Fraction(x) - Fraction(h))) / 2 / Fraction(h)),
    ),
    ("central_difference", _central_in_single_precision),
    ("backward", _backward_step_by_step),
    ("backward", _backward_by_tape),
    ("backward", lambda a, b, c: (b * c, a * c + 2 * b * c, a * b + b**2)),
    ("divide_backward", lambda a, b, upstream: (upstream / b, -upstream * a / (b * b))),
    ("divide_backward", lambda a, b, upstream: [upstream / b, -(a / b) * (upstream / b)]),
    ("divide_backward", _divide_as_power),
    ("divide_backward", _divide_by_tape),
    ("second_derivative", _nested_with_variable),
    ("second_derivative", _nested_with_watch),
    ("second_derivative", _nested_as_array),
    ("second_derivative", _nested_as_a_number),
    ("second_derivative", _nested_in_a_graph),
    ("second_derivative", _nested_with_one_element),
    ("lost_slope", lambda x: x * math.cos(x)),
    ("lost_slope", lambda x: np.cos(x) * x),
    ("lost_slope", lambda x: (np.sin(x) + x * np.cos(x)) - np.sin(x)),
    ("lost_slope", lambda x: tf.cos(tf.constant(x, tf.float64)) * x),
    ("lost_slope", _true_slope_minus_taped),
    ("descend", _descend_by_loop),
    ("descend", _descend_recursively),
    ("descend", _descend_into_an_array),
    ("descend", _descend_with_a_variable),
    ("kernel_gradient", lambda image, upstream: correlate2d(image, upstream, "valid")[::-1, ::-1]),
    ("kernel_gradient", lambda image, upstream: convolve2d(image[::-1, ::-1], upstream, "valid")),
    ("kernel_gradient", lambda image, upstream: np.flip(signal.correlate2d(image, upstream, mode="valid"))),
    ("kernel_gradient", _kernel_gradient_by_loops),
    ("kernel_gradient", _kernel_gradient_by_tape),
    ("recover_kernel", _recover_with_windows),
    ("recover_kernel", _recover_with_a_tape),
    ("recover_kernel", _recover_in_single_precision),
    ("recover_kernel", _recover_with_correlate),
    ("slopes_of_square", _slopes_by_watching),
    ("slopes_of_square", _slopes_by_variable),
    ("slopes_of_square", lambda places: [_one_tape(lambda x: x**2, place) for place in places]),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _one_tape(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x)


def _outer_takes_y(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        inner.gradient(y, x)
    return outer.gradient(y, x)


def _first_outside(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        y = f(x)
    first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _not_watched(f, x):
    x = tf.constant(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _watched_by_none(f, x):
    x = tf.constant(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _never_a_tensor(f, x):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
    return outer.gradient(first, x)


def _three_tapes(f, x):
    return _nested_with_variable(lambda x: _one_tape_on(f, x), x)


def _one_tape_on(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x)


def _both_at_once(f, x):
    x = tf.Variable(x)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = f(x)
        first = inner.gradient(y, x)
        total = y + first
    return outer.gradient(total, x)


def _same_slope_everywhere(slope, x, rate, steps):
    step = rate * slope(x)
    return [x - step * n for n in range(steps + 1)]


def _uphill(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        path.append(path[-1] + rate * slope(path[-1]))
    return path


def _only_visited(slope, x, rate, steps):
    path = []
    for _ in range(steps):
        path.append(x)
        x = x - rate * slope(x)
    return path


def _without_start(slope, x, rate, steps):
    return _descend_by_loop(slope, x, rate, steps)[1:]


def _recovering(sign=-1, factor=2.0, start=np.zeros, mean=False, flip=False, extra=0, fixed=False, tolerance=0.0):
    """A learner's loop, with a choice of mistakes."""

    def answer(x, filtered, size, rate, steps):
        kernel = start(size)
        residual = np.correlate(x, kernel, "valid") - filtered
        for _ in range(steps + extra):
            if not fixed:
                residual = (np.convolve if flip else np.correlate)(x, kernel, "valid") - filtered
            gradient = factor * np.correlate(x, residual, "valid")
            if abs(gradient).max() < tolerance:
                break
            kernel = kernel + sign * rate * (gradient / len(filtered) if mean else gradient)
        return kernel

    return answer


def _solved(x, filtered, size, rate, steps):
    windows = np.lib.stride_tricks.sliding_window_view(x, size)
    return np.linalg.solve(windows.T @ windows, windows.T @ filtered)


def _by_small_steps(f, x):
    x, h = tf.constant(x, tf.float64), 1e-4
    return tf.cast((f(x + h) - 2 * f(x) + f(x - h)) / h**2, tf.float32)


def _slope_of_the_slope(f, x):
    return _one_tape(f, _one_tape(f, x))


def _until_it_is_flat(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        if abs(slope(x)) < 1e-6:
            break
        x = x - rate * slope(x)
        path.append(x)
    return path


def _kept_within(limit):
    def answer(slope, x, rate, steps):
        path = [x]
        for _ in range(steps):
            path.append(min(limit, max(-limit, path[-1] - rate * slope(path[-1]))))
        return path

    return answer


def _at_least_one_step(slope, x, rate, steps):
    path = [x]
    while True:
        path.append(path[-1] - rate * slope(path[-1]))
        if len(path) > steps:
            return path


def _never_zero_steps(slope, x, rate, steps):
    after = x - rate * slope(x)
    return [x, after] if steps == 1 else [x, *_never_zero_steps(slope, after, rate, steps - 1)]


def _one_array_many_times(slope, x, rate, steps):
    x = np.array(x)
    path = [x]
    for _ in range(steps):
        x -= rate * slope(x)
        path.append(x)
    return path


def _one_variable_many_times(slope, x, rate, steps):
    x = tf.Variable(float(x))
    path = [x]
    for _ in range(steps):
        x.assign_sub(rate * slope(x))
        path.append(x)
    return path


def _forgets_to_return(places):
    _slopes_by_watching(places)


def _slopes_of(function, kind=tf.Variable):
    def answer(places):
        x = kind(places)
        with tf.GradientTape() as tape:
            y = function(x)
        return tape.gradient(y, x)

    return answer


WRONG = [
    ("central_difference", lambda f, x, h: (f(x + h) - f(x)) / h, "the forward difference"),
    ("central_difference", lambda f, x, h: (f(x) - f(x - h)) / h, "a backward difference"),
    ("central_difference", lambda f, x, h: (f(x + h) - f(x - h)) / h, "You divide by h."),
    ("central_difference", lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, "multiply by h"),
    ("central_difference", lambda f, x, h: (f(x + h) - f(x - h)) / 2, "You divide by 2 only"),
    ("central_difference", lambda f, x, h: f(x + h) - f(x - h) / (2 * h), "Only the second value"),
    ("central_difference", lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h), "Only the sign"),
    ("central_difference", lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h, "only h apart"),
    ("central_difference", lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h), "You add the two values"),
    ("central_difference", lambda f, x, h: (f(x + h) + f(x - h) - 2 * f(x)) / h**2, "a second difference"),
    ("backward", lambda a, b, c: (b * c, b * c, (a + b) * b), "b is used twice"),
    ("backward", lambda a, b, c: (b * c, (a + b) * c, (a + b) * b), "b is used twice"),
    ("backward", lambda a, b, c: (b * c, b * c * (a + b) * c, (a + b) * b), "You multiply the two gradients"),
    ("backward", lambda a, b, c: (1, 1 + (a + b) * c, (a + b) * b), "Through the sum you hand back 1"),
    ("backward", lambda a, b, c: (c, c + (a + b) * c, a + b), "still has to pass"),
    ("backward", lambda a, b, c: _backward_step_by_step(a, b, c)[::-1], "in reverse order"),
    ("backward", lambda a, b, c: (a + b) * c * b, "L itself"),
    ("backward", lambda a, b, c: (12, 32, 15), "same for every case"),
    ("divide_backward", lambda a, b, g: (g / b, g * a / b**2), "The sign for b"),
    ("divide_backward", lambda a, b, g: (1 / b, -a / b**2), "of a / b alone"),
    ("divide_backward", lambda a, b, g: (g / b, -a / b**2), "The second one lacks"),
    ("divide_backward", lambda a, b, g: (g / b, -g * a / b), "only once"),
    ("divide_backward", lambda a, b, g: (g / b, -g / b**2), "the factor a is missing"),
    ("divide_backward", lambda a, b, g: (-g * a / b**2, g / b), "are swapped"),
    ("divide_backward", lambda a, b, g: (g * b, g * a), "what a product hands back"),
    ("divide_backward", lambda a, b, g: g * a / b, "one number for two parents"),
    ("second_derivative", _one_tape, "the first derivative. Of what"),
    ("second_derivative", _outer_takes_y, "the first derivative. Of what"),
    ("second_derivative", _first_outside, "answers None"),
    ("second_derivative", _not_watched, "answers None"),
    ("second_derivative", lambda f, x: _one_tape(f, x) ** 2, "You square"),
    ("second_derivative", _three_tapes, "the third derivative"),
    ("second_derivative", _both_at_once, "added"),
    ("second_derivative", lambda f, x: float(_one_tape(f, x)), "the first derivative. Of what"),
    ("second_derivative", _watched_by_none, "The inner tape answered None"),
    ("second_derivative", _never_a_tensor, "mall steps are only"),
    ("second_derivative", lambda f, x: f(tf.constant(x)), "f(x) itself"),
    ("second_derivative", lambda f, x: (f(x + 1e-3) - 2 * f(x) + f(x - 1e-3)) / 1e-6, "mall steps are only"),
    ("second_derivative", _by_small_steps, "mall steps are only"),
    ("second_derivative", _slope_of_the_slope, "f′(f′(x))"),
    ("lost_slope", lambda x: np.sin(x) + x * np.cos(x), "the whole derivative"),
    ("lost_slope", math.sin, "the tape did see"),
    ("lost_slope", math.cos, "the slope of sin x alone"),
    ("lost_slope", lambda x: -x * math.cos(x), "Only the sign"),
    ("lost_slope", lambda x: x * math.sin(x), "y itself"),
    ("lost_slope", lambda x: 0.5403023, "same for every case"),
    ("descend", _uphill, "goes uphill"),
    ("descend", lambda *args: _descend_by_loop(*args)[-1], "the last place only"),
    ("descend", _without_start, "The start is missing"),
    ("descend", _only_visited, "One step is missing"),
    ("descend", lambda s, x, r, n: _descend_by_loop(s, x, r, n + 1), "one step too many"),
    ("descend", _same_slope_everywhere, "the slope at the start"),
    ("descend", lambda s, x, r, n: _descend_by_loop(s, x, 1, n), "ignore the rate"),
    ("descend", lambda s, x, r, n: [x - r * k for k in range(n + 1)], "equally long"),
    ("descend", lambda s, x, r, n: [s(p) for p in _descend_by_loop(s, x, r, n)], "These are the slopes"),
    ("descend", _until_it_is_flat, "You stop where"),
    ("descend", _at_least_one_step, "always take a first step"),
    ("descend", _never_zero_steps, "Try this case"),
    ("descend", _one_array_many_times, "one object, many times"),
    ("descend", _one_variable_many_times, "one object, many times"),
    ("kernel_gradient", lambda image, upstream: correlate2d(image, upstream, "valid"), "for a cross-correlation"),
    ("kernel_gradient", lambda image, upstream: convolve2d(image, upstream, "valid"), "You flip the upstream"),
    ("kernel_gradient", lambda image, upstream: correlate2d(image, upstream, "valid")[::-1], "flip the rows only"),
    ("kernel_gradient", lambda image, upstream: correlate2d(image, upstream, "valid")[:, ::-1], "flip the columns only"),
    ("kernel_gradient", lambda *args: correlate2d(*args, "valid")[::-1, ::-1].T, "transposed"),
    ("kernel_gradient", lambda image, upstream: convolve2d(image, upstream), "mode `full`"),
    ("kernel_gradient", lambda image, upstream: correlate2d(image, np.ones(upstream.shape), "valid"), "does not depend"),
    (
        "kernel_gradient",
        lambda image, upstream: correlate2d(image, upstream / upstream.size, "valid")[::-1, ::-1],
        "You take means",
    ),
    ("recover_kernel", _recovering(sign=1), "goes uphill"),
    ("recover_kernel", _recovering(factor=1), "half as long"),
    ("recover_kernel", _recovering(mean=True), "the mean of the squares"),
    ("recover_kernel", _recovering(mean=True, factor=1), "all values are 0.166667 times"),
    ("recover_kernel", _recovering(start=np.ones), "begin at ones"),
    ("recover_kernel", _recovering(extra=-1), "One step is missing"),
    ("recover_kernel", _recovering(extra=1), "one step too many"),
    ("recover_kernel", _recovering(flip=True), "predict with a convolution"),
    ("recover_kernel", _recovering(fixed=True), "residual of the start"),
    ("recover_kernel", lambda *args: _recover_with_windows(*args)[::-1], "in reverse order"),
    ("recover_kernel", _solved, "the bottom itself"),
    ("recover_kernel", lambda x, *args: np.correlate(x, _recover_with_windows(x, *args), "valid"), "the filtered signal"),
    ("central_difference", lambda f, x, h: round((f(x + h) - f(x - h)) / (2 * h), 3), "rounds on the way"),
    ("backward", lambda *args: [round(part, 3) for part in _backward_step_by_step(*args)], "rounds on the way"),
    ("second_derivative", lambda f, x: round(float(_nested_with_watch(f, x)), 3), "rounds on the way"),
    ("lost_slope", lambda x: np.sin(x) + x * np.cos(x) - 0.8415, "at 1, whatever x is"),
    ("lost_slope", lambda x: np.sin(x) + x * np.cos(x) - np.sin(1), "at 1, whatever x is"),
    ("lost_slope", lambda x: min(3, max(-3, x * np.cos(x))), "Write the product rule"),
    ("descend", _kept_within(10), "Do the first two steps"),
    ("descend", _kept_within(1e6), "Do the first two steps"),
    ("descend", lambda s, x, r, n: _descend_by_loop(lambda x: s(x) * (abs(s(x)) > 1e-9), x, r, n), "Do the first two steps"),
    ("kernel_gradient", lambda X, G: _kernel_gradient_by_tape(abs(X), G), "Write Y(0, 0)"),
    ("kernel_gradient", lambda X, G: correlate2d(X, G, "valid")[::-1, ::-1].round(2), "rounds on the way"),
    ("recover_kernel", _recovering(tolerance=1e-6), "rounds on the way"),
    ("recover_kernel", lambda x, y, n, r, s: _recover_with_windows(x, y, n, r, max(s, 1)), "Do the first step"),
    ("slopes_of_square", _slopes_of(lambda x: 2 * x), "the slopes of y = 2x"),
    ("slopes_of_square", _slopes_of(lambda x: x**2, tf.constant), "lets it watch x"),
    ("slopes_of_square", _slopes_of(lambda x: 2 * x, tf.constant), "lets it watch x"),
    ("slopes_of_square", _forgets_to_return, "lets it watch x"),
    ("slopes_of_square", lambda places: tf.Variable(places) ** 2, "y itself"),
    ("slopes_of_square", _slopes_of(lambda x: x**3), "the slopes of x³"),
    ("slopes_of_square", _slopes_of(lambda x: x**2 / 2), "half of each slope"),
    ("slopes_of_square", _slopes_of(lambda x: tf.reduce_mean(x**2)), "the mean of the squares"),
    ("slopes_of_square", lambda places: tf.reduce_sum(_slopes_by_watching(places)), "the sum of all slopes"),
    ("slopes_of_square", lambda places: _slopes_by_watching(places[0]), "at the first place"),
    ("slopes_of_square", lambda places: tf.reduce_sum(_slopes_of(lambda x: 2 * x)(places)), "not depend on the places"),
    ("slopes_of_square", lambda places: [2.0 * abs(x) for x in places], "its sign get lost"),
    ("slopes_of_square", lambda places: [-2.0, 0.0, 2.0], "at −1, 0 and 1 only"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    report = getattr(ch04, name)(answer)
    assert report.correct, report


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG)
def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(name, answer, fragment):
    report = getattr(ch04, name)(answer)
    assert not report.correct
    assert {other for of, _, other in WRONG if of == name and other in report.hint} == {fragment}
    assert report.hint.endswith("?")


def test_every_exercise_has_right_and_wrong_answers_and_a_number():
    found = {name: exercise for name, exercise in vars(ch04).items() if isinstance(exercise, Exercise)}
    right, wrong = (Counter(name for name, *_ in answers) for answers in (RIGHT, WRONG))
    assert [exercise.number for exercise in found.values()] == [f"4.{i + 1}" for i in range(len(found))]
    assert all(exercise.name == name for name, exercise in found.items())
    assert set(right) == set(wrong) == set(found)
    assert min(right.values()) >= 2
    assert min(wrong.values()) >= 4


def test_a_walk_of_many_steps_is_walked_to_its_end():
    report = ch04.descend(lambda s, x, r, n: _descend_by_loop(s, x, r, min(n, 100)))
    assert "steps=130 your result has shape (101,) and (131,) was expected" in report.message


def test_tensorflow_stays_away_until_an_exercise_needs_it():
    code = "import sys; from course_utils.exercises import ch04; ch04.backward(...); print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


CHAPTER = ch04
ANSWERS = {
    "kernel_shape": (5, 4, 3, 7),
    "stays_a_variable": "b",
    "full_size": (9 + 4 - 1, 7 + 3 - 1),
    "first_meeting": "c",
    "error_of_order_two": 0.08 * (0.05 / 0.2) ** 2,
    "best_step": "b",
    "slope_of_c": 9.0,
    "used_three_times": 11,
    "half_lost": "c",
    "too_large": "c",
    "which_sum": "a",
    "runs_forward": 3,
    "what_none_means": "b",
    "largest_rate": 2 / 8,
    "shape_to_the_image": np.shape(convolve2d(np.ones((8, 6)), np.ones((3, 3)))),
}
