"""Whether two renderings of a figure say the same to a reader, and a figure in fewer bytes.

Two machines may round a line or a word to the next pixel, so one pixel of shift is forgiven; a digit of 9 points that became
another is not. The thresholds are sums of levels (of 255), and were measured: two digits of 9 points in the palette's grey are
600 or more apart at 100 dots per inch, words that moved by a pixel over lines and pictures that did not, 400 at most.
"""

from __future__ import annotations

import base64
import io
from itertools import product

import numpy as np
from PIL import Image
from scipy.ndimage import maximum_filter, minimum_filter, uniform_filter

TOLERANCE = 4  # levels by which any pixel may differ
SHAPE, DETAIL = 5, 480  # no one shift explains a square of this side to within this sum: a shape changed
TONE, SHADE = 64, 1500  # pixels of a square of this side are lighter or darker than all near them: a shade changed
LEVEL = 1.0  # levels by which the mean of the whole figure may differ


def pixels(png: str) -> np.ndarray:
    """The levels of a base64 PNG, of shape (height, width, 4)."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA"), np.float32)


def figures_differ(one: str, other: str) -> str:
    """Say how two base64 PNG differ, or return ``""`` when a reader would not see a difference."""
    old, new = pixels(one), pixels(other)
    if old.shape != new.shape:
        (height, width, _), (new_height, new_width, _) = old.shape, new.shape
        return f"the figure was {width}x{height} pixels and is now {new_width}x{new_height}"
    level = max((new - old).mean((0, 1), dtype=float), key=abs)
    if abs(level) > LEVEL:
        return f"the figure as a whole changed by {level:+.1f} levels of 255"
    changed = np.abs(old - new).max(axis=2) > TOLERANCE
    if not changed.any():
        return ""
    top, bottom, left, right = _bounds(changed)
    window = slice(max(top - TONE, 0), bottom + TONE), slice(max(left - TONE, 0), right + TONE)
    places = _unexplained(old[window], new[window])
    if not places.any():
        return ""
    (first, last, start, end), (rows, columns) = _bounds(places), window
    return (
        f"the figure changed in rows {first + rows.start} to {last + rows.start} "
        f"and columns {start + columns.start} to {end + columns.start}"
    )


def _bounds(mask: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(mask)
    return rows.min(), rows.max(), columns.min(), columns.max()


def _unexplained(old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Where a square of one picture is not in the other, at most one pixel away."""
    still, shape = _distance(old, new), np.float32(np.inf)
    for down, across in product((-1, 0, 1), repeat=2):
        ways = _distance(old, _shifted(new, down, across)), _distance(new, _shifted(old, -down, -across))
        excess = np.maximum(*(np.minimum(still, way) for way in ways)) - TOLERANCE
        shape = np.minimum(shape, _sums(excess, SHAPE))
    tone = np.maximum(_beyond(old, new), _beyond(new, old)) - TOLERANCE
    return shape > DETAIL if (shape > DETAIL).any() else _sums(tone, TONE) > SHADE


def _beyond(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How far each pixel is above or below all nine that are near it in the other picture."""
    near = (3, 3, 1)
    return np.maximum(one - maximum_filter(other, near), minimum_filter(other, near) - one).max(axis=2)


def _distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.abs(one - other).max(axis=2)


def _shifted(picture: np.ndarray, down: int, across: int) -> np.ndarray:
    height, width, _ = picture.shape
    return np.pad(picture, ((1, 1), (1, 1), (0, 0)), "edge")[1 - down : 1 - down + height, 1 - across : 1 - across + width]


def _sums(excess: np.ndarray, side: int) -> np.ndarray:
    """What is above 0, summed over the square around each pixel."""
    return uniform_filter(np.clip(excess, 0, None), side, mode="constant") * side**2


def packed(png: str) -> str:
    """The same pixels in fewer bytes where that is possible: grey, a palette, no alpha channel that hides nothing."""
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")
    if picture.getchannel("A").getextrema() != (255, 255):
        return png
    picture = picture.convert("RGB")
    candidates = [picture]
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        candidates.append(red)
    if picture.getcolors(256):
        candidates.append(_with_palette(picture))
    files = [png]
    for candidate in candidates:
        file = io.BytesIO()
        candidate.save(file, "PNG", optimize=True)
        files.append(base64.b64encode(file.getvalue()).decode("ascii"))
    return min(files, key=len)


def _with_palette(picture: Image.Image) -> Image.Image:
    colours, places = np.unique(np.asarray(picture).astype(int) @ [65536, 256, 1], return_inverse=True)
    result = Image.fromarray(places.reshape(picture.size[::-1]).astype(np.uint8))
    result.putpalette(colours.astype(">u4").view(np.uint8).reshape(-1, 4)[:, 1:].tobytes())
    return result
