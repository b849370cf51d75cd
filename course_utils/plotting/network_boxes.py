"""What `plot_network` draws, and where: the boxes of a Keras model, read from the model itself, in rows and tracks.

Keras is not imported here. The way from layer to layer is what each tensor of the model remembers of its making.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise

ROW_WIDTH = 9.7  # inches; a longer network goes on in the next row
LINE_HEIGHT, LETTER = 0.165, 0.078  # inches, of the 9 pt labels
SLANT = 0.7  # how far a depth of 1 goes to the right, and up
LANE = 0.14  # inches between two ways that lead around boxes
AGAIN = "as above"  # what stands under a box that a new row repeats
GAP = 0.5  # inches between the way down and the way up of a U


@dataclass(eq=False)
class Box:
    """What one box shows, and where; lengths in inches unless said otherwise."""

    shape: tuple[int, ...]
    labels: list[str]
    parents: list[Box] = field(default_factory=list)
    kind: str = ""  # of the window: "kernel", "pool" or none
    window: tuple[int, int] = (0, 0)
    weights: int = 0
    place: int = 0  # how many boxes come before it, on the longest way
    track: int = 0  # 0 on the longest way, 1 and more below it
    height: float = 0.0
    width: float = 0.0
    depth: float = 0.0
    column: float = 0.0
    left: float = 0.0
    corner: tuple[float, float] = (0.0, 0.0)

    @property
    def flat(self) -> bool:
        return len(self.shape) == 1

    @property
    def sides(self) -> tuple[float, float]:
        """Height and width in pixels; a bar is four times as high as wide, and its area is its number of units."""
        return (2 * self.shape[0] ** 0.5, self.shape[0] ** 0.5 / 2) if self.flat else self.shape[:2]

    @property
    def right(self) -> float:
        return self.left + self.column

    @property
    def tall(self) -> float:
        return self.height + self.depth


def read_boxes(model) -> list[Box]:
    """The input, and each layer that changes the shape, joins branches, or has a kernel or a window; parents first."""
    inputs, outputs = getattr(model, "inputs", None), getattr(model, "outputs", None)
    if not inputs:
        raise ValueError(
            "the model has no shapes yet; begin it with Input((height, width, channels)), or wrap a subclassed model: "
            "keras.Model(inputs, model.call(inputs))"
        )
    if len(inputs) > 1 or len(outputs) > 1:
        raise ValueError(
            f"the model has {len(inputs)} inputs and {len(outputs)} outputs; plot_network draws one of each, so give it a "
            "part of the model: keras.Model(one_input, one_output)"
        )
    calls = _calls(inputs[0], outputs[0])
    for layer, often in Counter(call.operation for call in calls).items():
        if often > 1:
            raise ValueError(
                f"the layer {layer.name} is called {often} times; plot_network draws each layer once, so give each call a "
                "layer of its own"
            )
    readers = Counter(id(tensor) for call in calls for tensor in call.input_tensors)
    boxes = [Box(_inner_shape(inputs[0], "the input"), ["input"])]
    made = {id(inputs[0]): boxes[0]}
    for call in calls:
        layer, (output, *more) = call.operation, call.output_tensors
        name = type(layer).__name__
        if more:
            raise ValueError(f"{name} hands on {len(more) + 1} tensors; plot_network draws layers that hand on one")
        box = _box_of(layer, name, _inner_shape(output, name), list(dict.fromkeys(made[id(t)] for t in call.input_tensors)))
        before = box.parents[0]
        alone = all(readers[id(tensor)] == 1 for tensor in call.input_tensors)
        if alone and len(box.parents) == 1 and box.shape == before.shape and not (box.kind or hasattr(layer, "units")):
            before.labels += box.labels[1:] if name == "Activation" else ["+ " + box.labels[0], *box.labels[1:]]
            before.weights += box.weights
            box = before
        else:
            boxes.append(box)
        made[id(output)] = box
    for box in boxes:
        box.labels += [f"{box.weights:,}", "weights"] if box.weights else []
    return boxes


def _calls(first, last) -> list:
    """The calls of layers that lead from one tensor to another, each after those that it needs."""
    calls, seen, waiting = [], {id(first)}, [(last, False)]
    while waiting:
        tensor, ready = waiting.pop()
        layer, place, _ = tensor._keras_history
        call = layer._inbound_nodes[place]
        if ready:
            calls.append(call)
        elif id(tensor) not in seen:
            seen.update(map(id, call.output_tensors))
            waiting += [(tensor, True), *((needed, False) for needed in reversed(call.input_tensors))]
    return calls


def _box_of(layer, name: str, shape: tuple[int, ...], parents: list[Box]) -> Box:
    kernel, pool = getattr(layer, "kernel_size", None), getattr(layer, "pool_size", None)
    words = re.findall(r"[A-Z][a-z]+(?:\dD)?|[A-Z]+", name) if len(name) > 12 else [name]
    activation = getattr(getattr(layer, "activation", None), "__name__", "linear")
    labels = [*words, *_window_in_words(layer, kernel or pool), *([] if activation == "linear" else [activation])]
    kind = "back" if "Transpose" in name else "kernel" if kernel else "pool" if pool else ""
    weights = getattr(layer, "count_params", int)()
    return Box(shape, labels, parents, kind, (*(kernel or pool or ()), 1, 1)[:2], weights)


def _inner_shape(tensor, name: str) -> tuple[int, ...]:
    """(units,) or (height, width, channels), without the batch; a sequence is one pixel wide."""
    shape = tuple(tensor.shape)[1:]
    if len(shape) not in (1, 2, 3) or None in shape:
        raise ValueError(
            f"{name} has the shape {shape} without its batch; expected (units,), (steps, channels) or (height, width, "
            "channels) in fixed numbers, so give Input such a shape"
        )
    return (shape[0], 1, shape[1]) if len(shape) == 2 else shape


def _window_in_words(layer, window: tuple[int, ...] | None) -> list[str]:
    """Such as ``["5×5, same", "stride 2"]``: only what is not the layer's default."""
    if not window:
        size = getattr(layer, "size", ())
        return [times(size)] if isinstance(size, tuple) and size else []
    words = [times(window) + (", same" if getattr(layer, "padding", "valid") == "same" else "")]
    usual = tuple(window) if hasattr(layer, "pool_size") else (1,) * len(window)
    for name, default in (("strides", usual), ("dilation_rate", (1,) * len(window))):
        value = tuple(getattr(layer, name, default))
        if value != default:
            words.append(f"{name.split('_')[0].rstrip('s')} {value[0] if len(set(value)) == 1 else times(value)}")
    return words + ([f"{layer.groups} groups"] if getattr(layer, "groups", 1) > 1 else [])


