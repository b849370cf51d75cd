"""The round trip with nbgrader: source, release, submissions, grades, feedback, export; and what cheats it."""

import copy
import csv
import json
import subprocess
import sys

import pytest
from class_of_learners import right_answers

from classroom.assignment import write_assignments

FAKE = "class Fake:\n    def __getattr__(self, name):\n        return lambda answer=None: True\n\n"
FAKE += "exercises = type('', (), {'ch00': Fake()})()"
CHEATS = {  # a cheat, and whether it gets all points from nbgrader; make grade gives each of them 0
    "fake": (lambda name: f"{FAKE}\ndef {name}(*args):\n    return 0", True),
    "patched": (
        lambda name: f"type(exercises.ch00.{name}).__call__ = lambda self, answer=None: True\ndef {name}(*args):\n    return 0",
        True,
    ),
    "reference": (lambda name: f"{name} = exercises.ch00.{name}.reference", True),
    "numpy": (lambda name: f"import numpy\nnumpy.ndarray.all = lambda *args: True\ndef {name}(*args):\n    return 0", False),
    "modules": (
        lambda name: f"import sys\nsys.modules['course_utils.exercises'] = None\ndef {name}(*args):\n    return 0",
        False,
    ),
    "exit": (lambda name: f"import os\ndef {name}(*args):\n    os._exit(0)", False),
    "environment": (lambda name: f"import os\nos.environ['COURSE_GRADING'] = '0'\ndef {name}(*args):\n    return 0", False),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """An nbgrader course with chapters 00 and 01 released."""
    folder = tmp_path_factory.mktemp("nbgrader") / "assignment"
    write_assignments(folder)
    for chapter in ("ch00", "ch01"):
        nbgrader(folder, "generate_assignment", chapter, "--create", "--force")
        nbgrader(folder, "release_assignment", chapter)
    return folder


def nbgrader(folder, *arguments):
    exchange = folder.parent / "exchange"
    exchange.mkdir(exist_ok=True, mode=0o777)
    exchange.chmod(0o777)
    command = [sys.executable, "-m", "nbgrader", *arguments, f"--Exchange.root={exchange}"]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)


def released(folder, chapter):
    (path,) = (folder / "release" / chapter).glob("*.ipynb")
    return path.name, json.loads(path.read_text(encoding="utf-8"))


def submit(folder, learner, chapter, answers, edit=lambda cells: cells):
    name, notebook = released(folder, chapter)
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        marked = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if marked.removeprefix("answer-") in answers and marked.startswith("answer-"):
            cell["source"] = answers[marked.removeprefix("answer-")]
    notebook["cells"] = edit(notebook["cells"])
    path = folder / "submitted" / learner / chapter / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def scores(folder, chapter):
    nbgrader(folder, "export", "--to", str(folder / "grades.csv"))
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == chapter and row["score"]]
    return {row["student_id"]: (float(row["raw_score"]), float(row["max_score"])) for row in rows}


def test_release_keeps_the_def_lines_and_holds_no_solution(course):
    _, notebook = released(course, "ch01")
    text = json.dumps(notebook)
    assert "BEGIN SOLUTION" not in text
    for name, answer in right_answers("01").items():
        (stub,) = (
            cell["source"]
            for cell in notebook["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == f"answer-{name}"
        )
        stub = "".join(stub)
        assert stub.startswith(f"def {name}(")
        assert stub.rstrip().endswith("...")
        assert json.dumps(answer.split("\n", 1)[1])[1:-1] not in text
    assert (course / "release" / "ch01" / "fig").is_dir()


def test_all_right_gets_all_points_and_all_wrong_gets_none(course):
    right = right_answers("01")
    submit(course, "ada", "ch01", right)
    submit(course, "ben", "ch01", {name: f"def {name}(*args):\n    return 0" for name in right})
    nbgrader(course, "autograde", "ch01", "--create")
    assert scores(course, "ch01") == {"ada": (len(right), len(right)), "ben": (0, len(right))}
    nbgrader(course, "generate_feedback", "ch01")
    for learner in ("ada", "ben"):
        (page,) = (course / "feedback" / learner / "ch01").glob("*.html")
        assert "Find the two bugs" in page.read_text(encoding="utf-8")


def test_what_cheats_nbgrader_is_what_the_page_says(course):
    names = list(right_answers("00"))
    for cheat, (source, _) in CHEATS.items():
        submit(course, cheat, "ch00", {name: source(name) for name in names})
    wrong = {name: f"def {name}(*args):\n    return 0" for name in names}

    def edited(cells):
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade"):
                cell["source"] = "True"
        return cells

    def deleted(cells):
        return [cell for cell in cells if not cell["metadata"].get("nbgrader", {}).get("grade")]

    submit(course, "edited", "ch00", wrong, edited)
    submit(course, "deleted", "ch00", wrong, deleted)
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "ch00", "--create"], cwd=course, capture_output=True, check=False
    )
    expected = {cheat: (len(names) if works else 0, len(names)) for cheat, (_, works) in CHEATS.items()}
    expected |= {"edited": (0, len(names)), "deleted": (0, len(names))}
    assert scores(course, "ch00") == expected
