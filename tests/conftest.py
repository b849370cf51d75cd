"""What nbval 0.11 leaves out: figures are compared, a cell that was never run fails, history is kept, stderr fails.

Without history IPython does not see a trailing ``;`` and shows a value that the reader does not see. nbval has no hooks
for these, so its methods are wrapped here; that is why its version is pinned.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest
from chapters import figures_differ
from hypothesis import settings
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, NbCellError

ROOT = Path(__file__).resolve().parent.parent
os.environ["IPYTHONDIR"] = tempfile.mkdtemp(prefix="ipython-")

settings.register_profile("course", derandomize=True, deadline=None)  # a red run is a change, never luck
settings.load_profile("course")

compare_text = IPyNbCell.compare_outputs
run_cell = IPyNbCell.runtest


def execute_with_history(self, cell_input, allow_stdin=None):
    return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


def png_figures(outputs):
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]


def compare_text_and_figures(self, test, ref, skip_compare=None):
    same = compare_text(self, test, ref, skip_compare)
    new, committed = png_figures(test), png_figures(ref)
    differences = [difference for pair in zip(committed, new, strict=False) if (difference := figures_differ(*pair))]
    if len(new) != len(committed):
        differences.append(f"the chapter has {len(committed)} figures here and the run made {len(new)}")
    if differences:
        self.comparison_traceback += differences
    return same and not differences


def run_and_check(self):
    if self.cell.execution_count is None and self.cell.source.strip():
        raise NbCellError(self.cell_num, "This cell was never run: make notebooks runs it", self.cell.source)
    run_cell(self)
    for output in self.test_outputs:
        if output["output_type"] == "stream" and output["name"] == "stderr":
            raise NbCellError(self.cell_num, "The cell wrote to stderr", self.cell.source, output["text"])


RunningKernel.execute_cell_input = execute_with_history
IPyNbCell.compare_outputs = compare_text_and_figures
IPyNbCell.runtest = run_and_check


class CloseFigures:
    """Close what a test or a doctest drew; as a plugin of its own it serves the doctests of course_utils, too."""

    def pytest_runtest_teardown(self):
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


def pytest_configure(config):
    config.pluginmanager.register(CloseFigures())


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return ROOT
