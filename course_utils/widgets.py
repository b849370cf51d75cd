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
from collections.abc import Callable, Sequence

import ipywidgets as widgets
import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from PIL import Image

from course_utils import sentences
from course_utils.datasets import PICTURES, load_picture, load_study_hours
from course_utils.descent import descent_path
from course_utils.integrals import BOX, RAMP, Piecewise
from course_utils.kernels import KERNELS
from course_utils.plotting import (
    Descent,
    FilteredPicture,
    FlipAndSlide,
    KernelOnGrid,
    LineOnSurface,
    StridedView,
    draw_buffer,
    flip_and_slide_axes,
    line_axes,
)
from course_utils.style import STYLE

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
        return sentences.flip_and_slide(self.t.value, self._artists.update(self.t.value))

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
        place = self.row.value, self.column.value
        total = self._artists.update(self._kernel, *place, self.flip.value)
        setting = (self._kernel.tobytes(), self.flip.value)
        if setting != self._setting:
            self._settle()
            self._setting = setting
        return " ".join([*problems, sentences.kernel_on_grid(self.flip.value, *place, total)])


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


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 03: shapes and strides
# ---------------------------------------------------------------------------------------------------------------------

SHAPES = ((12,), (2, 6), (3, 4), (4, 3), (6, 2), (2, 2, 3), (2, 3, 2), (3, 2, 2))


class _ReshapeExplorer(Explorer):
    def __init__(self):
        self._buffer = np.arange(12)
        figure = Figure(figsize=(8.4, 6.2))
        with mpl.rc_context(STYLE):
            ax = figure.add_axes((0.0, 0.0, 1.0, 1.0))
            ax.set(xlim=(-0.4, 16.4), ylim=(10.2, -2.2), aspect="equal")
            ax.set_axis_off()
            ax.text(0.0, -1.85, "The buffer stays; shape and strides say how it is read", fontsize=11, va="center")
            draw_buffer(self._buffer, ax)
            self._artists = StridedView(self._buffer, ax, walks=-0.6, grid=3.2, step=-0.4)
        self.shape = widgets.Dropdown(options={str(shape): shape for shape in SHAPES}, value=(3, 4), description="reshape to")
        self.order = widgets.ToggleButtons(options={"as it is": False, "transposed (.T)": True}, style={"button_width": "10em"})
        self.element = widgets.IntSlider(value=5, max=11, description="element", readout=False, layout={"width": "28em"})
        text = "reshape_explorer: run this cell in JupyterLab to choose a shape"
        controls = [widgets.HBox([self.shape, self.order]), self.element]
        self._setting = None
        inputs = [self.shape, self.order, self.element]
        super().__init__(text, figure, self._artists.moving, self._artists.settled, controls, inputs)

    def move(self) -> str:
        view, name = self._buffer.reshape(self.shape.value), "view"
        if self.order.value:
            view, name = view.T, "view.T"
        element = tuple(map(int, np.unravel_index(self.element.value, view.shape)))
        self._artists.update(view, element, name)
        setting = (self.shape.value, self.order.value)
        if setting != self._setting:
            self._settle()
            self._setting = setting
        return sentences.strided_view(name, element, view[element], view.strides)


def reshape_explorer() -> Explorer:
    """Choose the shape of 12 numbers, transpose them, and see where in the buffer each element is.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its controls are ``.shape``, ``.order`` (transposed or not) and ``.element``.

    Examples
    --------
    >>> explorer = reshape_explorer()
    >>> explorer
    reshape_explorer: run this cell in JupyterLab to choose a shape
    >>> explorer.order.value = True
    """
    return _ReshapeExplorer()


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 05: a line by hand
# ---------------------------------------------------------------------------------------------------------------------


class _LineExplorer(Explorer):
    def __init__(self):
        figure = Figure(figsize=(8.6, 3.9))
        with mpl.rc_context(STYLE):
            self._artists = LineOnSurface(*load_study_hours(), *line_axes(figure))
        layout = {"width": "34em"}
        self.intercept = widgets.FloatSlider(
            value=0, min=-10, max=20, step=0.1, description="intercept", readout_format=".1f", layout=layout
        )
        self.slope = widgets.FloatSlider(
            value=6, min=4, max=14, step=0.05, description="slope", readout_format=".2f", layout=layout
        )
        controls = [self.intercept, self.slope]
        text = "line_explorer: run this cell in JupyterLab to move the line"
        super().__init__(text, figure, self._artists.moving, (), controls, controls)

    def move(self) -> str:
        line = self.intercept.value, self.slope.value
        return sentences.line_on_surface(*line, self._artists.update(*line), self._artists.lowest)


