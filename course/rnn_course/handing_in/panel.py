"""The panel under `hand_in()`: what is not done, your name, and the button."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import anywidget
import traitlets

from rnn_course import handing_in
from rnn_course.explorer.base import STYLE, script
from rnn_course.handing_in.packing import folder_name

HERE = Path(__file__).parent


class Panel(anywidget.AnyWidget):
    """It looks at the file when it appears, and again at each press.

    The zip's bytes go to the page, so that it can be downloaded wherever JupyterLab runs. They go as
    a message: what a widget keeps is saved in the notebook, and would be in the next zip.
    """

    _esm = script(HERE / "panel.js")
    _css = STYLE

    chapter = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    undone = traitlets.List(traitlets.Unicode()).tag(sync=True)
    notes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    says = traitlets.Unicode().tag(sync=True)

    def __init__(self, chapter: str, home: Path, to: Path | None = None):
        super().__init__(chapter=chapter, name=handing_in.own_name())
        self.home, self.to = home, to
        self.look()
        self.on_msg(self._pressed)

    def look(self) -> handing_in.Look:
        """Look at the file and show what is found. Raises `CannotHandIn`."""
        found = handing_in.look(self.chapter, self.home)
        self.undone, self.notes = list(found.undone), list(found.notes)
        return found

    def _pressed(self, _, message, __) -> None:
        """A button: ``{"press": "look" | "pack", "name": …, "known": what was shown as undone}``."""
        self.says = ""  # so that the same answer is heard again
        try:
            known = list(message.get("known", []))
            found = self.look()
            if message.get("press") != "pack":
                self.says = "Looked again."
            elif found.undone and list(found.undone) != known:
                self.says = "Something is not done; see above. Press again to hand it in as it is."
            else:
                self.pack(found, str(message.get("name", "")))
        except handing_in.CannotHandIn as error:
            self.says = str(error)

    def pack(self, found: handing_in.Look, name: str) -> None:
        """Pack it, and give the page the zip."""
        self.name = folder_name(name)
        with contextlib.redirect_stdout(io.StringIO()):  # the panel itself says it
            path, said = handing_in.packed(found, name, self.to)
        self.send({"file": path.name}, buffers=[path.read_bytes()])
        self.says = said

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        lines = [f"Hand in {self.chapter}", *(f"✗ {line}" for line in self.undone), *self.notes]
        data["text/plain"] = "\n".join(lines)
        return bundle
