"""Explorers: pictures that follow the hand, in every Jupyter and on a page without one."""

from .sliding import FlipAndSlide, flip_and_slide
