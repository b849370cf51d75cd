"""Checks of chapter 03, Put numbers into tensors. TensorFlow is imported when an exercise needs it."""

import math
import numbers
import operator
import re

import numpy as np

from . import Case, Exercise, Mistake, WrongAnswer
from .questions.ch03 import *
from .references import correlate as _correlate

_RANDOM = np.random.default_rng(3)


def _as_text(shape):
    """A shape as the text of a tuple, so that () and (3,) are compared as shapes and not as arrays of numbers."""
    if isinstance(shape, str):
        if shape.startswith(("(", "[")):
            raise WrongAnswer("you gave a text.", "A tuple in quotes is only text. Can you return the tuple itself?")
        return shape
    if isinstance(shape, list | np.ndarray):
        kind = "a list" if isinstance(shape, list) else "an array"
        raise WrongAnswer(f"you gave {kind}.", "The task asks for a tuple. What makes a tuple of it?")
    if not isinstance(shape, tuple) and type(shape).__name__ != "TensorShape":
        return shape
    try:
        return str(tuple(operator.index(n) for n in shape))
    except TypeError:
        if any(isinstance(n, tuple | list) for n in shape):
            raise WrongAnswer("there are brackets inside your brackets.", "How do you join two tuples into one?") from None
        hint = "A length is an `int`, such as 3. Of which type are yours, and where do they become so?"
        raise WrongAnswer("the lengths that you gave are not all whole numbers.", hint) from None


# -------------------------------------------------------------------------------------------------------- 3.1 shape of


def _shape_of(nested):
    return (len(nested), *_shape_of(nested[0])) if isinstance(nested, list) else ()


def _ask_shape(answer, nested):
    shape = answer(nested)
    if not isinstance(shape, numbers.Number):
        return _as_text(shape)
    raise WrongAnswer(f"you gave {shape}, which is a number.", "How do you write a tuple with one length in it, or with none?")


def _changed(change, hint):
    return Mistake(lambda nested: change(_shape_of(nested)), hint)


_COUNTED = "You count all numbers together. How are they spread over the axes?"
_NO_NUMPY = "NumPy counts for you, and the task asks you to do it yourself. How can you tell a list from a number?"
shape_of = Exercise(
    "3.1",
    "shape_of",
    "Read a shape from the brackets",
    reference=_shape_of,
    ask=_ask_shape,
    forbids=dict.fromkeys(["np", "numpy", "asarray"], _NO_NUMPY),
    cases=[
        Case((nested,), f"nested={nested}")
        for nested in [
            [[1, 2, 7], [3, 5, 4]],
            [2, 5, 3],
            5,
            [4],
            [[[1, 2, 3]], [[7, 8, 9]]],
            [[[[1], [2]], [[3], [4]], [[5], [6]]]],
            [[1.5], [2.5], [0.5]],
            -2.5,
            [[[[[[1, 2]], [[3, 4]], [[5, 6]]]]]],
            0,
            [[0, 0], [0, 0], [1, 0]],
            [[[[[[[[[[7]]]]]]]]]],
        ]
    ]
    + [
        Case(([[0.5]] * 300,), "nested=[[0.5]] * 300"),
        Case(([[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2]] * 2,), "nested=[[1, …, 2]] * 2"),
    ],
    expects="the shape is {}",
    mistakes=[
        _changed(lambda shape: shape or (1,), "You give a single number an axis. How many indices does it need?"),
        _changed(lambda shape: shape[::-1], "Your shape runs from the inside out. Which brackets come first?"),
        Mistake(lambda nested: (len(nested),), "You count the outermost brackets only. What is inside each of them?"),
        Mistake(lambda nested: (len(nested), len(nested[0])), "You look two levels deep, always. When should it stop?"),
        *(
            Mistake(
                lambda nested, levels=levels: _shape_of(nested)[:levels],
                f"You look at most {levels} levels deep. How can your function go on until it meets a number?",
            )
            for levels in (2, 3, 4, 5)
        ),
        _changed(
            lambda shape: shape[0] if len(shape) == 1 else shape,
            "Brackets alone change nothing: (3) is the number 3. What makes it a tuple?",
        ),
        _changed(math.prod, _COUNTED),
        _changed(len, "That is the number of axes, the rank. How long is each axis?"),
        _changed(lambda shape: shape[:-1], "The innermost axis is missing. Do the numbers inside the last brackets count?"),
        _changed(lambda shape: (*shape, 1), "There is one axis too many at the end. Does a number have one?"),
        _changed(lambda shape: (1, *shape), "There is one axis too many in front. Which brackets would it count?"),
    ],
    correct="each level of brackets is an axis, from the outside in; a single number has none.",
    hint="Count what stands directly inside the outermost brackets. Then go one level in: what do you count there?",
    stronger="For a number return (). For a list: (len(nested), …) and then the shape of nested[0], which your function knows.",
)

