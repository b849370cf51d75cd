"""The checks of chapter 08: right answers pass, each wrong one gets the hint that names its mistake."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from every_chapter import (  # noqa: F401
    test_a_right_answer_passes,
    test_a_wrong_answer_gets_the_hint_that_names_its_mistake,
    test_every_exercise_has_right_and_wrong_answers_a_number_a_second_hint_and_cases_to_try,
    test_every_mistake_is_wrong_and_gets_its_own_hint,
)
from scipy import ndimage, special

from course_utils.exercises import ch08
from course_utils.exercises.small_network import small_network

CHAPTER = ch08


def softmax(logits):
    return special.softmax(np.asarray(logits, float), axis=1)


# -------------------------------------------------------------------------------------------------------- right answers


def _shift_by_rolling(images, dy, dx):
    moved = np.roll(images, (dy, dx), axis=(1, 2))
    if dy:
        moved[:, slice(0, dy) if dy > 0 else slice(dy, None)] = 0
    if dx:
        moved[:, :, slice(0, dx) if dx > 0 else slice(dx, None)] = 0
    return moved


def _shift_by_loops(images, dy, dx):
    moved = np.zeros(images.shape)
    for n, i, j in np.ndindex(images.shape):
        if 0 <= i - dy < images.shape[1] and 0 <= j - dx < images.shape[2]:
            moved[n, i, j] = images[n, i - dy, j - dx]
    return moved


def _shift_by_cropping(images, dy, dx):
    height, width = images.shape[1:]
    wide = np.pad(images, ((0, 0), (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0))))
    return wide[:, max(-dy, 0) : max(-dy, 0) + height, max(-dx, 0) : max(-dx, 0) + width]


def _accuracy_of_keras(logits, labels):
    import tensorflow as tf

    return float(tf.keras.metrics.SparseCategoricalAccuracy()(labels, logits))


def _accuracy_with_tensorflow(logits, labels):
    import tensorflow as tf

    return np.mean(tf.nn.softmax(logits).numpy().argmax(axis=1) == labels)


def _weights_layer_by_layer(size, filters_1, filters_2, units, padding):
    total, side, depth = 0, size, 1
    for filters in (filters_1, filters_2):
        total += filters * (5 * 5 * depth + 1)
        side, depth = (side if padding == "same" else side - 4) // 2, filters
    for inputs, outputs in ((side * side * depth, units), (units, 10)):
        total += inputs * outputs + outputs
    return total


def _weights_of_a_model(size, filters_1, filters_2, units, padding):
    import tensorflow as tf

    layers = tf.keras.layers
    return tf.keras.Sequential([
        tf.keras.Input((size, size, 1)),
        layers.Conv2D(filters_1, 5, padding=padding),
        layers.MaxPooling2D(2),
        layers.Conv2D(filters_2, 5, padding=padding),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(units),
        layers.Dense(10),
    ]).count_params()  # fmt: skip


def _confusion_by_counter(labels, predictions, classes):
    pairs = Counter(zip(map(int, labels), map(int, predictions), strict=True))
    return [[pairs[i, j] for j in range(classes)] for i in range(classes)]


def _confusion_by_one_hot(labels, predictions, classes):
    return np.eye(classes)[labels].T @ np.eye(classes)[predictions]


def _read_by_loop(logits, labels, threshold):
    read = right = 0
    for row, label in zip(softmax(logits), labels, strict=True):
        if max(row) >= threshold:
            read += 1
            right += np.argmax(row) == label
    return [read / len(labels), right / read]


def _read_with_keras(logits, labels, threshold):
    sure = softmax(logits).max(axis=1) >= threshold
    return sure.mean(), _accuracy_of_keras(logits[sure], labels[sure])


def _read_by_logarithm(logits, labels, threshold):
    sure = -special.logsumexp(logits - logits.max(axis=1, keepdims=True), axis=1) >= np.log(threshold)
    return sure.mean(), np.mean(logits.argmax(axis=1)[sure] == labels[sure])


def _read_with_tensorflow(logits, labels, threshold):
    import tensorflow as tf

    probabilities = tf.nn.softmax(np.asarray(logits, np.float64))
    sure = tf.reduce_max(probabilities, axis=1) >= threshold
    right = tf.boolean_mask(tf.argmax(probabilities, axis=1) == np.asarray(labels, np.int64), sure)
    return tf.reduce_mean(tf.cast(sure, tf.float64)), tf.reduce_mean(tf.cast(right, tf.float64))


def _pieces(weigh=lambda n, count, pieces: n / count, sign=1, apply=True, steps=1):
    """A learner's loop over the pieces, with a choice of mistakes."""

    def answer(model, optimizer, loss, pieces):
        import tensorflow as tf

        count = sum(len(labels) for _, labels in pieces)
        for _ in range(steps):
            with tf.GradientTape() as tape:
                total = 0.0
                for images, labels in pieces:
                    total += loss(labels, model(images, training=True)) * weigh(len(labels), count, len(pieces))
            gradients = tape.gradient(total, model.trainable_variables)
            if apply:
                optimizer.apply_gradients(
                    zip([sign * gradient for gradient in gradients], model.trainable_variables, strict=True)
                )
        return total

    return answer


