"""Checks of chapter 04, Let the tape differentiate. TensorFlow is imported when an exercise needs it."""

import numpy as np

from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch04 import *
from .references import correlate as _correlate
from .references import full as _full

_RANDOM = np.random.default_rng(4)


def _cube(x):
    return x * x * x


def _hill(x):
    return 3 * x - x * x * x * x


def _bell(x):
    return 1 / (1 + x * x)


_FORMULAS = {_cube: "x³", _hill: "3x − x⁴", _bell: "1/(1 + x²)"}


def _cases(rows):
    """Cases whose first argument is a function, which the report names by its formula."""
    names = {f: f"f(x) = {formula}" for f, formula in _FORMULAS.items()}
    return [
        Case((f, *rest), ", ".join([names[f], *(f"{n}={v:g}" for n, v in zip("xh", rest, strict=False))])) for f, *rest in rows
    ]


# ---------------------------------------------------------------------------------------------- 4.1 central difference


def _central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


central_difference = Exercise(
    "4.1",
    "central_difference",
    "Step to both sides",
    reference=_central_difference,
    cases=_cases(
        [
            (_cube, 2.0, 0.5),
            (_hill, 1.0, 0.25),
            (_bell, 0.5, 0.5),
            (_cube, -1.0, 0.125),
            (_hill, -0.5, 1.0),
            (_bell, -2.0, 0.25),
            (_cube, -0.7, 0.3),
            (_hill, -0.7, 0.3),
            (_bell, -0.7, 1 / 3),
            (_bell, 0.0, 0.3),
            (_cube, 30.1, 1.7),
            (_cube, 30.1, 0.3),
        ]
    ),
    mistakes=[
        Mistake(lambda f, x, h: (f(x + h) - f(x)) / h, "That is the forward difference. Where should the second point lie?"),
        Mistake(lambda f, x, h: (f(x) - f(x - h)) / h, "That is a backward difference. Which points are equally far from x?"),
        Mistake(lambda f, x, h: (f(x + h) - f(x - h)) / h, "You divide by h. How far is it from x − h to x + h?"),
        Mistake(lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h, "You divide by 2 and multiply by h. Where do brackets go?"),
        Mistake(lambda f, x, h: (f(x + h) - f(x - h)) / 2, "You divide by 2 only. How far is it from x − h to x + h?"),
        Mistake(lambda f, x, h: f(x + h) - f(x - h) / (2 * h), "Only the second value is divided. Where do brackets belong?"),
        Mistake(
            lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
            "Your two points are only h apart. How far from x does the task ask you to go on each side?",
        ),
        Mistake(lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h), "You add the two values. How much does f rise between them?"),
        Mistake(
            lambda f, x, h: (f(x + 2 * h) - f(x)) / (2 * h),
            "Both points lie at or above x. Which point lies as far to the left as x + h to the right?",
        ),
        Mistake(
            lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
            "That is a second difference: it measures how the slope changes. Which quotient is the slope itself?",
        ),
    ],
    correct="a step to both sides cancels the term with f″, so the error is of order 2.",
    hint="Draw f with the two points x − h and x + h. What is the slope of the line through them?",
    stronger="Rise over run: f(x + h) minus f(x − h), over the distance of the two places. Put both into brackets.",
)

# ---------------------------------------------------------------------------------------------------------- 4.2 backward


def _backward(a, b, c):
    return c * b, c * b + (a + b) * c, (a + b) * b


_TWICE = "b is used twice, and you follow only one of its two ways into L. What happens to the gradients that arrive?"
backward = Exercise(
    "4.2",
    "backward",
    "Walk back with two ways",
    reference=_backward,
    cases=[(2.0, 3.0, 4.0), (1.0, -2.0, 5.0), (0.5, 1.5, -3.0), (-4.0, 1.0, 2.0), (7.0, 3.0, 1.0)]
    + [(0.0, -0.7, 1 / 3), (2 / 7, 0.0, -1.1), (2.0, 3.0, -300.7)],
    mistakes=[
        Mistake(lambda a, b, c: (c * b, c * b, (a + b) * b), _TWICE),
        Mistake(lambda a, b, c: (c * b, (a + b) * c, (a + b) * b), _TWICE),
        Mistake(
            lambda a, b, c: (c * b, c * b * (a + b) * c, (a + b) * b),
            "You multiply the two gradients that reach b. Two ways of changing L: do their effects multiply?",
        ),
        Mistake(
            lambda a, b, c: (1.0, 1.0 + (a + b) * c, (a + b) * b),
            "Through the sum you hand back 1. Which upstream gradient arrives at s, to be handed on?",
        ),
        Mistake(
            lambda a, b, c: (c, c + (a + b) * c, a + b),
            "After p = s·c the gradient still has to pass L = p·b. What is dL/dp?",
        ),
        Mistake(lambda a, b, c: (a + b) * c * b, "That is L itself, the walk forwards. What does the walk back give?"),
        Mistake(lambda a, b, c: (a + b, (a + b) * c, (a + b) * c * b), "These are s, p and L, the way there. What comes back?"),
    ],
    correct="each step hands back its upstream gradient times its own derivative, and what arrives twice is added.",
    hint="Draw the graph, start with dL/dL = 1, and write a gradient below every edge. Which edges reach a, b and c?",
    stronger="dL/dp = b and dL/ds = c·b. What reaches b comes from s and, as the other factor of L = p·b, from p.",
)

