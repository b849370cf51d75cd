"""Full MNIST and Fashion-MNIST, with the real Keras and without a network."""

import gzip
import multiprocessing
import os
import socket
import threading
from pathlib import Path

import numpy as np
import pytest

from course_utils import downloads
from course_utils.datasets import load_digits

FASHION_FILES = {
    "train-labels-idx1-ubyte.gz": (8, (60_000,)),
    "train-images-idx3-ubyte.gz": (16, (60_000, 28, 28)),
    "t10k-labels-idx1-ubyte.gz": (8, (10_000,)),
    "t10k-images-idx3-ubyte.gz": (16, (10_000, 28, 28)),
}


@pytest.fixture
def keras_cache(tmp_path, monkeypatch):
    """An empty cache of Keras's data sets; every download goes to a port of this machine on which nobody listens."""
    pytest.importorskip("keras")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed_port = unused.getsockname()[1]
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed_port}")
    for variable in ("HTTPS_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("urllib.request._opener", None)  # it keeps the proxy of the first download of a process
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr("keras.src.backend.config._KERAS_DIR", str(tmp_path))  # read from KERAS_HOME at import
    return tmp_path / "datasets"


def write_fashion_mnist(folder):
    """Write four files such as those of Fashion-MNIST: every pixel of a picture has the value of its label."""
    folder.mkdir(parents=True)
    for name, (header, shape) in FASHION_FILES.items():
        values = np.broadcast_to((np.arange(shape[0]) % 10).reshape(-1, *[1] * (len(shape) - 1)), shape)
        (folder / name).write_bytes(gzip.compress(bytes(header) + values.astype(np.uint8).tobytes(), compresslevel=1))


@pytest.mark.parametrize(
    ("source", "folder", "files"),
    [("mnist", "", ["mnist.npz"]), ("fashion_mnist", "fashion-mnist", list(FASHION_FILES))],
)
def test_without_a_network_the_error_says_what_can_be_done(keras_cache, source, folder, files):
    with pytest.raises(ConnectionError) as caught:
        load_digits(source)
    message = str(caught.value)
    assert f"'{source}'" in message
    assert "Connection refused" in message
    assert str(keras_cache / folder) in message
    for file in files:
        assert file in message
    assert "https://storage.googleapis.com/tensorflow/tf-keras-datasets/" in message
    assert "load_digits('mnist_5k'), which works offline" in message
    assert "URL fetch failure" in str(caught.value.__cause__)
    assert [path for path in keras_cache.rglob("*") if path.is_file()] == []


def test_files_put_by_hand_into_the_named_folder_are_read(keras_cache):
    write_fashion_mnist(keras_cache / "fashion-mnist")
    (x_train, y_train), (x_test, y_test) = load_digits("fashion_mnist")
    assert x_train.shape == (60_000, 28, 28)
    assert x_test.shape == (10_000, 28, 28)
    np.testing.assert_array_equal(y_train, np.arange(60_000) % 10)
    np.testing.assert_array_equal(x_test[:, 27, 27], y_test)
    for array in (x_train, y_train, x_test, y_test):
        assert array.dtype == np.uint8
        assert array.flags.writeable


def left_as_it_was(path, source, *fragments):
    """Check that the source is refused in a sentence about the file, and that the file is still what it was."""
    before = path.read_bytes()
    with pytest.raises(ValueError, match="is not what its name says") as caught:
        load_digits(source)
    for fragment in (str(path), "It was left as it is", "load_digits('mnist_5k')", *fragments):
        assert fragment in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["truncated", "login page", "too short"])
