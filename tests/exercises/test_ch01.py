"""The checks of chapter 01: right answers pass, each wrong one gets the hint that names its mistake."""

import functools
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from scipy import signal, stats

from course_utils import integrals
from course_utils.exercises import Exercise, Prediction, ch01

# -------------------------------------------------------------------------------------------------------- right answers


def _named(g, t):
    def shifted(a):
        return g(t - a)

    return shifted


class _Shifted:
    def __init__(self, g, t):
        self.g, self.t = g, t

    def __call__(self, a):
        return self.g(self.t - a)


def _overlap_by_cases(f, g, t):
    a0, a1 = f
    b0, b1 = t - g[1], t - g[0]
    if b1 <= a0 or a1 <= b0:
        return 0
    return min(a1, b1) - max(a0, b0)


def _by_loop(f, g, t, dx):
    total = 0.0
    a = f.breaks[0] + dx / 2
    while a < f.breaks[-1]:
        total += f(a) * g(t - a) * dx
        a += dx
    return total


def _by_arange(f, g, t, dx):
    a = np.arange(f.breaks[0] + dx / 2, f.breaks[-1], dx)
    return np.sum(f(a) * g(t - a)) * dx


def _by_linspace(f, g, t, dx):
    edges = np.linspace(f.breaks[0], f.breaks[-1], round((f.breaks[-1] - f.breaks[0]) / dx) + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    return dx * np.dot(f(middles), g(t - middles))


def _by_vectorize(f, g, t, dx):
    heights = np.vectorize(lambda a: f(a) * g(t - a), otypes=[float])
    return heights(np.arange(f.breaks[0], f.breaks[-1], dx) + dx / 2).sum() * dx


def _correlate_by_loop(f, g, t, dx):
    n = round((f.breaks[-1] - f.breaks[0]) / dx)
    return sum(f(a) * g(a + t) * dx for a in (f.breaks[0] + (i + 0.5) * dx for i in range(n)))


def _correlate_by_arange(f, g, t, dx):
    a = np.arange(f.breaks[0] + dx / 2, f.breaks[-1], dx)
    return np.sum(f(a) * g(t + a)) * dx


def _with_b_for_a(f, g, t, dx):
    """The same integral after the substitution b = a + t."""
    b = np.arange(g.breaks[0] + dx / 2, g.breaks[-1], dx)
    return np.sum(f(b - t) * g(b)) * dx


def _correlate_by_mirror(f, g, t, dx):
    """As a convolution with the mirrored f."""
    return integrals.convolve(integrals.Piecewise(lambda x: f(-x), -f.breaks[::-1]), g, t)


def _correlate_by_linspace(f, g, t, dx):
    n = round((f.breaks[-1] - f.breaks[0]) / dx)
    a = np.linspace(f.breaks[0] + dx / 2, f.breaks[-1] - dx / 2, n)
    return np.dot(f(a), g(a + t)) * dx


def _correlate_exactly(f, g, t, dx):
    """With Gauss's rule on each smooth piece, more accurate than asked for."""
    edges = np.unique(np.concatenate([f.breaks, g.breaks - t]))
    x, w = np.polynomial.legendre.leggauss(20)
    middles, halves = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    a = middles[:, None] + halves[:, None] * x
    return (f(a) * g(a + t) * w * halves[:, None]).sum()


def _dice_by_dict(p, q):
    chances = Counter()
    for i, p_i in enumerate(p, 1):
        for j, q_j in enumerate(q, 1):
            chances[i + j] += p_i * q_j
    return [chances[total] for total in range(2, len(p) + len(q) + 1)]


def _dice_by_diagonals(p, q):
    table = np.outer(p, q)[:, ::-1]
    return [table.trace(k) for k in range(len(q) - 1, -len(p), -1)]


def _dice_in_fractions(p, q):
    return [sum(map(Fraction, map(float, [x]))) for x in np.convolve(p, q)]


def _claps_by_loop(times, strengths, room, t):
    total = 0.0
    for k in range(len(times)):
        total += strengths[k] * room(t - times[k])
    return total


RIGHT = [
    ("flip_and_shift", _named),
    ("flip_and_shift", lambda g, t: lambda a: g(t - a)),
    ("flip_and_shift", lambda g, t: lambda a: g(-(a - t))),
    ("flip_and_shift", lambda g, t: functools.partial(lambda t, a: g(t - a), t)),
    ("flip_and_shift", _Shifted),
    ("flip_and_shift", lambda g, t: np.vectorize(lambda a: g(t - a))),
    ("overlap_length", _overlap_by_cases),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], t - g[0]) - max(f[0], t - g[1]))),
    ("overlap_length", lambda f, g, t: np.ptp(np.clip([t - g[1], t - g[0]], *f))),
    ("midpoint_convolution", _by_loop),
    ("midpoint_convolution", _by_arange),
    ("midpoint_convolution", _by_linspace),
    ("midpoint_convolution", _by_vectorize),
    ("midpoint_convolution", lambda f, g, t, dx: integrals.convolve(f, g, t)),
    ("midpoint_convolution", lambda f, g, t, dx: _by_arange(g, f, t, dx)),
    ("correlate_at", _correlate_by_loop),
    ("correlate_at", _correlate_by_arange),
    ("correlate_at", _correlate_exactly),
    ("correlate_at", _with_b_for_a),
    ("correlate_at", _correlate_by_mirror),
    ("correlate_at", _correlate_by_linspace),
    ("sum_of_dice", np.convolve),
    ("sum_of_dice", _dice_by_dict),
    ("sum_of_dice", _dice_by_diagonals),
    ("sum_of_dice", _dice_in_fractions),
    ("sum_of_dice", signal.fftconvolve),
    ("measured_order", lambda h, e: np.polyfit(np.log(h), np.log(e), 1)[0]),
    ("measured_order", lambda h, e: np.polyfit(np.log10(h), np.log10(e), 1)[0]),
    ("measured_order", lambda h, e: np.log(e[0] / e[1]) / np.log(h[0] / h[1])),
    ("measured_order", lambda h, e: (np.log2(e[-1]) - np.log2(e[0])) / (np.log2(h[-1]) - np.log2(h[0]))),
    ("measured_order", lambda h, e: np.mean(np.diff(np.log(e)) / np.diff(np.log(h)))),
    ("measured_order", lambda h, e: stats.linregress(np.log(h), np.log(e)).slope),
    ("echo_of_claps", _claps_by_loop),
    ("echo_of_claps", lambda times, strengths, room, t: np.dot(strengths, [room(t - a) for a in times])),
    ("echo_of_claps", lambda a, s, r, t: sum(s[k] * r(t - a[k]) for k in range(len(a)))),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _strips(place, value):
    """A rule that measures `value` at `place` in each strip."""

    def answer(f, g, t, dx):
        a = np.arange(f.breaks[0], f.breaks[-1], dx) + place * dx
        return np.sum(value(f, g, t, a)) * dx

    return answer


