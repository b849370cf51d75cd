"""Checks of chapter 01, Slide one function over another."""

import contextlib
import inspect
import math

import numpy as np

from ..integrals import BOX, RAMP, Piecewise, convolve
from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch01 import *
from .report import show as _show
from .run import plain as _plain

_RANDOM = np.random.default_rng(1)

# ------------------------------------------------------------------------------------------------- 1.1 flip and shift


def _flip_and_shift(g, t):
    return lambda a: g(t - a)


def _value_at(answer, g, t, a):
    """Value at a of the function that the answer makes."""
    made = answer(g, t)
    if not callable(made) and made is not None:
        raise WrongAnswer(
            "your function did not return a function.",
            "The result is to be called with `a` later. Do you return a function, or already a value?",
        )
    if made is None:
        return None
    with contextlib.suppress(ValueError):  # some callables do not tell their parameters
        if not _takes_one(inspect.signature(made)):
            raise WrongAnswer(
                "your function returned a function that cannot be called with `a` alone.",
                "When it is called, g and t are known already. Which single parameter is left?",
            )
    value = made(a)
    if value is None:
        raise WrongAnswer("the function that you return gives None.", "Which line of the inner function hands a value over?")
    _compare_calls(value, made, a, "when it is called again", "What does the first call use up or change?")
    answer(_other, t + 1)
    when = "after `flip_and_shift` has made a second function"
    _compare_calls(value, made, a, when, "Where are g and t kept? Does each function that you return have its own?")
    return value


def _compare_calls(value, made, a, when, hint):
    """Raise `WrongAnswer` unless the function gives the same value once more."""
    try:
        again = made(a)
    except Exception as error:
        raise WrongAnswer(f"the function that you return raised {type(error).__name__} {when}.", hint) from None
    first, second = _plain(value), _plain(again)
    if isinstance(first, np.ndarray) and (not isinstance(second, np.ndarray) or first.tobytes() != second.tobytes()):
        then = "None" if second is None else _show(second)
        raise WrongAnswer(f"the function that you return gave {_show(first)}, and {then} {when}.", hint)


def _takes_one(signature):
    try:
        signature.bind(0)
    except TypeError:
        return False
    return True


def _line(x):
    return 2 * x + 1


def _parabola(x):
    return x * x + x


def _other(x):
    return 7 - 3 * x


flip_and_shift = Exercise(
    "1.1",
    "flip_and_shift",
    "Flip it, then shift it",
    reference=_flip_and_shift,
    ask=_value_at,
    cases=[
        Case((g, t, a), f"{name}, t={t:g}, a={a:g}")
        for g, name, t, a in [
            (_line, "g(x) = 2x + 1", 3, 1),
            (_line, "g(x) = 2x + 1", -2, 0.5),
            (_parabola, "g(x) = x² + x", 0.5, 2),
            (_parabola, "g(x) = x² + x", -1.5, -1),
            (RAMP, "g = RAMP", 0.5, 1),
            (RAMP, "g = RAMP", 0, 0.2371),
            (_parabola, "g(x) = x² + x", 0.5, 0.123456789),
            (_line, "g(x) = 2x + 1", -300.7, 40000.2),
            *((_parabola, "g(x) = x² + x", t, a) for t, a in _RANDOM.uniform(-9, 9, (3, 2)).tolist()),
        ]
    ],
    mistakes=[
        Mistake(lambda g, t: lambda a: g(a - t), "You shift g, but it is not flipped. Which sign does `a` have in g(t − a)?"),
        Mistake(lambda g, t: lambda a: g(t + a), "You slide g to the left, without a flip. Is `a` added in g(t − a)?"),
        Mistake(lambda g, t: lambda a: g(-t - a), "You flip it and shift the wrong way. Where does g(0) land when t grows?"),
        Mistake(lambda g, t: lambda a: g(-a), "You flip g but never shift it. Where does `t` come in?"),
        Mistake(lambda g, t: lambda a: g(a), "That is g as it was. What do a flip and a shift do to its argument?"),
        Mistake(lambda g, t: lambda a: g(t) - g(a), "You subtract two values of g. What is subtracted before g is called?"),
        Mistake(lambda g, t: lambda a: g(t) - a, "You subtract `a` from a value of g. Does `a` stand inside the brackets?"),
        Mistake(lambda g, t: lambda a: t - g(a), "You flip the values, not the argument. Is t − a inside the brackets?"),
        Mistake(lambda g, t: lambda a: g(abs(t - a)), "You lose the sign of t − a. What if `a` is larger than t?"),
        Mistake(lambda g, t: lambda a: -g(a - t), "You turn g upside down. Is it the value or the argument that is flipped?"),
        Mistake(lambda g, t: lambda a: g(t), "Your function gives g(t) for every `a`. Where does `a` come in?"),
    ],
    correct="g(t − a) is g flipped at 0 and then shifted to t.",
    hint="Call your result with a = t. Which value of g should come out?",
    stronger="Define a function inside yours, with the parameter `a` alone. It calls g once, at t − a, and you return it.",
)