# --------------------------------------------------------------------------------------------------- 4.3 divide backward


def _divide_backward(a, b, upstream):
    return upstream / b, -upstream * a / b**2


def _arrays(low, high):
    return _RANDOM.integers(low, high, (2, 3)) / 2


divide_backward = Exercise(
    "4.3",
    "divide_backward",
    "Teach the tape to divide",
    reference=_divide_backward,
    cases=[
        (6.0, 4.0, 2.0),
        (3.0, -2.0, 1.5),
        (-1.0, 0.5, 4.0),
        (np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, -1.0]), np.array([1.0, -3.0, 2.0])),
        (_arrays(-6, 6), _arrays(1, 9), _arrays(-6, 6)),
        (0.0, 0.7, -1 / 3),
    ],
    mistakes=[
        Mistake(lambda a, b, g: (g / b, g * a / b**2), "The sign for b is wrong. Does a / b grow or fall when b grows?"),
        Mistake(lambda a, b, g: (1 / b, -a / b**2), "These are the derivatives of a / b alone. Where is `upstream`?"),
        Mistake(lambda a, b, g: (g / b, -a / b**2), "The second one lacks its upstream gradient. Which factor is that?"),
        Mistake(lambda a, b, g: (g / b, -g * a / b), "For b you divide by b only once. What is the derivative of 1 / b?"),
        Mistake(lambda a, b, g: (g / b, -g / b**2), "For b the factor a is missing. What is the derivative of a / b by b?"),
        Mistake(lambda a, b, g: _divide_backward(a, b, g)[::-1], "The two gradients are swapped. Which one comes first?"),
        Mistake(lambda a, b, g: (g * b, g * a), "That is what a product hands back. How do the derivatives of a / b look?"),
        Mistake(lambda a, b, g: (g + 1 / b, g - a / b**2), "You add the upstream gradient. What does the chain rule do?"),
        Mistake(lambda a, b, g: g * a / b, "That is one number for two parents. What does each of a and b get?"),
    ],
    correct="division hands back upstream / b to a, and −upstream·a / b² to b.",
    hint="Write a / b as a · b⁻¹ and differentiate by a and by b. What does the chain rule multiply each by?",
    stronger="The derivatives of a·b⁻¹ are 1/b and −a/b². Each is multiplied by `upstream`.",
)

# -------------------------------------------------------------------------------------------------- 4.4 second derivative