def line_explorer() -> Explorer:
    """Choose the intercept and the slope of a line through the study hours, and see where it lies on the loss surface.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its sliders are ``.intercept`` and ``.slope``.

    Examples
    --------
    >>> explorer = line_explorer()
    >>> explorer
    line_explorer: run this cell in JupyterLab to move the line
    >>> explorer.slope.value = 10
    """
    return _LineExplorer()


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 04: descent
# ---------------------------------------------------------------------------------------------------------------------


class _DescentExplorer(Explorer):
    def __init__(self, function: Callable, slope: Callable, low: float, high: float):
        figure = Figure(figsize=(8.4, 3.8))
        with mpl.rc_context(STYLE):
            left, right = figure.add_axes((0.07, 0.13, 0.52, 0.78)), figure.add_axes((0.68, 0.13, 0.30, 0.78))
            self._artists = Descent(function, (low, high), left, right, most_steps=20)
        self._slope = slope
        width = {"width": "28em"}
        self.start = widgets.FloatSlider(
            value=low + 0.1 * (high - low), min=low, max=high, step=(high - low) / 40, description="start", layout=width
        )
        self.rate = widgets.FloatSlider(value=0.15, min=0.0, max=1.2, step=0.05, description="rate", layout=width)
        self.steps = widgets.IntSlider(value=4, max=20, description="steps", layout=width)
        text = "descent_explorer: run this cell in JupyterLab to walk downhill"
        inputs = [self.start, self.rate, self.steps]
        super().__init__(text, figure, self._artists.moving, (), inputs, inputs)

    def move(self) -> str:
        start, rate, steps = self.start.value, self.rate.value, self.steps.value
        path = descent_path(self._slope, start, rate, steps)
        slope = float(self._slope(path[-1]))
        self._artists.update(path, slope)
        return sentences.descent(start, rate, steps, path[-1], slope, self._artists.span, len(path) - 1)


def descent_explorer(
    function: Callable[[float], float] | None = None,
    slope: Callable[[float], float] | None = None,
    low: float = -2.0,
    high: float = 2.0,
) -> Explorer:
    """Walk down a curve by gradient descent, with the tangent at the last place.

    Parameters
    ----------
    function, slope : callable, optional
        A function of one number and its derivative, of any origin: a formula, or a tape. x² when neither is given.
    low, high : float
        The range of x in view; it holds the start.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its controls are ``.start``, ``.rate`` and ``.steps``.

    Raises
    ------
    TypeError
        If only one of ``function`` and ``slope`` is given, or one cannot be called.
    ValueError
        If ``low`` is not below ``high``.

    Notes
    -----
    Gradient descent: x becomes x − rate·slope(x). Cauchy, *Méthode générale pour la résolution des systèmes d'équations
    simultanées* (1847).

    Examples
    --------
    >>> explorer = descent_explorer()
    >>> explorer
    descent_explorer: run this cell in JupyterLab to walk downhill
    >>> explorer.rate.value = 0.5
    """
    if function is None and slope is None:
        function, slope = (lambda x: x * x), (lambda x: 2 * x)
    for name, given in (("function", function), ("slope", slope)):
        if not callable(given):
            raise TypeError(
                f"{name} is {given!r}; give both a function of one number and its derivative, "
                "such as descent_explorer(lambda x: x**4, lambda x: 4 * x**3), or neither for x²"
            )
    if not low < high:
        raise ValueError(f"low is {low} and high is {high}; low must be below high")
    return _DescentExplorer(function, slope, float(low), float(high))


class TrainingProgress(widgets.HBox):
    """A bar that fills while a network is trained, with its last loss beside it.

    Parameters
    ----------
    name : str
        What is trained.
    epochs : int
        How many epochs there will be at most.

    Examples
    --------
    >>> progress = TrainingProgress("dense", 3)
    >>> progress
    dense: at most 3 epochs; run this cell in JupyterLab to watch the loss
    >>> progress.update(1, {"loss": 0.25, "accuracy": 0.9})
    >>> progress.status.value
    '<div role="status" aria-live="polite">dense, epoch 1 of 3: loss 0.2500, accuracy 0.9000</div>'
    """

    def __init__(self, name: str, epochs: int):
        self._name, self._epochs, self._done = name, epochs, ""
        self.bar = widgets.IntProgress(max=epochs, layout={"width": "18em"})
        self.status = widgets.HTML()
        super().__init__([self.bar, self.status])

    def update(self, epoch: int, logs: dict[str, float]) -> None:
        """Show how many epochs are done, and what they gave."""
        self.bar.value = epoch
        figures = ", ".join(f"{key.replace('val_', 'validation ')} {value:.4f}" for key, value in logs.items())
        self._done = f"epoch {epoch} of {self._epochs}: {figures}"
        self._say(self._done)

    def finish(self) -> None:
        """Say that the training is over."""
        self.bar.bar_style = "success"
        self._say(f"done, {self._done}")

    def _say(self, sentence: str) -> None:
        self.status.value = f'<div role="status" aria-live="polite">{html.escape(f"{self._name}, {sentence}")}</div>'

    def __repr__(self) -> str:
        counted = "1 epoch" if self._epochs == 1 else f"{self._epochs} epochs"
        return f"{self._name}: at most {counted}; run this cell in JupyterLab to watch the loss"


