"""The predictions and recall questions of chapter 08: the right answer passes, each slip gets its own sentence."""

import numpy as np
from every_chapter import (  # noqa: F401
    test_every_question_knows_its_answer,
    test_every_slip_of_a_question_is_told_in_a_sentence,
)

from course_utils.convolution import output_size
from course_utils.exercises import ch08

CHAPTER = ch08
ANSWERS = {
    "count_of_conv": 3 * 3 * 16 * 32 + 32,
    "trained_in_normalisation": 2 * 16,
    "side_after_pooling": output_size(output_size(30, 5), 2, 2),
    "both_logits_raised": "b",
    "gradient_for_the_kernel": "a",
    "dense_on_shuffled_pixels": "a",
    "sides_with_same": (28, 14, 14, 7),
    "loss_of_ten_zeros": float(np.log(10)),
    "scatter_of_a_thousand": "b",
    "kernels_from_random_labels": "b",
    "worth_of_learned_kernels": "b",
    "maps_of_a_moved_digit": "b",
    "epoch_of_the_stop": 13 + 5,
    "width_of_an_interval": 100 * 1.96 * (0.95 * 0.05 / 500) ** 0.5,
    "why_smooth": "b",
}
