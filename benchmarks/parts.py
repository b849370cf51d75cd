"""Make course_utils/data/trainings.csv: the networks of chapter 08 with parts left out, each trained from three seeds.

Run ``python benchmarks/parts.py`` by hand; it takes about half an hour on two cores, and the result is committed. The
networks, the training and the data are chapter 08's own, taken from its cells, so they are written down in one place. A row is
saved as soon as its training is done, and rows that are in the file already are kept: the command goes on where it was stopped.
Delete the file to make all of it anew. Other processors give other third decimals. The checksum that it prints belongs into
course_utils/data/README.md.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import matplotlib as mpl
from training import CHAPTER, code_cells, run_cell

TARGET = Path(__file__).resolve().parents[1] / "course_utils" / "data" / "trainings.csv"
COLUMNS = ("network", "epochs", "seed", "weights", "right", "tested", "smoothness")
SEEDS = (1, 2, 3)
FEW, MANY = 8, 25  # epochs


def definitions(cells: list[str]) -> dict:
    """What chapter 08 defines: its data in full, and of all later cells the functions and classes alone."""
    space = {"__name__": "chapter", "results": {}}
    data = next(number for number, cell in enumerate(cells) if "def dense_network" in cell)
    for number, cell in enumerate(cells):
        if number >= data:
            body = [each for each in ast.parse(cell).body if isinstance(each, ast.FunctionDef | ast.ClassDef)]
            cell = "\n\n\n".join(map(ast.unparse, body))
        run_cell(cell, f"cell {number} of {CHAPTER.name}", space)
    return space


def trainings(space: dict, seed: int) -> dict[tuple[str, int], Callable]:
    """The trainings of one seed, by network and epochs: each trains a network and returns it."""
    tf, np, run, modern = (space[name] for name in ("tf", "np", "run", "modern_network"))
    adam, x_train, x_test, y_train = (space[name] for name in ("adam_that_slows", "x_train", "x_test", "y_train"))
    random = np.random.default_rng(seed)
    order, noise, drawn = random.permutation(784), random.normal(size=(16, 5, 5)), random.permutation(y_train)
    shuffled = {
        name: pixels.reshape(-1, 784)[:, order].reshape(pixels.shape) for name, pixels in (("train", x_train), ("test", x_test))
    }
    plain = lambda: modern("augmentation")  # noqa: E731

    def leave_out(part: str) -> Callable:
        return lambda: run(lambda: modern(part), adam(FEW), FEW)

    return {
        ("dense", 10): lambda: run(space["dense_network"], "adam", 10),
        ("dense, modern parts", FEW): lambda: run(space["dense_modern"], adam(FEW), FEW),
        ("LeNet", 10): lambda: run(space["lenet_valid"], tf.keras.optimizers.Adagrad(0.1), 10),
        ("LeNet", MANY): lambda: run(space["lenet_valid"], tf.keras.optimizers.Adagrad(0.1), MANY),
        ("modern", FEW): lambda: run(modern, adam(FEW), FEW),
        ("first layer frozen, named kernels", FEW): lambda: run(
            lambda: space["frozen"](space["named_kernels"]()), adam(FEW), FEW
        ),
        ("first layer frozen, random kernels", FEW): lambda: run(lambda: space["frozen"](noise), adam(FEW), FEW),
        **{
            (f"modern without {part}", FEW): leave_out(part)
            for part in ("augmentation", "batch normalisation", "dropout", "ReLU")
        },
        ("modern without falling rate", FEW): lambda: run(modern, tf.keras.optimizers.Adam(0.002), FEW),
        ("modern without augmentation, pixels shuffled", FEW): lambda: run(plain, adam(FEW), FEW, **shuffled),
        ("modern without augmentation, labels drawn at random", FEW): lambda: run(plain, adam(FEW), FEW, labels=drawn),
    }


def recorded(target: Path) -> list[dict[str, str]]:
    """The rows that the file holds so far."""
    if not target.exists():
        return []
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(target: Path, space: dict, seed: int, name: str, epochs: int, train: Callable) -> dict:
    """Train one network and add its row to the file."""
    space["SEED"] = seed
    space["results"].clear()
    with contextlib.redirect_stdout(io.StringIO()):
        model = train()
    (found,) = space["results"].values()
    convolutional = any(isinstance(layer, space["layers"].Conv2D) for layer in model.layers)
    smoothness = f"{space['neighbours_alike'](space['first_kernels'](model)):.3f}" if convolutional else ""
    tested = len(space["y_test"])
    right = round(found["accuracy"] * tested)
    row = (name, epochs, seed, found["weights"], right, tested, smoothness)
    rows = [*recorded(target), dict(zip(COLUMNS, map(str, row), strict=True))]
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return rows[-1]


def print_table(rows: list[dict[str, str]]) -> None:
    """Print the record as benchmarks/README.md shows it."""
    print(f"\n| network | epochs | weights | {' | '.join(f'seed {seed}' for seed in SEEDS)} | mean |")
    print("|---|---|---|" + "---|" * (len(SEEDS) + 1))
    for network, epochs in dict.fromkeys((row["network"], row["epochs"]) for row in rows):
        found = [row for row in rows if (row["network"], row["epochs"]) == (network, epochs)]
        right = [int(row["right"]) / int(row["tested"]) for row in found]
        cells = [network, epochs, f"{int(found[0]['weights']):,}", *(f"{share:.3f}" for share in right), f"{mean(right):.3f}"]
        print(f"| {' | '.join(cells)} |")
    print()


def main() -> None:
    mpl.use("agg")
    space = definitions(code_cells(CHAPTER))
    done = {(row["network"], int(row["epochs"]), int(row["seed"])) for row in recorded(TARGET)}
    for seed in SEEDS:
        for (name, epochs), train in trainings(space, seed).items():
            if (name, epochs, seed) not in done:
                print(*record(TARGET, space, seed, name, epochs, train).values(), sep=" | ", flush=True)
    print_table(recorded(TARGET))
    print(f"{hashlib.sha256(TARGET.read_bytes()).hexdigest()}  {TARGET.name}")


if __name__ == "__main__":
    main()