def _derivatives(f, x, order):
    """The derivative of the given order, by tapes in tapes, in double precision."""
    import tensorflow as tf

    def inner(x, order):
        if order == 0:
            return f(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = inner(x, order - 1)
        return tape.gradient(y, x)

    return float(inner(tf.constant(x, tf.float64), order))


def _second_derivative(f, x):
    return _derivatives(f, x, 2)


def _ask_tape(answer, f, x):
    import tensorflow as tf

    def f_of_tensors(value):
        if not tf.is_tensor(value):
            raise WrongAnswer(
                "your function hands f a plain number.",
                "A tape follows tensors, and small steps are only approximate. What makes a tensor or a variable of x?",
            )
        if tf.executing_eagerly() and (steps := (np.asarray(value) - x).ravel()).any():
            step = steps[abs(steps).argmax()]
            raise WrongAnswer(
                f"your function asks f for its value at x {'+' if step > 0 else '−'} {abs(step):.2g}.",
                "Small steps are only approximate, and a tape needs no second place. What do two tapes record at x itself?",
            )
        return f(value)

    try:
        result = answer(f_of_tensors, x)
    except TypeError as error:
        if "received None" not in str(error):
            raise
        raise WrongAnswer(
            "a tape was asked for the gradient of None.",
            "The inner tape answered None, so it did not see the way from x to y. Does each tape watch x, if x is a constant?",
        ) from None
    if result is None or (isinstance(result, list | tuple) and any(part is None for part in result)):
        raise WrongAnswer(
            "your function gave None.",
            "A tape answers None if it did not see the way from x to y. Is x watched by both tapes, and is the first gradient "
            "taken while the outer tape records? Is there a `return`?",
        )
    return result


second_derivative = Exercise(
    "4.4",
    "second_derivative",
    "A tape in a tape",
    reference=_second_derivative,
    ask=_ask_tape,
    cases=_cases([(_cube, 2.0), (_hill, 0.5), (_bell, 1.0), (_hill, -1.0), (_cube, -0.5), (_bell, 0.0)])
    + _cases([(_bell, -0.7), (_hill, 2.3), (_bell, 2.3)]),
    mistakes=[
        Mistake(lambda f, x: _derivatives(f, x, 1), "That is the first derivative. Of what is the outer gradient taken?"),
        Mistake(lambda f, x: _derivatives(f, x, 1) ** 2, "You square the first derivative. What is a second derivative?"),
        Mistake(lambda f, x: _derivatives(f, x, 3), "That is the third derivative. How many tapes do you need?"),
        Mistake(
            lambda f, x: _derivatives(f, x, 1) + _second_derivative(f, x),
            "You get the first and the second derivative added. Which of y and the first gradient belongs to the outer tape?",
        ),
        Mistake(
            lambda f, x: _derivatives(f, _derivatives(f, x, 1), 1),
            "You take the slope at another place, f′(f′(x)). Which x belongs to both tapes?",
        ),
        Mistake(lambda f, x: _derivatives(f, x, 0), "That is f(x) itself. Where do the tapes come in?"),
    ],
    correct="the outer tape recorded how the inner one computed the first derivative.",
    hint="What does the inner tape give, and of what must the outer tape take the gradient?",
    stronger="Make x a tf.Variable. Take the first gradient inside the outer `with`; then ask the outer tape.",
)

# --------------------------------------------------------------------------------------------------------- 4.5 lost slope


def _lost_slope(x):
    return x * np.cos(x)


lost_slope = Exercise(
    "4.5",
    "lost_slope",
    "Find the lost term",
    reference=_lost_slope,
    cases=[(1.0,), (2.0,), (-0.5,), (0.25,), (4.0,), (0.0,), (-9.25,), (30.75,), (0.05,)],
    accepts=lambda got, expected, x: bool(abs(got - expected) <= 3e-7 * (1 + abs(x))),  # float32, as tapes compute
    mistakes=[
        Mistake(lambda x: np.sin(x) + x * np.cos(x), "That is the whole derivative. Which part of it did the tape give you?"),
        *(
            Mistake(
                lambda x, at_1=at_1: np.sin(x) + x * np.cos(x) - at_1,
                "You subtract what the tape gave at 1, whatever x is. What does it give at this x?",
            )
            for at_1 in (np.sin(1), 0.8415)
        ),
        Mistake(np.sin, "That is the part that the tape did see. What does the product rule add to it?"),
        Mistake(np.cos, "That is the slope of sin x alone. With which factor does it stand in the product rule?"),
        Mistake(lambda x: x * np.sin(x), "That is y itself. What is its derivative, and which part of that is lost?"),
        Mistake(lambda x: -x * np.sin(x), "You differentiate the cosine. What is the derivative of the sine?"),
        Mistake(lambda x: np.sin(x) * np.cos(x), "Which factor did the tape know as a function of x, and which not?"),
    ],
    correct="to the tape the result of NumPy is a constant, so the term x·cos x of the product rule is lost.",
    hint="Write the product rule for x · sin x. Which of the two terms needs the slope of a factor that NumPy computed?",
    stronger="The true derivative is sin x + x·cos x. The tape took the sine for a number, as in the slope of 5·x. Subtract.",
)

# ------------------------------------------------------------------------------------------------------------ 4.6 descend


def _descend(slope, x, rate, steps):
    path = [x]
    for _ in range(steps):
        path.append(path[-1] - rate * slope(path[-1]))
    return path


def _frozen(slope, x, rate, steps):
    return [x - k * rate * slope(x) for k in range(steps + 1)]


def _of_x_squared(x):
    return 2 * x


def _of_a_quartic(x):
    return 4 * x * x * x - 2


def _of_a_line(x):
    return x - 3


def _of_a_plain(x):
    return (x - 3) * 1e-12


def _one_object(slope, x, rate, steps):
    """The list of one and the same array, which every step writes into."""
    path = [x]
    for _ in range(steps):
        x -= rate * slope(x)
        path.append(x)
    return path


_ONE_OBJECT = "All your places are one object, many times in the list. What changes when you write into it?"
_SLOPES = {_of_x_squared: "2x", _of_a_quartic: "4x³ − 2", _of_a_line: "x − 3", _of_a_plain: "10⁻¹²·(x − 3)"}
descend = Exercise(
    "4.6",
    "descend",
    "Walk downhill",
    reference=_descend,
    cases=[
        Case((slope, x, rate, steps), f"slope(x) = {_SLOPES[slope]}, x={x:g}, rate={rate:g}, steps={steps}")
        for slope, x, rate, steps in [
            (_of_x_squared, 1.0, 0.25, 3),
            (_of_a_line, 0.5, 0.5, 4),
            (_of_a_quartic, 1.0, 0.125, 3),
            (_of_x_squared, -2.0, 0.1, 5),
            (_of_a_line, 7.0, 1.5, 2),
            (_of_a_quartic, 0.5, 0.25, 1),
            (_of_a_line, 3.0, 0.5, 2),
            (_of_x_squared, 1.5, 0.5, 0),
            (_of_x_squared, 1.0, 4.0, 8),
            (_of_x_squared, 3, 0.25, 4),
            (_of_a_line, 1.0, 0.25, 3),
            (_of_a_line, 0.5, 2.0, 130),
            (_of_a_plain, 0.7, 5e11, 4),
        ]
    ],
    mistakes=[
        Mistake(lambda s, x, r, n: _descend(s, x, -r, n), "Your walk goes uphill. Which sign does the slope get?"),
        Mistake(lambda s, x, r, n: _descend(s, x, r, n)[-1], "You return the last place only. Where are the others?"),
        Mistake(lambda s, x, r, n: _descend(s, x, r, n)[1:], "The start is missing. At which place does the path begin?"),
        Mistake(lambda s, x, r, n: _descend(s, x, r, n)[:-1], "One step is missing. How many places do `steps` steps give?"),
        Mistake(lambda s, x, r, n: _descend(s, x, r, n + 1), "You take one step too many. How many places do 2 steps give?"),
        Mistake(_frozen, "Every step uses the slope at the start. Where are you when you take the second step?"),
        Mistake(lambda s, x, r, n: _descend(s, x, 1.0, n), "Your steps ignore the rate. How long is one step?"),
        Mistake(
            lambda s, x, r, n: _descend(lambda _: 1.0, x, r, n),
            "All your steps are equally long. What makes a step short near the bottom?",
        ),
        Mistake(lambda s, x, r, n: _one_object(s, np.array(x), r, n), _ONE_OBJECT),
        Mistake(lambda s, x, r, n: _one_object(s, np.array(x, float), r, n), _ONE_OBJECT),
        Mistake(
            lambda s, x, r, n: _descend(s, x, r, n if abs(s(x)) > 1e-9 else 0),
            "You stop where the slope is 0. How many places does the task ask for, even if nothing moves?",
        ),
        Mistake(lambda s, x, r, n: _descend(s, x, r, max(n, 1)), "You always take a first step. What if `steps` is 0?"),
        Mistake(lambda s, x, r, n: _descend(np.sign, x, r, n), "You go towards 0. How does `slope` say which way is down?"),
        Mistake(
            lambda s, x, r, n: [s(place) for place in _descend(s, x, r, n)],
            "These are the slopes on the way. Which places did you visit?",
        ),
    ],
    correct="each step goes against the slope where you stand, and its length shrinks with the slope.",
    hint="Do the first two steps on paper. Where are you after each, and what is the slope there?",
    stronger="Start with [x]. In each step append path[-1] − rate · slope(path[-1]), and return the whole list.",
)

# ---------------------------------------------------------------------------------------------------- 4.7 kernel gradient


def _kernel_gradient(image, upstream):
    return _correlate(image, upstream)[::-1, ::-1]


_FULL = "Your result is larger than the image (mode `full`). How large is the kernel?"
kernel_gradient = Exercise(
    "4.7",
    "kernel_gradient",
    "Differentiate with the flip",
    reference=_kernel_gradient,
    cases=[
        (np.arange(12).reshape(3, 4), np.array([[1, 2], [0, -1]])),
        (np.array([[1.0, 0, 2], [0, 3, 1], [4, 1, 0], [2, 2, 1]]), np.array([[1.0, 2], [0, -1], [3, 1]])),
        (np.array([[1, 5, 2, 0], [3, 1, 4, 1]], np.float32), np.array([[0.5, 2]], np.float32)),
        (_RANDOM.integers(0, 9, (5, 6)), _RANDOM.integers(-4, 5, (3, 3))),
        (_RANDOM.integers(0, 9, (4, 7)) / 2, _RANDOM.integers(-4, 5, (3, 2))),
        (np.array([[-0.1, 2 / 3, 0.003], [1 / 7, 0, -1.7], [3, 1, 0.2]]), np.array([[0.123456789, -0.7], [1.1, 0]])),
        (np.arange(-6, 6).reshape(3, 4), np.array([[1, 300], [-700, 4]])),
    ],
    mistakes=[
        Mistake(_correlate, "That is the gradient for a cross-correlation. Which weight meets X(i, j) after a flip?"),
        Mistake(lambda X, G: _correlate(X, G[::-1, ::-1]), "You flip the upstream gradient. What does the convolution flip?"),
        Mistake(lambda X, G: _correlate(X, G)[::-1], "You flip the rows only. Which axes does a convolution flip?"),
        Mistake(lambda X, G: _correlate(X, G)[:, ::-1], "You flip the columns only. Which axes does a convolution flip?"),
        Mistake(_full, _FULL),
        Mistake(lambda X, G: _full(X, G[::-1, ::-1]), _FULL),
        Mistake(lambda X, G: _full(X, G)[::-1, ::-1], _FULL),
        Mistake(lambda X, G: _kernel_gradient(X, G) / G.size, "You take means. What does the formula do with the products?"),
        Mistake(
            lambda X, G: _kernel_gradient(X, np.ones(G.shape)),
            "Your result does not depend on the upstream gradient. With what is each pixel multiplied?",
        ),
        Mistake(
            lambda X, G: _correlate(X, np.ones(G.shape)),
            "Your result does not depend on the upstream gradient. With what is each pixel multiplied?",
        ),
    ],
    correct="a flip on the way forwards is a flip on the way back: correlate, then turn the result by 180°.",
    hint="Write Y(0, 0) of the convolution out for a 2×2 kernel. Which pixel does each weight meet?",
    stronger="Correlate the image with `upstream`, mode valid. The weight that meets the first pixel is now the last.",
)

# ----------------------------------------------------------------------------------------------------- 4.8 recover kernel


def _walk(signal, filtered, size, rate, steps, start=0.0, forward=np.correlate, back=np.correlate):
    """Gradient descent on the sum of the squared differences, with a choice of mistakes."""
    kernel = np.full(size, start)
    for _ in range(steps):
        residual = forward(signal, kernel, "valid") - filtered
        kernel = kernel - rate * 2 * back(signal, residual, "valid")
    return kernel


def _recover_kernel(signal, filtered, size, rate, steps):
    return _walk(signal, filtered, size, rate, steps)


def _best(signal, filtered, size):
    windows = np.lib.stride_tricks.sliding_window_view(signal, size)
    return np.linalg.lstsq(windows, filtered, rcond=None)[0]


def _filtered(signal, kernel, rate, steps):
    signal = np.array(signal)
    return signal, np.correlate(signal, np.array(kernel), "valid"), len(kernel), rate, steps


recover_kernel = Exercise(
    "4.8",
    "recover_kernel",
    "Recover a kernel by yourself",
    reference=_recover_kernel,
    cases=[
        _filtered([1.0, 0, 2, 1], [3.0, 1], 0.05, 1),
        _filtered([1.0, 0, 2, 1], [3.0, 1], 0.05, 2),
        _filtered([2.0, -1, 0, 1, 3], [1.0, 0, -2], 0.02, 4),
        _filtered([1, 0, 0, -1, 2, 1], [1, 2], 0.03, 9),
        _filtered(_RANDOM.integers(-3, 4, 12) / 2, [0.5, 0.25, 0.125], 0.01, 30),
        _filtered(_RANDOM.integers(-3, 4, 15), [2.0, -1, 0, 1], 0.002, 20),
        _filtered([1.0, 0, 2, 1], [3.0, 1], 0.05, 0),
        _filtered([1.0, 0, 2, 1], [-2 / 3, 1.1], 0.05, 400),
        _filtered([2.0, -1, 3], [1 / 7], 0.01, 3),
        _filtered([1.0, 0, 2, 1], [-2 / 3, 1.1], 0.001, 130),
    ],
    mistakes=[
        Mistake(
            lambda x, y, n, r, s: _walk(x, y, n, -r, s),
            "Your walk goes uphill. Is the residual the prediction minus the goal, and do you subtract the gradient?",
        ),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r / 2, s), "Your steps are half as long. What is the slope of e²?"),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r / len(y), s), "You use the mean of the squares. Does the task?"),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r, s, start=1.0), "You begin at ones. Where should the walk begin?"),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r, s - 1), "One step is missing. How often does your loop run?"),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r, s + 1), "You take one step too many. How often does your loop run?"),
        Mistake(lambda x, y, n, r, s: _walk(x, y, n, r, 1), "You take one step only. What belongs inside the loop?"),
        Mistake(lambda x, y, n, r, s: s * _walk(x, y, n, r, 1), "Every step uses the residual of the start. Should it change?"),
        Mistake(
            lambda x, y, n, r, s: _walk(x, y, n, r, s, forward=np.convolve),
            "You predict with a convolution, which flips the kernel. How was `filtered` made?",
        ),
        Mistake(
            lambda x, y, n, r, s: _walk(x, y, n, r, s, back=np.convolve),
            "Your gradient flips the residual. What is the gradient of a cross-correlation by its kernel?",
        ),
        Mistake(lambda x, y, n, r, s: _best(x, y, n), "That is the bottom itself. Where is the walk after `steps` steps?"),
        Mistake(
            lambda x, y, n, r, s: np.correlate(x, _walk(x, y, n, r, s), "valid"),
            "You return the filtered signal. What was to be recovered?",
        ),
    ],
    correct="predict, compare, correlate the signal with the difference, step: that is how a layer learns its kernel.",
    hint="Do the first step on paper, from a kernel of zeros. What is the residual, and which correlation gives the gradient?",
    stronger="Each step: residual = prediction − filtered; gradient = 2 · np.correlate(signal, residual, 'valid').",
)

