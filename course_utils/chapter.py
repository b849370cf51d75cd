"""The opening and the closing of a chapter: what is installed, TensorFlow without its log, the curve at the end, the time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType

import numpy as np
from matplotlib.axes import Axes

from course_utils import style

PACKAGES = ("numpy", "scipy", "matplotlib", "jupyterlab", "ipywidgets", "scikit-image", "tensorflow", "keras")
_started = time.perf_counter()


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Send what is written to file descriptor 2 to nowhere: TensorFlow's C++ code does not use ``sys.stderr``."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def import_tensorflow() -> ModuleType:
    """Import TensorFlow without the lines that it logs while it starts.

    The first tensor is made here too, because the search for a GPU logs as well. A GPU computes in full float32, so that
    what is equal to rounding on a processor is so there. An error is raised as usual.

    Returns
    -------
    module
        ``tensorflow``; Keras is its ``keras``.

    Raises
    ------
    ImportError
        If TensorFlow is not installed or cannot be loaded on this machine.

    Examples
    --------
    >>> tf = import_tensorflow()  # doctest: +SKIP
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with _quiet_stderr():
        import tensorflow as tf

        tf.zeros(1)
    tf.config.experimental.enable_tensor_float_32_execution(False)
    return tf


def check_environment() -> None:
    """Print which packages are here and whether TensorFlow can be imported, and how long that took.

    TensorFlow is tried in a process of its own, so that this report comes out whatever happens there.

    Examples
    --------
    >>> check_environment()  # doctest: +SKIP
    Python        3.12.4
    …
    """
    print(f"{'Python':14}{sys.version.split()[0]}")
    for package in PACKAGES:
        try:
            found = version(package)
        except PackageNotFoundError:
            found = "missing: run `make setup` (or `pip install -r requirements.txt`)"
        print(f"{package:14}{found}")
    print(_tensorflow_report())


def _tensorflow_report(command: str = "import tensorflow", limit: float = 300) -> str:
    """One line on whether ``command`` runs in a Python of its own, within ``limit`` seconds."""
    start = time.perf_counter()
    try:
        done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, timeout=limit)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"TensorFlow could not be tried: {error}. Chapters 00 to 02 work without it."
    seconds = time.perf_counter() - start
    if done.returncode == 0:
        return f"TensorFlow can be imported; it took {seconds:.0f} s. All chapters can run here."
    reason = (done.stderr.strip().splitlines() or [f"the process ended with code {done.returncode}"])[-1]
    return f"TensorFlow cannot be imported: {reason}. Chapters 00 to 02 work without it."


def run_time() -> None:
    """Print the time since the chapter's setup cell ran.

    Examples
    --------
    >>> run_time()  # doctest: +SKIP
    12 s since the setup cell.
    """
    print(f"{time.perf_counter() - _started:.0f} s since the setup cell.")


@style.styled
def back_of_the_book(number: int, ax: Axes | None = None) -> Axes:
    """Draw the curve that stands on the back of a chapter; it grows with the chapter's number.

    Parameters
    ----------
    number
        The chapter, 0 or more; chapter 0 borrows the curve of chapter 1.
    ax
        Where to draw; a new figure by default.

    Raises
    ------
    ValueError
        If the number is negative.

    Examples
    --------
    >>> back_of_the_book(2).get_title(loc="left")
    'Back of the book, chapter 02'
    """
    if number < 0:
        raise ValueError(f"the chapter's number is {number}, and the chapters count from 0")
    n = max(number, 1)
    t = np.linspace(0, (2 * (n - 1) + 1) * np.pi / 2, 2000 * n)
    x = t * np.cos(t) ** 3
    y = 9 * t * np.sqrt(np.abs(np.cos(t))) + t * np.sin(0.3 * t) * np.cos(2 * t)
    ax = style.new_axes(ax, 3.2, 3.2)
    ax.plot(x, y, color=style.RESULT_COLOR, linewidth=1.5)
    ax.set_title(f"Back of the book, chapter {number:02}")
    ax.set_axis_off()
    return ax
