"""The checks of chapter 05: right answers pass, each wrong one gets the hint that names its mistake."""

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
from scipy import special, stats

from course_utils.exercises import ch05

CHAPTER = ch05

# -------------------------------------------------------------------------------------------------------- right answers


def _huber_by_loop(errors, delta):
    costs = np.zeros(errors.shape)
    for place, e in np.ndenumerate(errors):
        if -delta <= e <= delta:
            costs[place] = 0.5 * e**2
        else:
            costs[place] = delta * abs(e) - 0.5 * delta**2
    return costs


def _huber_by_clipping(errors, delta):
    near = np.clip(errors, -delta, delta)
    return near * (errors - near / 2)


def _constant_by_sorting(values, loss):
    if loss == "mse":
        return sum(values.tolist()) / len(values)
    return sorted(values.tolist())[len(values) // 2]


def _constant_by_search(values, loss):
    distance = np.abs(values[:, None] - values)
    return values.mean() if loss == "mse" else values[distance.mean(axis=0).argmin()]


def _gradient_by_loop(line, x, y):
    intercept, slope = 0.0, 0.0
    for place, score in zip(x, y, strict=True):
        error = line[0] + line[1] * place - score
        intercept += 2 * error / len(x)
        slope += 2 * error * place / len(x)
    return [intercept, slope]


def _gradient_by_matrix(line, x, y):
    A = np.column_stack([np.ones_like(x, dtype=float), x])
    return 2 / len(y) * A.T @ (A @ np.asarray(line) - y)


def _rate_by_formula(x):
    mean, square = np.mean(x), np.mean(np.square(x, dtype=float))
    return 2 / (1 + square + np.sqrt((1 - square) ** 2 + 4 * mean**2))


def _rate_by_singular_values(x):
    A = np.column_stack([np.ones(len(x)), x])
    return len(x) / np.linalg.norm(A, 2) ** 2


def _rate_by_all_eigenvalues(x):
    A = np.array([[1.0, float(place)] for place in x])
    return min(2 / value.real for value in np.linalg.eigvals(A.T.dot(A) * 2 / len(x)))


def _adam_by_numbers(gradient, start, rate, steps):
    point = [float(value) for value in start]
    m, s = [0.0] * len(point), [0.0] * len(point)
    for k in range(steps):
        g = gradient(np.array(point))
        for i in range(len(point)):
            m[i] = 0.9 * m[i] + 0.1 * g[i]
            s[i] = 0.999 * s[i] + 0.001 * g[i] ** 2
            point[i] -= rate * m[i] / (1 - 0.9 ** (k + 1)) / (math.sqrt(s[i] / (1 - 0.999 ** (k + 1))) + 1e-7)
    return point


def _adam_as_keras(gradient, start, rate, steps):
    point = start.copy()
    m = s = np.zeros_like(start)
    for k in range(1, steps + 1):
        g = gradient(point)
        m = m + (g - m) * (1 - 0.9)
        s = s + (g**2 - s) * (1 - 0.999)
        point = point - rate * np.sqrt(1 - 0.999**k) / (1 - 0.9**k) * m / (np.sqrt(s) + 1e-7)
    return point


def _updates_by_loop(n, batch_size, epochs):
    count = 0
    for _ in range(epochs):
        for _ in range(0, n, batch_size):
            count += 1
    return count


def _entropy_by_differences(logits, label):
    return np.logaddexp.reduce(np.asarray(logits, float) - float(logits[label]))


def _entropy_by_log_softmax(logits, label):
    return -special.log_softmax(logits)[label]


def _line_by_loop(x, y, rate, steps):
    mean, deviation, n = x.mean(), x.std(), len(x)
    b, m = 0.0, 0.0
    for _ in range(steps):
        errors = [b + m * (place - mean) / deviation - score for place, score in zip(x, y, strict=True)]
        pulls = [2 * e * (place - mean) / deviation for e, place in zip(errors, x, strict=True)]
        b, m = b - rate * 2 * sum(errors) / n, m - rate * sum(pulls) / n
    return [b - m * mean / deviation, m / deviation]


def _line_in_columns(x, y, rate, steps):
    z, y = ((x - x.mean()) / x.std())[:, None], y[:, None]
    A, line = np.hstack([np.ones_like(z), z]), np.zeros((2, 1))
    for _ in range(steps):
        line = line - rate * 2 / len(x) * A.T @ (A @ line - y)
    return float(line[0, 0] - line[1, 0] * x.mean() / x.std()), float(line[1, 0] / x.std())


def _line_by_formula(x, y, rate, steps):
    """Both curvatures are 2, so that what is left of the way after the steps is the same in both numbers."""
    done = 1 - (1 - 2 * rate) ** steps
    slope = np.cov(x, y, bias=True)[0, 1] / x.var() * done
    return y.mean() * done - slope * x.mean(), slope


RIGHT = [
    ("fit_line", _line_by_loop),
    ("fit_line", _line_in_columns),
    ("fit_line", _line_by_formula),
    ("huber", _huber_by_loop),
    ("huber", _huber_by_clipping),
    ("huber", lambda errors, delta: special.huber(delta, errors)),
    ("huber", lambda e, d: np.where(np.abs(e) < d, e**2 / 2, d * np.abs(e) - d**2 / 2)),
    ("best_constant", _constant_by_sorting),
    ("best_constant", _constant_by_search),
    ("best_constant", lambda values, loss: {"mse": np.mean, "mae": np.median}[loss](values)),
    ("mse_gradient", _gradient_by_loop),
    ("mse_gradient", _gradient_by_matrix),
    ("mse_gradient", lambda p, x, y: tuple(np.mean(2 * (p[0] + p[1] * x - y) * d) for d in (np.ones(len(x)), x))),
    ("largest_rate", _rate_by_formula),
    ("largest_rate", _rate_by_singular_values),
    ("largest_rate", _rate_by_all_eigenvalues),
    ("adam", _adam_by_numbers),
    ("adam", _adam_as_keras),
    ("updates", _updates_by_loop),
    ("updates", lambda n, batch_size, epochs: math.ceil(n / batch_size) * epochs),
    ("updates", lambda n, batch_size, epochs: np.ceil(n / batch_size) * epochs),
    ("updates", lambda n, b, e: (n // b + (n % b > 0)) * e),
    ("cross_entropy", _entropy_by_differences),
    ("cross_entropy", _entropy_by_log_softmax),
    ("cross_entropy", lambda v, c: special.logsumexp(v) - v[c]),
    ("cross_entropy", lambda v, c: np.logaddexp.reduce(v) - v[c]),
    ("largest_rate", lambda x: float(2 / np.linalg.eigvalsh(2 * (A := np.stack([np.ones_like(x), x], 1)).T @ A / len(x))[-1])),
]


def _gradient_by_tensorflow(line, x, y):
    import tensorflow as tf

    error = line[0] + line[1] * x - y
    return tf.stack([2 * tf.reduce_mean(error), 2 * tf.reduce_mean(error * x)])


def _entropy_by_keras(logits, label):
    import tensorflow as tf

    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return float(loss(np.array([label]), logits[None]))


RIGHT_IN_TENSORFLOW = [("mse_gradient", _gradient_by_tensorflow), ("cross_entropy", _entropy_by_keras)]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _huber_signed(errors, delta):
    costs = []
    for e in errors.ravel():
        costs.append(e**2 / 2 if e < delta else delta * (e - delta / 2))
    return np.reshape(costs, errors.shape)


def _huber_in_place(errors, delta):
    large = np.abs(errors) > delta
    straight = delta * (np.abs(errors[large]) - delta / 2)
    errors[:] = errors**2 / 2
    errors[large] = straight
    return errors


def _errors(line, x, y):
    return line[0] + line[1] * x - y


def _eigenvalues(x, factor=2.0, mean=True):
    A = np.column_stack([np.ones(len(x)), x])
    return np.linalg.eigvalsh(A.T @ A * factor / (len(x) if mean else 1))


def _adam(lines):
    """A learner's loop, with a choice of how m, s and the step are written."""

    def answer(gradient, start, rate, steps):
        p, m, s = start, 0 * start, 0 * start
        for k in range(1, steps + 1):
            p, m, s = lines(p, m, s, gradient(p), rate, k)
        return p

    return answer


def _uncorrected(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p - rate * m / (np.sqrt(s) + 1e-7), m, s


def _only_m(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p - rate * m / (1 - 0.9**k) / (np.sqrt(s) + 1e-7), m, s


def _only_s(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p - rate * m / (np.sqrt(s / (1 - 0.999**k)) + 1e-7), m, s


def _overwritten(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m, s = m / (1 - 0.9**k), s / (1 - 0.999**k)
    return p - rate * m / (np.sqrt(s) + 1e-7), m, s


def _rootless(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p - rate * m / (1 - 0.9**k) / (s / (1 - 0.999**k) + 1e-7), m, s


def _swapped(p, m, s, g, rate, k):
    m, s = 0.999 * m + 0.001 * g, 0.9 * s + 0.1 * g**2
    return p - rate * m / (1 - 0.999**k) / (np.sqrt(s / (1 - 0.9**k)) + 1e-7), m, s


def _uphill(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p + rate * m / (1 - 0.9**k) / (np.sqrt(s / (1 - 0.999**k)) + 1e-7), m, s


def _from_zero(gradient, start, rate, steps):
    p, m, s = start, 0, 0
    for k in range(steps):
        g = gradient(p)
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        p = p - rate * (m / (1 - 0.9**k)) / (np.sqrt(s / (1 - 0.999**k)) + 1e-7)
    return p


def _set_back_in_the_loop(gradient, start, rate, steps):
    p = start
    for i in range(1, steps + 1):
        m, s = 0, 0
        g = gradient(p)
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        p = p - rate * (m / (1 - 0.9**i)) / (np.sqrt(s / (1 - 0.999**i)) + 1e-7)
    return p


def _epsilon(added, under=0.0):
    def lines(p, m, s, g, rate, k):
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
        return p - rate * m / (1 - 0.9**k) / (np.sqrt(s / (1 - 0.999**k) + under) + added), m, s

    return _adam(lines)


def _by_factors(p, m, s, g, rate, k):
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return p - rate * m / (1 - 0.9 * k) / (np.sqrt(s / (1 - 0.999 * k)) + 1e-7), m, s


def _one_step_short(gradient, start, rate, steps):
    return _adam_by_numbers(gradient, start, rate, max(0, steps - 1))


def _start_moves(gradient, start, rate, steps):
    start[:] = _adam_as_keras(gradient, start, rate, steps)
    return start


def _softmax(v, shift=0.0):
    powers = np.exp(v - shift)
    return powers / powers.sum()


def _log_sum(v, shift):
    return np.log(np.exp(v - shift).sum()) + shift


def _log_of_flushed_probability(logits, label):
    """On a processor that makes numbers below 2.2e-308 zero, as TensorFlow may tell it to."""
    p = _softmax(logits.astype(float), logits.max())
    return -np.log(np.where(p < np.finfo(float).tiny, 0, p)[label])


def _colleague(x, y, rate, steps):
    z = ((x - x.mean()) / x.std())[:, None]
    intercept, slope = 0.0, 0.0
    for _ in range(steps):
        error = intercept + slope * z - y
        intercept = intercept - rate * 2 * np.mean(error)
        slope = slope - rate * 2 * np.mean(error * z)
    return float(intercept), float(slope / x.std())


def _colleague_with_one_bug(x, y, rate, steps):
    intercept, slope = _colleague(x, y, rate, steps)
    return intercept - slope * x.mean(), slope


def _line_with(back, ddof=0, factor=2.0):
    """A learner's loop with one thing wrong: the way back, the deviation or the length of a step."""

    def answer(x, y, rate, steps):
        s = np.std(x, ddof=ddof)
        z = (x - x.mean()) / s
        line = np.zeros(2)
        for _ in range(steps):
            error = line[0] + line[1] * z - y
            line = line - rate * factor * np.array([error.mean(), (error * z).mean()])
        return back(line[0], line[1], x.mean(), s)

    return answer


def _back(b, m, mean, s):
    return b - m / s * mean, m / s


WRONG = [
    ("fit_line", _colleague, "Your slope stays 0"),
    ("fit_line", _colleague_with_one_bug, "Your slope stays 0"),
    ("fit_line", _line_with(lambda b, m, mean, s: [b, m / s]), "the score at the mean of x"),
    ("fit_line", _line_with(lambda b, m, mean, s: [b, m]), "the line over z. What"),
    ("fit_line", _line_with(lambda b, m, mean, s: [b - m * mean, m / s]), "with the slope over z"),
    ("fit_line", _line_with(lambda b, m, mean, s: [b + m / s * mean, m / s]), "the wrong way"),
    ("fit_line", _line_with(lambda b, m, mean, s: [b - m * s * mean, m * s]), "multiply the slope by the deviation"),
    ("fit_line", _line_with(_back, factor=1.0), "half as long"),
    ("fit_line", _line_with(_back, factor=-2.0), "walk uphill"),
    ("fit_line", _line_with(_back, ddof=1), "n − 1"),
    ("fit_line", lambda x, y, rate, steps: np.linalg.lstsq(np.vander(x, 2), y, rcond=None)[0][::-1], "the bottom itself"),
    ("fit_line", lambda x, y, rate, steps: _line_by_loop(x, y, rate, steps)[::-1], "are swapped. Which"),
    ("fit_line", lambda x, y, rate, steps: _line_by_formula(x, y, rate, steps + 1), "one step too many"),
    ("huber", _huber_signed, "every negative error counts as small"),
    ("huber", lambda e, d: np.where(np.abs(e) <= d, e**2, d * (np.abs(e) - d / 2)), "lacks its half"),
    ("huber", lambda e, d: np.where(np.abs(e) <= d, e**2 / 2, d * np.abs(e)), "starts too high"),
    ("huber", lambda e, d: np.where(np.abs(e) <= d, e**2 / 2, np.abs(e) - d / 2), "has slope 1"),
    ("huber", lambda e, d: np.where(np.abs(e) > d, e**2 / 2, d * (np.abs(e) - d / 2)), "are swapped"),
    ("huber", lambda e, d: np.square(e) / 2, "You square every error"),
    ("huber", lambda e, d: np.abs(e), "the absolute error"),
    ("huber", lambda e, d: special.huber(d, e).mean(), "the mean of the costs"),
    ("huber", lambda e, d: special.huber(d, np.clip(e, -255, 255)), "one error below δ"),
    ("huber", lambda e, d: special.huber(np.round(d, 2), e), "only approximate"),
    ("huber", lambda e, d: np.maximum(-d, np.minimum(e, d)), "the slope of the cost"),
    ("best_constant", lambda v, loss: np.median(v) if loss == "mse" else np.mean(v), "the wrong way round"),
    ("best_constant", lambda v, loss: sum(v) / len(v), "always give the mean"),
    ("best_constant", lambda v, loss: stats.scoreatpercentile(v, 50), "always give the median"),
    ("best_constant", lambda v, loss: v.mean() if loss == "mse" else v[v.size // 2], "in the middle of the list"),
    ("best_constant", lambda v, loss: v.mean() if loss == "mse" else np.ptp(v) / 2 + v.min(), "between smallest and largest"),
    ("best_constant", lambda v, loss: np.clip(v, -1000, 1000).mean() if loss == "mse" else np.median(v), "pull c up"),
    ("best_constant", lambda v, loss: v.var() if loss == "mse" else stats.median_abs_deviation(v), "pull c up"),
    (
        "best_constant",
        lambda v, loss: v.var() if loss == "mse" else np.mean(np.abs(v - np.median(v))),
        "the lowest loss",
    ),
    ("mse_gradient", lambda p, x, y: [np.mean(_errors(p, x, y)), np.mean(_errors(p, x, y) * x)], "0.5 times the expected"),
    ("mse_gradient", lambda p, x, y: [2 * sum(_errors(p, x, y)), 2 * sum(_errors(p, x, y) * x)], "You take sums, not means"),
    ("mse_gradient", lambda p, x, y: [-2 * np.mean(_errors(p, x, y) * d) for d in (1, x)], "Only the sign"),
    ("mse_gradient", lambda p, x, y: [2 * np.mean(_errors(p, x, y) * d) for d in (x, 1)], "are swapped"),
    ("mse_gradient", lambda p, x, y: [2 * np.mean(_errors(p, x, y))] * 2, "lacks the x"),
    (
        "mse_gradient",
        lambda p, x, y: [2 * np.mean(_errors(p, x, y)), 2 * np.mean(_errors(p, x, y)) * np.mean(x)],
        "multiply two means",
    ),
    ("mse_gradient", lambda p, x, y: np.mean(_errors(p, x, y) ** 2), "the MSE itself"),
    ("mse_gradient", lambda p, x, y: [2 * np.mean((p[1] * x - y) * d) for d in (1, x)], "intercept is missing"),
    ("mse_gradient", lambda p, x, y: _gradient_by_loop(p[::-1], x, y), "(slope, intercept)"),
    ("mse_gradient", lambda p, x, y: np.array([2 * _errors(p, x, y), 2 * x * _errors(p, x, y)]), "of each student"),
    ("largest_rate", lambda x: 1 / _eigenvalues(x).max(), "where one step arrives"),
    ("largest_rate", lambda x: 2 / np.min(_eigenvalues(x)), "the smallest curvature"),
    ("largest_rate", lambda x: 2 / _eigenvalues(x, factor=1).max(), "lacks its factor 2"),
    ("largest_rate", lambda x: 2 / _eigenvalues(x, mean=False).max(), "of a sum"),
    ("largest_rate", lambda x: 2 / _eigenvalues(x, factor=1, mean=False).max(), "Aᵀ A alone"),
    ("largest_rate", lambda x: max(_eigenvalues(x)), "the largest curvature. Which rate"),
    ("largest_rate", lambda x: 2 / sum(_eigenvalues(x)), "add the curvatures"),
    ("largest_rate", lambda x: 1 / np.mean(np.square(x, dtype=float)), "the entry for the slope"),
    ("largest_rate", lambda x: np.divide(*_eigenvalues(x)[::-1]), "the condition number"),
    ("largest_rate", lambda x: 1, "the same for every case"),
    ("adam", _adam(_uncorrected), "are missing"),
    ("adam", _adam(_only_m), "but not s by"),
    ("adam", _adam(_only_s), "but not m by"),
    ("adam", _adam(_overwritten), "You store the divided"),
    ("adam", _adam(_rootless), "divide by s itself"),
    ("adam", _adam(_swapped), "are swapped"),
    ("adam", _adam(_uphill), "You go uphill"),
    ("adam", _adam(lambda p, m, s, g, rate, k: (p - rate * g, m, s)), "plain gradient descent"),
    ("adam", _from_zero, "Your steps count from 0"),
    ("adam", _set_back_in_the_loop, "start at 0 in every step"),
    ("adam", _one_step_short, "one step early"),
    ("adam", _start_moves, "Which line writes into it"),
    ("adam", _epsilon(0.0), "beside the root is missing"),
    ("adam", _epsilon(0.0, under=1e-7), "is under the root"),
    ("adam", _epsilon(1e-8), "is not that of the formula"),
    ("adam", _epsilon(1e-5), "is not that of the formula"),
    ("adam", _adam(_by_factors), "Is i a factor or a power"),
    ("updates", lambda n, b, e: (n // b) * e, "is left out"),
    ("updates", lambda n, b, e: math.ceil(n * e / b), "from one epoch into the next. Where does the last batch"),
    ("updates", lambda n, b, e: e * n / b, "a whole number"),
    ("updates", lambda n, b, e: e * (1 + n // b), "always count one more"),
    ("updates", lambda n, b, e: n * e, "for each student"),
    ("updates", lambda n, b, e: e, "for each epoch"),
    ("updates", lambda n, b, e: math.ceil(n / b), "That is one epoch. How many"),
    ("updates", lambda n, b, e: int(n / b + 0.5) * e, "round to the nearest"),
    ("updates", lambda n, b, e: n // b * e + (n % b > 0), "counts once"),
    ("updates", lambda n, b, e: np.uint16(math.ceil(n / b) * e % 65536), "kept as uint16"),
    ("cross_entropy", lambda v, c: -np.log(_softmax(v)[c]), "exponentials overflow"),
    ("cross_entropy", lambda v, c: math.log(sum(map(math.exp, v))) - v[c], "exponentials overflow"),
    ("cross_entropy", lambda v, c: -np.log(_softmax(v, v.max())[c]), "of p = 0, or of 1/p"),
    ("cross_entropy", _log_of_flushed_probability, "of p = 0, or of 1/p"),
    ("cross_entropy", lambda v, c: -np.log(max(_softmax(v, v.max())[c], 1e-7)), "no loss is larger"),
    ("cross_entropy", lambda v, c: -np.log(_softmax(v, v.max())[c] + 1e-12), "no loss is larger"),
    ("cross_entropy", lambda v, c: np.log(np.exp(v - v.max()).sum()) - v[c], "but not the logit that you subtract"),
    ("cross_entropy", lambda v, c: special.log_softmax(v)[c], "Only the sign"),
    ("cross_entropy", lambda v, c: special.softmax(v)[c], "the probability of the true class. What"),
    ("cross_entropy", lambda v, c: -special.log_softmax(v)[c] / math.log(2), "base 2"),
    ("cross_entropy", lambda v, c: -special.log_softmax(v).max(), "with the largest logit"),
    ("cross_entropy", lambda v, c: -special.log_softmax(v), "for every class"),
    ("cross_entropy", lambda v, c: -special.log_softmax(v).sum(), "add up all classes"),
    ("cross_entropy", lambda v, c: _log_sum(v, np.mean(v)) - v[c], "shift by the mean"),
    ("cross_entropy", lambda v, c: _log_sum(v, v[0]) - v[c], "shift by the first"),
    ("cross_entropy", lambda v, c: _log_sum(v, v[-1]) - v[c], "shift by the last"),
    ("cross_entropy", lambda v, c: _log_sum(v, min(v)) - v[c], "shift by the smallest"),
    ("cross_entropy", lambda v, c: np.log(np.exp(v - v[c]).sum()), "of p = 0, or of 1/p"),
    ("cross_entropy", lambda v, c: -np.log(_softmax(v, v[c])[c]), "of p = 0, or of 1/p"),
    ("cross_entropy", lambda v, c: np.nan_to_num(-np.log(_softmax(v, v.max()))[c], posinf=1000), "no loss is larger"),
    ("cross_entropy", lambda v, c: min(-np.log(_softmax(v, v.max())[c]), 1000.0), "no loss is larger"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT_IN_TENSORFLOW)
def test_a_right_answer_in_tensorflow_passes(name, answer):
    pytest.importorskip("tensorflow")
    report = getattr(ch05, name)(answer)
    assert report.correct, report


def test_the_adam_of_the_check_is_that_of_keras():
    tf = pytest.importorskip("tensorflow")
    point = tf.Variable([0.0, 5.0, 1.0], dtype=tf.float64)
    optimizer = tf.keras.optimizers.Adam(0.1)
    for _ in range(25):
        optimizer.apply([tf.constant(ch05._tilted(point.numpy()))], [point])
    ours = ch05._adam(ch05._tilted, np.array([0.0, 5.0, 1.0]), 0.1, 25)
    np.testing.assert_allclose(point.numpy(), ours, rtol=1e-4)


# ---------------------------------------------------------------------------------------------------------- predictions

ANSWERS = {
    "stable_rate": 2 / max(0.5, 20),
    "unwatched": "b",
    "column_minus_row": (np.ones((6, 1)) - np.ones(6)).shape,
    "valid_length": len(np.convolve(np.ones(200), np.ones(5), "valid")),
    "deviation_of_a_sum": math.hypot(3, 4),
    "absolute_line": "c",
    "steps_in_the_bowl": 1,
    "first_step_of_adam": ch05._adam(lambda p: np.array([-0.864]), np.zeros(1), 0.5, 1).item(),
    "nearest_batch": "c",
    "learned_order": "b",
    "worst_mistake": "c",
    "mse_in_tenths": 10**2,
    "same_path": "c",
    "logit_of_four_to_one": special.logit(0.8).item(),
    "cross_entropy_of_two": -np.log([0.5, 0.25]).mean().item(),
}


@pytest.mark.parametrize(
    ("name", "rounded", "slip"),
    [("logit_of_four_to_one", 1.39, 0.69), ("cross_entropy_of_two", 1.04, 0.981), ("first_step_of_adam", 0.5, 0.43)],
)
def test_a_rounded_number_is_right_and_a_rounded_slip_is_named(name, rounded, slip):
    question = getattr(ch05, name)
    assert question(rounded).status == "right"
    assert "Try once more" not in question(slip).message
