"""Echoes: each starts with its clap, and the curve is their sum."""

import numpy as np
import pytest

from course_utils.plotting import plot_echoes
from course_utils.style import alt_text

TIMES, STRENGTHS = [0.0, 0.5, 1.5], [1.0, 0.6, 0.8]


def room(age):
    return 1 - age / 2 if 0 <= age <= 2 else 0.0


@pytest.fixture
def figure():
    return plot_echoes(TIMES, STRENGTHS, room, length=2, t=2)


def test_every_echo_begins_at_its_clap_and_is_as_strong(figure):
    curves = [line for line in figure.axes[1].lines if line.get_label().startswith("of clap")]
    assert len(curves) == 3
    for curve, a, strength in zip(curves, TIMES, STRENGTHS, strict=True):
        x, heights = curve.get_data()
        assert x[0] == pytest.approx(a, abs=1e-6)
        assert x[-1] == pytest.approx(a + 2, abs=1e-6)
        assert heights.max() == pytest.approx(strength)


def test_what_is_heard_is_the_sum_of_the_echoes(figure):
    x, heard = figure.axes[2].lines[0].get_data()
    expected = [sum(s * room(place - a) for a, s in zip(TIMES, STRENGTHS, strict=True)) for place in x]
    np.testing.assert_allclose(heard, expected, atol=1e-9)
    assert figure.axes[2].lines[1].get_xydata() == pytest.approx(np.array([[2, 0.75]]))


def test_the_alt_text_tells_the_sum(figure):
    assert alt_text(figure).startswith("Every clap starts the same echo; what you hear is their sum. At 2 s")
    assert "the clap of strength 0.6 at 0.5 s gives 0.15" in alt_text(figure)
    assert alt_text(figure).endswith("together 0.75.")
