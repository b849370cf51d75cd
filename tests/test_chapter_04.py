"""The tape that chapter 04 writes, taken out of the notebook and compared with TensorFlow."""

import nbformat
import numpy as np
import pytest

from course_utils import chapter

tf = chapter.import_tensorflow()


@pytest.fixture(scope="module")
def code(root):
    notebook = nbformat.read(root / "notebooks" / "04_gradient_tape.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def between(code, start, end):
    """The code cells from one that holds a text to one that holds another."""
    first, last = (next(i for i, source in enumerate(code) if text in source) for text in (start, end))
    return code[first : last + 1]


@pytest.fixture(scope="module")
def cells(code):
    """The code cells of the tape for arrays."""
    return between(code, "class Node:", "def gradient(")


@pytest.fixture
def ours(cells):
    """The names that these cells define, with an empty tape."""
    names = {"np": np}
    exec("\n".join(cells), names)
    return names


def theirs():
    return {"exp": tf.exp, "log": tf.math.log, "sin": tf.sin, "total": tf.reduce_sum}


def random_expression(rng, depth):
    """A function of (leaves, operations) that computes a random expression, made of every operation of the tape."""
    if depth == 0:
        index = int(rng.integers(4))
        return lambda leaves, op: leaves[index]
    one, other = random_expression(rng, depth - 1), random_expression(rng, depth - 1)
    number, exponent = float(rng.normal()), int(rng.integers(2, 4))
    kinds = [
        lambda leaves, op: one(leaves, op) + other(leaves, op),
        lambda leaves, op: one(leaves, op) * other(leaves, op),
        lambda leaves, op: number + one(leaves, op) * number,
        lambda leaves, op: op["sin"](one(leaves, op)) ** exponent,
        lambda leaves, op: op["exp"](op["sin"](one(leaves, op))) + other(leaves, op),
        lambda leaves, op: op["log"](one(leaves, op) ** 2 + 1.5),
        lambda leaves, op: (one(leaves, op) ** 2 + 0.5) ** -0.5 * other(leaves, op),
        lambda leaves, op: op["total"](one(leaves, op)) * 0.25 + other(leaves, op),
    ]
    return kinds[rng.integers(len(kinds))]


@pytest.mark.parametrize("seed", range(60))
def test_the_notebooks_tape_agrees_with_tensorflow_on_random_expressions(seed, ours):
    rng = np.random.default_rng(seed)
    numbers = [rng.normal(), rng.normal(), rng.normal(size=5), rng.normal(size=5)]
    expression = random_expression(rng, depth=4)

    leaves = [ours["Node"](value) for value in numbers]
    target = ours["total"](expression(leaves, ours))
    slopes = ours["gradient"](target, leaves)

    variables = [tf.Variable(value, dtype=tf.float64) for value in numbers]
    with tf.GradientTape() as tape:
        expected = tf.reduce_sum(expression(variables, theirs()))
    np.testing.assert_allclose(target.value, expected.numpy(), rtol=1e-12)
    for slope, reference in zip(slopes, tape.gradient(expected, variables), strict=True):
        if reference is None:
            assert not np.any(slope)
        else:
            np.testing.assert_allclose(slope, reference.numpy(), rtol=1e-10, atol=1e-12)


def test_the_random_expressions_use_every_operation_and_reach_all_leaves():
    seen, reached = set(), set()

    class Spy:
        def __getitem__(self, name):
            seen.add(name)
            return theirs()[name]

    for seed in range(60):
        rng = np.random.default_rng(seed)
        numbers = rng.normal(), rng.normal(), rng.normal(size=5), rng.normal(size=5)
        variables = [tf.Variable(value, dtype=tf.float64) for value in numbers]
        with tf.GradientTape() as tape:
            expected = tf.reduce_sum(random_expression(rng, depth=4)(variables, Spy()))
        reached |= {i for i, slope in enumerate(tape.gradient(expected, variables)) if slope is not None}
    assert seen == {"exp", "log", "sin", "total"}
    assert reached == {0, 1, 2, 3}


def test_the_notebooks_tape_gets_the_gradients_of_J(ours):
    a, b, c = map(ours["Node"], (5, 3, 2))
    J = 3 * (a + b * c)
    assert J.value == 33
    assert ours["gradient"](J, [a, b, c]) == [3, 6, 9]


def test_gradients_that_arrive_by_several_ways_are_added(ours):
    x = ours["Node"](3.0)
    assert ours["gradient"](x * x + x, [x]) == [7]


def test_an_array_on_the_left_leaves_the_product_to_the_node(ours):
    x = ours["Node"]([1.0, 2.0])
    product = np.array([3.0, 4.0]) * x
    np.testing.assert_array_equal(product.value, [3, 8])
    np.testing.assert_array_equal(ours["gradient"](ours["total"](product), [x])[0], [3, 4])


def test_a_source_without_a_way_to_the_target_gets_zero(ours):
    x, y = ours["Node"](1.0), ours["Node"](2.0)
    assert ours["gradient"](x * 2, [x, y]) == [2, 0]


def lines(cells):
    return [line for line in "\n".join(cells).splitlines() if line.strip()]


def test_the_tape_has_about_forty_lines(cells):
    assert 30 <= len(lines(cells)) <= 45


@pytest.fixture
def numbers(code):
    """The names that the cells of the tape for single numbers define, its steps among them; no NumPy."""
    names = {"print": lambda *words: None}
    exec("\n".join(between(code, "class Number:", "def walk_back(")), names)
    return names


def test_the_tape_for_single_numbers_gets_the_gradients_of_J_step_by_step(numbers):
    assert [numbers[name].slope for name in "abcuvJ"] == [3, 6, 9, 3, 3, 1]


@pytest.mark.parametrize("seed", range(20))
def test_the_tape_for_single_numbers_agrees_with_small_steps(seed, numbers):
    rng = np.random.default_rng(seed)
    values, steps = rng.normal(size=3), rng.integers(0, 2, 6)
    picks = [rng.integers(0, 3 + step, 2) for step in range(6)]

    def last(leaves, plus, times):
        made = list(leaves)
        for kind, (one, other) in zip(steps, picks, strict=True):
            made.append((plus, times)[kind](made[one], made[other]))
        return made[-1]

    numbers["TAPE"].clear()
    leaves = [numbers["Number"](float(value)) for value in values]
    numbers["walk_back"](last(leaves, numbers["plus"], numbers["times"]))
    for place, leaf in enumerate(leaves):
        ends = [last(values + sign * 1e-6 * np.eye(3)[place], np.add, np.multiply) for sign in (1, -1)]
        assert leaf.slope == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-5, abs=1e-5)


def test_the_tape_for_single_numbers_has_about_twenty_lines(code):
    cells = between(code, "class Number:", "def walk_back(")
    machine = [source for source in cells if "def " in source and "def show_tape" not in source]
    assert 15 <= len(lines(machine)) <= 22