# --------------------------------------------------------------------------------------------------------- 1.2 overlap


def _overlap_length(f_support, g_support, t):
    low = max(f_support[0], t - g_support[1])
    high = min(f_support[1], t - g_support[0])
    return max(high - low, 0.0)


def _overlap(f, low, high):
    """Overlap of f with the interval from low to high."""
    return max(min(f[1], high) - max(f[0], low), 0.0)


def _overlap_by_one_end(f, g, t):
    """The part before or behind one end: too long where one support lies inside the other."""
    low, high = t - g[1], t - g[0]
    return max((high - f[0]) if low < f[0] else (f[1] - low), 0.0)


def _overlap_unless_inside_f(f, g, t):
    return g[1] - g[0] if f[0] <= t - g[1] and t - g[0] <= f[1] else _overlap_by_one_end(f, g, t)


def _overlap_unless_inside_g(f, g, t):
    return f[1] - f[0] if t - g[1] <= f[0] and f[1] <= t - g[0] else _overlap_by_one_end(f, g, t)


_INSIDE = "It fails when one support lies inside the other. What limits the overlap then?"
overlap_length = Exercise(
    "1.2",
    "overlap_length",
    "Where do they meet?",
    reference=_overlap_length,
    cases=[
        ((-1, 1), (0, 3), 0.5),
        ((-1, 1), (0, 3), 2.5),
        ((-1, 1), (0, 3), 9),
        ((-1, 1), (0, 3), 0),
        ((-1, 1), (0, 3), 0.123456789),
        ((2.25, 700.5), (-0.123456789, 900), 650),
        ((-5, -2), (1, 2), -2),
        ((0, 2), (1, 2), -4),
        ((0, 5), (1, 2), 4),
        ((1, 1.5), (-2, 4), 2),
        ((0.0, 2.0), (-1.0, 0.5), 2.5),
        ([-2, 1], [0.5, 1], -0.5),
    ]
    + [
        ((a, a + m), (b, b + n), t)
        for a, m, b, n, t in (_RANDOM.integers([-4, 1, -4, 1, -3], [4, 6, 4, 6, 4], (5, 5)) / 2).tolist()
    ],
    mistakes=[
        Mistake(
            lambda f, g, t: _overlap(f, t + g[0], t + g[1]),
            "Your g is shifted but not flipped. From where to where does g(t − a) reach?",
        ),
        Mistake(lambda f, g, t: _overlap(f, -t - g[1], -t - g[0]), "Your g moves the wrong way. Where should it be at t = 9?"),
        Mistake(
            lambda f, g, t: _overlap(f, g[0] - t, g[1] - t),
            "Your g is not flipped, and it moves to the left. For which a is t − a in g's support?",
        ),
        Mistake(lambda f, g, t: _overlap(f, -g[1], -g[0]), "Your g is flipped but stays where it is. Where is `t` used?"),
        Mistake(
            lambda f, g, t: max(min(f[1], t - g[1]) - max(f[0], t - g[0]), 0.0),
            "Your left end lies to the right of your right end. Which end of g's support is on the left after the flip?",
        ),
        Mistake(lambda f, g, t: _overlap(f, *g), "You compare the two supports as they lie. What do the flip and `t` do?"),
        Mistake(
            lambda f, g, t: min(f[1], t - g[0]) - max(f[0], t - g[1]),
            "A length came out negative. What is the overlap of two intervals that do not meet?",
        ),
        Mistake(
            lambda f, g, t: abs(min(f[1], t - g[0]) - max(f[0], t - g[1])),
            "You measure the gap between them as if it were an overlap. What should come out when they do not meet?",
        ),
        Mistake(lambda f, g, t: max(f[1], t - g[0]) - min(f[0], t - g[1]), "That is all that either covers. Where are both?"),
        Mistake(lambda f, g, t: (max(f[0], t - g[1]), min(f[1], t - g[0])), "You give the two ends. How far apart are they?"),
        Mistake(lambda f, g, t: min(f[1] - f[0], g[1] - g[0]), "That is the shorter support. Is it always inside the other?"),
        Mistake(
            lambda f, g, t: f[1] - f[0] + g[1] - g[0],
            "That is the length of the result's support. How much do the two share at this t?",
        ),
        *(Mistake(answer, _INSIDE) for answer in (_overlap_by_one_end, _overlap_unless_inside_f, _overlap_unless_inside_g)),
    ],
    correct="the product can differ from 0 only where f's support meets that of the flipped and shifted g.",
    hint="Draw both supports on paper. Between which two values of a is t − a in g's support?",
    stronger="g(t − a) is not 0 from t − g_support[1] to t − g_support[0]. The overlap ends at the smaller upper end.",
)

