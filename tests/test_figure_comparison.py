"""What a reader would see is red, what only another machine would do is green."""

import base64
import io
import re
from itertools import combinations

import numpy as np
import pytest
from figures import figures_differ, packed
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

DPI = [100, 150]
CHANGES = {
    "a digit of a tick": {"ticks": ["0.8", "1.2", "1.6", "2.8"]},
    "a digit of a title": {"title": "Halving dx halves the error 0.81"},
    "a plus for a minus": {"note": "rate −0.5"},
    "a name in the legend": {"label": "midpoint 4"},
    "no legend": {"label": "_hidden"},
    "a dashed curve": {"linestyle": "--"},
    "a curve of another colour": {"color": "#D55E00"},
    "no markers": {"marker": ""},
    "other markers": {"marker": "s"},
    "a dot 3 pixels away": {"dot": 0.09},
    "a ground of another grey": {"ground": "#e7e7e7"},
    "all a little darker": {"face": "#fcfcfc"},
    "grid lines left out": {"grid": False},
    "a paler area": {"alpha": 0.4},
    "one cell of a picture a little lighter": {"cell": 0.6},
}


def drawn(dpi, **change):
    style = {"linestyle": "-", "color": "#0072B2", "marker": "o", "label": "midpoint 3"}
    style |= {key: change[key] for key in style if key in change}
    ticks = change.get("ticks", ["0.8", "1.2", "1.6", "2.4"])
    figure = Figure((5, 2.4), dpi=dpi, facecolor=change.get("face", "white"))
    left, right = figure.subplots(1, 2, gridspec_kw={"left": 0.1, "right": 0.98, "bottom": 0.12, "top": 0.85})
    x = np.linspace(0, 6, 40)
    left.plot(x, np.sin(x), markevery=8, markersize=5, linewidth=2, **style)
    area = {"facecolor": "#CC79A7", "hatch": "///", "edgecolor": "#7A3E5E", "linewidth": 0}
    left.fill_between(x, 0, np.sin(x) / 2, alpha=change.get("alpha", 0.45), **area)
    left.plot([3 + change.get("dot", 0)], [-0.8], "o", color="black", markersize=3)
    left.set_xticks([0, 2, 4, 6], ticks, fontsize=9)
    left.tick_params(axis="y", labelsize=9)
    left.set_facecolor(change.get("ground", "white"))
    left.set_title(change.get("title", "Halving dx halves the error 0.31"), fontsize=11, loc="left")
    left.text(0.2, -0.9, change.get("note", "rate +0.5"), fontsize=9, color="#6E6E6E")
    if change.get("grid", True):
        left.grid(color="#DDDDDD")
    if style["label"] != "_hidden":
        left.legend(fontsize=9, frameon=False, loc="upper right")
    picture = np.random.default_rng(1).uniform(0.2, 0.9, (12, 12))
    picture[5, 5] = change.get("cell", 0.5)
    right.imshow(picture, cmap="gray", vmin=0, vmax=1)
    return figure


def levels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def png(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def word(text, dpi, color="#6E6E6E"):
    figure = Figure((0.5, 0.3), dpi=dpi, facecolor="white")
    figure.text(0.2, 0.3, text, fontsize=9, color=color)
    return png(levels(figure))


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("text", ["{}", "0.{}1", "−{}.5"])
def test_every_change_of_a_digit_is_seen(text, dpi):
    words = {digit: word(text.format(digit), dpi) for digit in "0123456789"}
    assert not [pair for pair in combinations(words, 2) if not figures_differ(*(words[digit] for digit in pair))]


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("signs", ["+−", "−=", "≈=", "<>"])
def test_every_change_of_a_sign_is_seen(signs, dpi):
    assert figures_differ(*(word(f"3 {sign} 4", dpi, "black") for sign in signs))


@pytest.fixture(scope="module")
def intact():
    return {dpi: png(levels(drawn(dpi))) for dpi in DPI}


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_that_a_reader_sees_is_seen(change, dpi, intact):
    assert figures_differ(intact[dpi], png(levels(drawn(dpi, **CHANGES[change]))))


def test_a_change_is_placed_and_a_size_is_named():
    white = np.full((80, 120, 4), 255, np.uint8)
    dot = white.copy()
    dot[60:64, 90:94, :3] = 0
    places = r"the figure changed in rows (\d+) to (\d+) and columns (\d+) to (\d+)"
    found = re.fullmatch(places, figures_differ(png(white), png(dot)))
    np.testing.assert_allclose([int(place) for place in found.groups()], [60, 63, 90, 93], atol=3)
    assert figures_differ(png(white), png(white[:, :119])) == "the figure was 120x80 pixels and is now 119x80"
    assert figures_differ(png(white), png(white // 255 * 250)) == "the figure as a whole changed by -5.0 levels of 255"


@pytest.mark.parametrize("dpi", DPI)
@pytest.mark.parametrize("seed", range(5))
def test_words_and_ticks_that_are_rounded_to_the_next_pixel_are_not_seen(seed, dpi, intact, monkeypatch):
    rng = np.random.default_rng(seed)
    draw_text, draw_markers = RendererAgg.draw_text, RendererAgg.draw_markers

    def nudged_text(self, gc, x, y, *rest, **options):
        draw_text(self, gc, x + rng.integers(-1, 2), y + rng.integers(-1, 2), *rest, **options)

    def nudged_markers(self, gc, marker, placed, path, transform, face=None):
        nudge = rng.integers(-1, 2, 2) if len(path.vertices) == 1 else (0, 0)
        draw_markers(self, gc, marker, placed, path, transform + Affine2D().translate(*nudge), face)

    monkeypatch.setattr(RendererAgg, "draw_text", nudged_text)
    monkeypatch.setattr(RendererAgg, "draw_markers", nudged_markers)
    other = png(levels(drawn(dpi)))
    assert other != intact[dpi]
    assert figures_differ(intact[dpi], other) == ""


@pytest.mark.parametrize("dpi", DPI)
def test_levels_that_are_rounded_another_way_are_not_seen(dpi, intact):
    pixels = levels(drawn(dpi))
    noise = np.random.default_rng(2).integers(-2, 3, pixels.shape)
    assert figures_differ(intact[dpi], png(np.clip(pixels + noise, 0, 255).astype(np.uint8))) == ""


@pytest.mark.parametrize(
    ("colours", "modes"),
    [("grey", "L"), ("many colours", "RGB"), ("few colours", "P"), ("two greys", "P"), ("half transparent", "RGBA")],
)
def test_a_figure_is_packed_without_changing_a_pixel(colours, modes):
    rng = np.random.default_rng(6)
    shades = rng.integers(0, 256, (60, 80, 1)).repeat(4, axis=2).astype(np.uint8)
    shades[:, :, 3] = 128 if colours == "half transparent" else 255
    if colours == "many colours":
        shades[:, :, :3] = rng.integers(0, 256, (60, 80, 3))
    if colours in ("few colours", "two greys"):
        palette = rng.integers(0, 256, (200, 3)) if colours == "few colours" else np.array([[20] * 3, [230] * 3])
        shades[:, :, :3] = palette[rng.integers(0, len(palette), (60, 80))]
    before = png(shades)
    after = packed(before)
    picture = Image.open(io.BytesIO(base64.b64decode(after)))
    assert picture.mode == modes
    assert np.array_equal(picture.convert("RGBA"), shades)
    assert len(after) <= len(before)
    assert packed(after) == after
