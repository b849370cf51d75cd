"""Networks drawn from the model: sizes to scale, all words in view, branches that join again, or a refusal in a sentence."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation

from course_utils import chapter
from course_utils.plotting import plot_network, plot_receptive_fields
from course_utils.style import INK, alt_text


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


@pytest.fixture(scope="module")
def branched(keras):
    layers = keras.layers

    def conv(x, filters, size=3, **options):
        return layers.Conv2D(filters, size, padding="same", **options)(x)

    def residual():
        picture = keras.Input((28, 28, 1))
        x = conv(picture, 8)
        for _ in range(4):
            x = layers.Activation("relu")(layers.Add()([x, conv(conv(x, 8, activation="relu"), 8)]))
        x = layers.Add()([conv(conv(x, 16, strides=2), 16), conv(x, 16, 1, strides=2)])
        return keras.Model(picture, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))

    def u_net(levels, up):
        picture = x = keras.Input((32, 32, 1))
        passed = []
        for level in range(levels):
            passed.append(conv(x, 4 * 2**level, activation="relu"))
            x = layers.MaxPooling2D(2)(passed[-1])
        x = conv(x, 4 * 2**levels)
        for level in reversed(range(levels)):
            x = layers.Concatenate()([passed[level], up(x, 4 * 2**level)])
            x = conv(x, 4 * 2**level)
        return keras.Model(picture, conv(x, 1, 1, activation="sigmoid"))

    def inception():
        picture = keras.Input((28, 28, 1))
        x = conv(picture, 16)
        branches = [conv(x, 8, 1), conv(conv(x, 4, 1), 8), conv(conv(x, 2, 1), 4, 5)]
        return keras.Model(picture, layers.Flatten()(layers.Concatenate()(branches)))

    def before_activation():
        picture = keras.Input((28, 28, 1))
        x = conv(picture, 8)
        return keras.Model(picture, x + conv(layers.ReLU()(layers.BatchNormalization()(x)), 8))

    return {
        "residual": residual(),
        "u": u_net(2, lambda x, filters: layers.UpSampling2D(2)(x)),
        "small u": u_net(1, lambda x, filters: layers.Conv2DTranspose(filters, 3, strides=2, padding="same")(x)),
        "inception": inception(),
        "before activation": before_activation(),
    }


BRANCHED = "residual", "u", "small u", "inception", "before activation"
NAMES = "digits", "large", "dense", "steps", "functional"


def labels(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def faces(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_linestyle() == "solid"]


@pytest.mark.parametrize("name", [*NAMES, *BRANCHED])
def test_every_word_is_in_view_apart_from_the_others_and_large_enough(networks, branched, name):
    figure = plot_network((networks | branched)[name])
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


def test_the_weights_in_the_title_are_those_of_the_model(networks, branched):
    for model in (networks | branched).values():
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


def arrows(figure):
    return [text for text in figure.axes[0].texts if isinstance(text, Annotation)]


def bends(figure):
    """The ways that turn corners, as points in pixels, close to each other."""
    lines = [line for line in figure.axes[0].lines if line.get_color() == INK and line.get_linestyle() == "-"]
    found = []
    for line in lines:
        corners = line.get_transform().transform(line.get_xydata())
        found.append(np.concatenate([np.linspace(*ends, 200) for ends in pairwise(corners)]))
    return found


@pytest.mark.parametrize(("name", "straight", "bent"), [
    ("residual", 7, 6),  # straight to 5 sums and 2 bars; 4 shortcuts, and in and out of the branch
    ("u", 2, 6),
    ("small u", 1, 3),
    ("inception", 2, 4),
    ("before activation", 2, 1),
])  # fmt: skip
def test_each_way_that_is_no_window_is_an_arrow(branched, name, straight, bent):
    figure = plot_network(branched[name])
    assert (len(arrows(figure)) - len(bends(figure)), len(bends(figure))) == (straight, bent)


@pytest.mark.parametrize("name", BRANCHED)
def test_ways_lead_around_words_and_faces(branched, name):
    figure = plot_network(branched[name])
    figure.canvas.draw()
    ways = bends(figure)
    assert ways
    obstacles = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    obstacles += [face.get_window_extent() for face in faces(figure)]
    for way in ways:
        assert not [box for box in obstacles if box.count_contains(way)]


def test_a_shortcut_leaves_and_enters_by_the_roofs(branched):
    figure = plot_network(branched["before activation"])
    (way,) = bends(figure)
    boxes = [face.get_window_extent() for face in faces(figure)]
    tip = figure.axes[0].transData.transform([arrow.xy for arrow in arrows(figure)])
    tip = tip[np.argmin(np.hypot(*(tip - way[-1]).T))]
    assert boxes[1].x0 < way[0, 0] < boxes[1].x1 + 20
    assert boxes[-1].x0 < tip[0] < boxes[-1].x1 + 20
    assert min(way[0, 1] - boxes[1].y1, tip[1] - boxes[-1].y1) > 0
    assert way[:, 1].max() > max(box.y1 for box in boxes)


def test_branches_stand_below_each_other_between_the_split_and_the_join(branched):
    figure = plot_network(branched["inception"])
    figure.canvas.draw()
    faces_by_height = {}
    for face in faces(figure):
        middle = face.get_y() + face.get_height() / 2
        faces_by_height.setdefault(round(middle), []).append(face.get_x())
    starts = [min(starts) for _, starts in sorted(faces_by_height.items())]
    joined = faces(figure)[-2].get_x()
    assert len(starts) == 3
    assert all(faces(figure)[1].get_x() < start < joined for start in starts[:2])
    assert all(max(starts) < joined for _, starts in sorted(faces_by_height.items())[:2])


def test_a_network_that_comes_up_again_is_a_u_with_equal_faces_in_a_row(branched):
    figure = plot_network(branched["u"])
    rows = {}
    for text in figure.axes[0].texts:
        if text.get_fontweight() == "bold":
            rows.setdefault(round(text.get_position()[1], 3), []).append(text.get_text().rsplit("×", 1)[0])
    assert [row[0] for _, row in sorted(rows.items(), reverse=True)] == ["32×32", "16×16", "8×8"]
    assert all(len(set(row)) == 1 for row in rows.values())
    assert "UpSampling2D\n2×2" in labels(figure)
    assert "Conv2D\nTranspose\n3×3, same\nstride 2\n292\nweights" in labels(plot_network(branched["small u"]))


def test_a_long_residual_network_repeats_what_its_next_row_needs(branched):
    figure = plot_network(branched["residual"])
    assert labels(figure).count("as above") == 2
    assert figure.get_figwidth() <= 9.7
    weights = [int(text.split("\n")[-2].replace(",", "")) for text in labels(figure) if text.endswith("\nweights")]
    assert sum(weights) == branched["residual"].count_params()


def test_the_alt_text_names_boxes_and_joins(networks, branched):
    told = alt_text(plot_network(networks["dense"]))
    assert told == (
        "From 784 to 10 with 23,860 weights. A network to scale, from left to right: 784 (input), 30 (Dense 23,550 weights), "
        "10 (Dense 310 weights)."
    )
    told = alt_text(plot_network(branched["before activation"]))
    assert "28×28×8 (Add) joins 28×28×8 (Conv2D 3×3, same 80 weights) and 28×28×8 (Conv2D 3×3, same 584 weights)" in told


def test_what_cannot_be_drawn_is_refused_in_a_sentence(keras):
    layers = keras.layers
    one, other = keras.Input((4,)), keras.Input((4,))
    dense = layers.Dense(4, name="twice")
    with pytest.raises(ValueError, match=r"the model has 2 inputs and 1 outputs; .* give it a part of the model"):
        plot_network(keras.Model([one, other], layers.Add()([one, other])))
    with pytest.raises(ValueError, match=r"the model has 1 inputs and 2 outputs"):
        plot_network(keras.Model(one, [dense(one), layers.Dense(2)(one)]))
    shared = layers.Dense(4, name="shared")
    with pytest.raises(ValueError, match=r"the layer shared is called 2 times; .* a layer of its own"):
        plot_network(keras.Model(one, shared(shared(one))))
    halves = keras.ops.split(one, 2, axis=1)
    with pytest.raises(ValueError, match=r"Split hands on 2 tensors"):
        plot_network(keras.Model(one, layers.Add()(halves)))


def test_a_model_within_a_model_is_one_box_and_a_part_of_a_model_is_drawn_alone(keras, branched):
    layers = keras.layers
    inner = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.Conv2D(4, 3)])
    picture = keras.Input((8, 8, 1))
    outer = keras.Model(picture, layers.Flatten()(inner(picture)))
    assert labels(plot_network(outer))[:4] == ["8×8×1", "input", "4×4×4", "Sequential\n96\nweights"]
    whole = branched["residual"]
    part = keras.Model(whole.inputs, whole.layers[4].output)
    assert labels(plot_network(part))[-2].endswith(f"with {part.count_params():,} weights")
    inner.add(layers.Flatten())
    assert "64" in labels(plot_network(inner))


def test_ways_that_cross_branches_are_refused(keras):
    layers = keras.layers
    picture = keras.Input((8, 8, 1))
    long = layers.Conv2D(2, 1)(layers.Conv2D(2, 1)(layers.Conv2D(2, 1)(picture)))
    low = layers.Conv2D(2, 1)(picture)
    lower = layers.Conv2D(2, 1)(layers.Conv2D(2, 1)(low))
    joined = layers.Add()([long, lower])
    late = layers.Conv2D(2, 1)(layers.Conv2D(2, 1)(layers.Conv2D(2, 1)(joined)))
    beside = layers.Conv2D(2, 1)(joined)
    below = layers.Add()([layers.Conv2D(2, 1)(joined), low])
    with pytest.raises(ValueError, match=r"finds no way from Conv2D 1×1 4 weights to Add around the branches between them"):
        plot_network(keras.Model(picture, layers.Add()([late, beside, below])))


def test_a_row_may_begin_with_what_is_split(keras):
    layers = keras.layers
    x = picture = keras.Input((28, 28, 1))
    for _ in range(6):
        x = layers.Conv2D(8, 3, padding="same")(x)
    both = layers.Add()([layers.Conv2D(4, 3)(layers.Conv2D(4, 3)(x)), layers.Conv2D(4, 5)(x)])
    figure = plot_network(keras.Model(picture, both))
    assert labels(figure).count("as above") == 1
    assert len(bends(figure)) == 2


def test_receptive_fields_are_drawn_around_their_pixels():
    axes = plot_receptive_fields(np.zeros((28, 28), np.uint8), {"one": (3, 3), "two": (0, 15)})
    assert [(patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()) for patch in axes.patches] == [
        (2.5, 2.5, 1, 1),
        (-0.5, -0.5, 16, 16),
    ]
