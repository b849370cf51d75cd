"""Predictions and recall questions of chapter 06, Filter and pool an image."""

from ..predict import Prediction

# ------------------------------------------------------------------------------------------------------ before you start

sigmoid_of_minus_two = Prediction(
    0.12,
    "σ(−v) = 1 − σ(v): what one of two classes loses, the other gains.",
    slips={
        -0.88: "a sigmoid is never below 0. What do σ(v) and σ(−v) add up to?",
        0.88: "the sigmoid rises everywhere. Is it the same on both sides of 0?",
        0.5: "that is σ(0).",
    },
    tolerance=1e-9,
)

gradient_of_a_kernel = Prediction(
    (3, 5),
    "a gradient has a number for each weight, so it has the shape of the kernel.",
    slips={
        (10, 12): "that is the shape of the picture. Whose gradient was asked for?",
        (8, 8): "that is the shape of the result, and of its upstream gradient.",
        (12, 16): "that is a full convolution. How many numbers can be turned?",
        (5, 3): "height comes before width.",
    },
)

batch_of_one = Prediction(
    (1, 20, 30, 1),
    "the picture in the batch, height, width, channels.",
    slips={
        (20, 30, 1): "and which axis counts the pictures?",
        (1, 20, 30): "and which axis holds the one grey channel?",
        (1, 1, 20, 30): "that is PyTorch's order; TensorFlow puts the channels last.",
        (20, 30): "that is the picture alone. Which two axes are missing?",
        (1, 20, 30, 3): "a grey picture has one number for each pixel.",
    },
)

positions_of_a_kernel = Prediction(
    3,
    "⌊(10 − 4)/3⌋ + 1: it begins at 0, 3 and 6.",
    slips={
        4: "that is `same`, or a last step on which the kernel hangs over.",
        2: "did you count the first position?",
        7: "that is the number of positions with stride 1.",
    },
)

shifted_delta = Prediction(
    "b",
    options={
        "a": ("f itself", "so it would be with the delta at 0. Where is it here?"),
        "b": ("f, moved to the right by 2", "the delta picks the value of f two places back."),
        "c": ("f, moved to the left by 2", "so it is in a cross-correlation. Which sign has a convolution?"),
        "d": ("2 · f", "the area of a delta is 1. What does its place do?"),
    },
)

# ---------------------------------------------------------------------------------------------------------- predictions

nine_without_one = Prediction(
    80,
    "eight ninths of 90 are left, because one weight of 1/9 is missing.",
    slips={
        90: "so it would be with the sum 1. What do eight weights of 1/9 add up to?",
        10: "that is what the missing corner takes away.",
        81: "a tenth of the light? How many weights has the whole kernel?",
    },
)

blurred_stripes = Prediction(
    "b",
    options={
        "a": ("they get wider, and keep their contrast", "count the stripes: can a blur make fewer of them?"),
        "b": ("they keep their width, and lose contrast", "every point is averaged with its neighbours in the same way."),
        "c": (
            "they get wider, and lose contrast",
            "the second half is right. What would have to happen to the stripes beside a wider one?",
        ),
        "d": ("nothing, because the kernel has the sum 1", "that holds for flat areas. What is the mean of light and dark?"),
    },
)

size_after_two_strides = Prediction(
    (15, 27),
    "⌈134/3⌉ = 45 and ⌈240/3⌉ = 80, and once more ⌈45/3⌉ = 15 and ⌈80/3⌉ = 27.",
    slips={
        (45, 80): "that is after the convolution. What does the pooling do?",
        (14, 26): "`SAME` keeps the window that hangs over: it rounds up.",
        (15, 26): "80/3 is no whole number. Which way does `SAME` round?",
        (44, 80): "that is one of two strides, and `SAME` rounds up.",
        (27, 15): "height comes before width.",
    },
)

every_second_column = Prediction(
    "c",
    options={
        "a": ("stripes of period 2, as before", "which columns are left: the light ones, the dark ones, or both?"),
        "b": ("stripes of period 1", "a period of 1 means that all columns are alike. What do you call that?"),
        "c": ("a flat area", "columns 0, 2, 4 … are all light, so nothing changes any more."),
    },
)

one_edge_in_sixteen = Prediction(
    (0.0625, 1),
    "the mean thins the 1 out to a sixteenth, and the max keeps it.",
    slips={
        (1, 0.0625): "the mean comes first in the question.",
        (0.25, 1): "a window of 4×4 has sixteen values.",
        (1, 1): "the mean counts the fifteen zeros too.",
        (0, 1): "the mean is small, but not nothing.",
    },
    tolerance=6e-4,
)

weights_of_three_filters = Prediction(
    81,
    "each filter has 3·3 weights for each of three channels, which is 27, and there are three filters.",
    slips={
        27: "that is one filter on a colour picture, or three on a grey one. Here are three filters and three channels.",
        9: "that is one filter for one channel.",
        30: "a bias for each filter? Leave it out here, and count the channels again.",
        84: "81 and a bias for each filter; the chapter leaves biases out.",
    },
)

# -------------------------------------------------------------------------------------------------------------- summary

flat_fifty = Prediction(
    100,
    "the sum of the weights is 6 − 4 = 2, and on a flat area the kernel multiplies by it.",
    slips={
        50: "so it would be with the sum 1. What do the five weights add up to?",
        300: "that is the weight in the middle alone. What do its four neighbours take away?",
        0: "so it would be with the sum 0. What do the five weights add up to?",
        500: "four weights are negative.",
    },
)

edges_of_sobel_y = Prediction(
    "b",
    options={
        "a": ("upright ones, such as a lamp post", "down a lamp post nothing changes. Which difference is taken?"),
        "b": ("level ones, such as the horizon", "it subtracts what is above from what is below."),
        "c": ("both alike", "that takes two kernels and Pythagoras."),
    },
)

pooled_size = Prediction(
    (3, 4),
    "⌊(7 − 3)/2⌋ + 1 rows and ⌊(10 − 3)/2⌋ + 1 columns.",
    slips={
        (2, 3): "that is with windows that do not overlap, or without the first position.",
        (4, 5): "that is `SAME`.",
        (3, 5): "the last window of a row would hang over.",
        (4, 3): "height comes before width.",
    },
)

weights_of_eight_filters = Prediction(
    360,
    "3·3 weights for each of 5 channels are 45, and there are 8 filters.",
    slips={
        72: "that is for one channel. How many does each filter read?",
        45: "that is one filter.",
        368: "360 and a bias for each filter, which was left out.",
        117: "the two numbers are multiplied: each filter reads every channel.",
    },
)
