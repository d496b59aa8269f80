"""The class page: right numbers, words for each picture, one student or a thousand."""

import dataclasses
import re
import time

import pytest
from bs4 import BeautifulSoup

from autograder.exercises import all_exercises
from autograder.grade.results import Graded, SubmissionResult
from autograder.report.charts import binned, histogram
from autograder.report.class_page import class_page, write
from autograder.report.class_students import COLUMNS
from tests.autograder.reports import a_class, all_points


def soup_of(graded, *more):
    return BeautifulSoup(class_page(graded, *more), "html.parser")


@pytest.mark.parametrize("count", [1, 30, 1000])
def test_every_student_has_a_row_and_every_exercise_a_picture_with_words(count):
    graded = a_class(count)
    soup = soup_of(graded)
    assert len(soup.select("#students tbody tr")) == count
    heads = [head.text for head in soup.select("#students thead th")]
    assert heads == ["Student", *(column.name for column in COLUMNS), *graded.exercises]
    for row, result in zip(soup.select("#students tbody tr"), graded.results, strict=True):
        texts = [cell.text for cell in row.find_all(["th", "td"])]
        assert texts[: -len(graded.exercises)] == [
            result.student,
            *(column.text(result) for column in COLUMNS),
        ]
        assert len(texts) == len(heads)
    for name in graded.exercises:
        words = soup.select_one(f"#exercise-{name} svg")["aria-label"]
        assert words.startswith(f"{name}, students by points of {all_exercises()[name].points}")
        found = [int(number) for number in re.findall(r"\d+: (\d+)", words)]
        assert sum(found) == count
    for picture in soup.select("svg"):
        assert picture.get("aria-label") or picture.get("aria-hidden") == "true"


def test_a_thousand_students_are_a_small_page_made_at_once():
    graded = a_class(1000)
    began = time.perf_counter()
    text = class_page(graded)
    assert time.perf_counter() - began < 1 and len(text) < 700_000


def test_mistakes_are_counted_with_their_sentence_and_linked():
    graded = a_class(30)
    soup = soup_of(graded)
    wanted = {}
    for result in graded.results:
        for name, verdict in result.verdicts.items():
            if verdict.misconception:
                key = (name, verdict.misconception)
                wanted[key] = wanted.get(key, 0) + 1
    rows = soup.select("#mistakes tbody tr")
    assert len(rows) == len(wanted)
    counts = [int(row.td.text) for row in rows]
    assert counts == sorted(counts, reverse=True) and sum(counts) == sum(wanted.values())
    for (name, mistake), count in wanted.items():
        says = next(m.says for m in all_exercises()[name].misconceptions if m.name == mistake)
        assert any(
            says in row.text and row.a["href"] == f"#exercise-{name}" and int(row.td.text) == count
            for row in rows
        )


def test_times_and_states():
    graded = a_class(11)
    states = ["timed out", "out of memory", "kernel died", "unreadable", "missing"]
    results = [
        dataclasses.replace(result, state=state)
        for result, state in zip(graded.results, states, strict=False)
    ]
    soup = soup_of(dataclasses.replace(graded, results=[*results, *graded.results[5:]]))
    assert {row.th.text: int(row.td.text) for row in soup.select("header tbody tr")} == {
        "graded": 6,
        **dict.fromkeys(states, 1),
    }
    softmax = soup.select_one("#time tbody tr").text
    assert "softmax" in softmax and "15 ms" in softmax and "20 ms" in softmax
    bare = [dataclasses.replace(result, seconds={}) for result in graded.results]
    assert "No times were taken" in class_page(dataclasses.replace(graded, results=bare))


def test_all_points_are_all_points_also_when_an_earlier_mistake_is_carried():
    graded = a_class(60)
    full = {
        name: sum(r.verdicts[name].points == r.verdicts[name].maximum for r in graded.results)
        for name in graded.exercises
    }
    carried = [v for r in graded.results for v in r.verdicts.values() if v.state == "carried"]
    assert carried and all_points(class_page(graded)) == full


def test_nobody_with_a_score_and_nobody_at_all():
    for results in (
        [],
        [SubmissionResult("ada", "failed", 0.0, 0.0, {}, "It could not be recorded.")],
    ):
        text = class_page(Graded("02_forward", ["softmax"], results, "out"))
        assert "No submission has a score" in text


def test_names_and_notes_of_students_are_text(tmp_path):
    results = [
        SubmissionResult("<script>harmed()</script>\u202e/../x", "graded", 1.0, 3.0, {}, "<b>n</b>")
    ]
    graded = Graded("02_forward", ["softmax"], results, tmp_path)
    soup = soup_of(graded, {results[0].student})
    assert len(soup.find_all("script")) == 1 and "\u202e" not in soup.text
    link = soup.select_one("#students tbody a")["href"]
    assert link.startswith("feedback/%3Cscript%3E") and link.endswith("/02_forward.html")


def test_only_pages_that_are_there_are_linked(tmp_path):
    graded = a_class(2, tmp_path)
    page = tmp_path / "feedback" / "student0001" / "02_forward" / "02_forward.html"
    page.parent.mkdir(parents=True)
    page.write_text("x")
    write(graded, tmp_path / "class.html")
    soup = BeautifulSoup((tmp_path / "class.html").read_text("utf-8"), "html.parser")
    links = [link["href"] for link in soup.select("#students tbody a")]
    assert links == ["feedback/student0001/02_forward/02_forward.html"]


def test_steps_of_points():
    assert binned([0, 1, 3, 3], 3) == [("0", 1), ("1", 1), ("2", 0), ("3", 2)]
    assert binned([2.5, 3, 4], 3) == [("0", 0), ("1", 0), ("2", 1), ("3", 2)]  # extra credit
    wide = binned([0, 4, 45, 45.5, 46], 46)
    assert wide[0] == ("0–4", 2) and wide[-2:] == [("45", 2), ("46", 1)] and len(wide) == 11
    assert sum(count for _, count in binned([-1, 0], 3)) == 2
    assert "No student" in histogram([], 0, "x")