# ------------------------------------------------------------------------------------------------------ 3.2 strides of


def _strides_of(shape, itemsize):
    return tuple(math.prod(shape[axis + 1 :]) * itemsize for axis in range(len(shape)))


strides_of = Exercise(
    "3.2",
    "strides_of",
    "Walk through the buffer",
    reference=_strides_of,
    cases=[((3, 4), 8), ((4, 3), 8), ((2, 3, 5), 4), ((7,), 2), ((2, 4, 1, 3), 1), ((300, 451, 3), 1), ((5, 2), 4)]
    + [(tuple(shape), 8) for shape in _RANDOM.integers(2, 9, (2, 4)).tolist()]
    + [((2, 3, 1, 4, 5), 2), ((3, 2, 2, 5, 1, 2, 4), 8), ((), 8), ((3, 4), 2), ((2, 300, 400), 8), ((6,), 3)],
    mistakes=[
        Mistake(lambda shape, size: _strides_of(shape, 1), "You count places, not bytes. Where does `itemsize` come in?"),
        Mistake(
            lambda shape, size: _strides_of(shape, size)[::-1],
            "The axes are in reverse order. Along which axis do neighbours lie side by side in the buffer?",
        ),
        Mistake(
            lambda shape, size: tuple(math.prod(shape[:axis]) * size for axis in range(len(shape))),
            "That buffer runs down the columns first. Which axis runs fastest in NumPy, the first or the last?",
        ),
        Mistake(
            lambda shape, size: tuple(math.prod(shape[axis:]) * size for axis in range(len(shape))),
            "Each stride is the length of its own axis too large. What does one step along the last axis skip?",
        ),
        Mistake(
            lambda shape, size: tuple(n * size for n in shape),
            "You multiply each length with `itemsize`. How many elements does one step along an axis skip?",
        ),
        Mistake(
            lambda shape, size: tuple(n * size for n in (*shape[1:], 1)),
            "You multiply with the next axis only. How many elements are in a whole block of three axes?",
        ),
        Mistake(lambda shape, size: (size,) * len(shape), "All your strides are one element long. How far is the next row?"),
        Mistake(lambda shape, size: math.prod(shape) * size, "That is the size of the whole buffer. How long is one step?"),
        Mistake(
            lambda shape, size: _strides_of(shape, size)[:-1],
            "The last axis has no stride yet. How far apart are two neighbours in a row?",
        ),
    ],
    correct="one step along an axis skips all elements of the later axes.",
    hint="Number the elements 0, 1, 2, … in the order of the buffer. By how much does the number grow along each axis?",
    stronger="Begin at the last axis with itemsize. The axis before it steps over all of it: stride times length.",
)

# -------------------------------------------------------------------------------------------------- 3.3 channels first


def _channels_first(batch):
    return np.transpose(batch, (0, 3, 1, 2))


channels_first = Exercise(
    "3.3",
    "channels_first",
    "Bring the channels to the front",
    reference=_channels_first,
    cases=[
        (np.arange(12).reshape(1, 2, 3, 2),),
        (np.arange(24).reshape(2, 1, 4, 3),),
        (_RANDOM.integers(0, 256, (2, 4, 5, 3)).astype(np.uint8),),
        (_RANDOM.normal(size=(3, 2, 4, 1)).astype(np.float32),),
        (_RANDOM.normal(size=(1, 5, 2, 4)),),
        (np.arange(-70003, -69979).reshape(2, 1, 4, 3),),
    ],
    mistakes=[
        Mistake(
            lambda x: np.reshape(x, (x.shape[0], x.shape[3], x.shape[1], x.shape[2])),
            "You reshape: the shape is right, but each channel is torn apart. What moves an axis as a whole?",
        ),
        Mistake(lambda x: np.swapaxes(x, 1, 3), "You swap two axes, so height and width have changed places. Should they?"),
        Mistake(lambda x: np.swapaxes(x, 2, 3), "The channels stand behind the height. How many axes should they overtake?"),
        Mistake(lambda x: np.moveaxis(x, -1, 0), "The channels now stand before the batch. Which axis stays first?"),
        Mistake(lambda x: x, "Nothing has moved. Which axis holds the channels now, and where should it go?"),
        Mistake(lambda x: np.transpose(x, (0, 2, 3, 1)), "That is the way back, to channels last. Which axis is which?"),
        Mistake(lambda x: np.moveaxis(x[0], -1, 0), "You keep the first picture only. Where are the others?"),
    ],
    correct="a transpose moves an axis as a whole; every pixel keeps its place in its channel.",
    hint="Name the four axes 0, 1, 2, 3. In which order should they stand in the result?",
    stronger="np.transpose takes the old axes in their new order. Which one stays first, and which one comes second?",
)

