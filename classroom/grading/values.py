"""Values as JSON, for two processes that do not trust each other: numbers, text, containers, arrays, handles of functions.

Nothing that is decoded runs code, as pickle would: what is not on the list arrives as an empty object that only has the
name of its type.
"""

from __future__ import annotations

import base64
import dataclasses
import inspect
import math
import numbers
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

LARGEST = 1_000_000  # values in an array; of a larger one only the shape is sent
LONGEST = 4000  # digits of an integer, and parameters of a function


class ValueFault(Exception):
    """What came is not what `encode` writes."""


class Odd:
    """Stands for a value that was not sent; its class has the name of that value's type."""


class OddIterator(Odd, Iterator):
    """The same, for something that makes its values only when asked."""

    def __next__(self):
        raise StopIteration


def _odd(name: str, iterator: bool) -> object:
    return type(name[:60] or "object", (OddIterator if iterator else Odd,), {})()


def _array(array: np.ndarray, scalar: bool) -> list:
    if array.dtype.kind not in "biufc" or array.dtype.itemsize > 16:
        raise TypeError
    if array.size > LARGEST:
        return ["huge", list(array.shape)]
    array = np.ascontiguousarray(array).reshape(array.shape)
    data = base64.b64encode(array.astype(array.dtype.newbyteorder("<")).tobytes()).decode()
    return ["array", array.dtype.newbyteorder("<").str, list(array.shape), data, scalar]


def _parameters(function: Callable) -> list | None:
    """Name, kind and whether it has a default, of each parameter; None where Python cannot tell."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [[each.name, int(each.kind), each.default is not each.empty] for each in parameters]


def encode(value: Any, handle: Callable[[Any], list], own: str = "") -> Any:
    """Turn a value into what JSON can write.

    Parameters
    ----------
    value
        Anything.
    handle
        Gives the handle of a function: ``["yours", number]`` for one of the other side, else ``["mine", number]``.
    own
        Dataclasses whose module begins with this are sent with their fields, to be made anew on the other side.
    """
    if value is None or isinstance(value, bool | str):
        return value if value is None or isinstance(value, bool) else str(value)
    try:
        return _encode(value, handle, own)
    except Exception:  # an object may raise what it likes when it is looked at
        return ["odd", type(value).__name__, isinstance(value, Iterator)]


def _encode(value, handle, own):
    def inner(part):
        return encode(part, handle, own)

    if value is ...:
        return ["..."]
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype == object and all(isinstance(x, numbers.Number) for x in array.flat):
            array = array.astype(float)
        return _array(array, isinstance(value, np.generic))
    if isinstance(value, int):
        return ["int", str(int(value))] if abs(value) < 10**LONGEST else ["float", math.copysign(math.inf, value).hex()]
    if isinstance(value, float):
        return ["float", float(value).hex()]
    if isinstance(value, complex):
        return ["complex", value.real.hex(), value.imag.hex()]
    if isinstance(value, numbers.Number) and not hasattr(value, "__array__"):
        return ["float", float(value).hex()]
    for kind, tag in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "set")):
        if isinstance(value, kind):
            return [tag, [inner(part) for part in value]]
    if isinstance(value, dict):
        return ["dict", [[inner(key), inner(part)] for key, part in value.items()]]
    if isinstance(value, bytes | bytearray):
        return ["bytes", base64.b64encode(value[:LARGEST]).decode()]
    if own and dataclasses.is_dataclass(value) and type(value).__module__.startswith(own):
        fields = {field.name: inner(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return ["made of", type(value).__module__, type(value).__qualname__, fields, *handle(value)]
    if hasattr(value, "__array__") or isinstance(value, range):
        return _array(np.asarray(value), False)
    if callable(value):
        return [*handle(value), str(getattr(value, "__name__", ""))[:60], _parameters(value)]
    raise TypeError


def decode(coded: Any, function: Callable, make: Callable | None = None) -> Any:
    """Turn what `encode` wrote into a value again.

    Parameters
    ----------
    coded
        What JSON has read.
    function
        ``function(whose, number, name, parameters)`` gives the function of a handle.
    make
        ``make(module, name, fields, handle)`` makes a dataclass anew; without it none is made.

    Raises
    ------
    ValueFault
        If ``coded`` is nothing that `encode` writes.
    """
    try:
        return _decode(coded, function, make)
    except (TypeError, ValueError, KeyError, IndexError, OverflowError, RecursionError, AttributeError) as error:
        raise ValueFault(f"{type(error).__name__}: {error}") from None


def _decode(coded, function, make):
    def inner(part):
        return _decode(part, function, make)

    if coded is None or isinstance(coded, bool | str):
        return coded
    match coded:
        case ["..."]:
            return ...
        case ["int", str(text)]:
            return int(text)
        case ["float", str(text)]:
            return float.fromhex(text)
        case ["complex", str(real), str(imaginary)]:
            return complex(float.fromhex(real), float.fromhex(imaginary))
        case ["list", list(parts)]:
            return [inner(part) for part in parts]
        case ["tuple", list(parts)]:
            return tuple(inner(part) for part in parts)
        case ["set", list(parts)]:
            return {inner(part) for part in parts}
        case ["dict", list(parts)]:
            return {inner(key): inner(part) for key, part in parts}
        case ["bytes", str(text)]:
            return base64.b64decode(text, validate=True)
        case ["array", str(dtype), list(shape), str(data), bool(scalar)]:
            return _to_array(dtype, shape, data, scalar)
        case ["huge", list(shape)]:
            return np.broadcast_to(np.nan, [int(n) for n in shape])
        case ["odd", str(name), bool(iterator)]:
            return _odd(name, iterator)
        case [("mine" | "yours") as whose, int(number), str(name), parameters]:
            return function(whose, number, name, _to_signature(parameters))
        case ["made of", str(module), str(name), dict(fields), _, int(number)] if make:
            return make(module, name, {key: inner(part) for key, part in fields.items()}, number)
    raise ValueFault(f"not a value: {str(coded)[:80]}")


def _to_array(dtype: str, shape: list, data: str, scalar: bool):
    kind = np.dtype(dtype)
    if kind.kind not in "biufc" or len(dtype) > 5 or any(n < 0 for n in shape):
        raise ValueFault(f"an array of {dtype} and shape {shape}")
    raw = base64.b64decode(data, validate=True)
    array = np.frombuffer(raw, kind).reshape([int(n) for n in shape]).astype(kind.newbyteorder("="))
    return array[()] if scalar else array


def _to_signature(parameters) -> inspect.Signature | None:
    if parameters is None:
        return None
    if len(parameters) > LONGEST:
        raise ValueFault("too many parameters")
    empty = inspect.Parameter.empty
    found = [inspect.Parameter(name, kind, default=None if given else empty) for name, kind, given in parameters]
    return inspect.Signature(found)
