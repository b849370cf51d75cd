"""What the committed drawings hold, read without a browser."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from PIL import Image, ImageFont

from course_utils import diagrams

SVG = "{http://www.w3.org/2000/svg}"
SVG_NAMES = sorted(name for name in diagrams.DRAWINGS if name.endswith(".svg"))
SLACK = 1.1  # a reader's font may be wider than ours


class Line(NamedTuple):
    """One line of text, or one run of it, with the box that it fills if its font is a tenth wider than ours."""

    words: str
    size: float
    box: tuple[float, float, float, float]  # left, top, right, bottom


def committed(name):
    return (diagrams.FIG_FOLDER / name).read_bytes()


def sheet(name):
    return ET.fromstring(committed(name))


def run_of(element):
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    words, size = element.text, float(element.get("font-size"))
    variant = ("Bold" if element.get("font-weight") else "") + ("Oblique" if element.get("font-style") else "")
    font = ImageFont.truetype(fonts / f"DejaVuSans{'-' * bool(variant)}{variant}.ttf", 100)
    width = font.getlength(words) * size / 100 * SLACK
    x, baseline = float(element.get("x")), float(element.get("y"))
    left = x - {"start": 0, "middle": width / 2, "end": width}[element.get("text-anchor")]
    return Line(words, size, (left, baseline - 0.76 * size, left + width, baseline + 0.24 * size))


def runs(name):
    """Every text element of a drawing."""
    return [run_of(element) for element in sheet(name).iter(SVG + "text")]


def lines(name):
    """Every line of a drawing; the runs of one line stand in a group."""
    found = []
    for element in sheet(name):
        parts = [run_of(text) for text in element.iter(SVG + "text")]
        if parts:
            lefts, tops, rights, bottoms = zip(*(part.box for part in parts), strict=True)
            box = (min(lefts), min(tops), max(rights), max(bottoms))
            found.append(Line(" ".join(part.words for part in parts), parts[0].size, box))
    return found


def words_of(name):
    return [line.words for line in lines(name)]


def gif_frames(data):
    image = Image.open(io.BytesIO(data))
    frames, durations = [], []
    for index in range(image.n_frames):
        image.seek(index)
        frames.append(np.asarray(image.convert("RGB"), dtype=int))
        durations.append(image.info["duration"])
    return frames, durations
