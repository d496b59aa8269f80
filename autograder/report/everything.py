"""All that a run leaves for people, written in one call."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from autograder.grade.results import Graded
from autograder.gradebook_url import default_url
from autograder.report import class_page, csv_files, feedback, lms
from autograder.report.marks import read
from autograder.report.roster import Roster, with_missing


@dataclass(frozen=True)
class Reports:
    """What was written: the number of feedback pages, and for each file a name and its place.

    Attributes:
        left_out: Students whom the files for Canvas and Moodle lack: the roster gives no id for
            them.
        graded: The run, with those on the roster who handed in nothing.
    """

    graded: Graded
    pages: int
    files: dict[str, Path]
    left_out: list[str] = field(default_factory=list)


def write_all(
    graded: Graded,
    roster: Roster | None = None,
    workers: int | None = None,
    db_url: str | None = None,
    pages: bool = True,
) -> Reports:
    """Write the CSV files, the feedback pages and the class page into the run's folder.

    Args:
        db_url: The gradebook, where it is not ``gradebook.db`` in that folder.
        pages: Whether to write the feedback pages, which take the longest.
    """
    out, name = graded.out, graded.assignment
    marks = read(db_url or default_url(out), name)
    graded = with_missing(graded, roster) if roster else graded
    files = {
        "Scores": out / "grades.csv",
        "Canvas": out / "grades_canvas.csv",
        "Moodle": out / "grades_moodle.csv",
        "Mistakes": out / "mistakes.csv",
        "Class": out / "class.html",
    }
    csv_files.write_grades(graded, files["Scores"])
    csv_files.write_mistakes(graded, files["Mistakes"])
    left_out = {
        *lms.write_canvas(graded, marks, files["Canvas"], roster),
        *lms.write_moodle(graded, marks, files["Moodle"], roster),
    }
    count = feedback.write_all(graded, marks, workers) if pages else 0
    class_page.write(graded, files["Class"])  # last: it links to the pages that are there
    return Reports(graded, count, files, sorted(left_out))
