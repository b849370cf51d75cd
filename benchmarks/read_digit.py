"""Make course_utils/data/read_digit.json: how chapter 08's modern network reads one digit of the test set.

Run ``python benchmarks/read_digit.py`` by hand; it takes one to two minutes, and the result is committed. What runs are
chapter 08's own cells, down to the one that trains the modern network, so the network is written down in one place. Another
machine or another version of TensorFlow gives slightly different probabilities. The checksum that it prints belongs into
course_utils/data/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import matplotlib as mpl
from training import CHAPTER, code_cells, run_cell

TARGET = Path(__file__).resolve().parents[1] / "course_utils" / "data" / "read_digit.json"
DIGIT = 3


def trained() -> dict:
    """What is defined in chapter 08 once its modern network is trained."""
    space = {"__name__": "chapter"}
    for number, cell in enumerate(code_cells(CHAPTER)):
        run_cell(cell, f"cell {number} of {CHAPTER.name}", space)
        if "modern" in space.get("results", {}):
            return space
    raise SystemExit(f"{CHAPTER.name} trains no network that is called modern")


def read_test_set(space: dict):
    """The ten probabilities of each digit of the test set, float64 of shape (1000, 10)."""
    logits = space["modern"].predict(space["x_test"], verbose=0)
    return space["tf"].nn.softmax(logits.astype(float)).numpy()


def doubtful(probabilities, labels, digit: int = DIGIT) -> int:
    """Where in the test set the digit stands that is read right with the least probability."""
    right = (labels == digit) & (probabilities.argmax(axis=1) == digit)
    return int(min(right.nonzero()[0], key=lambda place: probabilities[place, digit]))


def main() -> None:
    parser = argparse.ArgumentParser(description="Train chapter 08's modern network and store how it reads one digit.")
    parser.add_argument("--target", type=Path, default=TARGET, help="file to write")
    parser.add_argument("--all", type=Path, help="also write the probabilities of the whole test set here, as .npy")
    arguments = parser.parse_args()

    mpl.use("agg")
    space = trained()
    probabilities, labels = read_test_set(space), space["y_test"]
    if arguments.all:
        space["np"].save(arguments.all, probabilities)
    place = doubtful(probabilities, labels)
    found = {
        "network": "the modern network of chapter 08",
        "weights": space["modern"].count_params(),
        "seed": space["SEED"],
        "tensorflow": space["tf"].__version__,
        "tested": len(labels),
        "right": int((probabilities.argmax(axis=1) == labels).sum()),
        "test_digit": place,
        "label": int(labels[place]),
        "probabilities": [round(float(p), 6) for p in probabilities[place]],
    }
    arguments.target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"{hashlib.sha256(arguments.target.read_bytes()).hexdigest()}  {arguments.target.name}")


if __name__ == "__main__":
    main()
