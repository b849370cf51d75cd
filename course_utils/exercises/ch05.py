"""Checks of chapter 05, Fit a line by descending a loss."""

import math
from functools import partial

import numpy as np

from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch05 import *
from .references import decimals, softmax
from .report import show_argument
from .run import plain

_RANDOM = np.random.default_rng(5)
_decimals = partial(decimals, _RANDOM)

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
        (np.array([3000.123, -0.123, 517.0, -41.256, 0.0]), 300.75),
        (_decimals(-9, 9, 7), 1.0),
        (_decimals(-2, 2, 6), 0.737),
        (np.array([1.25, -2.5, 0.5]), 4.0),
    ],
    mistakes=[
        Mistake(
            _joined(_parabola, _straight, small=lambda e, d: e <= d),
            "You compare e itself with δ, so every negative error counts as small. What is the size of an error?",
        ),
        Mistake(
            _joined(lambda e, d: e * e, _straight),
            "Your parabola lacks its half, so the cost jumps at δ. What is e²/2 at e = δ, and what is the line there?",
        ),
        Mistake(
            _joined(_parabola, lambda e, d: d * abs(e)),
            "Your straight piece starts too high, so the cost jumps at δ. What do you subtract there?",
        ),
        Mistake(_joined(_parabola, lambda e, d: d * (abs(e) - d)), "Your straight piece begins at 0. What is e²/2 at e = δ?"),
        *(
            Mistake(_joined(_parabola, line), "Your straight piece has slope 1. Which slope has the parabola where they meet?")
            for line in (lambda e, d: abs(e) - d / 2, lambda e, d: abs(e))
        ),
        Mistake(
            _joined(_parabola, lambda e, d: d * (e - d / 2)),
            "Your straight piece uses e with its sign, so a negative error pays less than nothing. What is its size?",
        ),
        Mistake(
            _joined(_straight, _parabola), "The two pieces are swapped. Which errors are squared, the small or the large ones?"
        ),
        Mistake(
            _joined(_parabola, _straight, small=lambda e, d: e * e <= d),
            "You compare e² with δ. Which of the two has the unit of an error?",
        ),
        Mistake(_parabola, "You square every error. What happens beyond δ?"),
        Mistake(lambda e, d: abs(e), "That is the absolute error. What does Huber do with the small ones?"),
        Mistake(_straight, "Your cost is straight everywhere. What does Huber do with the small errors?"),
        Mistake(lambda e, d: np.clip(e, -d, d), "That is the slope of the cost. Which function has this slope?"),
        Mistake(
            lambda e, d: np.minimum(abs(e), d) ** 2 / 2,
            "Beyond δ your cost stays flat, so a large error does not pull at all. How does the straight piece grow?",
        ),
        Mistake(lambda e, d: np.mean(_huber(e, d)), "That is the mean of the costs. How many numbers does the task ask for?"),
    ],
    correct="small errors are squared, large ones pay by their size, and the two pieces meet at δ.",
    hint="Take one error below δ and one above it. What does the formula give for each?",
    stronger="Compute both pieces for the whole array, from the size of the errors, and let `np.where` choose. Where do you "
    "get another number than on paper?",
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


best_constant = Exercise(
    "5.2",
    "best_constant",
    "The best constant",
    reference=_best_constant,
    accepts=_as_good,
    cases=[
        (values, loss)
        for values in [
            *(np.array(list_) for list_ in ([9.0, 1.0, 2.0], [4, 0, 20, 1, 5], [0.5, 8.0, 1.0, 30.0])),
            np.array([7.0, 7.0, 1.0, -30.0, 6.5]),
            np.array([-5.5, 0.0, 8.25, -2.75, 0.0]),
            _decimals(-20, 90, 7),
            np.array([-1203.457, -4510.029, 7.5, -1208.101, -1100.333]),
        ]
        for loss in ("mse", "mae")
    ],
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
        Mistake(_lowest_loss, "That is the lowest loss. Which c has it?"),
    ],
    correct="the mean minimises the squares and follows an outlier; the median does neither.",
    hint="Write the loss of c for three values down. How many values pull c up, and how many down?",
    stronger="For the MSE the derivative is 2·mean(c − value): for which c is it 0? For the MAE each value pulls with the same "
    "force: where are as many values above c as below?",
)

