"""Checks of chapter 08, Train a network that reads digits."""

import itertools
from functools import partial

import numpy as np

from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch08 import *
from .references import decimals, softmax
from .small_network import after_the_step, ask_step, cross_entropy, in_pieces, one_piece

_RANDOM = np.random.default_rng(8)
_decimals = partial(decimals, _RANDOM)


def _near(got, expected, *args):
    """Right to single precision, as a metric of Keras is, also when it came as a float."""
    return (abs(got - expected) <= 1e-6 * abs(expected)).all()


# --------------------------------------------------------------------------------------------------- 8.1 accuracy_from


def _accuracy_from(logits, labels):
    return float(np.mean(np.argmax(logits, axis=1) == labels))


def _true_logits(logits, labels):
    return logits[np.arange(len(labels)), labels]


accuracy_from = Exercise(
    "8.1",
    "accuracy_from",
    "Count the right answers",
    reference=_accuracy_from,
    accepts=_near,
    cases=[
        (np.array([[2.0, 0.5, -1.0], [-3.0, -2.0, -4.0], [0.0, 3.0, 1.0], [1.0, 4.0, 5.0]]), np.array([0, 1, 2, 2])),
        (np.array([[-1.0, -2.0], [0.5, 0.75], [3.0, 1.0], [1.0, 8.0], [6.0, 2.0]]), np.array([0, 1, 1, 0, 1])),
        (np.array([[0.0, 7.0, 3.0, 1.0], [5.0, 2.0, 4.0, 9.0]]), np.array([1, 2], np.uint8)),
        (np.array([[0.5, 0.25, 0.0, 0.125], [0.0, 0.25, 1.0, 0.75], [3.0, 0.0, 1.0, 0.5]]), np.array([0, 2, 3])),
        (np.array([[-5.0, -1.0, -2.0]]), np.array([1], np.uint8)),
        (np.array([[9.0, 1.0, 2.0], [1.0, 0.5, 0.0], [2.0, 1.0, 8.0]]), np.array([2, 0, 2])),
        (np.array([[300.01, 300.012, -7.0], [-900.0, -700.0, -701.0], [0.104, 0.102, 0.103]]), np.array([1, 1, 0])),
    ]
    + [(_decimals(-5, 5, (n, k)), _RANDOM.integers(0, k, n).astype(np.uint8)) for n, k in [(6, 4), (8, 3), (4, 6), (3, 8)]],
    mistakes=[
        Mistake(lambda x, y: int(np.sum(np.argmax(x, axis=1) == y)), "That is how many are right. Out of how many?"),
        Mistake(
            lambda x, y: 1 - _accuracy_from(x, y),
            "That is the fraction of wrong answers. Which of the two does the task ask for?",
        ),
        Mistake(
            lambda x, y: float(np.mean(np.argmax(x) == y)),
            "Without an axis, `argmax` gives one place for the whole array. How many answers are there?",
        ),
        Mistake(
            lambda x, y: float(np.mean(_true_logits(x, y) > 0)),
            "You ask whether the logit of the true class is above 0. With what must it be compared?",
        ),
        Mistake(
            lambda x, y: float(np.mean(_true_logits(softmax(x), y) > 0.5)),
            "You ask for a probability above one half. Can a class win with less, when there are ten?",
        ),
        Mistake(
            lambda x, y: float(np.mean(_true_logits(softmax(x), y))),
            "That is the mean probability of the true class. Is an answer half right?",
        ),
        Mistake(
            lambda x, y: np.argmax(x, axis=1) == y,
            "That says of each answer whether it is right. How do they become one number?",
        ),
        Mistake(
            lambda x, y: float(np.mean(np.argmax(x, axis=0) == y)),
            "Your two arrays do not fit each other. Which axis of the logits holds the classes?",
        ),
    ],
    correct="the largest logit is the answer, and no softmax is needed to find it.",
    hint="Write down the answer for the first row. At which place is its largest logit, and what is the label?",
    stronger="`np.argmax(logits, axis=1)` is one answer a row. Compare it with the labels: what is the mean of the array of "
    "True and False?",
)

# ----------------------------------------------------------------------------------------------------------- 8.2 shift


