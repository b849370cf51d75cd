"""The convolution integral of piecewise functions: by quadrature, by samples, and in closed form for box and ramp.

A :class:`Piecewise` knows where its function jumps or bends. :func:`convolve` cuts the integral there, so that every
piece is smooth and a few well-chosen points measure its area to rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_utils._checks import choice, positive_number, real_array

__all__ = ["BOX", "RAMP", "Piecewise", "box_ramp_closed_form", "convolve", "convolve_sampled"]


@dataclass(frozen=True, eq=False, repr=False)
class Piecewise:
    """A function that is smooth between its breaks and 0 outside the first and the last of them.

    Parameters
    ----------
    function : callable
        Takes a 1-D ``float64`` array and returns one real number for each of its elements (or one constant for all). It
        is only called with places from ``breaks[0]`` to ``breaks[-1]``.
    breaks : array_like of float, shape (n,), n >= 2
        The ends of the support, and every place between them where the function jumps or bends; finite, increasing, in
        the unit of the function's argument.

    Both are attributes of the same names, ``breaks`` as a read-only copy in ``float64``.

    Raises
    ------
    TypeError
        If ``function`` cannot be called with an array or does not return real numbers, or ``breaks`` are not real
        numbers.
    ValueError
        If ``breaks`` are fewer than two, not finite or not increasing, or ``function`` returns the wrong number of
        values.

    Examples
    --------
    >>> tent = Piecewise(lambda x: 1 - abs(x), breaks=[-1, 0, 1])
    >>> tent
    Piecewise(<lambda>, breaks=[-1.0, 0.0, 1.0])
    >>> tent([-3, -0.5, 0, 1, 2])
    array([0. , 0.5, 1. , 0. , 0. ])
    """

    function: Callable[[np.ndarray], ArrayLike]
    breaks: np.ndarray

    def __post_init__(self):
        object.__setattr__(self, "breaks", _parse_breaks(self.breaks))
        _probe(self)

    def __call__(self, x: ArrayLike) -> np.ndarray:
        """Return the value at ``x``, an array of any shape: the function inside the support, 0 outside, NaN at NaN."""
        x = real_array(x, "x").astype(np.float64, copy=False)
        inside = (x >= self.breaks[0]) & (x <= self.breaks[-1])
        result = np.where(np.isnan(x), x, 0.0)
        if inside.any():
            result[inside] = _values(self, x[inside])
        return result[()]

    def __repr__(self) -> str:
        return f"Piecewise({_name(self.function)}, breaks={self.breaks.tolist()})"


def _name(function) -> str:
    return getattr(function, "__name__", None) or repr(function)


def _parse_breaks(breaks: ArrayLike) -> np.ndarray:
    breaks = real_array(breaks, "breaks", axes=("places",))
    if breaks.dtype.kind == "b":
        raise TypeError("breaks are booleans; expected the places where the function starts, jumps, bends and ends")
    breaks = breaks.astype(np.float64)
    if breaks.size < 2:
        raise ValueError(
            f"breaks are {breaks.tolist()}; expected at least two: where the function starts and where it ends"
        )
    if not np.isfinite(breaks).all():
        raise ValueError(
            f"breaks are {breaks.tolist()}; expected finite places; cut a long tail where it is negligible, "
            "for example at -8 and 8 standard deviations"
        )
    if not (np.diff(breaks) > 0).all():
        raise ValueError(
            f"breaks are {breaks.tolist()}; expected them in increasing order, each once; use np.unique(breaks)"
        )
    breaks.flags.writeable = False
    return breaks


def _probe(piecewise: Piecewise) -> None:
    """Call the function with an array, so that a function for single numbers is met here and not in an integral."""
    function, breaks = piecewise.function, piecewise.breaks
    if not callable(function):
        raise TypeError(f"function is {function!r} ({type(function).__name__}); expected a function of an array")
    places = np.concatenate([breaks[:-1] + share * np.diff(breaks) for share in (0.29, 0.61, 0.83)])
    try:
        with np.errstate(all="ignore"):
            function(places.copy())
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"{_name(function)} cannot be called with an array ({error}); write it with NumPy: "
            "np.sin instead of math.sin, np.where(condition, a, b) instead of if"
        ) from error
    with np.errstate(all="ignore"):
        _values(piecewise, places)


def _values(piecewise: Piecewise, x: np.ndarray) -> np.ndarray:
    """Return the function's values at ``x``, which lies inside the support; a single constant is repeated."""
    if not x.size:
        return np.zeros(x.shape)
    values = np.asarray(piecewise.function(x.ravel()))
    if values.dtype.kind not in "biuf":
        raise TypeError(
            f"{_name(piecewise.function)} returned {values.dtype} values; expected real numbers "
            "(does the function lack its return?)"
        )
    if values.ndim and values.shape != (x.size,):
        raise ValueError(
            f"{_name(piecewise.function)} returned an array of shape {values.shape} for one of shape {(x.size,)}; "
            "expected one value for each place"
        )
    if not values.ndim:
        return np.full(x.shape, float(values))
    return values.astype(np.float64, copy=False).reshape(x.shape)


