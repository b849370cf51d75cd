"""Make the copies for a class from the chapters: python -m classroom.copies student|teacher [--cleared]

A student copy has no solution and no guard. A teacher copy has every solution open, and after it what the check knows of wrong
answers. Both are folders of their own, with all that the course needs to run.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import json
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from course_utils.exercises import Exercise, Prediction

from .chapters import ROOT, Chapter, read_chapters, tags

BESIDE = ("course_utils", "fig", "reference")  # what the chapters import and show
TO_INSTALL = ("Makefile", "LICENSE", "environment.yml", "pyproject.toml", "requirements.txt")
TOOLS = ("make_venv.py", "check_venv.py")


def cleared(cell: dict) -> dict:
    """The cell without its output and its number."""
    return {**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell


def student_copy(chapter: Chapter) -> dict:
    """The notebook of a chapter without solutions and guards, in any form."""
    notebook = copy.deepcopy(chapter.notebook)
    notebook["cells"] = [cell for cell in notebook["cells"] if not tags(cell) & {"solution", "guard"}]
    return notebook


def teacher_copy(chapter: Chapter) -> dict:
    """The notebook of a chapter with its solutions open, and notes on exercises, predictions and recall."""
    notebook = copy.deepcopy(chapter.notebook)
    cells, exercises = [], {exercise.solution_cell["id"]: exercise for exercise in chapter.exercises}
    for cell in notebook["cells"]:
        cells.append(cell)
        if cell["id"] in exercises:
            cell["metadata"].pop("jupyter", None)
            exercise = exercises[cell["id"]]
            check = getattr(importlib.import_module(f"course_utils.exercises.{exercise.module}"), exercise.check)
            cells.append(_note(cell, on_exercise(check)))
        elif tags(cell) & {"predict", "recall"}:
            cells.append(_note(cell, on_prediction(_asked(cell["source"]))))
    notebook["cells"] = cells
    return notebook


def _note(cell: dict, text: str) -> dict:
    return {"cell_type": "markdown", "id": f"{cell['id']}-note"[:64], "metadata": {"tags": ["teacher"]}, "source": text}


def _asked(source: str) -> Prediction:
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Attribute(attr=module), attr=name)))]:
            return getattr(importlib.import_module(f"course_utils.exercises.{module}"), name)
    raise ValueError(f"the cell {source!r} was expected to be one line: exercises.chNN.name(...)")


def on_exercise(check: Exercise) -> str:
    """What a teacher may want to know of an exercise: what its check asks of the wrong answers that it knows."""
    hints = list(dict.fromkeys(mistake.hint for mistake in check.mistakes))
    lines = [
        f"> **For the teacher — {check.number}.** To be seen: {check.correct}",
        ">",
        f"> The check knows {len(check.mistakes)} wrong answers, and asks:",
        ">",
        *(f"> * {hint}" for hint in hints),
        ">",
        f"> From the third try on: {check.stronger}",
    ]
    return "\n".join(lines)


def on_prediction(question: Prediction) -> str:
    """The answer to a prediction, and the slips that it knows."""
    options = [f"{letter}) {text} — {why}" for letter, (text, why) in question.options.items()]
    slips = [f"{slip}: {sentence}" for slip, sentence in question.slips.items()]
    answer = f"> **For the teacher.** The answer is {question.answer}" + (f": {question.why}" if question.why else ".")
    return "\n".join([answer, *([">"] if options or slips else []), *(f"> * {line}" for line in [*options, *slips])])


def write_copies(kind: str, folder: Path, clear: bool = False) -> list[Path]:
    """Write the copies of all chapters, and what they need, into a folder that is made anew.

    Parameters
    ----------
    kind
        ``"student"`` or ``"teacher"``.
    folder
        Where to; what an earlier run wrote there is replaced.
    clear
        Without any output; otherwise the outputs are those of the course.

    Raises
    ------
    FileExistsError
        If the folder is there and no earlier run wrote it.
    """
    make = {"student": student_copy, "teacher": teacher_copy}[kind]
    anew(folder)
    (folder / "notebooks").mkdir()
    (folder / "tools").mkdir()
    for name in BESIDE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in TO_INSTALL:
        shutil.copy(ROOT / name, folder)
    for name in TOOLS:
        shutil.copy(ROOT / "tools" / name, folder / "tools")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for heading in ("For teachers", "For maintainers") if kind == "student" else ():
        readme = re.sub(rf"^## {heading}\n.*?(?=^## )", "", readme, flags=re.DOTALL | re.MULTILINE)
    (folder / "README.md").write_text(readme, encoding="utf-8")
    written = []
    for chapter in read_chapters():
        notebook = make(chapter)
        if clear:
            notebook["cells"] = [cleared(cell) for cell in notebook["cells"]]
        written.append(write_notebook(notebook, folder / "notebooks" / chapter.path.name))
    return written


def anew(folder: Path) -> None:
    """Make an empty folder in place of what an earlier run wrote.

    Raises
    ------
    FileExistsError
        If something else is there.
    """
    mark = folder / ".made-from-the-course"
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise FileExistsError(f"{folder} is there and was not made by this command; move it away or delete it")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.touch()


def write_notebook(notebook: dict, path: Path) -> Path:
    """Write a notebook as Jupyter does."""
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def main(arguments: Iterable[str]) -> None:
    """Write the copies into a folder of the project that git ignores."""
    parser = argparse.ArgumentParser(prog="python -m classroom.copies", description="Make the copies for a class.")
    parser.add_argument("kind", choices=["student", "teacher"])
    parser.add_argument("--cleared", action="store_true", help="without any output")
    chosen = parser.parse_args(list(arguments))
    try:
        written = write_copies(chosen.kind, ROOT / chosen.kind, chosen.cleared)
    except FileExistsError as error:
        parser.exit(2, f"{error}\n")
    print(f"{len(written)} chapters, and all that they need, are in {chosen.kind}/.")


if __name__ == "__main__":
    main(sys.argv[1:])
