"""Broadcasting and channels."""

import numpy as np
from drawn import words_of


def test_the_broadcast_sums_are_those_of_numpy():
    cells = [int(words) for words in words_of("broadcasting.svg") if words.isdigit()]
    column, row, total = np.array(cells).reshape(12, 3).T.reshape(3, 3, 4)
    assert (column == column[:, :1]).all()
    assert (row == row[:1]).all()
    np.testing.assert_array_equal(total, column[:, :1] + row[0])
