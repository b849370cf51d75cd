"""The data sets that a reader's machine may fetch: full MNIST and Fashion-MNIST, through the download and the cache of Keras.

A file that is there is read and checked here, and never replaced or removed, whoever put it there.
"""

import gzip
import math
import os
import socket
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Split = tuple[NDArray[np.uint8], NDArray[np.uint8]]

_KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_TIMEOUT = 30.0  # seconds of silence from the server
_MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"  # what Keras expects of a download
# The files of Fashion-MNIST: the length of the header, then the shape of the bytes that follow.
_FASHION_MNIST = {
    "train-images-idx3-ubyte.gz": (16, (60_000, 28, 28)),
    "train-labels-idx1-ubyte.gz": (8, (60_000,)),
    "t10k-images-idx3-ubyte.gz": (16, (10_000, 28, 28)),
    "t10k-labels-idx1-ubyte.gz": (8, (10_000,)),
}


def load_mnist() -> tuple[Split, Split]:
    """All of MNIST; `course_utils.datasets.load_digits` describes what it returns and raises."""
    path = _in_cache("mnist", "", ["mnist.npz"]) / "mnist.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            x_train, y_train, x_test, y_test = (file[name] for name in ("x_train", "y_train", "x_test", "y_test"))
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise _not_the_data(path, f"it cannot be read ({error})") from error
    for name, array, shape in (
        ("x_train", x_train, (60_000, 28, 28)),
        ("y_train", y_train, (60_000,)),
        ("x_test", x_test, (10_000, 28, 28)),
        ("y_test", y_test, (10_000,)),
    ):
        if array.shape != shape or array.dtype != np.uint8:
            raise _not_the_data(path, f"its {name} is {array.dtype} of shape {array.shape} instead of uint8 of shape {shape}")
        if name.startswith("y") and array.max() > 9:
            raise _not_the_data(path, f"its {name} has the label {array.max()}, and there are ten classes, 0 to 9")
    return (x_train, y_train), (x_test, y_test)


def load_fashion_mnist() -> tuple[Split, Split]:
    """All of Fashion-MNIST; `course_utils.datasets.load_digits` describes what it returns and raises."""
    folder = _in_cache("fashion_mnist", "fashion-mnist", list(_FASHION_MNIST))
    x_train, y_train, x_test, y_test = (_read_idx(folder / name, *form) for name, form in _FASHION_MNIST.items())
    for name, labels in (("train-labels-idx1-ubyte.gz", y_train), ("t10k-labels-idx1-ubyte.gz", y_test)):
        if labels.max() > 9:
            raise _not_the_data(folder / name, f"it has the label {labels.max()}, and there are ten classes, 0 to 9")
        if len(set(np.bincount(labels, minlength=10))) > 1:
            raise _not_the_data(
                folder / name,
                "its classes differ in size, and those of Fashion-MNIST do not (the files of MNIST have the same names)",
            )
    return (x_train, y_train), (x_test, y_test)


def _in_cache(source: str, subfolder: str, files: list[str]) -> Path:
    """Return the folder in which Keras keeps these files, after Keras has downloaded those that are not there."""
    folder = _keras_home() / "datasets" / subfolder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone_in(folder):
            for name in files:
                if not (folder / name).exists():
                    _download(f"{_KERAS_URL}{name}", folder)
    except Exception as error:  # Keras itself raises a bare Exception when the download fails
        raise ConnectionError(
            f"{source!r} is not on this machine and could not be downloaded ({error}). "
            f"Connect to the internet and try again; or put {', '.join(files)} from {_KERAS_URL} "
            f"into the folder {folder} by hand; or use load_digits('mnist_5k'), which works offline."
        ) from error
    return folder


def _keras_home() -> Path:
    """Return the folder in which `keras.utils.get_file` looks, or its fallback if that one is read-only."""
    home = os.path.expanduser(os.environ.get("KERAS_HOME", "~/.keras"))
    nearest = Path(home)
    while not nearest.exists():
        nearest = nearest.parent
    if not os.access(nearest, os.W_OK):
        home = os.path.join("/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir(), ".keras")
    return Path(home)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process downloads into the folder, on systems that can lock one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _download(url: str, folder: Path) -> None:
    """Let Keras download a file beside its place and move it there when it is whole."""
    import keras

    name = url.rsplit("/", 1)[1]
    previous_timeout = socket.getdefaulttimeout()
    try:
        socket.setdefaulttimeout(_TIMEOUT)  # Keras would wait for ever for a server that has gone silent
        with tempfile.TemporaryDirectory(dir=folder) as part:
            expected = _MNIST_SHA256 if name == "mnist.npz" else None
            os.replace(keras.utils.get_file(name, url, cache_dir=part, cache_subdir="", file_hash=expected), folder / name)
    finally:
        socket.setdefaulttimeout(previous_timeout)


def _read_idx(path: Path, header: int, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    size = math.prod(shape)
    try:
        with gzip.open(path) as file:
            content = file.read(header + size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise _not_the_data(path, f"it cannot be read ({error})") from error
    if len(content) != header + size:
        raise _not_the_data(path, f"it does not hold {header + size:,} bytes when unpacked")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape).copy()


def _not_the_data(path: Path, problem: str) -> ValueError:
    return ValueError(
        f"{path} is not what its name says: {problem}. It was left as it is; move it away and call again to download the "
        "right one, or use load_digits('mnist_5k'), which works offline."
    )
