"""Values cross between two processes unchanged, and nothing else does."""

import fractions
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from classroom.grading.values import LARGEST, Odd, ValueFault, decode, encode

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
ARRAYS = hnp.arrays(
    st.sampled_from(["bool", "uint8", "int64", "float16", "float32", "float64", "complex128"]), hnp.array_shapes(min_dims=0)
)


def across(value):
    coded = json.loads(json.dumps(encode(value, lambda f: ["mine", 0])))
    return decode(coded, lambda whose, number, name, signature: (whose, number, name, signature))


@given(PLAIN)
def test_plain_values_arrive_as_they_were(value):
    assert repr(across(value)) == repr(value)


@given(ARRAYS)
def test_arrays_arrive_with_dtype_shape_and_every_bit(array):
    got = across(array)
    assert (got.dtype, got.shape, got.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_array_scalars_stay_scalars():
    assert type(across(np.float32(1.5))) is np.float32


def test_function_arrives_as_a_handle_with_its_parameters():
    def double(x, times=2):
        return x * times

    whose, number, name, signature = across(double)
    assert (whose, number, name, list(signature.parameters)) == ("mine", 0, "double", ["x", "times"])
    signature.bind(1)


@pytest.mark.parametrize(
    ("value", "name"),
    [(object(), "object"), (np.array(["a"]), "ndarray"), (np.array([object()]), "ndarray"), (iter([1]), "list_iterator")],
)
def test_what_is_no_value_arrives_as_the_name_of_its_type(value, name):
    got = across(value)
    assert isinstance(got, Odd)
    assert type(got).__name__ == name


def test_number_of_another_kind_arrives_as_a_float():
    assert across(fractions.Fraction(1, 4)) == 0.25


def test_of_a_huge_array_only_the_shape_arrives():
    got = across(np.ones((LARGEST + 1, 1), np.uint8))
    assert got.shape == (LARGEST + 1, 1)
    assert got.strides == (0, 0)


def test_value_that_raises_when_it_is_looked_at_is_odd():
    class Trap:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError

    assert type(across(Trap())).__name__ == "Trap"


@pytest.mark.parametrize(
    "coded",
    [
        ["pickle", "gASV"],
        ["array", "|O", [1], "AAAA", False],
        ["array", "<f8", [2], "AAAA", False],
        ["array", "<f8", [-1], "", False],
        ["int", "1" * 5000],
        ["float", "x"],
        ["mine", 0, "f", [["1x", 1, False]]],
        ["made of", "os", "system", {}, "mine", 0],
        {"a": 1},
        7,
    ],
)
def test_what_is_not_of_the_list_is_refused(coded):
    with pytest.raises(ValueFault):
        decode(coded, lambda *handle: handle)
