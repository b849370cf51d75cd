"""The figures of the chapters, one module an object. They take data, return the Axes or Figure, and say what is to be seen."""

from course_utils.descent import descent_path
from course_utils.kernels import nearest_kernel

from .curves import (
    plot_curve_and_error,
    plot_curves,
    plot_density,
    plot_errors,
    plot_flip_steps,
    plot_pair,
    plot_samples,
    plot_step_errors,
    plot_times,
)
from .descent import plot_descent, plot_descents, plot_valleys
from .echoes import plot_echoes
from .filters import plot_filtered, plot_stages
from .grids import plot_kernel_on_grid, readable_grid
from .histograms import plot_histograms
from .kernels import plot_channel_sum, plot_feature_maps, plot_kernel_cards, plot_kernel_pairs, plot_responses, plot_weights
from .losses import (
    contour_levels,
    plot_line_on_surface,
    plot_lines,
    plot_loss_history,
    plot_loss_surface,
    plot_losses,
)
from .networks import plot_network, plot_receptive_fields
from .optimizers import plot_adam
from .pictures import plot_confusion, plot_digits, plot_pictures, plot_reading
from .pooling import plot_pooling
from .products import plot_areas, plot_spectra
from .reach import plot_reach
from .sliding import plot_both_orders, plot_flip_and_slide, plot_flip_and_slide_row, plot_pile_of_copies
from .tensors import plot_batch_axes, plot_kernel_axes, plot_strides, plot_view
from .training import plot_accuracies, plot_training
