"""Predictions and recall questions of chapter 00, Find your way around."""

from ..predict import Prediction

# Predictions, in the order of the chapter

second_place = Prediction(
    "c",
    options={
        "a": ("0", "the outline is round, but it is open at the left; the network has it in the third place."),
        "b": ("2", "a 2 ends in a stroke, not in a bow; the network has it in the fourth place."),
        "c": ("5", "both end in the same bow, open at the left; it is the upper half that differs."),
        "d": ("8", "an 8 is closed everywhere; the network gives it next to nothing."),
    },
)

unit_hands_on = Prediction(
    0,
    "the sum is 1·2 + 2·1 + 3·(−2) + 1 = −1, and the bend turns what is below 0 into 0.",
    slips={
        -1: "that is the sum. What does the bend make of a number below 0?",
        1: "that is the sum without its sign. The bend is no absolute value: what does it make of a number below 0?",
        -2: "that is the sum without the bias, and without the bend.",
        5: "did you bend the products? The bend comes once, after the whole sum.",
        11: "did you lose a minus? The last weight is −2.",
    },
)

one_weight = Prediction(
    6,
    "3·(2x) = 6x. Two layers without a bend do what one could do.",
    slips={
        5: "you add the weights. What is 3 times 2x, say for x = 1?",
        1.5: "you divide the weights. What is 3 times 2x, say for x = 1?",
        23: "you put the digits side by side. What is 3 times 2x, say for x = 1?",
        32: "you put the digits side by side. What is 3 times 2x, say for x = 1?",
    },
)

where_it_answers = Prediction(
    2,
    "where the stroke begins it gives 5, where it ends −5. Between equal neighbours it gives 0.",
    slips={
        1: "that is one end of the stroke. What does −1·5 + 1·0 give at the other end?",
        3: "three pixels hold a 5. What does −1·5 + 1·5 give between two of them?",
        4: "two pairs lie inside the stroke. What does −1·5 + 1·5 give there?",
        5: "in five places it fits. What does it give between two equal neighbours?",
    },
)

# Questions of the summary

what_training_changes = Prediction(
    "b",
    options={
        "a": ("the pictures", "the examples stay what they are; the network adapts to them."),
        "b": ("the weights and the biases", "they start at random, and each example moves them a little."),
        "c": ("the number of layers", "you choose the layers beforehand, and they stay. What do the layers hold?"),
        "d": ("the Python code of the layers", "the code says what is multiplied and added. Which numbers are those?"),
    },
)

what_is_convolutional = Prediction(
    "c",
    options={
        "a": ("it reads pictures", "other networks read pictures too. What do its layers do?"),
        "b": ("every layer is a convolution", "that is more than is needed: most end with ordinary layers."),
        "c": ("at least one of its layers uses convolution", "one is enough, and there are usually several."),
        "d": ("it has several layers between input and output", "that is what makes it deep. What do its layers do?"),
    },
)

another_sum = Prediction(
    2,
    "1·4 + (−1)·4 + 2·1 = 4 − 4 + 2 = 2.",
    slips={
        10: "did you lose the minus?",
        18: "that is the sum of u times the sum of v. Which pairs are multiplied?",
        11: "you added all six numbers. Which of them are multiplied first?",
        -32: "you multiplied the products. What joins them?",
    },
)