def _by_piece(training=True, own_loss=None, weights=lambda model: model.trainable_variables, step=None, give=lambda loss: loss):
    """A learner's sum of gradients, one tape for each piece, with a choice of mistakes."""

    def answer(model, optimizer, loss, pieces):
        import tensorflow as tf

        loss, moved, count = own_loss or loss, weights(model), sum(len(images) for images, _ in pieces)
        total, gradients = 0.0, [tf.zeros_like(weight) for weight in moved]
        for images, labels in pieces:
            with tf.GradientTape() as tape:
                value = loss(labels, model(images, training=training))
            total += value * len(labels)
            parts = tape.gradient(value, moved)
            gradients = [old + part * (len(labels) / count) for old, part in zip(gradients, parts, strict=True)]
        if step is None:
            optimizer.apply(gradients, moved)
        else:
            step(optimizer, gradients, moved)
        return give(total / count)

    return answer


def _one_tape_and_joined_logits(model, optimizer, loss, pieces):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        logits = tf.concat([model(images, training=True) for images, _ in pieces], axis=0)
        value = loss(np.concatenate([labels for _, labels in pieces]), logits)
    optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
    return value.numpy()


def _as_a_graph(model, optimizer, loss, pieces):
    import tensorflow as tf

    return tf.function(_by_piece())(model, optimizer, loss, pieces)


def _stop_by_waiting(losses, patience):
    best, best_epoch, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, start=1):
        waited += 1
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        if waited == patience:
            return [epoch, best_epoch]
    return [len(losses), best_epoch]


def _stop_by_argmin(losses, patience):
    for epoch in range(1, len(losses) + 1):
        best = int(np.argmin(losses[:epoch])) + 1
        if epoch - best >= patience:
            break
    return np.array([epoch, best])


def _tosses(a, b, y, answer):
    won = (a == y).astype(int) - (b == y)
    return answer(int((won > 0).sum()), int((won < 0).sum()))


def _lead_by_loop(answers_a, answers_b, labels):
    wins = losses = 0
    for one, other, label in zip(answers_a, answers_b, labels, strict=True):
        wins += one == label != other
        losses += other == label != one
    return (wins - losses) / (wins + losses) ** 0.5 if wins != losses else 0


