"""Time ours and a peer in turns, and print one line of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import geometric_mean, median
from time import perf_counter

import numpy as np

SECONDS_PER_ROW = 2.0
SECONDS_PER_CASE = 0.4
FEWEST_TURNS = 7
MOST_TURNS = 200
MOST_CALLS_IN_A_TURN = 10


@dataclass
class Row:
    """One line of the table: two functions to time, and the largest ratio ours / peer that passes.

    Without a peer, ``limit`` is in seconds. ``error`` returns a deviation that must not exceed ``error_limit``.
    """

    name: str
    ours: Callable[[], object]
    peer: Callable[[], object] | None
    limit: float
    error: Callable[[], float] | None = None
    error_limit: float = 0.0

    def report(self) -> bool:
        """Print the line and return whether it keeps its promise."""
        ours, peer = self._measure()
        figure = ours if peer is None else ours / peer
        error = self.error() if self.error else 0.0
        passed = figure <= self.limit and error <= self.error_limit
        return line(self.name, ours, peer, figure, self.limit, f"{error:8.0e}" if self.error else "", passed)

    def _measure(self) -> tuple[float, float | None]:
        """Return the median seconds of ours and of the peer, after two calls of each to warm up."""
        functions = [self.ours] if self.peer is None else [self.ours, self.peer]
        medians = [median(times) for times in in_turns(functions, SECONDS_PER_ROW)]
        return medians[0], None if self.peer is None else medians[1]


@dataclass
class Rows:
    """One line for many cases: the geometric mean of their ratios, and the worst, each with a limit.

    ``cases`` yields ours and the peer of each case.
    """

    name: str
    cases: Callable[[], Iterable[tuple[Callable[[], object], Callable[[], object]]]]
    limit: float
    worst: float

    def report(self) -> bool:
        """Print the line and return whether it keeps its promise."""
        times = np.array([[median(taken) for taken in in_turns(pair, SECONDS_PER_CASE)] for pair in self.cases()])
        ratios = times[:, 0] / times[:, 1]
        mean = geometric_mean(ratios)
        passed = mean <= self.limit and ratios.max() <= self.worst
        worst = f"worst {ratios.max():.2f} of at most {self.worst}"
        return line(self.name, *times.sum(0), mean, self.limit, worst, passed)


def in_turns(functions: Iterable[Callable[[], object]], total: float) -> list[list[float]]:
    """Return the seconds of many calls of each, in about ``total`` seconds, after two calls of each to warm up."""
    once = [min(seconds(function), seconds(function)) for function in functions]
    calls = [int(np.clip(max(once) / each, 1, MOST_CALLS_IN_A_TURN)) for each in once]
    turns = int(np.clip(total / np.dot(once, calls), FEWEST_TURNS, MOST_TURNS))
    times = [[] for _ in functions]
    for _ in range(turns):
        for function, count, taken in zip(functions, calls, times, strict=True):
            taken.extend(seconds(function) for _ in range(count))
    return times


def seconds(function: Callable[[], object]) -> float:
    start = perf_counter()
    function()
    return perf_counter() - start


def head() -> None:
    print(f"{'ours | peer':<78}  {'ours ms':>9}  {'peer ms':>9}  {'ratio':>8}  {'limit':>8}  {'error':>8}")


def line(name: str, ours: float, peer: float | None, figure: float, limit: float, error: str, passed: bool) -> bool:
    columns = [
        f"{name:<78}",
        f"{ours * 1e3:9.3f}",
        " " * 9 if peer is None else f"{peer * 1e3:9.3f}",
        f"{figure:8.4f}",
        f"{limit:8.4f}",
        f"{error:8}",
        "pass" if passed else "FAIL",
    ]
    print("  ".join(columns), flush=True)
    return passed
