"""The browser's numbers and sentences are those of Python, on random states, in Node and in the text that a notebook gets."""

import io
import json
import shutil
import subprocess
from math import isclose

import numpy as np
import pytest
from PIL import Image

from course_utils import reach, sentences, style
from course_utils.convolution import convolve2d, correlate2d
from course_utils.datasets import load_study_hours
from course_utils.descent import descent_path
from course_utils.filtering import filter_picture, over_divisor, shown_filtered
from course_utils.integrals import BOX, RAMP, Piecewise, convolve
from course_utils.kernels import KERNELS
from course_utils.pooling_windows import pooled_at
from course_utils.widgets import (
    OWN_KERNEL,
    descent_explorer,
    filter_explorer,
    flip_and_slide,
    line_explorer,
    pooling_explorer,
    receptive_field_explorer,
    reshape_explorer,
)
from course_utils.widgets.base import FOLDER, module_text

MODULES = sorted(path.name for path in FOLDER.glob("*.js"))
RANDOM = np.random.default_rng(8)

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node here to run the modules in")


def in_node(module: str, calls: str, data: object) -> list:
    """What ``calls``, an expression of ``m``, the module, and ``data``, gives in Node."""
    program = f"""
        import * as m from {json.dumps((FOLDER / module).as_uri())};
        let text = "";
        for await (const chunk of process.stdin) text += chunk;
        const data = JSON.parse(text);
        console.log(JSON.stringify({calls}));
    """
    command = ["node", "--input-type=module", "--no-warnings", "--eval", program]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def alike(one, other, tolerance=1e-9):
    np.testing.assert_allclose(np.asarray(one, float), np.asarray(other, float), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("module", MODULES)
def test_the_text_that_a_notebook_gets_is_one_valid_module(module, tmp_path):
    (tmp_path / "whole.mjs").write_text(module_text(module), encoding="utf-8")
    done = subprocess.run(["node", "--check", tmp_path / "whole.mjs"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "import {" not in module_text(module)


def test_numbers_are_written_as_in_python():
    values = [0, -0.0, 0.5, -0.125, 1.0625, 2.5, 1e-5, -1e-13, 123456.7, 999_950, 999_999.5, 1e6, 12345.65, 0.1 + 0.2, 1 / 3]
    values += (RANDOM.normal(size=400) * 10.0 ** RANDOM.integers(-7, 9, 400)).tolist()
    values += (RANDOM.integers(-80_000, 80_000, 400) / 2.0 ** RANDOM.integers(0, 12, 400)).tolist()
    found = in_node(
        "shared.js",
        "data.map((v) => [m.numberText(v), m.numberText(v, 2), m.cellText(v), m.equalsText(v), m.fixed(v, 2)])",
        values,
    )
    for value, words in zip(values, found, strict=True):
        places = f"{value:.2f}".replace("-", "−")
        places = places.removeprefix("−") if places.strip("−0.") == "" else places
        expected = [
            style.number_text(value),
            style.number_text(value, 2),
            style.cell_text(value),
            style.equals_text(value),
            places,
        ]
        assert words == expected, value


def bend(x):
    return np.exp(-x * x)


@pytest.mark.parametrize(
    "functions",
    [
        (BOX, RAMP),
        (Piecewise(lambda x: 1 - abs(x), [-1, 0, 1]), Piecewise(lambda x: -2 * x, [0, 3])),
        (Piecewise(bend, [-2, 2]), BOX),
        (Piecewise(bend, [-2, 1]), Piecewise(np.cos, [-1.5, 0.25])),
    ],
    ids=["box and ramp", "tent and slope", "bell and box", "two curves"],
)
def test_flip_and_slide(functions):
    explorer = flip_and_slide(*functions)
    found = in_node(
        "flip_and_slide.js",
        "data.places.map((k) => m.compute(data.state, k))",
        {"state": explorer.page_state(), "places": [*range(121)]},
    )
    t = np.linspace(explorer.first, explorer.last, 121)
    alike([each["t"] for each in found], t)
    areas = convolve(*functions, t)
    alike([each["area"] for each in found], areas, 1e-12)
    for each, area in zip(found, areas.tolist(), strict=True):
        assert each["sentence"] == sentences.flip_and_slide(round(each["t"], 12), area)
        drawn = sum((right - left) * (a + 4 * middle + b) / 6 for left, right, a, middle, b in each["product"])
        assert isclose(drawn, area, abs_tol=1e-9 if not explorer.areas else 1e-3)  # curves are drawn as chords


def test_the_kernel_on_the_grid():
    states = []
    for _ in range(40):
        image, kernel = RANDOM.integers(-9, 10, RANDOM.integers(3, 8, 2)), RANDOM.integers(-4, 5, RANDOM.integers(1, 4, 2)) / 2
        rows, columns = np.subtract(image.shape, kernel.shape) + 1
        places = {"row": int(RANDOM.integers(rows)), "column": int(RANDOM.integers(columns))}
        states.append({"image": image.tolist(), "kernel": kernel.tolist(), "flip": bool(RANDOM.integers(2))} | places)
    for state, each in zip(states, in_node("grid_explorer.js", "data.map(m.compute)", states), strict=True):
        way = convolve2d if state["flip"] else correlate2d
        result = way(state["image"], state["kernel"], mode="valid")
        alike(each["result"], result)
        total = float(result[state["row"], state["column"]])
        assert each["sentence"] == sentences.kernel_on_grid(state["flip"], state["row"], state["column"], total)


def test_shapes_and_strides():
    explorer, states = reshape_explorer(), []
    for shape in explorer.shapes:
        states += [
            {"shape": shape, "transposed": turned, "element": element} for turned in (False, True) for element in range(12)
        ]
    for state, each in zip(states, in_node("reshape_explorer.js", "data.map(m.compute)", states), strict=True):
        explorer.shape, explorer.transposed = state["shape"], state["transposed"]
        view, name = explorer.view(), "view.T" if state["transposed"] else "view"
        element = tuple(map(int, np.unravel_index(state["element"], view.shape)))
        assert (each["shape"], each["strides"]) == (list(view.shape), list(view.strides))
        assert each["order"] == view.ravel().tolist()
        assert each["sentence"] == sentences.strided_view(name, element, view[element], view.strides)


@pytest.mark.parametrize(
    ("function", "slope", "low", "high"),
    [
        (np.square, lambda x: 2 * x, -2, 2),
        (np.cos, lambda x: -np.sin(x), 0, 6),
        (lambda x: x**4 - x, lambda x: 4 * x**3 - 1, -1, 2),
    ],
    ids=["square", "cosine", "quartic"],
)
def test_descents(function, slope, low, high):
    explorer = descent_explorer(function, slope, low, high)
    states = [
        explorer.page_state()
        | {
            "start": round(float(RANDOM.uniform(low, high)), 2),
            "rate": int(RANDOM.integers(25)) / 20,
            "steps": int(RANDOM.integers(21)),
        }
        for _ in range(60)
    ]
    for state, each in zip(states, in_node("descent_explorer.js", "data.map(m.compute)", states), strict=True):
        start, rate, steps = state["start"], state["rate"], state["steps"]
        path = descent_path(slope, start, rate, steps)
        last = float(slope(path[-1]))
        alike(each["path"], path, 1e-8)
        if abs(path[-1]) < 1e3:
            alike(each["heights"], [float(function(x)) for x in path], 1e-8)
        if abs(path[-1]) < 1e5:
            assert each["sentence"] == sentences.descent(start, rate, steps, path[-1], last, (low, high), len(path) - 1)


def test_a_function_with_a_corner_is_handed_over_as_a_table():
    explorer = descent_explorer(abs, np.sign, -2, 2)
    places = {"curve": explorer.curve, "x": [-2, -0.3, 0, 1.7]}
    found = in_node("descent_explorer.js", "data.x.map((x) => m.value(data.curve, x))", places)
    alike(found, [2, 0.3, 0, 1.7], 2e-3)


def test_lines_on_the_surface_of_the_loss():
    explorer = line_explorer()
    x, y = load_study_hours()
    states = [
        {
            "x": explorer.x,
            "y": explorer.y,
            "intercept": round(float(RANDOM.uniform(-10, 20)), 1),
            "slope": round(float(RANDOM.uniform(4, 14)), 2),
        }
        for _ in range(50)
    ]
    found = in_node(
        "line_explorer.js",
        "data.states.map(m.compute).concat(data.levels.map((level) => m.contour(data.states[0], level)))",
        {"states": states, "levels": explorer.levels},
    )
    lowest = float(((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2).mean())
    for state, each in zip(states, found, strict=False):
        loss = float(((state["intercept"] + state["slope"] * x - y) ** 2).mean())
        alike([each["loss"], each["lowest"]], [loss, lowest])
        assert each["sentence"] == sentences.line_on_surface(state["intercept"], state["slope"], loss, lowest)
    for level, points in zip(explorer.levels, found[len(states) :], strict=True):
        alike([((a + b * x - y) ** 2).mean() for a, b in points], level)


def random_filter_state(number):
    return {
        "colour": bool(RANDOM.integers(2)),
        "kernel": [*KERNELS, OWN_KERNEL][number % (len(KERNELS) + 1)],
        "numbers": (RANDOM.integers(-9, 10, (3, 3)) / 2).tolist(),
        "normalise": bool(RANDOM.integers(2)),
        "stride": int(RANDOM.integers(1, 5)),
        "dilation": int(RANDOM.integers(1, 5)),
        "padding": ["same", "valid"][RANDOM.integers(2)],
        "pooling": ["none", "max", "average"][RANDOM.integers(3)],
        "pool_size": int(RANDOM.integers(1, 8)),
    }


def test_filtered_pictures():
    explorer = filter_explorer("cat")
    pixels = np.asarray(Image.open(io.BytesIO(explorer.png)))[40:100, 150:241]
    states = [random_filter_state(number) for number in range(54)]
    data = {"pixels": pixels.ravel().tolist(), "shape": pixels.shape, "kernels": explorer.kernels, "states": states}
    calls = """data.states.map((state) => {
        const [rows, columns, channels] = data.shape, pixels = Float64Array.from(data.pixels);
        const made = m.compute({ rows, columns, channels, data: pixels }, { ...state, kernels: data.kernels });
        return { ...made, result: Array.from(made.result.data), shape: [made.result.rows, made.result.columns] };
    })"""
    explorer._pixels = pixels
    for state, each in zip(states, in_node("filter_explorer.js", calls, data), strict=True):
        with explorer.hold_trait_notifications():
            for name, value in state.items():
                setattr(explorer, name, value)
        result = explorer.result()
        assert each["shape"] == list(result.shape[:2])
        alike(each["result"], result.ravel())
        alike(each["kernel"], explorer.weights)
        assert each["sentence"] == explorer.sentence()


def test_shades_and_divisors():
    values = [(RANDOM.normal(size=500) * 90).tolist(), RANDOM.uniform(0, 300, 77).tolist(), [0.0, 0.0, 5.0]]
    names = list(KERNELS)
    kernels = [KERNELS[name].tolist() for name in names]
    found = in_node(
        "pictures.js",
        """data.kernels.map((kernel) => [
            data.values.map((values) => Array.from(m.shown({ data: Float64Array.from(values) }, kernel))),
            m.overDivisor(kernel),
        ])""",
        {"values": values, "kernels": kernels},
    )
    for name, (shades, (numbers, divisor)) in zip(names, found, strict=True):
        for one, each in zip(values, shades, strict=True):
            alike(each, shown_filtered(np.array(one), KERNELS[name]))
        expected = over_divisor(KERNELS[name])
        alike(numbers, expected[0])
        assert divisor == expected[1]


def test_what_does_not_fit_is_said_in_the_same_words():
    tiny = {
        "colour": False,
        "kernel": "gaussian_blur_5x5" if "gaussian_blur_5x5" in KERNELS else "sharpen",
        "normalise": False,
        "stride": 1,
    }
    tiny |= {"padding": "valid", "dilation": 8, "pooling": "none", "pool_size": 2, "numbers": [[0] * 3] * 3}
    explorer = filter_explorer("cat")
    calls = """[m.compute({ rows: 6, columns: 7, channels: 3, data: new Float64Array(126) },
                          { ...data.state, kernels: data.kernels }).sentence]"""
    (sentence,) = in_node("filter_explorer.js", calls, {"state": tiny, "kernels": explorer.kernels})
    with pytest.raises(ValueError, match="the kernel spans") as refused:
        filter_picture(np.zeros((6, 7)), KERNELS[tiny["kernel"]], padding="valid", dilation_rate=8)
    assert sentence == f"The picture stays as it was: {refused.value}."


def test_pooling_windows():
    explorer, states = pooling_explorer(), []
    for _ in range(80):
        image = RANDOM.integers(-9, 10, RANDOM.integers(4, 9, 2)) / RANDOM.integers(1, 4)
        sizes = {
            "pool_size": int(RANDOM.integers(1, 5)),
            "stride": int(RANDOM.integers(1, 5)),
            "padding": ["same", "valid"][RANDOM.integers(2)],
        }
        places = {
            "row": int(RANDOM.integers(9)),
            "column": int(RANDOM.integers(9)),
            "kind": ["max", "average"][RANDOM.integers(2)],
        }
        states.append({"image": image.tolist()} | sizes | places)
    assert set(states[0]) == set(explorer.page_state())
    for state, each in zip(states, in_node("pooling_explorer.js", "data.map(m.compute)", states), strict=True):
        how = (state[name] for name in ("kind", "pool_size", "stride", "padding", "row", "column"))
        pooled = pooled_at(np.array(state["image"]), *how)
        alike(each["result"], pooled.result)
        assert (each["down"]["first"], each["across"]["first"]) == pooled.first
        assert each["sentence"] == pooled.sentence()


def test_receptive_fields():
    stack = [reach.Layer("one", 5), reach.Layer("two", 2, 2), reach.Layer("three", 3, 1, 2), reach.Layer("four", 3, 2)]
    explorer = receptive_field_explorer(30, stack)
    counts = reach.sizes(30, stack)
    states = [
        explorer.page_state() | {"level": level, "unit": unit} for level, count in enumerate(counts) for unit in range(count)
    ]
    for state, each in zip(states, in_node("receptive_field.js", "data.map(m.compute)", states), strict=True):
        assert each["counts"] == counts
        assert each["places"] == reach.reach(30, stack, state["level"], state["unit"])
        assert each["sentence"] == reach.sentence(30, stack, state["level"], state["unit"])


def test_a_typed_number_is_read_or_said_to_be_none():
    texts = ["−0.5", " 2 ", "1e2", ".25", "abc", "", "1/9", "nan", "inf", "<b>1</b>", "1,5", "1e9"]
    found = in_node("shared.js", "data.map((text) => m.typedNumber(text))", texts)
    assert [each.get("value") for each in found] == [-0.5, 2, 100, 0.25, *[None] * 8]
    assert all("is not a number; type one such as 0.5 or -1" in each["problem"] for each in found[4:11])
    assert found[11]["problem"] == '"1e9" does not fit into a cell; type a number from -999 to 999'
