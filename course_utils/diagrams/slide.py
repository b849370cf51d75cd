"""The animation of flip and slide, a GIF."""

from __future__ import annotations

import math
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from course_utils import style
from course_utils.diagrams.animation import looping_gif, picture_of
from course_utils.integrals import BOX, RAMP, Piecewise, box_ramp_closed_form

SLIDE = np.linspace(-2.4, 2.4, 41)  # the positions t of the slide
HOLD, STEP = 1600, 110  # milliseconds
COLORS = (style.INK, style.INPUT_COLOR, style.KERNEL_COLOR, style.RESULT_COLOR, style.PRODUCT_COLOR, style.PRODUCT_EDGE)


class Scene(NamedTuple):
    """What one frame of the animation shows: g drawn at ``shift + scale * a``, and (f*g) up to t = ``known``."""

    caption: str
    label: str
    scale: float
    shift: float
    known: float | None
    milliseconds: int


def scenes() -> list[Scene]:
    """The story: two functions; flip one; move it to the left; slide it to the right and measure."""
    flip, slide = "2 · Flip g: left becomes right", "4 · Slide, multiply, measure the shaded area"
    start, end = float(SLIDE[0]), float(SLIDE[-1])
    turns = [math.cos(math.pi * i / 9) for i in range(1, 9)]
    return [
        Scene("1 · Two functions, f and g", "g(a), the ramp", 1, 0, None, HOLD),
        *(Scene(flip, "g, turning over", turn, 0, None, STEP) for turn in turns),
        Scene(flip, "g(−a), flipped", -1, 0, None, HOLD),
        *(Scene("3 · Shift it to the left", "g(t − a)", -1, start * i / 4, None, STEP) for i in range(1, 4)),
        *(Scene(slide, "g(t − a)", -1, float(t), float(t), HOLD if t in (start, end) else STEP) for t in SLIDE),
    ]


def corners(function: Piecewise) -> tuple[np.ndarray, np.ndarray]:
    """Places just before and after each break, and far outside, with the values there: a polygon, vertical at the jumps."""
    a = np.array([-99, *(place + side for place in function.breaks for side in (-1e-9, 1e-9)), 99])
    return a, function(a)


def _frame(scene: Scene) -> Image.Image:
    """One picture of the animation."""
    figure = Figure(figsize=(6.6, 4.8), dpi=100)
    top, bottom = figure.subplots(2, 1, gridspec_kw={"height_ratios": (3, 2)})
    figure.subplots_adjust(left=0.075, right=0.98, top=0.93, bottom=0.105, hspace=0.5)
    top.set_title(scene.caption, fontweight="bold")
    top.plot(*corners(BOX), **style.INPUT, label="f(a), the box")
    a, g = corners(RAMP)
    top.plot(scene.shift + scene.scale * a, g, **style.KERNEL, label=scene.label)
    top.set(xlim=(-3.6, 3.6), ylim=(-0.06, 1.45), yticks=(0, 0.5, 1), xlabel="a")
    bottom.set(xlim=(-3.6, 3.6), ylim=(-0.08, 1.2), yticks=(0, 0.5, 1), xlabel="t")
    if scene.known is None:
        bottom.set_title("(f*g)(t), the area under the product: not measured yet")
    else:
        t = np.linspace(-3.6, scene.known, 361)
        area = box_ramp_closed_form(t)
        a = np.linspace(BOX.breaks[0], BOX.breaks[-1], 801)[1:-1]
        top.fill_between(a, BOX(a) * RAMP(scene.known - a), **style.PRODUCT, label="their product")
        top.plot([scene.known] * 2, [-0.06, 1.12], color=style.MUTED, linewidth=1, linestyle=":")
        bottom.axvline(scene.known, color=style.MUTED, linewidth=1, linestyle=":")
        bottom.plot(t, area, **style.RESULT)
        bottom.plot(t[-1], area[-1], "o", color=style.RESULT_COLOR, markersize=9, markeredgecolor=style.PAPER)
        bottom.set_title(f"(f*g)(t) at t = {scene.known:.2f} is the shaded area, {area[-1]:.2f}".replace("-", "−"))
    top.legend(loc="upper left", ncols=3)
    return picture_of(figure)


def flip_and_slide() -> bytes:
    """A looping GIF: the ramp is flipped, moved to the left, then slides over the box; all frames share one palette."""
    story = scenes()
    with mpl.rc_context({**style.STYLE, "hatch.linewidth": 0.8}):
        frames = [_frame(scene) for scene in story]
    return looping_gif(frames, [scene.milliseconds for scene in story], COLORS)
