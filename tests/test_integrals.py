"""The convolution integral: closed forms, SciPy's quadrature, the properties of chapter 01, and bad input."""

import math
import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import integrate, special

from course_utils import integrals
from course_utils.integrals import BOX, RAMP, Piecewise, box_ramp_closed_form, convolve, convolve_sampled

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
T = np.linspace(-5, 5, 401)


def gaussian(sigma, centre=0.0):
    def density(x):
        return np.exp(-(((x - centre) / sigma) ** 2) / 2) / (sigma * np.sqrt(2 * np.pi))

    return Piecewise(density, [centre - 9 * sigma, centre, centre + 9 * sigma])


@st.composite
def piecewise_polynomials(draw, highest_degree=3):
    """A polynomial on each of up to four intervals, with jumps between them."""
    gaps = draw(st.lists(st.integers(1, 8), min_size=1, max_size=4))
    breaks = (draw(st.integers(-8, 8)) + np.cumsum([0, *gaps])) / 4
    polynomial = st.lists(st.integers(-3, 3), min_size=1, max_size=highest_degree + 1)
    coefficients = draw(st.lists(polynomial, min_size=len(gaps), max_size=len(gaps)))

    def function(x):
        index = np.clip(np.searchsorted(breaks, x, side="right") - 1, 0, len(gaps) - 1)
        return np.choose(index, [np.polynomial.polynomial.polyval(x, each) for each in coefficients])

    return Piecewise(function, breaks)


places = st.lists(st.floats(-6, 6, allow_subnormal=False), min_size=1, max_size=8)


# Piecewise


def test_piecewise_is_the_function_inside_its_closed_support_and_zero_outside():
    square = Piecewise(np.square, [1, 3])
    np.testing.assert_array_equal(square([0.999, 1, 2, 3, 3.001, -np.inf, np.inf]), [0, 1, 4, 9, 0, 0, 0])


def test_a_function_made_from_a_piecewise_is_accepted_where_the_supports_miss_each_other():
    mirrored = Piecewise(lambda x: RAMP(-x), -RAMP.breaks[::-1])
    assert convolve(mirrored, BOX, [-3, 0, 0.5, 3]).tolist() == pytest.approx([0, 1, 0.9375, 0])


def test_piecewise_keeps_the_shape_of_its_argument_and_nan():
    assert BOX(0.5) == 1
    assert np.ndim(BOX(0.5)) == 0
    assert BOX(np.zeros((2, 0 + 1, 3))).shape == (2, 1, 3)
    assert np.isnan(BOX([np.nan, 0])).tolist() == [True, False]


def test_piecewise_calls_the_function_only_inside_the_support():
    assert Piecewise(np.sqrt, [0, 4])([-1, 4]).tolist() == [0, 2]  # a warning would be an error


def test_piecewise_repeats_a_constant():
    two = Piecewise(lambda x: 2, [0, 1])
    assert two([0.1, 0.2, 3]).tolist() == [2, 2, 0]
    assert convolve(two, two, 1.0) == pytest.approx(4, abs=1e-14)


def test_piecewise_breaks_are_a_read_only_float_copy():
    given_breaks = np.array([0, 1, 2])
    tent = Piecewise(lambda x: 1 - abs(x - 1), given_breaks)
    given_breaks[0] = -9
    assert tent.breaks.tolist() == [0, 1, 2]
    assert tent.breaks.dtype == np.float64
    with pytest.raises(ValueError, match="read-only"):
        tent.breaks[0] = 5
    with pytest.raises(AttributeError):
        tent.breaks = [0, 1]


def test_piecewise_repr_names_the_function_and_the_breaks():
    assert repr(Piecewise(np.cos, [0, 1])) == "Piecewise(cos, breaks=[0.0, 1.0])"


def test_piecewise_survives_a_function_that_writes_into_its_argument():
    def rude(x):
        x[x < 0] = 0
        return x

    x = np.array([-0.5, 0.5])
    assert Piecewise(rude, [-1, 1])(x).tolist() == [0, 0.5]
    assert x.tolist() == [-0.5, 0.5]
    expected = convolve(Piecewise(lambda x: np.maximum(x, 0), [-1, 0, 1]), BOX, T)
    np.testing.assert_allclose(convolve(Piecewise(rude, [-1, 0, 1]), BOX, T), expected, atol=1e-14)


