"""The opening and the closing of a chapter: what is installed, TensorFlow without its log, the curve at the end, the time.

Nothing but Python's own library is imported here at first, so that chapter 00 can say what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PACKAGES = ("numpy", "scipy", "matplotlib", "jupyterlab", "ipywidgets", "scikit-image", "tensorflow", "keras")
WITHOUT = "Chapters 00 to 02 work without it."
_started = time.perf_counter()


def start() -> None:
    """Start the chapter's clock; the setup cell does, so a second run counts anew.

    Examples
    --------
    >>> start()
    """
    global _started
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
    what is equal to rounding on a processor is so there.

    Returns
    -------
    module
        ``tensorflow``; Keras is its ``keras``.

    Raises
    ------
    ImportError
        If TensorFlow is not installed or cannot be loaded on this machine; it says what to do.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        with _quiet_stderr():
            import tensorflow as tf

            tf.zeros(1)
    except ImportError as error:
        raise ImportError(_without_tensorflow(str(error))) from None
    tf.config.experimental.enable_tensor_float_32_execution(False)
    return tf


def check_environment() -> None:
    """Print which packages are here and whether TensorFlow can be imported, and how long that took.

    TensorFlow is tried in a process of its own, so that this report comes out whatever happens there.
    """
    print(f"{'Python':14}{sys.version.split()[0]}")
    for package in PACKAGES:
        print(f"{package:13} {_installed(package) or 'missing' + _remedy(package)}")
    print(_tensorflow_report())


def _installed(package: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _remedy(package: str, options: str = "") -> str:
    """What to do about a package that is missing or broken, to be put after a word: the command that fits this Python."""
    if sys.platform == "emscripten":
        return "" if package in ("jupyterlab", "tensorflow", "keras") else f": run `%pip install {package}`"
    folder = Path(sys.prefix).parent
    if (folder / "tools" / "make_venv.py").exists():
        command = "make setup" if shutil.which("make") else f"{Path(sys._base_executable).name} tools/make_venv.py .venv"
        return f": close JupyterLab and run `{command}` in {folder}"
    if package == "jupyterlab":
        return " (it opens notebooks; a kernel does not need it)"
    return f": run `%pip install {options}{package}` and restart the kernel"


def _without_tensorflow(reason: str) -> str:
    """A sentence or two on why TensorFlow is not to be had here, and what to do."""
    if sys.platform == "emscripten":
        return f"TensorFlow cannot be installed in a browser's Python. {WITHOUT} The others need the course on a computer."
    if _installed("tensorflow") is None:
        return f"TensorFlow is not installed{_remedy('tensorflow')}. {WITHOUT}"
    broken = f"TensorFlow {_installed('tensorflow')} is installed and cannot be imported ({reason})"
    return f"{broken}{_remedy('tensorflow', '--force-reinstall --no-deps ')}. {WITHOUT}"


def _tensorflow_report(command: str = "import tensorflow", limit: float = 300) -> str:
    """One line on whether ``command`` runs in a Python of its own, within ``limit`` seconds."""
    if sys.platform == "emscripten" or _installed("tensorflow") is None:
        return _without_tensorflow("")
    start = time.perf_counter()
    try:
        done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, timeout=limit)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"TensorFlow could not be tried: {error}. {WITHOUT}"
    seconds = time.perf_counter() - start
    if done.returncode == 0:
        return f"TensorFlow can be imported; it took {seconds:.0f} s. All chapters can run here."
    reason = (done.stderr.strip().splitlines() or [f"the process ended with code {done.returncode}"])[-1]
    return _without_tensorflow(reason)


def versions() -> None:
    """Print the versions of Python and of the packages that the chapter has imported."""
    from watermark import watermark

    print(watermark(python=True, packages=",".join(name for name in PACKAGES if name.replace("scikit-", "sk") in sys.modules)))


def run_time() -> None:
    """Print the time since the chapter's setup cell ran last."""
    print(f"{time.perf_counter() - _started:.0f} s since the setup cell.")


def back_of_the_book(number: int) -> Axes:
    """Draw the curve that stands on the back of a chapter; it grows with the chapter's number, and 0 borrows that of 1.

    Examples
    --------
    >>> back_of_the_book(2).get_title(loc="left")
    'Back of the book, chapter 02'
    """
    if number < 0:
        raise ValueError(f"the chapter's number is {number}, and the chapters count from 0")
    import numpy as np

    from course_utils import style

    n = max(number, 1)
    t = np.linspace(0, (2 * (n - 1) + 1) * np.pi / 2, 2000 * n)
    x = t * np.cos(t) ** 3
    y = 9 * t * np.sqrt(np.abs(np.cos(t))) + t * np.sin(0.3 * t) * np.cos(2 * t)

    @style.styled
    def draw() -> Axes:
        ax = style.new_axes(None, 3.2, 3.2)
        ax.plot(x, y, color=style.RESULT_COLOR, linewidth=1.5)
        ax.set_title(f"Back of the book, chapter {number:02}")
        ax.set_axis_off()
        return style.describe(ax, "A curve in the shape of a plant, which grows a leaf a chapter.")

    return draw()