def times(numbers: Sequence[int]) -> str:
    return "×".join(f"{number:,}" for number in numbers)


def give_sizes(boxes: list[Box]) -> tuple[float, float]:
    """Give each box its size; returns the inches of a pixel and of a channel. Where ways part, all is half as large."""
    half = 1.0 if all(len(box.parents) < 2 for box in boxes) else 0.5
    pixel = 1.7 * half / max(max(box.sides) for box in boxes)
    channel = min([pixel, *(0.8 * half / box.shape[2] for box in boxes if not box.flat)])
    for box in boxes:
        box.height, box.width = (pixel * side for side in box.sides)
        box.depth = 0.0 if box.flat else SLANT * channel * box.shape[2]
        letters = max([*map(len, box.labels), 1.12 * len(times(box.shape))])
        box.column = max(box.width + box.depth, LETTER * letters) + 0.32
    return pixel, channel


def give_tracks(boxes: list[Box]) -> None:
    """Put the longest way on track 0, and each branch beside it on the first track below that is free there."""
    for box in boxes[1:]:
        box.place = 1 + max(parent.place for parent in box.parents)
    children = {box: [other for other in boxes if box in other.parents] for box in boxes}
    done, box = {boxes[-1]}, boxes[-1]
    while box.parents:
        box = max(box.parents, key=lambda parent: parent.place)
        done.add(box)
    taken = set()
    for box in boxes:
        if box in done:
            continue
        branch = [box]
        while (following := children[branch[-1]][0]) not in done:
            branch.append(following)
        span = range(box.place, following.place)
        track = next(track for track in count(1) if not taken & {(track, place) for place in span})
        taken |= {(track, place) for place in span}
        for one in branch:
            one.track = track
        done |= set(branch)


def rows_of(boxes: list[Box]) -> list[list[Box]]:
    """Boxes with their tracks, in rows that are not too long where that is possible.

    A row ends where only one box is handed on. If several boxes of the next row need it, it is repeated there.
    """
    widths = [max(box.column for box in boxes if box.place == place) for place in range(boxes[-1].place + 1)]
    rows, start, used, cut, repeated = [], 0, 0.0, None, None
    for place, width in enumerate(widths):
        if used + width > ROW_WIDTH and cut:
            rows.append(_row(boxes, start, cut.place, repeated))
            repeated = _repeat(boxes, cut)
            start, used = cut.place + 1, sum(widths[cut.place + 1 : place]) + (repeated.column if repeated else 0.0)
            cut = None
        used += width
        crossing = {parent for box in boxes for parent in box.parents if parent.place <= place < box.place}
        if len(crossing) == 1 and next(iter(crossing)).place == place:
            cut = next(iter(crossing))
    rows.append(_row(boxes, start, len(widths) - 1, repeated))
    for row in rows:
        left = 0.0
        for place in sorted({box.place for box in row}):
            here = [box for box in row if box.place == place]
            width = max(box.column for box in here)
            for box in here:
                box.left, box.column = left, width
            left += width
    return rows


