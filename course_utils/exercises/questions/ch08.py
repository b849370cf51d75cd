"""Predictions and recall questions of chapter 08, Train a network that reads digits."""

from ..predict import Prediction

# ------------------------------------------------------------------------------------------------------ before you start

count_of_conv = Prediction(
    4640,
    "each of the 32 filters has 3 · 3 · 16 weights and one bias.",
    slips={
        4608: "these are the weights. How many biases are there?",
        320: "each filter is as deep as its input. How many channels has that?",
        4624: "there is one bias for each filter, not for each channel that comes in.",
        145: "that is one filter, and there are 32.",
        9248: "that would be 32 channels in. How many come in?",
    },
)

trained_in_normalisation = Prediction(
    32,
    "γ and β, one of each for a channel.",
    slips={
        64: "the moving mean and the moving variance follow the batches; no gradient moves them.",
        16: "each channel has a γ and a β.",
        48: "which of the four numbers of a channel does a gradient move?",
        0: "γ and β are trained. How many channels are there?",
    },
)

side_after_pooling = Prediction(
    13,
    "30 − 4 = 26, and half of that.",
    slips={
        15: "that would be `same`. How many pixels does `valid` take away?",
        26: "that is the side after the convolution. What does the pooling do?",
        12: "a kernel of 5 takes away 4 pixels, not 5 or 6.",
        14: "a kernel of 5 takes away 4 pixels, not 2.",
    },
)

both_logits_raised = Prediction(
    "b",
    options={
        "a": ("both probabilities grow", "they always add up to 1. Can both grow?"),
        "b": ("nothing: they stay as they were", "the factor e⁵ stands above and below the line, and cancels."),
        "c": ("the first grows and the second shrinks", "only differences of logits count. What is the difference now?"),
    },
)

gradient_for_the_kernel = Prediction(
    "a",
    options={
        "a": ("the correlation of X with G", "each weight meets a patch of X as large as G. This chapter ends with it."),
        "b": ("the full convolution of G with K", "that is the gradient for the image. Which size has the kernel's?"),
        "c": ("the product of K and G", "K is not in its own gradient, since the result is linear in K. What is?"),
    },
)

# ---------------------------------------------------------------------------------------------------------- predictions

dense_on_shuffled_pixels = Prediction(
    "a",
    options={
        "a": ("about as well as before", "a weighted sum does not care about the order of its terms."),
        "b": (
            "clearly worse, but better than a guess",
            "so it would be for you. Does a sum care about the order of its terms?",
        ),
        "c": ("not better than a guess", "the ink is all there, at other places. Which places does a Dense layer know?"),
    },
)

sides_with_same = Prediction(
    (28, 14, 14, 7),
    "only the pooling makes them smaller.",
    slips={
        (24, 12, 8, 4): "that is `valid`. How much does a convolution with `same` take away?",
        (28, 14, 10, 5): "the second convolution has `same` padding too.",
        (28, 14, 7, 3): "the third layer is a convolution, and it keeps the size.",
        (14, 14, 7, 7): "the convolution comes first, then the pooling.",
    },
)

loss_of_ten_zeros = Prediction(
    2.30,
    "ten classes, each with the probability 1/10: −log 0.1 = ln 10.",
    slips={
        0: "a loss of 0 would be a sure and right answer. Which probabilities do ten equal logits give?",
        0.1: "that is the probability of each class. What does it cost?",
        1: "that is the logarithm to base 10. Which base has the cross-entropy?",
        0.9: "that is the probability of being wrong. What does the right class cost?",
        -2.3: "the logarithm of 0.1 is negative, and the loss has a minus sign.",
    },
    tolerance=0.006,
)

scatter_of_a_thousand = Prediction(
    "b",
    options={
        "a": ("by 1 digit", "the deviation of one digit is 0.14. How does it grow with the number of digits?"),
        "b": ("by 9 digits", "1.96 · √(1000 · 0.98 · 0.02) = 8.7, nearly one point in a hundred."),
        "c": ("by 31 digits", "that is about √1000 and belongs to a fair coin. How often does this one fall on tails?"),
    },
)

kernels_from_random_labels = Prediction(
    "b",
    options={
        "a": ("rough, as at the start", "the gradients are not zero, only useless. What are they made of?"),
        "b": ("smooth, about as much as those that learned to read", "what they are made of does not depend on the labels."),
        "c": (
            "all zero",
            "the network learns a few of its labels by heart, so its gradients do not cancel. What are they made of?",
        ),
    },
)

worth_of_learned_kernels = Prediction(
    "b",
    options={
        "a": ("learned, named, random", "so one would hope. But how many of the named ones are near copies of each other?"),
        "b": ("learned best, named no better than random", "sixteen random kernels differ more than sixteen with names."),
        "c": ("all alike", "the learned ones are ahead from each of the seeds. By how much?"),
    },
)

# -------------------------------------------------------------------------------------------------------------- summary

maps_of_a_moved_digit = Prediction(
    "b",
    options={
        "a": ("nothing", "that would be invariant. What is a convolution?"),
        "b": ("they move along by 2 pixels", "that is what equivariant means."),
        "c": (
            "they move along, and every value changes",
            "the kernel meets the same ink, only elsewhere. Why should values change?",
        ),
    },
)

epoch_of_the_stop = Prediction(
    18,
    "the best loss is 5 epochs old then.",
    slips={
        13: "in epoch 13 nobody knows yet that it was the best.",
        17: "how old is the loss of epoch 13 then?",
        19: "in epoch 18 the patience is used up already.",
        5: "that is the patience. From which epoch on does it count?",
    },
)

width_of_an_interval = Prediction(
    1.9,
    "1.96 · √(0.95 · 0.05/500) = 0.019.",
    slips={
        1.0: "that is one standard deviation. How many belong to 95 %?",
        3.8: "that is the whole width. How far does it reach to one side?",
        0.1: "the number of digits stands under the root. Did you divide after taking it?",
        4.4: "that is the width for a fair coin. How often does this network miss?",
    },
    tolerance=0.06,
)

why_smooth = Prediction(
    "b",
    options={
        "a": (
            "edges are useful",
            "kernels from random labels are as smooth, and nothing was useful there. What else is in a gradient?",
        ),
        "b": ("every step adds a sum of image patches", "by chapter 04, whatever the labels are."),
        "c": ("the optimizer prefers small weights", "small weights may be rough. What is each step made of?"),
    },
)