def _with(value, of=None, power=1):
    """The midpoint rule for `value`, over the support of f or of another function."""

    def answer(f, g, t, dx):
        over = of(f, g) if of else f
        a = np.arange(over.breaks[0] + dx / 2, over.breaks[-1], dx)
        return np.sum(value(f, g, t, a)) * dx**power

    return answer


def _conv(f, g, t, a):
    return f(a) * g(t - a)


def _corr(f, g, t, a):
    return f(a) * g(a + t)


def _trapezoid(value):
    def answer(f, g, t, dx):
        a = np.linspace(f.breaks[0], f.breaks[-1], round((f.breaks[-1] - f.breaks[0]) / dx) + 1)
        heights = value(f, g, t, a)
        return dx * (heights.sum() - heights[0] / 2 - heights[-1] / 2)

    return answer


def _both_ends(value):
    def answer(f, g, t, dx):
        a = np.linspace(f.breaks[0], f.breaks[-1], round((f.breaks[-1] - f.breaks[0]) / dx) + 1)
        return value(f, g, t, a).sum() * dx

    return answer


def _second_break(value):
    def answer(f, g, t, dx):
        a = np.arange(f.breaks[0] + dx / 2, f.breaks[1], dx)
        return value(f, g, t, a).sum() * dx

    return answer


def _strip_missing(value, which):
    def answer(f, g, t, dx):
        a = np.arange(f.breaks[0] + dx / 2, f.breaks[-1], dx)
        return value(f, g, t, a[which]).sum() * dx

    return answer


def _mean_height(value):
    return lambda f, g, t, dx: np.mean(value(f, g, t, np.arange(f.breaks[0] + dx / 2, f.breaks[-1], dx)))


def _fixed_range(value, low, high):
    def answer(f, g, t, dx):
        a = np.arange(low + dx / 2, high, dx)
        return (value(f, g, t, a)).sum() * dx

    return answer


