"""Checks of chapter 05, Fit a line by descending a loss."""

import math

import numpy as np

from . import Case, Exercise, Mistake
from .report import show_argument as _show_argument

_RANDOM = np.random.default_rng(5)

# ------------------------------------------------------------------------------------------------------------ 5.1 huber


def _huber(errors, delta):
    size = abs(errors)
    return np.where(size <= delta, size * size / 2, delta * (size - delta / 2))


def _joined(inner, outer, small=lambda e, d: abs(e) <= d):
    """Huber's cost with other pieces, or another place where they meet."""
    return lambda e, d: np.where(small(e, d), inner(e, d), outer(e, d))


def _parabola(e, d):
    return e * e / 2


def _straight(e, d):
    return d * (abs(e) - d / 2)


_NO_HALF = "Your parabola lacks its half, so the cost jumps at δ. What is e²/2 at e = δ, and what is the line there?"
_LINE_TOO_HIGH = "Your straight piece starts too high, so the cost jumps at δ. What do you subtract there?"
_LINE_TOO_FLAT = "Your straight piece has slope 1. Which slope has the parabola where the two meet?"
huber = Exercise(
    "5.1",
    "huber",
    "Cost by Huber",
    reference=_huber,
    cases=[
        (np.array([-3.0, 1.0, 4.0]), 2.0),
        (np.array([0.5, -0.25, 0.0, 2.0]), 0.75),
        (np.array([-9, 3, 5, -5, 12]), 5),
        (np.array([-1.5, 0.5, 7.0], np.float32), 1.5),
        (np.array([2.0, -8.0, 0.5, 3.0, -1.0, 6.0]), 4.0),
    ]
    + [((_RANDOM.integers(-40, 40, 7) / 4), delta) for delta in (1.0, 3.0)],
    mistakes=[
        Mistake(
            _joined(_parabola, _straight, small=lambda e, d: e <= d),
            "You compare e itself with δ, so every negative error counts as small. What is the size of an error?",
        ),
        Mistake(_joined(lambda e, d: e * e, _straight), _NO_HALF),
        Mistake(_joined(_parabola, lambda e, d: d * abs(e)), _LINE_TOO_HIGH),
        Mistake(
            _joined(_parabola, lambda e, d: d * (abs(e) - d)), "Your straight piece begins at 0. What is e²/2 at e = δ?"
        ),
        Mistake(_joined(_parabola, lambda e, d: abs(e) - d / 2), _LINE_TOO_FLAT),
        Mistake(_joined(_parabola, lambda e, d: abs(e)), _LINE_TOO_FLAT),
        Mistake(
            _joined(_parabola, lambda e, d: d * (e - d / 2)),
            "Your straight piece uses e with its sign, so a negative error pays less than nothing. What is its size?",
        ),
        Mistake(
            _joined(_straight, _parabola),
            "The two pieces are swapped. Which errors are squared, the small or the large ones?",
        ),
        Mistake(
            _joined(_parabola, _straight, small=lambda e, d: e * e <= d),
            "You compare e² with δ. Which of the two has the unit of an error?",
        ),
        Mistake(lambda e, d: e * e / 2, "You square every error. What happens beyond δ?"),
        Mistake(lambda e, d: e * e, "You square every error. What happens beyond δ?"),
        Mistake(lambda e, d: abs(e), "That is the absolute error. What does Huber do with the small ones?"),
        Mistake(_straight, "Your cost is straight everywhere. What does Huber do with the small errors?"),
        Mistake(
            lambda e, d: np.clip(e, -d, d),
            "That is the slope of the cost. Which function has this slope?",
        ),
        Mistake(
            lambda e, d: np.minimum(abs(e), d) ** 2 / 2,
            "Beyond δ your cost stays flat, so a large error does not pull at all. How does the straight piece grow?",
        ),
        Mistake(
            lambda e, d: np.mean(_huber(e, d)),
            "That is the mean of the costs. How many numbers does the task ask for?",
        ),
        Mistake(
            lambda e, d: np.sum(_huber(e, d)),
            "That is the sum of the costs. How many numbers does the task ask for?",
        ),
    ],
    correct="small errors are squared, large ones pay by their size, and the two pieces meet at δ.",
    hint="Take one error below δ and one above it. What does the formula give for each?",
)

