"""The opening and closing of a chapter: reports that do not fail, silence that does not swallow errors."""

import os
import subprocess
import sys

import numpy as np
import pytest

from course_utils import chapter


def test_environment_report_names_every_package_and_a_missing_one(monkeypatch, capsys):
    monkeypatch.setattr(chapter, "PACKAGES", ("numpy", "no-such-package"))
    monkeypatch.setattr(chapter, "_tensorflow_report", lambda: "TensorFlow was tried.")
    chapter.check_environment()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Python", sys.version.split()[0]]
    assert lines[1].split() == ["numpy", np.__version__]
    assert "missing: run `make setup`" in lines[2]
    assert lines[3] == "TensorFlow was tried."


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("pass", "can be imported; it took"),
        ("import no_such_module", "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'"),
        ("import os; os._exit(3)", "cannot be imported: the process ended with code 3"),
        ("import os; os.abort()", "cannot be imported: the process ended with code -6"),
    ],
)
def test_tensorflow_report_says_what_happened_and_never_fails(command, words):
    assert words in chapter._tensorflow_report(command)


def test_tensorflow_report_gives_up_after_its_limit():
    assert "timed out after" in chapter._tensorflow_report("import time; time.sleep(60)", limit=0.5)


def test_quiet_stderr_silences_the_descriptor_and_gives_it_back(capfd):
    with chapter._quiet_stderr():
        os.write(2, b"a line of a C library")
    os.write(2, b"heard again")
    assert capfd.readouterr().err == "heard again"


def test_quiet_stderr_gives_the_descriptor_back_after_an_error_and_lets_it_through(capfd):
    with pytest.raises(ImportError, match="for a reason"), chapter._quiet_stderr():
        raise ImportError("for a reason")
    os.write(2, b"heard again")
    assert capfd.readouterr().err == "heard again"


def test_import_of_tensorflow_writes_nothing():
    code = "from course_utils.chapter import import_tensorflow; import_tensorflow()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_run_time_counts_from_the_setup_cell(monkeypatch, capsys):
    monkeypatch.setattr(chapter.time, "perf_counter", lambda: chapter._started + 83.4)
    chapter.run_time()
    assert capsys.readouterr().out == "83 s since the setup cell.\n"


@pytest.mark.parametrize("number", [1, 2, 8])
def test_back_of_the_book_follows_its_formula(number):
    x, y = chapter.back_of_the_book(number).lines[0].get_data()
    t = np.linspace(0, (2 * (number - 1) + 1) * np.pi / 2, len(x))
    np.testing.assert_allclose(x, t * np.cos(t) ** 3)
    np.testing.assert_allclose(y, 9 * t * np.sqrt(np.abs(np.cos(t))) + t * np.sin(0.3 * t) * np.cos(2 * t))


def test_chapter_0_borrows_the_curve_of_chapter_1():
    curves = [chapter.back_of_the_book(number).lines[0].get_xydata() for number in (0, 1)]
    np.testing.assert_array_equal(*curves)


def test_a_negative_chapter_gets_a_sentence():
    with pytest.raises(ValueError, match="the chapter's number is -1, and the chapters count from 0"):
        chapter.back_of_the_book(-1)
