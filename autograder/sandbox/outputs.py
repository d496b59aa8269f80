"""From the messages of a student's process to the outputs of a cell, believing none of them."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from autograder.notebook_parts import new_output
from autograder.sandbox.zygote.frames import BadFrame

JSON = re.compile(r"application/(.*\+)?json")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
WIDGET = "application/vnd.jupyter.widget-view+json"
SIZES = ("width", "height")
DEEPEST = 60  # levels of nesting in an output that is data
MAX_TEXT = 200_000  # characters of text kept of one stream of a cell
MAX_OUTPUTS = 500  # displays kept of one cell
CUT = "\n… (the rest of this output was cut)\n"


class Outputs:
    """The outputs of one cell as they come in."""

    def __init__(self):
        self.cell: list[NotebookNode] = []
        self._ids: dict[str, NotebookNode] = {}
        self._clear_next = False
        self._lengths: dict[int, int] = {}

    def take(self, message: dict) -> None:
        """Apply one message. Raises `BadFrame` when it is none of ours."""
        if message.get("clear"):
            self._clear_next = bool(message.get("wait"))
            if not self._clear_next:
                self.cell.clear()
            return
        output = _output(message.get("output"))
        if self._clear_next:
            self.cell.clear()
            self._clear_next = False
        name = message.get("display_id")
        if message.get("update"):
            if isinstance(name, str) and name in self._ids:
                self._ids[name].update(data=output.data, metadata=output.metadata)
            return
        if output.output_type == "stream":
            self.printed(output.name, output.text)
        elif len(self.cell) < MAX_OUTPUTS:
            self.cell.append(output)
            if isinstance(name, str) and output.output_type == "display_data":
                self._ids[name] = output

    def printed(self, stream: str, text: str) -> None:
        """Add text to a stream, as much as is kept."""
        last = self.cell[-1] if self.cell else None
        if last is None or last.output_type != "stream" or last.name != stream:
            if len(self.cell) >= MAX_OUTPUTS:
                return
            last = new_output("stream", name=stream, text="")
            self.cell.append(last)
        room = MAX_TEXT - len(last.text)
        if room > 0:
            last.text += text[:room]
            if len(text) > room:
                last.text += CUT


def _output(data) -> NotebookNode:
    """A valid nbformat output of what came."""
    kind = data.get("output_type") if isinstance(data, dict) else None
    try:
        if kind == "stream":
            name = "stderr" if data["name"] == "stderr" else "stdout"
            return new_output("stream", name=name, text=_clean(data["text"]))
        if kind == "error":
            lines = [_clean(line) for line in data["traceback"]]
            return new_output(
                "error", ename=_clean(data["ename"]), evalue=_clean(data["evalue"]), traceback=lines
            )
        if kind in ("display_data", "execute_result"):
            more = {"execution_count": None} if kind == "execute_result" else {}
            bundle = {_clean(mime): _value(mime, value) for mime, value in data["data"].items()}
            bundle = {mime: value for mime, value in bundle.items() if _can_be_shown(mime, value)}
            return new_output(kind, data=bundle, metadata=_sizes(data["metadata"]), **more)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadFrame(f"an output without its parts ({type(error).__name__})") from None
    raise BadFrame("an output of no known kind")


def _can_be_shown(mime: str, value) -> bool:
    """Whether nbgrader's pages, which take pictures and widgets as they come, can show it."""
    if mime.startswith("image/") and mime != "image/svg+xml":
        return isinstance(value, str) and bool(BASE64.fullmatch(value))
    if mime == WIDGET:
        return isinstance(value, dict) and isinstance(value.get("model_id"), str)
    return True


def _sizes(metadata) -> dict:
    """The widths and heights of pictures; nothing else of it is of use."""
    if not isinstance(metadata, dict):
        return {}
    sizes = {
        _clean(mime): {k: v for k, v in more.items() if k in SIZES and type(v) is int}
        for mime, more in metadata.items()
        if isinstance(more, dict)
    }
    return {mime: more for mime, more in sizes.items() if more}


def _value(mime: str, value):
    if isinstance(value, str):
        return _clean(value)
    if JSON.fullmatch(mime):
        return _data(value)
    raise BadFrame(f"{mime[:40]} that is no text")


def _data(value, depth: int = 0):
    """JSON that can be written again."""
    if depth > DEEPEST:
        raise BadFrame("data nested too deeply")
    if isinstance(value, dict):
        return {_clean(key): _data(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_data(inner, depth + 1) for inner in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text) -> str:
    """Text that can be written as UTF-8; half a surrogate pair cannot."""
    if not isinstance(text, str):
        raise BadFrame("a number where text should be")
    return text.encode("utf-8", "replace").decode("utf-8")