def _one(x: np.ndarray) -> np.ndarray:
    return np.ones_like(x)


def _falling(x: np.ndarray) -> np.ndarray:
    return 1 - (x + 1) / 2


BOX = Piecewise(_one, [-1, 1])
"""The box of the running example: 1 on [-1, 1], 0 elsewhere."""

RAMP = Piecewise(_falling, [-1, 1])
"""The ramp of the running example: 1 - (x + 1)/2 on [-1, 1], 0 elsewhere; it falls from 1 to 0."""

# The 15 places and weights of the Gauss-Kronrod pair (G7, K15) on [-1, 1], from QUADPACK's qk15. Every second place,
# counted from the second, belongs to Gauss's rule as well.
_PLACES = np.array([
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
    0.741531185599394439863864773280788, 0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245, 0.0,
])  # fmt: skip
_KRONROD = np.array([
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
    0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
])  # fmt: skip
_GAUSS = np.array([
    0.0, 0.129484966168869693270611432679082, 0.0, 0.279705391489276667901467771423780,
    0.0, 0.381830050505118944950369775488975, 0.0, 0.417959183673469387755102040816327,
])  # fmt: skip
_PLACES = np.concatenate([-_PLACES, _PLACES[-2::-1]])
_WEIGHTS = np.stack([np.concatenate([weights, weights[-2::-1]]) for weights in (_KRONROD, _GAUSS)], axis=1)

_TOLERANCE = 1e-14  # of a piece, as a share of the integral of |f(a) g(t - a)|
_MOST_HALVINGS = 50
_MOST_PIECES = 1_000_000
_POINTS_AT_ONCE = 4096
_HEIGHTS_AT_ONCE = 2**20  # 8 MB an array, however many breaks there are
_MOST_PRODUCTS, _MOST_SAMPLES = 10**10, 10**7  # that convolve_sampled adds directly, and that it transforms


