"""Predictions and recall questions of chapter 02, Turn the integral into a sum."""

from ..predict import Prediction

recall_pairs = Prediction(
    17,
    "2·1 + 0·4 + 5·3.",
    slips={
        56: "that is (2 + 0 + 5)·(1 + 4 + 3), where every number meets every other. Which pairs belong together?",
        11: "you read one of the two backwards. A sum of products takes the pairs as they stand.",
    },
)

recall_flip = Prediction(
    3,
    "5 − a lies between 0 and 2 for a between 3 and 5, and 3 is the left end.",
    slips={
        5: "there the flipped g ends: what was its left end, 0, is its right end now.",
        7: "that is where g ends if you shift it without a flip.",
    },
)

recall_support = Prediction(
    4,
    "supports add: it reaches from 0 + 1 to 3 + 2.",
    slips={3: "that is the longer of the two. How far does g reach beyond it?", 5: "5 is where it ends. Where does it begin?"},
)

recall_area = Prediction(3, "areas multiply: 6 · 0.5.", slips={6.5: "it is supports that add. What do areas do?"})

recall_order = Prediction(
    "b",
    options={
        "a": ("both", "the cross-correlation reads the shifted function, so it runs backwards after a swap."),
        "b": ("the convolution", "substitute t − a for a, and f and g have changed places; without a flip that fails."),
        "c": ("the cross-correlation", "it is the other way round: the flip is what makes the two functions equal partners."),
        "d": ("neither", "you will read that often, but convolution always commutes, symmetric or not."),
    },
)

length_of_full = Prediction(
    39,
    "the first sample of one array meets the 20 samples of the other, and 19 more positions follow: 20 + 20 − 1.",
    slips={
        40: "did you count the position at which both ends meet twice? Try it with two arrays of 1.",
        20: "that many positions has one array alone (mode `same`). Where do they touch for the first time?",
        400: "that many pairs are multiplied in all. How many positions do they share?",
    },
)

largest_sum = Prediction(
    10,
    "all 20 samples of the ramp, ½ on average, are added without the width 0.1 of a strip.",
    slips={
        1: "that is the area. Is anything in the sum as wide as a strip?",
        20: "that would be 20 heights of 1. How high is the ramp on average?",
    },
    tolerance=1e-6,
)

values_on_a_grid = Prediction(
    6,
    "the upper left corner can stand in 3 − 2 + 1 rows and 4 − 2 + 1 columns.",
    slips={
        12: "that is one for each pixel (mode `same`). Where would the kernel hang over the edge?",
        20: "that is `full`, with positions where the kernel hangs over the edge.",
        2: "one step down and two to the right can be taken. How many positions are that with the first ones?",
    },
)

learned_weights = Prediction(
    "b",
    options={
        "a": ("1, 2, 3, 4", "with these weights the cross-correlation gives other numbers: 34 instead of 16 at the start."),
        "b": ("4, 3, 2, 1", "a cross-correlation with the flipped kernel is the convolution, so the fit is exact."),
        "c": ("others", "an exact fit exists, and least squares finds it. Which kernel turns one operation into the other?"),
    },
)

size_with_stride = Prediction(
    10,
    "the first row can move on by 27 places, that is 9 steps of 3, and the start counts too.",
    slips={
        28: "that is stride 1.",
        11: "that is 32/3, rounded up, as `same` would give. Which windows lie wholly inside?",
        9: "that many steps are taken. Does the position before the first step count?",
    },
)

shuffled_pixels = Prediction(
    "b",
    options={
        "a": ("both", "25 weights cannot follow pixels that went anywhere in the picture."),
        "b": ("only the weighted sum", "a sum does not depend on the order, and each weight follows its own pixel."),
        "c": ("only the blur", "the blur averages neighbours. Who are the neighbours after the shuffle?"),
        "d": ("neither", "write the sum for two pixels, and swap both pixels and weights. What changes?"),
    },
)

summary_dx = Prediction(
    "b",
    options={
        "a": ("stays", "that holds for the sum times dx. How many heights does the bare sum add?"),
        "b": ("doubles", "twice as many heights are added, and only the factor dx would make up for it."),
        "c": ("halved", "dx is halved, but the bare sum does not contain it. How many heights are added?"),
    },
)

summary_size = Prediction(
    22,
    "⌊(50 − 7)/2⌋ + 1 = 21 + 1.",
    slips={
        21: "the position before the first step counts too.",
        25: "that is `same`: 50/2.",
    },
)

summary_impulse = Prediction(
    "b",
    options={
        "a": ("a convolution", "a convolution flips the kernel so that an impulse shows it as it is."),
        "b": ("a cross-correlation", "without the flip the impulse shows the kernel turned around."),
        "c": ("unknown", "for an asymmetric kernel the two results differ. Which of them prints it as it is?"),
    },
)

summary_same = Prediction(
    2,
    "the last of 10 windows ends 9 + 4 − 10 = 3 places beyond the input; 1 zero goes before, 2 go to the end.",
    slips={
        1: "that many go before the samples. Where does the one that is left over go?",
        3: "that many are needed in all. How are they shared?",
    },
)
