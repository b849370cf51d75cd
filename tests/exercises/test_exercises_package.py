"""The package finds its chapters and imports no more than they need."""

import subprocess
import sys

import pytest

from course_utils import exercises


def test_chapters_are_found_by_name():
    from course_utils.exercises import ch02

    assert exercises.ch02 is ch02
    assert {"ch00", "ch01", "ch02", "Report"} <= set(dir(exercises))
    with pytest.raises(AttributeError, match="there is no 'ch99'"):
        exercises.ch99  # noqa: B018


def test_the_checks_do_not_import_tensorflow_or_a_plotting_window():
    code = (
        "import sys; from course_utils import exercises; [getattr(exercises, n) for n in dir(exercises)]; "
        "print(sorted({'tensorflow', 'keras', 'matplotlib.pyplot'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
