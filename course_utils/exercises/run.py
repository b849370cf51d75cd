"""Call a learner's answer on every case and survive what it does."""

from __future__ import annotations

import contextlib
import dis
import functools
import inspect
import io
import linecache
import logging
import numbers
import os
import random
import signal
import sys
import threading
import traceback
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .report import Odd, article, clean

TIME_LIMIT = 10  # seconds for all cases of one check
HUGE = 1_000_000  # values; only the shape of a larger result is looked at
TODO, OUT_OF_TIME = "not written yet", "out of time"  # kinds of an `Outcome`


class WrongAnswer(Exception):
    """Raised by the `ask` of an exercise: what is wrong with the answer, and a hint that asks a question."""

    def __init__(self, message: str, hint: str):
        super().__init__(message)
        self.message, self.hint = message, hint


class _OutOfTime(BaseException):
    """Not an `Exception`, so that a learner's ``except Exception`` does not swallow it."""


@dataclass(frozen=True)
class Outcome:
    """What came of one case: a value (numbers as a plain array, text, None or `Odd`), or why there is none."""

    value: object = None
    problem: str = ""
    hint: str = ""
    kind: str = ""  # of what went wrong: the name of the exception, `TODO` or `OUT_OF_TIME`
    changed: str = ""  # the argument that was changed in place


class _Sink(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        if self.tell() < 10_000:
            super().write(text[:1000])
        return len(text)


def _display_captured():
    """Hold back ``display(…)`` in a notebook; elsewhere there is nothing to hold back."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return contextlib.nullcontext()
    from IPython.utils.capture import capture_output

    return capture_output(stdout=False, stderr=False, display=True)


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


@contextlib.contextmanager
def _quiet():
    """Hide what an answer prints, warns and draws, undo what it does to global state, and collect notes on it."""
    notes: list[str] = []
    folder = None
    with contextlib.suppress(FileNotFoundError):  # a notebook may have deleted its own folder
        folder = os.getcwd()
    logging_off = logging.root.manager.disable
    printed = _Sink()
    figures = _open_figures()
    states = random.getstate(), np.random.get_state()  # noqa: NPY002
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        _display_captured() as displayed,
        warnings.catch_warnings(record=True) as warned,
        np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
        np.printoptions(),
    ):
        warnings.simplefilter("default")
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002
        logging.disable(logging.CRITICAL)
        try:
            yield notes
        finally:
            logging.disable(logging_off)
            if folder:
                os.chdir(folder)
            random.setstate(states[0])
            np.random.set_state(states[1])  # noqa: NPY002
            drawn = _open_figures() - figures
            for number in drawn:
                sys.modules["matplotlib.pyplot"].close(number)
    if printed.getvalue() or getattr(displayed, "outputs", None):
        notes.append("what your function prints is hidden here.")
    if drawn:
        notes.append("the figure that your function draws is hidden here.")
    versions = DeprecationWarning | PendingDeprecationWarning | FutureWarning | ResourceWarning
    for warning in [w for w in warned if not issubclass(w.category, versions)][:1]:
        notes.append(f"your function warns: {warning.category.__name__}: {clean(warning.message)}")


@contextlib.contextmanager
def _time_limit(seconds: float):
    """Raise `_OutOfTime` after so many seconds where the system can (main thread, not Windows)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum, frame):
        raise _OutOfTime

    handler = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and every second, in case a bare except swallows it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL if handler is None else handler)
        if timer[0]:
            signal.setitimer(signal.ITIMER_REAL, *timer)


def _copied(value):
    if isinstance(value, np.ndarray):
        return value.copy()
    return type(value)(map(_copied, value)) if type(value) in (list, tuple) else value


def _unchanged(before, after) -> bool:
    if type(before) is not type(after):
        return False
    if isinstance(before, np.ndarray):
        return (before.dtype, before.shape, before.tobytes()) == (after.dtype, after.shape, after.tobytes())
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_unchanged, before, after))
    return before is after or not isinstance(before, numbers.Number | str) or before == after


def plain(value):
    """Numbers as a plain array, text as a plain str, None as it is, and a name for anything else."""
    if value is None or isinstance(value, str):
        return value and str(value)
    if value is ...:
        return Odd("`...`", "Is there still a `...` in your function?")
    if isinstance(value, Iterator):
        name = clean(type(value).__name__, 40)
        return Odd(article(name), "It makes its values only when asked. Can you collect them in a list or an array?")
    if callable(value) and not hasattr(value, "__array__"):
        return Odd("a function", "Did you forget to call it?")
    odd = Odd(article(clean(type(value).__name__, 40)))
    if isinstance(value, dict | set | frozenset | bytes | bytearray):
        return odd
    try:
        array = np.asarray(value)
        if array.size > HUGE:
            return np.broadcast_to(np.nan, array.shape)
        if array.dtype == object and all(isinstance(x, numbers.Number) for x in array.flat):
            array = array.astype(float)  # fractions, decimals
    except (TypeError, ValueError, OverflowError):
        if isinstance(value, list | tuple):
            return Odd(f"{article(type(value).__name__)} of parts that do not fit together")
        return odd
    return array.copy() if array.dtype.kind in "biufc" else odd


