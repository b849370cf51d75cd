import os
import re
import struct
import subprocess
import sys
import tracemalloc
import zlib
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils import datasets
from course_utils.datasets import (
    PICTURES,
    load_digits,
    load_picture,
    load_read_digit,
    load_study_hours,
    load_trainings,
    to_grey,
)

DATA = Path(datasets.__file__).parent / "data"
# Four areas of even, web-safe colour, which every format keeps well; higher than wide, so that a turned picture shows.
COLOURS = np.zeros((24, 16, 3), np.uint8)
COLOURS[:12, :8] = 204, 51, 51
COLOURS[:12, 8:] = 51, 204, 51
COLOURS[12:, :8] = 51, 51, 204
COLOURS[12:, 8:] = 204, 204, 204
FORMATS = ["png", "jpg", "gif", "bmp", "tif", "webp", "ppm"]


def save(path, pixels=COLOURS, mode=None, **options):
    image = Image.fromarray(pixels)
    (image.convert(mode) if mode else image).save(path, **options)
    return path


# --- The bundled pictures ---


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("cat", (300, 451)),
        ("camera", (512, 512)),
        ("coffee", (400, 600)),
        ("astronaut", (512, 512)),
        ("rocket", (427, 640)),
        ("brick", (512, 512)),
    ],
)
def test_bundled_pictures_come_in_colour_and_in_grey(name, shape):
    colour, grey = load_picture(name), load_picture(name, grey=True)
    assert colour.shape == (*shape, 3)
    assert grey.shape == shape
    assert colour.dtype == grey.dtype == np.uint8
    np.testing.assert_array_equal(grey, to_grey(colour))


def test_the_cat_is_the_default():
    np.testing.assert_array_equal(load_picture(), load_picture("cat"))


@pytest.mark.parametrize("name", ["camera", "brick"])
def test_grey_pictures_have_three_equal_channels(name):
    pixels = load_picture(name)
    for channel in (1, 2):
        np.testing.assert_array_equal(pixels[..., channel], pixels[..., 0])
    np.testing.assert_array_equal(load_picture(name, grey=True), pixels[..., 0])


def test_every_picture_is_named():
    assert PICTURES == ("cat", "camera", "coffee", "astronaut", "rocket", "brick")


def test_changing_a_picture_does_not_change_the_next_one():
    first = load_picture("cat")
    first[:] = 0
    assert load_picture("cat").max() > 0


# --- The reader's own pictures ---


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", [str, Path])
def test_common_formats_are_read(tmp_path, suffix, kind):
    pixels = load_picture(kind(save(tmp_path / f"mine.{suffix}")))
    assert pixels.dtype == np.uint8
    assert pixels.flags.writeable
    assert pixels.shape == COLOURS.shape
    for row, column in [(5, 3), (5, 12), (18, 3), (18, 12)]:
        np.testing.assert_allclose(pixels[row, column], COLOURS[row, column], atol=12)  # JPEG and WebP lose a little


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_a_picture_taken_on_its_side_is_turned_upright(tmp_path, suffix):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: to be shown a quarter turn clockwise
    pixels = load_picture(save(tmp_path / f"side.{suffix}", exif=exif))
    assert pixels.shape == (16, 24, 3)
    np.testing.assert_allclose(pixels[3, 3], COLOURS[18, 3], atol=12)


def test_transparent_parts_become_white(tmp_path):
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[:, 1, 3] = 128
    pixels[:, 2, 3] = 255
    result = load_picture(save(tmp_path / "glass.png", pixels))
    np.testing.assert_array_equal(result[0], [[255] * 3, [127] * 3, [0] * 3])


