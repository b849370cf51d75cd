"""Predictions and recall questions of chapter 04, Let the tape differentiate."""

from ..predict import Prediction

# ------------------------------------------------------------------------------------------------------ before you start

kernel_shape = Prediction(
    (5, 4, 3, 7),
    "height, width, channels in, channels out.",
    slips={
        (7, 5, 4, 3): "in TensorFlow the number of maps comes last.",
        (7, 3, 5, 4): "that is PyTorch's order; TensorFlow puts height and width first.",
        (4, 5, 3, 7): "height comes before width.",
        (5, 4, 7, 3): "channels in come before channels out.",
        (5, 4, 3): "one kernel has this shape, and there are seven of them.",
    },
)

stays_a_variable = Prediction(
    "b",
    options={
        "a": ("`v = v + 1`", "this makes a new tensor and gives it the name v; the variable is left as it was."),
        "b": ("`v.assign_add(1.0)`", "the variable itself takes the new value, and v still stands for it."),
        "c": ("both", "after `v = v + 1` the name v stands for a plain tensor. What does `assign` do instead?"),
    },
)

full_size = Prediction(
    (12, 9),
    "9 + 4 − 1 rows and 7 + 3 − 1 columns: every position at which the two touch.",
    slips={
        (6, 5): "that is `valid`, where the kernel lies wholly on the image.",
        (9, 7): "that is `same`.",
        (13, 10): "the sizes add up, but one position is counted twice.",
    },
)

first_meeting = Prediction(
    "c",
    options={
        "a": ("K(0, 0)", "so it would be in a cross-correlation. What does a convolution do to the kernel first?"),
        "b": ("K(0, 1)", "that would be a flip along one axis. How many axes does a convolution flip?"),
        "c": ("K(1, 1)", "the kernel is flipped along both axes, so its last weight comes first."),
    },
)

error_of_order_two = Prediction(
    0.005,
    "a quarter of the step leaves a sixteenth of the error.",
    slips={0.02: "that is order 1. What becomes of h² when h is quartered?", 0.04: "the step is quartered, not halved."},
    tolerance=1e-4,
)

# ---------------------------------------------------------------------------------------------------------- predictions

best_step = Prediction(
    "b",
    options={
        "a": ("10⁻³", "its truncation error is large. Does the smallest step do better, then?"),
        "b": ("10⁻⁸", "it is small enough for Taylor's formula and large enough for 16 digits."),
        "c": ("10⁻¹³", "it is the best by Taylor's formula alone. But how many digits of f(x + h) and f(x) differ?"),
    },
)

slope_of_c = Prediction(
    9,
    "c moves u by b = 3, u moves v by 1, and v moves J by 3; along the way they multiply.",
    slips={
        6: "that is the slope of b. Which factor does c meet in u = bc?",
        3: "that is how u reacts to c, or J to v. What becomes of the two together?",
        7: "along one way the effects multiply. Did you add them?",
        2: "that is the value of c. Which number does it meet in u = bc?",
    },
)

used_three_times = Prediction(
    11,
    "the product hands back 5 twice, the sum hands back 1, and all three are added.",
    slips={
        10: "that comes by the product alone. By which other way does x reach y?",
        6: "the product uses x twice, and hands back to each.",
        1: "that comes by the sum alone. What does the product hand back?",
        25: "shares that arrive are added, not multiplied.",
        30: "that is the value of y. What is its slope?",
    },
)

half_lost = Prediction(
    "c",
    options={
        "a": ("None", "one way from x to y is recorded: through the product. Which one is not?"),
        "b": ("sin 1 + cos 1, about 1.38", "that is the true slope. But who recorded the sine?"),
        "c": ("sin 1, about 0.84", "the sine is a constant factor to the tape, as 5 is in 5x."),
    },
)

too_large = Prediction(
    "c",
    options={
        "a": ("it slides down on one side, faster than with 0.4", "how long is the first step, and how far is the bottom?"),
        "b": ("it crosses the bottom and comes nearer with each step", "so it does below a rate of 1. And above it?"),
        "c": ("it crosses the bottom and ends farther away each time", "every step multiplies x by 1 − 2 · 1.05 = −1.1."),
    },
)

which_sum = Prediction(
    "a",
    options={
        "a": ('`correlate2d(X, G, "valid")`', "both indices carry a plus, i + m and j + n, so nothing is flipped."),
        "b": ('`convolve2d(X, G, "valid")`', "a convolution has minus signs in its indices. Are there any?"),
        "c": ('`correlate2d(X, G, "full")`', "has the gradient as many values as the kernel, or more than the image?"),
    },
)

# -------------------------------------------------------------------------------------------------------------- summary

runs_forward = Prediction(
    3,
    "one run for each input, however many outputs there are.",
    slips={
        500: "that is reverse mode, which walks once for each output.",
        1: "one run carries one direction. How many inputs are there?",
        1500: "one run gives the slopes of all outputs at once.",
    },
)

what_none_means = Prediction(
    "b",
    options={
        "a": ("the slope is 0", "a slope of 0 is a number. What has the tape not found?"),
        "b": ("the tape saw no way from x to y", "a way that it did not record, or that does not exist."),
        "c": ("the slope is too large", "that would be `inf`. What does a tape need to see?"),
    },
)

largest_rate = Prediction(
    0.25,
    "2/k is the limit; beyond it each step ends farther away.",
    slips={
        0.125: "at 1/k it lands on the bottom in one step. How much farther can it go?",
        4: "the curvature stands below the line: the steeper, the smaller the rate.",
        16: "the curvature stands below the line: the steeper, the smaller the rate.",
        8: "that is the curvature itself.",
    },
)

shape_to_the_image = Prediction(
    (10, 8),
    "a full convolution: 8 + 3 − 1 rows and 6 + 3 − 1 columns, the size of the image.",
    slips={
        (6, 4): "a valid one gets smaller. Which shape has the image that was filtered?",
        (8, 6): "that is the shape of the upstream gradient.",
        (3, 3): "that is the gradient for the kernel.",
        (11, 9): "count the positions at which the two touch: 8 + 3 − 1 rows.",
    },
)
