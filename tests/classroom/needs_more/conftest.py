"""What the tests share that need more than the course: nbgrader, Dask, or minutes."""

import os
import sys
from pathlib import Path

import pytest

from classroom.chapters import ROOT


@pytest.fixture(autouse=True, scope="module")
def _course_in_reach():
    """Kernels and workers that a test starts find the course of this checkout, and nbgrader finds its tools."""
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tools")]))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.delenv("COURSE_GRADING", raising=False)
    yield
    monkeypatch.undo()
