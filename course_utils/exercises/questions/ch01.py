"""Predictions and recall questions of chapter 01, Slide one function over another."""

from ..predict import Prediction

heard_at_two = Prediction(
    0.75,
    "the echoes are 2, 1.5 and 0.5 s old, so 1·0 + 0.6·0.25 + 0.8·0.75.",
    slips={
        1.65: "you asked the room at the times of the claps, 0, 0.5 and 1.5. How old are the echoes at 2 s?",
        2.4: "that is all claps at full strength, as if no echo faded.",
        1.0: "the ages are right, but each echo also counts by the strength of its clap.",
    },
)

tall_end = Prediction(
    2.5,
    "the flip takes it from −1 to 1, and the shift carries it on to 1 + 1.5.",
    slips={
        0.5: "that is −1 + 1.5, shifted without the flip.",
        1: "that is after the flip; the shift by 1.5 comes on top.",
        -0.5: "that is 1 − 1.5; a positive t moves to the right.",
    },
)

width_of_result = Prediction(
    4,
    "they first touch at t = −2 and part at t = 2: the widths 2 and 2 add.",
    slips={2: "that is the width of each alone. Where is the ramp when it first touches the box, and when it leaves?"},
)

two_boxes = Prediction(
    "b",
    options={
        "a": ("a wider box", "the overlap isn't all or nothing: it grows little by little as one enters the other."),
        "b": ("a triangle", "the overlap of two equal boxes grows and shrinks in a straight line."),
        "c": ("a bell curve", "not after one convolution: the overlap grows in a straight line, so nothing is round yet."),
        "d": ("the box again", "only the delta leaves a function as it is, and widths add."),
    },
)

lost_wave = Prediction(
    0,
    "whatever the ramp holds of this wave, the box multiplies it by 0.",
    slips={1: "one whole wave fits, but its halves cancel. What is left?", 2: "that is the area of the box, at frequency 0."},
    tolerance=1e-6,
)

swapped = Prediction(
    "c",
    options={
        "a": ("the same curve", "that holds for the convolution. Here only one of the two is moved, and nothing is flipped."),
        "b": ("the curve upside down", "no sign changes: both functions are nowhere negative, so no area is."),
        "c": ("its mirror image", "moving g to the left by t is, seen from g, moving f to the right by t."),
    },
)

box_on_box = Prediction(
    2,
    "at t = 0 the flipped box lies on the box: height 1 times 1 over a width of 2.",
    slips={1: "that is the height of the product; the convolution is its area.", 4: "that is the width of the whole result."},
)

where_it_reaches = Prediction(
    (1, 6),
    "lower ends add, and upper ends add.",
    slips={(1, 3): "that is where the two overlap as they lie.", (-3, 2): "you subtracted the ends: no flip, no sum."},
)

too_early = Prediction(
    "b",
    options={
        "a": ("the sum was not multiplied by the step", "that makes it too loud, and not too early."),
        "b": ("the flip was left out", "without it the room is asked for its answer to claps that are still to come."),
        "c": ("f and g were swapped", "a convolution doesn't mind: it commutes."),
    },
)

two_blurs = Prediction(
    5,
    "variances add: 9 + 16 = 25, and the width is its root.",
    slips={7: "widths do not add; their squares, the variances, do.", 25: "that is the variance. What is the width?"},
)