# ------------------------------------------------------------------------------------------------- 3.4 broadcast shape


def _broadcast_shape(one, other):
    axes = max(len(one), len(other))
    one, other = ((1,) * (axes - len(shape)) + tuple(shape) for shape in (one, other))
    if any(m != n and 1 not in (m, n) for m, n in zip(one, other, strict=True)):
        return "no"
    return tuple(n if m == 1 else m for m, n in zip(one, other, strict=True))


def _ask_fit(answer, one, other):
    said = _as_text(answer(one, other))
    if isinstance(said, str) and said != "no" and said.strip(" .!").lower() == "no":
        raise WrongAnswer(f"you gave the text {said!r}.", 'The task asks for "no". Is it the same letter for letter?')
    return said


def _from_the_left(one, other):
    axes = max(len(one), len(other))
    return _broadcast_shape(*(tuple(shape) + (1,) * (axes - len(shape)) for shape in (one, other)))


def _largest(one, other):
    axes = max(len(one), len(other))
    one, other = ((1,) * (axes - len(shape)) + tuple(shape) for shape in (one, other))
    return tuple(map(max, one, other))


def _divides(one, other):
    return all(max(pair) % min(pair) == 0 for pair in zip(one[::-1], other[::-1], strict=False))


def _without_the_missing(one, other):
    shape = _broadcast_shape(one, other)
    return shape if shape == "no" else shape[len(shape) - min(len(one), len(other)) :]


def _unless(test, answer=_broadcast_shape):
    return lambda one, other: answer(one, other) if test(one, other) else "no"


broadcast_shape = Exercise(
    "3.4",
    "broadcast_shape",
    "Do they fit?",
    reference=_broadcast_shape,
    ask=_ask_fit,
    cases=[
        ((3, 1), (4,)),
        ((5,), (4,)),
        ((2, 3), (2,)),
        ((2, 3), (3,)),
        ((2, 3), (2, 3)),
        ((), (2, 5)),
        ((4,), (4, 1)),
        ((300, 451, 3), (3,)),
        ((8, 1, 6, 1), (7, 1, 5)),
        ((3,), (2, 4, 1)),
        ((2, 3), (3, 2)),
        ((4, 1), (1, 3)),
        ((1,), (1, 1)),
        ((4,), (2,)),
        ((2, 3), (6, 3)),
        ((), ()),
        ((3, 2, 1), (2, 1, 1)),
        ((2, 1, 1), (3, 2, 1)),
        ((4, 1, 3, 2), (5, 6, 1, 2)),
        ((2, 3, 4, 5), (2, 3, 4, 6)),
        ((7, 1, 1, 2, 1), (2, 1, 3)),
        ((5,), (3, 1, 2, 4, 5)),
        ((2, 1, 3, 4, 5), (3, 1, 3, 4, 5)),
        ((1, 1), ()),
    ],
    expects="the answer is {}",
    mistakes=[
        Mistake(_from_the_left, "You align the shapes at their first axes. At which end does broadcasting begin?"),
        Mistake(_unless(lambda one, other: one == other), "You ask for equal shapes. What may a 1, or a missing axis, do?"),
        Mistake(
            _unless(lambda one, other: len(one) == len(other)),
            "You ask for the same number of axes. What length is put in for an axis that is missing?",
        ),
        Mistake(
            _unless(lambda one, other: all(m == n for m, n in zip(one[::-1], other[::-1], strict=False))),
            "You let lengths of 1 fail. What happens when 1 meets 4?",
        ),
        Mistake(
            lambda one, other: _largest(one, other) if _divides(one, other) else "no",
            "You let lengths fit if one divides the other. Can a row of 2 be added to a row of 4?",
        ),
        Mistake(_largest, "You take the larger length, whatever it meets. Can 5 meet 4?"),
        *(
            Mistake(
                _unless(lambda one, other, axes=axes: _broadcast_shape(one[-axes:], other[-axes:]) != "no", _largest),
                f"You compare the last {axes} axes only. What about the axes before them?",
            )
            for axes in (2, 3)
        ),
        Mistake(
            lambda one, other: np.broadcast_shapes(one, other),
            "When the shapes do not fit, NumPy raises an error. What should your function return then?",
        ),
        *(
            Mistake(
                lambda one, other, said=said: said if (shape := _broadcast_shape(one, other)) == "no" else shape,
                f"When the shapes do not fit, you return {said}. Which text does the task ask for?",
            )
            for said in (None, False)
        ),
        Mistake(_without_the_missing, "Your result has only as many axes as the shorter shape. Where are the others?"),
        Mistake(lambda one, other: _broadcast_shape(one, other) != "no", "You say whether they fit. Which shape comes out?"),
        Mistake(lambda one, other: (*one, *other), "You put the two shapes one after the other. What if two lengths meet?"),
    ],
    correct="aligned at the last axis, two lengths fit if they are equal or one of them is 1.",
    hint="Write the two shapes below each other, the last axes aligned. What may stand in one column?",
    stronger="Put 1s before the shorter shape until both are equally long. Then decide pair by pair, and all pairs must fit.",
)

