"""Explorers: pictures that follow the hand, in every Jupyter and on a page without one."""

from .descent import DescentExplorer, descent_explorer
from .grids import GridExplorer, grid_explorer
from .losses import LineExplorer, line_explorer
from .sliding import FlipAndSlide, flip_and_slide
from .tensors import ReshapeExplorer, reshape_explorer