def _row(boxes: list[Box], first: int, last: int, repeated: Box | None) -> list[Box]:
    return ([repeated] if repeated else []) + [box for box in boxes if first <= box.place <= last]


def _repeat(boxes: list[Box], cut: Box) -> Box | None:
    """A second picture of a box for the row after it, handed to all that need it there; none if only the next one does."""
    readers = [box for box in boxes if cut in box.parents and box.place > cut.place]
    if len(readers) == 1:
        return None
    again = replace(cut, labels=[AGAIN], parents=[], weights=0)
    for reader in readers:
        reader.parents = [again if parent is cut else parent for parent in reader.parents]
    return again


def u_shaped(boxes: list[Box]) -> list[list[Box]] | None:
    """Rows of equal faces, the largest on top, for a network that goes down and up again with ways straight across.

    None if it is not such a network: with branches of several boxes, bars in between, or a way from one size to another.
    """
    sizes = sorted({box.sides for box in boxes}, reverse=True)
    levels = [sizes.index(box.sides) for box in boxes]
    across = [(parent, box) for box in boxes for parent in box.parents if parent.place + 1 < box.place]
    straight = across and all(parent.sides == box.sides for parent, box in across)
    leaps = any(abs(level - following) > 1 for level, following in pairwise(levels))
    if leaps or not straight or levels[-1] == max(levels) or any(box.track or box.flat for box in boxes):
        return None
    rows = [[box for box in boxes if box.sides == size] for size in sizes]
    parts = [list(_parts(row)) for row in rows]
    indents = [0.6 * level if len(part) > 1 else 0.0 for level, part in enumerate(parts)]
    needed = [sum(box.column for box in row) + 2 * indent for row, indent in zip(rows, indents, strict=True)]
    whole = max(need + GAP * (len(part) - 1) for need, part in zip(needed, parts, strict=True))
    for part, indent, need in zip(parts, indents, needed, strict=True):
        gap = (whole - need) / max(1, len(part) - 1)
        left = indent if len(part) > 1 else gap / 2
        for stretch in part:
            for box in stretch:
                box.left = left
                left += box.column
            left += gap
    return rows


def _parts(row: list[Box]) -> Iterator[list[Box]]:
    """The stretches of a row that follow each other in the network."""
    part = row[:1]
    for before, box in pairwise(row):
        if box.place != before.place + 1:
            yield part
            part = []
        part.append(box)
    yield part


def lanes_above(row: list[Box]) -> dict[tuple[Box, Box], int]:
    """The ways that lead over boxes of their own track, and in which lane above the boxes each runs; the longer, the higher."""
    ways = [
        (parent, box)
        for box in row
        for parent in box.parents
        if parent in row and parent.track == box.track and parent.place + 1 < box.place
    ]
    lanes: dict[tuple[Box, Box], int] = {}
    for parent, box in sorted(ways, key=lambda way: way[1].place - way[0].place):
        beside = [
            lane
            for (start, end), lane in lanes.items()
            if start.track == box.track and start.place < box.place and parent.place < end.place
        ]
        lanes[parent, box] = 1 + max(beside, default=0)
    return lanes


def turns_late(boxes: list[Box]) -> dict[tuple[Box, Box], bool]:
    """Of each way from track to track: whether it changes the track just before its end, or just after its start."""
    taken = {(box.track, box.place) for box in boxes}
    ways = {}
    for box in boxes:
        for parent in box.parents:
            if parent.track == box.track:
                continue
            between = range(parent.place + 1, box.place)
            late, early = (not taken & {(track, place) for place in between} for track in (parent.track, box.track))
            if not (late or early):
                names = " ".join(parent.labels), " ".join(box.labels)
                raise ValueError(
                    f"plot_network finds no way from {names[0]} to {names[1]} around the branches between them; give it a "
                    "part of the model: keras.Model(one_input, one_output)"
                )
            ways[parent, box] = late and (len(box.parents) > 1 or not early)
    return ways
