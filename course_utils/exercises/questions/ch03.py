"""Predictions and recall questions of chapter 03, Put numbers into tensors."""

from ..predict import Prediction

reshaped_cat = Prediction(
    "c",
    options={
        "a": ("a cat on its side", "that is the transpose; a reshape keeps the order of the numbers and starts the rows anew."),
        "b": ("a cat stretched", "stretching would need new pixels between the old ones, and none were made."),
        "c": ("torn, slanted stripes", "the rows begin at other places now, so what stood in one column no longer does."),
    },
)

covered_eye = Prediction(
    "b",
    options={
        "a": ("as before", "that would be so if the slice had copied the eye; it did not."),
        "b": ("black where the eye was", "the slice is the eye *in* the portrait, so painting the one paints the other."),
        "c": ("black all over", "only the rows and columns of the slice were painted."),
    },
)

shape_of_the_difference = Prediction(
    (3, 3),
    "the lengths 3 and 1 meet at the last axis, and 3 meets nothing: each number is compared with all three.",
    slips={
        (3,): "that would be so if both had shape (3,), and one of them has an axis more.",
        (3, 1): "at the last axis a 3 meets a 1. Which of the two is left?",
        (1, 3): "one of the two has 3 rows. Where have they gone?",
    },
)

notes_of_python = Prediction(
    1,
    "Python passes by once, while tracing; the other calls run the graph.",
    slips={
        3: "that is how Python would do it without `@tf.function`. Does it come by each time?",
        0: "somebody has to read the body once to know which operations are in it.",
    },
)

third_count = Prediction(
    3,
    "`assign_add` is an operation of the graph, and the variable outlives each call.",
    slips={1: "a Python number would be frozen at its first value. Is a variable?", 2: "the third call adds its 1 first."},
)

filtered_shape = Prediction(
    (2, 298, 449, 2),
    "the batch stays, each side loses kernel − 1 = 2, and there is a channel for each kernel.",
    slips={
        (2, 298, 449, 3): "the three colours are added up. How many results does each window give?",
        (2, 298, 449, 6): "the three results of one kernel are added up, not kept side by side.",
        (2, 300, 451, 2): "that would be `SAME`. How many whole windows fit along a side?",
    },
)

valid_shape = Prediction(
    (4, 5),
    "along each axis n − k + 1 whole windows fit: 5 − 2 + 1 and 7 − 3 + 1.",
    slips={(5, 7): "that is `same`.", (6, 9): "that is `full`.", (3, 4): "position 0 counts too."},
)

strided_length = Prediction(
    5,
    "whole windows begin at 0, 2, 4, 6 and 8.",
    slips={10: "that is with stride 1.", 6: "that is `same`.", 4: "the window at 0 counts too."},
)

library_convolution = Prediction(
    "b",
    options={
        "a": ("the convolution", "that is what the name says, but no deep-learning library flips the kernel."),
        "b": ("the cross-correlation", "the kernel is laid on the picture as it is printed, and the name is a habit."),
        "c": ("either, by the symmetry", "for a symmetric kernel both agree; for any other one the library does not ask."),
    },
)

area_of_result = Prediction(6, "areas multiply.", slips={5: "it is the widths that add up. What do the areas do?"})

sum_of_products = Prediction(
    11,
    "1·3 + 0·5 + 2·4.",
    slips={36: "those are the sums, multiplied. The products come first.", (3, 0, 8): "now add these up.", 16: "is 0·5 a 5?"},
)

shape_of_brackets = Prediction(
    (3, 1, 2),
    "three things inside the outermost brackets, one inside each of them, two numbers inside that.",
    slips={(2, 1, 3): "read from the outside in.", (3, 2): "each row has one more pair of brackets.", 3: "that is the rank."},
)

shape_of_the_sum = Prediction(
    (4, 2, 3),
    "aligned at the end, 3 meets 3, 1 meets 2, and 4 meets nothing.",
    slips={(4, 1, 3): "in the middle a 1 meets a 2. Which is left?", (2, 3): "where has the 4 gone?"},
)

what_changes_a = Prediction(
    "b",
    options={
        "a": ("b = a.copy()", "a copy has a buffer of its own."),
        "b": ("b = a[1:]", "a slice reads the buffer of `a`, and so it writes there too."),
        "c": ("b = a[[0, 2, 3]]", "a list of indices need not have regular steps, so NumPy copies."),
    },
)

shape_of_kernels = Prediction(
    (5, 5, 3, 8),
    "HWIO: height, width, channels in, channels out.",
    slips={
        (8, 5, 5, 3): "that order belongs to the pictures: NHWC. Where do the outputs stand in a kernel?",
        (5, 5, 8, 3): "inputs come before outputs.",
        (5, 5, 3): "that is one kernel, and there are 8.",
    },
)