@pytest.mark.parametrize(
    ("breaks", "error", "words"),
    [
        ([0], ValueError, "at least two"),
        ([], ValueError, "empty"),
        (3.0, ValueError, "expected 1"),
        ([[0, 1]], ValueError, "expected 1"),
        ([1, 0], ValueError, "increasing order"),
        ([0, 0, 1], ValueError, "np.unique"),
        ([0, np.nan], ValueError, "finite"),
        ([-np.inf, 0], ValueError, "negligible"),
        (None, TypeError, "None"),
        ("01", TypeError, "real numbers"),
        (["a", "b"], TypeError, "real numbers"),
        ([0, None], TypeError, "real numbers"),
        ([0, 1j], TypeError, "real part"),
        ([False, True], TypeError, "booleans"),
        ([[0, 1], [2]], ValueError, "ragged"),
    ],
)
def test_piecewise_rejects_breaks(breaks, error, words):
    with pytest.raises(error, match=words):
        Piecewise(np.ones_like, breaks)


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        (math.sin, TypeError, "np.sin instead of math.sin"),
        (lambda x: 1.0 if x > 0 else 0.0, TypeError, "np.where"),
        (lambda: 1.0, TypeError, "cannot be called"),
        (lambda x: None, TypeError, "lack its return"),
        (lambda x: x * 1j, TypeError, "real numbers"),
        (lambda x: x[:-1], ValueError, "one value for each place"),
        (lambda x: np.stack([x, x]), ValueError, "one value for each place"),
        (3, TypeError, "expected a function"),
        (None, TypeError, "expected a function"),
    ],
)
def test_piecewise_rejects_functions(function, error, words):
    with pytest.raises(error, match=words):
        Piecewise(function, [-1, 1])


# convolve: closed forms


def test_box_and_ramp_match_the_closed_form_to_rounding():
    assert np.abs(convolve(BOX, RAMP, T) - box_ramp_closed_form(T)).max() < 1e-14


@pytest.mark.parametrize("t", [-2.0, -1.0, 0.0, 1.0, 2.0, np.nextafter(2, 0), np.nextafter(-2, 0), 1e-300])
def test_box_and_ramp_match_the_closed_form_where_the_pieces_vanish(t):
    assert abs(convolve(BOX, RAMP, t) - box_ramp_closed_form(t)) < 1e-15


def test_the_closed_form_is_the_one_in_the_text():
    t = np.array([-2.5, -2, -1.5, 0, 0.5, 2, 1e200])
    np.testing.assert_array_equal(box_ramp_closed_form(t), [0, 0, 1 - 1.5**2 / 4, 1, 0.75**2, 0, 0])
    assert t[-1] == 1e200


def test_box_with_itself_is_the_triangle():
    np.testing.assert_allclose(convolve(BOX, BOX, T), np.maximum(0, 2 - np.abs(T)), atol=1e-14)


def test_gaussian_with_gaussian_is_the_wider_gaussian():
    expected = np.exp(-(((T - 1) / 5) ** 2) / 2) / (5 * np.sqrt(2 * np.pi))
    np.testing.assert_allclose(convolve(gaussian(3), gaussian(4, 1), T), expected, atol=1e-14)


def test_gaussian_with_box_is_a_difference_of_error_functions():
    expected = (special.erf((T + 1) / np.sqrt(2)) - special.erf((T - 1) / np.sqrt(2))) / 2
    np.testing.assert_allclose(convolve(gaussian(1), BOX, T), expected, atol=1e-14)


def test_a_vertical_tangent_at_the_end_of_the_support_is_integrated():
    half_disc = Piecewise(lambda x: np.sqrt(1 - x**2), [-1, 1])
    u = np.clip(T + 1, -1, 1)
    v = np.clip(T - 1, -1, 1)
    expected = (u * np.sqrt(1 - u**2) + np.arcsin(u) - v * np.sqrt(1 - v**2) - np.arcsin(v)) / 2
    np.testing.assert_allclose(convolve(half_disc, BOX, T), expected, atol=1e-12)


@pytest.mark.parametrize("end", [-2.7541588563828316, 0.7, 2.9])
def test_rounding_does_not_lead_out_of_the_support(end):
    half_disc = Piecewise(lambda x: np.sqrt(1 - x**2), [-1, 1])  # NaN outside
    box = Piecewise(np.ones_like, [end - 0.15, end])
    t = end + 1 - np.spacing(1.0) * np.arange(13)  # the two overlap by a few roundings
    assert (np.abs(convolve(box, half_disc, t)) < 1e-14).all()
    assert (np.abs(convolve(half_disc, box, t)) < 1e-14).all()


