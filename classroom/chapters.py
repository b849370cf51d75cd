"""The chapters as a teacher's commands see them: cells by tag, and each exercise with its three cells."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"


@dataclass(frozen=True)
class ExerciseCells:
    """One exercise of a chapter: the name that the learner defines, the check it is for, and its three cells."""

    name: str
    check: str
    module: str
    answer_cell: dict
    check_cell: dict
    solution_cell: dict


@dataclass(frozen=True)
class Chapter:
    """One chapter: its number, its file, its notebook and its exercises, in order."""

    number: str
    path: Path
    notebook: dict
    exercises: tuple[ExerciseCells, ...]


def tags(cell: dict) -> set[str]:
    """The tags of a cell."""
    return set(cell["metadata"].get("tags", []))


def python_of(source: str) -> str:
    """A cell as Python alone: the lines of IPython's magics become empty, so that lines keep their numbers."""
    try:
        ast.parse(source)
    except SyntaxError:
        return "\n".join("" if re.match(r"\s*[%!]", line) else line for line in source.splitlines())
    return source


def _checked(cell: dict) -> tuple[str, str, str]:
    """From ``exercises.ch02.reach(reach)``: the module, the check, and the name that it is given."""
    match ast.parse(cell["source"]).body:
        case [*_, ast.Expr(ast.Call(ast.Attribute(ast.Attribute(attr=module), attr=check), [ast.Name(id=name)]))]:
            return module, check, name
    raise ValueError(f"the check cell {cell['source']!r} was expected to end with exercises.chNN.check(name)")


def _exercises(cells: Iterable[dict]) -> Iterable[ExerciseCells]:
    found: dict[str, dict] = {}
    for cell in cells:
        for tag in tags(cell) & {"exercise", "check", "solution"}:
            found[tag] = cell
        if "solution" in tags(cell):
            module, check, name = _checked(found["check"])
            yield ExerciseCells(name, check, module, found["exercise"], found["check"], cell)
            found = {}


def read_notebook(path: Path) -> dict:
    """Read a notebook, with each source as one text. (nbformat validates, which takes longer than to grade a chapter.)"""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def read_chapter(path: Path) -> Chapter:
    """Read one chapter.

    Raises
    ------
    ValueError
        If an exercise has no check cell that names what it checks.
    """
    notebook = read_notebook(path)
    return Chapter(path.name[:2], path, notebook, tuple(_exercises(notebook["cells"])))


def chapter_number(number: str, folder: Path = NOTEBOOKS) -> Chapter:
    """One chapter of the course by its number, such as ``"02"``.

    Raises
    ------
    ValueError
        If there is none.
    """
    for path in folder.glob(f"{number}_*.ipynb"):
        return read_chapter(path)
    raise ValueError(f"there is no chapter {number!r} in {folder}")


def read_chapters(folder: Path = NOTEBOOKS) -> list[Chapter]:
    """All chapters of the course, in order."""
    return [read_chapter(path) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))]