def test_a_transparent_palette_colour_becomes_white(tmp_path):
    path = save(tmp_path / "palette.png", COLOURS, "P")
    index = Image.open(path).getpixel((0, 0))
    save(path, COLOURS, "P", transparency=index)
    result = load_picture(path)
    np.testing.assert_array_equal(result[0, 0], [255, 255, 255])
    np.testing.assert_array_equal(result[18, 12], [204, 204, 204])


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1"])
def test_pictures_of_few_colours_become_rgb(tmp_path, mode):
    black_and_white = np.repeat(np.array([[0, 255, 0], [255, 0, 255]], np.uint8)[..., None], 3, axis=2)
    np.testing.assert_array_equal(load_picture(save(tmp_path / "few.png", black_and_white, mode)), black_and_white)


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_cmyk_becomes_rgb(tmp_path, suffix):
    pixels = load_picture(save(tmp_path / f"print.{suffix}", COLOURS, "CMYK"))
    np.testing.assert_allclose(pixels[5, 3], COLOURS[5, 3], atol=12)
    np.testing.assert_allclose(pixels[18, 12], COLOURS[18, 12], atol=12)


@pytest.mark.parametrize("suffix", ["png", "tif", "ppm"])
def test_sixteen_bit_grey_becomes_eight_bit(tmp_path, suffix):
    levels = np.array([[0, 257, 32896], [65278, 65535, 300]], np.uint16)
    expected = [[0, 1, 128], [254, 255, 1]]
    path = save(tmp_path / f"deep.{suffix}", levels)
    np.testing.assert_array_equal(load_picture(path, grey=True), expected)
    assert load_picture(path).shape == (2, 3, 3)


@pytest.mark.parametrize("dtype", [np.uint16, np.int32])
def test_levels_of_eight_bits_in_a_wider_type_stay_as_they_are(tmp_path, dtype):
    levels = np.array([[0, 100, 255], [1, 254, 7]], dtype)
    np.testing.assert_array_equal(load_picture(save(tmp_path / "wide.tif", levels), grey=True), levels)


def tiff(path, levels, **tags):
    """A file of one strip of whole numbers, with the tags that Pillow does not write."""
    bits, strip = 8 * levels.itemsize, levels.astype(levels.dtype.newbyteorder("<")).tobytes()
    known = {"width": 256, "height": 257, "bits": 258, "packing": 259, "photometric": 262, "offset": 273}
    known |= {"samples": 277, "rows": 278, "size": 279, "sample_format": 339}
    height, width = levels.shape
    values = {"width": width, "height": height, "bits": bits, "packing": 1, "photometric": 1, "offset": 8}
    values |= {"samples": 1, "rows": height, "size": len(strip), "sample_format": 1} | tags
    entries = b"".join(struct.pack("<HHII", known[name], 4, 1, value) for name, value in values.items())
    header = struct.pack("<2sHI", b"II", 42, 8 + len(strip))
    path.write_bytes(header + strip + struct.pack("<H", len(values)) + entries + bytes(4))
    return path


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_white_is_zero_is_no_negative(tmp_path, dtype):
    full = np.iinfo(dtype).max
    levels = np.array([[0, full, full // 5], [full // 3, 0, full]], dtype)
    expected = [[255, 0, 204], [170, 255, 0]]
    np.testing.assert_array_equal(load_picture(tiff(tmp_path / "scan.tif", levels, photometric=0), grey=True), expected)


def test_signed_bytes_do_not_wrap(tmp_path):
    path = tiff(tmp_path / "signed.tif", np.array([[0, 100, 127]], np.int8), sample_format=2)
    np.testing.assert_array_equal(load_picture(path, grey=True), [[0, 100, 127]])
    refuses(tiff(tmp_path / "below.tif", np.array([[0, -3, 127]], np.int8), sample_format=2), "from -3 to 127", "8-bit PNG")


def test_a_transparent_level_of_sixteen_bit_grey_becomes_white(tmp_path):
    levels = np.array([[0, 514, 65535]], np.uint16)
    path = save(tmp_path / "hole.png", levels, transparency=514)
    np.testing.assert_array_equal(load_picture(path, grey=True), [[0, 255, 255]])


def test_sixteen_bit_colour_becomes_eight_bit(tmp_path):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    row = struct.pack(">3H", 65535, 32896, 257)
    header = struct.pack(">2I5B", 1, 1, 16, 2, 0, 0, 0)  # 1 by 1 pixel, 16 bits, RGB
    path = tmp_path / "deep.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" + row)) + chunk(b"IEND", b"")
    )
    np.testing.assert_array_equal(load_picture(path), [[[255, 128, 1]]])


