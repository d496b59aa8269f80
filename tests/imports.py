"""Who imports whom in a package, and who of them stand in a circle."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator
from pathlib import Path

Graph = dict[str, dict[str, str]]  # room → the rooms that it imports → the line where it does


def rooms(package: Path) -> Graph:
    """The rooms of a package: each folder in it, and each file that stands in none.

    An import counts wherever it stands: inside a function and for type checkers too, since whoever
    reads the room has to know the other.
    """
    graph: Graph = {}
    for path in sorted(package.rglob("*.py")):
        room = _room(package, path)
        for module, line in _imports(path, (package.name, *path.relative_to(package).parts)):
            parts = module.split(".")
            if parts[0] == package.name and len(parts) > 1 and _is_room(package, parts[1]):
                where = f"{path.relative_to(package.parent).as_posix()}, line {line}: {module}"
                graph.setdefault(room, {}).setdefault(parts[1], where)
    for room, imported in graph.items():
        imported.pop(room, None)
    return graph


def circle(graph: Graph) -> list[str]:
    """The shortest circle, as the imports that close it; empty when there is none."""
    found = [path for room in graph if (path := _way_back(graph, room))]
    return min(found, key=len, default=[])


def _way_back(graph: Graph, start: str) -> list[str]:
    waiting, seen = deque([(start, [])]), {start}
    while waiting:
        room, path = waiting.popleft()
        for other, where in graph.get(room, {}).items():
            if other == start:
                return [*path, where]
            if other not in seen:
                seen.add(other)
                waiting.append((other, [*path, where]))
    return []


def _room(package: Path, path: Path) -> str:
    return path.relative_to(package).parts[0].removesuffix(".py")


def _is_room(package: Path, name: str) -> bool:
    return (package / name).is_dir() or (package / f"{name}.py").is_file()


def _imports(path: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """(module, line); of ``from a import b`` the module is ``a.b``, whatever b is."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(parts[: len(parts) - node.level]) if node.level else ""
            module = ".".join(filter(None, [above, node.module]))
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)
