"""The sum of products, number by number."""

import numpy as np
from drawn import words_of


def test_the_products_and_their_sum_are_right():
    words = [word for word in words_of("sum_of_products.svg") if word.isdigit()]
    numbers = [int(word) for word in words]
    u, v, products, total = numbers[:4], numbers[4:8], numbers[8:12], numbers[12]
    np.testing.assert_array_equal(np.multiply(u, v), products)
    assert sum(products) == total == np.dot(u, v)


def test_the_picture_does_not_answer_the_case_of_the_exercise():
    assert words_of("sum_of_products.svg").count("47") == 0