# ----------------------------------------------------------------------------------------------------- 3.5 standardise


def _scaled(x, axis, ddof=0):
    x = np.asarray(x, float)
    with np.errstate(all="ignore"):
        return (x - x.mean(axis=axis, keepdims=True)) / x.std(axis=axis, keepdims=True, ddof=ddof)


def _standardise(batch):
    return _scaled(batch, (0, 1, 2))


def _centred(x):
    return x - x.mean(axis=(0, 1, 2))


def _ask_standardise(answer, batch):
    result = answer(batch)
    if isinstance(result, np.ndarray) and result.dtype == batch.dtype and batch.dtype.kind in "iu":
        raise WrongAnswer(
            f"your result is kept as {batch.dtype.name}, the dtype of the pictures.",
            "It has no room for signs and fractions such as −0.5. Which line gives your result the dtype of the batch?",
        )
    return result


standardise = Exercise(
    "3.5",
    "standardise",
    "Give each channel mean 0 and deviation 1",
    reference=_standardise,
    ask=_ask_standardise,
    accepts=lambda got, expected, batch: bool((abs(got - expected) <= 1e-7 * abs(expected).max()).all()),  # std + 1e-7
    cases=[
        (np.array([[[[1.0, 10], [3, 30]]], [[[6, 20], [8, 70]]]]),),
        (_RANDOM.normal(3, 2, (2, 3, 4, 3)),),
        (_RANDOM.integers(0, 256, (3, 2, 5, 2)).astype(np.uint8),),
        (_RANDOM.normal(1, 5, (4, 3, 2, 3)).astype(np.float32),),
        (_RANDOM.normal(-1, 9, (1, 4, 3, 1)),),
        (_RANDOM.normal(70, 5, (2, 3, 4, 3)),),
    ],
    mistakes=[
        Mistake(lambda x: _scaled(x, None), "You take one mean for all channels together. Over which axes should it run?"),
        Mistake(lambda x: _scaled(x, 0), "You take a mean for every pixel of every channel. Over which axes should it run?"),
        Mistake(lambda x: _scaled(x, (1, 2)), "You take a mean for every picture. Which other axis should it run over?"),
        Mistake(lambda x: _scaled(x, -1), "Your mean runs over the channels. Which axis should be left in the end?"),
        Mistake(lambda x: _scaled(x, (0, 1)), "Your mean leaves out the width. Which axes are not the channels?"),
        Mistake(_centred, "The means are 0 now. What still gives each channel the deviation 1?"),
        Mistake(lambda x: x / x.std(axis=(0, 1, 2)), "You divide by the deviation and leave the mean. What comes first?"),
        Mistake(lambda x: _centred(x) / x.var(axis=(0, 1, 2)), "You divide by the variance. How do you get the deviation?"),
        Mistake(lambda x: _scaled(x, (0, 1, 2), ddof=1), "You divide by n − 1. By what does `std` divide if you say nothing?"),
        Mistake(
            lambda x: x - x.mean(axis=(0, 1, 2)) / x.std(axis=(0, 1, 2)),
            "You divide the mean and not the difference. Where do the brackets go?",
        ),
    ],
    correct="the mean runs over batch, height and width; the channels are left, and broadcasting does the rest.",
    hint="A batch with 3 channels has 3 means. Over which axes must the mean run to leave 3 numbers?",
    stronger="The mean and the deviation run over axis=(0, 1, 2). Both have one number a channel, which broadcasts.",
)