# ----------------------------------------------------------------------------- 1.3 and 1.6: the integrals by midpoints


def _places(f, dx, offset=0.5):
    """One place in each strip over f's support: 0 its left end, 0.5 its middle, 1 its right end."""
    low, high = f.breaks[0], f.breaks[-1]
    return low + (np.arange(round((high - low) / dx)) + offset) * dx


def _edges(f, dx):
    return np.append(_places(f, dx, 0), f.breaks[-1])


def _convolution(f, g, a, t):
    return f(a) * g(t - a)


def _correlation(f, g, a, t):
    return f(a) * g(a + t)


def _midpoint_convolution(f, g, t, dx):
    return _convolution(f, g, _places(f, dx), t).sum() * dx


def _correlate_at(f, g, t, dx):
    return _correlation(f, g, _places(f, dx), t).sum() * dx


def _as_good(exact, over_g):
    """Accept what is at least as near to the integral, and the midpoint rule after a substitution, over g's support."""

    def accepts(got, expected, f, g, t, dx):
        truth = exact(f, g, t)
        return abs(got - truth) <= abs(expected - truth) or abs(got - over_g(f, g, t, dx)) <= 1e-9

    return accepts


def _mirrored(f):
    return Piecewise(lambda x: f.function(-x), -f.breaks[::-1])


