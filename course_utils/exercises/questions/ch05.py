"""Predictions and recall questions of chapter 05, Fit a line by descending a loss."""

import math

from ..predict import Prediction

# ------------------------------------------------------------------------------------------------------ before you start

stable_rate = Prediction(
    0.1,
    "2/k with the larger curvature, 2/20: the steepest direction is the first to diverge.",
    slips={
        4: "that is 2 divided by the smaller curvature. Which direction diverges first?",
        0.05: "at 1/k one step arrives at the bottom. How much farther may it go?",
        10: "the curvature stands below the line: the steeper, the smaller the rate.",
        40: "that is the condition number, 20/0.5.",
    },
    tolerance=1e-9,
)

unwatched = Prediction(
    "b",
    options={
        "a": ("6", "that is the slope of x² at 3. But which tensors does a tape watch by itself?"),
        "b": ("`None`", "a tape watches variables by itself, a constant only if it is told to."),
        "c": ("0", "a slope of 0 is a number. What does the tape say if it saw no way from x to y?"),
    },
)

column_minus_row = Prediction(
    (6, 6),
    "the column is repeated along the row and the row along the column: every pair is subtracted.",
    slips={
        (6,): "so it would be if both had shape (6,). Which axes does broadcasting add, and on which side?",
        (6, 1): "the last axes are compared first: 1 against 6. Which of them is stretched?",
        (1, 6): "the first axis of (6, 1) has length 6. What meets it?",
        (12,): "nothing is put behind one another. What does broadcasting do with an axis of length 1?",
    },
)

valid_length = Prediction(
    196,
    "200 − 5 + 1 positions at which the kernel lies wholly on the signal.",
    slips={
        200: "that is `same`.",
        204: "that is `full`.",
        195: "count the positions: a kernel of 1 would have 200 of them.",
    },
)

deviation_of_a_sum = Prediction(
    5,
    "the variances add, 9 + 16 = 25, and the deviation is the root.",
    slips={
        7: "deviations do not add. Which squares do?",
        25: "that is the variance of the sum. What is its root?",
        1: "independent errors do not cancel in general. What adds up?",
    },
)

# ---------------------------------------------------------------------------------------------------------- predictions

absolute_line = Prediction(
    "c",
    options={
        "a": ("nearly as much", "how hard does one error of 80 points pull by the absolute cost, and one of 5?"),
        "b": ("about a tenth as much", "does the pull of this student become stronger at all by moving farther down?"),
        "c": ("it stays", "the student was below the line before, pulls down with the strength 1 and goes on doing so."),
    },
)

steps_in_the_bowl = Prediction(
    1,
    "1 − ηk = 1 − 0.5 · 2 = 0 in every direction, so the first step leaves nothing.",
    slips={
        0: "the guess is not the bottom. How long is one step?",
        2: "by which factor does one step multiply the distance?",
        10: "by which factor, 1 − ηk, does one step multiply the distance?",
        100: "by which factor, 1 − ηk, does one step multiply the distance?",
    },
)

first_step_of_adam = Prediction(
    0.5,
    "m/(1 − 0.9) is the gradient and the root its size, so only the sign is left, times the rate.",
    slips={
        -0.5: "the gradient is negative, and a step goes against it. To which side?",
        0.432: "that is the rate times the gradient, the step of plain descent. By what does Adam divide?",
        0.05: "m is 0.1·g after one step. What does the division by 1 − 0.9 do to it?",
        1.58: "m and s as they are would give this. Which two divisions are missing?",
        1: "that is m/√s. What is it multiplied by?",
    },
    tolerance=0.005,
)

nearest_batch = Prediction(
    "c",
    options={
        "a": ("25, both times", "how many steps has a batch of all students made after two epochs?"),
        "b": ("1, both times", "so it is at first. What does the noise of single students do near the bottom?"),
        "c": ("1 first, 5 at the end", "50 noisy steps beat two exact ones; near the bottom less noise wins."),
    },
)

learned_order = Prediction(
    "b",
    options={
        "a": ("0.9 first", "`np.convolve` flips the ramp. Does `conv1d` flip its kernel too?"),
        "b": ("0.1 first", "the convolution has flipped the ramp, and a library that does not flip has to learn it flipped."),
        "c": ("any order", "each weight meets another sample. Would the result stay if two were swapped?"),
    },
)

worst_mistake = Prediction(
    "c",
    options={
        "a": ("−1", "on paper. What is the probability e⁻¹⁰⁰⁰ in a computer?"),
        "b": ("a huge one", "log p is steep near 0. But can p be near 0 here, or is it 0?"),
        "c": ("0", "p is stored as 0, the loss is cut off, and where it is cut off nothing pulls."),
    },
)

# -------------------------------------------------------------------------------------------------------------- summary

mse_in_tenths = Prediction(
    100,
    "every error grows by 10, and its square by 10².",
    slips={
        10: "so does the MAE. What is the unit of the MSE?",
        1000: "there are no cubes in it. What is the unit of the MSE?",
        0.01: "the numbers grow: an error of 5 points is 50 tenths.",
        1: "the line is as good as before, but the MSE has a unit.",
    },
)

same_path = Prediction(
    "c",
    options={
        "a": ("gradient descent", "its step is the rate times the gradient. What is that now?"),
        "b": ("momentum", "its velocity adds up gradients. How long are they now?"),
        "c": ("Adam", "m and √s both grow a thousandfold, and their quotient stays."),
    },
)

logit_of_four_to_one = Prediction(
    math.log(4),
    "the odds are 0.8/0.2 = 4, and log 4 is about 1.39.",
    slips={
        4: "those are the odds. What is their logarithm?",
        -1.386: "that is the logit of 0.2. Which way round are the odds?",
        -0.223: "that is log p. What is p divided by first?",
        0.69: "that is the sigmoid of 0.8, the way from a logit to p.",
        0.6: "that is log 4 in base 10. Which base does the sigmoid have?",
    },
    tolerance=0.012,
)

cross_entropy_of_two = Prediction(
    1.5 * math.log(2),
    "the mean of log 2 and log 4, about 1.04.",
    slips={
        2.08: "that is the sum of both. What does the cross-entropy take of them?",
        0.98: "you took the logarithm of the mean probability. What is averaged, p or −log p?",
        -1.04: "only the sign is wrong: what is log p of a probability?",
        0.125: "that is the likelihood of both. What is the mean of −log p?",
    },
    tolerance=0.01,
)
