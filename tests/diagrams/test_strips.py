"""Padding, stride and dilation: the formulas count what is drawn."""

import re
from itertools import chain

import pytest
from drawn import SVG_NAMES, words_of

from course_utils.convolution import output_size


@pytest.mark.parametrize("name", [name for name in SVG_NAMES if name.startswith("arithmetic_")])
def test_the_formula_counts_the_results_that_are_drawn(name):
    shown = words_of(name)
    formulas = [match for word in shown if (match := re.fullmatch(r"⌊\((.+)\)/(\d)⌋ \+ 1 = (\d)", word))]
    assert len(formulas) >= 2
    lengths = []
    for match in formulas:
        n, p, d, k = map(int, re.fullmatch(r"(\d) \+ (\d) − (\d)·\((\d)−1\) − 1", match[1]).groups())
        lengths.append(int(match[3]))
        assert lengths[-1] == output_size(n + p, k, int(match[2]), "valid", d)
    key, *drawn = [word for word in shown if re.fullmatch(r"S\d", word)]
    assert key == "S0"
    assert drawn == [f"S{i}" for i in chain(*map(range, lengths))]


@pytest.mark.parametrize("name", [name for name in SVG_NAMES if name.startswith("positions_")])
def test_without_the_formula_the_positions_are_counted_in_words(name):
    shown = words_of(name)
    assert not [words for words in shown if "⌊" in words]
    counted = [int(words.split()[0]) for words in shown if re.fullmatch(r"\d positions", words)]
    assert len(counted) == 3
    assert [word for word in shown if re.fullmatch(r"S\d", word)][1:] == [f"S{i}" for i in chain(*map(range, counted))]
