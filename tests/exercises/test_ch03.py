"""The checks of chapter 03: right answers pass, each wrong one gets the hint that names its mistake."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from scipy import signal

from course_utils.chapter import import_tensorflow
from course_utils.convolution import convolve2d, correlate2d, output_size
from course_utils.exercises import Exercise, Prediction, ch03


@pytest.fixture(autouse=True, scope="module")
def _tensorflow_is_there():
    """On a busy machine, importing it can take longer than a check gives an answer."""
    import_tensorflow()


# -------------------------------------------------------------------------------------------------------- right answers


def _shape_by_loop(nested):
    shape = []
    while isinstance(nested, list):
        shape.append(len(nested))
        nested = nested[0]
    return tuple(shape)


def _shape_by_recursion(nested):
    if not isinstance(nested, list):
        return ()
    return (len(nested), *_shape_by_recursion(nested[-1]))


def _shape_by_tensorflow(nested):
    return import_tensorflow().constant(nested).shape


def _strides_from_the_back(shape, itemsize):
    strides, step = [], itemsize
    for length in reversed(shape):
        strides.insert(0, step)
        step *= length
    return strides


def _strides_measured(shape, itemsize):
    return np.empty(shape, f"V{itemsize}").strides


def _channels_first_by_stack(batch):
    return np.stack([batch[..., channel] for channel in range(batch.shape[-1])], axis=1)


def _channels_first_by_tensorflow(batch):
    return import_tensorflow().transpose(batch, [0, 3, 1, 2])


def _broadcast_by_numpy(one, other):
    try:
        return np.broadcast_shapes(one, other)
    except ValueError:
        return "no"


def _broadcast_by_loop(one, other):
    shape = []
    for m, n in itertools.zip_longest(one[::-1], other[::-1], fillvalue=1):
        if m != n and m != 1 and n != 1:
            return "no"
        shape.append(n if m == 1 else m)
    return tuple(shape[::-1])


def _broadcast_by_tensorflow(one, other):
    tf = import_tensorflow()
    try:
        return tf.broadcast_static_shape(tf.TensorShape(one), tf.TensorShape(other))
    except ValueError:
        return "no"


def _broadcast_measured(one, other):
    try:
        return np.broadcast(np.empty(one), np.empty(other)).shape
    except ValueError:
        return "no"


def _standardise_by_channel(batch):
    result = np.zeros(batch.shape)
    for channel in range(batch.shape[3]):
        values = batch[:, :, :, channel].astype(float)
        result[:, :, :, channel] = (values - np.mean(values)) / np.sqrt(np.mean((values - np.mean(values)) ** 2))
    return result


def _standardise_by_reshape(batch):
    pixels = batch.reshape(-1, batch.shape[-1])
    return ((pixels - pixels.mean(axis=0)) / pixels.std(axis=0)).reshape(batch.shape)


def _standardise_by_tensorflow(batch):
    tf = import_tensorflow()
    batch = tf.cast(batch, tf.float64)
    mean = tf.reduce_mean(batch, axis=[0, 1, 2])
    return (batch - mean) / tf.math.reduce_std(batch, axis=[0, 1, 2])


def _standardise_in_single_precision(batch):
    tf = import_tensorflow()
    batch = tf.cast(batch, tf.float32)
    mean = tf.reduce_mean(batch, axis=[0, 1, 2])
    return ((batch - mean) / tf.math.reduce_std(batch, axis=[0, 1, 2])).numpy().tolist()


def _traces_counted(calls):
    tf = import_tensorflow()
    traces = []

    @tf.function
    def double(x):
        traces.append(x)
        return 2 * x

    for shape, dtype in calls:
        double(tf.zeros(shape, dtype))
    return len(traces)


def _traces_by_loop(calls):
    known = []
    for call in calls:
        if call not in known:
            known.append(call)
    return len(known)


def _by_tensorflow(image, kernel, dtype="float32", padding="VALID", pick=(0, slice(None), slice(None), 0), flip=True):
    tf = import_tensorflow()
    kernel = kernel[::-1, ::-1] if flip else kernel
    inputs = np.asarray(image, dtype).reshape(1, *image.shape, 1)
    weights = np.asarray(kernel, dtype).reshape(*kernel.shape, 1, 1)
    return tf.nn.conv2d(inputs, weights, strides=1, padding=padding)[pick]


def _brightest_by_picture(batch):
    return np.stack([picture / picture.max() for picture in batch])


def _brightest_in_a_copy(batch):
    scaled = batch.copy()
    scaled /= batch.max(axis=(1, 2, 3), keepdims=True)
    return scaled


def _brightest_by_tensorflow(batch):
    return batch / import_tensorflow().reduce_max(batch, axis=[1, 2, 3], keepdims=True)


def _brightest_of_the_colleague(batch):
    scaled = batch[:]
    scaled /= batch.max(axis=(1, 2, 3))
    return scaled


def _brightest_in_a_view(batch):
    scaled = batch[:]
    scaled /= batch.max(axis=(1, 2, 3), keepdims=True)
    return scaled


def _brightest_in_a_copy_without_axes(batch):
    scaled = batch.copy()
    scaled /= batch.max(axis=(1, 2, 3))
    return scaled


def _by_squeezing(image, kernel):
    tf = import_tensorflow()
    image, kernel = tf.cast(image, tf.float64), tf.cast(kernel, tf.float64)
    weights = tf.reverse(kernel, axis=[0, 1])[:, :, tf.newaxis, tf.newaxis]
    return tf.squeeze(tf.nn.conv2d(image[tf.newaxis, ..., tf.newaxis], weights, 1, "VALID"), axis=[0, 3]).numpy()


def _by_an_imported_name(image, kernel):
    from tensorflow.nn import conv2d

    return conv2d(image.astype("float32")[None, :, :, None], kernel[::-1, ::-1].astype("float32")[..., None, None], 1, "VALID")[
        0, :, :, 0
    ]


def _by_convolution(image, kernel):
    tf = import_tensorflow()
    weights = kernel[::-1, ::-1].astype("float64")[:, :, None, None]
    return tf.nn.convolution(image.astype("float64")[None, :, :, None], weights)[0, :, :, 0]


def _as_a_graph():
    tf = import_tensorflow()

    @tf.function
    def answer(image, kernel):
        image, kernel = tf.cast(image, tf.float32), tf.cast(kernel, tf.float32)
        weights = tf.reverse(kernel, axis=[0, 1])[:, :, None, None]
        return tf.nn.conv2d(image[None, :, :, None], weights, 1, "VALID")[0, :, :, 0]

    return lambda image, kernel: answer(image, kernel).numpy()


RIGHT = [
    ("shape_of", _shape_by_loop),
    ("shape_of", _shape_by_recursion),
    ("shape_of", _shape_by_tensorflow),
    ("strides_of", _strides_from_the_back),
    ("strides_of", _strides_measured),
    ("strides_of", lambda shape, itemsize: [math.prod(shape[i + 1 :]) * itemsize for i in range(len(shape))]),
    ("channels_first", lambda batch: batch.transpose(0, 3, 1, 2)),
    ("channels_first", lambda batch: np.moveaxis(batch, -1, 1)),
    ("channels_first", lambda batch: np.einsum("nhwc->nchw", batch)),
    ("channels_first", _channels_first_by_stack),
    ("channels_first", _channels_first_by_tensorflow),
    ("broadcast_shape", _broadcast_by_numpy),
    ("broadcast_shape", _broadcast_by_loop),
    ("broadcast_shape", _broadcast_by_tensorflow),
    ("broadcast_shape", _broadcast_measured),
    ("standardise", _standardise_by_channel),
    ("standardise", _standardise_by_reshape),
    ("standardise", _standardise_by_tensorflow),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / x.std((0, 1, 2))),
    ("standardise", _standardise_in_single_precision),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / (x.std((0, 1, 2)) + 1e-8)),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / (x.std((0, 1, 2)) + 1e-7)),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / np.sqrt(x.var((0, 1, 2)) + 1e-8)),
    ("count_traces", _traces_counted),
    ("count_traces", _traces_by_loop),
    ("count_traces", lambda calls: len(Counter(calls))),
    ("convolve_with_tf", _by_tensorflow),
    ("convolve_with_tf", _by_squeezing),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel).numpy().tolist()),
    ("convolve_with_tf", _by_an_imported_name),
    ("convolve_with_tf", _by_convolution),
    ("brightest_to_one", _brightest_by_picture),
    ("brightest_to_one", _brightest_in_a_copy),
    ("brightest_to_one", _brightest_by_tensorflow),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=(1, 2, 3)).reshape(-1, 1, 1, 1)),
]

# -------------------------------------------------------------------------------------------------------- wrong answers


def _without_casting(image, kernel):
    tf = import_tensorflow()
    weights = kernel[::-1, ::-1].reshape(*kernel.shape, 1, 1)
    return tf.nn.conv2d(image.reshape(1, *image.shape, 1), weights, 1, "VALID")[0, :, :, 0]


def _without_axes(image, kernel):
    tf = import_tensorflow()
    return tf.nn.conv2d(image.astype("float32"), kernel[::-1, ::-1].astype("float32"), 1, "VALID")


def _kernel_axes_in_front(image, kernel):
    tf = import_tensorflow()
    weights = kernel[::-1, ::-1].astype("float32")[None, None]
    return tf.nn.conv2d(image.astype("float32")[None, ..., None], weights, 1, "VALID")[0, :, :, 0]


def _kernel_like_an_image(image, kernel):
    tf = import_tensorflow()
    weights = kernel[::-1, ::-1].astype("float32")[None, :, :, None]
    return tf.nn.conv2d(image.astype("float32")[None, :, :, None], weights, 1, "VALID")[0, :, :, 0]


def _image_axes_in_front(image, kernel):
    tf = import_tensorflow()
    weights = kernel[::-1, ::-1].astype("float32")[:, :, None, None]
    return tf.nn.conv2d(image.astype("float32")[None, None], weights, 1, "VALID")[0, 0]


def _kernel_by_width(image, kernel):
    return _by_tensorflow(image, kernel[::-1, ::-1].reshape(kernel.shape[::-1]), flip=False)


def _three_loops(calls):
    traces, last = 0, None
    for call in calls:
        if call != last:
            traces += 1
        last = call
    return traces


def _aligned_at_the_first(one, other):
    axes = max(len(one), len(other))
    return _broadcast_by_numpy(*(shape + (1,) * (axes - len(shape)) for shape in (one, other)))


def _or_false(one, other):
    return False if _broadcast_by_numpy(one, other) == "no" else _broadcast_by_numpy(one, other)


def _zipped_without_padding(one, other):
    pairs = list(zip(one[::-1], other[::-1], strict=False))
    if any(m != n and 1 not in (m, n) for m, n in pairs):
        return "no"
    return tuple(max(pair) for pair in pairs)[::-1]


def _largest(one, other):
    return tuple(max(pair) for pair in itertools.zip_longest(one[::-1], other[::-1], fillvalue=1))[::-1]


def _divides(one, other):
    pairs = list(itertools.zip_longest(one[::-1], other[::-1], fillvalue=1))
    return "no" if any(max(pair) % min(pair) for pair in pairs) else tuple(max(pair) for pair in pairs)[::-1]


def _looks_at_the_last(axes):
    return lambda one, other: "no" if _broadcast_by_numpy(one[-axes:], other[-axes:]) == "no" else _largest(one, other)


def _without_comma(nested):
    shape = _shape_by_loop(nested)
    return shape[0] if len(shape) == 1 else shape


def _zero_for_a_number(nested):
    return _shape_by_loop(nested) or 0


def _at_most_four(nested):
    return _shape_by_loop(nested)[:4]


def _nested_tuples(nested):
    return (len(nested), _nested_tuples(nested[0])) if isinstance(nested, list) else ()


def _at_most_four_strides(shape, itemsize):
    steps = [itemsize]
    for length in shape[:0:-1][:3]:
        steps.insert(0, steps[0] * length)
    return [steps[0]] * (len(shape) - len(steps)) + steps


def _into_the_dtype_of_the_batch(batch):
    result = np.zeros_like(batch)
    for channel in range(batch.shape[-1]):
        values = batch[..., channel]
        result[..., channel] = (values - values.mean()) / values.std()
    return result


def _imported_without_axes(image, kernel):
    from tensorflow.nn import conv2d

    return conv2d(image.astype("float32"), kernel[::-1, ::-1].astype("float32"), 1, "VALID")


def _imported_with_three_axes(image, kernel):
    from tensorflow.nn import conv2d

    weights = kernel[::-1, ::-1].astype("float32")[..., None, None]
    return conv2d(image.astype("float32")[..., None], weights, 1, "VALID")[..., 0]


WRONG = [
    ("shape_of", lambda nested: _shape_by_loop(nested)[::-1], "from the inside out"),
    ("shape_of", lambda nested: _shape_by_loop(nested) or (1,), "a single number an axis."),
    ("shape_of", lambda nested: (len(nested),), "outermost brackets only"),
    ("shape_of", lambda nested: (len(nested), len(nested[0])), "two levels deep, always"),
    ("shape_of", _at_most_four, "at most 4 levels"),
    ("shape_of", lambda nested: math.prod(_shape_by_loop(nested)), "all numbers together"),
    ("shape_of", lambda nested: len(_shape_by_loop(nested)), "the rank"),
    ("shape_of", lambda nested: _shape_by_loop(nested)[:-1], "innermost axis is missing"),
    ("shape_of", lambda nested: _shape_by_loop([nested]), "too many in front"),
    ("shape_of", np.shape, "NumPy counts for you"),
    ("shape_of", lambda nested: np.array(nested).shape, "NumPy counts for you"),
    ("shape_of", lambda nested: np.atleast_1d(nested).shape, "NumPy counts for you"),
    ("shape_of", _without_comma, "What makes it a tuple"),
    ("shape_of", _zero_for_a_number, "or with none"),
    ("shape_of", _nested_tuples, "join two tuples"),
    ("shape_of", lambda nested: str(_shape_by_loop(nested)), "only text"),
    ("shape_of", lambda nested: tuple(n + 0.5 for n in _shape_by_loop(nested)), "Of which type"),
    ("shape_of", lambda nested: tuple(map(str, _shape_by_loop(nested))), "Of which type"),
    ("shape_of", lambda nested: (n for n in _shape_by_loop(nested)), "only when asked"),
    ("shape_of", lambda nested: bytes(_shape_by_loop(nested)), "ask your function to return"),
    ("strides_of", lambda shape, itemsize: _strides_from_the_back(shape, 1), "places, not bytes"),
    ("strides_of", lambda shape, itemsize: _strides_from_the_back(shape, itemsize)[::-1], "in reverse order"),
    ("strides_of", lambda shape, itemsize: np.empty(shape, f"V{itemsize}", order="F").strides, "down the columns"),
    (
        "strides_of",
        lambda shape, itemsize: [math.prod(shape[i:]) * itemsize for i in range(len(shape))],
        "its own axis",
    ),
    ("strides_of", lambda shape, itemsize: [n * itemsize for n in shape], "each length with"),
    ("strides_of", lambda shape, itemsize: [n * itemsize for n in shape[1:]] + [itemsize], "next axis only"),
    ("strides_of", lambda shape, itemsize: np.empty(shape, f"V{itemsize}").nbytes, "the whole buffer"),
    ("strides_of", _at_most_four_strides, "Number the elements"),
    ("channels_first", lambda x: x.reshape(len(x), x.shape[3], *x.shape[1:3]), "You reshape"),
    ("channels_first", lambda x: x.transpose(0, 3, 2, 1), "swap two axes"),
    ("channels_first", lambda x: x.transpose(0, 1, 3, 2), "behind the height"),
    ("channels_first", lambda x: x.transpose(3, 0, 1, 2), "before the batch"),
    ("channels_first", lambda x: x.transpose(2, 1, 3, 0), "Your result is transposed"),
    ("channels_first", lambda x: np.moveaxis(x, 1, -1), "the way back"),
    ("channels_first", lambda x: x.copy(), "Nothing has moved"),
    ("broadcast_shape", _aligned_at_the_first, "at their first axes"),
    ("broadcast_shape", lambda one, other: one if one == other else "no", "ask for equal shapes"),
    ("broadcast_shape", _largest, "whatever it meets"),
    ("broadcast_shape", lambda one, other: np.broadcast_shapes(one, other), "raises an error"),
    (
        "broadcast_shape",
        lambda one, other: _broadcast_by_numpy(one, other) if len(one) == len(other) else "no",
        "same number of axes",
    ),
    ("broadcast_shape", lambda one, other: _broadcast_by_numpy(one, other) != "no", "whether they fit"),
    ("broadcast_shape", _or_false, "you return False"),
    ("broadcast_shape", _zipped_without_padding, "only as many axes as the shorter"),
    ("broadcast_shape", lambda one, other: one + other, "one after the other"),
    ("broadcast_shape", _divides, "if one divides the other"),
    ("broadcast_shape", lambda one, other: str(_broadcast_by_loop(tuple(one), tuple(other))), "only text"),
    ("broadcast_shape", lambda one, other: tuple(map(str, np.add(np.empty(one), 0).shape)), "Of which type"),
    ("standardise", _into_the_dtype_of_the_batch, "gives your result the dtype of the batch"),
    ("standardise", lambda x: (x - x.mean()) / x.std(), "all channels together"),
    ("standardise", lambda x: (x - x.mean(0)) / x.std(0), "every pixel of every channel"),
    (
        "standardise",
        lambda x: (x - x.mean((1, 2), keepdims=True)) / x.std((1, 2), keepdims=True),
        "a mean for every picture",
    ),
    ("standardise", lambda x: (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True), "over the channels"),
    ("standardise", lambda x: x - x.mean((0, 1, 2)), "The means are 0 now"),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / x.var((0, 1, 2)), "divide by the variance"),
    ("standardise", lambda x: (x - x.mean((0, 1, 2))) / x.std((0, 1, 2), ddof=1), "n − 1"),
    ("standardise", lambda x: x - x.mean((0, 1, 2)) / x.std((0, 1, 2)), "Where do the brackets go"),
    ("count_traces", lambda calls: sum(1 for _ in calls), "count every call"),
    ("count_traces", _three_loops, "whenever the kind changes"),
    ("count_traces", lambda calls: len({call[0] for call in calls}), "the shapes only"),
    ("count_traces", lambda calls: len({call[1] for call in calls}), "the dtypes only"),
    ("count_traces", lambda calls: len({(len(s), d) for s, d in calls}), "not their lengths"),
    ("count_traces", lambda calls: len({s for s, _ in calls}) + len({d for _, d in calls}) - 1, "shapes and dtypes apart"),
    ("count_traces", lambda calls: len({(s[:1], d) for s, d in calls}), "the first length only"),
    ("count_traces", lambda calls: len({(s[-1:], d) for s, d in calls}), "the last length only"),
    ("count_traces", lambda calls: len({(sum(s), d) for s, d in calls}), "one by one"),
    ("count_traces", lambda calls: len({(*sorted(s), d) for s, d in calls}), "one by one"),
    ("count_traces", lambda calls: len(Counter(calls)) - 1, "Is the first call traced"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel, flip=False), "is the cross-correlation"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel[::-1]), "columns only"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel[:, ::-1]), "rows only"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel, padding="SAME"), "as large as the image"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel, pick=()), "axes of batch and channel"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel, pick=0), "axes of batch and channel"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel.T, flip=False), "transpose the kernel"),
    ("convolve_with_tf", _kernel_by_width, "its width and height"),
    ("convolve_with_tf", _without_casting, "does not take these dtypes"),
    ("convolve_with_tf", _without_axes, "four axes of each"),
    ("convolve_with_tf", _imported_without_axes, "four axes of each"),
    ("convolve_with_tf", _imported_with_three_axes, "four axes of each"),
    ("convolve_with_tf", lambda image, kernel: signal.convolve2d(image, kernel, mode="valid"), "Which call does the work"),
    ("convolve_with_tf", lambda image, kernel: convolve2d(image, kernel, "valid"), "Which call does the work"),
    ("convolve_with_tf", _kernel_axes_in_front, "where do height and width stand"),
    ("convolve_with_tf", _kernel_like_an_image, "where do height and width stand"),
    ("convolve_with_tf", _image_axes_in_front, "where do height and width stand"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image, kernel, dtype="int32"), "whole numbers"),
    ("convolve_with_tf", lambda image, kernel: np.round(_by_tensorflow(image, kernel), 2), "rounds on the way"),
    ("convolve_with_tf", lambda image, kernel: _by_tensorflow(image.clip(0), kernel), "slides the kernel as it is"),
    ("brightest_to_one", _brightest_of_the_colleague, "have lost their axes"),
    ("brightest_to_one", _brightest_in_a_copy_without_axes, "have lost their axes"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=(1, 2, 3)), "have lost their axes"),
    ("brightest_to_one", _brightest_in_a_view, "Which line writes into it"),
    ("brightest_to_one", lambda batch: batch / batch.max(), "for the whole batch"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=(1, 2), keepdims=True), "so colours change"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=(0, 1, 2)), "one value a channel"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=0), "with each other"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=3, keepdims=True), "brightest channel of each pixel"),
    ("brightest_to_one", lambda batch: batch / batch.max(axis=(1, 2, 3))[:, None], "put in one axis"),
    ("brightest_to_one", lambda batch: batch / 255, "Which shape do the brightest values have"),
    ("shape_of", lambda nested: list(_shape_by_loop(nested)), "What makes a tuple of it"),
    ("shape_of", lambda nested: () if not nested else _shape_by_loop(nested)[:8], "directly inside the outermost"),
    ("strides_of", lambda shape, itemsize: [n % 65536 for n in _strides_from_the_back(shape, itemsize)], "Number the elements"),
    ("broadcast_shape", _looks_at_the_last(2), "the last 2 axes only"),
    ("broadcast_shape", _looks_at_the_last(3), "the last 3 axes only"),
    ("broadcast_shape", lambda one, other: _broadcast_by_numpy(one[:3], other[:3]), "below each other"),
    ("broadcast_shape", lambda one, other: _broadcast_by_numpy(one, other) or (1,), "below each other"),
    ("broadcast_shape", lambda one, other: str(_broadcast_by_numpy(one, other)).title(), "only text"),
    ("broadcast_shape", lambda *shapes: s if (s := _broadcast_by_numpy(*shapes)) != "no" else "No", "letter for letter"),
    ("broadcast_shape", lambda *shapes: s if (s := _broadcast_by_numpy(*shapes)) == "no" else [*s], "a tuple of it"),
    ("standardise", lambda x: _standardise_by_channel(x).round(6), "rounds on the way"),
    ("count_traces", lambda calls: len({(s[:2], d) for s, d in calls}), "one by one"),
    ("count_traces", lambda calls: len({(s, d.rstrip("0123456789")) for s, d in calls}), "one by one"),
    ("count_traces", lambda calls: min(len(set(calls)), 5), "one by one"),
    ("count_traces", lambda calls: sum(n - (1 < n < 4) - 2 * (n > 3) for n in Counter(calls).values()), "one by one"),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    report = getattr(ch03, name)(answer)
    assert report.correct, report


@pytest.mark.parametrize(("name", "answer", "fragment"), WRONG)
def test_a_wrong_answer_gets_the_hint_that_names_its_mistake(name, answer, fragment):
    report = getattr(ch03, name)(answer)
    assert not report.correct
    assert {other for of, _, other in WRONG if of == name and other in report.hint} == {fragment}, report
    assert report.hint.endswith("?")


def test_every_exercise_has_right_and_wrong_answers_and_a_number():
    found = {name: exercise for name, exercise in vars(ch03).items() if isinstance(exercise, Exercise)}
    right, wrong = (Counter(name for name, *_ in answers) for answers in (RIGHT, WRONG))
    assert [exercise.number for exercise in found.values()] == [f"3.{i + 1}" for i in range(len(found))]
    for name in found:
        assert found[name].name == name
        assert right[name] >= 2
        assert wrong[name] >= 4


def test_missing_axes_are_stopped_before_tensorflow_computes(monkeypatch):
    def never(*args, **kwargs):
        raise AssertionError("TensorFlow was asked to compute")

    tf = import_tensorflow()
    conv2d = tf.nn.conv2d
    monkeypatch.setattr(tf.nn, "conv2d", lambda *args: (never if tf.executing_eagerly() else conv2d)(*args))
    assert "an image and a kernel of shape [3,4], [2,2]" in ch03.convolve_with_tf(_without_axes).message


def test_a_graph_that_was_traced_in_an_earlier_check_still_passes():
    answer = _as_a_graph()
    assert ch03.convolve_with_tf(answer).correct
    report = ch03.convolve_with_tf(answer)
    assert report.correct, report


def test_an_array_without_axes_has_no_strides():
    report = ch03.strides_of(lambda shape, itemsize: _strides_from_the_back(shape, itemsize) or [itemsize])
    assert "for shape=(), itemsize=8 your result has shape (1,)" in report.message


def test_a_shape_is_told_as_a_tuple():
    report = ch03.shape_of(lambda nested: _shape_by_loop(nested)[::-1])
    assert "you gave (3, 2) and the shape is (2, 3)." in report.message
    assert "you gave (3, 4) and the answer is 'no'." in ch03.broadcast_shape(lambda one, other: (3, 4)).message


@pytest.mark.parametrize("name", ["shape_of", "broadcast_shape", "convolve_with_tf"])
@pytest.mark.parametrize("answer", [lambda *args: 3, lambda *args: "(2, 2)", lambda *args: [[1]]])
def test_nonsense_is_not_yet(name, answer):
    report = getattr(ch03, name)(answer)
    assert report.status == "not yet"
    assert report.hint


PREDICTIONS = {name: each for name, each in vars(ch03).items() if isinstance(each, Prediction)}


@pytest.mark.parametrize("name", PREDICTIONS)
def test_a_prediction_knows_its_answer_and_names_each_slip(name):
    prediction = PREDICTIONS[name]
    assert prediction(...).status == "predict first"
    assert prediction(prediction.answer).status == "right"
    for letter, (_, reason) in prediction.options.items():
        assert reason in prediction(letter).message
        assert (prediction(letter).status == "right") == (letter == prediction.answer)
    for slip, sentence in prediction.slips.items():
        assert prediction(slip).status == "not quite"
        assert sentence in prediction(slip).message


def _right_answers():
    """What the predictions ask for, computed."""
    tf = import_tensorflow()
    counter = tf.Variable(0)
    count = tf.function(lambda: counter.assign_add(1))
    notes = []
    noting = tf.function(lambda x: notes.append(x) or x)
    [noting(tf.constant(value)) for value in (0.0, 0.5, 1.0)]
    batch, kernels = tf.zeros((2, 300, 451, 3)), tf.zeros((3, 3, 3, 2))
    layer = tf.keras.layers.Conv2D(8, 5)
    layer.build((1, 9, 9, 3))
    return {
        "shape_of_the_difference": (np.zeros(3) - np.zeros((3, 1))).shape,
        "notes_of_python": len(notes),
        "third_count": [int(count()) for _ in range(3)][-1],
        "filtered_shape": tuple(tf.nn.conv2d(batch, kernels, strides=1, padding="VALID").shape),
        "valid_shape": correlate2d(np.zeros((5, 7)), np.zeros((2, 3)), "valid").shape,
        "strided_length": output_size(12, 3, stride=2),
        "area_of_result": 2 * 3,
        "sum_of_products": int(np.dot([1, 0, 2], [3, 5, 4])),
        "shape_of_brackets": np.shape([[[1, 2]], [[3, 4]], [[5, 6]]]),
        "shape_of_the_sum": np.broadcast_shapes((4, 1, 3), (2, 3)),
        "shape_of_kernels": tuple(layer.kernel.shape),
    }


def test_the_answers_of_the_predictions_are_those_of_the_libraries():
    assert _right_answers() == {name: each.answer for name, each in PREDICTIONS.items() if not each.options}
