"""The drawings in fig/: fresh, readable, and right."""

from __future__ import annotations

import functools
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import chain, combinations
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image, ImageFont
from scipy.signal import convolve2d

from course_utils import diagrams
from course_utils.chapter import import_tensorflow
from course_utils.convolution import output_size

SVG = "{http://www.w3.org/2000/svg}"
SVG_NAMES = sorted(name for name in diagrams.DRAWINGS if name.endswith(".svg"))
GIF_NAMES = sorted(name for name in diagrams.DRAWINGS if name.endswith(".gif"))
SHOWN_WIDTH = 800  # pixels that a page gives a drawing
SLACK = 1.1  # a reader's font may be wider than ours
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@functools.cache
def fresh(name):
    return diagrams._encode(diagrams.DRAWINGS[name]())


def committed(name):
    return (diagrams.FIG_FOLDER / name).read_bytes()


def svg_differs(one, other):
    """Whether two SVGs differ in anything but the rounding of numbers."""
    one, other = one.decode(), other.decode()
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return True
    numbers = [np.array(NUMBER.findall(text), dtype=float) for text in (one, other)]
    return not np.allclose(*numbers, rtol=0, atol=0.05)


def gif_frames(data):
    image = Image.open(io.BytesIO(data))
    frames, durations = [], []
    for index in range(image.n_frames):
        image.seek(index)
        frames.append(np.asarray(image.convert("RGB"), dtype=int))
        durations.append(image.info["duration"])
    return frames, durations


def gif_differs(one, other):
    """Whether two GIFs differ in their pace or, in some frame, visibly in more than 1 of 2000 pixels."""
    (frames, durations), (other_frames, other_durations) = gif_frames(one), gif_frames(other)
    if durations != other_durations or frames[0].shape != other_frames[0].shape:
        return True
    visible = [(abs(a - b).max(axis=-1) > 64).mean() for a, b in zip(frames, other_frames, strict=True)]
    return max(visible) > 1 / 2000


def differs(name, one, other):
    return (gif_differs if name.endswith(".gif") else svg_differs)(one, other)


def texts(name):
    """Every line of text of a committed drawing, with the box that it fills if its font is a tenth wider than ours."""
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    found = []
    for element in ET.fromstring(committed(name)).iter(SVG + "text"):
        words, size = "".join(element.itertext()), float(element.get("font-size"))
        variant = ("Bold" if element.get("font-weight") else "") + ("Oblique" if element.get("font-style") else "")
        font = ImageFont.truetype(fonts / f"DejaVuSans{'-' * bool(variant)}{variant}.ttf", 100)
        width = font.getlength(words) * size / 100 * SLACK
        x, baseline = float(element.get("x")), float(element.get("y"))
        left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
        found.append((words, size, (left, baseline - 0.76 * size, left + width, baseline + 0.24 * size)))
    return found


def words_of(name):
    return [words for words, *_ in texts(name)]


def test_fig_holds_exactly_the_drawings_of_the_registry():
    assert {path.name for path in diagrams.FIG_FOLDER.iterdir() if not path.name.startswith(".")} == set(diagrams.DRAWINGS)


@pytest.mark.parametrize("name", diagrams.DRAWINGS)
def test_drawing_is_fresh(name):
    assert not differs(name, committed(name), fresh(name)), f"fig/{name} is stale; run `make figures`"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b">S(1, 1)<", b">S(1, 2)<", id="another number in the text"),
        pytest.param(b"flip both axes", b"flip one axis", id="other words"),
        pytest.param(diagrams.ORANGE.encode(), diagrams.BLUE.encode(), id="another colour"),
        pytest.param(b'x="60"', b'x="63"', id="moved by three pixels"),
        pytest.param(b'stroke-dasharray="12 8"', b"", id="a lost dash"),
    ],
)
def test_a_tampered_svg_is_stale(old, new):
    original = committed("grid_convolution_whole.svg")
    assert old in original
    assert svg_differs(original, original.replace(old, new, 1))


def test_another_platforms_rounding_is_not_stale():
    original = committed("thread_map.svg")
    point = re.search(rb"\d+\.\d\d", original).group()
    nudged = f"{float(point) + 0.01:.2f}".encode()
    assert nudged != point
    assert not svg_differs(original, original.replace(point, nudged))