def _cut_number(value):
    def answer(f, g, t, dx):
        n = int((f.breaks[-1] - f.breaks[0]) / dx)
        return sum(value(f, g, t, f.breaks[0] + (i + 0.5) * dx) * dx for i in range(n))

    return answer


def _cut_edges(value):
    def answer(f, g, t, dx):
        edges = np.linspace(f.breaks[0], f.breaks[-1], int((f.breaks[-1] - f.breaks[0]) / dx) + 1)
        return value(f, g, t, (edges[1:] + edges[:-1]) / 2).sum() * dx

    return answer


def _cut_width(value):
    def answer(f, g, t, dx):
        edges = np.linspace(f.breaks[0], f.breaks[-1], int((f.breaks[-1] - f.breaks[0]) // dx) + 1)
        return (value(f, g, t, (edges[1:] + edges[:-1]) / 2) * np.diff(edges)).sum()

    return answer


def _wrong_rules(name, value):
    return [
        (name, _fixed_range(value, -1, 1), "strips cover −1 to 1"),
        (name, _fixed_range(value, -4, 4), "the same range for every f"),
        (name, _fixed_range(value, -16, 16), "the same range for every f"),
        (name, _cut_number(value), "number of strips with `int`"),
        (name, _cut_edges(value), "number of strips with `int`"),
        (name, _cut_width(value), "number of strips with `int`"),
        (name, _with(value, power=0), "You add heights, not areas"),
        (name, _with(value, power=2), "The width counts twice"),
        (name, _with(value, power=-1), "You divide by `dx`"),
        (name, _strips(0, value), "at its left end"),
        (name, _strips(1, value), "at its right end"),
        (name, _trapezoid(value), "trapezoid rule"),
        (name, _both_ends(value), "both ends of the support"),
        (name, _second_break(value), "second break"),
        (name, _strip_missing(value, slice(None, -1)), "last strip is missing"),
        (name, _strip_missing(value, slice(1, None)), "first strip is missing"),
        (name, _mean_height(value), "mean height"),
    ]


def _two_at_once(p, q):
    return [p[i] * q[i] for i in range(min(len(p), len(q)))]


def _slope(x, y):
    return np.polyfit(x, y, 1)[0]


def _overwrites(p, q):
    chances = [0.0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            chances[i + j] = a * b
    return chances


def _counts_from_the_end(p, q):
    return [sum(p[a] * q[t - a] for a in range(len(p)) if t - a < len(q)) for t in range(len(p) + len(q) - 1)]


def _ends_swapped(f_support, g_support, t):
    low, high = max(f_support[0], t - g_support[0]), min(f_support[1], t - g_support[1])
    return max(high - low, 0)


def _over_both(value):
    def answer(f, g, t, dx):
        ends = np.array([f.breaks[[0, -1]], g.breaks[[0, -1]]])
        return value(f, g, t, np.arange(ends.min() + dx / 2, ends.max(), dx)).sum() * dx

    return answer


def _overlap_by_one_end(f, g, t):
    low, high = t - g[1], t - g[0]
    if high < f[0] or low > f[1]:
        return 0.0
    return high - f[0] if low < f[0] else f[1] - low


def _in_globals(g, t):
    _KEPT["g"], _KEPT["t"] = g, t
    return lambda a: _KEPT["g"](_KEPT["t"] - a)


def _only_once(g, t):
    left = [t]
    return lambda a: g(left.pop() - a)


def _forgets(g, t):
    left = [t]
    return lambda a: g(left.pop() - a) if left else None


def _drifts(g, t):
    def shifted(a):
        nonlocal t
        value = g(t - a)
        t += 1
        return value

    return shifted


def _claps_as_given(times, strengths, room, t):
    total = 0.0
    for k in range(len(times)):
        total = strengths[k] * room(times[k] - t)
    return total


def _claps_not_added(times, strengths, room, t):
    total = 0.0
    for k in range(len(times)):
        total = strengths[k] * room(t - times[k])
    return total


def _claps_too_early(times, strengths, room, t):
    total = 0.0
    for k in range(len(times)):
        total += strengths[k] * room(times[k] - t)
    return total


def _claps_return_inside(times, strengths, room, t):
    total = 0.0
    for k in range(len(times)):
        total += strengths[k] * room(t - times[k])
        return total


def _claps(echo):
    return lambda times, strengths, room, t: sum(echo(times[k], strengths[k], room, t) for k in range(len(times)))


_KEPT = {}
WRONG = [
    ("flip_and_shift", _in_globals, "Where are g and t kept"),
    ("flip_and_shift", _only_once, "the first call use up"),
    ("flip_and_shift", _forgets, "the first call use up"),
    ("flip_and_shift", _drifts, "the first call use up"),
    ("overlap_length", _ends_swapped, "left end lies to the right"),
    ("flip_and_shift", lambda g, t: lambda a: g(a - t), "not flipped"),
    ("flip_and_shift", lambda g, t: lambda a: g(a + t), "to the left, without a flip"),
    ("flip_and_shift", lambda g, t: lambda a: g(-(a + t)), "shift the wrong way"),
    ("flip_and_shift", lambda g, t: lambda a: g(-a), "never shift it"),
    ("flip_and_shift", lambda g, t: g, "g as it was"),
    ("flip_and_shift", lambda g, t: lambda a: g(t) - g(a), "subtract two values of g"),
    ("flip_and_shift", lambda g, t: lambda a: g(t) - a, "subtract `a` from a value"),
    ("flip_and_shift", lambda g, t: lambda a: t - g(a), "flip the values"),
    ("flip_and_shift", lambda g, t: lambda a: -g(a - t), "upside down"),
    ("flip_and_shift", lambda g, t: lambda a: g(t), "for every `a`"),
    ("flip_and_shift", lambda g, t: g(t), "or already a value"),
    ("flip_and_shift", lambda g, t: lambda a: print(g(t - a)), "inner function hands a value over"),
    ("flip_and_shift", lambda g, t: lambda a, t: g(t - a), "Which single parameter"),
    ("flip_and_shift", lambda g, t: print(g, t), "forget `return`"),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], t + g[1]) - max(f[0], t + g[0])), "shifted but not flipped"),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], -t - g[0]) - max(f[0], -t - g[1])), "moves the wrong way"),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], g[1] - t) - max(f[0], g[0] - t)), "moves to the left"),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], -g[0]) - max(f[0], -g[1])), "stays where it is"),
    ("overlap_length", lambda f, g, t: max(0, min(f[1], g[1]) - max(f[0], g[0])), "as they lie"),
    ("overlap_length", lambda f, g, t: min(f[1], t - g[0]) - max(f[0], t - g[1]), "came out negative"),
    ("overlap_length", lambda f, g, t: abs(min(f[1], t - g[0]) - max(f[0], t - g[1])), "the gap between them"),
    ("overlap_length", lambda f, g, t: max(f[1], t - g[0]) - min(f[0], t - g[1]), "that either covers"),
    ("overlap_length", lambda f, g, t: [max(f[0], t - g[1]), min(f[1], t - g[0])], "the two ends"),
    ("overlap_length", lambda f, g, t: min(f[1] - f[0], g[1] - g[0]), "the shorter support"),
    ("overlap_length", lambda f, g, t: (f[1] - f[0]) + (g[1] - g[0]), "length of the result's support"),
    ("midpoint_convolution", _with(lambda f, g, t, a: f(a) * g(a - t)), "shifted but not flipped"),
    ("midpoint_convolution", _with(lambda f, g, t, a: f(a) * g(t + a)), "the cross-correlation"),
    ("midpoint_convolution", _with(lambda f, g, t, a: f(a) * g(-t - a)), "moves the wrong way"),
    ("midpoint_convolution", _with(lambda f, g, t, a: f(a) * g(-a)), "never shifted"),
    ("midpoint_convolution", _with(_conv, of=lambda f, g: g), "cover g's support"),
    ("midpoint_convolution", _with(lambda f, g, t, a: f(a) * g(a)), "as they lie"),
    ("midpoint_convolution", _with(lambda f, g, t, a: g(t - a)), "g alone"),
    ("midpoint_convolution", lambda f, g, t, dx: g(t - np.arange(-1 + dx / 2, 1, dx)).sum() * dx, "always the box"),
    *_wrong_rules("midpoint_convolution", _conv),
    ("correlate_at", _with(_conv), "That is the convolution"),
    ("correlate_at", _with(lambda f, g, t, a: f(a) * g(a - t)), "read g at a − t"),
    ("correlate_at", _with(lambda f, g, t, a: g(a) * f(a + t), of=lambda f, g: g), "roles are swapped"),
    ("correlate_at", _with(lambda f, g, t, a: f(a) * g(-(a + t))), "−(a + t)"),
    ("correlate_at", _with(lambda f, g, t, a: f(a) * g(a)), "never moves"),
    ("correlate_at", _with(_corr, of=lambda f, g: g), "cover g's support"),
    *_wrong_rules("correlate_at", _corr),
    ("sum_of_dice", _overwrites, "overwrites an earlier one"),
    ("sum_of_dice", _counts_from_the_end, "from the end"),
    ("sum_of_dice", _two_at_once, "face by face"),
    ("sum_of_dice", np.multiply, "face by face"),
    ("sum_of_dice", lambda p, q: np.convolve(p, q, mode="same"), "mode `same`"),
    ("sum_of_dice", lambda p, q: np.convolve(p, q, mode="valid"), "mode `valid`"),
    ("sum_of_dice", lambda p, q: np.correlate(p, q, mode="full"), "chances of a difference"),
    ("sum_of_dice", lambda p, q: np.convolve(p[::-1], q), "chances of a difference"),
    ("sum_of_dice", lambda p, q: np.convolve(p, p), "first die twice"),
    ("sum_of_dice", lambda p, q: np.convolve(p, q).astype(np.float16), "float16"),
    ("sum_of_dice", np.polymul, "never comes up is left out"),
    ("sum_of_dice", np.polynomial.polynomial.polymul, "never comes up is left out"),
    ("sum_of_dice", np.outer, "table of all pairs"),
    ("sum_of_dice", lambda p, q: [a * b for a in p for b in q], "one by one"),
    ("sum_of_dice", lambda p, q: np.append(0, np.convolve(p, q)), "begins with a sum that is too small"),
    ("sum_of_dice", lambda p, q: np.append(np.convolve(p, q), 0), "a sum too many"),
    ("sum_of_dice", lambda p, q: np.convolve([1 / len(p)] * len(p), [1 / len(q)] * len(q)), "both dice to be fair"),
    ("sum_of_dice", lambda p, q: np.convolve(p, q)[::-1], "reverse order"),
    ("measured_order", _slope, "slope of the errors themselves"),
    ("measured_order", lambda h, e: (e[0] - e[-1]) / (h[0] - h[-1]), "slope of the errors themselves"),
    ("measured_order", lambda h, e: _slope(np.log(e), np.log(h)), "upside down"),
    ("measured_order", lambda h, e: -_slope(np.log(h), np.log(e)), "Only the sign"),
    ("measured_order", lambda h, e: _slope(h, np.log(e)), "Only the errors are in logarithms"),
    ("measured_order", lambda h, e: _slope(np.log(h), e), "Only the steps are in logarithms"),
    ("measured_order", lambda h, e: np.polyfit(np.log(h), np.log(e), 1)[1], "height of the line"),
    ("measured_order", lambda h, e: np.polyfit(np.log(h), np.log(e), 1), "slope and height"),
    ("measured_order", lambda h, e: e[0] / e[1], "how far the error falls"),
    ("measured_order", lambda h, e: np.log2(e[0] / e[1]), "the step is halved"),
    ("measured_order", lambda h, e: np.log(e[0] / e[1]), "logarithm of the errors' ratio"),
    ("measured_order", lambda h, e: np.log(e[-1]) / np.log(h[-1]), "two logarithms at one point"),
    ("measured_order", lambda h, e: np.diff(np.log(e)) / np.diff(np.log(h)), "each pair of neighbours"),
    ("measured_order", lambda h, e: round(float(_slope(np.log(h), np.log(e)))), "order is rounded"),
    ("measured_order", lambda h, e: round(float(_slope(np.log(h), np.log(e))), 1), "Divide the step by 10"),
    ("measured_order", lambda h, e: np.round(_slope(np.log(h), np.log(e)), 2), "rounds on the way"),
    ("measured_order", lambda h, e: np.round(_slope(np.log(h), np.log(e)), 3), "rounds on the way"),
    ("measured_order", lambda h, e: [_slope(np.log(h), np.log(e))], "How do you take it out"),
    ("measured_order", lambda h, e: 2, "same for every case"),
    ("measured_order", lambda h, e: max(1.0, _slope(np.log(h), np.log(e))), "Divide the step by 10"),
    ("flip_and_shift", lambda g, t: lambda a: g(abs(t - a)), "lose the sign of t − a"),
    ("flip_and_shift", lambda g, t: lambda a: g(round(4 * (t - a)) / 4), "Call your result with a = t"),
    ("flip_and_shift", lambda g, t: lambda a: round(float(g(t - a)), 3), "rounds on the way"),
    ("overlap_length", lambda f, g, t: min(_overlap_by_cases(f, g, t), 3.0), "Draw both supports"),
    ("overlap_length", _overlap_by_one_end, "one support lies inside the other"),
    ("midpoint_convolution", _over_both(_conv), "Print `a`"),
    ("correlate_at", _over_both(_corr), "Print `a`"),
    ("sum_of_dice", lambda p, q: np.convolve(p, q).round(6), "rounds on the way"),
    ("echo_of_claps", _claps_as_given, "function as given"),
    ("echo_of_claps", _claps_not_added, "only the last clap counts"),
    ("echo_of_claps", _claps_too_early, "room answers too early"),
    ("echo_of_claps", _claps_return_inside, "Only the first clap is heard"),
    ("echo_of_claps", _claps(lambda a, s, r, t: s * r(abs(t - a))), "dropped the sign of the age"),
    ("echo_of_claps", _claps(lambda a, s, r, t: s * r(t + a)), "later claps have older echoes"),
    ("echo_of_claps", _claps(lambda a, s, r, t: s * r(a)), "at the time of the clap"),
    ("echo_of_claps", _claps(lambda a, s, r, t: s * r(t)), "happen at time 0"),
    ("echo_of_claps", _claps(lambda a, s, r, t: r(t - a)), "equally strong"),
    ("echo_of_claps", _claps(lambda a, s, r, t: -s * r(t - a)), "Only the sign is wrong"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    report = getattr(ch01, name)(answer)
    assert report.correct, report


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG)
def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(name, answer, fragment):
    report = getattr(ch01, name)(answer)
    assert not report.correct
    assert {other for of, _, other in WRONG if of == name and other in report.hint} == {fragment}
    assert report.hint.endswith("?")