_BOWL = Piecewise(lambda x: x**2 + 1, [0, 1.5])
_SLOPE = Piecewise(lambda x: 2 - x, [-0.5, 1])
_STEPS = Piecewise(lambda x: np.where(x < 1, 1.0, 3.0), [0, 1, 3])
_WAVE = Piecewise(lambda x: np.cos(x) + x, [-2, 1])
_SHORT = Piecewise(lambda x: 0.3 - x, [0, 0.3])
_FAR = Piecewise(lambda x: x - 19, [20, 21.5])
_OFF = Piecewise(lambda x: np.exp(x) - 1, [-0.93, 0.57])
_LONG = Piecewise(lambda x: x**3 - 4 * x, [-3, 2])
_NAMES = {BOX: "BOX", RAMP: "RAMP", _BOWL: "x²+1 on [0, 1.5]", _SLOPE: "2−x on [−0.5, 1]"}
_NAMES |= {_STEPS: "1 on [0, 1), 3 on [1, 3]", _WAVE: "cos x + x on [−2, 1]"}
_NAMES |= {_SHORT: "0.3−x on [0, 0.3]", _FAR: "x−19 on [20, 21.5]"}
_NAMES |= {_OFF: "exp x − 1 on [−0.93, 0.57]", _LONG: "x³−4x on [−3, 2]"}
_INTEGRALS = [
    Case((f, g, t, dx), f"f = {_NAMES[f]}, g = {_NAMES[g]}, t={t:g}, dx={dx:g}")
    for f, g, t, dx in [
        (BOX, RAMP, 0.5, 0.25),
        (RAMP, BOX, -1, 0.5),
        (_BOWL, _SLOPE, 1, 0.25),
        (_SLOPE, _BOWL, 0.75, 0.125),
        (_STEPS, RAMP, 1.5, 0.5),
        (_STEPS, _WAVE, -2, 0.5),
        (_WAVE, _BOWL, -0.5, 0.25),
        (_BOWL, _WAVE, -1.25, 0.125),
        (_SLOPE, BOX, 4, 0.5),
        (_WAVE, _BOWL, 0.3, 0.125),
        *((_WAVE, _SLOPE, t, 0.125) for t in (_RANDOM.integers(-8, 8, 3) / 4).tolist()),
        (_SHORT, _SLOPE, 0.4, 0.1),
        (_FAR, _WAVE, 20, 0.25),
        (_FAR, _WAVE, -20.5, 0.25),
        (_LONG, _OFF, 0.5, 0.125),
        (_LONG, _OFF, -2.3, 0.25),
        (_WAVE, _SLOPE, 1.75, 0.125),
        (_OFF, _LONG, 0.53, 0.125),
    ]
]


def _fixed_ends(integrand):
    """Strips over one range for every f: right as long as it covers f's support."""
    return Mistake(
        lambda f, g, t, dx: integrand(f, g, np.arange(-4 + dx / 2, 4, dx), t).sum() * dx,
        "Your strips cover the same range for every f. Where does the support of this f begin and end?",
    )


def _cut_number(integrand, width):
    """Cut the number of strips with `int`; the middles lie `dx` apart, or as far as so many strips need."""

    def answer(f, g, t, dx):
        low, high = f.breaks[0], f.breaks[-1]
        n = int((high - low) / dx)
        apart = dx if width == "dx" else (high - low) / n
        times = apart if width == "own" else dx
        return integrand(f, g, low + (np.arange(n) + 0.5) * apart, t).sum() * times

    hint = "You cut the number of strips with `int`, but 0.3 / 0.1 is 2.9999999999999996. How do you get 3 strips from that?"
    return Mistake(answer, hint)


def _rules(integrand):
    """What goes wrong with the strips, for either integral."""

    def rule(offset, power=1):
        return lambda f, g, t, dx: integrand(f, g, _places(f, dx, offset), t).sum() * dx**power

    def trapezoid(f, g, t, dx):
        return np.trapezoid(integrand(f, g, _edges(f, dx), t), dx=dx)

    return [
        Mistake(rule(0.5, 0), "You add heights, not areas. Where does the width `dx` of a strip come in?"),
        Mistake(rule(0.5, 2), "The width counts twice. How often does `dx` belong to the area of one strip?"),
        Mistake(rule(0.5, -1), "You divide by `dx`. Does a narrower strip have a larger area?"),
        Mistake(rule(0), "You measure each strip at its left end. Where is its middle?"),
        Mistake(rule(1), "You measure each strip at its right end. Where is its middle?"),
        Mistake(trapezoid, "That is the trapezoid rule, which errs more here. Where does the midpoint rule measure?"),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, _edges(f, dx), t).sum() * dx,
            "You measure at both ends of the support, one place too many. How many strips of `dx` fit?",
        ),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, (a := _places(f, dx))[a < f.breaks[1]], t).sum() * dx,
            "Your strips end at the second break, but f may have more. Which index is the last one?",
        ),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, _places(f, dx)[:-1], t).sum() * dx,
            "The last strip is missing. Where does `range` or `arange` stop?",
        ),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, _places(f, dx)[1:], t).sum() * dx,
            "The first strip is missing. Where is the middle of the strip that begins at `f.breaks[0]`?",
        ),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, _places(f, dx), t).mean(),
            "That is the mean height. What turns a height into an area?",
        ),
        *(_cut_number(integrand, width) for width in ("dx", "own", "mixed")),
        Mistake(
            lambda f, g, t, dx: integrand(f, g, _places(BOX, dx), t).sum() * dx,
            "Your strips cover −1 to 1, as for the box. Where does the support of this f begin and end?",
        ),
    ]