def save_gif(frames, durations):
    file = io.BytesIO()
    first, *others = (Image.fromarray(frame.astype(np.uint8)) for frame in frames)
    first.save(file, format="GIF", save_all=True, append_images=others, duration=durations, loop=0)
    return file.getvalue()


def test_a_tampered_gif_is_stale():
    frames, durations = (every[::9] for every in gif_frames(committed("flip_and_slide.gif")))
    original = save_gif(frames, durations)
    assert not gif_differs(original, save_gif(frames, durations))
    assert gif_differs(original, save_gif(frames, [*durations[:-1], 500]))
    assert gif_differs(original, save_gif(frames[:-1], durations[:-1]))
    frames[4][200:215, 300:315] = 255 - frames[4][200:215, 300:315]
    assert gif_differs(original, save_gif(frames, durations))


@pytest.mark.parametrize("name", SVG_NAMES)
def test_letters_are_text(name):
    root = ET.fromstring(committed(name))
    assert "".join(words_of(name)).strip()
    allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "circle", "polyline", "polygon", "text", "tspan"}
    drawn = {element.tag.removeprefix(SVG) for child in root if child.tag != SVG + "defs" for element in child.iter()}
    assert drawn <= allowed, "letters drawn as outlines or as a picture cannot be read aloud or searched"


@pytest.mark.parametrize("name", SVG_NAMES)
def test_a_screen_reader_gets_a_title_and_a_description(name):
    root = ET.fromstring(committed(name))
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.tag in (SVG + "title", SVG + "desc")}
    assert root.get("aria-labelledby").split() == list(named)
    title, description = named.values()
    assert title.strip()
    assert len(description) > len(title)


@pytest.mark.parametrize("name", SVG_NAMES)
def test_the_paper_is_white(name):
    paper = next(element for element in ET.fromstring(committed(name)) if element.tag == SVG + "rect")
    assert (paper.get("width"), paper.get("height"), paper.get("fill")) == ("100%", "100%", "#FFFFFF")


@pytest.mark.parametrize("name", SVG_NAMES)
def test_text_is_at_least_nine_points_where_it_is_shown(name):
    width = float(ET.fromstring(committed(name)).get("viewBox").split()[2])
    points = {words: size * 0.75 * min(1, SHOWN_WIDTH / width) for words, size, _ in texts(name)}
    assert {words: size for words, size in points.items() if size < 9} == {}


@pytest.mark.parametrize("name", SVG_NAMES)
def test_text_stays_inside_its_sheet(name):
    _, _, width, height = map(float, ET.fromstring(committed(name)).get("viewBox").split())
    outside = [
        words for words, _, (left, top, right, bottom) in texts(name) if left < 0 or top < 0 or right > width or bottom > height
    ]
    assert outside == []


