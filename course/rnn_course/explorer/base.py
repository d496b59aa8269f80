"""What every explorer shares: its script, its style, and a still picture for pages without it."""

from __future__ import annotations

from pathlib import Path

import anywidget

from rnn_course.grading import is_grading
from rnn_course.pictures.show import card

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "explorer.css").read_text(encoding="utf-8")


# What each picture stands on, in the order in which one needs the other.
SHARED = ("canvas.js", "plot.js", "read_out.js", "knobs.js", "film.js", "stage.js")


def script(*names: str) -> str:
    """The widget's module: the files that all share, then the widget's own.

    They are joined to one text, because the page of a notebook can fetch no other file.
    """
    return "\n".join((FOLDER / part).read_text(encoding="utf-8") for part in (*SHARED, *names))


class Explorer(anywidget.AnyWidget):
    """A widget that can also be read where no widget runs: as a picture, or as a sentence.

    Each explorer has ``describe()``, itself in words, and ``still()``, itself as a figure.
    """

    def _repr_mimebundle_(self, **kwargs):
        if is_grading():
            return {"text/plain": self.describe()}
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        words = self.describe()
        data["text/plain"] = words
        data["text/html"] = card(self.still(), words)
        return bundle