# ---------------------------------------------------------------------------------------------------- 3.6 count traces


def _count_traces(calls):
    return len(set(calls))


def _changes(calls):
    return sum(now != before for before, now in zip([None, *calls], calls, strict=False))


_KINDS = [((2, 3, 4), "float32"), ((2, 3, 5), "float32"), ((1, 3, 4), "float32"), ((2, 3, 4), "float64"), ((12, 2), "int64")]
_KINDS += [((), "int32"), ((4, 3, 2), "float32"), ((3, 2, 4), "float32"), ((2, 3, 4), "int32"), ((2, 4, 4), "float32")]
count_traces = Exercise(
    "3.6",
    "count_traces",
    "How often is it traced?",
    reference=_count_traces,
    cases=[
        ([((2, 2), "float32"), ((2, 2), "float32"), ((3, 3), "float32"), ((2, 2), "float32")],),
        ([((4,), "float32"), ((4,), "int32"), ((4,), "float32")],),
        ([((5,), "int32")],),
        ([((), "float32"), ((1,), "float32"), ((), "float32"), ((1,), "float32")],),
        ([((2, 3), "float32"), ((3, 2), "float32"), ((6,), "float32"), ((6,), "int32")],),
        ([((2, 2), "int32"), ((3, 3), "int32"), ((4,), "float32"), ((4,), "int32"), ((4,), "int32")],),
        ([((2, 3), "float32"), ((2, 4), "float32"), ((2, 3), "int32"), ((2, 4), "int32")],),
        ([((2, 4), "float32"), ((3, 4), "float32"), ((3, 3), "float32")],),
        ([*_KINDS, *_KINDS[::-1], *4 * _KINDS[2:5]],),
        (3 * [((7, 1), "int32")] + [((1, 7), "int32")] + 6 * [((7, 1), "int32")],),
    ],
    expects="there are {}",
    mistakes=[
        Mistake(len, "You count every call. Which calls find a graph that was made before?"),
        Mistake(_changes, "You count a trace whenever the kind changes. Is the graph of an earlier kind thrown away?"),
        Mistake(lambda calls: len({shape for shape, _ in calls}), "You compare the shapes only. What else does a graph fix?"),
        Mistake(lambda calls: len({dtype for _, dtype in calls}), "You compare the dtypes only. What else does a graph fix?"),
        Mistake(
            lambda calls: len({(len(shape), dtype) for shape, dtype in calls}),
            "You compare the number of axes, not their lengths. Does a graph for (2, 2) serve (3, 3)?",
        ),
        Mistake(
            lambda calls: len({(math.prod(shape), dtype) for shape, dtype in calls}),
            "You compare how many numbers there are. Is (2, 3) the same shape as (3, 2)?",
        ),
        Mistake(
            lambda calls: len({(shape[:1], dtype) for shape, dtype in calls}),
            "You compare the first length only. Does a graph for (2, 3) serve (2, 4)?",
        ),
        Mistake(
            lambda calls: len({(shape[-1:], dtype) for shape, dtype in calls}),
            "You compare the last length only. Does a graph for (2, 4) serve (3, 4)?",
        ),
        Mistake(
            lambda calls: len({shape for shape, _ in calls}) + len({dtype for _, dtype in calls}) - 1,
            "You count shapes and dtypes apart. How many pairs do two shapes and two dtypes make?",
        ),
        Mistake(lambda calls: len(set(calls)) - 1, "One is missing. Is the first call traced?"),
        Mistake(lambda calls: len(calls) - len(set(calls)), "You count the calls that need no trace. Which ones do?"),
        Mistake(lambda calls: 1, "You count one trace for all. When does TensorFlow need another graph?"),
    ],
    correct="one trace for each combination of shape and dtype, however often and in whatever order it comes.",
    hint="Go through the calls one by one and note each graph that is made. When is a graph used again?",
    stronger="Only a pair of shape and dtype that is new makes a graph. Which Python type drops what it has seen?",
)