def convolve(f: Piecewise, g: Piecewise, t: ArrayLike) -> np.ndarray:
    """Convolution ``(f*g)(t)``, the integral of ``f(a) g(t - a)`` over all ``a``.

    Parameters
    ----------
    f, g : Piecewise
        The two functions, of an argument in the same unit.
    t : array_like of float, any shape
        Where to evaluate the convolution, in the unit of the breaks.

    Returns
    -------
    ndarray of float64, shape of ``t``
        Exact to rounding for piecewise polynomials, and about 1e-14 of the integral of ``|f(a) g(t - a)|`` for other
        functions that are smooth between their breaks.

    Raises
    ------
    TypeError
        If ``f`` or ``g`` is no :class:`Piecewise`, or ``t`` is not real.
    ValueError
        If ``t`` is empty or not finite, if the integrand is infinite or NaN somewhere, or if 50 halvings do not settle
        a piece.

    See Also
    --------
    convolve_sampled : the same by a sum over samples, whose error depends on the step.

    Notes
    -----
    The integrand is cut where ``f`` or the flipped and shifted ``g`` has a break. On each piece, 15 points give the
    area by Kronrod's rule, and 7 of them give it again by Gauss's; a piece is halved while the two differ. The rules
    are those of ``qk15`` in Piessens, de Doncker-Kapenga, Überhuber and Kahaner, *QUADPACK* (Springer, 1983); here all
    pieces of all ``t`` are done at once. A feature that lies between all 15 points is not seen: set a break beside it.

    Examples
    --------
    >>> convolve(BOX, RAMP, [-3, -1, 0, 1, 3]).round(12)
    array([0.  , 0.75, 1.  , 0.25, 0.  ])
    """
    _check_piecewise(f, g)
    t = real_array(t, "t", finite=True).astype(np.float64, copy=False)
    points = t.ravel()
    heights = _PLACES.size * (f.breaks.size + g.breaks.size)  # for one t
    at_once = min(_POINTS_AT_ONCE, max(1, _HEIGHTS_AT_ONCE // heights))
    parts = [points[start : start + at_once] for start in range(0, points.size, at_once)]
    return np.concatenate([_integrate(f, g, part) for part in parts]).reshape(t.shape)


def _check_piecewise(f: Piecewise, g: Piecewise) -> None:
    for name, function in (("f", f), ("g", g)):
        if not isinstance(function, Piecewise):
            raise TypeError(
                f"{name} is {function!r} ({type(function).__name__}); expected a Piecewise; wrap a plain function "
                "and say where it starts and ends: Piecewise(function, breaks=[-1, 1])"
            )


def _integrate(f: Piecewise, g: Piecewise, t: np.ndarray) -> np.ndarray:
    """Integrate ``f(a) g(t - a)`` for every ``t``: cut, measure all pieces, halve those that are not good enough."""
    which, left, right = _cut(f, g, t)
    result, size = np.zeros((2, t.size))
    for _ in range(_MOST_HALVINGS + 1):
        area, absolute, error = _measure(f, g, t[which], left, right)
        allowed = _TOLERANCE * (size + np.bincount(which, absolute, t.size))[which]
        good = error <= allowed
        result += np.bincount(which[good], area[good], t.size)
        size += np.bincount(which[good], absolute[good], t.size)
        if good.all():
            return result
        which, left, right = which[~good], left[~good], right[~good]
        if which.size > _MOST_PIECES:
            break
        middle = (left + right) / 2
        which, left, right = np.tile(which, 2), np.concatenate([left, middle]), np.concatenate([middle, right])
    raise ValueError(
        f"the integral for t = {t[which[0]]:.6g} does not settle near a = {left[0]:.6g}; "
        "add a break to f or g where the function jumps, and keep it bounded"
    )


def _cut(f: Piecewise, g: Piecewise, t: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the smooth pieces of all integrands: the index of the ``t`` each belongs to, its left and right end."""
    cuts = np.empty((t.size, f.breaks.size + g.breaks.size))
    cuts[:, : f.breaks.size] = f.breaks
    cuts[:, f.breaks.size :] = t[:, np.newaxis] - g.breaks
    start = np.maximum(f.breaks[0], t - g.breaks[-1])[:, np.newaxis]
    stop = np.minimum(f.breaks[-1], t - g.breaks[0])[:, np.newaxis]
    np.minimum(np.maximum(cuts, start), stop, out=cuts)
    cuts.sort(axis=1)
    left, right = cuts[:, :-1], cuts[:, 1:]
    which, piece = np.nonzero(left < right)
    return which, left[which, piece], right[which, piece]


def _measure(f, g, t, left, right) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the area of each piece, the area of its absolute value, and the difference of the two rules."""
    half = (right - left) / 2
    a = half[:, np.newaxis] * _PLACES
    a += (left + half)[:, np.newaxis]
    shifted = t[:, np.newaxis] - a
    shifted = np.minimum(np.maximum(shifted, g.breaks[0]), g.breaks[-1])  # rounding must not lead out of the support
    with np.errstate(all="ignore"):
        heights = _values(f, a) * _values(g, shifted)
        kronrod, gauss = (heights @ _WEIGHTS).T * half
        absolute = np.abs(heights) @ _WEIGHTS[:, 0] * half
    if not np.isfinite(kronrod).all():
        row = np.argmin(np.isfinite(kronrod))
        column = np.argmin(np.isfinite(heights[row]))
        place = left[row] + half[row] * (1 + _PLACES[column])
        raise ValueError(
            f"f(a) g(t - a) is {heights[row, column]:.6g} at a = {place:.6g}, t = {t[row]:.6g}; "
            "expected a finite value; keep both functions bounded between their breaks"
        )
    return kronrod, absolute, np.abs(kronrod - gauss)


def _convolve_loops(f: Piecewise, g: Piecewise, t: ArrayLike) -> np.ndarray:
    """The same as :func:`convolve`, one ``t`` and one piece at a time, to be read: SciPy measures each piece."""
    from scipy.integrate import quad

    def integral(t):
        def product(a):
            return f(a) * g(t - a)

        cuts = np.unique(np.concatenate([f.breaks, t - g.breaks]))
        return sum(quad(product, left, right)[0] for left, right in pairwise(cuts))

    t = np.asarray(t, dtype=np.float64)
    return np.array([integral(each) for each in t.ravel()]).reshape(t.shape)


def convolve_sampled(
    f: Piecewise, g: Piecewise, step: float, method: Literal["direct", "fft"] = "direct"
) -> tuple[np.ndarray, np.ndarray]:
    """Convolution by samples: cut both supports into strips, multiply and add, times the width of a strip.

    Parameters
    ----------
    f, g : Piecewise
        The two functions; their values are taken in the middle of each strip.
    step : float
        Width of a strip, in the unit of the breaks; a whole number of strips must fill either support.
    method : {"direct", "fft"}
        ``"direct"`` adds all products (time grows with the square of the number of samples); ``"fft"`` multiplies the
        spectra (time grows with n log n). Both give the same numbers, up to rounding.

    Returns
    -------
    t : ndarray of float64, shape (n_f + n_g - 1,)
        The places of the result, ``step`` apart, in the unit of the breaks.
    values : ndarray of float64, shape (n_f + n_g - 1,)
        The approximation of ``(f*g)(t)``.

    Raises
    ------
    TypeError
        If ``f`` or ``g`` is no :class:`Piecewise`, ``step`` is no number or ``method`` is no text.
    ValueError
        If ``step`` is not above 0, does not divide both supports or makes too many strips to add up in seconds (10 billion
        products directly, 10 million samples with ``"fft"``), ``method`` is unknown, or a sample is not finite.

    Notes
    -----
    The midpoint rule (Davis and Rabinowitz, *Methods of Numerical Integration*, 1984, section 2.1): halving ``step``
    divides the error by 4 where the integrand is smooth. ``"fft"`` uses the convolution theorem on samples padded with
    zeros (Cooley and Tukey, 1965).

    Examples
    --------
    >>> t, values = convolve_sampled(BOX, RAMP, step=0.5)
    >>> t
    array([-1.5, -1. , -0.5,  0. ,  0.5,  1. ,  1.5])
    >>> np.abs(values - box_ramp_closed_form(t)).max().round(3)
    np.float64(0.0)
    """
    _check_piecewise(f, g)
    step = positive_number(step, "step")
    method = choice(method, "method", ("direct", "fft"))
    counts = _strips(f, g, step)
    _refuse_too_many(counts, step, method)
    f_samples, g_samples = (_sample(each, count, step) for each, count in zip((f, g), counts, strict=True))
    size = f_samples.size + g_samples.size - 1
    if method == "direct":
        sums = np.convolve(f_samples, g_samples)
    else:
        sums = np.fft.irfft(np.fft.rfft(f_samples, size) * np.fft.rfft(g_samples, size), size)
    t = f.breaks[0] + g.breaks[0] + step * np.arange(1, size + 1)
    return t, sums * step


def _sample(f: Piecewise, count: int, step: float) -> np.ndarray:
    """Return the values in the middle of the strips."""
    places = f.breaks[0] + step * (np.arange(count) + 0.5)
    with np.errstate(all="ignore"):
        samples = _values(f, places)
    if not np.isfinite(samples).all():
        bad = np.argmin(np.isfinite(samples))
        raise ValueError(f"{f!r} is {samples[bad]} at {places[bad]:.6g}; expected finite values; keep it bounded")
    return samples


def _strips(f: Piecewise, g: Piecewise, step: float) -> tuple[int, int]:
    """Return how many strips fill each support, or raise and say which steps would."""
    lengths = np.array([each.breaks[-1] - each.breaks[0] for each in (f, g)])

    def whole(counts):
        return (np.abs(counts - counts.round()) <= 1e-9 * counts).all(axis=0) & (counts.round() >= 1).all(axis=0)

    counts = lengths / step
    if whole(counts):
        return int(counts[0].round()), int(counts[1].round())
    candidates = lengths[0] / np.arange(1, 10_001)
    fitting = candidates[whole(lengths[:, np.newaxis] / candidates)]
    nearest = sorted(fitting[np.argsort(np.abs(np.log(fitting / step)), kind="stable")[:2]])
    advice = (
        f"for example step={' or step='.join(f'{each:.12g}' for each in nearest)} does"
        if nearest
        else "no step does, so move a break"
    )
    raise ValueError(
        f"step is {step:.6g}, which does not divide supports of length {lengths[0]:.6g} and {lengths[1]:.6g} "
        f"into whole strips; {advice}"
    )


def _refuse_too_many(counts: tuple[int, int], step: float, method: str) -> None:
    if method == "direct" and counts[0] * counts[1] > _MOST_PRODUCTS:
        larger, otherwise = step * (counts[0] * counts[1] / _MOST_PRODUCTS) ** 0.5, ' or method="fft"'
    elif sum(counts) > _MOST_SAMPLES:
        larger, otherwise = step * sum(counts) / _MOST_SAMPLES, ""
    else:
        return
    raise ValueError(
        f"step is {step:.6g}, which makes {counts[0]:,} and {counts[1]:,} strips, too many to multiply and add; "
        f"use a step of at least {larger:.1e}{otherwise if sum(counts) <= _MOST_SAMPLES else ''}"
    )


def box_ramp_closed_form(t: ArrayLike) -> np.ndarray:
    """Convolution of :data:`BOX` and :data:`RAMP`, solved on paper: the yardstick of chapter 01.

    Parameters
    ----------
    t : array_like of float, any shape
        Where to evaluate.

    Returns
    -------
    ndarray of float64, shape of ``t``
        ``1 - t**2 / 4`` on [-2, 0], ``(1 - t / 2)**2`` on [0, 2], 0 elsewhere.

    Raises
    ------
    TypeError, ValueError
        If ``t`` is not real; if it is empty or not finite.

    Notes
    -----
    For t <= 0 the box covers the ramp from -1 to t + 1, for t >= 0 from t - 1 to 1; the area of the ramp in between is
    elementary. Chapter 01 derives it.

    Examples
    --------
    >>> box_ramp_closed_form([-3, -1, 0, 1, 3])
    array([0.  , 0.75, 1.  , 0.25, 0.  ])
    """
    t = np.clip(real_array(t, "t", finite=True).astype(np.float64), -2, 2)  # both formulas are 0 at their far end
    return np.asarray(np.where(t < 0, 1 - t**2 / 4, (1 - t / 2) ** 2))
