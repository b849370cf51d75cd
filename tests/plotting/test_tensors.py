"""Buffers, views and axes: everything is drawn where the memory says it is."""

import io

import numpy as np
import pytest
from PIL import Image

from course_utils.plotting import plot_batch_axes, plot_kernel_axes, plot_strides
from course_utils.style import alt_text


def walks(figure):
    """Where in the buffer each walk stops, from the drawn lines: upper view first, axis 0 first."""
    found = [line.get_xdata() for line in figure.axes[0].lines if line.get_marker() not in ("None", None, "")]
    return [(np.asarray(x) - 0.5).tolist() for x in found if len(x)]


def test_strides_are_drawn_where_the_elements_are():
    buffer = np.arange(12)
    image = buffer.reshape(3, 4)
    rows, columns = [0, 4, 8], [0, 1, 2, 3]
    assert walks(plot_strides(buffer, {"image": image, "image.T": image.T})) == [rows, columns, columns, rows]
    part, flipped = image[:, ::2], image[::-1, ::-1]
    assert walks(plot_strides(buffer, {"part": part, "flipped": flipped})) == [[0, 4, 8], [0, 2], [11, 7, 3], [11, 10, 9, 8]]


def test_strides_of_a_copy_are_refused_with_a_sentence():
    buffer = np.arange(12)
    image = buffer.reshape(3, 4)
    with pytest.raises(ValueError, match=r"image\.copy is a copy"):
        plot_strides(buffer, {"image": image, "image.copy": image.copy()})
    with pytest.raises(ValueError, match="two views of it"):
        plot_strides(buffer, {"image": image})
    with pytest.raises(ValueError, match=r"shape \(3, 4\)"):
        plot_strides(image, {"image": image, "image.T": image.T})


def test_the_axes_of_a_batch_and_of_a_kernel_are_named_with_their_lengths():
    batch = plot_batch_axes(np.zeros((2, 30, 45, 3), np.uint8))
    told = " ".join(text.get_text().replace("\n", " ") for text in batch.axes[0].texts)
    for words in ("axis 0: batch of 2", "axis 1 height 30", "axis 2: width 45", "axis 3 channels 3"):
        assert words in told
    assert len(batch.axes[0].images) == 2 * 3
    kernel = plot_kernel_axes(np.arange(12.0).reshape(2, 3, 1, 2))
    told = [text.get_text().replace("\n", " ") for text in kernel.axes[0].texts]
    for words in ("axis 0 height 2", "axis 1: width 3", "axis 2 inputs 1", "axis 3: outputs 2"):
        assert words in told
    assert [word for word in told if word.isdigit()] == [str(n) for n in (0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11)]


def test_the_columns_of_a_kernel_have_names_and_three_inputs_are_colours():
    figure = plot_kernel_axes(np.zeros((3, 3, 3, 2)), ["Sobel", "sharpen"])
    told = [text.get_text() for text in figure.axes[0].texts]
    assert {"Sobel", "sharpen", "R", "G", "B"} <= set(told)
    assert "2 outputs (Sobel, sharpen), a row for each of 3 inputs (red, green, blue)" in alt_text(figure)
    with pytest.raises(ValueError, match="got 1 names for 2 outputs"):
        plot_kernel_axes(np.zeros((3, 3, 1, 2)), ["Sobel"])


def test_a_plane_in_front_hides_the_frames_behind_it():
    figure = plot_batch_axes(np.zeros((2, 30, 45, 3), np.uint8))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=100)
    pixels = np.asarray(Image.open(stream).convert("RGB")).astype(int)
    for x in (0.0, figure.axes[0].images[3].get_extent()[0]):  # of the front planes of both pictures
        corners = figure.axes[0].transData.transform([(x + 1, 29), (x + 44, 10)])
        (left, low), (right, high) = corners.round().astype(int)
        inside = pixels[len(pixels) - high : len(pixels) - low, left:right]
        assert inside.size > 1000
        assert inside.max() == 0


def test_the_alt_text_tells_shapes_and_strides():
    buffer = np.arange(12)
    image = buffer.reshape(3, 4)
    told = alt_text(plot_strides(buffer, {"image": image, "image.T": image.T}))
    assert "image has shape (3, 4), strides (32, 8) bytes; image.T has shape (4, 3), strides (8, 32) bytes" in told
    assert "2 pictures side by side, each a stack of 3 planes of 30×45" in alt_text(
        plot_batch_axes(np.zeros((2, 30, 45, 3), np.uint8))
    )
    assert "3×2 weights, a column for each of 4 outputs, a row for each of 1 inputs" in alt_text(
        plot_kernel_axes(np.zeros((3, 2, 1, 4)))
    )
