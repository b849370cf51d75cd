"""What every explorer is: an anywidget whose ES module computes and draws in the browser, with a static picture beside it.

The module stands in the file that `Explorer.module` names, beside the Python class, and is served as it is to a page
without a kernel. A notebook gets the same text with what it imports put in front, since it has no files to import from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import anywidget
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course_utils.style import figure_png

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
PAGE = "application/vnd.convolution-course.explorer+json"


def module_text(name: str) -> str:
    """An ES module of this folder with the modules that it imports put in front of it.

    >>> "import" in module_text("tokens.js")
    False
    """
    found: dict[str, str] = {}

    def read(name: str, root: bool) -> None:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for imported in IMPORT.findall(text):
            if imported not in found:
                read(imported, root=False)
        text = IMPORT.sub("", text)
        found[name] = text if root else re.sub(r"^export ", "", text, flags=re.MULTILINE)

    read(name, root=True)
    return "\n".join(found.values())


class Explorer(anywidget.AnyWidget):
    """Controls and a picture that live in the browser, and traits that mirror them in Python.

    A subclass names its module, declares its traits with ``sync=True`` and says how `still` draws its starting state.
    """

    module: str

    def __init_subclass__(cls, **kwargs):
        if "module" in cls.__dict__:
            cls._esm = module_text(cls.module)
        super().__init_subclass__(**kwargs)

    def __init__(self, **state):
        super().__init__(**state)
        self._start = self.page_state()
        still = self.still()
        self._png = figure_png(still)
        plt.close(still)

    def still(self) -> Figure:
        """Draw the state as it is now, for paper, for pages without scripts, and for a notebook that is not trusted."""
        raise NotImplementedError

    def own_traits(self) -> Iterable[str]:
        """The names of the traits that the module reads."""
        return sorted(
            set(self.trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names(sync=True)) - {"_esm", "_anywidget_id"}
        )

    def page_state(self) -> dict:
        """What the module needs on a page without a kernel."""
        return {name: getattr(self, name) for name in self.own_traits()}

    def __repr__(self) -> str:
        return f"{self.module.removesuffix('.js')}: run this cell in JupyterLab to move it"

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict]:
        """The live explorer, its static picture with an alt text, and module and state for a page."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        png, shown = self._png
        page = {"module": self.module, "state": self._start}
        return data | {"image/png": png, PAGE: page}, metadata | {"image/png": shown}
