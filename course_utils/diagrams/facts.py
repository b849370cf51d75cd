"""What the drawings show, computed: which products make a sum, where a kernel lies, what flows through a graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Place = tuple[int, int]
Padding = str | tuple[int, int]


def convolution_terms(image_shape: Place, kernel_shape: Place, i: int, j: int) -> list[tuple[Place, Place]]:
    """The products in element (i, j) of a full 2-D convolution: ``((m, n), (i - m, j - n))`` where both factors exist.

    Goodfellow, Bengio and Courville, *Deep Learning* (2016), equation 9.4.

    >>> convolution_terms((3, 4), (2, 2), 0, 1)
    [((0, 0), (0, 1)), ((0, 1), (0, 0))]
    """
    return [
        ((m, n), (i - m, j - n))
        for m in range(image_shape[0])
        for n in range(image_shape[1])
        if 0 <= i - m < kernel_shape[0] and 0 <= j - n < kernel_shape[1]
    ]


def padding_zeros(
    size: int, kernel_size: int, stride: int = 1, dilation_rate: int = 1, padding: Padding = "valid"
) -> tuple[int, int]:
    """Zeros before and after the input: ``"valid"``, TensorFlow's ``"same"``, ``"full"``, or the two numbers themselves.

    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016); documentation of `tf.nn.convolution`.

    >>> padding_zeros(6, 3, stride=2, padding="same")
    (0, 1)
    """
    if min(size, kernel_size, stride, dilation_rate) < 1:
        raise ValueError(
            f"got size={size}, kernel_size={kernel_size}, stride={stride}, dilation_rate={dilation_rate}; "
            "each must be at least 1"
        )
    reach = dilation_rate * (kernel_size - 1)
    if padding == "valid":
        return 0, 0
    if padding == "full":
        return reach, reach
    if padding == "same":
        total = max((math.ceil(size / stride) - 1) * stride + reach + 1 - size, 0)
        return total // 2, total - total // 2
    if isinstance(padding, str) or len(padding) != 2 or min(padding) < 0:
        raise ValueError(f'got padding={padding!r}; use "valid", "same", "full" or two numbers of zeros, for example (1, 1)')
    return padding


def kernel_positions(
    size: int, kernel_size: int, stride: int = 1, dilation_rate: int = 1, padding: Padding = "valid"
) -> list[list[int]]:
    """For each position of the kernel the sample under each tap; those below 0 or from ``size`` on are padding.

    >>> kernel_positions(6, 3, stride=2, padding="same")
    [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    """
    before, after = padding_zeros(size, kernel_size, stride, dilation_rate, padding)
    reach = dilation_rate * (kernel_size - 1)
    starts = range(-before, size + after - reach, stride)
    return [[start + dilation_rate * tap for tap in range(kernel_size)] for start in starts]


def dropped_copies(inputs: Sequence[int], kernel: Sequence[int], stride: int) -> tuple[list[list[int | None]], list[int]]:
    """The copies of the kernel that the inputs of a transposed convolution drop, None where one does not reach; and their sum.

    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016), chapter 4.

    >>> dropped_copies((3, 1), (1, 2, 4), 2)
    ([[3, 6, 12, None, None], [None, None, 1, 2, 4]], [3, 6, 13, 2, 4])
    """
    length = (len(inputs) - 1) * stride + len(kernel)
    copies: list[list[int | None]] = [[None] * length for _ in inputs]
    for i, value in enumerate(inputs):
        for tap, weight in enumerate(kernel):
            copies[i][i * stride + tap] = value * weight
    return copies, [sum(value or 0 for value in column) for column in zip(*copies, strict=True)]


def spread_inputs(inputs: Sequence[int], kernel_size: int, stride: int) -> list[int]:
    """The inputs with the zeros between and around them over which the flipped kernel slides to give the same sum.

    >>> spread_inputs((3, 1), 3, 2)
    [0, 0, 3, 0, 1, 0, 0]
    """
    around = [0] * (kernel_size - 1)
    between = [0] * ((len(inputs) - 1) * stride + 1)
    between[::stride] = inputs
    return [*around, *between, *around]


STEPS: dict[str, tuple[str, tuple[str, ...]]] = {"u": ("×", ("b", "c")), "v": ("+", ("a", "u")), "J": ("×3", ("v",))}
FORWARD: dict[str, Callable[..., float]] = {"×": lambda p, q: p * q, "+": lambda p, q: p + q, "×3": lambda p: 3 * p}
LOCAL: dict[str, Callable[..., tuple[float, ...]]] = {
    "×": lambda p, q: (q, p),
    "+": lambda p, q: (1.0, 1.0),
    "×3": lambda p: (3.0,),
}


def graph_values(leaves: dict[str, float]) -> dict[str, float]:
    """The values of a, b, c and of every step of J = 3(a + bc), in the order in which they are computed.

    >>> graph_values({"a": 5, "b": 3, "c": 2})
    {'a': 5, 'b': 3, 'c': 2, 'u': 6, 'v': 11, 'J': 33}
    """
    values = dict(leaves)
    for name, (operation, inputs) in STEPS.items():
        values[name] = FORWARD[operation](*(values[each] for each in inputs))
    return values


def graph_gradients(values: dict[str, float]) -> dict[str, float]:
    """The derivative of J by each of the values of its graph, from one walk backwards.

    Griewank and Walther, *Evaluating Derivatives*, 2nd edition (2008), chapter 3.

    >>> gradients = graph_gradients(graph_values({"a": 5, "b": 3, "c": 2}))
    >>> {name: gradients[name] for name in "abc"}
    {'a': 3.0, 'b': 6.0, 'c': 9.0}
    """
    gradients = dict.fromkeys(values, 0.0) | {"J": 1.0}
    for name, (operation, inputs) in reversed(STEPS.items()):
        slopes = LOCAL[operation](*(values[each] for each in inputs))
        for each, slope in zip(inputs, slopes, strict=True):
            gradients[each] += gradients[name] * slope
    return gradients
