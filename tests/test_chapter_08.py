"""Chapter 08: the progress of a training, and the benchmark that runs its cells."""

import runpy

import matplotlib.pyplot as plt
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter

from course_utils import chapter
from course_utils.datasets import load_trainings
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


def test_the_record_trains_the_functions_of_the_chapter_and_holds_what_is_trained(root, monkeypatch):
    monkeypatch.syspath_prepend(root / "benchmarks")
    parts = runpy.run_path(str(root / "benchmarks" / "parts.py"))
    space = parts["definitions"](parts["code_cells"](parts["CHAPTER"]))
    assert {"modern_network", "frozen", "run"} <= set(space)
    assert "dense" not in space, "no training of the chapter runs"
    recorded = {(one.network, one.epochs) for one in load_trainings()}
    assert set(parts["trainings"](space, 1)) == recorded


def test_a_training_adds_its_row_and_keeps_the_others(root, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(root / "benchmarks")
    parts = runpy.run_path(str(root / "benchmarks" / "parts.py"))
    space = {"results": {}, "layers": chapter.import_tensorflow().keras.layers, "y_test": [0] * 8}
    model = chapter.import_tensorflow().keras.Sequential()

    def train():
        space["results"]["tiny"] = {"accuracy": 0.75, "weights": 3}
        return model

    for seed in (1, 2):
        parts["record"](tmp_path / "rows.csv", space, seed, "tiny", 4, train)
    rows = [tuple(row.values()) for row in parts["recorded"](tmp_path / "rows.csv")]
    assert rows == [("tiny", "4", seed, "3", "6", "8", "") for seed in "12"]


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
