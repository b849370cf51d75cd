"""Parse and check arguments once, at the public edge, so that the computing functions can trust what they get.

Every function takes the value and the name of the argument, returns the parsed value, and raises ``TypeError`` (the
wrong kind of thing) or ``ValueError`` (the right kind, out of range) with a sentence that says what came, what was
expected and how to mend it.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

REAL_KINDS = "biuf"  # NumPy's letters for booleans, integers, unsigned integers and floating-point numbers


def real_array(value: ArrayLike, name: str, axes: Sequence[str] | None = None, finite: bool = False) -> np.ndarray:
    """``value`` as a non-empty array of real numbers, with one axis per name in ``axes`` (``None``: any shape).

    The array may share its memory with ``value``: read it, never write to it. A byte order that is foreign to the
    machine (FITS files have one) becomes the machine's own.
    """
    if value is None:
        raise TypeError(f"{name} is None; expected an array of numbers (does a function lack its return?)")
    _refuse_a_mask(value, name)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(
            f"{name} is ragged: its rows have different lengths ({error}); make all rows equally long"
        ) from error
    if array.dtype.kind not in REAL_KINDS:
        hint = (
            "take its real part or its magnitude" if array.dtype.kind == "c" else 'convert it with .astype("float64")'
        )
        raise TypeError(f"{name} holds {array.dtype} values; expected real numbers; {hint}")
    if axes is not None and array.ndim != len(axes):
        raise ValueError(
            f"{name} has shape {array.shape}, that is {array.ndim} axes; expected {len(axes)}: ({', '.join(axes)}); "
            "add axes of length 1 with np.newaxis, or index away what is too much"
        )
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); give at least one number along every axis")
    if finite and not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        where = f"{name}[{', '.join(map(str, place))}]" if place else name
        raise ValueError(f"{where} is {array[place]}; expected finite numbers; remove or replace NaN and infinity")
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def _refuse_a_mask(value: ArrayLike, name: str) -> None:
    """Refuse masked values, in a list, too: ``np.asarray`` would bring back the numbers below the mask."""
    if np.ma.is_masked(value):
        raise ValueError(
            f"{name} is a masked array, and {np.ma.count_masked(value)} of its {np.size(value)} values are masked; "
            "expected numbers only; give the masked ones a value with .filled(0), or leave them out with .compressed()"
        )
    if isinstance(value, list | tuple):
        for part in value:
            if isinstance(part, (list, tuple, np.ma.MaskedArray)):
                _refuse_a_mask(part, name)


def computing_dtypes(inputs: np.ndarray, kernel: np.ndarray | None = None) -> tuple[np.dtype, np.dtype]:
    """Return the dtype to compute in and the dtype of the result.

    Floating inputs keep theirs; integer and boolean inputs take the kernel's if that is floating, else ``float64``;
    ``float16`` is accumulated in ``float32``.
    """
    if inputs.dtype.kind == "f":
        result = inputs.dtype
    elif kernel is not None and kernel.dtype.kind == "f":
        result = kernel.dtype
    else:
        result = np.dtype(np.float64)
    return np.dtype(np.float32) if result == np.float16 else result, result


@np.errstate(over="ignore", invalid="ignore")
def in_dtype(result: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """``result`` in the dtype that was promised; what is too large for it becomes infinite, as in a ``float32`` sum."""
    return result.astype(dtype, copy=False)


def natural(value: int, name: str) -> int:
    """``value`` as an ``int`` of at least 1; a boolean or a fraction is none."""
    if isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} is {value}, a boolean; expected a whole number of at least 1")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{name} is {value!r} ({type(value).__name__}); expected a whole number of at least 1, such as 2; "
            "round it first, for example with int(…) or //"
        ) from None
    if number < 1:
        raise ValueError(f"{name} is {number}; expected a whole number of at least 1")
    return number


def natural_pair(value: int | tuple[int, int], name: str) -> tuple[int, int]:
    """Return two natural numbers, for height and width; a single one stands for both."""
    if isinstance(value, str) or not hasattr(value, "__len__") or getattr(value, "shape", None) == ():
        number = natural(value, name)
        return number, number
    if len(value) != 2:
        raise ValueError(f"{name} is {value!r}, {len(value)} numbers; expected one, or two for (height, width)")
    return natural(value[0], f"{name}[0]"), natural(value[1], f"{name}[1]")


def choice(value: str, name: str, options: Sequence[str]) -> str:
    """``value`` if it is one of ``options``."""
    expected = " or ".join(f'"{option}"' for option in options)
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r} ({type(value).__name__}); expected {expected}")
    if value not in options:
        raise ValueError(f'{name} is "{value}"; expected {expected}')
    return value


def positive_number(value: float, name: str) -> float:
    """``value`` as a finite ``float`` above 0."""
    array = real_array(value, name, axes=(), finite=True)
    if array.dtype.kind == "b":
        raise TypeError(f"{name} is {value}, a boolean; expected a number above 0")
    if array <= 0:
        raise ValueError(f"{name} is {value}; expected a number above 0")
    return float(array)