def test_an_animation_gives_its_first_frame(tmp_path):
    frames = [Image.new("L", (4, 2), level) for level in (10, 200)]
    frames[0].save(tmp_path / "film.gif", save_all=True, append_images=frames[1:])
    np.testing.assert_array_equal(load_picture(tmp_path / "film.gif", grey=True), np.full((2, 4), 10))


def test_a_file_without_suffix_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "holiday", format="png")
    np.testing.assert_array_equal(load_picture("holiday"), COLOURS)


def test_a_bundled_name_wins_over_a_file_but_not_over_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "cat", format="png")
    assert load_picture("cat").shape == (300, 451, 3)
    assert load_picture("./cat").shape == COLOURS.shape
    assert load_picture(Path("cat")).shape == COLOURS.shape


def test_the_home_folder_can_be_written_as_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    save(tmp_path / "mine.png")
    np.testing.assert_array_equal(load_picture("~/mine.png"), COLOURS)


# --- What is no picture ---


def refuses(path, *fragments, error=ValueError):
    """Check that the picture is refused with one sentence that holds all fragments, and return the error."""
    with pytest.raises(error) as caught:
        load_picture(path)
    message = str(caught.value)
    for fragment in fragments:
        assert fragment in message
    assert "\n" not in message
    return caught.value


def test_an_unknown_name_lists_the_names_and_mentions_paths():
    refuses("kat", "unknown picture 'kat'", "cat, camera, coffee, astronaut, rocket, brick", "a path")
    refuses("", "unknown picture ''")
    refuses("x" * 5000, "unknown picture")


@pytest.mark.parametrize("name", [None, 3, b"cat", ["cat"], np.zeros((4, 4, 3), np.uint8)])
def test_a_name_that_is_neither_text_nor_path_is_a_type_error(name):
    refuses(name, f"of type {type(name).__name__}", "expected", "'cat'", "path", error=TypeError)


