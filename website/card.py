"""The picture that stands beside a link to the course where it is shared."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from course_utils.integrals import BOX, RAMP, box_ramp_closed_form
from course_utils.style import INPUT, KERNEL, PAPER, RESULT, SOFT_INK, styled


@styled
def draw(path: Path) -> None:
    """Draw the box, the ramp and their convolution below the title, 1200×630 pixels."""
    figure = plt.figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
    figure.text(0.06, 0.83, "Convolution, all the way", fontsize=46, fontweight="bold", color=SOFT_INK)
    figure.text(0.06, 0.73, "from the integral to a network that reads digits", fontsize=25, color=SOFT_INK)
    ax = figure.add_axes((0.06, 0.08, 0.88, 0.56))
    x = np.linspace(-2.6, 2.6, 1041)
    for values, look in ((BOX(x), INPUT), (RAMP(x), KERNEL), (box_ramp_closed_form(x), RESULT)):
        ax.plot(x, values, **{**look, "linewidth": 6})
    ax.fill_between(x, box_ramp_closed_form(x), alpha=0.15, color=RESULT["color"])
    ax.set_ylim(-0.05, 1.12)
    ax.axis("off")
    figure.savefig(path, dpi=100)
    plt.close(figure)
