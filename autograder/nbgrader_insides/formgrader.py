"""Where Formgrader keeps its templates: ours stand before them, and the rest must be found."""

from __future__ import annotations

from pathlib import Path

import nbgrader

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
