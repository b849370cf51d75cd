"""What a learner sees: a `Report`, and short text for the values in it."""

from __future__ import annotations

import html
import numbers
import re
from dataclasses import dataclass

import numpy as np

MOST_VALUES = 24  # a longer result is not written out in a report
MOST_IN_A_CASE = 64  # an argument is, so that the case can be tried

_LOOKS = {  # status: sign, words, colour with a contrast of 3:1 or more on white and on black
    "not attempted": ("○", "Not attempted yet", "#767676"),
    "correct": ("✓", "Correct", "#008a64"),
    "not yet": ("✗", "Not yet", "#d55e00"),
    "predict first": ("○", "Predict first", "#767676"),
    "right": ("✓", "Right", "#008a64"),
    "not quite": ("✗", "Not quite", "#d55e00"),
}


@dataclass(frozen=True, repr=False)
class Report:
    """What a check found out: plain in text, with colour, sign and word in JupyterLab.

    It has the number of the exercise (a prediction has none), a status, a message (what now holds, what to do, or what was
    tried, what came and what was expected), a hint, notes on what else happened, and a stronger hint for the third wrong try.
    """

    number: str
    status: str
    message: str
    hint: str = ""
    notes: tuple[str, ...] = ()
    stronger: str = ""

    @property
    def correct(self) -> bool:
        """True if the answer passed."""
        return self.status in ("correct", "right")

    def _extra_lines(self) -> list[str]:
        hints = [("Hint", self.hint), ("Stronger hint", self.stronger)]
        return [f"{name}: {hint}" for name, hint in hints if hint] + [f"Note: {note}" for note in self.notes]

    def __repr__(self) -> str:
        sign, words, _ = _LOOKS[self.status]
        number = f"{self.number} · " if self.number else ""
        return "\n".join([f"{number}{sign} {words} — {self.message}", *self._extra_lines()])

    def _repr_pretty_(self, printer, cycle) -> None:
        printer.text(repr(self))

    def _repr_html_(self) -> str:
        sign, words, colour = _LOOKS[self.status]
        extra = "".join(f'<div style="margin-top: 0.3em">{_as_html(line)}</div>' for line in self._extra_lines())
        number = html.escape(self.number)
        return (
            f'<div role="status" aria-label="{f"Exercise {number}" if number else "Prediction"}: {words.lower()}" '
            f'style="border-left: 0.4em solid {colour}; padding: 0.3em 0.8em">'
            f"<div>{number}{' · ' if number else ''}"
            f'<span aria-hidden="true" style="color: {colour}; font-weight: bold">{sign}</span> '
            f"<strong>{words}</strong> — {_as_html(self.message)}</div>{extra}</div>"
        )


def _as_html(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))


def clean(text: str, longest: int = 160) -> str:
    """One printable line of a learner's text, without memory addresses."""
    line = next(iter(str(text).strip().splitlines()), "")
    line = re.sub(r"0x[0-9a-fA-F]{4,}", "0x…", "".join(c if c.isprintable() else " " for c in line))
    return line if len(line) <= longest else line[: longest - 1] + "…"


@dataclass(frozen=True)
class Odd:
    """A result that is neither numbers nor text: how to name it, and a question about it."""

    what: str
    hint: str = "What does the task ask your function to return?"


def article(noun: str) -> str:
    """``an array``, ``a list``."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def show_number(x, digits: int = 6) -> str:
    """A number in so many digits."""
    return str(x) if isinstance(x, bool | int) else re.sub(r"^-0$", "0", f"{x:.{digits}g}")


def show(value, digits: int = 6, most: int = MOST_VALUES) -> str:
    """Short text of a result or of one argument of a case."""
    if isinstance(value, Odd):
        return value.what
    if isinstance(value, str):
        text = clean(value, 60)
        return text if text.startswith("(") else repr(text)  # a text that stands for a tuple is shown as one
    if isinstance(value, np.ndarray | np.generic):
        return f"an array of shape {value.shape}" if value.size > most else show(value.tolist(), digits)
    if isinstance(value, numbers.Number):
        return show_number(value, digits)
    if isinstance(value, list):
        return "[" + ", ".join(show(v, digits) for v in value) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(show(v, digits) for v in value) + ("," if len(value) == 1 else "") + ")"
    return getattr(value, "__name__", type(value).__name__)


def show_argument(value) -> str:
    """An argument as a learner may write it, to try the case."""
    if not isinstance(value, np.ndarray) or value.size > MOST_IN_A_CASE:
        return show(value)
    name = value.dtype.name
    if name == "int64" or (name == "float64" and (value % 1).any()):
        return f"array({show(value, most=MOST_IN_A_CASE)})"
    return f"array({show(value, most=MOST_IN_A_CASE)}, {'float' if name == 'float64' else name})"
