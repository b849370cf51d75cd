"""Graphs: the operations that TensorFlow traces, and J = 3(a + bc) forwards and backwards."""

from __future__ import annotations

from collections.abc import Sequence

from course_utils.diagrams.facts import STEPS, graph_gradients, graph_values
from course_utils.diagrams.paper import Drawing, Point, shade, short, tint
from course_utils.style import HEAD_SIZE, INPUT_COLOR, KERNEL_COLOR, LETTER_SIZE, MUTED, NOTE_SIZE, PRODUCT_COLOR, RESULT_COLOR

GRAPH_NODES = {  # operation: name, place, colour
    "window": ("Placeholder", (110, 120), INPUT_COLOR),
    "kernel": ("Placeholder", (110, 210), KERNEL_COLOR),
    "bias": ("Placeholder", (110, 330), MUTED),
    "products": ("Mul", (320, 165), PRODUCT_COLOR),
    "axes": ("Const", (500, 255), MUTED),
    "sum": ("Sum", (500, 165), RESULT_COLOR),
    "plus bias": ("AddV2", (650, 165), RESULT_COLOR),
    "result": ("Identity", (800, 165), RESULT_COLOR),
}


def graph_of_products() -> Drawing:
    """The graph that TensorFlow traces from ``tf.reduce_sum(window * kernel) + bias``."""
    told = (
        "Three placeholders, window, kernel and bias. Window and kernel, of shape (2, 2), go into Mul. Its result and a "
        "constant with the axes go into Sum. The sum and the bias, of shape (), go into AddV2, and an Identity hands the "
        "result out."
    )
    d = Drawing(890, 400, "The graph of one position of the kernel", told)
    d.headline("Eight operations, traced once: tensors flow along the arrows")
    wide, high = 124, 48
    for name, (operation, (x, y), color) in GRAPH_NODES.items():
        across = wide if x < 300 else 104
        d.box(x - across / 2, y - high / 2, across, high, fill=tint(color), color=color, line=1.8, corner=8)
        d.text(x, y - 10, operation, bold=True, color=shade(color))
        d.text(x, y + 11, name, NOTE_SIZE, italic=True)
    for start, low in (("window", 153), ("kernel", 177)):
        x, y = GRAPH_NODES[start][1]
        d.arrow((x + wide / 2, y), (268, low))
        d.text(218, y + (-14 if start == "window" else 18), "(2, 2)", NOTE_SIZE)
    d.arrow((372, 165), (448, 165))
    d.text(410, 147, "(2, 2)", NOTE_SIZE)
    d.arrow((500, 231), (500, 189))
    d.text(512, 210, "(2,)", NOTE_SIZE, align="start")
    d.arrow((552, 165), (598, 165))
    d.text(575, 147, "()", NOTE_SIZE)
    d.path([(172, 330), (650, 330)], line=1.8)
    d.arrow((650, 330), (650, 189))
    d.text(662, 300, "()", NOTE_SIZE, align="start")
    d.arrow((702, 165), (748, 165))
    d.text(725, 147, "()", NOTE_SIZE)
    d.text(30, 378, "Beside each arrow stands the shape of the tensor that flows along it.", align="start")
    return d


LEAVES = {"a": 5.0, "b": 3.0, "c": 2.0}


def _there_and_back(d: Drawing, route: Sequence[Point], forwards: str, backwards: str) -> None:
    """An edge: above, a solid arrow with what goes forwards; below, a dashed one with what comes back."""
    gap, head = 5, 9
    (first, level), last = route[0], route[-1][0]
    up = [(x, y - gap) for x, y in route]
    d.path(up[:-1], color=RESULT_COLOR, line=2.4)
    d.arrow(up[-2], up[-1], color=RESULT_COLOR, line=2.4)
    down = [(x, y + gap) for x, y in route]
    d.path([(first + head, level + gap), *down[1:]], color=KERNEL_COLOR, line=1.8, dashed=True)
    tip = [(first, level + gap), (first + head, level + gap - 4), (first + head, level + gap + 4)]
    d.path(tip, color=KERNEL_COLOR, line=0.5, fill=KERNEL_COLOR, closed=True)
    middle = (first + (route[1][0] if len(route) > 2 else last)) / 2
    d.text(middle, level - 19, forwards, bold=True, color=shade(RESULT_COLOR))
    d.text(middle, level + 20, backwards, color=shade(KERNEL_COLOR))


def tape_graph() -> Drawing:
    """J = 3(a + bc) as a graph: each value above its edge, going right; each gradient below, coming back."""
    values = graph_values(LEAVES)
    gradients = graph_gradients(values)
    told = ", ".join(f"dJ/d{name} = {short(gradients[name])}" for name in LEAVES)
    told = f"Solid arrows lead from a, b and c over u and v to J = {short(values['J'])}. Dashed arrows lead back: {told}."
    d = Drawing(800, 356, "J = 3(a + bc), forwards and backwards", told)
    d.headline("J = 3(a + bc): values go right, gradients come back")
    heights = {"a": 104.0, "b": 200.0, "c": 296.0}
    y_u, y_v = 248.0, 176.0
    places = {"u": (240.0, y_u), "v": (430.0, y_v), "J": (620.0, y_v)}
    radius, leaf, bend = 24, 82, 46
    (x_u, _), (x_v, _), (x_J, _) = places.values()
    routes = {
        "a": [(leaf, heights["a"]), (x_v - bend, heights["a"]), (x_v - 16, y_v - 14)],
        "b": [(leaf, heights["b"]), (x_u - bend, heights["b"]), (x_u - 18, y_u - 11)],
        "c": [(leaf, heights["c"]), (x_u - bend, heights["c"]), (x_u - 18, y_u + 21)],
        "u": [(x_u + radius, y_u), (x_v - bend, y_u), (x_v - 15, y_v + 25)],
        "v": [(x_v + radius, y_v), (x_J - radius, y_v)],
        "J": [(x_J + radius, y_v), (772.0, y_v)],
    }
    written = {"u": "u = bc = ", "v": "v = a + u = ", "J": "J = 3v = "}
    for name, route in routes.items():
        value = written.get(name, f"{name} = ") + short(values[name])
        _there_and_back(d, route, value, f"dJ/d{name} = {short(gradients[name])}")
    for name, y in heights.items():
        d.cell(leaf - 46, y - 22, 44, name, INPUT_COLOR, size=LETTER_SIZE)
    for name, (x, y) in places.items():
        d.circle(x, y, radius, fill=tint(MUTED), line=1.8)
        d.text(x, y, STEPS[name][0], HEAD_SIZE, bold=True)
    d.path([(470, 296), (520, 296)], color=RESULT_COLOR, line=2.4)
    d.text(532, 296, "forwards: the values", align="start", color=shade(RESULT_COLOR))
    d.path([(470, 324), (520, 324)], color=KERNEL_COLOR, line=1.8, dashed=True)
    d.text(532, 324, "backwards: how J reacts to each", align="start", color=shade(KERNEL_COLOR))
    return d