def training_progress(name: str):
    """A callback for ``model.fit(…, verbose=0)`` that shows how the training goes.

    In JupyterLab it is a bar that fills, with the loss and the metrics of the last epoch. What a notebook saves of it is
    one line, the same in every run.

    Parameters
    ----------
    name : str
        What is trained.

    Returns
    -------
    keras.callbacks.Callback
        Give it to ``fit`` in a list: ``callbacks=[training_progress("dense")]``.

    Examples
    --------
    >>> callback = training_progress("dense")  # doctest: +SKIP
    >>> model.fit(x, y, epochs=3, verbose=0, callbacks=[callback])  # doctest: +SKIP
    dense: at most 3 epochs; run this cell in JupyterLab to watch the loss
    """
    import keras
    from IPython.display import display

    class ShowProgress(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.progress = TrainingProgress(name, self.params["epochs"])
            display(self.progress)

        def on_epoch_end(self, epoch, logs=None):
            self.progress.update(epoch + 1, logs or {})

        def on_train_end(self, logs=None):
            self.progress.finish()

    return ShowProgress()


# ---------------------------------------------------------------------------------------------------------------------
# Chapter 06: filters and pooling
# ---------------------------------------------------------------------------------------------------------------------

OWN_KERNEL = "the nine numbers"
LONGEST_SIDE = 480  # pixels; larger pictures are shrunk, so that the explorer stays fluent


class _FilterExplorer(Explorer):
    def __init__(self, picture: str):
        figure = Figure(figsize=(9.4, 3.2))
        with mpl.rc_context(STYLE):
            self._artists = FilteredPicture(figure)
        self._filling, self._key, self._settled_kernel = False, None, b""
        wide = {"style": {"description_width": "6em"}}
        load_picture(picture)  # refuses what is no picture
        named = picture in PICTURES
        self.picture_name = widgets.Dropdown(
            options=PICTURES, value=picture if named else PICTURES[0], description="picture", **wide
        )
        self.path = widgets.Text(
            value="" if named else picture,
            placeholder="or the path of your own, such as holiday.jpg",
            continuous_update=False,
            layout={"width": "24em"},
        )
        self.colour = widgets.ToggleButtons(options={"grey": False, "colour": True}, style={"button_width": "6em"})
        self.kernel = widgets.Dropdown(options=[*KERNELS, OWN_KERNEL], value="sharpen", description="kernel", **wide)
        self.normalise = widgets.Checkbox(description="divide by its sum", indent=False)
        self.entries = {
            (i, j): widgets.Text(description=f"[{i}, {j}]", continuous_update=False, layout={"width": "8em"})
            for i, j in np.ndindex(3, 3)
        }
        for entry in self.entries.values():
            entry.style.description_width = "3em"
        self.stride = widgets.IntSlider(value=1, min=1, max=8, description="stride", **wide)
        self.dilation = widgets.IntSlider(value=1, min=1, max=8, description="dilation", **wide)
        paddings = {"padding same": "same", "padding valid": "valid"}
        self.padding = widgets.ToggleButtons(options=paddings, style={"button_width": "8em"})
        self.pooling = widgets.Dropdown(options=["none", "max", "average"], description="pooling", **wide)
        self.pool_size = widgets.IntSlider(value=2, min=1, max=16, description="window", **wide)
        self._fill_entries()
        rows = [widgets.HBox([self.entries[i, j] for j in range(3)]) for i in range(3)]
        controls = [
            widgets.HBox([self.picture_name, self.path, self.colour]),
            widgets.HBox([widgets.VBox([self.kernel, widgets.HBox([self.normalise])]), widgets.VBox(rows)]),
            widgets.HBox([self.stride, self.dilation, self.padding]),
            widgets.HBox([self.pooling, self.pool_size]),
        ]
        inputs = [
            self.path, self.colour, self.kernel, self.normalise, self.stride, self.dilation, self.padding, self.pooling,
            self.pool_size,
        ]  # fmt: skip
        self.kernel.observe(self._fill_entries, names="value")
        self.picture_name.observe(self._choose_picture, names="value")
        for entry in self.entries.values():
            entry.observe(self._type_entry, names="value")
        text = "filter_explorer: run this cell in JupyterLab to choose a picture and a kernel"
        super().__init__(text, figure, self._artists.moving, self._artists.settled, controls, inputs)

    def move(self) -> str:
        problems: list[str] = []
        picture, kernel = self._picture(problems), self._kernel(problems)
        how = self.stride.value, self.padding.value, self.dilation.value, self.pooling.value, self.pool_size.value
        try:
            sentence = self._artists.update(picture, kernel, *how)
        except ValueError as error:
            return " ".join([*problems, f"The picture stays as it was: {error}."])
        if kernel.tobytes() != self._settled_kernel:
            self._settle()
            self._settled_kernel = kernel.tobytes()
        return " ".join([*problems, sentence])

    def _choose_picture(self, change: dict) -> None:
        """A name that is chosen wins over a path that was typed before."""
        if self.path.value:
            self.path.value = ""
        else:
            self.redraw()

    def _fill_entries(self, change: dict | None = None) -> None:
        """Show a chosen 3×3 kernel in the nine fields, as a start for the reader's own numbers."""
        if self.kernel.value == OWN_KERNEL or KERNELS[self.kernel.value].shape != (3, 3):
            return
        self._filling = True
        self._own = KERNELS[self.kernel.value].copy()
        self._filled = {place: (f"{value:.4g}", value) for place, value in np.ndenumerate(self._own)}
        for place, entry in self.entries.items():
            entry.value = self._filled[place][0]
        self._filling = False

    def _type_entry(self, change: dict) -> None:
        if self._filling:
            return
        if self.kernel.value == OWN_KERNEL:
            self.redraw()
        else:
            self.kernel.value = OWN_KERNEL

    def _picture(self, problems: list[str]) -> np.ndarray:
        """The chosen picture, small enough; if it cannot be loaded, the last one and a sentence that says why."""
        key = self.path.value.strip() or self.picture_name.value, self.colour.value
        if key != self._key:
            try:
                whole = load_picture(key[0], grey=not self.colour.value)
            except (ValueError, OSError) as error:
                problems.append(f"The last picture stays: {error}.")
                return self._shown
            self._key, self._shown = key, _shrunk(whole)
            height, width = whole.shape[:2]
            self._note = f"The picture of {height}×{width} is shrunk." if self._shown.shape != whole.shape else ""
        if self._note:
            problems.append(self._note)
        return self._shown

    def _kernel(self, problems: list[str]) -> np.ndarray:
        kernel = self._own
        if self.kernel.value != OWN_KERNEL:
            kernel = KERNELS[self.kernel.value]
        else:
            for place, entry in self.entries.items():
                text, exact = self._filled[place]
                try:
                    kernel[place] = exact if entry.value == text else _entry(entry.value)
                except ValueError as error:
                    problems.append(f"Entry {entry.description} keeps its last number: {error}.")
        if not self.normalise.value:
            return kernel
        total = kernel.sum()
        if abs(total) < 1e-9:
            problems.append("The kernel has the sum 0, so it cannot be divided by it.")
            return kernel
        return kernel / total


def _shrunk(picture: np.ndarray) -> np.ndarray:
    """The picture, or a smaller one whose longer side is `LONGEST_SIDE`."""
    if max(picture.shape[:2]) <= LONGEST_SIDE:
        return picture
    image = Image.fromarray(picture)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return np.asarray(image)


def filter_explorer(picture: str = "cat") -> Explorer:
    """Choose a picture and a kernel, and see what comes out with any stride, padding, dilation and pooling.

    It computes with NumPy alone. A picture whose longer side is above 480 pixels is shrunk first.

    Parameters
    ----------
    picture : str
        A name or a path, as `datasets.load_picture` takes it; another one can be chosen or typed later.

    Returns
    -------
    Explorer
        Make it the last line of a cell. Its controls are ``.picture_name``, ``.path``, ``.colour``, ``.kernel``,
        ``.entries[i, j]`` (typing there chooses the nine numbers), ``.normalise``, ``.stride``, ``.dilation``,
        ``.padding``, ``.pooling`` and ``.pool_size``.

    Raises
    ------
    TypeError, FileNotFoundError, ValueError
        If the picture cannot be loaded, as `datasets.load_picture`. What is typed later never raises.

    Examples
    --------
    >>> explorer = filter_explorer("coffee")
    >>> explorer
    filter_explorer: run this cell in JupyterLab to choose a picture and a kernel
    >>> explorer.kernel.value, explorer.stride.value = "sobel_x", 2
    """
    return _FilterExplorer(picture)
