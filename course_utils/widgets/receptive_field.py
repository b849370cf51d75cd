"""Chapter 07: the receptive field, layer by layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import traitlets
from matplotlib.figure import Figure

from course_utils.plotting import plot_reach
from course_utils.reach import Layer, sizes
from course_utils.widgets.base import Explorer

LAYERS = (Layer("conv 5", 5), Layer("pool 2", 2, 2), Layer("conv 5 again", 5), Layer("pool 2 again", 2, 2))


class ReceptiveField(Explorer):
    """Point at a unit of a stack of layers: what it sees below, and what it takes part in above.

    Attributes
    ----------
    level, unit : int
        The layer, 0 for the input, and the unit in it; beyond the last one, the last one.
    """

    module = "receptive_field.js"
    size = traitlets.Int().tag(sync=True)
    layers = traitlets.List().tag(sync=True)
    level, unit = (traitlets.Int(0, min=0).tag(sync=True) for _ in range(2))

    def __init__(self, size: int, layers: Sequence[Layer]):
        self._stack, self._sizes = list(layers), sizes(size, layers)
        level = len(self._stack)
        state = {"size": size, "layers": [asdict(layer) for layer in self._stack], "level": level}
        super().__init__(**state, unit=self._sizes[level] // 2)

    @traitlets.validate("level", "unit")
    def _inside(self, proposal) -> int:
        most = len(self._stack) if proposal["trait"].name == "level" else max(self._sizes) - 1
        return min(proposal["value"], most)

    def still(self) -> Figure:
        return plot_reach(self.size, self._stack, self.level, self.unit).figure


def receptive_field_explorer(size: int = 28, layers: Sequence[Layer] = LAYERS) -> ReceptiveField:
    """Make a `ReceptiveField`, the last line of a cell; by default the network of chapter 07.

    >>> explorer = receptive_field_explorer()
    >>> explorer.level, explorer.unit
    (4, 2)
    """
    return ReceptiveField(size, layers)