def test_a_fast_oscillation_is_resolved():
    wave = Piecewise(lambda x: np.sin(200 * x), [-1, 1])
    left, right = np.clip(T - 1, -1, 1), np.clip(T + 1, -1, 1)
    np.testing.assert_allclose(convolve(wave, BOX, T), (np.cos(200 * left) - np.cos(200 * right)) / 200, atol=1e-12)


# convolve: against SciPy's quadrature


@settings(UNHURRIED, max_examples=50)
@given(piecewise_polynomials(), piecewise_polynomials(), places)
def test_convolve_matches_the_loop_over_pieces(f, g, t):
    np.testing.assert_allclose(convolve(f, g, t), integrals._convolve_loops(f, g, t), rtol=1e-10, atol=1e-9)


@settings(UNHURRIED, max_examples=50)
@given(piecewise_polynomials(), st.floats(0.2, 2), st.floats(-2, 2), st.floats(-4, 4))
def test_convolve_matches_quad_with_break_points(f, sigma, centre, t):
    g = gaussian(sigma, centre)
    cuts = np.unique(np.concatenate([f.breaks, t - g.breaks]))
    lowest, highest = f.breaks[0], f.breaks[-1]
    points = cuts[(cuts > lowest) & (cuts < highest)]
    expected, _ = integrate.quad(
        lambda a: f(a) * g(t - a), lowest, highest, points=points, limit=200, epsabs=1e-12, epsrel=1e-12
    )
    assert convolve(f, g, t) == pytest.approx(expected, abs=1e-9)


# convolve: properties


@settings(UNHURRIED, max_examples=50)
@given(piecewise_polynomials(), piecewise_polynomials(), places)
def test_convolution_commutes(f, g, t):
    np.testing.assert_allclose(convolve(f, g, t), convolve(g, f, t), rtol=1e-12, atol=1e-9)


@settings(UNHURRIED, max_examples=50)
@given(piecewise_polynomials(), piecewise_polynomials(), st.floats(-3, 3), places)
def test_convolution_is_linear(f, g, factor, t):
    scaled = Piecewise(lambda x: factor * f.function(x), f.breaks)
    np.testing.assert_allclose(convolve(scaled, g, t), factor * convolve(f, g, t), rtol=1e-12, atol=1e-9)


@settings(UNHURRIED, max_examples=50)
@given(piecewise_polynomials(), piecewise_polynomials(), st.integers(-8, 8), places)
def test_shifting_a_function_shifts_the_result(f, g, quarters, t):
    shift = quarters / 4
    shifted = Piecewise(lambda x: f.function(x - shift), f.breaks + shift)
    np.testing.assert_allclose(convolve(shifted, g, np.add(t, shift)), convolve(f, g, t), rtol=1e-9, atol=1e-8)


def test_convolution_is_associative():
    box_ramp = Piecewise(lambda t: convolve(BOX, RAMP, t), [-2, 0, 2])
    ramp_gaussian = Piecewise(lambda t: convolve(RAMP, gaussian(0.25), t), np.linspace(-3.25, 3.25, 14))
    t = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(convolve(box_ramp, gaussian(0.25), t), convolve(BOX, ramp_gaussian, t), atol=1e-12)


@settings(UNHURRIED, max_examples=25)
@given(piecewise_polynomials(), piecewise_polynomials())
def test_the_result_is_zero_outside_the_sum_of_the_supports(f, g):
    first, last = f.breaks[0] + g.breaks[0], f.breaks[-1] + g.breaks[-1]
    assert convolve(f, g, [first - 0.1, first, last, last + 0.1]).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3), (2, 1, 3)])
def test_the_result_has_the_shape_of_t(shape):
    t = np.linspace(-1, 1, math.prod(shape)).reshape(shape)
    for result in (convolve(BOX, RAMP, t), box_ramp_closed_form(t)):
        assert isinstance(result, np.ndarray)
        assert result.shape == shape
        assert result.dtype == np.float64
    np.testing.assert_allclose(convolve(BOX, RAMP, t), box_ramp_closed_form(t), atol=1e-14)


