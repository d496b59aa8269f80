"""Which files of tests a change most likely breaks: read off git and off what the tests import."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

CORE = "pytest.mark.core"  # in the text of a file that belongs to every quick run


def changed(root: Path) -> list[str]:
    """Files that differ from where this branch began, or else those of the last commit.

    Args:
        root: The folder of start.py.

    Returns:
        Paths below root, with slashes; none where git knows nothing.
    """
    begun = _git(root, "merge-base", "HEAD", "@{upstream}") or _git(
        root, "merge-base", "HEAD", "main"
    )
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    found = _git(root, "diff", "--name-only", *(begun or ["HEAD"])) + new
    return found or _git(root, "diff", "--name-only", "HEAD~1")


def _git(root: Path, *words: str) -> list[str]:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True)
    except OSError:  # there is no git
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def tests_of(root: Path, paths: list[str]) -> list[str]:
    """The files of tests that belong to a change, most likely to break first.

    First come the tests that were changed, then those with the name of a changed file, those that
    belong to every quick run, those that import what a changed file defines or that name it, and
    last those with the name of a folder of a changed file.

    Args:
        root: The folder of start.py.
        paths: What was changed, as `changed` gives it.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in (root / "tests").rglob("*.py")}
    imports = {path: _imported(text) for path, text in texts.items()}
    for path in imports:  # what a test's helper imports, the test does
        own = [imports[helper] for helper in imports if _module(root, helper) in imports[path]]
        imports[path] = imports[path].union(*own)
    defined = {one: _defined(root, root / one) if one.endswith(".py") else set() for one in paths}
    ranked = {}
    for path in sorted(texts):
        if path.name.startswith("test_"):
            ranks = [
                _rank(path, texts[path], root / one, defined[one] & imports[path]) for one in paths
            ]
            ranked[path] = min([(2, 0) if CORE in texts[path] else (9, 0), *ranks])
    chosen = sorted((path for path in ranked if ranked[path][0] < 9), key=lambda p: (ranked[p], p))
    return [path.relative_to(root).as_posix() for path in chosen]


def _rank(test: Path, text: str, path: Path, names: set[str]) -> tuple[int, int]:
    """How likely the change of one file breaks a file of tests: small is likely.

    Args:
        test: The file of tests, and `text`, what it says.
        path: The changed file.
        names: What it defines and the tests import.
    """
    name, stem = test.stem.removeprefix("test_"), path.stem.removeprefix("test_")
    if path == test:
        return 0, 0
    if name == stem:
        return 1, 0
    if names or (path.suffix != ".py" and (path.name in text or name.split("_")[0] == stem)):
        return 3, -len(names)
    return (4, 0) if name in path.parts[-3:-1] else (9, 0)


def _module(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    if parts[:1] == ("course",):  # what is imported from there begins with rnn_course
        parts = parts[1:]
    return ".".join(parts).removesuffix(".__init__")


def _imported(text: str) -> set[str]:
    """Every dotted name that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _defined(root: Path, path: Path) -> set[str]:
    """The dotted names under which what a file defines may be imported."""
    module = _module(root, path)
    try:
        body = ast.parse(path.read_text(encoding="utf-8")).body
    except (OSError, SyntaxError):  # deleted, or half written
        body = []
    own = {getattr(node, "name", "") for node in body}
    own |= {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    packages = [module.rsplit(".", n)[0] for n in range(module.count(".") + 1)]
    return {module} | {f"{package}.{name}" for package in packages for name in own if name}


def words_of(paths: list[str]) -> list[str]:
    """The names of changed files without their endings; in a file, tests that say one go first."""
    stems = {Path(path).stem.removeprefix("test_") for path in paths}
    return sorted(stem for stem in stems if re.fullmatch(r"\w{4,}", stem))