# ---------------------------------------------------------------------------------------------------- 5.2 best constant


def _best_constant(values, loss):
    return np.mean(values) if loss == "mse" else np.median(values)


def _as_good(got, expected, values, loss):
    """Between the two middle values every constant has the same lowest MAE."""
    if loss != "mae" or got.size != 1:
        return False
    lowest = np.abs(values - expected).mean()
    return np.abs(values - got.item()).mean() <= lowest * (1 + 1e-9)


def _lowest_loss(values, loss):
    distance = abs(values - _best_constant(values, loss))
    return np.mean(distance**2 if loss == "mse" else distance)


_LOSSES = "mse", "mae"
best_constant = Exercise(
    "5.2",
    "best_constant",
    "The best constant",
    reference=_best_constant,
    accepts=_as_good,
    cases=[
        (np.array(values), loss)
        for values in [[9.0, 1.0, 2.0], [4, 0, 20, 1, 5], [0.5, 8.0, 1.0, 30.0], [7.0, 7.0, 1.0, -30.0, 6.5]]
        for loss in _LOSSES
    ]
    + [(_RANDOM.integers(0, 90, 7) ** 2 / 100, loss) for loss in _LOSSES],
    mistakes=[
        Mistake(
            lambda y, loss: _best_constant(y, "mae" if loss == "mse" else "mse"),
            "You have the two the wrong way round. Which loss follows an outlier?",
        ),
        Mistake(
            lambda y, loss: np.mean(y),
            "You always give the mean. Move the largest value far away: should the best c for the MAE follow?",
        ),
        Mistake(
            lambda y, loss: np.median(y),
            "You always give the median. For the MSE, set the derivative with respect to c to 0: which c solves it?",
        ),
        Mistake(
            lambda y, loss: np.mean(y) if loss == "mse" else y[len(y) // 2],
            "Your middle value is the one in the middle of the list. Which value is in the middle of the sorted ones?",
        ),
        Mistake(
            lambda y, loss: np.mean(y) if loss == "mse" else (y.max() + y.min()) / 2,
            "For the MAE you take the middle between smallest and largest. How many values lie on each side?",
        ),
        Mistake(
            lambda y, loss: (y.max() + y.min()) / 2,
            "You take the middle between the smallest and the largest. Do the other values not count?",
        ),
        Mistake(
            lambda y, loss: np.mean(y) if loss == "mse" else np.mean(abs(y)),
            "For the MAE you take the mean of the absolute values. Which c makes the mean of |c − value| small?",
        ),
        Mistake(_lowest_loss, "That is the lowest loss. Which c has it?"),
        Mistake(
            lambda y, loss: np.sum(y) if loss == "mse" else np.median(y),
            "For the MSE you give the sum. By what do you divide to get a value among the others?",
        ),
        Mistake(
            lambda y, loss: np.sqrt(np.mean(y**2)) if loss == "mse" else np.median(y),
            "For the MSE you take the root of the mean square. Which c makes the derivative vanish?",
        ),
    ],
    correct="the mean minimises the squares and follows an outlier; the median does neither.",
    hint="Write the loss of c for three values down. How many values pull c up, and how many down?",
)

# ----------------------------------------------------------------------------------------------------- 5.3 mse gradient


def _errors(line, x, y):
    return line[0] + line[1] * x - y


def _mse_gradient(line, x, y):
    error = _errors(line, x, y)
    return np.array([2 * np.mean(error), 2 * np.mean(error * x)])


def _students(n):
    return _RANDOM.integers(-20, 40, n) / 4, _RANDOM.integers(-20, 90, n) / 2


mse_gradient = Exercise(
    "5.3",
    "mse_gradient",
    "The gradient on paper",
    reference=_mse_gradient,
    cases=[
        ((0.0, 1.0), np.array([2.0]), np.array([5.0])),
        ((1, 2), np.array([0, 1, 3]), np.array([2.0, 2.0, 10.0])),
        (np.array([-2.0, 0.5]), np.array([1.5, -2.0, 4.0, 0.5]), np.array([0.0, 3.0, 1.0, -4.0])),
        (np.array([1.0, -3.0], np.float32), np.array([2.0, 5.0], np.float32), np.array([1.0, 0.0], np.float32)),
        ((0.5, 3.0), *_students(5)),
        ((-4.0, 1.25), *_students(6)),
    ],
    mistakes=[
        Mistake(
            lambda line, x, y: _mse_gradient(line, x, y) / 2,
            "The factor 2 is missing. What is the derivative of e²?",
        ),
        Mistake(
            lambda line, x, y: _mse_gradient(line, x, y) * len(x),
            "You take sums, not means. What stands in front of the sum in the MSE?",
        ),
        Mistake(
            lambda line, x, y: _mse_gradient(line, x, y) * len(x) / 2,
            "You take sums, and the factor 2 is missing. What stands before the sum, and what is (e²)′?",
        ),
        Mistake(
            lambda line, x, y: -_mse_gradient(line, x, y),
            "Only the sign is wrong. Is the error prediction minus score, or the other way round?",
        ),
        Mistake(
            lambda line, x, y: _mse_gradient(line, x, y)[::-1],
            "Slope and intercept are swapped. Which one does the task want first?",
        ),
        Mistake(
            lambda line, x, y: np.repeat(_mse_gradient(line, x, y)[0], 2),
            "Your second derivative lacks the x. By what is the slope multiplied inside the error?",
        ),
        Mistake(
            lambda line, x, y: 2 * np.mean(_errors(line, x, y)) * np.array([1, np.mean(x)]),
            "You multiply two means. Is the mean of a product the product of the means?",
        ),
        Mistake(
            lambda line, x, y: _mse_gradient((0, line[1]), x, y),
            "The intercept is missing in your prediction. What does the line give at x = 0?",
        ),
        Mistake(
            lambda line, x, y: _mse_gradient((line[1], line[0]), x, y),
            "You read the line as (slope, intercept). Which number comes first?",
        ),
        Mistake(
            lambda line, x, y: 2 * np.array([np.mean(abs(_errors(line, x, y))), np.mean(abs(_errors(line, x, y) * x))]),
            "You take absolute values. Which sign has the pull of a student above the line?",
        ),
        Mistake(
            lambda line, x, y: np.stack([2 * _errors(line, x, y), 2 * _errors(line, x, y) * x]),
            "You give the pull of each student. How do they become two numbers?",
        ),
        Mistake(
            lambda line, x, y: np.mean(_errors(line, x, y) ** 2),
            "That is the MSE itself. What are its two derivatives?",
        ),
        Mistake(
            lambda line, x, y: np.array([2 * np.mean(_errors(line, x, y)), 2 * np.mean(_errors(line, x, y) * x**2)]),
            "Your second derivative has x². What is the derivative of the error with respect to the slope?",
        ),
    ],
    correct="each error pulls at the intercept with its size, and at the slope with its size times x.",
    hint="Use the chain rule: 2 · error · (derivative of the error). What is the last factor for each of the two?",
)

# ----------------------------------------------------------------------------------------------------- 5.4 largest rate


def _hessian(x):
    columns = np.stack([np.ones(len(x)), x], axis=1)
    return 2 * columns.T @ columns / len(x)


def _curvatures(x):
    return np.linalg.eigvalsh(_hessian(x))


def _inverse(value):
    with np.errstate(all="ignore"):
        return 2 / value


largest_rate = Exercise(
    "5.4",
    "largest_rate",
    "The largest rate",
    reference=lambda x: 2 / _curvatures(x)[-1],
    cases=[
        (np.array([1.0, 2.0, 6.0]),),
        (np.array([-1.0, 1.0]),),
        (np.array([0.5, 0.1, 0.2, 0.9]),),
        (np.array([10, 12, 15, 11, 14]),),
        (np.array([-3.0, 0.5, 4.0, 2.0], np.float32),),
        (_RANDOM.integers(0, 40, 9) / 4,),
    ],
    mistakes=[
        Mistake(lambda x: 1 / _curvatures(x)[-1], "That is 1/k, where one step arrives. How much farther can you go?"),
        Mistake(lambda x: _inverse(_curvatures(x)[0]), "You take the smallest curvature. Which axis diverges first?"),
        Mistake(
            lambda x: 4 / _curvatures(x)[-1],
            "Your Hessian lacks its factor 2, so the limit is twice too large. What is the second derivative of e²?",
        ),
        Mistake(
            lambda x: 2 / (_curvatures(x)[-1] * len(x)),
            "Your Hessian is that of a sum. What stands in front of the sum in the MSE?",
        ),
        Mistake(
            lambda x: 4 / (_curvatures(x)[-1] * len(x)),
            "Your Hessian is Aᵀ A alone. Which two factors does the MSE put in front of it?",
        ),
        Mistake(lambda x: _curvatures(x)[-1], "That is the largest curvature. Which rate belongs to it?"),
        Mistake(
            lambda x: 2 / np.trace(_hessian(x)),
            "You add the curvatures up. Which of the two sets the limit?",
        ),
        Mistake(
            lambda x: 2 / _hessian(x)[1, 1],
            "You take the entry for the slope. Does the valley run along that axis?",
        ),
        Mistake(
            lambda x: 2 / _hessian(x).max(),
            "You take the largest entry of the Hessian. Does the valley run along one of the axes?",
        ),
        Mistake(lambda x: 1.0, "That is the limit for standardised x. Where does your function use `x`?"),
        Mistake(
            lambda x: _curvatures(x)[-1] / _curvatures(x)[0],
            "That is the condition number, which says how slow a descent is. Where does it begin to diverge?",
        ),
        Mistake(
            lambda x: 2 / np.linalg.svd(np.stack([np.ones(len(x)), x], axis=1))[1][0],
            "You use a singular value of A. How does it go into an eigenvalue of Aᵀ A?",
        ),
    ],
    correct="the limit is 2 divided by the largest curvature, whatever the other one is.",
    hint="Write 1 − rate·k for both curvatures k. For which rate does one of the two reach −1?",
)

# ------------------------------------------------------------------------------------------------------------- 5.5 adam


_TINY = 1e-7, 0.0  # added to the root of s, and under it


def _adam(
    gradient, start, rate, steps, first=0.9, second=0.999, power=0.5, correct=(True, True), sign=1, count=1, tiny=_TINY
):
    """Adam, with a choice of mistakes."""
    point, m, s = np.asarray(start, float), 0.0, 0.0
    with np.errstate(all="ignore"):
        for k in range(count, steps + count):
            g = np.asarray(gradient(point))
            m = first * m + (1 - first) * g
            s = second * s + (1 - second) * g * g
            mean = m / (1 - first**k) if correct[0] else m
            size = s / (1 - second**k) if correct[1] else s
            point = point - sign * rate * mean / ((size + tiny[1]) ** power + tiny[0])
    return point


def _adam_of_keras(gradient, start, rate, steps):
    """As Keras writes it: both corrections in front, so that the 1e-7 is added to the root of s itself."""
    point, m, s = np.asarray(start, float), 0.0, 0.0
    for k in range(1, steps + 1):
        g = gradient(point)
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        point = point - rate * np.sqrt(1 - 0.999**k) / (1 - 0.9**k) * m / (np.sqrt(s) + 1e-7)
    return point


def _is_an_adam(got, expected, *args):
    near = 1e-5 * max(1.0, np.abs(expected).max())
    return any(np.abs(got - point).max() <= near for point in (expected, _adam_of_keras(*args)))


def _corrected_by_factors(gradient, start, rate, steps):
    """Divide by 1 − 0.9·i, not by 1 − 0.9ⁱ."""
    point, m, s = np.asarray(start, float), 0.0, 0.0
    with np.errstate(all="ignore"):
        for k in range(1, steps + 1):
            g = gradient(point)
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
            point = point - rate * (m / (1 - 0.9 * k)) / (np.sqrt(s / (1 - 0.999 * k)) + 1e-7)
    return point


def _corrected_in_place(gradient, start, rate, steps):
    """The running means themselves are divided, again and again."""
    point, m, s = np.asarray(start, float), 0.0, 0.0
    for k in range(1, steps + 1):
        g = gradient(point)
        m, s = (0.9 * m + 0.1 * g) / (1 - 0.9**k), (0.999 * s + 0.001 * g * g) / (1 - 0.999**k)
        point = point - rate * m / (np.sqrt(s) + 1e-7)
    return point


def _forgetful(gradient, start, rate, steps):
    """Both running means start afresh in every step."""
    point = np.asarray(start, float)
    for k in range(1, steps + 1):
        g = gradient(point)
        m, s = 0.1 * g / (1 - 0.9**k), 0.001 * g * g / (1 - 0.999**k)
        point = point - rate * m / (np.sqrt(s) + 1e-7)
    return point


def _plain_descent(gradient, start, rate, steps, momentum=0.0):
    point, velocity = np.asarray(start, float), 0.0
    with np.errstate(all="ignore"):
        for _ in range(steps):
            velocity = momentum * velocity - rate * gradient(point)
            point = point + velocity
    return point


def _bowl(point):
    return np.array([2.0]) * point


def _gentle(point):
    return 1e-6 * point


def _valley(point):
    return np.array([0.5 * (point[0] - 3), 40 * (point[1] + 1)])


def _tilted(point):
    return np.array([2 * point[0] + 1.5 * point[1] - 4, 1.5 * point[0] + 6 * point[1] + 2, point[2] - 7])


adam = Exercise(
    "5.5",
    "adam",
    "Write Adam",
    reference=lambda gradient, start, rate, steps: _adam(gradient, start, rate, steps),
    accepts=_is_an_adam,
    cases=[
        Case(
            (gradient, np.array(start), rate, steps),
            f"{text}, start={_show_argument(np.array(start))}, {rate=}, {steps=}",
        )
        for gradient, text, start, rate, steps in [
            (_bowl, "gradient=2p", [1.0], 0.25, 1),
            (_bowl, "gradient=2p", [2.0], 0.5, 2),
            (_valley, "a valley's gradient", [1.0, 1.0], 0.5, 4),
            (_tilted, "a tilted bowl's gradient", [0.0, 5.0, 1.0], 0.1, 25),
            (_bowl, "gradient=2p", [3.0], 0.1, 0),
            (_bowl, "gradient=2p", [0.0, 1.0], 0.1, 3),
            (_gentle, "gradient=p/1000000", [1.0], 0.1, 3),
            (_gentle, "gradient=p/1000000", [-2.0, 0.25], 0.05, 2),
        ]
    ],
    mistakes=[
        Mistake(
            lambda *a: _adam(*a, correct=(False, False)),
            "The divisions by 1 − 0.9ⁱ and 1 − 0.999ⁱ are missing. What are m and s after a single step?",
        ),
        Mistake(
            lambda *a: _adam(*a, correct=(True, False)),
            "You divide m by 1 − 0.9ⁱ, but not s by 1 − 0.999ⁱ. From where does s start too?",
        ),
        Mistake(
            lambda *a: _adam(*a, correct=(False, True)),
            "You divide s by 1 − 0.999ⁱ, but not m by 1 − 0.9ⁱ. From where does m start too?",
        ),
        Mistake(
            _corrected_in_place,
            "You store the divided m and s and go on with them. Which ones does the next step need?",
        ),
        Mistake(_forgetful, "Your m and s start at 0 in every step. Where do they keep what they remember?"),
        Mistake(
            lambda *a: _adam(*a, count=0), "Your steps count from 0, and 1 − 0.9⁰ is 0. Which i has the first step?"
        ),
        Mistake(
            _corrected_by_factors, "You divide by 1 − 0.9·i. Is i a factor or a power there, and what is it for i = 2?"
        ),
        Mistake(
            lambda *a: _adam(*a, tiny=(0.0, 0.0)),
            "The 10⁻⁷ beside the root is missing. What do you divide by if a gradient is 0 from the start?",
        ),
        Mistake(
            lambda *a: _adam(*a, tiny=(0.0, 1e-7)),
            "Your 10⁻⁷ is under the root. How large is its root, next to a gradient of 10⁻⁶?",
        ),
        *(
            Mistake(
                lambda *a, tiny=tiny: _adam(*a, tiny=(tiny, 0.0)),
                "The number that you add to the root is not that of the formula. How big is yours next to a gradient of 10⁻⁶?",
            )
            for tiny in (1e-10, 1e-9, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3)
        ),
        Mistake(
            lambda *a: _adam(*a, power=1),
            "You divide by s itself. What is missing over it, so that the size of g cancels?",
        ),
        Mistake(
            lambda *a: _adam(*a, first=0.999, second=0.9),
            "0.9 and 0.999 are swapped. Which mean has the longer memory?",
        ),
        Mistake(lambda *a: _adam(*a, second=0.99), "Your s forgets with 0.99. Which number stands in the formula?"),
        Mistake(
            lambda *a: _adam(*a, first=0.0), "Your m is the last gradient alone. How does it remember the ones before?"
        ),
        Mistake(lambda *a: _adam(*a, second=0.9), "Both of your means forget with 0.9. Which number does s have?"),
        Mistake(lambda *a: _adam(*a, sign=-1), "You go uphill. Which sign has the step?"),
        Mistake(_plain_descent, "That is plain gradient descent. Where do m and s come in?"),
        Mistake(
            lambda *a: _plain_descent(*a, momentum=0.9),
            "That is momentum. Where do you divide by the root of s?",
        ),
        Mistake(
            lambda gradient, start, rate, steps: _adam(gradient, start, rate, max(steps - 1, 0)),
            "You stop one step early. How often does your loop run?",
        ),
        Mistake(
            lambda gradient, start, rate, steps: _adam(gradient, start, rate, steps + 1),
            "You take one step too many. How often does your loop run?",
        ),
        Mistake(
            lambda gradient, start, rate, steps: _adam(lambda p: gradient(start), start, rate, steps),
            "You use the gradient at the start in every step. Where are you by then?",
        ),
        Mistake(
            lambda gradient, start, rate, steps: np.asarray(start, float) - _adam(gradient, start, rate, steps),
            "That is the way from the start. Where does it end?",
        ),
    ],
    correct="the running means start at 0 and are corrected for it, and the size of the gradient cancels.",
    hint="Work out m, s and the step for i = 1 on paper. What is left of the gradient?",
)

# ---------------------------------------------------------------------------------------------------------- 5.6 updates


def _updates(n, batch_size, epochs):
    return (n + batch_size - 1) // batch_size * epochs


updates = Exercise(
    "5.6",
    "updates",
    "Count the updates",
    reference=_updates,
    cases=[(25, 10, 3), (25, 5, 4), (7, 4, 2), (100, 32, 1), (10, 32, 6), (1000, 1, 2)]
    + [tuple(sizes) for sizes in _RANDOM.integers([20, 3, 2], [90, 15, 9], (4, 3)).tolist()],
    expects="there are {}",
    mistakes=[
        Mistake(
            lambda n, b, e: n // b * e,
            "A last batch that is not full is left out. How many batches do 25 students make, 10 at a time?",
        ),
        Mistake(
            lambda n, b, e: -(-n * e // b),
            "Your batches run on from one epoch into the next. Where does the last batch of an epoch end?",
        ),
        Mistake(
            lambda n, b, e: n * e // b, "Your batches run on from one epoch into the next. Where does the last one end?"
        ),
        Mistake(lambda n, b, e: n / b * e, "A number of updates is a whole number. When is a part of a batch used?"),
        Mistake(
            lambda n, b, e: (n // b + 1) * e, "You always count one more. What if the batches divide n without a rest?"
        ),
        Mistake(lambda n, b, e: n * e, "That is one update for each student. How many students share one?"),
        Mistake(lambda n, b, e: e, "That is one update for each epoch. How many batches are in one?"),
        Mistake(lambda n, b, e: -(-n // b), "That is one epoch. How many are there?"),
        Mistake(lambda n, b, e: n // b, "That is one epoch, without its last batch. How many epochs are there?"),
        Mistake(
            lambda n, b, e: b * e, "You multiply by the batch size. Do larger batches make more updates, or fewer?"
        ),
        Mistake(
            lambda n, b, e: round(n / b) * e,
            "You round to the nearest. Does a last batch with one student count, or not?",
        ),
    ],
    correct="each epoch has n / batch_size updates, rounded up, and every epoch begins anew.",
    hint="Lay the students of one epoch in a row and cut it into batches. How many pieces are there?",
)

# ---------------------------------------------------------------------------------------------------- 5.7 cross-entropy


def _log_sum(logits):
    top = np.max(logits)
    return np.log(np.sum(np.exp(logits - top))) + top


def _probabilities(logits, shift=None):
    with np.errstate(all="ignore"):
        powers = np.exp(np.asarray(logits, float) - (np.max(logits) if shift is None else shift))
        return powers / powers.sum()


def _minus_log(p):
    with np.errstate(all="ignore"):
        return -np.log(p)


def _unshifted_log_sum(logits, label):
    with np.errstate(all="ignore"):
        return np.log(np.sum(np.exp(logits))) - logits[label]


_OVERFLOW = "Your exponentials overflow, so large logits give nan or inf. What can you subtract from all of them?"
_CUT = "You cut the probability off, so no loss is larger than a certain one. Can you avoid the probability altogether?"
_SHIFTS = {
    "the logit of the true class": lambda v, c: v[c],
    "the first logit": lambda v, c: v[0],
    "the last logit": lambda v, c: v[-1],
    "the smallest logit": lambda v, c: np.min(v),
    "the mean of the logits": lambda v, c: np.mean(v),
}


def _shifted_log_sum(logits, label, shift):
    with np.errstate(all="ignore"):
        top = shift(logits, label)
        return np.log(np.sum(np.exp(logits - top))) + top - logits[label]


_LOG_OF_ZERO = "The probability of the true class is 0 here, and you take its logarithm. Can you do without p?"
cross_entropy = Exercise(
    "5.7",
    "cross_entropy",
    "Cross-entropy that survives",
    reference=lambda logits, label: _log_sum(logits) - logits[label],
    accepts=lambda got, expected, logits, label: abs(got - expected) <= 1e-6 * abs(expected),
    cases=[
        (np.array([2.0, 1.0, -1.0]), 0),
        (np.array([2.0, 1.0, -1.0]), 2),
        (np.array([0.5, 3.0]), 1),
        (np.array([1000.0, 0.0]), 1),
        (np.array([1000.0, 1001.0, 1002.5, 999.0]), 1),
        (np.array([-1000.0, -1003.0, -1001.0]), 2),
        (np.array([1.0, 4.0, 2.0]), 2),
        (np.array([0.25, -1.5, 2.0], np.float32), 1),
        (_RANDOM.integers(-12, 12, 5) / 4, 3),
        (np.array([0.0, 0.0, 0.0, 1000.0]), 0),
        (np.array([1000.0, 0.0, 0.0, 0.0]), 2),
        (np.array([1000.0, -250.0]), 1),
        (np.array([1000.0, 280.0, 0.0]), 1),
        (np.array([1000.0, 900.0, 0.0]), 1),
    ],
    mistakes=[
        Mistake(lambda v, c: _minus_log(_probabilities(v, shift=0)[c]), _OVERFLOW),
        Mistake(_unshifted_log_sum, _OVERFLOW),
        Mistake(lambda v, c: math.log(sum(math.exp(x) for x in v)) - v[c], _OVERFLOW),
        Mistake(lambda v, c: _minus_log(_probabilities(v)[c]), _LOG_OF_ZERO),
        *(
            Mistake(lambda v, c, cut=cut: _minus_log(np.clip(_probabilities(v), cut, 1)[c]), _CUT)
            for cut in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)
        ),
        *(
            Mistake(lambda v, c, add=add: _minus_log(_probabilities(v)[c] + add), _CUT)
            for add in (1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)
        ),
        Mistake(lambda v, c: np.minimum(_minus_log(_probabilities(v)[c]), 1000.0), _CUT),
        *(
            Mistake(
                lambda v, c, shift=shift: _shifted_log_sum(v, c, shift),
                f"You shift by {name}. What does the exponential do with another logit that is larger by 1000?",
            )
            for name, shift in _SHIFTS.items()
        ),
        Mistake(
            lambda v, c: _log_sum(v - np.max(v)) - v[c],
            "You shift the exponentials, but not the logit that you subtract. What is added back?",
        ),
        Mistake(
            lambda v, c: _log_sum(v) - (v[c] - np.max(v)),
            "You shift the logit of the true class, but not the sum. Which of the two shifts does cancel?",
        ),
        Mistake(
            lambda v, c: v[c] - _log_sum(v),
            "Only the sign is wrong. Is the logarithm of a probability below or above 0?",
        ),
        Mistake(lambda v, c: _probabilities(v)[c], "That is the probability of the true class. What does it cost?"),
        Mistake(lambda v, c: _log_sum(v), "The logit of the true class is missing. What is log(a / b)?"),
        Mistake(
            lambda v, c: (_log_sum(v) - v[c]) / np.log(2),
            "Your logarithm has base 2. Which one undoes the exponential?",
        ),
        Mistake(
            lambda v, c: (_log_sum(v) - v[c]) / np.log(10),
            "Your logarithm has base 10. Which one undoes the exponential?",
        ),
        Mistake(
            lambda v, c: _log_sum(v) - np.max(v),
            "You always take the class with the largest logit. Which one is the true class?",
        ),
        Mistake(
            lambda v, c: (_log_sum(v) - v[c]) / len(v),
            "You divide by the number of classes. How many true classes does one row have?",
        ),
        Mistake(
            lambda v, c: np.sum(_log_sum(v) - v),
            "You add up all classes. Which of them does the one-hot label keep?",
        ),
        Mistake(
            lambda v, c: _log_sum(v) - v,
            "That is the loss for every class. Which one is the true class?",
        ),
        Mistake(
            lambda v, c: np.logaddexp(0, -v[c]),
            "That is the sigmoid's loss of one logit. How do the other logits come in?",
        ),
    ],
    correct="from the logits, nothing overflows and no digit is lost.",
    hint="Take the formula with log Σ and shift every logit by the largest. What cancels, and what does not?",
)
