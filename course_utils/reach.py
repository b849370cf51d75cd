"""What a unit of a stack of layers sees of the input, and which later units it reaches, along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.convolution import output_size


@dataclass(frozen=True)
class Layer:
    """One convolution or pooling of a stack, as far as its geometry goes (padding ``"valid"``)."""

    name: str
    kernel_size: int
    stride: int = 1
    dilation_rate: int = 1


def sizes(size: int, layers: Sequence[Layer]) -> list[int]:
    """Samples of the input and of every layer's result.

    >>> sizes(28, [Layer("conv", 5), Layer("pool", 2, 2)])
    [28, 24, 12]
    """
    result = [size]
    for layer in layers:
        result.append(output_size(result[-1], layer.kernel_size, layer.stride, "valid", layer.dilation_rate))
    return result


def reach(size: int, layers: Sequence[Layer], level: int, unit: int) -> list[list[int]]:
    """The samples of every level that one unit depends on or reaches, the input being level 0.

    Parameters
    ----------
    size
        Samples of the input.
    layers
        The stack; level k is the result of layer k, counted from 1.
    level, unit
        Which unit.

    Returns
    -------
    list of list of int
        For each level the places: before ``level`` what the unit sees, after it what it takes part in.

    Notes
    -----
    A unit i sees the samples i·stride + m·dilation_rate for every tap m. Dumoulin and Visin, *A guide to convolution
    arithmetic for deep learning* (2016).

    Examples
    --------
    >>> reach(8, [Layer("conv", 3), Layer("pool", 2, 2)], 2, 1)
    [[2, 3, 4, 5], [2, 3], [1]]
    """
    counts = sizes(size, layers)
    result = [[] for _ in counts]
    result[level] = [unit]
    for k in range(level, 0, -1):
        result[k - 1] = sorted({place for i in result[k] for place in _seen(layers[k - 1], i)})
    for k in range(level, len(layers)):
        here = set(result[k])
        result[k + 1] = [i for i in range(counts[k + 1]) if here.intersection(_seen(layers[k], i))]
    return result


def _seen(layer: Layer, unit: int) -> list[int]:
    return [unit * layer.stride + tap * layer.dilation_rate for tap in range(layer.kernel_size)]


def sentence(size: int, layers: Sequence[Layer], level: int, unit: int) -> str:
    """What `reach` says of one unit.

    >>> sentence(8, [Layer("conv", 3), Layer("pool", 2, 2)], 1, 0)
    'Unit 0 of conv sees 3 of the 8 samples of the input, 0 to 2; it takes part in 1 of the 3 units of pool.'
    >>> sentence(8, [Layer("conv", 3), Layer("pool", 2, 2)], 0, 4)
    'Sample 4 of the input takes part in 2 of the 3 units of pool.'
    """
    counts, places = sizes(size, layers), reach(size, layers, level, unit)
    ahead = f"takes part in {len(places[-1])} of the {counts[-1]} units of {layers[-1].name}"
    if level == 0:
        return f"Sample {unit} of the input {ahead}."
    seen = f"sees {len(places[0])} of the {size} samples of the input, {places[0][0]} to {places[0][-1]}"
    ahead = "" if level == len(layers) else f"; it {ahead}"
    return f"Unit {unit} of {layers[level - 1].name} {seen}{ahead}."
