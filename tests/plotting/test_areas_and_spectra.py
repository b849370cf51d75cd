"""Areas and spectra side by side: one scale, and alt texts that tell what multiplies."""

import numpy as np

from course_utils.integrals import BOX, RAMP, Piecewise, convolve
from course_utils.plotting import plot_areas, plot_spectra
from course_utils.style import alt_text

BOX_RAMP = Piecewise(lambda x: convolve(BOX, RAMP, x), [-2, 0, 2])
TRIO = {"f": BOX, "g": RAMP, "f∗g": BOX_RAMP}


def test_areas_stand_in_the_titles_and_all_panels_have_one_scale():
    figure = plot_areas(TRIO, [2, 1, 2], "Areas multiply")
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["f: area = 2", "g: area = 1", "f∗g: area = 2"]
    assert len({(*ax.get_xlim(), *ax.get_ylim()) for ax in figure.axes}) == 1
    assert alt_text(figure) == (
        "Areas multiply. f: area = 2, from −1 to 1; g: area = 1, from −1 to 1; f∗g: area = 2, from −2 to 2."
    )


def test_spectra_are_drawn_below_their_functions_on_one_scale():
    frequencies = np.linspace(0, 3, 31)
    box, ramp = 2 * np.abs(np.sinc(2 * frequencies)), np.exp(-frequencies)
    figure = plot_spectra(TRIO, frequencies, [box, ramp, box * ramp], "Strengths multiply")
    for ax, values in zip(figure.axes[3:], (box, ramp, box * ramp), strict=True):
        np.testing.assert_array_equal(ax.lines[0].get_ydata(), values)
    assert len({ax.get_ylim() for ax in figure.axes[3:]}) == 1
    signs = [text.get_text() for ax in figure.axes for text in ax.texts]
    assert signs == ["∗", "=", "×", "="]
    assert "f: 2 at 0, " in alt_text(figure)