def test_many_points_are_the_same_as_few(monkeypatch):
    many = convolve(BOX, RAMP, T)
    monkeypatch.setattr(integrals, "_POINTS_AT_ONCE", 7)
    np.testing.assert_allclose(convolve(BOX, RAMP, T), many, rtol=1e-13, atol=1e-15)


def test_many_breaks_at_many_places_need_little_memory():
    breaks = np.linspace(-1, 1, 1001)
    f, g = Piecewise(np.cos, breaks), Piecewise(lambda x: 1 + x, breaks)
    t = np.linspace(-2.5, 2.5, 400)
    tracemalloc.start()
    result = convolve(f, g, t)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6  # 400 places at once would take 250 MB
    np.testing.assert_allclose(result, convolve(Piecewise(np.cos, [-1, 1]), Piecewise(lambda x: 1 + x, [-1, 1]), t), atol=1e-13)


def test_t_is_not_changed_and_may_be_read_only():
    t = np.array([0.5, -0.5, 3])
    t.flags.writeable = False
    convolve(BOX, RAMP, t)
    box_ramp_closed_form(t)
    assert t.tolist() == [0.5, -0.5, 3]


# convolve: what it refuses


def test_a_jump_without_a_break_costs_time_and_not_accuracy():
    hidden = Piecewise(lambda x: np.where(x < 0.25, 1.0, 0.0), [-1, 1])
    assert convolve(hidden, BOX, 0.0) == pytest.approx(1.25, abs=1e-13)


def test_a_function_that_jumps_everywhere_asks_for_a_break(monkeypatch):
    monkeypatch.setattr(integrals, "_MOST_PIECES", 10_000)
    noise = Piecewise(lambda x: np.sin(1e9 * x) > 0, [0, 1])
    with pytest.raises(ValueError, match=r"does not settle near a = .*add a break"):
        convolve(noise, BOX, 0.5)


def test_an_endless_peak_asks_for_a_break_or_a_bound():
    peak = Piecewise(lambda x: np.abs(x - 1 / np.pi) ** -0.9, [0, 1])
    with pytest.raises(ValueError, match=r"(does not settle|is inf).*bounded"):
        convolve(peak, BOX, 0.5)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_an_integrand_that_is_not_finite_is_named_with_its_place(value):
    broken = Piecewise(lambda x: np.where(x > 0.5, value, 1.0), [0, 1])
    with pytest.raises(ValueError, match=r"is (-?inf|nan) at a = 0\.\d+, t = 0\.75.*bounded"):
        convolve(broken, BOX, 0.75)


@pytest.mark.parametrize(
    ("t", "error", "words"),
    [
        (None, TypeError, "None"),
        ("0", TypeError, "real numbers"),
        (1j, TypeError, "real part"),
        ([], ValueError, "empty"),
        ([0, np.nan], ValueError, r"t\[1\] is nan"),
        (np.inf, ValueError, "t is inf"),
        ([[0, 1], [2]], ValueError, "ragged"),
        ([0, None], TypeError, "real numbers"),
    ],
)
def test_t_is_checked(t, error, words):
    with pytest.raises(error, match=words):
        convolve(BOX, RAMP, t)
    with pytest.raises(error, match=words):
        box_ramp_closed_form(t)


@pytest.mark.parametrize("plain", [np.sin, 3.0, None, "box"])
def test_a_plain_function_is_not_a_piecewise(plain):
    for f, g, name in ((plain, BOX, "f"), (BOX, plain, "g")):
        with pytest.raises(TypeError, match=rf"^{name} is .*expected a Piecewise.*breaks"):
            convolve(f, g, 0.0)
        with pytest.raises(TypeError, match=rf"^{name} is .*expected a Piecewise.*breaks"):
            convolve_sampled(f, g, 0.5)


# convolve_sampled


@pytest.mark.parametrize("method", ["direct", "fft"])
def test_halving_the_step_divides_the_midpoint_error_by_four(method):
    bump = Piecewise(lambda x: np.cos(np.pi * x / 2) ** 2, [-1, 1])

    def error(step):
        t, values = convolve_sampled(bump, RAMP, step, method)
        return np.abs(values - convolve(bump, RAMP, t)).max()

    assert 3.7 < error(1 / 32) / error(1 / 64) < 4.3