def test_every_exercise_has_right_and_wrong_answers_and_a_number():
    found = {name: exercise for name, exercise in vars(ch01).items() if isinstance(exercise, Exercise)}
    right, wrong = (Counter(name for name, *_ in answers) for answers in (RIGHT, WRONG))
    assert sorted(exercise.number for exercise in found.values()) == [f"1.{i + 1}" for i in range(len(found))]
    for name in found:
        assert found[name].name == name
        assert right[name] >= 2
        assert wrong[name] >= 4


QUESTIONS = {name: each for name, each in vars(ch01).items() if isinstance(each, Prediction)}
ANSWERS = {
    "heard_at_two": 1.0 * (1 - 2 / 2) + 0.6 * (1 - 1.5 / 2) + 0.8 * (1 - 0.5 / 2),
    "tall_end": 1.5 - integrals.RAMP.breaks[0],
    "width_of_result": 2 + 2,
    "two_boxes": "b",
    "lost_wave": np.cos(np.pi * np.linspace(-1, 1, 2001)).sum() * 0.001,
    "swapped": "c",
    "box_on_box": float(integrals.convolve(integrals.BOX, integrals.BOX, 0.0)),
    "where_it_reaches": (0 + 1, 3 + 3),
    "too_early": "b",
    "two_blurs": np.hypot(3, 4),
}