# ----------------------------------------------------------------------------------------------------- 5.3 mse gradient


def _errors(line, x, y):
    return line[0] + line[1] * x - y


def _mse_gradient(line, x, y):
    error = _errors(line, x, y)
    return np.array([2 * np.mean(error), 2 * np.mean(error * x)])


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
        (np.array([0.537, 3.141]), _decimals(-5, 10, 5), _decimals(-10, 45, 5)),
        (np.array([-412.3, 51.257]), np.append(_decimals(-5, 300, 5), 417.3), _decimals(-900, 45, 6)),
        ((1, 2), np.array([0, 1, 3, -2]), np.array([1, 3, 7, -3])),
    ],
    mistakes=[
        Mistake(
            lambda line, x, y: _mse_gradient(line, x, y) * len(x),
            "You take sums, not means. What stands in front of the sum in the MSE?",
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
        Mistake(lambda line, x, y: np.mean(_errors(line, x, y) ** 2), "That is the MSE itself. What are its two derivatives?"),
    ],
    correct="each error pulls at the intercept with its size, and at the slope with its size times x.",
    hint="Use the chain rule: 2 · error · (derivative of the error). What is the last factor for each of the two?",
    stronger="The error is intercept + slope·x − y. Its derivative with respect to the intercept is 1, and with respect to the "
    "slope? Multiply, then take the mean.",
)

# ----------------------------------------------------------------------------------------------------- 5.4 largest rate


def _hessian(x):
    columns = np.stack([np.ones(len(x)), x], axis=1)
    return 2 * columns.T @ columns / len(x)


def _curvatures(x):
    return np.linalg.eigvalsh(_hessian(x))


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
        (_decimals(-4, 10, 9),),
        (np.array([-312.057, 40.003, -5.771, 0.0, 300.419, 40.003]),),
    ],
    mistakes=[
        Mistake(lambda x: 1 / _curvatures(x)[-1], "That is 1/k, where one step arrives. How much farther can you go?"),
        Mistake(lambda x: 2 / _curvatures(x)[0], "You take the smallest curvature. Which axis diverges first?"),
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
        Mistake(lambda x: 2 / np.trace(_hessian(x)), "You add the curvatures up. Which of the two sets the limit?"),
        Mistake(lambda x: 2 / _hessian(x)[1, 1], "You take the entry for the slope. Does the valley run along that axis?"),
        Mistake(
            lambda x: 2 / _hessian(x).max(),
            "You take the largest entry of the Hessian. Does the valley run along one of the axes?",
        ),
        Mistake(
            lambda x: _curvatures(x)[-1] / _curvatures(x)[0],
            "That is the condition number, which says how slow a descent is. Where does it begin to diverge?",
        ),
    ],
    correct="the limit is 2 divided by the largest curvature, whatever the other one is.",
    hint="Write 1 − rate·k for both curvatures k. For which rate does one of the two reach −1?",
    stronger="The curvatures are the eigenvalues of the Hessian 2·AᵀA/n, where A has a column of ones and the column x. Which "
    "of the two is the first to reach rate·k = 2?",
)

# ------------------------------------------------------------------------------------------------------------- 5.5 adam


def _adam(
    gradient, start, rate, steps, first=0.9, second=0.999, power=0.5, correct=(True, True), sign=1, count=1, tiny=(1e-7, 0.0)
):
    """Adam, with a choice of mistakes; `tiny` is added to the root of s, and under it."""
    point, m, s = np.asarray(start, float), 0.0, 0.0
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


def _from_other_means(means):
    """Adam with m and s after step k from the old ones and g, and from what they are divided by."""

    def answer(gradient, start, rate, steps):
        point, m, s = np.asarray(start, float), 0.0, 0.0
        for k in range(1, steps + 1):
            m, s, by = means(m, s, gradient(point), k)
            point = point - rate * (m / by[0]) / (np.sqrt(s / by[1]) + 1e-7)
        return point

    return answer


