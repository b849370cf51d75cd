"""What the references of several chapters compute."""

import numpy as np

from .run import WrongAnswer


def correlate(image, kernel):
    """Valid cross-correlation of two grids, one multiplication for each kernel entry."""
    image, kernel = np.asarray(image, dtype=float), np.asarray(kernel, dtype=float)
    height, width = (n - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True))
    total = np.zeros((height, width))
    for (m, n), weight in np.ndenumerate(kernel):
        total += image[m : m + height, n : n + width] * weight
    return total


def full(image, kernel):
    """Full cross-correlation of two grids."""
    return correlate(np.pad(np.asarray(image, dtype=float), [(k - 1, k - 1) for k in kernel.shape]), kernel)


def softmax(logits, axis=1, shift=None):
    """Probabilities along one axis, or what comes where something else than the largest logit is subtracted."""
    logits = np.asarray(logits, dtype=float)
    powers = np.exp(logits - (shift(logits) if shift else logits.max(axis=axis, keepdims=True)))
    return powers / powers.sum(axis=axis, keepdims=True)


def pair(parts, question):
    """The two arrays of numbers that an answer returned; without them a `WrongAnswer` that asks the question."""
    try:
        first, second = map(np.asarray, parts if isinstance(parts, tuple | list | np.ndarray) else ())
    except ValueError:
        first = second = np.array(None)
    if first.ndim == second.ndim == 0:
        raise WrongAnswer("your function did not return a pair.", question)
    if not {first.dtype.kind, second.dtype.kind} <= set("biufc"):
        raise WrongAnswer("your function returned a pair that is not of numbers.", "What are the two parts of your result?")
    return first, second


def decimals(rng, low, high, size):
    """Random numbers with three decimals, which no half precision and no rounding to cents leaves as they are."""
    return rng.integers(1000 * low, 1000 * high, size) / 1000