@pytest.mark.parametrize(
    "path", ["missing.png", "no/such/folder", Path("cat"), "a\0b.png"]
)
def test_a_missing_file_is_a_file_not_found_error(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    refuses(path, "there is no file", "check the spelling", error=FileNotFoundError)


@pytest.mark.parametrize("address", ["https://example.org/cat.png", "http://example.org", "file:///tmp/cat.png"])
def test_a_url_is_called_a_url(address):
    refuses(address, "is a URL", "download it with a browser", error=FileNotFoundError)


def test_a_folder_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "album").mkdir()
    for path in ["album", "album/", ".", tmp_path]:
        refuses(path, "is a folder", "expected a picture file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    refuses(tmp_path / "pipe.png", "a device or a pipe", "expected an ordinary picture file")


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.png").touch()
    refuses(tmp_path / "empty.png", "is empty (0 bytes)", "copy or download it again")


@pytest.mark.parametrize(
    "content", [b"hello", b"\0" * 1000, b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg/>"]
)
def test_a_file_that_is_no_picture_is_refused_whatever_its_name(tmp_path, content, capfd):
    path = tmp_path / "text.png"
    path.write_bytes(content)
    refuses(path, "is not a picture", "expected one of the formats PNG, JPEG", "save it as PNG")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("part", [0.03, 0.5, 0.85])
def test_a_truncated_picture_is_refused_in_silence(tmp_path, suffix, part, capfd):
    path = save(tmp_path / f"whole.{suffix}", np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    error = refuses(path, str(path), "damaged", "expected")
    assert type(error) is ValueError
    assert error.__cause__ is not None
    assert capfd.readouterr() == ("", "")


def white_png(path, width, height):
    """Write a valid PNG of one bit a pixel, without ever having its pixels in memory as bytes."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("size", [(10_001, 10_000), (20_000, 20_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path, size, monkeypatch):
    path = white_png(tmp_path / "bomb.png", *size)
    assert path.stat().st_size < 200_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("the bomb was decoded"))
    refuses(path, "is too large", "pixels", "make it smaller")


def test_the_picture_below_the_limit_is_read_without_a_warning(tmp_path, monkeypatch, recwarn):
    path = white_png(tmp_path / "wide.png", 40, 25)
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 900)  # so Pillow warns about 1000
    assert load_picture(path).shape == (25, 40, 3)
    assert not recwarn.list
    monkeypatch.setattr(datasets, "_MAX_PIXELS", 1000)
    assert load_picture(path).shape == (25, 40, 3)
    monkeypatch.setattr(datasets, "_MAX_PIXELS", 999)
    refuses(path, "40 x 25 pixels", "at most 999")


def test_pixels_that_eight_bits_cannot_hold_are_refused(tmp_path):
    refuses(save(tmp_path / "float.tif", np.ones((2, 2), np.float32)), "'F'", "8-bit PNG")
    refuses(save(tmp_path / "deep.tif", np.array([[-5, 70_000]], np.int32)), "from -5 to 70000", "8-bit PNG")


# --- Grey ---


def test_grey_is_the_weighted_sum_of_the_channels():
    image = np.random.default_rng(0).random((5, 7, 3))
    np.testing.assert_allclose(to_grey(image), image @ [0.2989, 0.5870, 0.1140], rtol=1e-15)


def test_grey_integers_are_rounded_not_cut():
    image = np.array([[[0, 1, 0], [0, 0, 4], [255, 255, 255], [9, 9, 9]]], np.uint8)
    np.testing.assert_array_equal(to_grey(image), [[1, 0, 255, 9]])


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int64, np.float16, np.float32, np.float64])
def test_grey_keeps_the_dtype(dtype):
    grey = to_grey(np.full((2, 3, 3), 100, dtype))
    assert grey.dtype == dtype
    assert grey.shape == (2, 3)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_a_large_picture_turns_grey_in_little_memory(dtype):
    image = np.random.default_rng(0).integers(0, 256, (3000, 2000, 3)).astype(dtype)
    tracemalloc.start()
    grey = to_grey(image)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < grey.nbytes + 50_000_000  # three planes of float64 would be 144 MB
    weighted = image[-1].astype(float) @ [0.2989, 0.5870, 0.1140]
    np.testing.assert_allclose(grey[-1], weighted, atol=0.501 if dtype == np.uint8 else 1e-4)


def test_grey_leaves_the_image_as_it_was():
    image = load_picture("cat")
    before = image.copy()
    to_grey(image)[:] = 0
    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize(
    ("image", "error", "fragment"),
    [
        (np.zeros((4, 5)), ValueError, r"shape \(4, 5\); expected \(H, W, 3\): it may be grey already"),
        (np.zeros((4, 5, 4)), ValueError, r"shape \(4, 5, 4\); expected \(H, W, 3\)"),
        (np.zeros((1, 4, 5, 3)), ValueError, r"expected \(H, W, 3\): pass one picture"),
        (np.zeros((0, 5, 3)), ValueError, "is empty"),
        ([[1, 2, 3], [4, 5]], ValueError, "ragged"),
        (np.zeros((2, 2, 3), bool), TypeError, "dtype bool; expected integers or real floats"),
        (np.zeros((2, 2, 3), complex), TypeError, "dtype complex128"),
        (np.zeros((2, 2, 3), object), TypeError, "dtype object"),
        (np.full((2, 2, 3), "a"), TypeError, "dtype <U1"),
        (None, TypeError, "dtype object"),
    ],
)
def test_grey_refuses_what_is_no_colour_image(image, error, fragment):
    with pytest.raises(error, match=fragment):
        to_grey(image)


# --- Digits ---


def test_mnist_5k_has_the_promised_shapes():
    (x_train, y_train), (x_test, y_test) = load_digits()
    assert x_train.shape == (4000, 28, 28)
    assert y_train.shape == (4000,)
    assert x_test.shape == (1000, 28, 28)
    assert y_test.shape == (1000,)
    assert {array.dtype for array in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}
    assert x_train.min() == 0
    assert x_train.max() == 255


def test_mnist_5k_is_stratified():
    (_, y_train), (_, y_test) = load_digits("mnist_5k")
    np.testing.assert_array_equal(np.bincount(y_train), np.full(10, 400))
    np.testing.assert_array_equal(np.bincount(y_test), np.full(10, 100))


def test_mnist_5k_is_shuffled():
    (_, y_train), (_, y_test) = load_digits()
    for labels in (y_train, y_test):
        assert set(labels[:100]) == set(range(10))


def test_mnist_5k_has_no_picture_twice():
    (x_train, _), (x_test, _) = load_digits()
    pictures = {picture.tobytes() for picture in np.concatenate([x_train, x_test])}
    assert len(pictures) == 5000


def test_labels_of_mnist_5k_fit_their_pictures():
    (x_train, y_train), (x_test, y_test) = load_digits()
    means = np.stack([x_train[y_train == digit].mean(axis=0) for digit in range(10)])
    distances = ((x_test[:, None] - means) ** 2).sum(axis=(2, 3))
    assert (distances.argmin(axis=1) == y_test).mean() > 0.75  # nearest mean reads four in five; chance is one in ten


def test_changing_digits_does_not_change_the_next_ones():
    (first, labels), _ = load_digits()
    first[:] = 0
    labels[:] = 0
    (x_train, y_train), _ = load_digits()
    assert x_train.max() == 255
    assert y_train.max() == 9


@pytest.mark.parametrize("source", ["MNIST", "cifar10", ""])
def test_an_unknown_source_lists_the_sources(source):
    with pytest.raises(
        ValueError, match=re.escape(f"unknown source {source!r}; expected 'mnist_5k'") + ".*'fashion_mnist'"
    ):
        load_digits(source)


@pytest.mark.parametrize("source", [None, 5, b"mnist", Path("mnist")])
def test_a_source_that_is_no_text_is_a_type_error(source):
    with pytest.raises(TypeError, match=f"of type {type(source).__name__}; expected text, such as 'mnist_5k'"):
        load_digits(source)


# --- A digit that was read ---


def test_the_digit_that_was_read_is_a_3_of_the_test_set_with_ten_probabilities():
    digit = load_read_digit()
    _, (pictures, labels) = load_digits()
    (place,) = np.flatnonzero((pictures == digit.picture).all(axis=(1, 2)))
    assert labels[place] == digit.label == digit.probabilities.argmax() == 3
    assert digit.probabilities.shape == (10,)
    assert digit.probabilities.min() >= 0
    assert digit.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert digit.tested == len(labels)
    assert 0.975 <= digit.right / digit.tested <= 1  # what chapter 08 asserts of this network
    assert 40_000 < digit.weights < 46_000


def test_changing_the_digit_that_was_read_does_not_change_the_next_one():
    first = load_read_digit()
    first.picture[:] = 0
    first.probabilities[:] = 0
    assert load_read_digit().picture.max() > 200
    assert load_read_digit().probabilities.max() > 0


# --- Trainings that were recorded ---


def test_each_recorded_network_was_trained_from_the_same_three_seeds():
    seeds = {}
    for one in load_trainings():
        seeds.setdefault((one.network, one.epochs), []).append(one.seed)
        assert 0 <= one.right <= one.tested == len(load_digits()[1][1])
    assert len(seeds) == 14
    assert all(sorted(found) == [1, 2, 3] for found in seeds.values())


def test_only_networks_with_a_convolution_have_a_smoothness():
    without = {one.network for one in load_trainings() if np.isnan(one.smoothness)}
    assert without == {"dense", "dense, modern parts"}
    assert all(-1 <= one.smoothness <= 1 for one in load_trainings() if one.network not in without)


def recorded(network, epochs=8):
    """The accuracies of a network, by seed."""
    found = {one.seed: one.right / one.tested for one in load_trainings() if (one.network, one.epochs) == (network, epochs)}
    return np.array([found[seed] for seed in sorted(found)])


def test_the_record_says_what_chapter_08_says_of_the_first_kernels():
    named, random = (recorded(f"first layer frozen, {kind} kernels") for kind in ("named", "random"))
    assert (recorded("modern") - np.maximum(named, random) > 0.005).all()
    assert 0.005 < np.mean(recorded("modern") - random) < 0.025
    assert named.mean() <= random.mean()
    assert min(named.min(), random.min()) > 0.94


def test_the_record_says_what_chapter_08_says_of_the_parts():
    whole = recorded("modern").mean()
    assert whole - recorded("dense, modern parts").mean() > 0.025
    plain, shuffled = (recorded(f"modern without augmentation{words}").mean() for words in ("", ", pixels shuffled"))
    assert plain - shuffled > 0.025
    for part in ("augmentation", "batch normalisation", "dropout", "ReLU", "falling rate"):
        assert abs(whole - recorded(f"modern without {part}").mean()) < 0.01, part
    assert recorded("LeNet", 25).mean() < recorded("modern").min()


def test_the_record_says_what_chapter_08_says_of_smooth_kernels():
    true, drawn = (
        [one.smoothness for one in load_trainings() if one.network == f"modern without augmentation{words}"]
        for words in ("", ", labels drawn at random")
    )
    assert min(true + drawn) > 0.25
    assert np.mean(drawn) > np.mean(true) - 0.05


# --- Study hours ---


def test_least_squares_on_the_study_hours_gives_the_numbers_of_chapter_05():
    hours, scores = load_study_hours()
    slope, intercept = np.polyfit(hours, scores, 1)
    assert slope == pytest.approx(9.7758, abs=5e-5)
    assert intercept == pytest.approx(2.4837, abs=5e-5)
    assert np.mean((slope * hours + intercept - scores) ** 2) == pytest.approx(28.8827, abs=5e-5)


def test_study_hours_are_25_pairs_of_fresh_floats():
    hours, scores = load_study_hours()
    assert hours.shape == scores.shape == (25,)
    assert hours.dtype == scores.dtype == np.float64
    assert (hours[-1], scores[-1]) == (7.8, 86)
    hours[:] = 0
    assert load_study_hours()[0].min() == 1.1


# --- The files, and the cost of importing ---


def test_the_readme_describes_each_data_file_with_its_checksum():
    listed = dict(re.findall(r"^\| `(.+?)` \| `([0-9a-f]{64})` \|$", (DATA / "README.md").read_text("utf-8"), re.M))
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in DATA.iterdir() if path.suffix != ".md"}
    assert listed == found


def test_the_digits_stay_small():
    assert (DATA / "mnist_5k.npz").stat().st_size < 1_000_000


def test_loading_offline_data_imports_neither_tensorflow_nor_scikit_image():
    program = (
        "import sys; from course_utils import datasets, kernels; light = sorted(sys.modules);"
        "datasets.load_picture(); datasets.load_digits(); datasets.load_read_digit();"
        "datasets.load_study_hours(); datasets.load_trainings();"
        "heavy = {'tensorflow', 'keras', 'skimage', 'matplotlib', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)), 'PIL' in light)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[] False\n"
    assert run.stderr == ""