_by_factors = _from_other_means(lambda m, s, g, k: (0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g, (1 - 0.9 * k, 1 - 0.999 * k)))
_in_place = _from_other_means(
    lambda m, s, g, k: ((0.9 * m + 0.1 * g) / (1 - 0.9**k), (0.999 * s + 0.001 * g * g) / (1 - 0.999**k), (1, 1))
)
_forgetful = _from_other_means(lambda m, s, g, k: (0.1 * g, 0.001 * g * g, (1 - 0.9**k, 1 - 0.999**k)))


def _plain_descent(gradient, start, rate, steps, momentum=0.0):
    point, velocity = np.asarray(start, float), 0.0
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
            f"gradient={text}, start={show_argument(np.array(start))}, {rate=}, {steps=}",
        )
        for gradient, text, start, rate, steps in [
            (_bowl, "2p", [1.0], 0.25, 1),
            (_bowl, "2p", [2.0], 0.5, 2),
            (_valley, "[(p[0] − 3)/2, 40(p[1] + 1)]", [1.0, 1.0], 0.5, 4),
            (_tilted, "[2p[0] + 1.5p[1] − 4, 1.5p[0] + 6p[1] + 2, p[2] − 7]", [0.0, 5.0, 1.0], 0.1, 25),
            (_bowl, "2p", [3.0], 0.1, 0),
            (_bowl, "2p", [0.0, 1.0], 0.1, 3),
            (_gentle, "p/1000000", [1.0], 0.1, 3),
            (_gentle, "p/1000000", [-2.0, 0.25], 0.05, 2),
            (_bowl, "2p", [-412.377, 0.123, 5.777, 90.001, -7.315], 12.5, 12),
            (_valley, "[(p[0] − 3)/2, 40(p[1] + 1)]", [2.537, -1.263], 0.0375, 6),
        ]
    ],
    mistakes=[
        Mistake(
            partial(_adam, correct=(False, False)),
            "The divisions by 1 − 0.9ⁱ and 1 − 0.999ⁱ are missing. What are m and s after a single step?",
        ),
        Mistake(
            partial(_adam, correct=(True, False)),
            "You divide m by 1 − 0.9ⁱ, but not s by 1 − 0.999ⁱ. From where does s start too?",
        ),
        Mistake(
            partial(_adam, correct=(False, True)),
            "You divide s by 1 − 0.999ⁱ, but not m by 1 − 0.9ⁱ. From where does m start too?",
        ),
        Mistake(_in_place, "You store the divided m and s and go on with them. Which ones does the next step need?"),
        Mistake(_forgetful, "Your m and s start at 0 in every step. Where do they keep what they remember?"),
        Mistake(partial(_adam, count=0), "Your steps count from 0, and 1 − 0.9⁰ is 0. Which i has the first step?"),
        Mistake(_by_factors, "You divide by 1 − 0.9·i. Is i a factor or a power there, and what is it for i = 2?"),
        Mistake(
            partial(_adam, tiny=(0.0, 0.0)),
            "The 10⁻⁷ beside the root is missing. What do you divide by if a gradient is 0 from the start?",
        ),
        Mistake(
            partial(_adam, tiny=(0.0, 1e-7)), "Your 10⁻⁷ is under the root. How large is its root, next to a gradient of 10⁻⁶?"
        ),
        *(
            Mistake(
                partial(_adam, tiny=(tiny, 0.0)),
                "The number that you add to the root is not that of the formula. How big is yours next to a gradient of 10⁻⁶?",
            )
            for tiny in (1e-10, 1e-9, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3)
        ),
        Mistake(partial(_adam, power=1), "You divide by s itself. What is missing over it, so that the size of g cancels?"),
        Mistake(partial(_adam, first=0.999, second=0.9), "0.9 and 0.999 are swapped. Which mean has the longer memory?"),
        Mistake(partial(_adam, second=0.99), "Your s forgets with 0.99. Which number stands in the formula?"),
        Mistake(partial(_adam, first=0.0), "Your m is the last gradient alone. How does it remember the ones before?"),
        Mistake(partial(_adam, second=0.9), "Both of your means forget with 0.9. Which number does s have?"),
        Mistake(partial(_adam, sign=-1), "You go uphill. Which sign has the step?"),
        Mistake(_plain_descent, "That is plain gradient descent. Where do m and s come in?"),
        Mistake(partial(_plain_descent, momentum=0.9), "That is momentum. Where do you divide by the root of s?"),
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
    ],
    correct="the running means start at 0 and are corrected for it, and the size of the gradient cancels.",
    hint="Work out m, s and the step for i = 1 on paper. What is left of the gradient?",
    stronger="Print i, m, s and the point in every step of the second case. The first step is 0.5 long whatever the gradient "
    "is: which of your numbers is the first to differ from the formulas?",
)