def _shift(images, dy, dx):
    height, width = images.shape[1:]
    dy, dx = int(np.clip(dy, -height, height)), int(np.clip(dx, -width, width))
    moved = np.zeros_like(images)
    rows, columns = slice(max(dy, 0), height + min(dy, 0)), slice(max(dx, 0), width + min(dx, 0))
    from_rows, from_columns = slice(max(-dy, 0), height + min(-dy, 0)), slice(max(-dx, 0), width + min(-dx, 0))
    moved[:, rows, columns] = images[:, from_rows, from_columns]
    return moved


def _edge_shift(images, dy, dx):
    rows = np.clip(np.arange(images.shape[1]) - dy, 0, images.shape[1] - 1)
    columns = np.clip(np.arange(images.shape[2]) - dx, 0, images.shape[2] - 1)
    return images[:, rows][:, :, columns]


def _only_positive(images, dy, dx):
    """Slices that work for shifts of at least 1, as a first try has them."""
    moved = np.zeros_like(images)
    moved[:, dy:, dx:] = images[:, :-dy, :-dx]
    return moved


def _without_a_bound(answer, images, dy, dx):
    """Say what is special about a shift by more than the picture has, if the answer fails there."""
    try:
        return answer(images, dy, dx)
    except Exception as error:
        if abs(dy) <= images.shape[1] and abs(dx) <= images.shape[2]:
            raise
        problem = f"your function raised {type(error).__name__}, and the shift is larger than the picture."
        raise WrongAnswer(problem, "How long are your slices then, and what is left of the picture?") from None


shift = Exercise(
    "8.2",
    "shift",
    "Move a digit, and let nothing come back",
    reference=_shift,
    ask=_without_a_bound,
    cases=[
        (np.array([[[1, 2, 3], [4, 5, 6]]]), 1, 1),
        (np.array([[[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]]), -1, 2),
        (np.array([[[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]], [[7.0, 8.0], [9.0, 1.0], [2.0, 4.0]]]), 2, 0),
        (np.array([[[9, 8, 7, 6, 5], [4, 3, 2, 1, 10]]], np.uint8), 0, -3),
        (np.array([[[1.0, 2.0, 5.0], [3.0, 4.0, 6.0]]], np.float32), 0, 0),
        (np.array([[[7, 2, 3, 8], [5, 9, 4, 6], [1, 3, 5, 2]]]), -2, -1),
        *((_RANDOM.integers(1, 255, (2, 3, 4)).astype(np.uint8), dy, dx) for dy, dx in ((1, -2), (2, 1), (-1, 0))),
        (_decimals(-400, 1200, (6, 2, 2)), 1, 0),
        (np.arange(1, 13).reshape(1, 4, 3), 5, 0),
        (np.arange(1.0, 13.0).reshape(1, 3, 4), 0, 6),
        (np.arange(1, 13).reshape(1, 4, 3), -6, 1),
        (np.arange(1, 13).reshape(1, 3, 4), 1, -13),
        (np.arange(1, 13).reshape(1, 12, 1), 11, 0),
        (np.arange(1, 13).reshape(1, 1, 12), 0, -11),
    ],
    mistakes=[
        Mistake(
            lambda x, dy, dx: np.roll(x, (dy, dx), axis=(1, 2)),
            "What leaves on one side comes back on the other. What should come in there instead?",
        ),
        Mistake(
            lambda x, dy, dx: _shift(x, -dy, -dx),
            "Your digits go the other way. Does row i of the result come from row i − dy or i + dy?",
        ),
        Mistake(
            lambda x, dy, dx: _shift(x, dx, dy), "Rows and columns are swapped. Which of the two shifts moves a digit down?"
        ),
        Mistake(lambda x, dy, dx: _shift(x, -dy, dx), "Up and down are swapped. Where in an array is row 0?"),
        Mistake(_edge_shift, "The edge is repeated where nothing was. What does empty paper look like in numbers?"),
        Mistake(
            _only_positive, "It works for some shifts only. What is the slice `:-0`, and what happens for a negative shift?"
        ),
        Mistake(
            lambda x, dy, dx: _shift(x, max(dy, 0), max(dx, 0)),
            "It works for some shifts only: a negative one leaves the digit where it was. Which slices does it need?",
        ),
        Mistake(
            lambda x, dy, dx: np.pad(x, ((0, 0), (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0)))),
            "Your result grew by the shift. Which rows and columns fall off on the other side?",
        ),
        Mistake(
            lambda x, dy, dx: np.roll(x, (dy, dx), axis=(0, 1)),
            "You move along axes 0 and 1. Which axis counts the pictures, and which two are rows and columns?",
        ),
        Mistake(lambda x, dy, dx: x, "The digits did not move. Where do dy and dx come in?"),
    ],
    correct="rows move by dy, columns by dx, and empty paper comes in.",
    hint="Draw the first case. Where does the 1 in the corner go, and what stands in its place?",
    stronger="Put zeros on the side that the digits leave, with `np.pad`, and cut height × width out of the larger picture. At "
    "which row does the cut begin for dy = 2, and for dy = −2?",
)

