"""What the course is made and graded with: exercises, build, doctor, grade, report."""
