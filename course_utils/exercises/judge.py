"""Compare an answer with a reference, look for a known mistake, and write the report."""

from __future__ import annotations

import functools
import inspect
import os
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .report import MOST_VALUES, Odd, Report, clean, show, show_argument, show_number
from .run import TODO, Outcome, WrongAnswer, is_stub, plain, run

_RUNNING = threading.local()

_GRADING_AT_IMPORT = os.environ.get("COURSE_GRADING", "0")


def _grading() -> bool:
    return any(setting not in ("", "0") for setting in (_GRADING_AT_IMPORT, os.environ.get("COURSE_GRADING", "0")))


class ExerciseError(AssertionError):
    """In a grading run: the answer is missing or not right. The message is the text of the report."""


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
    got, expected = (np.asarray(value) if isinstance(value, np.generic) else value for value in (got, expected))
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


def _same_outcome(one: Outcome, other: Outcome) -> bool:
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
        return ", ".join(f"{name}={show_argument(arg)}" for name, arg in zip(self._names, args, strict=True))

    @functools.cached_property
    def _expected(self) -> list:
        return [outcome.value for outcome in self._outcomes(self.reference)[0]]

    @functools.cached_property
    def _mistaken(self) -> list[list[Outcome]]:
        return [self._outcomes(mistake.answer)[0] for mistake in self.mistakes]

    def _outcomes(self, answer) -> tuple[list[Outcome], list[str]]:
        return run(self.ask, answer, [case.args for case in self._cases], self._names)

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
        if is_stub(attempt):
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
            message = f"`{self.name}` should be a function, and you gave {show(plain(attempt))}."
            return message, f"Hand over the function itself. Is there a call, `{self.name}(…)`, in the brackets?"
        try:
            signature = inspect.signature(attempt)
        except Exception:
            return None
        try:
            signature.bind(*self._names)
        except TypeError:
            takes, called = ", ".join(signature.parameters), ", ".join(self._names)
            message = f"your function takes the parameters ({clean(takes)}) and is called with ({called})."
            return message, "Which parameters does the task name, and in which order?"
        return None

    def _is_right(self, got, expected, case: Case) -> bool:
        if _close(got, expected, *case.args):
            return True
        alike = isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.shape == expected.shape
        return alike and got.dtype.kind in "iuf" and bool(self.accepts(got, expected, *case.args))

    def _known_mistake(self, outcomes: list[Outcome], right: list[bool]) -> str:
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

    def _explain(self, outcomes: list[Outcome], first: int, notes: list[str]) -> tuple[str, str]:
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
            got = Odd(f"the text {show(got)}", "Text in quotes is not a number. Can you return the value itself?")
        if isinstance(got, Odd) or isinstance(expected, str):
            return f"{where}you gave {show(got)}{self._wanted(expected)}.", getattr(got, "hint", self.hint)
        if got.shape != expected.shape:
            message = f"{where}your result has shape {got.shape} and {expected.shape} was expected"
            small = got.size <= MOST_VALUES >= expected.size and self._names
            details = f": {show(got)} instead of {show(expected)}" if small else ""
            return message + details + ".", _shape_hint(got, expected)
        return self._difference(where, got, expected), self._value_hint(outcomes, first)

    def _wanted(self, expected, digits: int = 6) -> str:
        """The expected result; the answer to an exercise about a value is not told."""
        return " and " + self.expects.format(show(expected, digits)) if self._names else ", which is not it"

    def _difference(self, where: str, got: np.ndarray, expected: np.ndarray) -> str:
        if got.size > MOST_VALUES:
            place = np.unravel_index(abs(got.astype(float) - expected).argmax(), got.shape)
            where += f"at index {tuple(map(int, place))} "
            got, expected = got[place], expected[place]
        digits = next((d for d in (6, 9, 12) if show(got, d) != show(expected, d)), 12)
        return f"{where}you gave {show(got, digits)}{self._wanted(expected, digits)}."

    def _value_hint(self, outcomes: list[Outcome], first: int) -> str:
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
            factor = show_number(factors[0], 6)
            return f"Every value is {factor} times the expected one. Which factor is missing, or there twice?"
        if hint := _order_hint(got, expected):
            return hint
        if got.size > 1 and (factor := _ratio(got, expected)):
            factor = show_number(factor, 6)
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
