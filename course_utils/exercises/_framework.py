"""Run a learner's answer safely, compare it with a reference, and say in words what is wrong.

Three steps, in the order of this file: `Report` is what a learner sees; `_run` calls the answer on every case and
survives what it does; `Exercise` compares, looks for a known mistake and writes the report.
"""

from __future__ import annotations

import contextlib
import dis
import functools
import html
import inspect
import io
import linecache
import logging
import numbers
import os
import random
import re
import signal
import sys
import threading
import traceback
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy import asarray as _asarray  # bound here, whatever a notebook does to numpy

TIME_LIMIT = 10  # seconds for all cases of one check
MOST_VALUES = 24  # a longer array is not written out in a report
HUGE = 1_000_000  # values; only the shape of a larger result is looked at
TODO = "not written yet"

_RUNNING = threading.local()

_GRADING_AT_IMPORT = os.environ.get("COURSE_GRADING", "0")


def _grading() -> bool:
    return any(setting not in ("", "0") for setting in (_GRADING_AT_IMPORT, os.environ.get("COURSE_GRADING", "0")))


class ExerciseError(AssertionError):
    """In a grading run: the answer is missing or not right. The message is the text of the report."""


class WrongAnswer(Exception):
    """Raised by the `ask` of an exercise: what is wrong with the answer, and a hint that asks a question."""

    def __init__(self, message: str, hint: str):
        super().__init__(message)
        self.message, self.hint = message, hint


class _OutOfTime(BaseException):
    """Not an `Exception`, so that a learner's ``except Exception`` does not swallow it."""


# ---------------------------------------------------------------------------------------------- what a learner sees

_LOOKS = {  # status: sign, words, colour with a contrast of 3:1 or more on white and on black
    "not attempted": ("○", "Not attempted yet", "#767676"),
    "correct": ("✓", "Correct", "#008a64"),
    "not yet": ("✗", "Not yet", "#d55e00"),
}


@dataclass(frozen=True, repr=False)
class Report:
    """What a check found out: plain in text, with colour, sign and word in JupyterLab.

    Parameters
    ----------
    number
        Number of the exercise, such as ``"2.3"``.
    status
        ``"not attempted"``, ``"correct"`` or ``"not yet"``.
    message
        What now holds, what to do, or the case that was tried, what came and what was expected.
    hint
        A question that leads to the mistake, or nothing.
    notes
        What else happened: printed text, warnings, figures.

    Examples
    --------
    >>> Report("2.3", "not yet", "for n=10 you gave 3 and 4 was expected.", "Which way do you round?")
    2.3 · ✗ Not yet — for n=10 you gave 3 and 4 was expected.
    Hint: Which way do you round?
    """

    number: str
    status: str
    message: str
    hint: str = ""
    notes: tuple[str, ...] = ()

    @property
    def correct(self) -> bool:
        """True if the answer passed."""
        return self.status == "correct"

    def _extra_lines(self) -> list[str]:
        hint = [f"Hint: {self.hint}"] if self.hint else []
        return hint + [f"Note: {note}" for note in self.notes]

    def __repr__(self) -> str:
        sign, words, _ = _LOOKS[self.status]
        return "\n".join([f"{self.number} · {sign} {words} — {self.message}", *self._extra_lines()])

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(repr(self))

    def _repr_html_(self) -> str:
        sign, words, colour = _LOOKS[self.status]
        extra = "".join(f'<div style="margin-top: 0.3em">{_as_html(line)}</div>' for line in self._extra_lines())
        return (
            f'<div role="status" aria-label="Exercise {html.escape(self.number)}: {words.lower()}" '
            f'style="border-left: 0.4em solid {colour}; padding: 0.3em 0.8em">'
            f"<div>{html.escape(self.number)} · "
            f'<span aria-hidden="true" style="color: {colour}; font-weight: bold">{sign}</span> '
            f"<strong>{words}</strong> — {_as_html(self.message)}</div>{extra}</div>"
        )