def code_of(attempt) -> types.CodeType | None:
    """The bytecode that the learner wrote, also behind partial, np.vectorize, a method or a callable object."""
    try:
        while isinstance(attempt, functools.partial):
            attempt = attempt.func
        if isinstance(attempt, np.vectorize):
            attempt = attempt.pyfunc
        attempt = inspect.unwrap(attempt)
        if not isinstance(attempt, types.FunctionType | types.MethodType):
            attempt = type(attempt).__call__
        code = getattr(attempt, "__code__", None)
    except Exception:
        return None
    return code if isinstance(code, types.CodeType) else None


def names_in(attempt) -> set[str]:
    """Every name in the learner's code, but for its own variables, and in the functions of the same module that it calls."""
    codes = [code for code in [code_of(attempt)] if code]
    for code in codes:
        codes += [inner for inner in code.co_consts if isinstance(inner, types.CodeType)]
    names = {name for code in codes for name in code.co_names}
    learners = inspect.unwrap(attempt)
    helpers = [getattr(learners, "__globals__", {}).get(name) for name in names]
    own = [f for f in helpers if isinstance(f, types.FunctionType) and f.__module__ == learners.__module__]
    return names.union(*(helper.__code__.co_names for helper in own))


def is_stub(attempt) -> bool:
    """True for ``...`` and None, and for a function whose body is no more than that."""
    if attempt is None or attempt is ...:
        return True
    code = code_of(attempt)
    if code is None:
        return False
    idle = {"RESUME", "NOP", "CACHE", "MAKE_CELL", "COPY_FREE_VARS"}
    steps = [step for step in dis.get_instructions(code) if step.opname not in idle]
    if [step.opname for step in steps] not in (["LOAD_CONST", "RETURN_VALUE"], ["RETURN_CONST"]):
        return False
    return steps[0].argval is None or steps[0].argval is ...


def _is_todo(error: BaseException, attempt) -> bool:
    """True if the learner's own function raised NotImplementedError, and not something that it calls."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return isinstance(error, NotImplementedError) and bool(frames) and frames[-1].f_code is code_of(attempt)


def _describe(error: BaseException, attempt) -> str:
    """Type, message and, if it happened there, the line of the learner's code."""
    try:
        message = str(error).strip()
        inside_a_graph = message.startswith("in user code:")  # TensorFlow puts the traceback before the message
        message = clean(message.splitlines()[-1] if inside_a_graph else message)
    except Exception:
        message = ""
    text = type(error).__name__ + (f": {message}" if message else "")
    code = code_of(attempt)
    lines = [n for frame, n in traceback.walk_tb(error.__traceback__) if code and frame.f_code.co_filename == code.co_filename]
    if not lines:
        return text
    source = clean(linecache.getline(code.co_filename, lines[-1]))
    return f"{text}, in line {lines[-1]}" + (f": `{source}`" if source else "")


def _outcome(ask: Callable, attempt, args: tuple, names: Sequence[str]) -> Outcome:
    """Call the answer on copies of the arguments and describe what came."""
    arguments = _copied(args)
    try:
        value = plain(ask(attempt, *arguments))
    except (KeyboardInterrupt, _OutOfTime):
        raise
    except WrongAnswer as wrong:
        return Outcome(problem=wrong.message, hint=wrong.hint, kind=f"WrongAnswer: {wrong.message}")
    except BaseException as error:
        return Outcome(
            problem=f"your function raised {_describe(error, attempt)}.",
            hint="Try this case in a cell of its own. What does that line have to work with?",
            kind=TODO if _is_todo(error, attempt) else type(error).__name__,
        )
    changed = [name for name, old, new in zip(names, args, arguments, strict=False) if not _unchanged(old, new)]
    return Outcome(value, changed="".join(changed[:1]))


def run(ask: Callable, attempt, cases: Sequence[tuple], names: Sequence[str]) -> tuple[list[Outcome], list[str]]:
    """The outcome of every case (fewer when the time is over) and notes on what else happened."""
    outcomes: list[Outcome] = []
    with _quiet() as notes:
        try:
            with _time_limit(TIME_LIMIT):
                for args in cases:
                    outcomes.append(_outcome(ask, attempt, args, names))
        except _OutOfTime:
            problem = f"your function took longer than {TIME_LIMIT} s."
            outcomes.append(Outcome(problem=problem, hint="Which loop never ends?", kind=OUT_OF_TIME))
    return outcomes, notes
