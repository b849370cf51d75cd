"""Pictures of the site: as small as they look the same, and with their sizes, so that nothing jumps while they load."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from course_utils.datasets import PICTURES, load_picture
from course_utils.widgets.filters import encoded, shrunk

CODECS = {  # letters and thin lines stay crisp where colours have the full resolution
    "avif": {"quality": 50, "subsampling": "4:4:4", "speed": 8},
    "webp": {"lossless": True, "method": 2},
}
SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)(?:px)?"[^>]*?\sheight="([\d.]+)(?:px)?"')


class Figure(NamedTuple):
    """A picture of the site: its place below the root, and the size at which it is shown, in CSS pixels."""

    place: str
    width: int
    height: int


Writer = Callable[[bytes, str, dict], Figure]


def smallest(png: bytes) -> tuple[str, bytes]:
    """The ending and the bytes of the smaller of two: AVIF, which is lossy, and WebP without loss."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    found = {}
    for ending, options in CODECS.items():
        stream = io.BytesIO()
        picture.save(stream, ending, **options)
        found[ending] = stream.getvalue()
    return min(found.items(), key=lambda item: len(item[1]))


def kept(png: bytes, cache: Path) -> tuple[str, bytes]:
    """The same from a cache, which is filled."""
    name = hashlib.sha256(png + str(CODECS).encode()).hexdigest()
    for path in cache.glob(f"{name}.*"):
        return path.suffix[1:], path.read_bytes()
    ending, content = smallest(png)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"{name}.{ending}").write_bytes(content)
    return ending, content


def writer(root: Path, folder: str, cache: Path) -> Writer:
    """What writes figures into a folder below the root of the site, and keeps them in a cache."""

    def write(png: bytes, name: str, about: dict) -> Figure:
        ending, content = kept(png, cache)
        place = f"{folder}/{name}.{ending}"
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
        width, height = Image.open(io.BytesIO(png)).size
        return Figure(place, about.get("width", width), about.get("height", height))

    return write


def size_of(path: Path) -> tuple[int, int]:
    """Width and height of a picture, of an SVG the ones that it asks for.

    Raises
    ------
    ValueError
        If an SVG does not say them.
    """
    if path.suffix != ".svg":
        with Image.open(path) as picture:
            return picture.size
    found = SIZE.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{path.name} does not say its width and height in pixels; give <svg> both")
    return round(float(found[1])), round(float(found[2]))


def write_stills(folder: Path) -> None:
    """Beside each GIF of a folder, its first picture as a PNG, for readers who do not want motion."""
    for path in folder.glob("*.gif"):
        with Image.open(path) as animation:
            animation.convert("RGB").save(path.with_suffix(".still.png"), optimize=True)


def write_photographs(folder: Path) -> None:
    """The pictures of the filter explorer as it names them, as large as it uses them."""
    for name in PICTURES:
        (folder / f"{name}.png").write_bytes(encoded(shrunk(load_picture(name))))
