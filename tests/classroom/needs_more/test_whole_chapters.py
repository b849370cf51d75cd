"""What takes minutes: copies that run from top to bottom, a class of 30, a Dask cluster."""

import json
import os
import subprocess
import sys

import pytest
from class_of_learners import cells_with, hand_in, right_answers

from classroom.chapters import read_chapters
from classroom.copies import write_copies
from classroom.grading.run import grade, judged

NUMBERS = [chapter.number for chapter in read_chapters()]


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies") / "student"
    write_copies("student", folder, clear=True)
    return folder


def run(path):
    """Run a notebook in a clean kernel, from its own folder, and return its cells."""
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", "--timeout=600", path.name]
    root = str(path.parent.parent)
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root})
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def printed(cell):
    return "".join("".join(output.get("data", {}).get("text/plain", "")) for output in cell["outputs"])


def checks_of(cells):
    return [printed(cell) for cell in cells if "check" in cell["metadata"].get("tags", [])]


def test_untouched_student_copy_runs_from_top_to_bottom(student):
    """What it leaves out of a chapter is the same in each; nbval runs every chapter untouched."""
    (path,) = (student / "notebooks").glob("01_*.ipynb")
    told = checks_of(run(path))
    assert told
    assert all("Not attempted yet" in each for each in told)


@pytest.mark.parametrize("number", NUMBERS)
def test_answered_student_copy_runs_from_top_to_bottom_and_passes(student, number):
    (path,) = (student / "notebooks").glob(f"{number}_*.ipynb")
    answers = right_answers(number)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for name in answers:
            if "exercise" in cell["metadata"].get("tags", []) and f"def {name}(" in "".join(cell["source"]):
                cell["source"] = answers[name]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    told = checks_of(run(path))
    assert len(told) == len(answers)
    assert all("✓ Correct" in each for each in told)


@pytest.mark.parametrize("number", NUMBERS[3:])  # those before are in test_judging.py
def test_right_answers_get_every_point(number):
    found = judged({"chapter": number, "cells": cells_with(number, right_answers(number))})["results"]
    assert {each["name"]: each["points"] for each in found} == dict.fromkeys(right_answers(number), 1)


@pytest.mark.parametrize(
    ("number", "name", "source", "words"),
    [
        (
            "04",
            "second_derivative",
            "def second_derivative(f, x):\n    h, at = 1e-4, lambda x: f(tf.constant(x))\n"
            "    return (at(x + h) - 2 * at(x) + at(x - h)) / h**2",
            "Small steps are only approximate",
        ),
        ("03", "convolve_with_tf", "def convolve_with_tf(image, kernel):\n    return 0", "never calls `tf.nn.conv2d`"),
        (
            "08",
            "step_in_pieces",
            "def step_in_pieces(model, optimizer, loss, pieces):\n    return 0.0",
            "no weight has moved|step",
        ),
    ],
)
def test_check_beside_the_answer_says_what_it_says_in_the_notebook(number, name, source, words):
    found = judged({"chapter": number, "cells": cells_with(number, {name: source})})["results"]
    (result,) = (each for each in found if each["name"] == name)
    assert result["points"] == 0
    assert any(each in json.dumps(result["report"]) for each in words.split("|")), result["report"]


def a_class(folder, size):
    right = right_answers("01")
    names = list(right)
    for i in range(size):
        wrong = {name: f"def {name}(*args):\n    return {i}" for name in names[: i % (len(names) + 1)]}
        hand_in(folder, f"learner{i:02}", "01", right | wrong)
    return [len(names) - i % (len(names) + 1) for i in range(size)]


def test_class_of_thirty_is_graded_on_all_cores(tmp_path):
    expected = a_class(tmp_path, 30)
    assert [row.points for row in grade(tmp_path, say=lambda line: None)] == expected


def test_dask_cluster_gives_the_same_grades(tmp_path):
    from distributed import LocalCluster

    a_class(tmp_path, 6)
    here = grade(tmp_path, say=lambda line: None)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster:
        there = grade(tmp_path, scheduler=cluster.scheduler_address, say=lambda line: None)
    assert there == here
