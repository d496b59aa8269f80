"""Grade a class: read submissions, run them, judge, record in nbgrader's gradebook, report."""
