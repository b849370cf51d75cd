"""Claps in a room: each brings its own echo, and what is heard is their sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils.style import (
    FOURTH_COLOR,
    INK,
    INPUT,
    INPUT_COLOR,
    KERNEL_COLOR,
    PRODUCT_EDGE,
    RESULT,
    describe,
    number_text,
    styled,
    title_above,
)

LOOKS = ((KERNEL_COLOR, "--"), (FOURTH_COLOR, "-."), (PRODUCT_EDGE, ":"))


@styled
def plot_echoes(times: Sequence[float], strengths: Sequence[float], answer: Callable, length: float, t: float) -> Figure:
    """Draw up to three claps, the echo of each, and the sum of all echoes, with the values at ``t`` marked.

    ``answer`` is what the room answers to a clap of strength 1, as a function of one age, and 0 after ``length``.

    >>> figure = plot_echoes([0.0, 0.5], [1.0, 0.6], lambda age: 1.0 if 0 <= age <= 2 else 0.0, length=2, t=1)
    >>> [ax.get_ylabel() for ax in figure.axes]
    ['claps', 'echo of each', 'heard']
    """
    figure, (top, middle, bottom) = plt.subplots(3, 1, figsize=(7.4, 5.2), sharex=True, layout="constrained")
    start, stop = min(times) - 0.25, max(times) + length + 0.25
    edges = [start, *sorted({a + end for a in times for end in (0, length)}), t, stop]
    places = np.unique([*np.linspace(start, stop, 601), *(edge + side for edge in edges for side in (-1e-9, 1e-9))])
    top.vlines(times, 0, strengths, color=INPUT_COLOR, linewidth=INPUT["linewidth"] + 1)
    top.plot(times, strengths, "o", color=INPUT_COLOR)
    heard, at_t, said = np.zeros(len(places)), 0.0, []
    for number, (a, strength, (color, line)) in enumerate(zip(times, strengths, LOOKS, strict=False), start=1):
        echo = strength * np.array([answer(place - a) for place in places])
        value = strength * answer(t - a)
        own = (places > a - 1e-6) & (places < a + length + 1e-6)
        middle.plot(places[own], echo[own], color=color, linestyle=line, linewidth=2.0, label=f"of clap {number}")
        middle.plot([t], [value], "o", color=color, markersize=6)
        top.annotate(f"clap {number}", (a, strength), (6, -3), textcoords="offset points", va="center")
        heard, at_t = heard + echo, at_t + value
        said.append(f"the clap of strength {number_text(strength)} at {number_text(a)} s gives {number_text(value)}")
    bottom.plot(places, heard, **RESULT)
    bottom.plot([t], [at_t], "o", color=RESULT["color"], markersize=9, markeredgecolor=INK)
    bottom.annotate(f"{number_text(at_t)} at t = {number_text(t)}", (t, at_t), (9, 7), textcoords="offset points")
    for ax, label in ((top, "claps"), (middle, "echo of each"), (bottom, "heard")):
        ax.axvline(t, color=INK, linestyle=":", linewidth=1.2)
        ax.set_ylabel(label)
    middle.legend(loc="upper left", ncols=3)
    loudest = max(strengths) * max(answer(age) for age in np.linspace(0, length, 101))
    for ax, high in ((top, 1.25 * max(strengths)), (middle, 1.5 * loudest), (bottom, 1.15 * heard.max())):
        ax.set_ylim(0, high)
    bottom.set(xlabel="time in s", xlim=(start, stop))
    title_above(figure, "Every clap starts the same echo; what you hear is their sum")
    return describe(figure, f"At {number_text(t)} s {', '.join(said)}; together {number_text(at_t)}.")
