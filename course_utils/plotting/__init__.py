"""The figures of the chapters, one module an object. They take data, return the Axes or Figure, and say what is to be seen."""

from course_utils.descent import descent_path

from .curves import (
    plot_curves,
    plot_density,
    plot_errors,
    plot_flip_steps,
    plot_pair,
    plot_samples,
    plot_step_errors,
    plot_times,
)
from .descent import Descent, plot_descents
from .filters import FilteredPicture, plot_stages
from .grids import KernelOnGrid, plot_kernel_on_grid
from .kernels import nearest_kernel, plot_channel_sum, plot_feature_maps, plot_kernel_bank, plot_kernel_pairs, plot_responses
from .losses import LineOnSurface, line_axes, plot_lines, plot_loss_history, plot_loss_surface, plot_losses
from .networks import plot_network, plot_receptive_fields
from .pictures import plot_confusion, plot_digits, plot_pictures
from .sliding import FlipAndSlide, flip_and_slide_axes, plot_flip_and_slide, plot_flip_and_slide_row
from .tensors import StridedView, draw_buffer, plot_batch_axes, plot_kernel_axes, plot_strides
from .training import plot_training

__all__ = [
    "Descent",
    "FilteredPicture",
    "FlipAndSlide",
    "KernelOnGrid",
    "LineOnSurface",
    "StridedView",
    "descent_path",
    "draw_buffer",
    "flip_and_slide_axes",
    "line_axes",
    "nearest_kernel",
    "plot_batch_axes",
    "plot_channel_sum",
    "plot_confusion",
    "plot_curves",
    "plot_density",
    "plot_descents",
    "plot_digits",
    "plot_errors",
    "plot_feature_maps",
    "plot_flip_and_slide",
    "plot_flip_and_slide_row",
    "plot_flip_steps",
    "plot_kernel_axes",
    "plot_kernel_bank",
    "plot_kernel_on_grid",
    "plot_kernel_pairs",
    "plot_lines",
    "plot_loss_history",
    "plot_loss_surface",
    "plot_losses",
    "plot_network",
    "plot_pair",
    "plot_pictures",
    "plot_receptive_fields",
    "plot_responses",
    "plot_samples",
    "plot_stages",
    "plot_step_errors",
    "plot_strides",
    "plot_times",
    "plot_training",
]
