"""Gradient descent on a function of one number."""

import numpy as np

from course_utils.descent import descent_path


def test_a_descent_follows_the_slope_and_stops_when_it_runs_away():
    assert descent_path(np.sign, start=2, rate=0.5, steps=3) == [2.0, 1.5, 1.0, 0.5]
    assert descent_path(lambda x: 2 * x, start=3, rate=0.5, steps=2) == [3.0, 0.0, 0.0]
    path = descent_path(lambda x: 4 * x**3, start=2, rate=1, steps=50)
    assert 1 < len(path) < 51
    assert np.isfinite(path).all()
