"""Chapter 08: how a training goes."""

from __future__ import annotations

import html

import ipywidgets as widgets


class TrainingProgress(widgets.HBox):
    """A bar that fills while a network is trained for so many epochs at most, with its last loss beside it.

    >>> progress = TrainingProgress("dense", 3)
    >>> progress
    dense: at most 3 epochs; run this cell in JupyterLab to watch the loss
    >>> progress.update(1, {"loss": 0.25, "accuracy": 0.9})
    >>> progress.status.value
    '<div role="status" aria-live="polite">dense, epoch 1 of 3: loss 0.2500, accuracy 0.9000</div>'
    """

    def __init__(self, name: str, epochs: int):
        self._name, self._epochs, self._done = name, epochs, ""
        self.bar = widgets.IntProgress(max=epochs, layout={"width": "18em"})
        self.status = widgets.HTML()
        super().__init__([self.bar, self.status])

    def update(self, epoch: int, logs: dict[str, float]) -> None:
        """Show how many epochs are done, and what they gave."""
        self.bar.value = epoch
        figures = ", ".join(f"{key.replace('val_', 'validation ')} {value:.4f}" for key, value in logs.items())
        self._done = f"epoch {epoch} of {self._epochs}: {figures}"
        self._say(self._done)

    def finish(self) -> None:
        """Say that the training is over."""
        self.bar.bar_style = "success"
        self._say(f"done, {self._done}")

    def _say(self, sentence: str) -> None:
        self.status.value = f'<div role="status" aria-live="polite">{html.escape(f"{self._name}, {sentence}")}</div>'

    def __repr__(self) -> str:
        counted = "1 epoch" if self._epochs == 1 else f"{self._epochs} epochs"
        return f"{self._name}: at most {counted}; run this cell in JupyterLab to watch the loss"


def training_progress(name: str):
    """A callback that shows how a training goes: ``model.fit(…, verbose=0, callbacks=[training_progress("dense")])``.

    In JupyterLab it is a bar that fills, with the loss and the metrics of the last epoch. What a notebook saves of it is
    one line, the same in every run.
    """
    import keras
    from IPython.display import display

    class ShowProgress(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.progress = TrainingProgress(name, self.params["epochs"])
            display(self.progress)

        def on_epoch_end(self, epoch, logs=None):
            self.progress.update(epoch + 1, logs or {})

        def on_train_end(self, logs=None):
            self.progress.finish()

    return ShowProgress()