# ------------------------------------------------------------------------------------------------ 4.9 slopes of the square


def _slopes_of_square(places):
    return 2 * np.asarray(places, float)


def _ask_for_slopes(answer, places):
    result = answer(places)
    if result is None:
        raise WrongAnswer(
            "your function gave None.",
            "A tape answers None if it saw no way from x to y. Which line lets it watch x, and is there a `return`?",
        )
    return result


slopes_of_square = Exercise(
    "4.9",
    "slopes_of_square",
    "Find the two bugs",
    reference=_slopes_of_square,
    ask=_ask_for_slopes,
    cases=[([-1.0, 0.0, 1.0],), ([2.0, -3.0],), ([0.5],), ([1 / 3, -0.7, 4.25, 0.0],), ([-250.5, 300.25, 1.5],), ([1.0],)],
    mistakes=[
        Mistake(lambda x: np.full(len(x), 2.0), "These are the slopes of y = 2x, the same everywhere. What does the text say?"),
        Mistake(lambda x: np.asarray(x) ** 2, "That is y itself. Of what does the tape give the gradient?"),
        Mistake(lambda x: 2 * np.sum(x), "That is one number, the sum of all slopes. How many places are there?"),
        Mistake(lambda x: 3 * np.asarray(x) ** 2, "These are the slopes of x³. Which power does the text name?"),
        Mistake(lambda x: np.asarray(x), "You give half of each slope. What is the derivative of x²?"),
        Mistake(lambda x: 2 * x[0], "That is the slope at the first place. Where are the others?"),
        Mistake(lambda x: 2 * np.asarray(x) / len(x), "You differentiate the mean of the squares. Which y has the text?"),
        Mistake(lambda x: np.array([-2.0, 0, 2]), "These are the slopes at −1, 0 and 1 only. Where do the places come in?"),
        Mistake(lambda x: 2 * np.abs(x), "A slope to the left of 0 goes down. Where does its sign get lost?"),
        Mistake(lambda x: np.full(len(x), 2.0).sum(), "That is one number, and it does not depend on the places. Why?"),
    ],
    correct="a constant has to be watched, and slopes at places that you know by heart tell 2x from x².",
    hint="What must the three slopes at −1, 0 and 1 be, and what does the tape say there?",
    stronger="Make x a tf.Variable, or watch it. Then look at the line for y: x ** 2 is the square, 2 * x is not.",
)
