"""Compare an answer with a reference, look for a known mistake, and write the report."""

from __future__ import annotations

import functools
import inspect
import os
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .report import MOST_VALUES, Odd, Report, clean, show, show_argument, show_number
from .run import OUT_OF_TIME, TODO, Outcome, WrongAnswer, is_stub, names_in, plain, run

STRONGER_FROM = 3  # wrong tries of one exercise

_RUNNING = threading.local()
_WRONG_TRIES: Counter = Counter()  # of every exercise since its last right answer, in this process
_GRADING_AT_IMPORT = os.environ.get("COURSE_GRADING", "0")


def _grading() -> bool:
    return any(setting not in ("", "0") for setting in (_GRADING_AT_IMPORT, os.environ.get("COURSE_GRADING", "0")))


class ExerciseError(AssertionError):
    """In a grading run: the answer is missing or not right. The message is the text of the report."""


def _holds(dtypes: tuple, value) -> bool:
    """True if an array of one of these dtypes is in an argument or a result."""
    if isinstance(value, list | tuple):
        return any(_holds(dtypes, part) for part in value)
    return isinstance(value, np.ndarray | np.generic) and value.dtype in dtypes


def _is_half(got, args: tuple) -> bool:
    """True for a result in half precision although every argument has more."""
    return _holds((np.float16,), got) and not _holds((np.float16,), args)


def _was_single(got: np.ndarray) -> bool:
    """True for float32 values that were handed over as Python's floats or in an array of float64."""
    with np.errstate(all="ignore"):
        return got.dtype == np.float64 and bool((got.astype(np.float32) == got).all() and (got % 1 != 0).any())


def _close(got, expected, *sources) -> bool:
    """Equal text, or numbers of the same shape and kind, to the precision of the coarsest dtype, sources included."""
    if not isinstance(got, np.ndarray | np.generic) or not isinstance(expected, np.ndarray | np.generic):
        return type(got) is type(expected) is str and got == expected
    kinds = got.dtype.kind, expected.dtype.kind
    if got.shape != expected.shape or (kinds[0] == "c" != kinds[1]) or kinds.count("b") == 1:
        return False
    if kinds == ("b", "b") or got.size == 0:
        return bool((got == expected).all())
    single = _holds((np.float16, np.float32, np.complex64), [got, expected, *sources]) or _was_single(got)
    wide = complex if "c" in kinds else float
    got, expected = got.astype(wide), expected.astype(wide)
    scale = abs(expected).max() or 1.0
    return bool((abs(got - expected) <= (1e-5 if single else 1e-9) * scale).all())


def _same_outcome(one: Outcome, other: Outcome) -> bool:
    """The same exception, or the same value; nan and inf in the same places."""
    if one.kind or other.kind:
        return one.kind == other.kind
    got, expected = one.value, other.value
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray):
        return type(got) is type(expected) and got == expected
    if got.shape != expected.shape or not (np.isfinite(got) == np.isfinite(expected)).all():
        return False
    return _close(got[np.isfinite(got)], expected[np.isfinite(got)])


def _evidence(outcomes: Sequence[Outcome]) -> int:
    """How many different values there are; none is an exception, or nothing but nan and inf: many mistakes end there."""
    values = [outcome.value for outcome in outcomes if not outcome.kind]
    telling = [value for value in values if not isinstance(value, np.ndarray) or np.isfinite(value).any()]
    said = {outcome.kind for outcome in outcomes if outcome.kind.startswith("WrongAnswer")}
    return len(said | {show(value, 12, most=10**4) for value in telling})