midpoint_convolution = Exercise(
    "1.3",
    "midpoint_convolution",
    "Measure the area with strips",
    reference=_midpoint_convolution,
    accepts=_as_good(convolve, lambda f, g, t, dx: _midpoint_convolution(g, f, t, dx)),
    cases=_INTEGRALS,
    mistakes=[
        _fixed_ends(_convolution),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(a - t)).sum() * dx,
            "Your g is shifted but not flipped. Which sign does `a` have in g(t − a)?",
        ),
        Mistake(_correlate_at, "That is g(t + a): the cross-correlation. Which sign does `a` have in g(t − a)?"),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(-t - a)).sum() * dx,
            "Your g is flipped and moves the wrong way. Which sign does `t` have in g(t − a)?",
        ),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(-a)).sum() * dx,
            "Your g is flipped but never shifted. Where does `t` come in?",
        ),
        Mistake(
            lambda f, g, t, dx: _midpoint_convolution(BOX, g, t, dx),
            "Your f is always the box, as in `strip_sum`. Where do f and its breaks come in?",
        ),
        Mistake(lambda f, g, t, dx: g(t - _places(f, dx)).sum() * dx, "You add up g alone. What multiplies each g(t − a)?"),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(g, dx)) * g(t - a)).sum() * dx,
            "Your strips cover g's support. Over which support does `a` run in f(a)?",
        ),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(a)).sum() * dx,
            "You multiply the two as they lie. What do the flip and the shift do to g's argument?",
        ),
        *_rules(_convolution),
    ],
    correct="the sum of f(a)·g(t − a)·dx over the middles of the strips is the area under the product.",
    hint="Print `a`, f(a) and g(t − a) for this case. Which of the three is not what you expect?",
    stronger="The middles are np.arange(f.breaks[0] + dx / 2, f.breaks[-1], dx). One product each, then a sum, times dx.",
)

correlate_at = Exercise(
    "1.6",
    "correlate_at",
    "Slide without a flip",
    reference=_correlate_at,
    accepts=_as_good(lambda f, g, t: convolve(_mirrored(f), g, t), lambda f, g, t, dx: _correlate_at(g, f, -t, dx)),
    cases=_INTEGRALS,
    mistakes=[
        _fixed_ends(_correlation),
        Mistake(_midpoint_convolution, "That is the convolution: g is flipped. Which sign does `a` have in g(a + t)?"),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(a - t)).sum() * dx,
            "You read g at a − t, so it moves the other way. Which sign does `t` have in g(a + t)?",
        ),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(f, dx)) * g(-a - t)).sum() * dx,
            "You read g at −(a + t): flipped. What does the minus sign do there?",
        ),
        Mistake(
            lambda f, g, t, dx: _correlate_at(g, f, t, dx),
            "The roles are swapped: that is g⋆f. Which of the two is read at a, and which at a + t?",
        ),
        Mistake(
            lambda f, g, t, dx: (f(a := _places(g, dx)) * g(a + t)).sum() * dx,
            "Your strips cover g's support. Over which support does `a` run in f(a)?",
        ),
        Mistake(lambda f, g, t, dx: (f(a := _places(f, dx)) * g(a)).sum() * dx, "Your g never moves. Where does `t` come in?"),
        *_rules(_correlation),
    ],
    correct="without the flip the order matters: f⋆g and g⋆f are mirror images of each other.",
    hint="Print `a`, f(a) and g(a + t) for this case. Which of the three is not what you expect?",
    stronger="Take your function of 1.3: the middles and the width stay, and only the place at which g is read changes.",
)