RIGHT = [
    ("accuracy_from", lambda logits, labels: np.mean(np.argmax(logits, axis=1) == labels)),
    ("accuracy_from", lambda logits, labels: (softmax(logits).argmax(axis=-1) == labels).sum() / len(labels)),
    ("accuracy_from", lambda logits, labels: 1 - np.count_nonzero(np.argmax(logits, 1) - labels.astype(int)) / len(logits)),
    ("accuracy_from", _accuracy_of_keras),
    ("accuracy_from", _accuracy_with_tensorflow),
    ("accuracy_from", lambda x, y: sum(int(list(row).index(max(row)) == k) for row, k in zip(x, y, strict=True)) / len(y)),
    ("shift", _shift_by_rolling),
    ("shift", _shift_by_loops),
    ("shift", _shift_by_cropping),
    ("shift", lambda images, dy, dx: ndimage.shift(images, (0, dy, dx), order=0)),
    ("shift", lambda images, dy, dx: _shift_by_loops(images, dy, dx).tolist()),
    ("lenet_weights", _weights_layer_by_layer),
    ("lenet_weights", _weights_of_a_model),
    ("confusion", _confusion_by_counter),
    ("confusion", _confusion_by_one_hot),
    ("confusion", lambda y, p, k: np.bincount(np.multiply(y, k, dtype=int) + p, minlength=k * k).reshape(k, k)),
    ("confusion", lambda y, p, k: [[((y == i) & (p == j)).sum() for j in range(k)] for i in range(k)]),
    ("confusion", lambda y, p, k: [np.bincount(p[y == i], minlength=k) for i in range(k)]),
    ("read_or_ask", _read_by_loop),
    ("read_or_ask", _read_with_keras),
    ("read_or_ask", _read_by_logarithm),
    ("read_or_ask", _read_with_tensorflow),
    ("step_in_pieces", _pieces()),
    ("step_in_pieces", _by_piece()),
    ("step_in_pieces", _by_piece(give=float)),
    ("step_in_pieces", _by_piece(give=np.asarray)),
    ("step_in_pieces", _one_tape_and_joined_logits),
    ("step_in_pieces", _as_a_graph),
    ("when_to_stop", _stop_by_waiting),
    ("when_to_stop", _stop_by_argmin),
    ("lead", _lead_by_loop),
    ("lead", lambda a, b, y: _tosses(a, b, y, lambda wins, losses: (wins - losses) / max(1, wins + losses) ** 0.5)),
    ("lead", lambda a, b, y: np.float32(_lead_by_loop(a, b, y))),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _cut_off(images, dy, dx):
    moved = np.zeros_like(images)
    moved[:, dy:, dx:] = images[:, :-dy, :-dx]
    return moved


def _slices_without_a_bound(images, dy, dx):
    height, width = images.shape[1:]
    moved = np.zeros_like(images)
    rows = slice(dy, None) if dy >= 0 else slice(None, dy)
    from_rows = slice(None, height - dy) if dy >= 0 else slice(-dy, None)
    columns = slice(dx, None) if dx >= 0 else slice(None, dx)
    from_columns = slice(None, width - dx) if dx >= 0 else slice(-dx, None)
    moved[:, rows, columns] = images[:, from_rows, from_columns]
    return moved


def _slices_with_bounds(images, dy, dx):
    height, width = images.shape[1:]
    moved = np.zeros_like(images)
    moved[:, max(dy, 0) : height + min(dy, 0), max(dx, 0) : width + min(dx, 0)] = images[
        :, max(-dy, 0) : height - max(dy, 0), max(-dx, 0) : width - max(dx, 0)
    ]
    return moved


def _shifts_in_place(images, dy, dx):
    images[:] = _shift_by_loops(images, dy, dx)
    return images


def _grows(images, dy, dx):
    return np.pad(images, ((0, 0), (max(dy, 0), max(-dy, 0)), (max(dx, 0), max(-dx, 0))))


def _repeats_the_edge(images, dy, dx):
    return ndimage.shift(images, (0, dy, dx), order=0, mode="nearest")


def _weights(bias=True, depth=True, kernels=None, rounding=np.floor, flat=2, last=True, always=None, pools=2):
    """A learner's count, with a choice of mistakes."""

    def answer(size, filters_1, filters_2, units, padding):
        lost = 4 * ((always or padding) == "valid")
        side = int(rounding((size - lost) / 2)) - lost
        side = int(rounding(side / 2)) if pools == 2 else side
        maps = filters_1 * filters_2 if kernels == "product" else filters_2
        b = int(bias)
        total = (25 + b) * filters_1 + (25 * (filters_1 if depth else 1) + b) * maps
        total += (side**flat * maps + b) * units
        return total + ((units + b) * 10 if last else 0)

    return answer


def _adds_once(labels, predictions, classes):
    table = np.zeros((classes, classes), int)
    table[labels, predictions] += 1
    return table


def _only_mistakes(labels, predictions, classes):
    table = np.array(_confusion_by_counter(labels, predictions, classes))
    np.fill_diagonal(table, 0)
    return table


def _only_found(labels, predictions, classes):
    found = sorted({*map(int, labels), *map(int, predictions)})
    return [[sum(y == i and p == j for y, p in zip(labels, predictions, strict=True)) for j in found] for i in found]


def _recalls(labels, predictions, classes):
    table = np.array(_confusion_by_counter(labels, predictions, classes), float)
    return table / np.maximum(table.sum(axis=1)[:, None], 1)


def _reading(sure=None, share=np.mean, score=None, order=1):
    """A learner's two numbers, with a choice of mistakes."""

    def answer(logits, labels, threshold):
        p = softmax(logits)
        read = p.max(axis=1) >= threshold if sure is None else sure(np.asarray(logits), p, labels, threshold)
        right = p.argmax(axis=1) == labels
        value = right[read].mean() if score is None else score(read, right)
        return (share(read), value)[::order]

    return answer


def _overflows(prepare):
    def answer(logits, labels, threshold):
        powers = np.exp(prepare(logits))
        p = powers / powers.sum(axis=1, keepdims=True)
        sure = p.max(axis=1) >= threshold
        return sure.mean(), np.mean(p.argmax(axis=1)[sure] == labels[sure])

    return answer


def _reads_over_the_pictures(logits, labels, threshold):
    p = special.softmax(np.asarray(logits, float), axis=0)
    sure = p.max(axis=1) >= threshold
    return sure.mean(), np.mean(p.argmax(axis=1)[sure] == labels[sure])


def _reads_above(logits, labels, threshold):
    read = right = 0
    for row, label in zip(softmax(logits), labels, strict=True):
        if row.max() > threshold:
            read, right = read + 1, right + (np.argmax(row) == label)
    return read / len(labels), right / read


def _step_for_each(model, optimizer, loss, pieces):
    count = sum(len(labels) for _, labels in pieces)
    return sum(_by_piece()(model, optimizer, loss, [piece]) * len(piece[1]) / count for piece in pieces)


def _applies_each(optimizer, gradients, weights):
    for gradient, weight in zip(gradients, weights, strict=True):
        optimizer.apply_gradients([(gradient, weight)])


def _joins(model, optimizer, loss, pieces):
    joined = tuple(np.concatenate(part) for part in zip(*pieces, strict=True))
    return _by_piece()(model, optimizer, loss, [joined])


def _joins_in_a_graph(model, optimizer, loss, pieces):
    import tensorflow as tf

    return tf.function(_by_piece())(
        model, optimizer, loss, [tuple(tf.concat(part, axis=0) for part in zip(*pieces, strict=True))]
    )


def _trains_on_batch(model, optimizer, loss, pieces):
    model.compile(optimizer, loss)
    return model.train_on_batch(*(np.concatenate(part) for part in zip(*pieces, strict=True)))


def _fits(model, optimizer, loss, pieces):
    images, labels = (np.concatenate(part) for part in zip(*pieces, strict=True))
    model.compile(optimizer, loss)
    return model.fit(images, labels, batch_size=len(labels), verbose=0).history["loss"][0]


def _moves_by_hand(optimizer, gradients, weights):
    for weight, gradient in zip(weights, gradients, strict=True):
        weight.assign_sub(0.5 * gradient)


def _new_optimizer(optimizer, gradients, weights):
    import tensorflow as tf

    tf.keras.optimizers.SGD(0.5).apply(gradients, weights)


def _loss_of_the_notebook(labels, logits):
    import tensorflow as tf

    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)