# ---------------------------------------------------------------------------------------------------- 8.3 lenet_weights


def _lenet(size, filters_1, filters_2, units, padding, *, bias=1, depth=None, kernels=None, pools=2, last=10, flat=2, up=0):
    """Weights of LeNet, with a choice of mistakes; `up` is 1 for poolings that round up."""
    lost = 4 if padding == "valid" else 0
    side = (size - lost + up) // 2 - lost
    side = (side + up) // 2 if pools == 2 else side
    kernels = filters_2 if kernels is None else kernels
    total = (25 + bias) * filters_1 + (25 * (filters_1 if depth is None else depth) + bias) * kernels
    total += (side**flat * kernels + bias) * units
    return total + (units * last + bias * last if last else 0)


_TOO_MANY_MAPS = "You count filters_1 · filters_2 maps after the second convolution. How many filters does it have?"
lenet_weights = Exercise(
    "8.3",
    "lenet_weights",
    "Count before you build",
    reference=lambda size, filters_1, filters_2, units, padding: _lenet(size, filters_1, filters_2, units, padding),
    cases=[
        (20, 1, 2, 3, "valid"),
        (12, 2, 3, 5, "same"),
        (28, 4, 6, 1024, "valid"),
        (28, 4, 6, 1024, "same"),
        (32, 6, 16, 120, "valid"),
        (27, 3, 5, 40, "same"),
        (23, 7, 2, 30, "valid"),
        (300, 24, 33, 500, "same"),
        (38, 5, 8, 77, "valid"),
        (35, 8, 3, 11, "same"),
    ],
    expects="the network has {} weights",
    mistakes=[
        Mistake(partial(_lenet, bias=0), "You left the biases out. How many has a layer with 4 filters?"),
        Mistake(
            lambda *a: _lenet(*a, bias=0) + 4,
            "You count one bias a layer. What does each filter, and each unit, have of its own?",
        ),
        Mistake(
            partial(_lenet, depth=1),
            "Your second convolution has kernels of depth 1. How many maps does each of its filters look at?",
        ),
        *(Mistake(lambda n, a, b, u, p, d=d: _lenet(n, a, b, u, p, depth=d, kernels=a * b), _TOO_MANY_MAPS) for d in (1, None)),
        *(
            Mistake(
                lambda n, a, b, u, p, always=always: _lenet(n, a, b, u, always),
                f"Your count is always for `{always}`. What does the other padding do to the size of a picture?",
            )
            for always in ("same", "valid")
        ),
        Mistake(partial(_lenet, pools=1), "The second pooling is missing. How large are the maps that reach Flatten?"),
        Mistake(partial(_lenet, up=1), "You round up after a pooling. Does a last row without a partner count?"),
        Mistake(partial(_lenet, last=0), "The last layer is missing. Which one gives the ten logits?"),
        Mistake(partial(_lenet, flat=1), "You count one row of each map. How many pixels has a map of side × side?"),
        Mistake(partial(_lenet, flat=0), "You count one number for each map. How many pixels does Flatten hand over?"),
    ],
    correct="you know how large a network is before it exists, and that nearly all of it sits in one Dense layer.",
    hint="Do it layer by layer for the first case. Which of the four layers gives a number that surprises you?",
    stronger="For 20, 1, 2, 3 and `valid` the sides are 20, 16, 8, 4, 2, and the layers have 26, 52, 27 and 40 weights. Which "
    "of the four is different in your count?",
)

# -------------------------------------------------------------------------------------------------------- 8.4 confusion


def _confusion(labels, predictions, classes):
    table = np.zeros((classes, classes), int)
    np.add.at(table, (labels, predictions), 1)
    return table