# ------------------------------------------------------------------------------------------------------------ 1.5 dice


def _sum_of_dice(p, q):
    total = [0.0] * (len(p) + len(q) - 1)
    for i, p_i in enumerate(p):
        for j, q_j in enumerate(q):
            total[i + j] += p_i * q_j
    return total


def _pairs_only(p, q):
    return [p_i * q_i for p_i, q_i in zip(p, q, strict=False)]


def _overwrites(p, q):
    chances = np.zeros(len(p) + len(q) - 1)
    for i, a in enumerate(p):
        chances[i : i + len(q)] = a * np.asarray(q)
    return chances


def _counts_from_the_end(p, q):
    sums = range(len(p) + len(q) - 1)
    return [sum(p[a] * q[total - a] for a in range(len(p)) if total - a < len(q)) for total in sums]


_ELEMENTWISE = "You multiply face by face. In how many ways can two dice show a sum of 3?"
_FAIR = [1 / 6] * 6
sum_of_dice = Exercise(
    "1.5",
    "sum_of_dice",
    "Throw two dice",
    reference=_sum_of_dice,
    cases=[
        ([0.5, 0.25, 0.25], [0.75, 0.25]),
        (np.array([0.125, 0.375, 0.5]), np.array([0.5, 0.25, 0.25])),
        ([0.25, 0.75], [0.5, 0.25, 0.125, 0.125]),
        (_FAIR, [0.25] * 4),
        (np.array([0.5, 0.125, 0.125, 0.25], np.float32), np.array([0.25, 0.75], np.float32)),
        ([1.0], [0.5, 0.5]),
    ]
    + [(p / p.sum(), q / q.sum()) for p, q in [(_RANDOM.integers(1, 5, 3), _RANDOM.integers(1, 5, 5)) for _ in range(2)]]
    + [([0, 0.25, 0.75], [0.5, 0.5]), ([0.75, 0.25], [0.25, 0.75, 0]), ([0.9, 0, 0.1], [0.000123456, 0, 0.999876544, 0])],
    mistakes=[
        Mistake(_overwrites, "A later pair overwrites an earlier one with the same sum. What joins their chances?"),
        Mistake(_counts_from_the_end, "Python counts `q[-1]` from the end. What if t − a is below 0?"),
        Mistake(_pairs_only, _ELEMENTWISE),
        Mistake(lambda p, q: np.multiply(p, q), _ELEMENTWISE),
        Mistake(lambda p, q: p * q, _ELEMENTWISE),
        Mistake(lambda p, q: np.convolve(p, q, "same"), "The ends are cut off (mode `same`). How many sums are there?"),
        Mistake(lambda p, q: np.convolve(p, q, "valid"), "Most sums are cut off (mode `valid`). How many sums are there?"),
        Mistake(
            lambda p, q: np.correlate(p, q, "full"),
            "That is the correlation, the chances of a difference. Which faces give the same sum?",
        ),
        Mistake(
            lambda p, q: np.correlate(p, q, "full")[::-1],
            "That is the correlation, the chances of a difference. Which faces give the same sum?",
        ),
        *(
            Mistake(
                lambda p, q, ends=ends: np.trim_zeros(_sum_of_dice(p, q), ends),
                "A sum that never comes up is left out. How many values does the task ask for?",
            )
            for ends in ("f", "b", "fb")
        ),
        Mistake(lambda p, q: np.convolve(p, p), "You throw the first die twice. Where does q come in?"),
        Mistake(lambda p, q: np.convolve(q, q), "You throw the second die twice. Where does p come in?"),
        Mistake(lambda p, q: np.outer(p, q), "That is the table of all pairs. Which of its entries share a sum?"),
        Mistake(lambda p, q: np.outer(p, q).ravel(), "These are all pairs, one by one. Which of them share a sum?"),
        Mistake(lambda p, q: [0.0, *_sum_of_dice(p, q)], "Your list begins with a sum that is too small. Which comes first?"),
        Mistake(lambda p, q: [*_sum_of_dice(p, q), 0.0], "Your list has a sum too many at its end. Which sum is the largest?"),
        Mistake(
            lambda p, q: np.convolve(np.ones(len(p)) / len(p), np.ones(len(q)) / len(q)),
            "You take both dice to be fair. Where do p and q come in?",
        ),
    ],
    correct="the probabilities of a sum of independent dice are the convolution of theirs, and they still add up to 1.",
    hint="List the pairs of faces that give the second smallest sum. What is the probability of each pair?",
    stronger="Start with zeros. For each i and j, where does p[i] * q[j] belong, and is it put there or added?",
)