def _takes_out(model, optimizer, loss, pieces):
    kept = []
    while pieces:
        kept.append(pieces.pop())
    return _by_piece()(model, optimizer, loss, kept)


def _writes_into_the_pictures(model, optimizer, loss, pieces):
    value = _by_piece()(model, optimizer, loss, pieces)
    for images, _ in pieces:
        images *= 2
    return value


def _loss_after(training):
    def answer(model, optimizer, loss, pieces):
        _by_piece()(model, optimizer, loss, pieces)
        count = sum(len(labels) for _, labels in pieces)
        return sum(loss(labels, model(images, training=training)) * len(labels) for images, labels in pieces) / count

    return answer


def _step_and_other_loss(report):
    def answer(model, optimizer, loss, pieces):
        values = [float(loss(labels, model(images, training=True))) for images, labels in pieces]
        _by_piece()(model, optimizer, loss, pieces)
        return report(values)

    return answer


def _starts_at(best, best_epoch, waits=True):
    """A learner's loop whose best loss starts at a number."""

    def answer(losses, patience):
        smallest, epoch_of_it, waited = best, best_epoch, 0
        for epoch, loss in enumerate(losses, start=1):
            if loss < smallest:
                smallest, epoch_of_it, waited = loss, epoch, 0
            else:
                waited += 1
                if (waited if waits else epoch - epoch_of_it) >= patience:
                    return epoch, epoch_of_it
        return len(losses), epoch_of_it

    return answer