def _buffered(labels, predictions, classes):
    table = np.zeros((classes, classes), int)
    table[labels, predictions] += 1
    return table


def _present_only(labels, predictions, classes):
    found = np.unique([*labels, *predictions])
    return _confusion(labels, predictions, classes)[np.ix_(found, found)]


confusion = Exercise(
    "8.4",
    "confusion",
    "Who is taken for whom?",
    reference=_confusion,
    cases=[
        (np.array([0, 1, 1, 1, 2]), np.array([0, 1, 1, 2, 0]), 3),
        (np.array([3, 3, 3, 0, 0, 1]), np.array([3, 0, 0, 0, 3, 2]), 4),
        (np.array([1, 1, 0, 1], np.uint8), np.array([1, 0, 0, 1], np.uint8), 4),
        (np.array([2, 0, 2, 2]), np.array([2, 1, 1, 1]), 3),
        *((_RANDOM.integers(0, k, n), _RANDOM.integers(0, k, n), k) for n, k in ((24, 3), (20, 4))),
        Case(
            (np.repeat([2, 0], [700, 9]), np.repeat([2, 1, 0], [600, 104, 5]), 3),
            "labels = np.repeat([2, 0], [700, 9]), predictions = np.repeat([2, 1, 0], [600, 104, 5]), classes=3",
        ),
        (np.array([16, 0, 16, 7]), np.array([4, 0, 4, 16]), 17),
    ],
    mistakes=[
        Mistake(
            lambda y, p, k: _confusion(y, p, k).T,
            "Rows and columns are swapped. Which of the two does the task put into the rows?",
        ),
        Mistake(
            _buffered,
            "No entry is above 1: `table[rows, columns] += 1` counts a repeated place once. Which loop would count each?",
        ),
        Mistake(_present_only, "Classes that do not occur are left out. How many rows does the task ask for?"),
        Mistake(
            lambda y, p, k: _confusion(y, p, k) * (1 - np.eye(k)), "You count the mistakes only. Where do the right answers go?"
        ),
        *(
            Mistake(
                lambda y, p, k, per=per: _confusion(y, p, k) / per(y, k),
                "You divide the counts. Does the task ask for fractions, or for counts?",
            )
            for per in (lambda y, k: np.maximum(np.bincount(y, minlength=k), 1)[:, None], lambda y, k: len(y))
        ),
    ],
    correct="each picture is counted once, in the row of what it is and the column of what was read.",
    hint="Take the first picture of the case. In which row and in which column does it count?",
    stronger="Begin with classes × classes zeros and go through the pictures one by one: `table[label, prediction]` grows by "
    "1. What does your function do with a pair that comes twice?",
)

# ------------------------------------------------------------------------------------------------------ 8.5 read_or_ask


def _parts(x, y, t, axis=1, at_least=np.greater_equal):
    p = softmax(x, axis)
    return p, at_least(p.max(axis=1), t), p.argmax(axis=1) == y


def _read_or_ask(logits, labels, threshold):
    _, sure, right = _parts(logits, labels, threshold)
    return float(sure.mean()), float(right[sure].mean())


def _other_reading(sure=None, axis=1, at_least=np.greater_equal):
    """The two numbers when other pictures are read."""

    def answer(x, y, t):
        p, read, right = _parts(x, y, t, axis, at_least)
        read = read if sure is None else sure(np.asarray(x), p, y) >= t
        return read.mean(), right[read].mean()

    return answer


