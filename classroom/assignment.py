"""Write the course for nbgrader: python -m classroom.assignment

assignment/ becomes an nbgrader course: ``nbgrader_config.py``, and in ``source/`` one assignment a chapter.
"""

from __future__ import annotations

import ast
import copy
import re
import shutil
import sys
from pathlib import Path

from .chapters import ROOT, Chapter, ExerciseCells, read_chapters, tags
from .copies import anew, cleared, write_notebook

CONFIG = '''"""The course for nbgrader: run its commands in this folder."""

import os

os.environ["COURSE_GRADING"] = "1"  # kernels that autograde starts inherit it: there a wrong answer raises

c = get_config()
c.CourseDirectory.course_id = "convolution"
c.ClearSolutions.code_stub = {"python": "..."}
c.ExecutePreprocessor.timeout = 300
'''
PLAIN = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}


def with_solution(exercise: ExerciseCells) -> str:
    """The answer cell with the solution's body between nbgrader's marks, so that the ``def`` line stays for the learner.

    Raises
    ------
    ValueError
        If the answer cell does not end with ``...``, or the solution is not a function of its own.
    """
    stub, solution = exercise.answer_cell["source"].rstrip(), exercise.solution_cell["source"]
    if not stub.endswith("..."):
        raise ValueError(f"the answer cell of {exercise.name} was expected to end with '...', and is {stub!r}")
    functions = [node for node in ast.parse(solution).body if isinstance(node, ast.FunctionDef)]
    body = next((node for node in functions if node.name == "solution"), None)
    if body is None or len(functions) > 1:
        raise ValueError(f"the solution of {exercise.name} was expected to be one function, `solution`")
    lines = solution.splitlines()[body.body[0].lineno - 1 : body.end_lineno]
    text = re.sub(r"\bsolution\b", exercise.name, "\n".join(lines))
    return f"{stub.removesuffix('...').rstrip()}\n    ### BEGIN SOLUTION\n{text}\n    ### END SOLUTION"


def nbgrader_source(chapter: Chapter) -> dict:
    """The notebook of a chapter as nbgrader's source: answers to write, checks that count a point, all else locked.

    Predictions and recall stay open for the learner and do not count.
    """
    answers = {exercise.answer_cell["id"]: exercise for exercise in chapter.exercises}
    checks = {exercise.check_cell["id"]: exercise for exercise in chapter.exercises}
    notebook = copy.deepcopy(chapter.notebook)
    cells = []
    for cell in map(cleared, notebook["cells"]):
        if tags(cell) & {"solution", "guard"}:
            continue
        cells.append(cell)
        if cell["cell_type"] != "code":
            cell["source"] = re.sub(r"\.\./(fig|reference)/", r"\1/", cell["source"])
        elif cell["id"] in answers:
            exercise = answers[cell["id"]]
            cell["source"] = with_solution(exercise)
            cell["metadata"]["nbgrader"] = {**PLAIN, "solution": True, "grade_id": f"answer-{exercise.name}"}
        elif cell["id"] in checks:
            name = checks[cell["id"]].name
            cell["metadata"]["nbgrader"] = {**PLAIN, "grade": True, "locked": True, "points": 1, "grade_id": f"check-{name}"}
        elif not tags(cell) & {"predict", "recall"}:
            cell["metadata"]["nbgrader"] = {**PLAIN, "locked": True, "grade_id": f"given-{cell['id']}"}
    notebook["cells"] = cells
    return notebook


def write_assignments(folder: Path) -> list[Path]:
    """Write an nbgrader course into a folder, which is made anew; return the notebooks.

    Raises
    ------
    FileExistsError
        If the folder is there and no earlier run wrote it, or if it holds what nbgrader made of an earlier one.
    """
    made = [name for name in ("gradebook.db", "release", "submitted", "autograded", "feedback") if (folder / name).exists()]
    if made:
        raise FileExistsError(
            f"{folder} holds {', '.join(made)} of a course that runs; move the folder away to begin a new one"
        )
    anew(folder)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    written = []
    for chapter in read_chapters():
        place = folder / "source" / f"ch{chapter.number}"
        place.mkdir(parents=True)
        for name in ("fig", "reference"):
            shutil.copytree(ROOT / name, place / name)
        written.append(write_notebook(nbgrader_source(chapter), place / chapter.path.name))
    return written


if __name__ == "__main__":
    try:
        print(f"{len(write_assignments(ROOT / 'assignment'))} assignments are in assignment/source/.")
    except FileExistsError as error:
        sys.exit(str(error))
