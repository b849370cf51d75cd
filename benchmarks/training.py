"""Run chapter 08 from three seeds and print the table of its networks, with the accuracy of each.

Run ``python benchmarks/training.py`` (or ``make bench``, at its end); it takes about eight minutes on two cores. What runs
are the chapter's own cells, all but the exercises, so nothing is written down twice. The exit status is 1 when a range
that the chapter asserts does not hold for a seed, when the modern network trained for more than a minute, or when its mean
accuracy is below 0.98. The minute is meant for two cores that have nothing else to do.
"""

from __future__ import annotations

import contextlib
import io
import json
import linecache
import sys
from pathlib import Path
from statistics import mean

import matplotlib as mpl
import matplotlib.pyplot as plt

CHAPTER = Path(__file__).parent.parent / "notebooks" / "08_keras_cnn.ipynb"
SEEDS = (1, 2, 3)
LEFT_OUT = {"exercise", "check", "solution", "predict", "recall", "raises-exception"}
LOWEST_MEAN = 0.98
LONGEST_TRAINING = 60.0  # seconds


def code_cells(path: Path) -> list[str]:
    """The source of each code cell of a chapter, without its exercises, IPython's magics and the errors it shows."""
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    cells = [cell for cell in cells if not LEFT_OUT & set(cell["metadata"].get("tags", []))]
    sources = ["".join(cell["source"]) for cell in cells]
    return [source for source in sources if not source.startswith("%")]


def run_cell(source: str, name: str, space: dict) -> None:
    """Run one cell in ``space``; what it prints and draws is dropped."""
    name = f"<{name}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)  # tf.function reads the source
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, name, "exec"), space)
    plt.close("all")


def run_chapter(cells: list[str], seed: int) -> tuple[dict[str, dict], list[str]]:
    """Run the cells with another SEED; return the chapter's results and the cells whose asserts do not hold."""
    space, broken = {"__name__": "chapter"}, []
    for number, cell in enumerate(cells):
        try:
            run_cell(cell, f"cell {number} of {CHAPTER.name}", space)
        except AssertionError:
            broken.append(f"seed {seed}: this does not hold:\n{cell}")
        if "SEED" in space:
            space["SEED"] = seed
    return space["results"], broken


def main() -> int:
    mpl.use("agg")
    cells = code_cells(CHAPTER)
    runs, failures = [], []
    for seed in SEEDS:
        results, broken = run_chapter(cells, seed)
        runs.append(results)
        failures += broken
        print(f"chapter 08 ran from seed {seed}", flush=True)
    print(f"\n| network | weights | {' | '.join(f'seed {seed}' for seed in SEEDS)} | mean accuracy | mean seconds |")
    print("|---|---|" + "---|" * (len(SEEDS) + 2))
    for name, row in runs[0].items():
        accuracies, seconds = ([run[name][figure] for run in runs] for figure in ("accuracy", "seconds"))
        figures = [f"{row['weights']:,}", *(f"{accuracy:.3f}" for accuracy in accuracies)]
        print(f"| {name} | {' | '.join(figures)} | {mean(accuracies):.4f} | {mean(seconds):.1f} |")
    modern = [run["modern"] for run in runs]
    if (average := mean(row["accuracy"] for row in modern)) < LOWEST_MEAN:
        failures.append(f"the modern network's mean accuracy is {average:.4f}, below {LOWEST_MEAN}")
    if (longest := max(row["seconds"] for row in modern)) > LONGEST_TRAINING:
        failures.append(f"the modern network trained for {longest:.0f} s, more than {LONGEST_TRAINING:.0f} s")
    print("\n" + "\n".join(failures or ["all ranges that the chapter asserts hold for all seeds"]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
