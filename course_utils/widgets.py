"""Sliders and explorers: pictures of ``plotting`` that follow their controls.

A widget draws what stays once, and on every move only the artists that change; this keeps a slider fluent. Its figures
never enter pyplot. What a notebook saves of it is its starting picture and one line of text, so that a page without a
running kernel shows the same scene.
"""

from __future__ import annotations

import base64
import html
import io
import math
import zlib
from collections.abc import Sequence

import ipywidgets as widgets
import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from PIL import Image

from course_utils.integrals import BOX, RAMP, Piecewise
from course_utils.plotting import STYLE, FlipAndSlide, KernelOnGrid, flip_and_slide_axes

IMAGE = ((3, 0, 1, 2, 7, 4), (1, 5, 8, 9, 3, 1), (2, 7, 2, 5, 1, 3), (0, 1, 3, 1, 7, 8), (4, 2, 1, 6, 2, 8))
KERNEL = ((0, 1, 2), (0, 0, 1), (-1, 0, 0))
LARGEST_ENTRY = 999  # wider numbers do not fit into a cell


class Explorer(widgets.VBox):
    """Controls, a picture that follows them, and a sentence that says what it shows.

    A subclass makes its controls and its artists, calls this constructor last, and defines `move`.

    Parameters
    ----------
    text : str
        What a page shows where neither widgets nor pictures work; the same in every run.
    figure : Figure
        The picture; not one of pyplot's.
    moving : sequence of Artist
        The artists that `move` changes every time, from back to front.
    settled : sequence of Artist
        Those that it changes now and then, and then draws with `_settle`; all others are drawn once.
    controls : sequence of Widget
        What stands above the picture.
    inputs : sequence of Widget
        The controls whose ``value`` the picture follows.
    """

    def __init__(
        self,
        text: str,
        figure: Figure,
        moving: Sequence[Artist],
        settled: Sequence[Artist],
        controls: Sequence[widgets.Widget],
        inputs: Sequence[widgets.Widget],
    ):
        self._text = text
        self._canvas = FigureCanvasAgg(figure)
        self._moving, self._settled = moving, settled
        # No tooltip: with one, the Image of ipywidgets 8.1.9 fails in the browser. The status stands for an alt text.
        self.picture = widgets.Image(format="png", layout={"max_width": "100%", "align_self": "flex-start"})
        self.status = widgets.HTML()
        self._draw_what_stays()
        self.redraw()
        self._start, self._start_sentence = self._png(compress_level=9), self._sentence
        super().__init__([*controls, self.picture, self.status])
        for control in inputs:
            control.observe(self.redraw, names="value")

    def move(self) -> str:
        """Move the artists to where the controls are, and return a sentence that says what the picture shows."""
        raise NotImplementedError

    def redraw(self, change: dict | None = None) -> None:
        """Draw the picture anew; called whenever a control has a new value."""
        self._sentence = self.move()
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            self._canvas.figure.draw_artist(artist)
        self.picture.value = self._png(compress_level=1, compress_type=zlib.Z_RLE)
        self.status.value = f'<div role="status" aria-live="polite">{html.escape(self._sentence)}</div>'

    def _draw_what_stays(self) -> None:
        for artist in [*self._moving, *self._settled]:
            artist.set_animated(True)
        with mpl.rc_context(STYLE):
            self._canvas.draw()
        self._blank = self._background = self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def _settle(self) -> None:
        """Draw the settled artists onto what stays, until the next call."""
        self._canvas.restore_region(self._blank)
        for artist in self._settled:
            self._canvas.figure.draw_artist(artist)
        self._background = self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def _png(self, compress_level: int, compress_type: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
        stream = io.BytesIO()
        pixels = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        pixels.save(stream, format="png", compress_level=compress_level, compress_type=compress_type)
        return stream.getvalue()

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict]:
        """The live widget, and for pages without a kernel the starting picture with its description."""
        data = super()._repr_mimebundle_(**kwargs)
        data["image/png"] = base64.b64encode(self._start).decode("ascii")
        return data, {"image/png": {"alt": self._start_sentence}}


class _FlipAndSlideExplorer(Explorer):
    def __init__(self, f: Piecewise, g: Piecewise, steps: int = 120):
        figure = Figure(figsize=(7.0, 4.8))
        with mpl.rc_context(STYLE):
            self._artists = FlipAndSlide(f, g, *flip_and_slide_axes(figure))
        self._first, last = self._artists.span
        self._step = (last - self._first) / steps
        self.t = widgets.FloatSlider(
            value=self._first + round(0.585 * steps) * self._step,
            min=self._first,
            max=last,
            step=self._step,
            description="t",
            readout_format=".2f",
            layout={"width": "28em"},
        )
        self.play = widgets.Play(max=steps, interval=100, tooltip="play: let t run")
        self._follow_slider()
        self.play.observe(self._follow_play, names="value")
        self.t.observe(self._follow_slider, names="value")
        text = "flip_and_slide: run this cell in JupyterLab to move t"
        super().__init__(text, figure, self._artists.moving, (), [widgets.HBox([self.play, self.t])], [self.t])

    def move(self) -> str:
        return self._artists.update(self.t.value)

    def _follow_play(self, change: dict) -> None:
        if change["new"] != self._position():
            self.t.value = self._first + change["new"] * self._step

    def _follow_slider(self, change: dict | None = None) -> None:
        self.play.value = self._position()

    def _position(self) -> int:
        return round((self.t.value - self._first) / self._step)


