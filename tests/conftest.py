"""What nbval 0.11 leaves out: figures, alt texts and the order of outputs are compared, also the kinds of ignored outputs; a
cell that was never run fails, history is kept, stderr fails.

Without history IPython does not see a trailing ``;`` and shows a value that the reader does not see. nbval has no hooks
for these, so its methods are wrapped here; that is why its version is pinned.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbval.plugin
import pytest
from chapters import FIGURES, joined, kinds
from figures import figures_differ
from hypothesis import settings
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, NbCellError

ROOT = Path(__file__).resolve().parent.parent
os.environ["IPYTHONDIR"] = tempfile.mkdtemp(prefix="ipython-")
collect_ignore = ["classroom/grading"] if sys.platform == "win32" else []  # it limits processes, which Windows cannot

settings.register_profile("course", derandomize=True, deadline=None)  # a red run is a change, never luck
settings.load_profile("course")

compare_text = IPyNbCell.compare_outputs
run_cell = IPyNbCell.runtest


def execute_with_history(self, cell_input, allow_stdin=None):
    return self.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)


def compare_text_and_figures(self, test, ref, skip_compare=None):
    same = compare_text(self, test, ref, skip_compare)
    differences = []
    for new, committed in zip(test, ref, strict=False):
        for mime in FIGURES:
            figures = [output.get("data", {}).get(mime) for output in (committed, new)]
            if all(figures) and (difference := figures_differ(*figures)):
                differences.append(difference)
        if "data" in committed and "data" in new and committed.metadata != new.metadata:
            differences.append(f"the metadata of the output was {committed.metadata} and is now {new.metadata}")
    self.comparison_traceback += differences
    return same and not differences


def run_and_check(self):
    def fail(message, details=None):
        raise NbCellError(self.cell_num, message, self.cell.source, details)

    if self.cell.execution_count is None and self.cell.source.strip():
        fail("This cell was never run: make notebooks runs it")
    run_cell(self)
    for output in self.test_outputs:
        if output["output_type"] == "stream" and output["name"] == "stderr":
            fail("The cell wrote to stderr", output["text"])
    made, committed = kinds(self.test_outputs), kinds(joined(self.cell.outputs))
    if made != committed:
        fail("The cell has other outputs", f"It has {committed} here, and the run made {made}.")


nbval.plugin.coalesce_streams = joined
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