def test_every_question_has_its_answer_here():
    assert set(ANSWERS) == set(QUESTIONS)


@pytest.mark.parametrize("name", ANSWERS)
def test_the_right_prediction_is_right_and_every_slip_is_named(name):
    question, answer = QUESTIONS[name], ANSWERS[name]
    rounded = answer if isinstance(answer, str | tuple) else round(float(answer), 2)
    assert question(rounded).correct
    assert question(...).status == "predict first"
    for slip, sentence in question.slips.items():
        report = question(slip)
        assert not report.correct
        assert sentence in report.message
    for letter, (_, reason) in question.options.items():
        assert question(letter).correct == (letter == answer)
        assert reason in question(letter).message


@pytest.mark.parametrize(
    ("name", "slip", "fragment"),
    [
        ("heard_at_two", 1.0 * 1 + 0.6 * 0.75 + 0.8 * 0.25, "times of the claps"),
        ("heard_at_two", 0 + 0.25 + 0.75, "the strength of its clap"),
        ("tall_end", -1 + 1.5, "without the flip"),
        ("tall_end", 1 - 1.5, "moves to the right"),
        ("where_it_reaches", (0 - 3, 3 - 1), "subtracted the ends"),
        ("two_blurs", 3 + 4, "widths do not add"),
    ],
)
def test_a_slip_is_what_its_mistake_gives(name, slip, fragment):
    assert fragment in QUESTIONS[name](slip).message
