"""Ranks, broadcasting and channels."""

import math
import re
from ast import literal_eval
from itertools import pairwise

import numpy as np
from drawn import SVG, sheet, words_of

from course_utils.diagrams.tensors import RANKS


def test_each_rank_is_a_list_of_what_came_before_and_all_its_numbers_are_drawn():
    words = [re.fullmatch(r"([a-z ]+): (\(.*\))", each) for each in words_of("ranks.svg")]
    drawn = {each[1]: literal_eval(each[2]) for each in words if each}
    assert drawn == {name: shape for name, (shape, _) in RANKS.items()}
    assert [len(shape) for shape in drawn.values()] == [0, 1, 2, 3, 4, 5]
    assert all(one == other[1:] for one, other in pairwise(drawn.values()))
    cells = [rect for rect in sheet("ranks.svg").iterfind(SVG + "rect[@x]") if rect.get("stroke-width") == "1.2"]
    assert len(cells) == sum(map(math.prod, drawn.values()))


def test_the_broadcast_sums_are_those_of_numpy():
    cells = [int(words) for words in words_of("broadcasting.svg") if words.isdigit()]
    column, row, total = np.array(cells).reshape(12, 3).T.reshape(3, 3, 4)
    assert (column == column[:, :1]).all()
    assert (row == row[:1]).all()
    np.testing.assert_array_equal(total, column[:, :1] + row[0])
