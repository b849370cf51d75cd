"""Checks for the exercises of the course, one module a chapter.

A chapter ends its check cell with ``exercises.ch02.reach(reach)`` and shows the `Report` that comes back.
A check never raises, except in a grading run: with the environment variable ``COURSE_GRADING=1`` an answer that is
missing or not right raises `ExerciseError` with the text of the report. A `Prediction`, ``exercises.ch02.length_of_full(...)``,
takes a value or a letter before the result is on the screen, and is never required.

A check and the answer run in one process. So a grading run catches a wrong answer, not an attack: code that writes into this
package or into NumPy can make any check pass. ``make grade`` runs the answers in a process of their own.

How to add an exercise is written in the docstring of `Exercise`.
"""

import importlib
import pkgutil
import re

from .judge import Case, Exercise, ExerciseError, Mistake
from .predict import Prediction
from .report import Report
from .run import WrongAnswer

__all__ = ["Case", "Exercise", "ExerciseError", "Mistake", "Prediction", "Report", "WrongAnswer"]

_CHAPTERS = sorted(name for _, name, _ in pkgutil.iter_modules(__path__) if re.fullmatch(r"ch\d\d", name))


def __getattr__(name: str):
    """Import the module of a chapter when it is first used."""
    if name in _CHAPTERS:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"there is no {name!r} in course_utils.exercises; it has {', '.join(_CHAPTERS)}")


def __dir__() -> list[str]:
    return [*__all__, *_CHAPTERS]
