"""Tags that a cell of a chapter may carry, and what each does."""

# A demonstration that takes long. It is not run while a class is graded (`grade.left_out`).
SKIP_GRADING = "skip-grading"
# JupyterLab's own: "Run all" goes on after a stub or a check that fails, so every message is shown.
RAISES_EXCEPTION = "raises-exception"