_FAR = np.array([[800.0, 100.0, 0.0], [799.0, 800.0, 799.5], [0.0, 1.0, 900.0]])
_FARTHER = np.array([[900.0, 0.0, 0.0, 0.0, 0.0], [900.0, 899.0, 0.0, 0.0, 0.0], [-900.0, -901.0, -905.0, -906.0, -907.0]])
read_or_ask = Exercise(
    "8.5",
    "read_or_ask",
    "Ask a person when in doubt",
    reference=_read_or_ask,
    accepts=_near,
    cases=[
        (
            np.array([[3.0, 0.0, 0.0], [1.0, 1.5, 1.0], [0.0, 0.5, 4.0], [0.0, 2.5, 0.0], [0.2, 0.0, 0.3]]),
            np.array([0, 1, 2, 0, 2]),
            0.8,
        ),
        (np.array([[2.0, -2.0], [0.5, 0.25], [-1.0, 1.0], [0.0, 3.0]]), np.array([1, 0, 1, 1]), 0.75),
        (
            np.array([[-5.0, -1.0, -9.0, -3.5], [-2.0, -2.5, -2.25, -7.0], [-8.0, -8.5, 1.0, -9.0]], np.float32),
            np.array([1, 1, 3], np.uint8),
            0.6,
        ),
        (_FAR, np.array([0, 1, 1]), 0.7),
        *((_decimals(-4, 4, (6, 4)), _RANDOM.integers(0, 4, 6), t) for t in (0.7, 0.55)),
        (np.array([[0.0, 0.0], [2.0, 0.0], [-3.0, 1.0]]), np.array([1, 0, 1]), 0.5),
        (np.array([[0.0, 0.0, -900.0], [0.5, 0.0, 0.25], [1.0, 5.0, 0.0]]), np.array([0, 0, 2]), 0.5),
        (_FARTHER, np.array([0, 0, 1]), 0.7),
        (np.array([[0.0, 2.197], [2.19, 0.0], [300.0, 302.13], [-7.3, -9.498], [0.0, 0.1]]), np.array([1, 0, 0, 0, 1]), 0.8995),
        (np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([1, 0]), 0.7),
    ],
    mistakes=[
        Mistake(
            lambda x, y, t: (_parts(x, y, t)[1].mean(), _parts(x, y, t)[2].mean()),
            "Your accuracy counts all pictures. Which of them does the machine read?",
        ),
        Mistake(
            lambda x, y, t: (1 - _read_or_ask(x, y, t)[0], _read_or_ask(x, y, t)[1]),
            "Your first number is the share that goes to a person. Which share does the task ask for?",
        ),
        Mistake(
            lambda x, y, t: (_parts(x, y, t)[1].sum(), _read_or_ask(x, y, t)[1]),
            "Your first number is a count. Out of how many?",
        ),
        Mistake(
            lambda x, y, t: (_read_or_ask(x, y, t)[0], 1 - _read_or_ask(x, y, t)[1]),
            "Your second number is the fraction of mistakes. Which of the two does the task ask for?",
        ),
        Mistake(
            lambda x, y, t: _read_or_ask(x, y, t)[::-1], "Your two numbers are swapped. Which one does the task name first?"
        ),
        Mistake(
            _other_reading(at_least=np.greater),
            "You leave out a probability that equals the threshold. Is it at least the threshold?",
        ),
        Mistake(
            _other_reading(lambda x, p, y: x.max(axis=1)),
            "You compare logits with the threshold. What turns them into probabilities?",
        ),
        Mistake(
            _other_reading(lambda x, p, y: _true_logits(p, y)),
            "You look at the probability of the true class. Does the machine know it when it decides?",
        ),
        *(
            Mistake(answer, "Your softmax runs over the pictures. Over which axis must the probabilities sum to 1?")
            for answer in (_other_reading(axis=0), _other_reading(lambda x, p, y: softmax(x, axis=0).max(axis=1)))
        ),
        *(
            Mistake(_other_reading(lambda x, p, y, shift=shift: softmax(x, shift=shift).max(axis=1)), hint)
            for shift, hint in (
                (
                    lambda x: 0,
                    "There is a nan: exp(800) is too large for a float. What may you subtract from a row before the softmax?",
                ),
                (np.max, "You subtract the largest logit of the whole batch. What is left of a row that is far below it?"),
                (
                    lambda x: x.mean(axis=1, keepdims=True),
                    "You subtract the mean of each row. How large is the first exponential of the row [900, 0, 0, 0, 0] then?",
                ),
            )
        ),
        Mistake(
            _other_reading(lambda x, p, y: softmax(np.clip(x, -500, 500)).max(axis=1)),
            "You cut off the logits. Which probabilities are left of the logits 900 and 899?",
        ),
    ],
    correct="the machine keeps the share that it is sure of, and you know how far to trust it there.",
    hint="Work out the largest probability in the first row. Is it above the threshold, and is the answer right?",
    stronger="Make an array of True and False for *sure* and one for *right*, one value a picture. The share is the mean of "
    "*sure*; over which pictures do you take the mean of *right*?",
)

# --------------------------------------------------------------------------------------------------- 8.6 step_in_pieces


