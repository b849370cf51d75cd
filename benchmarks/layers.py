"""The rows of conv2d: three layers of the course, and 40 layers of random shape against the ways around it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from measuring import Row, Rows
from threadpoolctl import ThreadpoolController

from course_utils.convolution import conv2d, output_size

LAYERS = 40
FEWEST_PRODUCTS, MOST_PRODUCTS = 5e5, 1e9  # multiplications in a layer
MOST_VALUES = 2**24  # in a batch of inputs or of results


def random_layers() -> Iterator[tuple[tuple[int, ...], tuple[int, ...], int, str]]:
    """Yield shapes of inputs and kernel, stride and padding, spread evenly over the orders of magnitude."""
    rng = np.random.default_rng(0)
    found = 0
    while found < LAYERS:
        count, channels, outputs = (int(2 ** rng.uniform(0, most)) for most in (6, 7.01, 7.01))
        height, width = (int(7 * 2 ** rng.uniform(0, 4.19)) for _ in range(2))
        size, stride, padding = (rng.choice(options).item() for options in ([1, 3, 5, 7, 11], [1, 2], ["valid", "same"]))
        if padding == "valid" and size > min(height, width):
            continue
        results = count * outputs * np.prod([output_size(n, size, stride, padding) for n in (height, width)])
        products = results * size * size * channels
        if FEWEST_PRODUCTS < products < MOST_PRODUCTS and max(count * height * width * channels, results) < MOST_VALUES:
            found += 1
            yield (count, height, width, channels), (size, size, channels, outputs), stride, padding


def numbers(shape: tuple[int, ...]) -> np.ndarray:
    return np.random.default_rng(0).random(shape, np.float32)


def in_graph(inputs: np.ndarray, kernel: np.ndarray, stride: int, padding: str):
    """The same layer as a ``tf.function``."""
    from course_utils.chapter import import_tensorflow

    tf = import_tensorflow()
    tensors = tf.constant(inputs), tf.constant(kernel)
    graph = tf.function(lambda inputs, kernel: tf.nn.conv2d(inputs, kernel, strides=stride, padding=padding.upper()))
    return lambda: graph(*tensors).numpy()


def over_a_loop() -> Rows:
    def looped(inputs, *layer):
        return np.concatenate([conv2d(image[np.newaxis], *layer) for image in inputs])

    return _over_layers("a loop over its images", lambda *layer: lambda: looped(*layer), 1.0, 1.2)


def over_one_thread() -> Rows:
    blas = ThreadpoolController().select(user_api="blas")

    def on_one_thread(*layer):
        with blas.limit(limits=1):
            return conv2d(*layer)

    return _over_layers("one BLAS thread", lambda *layer: lambda: on_one_thread(*layer), 1.0, 1.2)


def over_tensorflow() -> Rows:
    return _over_layers("tf.function", in_graph, 0.6, 2.0)


def _over_layers(peer: str, make_peer, limit: float, worst: float) -> Rows:
    def cases():
        for inputs_shape, kernel_shape, *options in random_layers():
            layer = numbers(inputs_shape), numbers(kernel_shape), *options
            yield lambda layer=layer: conv2d(*layer), make_peer(*layer)

    return Rows(f"conv2d over {LAYERS} layer shapes | {peer}", cases, limit, worst)


def _layer(inputs_shape: tuple[int, ...], kernel_shape: tuple[int, ...], padding: str, limit: float) -> Row:
    inputs, kernel = numbers(inputs_shape), numbers(kernel_shape)
    peer = in_graph(inputs, kernel, 1, padding)

    def ours():
        return conv2d(inputs, kernel, padding=padding)

    def error():
        return float(np.abs(ours() - peer()).max() / np.abs(peer()).max())

    name = f"conv2d {'x'.join(map(str, inputs_shape))} * {'x'.join(map(str, kernel_shape))} {padding} | tf.nn.conv2d"
    return Row(name, ours, peer, limit, error, 1e-5)


def one_picture() -> Row:
    return _layer((1, 134, 240, 1), (3, 3, 1, 1), "valid", 1.0)


def first_layer() -> Row:
    return _layer((32, 28, 28, 1), (5, 5, 1, 4), "valid", 1.0)


def deep_layer() -> Row:
    return _layer((32, 56, 56, 64), (3, 3, 64, 64), "same", 2.0)


def pointwise_layer() -> Row:
    return _layer((32, 64, 64, 1), (1, 1, 1, 32), "valid", 2.0)


ROWS = [one_picture, first_layer, deep_layer, pointwise_layer, over_a_loop, over_one_thread, over_tensorflow]
