"""A network, an optimizer and pieces of a batch, small enough to try one step of training in a check."""

import numpy as np

from .report import show
from .run import WrongAnswer, plain


def cross_entropy(labels, logits):
    import tensorflow as tf

    labels = tf.cast(tf.reshape(labels, [-1]), tf.int32)  # `fit` hands over a column of floats
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def _squared_error(labels, logits):
    import tensorflow as tf

    return tf.reduce_mean((logits - tf.one_hot(labels, 3)) ** 2)


def in_pieces(
    weigh=lambda n, count, pieces: n / count,
    direction=1,
    apply=True,
    report=None,
    training=True,
    of=None,
    weights=lambda model: model.trainable_variables,
):
    """One step from several pieces, with a choice of mistakes: each loss and gradient is multiplied by its weight."""

    def answer(model, optimizer, loss, pieces):
        import tensorflow as tf

        loss, moved, count = of or loss, weights(model), sum(len(labels) for _, labels in pieces)
        reported, gradients = 0.0, [0.0] * len(moved)
        for images, labels in pieces:
            with tf.GradientTape() as tape:
                value = loss(labels, model(images, training=training))
            share = weigh(len(labels), count, len(pieces))
            reported += (share if report is None else report(len(labels), count, len(pieces))) * value
            gradients = [old + share * new for old, new in zip(gradients, tape.gradient(value, moved), strict=True)]
        if apply:
            optimizer.apply([direction * gradient for gradient in gradients], moved)
        return reported

    return answer


def small_network(seed, sizes, special):
    """A network of 5 inputs and 3 classes, its optimizer, a loss, pieces, and the most pictures that it saw at once.

    All of it has a name and a dtype, so that neither depends on what a notebook has set or made before.
    """
    import tensorflow as tf

    most = tf.Variable(0, trainable=False, dtype=tf.int32)

    def dense(units, name, activation=None):
        return tf.keras.layers.Dense(units, activation, kernel_initializer="zeros", name=name, dtype="float32")

    class Network(tf.keras.Model):
        def __init__(self):
            super().__init__(name="network", dtype="float32")
            self.hidden, self.logits = dense(4, "hidden", "tanh"), dense(3, "logits")

        def build(self, shape):
            self.hidden.build((None, 5))
            self.logits.build((None, 4))

        def call(self, images, training=False):
            most.assign(tf.maximum(most, tf.shape(images)[0]))
            return self.logits((2.0 if training else 1.0) * self.hidden(images))

    rng = np.random.default_rng(seed)
    model = Network()
    model.build((None, 5))
    model.set_weights([rng.normal(0, 0.8, weight.shape) for weight in model.get_weights()])
    model.hidden.trainable = special != "frozen"
    optimizer = tf.keras.optimizers.Adam(0.1) if special == "other" else tf.keras.optimizers.SGD(0.5)
    optimizer.build(model.trainable_variables)
    loss = _squared_error if special == "other" else cross_entropy
    pieces = [(rng.normal(size=(n, 5)).astype(np.float32), rng.integers(0, 3, n)) for n in sizes]
    return model, optimizer, loss, pieces, most


def one_piece(which):
    return lambda model, optimizer, loss, pieces: in_pieces()(model, optimizer, loss, [pieces[which]])


def after_the_step(training):
    def answer(model, optimizer, loss, pieces):
        in_pieces()(model, optimizer, loss, pieces)
        return in_pieces(apply=False, training=training)(model, optimizer, loss, pieces)

    return answer


def _one_number(value):
    """The loss as an array without axes."""
    number = plain(value)
    if number is None:
        raise WrongAnswer("your function returned None.", "It should return the loss. Did you forget `return`?")
    if not isinstance(number, np.ndarray) or number.dtype.kind not in "iuf":
        raise WrongAnswer(f"your function returned {show(number)}.", "Is that the loss of the whole batch, as one number?")
    if number.ndim:
        hint = "The whole batch has one loss. How do those of the pieces become one number?"
        if number.size == 1:
            hint = "It is one number, but in a list or an array. How do you take it out?"
        raise WrongAnswer(f"the loss that you return has shape {number.shape}.", hint)
    return number


def ask_step(answer, seed, sizes, special=""):
    """The returned loss and all weights after the step, as one array."""
    model, optimizer, loss, pieces, most = small_network(seed, sizes, special)
    start = np.concatenate([np.ravel(weight) for weight in model.get_weights()])
    given = [(piece, *(part.tobytes() for part in piece)) for piece in pieces]
    value = answer(model, optimizer, loss, pieces)
    weights = np.concatenate([np.ravel(weight) for weight in model.get_weights()])
    if int(most.numpy()) > max(sizes):
        problem = f"one call of the model gets {int(most.numpy())} pictures, and the longest piece has {max(sizes)}."
        raise WrongAnswer(problem, "The whole batch is too large for the memory. What can you add up, piece by piece?")
    steps = int(optimizer.iterations.numpy())
    if steps > 1:
        problem = f"your function makes {steps} steps with the optimizer."
        raise WrongAnswer(problem, "How often may the weights move before all pieces have been seen?")
    if not steps and (weights != start).any():
        question = "The rule of the step is in `optimizer`. Where does your function use it?"
        raise WrongAnswer("the weights moved, but not by the optimizer that your function got.", question)
    number = _one_number(value)
    if len(pieces) != len(given) or any(
        piece is not old or [part.tobytes() for part in piece] != parts
        for piece, (old, *parts) in zip(pieces, given, strict=True)
    ):
        raise WrongAnswer("your function changed `pieces`.", "The caller still needs that list. Which line changes it?")
    return np.append(number.astype(np.float32), weights)