step_in_pieces = Exercise(
    "8.6",
    "step_in_pieces",
    "One step in pieces",
    reference=lambda model, optimizer, loss, pieces: in_pieces()(model, optimizer, loss, pieces),
    cases=[
        Case(args, f"{pieces}, the loss and the weights after the step:")
        for args, pieces in [
            ((1, (6, 2)), "pieces of 6 and 2 pictures"),
            ((2, (1, 4, 3)), "pieces of 1, 4 and 3 pictures"),
            ((3, (5,)), "one piece of 5 pictures"),
            ((4, (2, 3), "other"), "pieces of 2 and 3 pictures, Adam and another loss"),
            ((5, (2, 4), "frozen"), "pieces of 2 and 4 pictures and a frozen layer"),
        ]
    ],
    ask=ask_step,
    mistakes=[
        Mistake(
            in_pieces(apply=False), "The loss is right and no weight has moved. What does the optimizer do with the gradients?"
        ),
        Mistake(
            in_pieces(lambda n, count, pieces: 1 / pieces),
            "Each piece counts the same. Should a piece of 2 weigh as much as one of 6?",
        ),
        Mistake(
            in_pieces(report=lambda n, count, pieces: 1 / pieces),
            "The step is right. In the loss each piece counts the same: should one of 2 weigh as much as one of 6?",
        ),
        Mistake(
            in_pieces(report=lambda n, count, pieces: 1),
            "The step is right. The loss is the sum over the pieces: what is the mean over all pictures?",
        ),
        Mistake(
            in_pieces(lambda n, count, pieces: 1), "You add up the pieces. What keeps the step as large as that of one batch?"
        ),
        Mistake(
            in_pieces(lambda n, count, pieces: n),
            "You weigh each piece by its length and add up. By what must the sum be divided?",
        ),
        Mistake(
            in_pieces(lambda n, count, pieces: 1 / count),
            "You divide every piece by the number of all pictures. Is the loss of a piece its sum, or its mean?",
        ),
        Mistake(one_piece(-1), "Only the last piece counts. Where do you keep the gradients of the others?"),
        Mistake(one_piece(0), "Only the first piece counts. Does the `return` stand inside the loop?"),
        Mistake(in_pieces(direction=-1), "Your step goes uphill. Who puts in the minus sign, you or the optimizer?"),
        *(
            Mistake(after_the_step(training), "You return the loss after the step. Which one did the tape record?")
            for training in (False, True)
        ),
        Mistake(
            in_pieces(training=False),
            "Your model runs as it does to predict. What does the training loop of this chapter tell it in each call?",
        ),
        Mistake(in_pieces(of=cross_entropy), "You take a loss of your own. What is the parameter `loss` for?"),
        Mistake(in_pieces(weights=lambda model: model.weights), "You move all weights. Which of them may a step change?"),
    ],
    correct="the gradient of a mean is the mean of the gradients, so a batch may come in pieces of any size.",
    hint="Write the mean over all pictures as a sum over the pieces. Which factor stands before each piece's mean?",
    stronger="Weigh the loss of each piece by len(labels) / (number of all pictures), and its gradients with it. Add both up "
    "over the pieces: where, then, does the one call of `optimizer.apply` stand?",
)

# -------------------------------------------------------------------------------------------------------- 8.7 when_to_stop


def _when_to_stop(losses, patience):
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def _stop(losses, patience, better=lambda loss, best: loss < best, late=0, reset=True, previous=False):
    """Early stopping, with a choice of mistakes."""
    best, best_epoch, wait = losses[0], 1, 0
    for epoch, loss in enumerate(losses[1:], start=2):
        if better(loss, best):
            best, best_epoch, wait = loss, epoch, 0 if reset else wait
        else:
            wait += 1
            best = loss if previous else best
        if wait >= patience + late:
            return epoch, best_epoch
    return len(losses), best_epoch


def _fixed_start(losses, patience, best, best_epoch, waits):
    """Early stopping from a best loss that is a fixed number."""
    wait = 0
    for epoch, loss in enumerate(losses, start=1):
        wait += 1
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        if (wait if waits else epoch - best_epoch) >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def _from_zero(losses, patience):
    """Epochs from 0, and the number of all losses if nothing stops the loop."""
    epoch, best_epoch = _when_to_stop(losses, patience)
    return (epoch - 1 if epoch - best_epoch >= patience else len(losses)), best_epoch - 1


