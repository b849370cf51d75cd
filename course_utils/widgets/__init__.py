"""Explorers: pictures that follow the hand, in every Jupyter and on a page without one."""

from .descent import DescentExplorer, descent_explorer
from .filters import OWN_KERNEL, FilterExplorer, filter_explorer
from .grids import GridExplorer, grid_explorer
from .losses import LineExplorer, line_explorer
from .pooling import PoolingExplorer, pooling_explorer
from .receptive_field import ReceptiveField, receptive_field_explorer
from .sliding import FlipAndSlide, flip_and_slide
from .tensors import ReshapeExplorer, reshape_explorer
from .training import TrainingProgress, training_progress
