"""The title of the course and the map of its chapters, both hung on one thread."""

from __future__ import annotations

import itertools
import textwrap

from course_utils.diagrams import pictures
from course_utils.diagrams.paper import Drawing, shade
from course_utils.style import HEAD_SIZE, HEADLINE_SIZE, INPUT_COLOR, MUTED, PAPER, POSTER_SIZE, RESULT_COLOR


def banner() -> Drawing:
    """The title of the course above its thread in six small pictures."""
    told = (
        "Title of the course, above six small pictures joined by arrows: a box and a ramp, samples, a grid, a kernel "
        "on a picture, a network, and the digit 3."
    )
    d = Drawing(900, 270, "Convolution, all the way", told)
    d.box(0, 0, 900, 8, fill=INPUT_COLOR, color=INPUT_COLOR, line=0)
    d.text(40, 58, "Convolution, all the way", POSTER_SIZE, align="start", bold=True)
    d.text(42, 102, "from the integral to a network that reads digits", HEADLINE_SIZE, align="start", color=shade(MUTED))
    left, side, gap = 58, 84, 56
    stages = (
        ("box and ramp", pictures.box_and_ramp),
        ("samples", pictures.samples),
        ("grid", pictures.grid),
        ("kernel", pictures.kernel_on_photograph),
        ("network", pictures.network),
        ("digit", pictures.digit),
    )
    for i, (name, picture) in enumerate(stages):
        x = left + i * (side + gap)
        picture(d.inset(x, 138, side))
        d.text(x + side / 2, 244, name, HEAD_SIZE)
        if i:
            d.arrow((x - gap + 12, 180), (x - 12, 180), color=MUTED, line=2.2)
    return d


STATIONS = (
    ("00", "Find your way around", "this map", pictures.stations),
    ("01", "Slide one function over another", "a box and a ramp", pictures.box_and_ramp),
    ("02", "Turn the integral into a sum", "samples, then a grid", pictures.samples),
    ("03", "Put numbers into tensors", "a tensor", pictures.tensor),
    ("04", "Let the tape differentiate", "a gradient", pictures.gradient),
    ("05", "Fit a line by descending a loss", "a loss to descend", pictures.loss),
    ("06", "Filter and pool an image", "a kernel on a photograph", pictures.kernel_on_photograph),
    ("07", "Take a network apart, layer by layer", "a layer", pictures.layer),
    ("08", "Train a network that reads digits", "learned kernels", pictures.learned_kernels),
    ("09", "Look inside a trained network", "later", pictures.magnifier),
    ("10", "Go beyond one machine", "later", pictures.machines),
)
FINISHED = [number for number, _, thing, _ in STATIONS if thing != "later"]


def _balanced(words: str, longest: int) -> list[str]:
    """The words on as few lines as fit ``longest`` letters, the lines about equally long."""
    count = len(textwrap.wrap(words, longest))
    return next(lines for width in range(1, longest + 1) if len(lines := textwrap.wrap(words, width)) == count)


def thread_map() -> Drawing:
    """The chapters as stations of one line, three in a row, with what the one object has become at each."""
    told = "; ".join(f"{number} {title}: {thing}" for number, title, thing, _ in STATIONS)
    d = Drawing(880, 596, "The thread through the chapters", f"A line that joins the chapters as stations. {told}.")
    d.headline("One object, carried the whole way")
    left, top, wide, high = 50, 92, 280, 128
    places = [(left + i % 3 * wide, top + i // 3 * high) for i in range(len(STATIONS))]
    for i, ((x, y), (next_x, next_y)) in enumerate(itertools.pairwise(places)):
        right, between, before = x + wide - 24, y + high - 34, next_x - 34
        turns = [] if y == next_y else [(right, y), (right, between), (before, between), (before, next_y)]
        later = i + 1 >= len(FINISHED)
        d.path([(x, y), *turns, (next_x, next_y)], color=MUTED if later else RESULT_COLOR, line=4, dashed=later)
    for (x, y), (number, title, thing, picture) in zip(places, STATIONS, strict=True):
        later = number not in FINISHED
        color = MUTED if later else RESULT_COLOR
        d.circle(x, y, 19, fill=PAPER, color=color, line=3, dashed=later)
        d.text(x, y, number, HEAD_SIZE, bold=True)
        picture(d.inset(x - 4, y + 28, 54))
        lines = _balanced(title, 21)
        for row, line in enumerate(lines):
            d.text(x + 62, y + 30 + 19 * row, line, align="start", bold=True)
        d.text(x + 62, y + 34 + 19 * len(lines), thing, align="start", italic=later, color=shade(color))
    return d


def chapter_picture(number: str) -> Drawing:
    """The picture of one station of the map, alone, for the table of chapters."""
    title, thing, picture = next(station[1:] for station in STATIONS if station[0] == number)
    d = Drawing(72, 90, f"{number} {title}", f"A small picture for chapter {number}: {thing}.")
    picture(d.inset(9, 9, 54))
    d.text(36, 78, number, bold=True)
    return d