_LARGE = [2.3, 2.5, 1.9, 1.95, 2.0, 1.5]
_FROM_ZERO = "You count from 0. Which number does the first epoch have?"
when_to_stop = Exercise(
    "8.7",
    "when_to_stop",
    "When is enough?",
    reference=_when_to_stop,
    cases=[
        ([0.9, 0.6, 0.5, 0.55, 0.52, 0.7, 0.4], 3),
        ([0.9, 0.7, 0.8, 0.75, 0.6, 0.5], 2),
        ([0.8, 0.9, 0.7, 0.75, 0.6, 0.65, 0.55, 0.56, 0.57, 0.58, 0.5], 3),
        (np.array([0.5, 0.4, 0.4, 0.4, 0.3]), 2),
        ([1.0, 0.9, 0.8, 0.7], 2),
        (np.array([0.6, 0.8, 0.7, 0.75, 0.5], np.float32), 3),
        ([0.7, 0.5, 0.6, 0.3, 0.45, 0.35, 0.4, 0.2], 1),
        ([0.7, 0.5, 0.6, 0.3, 0.45, 0.35, 0.4, 0.2], 4),
        (_LARGE, 2),
        ([1e6 * loss for loss in _LARGE], 2),
        ([0.5, 0.4999, 0.4998, 0.4997, 0.6], 2),
        ([3e-9, 2e-9, 1.999e-9, 2.5e-9, 1.998e-9, 4e-9, 3e-9, 1e-9], 2),
        ([-0.1, 0.0, -0.3, -0.2, -0.2, -0.2, -0.2, -0.4], 5),
        ([0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.3], 5),
        ([0.5, 0.6, 0.7, 0.4, 0.5, 0.6, 0.7, 0.8], 2),
    ],
    mistakes=[
        *(
            Mistake(previous, "You compare with the epoch before. With which loss does the task compare?")
            for previous in (
                partial(_stop, previous=True),
                lambda x, p: (_stop(x, p, previous=True)[0], _when_to_stop(x, p)[1]),
            )
        ),
        Mistake(partial(_stop, reset=False), "You add up all bad epochs. What happens to the count when there is a new best?"),
        Mistake(partial(_stop, late=1), "You wait one epoch too long. After how many without a new best does it stop?"),
        *(
            Mistake(soon, "You stop one epoch too soon. After how many without a new best does it stop?")
            for soon in (
                partial(_stop, late=-1),
                lambda x, p: _when_to_stop(x, p - 1),
                lambda x, p: _when_to_stop(x, p - 1 or len(x)),  # no wait equals 0
                lambda x, p: _fixed_start(x, p - 1, np.inf, 0, False),
            )
        ),
        Mistake(partial(_stop, better=lambda loss, best: loss <= best), "You count an equal loss as a new best. Is it better?"),
        *(
            Mistake(
                partial(_stop, better=lambda loss, best, least=least: loss < best - least),
                "You ask for an improvement of a certain size. How small an improvement does the task count?",
            )
            for least in (0.1, 0.01, 0.001, 1e-4)
        ),
        Mistake(
            partial(_stop, better=lambda loss, best: loss > best),
            "You wait for the largest loss. In which direction is a loss better?",
        ),
        Mistake(lambda x, p: tuple(np.subtract(_when_to_stop(x, p), 1)), _FROM_ZERO),
        Mistake(_from_zero, _FROM_ZERO),
        *(
            Mistake(
                lambda x, p, start=start: _fixed_start(x, p, *start),
                "Your best loss starts at a fixed number. What if every loss is above it?",
            )
            for start in [(0, 0, True), (0, 1, True), *itertools.product((1, 10), (0, 1), (True, False))]
        ),
        Mistake(
            lambda x, p: (_when_to_stop(x, p)[0], _when_to_stop(x, p)[1] - 1),
            "Your best epoch is counted from 0. Which number does the first epoch have?",
        ),
        Mistake(
            lambda x, p: (_when_to_stop(x, p)[0], int(np.argmin(x)) + 1),
            "Your best epoch comes after the stop. Which losses has the training seen by then?",
        ),
        Mistake(
            lambda x, p: (len(x), int(np.argmin(x)) + 1), "Your training never stops early. Where does `patience` come in?"
        ),
        Mistake(lambda x, p: _when_to_stop(x, p)[::-1], "Your two numbers are swapped. Which one does the task name first?"),
    ],
    correct="the training stops when the best loss is old enough, and you know which weights to go back to.",
    hint="Walk through the first case with a finger. What is the best loss so far, and how many epochs old is it?",
    stronger="In each epoch ask two things: is this loss below the best so far (then it is the new best), and is the best now "
    "`patience` epochs old (then stop)? What does your function answer in epoch 4 of the first case?",
)

