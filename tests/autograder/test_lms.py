"""Files for Canvas and Moodle, and the roster that knows the ids."""

import csv

import pytest

from autograder import cli
from autograder.grade.results import Graded, SubmissionResult
from autograder.report import csv_files, lms
from autograder.report.marks import Marks, Score
from autograder.report.roster import RosterError, read_roster, with_missing
from tests.autograder.reports import a_class


def run(*students, **options):
    results = [
        SubmissionResult(name, options.get("state", "graded"), 31.5, 46.0) for name in students
    ]
    return Graded("02_forward", [], results, "out")


def rows(path):
    return list(csv.reader(path.open(encoding="utf-8", newline="")))


@pytest.fixture
def roster(tmp_path):
    def write(text, **options):
        path = tmp_path / "roster.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


def test_canvas_has_the_columns_and_the_second_line_that_its_importer_looks_for(tmp_path):
    assert lms.write_canvas(run("ada"), {}, tmp_path / "c.csv") == []
    assert rows(tmp_path / "c.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "02_forward"],
        ["    Points Possible", "", "", "", "", "46"],
        ["ada", "", "", "ada", "", "31.5"],
    ]


def test_moodle_has_an_identifier_the_score_and_the_feedback(tmp_path):
    lms.write_moodle(a_class(3), {}, tmp_path / "m.csv")
    head, first, *_ = rows(tmp_path / "m.csv")
    assert head == ["Username", "02_forward", "02_forward feedback"]
    assert first[0] == "student0000" and float(first[1]) > 0
    assert "sigmoid" in first[2] and "\n" not in first[2]


def test_names_with_commas_quotes_and_umlauts_arrive_whole(tmp_path, roster):
    people = read_roster(
        roster('folder,Student,ID,Username,Section\nx1,"Ünal, ""Özge""",17,ünal,"A, B"\n')
    )
    lms.write_canvas(run("x1"), {}, tmp_path / "c.csv", people)
    assert rows(tmp_path / "c.csv")[2] == ['Ünal, "Özge"', "17", "", "", "A, B", "31.5"]
    lms.write_moodle(run("x1"), {}, tmp_path / "m.csv", people)
    assert rows(tmp_path / "m.csv")[1][:2] == ["ünal", "31.5"]


def test_no_text_of_a_student_is_a_formula_and_no_id_of_a_teacher_is_changed(tmp_path, roster):
    lms.write_canvas(run("=cmd()"), {}, tmp_path / "c.csv")
    lms.write_moodle(run("=cmd()"), {}, tmp_path / "m.csv")
    assert rows(tmp_path / "c.csv")[2][0] == rows(tmp_path / "c.csv")[2][3] == "'=cmd()"
    assert rows(tmp_path / "m.csv")[1][0] == "'=cmd()"  # without a roster the id is a student's
    people = read_roster(roster("folder,ID,SIS User ID\nada,1,-17\n"))
    lms.write_canvas(run("ada"), {}, tmp_path / "c.csv", people)
    assert rows(tmp_path / "c.csv")[2][2] == "-17"


def test_marks_of_the_gradebook_come_before_those_of_the_run(tmp_path):
    marks = {"ada": Marks({"softmax": Score(20, 46, by_hand=True)}, {}, 1.25)}
    lms.write_canvas(run("ada"), marks, tmp_path / "c.csv")
    assert rows(tmp_path / "c.csv")[2][-1] == "18.75"


def test_who_is_on_the_roster_and_handed_in_nothing_is_missing(tmp_path, roster):
    people = read_roster(roster("folder,Username\nada,a\nbo,b\n"))
    graded = with_missing(run("ada"), people)
    assert [(r.student, r.state, r.score, r.maximum) for r in graded.results] == [
        ("ada", "graded", 31.5, 46.0),
        ("bo", "missing", 0.0, 46.0),
    ]
    lms.write_moodle(graded, {}, tmp_path / "m.csv", people)
    assert rows(tmp_path / "m.csv")[2][:2] == ["b", "0"]
    assert "missing. There is no submission" in rows(tmp_path / "m.csv")[2][2]
    csv_files.write_grades(graded, tmp_path / "g.csv")
    assert rows(tmp_path / "g.csv")[2][:3] == ["bo", "02_forward", "missing"]


def test_who_has_no_id_is_left_out_and_named(tmp_path, roster):
    """One line that Moodle cannot match stops its whole import."""
    people = read_roster(roster("folder,Username,ID\nada,a,1\nbo,,2\n"))
    graded = run("ada", "bo", "guest")
    assert lms.write_moodle(graded, {}, tmp_path / "m.csv", people) == ["bo", "guest"]
    assert lms.write_canvas(graded, {}, tmp_path / "c.csv", people) == ["guest"]
    assert [row[0] for row in rows(tmp_path / "m.csv")] == ["Username", "a"]


def test_a_submission_that_could_not_be_recorded_overwrites_no_grade(tmp_path):
    lms.write_canvas(run("ada", state="failed"), {}, tmp_path / "c.csv")
    assert len(rows(tmp_path / "c.csv")) == 2


def test_exports_of_the_two_systems_can_be_used_with_a_column_more(roster):
    canvas = (
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Some homework (12),folder\r\n"
        "    Points Possible,,,,,10,\r\n"
        '"Berg, Anna",7,u7,anna,A,9,anna\r\n\r\n'
    )
    assert read_roster(roster(canvas)) == {
        "anna": {
            "Student": "Berg, Anna",
            "ID": "7",
            "SIS User ID": "u7",
            "SIS Login ID": "anna",
            "Section": "A",
        }
    }
    moodle = "First name;Email address;ID number;Folder\nAnna;a@x.org;7;anna\n"
    assert read_roster(roster(moodle)) == {"anna": {"Email address": "a@x.org", "ID number": "7"}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: found the columns nothing. Expected: a column 'folder'"),
        ("Student,ID\nada,1\n", "line 1: found the columns Student, ID. Expected: a column"),
        ("folder,Section\nada,A\n", "at least one of ID, SIS User ID"),
        ("folder,ID,id\nada,1,2\n", "line 1: there are two columns 'ID'"),
        ("folder,ID\nada,1\nbo\n", "line 3: there are 1 fields. Expected: 2"),
        ("folder,ID\nBerg, Anna,1\n", "line 2: there are 3 fields. Expected: 2"),
        ("folder,ID\nada,1\n,2\n", "line 3: the folder is empty"),
        ("folder,ID\nada,1\nbo,2\nada,3\n", "line 4: the folder 'ada' was already in line 2"),
        ("folder,ID\n", "there is nobody in it"),
        ('folder,ID\n"ada,1\n', "this is no CSV"),
        ("folder,ID\nada,1\n\xfc,2\n".encode("latin-1"), "line 3: this is not UTF-8"),
    ],
)
def test_a_bad_roster_is_named_with_its_line_and_what_was_expected(text, words, roster):
    path = roster(text)
    with pytest.raises(RosterError) as error:
        read_roster(path)
    assert words in str(error.value) and "roster.csv" in str(error.value)


def test_a_bad_roster_stops_the_command_before_anything_is_graded(tmp_path, capsys):
    assert cli.main(["grade", str(tmp_path), "--roster", str(tmp_path / "no.csv")]) == 1
    assert "no.csv cannot be read (No such file" in capsys.readouterr().err
