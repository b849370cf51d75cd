"""What a learner sees: a `Report`, and short text for the values in it."""

from __future__ import annotations

import html
import numbers
import re
from dataclasses import dataclass

import numpy as np

MOST_VALUES = 24  # a longer array is not written out in a report

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


def clean(text: str, longest: int = 160) -> str:
    """One printable line of a learner's text, without memory addresses."""
    line = next(iter(str(text).strip().splitlines()), "")
    line = re.sub(r"0x[0-9a-fA-F]{4,}", "0x…", "".join(c if c.isprintable() else " " for c in line))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


@dataclass(frozen=True)
class Odd:
    """A result that is neither numbers nor text: how to name it, and a question about it."""

    what: str
    hint: str = "What does the task ask your function to return?"


def show_number(x, digits: int) -> str:
    if isinstance(x, bool | int):
        return str(x)
    return re.sub(r"^-0$", "0", f"{x:.{digits}g}")


def show(value, digits: int = 6) -> str:
    """Short text of a result or of one argument of a case."""
    if isinstance(value, Odd):
        return value.what
    if isinstance(value, str):
        text = clean(value, 60)
        return text if text.startswith("(") else repr(text)  # a text that stands for a tuple is shown as one
    if isinstance(value, np.ndarray | np.generic):
        if value.size > MOST_VALUES:
            return f"an array of shape {value.shape}"
        return show(value.tolist(), digits)
    if isinstance(value, numbers.Number):
        return show_number(value, digits)
    if isinstance(value, list):
        return "[" + ", ".join(show(v, digits) for v in value) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(show(v, digits) for v in value) + ("," if len(value) == 1 else "") + ")"
    return getattr(value, "__name__", type(value).__name__)


def show_argument(value) -> str:
    if not isinstance(value, np.ndarray):
        return show(value)
    dtype = "" if value.dtype in (np.dtype(float), np.dtype(np.int64)) else f", {value.dtype.name}"
    return f"array({show(value)}{dtype})"