# ---------------------------------------------------------------------------------------------------------------- 8.8 lead


def _only(answers_a, answers_b, labels):
    """Which digits only A reads, and which only B."""
    read_a, read_b = np.asarray(answers_a) == labels, np.asarray(answers_b) == labels
    return read_a & ~read_b, read_b & ~read_a


def _lead(answers_a, answers_b, labels):
    return _other_lead()(answers_a, answers_b, labels)


def _other_lead(scale=np.sqrt, blind=False):
    """The lead of A, with a choice of mistakes."""

    def answer(answers_a, answers_b, labels):
        only_a, only_b = (int(each.sum()) for each in _only(answers_a, answers_b, labels))
        if blind:
            only_b = int(np.sum(np.not_equal(answers_a, answers_b))) - only_a
        return (only_a - only_b) / float(scale(only_a + only_b)) if only_a + only_b else 0.0

    return answer


def _over_all(answers_a, answers_b, labels):
    only_a, only_b = _only(answers_a, answers_b, labels)
    return (only_a.sum() - only_b.sum()) / np.sqrt(len(labels))


def _two_networks(seed, n, classes, good_a, good_b):
    """Answers of two networks that read a digit with the given chances, and the labels."""
    rng = np.random.default_rng([8, seed])
    labels = rng.integers(0, classes, n)
    answers = [np.where(rng.random(n) < good, labels, rng.integers(0, classes, n)) for good in (good_a, good_b)]
    return (*answers, labels)


lead = Exercise(
    "8.8",
    "lead",
    "Find the two bugs",
    reference=_lead,
    cases=[
        (np.array([1, 2, 5, 4]), np.array([1, 7, 6, 8]), np.array([1, 2, 3, 4])),
        (np.array([3, 3, 3, 0, 9]), np.array([3, 3, 3, 0, 1]), np.array([3, 3, 3, 0, 5])),
        (np.array([0, 1, 2, 3, 4, 5]), np.array([0, 1, 2, 4, 4, 5]), np.array([0, 1, 2, 4, 3, 5])),
        (np.array([7, 7, 7]), np.array([7, 7, 7]), np.array([7, 7, 7])),
        *(_two_networks(*row) for row in [(1, 9, 4, 0.6, 0.4), (2, 8, 3, 0.3, 0.8), (3, 9, 3, 0.8, 0.3), (4, 9, 5, 0.4, 0.5)]),
    ],
    mistakes=[
        Mistake(
            _other_lead(scale=int),
            "You divide by the number of digits that count. What is the standard deviation of that many tosses?",
        ),
        Mistake(
            _other_lead(blind=True),
            "Digits that both miss, each in its own way, count for B. Has B read them?",
        ),
        Mistake(
            _other_lead(scale=int, blind=True),
            "That is what the colleague's function gives. Which line keeps it between −1 and 1?",
        ),
        Mistake(lambda a, b, y: _lead(b, a, y), "The sign is turned round. Whose lead does the task ask for?"),
        Mistake(lambda a, b, y: abs(_lead(a, b, y)), "Your lead is never negative. What if B reads more?"),
        Mistake(_other_lead(scale=lambda n: 1), "That is a difference in digits. In which unit is the lead?"),
        Mistake(_over_all, "You divide by the root of all digits. Which of them are tosses of the coin?"),
        Mistake(
            _other_lead(scale=lambda n: np.sqrt(n) / 2),
            "That is twice as much. The text gives the deviation of heads *minus* tails: which one do you take?",
        ),
    ],
    correct="only the digits that one network reads and the other misses count, like tosses of a coin.",
    hint="Take the four digits of the task. Which of them does only A read, and which only B?",
    stronger="`answers_a != answers_b` is also true where both are wrong: count those that only B reads as those that only A "
    "reads. And by what do you divide, if n tosses scatter by the root of n?",
)
