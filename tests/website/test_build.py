"""The build around Sphinx: what is kept, what is run again, what is never overwritten."""

import copy
import shutil

import pytest

pytest.importorskip("sphinx", reason="the extra 'website' is not installed")

from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder import cli, house
from autograder.build import chapter as chapters
from autograder.build.problems import BuildError
from autograder.website import build, executed, folders


@pytest.fixture(scope="module")
def read():
    return [chapters.read(path) for path in chapters.sources()]


@pytest.fixture
def course(tmp_path):
    place = tmp_path / "course"
    shutil.copytree(house.COURSE, place, ignore=shutil.ignore_patterns("__pycache__", "*.txt"))
    return place


def test_what_a_chapter_shows_depends_on_text_checks_and_package(read, course):
    chapter = read[2]
    keys = [executed.key(chapter, read, course)]
    assert executed.key(chapter, read, course) == keys[0]

    def changed():
        keys.append(executed.key(chapter, read, course))
        assert keys[-1] not in keys[:-1]

    (course / "02_forward" / "checks" / "softmax.json").write_text("{}")
    changed()
    (course / "rnn_course" / "messages.py").write_text("# other words")
    changed()
    chapter = copy.deepcopy(chapter)
    chapter.notebook.cells[1].source += "\n# more"
    changed()


def test_a_chapter_that_brings_functions_depends_on_the_ones_before(read):
    assert executed.before(read[0], read) == [] and executed.before(read[2], read) == []
    assert [each.name for each in executed.before(read[3], read)] == [
        each.name for each in read[:3]
    ]


def test_a_cell_that_fails_is_named(read):
    chapter = copy.deepcopy(read[0])
    cell = next(each for each in chapter.notebook.cells if each.cell_type == "code")
    cell.outputs = [new_output("error", ename="CheckFailed", evalue="not\nright", traceback=[])]
    (problem,) = executed.faults(chapter, chapter.notebook)
    assert "solutions/00_start_here.py" in str(problem) and "CheckFailed: not right" in str(problem)
    assert cell.source.splitlines()[0] in str(problem)


def test_a_folder_with_other_things_is_not_replaced(tmp_path):
    place = tmp_path / "mine"
    folders.check_place(place)
    place.mkdir()
    folders.check_place(place)
    (place / "thesis.txt").write_text("years of work")
    with pytest.raises(BuildError, match="it holds other things than a site"):
        folders.check_place(place)
    assert cli.main(["website", "--out", str(place)]) == 1
    assert (place / "thesis.txt").read_text() == "years of work"
    (place / folders.MARK).parent.mkdir()
    (place / folders.MARK).touch()
    folders.check_place(place)  # a site of ours


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path):
    html, out = tmp_path / "html", tmp_path / "site"
    for folder, name in ((html, "new.html"), (out, "old.html")):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / name).write_text(name)
    folders.publish(html, out)
    assert [path.name for path in sorted(out.rglob("*")) if path.is_file()] == [
        ".nojekyll",
        "new.html",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["html", "site"]


def test_only_what_changed_is_written(tmp_path):
    folders.write({"a.md": "one", "b/c.md": "two", "d.png": b"x"}, tmp_path)
    before = (tmp_path / "a.md").stat().st_mtime_ns
    folders.write({"a.md": "one", "d.png": b"y"}, tmp_path)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert not (tmp_path / "b" / "c.md").exists() and (tmp_path / "d.png").read_bytes() == b"y"


def test_without_sphinx_it_says_what_to_install(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(cli, "find_spec", lambda name: None if name == "myst_nb" else name)
    assert cli.main(["website", "--out", str(tmp_path / "x")]) == 1
    assert "needs myst_nb. To install them: pip install '.[website]'" in capsys.readouterr().err


@pytest.mark.skipif(folders.fcntl is None, reason="no such locks on this system")
def test_two_builds_do_not_mix(tmp_path):
    with folders.only_build(tmp_path), pytest.raises(BuildError, match="another build"):
        build.build(tmp_path / "site", work=tmp_path)
    assert not (tmp_path / "site").exists()


def test_a_wrong_chapter_is_told(tmp_path, capsys):
    assert cli.main(["website", "--out", str(tmp_path / "x"), "--chapter", "12_dreams"]) == 1
    said = capsys.readouterr().err
    assert "there is no chapter 12_dreams" in said and "02_forward" in said


def small(*sources):
    """A chapter that is not in the course, of a few cells."""
    cells = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    return chapters.Chapter("09_try", house.SOLUTIONS / "09_try.py", new_notebook(cells=cells))


def test_a_chapter_runs_once_and_is_kept(tmp_path):
    said, chapter = [], small("import os\nprint('ran in', os.path.basename(os.getcwd()))")
    for _ in range(2):
        (ran,) = executed.executed([chapter], [chapter], house.COURSE, tmp_path, said.append)
        assert ran.cells[0].outputs[0].text == "ran in 09_try\n"
    assert len([line for line in said if line.startswith("Running")]) == 1
    other = small("print('another')")
    executed.executed([other], [other], house.COURSE, tmp_path, said.append)
    assert len(list(tmp_path.glob("09_try-*.ipynb"))) == 1, "what is old is removed"


def test_a_chapter_that_fails_is_not_kept(tmp_path):
    chapter = small("print('fine')", "1 / 0", "int('x')")
    with pytest.raises(BuildError) as raised:
        executed.executed([chapter], [chapter], house.COURSE, tmp_path, lambda line: None)
    first, second = map(str, raised.value.problems)
    assert "begins '1 / 0'" in first and "ZeroDivisionError" in first and "ValueError" in second
    assert list(tmp_path.glob("*.ipynb")) == []


def test_a_kernel_that_dies_is_told(tmp_path):
    chapter = small("import os\nos._exit(1)")
    with pytest.raises(BuildError, match="09_try.py: it does not end"):
        executed.executed([chapter], [chapter], house.COURSE, tmp_path, lambda line: None)