def _ratio(got: np.ndarray, expected: np.ndarray) -> float | None:
    """The factor, if there is one, by which all values are too large."""
    if got.shape != expected.shape or not expected.any() or not got.any():
        return None
    place = abs(expected).argmax()
    factor = float(got.flat[place]) / float(expected.flat[place])
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
    """One exercise. Calling it with a learner's function gives a `Report` and never raises (outside grading).

    To add an exercise to chapter NN:

    1. In ``chNN.py`` write the reference as a private function. Its parameters are those of the task.
    2. List small cases, the one to show first. They must tell wrong answers apart: not square, not symmetric, both signs, a
       zero inside, values with many decimals, counts above 255, several dtypes, and some from a fixed seed.
    3. List the mistakes that you have seen, each as a wrong answer and a hint. The hint names the mistake and asks a
       question; it does not give the solution away. A mistake earns its place if its hint says more than the general ones
       (raised, None, shape, factor, sign, order, dtype …) would. It is named for an answer that does the same in every case;
       or in every case that went wrong, if these are two or more different results and no other mistake explains them too.
    4. In ``tests/exercises/test_chNN.py`` add at least two right and four wrong solutions, with the hints they must get.

    The answer is called with every case and then with some of them again, so it may not depend on earlier calls.

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
    stronger
        A second hint, which goes further: it is added from the third wrong try on.
    forbids
        Names that the task forbids, such as ``"convolve"``, each with its hint. One that stands in the learner's code, or in
        a function of the notebook that it calls, is refused.
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
    stronger: str = ""
    forbids: Mapping[str, str] = field(default_factory=dict)
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
        named = [", ".join(map("{}={}".format, self._names, map(show_argument, case.args))) for case in cases]
        return [Case(case.args, case.label or label) for case, label in zip(cases, named, strict=True)]

    @functools.cached_property
    def _expected(self) -> list:
        return [outcome.value for outcome in self._outcomes(self.reference, self._cases)[0]]

    @functools.cached_property
    def _mistaken(self) -> list[list[Outcome]]:
        return [self._outcomes(mistake.answer, self._cases)[0] for mistake in self.mistakes]

    def _outcomes(self, answer, cases: Sequence[Case]) -> tuple[list[Outcome], list[str]]:
        return run(self.ask, answer, [case.args for case in cases], self._names)

    def __call__(self, attempt=None) -> Report:
        """Check a learner's function; ``...`` and None mean that there is none yet. Grading raises `ExerciseError`."""
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
        if report.correct:
            del _WRONG_TRIES[self]
        if _grading() and not report.correct:
            raise ExerciseError(str(report))
        return report

    def _not_yet(self, message: str, hint: str, notes: Sequence[str] = ()) -> Report:
        _WRONG_TRIES[self] += 1
        stronger = self.stronger if _WRONG_TRIES[self] >= STRONGER_FROM else ""
        return Report(self.number, "not yet", message, hint, tuple(notes), stronger)

    def _todo(self) -> Report:
        todo = f"write `{self.name}({', '.join(self._names)})` in the cell above, run it, then run this cell again."
        return Report(self.number, "not attempted", todo)

    def _judge(self, attempt) -> Report:
        if is_stub(attempt):
            return self._todo()
        if problem := self._not_a_function(attempt):
            return self._not_yet(*problem)
        for name in sorted(names_in(attempt) & set(self.forbids)):
            return self._not_yet(f"your function uses `{name}`, and the task is to do without.", self.forbids[name])
        n = len(self._cases)
        places = [*range(n), 0, 0, n - 1, 0]
        called, notes = self._outcomes(attempt, [self._cases[place] for place in places])
        if called[0].kind == TODO:
            return self._todo()
        right = [self._is_right(outcome, place) for outcome, place in zip(called, places, strict=False)]
        changed = next((outcome.changed for outcome in called if outcome.changed), "")
        if all(right) and not changed:
            return Report(self.number, "correct", self.correct, notes=tuple(notes))
        if all(right):
            message = f"your result is right, but your function changed its input `{changed}`."
            return self._not_yet(message, "The caller still needs it as it was. Which line writes into it?", notes)
        if changed:
            notes = [f"your function also changed its input `{changed}`.", *notes]
        for outcome, place in zip(called[n:], places[n:], strict=False):
            if outcome.kind != OUT_OF_TIME and not _same_outcome(outcome, called[place]):
                message = f"for {self._cases[place].label} your function gives something else when it is called again."
                return self._not_yet(message, "What does it keep from one call to the next, or leave to chance?", notes)
        first = right.index(False)
        message, hint = self._explain(called, right, first, places[first], notes)
        return self._not_yet(message, self._known_mistake(called[:n], right) or hint, notes)

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

    def _is_right(self, outcome: Outcome, place: int) -> bool:
        got, expected, args = outcome.value, self._expected[place], self._cases[place].args
        if outcome.kind or _is_half(got, args):
            return False
        if _close(got, expected, *args):
            return True
        alike = isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.shape == expected.shape
        return alike and got.dtype.kind in "iuf" and bool(self.accepts(got, expected, *args))

    def _known_mistake(self, outcomes: list[Outcome], right: list[bool]) -> str:
        """Hint of the mistake that does the same in every case, or else of the only one that explains all wrong results."""
        failed = [i for i in range(len(outcomes)) if not right[i]]
        partly = set()
        for mistake, theirs in zip(self.mistakes, self._mistaken, strict=True):
            same = [_same_outcome(one, other) for one, other in zip(outcomes, theirs, strict=False)]
            if all(same) and _evidence(outcomes):
                return mistake.hint
            if all(same[i] and not outcomes[i].kind for i in failed):
                partly.add(mistake.hint)
        return partly.pop() if len(partly) == 1 and _evidence([outcomes[i] for i in failed]) >= 2 else ""

    def _explain(self, called: list[Outcome], right: list[bool], first: int, place: int, notes: list[str]) -> tuple[str, str]:
        """Message on the first call that went wrong, and a hint from the way in which it is wrong."""
        outcome, case, expected = called[first], self._cases[place], self._expected[place]
        got, where = outcome.value, f"for {case.label} "
        if outcome.kind:
            return where + outcome.problem, outcome.hint
        if got is None:
            hint = "Did you forget `return`?"
            if any("prints" in note for note in notes):
                hint = "Printing shows a value, `return` hands it over. Did you forget `return`?"
            return f"{where}your function returned None.", hint
        if isinstance(got, str) and isinstance(expected, np.ndarray):
            got = Odd(f"the text {show(got)}", "Text in quotes is not a number. Can you return the value itself?")
        if isinstance(got, Odd) or isinstance(expected, str):
            return f"{where}you gave {show(got)} and {self.expects.format(show(expected))}.", getattr(got, "hint", self.hint)
        if got.shape != expected.shape:
            message = f"{where}your result has shape {got.shape} and {expected.shape} was expected"
            small = got.size <= MOST_VALUES >= expected.size
            return message + (f": {show(got)} instead of {show(expected)}." if small else "."), _shape_hint(got, expected)
        if _is_half(got, case.args) and np.allclose(got, expected, rtol=0.01):
            hint = "float16 keeps three digits. Which line chooses it, and which dtype keeps more?"
            return f"{where}your result has the dtype float16.", hint
        pairs = [(outcome.value, value) for outcome, value in zip(called, self._expected, strict=False)]
        hint = _value_hint(got, expected, pairs, [pair for pair, fine in zip(pairs, right, strict=False) if not fine])
        return self._difference(where, got, expected), hint or self.hint

    def _difference(self, where: str, got: np.ndarray, expected: np.ndarray) -> str:
        if got.size > MOST_VALUES:
            place = np.unravel_index(abs(got.astype(float) - expected).argmax(), got.shape)
            where += f"at index {tuple(map(int, place))} "
            got, expected = got[place], expected[place]
        digits = next((d for d in (6, 9, 12) if show(got, d) != show(expected, d)), 12)
        return f"{where}you gave {show(got, digits)} and {self.expects.format(show(expected, digits))}."