# ------------------------------------------------------------------------------------------------------------ 1.4 order


def _measured_order(steps, errors):
    return np.log(errors[-1] / errors[0]) / np.log(steps[-1] / steps[0])


def _polyfit(x, y, which=0):
    return np.polyfit(x, y, 1)[which]


_NO_LOG = "That is the slope of the errors themselves. On which axes is a power of the step a straight line?"
_LOG_ERROR = "Only the errors are in logarithms. What happens to the steps on a log–log plot?"
_LOG_STEP = "Only the steps are in logarithms. What happens to the errors on a log–log plot?"
measured_order = Exercise(
    "1.4",
    "measured_order",
    "Measure the order",
    reference=_measured_order,
    cases=[
        ([0.1, 0.01, 0.001], [0.03, 0.0003, 0.000003]),
        ([0.5, 0.25, 0.125], [2.0, 1.0, 0.5]),
        (np.array([0.3, 0.1]), 5 * np.array([0.3, 0.1]) ** 1.4),
        (np.array([0.02, 0.06, 0.18]), 0.4 * np.array([0.02, 0.06, 0.18]) ** 4),
        (np.array([1.0, 0.5, 0.1, 0.05], np.float32), np.array([3.0, 1.5, 0.3, 0.15], np.float32)),
    ]
    + [(h, c * h**p) for h, c, p in [(2.0 ** -np.arange(1, 5), 0.7, 3.0), (3.0 ** -np.arange(3), 0.2, 2.3)]]
    + [(h, c * h**p) for h, c, p in [(np.array([0.2, 0.1]), 1, 1.83749216), (np.array([0.01, 0.05, 0.4]), 9, 0.4321987)]],
    mistakes=[
        Mistake(lambda h, e: _polyfit(h, e), _NO_LOG),
        Mistake(lambda h, e: (e[-1] - e[0]) / (h[-1] - h[0]), _NO_LOG),
        Mistake(lambda h, e: 1 / _measured_order(h, e), "Your fraction is upside down. Which one is on the vertical axis?"),
        Mistake(lambda h, e: _polyfit(h, np.log(e)), _LOG_ERROR),
        Mistake(lambda h, e: np.log(e[-1] / e[0]) / (h[-1] - h[0]), _LOG_ERROR),
        Mistake(lambda h, e: _polyfit(np.log(h), e), _LOG_STEP),
        Mistake(lambda h, e: (e[-1] - e[0]) / np.log(h[-1] / h[0]), _LOG_STEP),
        Mistake(
            lambda h, e: _polyfit(np.log(h), np.log(e), 1),
            "That is the height of the line at step 1. Which coefficient is its slope?",
        ),
        Mistake(lambda h, e: np.polyfit(np.log(h), np.log(e), 1), "A fit gives slope and height. Which one is the order?"),
        Mistake(
            lambda h, e: e[0] / e[1],
            "That is how far the error falls in one step. How do you get from this factor to a power of the step?",
        ),
        Mistake(lambda h, e: np.log2(e[0] / e[1]), "That holds if the step is halved. By which factor does it shrink here?"),
        Mistake(lambda h, e: np.log(e[0] / e[1]), "You have the logarithm of the errors' ratio. How far does the step shrink?"),
        Mistake(lambda h, e: np.log(e[-1]) / np.log(h[-1]), "You divide two logarithms at one point. What makes a slope?"),
        Mistake(
            lambda h, e: np.diff(np.log(e)) / np.diff(np.log(h)),
            "You give one order for each pair of neighbours. How do they become one number?",
        ),
        Mistake(lambda h, e: np.round(_measured_order(h, e)), "Your order is rounded. May an order be 1.4?"),
    ],
    correct="on a log–log plot an error of order p is a straight line of slope p.",
    hint="Divide the step by 10: by which factor does the error of this case shrink, and which power of 10 is that?",
    stronger="Take two points: the difference of the logarithms of the errors over that of the steps.",
)

