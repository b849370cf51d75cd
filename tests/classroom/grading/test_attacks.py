"""What an answer may try against the grader: it scores nothing, is named, and disturbs nothing."""

import json
import sys
from pathlib import Path

import pytest
from class_of_learners import cells_with, chapter, hand_in, right_answers

import course_utils.exercises as checks
from classroom.grading.judging import Judge
from classroom.grading.run import grade, judged

SOURCE = Path(checks.ch01.__file__)
LINUX = sys.platform == "linux"
BEFORE = {  # what stands before a wrong answer of each exercise
    "exercises = Fake()": (
        "class Fake:\n    def __getattr__(self, name):\n        return lambda answer: True\n\nexercises = Fake()"
    ),
    "Exercise.__call__": "from course_utils.exercises import Exercise\nExercise.__call__ = lambda self, answer: True",
    "numpy": "np.allclose = np.array_equal = lambda *args, **kwargs: True\nnp.ndarray = object",
    "sys.modules": "import sys\nfor name in list(sys.modules):\n    if 'exercises' in name:\n        sys.modules[name] = None",
    "the environment": "import os\nos.environ['COURSE_GRADING'] = '0'",
    "the answering process": (
        "import sys\nanswering = sys.modules['classroom.grading.answering']\n"
        "answering.Answering.told_of = lambda self, run, args: {'value': True, 'points': 1, 'args': args}"
    ),
    "the line": (
        "import os\nfor place in range(3, 20):\n    try:\n        os.write(place, b'\\x00\\x00\\x00\\x02{}')\n"
        "    except OSError:\n        pass"
    ),
}
EACH = {  # a whole answer, and a word of what is said of it
    "reference": ("NAME = exercises.ch01.NAME.reference", "returned"),
    "the end": ("import os\nos._exit(0)\ndef NAME(*args):\n    return 0", "ended its process (exit code 0)"),
    "the end in a call": ("import os\ndef NAME(*args):\n    os._exit(0)", "ended its process (exit code 0)"),
    "SystemExit": ("def NAME(*args):\n    raise SystemExit", "raised SystemExit"),
    "KeyboardInterrupt": ("def NAME(*args):\n    raise KeyboardInterrupt", "raised KeyboardInterrupt"),
    "a deep list": ("def NAME(*args):\n    x = []\n    for i in range(10**5):\n        x = [x]\n    return x", ""),
    "the module of the checks": (f"def NAME(*args):\n    return open({str(SOURCE)!r}).read()", "tried to read"),
    "the results": ("def NAME(*args):\n    open('/tmp/grades.csv', 'w')", "tried to write /tmp/grades.csv"),
    "a process": ("import os\ndef NAME(*args):\n    return os.fork()", "tried to start a process"),
    "a program": ("import subprocess\ndef NAME(*args):\n    return subprocess.run(['true'])", "tried to start a program"),
    "the network": ("import socket\ndef NAME(*args):\n    return socket.socket()", "tried to use the network"),
    "the grader": ("import os\ndef NAME(*args):\n    os.kill(os.getppid(), 9)", "tried to send a signal"),
    "memory": ("def NAME(*args):\n    return bytearray(10**11)", "MemoryError" if LINUX else ""),
    "equal to all": ("class Same:\n    def __eq__(self, other):\n        return True\ndef NAME(*args):\n    return Same()", ""),
}


def results(number, answers):
    return {result["name"]: result for result in Judge(chapter(number), cells_with(number, answers)).results()}


def said(result):
    return json.dumps([result["report"]["message"], result["remarks"]])


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_nothing_that_is_patched_in_the_answers_process_earns_a_point(before):
    answers = {exercise.name: f"{before}\ndef {exercise.name}(*args):\n    return 0" for exercise in chapter("00").exercises}
    assert [result["points"] for result in results("00", answers).values()] == [0, 0, 0]


