"""What an answer can see of the course: no check, no reference, no solution."""

import inspect
import subprocess
import sys

import pytest

import course_utils.exercises as checks
from classroom.chapters import ROOT, read_chapters
from classroom.grading.room import beside, furnish

EVERY = [
    getattr(getattr(checks, exercise.module), exercise.check) for chapter in read_chapters() for exercise in chapter.exercises
]


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    place = tmp_path_factory.mktemp("room") / "course"
    furnish(place, [found for found in map(beside, EVERY) if found])
    return place


def lines_of(function):
    try:
        return [line.strip() for line in inspect.getsource(function).splitlines()[1:] if len(line.strip()) > 12]
    except (OSError, TypeError):
        return []


def test_checks_stand_beside_the_answer_only_where_they_use_tensorflow():
    assert {check.name for check in EVERY if beside(check)} >= {"second_derivative", "convolve_with_tf", "step_in_pieces"}
    assert not [check.name for check in EVERY if beside(check) and check.number.startswith(("0.", "1.", "2."))]


def test_no_reference_and_no_hint_is_in_the_room(room):
    text = "\n".join(path.read_text(encoding="utf-8") for path in (room / "course_utils" / "asks").glob("*.py"))
    text += (room / "course_utils" / "exercises.py").read_text(encoding="utf-8")
    for check in EVERY:
        assert check.reference.__name__ == "<lambda>" or f"def {check.reference.__name__}(" not in text, check.name
        assert not any(mistake.hint in text for mistake in check.mistakes)
        assert check.stronger not in text


def test_room_has_no_notebook_and_none_of_the_graders_own_modules(room):
    assert not list(room.rglob("*.ipynb"))
    held = {path.name for path in (room / "classroom").rglob("*.py")}
    assert held == {"__init__.py", "answering.py", "confine.py", "peer.py", "values.py"}


def test_the_course_works_in_the_room_and_its_checks_do_nothing(room):
    code = (
        f"import sys; sys.path.insert(0, {str(room)!r})\n"
        "from course_utils import exercises\nfrom course_utils.integrals import BOX, RAMP, convolve\n"
        "import course_utils.asks.ch04, course_utils.asks.small_network\n"
        "print(convolve(BOX, RAMP, 0.0), exercises.ch01.reach.reference(3), exercises.ch01.reach(4))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("1.0 None None\n", "")
