"""The graphs: operations as TensorFlow traces them, every value and gradient once."""

import re

from drawn import words_of

from course_utils.chapter import import_tensorflow
from course_utils.diagrams.graphs import GRAPH_NODES


def test_the_graph_has_the_operations_that_tensorflow_traces():
    tf = import_tensorflow()
    traced = tf.function(lambda window, kernel, bias: tf.reduce_sum(window * kernel) + bias)
    graph = traced.get_concrete_function(tf.ones((2, 2)), tf.ones((2, 2)), tf.constant(0.0)).graph
    operations = [operation.type for operation in graph.get_operations()]
    assert sorted(operations) == sorted(operation for operation, *_ in GRAPH_NODES.values())
    assert set(operations) <= set(words_of("graph_of_products.svg"))


def test_the_graph_shows_each_value_and_each_gradient_once():
    shown = words_of("tape_graph.svg")
    values = ["a = 5", "b = 3", "c = 2", "u = bc = 6", "v = a + u = 11", "J = 3v = 33"]
    gradients = ["dJ/da = 3", "dJ/db = 6", "dJ/dc = 9", "dJ/du = 3", "dJ/dv = 3", "dJ/dJ = 1"]
    assert sorted(word for word in shown if re.search(r" = [\d.]+$", word)) == sorted(values + gradients)