def _blind(a, b, y, scale):
    """The function of the colleague, with or without the root."""
    only_a, apart = np.sum((a == y) & (b != y)), np.sum(a != b)
    return (2 * only_a - apart) / scale(apart) if apart else 0.0


def _soon(always):
    """A learner's loop that is one epoch too soon, in each epoch or only in those without a new best."""

    def answer(losses, patience):
        best, best_epoch = np.inf, 0
        for epoch, loss in enumerate(losses, start=1):
            better = loss < best
            if better:
                best, best_epoch = loss, epoch
            if (always or not better) and epoch - best_epoch >= patience - 1:
                return epoch, best_epoch
        return len(losses), best_epoch

    return answer


def _waits_for_one_less(losses, patience):
    best, best_epoch, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
            if waited == patience - 1:
                return epoch, best_epoch
    return len(losses), best_epoch


def _enumerates_from_zero(losses, patience):
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def _patient(improves=lambda loss, best: loss < best, late=0, first=1, forgets=True, remembers="best"):
    """A learner's loop, with a choice of mistakes."""

    def answer(losses, patience):
        best, best_epoch, waited = losses[0], 1, 0
        for epoch, loss in enumerate(losses[1:], start=2):
            if improves(loss, best):
                best, best_epoch = loss, epoch
                waited = 0 if forgets else waited
            else:
                waited += 1
            if remembers == "last":
                best = loss
            if waited >= patience + late:
                return epoch + first - 1, best_epoch + first - 1
        return len(losses) + first - 1, best_epoch + first - 1

    return answer