# ------------------------------------------------------------------------------------------ 1.7 the echo before the clap


def _sum(echo):
    """The sum over all claps of ``echo(a, strength, room, t)``."""

    def answer(times, strengths, room, t):
        return sum(echo(a, strength, room, t) for a, strength in zip(times, strengths, strict=True))

    return answer


def _stairs(age):
    return 1 - age / 2 if 0 <= age <= 2 else 0.0


def _hall(age):
    return math.exp(-age / 3) if age >= 0 else 0.0


_ROOMS = {_stairs: "1 − age/2 up to 2 s", _hall: "exp(−age/3)"}
echo_of_claps = Exercise(
    "1.7",
    "echo_of_claps",
    "Find the two bugs",
    reference=_sum(lambda a, s, room, t: s * room(t - a)),
    cases=[
        Case((times, strengths, room, t), f"times={times}, strengths={strengths}, room: {_ROOMS[room]}, t={t:g}")
        for times, strengths, room, t in [
            ([0.0, 0.5, 1.5], [1.0, 0.6, 0.8], _stairs, 2.0),
            ([0.0, 0.5, 1.5], [1.0, 0.6, 0.8], _stairs, 1.0),
            ([0.0, 1.0], [0.5, 2.0], _hall, 1.75),
            ([-1.0, 0.25, 2.0, 2.5], [1.5, 0.7, 0.3, 1.1], _hall, 2.125),
            ([0.5], [0.9], _hall, 2.0),
            ([2.0, 3.0], [1.0, 0.5], _hall, 1.5),
            ([3.0, 0.75], [0.8, 0.35], _stairs, 1.3),
            ([0.1, 0.2, 0.4, 0.8], [0.3, -0.5, 0.123456789, 2.0], _hall, 0.9),
        ]
    ],
    mistakes=[
        Mistake(lambda a, s, r, t: s[-1] * r(a[-1] - t), "That is the function as given. What is `total` after each round?"),
        Mistake(lambda a, s, r, t: s[-1] * r(t - a[-1]), "The age is right, but only the last clap counts. What sets `total`?"),
        Mistake(lambda a, s, r, t: s[0] * r(t - a[0]), "Only the first clap is heard. Where does your `return` stand?"),
        Mistake(_sum(lambda a, s, r, t: s * r(a - t)), "They add up, but the room answers too early. What is an echo's age?"),
        Mistake(_sum(lambda a, s, r, t: s * r(abs(t - a))), "You dropped the sign of the age. Does a room answer in advance?"),
        Mistake(_sum(lambda a, s, r, t: s * r(t + a)), "Your later claps have older echoes. Should the age grow with `a`?"),
        Mistake(_sum(lambda a, s, r, t: s * r(a)), "You ask the room at the time of the clap. How old is its echo at t?"),
        Mistake(_sum(lambda a, s, r, t: s * r(t)), "All your claps happen at time 0. How old is the echo of a clap at `a`?"),
        Mistake(_sum(lambda a, s, r, t: r(t - a)), "All claps count as equally strong. What does a strength do to its echo?"),
    ],
    correct="every clap adds its strength times the room's answer at the age t − a, so no echo comes before its clap.",
    hint="Follow a case with two claps on paper, line by line. What is `total` after each round?",
    stronger="Two places are wrong: what the loop does with `total`, and the sign of what the room is asked.",
)
