"""Build `course/` from `solutions/`: notebooks for learners, and the packs of their checks."""

from autograder.build.problems import BuildError, Problem
from autograder.build.publish import build

__all__ = ["BuildError", "Problem", "build"]