WRONG = [
    ("accuracy_from", lambda x, y: np.sum(np.argmax(x, axis=1) == y), "how many are right"),
    ("accuracy_from", lambda x, y: 100 * np.mean(np.argmax(x, axis=1) == y), "100 times the expected"),
    ("accuracy_from", lambda x, y: np.mean(np.argmax(x, axis=1) != y), "fraction of wrong answers"),
    ("accuracy_from", lambda x, y: np.mean(np.clip(x, -10, 10).argmax(axis=1) == y), "its largest logit"),
    ("accuracy_from", lambda x, y: np.mean(np.argmax(x) == y), "one place for the whole array"),
    ("accuracy_from", lambda x, y: np.mean(np.argmax(x, axis=0) == y), "do not fit each other"),
    ("accuracy_from", lambda x, y: np.mean([row[k] > 0 for row, k in zip(x, y, strict=True)]), "is above 0"),
    ("accuracy_from", lambda x, y: np.mean(softmax(x)[range(len(y)), y] > 0.5), "above one half"),
    ("accuracy_from", lambda x, y: softmax(x)[range(len(y)), y].mean(), "mean probability"),
    ("accuracy_from", lambda x, y: np.argmax(x, axis=-1) == y, "become one number"),
    ("shift", lambda images, dy, dx: np.roll(images, (dy, dx), axis=(1, 2)), "comes back on the other"),
    ("shift", lambda images, dy, dx: np.roll(images, (dy, dx), axis=(0, 1)), "axes 0 and 1"),
    ("shift", lambda images, dy, dx: _shift_by_loops(images, -dy, -dx), "go the other way"),
    ("shift", lambda images, dy, dx: _shift_by_loops(images, dx, dy), "Rows and columns are swapped"),
    ("shift", lambda images, dy, dx: _shift_by_loops(images, -dy, dx), "Up and down are swapped"),
    ("shift", lambda images, dy, dx: _shift_by_loops(np.clip(images, 0, 255), dy, dx), "the 1 in the corner go"),
    ("shift", _repeats_the_edge, "The edge is repeated"),
    ("shift", _cut_off, "the slice `:-0`"),
    ("shift", lambda images, dy, dx: _shift_by_loops(images, max(dy, 0), max(dx, 0)), "a negative one"),
    ("shift", _slices_without_a_bound, "How long are your slices"),
    ("shift", _slices_with_bounds, "How long are your slices"),
    ("shift", _grows, "grew by the shift"),
    ("shift", lambda images, dy, dx: images.copy(), "did not move"),
    ("shift", _shifts_in_place, "Which line writes into it"),
    ("lenet_weights", _weights(bias=False), "left the biases out"),
    ("lenet_weights", lambda *args: _weights(bias=False)(*args) + 4, "one bias a layer"),
    ("lenet_weights", _weights(depth=False), "kernels of depth 1"),
    ("lenet_weights", _weights(kernels="product"), "filters_1 · filters_2"),
    ("lenet_weights", _weights(kernels="product", depth=False), "filters_1 · filters_2"),
    ("lenet_weights", _weights(always="same"), "always for `same`"),
    ("lenet_weights", _weights(always="valid"), "always for `valid`"),
    ("lenet_weights", _weights(pools=1), "second pooling is missing"),
    ("lenet_weights", _weights(rounding=np.ceil), "round up"),
    ("lenet_weights", _weights(last=False), "last layer is missing"),
    ("lenet_weights", _weights(flat=1), "one row of each map"),
    ("lenet_weights", _weights(flat=0), "one number for each map"),
    ("confusion", lambda y, p, k: np.transpose(_confusion_by_counter(y, p, k)), "Rows and columns are swapped"),
    ("confusion", _adds_once, "No entry is above 1"),
    ("confusion", _only_found, "do not occur are left out"),
    ("confusion", _only_mistakes, "the mistakes only"),
    ("confusion", lambda y, p, k: np.diag(np.diag(_confusion_by_counter(y, p, k))), "first picture of the case"),
    ("confusion", lambda y, p, k: np.diag(_confusion_by_counter(y, p, k)), "How many axes"),
    ("confusion", _recalls, "divide the counts"),
    ("confusion", lambda y, p, k: np.array(_confusion_by_counter(y, p, k)) / len(y), "divide the counts"),
    ("read_or_ask", _reading(score=lambda read, right: right.mean()), "counts all pictures"),
    ("read_or_ask", lambda x, y, t: _reading()(np.round(x, 1), y, t), "in the first row"),
    ("read_or_ask", _reading(share=lambda read: np.mean(~read)), "goes to a person"),
    ("read_or_ask", _reading(share=np.sum), "is a count"),
    ("read_or_ask", _reading(score=lambda read, right: 1 - right[read].mean()), "fraction of mistakes"),
    ("read_or_ask", _reading(order=-1), "two numbers are swapped"),
    ("read_or_ask", _reading(sure=lambda x, p, y, t: x.max(axis=1) >= t), "compare logits"),
    ("read_or_ask", _reading(sure=lambda x, p, y, t: p[range(len(y)), y] >= t), "probability of the true class"),
    ("read_or_ask", _reading(sure=lambda x, p, y, t: special.softmax(x * 1.0, axis=0).max(axis=1) >= t), "over the pictures"),
    ("read_or_ask", _reads_over_the_pictures, "over the pictures"),
    ("read_or_ask", lambda x, y, t: _reading()(x, y, t)[0], "More than one number"),
    ("read_or_ask", _reads_above, "equals the threshold"),
    ("read_or_ask", lambda x, y, t: _reading(sure=lambda x, p, y, t: p.max(axis=1) > t)(x, y, t), "equals the threshold"),
    ("read_or_ask", _overflows(lambda x: x), "exp(800)"),
    ("read_or_ask", _overflows(lambda x: x - x.max()), "largest logit of the whole batch"),
    ("read_or_ask", _overflows(lambda x: x - x.mean(axis=1, keepdims=True)), "the mean of each row"),
    ("read_or_ask", _overflows(lambda x: np.clip(x, -500, 500)), "cut off the logits"),
    ("read_or_ask", _overflows(lambda x: np.minimum(x, 700)), "cut off the logits"),
    ("step_in_pieces", _pieces(apply=False), "no weight has moved"),
    ("step_in_pieces", _pieces(lambda n, count, pieces: 1 / pieces), "Each piece counts the same. Should"),
    ("step_in_pieces", _pieces(lambda n, count, pieces: 1), "You add up the pieces"),
    ("step_in_pieces", _pieces(lambda n, count, pieces: n), "weigh each piece by its length and add up"),
    ("step_in_pieces", _pieces(lambda n, count, pieces: 1 / count), "divide every piece"),
    ("step_in_pieces", _step_and_other_loss(np.mean), "In the loss each piece counts the same"),
    ("step_in_pieces", _step_and_other_loss(np.sum), "The loss is the sum over the pieces"),
    ("step_in_pieces", _step_for_each, "How often may the weights move"),
    ("step_in_pieces", _by_piece(step=_applies_each), "How often may the weights move"),
    ("step_in_pieces", lambda m, o, loss, pieces: _by_piece()(m, o, loss, pieces[-1:]), "Only the last piece"),
    ("step_in_pieces", lambda m, o, loss, pieces: _by_piece()(m, o, loss, pieces[:1]), "Only the first piece"),
    ("step_in_pieces", _pieces(sign=-1), "goes uphill"),
    ("step_in_pieces", _loss_after(training=False), "loss after the step"),
    ("step_in_pieces", _loss_after(training=True), "loss after the step"),
    ("step_in_pieces", _joins, "too large for the memory"),
    ("step_in_pieces", _joins_in_a_graph, "too large for the memory"),
    ("step_in_pieces", _trains_on_batch, "too large for the memory"),
    ("step_in_pieces", _fits, "too large for the memory"),
    ("step_in_pieces", _by_piece(training=False), "as it does to predict"),
    ("step_in_pieces", _by_piece(training=None), "as it does to predict"),
    ("step_in_pieces", _by_piece(step=_moves_by_hand), "is in `optimizer`"),
    ("step_in_pieces", _by_piece(step=_new_optimizer), "is in `optimizer`"),
    ("step_in_pieces", _by_piece(own_loss=_loss_of_the_notebook), "a loss of your own"),
    ("step_in_pieces", _by_piece(weights=lambda model: model.weights), "You move all weights"),
    ("step_in_pieces", _takes_out, "Which line changes it"),
    ("step_in_pieces", _writes_into_the_pictures, "Which line changes it"),
    ("step_in_pieces", _step_and_other_loss(lambda values: None), "forget `return`"),
    ("step_in_pieces", _step_and_other_loss(lambda values: [*values, 0.0]), "become one number"),
    ("step_in_pieces", _by_piece(give=lambda loss: [loss]), "take it out"),
    *(
        ("step_in_pieces", _by_piece(give=give), "as one number")
        for give in (str, complex, lambda loss: {"loss": loss}, lambda loss: (x for x in [loss]), lambda loss: loss > 0)
    ),
    ("step_in_pieces", lambda m, o, loss, pieces: (_by_piece()(m, o, loss, pieces), m)[1], "as one number"),
    ("when_to_stop", _patient(remembers="last"), "with the epoch before"),
    ("when_to_stop", _patient(forgets=False), "add up all bad epochs"),
    ("when_to_stop", _patient(late=1), "one epoch too long"),
    ("when_to_stop", _patient(late=-1), "one epoch too soon"),
    ("when_to_stop", _soon(always=True), "one epoch too soon"),
    ("when_to_stop", _soon(always=False), "one epoch too soon"),
    ("when_to_stop", _waits_for_one_less, "one epoch too soon"),
    *(
        ("when_to_stop", _starts_at(best, best_epoch, waits), "at a fixed number")
        for best in (1, 10, 100, 1000)
        for best_epoch in (0, 1)
        for waits in (True, False)
    ),
    ("when_to_stop", _patient(improves=lambda loss, best: loss <= best), "an equal loss"),
    ("when_to_stop", _patient(improves=lambda loss, best: loss > best), "the largest loss"),
    ("when_to_stop", _patient(first=0), "You count from 0"),
    ("when_to_stop", _enumerates_from_zero, "You count from 0"),
    ("when_to_stop", lambda x, p: (_stop_by_waiting(x, p)[0], _stop_by_waiting(x, p)[1] - 1), "best epoch is counted from 0"),
    ("when_to_stop", lambda x, p: (_stop_by_waiting(x, p)[0], np.argmin(x) + 1), "comes after the stop"),
    ("when_to_stop", lambda x, p: (len(x), np.argmin(x) + 1), "never stops early"),
    ("when_to_stop", lambda x, p: _stop_by_waiting(x, p)[::-1], "two numbers are swapped"),
    ("when_to_stop", lambda x, p: _stop_by_waiting(x, p)[0], "More than one number"),
    *(
        ("when_to_stop", _patient(improves=lambda loss, best, least=least: loss < best - least), "of a certain size")
        for least in (0.1, 0.01, 0.001, 1e-4, 1e-6)
    ),
    ("lead", lambda a, b, y: _tosses(a, b, y, lambda w, v: (w - v) / max(1, w + v)), "that many tosses"),
    ("lead", lambda a, b, y: _blind(a, b, y, np.sqrt), "each in its own way"),
    ("lead", lambda a, b, y: _blind(a, b, y, float), "the colleague's function"),
    ("lead", lambda a, b, y: _lead_by_loop(b, a, y), "sign is turned round"),
    ("lead", lambda a, b, y: abs(_lead_by_loop(a, b, y)), "never negative"),
    ("lead", lambda a, b, y: _tosses(a, b, y, lambda w, v: w - v), "In which unit"),
    ("lead", lambda a, b, y: (np.mean(a == y) - np.mean(b == y)) * np.sqrt(len(y)), "the root of all digits"),
    ("lead", lambda a, b, y: 2 * _lead_by_loop(a, b, y), "heads *minus* tails"),
]


