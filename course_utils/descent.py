"""Gradient descent on a function of one number."""

from __future__ import annotations

from collections.abc import Callable


def descent_path(slope: Callable[[float], float], start: float, rate: float, steps: int) -> list[float]:
    """The places that gradient descent visits: x, then x − rate·slope(x), and so on.

    Parameters
    ----------
    slope
        The derivative, a function of one number.
    start
        Where to begin.
    rate
        The learning rate.
    steps
        How many steps to take; the walk stops early where x exceeds a million.

    Returns
    -------
    list of float
        ``steps + 1`` places, or fewer where the walk ran away.

    Examples
    --------
    >>> descent_path(lambda x: 2 * x, start=1, rate=0.25, steps=3)
    [1.0, 0.5, 0.25, 0.125]
    """
    path = [float(start)]
    while len(path) <= steps and abs(path[-1]) < 1e6:
        path.append(path[-1] - rate * float(slope(path[-1])))
    return path
