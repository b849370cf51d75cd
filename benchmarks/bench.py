"""Time our functions against a peer, side by side in one run, and fail when a promise is broken.

Run ``python benchmarks/bench.py`` (or ``make bench``). Each row alternates between ours and the peer, so that whatever
else the machine does hits both, and compares the medians. The quicker of the two is called several times in each turn,
so that a long peer does not leave it with a cold processor. The exit status is 1 when a row misses its limit.

To add a row, write a function that returns a ``Row`` (or ``Rows``, for many cases) and put it into ``ROWS``. Import what is
slow inside it.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import layers
import matplotlib as mpl
import numpy as np
from measuring import Row, Rows, head
from training import code_cells, run_cell

import course_utils
from course_utils import convolution, integrals

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def box_and_ramp() -> Row:
    t = np.linspace(-3, 3, 600)

    def box(x):
        return 1.0 if -1 <= x <= 1 else 0.0

    def ramp(x):
        return 1 - (x + 1) / 2 if -1 <= x <= 1 else 0.0

    def loops():
        step = 0.01
        areas = []
        for place in t.tolist():
            area = 0.0
            for strip in range(2000):
                a = -10 + strip * step
                area += box(a) * ramp(place - a) * step
            areas.append(area)
        return areas

    def ours():
        return integrals.convolve(integrals.BOX, integrals.RAMP, t)

    def error():
        return float(np.abs(ours() - integrals.box_ramp_closed_form(t)).max())

    return Row("integrals.convolve, 600 points | scalar loop", ours, loops, 1 / 500, error, 1e-12)


def _correlate2d(shape: tuple[int, int], size: int, dtype: str, limit: float) -> Row:
    from scipy import signal

    rng = np.random.default_rng(0)
    image, kernel = rng.random(shape).astype(dtype), rng.random((size, size)).astype(dtype)

    def ours():
        return convolution.correlate2d(image, kernel)

    def peer():
        return signal.correlate2d(image, kernel)

    def error():
        return float(np.abs(ours() - peer()).max() / np.abs(peer()).max())

    name = f"correlate2d {shape[0]}x{shape[1]} * {size}x{size} {dtype} | scipy.signal"
    return Row(name, ours, peer, limit, error, 1e-12 if dtype == "float64" else 1e-5)


def small_kernel() -> Row:
    return _correlate2d((134, 240), 3, "float64", 0.5)


def small_kernel_float32() -> Row:
    return _correlate2d((134, 240), 3, "float32", 0.5)


def large_kernel() -> Row:
    return _correlate2d((512, 512), 11, "float64", 0.15)


def large_kernel_float32() -> Row:
    return _correlate2d((512, 512), 11, "float32", 0.15)


@cache
def _chapter(number: int) -> dict:
    """Run the cells of a chapter, and return the names that they leave behind."""
    (path,) = NOTEBOOKS.glob(f"{number:02}_*.ipynb")
    space = {"__name__": "chapter"}
    for place, source in enumerate(code_cells(path)):
        run_cell(source, f"cell {place} of {path.name}", space)
    return space


def _two_ways(number: int, what: str, quick: str, slow: str, arguments: Callable[[dict], tuple], limit: float) -> Row:
    """Two functions that a chapter writes and times, in the order that its text claims."""
    names = _chapter(number)
    given = arguments(names)

    def ours():
        return names[quick](*given)

    def peer():
        return names[slow](*given)

    def error():
        difference = np.abs(np.asarray(ours()) - np.asarray(peer())).max()
        return float(difference / np.abs(np.asarray(peer())).max())

    return Row(f"chapter {number:02}: {what}, {quick} | {slow}", ours, peer, limit, error, 1e-6)


def chapter_loops() -> Row:
    return _two_ways(2, "60x80 * 5x5", "taps", "loops", lambda names: (names["small"], names["blur"]), 0.1)


def chapter_separable() -> Row:
    return _two_ways(2, "300x451 * 15x15", "in_two", "taps", lambda names: (names["cat"], names["box"]), 0.67)


def chapter_smallest_kernel() -> Row:
    return _two_ways(2, "512x512 * 3x3", "taps", "by_fft", lambda names: (names["large"], np.ones((3, 3))), 1.2)


def chapter_largest_kernel() -> Row:
    return _two_ways(2, "512x512 * 31x31", "by_fft", "taps", lambda names: (names["large"], np.ones((31, 31))), 0.5)


def chapter_graph() -> Row:
    return _two_ways(3, "300 steps", "in_graph", "many_steps", lambda names: (names["window"],), 0.5)


def imports() -> Row:
    modules = [module.name for module in pkgutil.walk_packages(course_utils.__path__, "course_utils.")]
    code = "".join(f"import {module}\n" for module in modules)

    def ours():
        subprocess.run([sys.executable, "-c", code], check=True)

    return Row("import of every module in a new Python, in s", ours, None, 1.5)


ROWS: list[Callable[[], Row | Rows]] = [
    box_and_ramp,
    small_kernel,
    small_kernel_float32,
    large_kernel,
    large_kernel_float32,
    *layers.ROWS,
    chapter_loops,
    chapter_separable,
    chapter_smallest_kernel,
    chapter_largest_kernel,
    chapter_graph,
    imports,
]


def main() -> int:
    mpl.use("agg")
    head()
    results = [make_row().report() for make_row in ROWS]
    missed = results.count(False)
    print(f"{len(results) - missed} of {len(results)} rows keep their limit")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