def _as_html(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def _clean(text: str, longest: int = 160) -> str:
    """One printable line of a learner's text, without memory addresses."""
    line = next(iter(str(text).strip().splitlines()), "")
    line = re.sub(r"0x[0-9a-fA-F]{4,}", "0x…", "".join(c if c.isprintable() else " " for c in line))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def _show_number(x, digits: int) -> str:
    if isinstance(x, bool | int):
        return str(x)
    return re.sub(r"^-0$", "0", f"{x:.{digits}g}")


def _show(value, digits: int = 6) -> str:
    """Short text of a result or of one argument of a case."""
    if isinstance(value, _Odd):
        return value.what
    if isinstance(value, str):
        text = _clean(value, 60)
        return text if text.startswith("(") else repr(text)  # a text that stands for a tuple is shown as one
    if isinstance(value, np.ndarray | np.generic):
        if value.size > MOST_VALUES:
            return f"an array of shape {value.shape}"
        return _show(value.tolist(), digits)
    if isinstance(value, numbers.Number):
        return _show_number(value, digits)
    if isinstance(value, list):
        return "[" + ", ".join(_show(v, digits) for v in value) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(_show(v, digits) for v in value) + ("," if len(value) == 1 else "") + ")"
    return getattr(value, "__name__", type(value).__name__)


def _show_argument(value) -> str:
    if not isinstance(value, np.ndarray):
        return _show(value)
    dtype = "" if value.dtype in (np.dtype(float), np.dtype(np.int64)) else f", {value.dtype.name}"
    return f"array({_show(value)}{dtype})"


# ------------------------------------------------------------------------------ calling an answer, whatever it does


@dataclass(frozen=True)
class _Odd:
    """A result that is neither numbers nor text: how to name it, and a question about it."""

    what: str
    hint: str = "What does the task ask your function to return?"


@dataclass(frozen=True)
class _Outcome:
    """What came of one case: a value (numbers as a plain array, text, None or `_Odd`), or why there is none."""

    value: object = None
    problem: str = ""
    hint: str = ""
    kind: str = ""  # name of the exception
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
        notes.append(f"your function warns: {warning.category.__name__}: {_clean(warning.message)}")


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


def _plain(value):
    """Numbers as a plain array, text as a plain str, None as it is, and a name for anything else."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if value is ...:
        return _Odd("`...`", "Is there still a `...` in your function?")
    if isinstance(value, Iterator):
        name = _clean(type(value).__name__, 40)
        return _Odd(_article(name), "It makes its values only when asked. Can you collect them in a list or an array?")
    if callable(value) and not hasattr(value, "__array__"):
        return _Odd("a function", "Did you forget to call it?")
    odd = _Odd(_article(_clean(type(value).__name__, 40)))
    if isinstance(value, dict | set | frozenset | bytes | bytearray):
        return odd
    try:
        array = _asarray(value)
        if array.size > HUGE:
            return np.broadcast_to(np.nan, array.shape)
        if array.dtype == object and all(isinstance(x, numbers.Number) for x in array.flat):
            array = array.astype(float)  # fractions, decimals
    except (TypeError, ValueError, OverflowError):
        if isinstance(value, list | tuple):
            return _Odd(f"{_article(type(value).__name__)} of parts that do not fit together")
        return odd
    return array.copy() if array.dtype.kind in "biufc" else odd


def _code(attempt) -> types.CodeType | None:
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


def _is_stub(attempt) -> bool:
    """True for ``...`` and None, and for a function whose body is no more than that."""
    if attempt is None or attempt is ...:
        return True
    code = _code(attempt)
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
    return isinstance(error, NotImplementedError) and bool(frames) and frames[-1].f_code is _code(attempt)


def _describe(error: BaseException, attempt) -> str:
    """Type, message and, if it happened there, the line of the learner's code."""
    try:
        message = str(error).strip()
        inside_a_graph = message.startswith("in user code:")  # TensorFlow puts the traceback before the message
        message = _clean(message.splitlines()[-1] if inside_a_graph else message)
    except Exception:
        message = ""
    text = type(error).__name__ + (f": {message}" if message else "")
    code = _code(attempt)
    lines = [n for frame, n in traceback.walk_tb(error.__traceback__) if code and frame.f_code.co_filename == code.co_filename]
    if not lines:
        return text
    source = _clean(linecache.getline(code.co_filename, lines[-1]))
    return f"{text}, in line {lines[-1]}" + (f": `{source}`" if source else "")


def _outcome(ask: Callable, attempt, case: Case, names: Sequence[str]) -> _Outcome:
    """Call the answer on copies of the arguments and describe what came."""
    arguments = _copied(case.args)
    try:
        value = _plain(ask(attempt, *arguments))
    except (KeyboardInterrupt, _OutOfTime):
        raise
    except WrongAnswer as wrong:
        return _Outcome(problem=wrong.message, hint=wrong.hint, kind=f"WrongAnswer: {wrong.message}")
    except BaseException as error:
        return _Outcome(
            problem=f"your function raised {_describe(error, attempt)}.",
            hint="Try this case in a cell of its own. What does that line have to work with?",
            kind=TODO if _is_todo(error, attempt) else type(error).__name__,
        )
    changed = [name for name, old, new in zip(names, case.args, arguments, strict=False) if not _unchanged(old, new)]
    return _Outcome(value, changed="".join(changed[:1]))


def _run(ask: Callable, attempt, cases: Sequence[Case], names: Sequence[str]) -> tuple[list[_Outcome], list[str]]:
    """The outcome of every case (fewer when the time is over) and notes on what else happened."""
    outcomes: list[_Outcome] = []
    with _quiet() as notes:
        try:
            with _time_limit(TIME_LIMIT):
                for case in cases:
                    outcomes.append(_outcome(ask, attempt, case, names))
        except _OutOfTime:
            problem = f"your function took longer than {TIME_LIMIT} s."
            outcomes.append(_Outcome(problem=problem, hint="Which loop never ends?", kind="_OutOfTime"))
    return outcomes, notes


# ----------------------------------------------------------------------------------------------- judging an answer


def _single(value) -> bool:
    """True if there is an array of float32 in an argument or a result."""
    if isinstance(value, list | tuple):
        return any(map(_single, value))
    return isinstance(value, np.ndarray | np.generic) and value.dtype in (np.float32, np.complex64)


def _was_single(got: np.ndarray) -> bool:
    """True for float32 values that were handed over as Python's floats or in an array of float64."""
    with np.errstate(all="ignore"):
        exact = got.dtype == np.float64 and bool((got.astype(np.float32) == got).all())
    return exact and bool((got % 1 != 0).any())


def _close(got, expected, *sources) -> bool:
    """Equal text, or numbers of the same shape and kind, to the precision of the coarsest dtype, sources included.

    It uses operators and methods of plain arrays only, which a notebook cannot replace.
    """
    got, expected = (_asarray(value) if isinstance(value, np.generic) else value for value in (got, expected))
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        return type(got) is type(expected) is str and got == expected
    kinds = got.dtype.kind, expected.dtype.kind
    if got.shape != expected.shape or (kinds[0] == "c" != kinds[1]) or kinds.count("b") == 1:
        return False
    if kinds == ("b", "b"):
        return bool((got == expected).all())
    if got.size == 0:
        return True
    single = _single([got, expected, *sources]) or _was_single(got)
    wide = complex if "c" in kinds else float
    got, expected = got.astype(wide), expected.astype(wide)
    scale = abs(expected).max() or 1.0
    return bool((abs(got - expected) <= (1e-5 if single else 1e-9) * scale).all())


def _same_outcome(one: _Outcome, other: _Outcome) -> bool:
    """The same exception, or the same value; nan and inf in the same places."""
    if one.kind or other.kind:
        return one.kind == other.kind
    values = [one.value, other.value]
    if all(isinstance(value, np.ndarray) for value in values) and values[0].shape == values[1].shape:
        finite = [abs(value) < np.inf for value in values]
        if not (finite[0] == finite[1]).all():
            return False
        values = [value[finite[0]] for value in values]
    return _close(*values)


def _is_telling(value) -> bool:
    """False for a result of nothing but nan and inf: many mistakes end there."""
    return not isinstance(value, np.ndarray) or bool((abs(value) < np.inf).any())


def _ratio(got, expected) -> float | None:
    """The factor, if there is one, by which all values are too large."""
    got, expected = got.astype(float), expected.astype(float)
    if got.shape != expected.shape or not expected.any() or not got.any():
        return None
    place = abs(expected).argmax()
    factor = float(got.flat[place] / expected.flat[place])
    return factor if factor and _close(got, factor * expected) else None


@dataclass(frozen=True)
class Case:
    """Arguments of one call, and how the report names them (``n=10, k=3`` unless told)."""

    args: tuple
    label: str = ""


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners give, and the question that leads them out of it."""

    answer: Callable
    hint: str


@dataclass(frozen=True, repr=False, eq=False)
class Exercise:
    """One exercise. Calling it with a learner's answer gives a `Report` and never raises (outside grading).

    To add an exercise to chapter NN:

    1. In ``chNN.py`` write the reference as a private function. Its parameters are those of the task. A reference
       *without* parameters makes an exercise about a value: the learner hands over the value, not a function.
    2. List small cases, the one to show first. Make them asymmetric and not square, use several dtypes, and add some from
       a fixed seed, so that an answer cannot fit only the case that is shown.
    3. List the mistakes that you have seen, each as a wrong answer and a hint. The hint names the mistake and asks a
       question; it does not give the solution away. An answer that behaves as one of them gets its hint; any other one
       gets a description (raised, None, shape, factor, order …) or `hint`.
    4. In ``tests/exercises/test_chNN.py`` add at least two right and four wrong solutions, with the hints they must get.
    5. In the chapter, write the task, the stub, the check ``exercises.chNN.name(name)`` and the solution.

    Parameters
    ----------
    number, name, title
        Such as ``"2.3"``, ``"reach"`` and ``"How far does it reach?"``.
    reference
        The right answer.
    cases
        Tuples of arguments, or `Case` where an argument has no short text (a function).
    mistakes
        Known mistakes, the more specific ones first.
    correct
        One sentence: what holds now.
    hint
        A question for an answer that nothing else explains.
    ask
        ``ask(answer, *args)`` calls the answer and returns what is compared: numbers or text. Write one if the answer
        returns a function, or if several results are right. It may raise `WrongAnswer`.
    accepts
        ``accepts(got, expected, *args)`` lets a result pass that differs from the reference.
    expects
        How the report names the expected result, such as ``"the result has {} samples"``.

    Examples
    --------
    >>> double = Exercise("9.1", "double", "Twice", reference=lambda x: 2 * x, cases=[(3,), (0.5,)],
    ...                   mistakes=[Mistake(lambda x: x * x, "You square it. What is twice 3?")],
    ...                   correct="every number is doubled.", hint="What is twice 3?")
    >>> double(lambda x: x + x)
    9.1 · ✓ Correct — every number is doubled.
    >>> double(lambda x: x ** 2)
    9.1 · ✗ Not yet — for x=3 you gave 9 and 6 was expected.
    Hint: You square it. What is twice 3?
    """

    number: str
    name: str
    title: str
    reference: Callable
    cases: Sequence
    mistakes: Sequence[Mistake]
    correct: str
    hint: str
    ask: Callable = field(default=lambda answer, *args: answer(*args))
    accepts: Callable = field(default=lambda got, expected, *args: False)
    expects: str = "{} was expected"

    def __repr__(self) -> str:
        return f"Exercise {self.number} — {self.title}"

    @functools.cached_property
    def _names(self) -> list[str]:
        return list(inspect.signature(self.reference).parameters)

    @functools.cached_property
    def _cases(self) -> list[Case]:
        cases = [case if isinstance(case, Case) else Case(tuple(case)) for case in self.cases]
        return [case if case.label or not case.args else Case(case.args, self._label(case.args)) for case in cases]

    def _label(self, args: tuple) -> str:
        return ", ".join(f"{name}={_show_argument(arg)}" for name, arg in zip(self._names, args, strict=True))

    @functools.cached_property
    def _expected(self) -> list:
        return [outcome.value for outcome in self._outcomes(self.reference)[0]]

    @functools.cached_property
    def _mistaken(self) -> list[list[_Outcome]]:
        return [self._outcomes(mistake.answer)[0] for mistake in self.mistakes]

    def _outcomes(self, answer) -> tuple[list[_Outcome], list[str]]:
        return _run(self.ask, answer, self._cases, self._names)

    def __call__(self, attempt=None) -> Report:
        """Check a learner's answer.

        Parameters
        ----------
        attempt
            The learner's function, or value; ``...`` and None mean that there is none yet.

        Returns
        -------
        Report

        Raises
        ------
        ExerciseError
            In a grading run only, if the answer is missing or not right.
        """
        if getattr(_RUNNING, "check", False):
            raise WrongAnswer("your function calls its own check.", "Is the line with the check indented by accident?")
        _RUNNING.check = True
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                report = self._judge(attempt)
        except Exception as error:
            report = self._not_yet(f"the check could not read your answer ({type(error).__name__}).", self.hint)
        finally:
            _RUNNING.check = False
        if _grading() and not report.correct:
            raise ExerciseError(str(report))
        return report

    def _not_yet(self, message: str, hint: str, notes: Sequence[str] = ()) -> Report:
        return Report(self.number, "not yet", message, hint, tuple(notes))

    def _todo(self) -> Report:
        call = f"{self.name}({', '.join(self._names)})" if self._names else self.name
        todo = f"write `{call}` in the cell above, run it, then run this cell again."
        return Report(self.number, "not attempted", todo)

    def _judge(self, attempt) -> Report:
        if _is_stub(attempt):
            return self._todo()
        expected = self._expected
        answer = attempt
        if not self._names:
            answer = lambda: attempt  # noqa: E731
        elif problem := self._not_a_function(attempt):
            return self._not_yet(*problem)
        outcomes, notes = self._outcomes(answer)
        if outcomes[0].kind == TODO:
            return self._todo()
        right = [
            not outcome.kind and self._is_right(outcome.value, value, case)
            for outcome, value, case in zip(outcomes, expected, self._cases, strict=False)
        ]
        changed = next((outcome.changed for outcome in outcomes if outcome.changed), "")
        if all(right) and not changed:
            return Report(self.number, "correct", self.correct, notes=tuple(notes))
        if all(right):
            message = f"your result is right, but your function changed its input `{changed}`."
            return self._not_yet(message, "The caller still needs it as it was. Which line writes into it?", notes)
        if changed:
            notes = [f"your function also changed its input `{changed}`.", *notes]
        first = right.index(False)
        message, hint = self._explain(outcomes, first, notes)
        return self._not_yet(message, self._known_mistake(outcomes, right) or hint, notes)

    def _not_a_function(self, attempt) -> tuple[str, str] | None:
        """Message and hint if the attempt cannot be called with the parameters of the task."""
        if not callable(attempt):
            message = f"`{self.name}` should be a function, and you gave {_show(_plain(attempt))}."
            return message, f"Hand over the function itself. Is there a call, `{self.name}(…)`, in the brackets?"
        try:
            signature = inspect.signature(attempt)
        except Exception:
            return None
        try:
            signature.bind(*self._names)
        except TypeError:
            takes, called = ", ".join(signature.parameters), ", ".join(self._names)
            message = f"your function takes the parameters ({_clean(takes)}) and is called with ({called})."
            return message, "Which parameters does the task name, and in which order?"
        return None

    def _is_right(self, got, expected, case: Case) -> bool:
        if _close(got, expected, *case.args):
            return True
        alike = isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.shape == expected.shape
        return alike and got.dtype.kind in "iuf" and bool(self.accepts(got, expected, *case.args))

    def _known_mistake(self, outcomes: list[_Outcome], right: list[bool]) -> str:
        """Hint of the mistake that gives the same in every case, or else in every case that went wrong."""
        failed = [i for i, fine in enumerate(right) if not fine]
        likely = ""
        for mistake, theirs in zip(self.mistakes, self._mistaken, strict=True):
            same = [_same_outcome(one, other) for one, other in zip(outcomes, theirs, strict=False)]
            if all(same):
                return mistake.hint
            telling = any(_is_telling(outcomes[i].value) for i in failed)
            if telling and all(same[i] and not outcomes[i].kind for i in failed):
                likely = likely or mistake.hint
        return likely

    def _explain(self, outcomes: list[_Outcome], first: int, notes: list[str]) -> tuple[str, str]:
        """Message on the first case that went wrong, and a hint from the way in which it is wrong."""
        outcome, case = outcomes[first], self._cases[first]
        got, expected = outcome.value, self._expected[first]
        where = f"for {case.label} " if case.label else ""
        subject = "your function" if self._names else "your answer"
        if outcome.kind:
            return where + outcome.problem, outcome.hint
        if got is None:
            hint = "Did you forget `return`?"
            if any("prints" in note for note in notes):
                hint = "Printing shows a value, `return` hands it over. Did you forget `return`?"
            return f"{where}{subject} returned None.", hint
        if isinstance(got, str) and isinstance(expected, np.ndarray):
            got = _Odd(f"the text {_show(got)}", "Text in quotes is not a number. Can you return the value itself?")
        if isinstance(got, _Odd) or isinstance(expected, str):
            return f"{where}you gave {_show(got)}{self._wanted(expected)}.", getattr(got, "hint", self.hint)
        if got.shape != expected.shape:
            message = f"{where}your result has shape {got.shape} and {expected.shape} was expected"
            small = got.size <= MOST_VALUES >= expected.size and self._names
            details = f": {_show(got)} instead of {_show(expected)}" if small else ""
            return message + details + ".", _shape_hint(got, expected)
        return self._difference(where, got, expected), self._value_hint(outcomes, first)

    def _wanted(self, expected, digits: int = 6) -> str:
        """The expected result; the answer to an exercise about a value is not told."""
        return " and " + self.expects.format(_show(expected, digits)) if self._names else ", which is not it"

    def _difference(self, where: str, got: np.ndarray, expected: np.ndarray) -> str:
        if got.size > MOST_VALUES:
            place = np.unravel_index(abs(got.astype(float) - expected).argmax(), got.shape)
            where += f"at index {tuple(map(int, place))} "
            got, expected = got[place], expected[place]
        digits = next((d for d in (6, 9, 12) if _show(got, d) != _show(expected, d)), 12)
        return f"{where}you gave {_show(got, digits)}{self._wanted(expected, digits)}."

    def _value_hint(self, outcomes: list[_Outcome], first: int) -> str:
        got, expected = outcomes[first].value, self._expected[first]
        if got.dtype.kind == "b" or expected.dtype.kind == "b":
            return "What does the task ask for, a number or True and False?"
        if got.dtype.kind == "c" and expected.dtype.kind != "c":
            return "Your result is complex. Which part of it is the answer, and what is the other part?"
        if not bool((abs(got) < np.inf).all()):
            return "There is a nan or inf in it. Where do you divide by zero, or take the logarithm of zero?"
        if expected.dtype.kind == "c":
            return self.hint
        pairs = [
            (outcome.value, value)
            for outcome, value in zip(outcomes, self._expected, strict=False)
            if isinstance(outcome.value, np.ndarray) and outcome.value.dtype.kind in "iuf"
        ]
        if len(pairs) > 2 and all(_close(value, got) for value, _ in pairs):
            return "Your function gives the same for every case. Where do its parameters come in?"
        if got.dtype.kind in "iu" and expected.dtype.kind == "f":
            if _close(got, expected.round()) or _close(got, np.trunc(expected)):
                return "Your result is cut down to whole numbers. Which step or dtype drops the fractions?"
        bits = 8 * got.dtype.itemsize
        if got.dtype.kind in "iu" and bits < 64 and not ((expected - got.astype(float)) % 2**bits).any():
            return f"Your result is kept as {got.dtype.name}, which wraps around. Which dtype can hold all its values?"
        factors = [_ratio(value, e) for value, e in pairs if e.any()]
        if factors and None not in factors and _close(np.array(factors), np.full(len(factors), factors[0])):
            if _close(np.array(factors[0]), np.array(-1.0)):
                return "Only the sign is wrong. Which difference do you take the wrong way round?"
            factor = _show_number(factors[0], 6)
            return f"Every value is {factor} times the expected one. Which factor is missing, or there twice?"
        if hint := _order_hint(got, expected):
            return hint
        if got.size > 1 and (factor := _ratio(got, expected)):
            factor = _show_number(factor, 6)
            return f"Here all values are {factor} times the expected ones. What do you multiply or divide by?"
        if bool((abs(got - expected) <= 0.01 * abs(expected).max()).all()):
            return "You are close. Which step is only approximate, or rounds on the way?"
        return self.hint


def _shape_hint(got: np.ndarray, expected: np.ndarray) -> str:
    if got.ndim > 1 and _close(got.T, expected):
        return "Your result is transposed. Which axis comes first?"
    if expected.ndim == 0 and got.size == 1:
        return "It is one number, but in a list or an array. How do you take it out?"
    if expected.ndim == 0:
        return "One number is asked for. How do the values become one?"
    if got.ndim == 0:
        return "More than one number is asked for. Which loop, or which axis, is missing?"
    if got.ndim != expected.ndim:
        return "How many axes should the result have?"
    return "How many positions are there? Count them for this case on paper."


def _order_hint(got: np.ndarray, expected: np.ndarray) -> str:
    if expected.size < 2:
        return ""
    if _close(got[::-1], expected):
        return "Your values are right but in reverse order. At which end do you begin?"
    if got.ndim > 1 and _close(got.T, expected):
        return "Your result is transposed. Which axis comes first?"
    if _close(np.sort(got, axis=None), np.sort(expected, axis=None)):
        return "Your values are right but in the wrong order. Which value belongs to which position?"
    return ""