def test_attacks_score_nothing_are_named_and_leave_other_answers_alone():
    names = [exercise.name for exercise in chapter("01").exercises]
    attacks = list(EACH.values())
    for start in range(0, len(attacks), len(names) - 1):
        some = attacks[start : start + len(names) - 1]
        answers = right_answers("01") | {name: text.replace("NAME", name) for name, (text, _) in zip(names, some, strict=False)}
        found = results("01", answers)
        for name, (_, words) in zip(names, some, strict=False):
            assert found[name]["points"] == 0, words
            assert words in said(found[name])
        assert found[names[-1]]["points"] == 1


@pytest.mark.skipif(not LINUX, reason="the fences of the system are Linux's")
def test_the_systems_fences_hold_where_pythons_hook_does_not_look():
    calls = f"""import ctypes
def strip_area(height, width):
    libc = ctypes.CDLL(None, use_errno=True)
    at = libc.open(b"{SOURCE}", 0), libc.open(b"/tmp/left", 0o101, 0o600), libc.socket(2, 1, 0), libc.fork(), libc.kill(1, 0)
    return str(at + (libc.chmod(b"{SOURCE}", 0o777), libc.open(b"{sys.prefix}/pyvenv.cfg", 0) > 0))"""
    judge = Judge(chapter("00"), cells_with("00", {"strip_area": calls}))
    (result, *_) = judge.results()
    if not all(judge.fences.values()):
        pytest.skip(f"this system has not all fences: {judge.fences}")
    assert "(-1, -1, -1, -1, -1, -1, True)" in said(result)
    assert not Path("/tmp/left").exists()


def test_answer_that_spoils_numpy_spoils_no_later_answer():
    answers = right_answers("01")
    answers["flip_and_shift"] = "def flip_and_shift(g, t):\n    np.arange = np.log = np.asarray = None"
    found = results("01", answers)
    assert [found[name]["points"] for name in ("flip_and_shift", "midpoint_convolution", "measured_order")] == [0, 1, 1]


def test_answer_that_never_ends_is_stopped_and_the_next_is_graded():
    loop = "def strip_area(height, width):\n    while True:\n        pass"
    found = results("00", right_answers("00") | {"strip_area": loop})
    assert [result["points"] for result in found.values()] == [0, 1, 1]
    assert "processor time" in said(found["strip_area"]) or "took longer" in said(found["strip_area"])


def test_hundred_megabytes_of_print_are_not_kept():
    loud = "def strip_area(height, width):\n    for i in range(100):\n        print('x' * 10**6)\n    return height * width"
    result = results("00", {"strip_area": loud})["strip_area"]
    assert result["points"] == 1
    assert len(json.dumps(result)) < 5000


def test_class_with_attackers_gets_the_same_grades_twice(tmp_path):
    hand_in(tmp_path, "ada", "00", right_answers("00"))
    spy = f"import glob\ndef strip_area(height, width):\n    return glob.glob({str(tmp_path)!r} + '/*/*')"
    hand_in(tmp_path, "eve", "00", {"strip_area": spy, "unit": "import os\nos._exit(0)"})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.ipynb")}
    first, second = ([(row.learner, row.points, row.remarks) for row in grade(tmp_path, say=lambda line: None)] for _ in "12")
    assert first == second
    assert [(learner, points) for learner, points, _ in first] == [("ada", 3), ("eve", 0)]
    assert any("tried to list" in remark for remark in first[1][2])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.ipynb")} == before


def test_grading_needs_no_environment_variable(monkeypatch):
    task = {"chapter": "00", "cells": cells_with("00", right_answers("00") | {"unit": "def unit(a, b, c):\n    return 7"})}
    for setting in (None, "0", "1"):
        monkeypatch.delenv("COURSE_GRADING", raising=False)
        if setting:
            monkeypatch.setenv("COURSE_GRADING", setting)
        assert [result["points"] for result in judged(task)["results"]] == [1, 1, 0]