@pytest.mark.parametrize("step", [2, 1, 0.5, 0.1, 0.01, 1 / 3])
def test_fft_and_direct_give_the_same_samples(step):
    t, direct = convolve_sampled(BOX, RAMP, step)
    t_fft, fft = convolve_sampled(BOX, RAMP, step, method="fft")
    np.testing.assert_array_equal(t, t_fft)
    np.testing.assert_allclose(fft, direct, atol=1e-13)
    assert len(t) == 2 * round(2 / step) - 1


def test_samples_lie_at_the_sums_of_the_midpoints():
    f, g = Piecewise(np.ones_like, [1, 2]), Piecewise(np.ones_like, [10, 10.5])
    t, values = convolve_sampled(f, g, 0.25)
    np.testing.assert_allclose(t, [11.25, 11.5, 11.75, 12.0, 12.25])
    np.testing.assert_allclose(values, [0.25, 0.5, 0.5, 0.5, 0.25])


@settings(UNHURRIED, max_examples=30)
@given(piecewise_polynomials(), piecewise_polynomials())
def test_samples_keep_the_product_of_the_areas(f, g):
    step = 1 / 64
    _, values = convolve_sampled(f, g, step)

    def area(each):
        return each(np.arange(each.breaks[0] + step / 2, each.breaks[-1], step)).sum() * step

    assert values.sum() * step == pytest.approx(area(f) * area(g), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        (0.3, ValueError, r"whole strips; for example step=0\.285714285714 or step=0\.33333333333"),
        (4, ValueError, "step=1 or step=2"),
        (0, ValueError, "above 0"),
        (-0.5, ValueError, "above 0"),
        (np.nan, ValueError, "finite"),
        (np.inf, ValueError, "finite"),
        (None, TypeError, "None"),
        (True, TypeError, "boolean"),
        ("0.5", TypeError, "real numbers"),
        ([0.5], ValueError, "shape"),
    ],
)
def test_step_is_checked(step, error, words):
    with pytest.raises(error, match=words):
        convolve_sampled(BOX, RAMP, step)


def test_supports_without_a_common_step_are_named():
    irrational = Piecewise(np.ones_like, [0, math.pi])
    with pytest.raises(ValueError, match="no step does, so move a break"):
        convolve_sampled(BOX, irrational, 0.1)


def test_an_advised_step_works():
    f, g = Piecewise(np.ones_like, [0, 0.7]), Piecewise(np.ones_like, [0, 1.2])
    with pytest.raises(ValueError, match=r"example step=0\.05 or step=0\.1 does") as caught:
        convolve_sampled(f, g, 0.08)
    assert "0.08" in str(caught.value)
    for step in (0.05, 0.1):
        assert convolve_sampled(f, g, step)[1].max() == pytest.approx(0.7)


@pytest.mark.parametrize(
    ("method", "error"), [("FFT", ValueError), ("fast", ValueError), (None, TypeError), (1, TypeError)]
)
def test_method_is_checked(method, error):
    with pytest.raises(error, match='expected "direct" or "fft"'):
        convolve_sampled(BOX, RAMP, 0.5, method)


def test_a_sample_that_is_not_finite_is_named_with_its_place():
    broken = Piecewise(lambda x: 1 / (x - 0.25), [0, 1])
    with pytest.raises(ValueError, match=r"is inf at 0\.25"):
        convolve_sampled(broken, BOX, 0.5)


@settings(UNHURRIED, max_examples=30)
@given(piecewise_polynomials(highest_degree=0), piecewise_polynomials(highest_degree=1))
def test_samples_are_exact_for_steps_and_ramps(f, g):
    t, values = convolve_sampled(f, g, 1 / 16)
    np.testing.assert_allclose(values, convolve(f, g, t), rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize(
    ("step", "method", "advice"),
    [
        (1e-8, "direct", "a step of at least 2.0e-05"),
        (1e-8, "fft", "a step of at least 4.0e-07"),
        (1e-5, "direct", 'a step of at least 2.0e-05 or method="fft"'),
    ],
)
def test_a_step_that_would_take_for_ever_is_refused(step, method, advice):
    with pytest.raises(ValueError, match=re.escape(f"strips, too many to multiply and add; use {advice}") + "$"):
        convolve_sampled(BOX, RAMP, step, method)


def test_an_advised_larger_step_is_accepted():
    t, values = convolve_sampled(BOX, RAMP, 1e-6, "fft")
    np.testing.assert_allclose(values[::1000], box_ramp_closed_form(t[::1000]), atol=1e-6)
