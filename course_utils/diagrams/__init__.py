"""The drawings in ``fig/``: ``python -m course_utils.diagrams`` makes every one of them.

To add a drawing, write a function without arguments that returns a `Drawing`, named like its file, into the module of its
family, and add it to `DRAWINGS`. The tests then check it like the others: that the file is fresh, that its letters are
text, large enough, inside the sheet and apart from each other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from course_utils.diagrams import arithmetic, graphs, layers, letters, padding, pooling, products, tensors, thread
from course_utils.diagrams.paper import Drawing
from course_utils.diagrams.slide import flip_and_slide
from course_utils.diagrams.slide_grid import slide_over_a_grid

FIG_FOLDER = Path(__file__).resolve().parents[2] / "fig"

SHEETS: tuple[Callable[[], Drawing], ...] = (
    thread.banner,
    thread.thread_map,
    letters.grid_convolution_whole,
    products.sum_of_products,
    products.layers_of_units,
    arithmetic.positions_at_the_ends,
    arithmetic.positions_with_steps_and_gaps,
    padding.padding_in_two_dimensions,
    arithmetic.arithmetic_stride,
    arithmetic.arithmetic_dilation,
    arithmetic.arithmetic_same_asymmetric,
    graphs.tape_graph,
    graphs.graph_of_products,
    tensors.ranks,
    tensors.broadcasting,
    tensors.full_and_depthwise,
    pooling.pooling_windows,
    layers.flatten,
    layers.dense_layer,
    layers.groups_of_channels,
    layers.transposed_convolution,
)
DRAWINGS: dict[str, Callable[[], Drawing | bytes]] = {
    **{f"chapter_{number}.svg": partial(thread.chapter_picture, number) for number in thread.FINISHED},
    **{f"{draw.__name__}.svg": draw for draw in SHEETS},
    "grid_convolution_first.svg": partial(letters.grid_convolution_at, 1, 1, "first"),
    "grid_convolution_last.svg": partial(letters.grid_convolution_at, 2, 3, "last"),
    "flip_and_slide.gif": flip_and_slide,
    "slide_over_a_grid.gif": slide_over_a_grid,
    "pool_over_a_grid.gif": pooling.pool_over_a_grid,
}


def draw(name: str) -> bytes:
    """What stands in a file of ``fig/``."""
    drawing = DRAWINGS[name]()
    return drawing if isinstance(drawing, bytes) else drawing.svg().encode()


def write_drawings(folder: str | Path = FIG_FOLDER) -> list[Path]:
    """Write every drawing of the course into a folder, made when missing; returns the files in the order of `DRAWINGS`.

    >>> write_drawings(__file__)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: ... is a file; name a folder for the drawings
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder for the drawings")
    contents = {folder / name: draw(name) for name in DRAWINGS}
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)