def test_the_report_on_a_count_reads_as_in_the_style_guide():
    assert str(replace(ch08.lenet_weights)(_weights(bias=False))) == (
        "8.3 · ✗ Not yet — for size=20, filters_1=1, filters_2=2, units=3, padding='valid' you gave 129 and the network has "
        "145 weights.\nHint: You left the biases out. How many has a layer with 4 filters?"
    )


def test_a_changed_input_is_named_although_the_digits_are_right():
    assert "your result is right, but your function changed its input `images`" in ch08.shift(_shifts_in_place).message


@pytest.mark.parametrize(("sizes", "special"), [((6, 2), ""), ((1, 4, 3), "other"), ((2, 4), "frozen")])
def test_the_reference_makes_the_step_of_the_joined_batch(sizes, special):
    results = []
    for join in (False, True):
        model, optimizer, loss, pieces, _ = small_network(1, sizes, special)
        if join:
            pieces = [tuple(np.concatenate(part) for part in zip(*pieces, strict=True))]
        value = float(ch08.step_in_pieces.reference(model, optimizer, loss, pieces))
        results.append(np.concatenate([[value], *(np.ravel(weight) for weight in model.get_weights())]))
    np.testing.assert_allclose(*results, rtol=1e-4, atol=1e-6)


def test_a_check_of_a_step_depends_on_no_global_state_and_changes_none():
    import tensorflow as tf

    def made():
        layers = tf.keras.layers.Dense(1), tf.keras.Sequential(), tf.keras.Input((1,))
        return [int(layer.name.rpartition("_")[2] or 0) for layer in layers if layer.name.rpartition("_")[2].isdigit()]

    made()
    before = made()
    tf.keras.mixed_precision.set_global_policy("mixed_float16")
    try:
        assert replace(ch08.step_in_pieces)(_by_piece()).correct
    finally:
        tf.keras.mixed_precision.set_global_policy("float32")
    assert made() == [number + 1 for number in before]
