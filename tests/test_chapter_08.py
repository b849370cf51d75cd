"""Chapter 08: the progress of a training, and the benchmark that runs its cells."""

import runpy

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from course_utils import chapter
from course_utils.widgets import TrainingProgress, training_progress


@pytest.fixture(autouse=True)
def _no_figure_is_left():
    yield
    plt.close("all")


# ------------------------------------------------------------------------------------------------------------- progress


def test_what_a_notebook_saves_of_a_progress_is_one_line_whatever_happened():
    progress = TrainingProgress("dense", 3)
    before, _ = DisplayFormatter().format(progress)
    progress.update(2, {"loss": 0.123456, "val_loss": 0.5})
    progress.finish()
    after, _ = DisplayFormatter().format(progress)
    assert set(before) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert before["text/plain"] == after["text/plain"] == repr(progress)
    assert len(repr(progress)) < 110  # ipywidgets cuts longer ones


def test_a_progress_shows_the_last_epoch_and_escapes_names():
    progress = TrainingProgress("<b>dense</b>", 1)
    progress.update(1, {"loss": 0.123456, "val_loss": 0.5})
    assert progress.bar.value == progress.bar.max == 1
    assert "epoch 1 of 1: loss 0.1235, validation loss 0.5000" in progress.status.value
    assert "<b>" not in progress.status.value
    assert "at most 1 epoch;" in repr(progress)


def test_the_callback_follows_a_training(capsys):
    keras = chapter.import_tensorflow().keras
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", loss="mse")
    callback = training_progress("line")
    model.fit(np.zeros((4, 2)), np.zeros(4), epochs=3, verbose=0, callbacks=[callback])
    assert capsys.readouterr().out == "line: at most 3 epochs; run this cell in JupyterLab to watch the loss\n"
    assert callback.progress.bar.value == 3
    assert "done, epoch 3 of 3: loss 0.0000" in callback.progress.status.value


# ------------------------------------------------------------------------------------------------------------ benchmark


@pytest.fixture(scope="module")
def benchmark(root):
    return runpy.run_path(str(root / "benchmarks" / "training.py"))


def test_the_benchmark_runs_the_cells_of_the_chapter_and_no_exercise(benchmark):
    cells = benchmark["code_cells"](benchmark["CHAPTER"])
    source = "\n".join(cells)
    assert cells[0].startswith("import")
    assert "def modern_network" in source
    assert "exercises.ch08." not in source
    assert "%watermark" not in source


def test_the_benchmark_sets_the_seed_and_reports_what_does_not_hold(benchmark):
    cells = ["SEED = 1\nresults = {}", "results['seed'] = {'is': SEED}", "print('hidden')\nassert SEED == 1"]
    results, broken = benchmark["run_chapter"](cells, 3)
    assert results == {"seed": {"is": 3}}
    assert broken == [f"seed 3: this does not hold:\n{cells[2]}"]


def test_the_seed_of_the_chapter_is_one_of_the_recorded(benchmark, root):
    setting = next(cell for cell in benchmark["code_cells"](benchmark["CHAPTER"]) if "SEED =" in cell)
    space = {}
    exec(setting, space)
    assert space["SEED"] in benchmark["SEEDS"]
    assert space["SOURCE"] == "mnist_5k"
    recorded = (root / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(f"seed {seed} |" in recorded for seed in benchmark["SEEDS"])
