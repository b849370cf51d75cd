"""Explorers: pictures that follow the hand, in every Jupyter and on a page without one."""

from .grids import GridExplorer, grid_explorer
from .sliding import FlipAndSlide, flip_and_slide
