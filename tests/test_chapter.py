"""The opening and closing of a chapter: reports that do not fail, silence that does not swallow errors."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils import chapter


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A Python that `make setup` did not make."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    return tmp_path


@pytest.fixture
def by_make(monkeypatch, tmp_path):
    """The Python of an environment that `make setup` made."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "make_venv.py").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.setattr(chapter.shutil, "which", lambda command: f"/usr/bin/{command}")
    return tmp_path


def test_environment_report_names_every_package_and_a_missing_one(monkeypatch, capsys, elsewhere):
    monkeypatch.setattr(chapter, "PACKAGES", ("numpy", "no-such-package"))
    monkeypatch.setattr(chapter, "_tensorflow_report", lambda: "TensorFlow was tried.")
    chapter.check_environment()
    assert capsys.readouterr().out.splitlines() == [
        f"Python        {sys.version.split()[0]}",
        f"numpy         {np.__version__}",
        "no-such-package missing: run `%pip install no-such-package` and restart the kernel",
        "TensorFlow was tried.",
    ]


def test_a_missing_package_is_mended_by_make_where_make_made_the_environment(by_make):
    assert chapter._remedy("scipy") == f": close JupyterLab and run `make setup` in {by_make}"


def test_without_make_the_remedy_is_the_command_that_made_the_environment(monkeypatch, by_make):
    monkeypatch.setattr(chapter.shutil, "which", lambda command: None)
    assert f"run `{Path(sys._base_executable).name} tools/make_venv.py .venv` in {by_make}" in chapter._remedy("scipy")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("pass", "can be imported; it took"),
        ("import no_such_module", "cannot be imported (ModuleNotFoundError: No module named 'no_such_module')"),
        ("import os; os._exit(3)", "cannot be imported (the process ended with code 3)"),
        ("import os; os.abort()", "cannot be imported (the process ended with code -6)"),
    ],
)
def test_tensorflow_report_says_what_happened_and_never_fails(command, words):
    assert words in chapter._tensorflow_report(command)


def test_a_broken_tensorflow_gets_its_reason_and_a_command(elsewhere):
    report = chapter._tensorflow_report("raise ImportError('libfoo.so is missing')")
    assert re.fullmatch(
        r"TensorFlow [\d.]+ is installed and cannot be imported \(ImportError: libfoo.so is missing\): run `%pip install "
        r"--force-reinstall --no-deps tensorflow` and restart the kernel\. Chapters 00 to 02 work without it\.",
        report,
    )


def test_a_broken_tensorflow_of_the_course_is_made_anew_by_make(by_make):
    assert f"close JupyterLab and run `make setup` in {by_make}. " in chapter._tensorflow_report("import no_such_module")


def test_a_browser_is_told_that_tensorflow_cannot_be_there(monkeypatch, capsys):
    monkeypatch.setattr(chapter.sys, "platform", "emscripten")
    monkeypatch.setattr(chapter, "version", not_installed)
    monkeypatch.setattr(chapter.subprocess, "run", None)
    chapter.check_environment()
    out = capsys.readouterr().out
    assert "make" not in out
    assert "TensorFlow cannot be installed in a browser's Python. Chapters 00 to 02 work without it." in out
    assert re.search(r"^scipy +missing: run `%pip install scipy`$", out, re.MULTILINE)
    assert re.search(r"^tensorflow +missing$", out, re.MULTILINE)


def not_installed(package):
    raise chapter.PackageNotFoundError(package)


def test_import_of_a_missing_tensorflow_says_what_to_install(monkeypatch, elsewhere):
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    monkeypatch.setattr(chapter, "version", not_installed)
    with pytest.raises(ImportError, match=r"^TensorFlow is not installed: run `%pip install tensorflow` and restart"):
        chapter.import_tensorflow()


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


def test_run_time_counts_from_the_last_run_of_the_setup_cell(monkeypatch, capsys):
    now = chapter.time.perf_counter()
    for started in (now + 100, now + 500):
        monkeypatch.setattr(chapter.time, "perf_counter", lambda started=started: started)
        chapter.start()
        monkeypatch.setattr(chapter.time, "perf_counter", lambda started=started: started + 83.4)
        chapter.run_time()
    assert capsys.readouterr().out == 2 * "83 s since the setup cell.\n"


def test_versions_name_what_is_imported_and_say_the_same_twice(capsys):
    chapter.versions()
    first = capsys.readouterr()
    chapter.versions()
    assert capsys.readouterr() == first
    assert re.search(rf"^numpy *: {re.escape(np.__version__)}$", first.out, re.MULTILINE)
    assert ("tensorflow" in first.out) == ("tensorflow" in sys.modules)
    assert first.err == ""


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