class _GridExplorer(Explorer):
    def __init__(self, image: ArrayLike, kernel: ArrayLike):
        figure = Figure()
        with mpl.rc_context(STYLE):
            self._artists = KernelOnGrid(image, kernel, figure.add_axes((0.0, 0.0, 1.0, 1.0)))
        figure.set_size_inches(self._artists.size)
        self._kernel, self._setting = self._artists.kernel.copy(), None
        self.row, self.column = (
            widgets.IntSlider(value=count // 2, max=count - 1, description=name)
            for name, count in zip(("row", "column"), self._artists.result_shape, strict=True)
        )
        self.flip = widgets.ToggleButtons(
            options={"convolution (flip)": True, "cross-correlation (no flip)": False},
            style={"button_width": "16em"},
        )
        self.entries = {
            place: widgets.Text(
                value=f"{value:g}",
                description=f"kernel[{place[0]}, {place[1]}]",
                continuous_update=False,
                layout={"width": "11em"},
                style={"description_width": "7em"},
            )
            for place, value in np.ndenumerate(self._kernel)
        }
        rows = [widgets.HBox([self.entries[i, j] for j in range(self._kernel.shape[1])]) for i in range(len(self._kernel))]
        controls = [self.flip, widgets.HBox([self.row, self.column]), *rows]
        text = "grid_explorer: run this cell in JupyterLab to move the kernel"
        inputs = [self.flip, self.row, self.column, *self.entries.values()]
        super().__init__(text, figure, self._artists.moving, self._artists.settled, controls, inputs)

    def move(self) -> str:
        problems = []
        for place, entry in self.entries.items():
            try:
                self._kernel[place] = _entry(entry.value)
            except ValueError as error:
                problems.append(f"{entry.description} keeps its last number: {error}.")
        sentence = self._artists.update(self._kernel, self.row.value, self.column.value, self.flip.value)
        setting = (self._kernel.tobytes(), self.flip.value)
        if setting != self._setting:
            self._settle()
            self._setting = setting
        return " ".join([*problems, sentence])


def _entry(text: str) -> float:
    """The number that a reader typed, or a sentence about what is wrong with it."""
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f'"{text[:20]}" is not a number; type one such as 0.5 or -1')
    if abs(value) > LARGEST_ENTRY:
        raise ValueError(f'"{text[:20]}" does not fit into a cell; type a number from -{LARGEST_ENTRY} to {LARGEST_ENTRY}')
    return value


def flip_and_slide(f: Piecewise = BOX, g: Piecewise = RAMP) -> Explorer:
    """Slide the flipped g over f and watch the area of their product draw f*g.

    Parameters
    ----------
    f, g : Piecewise
        The function that stays, and the kernel that is flipped and shifted.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its slider is ``.t``, its player ``.play``.

    Raises
    ------
    TypeError
        If ``f`` or ``g`` is not a `Piecewise`.

    Examples
    --------
    >>> explorer = flip_and_slide()
    >>> explorer
    flip_and_slide: run this cell in JupyterLab to move t
    >>> explorer.t.value = 1.0
    """
    return _FlipAndSlideExplorer(f, g)


def grid_explorer(image: ArrayLike | None = None, kernel: ArrayLike | None = None) -> Explorer:
    """Move a kernel over a grid of numbers and read the sum of products behind each result.

    Parameters
    ----------
    image, kernel : array_like of shape (H, W) and (h, w), optional
        The numbers, with at most 10 rows and 10 columns; small asymmetric examples when not given.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its controls are ``.row``, ``.column``, ``.flip`` and ``.entries[i, j]``.

    Raises
    ------
    TypeError
        If the image or the kernel is not an array of real numbers.
    ValueError
        If a grid is empty, not 2-D, too large to read or not finite, or the kernel does not fit into the image.

    Examples
    --------
    >>> explorer = grid_explorer([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, -1]])
    >>> explorer
    grid_explorer: run this cell in JupyterLab to move the kernel
    >>> explorer.flip.value = False
    """
    return _GridExplorer(IMAGE if image is None else image, KERNEL if kernel is None else kernel)
