"""Predictions and recall: one value, or the letter of one option, before the result is on the screen."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .report import Report, show
from .run import plain


@dataclass(frozen=True, repr=False, eq=False)
class Prediction:
    """One question. Calling it with a learner's answer gives a `Report`; it never raises, in a grading run neither.

    Parameters
    ----------
    answer
        A number, a tuple (such as a shape), True or False, a short text, or the letter of the right option.
    why
        One sentence: why it is so. Options bring their own.
    slips
        Wrong values that a known slip gives, each with a sentence.
    options
        Letter: what it stands for, and the reason why it is right or wrong. The text above the cell lists them too.
    tolerance
        How far a number may be off.

    Examples
    --------
    >>> length = Prediction(39, "the first touch is at 0, the last one at 38.", slips={40: "did you count the two ends?"})
    >>> length(...)
    ○ Predict first — replace `...` by a whole number, then run this cell.
    >>> length(40)
    ✗ Not quite — 40: did you count the two ends?
    >>> length(39)
    ✓ Right — 39: the first touch is at 0, the last one at 38.
    """

    answer: object
    why: str = ""
    slips: Mapping[object, str] = field(default_factory=dict)
    options: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    tolerance: float = 0.0

    def __repr__(self) -> str:
        return "\n".join([f"Prediction: {self._asks}", *(f"{letter}) {text}" for letter, (text, _) in self.options.items())])

    def __call__(self, *given) -> Report:
        """Answer a prediction: with a value or a letter; ``...`` means that there is none yet."""
        value = given[0] if len(given) == 1 else given or ...
        if value is ... or value is None:
            return Report("", "predict first", f"replace `...` by {self._asks}, then run this cell.")
        try:
            return self._choose(value) if self.options else self._compare(value)
        except Exception:
            return self._not_asked_for("what you gave")

    @property
    def _asks(self) -> str:
        if self.options:
            return f"one letter in quotes, {_either(self.options)}"
        if isinstance(self.answer, bool | str):
            return "True or False" if isinstance(self.answer, bool) else "a short text in quotes"
        if isinstance(self.answer, tuple):
            return "a tuple, such as `(2, 3)`"
        return "a whole number" if isinstance(self.answer, numbers.Integral) else "a number"

    def _not_asked_for(self, shown: str) -> Report:
        return Report("", "not quite", f"{shown} is not {self._asks}.")

    def _choose(self, value) -> Report:
        letter = value.strip().casefold() if isinstance(value, str) else ""
        for option, (_, reason) in self.options.items():
            if option.casefold() == letter:
                return Report("", "right" if option == self.answer else "not quite", f"{option}: {reason}")
        return self._not_asked_for(show(plain(value)))

    def _compare(self, value) -> Report:
        given, answer = plain(value), plain(self.answer)
        shown = show(value if isinstance(value, tuple) else given)
        if self._same(given, answer):
            return Report("", "right", f"{shown}: {self.why}")
        for slip, sentence in self.slips.items():
            if self._same(given, plain(slip)):
                return Report("", "not quite", f"{shown}: {sentence}")
        if _kind(given) != _kind(answer):
            return self._not_asked_for(shown)
        return Report("", "not quite", f"it is not {shown}. Try once more, or read on and come back.")

    def _same(self, given, other) -> bool:
        if _kind(given) != _kind(other):
            return False
        if isinstance(given, str):
            return given.casefold().split() == other.casefold().split()
        return given.shape == other.shape and np.allclose(given, other, rtol=1e-9, atol=self.tolerance)


def _kind(value) -> tuple:
    """What is compared with each other: text, truth values or numbers with as many axes."""
    if not isinstance(value, np.ndarray):
        return (type(value),)
    return np.ndarray, value.ndim, "number" if value.dtype.kind in "iuf" else value.dtype.kind


def _either(letters) -> str:
    *first, last = (f'"{letter}"' for letter in letters)
    return f"{', '.join(first)} or {last}"
