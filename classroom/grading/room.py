"""The room of one submission: the course as an answer may see it, without checks, references and solutions.

Where a check has to stand beside the answer because what it hands over cannot leave a process (a tape, a network), the room
also holds the statements of that check's ``ask``, and nothing else of its module.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

from course_utils.exercises import Exercise

from ..chapters import ROOT
from .slices import Piece, needed, pieces_of

CHECKS = "course_utils.exercises."
ASKS = "course_utils.asks."
CHILD = ("__init__.py", "answering.py", "confine.py", "peer.py", "values.py")
PLAIN = ("run.py", "report.py")  # modules of the checks that know no exercise

NOTHING = '''"""Stands where the checks are: in grading they run elsewhere."""


class _Nothing:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return None

    def __repr__(self):
        return "checked later, by the grader"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Nothing()
'''


@dataclass(frozen=True)
class Beside:
    """What of a check runs beside the answer: a module of the room and the names of functions in it."""

    module: str
    ask: str
    functions: frozenset[str]


def _statements(module: str, names: Iterable[str]) -> list[Piece]:
    """The statements of a module of the checks that some of its names need."""
    pieces = pieces_of((ROOT / "course_utils" / "exercises" / f"{module}.py").read_text(encoding="utf-8"))
    return needed(pieces, names)[0]


def _with_neighbours(module: str, names: Iterable[str]) -> dict[str, str]:
    """The sources of a module and of those beside it that it imports from, each cut down to what is needed."""
    found: dict[str, set[str]] = {}
    wanted = [(module, frozenset(names))]
    while wanted:
        place, asked = wanted.pop()
        if asked <= found.get(place, set()):
            continue
        found[place] = found.get(place, set()) | asked
        for piece in _statements(place, found[place]):
            match ast.parse(piece.source).body:
                case [ast.ImportFrom(str(other), [alias], 1)] if f"{other}.py" not in PLAIN:
                    wanted.append((other, frozenset([alias.name])))
    return {place: "\n".join(piece.source for piece in _statements(place, asked)) + "\n" for place, asked in found.items()}


def _in_the_module(exercise: Exercise) -> Iterable[str]:
    """Names of the module's own functions among the arguments of an exercise's cases."""
    for case in exercise._cases:
        for arg in case.args:
            if isinstance(arg, FunctionType) and arg.__module__ == exercise.ask.__module__:
                yield arg.__name__


def beside(exercise: Exercise) -> Beside | None:
    """What of a check runs beside the answer: its ``ask`` where that uses TensorFlow; otherwise nothing does.

    Raises
    ------
    ValueError
        If such an ``ask`` is not a function of the module that can be found by its name.
    """
    ask, module = exercise.ask, exercise.ask.__module__.removeprefix(CHECKS)
    if module == exercise.ask.__module__ or ask.__name__ == "<lambda>":
        return None
    sources = _with_neighbours(module, [ask.__name__])
    if not any("tensorflow" in source for source in sources.values()):
        return None
    if "<locals>" in ask.__qualname__:
        raise ValueError(f"the ask of {exercise.name} uses TensorFlow, so it was expected to be a function of {module} itself")
    return Beside(module, ask.__name__, frozenset(_in_the_module(exercise)))


def furnish(room: Path, besides: Iterable[Beside]) -> None:
    """Write a room: the course without its checks, the modules of the answering process, and what runs beside answers."""
    course = room / "course_utils"
    shutil.copytree(ROOT / "course_utils", course, ignore=shutil.ignore_patterns("exercises", "__pycache__"))
    (course / "exercises.py").write_text(NOTHING, encoding="utf-8")
    (room / "classroom" / "grading").mkdir(parents=True)
    (room / "classroom" / "__init__.py").touch()
    for name in CHILD:
        shutil.copy(ROOT / "classroom" / "grading" / name, room / "classroom" / "grading")
    asks = course / "asks"
    asks.mkdir()
    for name in PLAIN:
        shutil.copy(ROOT / "course_utils" / "exercises" / name, asks)
    (asks / "__init__.py").write_text("from .run import WrongAnswer\n", encoding="utf-8")
    wanted: dict[str, set[str]] = {}
    for each in besides:
        wanted.setdefault(each.module, set()).update({each.ask, *each.functions})
    for module, names in wanted.items():
        for place, source in _with_neighbours(module, names).items():
            (asks / f"{place}.py").write_text(source, encoding="utf-8")