# ---------------------------------------------------------------------------------------------------------- 5.6 updates


def _updates(n, batch_size, epochs):
    return (n + batch_size - 1) // batch_size * epochs


updates = Exercise(
    "5.6",
    "updates",
    "Count the updates",
    reference=_updates,
    cases=[(25, 10, 3), (25, 5, 4), (7, 4, 2), (100, 32, 1), (10, 32, 6), (1000, 1, 2), (33, 16, 5), (60_000, 32, 50)]
    + [tuple(sizes) for sizes in _RANDOM.integers([20, 3, 2], [90, 15, 9], (4, 3)).tolist()],
    expects="there are {}",
    mistakes=[
        Mistake(
            lambda n, b, e: n // b * e,
            "A last batch that is not full is left out. How many batches do 25 students make, 10 at a time?",
        ),
        *(
            Mistake(run_on, "Your batches run on from one epoch into the next. Where does the last batch of an epoch end?")
            for run_on in (lambda n, b, e: -(-n * e // b), lambda n, b, e: n * e // b)
        ),
        Mistake(lambda n, b, e: n / b * e, "A number of updates is a whole number. When is a part of a batch used?"),
        Mistake(lambda n, b, e: (n // b + 1) * e, "You always count one more. What if every batch is full?"),
        Mistake(lambda n, b, e: n * e, "That is one update for each student. How many students share one?"),
        Mistake(lambda n, b, e: e, "That is one update for each epoch. How many batches are in one?"),
        Mistake(lambda n, b, e: -(-n // b), "That is one epoch. How many are there?"),
        *(
            Mistake(nearest, "You round to the nearest. Does a last batch with one student count?")
            for nearest in (lambda n, b, e: round(n / b) * e, lambda n, b, e: int(n / b + 0.5) * e)
        ),
        Mistake(
            lambda n, b, e: n // b * e + (n % b > 0), "The batch that is not full counts once. In how many epochs is it there?"
        ),
    ],
    correct="each epoch has n / batch_size updates, rounded up, and every epoch begins anew.",
    hint="Lay the students of one epoch in a row and cut it into batches. How many pieces are there?",
    stronger="Count one epoch only, and try n = 5, 6 and 7 with batches of 3. Which of the three makes a batch more than the "
    "one before?",
)

# ---------------------------------------------------------------------------------------------------- 5.7 cross-entropy


def _log_sum(logits, shift=np.max):
    """log Σ exp, with any shift."""
    return np.log(np.sum(np.exp(logits - shift(logits)))) + shift(logits)


def _without_a_largest_loss(answer, logits, label):
    """Refuse a loss that a cut-off probability bounds: it stays the same for a class twice as far behind."""
    twice, far_behind = 2 * logits, logits.max() - logits[label] >= 100
    loss = answer(logits, label)
    number = plain(loss) if far_behind else None
    if isinstance(number, np.ndarray) and number.dtype.kind == "f" and number.ndim == 0 and 1 < number < np.inf:
        if plain(answer(twice, label)) == number:
            raise WrongAnswer(
                f"you gave {number:.6g}, and the same for logits twice as large.",
                "You cut the probability or the loss off, so no loss is larger than a certain one. Can you do without a cut?",
            )
    return loss


cross_entropy = Exercise(
    "5.7",
    "cross_entropy",
    "Cross-entropy that survives",
    reference=lambda logits, label: _log_sum(logits) - logits[label],
    ask=_without_a_largest_loss,
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
        (_decimals(-4, 4, 5), 3),
        (np.array([0.0, 0.0, 0.0, 1000.0]), 0),
        (np.array([1000.0, 0.0, 0.0, 0.0]), 2),
        (np.array([1000.0, -250.0]), 1),
        (np.array([1000.0, 300.0, 0.0]), 1),  # no probability is so small that some processors make it 0
        (np.array([1000.0, 900.0, 0.0]), 1),
        (np.array([-3.0, 1000.0]), 1),
    ],
    mistakes=[
        *(
            Mistake(
                unshifted,
                "Your exponentials overflow, so large logits give nan or inf. What can you subtract from all of them?",
            )
            for unshifted in (
                lambda v, c: -np.log(softmax(v, axis=0, shift=lambda v: 0)[c]),
                lambda v, c: _log_sum(v, shift=lambda v: 0) - v[c],
                lambda v, c: math.log(sum(math.exp(x) for x in v)) - v[c],
            )
        ),
        Mistake(
            lambda v, c: -np.log(softmax(v, axis=0)[c]),
            "You take the logarithm of p = 0, or of 1/p = inf, where the true class is far behind. Can you do without p?",
        ),
        *(
            Mistake(
                lambda v, c, shift=shift: _log_sum(v, shift) - v[c],
                f"You shift by {name}. What does the exponential do with another logit that is larger by 1000?",
            )
            for name, shift in [
                ("the first logit", lambda v: v[0]),
                ("the last logit", lambda v: v[-1]),
                ("the smallest logit", np.min),
                ("the mean of the logits", np.mean),
            ]
        ),
        Mistake(
            lambda v, c: _log_sum(v - np.max(v)) - v[c],
            "You shift the exponentials, but not the logit that you subtract. What is added back?",
        ),
        Mistake(
            lambda v, c: _log_sum(v) - (v[c] - np.max(v)),
            "You shift the logit of the true class, but not the sum. Which of the two shifts does cancel?",
        ),
        Mistake(lambda v, c: v[c] - _log_sum(v), "Only the sign is wrong. Is the logarithm of a probability below or above 0?"),
        Mistake(lambda v, c: softmax(v, axis=0)[c], "That is the probability of the true class. What does it cost?"),
        Mistake(lambda v, c: _log_sum(v), "The logit of the true class is missing. What is log(a / b)?"),
        Mistake(lambda v, c: (_log_sum(v) - v[c]) / np.log(2), "Your logarithm has base 2. Which one undoes the exponential?"),
        Mistake(
            lambda v, c: _log_sum(v) - np.max(v),
            "You always take the class with the largest logit. Which one is the true class?",
        ),
        Mistake(
            lambda v, c: (_log_sum(v) - v[c]) / len(v),
            "You divide by the number of classes. How many true classes does one row have?",
        ),
        Mistake(lambda v, c: np.sum(_log_sum(v) - v), "You add up all classes. Which of them does the one-hot label keep?"),
        Mistake(lambda v, c: _log_sum(v) - v, "That is the loss for every class. Which one is the true class?"),
        Mistake(
            lambda v, c: np.logaddexp(0, -v[c]), "That is the sigmoid's loss of one logit. How do the other logits come in?"
        ),
    ],
    correct="from the logits, nothing overflows and no digit is lost.",
    hint="Take the formula with log Σ and shift every logit by the largest. What cancels, and what does not?",
    stronger="−log p is log Σ exp(v) − v[label], and neither part is ever a probability. Subtract the largest logit from all v "
    "first: is the difference still the same?",
)

# ----------------------------------------------------------------------------------------------------------- 5.8 fit line


def _back(intercept, slope, x, deviation):
    """The line over z as a line over x."""
    return intercept - slope / deviation * x.mean(), slope / deviation


def _fit_line(x, y, rate, steps, column=False, back=_back, total=np.mean, factor=2.0, by=None, ddof=0):
    """The descent over standardised x, with a choice of mistakes."""
    z = (x - x.mean()) / x.std(ddof=ddof)
    z = z[:, None] if column else z
    intercept, slope = 0.0, 0.0
    for _ in range(steps):
        error = intercept + slope * z - y
        slope = slope - rate * factor * total(error * (z if by is None else by(x)))
        intercept = intercept - rate * factor * total(error)
    return np.array(back(intercept, slope, x, x.std(ddof=ddof)))


def _over_x(x, y, rate, steps):
    line = np.zeros(2)
    for _ in range(steps):
        error = line[0] + line[1] * x - y
        line = line - rate * 2 * np.array([np.mean(error), np.mean(error * x)])
    return line


fit_line = Exercise(
    "5.8",
    "fit_line",
    "Find the two bugs",
    reference=lambda x, y, rate, steps: _fit_line(x, y, rate, steps),
    cases=[
        (np.array([1.0, 3.0, 5.0, 9.0]), np.array([10.0, 25.0, 52.0, 90.0]), 0.25, 40),
        (np.array([2.0, 4.5, 6.0]), np.array([21.0, 47.0, 55.0]), 0.1, 3),
        (np.array([1, 2, 4, 8, 5]), np.array([30, 20, 10, 5, 12]), 0.25, 2),
        (np.array([-3.0, 0.5, 1.0, 2.5]), np.array([-1.5, 0.25, 4.0, 7.0]), 0.3, 5),
        (np.array([2.5, 5.1, 3.2]), np.array([21.0, 47.0, 27.0]), 0.5, 1),
        (np.array([1.0, 2.0]), np.array([3.0, -5.0]), 0.1, 0),
        (_decimals(0, 10, 7), _decimals(0, 100, 7), 0.05, 12),
    ],
    mistakes=[
        Mistake(
            partial(_fit_line, column=True),
            "Your slope stays 0. z is a column and y is not: which shape has `error`, and which one should it have?",
        ),
        Mistake(
            partial(_fit_line, back=lambda b, m, x, s: (b, m / s)),
            "Your slope is right, and your intercept is the score at the mean of x. What does your line say for 0 hours?",
        ),
        Mistake(
            partial(_fit_line, back=lambda b, m, x, s: (b, m)), "That is the line over z. What becomes of it over the hours?"
        ),
        Mistake(
            partial(_fit_line, back=lambda b, m, x, s: (b - m * x.mean(), m / s)),
            "You move the intercept with the slope over z. Which slope belongs to a mean that is in hours?",
        ),
        Mistake(
            partial(_fit_line, back=lambda b, m, x, s: (b + m / s * x.mean(), m / s)),
            "You move the intercept the wrong way. From the mean of x to 0, does a rising line go up or down?",
        ),
        Mistake(
            partial(_fit_line, back=lambda b, m, x, s: (b - m * s * x.mean(), m * s)),
            "You multiply the slope by the deviation. How much does z grow in one hour?",
        ),
        Mistake(partial(_fit_line, factor=1.0), "Your steps are half as long. What is the derivative of error²?"),
        Mistake(partial(_fit_line, total=np.sum), "You add the errors up. Of which loss is that the gradient, sum or mean?"),
        Mistake(partial(_fit_line, factor=-2.0), "You walk uphill. Which sign has a step?"),
        Mistake(
            partial(_fit_line, by=lambda x: x),
            "You multiply the errors by x. What does the prediction multiply the slope by?",
        ),
        Mistake(
            lambda x, y, rate, steps: np.polyfit(x, y, 1)[::-1],
            "That is the bottom itself, whatever the steps. How far does a descent get with the given rate?",
        ),
        Mistake(
            lambda x, y, rate, steps: _fit_line(x, y, rate, steps)[::-1],
            "Intercept and slope are swapped. Which of them comes first?",
        ),
        Mistake(_over_x, "You descend over the hours as they are. What was it that made the valley round?"),
        Mistake(partial(_fit_line, ddof=1), "Your deviation divides by n − 1. By what does `x.std()` divide?"),
        Mistake(
            lambda x, y, rate, steps: _fit_line(x, y, rate, max(0, steps - 1)),
            "You stop one step early. How often does your loop run?",
        ),
        Mistake(
            lambda x, y, rate, steps: _fit_line(x, y, rate, steps + 1),
            "You take one step too many. How often does your loop run?",
        ),
    ],
    correct="one error for each student, and a line over z that is translated back in both of its numbers.",
    hint="Print the shape of `error`, and the line for a case that you can do on paper. Which number is wrong?",
    stronger="Leave z with one axis, so that every error belongs to one student. And at 0 hours z is −mean/deviation: what "
    "does the line say there?",
)
