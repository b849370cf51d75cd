"""All drawings in fig/: fresh, readable, and of few kinds of marks."""

import functools
import io
import re
import subprocess
import sys
from itertools import combinations, pairwise

import numpy as np
import pytest
from drawn import SLACK, SVG, SVG_NAMES, committed, gif_frames, lines, run_of, runs, sheet, words_of
from PIL import Image

from course_utils import diagrams, style
from course_utils.diagrams.__main__ import main

SHOWN_WIDTH = 800  # pixels that a page gives a drawing
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@functools.cache
def fresh(name):
    return diagrams.draw(name)


def svg_differs(one, other):
    """Whether two SVGs differ in anything but the rounding of numbers."""
    one, other = one.decode(), other.decode()
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return True
    numbers = [np.array(NUMBER.findall(text), dtype=float) for text in (one, other)]
    return not np.allclose(*numbers, rtol=0, atol=0.05)


def gif_differs(one, other):
    """Whether two GIFs differ in their pace or, in some frame, visibly in more than 1 of 2000 pixels."""
    (frames, durations), (other_frames, other_durations) = gif_frames(one), gif_frames(other)
    if durations != other_durations or frames[0].shape != other_frames[0].shape:
        return True
    visible = [(abs(a - b).max(axis=-1) > 64).mean() for a, b in zip(frames, other_frames, strict=True)]
    return max(visible) > 1 / 2000


def differs(name, one, other):
    return (gif_differs if name.endswith(".gif") else svg_differs)(one, other)


def test_fig_holds_exactly_the_drawings_of_the_registry_and_the_pages_of_a_browser():
    found = {path.name for path in diagrams.FIG_FOLDER.iterdir() if not path.name.startswith(".")}
    assert found == set(diagrams.DRAWINGS) | {"tensorboard.png"}


@pytest.mark.parametrize("name", diagrams.DRAWINGS)
def test_drawing_is_fresh(name):
    assert not differs(name, committed(name), fresh(name)), f"fig/{name} is stale; run `make figures`"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b">S(1, 1)<", b">S(1, 2)<", id="another number in the text"),
        pytest.param(b"flip both axes", b"flip one axis", id="other words"),
        pytest.param(style.KERNEL_COLOR.encode(), style.INPUT_COLOR.encode(), id="another colour"),
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
    root = sheet(name)
    assert "".join(words_of(name)).strip()
    allowed = {"svg", "title", "desc", "defs", "pattern", "rect", "circle", "polyline", "polygon", "text", "g"}
    drawn = {element.tag.removeprefix(SVG) for child in root if child.tag != SVG + "defs" for element in child.iter()}
    assert drawn <= allowed, "letters drawn as outlines or as a picture cannot be read aloud or searched"


@pytest.mark.parametrize("name", SVG_NAMES)
def test_each_run_of_text_has_one_colour_and_its_own_place(name):
    for text in sheet(name).iter(SVG + "text"):
        assert len(text) == 0, "outside of browsers, parts of one text run into each other"
        assert {"x", "y", "fill", "text-anchor"} <= set(text.keys())
        assert text.text == " ".join(text.text.split()), "how wide a blank is, programs do not agree"


@pytest.mark.parametrize("name", SVG_NAMES)
def test_the_runs_of_a_line_follow_each_other(name):
    for group in sheet(name).iter(SVG + "g"):
        for one, other in pairwise(run_of(text).box for text in group):
            apart = (other[0] + other[2] - one[0] - one[2]) / 2
            assert apart > (one[2] - one[0] + other[2] - other[0]) / 2 / SLACK - 1


def holding(name):
    """Every run of text with the smallest box that its middle lies in, as (words, left and right of both)."""
    rects = [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height")) for rect in sheet(name).iterfind(SVG + "rect[@x]")
    ]
    for words, _, (left, top, right, bottom) in runs(name):
        across, down = (left + right) / 2, (top + bottom) / 2
        around = [(w * h, x, x + w) for x, y, w, h in rects if x <= across <= x + w and y <= down <= y + h]
        if around:
            yield words, (left, right), min(around)[1:]


@pytest.mark.parametrize("name", SVG_NAMES)
def test_text_stays_in_its_box(name):
    out = [words for words, (left, right), (start, end) in holding(name) if left < start or right > end]
    assert out == []


def test_boxes_that_hold_text_are_found():
    assert len(list(holding("grid_convolution_whole.svg"))) == 12 + 4 + 4 + 6 * (1 + 4 * 3 + 3)


@pytest.mark.parametrize("name", SVG_NAMES)
def test_a_screen_reader_gets_a_title_and_a_description(name):
    root = sheet(name)
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.tag in (SVG + "title", SVG + "desc")}
    assert root.get("aria-labelledby").split() == list(named)
    title, description = named.values()
    assert title.strip()
    assert len(description) > len(title)


@pytest.mark.parametrize("name", SVG_NAMES)
def test_the_paper_is_white(name):
    paper = next(element for element in sheet(name) if element.tag == SVG + "rect")
    assert (paper.get("width"), paper.get("height"), paper.get("fill")) == ("100%", "100%", "#FFFFFF")


@pytest.mark.parametrize("name", SVG_NAMES)
def test_text_is_at_least_nine_points_where_it_is_shown(name):
    width = float(sheet(name).get("viewBox").split()[2])
    points = {words: size * 0.75 * min(1, SHOWN_WIDTH / width) for words, size, _ in lines(name)}
    assert {words: size for words, size in points.items() if size < 9} == {}


@pytest.mark.parametrize("name", SVG_NAMES)
def test_text_stays_inside_its_sheet(name):
    _, _, width, height = map(float, sheet(name).get("viewBox").split())
    outside = [
        words for words, _, (left, top, right, bottom) in lines(name) if left < 0 or top < 0 or right > width or bottom > height
    ]
    assert outside == []


@pytest.mark.parametrize("name", SVG_NAMES)
def test_texts_do_not_touch(name):
    touching = [
        (words, others)
        for (words, _, a), (others, _, b) in combinations(lines(name), 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert touching == []


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
        main()
    assert stop.value.code == 2
    assert "is a file; name a folder" in capsys.readouterr().err
    assert file.read_text() == "mine"
