"""Files that are no notebooks, notebooks that are none any more, and folders that lead astray."""

from __future__ import annotations

import copy
import gzip
import json
import os
import zipfile
from pathlib import Path

import nbformat

from tests.hostile import chapters
from tests.hostile.attack import archive, layout, notebook, text
from tests.hostile.scene import OTHER, PLACE

NAME = "00_start_here"
FILE = f"{NAME}.ipynb"
BROKEN = ("unreadable",)
EITHER = ("unreadable", "graded")  # mended or refused: both are right, if nobody else is stopped
BAD = r"not a notebook|no notebook|damaged|JSON|not a text file|link|plain file|MB"


def edited(change):
    """A change of the notebook's JSON, before any library has seen it."""

    def make(original: str) -> str:
        data = json.loads(original)
        change(data)
        return json.dumps(data)

    return make


def first(data):
    return next(c for c in data["cells"] if c["cell_type"] == "code")


def each_cell(**values):
    def change(data):
        for cell in data["cells"]:
            cell.update(values)

    return edited(change)


def top(**values):
    return edited(lambda data: data.update(values))


def worksheets(data):
    cells = data.pop("cells")
    data.update(
        nbformat=3,
        nbformat_minor=0,
        worksheets=[
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "input": "1",
                        "outputs": [],
                        "language": "python",
                        "metadata": {},
                        "collapsed": False,
                    }
                    for _ in cells
                ]
            }
        ],
    )


def duplicated(data):
    data["cells"] = [cell for cell in data["cells"] for _ in range(3)]


def other_ids(data):
    for number, cell in enumerate(data["cells"]):
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = (
                f"../../../{number}\0\n'; drop table grade;--"
            )


def other_types(data):
    for value, cell in zip(("x", ["y"], 7, None, {"grade_id": ["a"]}), data["cells"], strict=False):
        cell["metadata"]["nbgrader"] = value


def wrong_outputs(data):
    first(data)["outputs"] = [
        7,
        None,
        {"output_type": "no such"},
        {"output_type": "stream", "text": {"a": 1}},
        {"output_type": "execute_result", "data": [1, 2], "metadata": 3, "execution_count": "x"},
    ]


def with_attachments(data):
    data["cells"].insert(
        0,
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": "![x](attachment:x)",
            "attachments": {
                "../../../x": {"image/png": "A" * 1_000_000},
                "x": {"text/html": "<b>"},
            },
        },
    )


def deep(original: str) -> str:
    """JSON that is right and nested so deeply that readers give up."""
    data = json.loads(original)
    data["metadata"]["deep"] = "HERE"
    return json.dumps(data).replace('"HERE"', "[" * 50_000 + "]" * 50_000)


def many_cells(count):
    empty = {
        "cell_type": "code",
        "metadata": {},
        "source": "",
        "outputs": [],
        "execution_count": None,
    }
    return lambda data: data["cells"].extend({**empty, "id": f"n{n}"} for n in range(count))


def many_faults(data):
    """What a validator would complain about at length."""
    first(data)["outputs"] = [{"output_type": n, "data": {"a": n}} for n in range(100_000)]