def _value_hint(got: np.ndarray, expected: np.ndarray, pairs: list[tuple], wrong: list[tuple]) -> str:
    """A hint from the way in which values are wrong: in the case shown, in all pairs of got and expected, in the wrong ones."""
    if got.dtype.kind == "b" or expected.dtype.kind == "b":
        return "What does the task ask for, a number or True and False?"
    if got.dtype.kind == "c" and expected.dtype.kind != "c":
        return "Your result is complex. Which part of it is the answer, and what is the other part?"
    if not np.isfinite(got).all():
        return (
            "There is a nan or inf in it. Where do you divide by zero, take the logarithm of zero, or leave what floats hold?"
        )
    if not all(isinstance(part, np.ndarray) and part.dtype.kind in "iuf" for pair in pairs for part in pair):
        return ""
    if len(pairs) > 2 and all(_close(value, got) for value, _ in pairs):
        return "Your function gives the same for every case. Where do its parameters come in?"
    bits = 8 * got.dtype.itemsize
    if got.dtype.kind in "iu" and bits < 64 and not ((expected - got.astype(float)) % 2**bits).any():
        return f"Your result is kept as {got.dtype.name}, which wraps around. Which dtype can hold all its values?"
    if any(one.shape != other.shape for one, other in wrong):
        return ""
    if all(one.dtype.kind in "iu" and other.dtype.kind == "f" and _is_cut(one, other) for one, other in wrong):
        return "Your result is cut down to whole numbers. Which step or dtype drops the fractions?"
    factors = [_ratio(one, other) for one, other in pairs if one.any() or other.any()]
    if len(pairs) > 1 and None not in factors and np.allclose(factors, factors[0], rtol=1e-5):
        if np.isclose(factors[0], -1.0):
            return "Only the sign is wrong. Where does a minus come in, or get lost?"
        return f"Every value is {show_number(factors[0])} times the expected one. Which factor is missing, or there twice?"
    orders = {_order_hint(one, other) for one, other in wrong if other.size > 1}
    if orders and "" not in orders and got.size > 1:
        return orders.pop() if len(orders) == 1 else _ORDER
    if got.size > 1 and (factor := _ratio(got, expected)):
        return f"In this case all values are {show_number(factor)} times the expected ones. What do you multiply or divide by?"
    if all((abs(one - other) <= 0.01 * abs(other).max()).all() and (other % 1).any() for one, other in wrong):
        return "You are close. Which step is only approximate, or rounds on the way?"
    return ""


def _is_cut(got: np.ndarray, expected: np.ndarray) -> bool:
    return _close(got, expected.round()) or _close(got, np.trunc(expected)) or _close(got, np.floor(expected))


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
    return "How many values should there be along each axis? Count them for this case on paper."


_ORDER = "Your values are right but in the wrong order. Which value belongs to which position?"


def _order_hint(got: np.ndarray, expected: np.ndarray) -> str:
    if _close(got[::-1], expected):
        return "Your values are right but in reverse order. At which end do you begin?"
    if got.ndim > 1 and _close(got.T, expected):
        return "Your result is transposed. Which axis comes first?"
    return _ORDER if _close(np.sort(got, axis=None), np.sort(expected, axis=None)) else ""
