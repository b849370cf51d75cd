"""What the tests share that need more than the course: nbgrader, Dask, or minutes."""

import os

import pytest

from classroom.chapters import ROOT


@pytest.fixture(autouse=True)
def _course_in_reach(monkeypatch):
    """Kernels and workers that a test starts find the course of this checkout."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests" / "classroom")]))
    monkeypatch.delenv("COURSE_GRADING", raising=False)