# ------------------------------------------------------------------------------------------------ 3.7 convolve with tf


def _convolve_with_tf(image, kernel):
    return _correlate(image.astype(float), kernel[::-1, ::-1])


def _same(image, kernel):
    """As large as the image, TensorFlow's odd zero at the end."""
    pad = [((k - 1) // 2, k - 1 - (k - 1) // 2) for k in kernel.shape]
    return _convolve_with_tf(np.pad(image, pad), kernel)


def _four_axes(image, kernel):
    return _convolve_with_tf(image, kernel)[None, :, :, None]


def _trace_first(answer, image, kernel):
    """Call the answer in a graph before: there TensorFlow looks at the axes; outside, missing ones end some processes."""
    if getattr(answer, "__module__", "") == __name__:  # the reference and the mistakes do without TensorFlow
        return answer(image, kernel)
    import tensorflow as tf

    error = None
    with tf.Graph().as_default() as graph:
        try:
            answer(image.copy(), kernel.copy())
        except Exception as raised:  # a graph has no numbers yet, so an answer may well stop here
            error = raised
    if shapes := re.search(r"Conv2D.* with input shapes: (.*\])", str(error)):
        hint = "In NHWC and in HWIO, where do height and width stand, and which axes have length 1?"
        if "Shape must be rank 4" in str(error):
            hint = "It wants four axes of each, NHWC and HWIO. Which axes of length 1 are missing?"
        raise WrongAnswer(f"you hand `tf.nn.conv2d` an image and a kernel of shape {shapes[1]}.", hint)
    if not error and "Conv2D" not in str(graph.as_graph_def()):
        raise WrongAnswer(
            "your function never calls `tf.nn.conv2d`.",
            "The task asks for TensorFlow's own convolution. Which call does the work in your function?",
        )
    return answer(image, kernel)


class InvalidArgumentError(Exception):
    """Stands for TensorFlow's error of this name."""


def _refused_when_the_dtypes_are_not_floats(image, kernel):
    if image.dtype.kind != "f" or image.dtype != kernel.dtype:
        raise InvalidArgumentError
    return _convolve_with_tf(image, kernel)


def _refused_when_the_image_is_no_float(image, kernel):
    if image.dtype.kind != "f":
        raise InvalidArgumentError
    return _convolve_with_tf(image, kernel)


_DTYPE = "TensorFlow's convolution does not take these dtypes. Into which dtype can you bring both arrays first?"
_AXES = "Your result still has the axes of batch and channel. Which one picture and which one channel do you take?"
convolve_with_tf = Exercise(
    "3.7",
    "convolve_with_tf",
    "A true convolution from tf.nn.conv2d",
    reference=_convolve_with_tf,
    ask=_trace_first,
    cases=[
        (np.arange(12).reshape(3, 4), np.array([[1, 2], [3, 4]])),
        (np.array([[1.0, 0, 2], [0, 3, 1], [4, 1, 0], [2, 2, 1]]), np.array([[1.0, 2, 0], [0, -1, 3]])),
        (np.array([[1, 5, 2, 0], [3, 1, 4, 1]], np.float32), np.array([[0.5], [2]], np.float32)),
        (np.array([[200, 100, 50], [250, 10, 99]], np.uint8), np.array([[1.0, 2], [4, 3]])),
        (_RANDOM.integers(0, 9, (4, 6)) / 2, _RANDOM.integers(-4, 5, (3, 2)) / 2),
        (np.array([[-0.1, 2 / 3, 0.003], [1 / 7, 0, -1.7], [3, 1, 0.2]]), np.array([[0.123456789, -0.7, 1.1]])),
        (np.array([[250, 200, 7], [255, 9, 80]], np.uint8), np.array([[300, 0], [-900, 41]])),
        (np.arange(-6, 6).reshape(3, 4), np.array([[1, 0], [3, 4]])),
    ],
    mistakes=[
        Mistake(
            lambda image, kernel: _correlate(image.astype(float), kernel),
            "That is the cross-correlation, as the library computes it. What must happen to the kernel before?",
        ),
        Mistake(
            lambda image, kernel: _correlate(image.astype(float), kernel[::-1]),
            "You flip the rows only. Along how many axes does a convolution flip?",
        ),
        Mistake(
            lambda image, kernel: _correlate(image.astype(float), kernel[:, ::-1]),
            "You flip the columns only. Along how many axes does a convolution flip?",
        ),
        Mistake(lambda image, kernel: _correlate(image.astype(float), kernel.T), "You transpose the kernel. Is that a flip?"),
        Mistake(
            lambda image, kernel: _correlate(image.astype(float), kernel[::-1, ::-1].reshape(kernel.shape[::-1])),
            "You reshape the kernel to its width and height. Which length comes first in HWIO?",
        ),
        Mistake(
            lambda image, kernel: _correlate(image.astype(float)[::-1, ::-1], kernel),
            "You flip the image. Which of the two should be flipped, and where does the result begin then?",
        ),
        Mistake(_same, "Your result is as large as the image (`SAME`). Which padding leaves whole windows only?"),
        Mistake(_four_axes, _AXES),
        Mistake(lambda image, kernel: _four_axes(image, kernel)[0], _AXES),
        Mistake(lambda image, kernel: _four_axes(image, kernel)[..., 0], _AXES),
        Mistake(_refused_when_the_dtypes_are_not_floats, _DTYPE),
        Mistake(_refused_when_the_image_is_no_float, _DTYPE),
        Mistake(lambda A, K: _convolve_with_tf(A.astype(int), K.astype(int)), "You compute in whole numbers. What about 0.5?"),
    ],
    correct="flip the kernel, add the axes of batch and channel, and `tf.nn.conv2d` gives a true convolution.",
    hint="The library slides the kernel as it is. Which kernel do you hand over, with which four axes?",
    stronger="As float32: image[None, :, :, None], flipped kernel[:, :, None, None]; of the result [0, :, :, 0].",
)

# ------------------------------------------------------------------------------------------------ 3.8 brightest to one


def _by(batch, axis, keepdims=True):
    return batch / batch.max(axis=axis, keepdims=keepdims)


_KEPT = "Your brightest values have lost their axes, so they meet the last axis of the batch. How does `max` keep them?"
_SHAPES = [(3, 2, 4, 3), (2, 4, 3, 1), (2, 3, 2, 4), (3, 3, 2, 1), (1, 2, 3, 2)]
brightest_to_one = Exercise(
    "3.8",
    "brightest_to_one",
    "Two bugs in two lines",
    reference=lambda batch: _by(batch, (1, 2, 3)),
    cases=[(np.array([[[[2.0, 1.0]]], [[[3.0, 4.0]]]]),), (_RANDOM.uniform(0, 300, (5, 2, 3, 5)).astype(np.float32),)]
    + [(_RANDOM.uniform(0.1, 5.0, shape),) for shape in _SHAPES],
    mistakes=[
        Mistake(lambda x: _by(x, (1, 2, 3), keepdims=False), _KEPT),
        Mistake(lambda x: np.divide(x, x.max(axis=(1, 2, 3)), out=np.empty_like(x)), _KEPT),
        Mistake(lambda x: _by(x, None), "You take one brightest value for the whole batch. How many does it have?"),
        Mistake(lambda x: _by(x, 0), "You compare the pictures with each other, place by place. Which axes make a picture?"),
        Mistake(lambda x: _by(x, (1, 2)), "Each channel has its own brightest value, so colours change. What is left out?"),
        Mistake(lambda x: _by(x, (0, 1, 2)), "You take one value a channel, over all pictures. Which axis should be left?"),
        Mistake(lambda x: _by(x, -1), "You take the brightest channel of each pixel. Over which axes does a picture reach?"),
        Mistake(lambda x: x / x.max(axis=(1, 2, 3))[:, None], "You put in one axis. How many has a batch after its first?"),
    ],
    correct="`keepdims=True` leaves (batch, 1, 1, 1), which meets the batch; a new array leaves the caller's pictures alone.",
    hint="Which shape do the brightest values have, and which axis of the batch do they meet?",
    stronger="The shape must be (batch, 1, 1, 1). And does `batch[:]` own its numbers? What makes an array that does?",
)