@pytest.mark.parametrize("name", SVG_NAMES)
def test_texts_do_not_touch(name):
    touching = [
        (words, others)
        for (words, _, a), (others, _, b) in combinations(texts(name), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert touching == []


@pytest.mark.parametrize("name", GIF_NAMES)
def test_animation_is_small_and_loops(name):
    data = committed(name)
    image = Image.open(io.BytesIO(data))
    assert len(data) < 600_000
    assert image.info["loop"] == 0
    assert 600 <= image.width <= 700


def test_animation_flips_before_it_slides():
    scenes = diagrams._scenes()
    assert len(gif_frames(committed("flip_and_slide.gif"))[0]) == len(scenes)
    scales = [scene.scale for scene in scenes]
    assert scales[0] == 1
    assert scales == sorted(scales, reverse=True)
    sliding = [scene for scene in scenes if scene.known is not None]
    assert {scene.scale for scene in sliding} == {-1}
    assert all(scene.shift == scene.known for scene in sliding)
    assert sliding == scenes[-len(sliding) :]
    assert sliding[0].known < -2 < 2 < sliding[-1].known


# The grid of letters


def numbers_for(rows, rng):
    values = rng.permutation(np.arange(2, 2 + sum(map(len, rows)))).reshape(len(rows), -1)
    return values, dict(zip("".join(rows), values.ravel().tolist(), strict=True))


@pytest.mark.parametrize("seed", range(5))
def test_the_sums_of_letters_are_scipys_convolution(seed):
    rng = np.random.default_rng(seed)
    image, letters = numbers_for(diagrams.LETTERS, rng)
    kernel, weights = numbers_for(diagrams.KERNEL_LETTERS, rng)
    sums = [[sum(letters[a] * weights[b] for *_, a, b in diagrams._terms(i, j)) for j in (1, 2, 3)] for i in (1, 2)]
    np.testing.assert_array_equal(sums, convolve2d(image, kernel, mode="valid"))


@pytest.mark.parametrize(("image_shape", "kernel_shape"), [((3, 4), (2, 2)), ((2, 5), (3, 2)), ((1, 1), (2, 3))])
def test_convolution_terms_give_the_full_convolution(image_shape, kernel_shape):
    rng = np.random.default_rng(1)
    image, kernel = rng.integers(1, 99, image_shape), rng.integers(1, 99, kernel_shape)
    full = convolve2d(image, kernel)
    for i, j in np.ndindex(full.shape):
        terms = diagrams.convolution_terms(image_shape, kernel_shape, i, j)
        assert sum(image[place] * kernel[tap] for place, tap in terms) == full[i, j]


def test_the_whole_shows_every_sum_and_letter():
    shown = words_of("grid_convolution_whole.svg")
    assert {"az + by + ex + fw", "bz + cy + fx + gw", "cz + dy + gx + hw"} <= set(shown)
    assert {"ez + fy + ix + jw", "fz + gy + jx + kw", "gz + hy + kx + lw"} <= set(shown)
    assert [word for word in shown if re.fullmatch("[a-z]", word)] == list("abcdefghijklwxyzzyxw")


@pytest.mark.parametrize(
    ("name", "total", "products"),
    [
        ("grid_convolution_first.svg", "S(1, 1)  =  az + by + ex + fw", ["a · z", "b · y", "e · x", "f · w"]),
        ("grid_convolution_last.svg", "S(2, 3)  =  gz + hy + kx + lw", ["g · z", "h · y", "k · x", "l · w"]),
    ],
)
def test_one_element_shows_its_products_and_their_sum(name, total, products):
    shown = words_of(name)
    assert total in shown
    assert [word for word in shown if re.fullmatch("[a-z] · [a-z]", word)] == products


# Padding, stride, dilation

CASES = [(n, k, s, d) for n in range(1, 10) for k in range(1, 5) for s in range(1, 4) for d in range(1, 4)]


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_the_kernel_has_as_many_positions_as_the_result_has_samples(padding):
    fitting = [(n, k, s, d) for n, k, s, d in CASES if padding == "same" or d * (k - 1) < n]
    counted = {case: len(diagrams.kernel_positions(*case, padding)) for case in fitting}
    assert counted == {(n, k, s, d): output_size(n, k, s, padding, d) for n, k, s, d in fitting}


@pytest.mark.parametrize("mode", ["valid", "same", "full"])
def test_the_positions_read_what_numpys_correlation_reads(mode):
    rng = np.random.default_rng(2)
    signal, kernel = rng.normal(size=7), rng.normal(size=3)
    read = {index: value for index, value in enumerate(signal)}
    positions = diagrams.kernel_positions(7, 3, padding=mode)
    result = [sum(read.get(i, 0) * w for i, w in zip(position, kernel, strict=True)) for position in positions]
    np.testing.assert_allclose(result, np.correlate(signal, kernel, mode=mode), rtol=1e-12)


def test_same_puts_the_extra_zero_at_the_end():
    for case in CASES:
        before, after = diagrams.padding_zeros(*case, "same")
        assert after - before in (0, 1)
    assert diagrams.padding_zeros(6, 3, stride=2, padding="same") == (0, 1)


@pytest.mark.parametrize("name", [name for name in SVG_NAMES if name.startswith("arithmetic_")])
def test_the_formula_counts_the_results_that_are_drawn(name):
    shown = words_of(name)
    formulas = [match for word in shown if (match := re.fullmatch(r"⌊\((.+)\)/(\d)⌋ \+ 1 = (\d)", word))]
    assert len(formulas) >= 2
    lengths = []
    for match in formulas:
        n, p, d, k = map(int, re.fullmatch(r"(\d) \+ (\d) − (\d)·\((\d)−1\) − 1", match[1]).groups())
        lengths.append(int(match[3]))
        assert lengths[-1] == output_size(n + p, k, int(match[2]), "valid", d)
    key, *drawn = [word for word in shown if re.fullmatch(r"S\d", word)]
    assert key == "S0"
    assert drawn == [f"S{i}" for i in chain(*map(range, lengths))]


# Tensors


def test_the_graph_has_the_operations_that_tensorflow_traces():
    tf = import_tensorflow()
    traced = tf.function(lambda window, kernel, bias: tf.reduce_sum(window * kernel) + bias)
    graph = traced.get_concrete_function(tf.ones((2, 2)), tf.ones((2, 2)), tf.constant(0.0)).graph
    operations = [operation.type for operation in graph.get_operations()]
    assert sorted(operations) == sorted(operation for operation, *_ in diagrams.GRAPH_NODES.values())
    assert set(operations) <= set(words_of("graph_of_products.svg"))


def test_the_broadcast_sums_are_those_of_numpy():
    cells = [int(words) for words in words_of("broadcasting.svg") if words.isdigit()]
    column, row, total = np.array(cells).reshape(12, 3).T.reshape(3, 3, 4)
    assert (column == column[:, :1]).all()
    assert (row == row[:1]).all()
    np.testing.assert_array_equal(total, column[:, :1] + row[0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"size": 0, "kernel_size": 3}, "size=0.*at least 1"),
        ({"size": 5, "kernel_size": 3, "stride": 0}, "stride=0.*at least 1"),
        ({"size": 5, "kernel_size": 3, "padding": "some"}, "'some'.*\"valid\""),
        ({"size": 5, "kernel_size": 3, "padding": (1, -1)}, r"\(1, -1\).*two numbers"),
        ({"size": 5, "kernel_size": 3, "padding": (1, 2, 3)}, r"\(1, 2, 3\).*two numbers"),
    ],
)
def test_wrong_numbers_get_a_sentence(arguments, message):
    with pytest.raises(ValueError, match=message):
        diagrams.kernel_positions(**arguments)