def test_a_damaged_file_is_named_and_stays(keras_cache, damage):
    write_fashion_mnist(keras_cache / "fashion-mnist")
    path = keras_cache / "fashion-mnist" / "t10k-images-idx3-ubyte.gz"
    whole = path.read_bytes()
    damaged = {
        "truncated": whole[: len(whole) // 2],
        "login page": b"<html>Please log in</html>",
        "too short": gzip.compress(bytes(16 + 28 * 28)),
    }
    path.write_bytes(damaged[damage])
    left_as_it_was(path, "fashion_mnist")
    path.write_bytes(whole)
    assert load_digits("fashion_mnist")[1][0].shape == (10_000, 28, 28)


def mnist_arrays(**changed):
    arrays = {"x_train": np.zeros((60_000, 28, 28), np.uint8), "y_train": np.arange(60_000, dtype=np.uint8) % 10}
    arrays |= {"x_test": np.ones((10_000, 28, 28), np.uint8), "y_test": np.arange(10_000, dtype=np.uint8) % 10}
    return arrays | changed


@pytest.mark.parametrize(
    ("arrays", "fragment"),
    [
        ({"x_train": np.zeros(3)}, "it cannot be read"),
        (mnist_arrays(x_test=np.zeros((10_000, 32, 32), np.uint8)), "x_test is uint8 of shape (10000, 32, 32)"),
        (mnist_arrays(y_test=np.full(10_000, 47, np.uint8)), "y_test has the label 47"),
    ],
)
def test_a_file_that_is_not_mnist_is_named_and_stays(keras_cache, arrays, fragment):
    keras_cache.mkdir()
    np.savez_compressed(keras_cache / "mnist.npz", **arrays)
    left_as_it_was(keras_cache / "mnist.npz", "mnist", fragment)


def test_mnist_packed_in_another_way_is_read(keras_cache):
    keras_cache.mkdir()
    np.savez_compressed(keras_cache / "mnist.npz", **mnist_arrays())
    (x_train, y_train), (x_test, y_test) = load_digits("mnist")
    assert (x_train.max(), x_test.min()) == (0, 1)
    np.testing.assert_array_equal(y_train[:12], [*range(10), 0, 1])
    assert y_test.flags.writeable


def test_the_files_of_mnist_in_the_place_of_fashion_are_found_out(keras_cache):
    write_fashion_mnist(keras_cache / "fashion-mnist")
    path = keras_cache / "fashion-mnist" / "train-labels-idx1-ubyte.gz"
    digits = np.repeat(np.arange(10), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]).astype(np.uint8)
    path.write_bytes(gzip.compress(bytes(8) + digits.tobytes()))
    left_as_it_was(path, "fashion_mnist", "the files of MNIST have the same names")


def test_a_label_above_nine_is_found_out(keras_cache):
    write_fashion_mnist(keras_cache / "fashion-mnist")
    path = keras_cache / "fashion-mnist" / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes(gzip.compress(bytes(8) + bytes([10] * 10_000)))
    left_as_it_was(path, "fashion_mnist", "label 10")


def test_keras_home_counts_also_when_it_is_set_late(keras_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "late"))
    write_fashion_mnist(tmp_path / "late" / "datasets" / "fashion-mnist")
    assert load_digits("fashion_mnist")[0][0].shape == (60_000, 28, 28)
    with pytest.raises(ConnectionError, match=str(tmp_path / "late" / "datasets")):
        load_digits("mnist")


def hold(folder, held, release):
    with downloads._alone_in(Path(folder)):
        held.set()
        release.wait(60)


@pytest.mark.skipif(os.name != "posix", reason="this system cannot lock a folder")
def test_a_second_process_waits_until_the_first_has_downloaded(keras_cache, monkeypatch):
    keras_cache.mkdir()
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    first = context.Process(target=hold, args=(str(keras_cache), held, release))
    first.start()
    assert held.wait(60)
    order = []

    def arrive(url, folder):
        order.append("download")
        raise OSError("no network")

    monkeypatch.setattr(downloads, "_download", arrive)

    def call():
        with pytest.raises(ConnectionError):
            load_digits("mnist")

    second = threading.Thread(target=call)
    second.start()
    second.join(0.5)
    order.append("released")
    release.set()
    second.join(60)
    first.join(60)
    assert order == ["released", "download"]


def test_a_server_that_stays_silent_is_given_up(keras_cache, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:  # accepts, and never answers
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setattr(downloads, "_TIMEOUT", 0.2)
        with pytest.raises(ConnectionError, match="timed out"):
            load_digits("mnist")
    assert socket.getdefaulttimeout() is None
