"""What chapter 07 draws from a model: sizes to scale, all words in view, errors that say how to mend them."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from course_utils import chapter
from course_utils.plotting import plot_network, plot_receptive_fields


@pytest.fixture(autouse=True)
def _no_figures_left():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def keras():
    return chapter.import_tensorflow().keras


@pytest.fixture(scope="module")
def networks(keras):
    layers, Input, Sequential = keras.layers, keras.Input, keras.Sequential
    digits = [
        layers.Conv2D(4, 5, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(6, 5, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.Activation("tanh"),
        layers.AveragePooling2D(3, strides=2),
        layers.Flatten(),
        layers.Dense(100),
        layers.Dropout(0.5),
        layers.Dense(10),
    ]
    sizes = (96, 11, 4), (256, 5, 1), (384, 3, 1), (384, 3, 1), (256, 3, 1)
    large = [
        layers.Conv2D(n, k, strides=s, padding="same", activation="relu", name=f"conv{i}") for i, (n, k, s) in enumerate(sizes)
    ]
    for place in (5, 2, 1):
        large.insert(place, layers.MaxPooling2D(3, strides=2))
    large += [layers.GlobalAveragePooling2D(), layers.Dense(4096), layers.Dense(4096), layers.Dense(1000)]
    picture = Input((28, 28, 1))
    return {
        "digits": Sequential([Input((28, 28, 1)), *digits]),
        "large": Sequential([Input((227, 227, 3)), *large]),
        "dense": Sequential([Input((784,)), layers.Dense(30), layers.Dense(10)]),
        "steps": Sequential([Input((40, 8)), layers.Conv1D(6, 5), layers.Flatten()]),
        "functional": keras.Model(picture, layers.Flatten()(layers.Conv2D(2, 3, groups=1, dilation_rate=2)(picture))),
    }


NAMES = "digits", "large", "dense", "steps", "functional"


def labels(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def faces(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_fill()]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_in_view_apart_from_the_others_and_large_enough(networks, name):
    figure = plot_network(networks[name])
    figure.canvas.draw()
    texts = [text for text in figure.axes[0].texts if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes, strict=True):
        assert text.get_fontsize() >= 9
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= figure.bbox.x1
        assert box.y1 <= figure.bbox.y1
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert figure.get_figwidth() <= 9.6


@pytest.mark.parametrize("name", NAMES)
def test_sides_are_in_proportion_to_pixels_and_bars_to_units(networks, name):
    figure = plot_network(networks[name])
    shapes = [
        tuple(int(n.replace(",", "")) for n in text.split("×"))
        for text in labels(figure)
        if text[-1].isdigit() and "\n" not in text
    ]
    drawn = [(face.get_height(), face.get_width()) for face in faces(figure)]
    areas = [height * width for height, width in drawn]
    expected = [np.prod(shape[:2]) if len(shape) == 3 else shape[0] for shape in shapes]
    assert len(shapes) == len(drawn) > 2
    np.testing.assert_allclose(np.divide(areas, areas[0]), np.divide(expected, expected[0]))
    maps = [(size[0] / size[1], shape[0] / shape[1]) for size, shape in zip(drawn, shapes, strict=True) if len(shape) == 3]
    np.testing.assert_allclose([ratio for ratio, _ in maps], [ratio for _, ratio in maps])


def test_depths_are_in_proportion_to_channels(networks):
    axes = plot_network(networks["digits"]).axes[0]
    roofs = [patch.get_xy() for patch in axes.patches if not isinstance(patch, Rectangle)][::2]
    depths = np.array([corners[1, 0] - corners[0, 0] for corners in roofs])
    np.testing.assert_allclose(depths[:5] / depths[0], [1, 4, 4, 6, 6])
    assert not depths[5:].any()


def test_labels_name_what_is_not_the_default_and_count_the_weights(networks):
    words = labels(plot_network(networks["digits"]))
    assert "Conv2D\n5×5\nrelu\n104\nweights" in words
    assert "Conv2D\n5×5, same\n+ Batch\nNormalization\ntanh\n624\nweights" in words
    assert "Average\nPooling2D\n3×3\nstride 2" in words
    assert "Conv2D\n3×3\ndilation 2\n20\nweights" in labels(plot_network(networks["functional"]))


def test_the_weights_in_the_title_are_those_of_the_model(networks):
    for model in networks.values():
        assert any(text.endswith(f"with {model.count_params():,} weights") for text in labels(plot_network(model)))


def test_a_title_of_ones_own_replaces_the_default(networks):
    words = labels(plot_network(networks["dense"], "Only bars"))
    assert "Only bars" in words
    assert not [text for text in words if text.startswith("From")]


def test_a_model_without_shapes_is_refused_with_a_way_out(keras):
    with pytest.raises(ValueError, match=r"begin it with Input"):
        plot_network(keras.Sequential([keras.layers.Dense(3)]))
    open_ended = keras.Sequential([keras.Input((None, None, 3)), keras.layers.Conv2D(2, 3)])
    with pytest.raises(ValueError, match=r"the input has the shape \(None, None, 3\).*give Input such a shape"):
        plot_network(open_ended)


def test_receptive_fields_are_drawn_around_their_pixels():
    axes = plot_receptive_fields(np.zeros((28, 28), np.uint8), {"one": (3, 3), "two": (0, 15)})
    assert [(patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()) for patch in axes.patches] == [
        (2.5, 2.5, 1, 1),
        (-0.5, -0.5, 16, 16),
    ]