@pytest.mark.parametrize(
    "arguments",
    [("blue", "#FFFFFF", 0.5), ("#0072B2", "#FFF", 0.5), ("#0072B2", "#GGGGGG", 0.5), ("#0072B2", "#FFFFFF", 2)],
)
def test_a_blend_of_what_is_no_colour_gets_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"write it as|needs a share"):
        diagrams.mix(*arguments)


# The command


def test_the_command_writes_every_drawing_always_with_the_same_bytes(tmp_path):
    folder = tmp_path / "deep" / "fig"
    command = [sys.executable, "-m", "course_utils.diagrams", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=diagrams.FIG_FOLDER.parent)
    assert done.stdout.split() == [str(folder / name) for name in diagrams.DRAWINGS]
    assert done.stderr == ""
    assert {path.name for path in folder.iterdir()} == set(diagrams.DRAWINGS)
    assert [path.name for path in folder.iterdir() if path.read_bytes() != fresh(path.name)] == []


def test_the_command_refuses_a_file(tmp_path, capsys, monkeypatch):
    file = tmp_path / "file"
    file.write_text("mine")
    monkeypatch.setattr(sys, "argv", ["diagrams", str(file)])
    with pytest.raises(SystemExit) as stop:
        diagrams.main()
    assert stop.value.code == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    assert file.read_text() == "mine"


# Chapter 04: the graph of J = 3(a + bc)


@pytest.mark.parametrize("seed", range(3))
def test_gradients_on_the_graph_are_those_of_small_steps(seed):
    leaves = dict(zip("abc", np.random.default_rng(seed).normal(size=3).tolist(), strict=True))
    gradients = diagrams.graph_gradients(diagrams.graph_values(leaves))
    for name in leaves:
        up, down = (diagrams.graph_values(leaves | {name: leaves[name] + step})["J"] for step in (0.5, -0.5))
        assert gradients[name] == pytest.approx(up - down)


def test_the_graph_shows_each_value_and_each_gradient_once():
    shown = words_of("tape_graph.svg")
    values = ["a = 5", "b = 3", "c = 2", "u = bc = 6", "v = a + u = 11", "J = 3v = 33"]
    gradients = ["dJ/da = 3", "dJ/db = 6", "dJ/dc = 9", "dJ/du = 3", "dJ/dv = 3", "dJ/dJ = 1"]
    assert sorted(word for word in shown if re.search(r" = [\d.]+$", word)) == sorted(values + gradients)