TEXTS = [
    text(
        "half a notebook",
        "Hands in the first half of the file.",
        lambda t: t[: len(t) // 2],
        states=BROKEN,
        says=BAD,
    ),
    text(
        "empty file",
        "Hands in nothing, under the right name.",
        lambda t: "",
        states=BROKEN,
        says=BAD,
    ),
    text(
        "a list",
        "Hands in JSON that is no notebook.",
        lambda t: "[[], {}]",
        states=BROKEN,
        says=BAD,
    ),
    text("a number", "Hands in the JSON number 1e999.", lambda t: "1e999", states=BROKEN, says=BAD),
    text(
        "deep nesting",
        "Nests brackets until a reader's stack is full.",
        lambda t: "[" * 1_000_000,
        states=BROKEN,
        says=BAD,
    ),
    text("deep metadata", "Nests right JSON deeply inside the metadata.", deep, states=EITHER),
    text("UTF-16", "Hands in the notebook in UTF-16.", lambda t: t.encode("utf-16"), states=EITHER),
    text(
        "byte-order mark",
        "Puts a byte-order mark in front.",
        lambda t: b"\xef\xbb\xbf" + t.encode(),
        states=EITHER,
    ),
    text(
        "CRLF and NEL",
        "Ends its lines in every way that there is.",
        lambda t: t.replace("\n", "\r\n", 40).replace("\n", "\r", 3),
        states=EITHER,
    ),
    text(
        "gzip",
        "Hands in the notebook compressed.",
        lambda t: gzip.compress(t.encode()),
        states=BROKEN,
        says=BAD,
    ),
    text(
        "NUL characters",
        "Fills the file with zeros.",
        lambda t: b"\0" * 100_000,
        states=BROKEN,
        says=BAD,
    ),
    text(
        "NUL in the code",
        "Puts NUL and control characters into the cells.",
        each_cell(source="x = '\0\x01\x1b[2J\x7f\u202e'\n"),
        states=EITHER,
    ),
    text(
        "lone surrogates",
        "Writes halves of characters, which no file can hold.",
        each_cell(source="x = '\ud800\udfff\udc80'"),
        states=EITHER,
    ),
    text(
        "raw surrogates",
        "Writes halves of characters as bytes.",
        lambda t: t.replace("import numpy", "\ud800import numpy", 1),
        states=EITHER,
    ),
    text(
        "numbers that JSON lacks",
        "Uses numbers that JSON does not have.",
        lambda t: t.replace('"nbformat_minor": 5', '"nbformat_minor": NaN'),
        states=EITHER,
    ),
    text(
        "huge whole numbers",
        "Uses whole numbers of a hundred thousand digits.",
        lambda t: t.replace('"nbformat_minor": 5', '"nbformat_minor": 5, "n": ' + "9" * 100_000),
        states=EITHER,
    ),
    text(
        "huge execution count",
        "Numbers its cells beyond every database's integers.",
        lambda t: t.replace('"execution_count": null', f'"execution_count": {10**40}'),
        states=EITHER,
    ),
    text(
        "duplicate keys",
        "Says everything twice, differently.",
        lambda t: (
            t.replace('"cells":', '"cells": 3, "cells":').rstrip().rstrip("}")
            + ', "cells": [], "nbformat": 4}'
        ),
        states=EITHER,
    ),
    text(
        "100 MB",
        "Hands in 100 MB.",
        lambda t: t.rstrip() + " " * 100_000_000,
        states=BROKEN,
        says="MB",
    ),
    text(
        "19 MB",
        "Stays just below the largest size, with one long text.",
        edited(
            lambda d: d["cells"].append(
                {
                    "cell_type": "code",
                    "id": "big",
                    "metadata": {},
                    "outputs": [],
                    "execution_count": None,
                    "source": "x = '" + "y" * 19_000_000 + "'",
                }
            )
        ),
        states=(*EITHER, "timed out", "out of memory"),
    ),
]

FORMS = [
    text("format 3", "Hands in the notebook format of 2013.", edited(worksheets), states=EITHER),
    text("format 2", "Says that it is format 2.", top(nbformat=2), states=EITHER),
    text(
        "format 5",
        "Says that it is a format of the future.",
        top(nbformat=5, nbformat_minor=0),
        states=EITHER,
    ),
    text("format as text", "Says its format in words.", top(nbformat="four"), states=BROKEN),
    text(
        "format -1",
        "Says that it has a negative and a huge format.",
        top(nbformat=-1, nbformat_minor=10**30),
        states=BROKEN,
    ),
    text("no cells", "Has no cells at all.", edited(lambda d: d.pop("cells")), states=EITHER),
    text("empty cells", "Has an empty list of cells.", top(cells=[])),
    text(
        "cells that are texts",
        "Has texts, numbers and nothing in the place of cells.",
        top(cells=["x", 7, None, [], {}]),
        states=BROKEN,
        says=BAD,
    ),
    text(
        "cells as a dictionary",
        "Has a dictionary in the place of the list of cells.",
        top(cells={"0": {}}),
        states=BROKEN,
        says=BAD,
    ),
    text(
        "sources as lists",
        "Has cells whose source is a list of lists.",
        each_cell(source=[["x"], ["y"]]),
        states=BROKEN,
        says=BAD,
    ),
    text(
        "sources as numbers",
        "Has cells whose source is a number.",
        each_cell(source=7),
        states=EITHER,
    ),
    text(
        "sources as nothing",
        "Has cells whose source is null.",
        each_cell(source=None),
        states=EITHER,
    ),
    text(
        "unknown cell type",
        "Has cells of a type that does not exist.",
        each_cell(cell_type="quantum"),
        states=EITHER,
    ),
    text(
        "outputs of wrong types",
        "Has outputs that are numbers, and data that is a list.",
        edited(wrong_outputs),
        states=EITHER,
    ),
    text(
        "metadata as a list",
        "Has a list in the place of metadata.",
        top(metadata=[1, 2]),
        states=EITHER,
    ),
    text(
        "cell metadata of wrong types",
        "Has nbgrader's metadata as text, number and list.",
        edited(other_types),
        states=EITHER,
    ),
    text("the same cell ids", "Gives all cells the same id.", each_cell(id="same")),
    text(
        "bad cell ids",
        "Gives its cells ids with slashes, blanks and NUL.",
        each_cell(id="../../ \0"),
        states=EITHER,
    ),
    text("every cell three times", "Has every exercise three times.", edited(duplicated)),
    text(
        "wild grade ids",
        "Has grade ids that are paths and pieces of SQL.",
        edited(other_ids),
        says="put back",
    ),
    text("attachments", "Has attachments with paths for names.", edited(with_attachments)),
    text(
        "20,000 cells",
        "Has 20,000 empty cells.",
        edited(many_cells(20_000)),
        states=BROKEN,
        says="the limit is 5,000",
    ),
    text(
        "4,900 cells",
        "Has as many empty cells as just may be.",
        edited(many_cells(4_900)),
        states=("graded", "timed out"),
    ),
    text(
        "100,000 faults",
        "Has more faults than anybody wants to read.",
        edited(many_faults),
        states=EITHER,
    ),
    text(
        "half characters beside the code",
        "Writes halves of characters into metadata and names.",
        edited(
            lambda d: (
                d["metadata"].update({"\ud800": "\udfff"}),
                first(d)["metadata"].update(tags=["\ud800"], nbgrader={"grade_id": "\ud800"}),
            )
        ),
    ),
    text(
        "unknown kernel",
        "Asks for a kernel that does not exist.",
        edited(
            lambda d: d["metadata"].update(
                kernelspec={"name": "../../evil", "display_name": "x", "language": "bash"}
            )
        ),
    ),
    text(
        "another language",
        "Says that it is written in R.",
        edited(
            lambda d: d["metadata"].update(
                kernelspec={"name": "ir", "display_name": "R", "language": "R"},
                language_info={"name": "R", "file_extension": "/../../x.ipynb"},
            )
        ),
    ),
    notebook(
        "magics",
        "Uses every magic that runs something else than Python.",
        lambda node: node.cells.__setitem__(
            slice(1, 1),
            [
                nbformat.v4.new_code_cell(source)
                for source in (
                    "%%bash\necho spoiled > ../../../gradebook.db",
                    "!touch /srv/hostile/spoiled",
                    "%%javascript\nhostile()",
                    "%run /etc/passwd",
                    "%load_ext autoreload",
                    "%%writefile ../../evil.py\nx = 1",
                    "%cd /\n%env HOME=/",
                    "%reset -f",
                    "%store x",
                    "%logstart /srv/hostile/log",
                    "%pip install /nowhere",
                    "%%script python3\nopen('/srv/hostile/spoiled', 'w')",
                    "%%capture\n1",
                    "?\n%quickref\n%pdb on\n1/0",
                    "%autocall 2\n%xmode Verbose",
                )
            ],
        ),
        states=("graded", "timed out"),
    ),
    notebook(
        "everything deleted",
        "Hands in the notebook with all cells deleted.",
        lambda node: node.cells.clear(),
        says="put back",
    ),
    notebook(
        "one answer cell as text",
        "Turns an answer's cell into text, beside a right answer.",
        lambda node: _as_text(node),
        solved=True,
        deserves=chapters.maximum(NAME) - chapters.lost("double"),
    ),
]


def _as_text(node):
    cell = chapters.code_cell(node, "double")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    cell.source = "I do not know."


def put(folder: Path, content: str | bytes = "", name: str = FILE) -> Path:
    path = folder / NAME / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def beside(path: str, make):
    """The notebook, and beside it something at `path` that `make` makes."""

    def arrange(folder, original):
        put(folder, original)
        make(folder / NAME / path)

    return arrange


def instead(make):
    """Something else in the notebook's place."""

    def arrange(folder, original):
        (folder / NAME).mkdir(parents=True)
        make(folder / NAME / FILE)

    return arrange


LINK = ("unreadable", "missing")

FOLDERS = [
    layout(
        "link to another's notebook",
        "Hands in a link to a right solution.",
        instead(lambda path: path.symlink_to(f"{PLACE}/ada-full/{NAME}/{FILE}")),
        states=LINK,
        says="link",
    ),
    layout(
        "link to a secret",
        "Hands in a link to a file of the system.",
        instead(lambda path: path.symlink_to("/etc/passwd")),
        states=LINK,
        says="link",
    ),
    layout(
        "link to the gradebook",
        "Hands in a link to another course's gradebook.",
        instead(lambda path: path.symlink_to(OTHER)),
        states=LINK,
        says="link",
    ),
    layout(
        "hard link to the gradebook",
        "Hands in a second name of another course's gradebook.",
        instead(lambda path: os.link(OTHER, path)),
        states=BROKEN,
        says=BAD,
    ),
    layout(
        "folder as a link",
        "Hands in a link in the place of the assignment's folder.",
        lambda folder, _: (folder.mkdir(), (folder / NAME).symlink_to(f"{PLACE}/ada-full/{NAME}")),
        states=LINK,
    ),
    layout(
        "link in a circle",
        "Hands in a link to itself.",
        instead(lambda path: path.symlink_to(path)),
        states=LINK,
    ),
    layout(
        "pipe", "Hands in a pipe, which is never ready to be read.", instead(os.mkfifo), states=LINK
    ),
    layout(
        "device",
        "Hands in an endless device.",
        instead(lambda path: os.mknod(path, 0o20644, os.makedev(1, 5))),
        states=LINK,
    ),
    layout(
        "socket",
        "Hands in a Unix socket.",
        instead(lambda path: os.mknod(path, 0o140644)),
        states=LINK,
    ),
    layout(
        "folder as a notebook",
        "Hands in a folder with the notebook's name.",
        instead(lambda path: path.mkdir()),
        states=LINK,
    ),
    layout(
        "links beside",
        "Puts links to others' files beside its notebook.",
        beside("data", lambda path: path.symlink_to("/srv/hostile/other-course")),
    ),
    layout(
        "checks of its own",
        "Puts checks that expect its own wrong answers beside it.",
        beside("checks", lambda path: _own_checks(path)),
        says=r"✗|○",
    ),
    layout(
        "modules beside",
        "Puts modules that shadow NumPy and the course beside it.",
        beside(
            "numpy.py",
            lambda path: [
                (path.parent / name).write_text("raise SystemExit('shadowed')")
                for name in (
                    "numpy.py",
                    "json.py",
                    "sitecustomize.py",
                    "rnn_course.py",
                    "conftest.py",
                    "nbgrader_config.py",
                )
            ],
        ),
    ),
    layout(
        "configuration beside",
        "Puts an nbgrader_config.py that runs code into its folder.",
        lambda folder, original: [
            put(folder, original),
            *(
                place.joinpath(name).write_text("open('/srv/hostile/configured', 'w')\n")
                for place in (folder, folder / NAME)
                for name in ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py")
            ),
        ],
    ),
    layout(
        "another assignment",
        "Hands in under another assignment's name.",
        lambda folder, original: put(folder, original).parent.rename(folder / "01_wrong"),
        states=("missing",),
        says="no folder",
    ),
    layout(
        "two notebooks",
        "Hands in two notebooks, and none with the right name.",
        lambda folder, original: [
            put(folder, original, "a.ipynb"),
            put(folder, original, "b.ipynb"),
        ],
        states=("missing",),
        says="a.ipynb, b.ipynb",
    ),
    layout(
        "right name in other letters",
        "Hands in under a name that only looks the same.",
        lambda folder, original: (
            put(folder, original, "00_start_here.IPYNB")
            and put(folder, original, "00_\u0455tart_here.ipynb")
        ),
        states=("missing", "graded"),
    ),
    layout(
        "not allowed to read",
        "Hands in a file that nobody may read.",
        lambda folder, original: put(folder, original).chmod(0),
        states=EITHER,
    ),
    layout(
        "a thousand files beside",
        "Puts a thousand files beside its notebook.",
        lambda folder, original: (
            [put(folder, original, f"{n}.ipynb") for n in range(1000)] and put(folder, original)
        ),
    ),
]


def _deep(folder: Path, original: str) -> None:
    """Folders in folders, deeper than Python recurses."""
    put(folder, original)
    here = os.open(folder / NAME, os.O_DIRECTORY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def _long(folder: Path, original: str) -> None:
    """A path that is as long as one may be here, and too long one folder further down."""
    path = put(folder, original).parent
    while len(str(path)) < 3800:
        path = path / ("d" * 200)
    path.mkdir(parents=True)
    (path / ("f" * (4090 - len(str(path))))).write_text("x")


BESIDE = [
    layout(
        "deep folders beside", "Puts folders beside it that are deeper than Python recurses.", _deep
    ),
    layout(
        "long paths beside", "Puts files beside it whose paths are as long as a path may be.", _long
    ),
    layout(
        "odd names beside",
        "Puts files beside it whose names are no text, or steer a terminal.",
        lambda folder, original: (
            [put(folder, original)]
            + [
                put(folder, "x", os.fsdecode(name))
                for name in (
                    b"\xff\xfe",
                    b"a\nb\x1b[2J",
                    b"-rf",
                    b"..x",
                    b"=1+1",
                    b"CON",
                    b"a\\b",
                    b"%s",
                    b"x" * 255,
                )
            ]
        ),
    ),
    layout(
        "100 MB beside",
        "Puts 100 MB of files beside its notebook.",
        lambda folder, original: (
            [put(folder, original)]
            + [put(folder, bytes(10_000_000), f"{n}.dat") for n in range(10)]
        ),
    ),
    layout(
        "8,000 files beside",
        "Puts 8,000 small files beside its notebook.",
        lambda folder, original: (
            [put(folder, original)] + [put(folder, "x", f"{n}.txt") for n in range(8000)]
        ),
    ),
    layout(
        "a timestamp of its own",
        "Says that it was handed in at a time that there is not.",
        lambda folder, original: [
            put(folder, original),
            put(folder, "99999999999999999999-13-45 Mars/Olympus", "timestamp.txt"),
        ],
    ),
    layout(
        "a timestamp of bytes",
        "Says in bytes when it was handed in.",
        lambda folder, original: [
            put(folder, original),
            put(folder, b"\xff\x00" * 99, "timestamp.txt"),
        ],
    ),
    layout(
        "link to the place itself",
        "Hands in a link to the folder of the whole class.",
        beside("all", lambda path: path.symlink_to(PLACE)),
    ),
    layout(
        "notebook of no text",
        "Hands in a notebook whose file's name is no text.",
        lambda folder, original: (
            put(folder, original, os.fsdecode(b"\xff.ipynb"))
            and put(folder, original, os.fsdecode(b"\xfe.ipynb"))
        ),
        states=("missing",),
        says="notebooks there",
    ),
]

NAMES = {
    "a hidden folder": ".mallory",
    "the grader's folder": "submitted",
    "the assignment": NAME,
    "another's name, nearly": "ada-full ",
    "another's name in capitals": "ADA-FULL",
    "what an escape looks like": "name-\\xff\\xfe",
    "control characters": "evil\x1b[2J\x07\n\tname",
    "dots": "...",
    "quotes": "a'b\"c`d;$(touch spoiled)",
    "255 characters": "n" * 255,
    "direction marks": "\u202eevil\u2066name\u200b",
    "leading dash": "--force",
    "formula": "=HYPERLINK(1)",
    "percent and braces": "%s{0}[red]${HOME}",
    "blanks": "  name  ",
    "not UTF-8": os.fsdecode(b"name-\xff\xfe"),
    "a SQL sentence": "x'); drop table student;--",
    "a backslash": "..\\..\\evil",
    "NFD and NFC": "e\u0301-\u00e9",
}
STUDENTS = [
    layout(
        f"student: {what}",
        f"Is called {ascii(name)[:60]}.",
        lambda folder, original: put(folder, original),
        student=name,
        states=("graded",),
    )
    for what, name in NAMES.items()
]


def _own_checks(path: Path) -> None:
    path.mkdir()
    for name in ("double", "column_sums"):
        pack = json.loads(Path(f"course/{NAME}/checks/{name}.json").read_text())
        pack["parts"] = [{**pack["parts"][0], "points": 100, "kind": "quiet"}]
        (path / f"{name}.json").write_text(json.dumps(pack))


def zipped(*entries, bomb=False):
    """Adds entries (name, content, mode) to the zip of a class."""

    def pack(path, _):
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
            for name, content, mode in entries:
                info = zipfile.ZipInfo(name)
                info.external_attr = mode << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, content)
            if bomb:
                with file.open("mallory/bomb", "w") as entry:
                    for _ in range(10):
                        entry.write(bytes(10_000_000))
                first = file.getinfo("mallory/bomb")
                for number in range(30):  # the same bytes under many names
                    file.filelist.append(copy.copy(first))
                    file.filelist[-1].filename = f"mallory/bomb-{number}"

    return pack


def of_mallory(data: bytes, place: int, value: bytes):
    """A change of the last entry of the directory of a zip, which is Mallory's."""
    at = data.rindex(b"PK\1\2") + place
    return data[:at] + value + data[at + len(value) :]


def directory(place: int, value: bytes):
    def pack(path, _):
        zipped((f"mallory/{NAME}/{FILE}", "{}" * 50, 0o100644))(path, _)
        path.write_bytes(of_mallory(path.read_bytes(), place, value))

    return pack


def _no_text(path: Path) -> None:
    """The name is ASCII when it is written; then its bytes change, and the flag for UTF-8."""
    directory(8, b"\0\x08")(path, "")
    data = path.read_bytes()
    at = data.rindex(b"mallory")
    path.write_bytes(data[:at] + b"\xff\xfe\xff" + data[at + 3 :])


def _many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as file:
        for number in range(60_000):
            file.writestr(zipfile.ZipInfo(f"mallory/{number}"), b"")


def _lying_size(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file,
        file.open(f"mallory/{NAME}/{FILE}", "w") as entry,
    ):
        for _ in range(3):
            entry.write(bytes(10_000_000))
    path.write_bytes(of_mallory(path.read_bytes(), 24, (100).to_bytes(4, "little")))


ARCHIVES = [
    archive(
        "zip that is encrypted",
        "Says that its files need a password.",
        directory(8, b"\1\0"),
        says="password|encrypted|not a zip",
    ),
    archive(
        "zip packed in an unknown way",
        "Uses a compression that nobody knows.",
        directory(10, b"\x63\0"),
        says="compression|not a zip",
    ),
    archive(
        "zip with names that are no text",
        "Says that a name is UTF-8, which it is not.",
        lambda path, _: _no_text(path),
        says="not a zip",
    ),
    archive(
        "zip with 60,000 files",
        "Holds more files than a class can have.",
        lambda path, _: _many_entries(path),
        says="more than 50,000 files",
    ),
    archive(
        "zip with a size that lies",
        "Says that a file is small, which unpacks to 30 MB.",
        lambda path, _: _lying_size(path),
        says="not a zip|",
    ),
    archive(
        "zip in a zip",
        "Hands in a zip of a zip of a notebook.",
        zipped((f"mallory/{NAME}/{NAME}.zip", "PK", 0o100644)),
    ),
    archive(
        "zip with ../",
        "Puts a file above the folder it is unpacked into.",
        zipped(("mallory/../../../../../srv/hostile/spoiled", "x", 0o100644)),
        says="leads outside|spoiled",
    ),
    archive(
        "zip with an absolute path",
        "Puts a file where an absolute path says.",
        zipped(("/srv/hostile/spoiled", "x", 0o100644)),
        says="leads outside|spoiled",
    ),
    archive(
        "zip with a link",
        "Puts a link into the zip, and a file behind the link.",
        zipped(("mallory/link", "/srv/hostile", 0o120777), ("mallory/link/spoiled", "x", 0o100644)),
        says="link",
    ),
    archive(
        "zip with a pipe",
        "Puts pipes and devices into the zip.",
        zipped(
            ("mallory/00_start_here/00_start_here.ipynb", "", 0o010644),
            ("mallory/00_start_here/null", "", 0o020644),
        ),
    ),
    archive(
        "zip with a name twice",
        "Puts two files of one name into the zip.",
        zipped(
            (f"mallory/{NAME}/{FILE}", "{}", 0o100644),
            (f"mallory/{NAME}/{FILE}", "no notebook", 0o100644),
        ),
    ),
    archive(
        "zip with a file as a folder",
        "Uses one name for a file and for a folder.",
        zipped((f"mallory/{NAME}", "x", 0o100644), (f"mallory/{NAME}/{FILE}", "x", 0o100644)),
    ),
    archive("zip bomb", "Unpacks to 3 GB.", zipped(bomb=True), says="2 GB|more than|bomb"),
    archive(
        "zip with long names",
        "Has names longer than any file system allows.",
        zipped(("mallory/" + "n" * 5000 + "/x", "x", 0o100644)),
    ),
    archive(
        "zip with a lie",
        "Is damaged in the middle.",
        lambda path, _: path.write_bytes(path.read_bytes()[:-3000] + b"x" * 3000),
        says="not a zip|damaged|read",
    ),
    archive(
        "zip with NUL",
        "Has names with NUL, control characters and backslashes.",
        zipped(("mallory/a\\..\\..\\b\x1b[2J", "x", 0o100644)),
        says="leads outside|mallory|",
    ),
]

ATTACKS = [*TEXTS, *FORMS, *FOLDERS, *BESIDE, *STUDENTS, *ARCHIVES]
